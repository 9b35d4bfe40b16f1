"""Weekdays against their dates.

A date with its own year has one weekday. Where the year is not written, the years that may be meant are those told
near it; and where none is told at all, the other weekdays of the passage tell in which years it can lie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache

from probanda.audit.extract.dates import NO_YEAR, DateMention, dates, days_between
from probanda.audit.extract.stamps import stamp_of
from probanda.audit.extract.time_words import lengths, word_pattern
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.registry import Hit, rule

#: Every pair of a weekday and a day of a month returns within so many years.
_CYCLE = 28
#: A day told with another's year lies so near it; farther off, the year before or after may be meant.
_NEAR = 120


@dataclass(frozen=True, slots=True)
class _Told:
    """A date with a weekday beside it: 0 for a Monday."""

    when: DateMention
    said: int
    words: str


@rule(
    "weekday-wrong",
    "A weekday that isn't that date's",
    "error",
    "time",
    "One of the two is wrong, and the reader can't know which. Where the year is not written, "
    "that of the passage counts, or the other weekdays of it.",
    bad=(
        "He was taken on Monday, 4 May 2021.",
        "On Saturday, 12 February, the sit-in began. On Monday, 15 February, the police came, "
        "and on Thursday, 17 February, a judge.",
    ),
    good=("He was taken on Tuesday, 4 May 2021.", "Every Monday in May 2021 they were beaten."),
)
def weekday_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute the weekday of every date that has one beside it."""
    told = list(_told(facts))
    alone: list[_Told] = []
    for each in told:
        if each.when.known and each.when.year_from is None:
            if each.when.first and each.said != each.when.first.weekday():
                yield _hit(facts, each, each.when.first, None)
            continue
        if each.when.first is None or each.when.first.year == NO_YEAR:
            alone.append(each)
            continue
        years = _years(facts, each)
        if years and not any(_weekday(each, year) == each.said for year in years):
            if _doubted(each, told):
                alone.append(each)
                continue
            day = each.when.first
            yield _hit(facts, each, day, each.when.year_from)
    yield from _by_vote(facts, alone)


def _hit(facts: Facts, each: _Told, day: date, year_from: tuple[int, int] | None) -> Hit:
    names = dict(lengths("weekdays", facts.language))
    right = names[float(day.weekday())].split("|")[0]
    when = each.when
    lent = f" in {day.year}" if year_from else ""
    return Hit(
        when.start,
        when.end,
        f"{facts.quote(when.start, when.end)} is a {right.capitalize()}{lent}, not a {each.words}.",
        "Check the weekday and the date.",
        (year_from,) if year_from else (),
        "warning" if year_from else None,
    )


def _told(facts: Facts) -> Iterator[_Told]:
    """Dates with a weekday right before or behind them."""
    pattern = _pattern(facts.language)
    if pattern is None:
        return
    named = word_pattern("named_days", facts.language, r"(?<!\w){}\W*\Z")
    gap = word_pattern("weekday_gap", facts.language, r",?\s+(?:{},?\s+)?(?:the\s+|el\s+|le\s+)?")
    for each in days_between(facts, 0, len(facts.text)):
        if each.precision != "day" or each.first is None or each.first != each.last:
            continue
        low = max(0, each.start - 44)
        before = facts.text[low : each.start]
        found = None
        for match in pattern.finditer(before):
            if gap.fullmatch(before[match.end() :]):
                found = match
        if found is not None and named.search(before):
            continue
        if found is None:
            behind = re.match(r",?\s\(?", facts.text[each.end : each.end + 3])
            found = pattern.match(facts.text, each.end + behind.end()) if behind else None
        if found is not None:
            yield _Told(each, int((found.lastgroup or "d0")[1:]), found.group())


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    """Weekdays in their forms.

    Never a mere beginning: “The Monitor, 9 June 2024” names a newspaper.
    """
    rows = lengths("weekdays", code)
    if not rows:
        return None
    longest = sorted(rows, key=lambda row: -len(row[1].split("|")[0]))
    shape = "|".join(f"(?P<d{int(place)}>{words})" for place, words in longest)
    return re.compile(rf"(?<!\w)(?<!\bthe )(?:{shape})(?!\w)", re.IGNORECASE)


def _weekday(each: _Told, year: int) -> int:
    """The weekday of a date in another year; its own for the 29 February of a year without one."""
    assert each.when.first
    with suppress(ValueError):
        return each.when.first.replace(year=year).weekday()
    return each.said


def _years(facts: Facts, each: _Told) -> frozenset[int]:
    """The years that may be meant: those told in the section, and of its stamp; none where that says nothing."""
    when = each.when
    assert when.first
    block = facts.document.block_of(when.start)
    section = facts.document.section_of(when.start)
    low = section.start if section else block.start if block else when.start
    stamp = stamp_of(facts, when.start)
    near = [d for d in days_between(facts, low, when.start + 2000) if d.known and not d.year_from]
    if stamp is None and not any(_sure(facts, d) for d in near) and not _of_one_year(facts):
        return frozenset()  # "elections are due in 2022"
    found = {when.first.year}
    for d in [*near, *([stamp.when] if stamp else [])]:
        if not (d.first and d.last) or d.precision == "decade":
            continue
        found |= {d.first.year, d.last.year}
        if d.precision in {"day", "month"} and when.year_from and d.start == when.year_from[0]:
            apart = abs((when.first - d.first).days)
            found |= {d.first.year - 1, d.first.year + 1} if apart > _NEAR else set()
    own = document_date(facts)
    return frozenset(found | ({own[1].year} if own else set()))


def _sure(facts: Facts, d: DateMention) -> bool:
    """Whether a date says when things near it happened: with its month, or in a heading."""
    block = facts.document.block_of(d.start)
    return d.precision in {"day", "month"} or (block is not None and block.kind == "heading")


def _of_one_year(facts: Facts) -> bool:
    """Whether a text tells of one year alone, and dates something in it with a month."""
    told = [d for d in facts.of(dates) if d.known and d.first and d.last and d.year_from is None]
    years = {year for d in told if d.first and d.last for year in (d.first.year, d.last.year)}
    return len(years) == 1 and any(d.precision in {"day", "month"} for d in told)


def _doubted(each: _Told, told: list[_Told]) -> bool:
    """Whether another year suits it and more of those told like it: then the lent year is not meant."""
    assert each.when.first
    year = each.when.first.year
    others = [o for o in told if o is not each and o.when.year_from is not None]
    right = sum(_weekday(o, year) == o.said for o in others)
    return any(
        _weekday(each, other) == each.said
        and sum(_weekday(o, other) == o.said for o in others) > right
        for other in range(2000, 2000 + _CYCLE)
    )


def _by_vote(facts: Facts, alone: list[_Told]) -> Iterator[Hit]:
    """Weekdays of a section that no year of the calendar has together: the one against the others."""
    groups: dict[int, list[_Told]] = {}
    for each in alone:
        section = facts.document.section_of(each.when.start)
        groups.setdefault(section.start if section else -1, []).append(each)
    for listed in groups.values():
        fitting = {
            year: [each for each in listed if _weekday(each, year) == each.said]
            for year in range(2000, 2000 + _CYCLE)
        }
        year, most = max(fitting.items(), key=lambda item: len(item[1]))
        odd = [each for each in listed if each not in most]
        pair = len(listed) == 2 and _beside(facts, *listed)
        if len(odd) != 1 or not (len(most) > 1 or pair):
            continue
        other = most[0].when
        days = f"{facts.quote(other.start, other.end)} a {most[0].words}"
        assert odd[0].when.first
        right = odd[0].when.first.replace(year=year).weekday()
        names = dict(lengths("weekdays", facts.language))
        yield Hit(
            odd[0].when.start,
            odd[0].when.end,
            f"{facts.quote(odd[0].when.start, odd[0].when.end)} can't be a {odd[0].words} in the year in which "
            f"{days} is; it is a {names[float(right)].split('|')[0].capitalize()} there.",
            "Check the weekdays and the dates.",
            ((other.start, other.end),),
            "warning",
        )


def _beside(facts: Facts, a: _Told, b: _Told) -> bool:
    """Whether two days stand in one paragraph and not far apart, so that one year is meant."""
    assert a.when.first
    assert b.when.first
    apart = abs((a.when.first.replace(year=2000) - b.when.first.replace(year=2000)).days)
    one = facts.document.block_of(a.when.start) == facts.document.block_of(b.when.start)
    return one and apart <= 45
