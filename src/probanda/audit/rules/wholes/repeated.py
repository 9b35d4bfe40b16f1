"""Numbers that a document repeats: told in several paragraphs with one noun, or as the total of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.listing import Entry
from probanda.audit.rules.ranks.labelled import alike, stems

__all__ = ["totals_near"]

#: Smaller numbers are repeated by accident.
_REPEATED = 40


@dataclass(frozen=True)
class _Totals:
    """Numbers that a document repeats as totals, and every number of it."""

    totals: tuple[Quantity, ...]  # in order of their values
    values: tuple[Decimal, ...]  # of the totals
    every: frozenset[Decimal]
    cells: frozenset[Decimal]  # of tables


def _totals(facts: Facts) -> _Totals:
    """Counts told in two paragraphs or more with one noun, and the totals of tables."""
    known = [q for q in facts.of(quantities) if q.unit == "count" and not q.spoken]
    blocks: dict[tuple[Decimal, str], set[int]] = defaultdict(set)
    first: dict[tuple[Decimal, str], Quantity] = {}
    for q in known:
        if q.value < _REPEATED or not q.exact:
            continue
        key = (q.value, "" if q.cell else q.group.head)
        if q.cell is None and not q.group.head:
            continue
        first.setdefault(key, q)
        blocks[key].add(q.block)
        if q.cell is not None and q.total:
            blocks[key].add(-1)
    chosen = sorted(
        (first[key] for key, places in blocks.items() if len(places) > 1), key=lambda q: q.value
    )
    return _Totals(
        tuple(chosen),
        tuple(q.value for q in chosen),
        frozenset(q.value for q in known),
        frozenset(q.value for q in known if q.cell is not None),
    )


def totals_near(facts: Facts, parts: tuple[Entry, ...]) -> Iterator[Quantity]:
    """Totals of the document near the sum of a list, which itself is told nowhere."""
    known = facts.of(_totals)
    total = sum((part.value for part in parts), Decimal(0))
    if total in known.every or all(part.value in known.cells for part in parts):
        return
    low = bisect_left(known.values, total * Decimal("0.88"))
    high = bisect_right(known.values, total * Decimal("1.13"))
    nouns = {part.noun for part in parts} - {""}
    said = stems(facts.text[slice(*facts.document.sentence_of(parts[0].start))])
    for q in known.totals[low:high]:
        if any(alike(a, b) for a in stems(q.group.text) for b in said):
            yield q  # "complaints were brought by 1,937 men, 498 women and 15 groups"
        elif not nouns or nouns == {q.group.head} or not q.group.head:
            yield q
