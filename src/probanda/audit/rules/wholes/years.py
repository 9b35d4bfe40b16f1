"""Values of years, in a table, bullets or sentences, against what is told of them all: "94 deaths (2018–2025)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.tallies import Tally, tallies
from probanda.audit.rules.ranks.told import bullets, told_tallies
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["years_sums"]

_LEAST_ROWS = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


#: Two years that make a period: "FY2018-2025", "between 2018 and 2025", "с 2018 по 2025 год".
_YEARS = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:\s?(?:[-–—/]|[^\W\d]{1,5})\s?)(?P<last>(?:19|20)\d\d)(?!\d)"
)


def years_sums(facts: Facts) -> Iterator[Hit]:
    """Values of years that don't make a number told of all of them."""
    told = facts.of(_told_of_years)
    if not told:
        return
    prose = [each for own in told_tallies(facts).values() for each in own]
    for tally in (*facts.of(tallies), *bullets(facts), *prose):
        span = _span(tally)
        if span is None or span not in told or tally.unit != "count":
            continue
        own = {entry.quantity.start for entry in tally.entries}
        values = {entry.quantity.value for entry in tally.entries}
        wholes = [q for q in told[span] if q.start not in own and _of_tally(q, tally)]
        if any(q.value == tally.sum for q in wholes) or not wholes:
            continue
        q = min(wholes, key=lambda q: abs(q.value - tally.sum))
        if q.value > max(values) and _near(q.value, tally.sum):
            yield Hit(
                q.start,
                q.end,
                f"{q.shown} is told of {span[0]} to {span[1]}, but the values of these years add up to "
                f"{tally.sum.normalize():,f}.",
                "Correct the number or the value that is wrong.",
                tuple((e.quantity.start, e.quantity.end) for e in tally.entries[:12]),
                "warning",
            )


def _told_of_years(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    """Numbers of sentences and headings that name a period of years, by its first and last year."""
    found: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None or q.unit != "count" or not q.exact or q.subset or q.of is not None:
            continue
        spans = {
            (int(each["first"]), int(each["last"]))
            for each in _YEARS.finditer(facts.text, *q.sentence)
        }
        if len(spans) == 1:
            found[spans.pop()].append(q)
    return found


def _span(tally: Tally) -> tuple[int, int] | None:
    """The first and last year of a tally that has a value for each year between them."""
    years: list[int] = []
    for entry in tally.entries:
        own = _YEAR.findall(entry.words)
        if len(own) != 1:
            return None
        years.append(int(own[0]))
    if len(years) < _LEAST_ROWS or sorted(years) != list(range(min(years), max(years) + 1)):
        return None
    return min(years), max(years)


def _of_tally(q: Quantity, tally: Tally) -> bool:
    """Whether a number counts what a tally counts, as far as the words tell."""
    head = {entry.quantity.group.head for entry in tally.entries} - {""}
    words = tally.specific | tally.context
    if q.group.head in head or not q.group.head:
        return True
    if q.block == tally.block:
        return True
    return any(alike(a, b) for a in stems(q.group.text) for b in words)


def _near(value: Decimal, total: Decimal) -> bool:
    return value != total and (digits_apart(value, total) or abs(value - total) * 8 <= total)
