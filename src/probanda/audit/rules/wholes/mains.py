"""Wholes that a document tells again and again, for lists that stand far from them.

"We interviewed 596 adults", "Of the 596 …", a total row of 596; five pages on, "148 were under 30, 211 …": a list
whose sum misses such a number by little, and is told nowhere itself, is held against it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.listing import Entry
from probanda.audit.reckoning import counts_same
from probanda.audit.rules.ranks.labelled import stems

__all__ = ["far_wholes"]

#: A whole below this is met by accident.
_LEAST = 12
#: How far a sum may miss a whole that stands far from it.
_OFF = Decimal("0.13")


def far_wholes(facts: Facts, parts: tuple[Entry, ...]) -> Iterator[tuple[Quantity, float]]:
    """Wholes told elsewhere that a list nearly makes, with points for the words that they share."""
    values, by_value, told = facts.of(_mains)
    total = sum((part.value for part in parts), Decimal(0))
    largest = max(part.value for part in parts)
    if total in told:
        return
    language = language_tables(facts.language)
    first = parts[0]
    sentence = facts.document.quote_of(first.start)
    near = stems(facts.text[slice(*sentence)])
    for value in values[bisect_left(values, total / (1 + _OFF)) :]:
        if value * (1 - _OFF) > total:
            return
        q = by_value[value]
        if value <= largest or not all(
            counts_same(q, part.q, language) for part in parts if part.q is not None
        ):
            continue
        own = {part.noun for part in parts} - {""}
        if q.group.head in own or stems(q.group.text) & near:
            yield q, 1.5
        elif not own:
            yield q, 0.0


def _mains(facts: Facts) -> tuple[list[Decimal], dict[Decimal, Quantity], frozenset[Decimal]]:
    """Values told in several blocks or by a total row, each where it has its noun; and all values told."""
    places: dict[Decimal, list[Quantity]] = defaultdict(list)
    told: set[Decimal] = set()
    for q in facts.of(quantities):
        told.add(q.value)
        if q.unit == "count" and q.exact and not (q.each or q.spoken) and q.value >= _LEAST:
            places[q.value].append(q)
    mains = {
        value: next((q for q in own if q.cell is None and q.group.head), own[0])
        for value, own in places.items()
        if len({q.block for q in own if q.cell is None}) > 1 or any(q.cell and q.total for q in own)
    }
    return sorted(mains), mains, frozenset(told)
