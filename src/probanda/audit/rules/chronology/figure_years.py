"""One figure told of two years: "from 806 in 2007 to 1,604 in 2012", and elsewhere 806 in 2010.

Two places tell the same two figures. Where they agree on the year of one and not on the year of the other, the
year is the slip: that two pairs of figures meet by chance, one of them in its year, is out of the question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.registry import Hit

__all__ = ["figure_years"]

#: Smaller and rounder figures meet by chance.
_LEAST = 100
#: What stands in more paragraphs is no figure of one year.
_OFTEN = 5
_FROM_TO = re.compile(r"\s+[^\W\d_]{1,3}\s+\Z")
_DECADE = Decimal(10)

Dated = tuple[Quantity, DateMention, int]


def figure_years(facts: Facts) -> Iterator[Hit]:
    """Pairs of figures that two blocks tell, with one year in common and one not."""
    by_block: dict[int, list[Dated]] = defaultdict(list)
    by_value: dict[Decimal, list[int]] = defaultdict(list)
    for row in facts.of(by_sentence):
        for quantity, when, year in _dated(facts, row):
            by_block[quantity.block].append((quantity, when, year))
            by_value[quantity.value].append(quantity.block)
    seen: set[tuple[int, int]] = set()
    for listed in by_value.values():
        blocks = sorted(set(listed))
        for one, other in combinations(blocks, 2) if len(blocks) <= _OFTEN else ():
            if (one, other) not in seen:
                seen.add((one, other))
                yield from _two(facts, by_block[one], by_block[other])


def _two(facts: Facts, one: list[Dated], other: list[Dated]) -> Iterator[Hit]:
    pairs = [(a, b) for a in one for b in other if a[0].value == b[0].value]
    agreeing = {a[0].value for a, b in pairs if a[2] == b[2]}
    for a, b in pairs:
        value = a[0].value
        years = {(x[2], y[2]) for x, y in pairs if x[0].value == value}
        if a[2] == b[2] or value in agreeing or len(years) > 1 or not agreeing - {value}:
            continue
        yield Hit(
            b[1].start,
            b[1].end,
            f"{facts.quote(b[0].start, b[0].end)} is told of {b[2]} here, of {a[2]} elsewhere.",
            "Check of which year the figure is.",
            ((a[1].start, a[1].end),),
            "warning",
        )
        return


def _dated(facts: Facts, row: list[Quantity]) -> Iterator[Dated]:
    """The figures of a sentence with the one year that each belongs to."""
    told = [
        q
        for q in row
        if q.unit in {"count", "money", "measure"}
        and q.value >= _LEAST
        and (q.value % _DECADE or q.value >= 10_000)
        and not q.words
    ]
    if not told or told[0].cell is not None:
        return
    start, end = told[0].sentence
    years = [d for d in dates_between(facts, start, end) if d.known and d.first and d.last]
    spans = [d for d in years if d.precision == "interval" and d.first and d.last]
    ends = _ends(facts, years)
    if len(told) == 2 and ends and _FROM_TO.search(facts.text[told[0].end : told[1].start]):
        yield told[0], ends[0], ends[0].first.year if ends[0].first else 0
        yield told[1], ends[1], ends[1].last.year if ends[1].last else 0
        return
    if spans:
        return
    for q, when in _in_turn(told, years):
        if when.first and when.last and when.first.year == when.last.year:
            yield q, when, when.first.year


def _ends(facts: Facts, years: list[DateMention]) -> tuple[DateMention, DateMention] | None:
    """First and last of the two years between which something moves."""
    if len(years) == 1 and years[0].precision == "interval":
        return years[0], years[0]
    if len(years) == 2 and all(d.precision == "year" for d in years):
        gap = facts.text[years[0].end : years[1].start]
        return (years[0], years[1]) if re.fullmatch(r"\s+[^\W\d_]{1,3}\s+", gap) else None
    return None


def _in_turn(
    told: list[Quantity], years: list[DateMention]
) -> Iterator[tuple[Quantity, DateMention]]:
    """Figures and dates of a sentence that stand in turn, each with its own: "806 in 2010 and 1,604 in 2012"."""
    if len(years) == 1:
        yield from ((q, years[0]) for q in told)
        return
    if len(told) != len(years):
        return
    marks = sorted([(q.start, True) for q in told] + [(d.start, False) for d in years])
    if all(a[1] != b[1] for a, b in pairwise(marks)):
        yield from zip(told, years, strict=True)
