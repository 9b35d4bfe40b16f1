"""Comparisons of imprecise dates that answer yes, no or can't tell.

Each date stands for some day between its bounds (widened where "about" was written, see
`imprecise.reach`). An answer is YES when it holds for every such pair of days, NO when it holds
for none, and CANNOT_TELL otherwise. Only `overlaps` reads an interval as something that lasted.
"""

from __future__ import annotations

from datetime import date, datetime

from probanda.dates.answer import Answer
from probanda.dates.imprecise import ImpreciseDate, ends, reach
from probanda.dates.point import Point

When = date | ImpreciseDate


def before(a: When, b: When) -> Answer:
    """Whether a is on an earlier day than b."""
    a_first, a_last = days_of(a)
    b_first, b_last = days_of(b)
    return Answer.of(
        surely=a_last is not None and b_first is not None and a_last < b_first,
        possibly=a_first is None or b_last is None or a_first < b_last,
    )


def after(a: When, b: When) -> Answer:
    """Whether a is on a later day than b."""
    return before(b, a)


def on_or_before(a: When, day: When) -> Answer:
    """Whether a is on the day or earlier: what "as of" a date asks."""
    return ~before(day, a)


def on_or_after(a: When, day: When) -> Answer:
    """Whether a is on the day or later."""
    return ~before(a, day)


def same_day(a: When, b: When) -> Answer:
    """Whether a and b are one and the same day."""
    a_first, a_last = days_of(a)
    b_first, b_last = days_of(b)
    return Answer.of(
        surely=a_first is not None and a_first == a_last == b_first == b_last,
        possibly=not (_precedes(a_last, b_first) or _precedes(b_last, a_first)),
    )


def within(a: When, start: When | None, end: When | None) -> Answer:
    """Whether a is from start to end, both included; None leaves that side open."""
    answer = Answer.YES
    if start is not None:
        answer &= on_or_after(a, start)
    if end is not None:
        answer &= on_or_before(a, end)
    if start is not None and end is not None:
        answer &= on_or_before(start, end)
    return answer


def overlaps(a: When, b: When) -> Answer:
    """Whether a and b have a day in common, an interval read as lasting from its start to its end.

    What lasted from 27 September to 10 November surely shares a day with "October". Where the text
    only says that something lies in a stretch ("between … and …", "after …"), and where an end is
    open, unknown or itself imprecise, only the days that are surely covered count.
    """
    a_first, a_last = days_of(a)
    b_first, b_last = days_of(b)
    a_core, b_core = _core(a), _core(b)
    return Answer.of(
        surely=_meet(a_core, b_core)
        or _holds(a_core, b_first, b_last)
        or _holds(b_core, a_first, a_last),
        possibly=not (_precedes(a_last, b_first) or _precedes(b_last, a_first)),
    )


Days = tuple[date, date]


def days_of(when: When) -> tuple[date | None, date | None]:
    """First and last day that count in a comparison; None where nothing bounds them."""
    if isinstance(when, ImpreciseDate):
        return reach(when)
    day = when.date() if isinstance(when, datetime) else when
    return day, day


def _precedes(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and a < b


def _core(when: When) -> Days | None:
    """The days that are surely covered: from the latest possible start to the earliest end."""
    if not isinstance(when, ImpreciseDate) or not when.is_interval:
        first, last = days_of(when)
        return (first, last) if first is not None and first == last else None
    start, end = ends(when)
    if when.choice or not isinstance(start, Point) or not isinstance(end, Point):
        return None
    latest_start, earliest_end = start.reach()[1], end.reach()[0]
    return (latest_start, earliest_end) if latest_start <= earliest_end else None


def _meet(a: Days | None, b: Days | None) -> bool:
    return a is not None and b is not None and a[0] <= b[1] and b[0] <= a[1]


def _holds(core: Days | None, first: date | None, last: date | None) -> bool:
    """Whether every day that the other can be lies in the core."""
    return (
        core is not None
        and first is not None
        and last is not None
        and core[0] <= first
        and last <= core[1]
    )
