"""Two ages of one person at two dates: "25 when he was arrested in 2012 … released in 2021 at the age of 36".

Between the two the person ages by the years between the dates, give or take one where a date is a mere year.
An age needs a date of its clause and a name, or a sentence that goes on about the one named before it.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.counts.age_told import is_birth
from probanda.audit.rules.counts.ages_near import is_age_told, of_others
from probanda.audit.rules.registry import Hit

__all__ = ["ages_of_two_dates"]

_CLAUSE = re.compile(r";\s")
#: Days of a year, with those of leap years.
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class _Aged:
    """A person's age at a date."""

    name: str
    age: Quantity
    at: DateMention


def ages_of_two_dates(facts: Facts, named: list[tuple[int, int, str]]) -> Iterator[Hit]:
    """Pairs of ages that are farther from each other, or nearer, than their dates."""
    by_name: dict[str, list[_Aged]] = defaultdict(list)
    for each in _aged(facts, named):
        by_name[each.name].append(each)
    for listed in by_name.values():
        first = listed[0]
        for other in listed[1:]:
            hit = _apart(facts, first, other)
            if hit is not None:
                yield hit
                break


def _aged(facts: Facts, named: list[tuple[int, int, str]]) -> Iterator[_Aged]:
    rows = facts.of(by_block)
    for block in facts.document.prose():
        here = [(start, name) for start, _, name in named if block.start <= start < block.end]
        everybody = {name for _, name in here}
        if not everybody:
            continue
        for age in rows.get(block.index, ()):
            if not is_age_told(facts, age):
                continue
            start, end = age.sentence
            own = {name for at, name in here if start <= at < end}
            before = {name for at, name in here if at < end}
            name = own or (before if len(everybody) == 1 else set())
            if len(name) != 1 or of_others(facts, start, age.start):
                continue
            when = [d for d in _dates(facts, age) if d.known and not is_birth(facts, d)]
            if len(when) == 1 and not when[0].operator:
                yield _Aged(next(iter(name)), age, when[0])


def _dates(facts: Facts, age: Quantity) -> list[DateMention]:
    """The dates of the clause in which an age stands, or of its sentence."""
    start, end = age.sentence
    text = facts.text
    cuts = [start, *(found.end() for found in _CLAUSE.finditer(text, start, end)), end]
    for low, high in itertools.pairwise(cuts):
        if low <= age.start < high:
            return list(dates_between(facts, low, high))
    return []


def _apart(facts: Facts, a: _Aged, b: _Aged) -> Hit | None:
    if a.at.first is None or a.at.last is None or b.at.first is None or b.at.last is None:
        return None
    first, second = (a, b) if a.at.first <= b.at.first else (b, a)
    assert first.at.first
    assert first.at.last
    assert second.at.first
    assert second.at.last
    least = floor((second.at.first - first.at.last).days / _YEAR)
    most = ceil((second.at.last - first.at.first).days / _YEAR)
    if second.at.first <= first.at.last or least <= second.age.value - first.age.value <= most:
        return None
    low, high = first.age.value + least, first.age.value + most
    return Hit(
        b.age.start,
        b.age.end,
        f"{a.name} is {first.age.shown} in {facts.quote(first.at.start, first.at.end)} and {low:f} to {high:f} "
        f"in {facts.quote(second.at.start, second.at.end)}, not {second.age.shown}.",
        "Correct the age or the date that is wrong.",
        ((a.age.start, a.age.end), (a.at.start, a.at.end), (b.at.start, b.at.end)),
        "warning",
    )
