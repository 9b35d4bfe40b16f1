"""A chronology in which one day stands out of line: entries of a list, rows of a table, days in brackets.

Nothing but the order of the days is asked: where nearly all follow each other, the one that doesn't is a slip,
mostly of the year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, find_dates
from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["out_of_line"]

#: Fewer entries than this may stand in any order.
_FEWEST = 4
_FEWEST_ROWS = 5
_IN_BRACKETS = 4
#: Of so many entries one alone is out of line by a slip, whatever it is.
_SURE = 6
_OPENS = re.compile(
    r"[\W_]*(?:\(?\d{1,2}[.)]\s+)?(?:(?:On|In|On the|El|En|Le|В|На)\s+)?(?:\w+day,?\s+)?\Z",
    re.IGNORECASE,
)
#: Rows of a table that are read.
_MOST = 400


def out_of_line(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Days that break the order of a chronology."""
    for listed, fewest in _runs(facts):
        if len(listed) < fewest:
            continue
        run = listed if listed[0][1] <= listed[-1][1] else listed[::-1]  # or newest first
        days = [day for _, day in run]
        kept = _line(days)
        odd = [place for place in range(len(run)) if place not in kept]
        if (
            not odd
            or len(odd) > max(1, len(run) // 8)
            or len(set(days)) < max(fewest, len(days) * 0.6)
        ):
            continue
        for place in odd:
            when = run[place][0]
            if when.start in done or not (
                len(run) >= _SURE or fewest == _IN_BRACKETS or _slip(days, place)
            ):
                continue
            done.add(when.start)
            beside = [run[i][0] for i in (place - 1, place + 1) if 0 <= i < len(run)]
            yield Hit(
                when.start,
                when.end,
                f"{facts.quote(when.start, when.end)} stands out of the order of time between "
                + " and ".join(facts.quote(d.start, d.end) for d in beside)
                + ".",
                "Check the date, or the place of the entry.",
                tuple((d.start, d.end) for d in beside),
                "warning",
            )


def _slip(days: list[date], place: int) -> bool:
    """Whether an entry falls into its place with another year, another month, or another digit of its day."""
    before = days[place - 1] if place else date.min
    behind = days[place + 1] if place + 1 < len(days) else date.max
    day = days[place]
    others = [day.replace(day=1, year=year) for year in {before.year, behind.year} - {day.year}]
    others += [day.replace(day=1, month=month) for month in range(1, 13) if month != day.month]
    mended = [(each.year, each.month, day.day) for each in others]
    mended += [
        (day.year, day.month, n)
        for n in range(1, 32)
        if n % 10 == day.day % 10 or n // 10 == day.day // 10
    ]
    for year, month, number in mended:
        with suppress(ValueError):
            if before <= date(year, month, number) <= behind:
                return True
    return False


def _line(days: list[date]) -> set[int]:
    """Places of a longest run of days that never goes back."""
    tails: list[date] = []
    ends: list[int] = []
    before: list[int] = []
    for place, day in enumerate(days):
        at = bisect_right(tails, day)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [day]
        ends[at : at + 1] = [place]
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def _runs(facts: Facts) -> Iterator[tuple[list[tuple[DateMention, date]], int]]:
    """Entries that follow each other and open with a day; columns of days; days in brackets of one sentence."""
    run: list[tuple[DateMention, date]] = []
    kind = ""
    for block in facts.document.blocks:
        if block.kind not in {"list-item", "paragraph", "heading"}:
            continue
        opening = _opening(facts, block)
        if opening is not None and (not run or block.kind == kind):
            run.append(opening)
        elif block.kind in {kind, "heading"} or opening is not None:
            yield run, _FEWEST + (kind != "list-item")
            run = [opening] if opening is not None else []
        kind = block.kind if run else ""
    yield run, _FEWEST + (kind != "list-item")
    for table in facts.document.tables:
        columns: dict[int, list[tuple[DateMention, date]]] = {}
        for number, row in enumerate(table.rows[:_MOST]):
            if number < table.headers or number in table.totals:
                continue
            for cell in row:
                found = dates_between(facts, cell.start, cell.end)
                day = _day(facts, found[0]) if len(found) == 1 else None
                if day is not None:
                    columns.setdefault(cell.column, []).append((found[0], day))
        yield from ((column, _FEWEST_ROWS) for column in columns.values())
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            inside = [d for d in dates_between(facts, start, end) if facts.text[d.start - 1] == "("]
            dated = [(d, day) for d in inside if (day := _day(facts, d)) is not None]
            if len(dated) == len(inside):
                yield dated, _IN_BRACKETS


def _opening(facts: Facts, block: Block) -> tuple[DateMention, date] | None:
    """The day with which an entry opens."""
    found = dates_between(facts, block.start, min(block.end, block.start + 60))
    if not found or not _OPENS.match(facts.text, block.start, found[0].start):
        return None
    day = _day(facts, found[0])
    return (found[0], day) if day is not None else None


def _day(facts: Facts, when: DateMention) -> date | None:
    """The first day of a date; without a year, that of a leap year, so that its place in the year counts."""
    if when.known and when.first and when.year_from is None:
        return when.first if when.precision in {"day", "month", "interval"} else None
    if when.known and when.first:
        return when.first
    if when.problem or not when.words:
        return None
    found = next(iter(find_dates(f"{when.words} 2000", language_tables(facts.language))), None)
    return found.first if found else None
