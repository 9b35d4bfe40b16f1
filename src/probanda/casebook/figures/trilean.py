"""Yes, no or can't tell, for many subjects at once: Kleene's logic on small integer arrays.

``NO < MAYBE < YES``, so "and" is the minimum and "or" the maximum. Pure arrays, no record.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = [
    "FIRST",
    "LAST",
    "MAYBE",
    "NO",
    "YES",
    "Answers",
    "Ints",
    "Mask",
    "age_between",
    "age_span",
    "agreed",
    "answers",
    "best",
    "by_day",
    "first_date",
    "in_period",
    "scatter",
]

Ints = np.ndarray[Any, np.dtype[np.int64]]

Answers = np.ndarray[Any, np.dtype[np.int8]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
NO, MAYBE, YES = np.int8(0), np.int8(1), np.int8(2)
FIRST, LAST = -10_000_000, 10_000_000  # days from 1970: no earliest, no latest day


def answers(surely: Mask, possibly: Mask) -> Answers:
    """YES where surely, NO where not possibly, else MAYBE."""
    return np.where(surely, YES, np.where(possibly, MAYBE, NO)).astype(np.int8)


def scatter(size: int, subjects: Ints, rows: Mask) -> Mask:
    """For each subject: whether any of its rows is marked. Rows of subject -1 are nobody's."""
    found = np.zeros(size, dtype=bool)
    chosen = subjects[rows & (subjects >= 0)]
    found[chosen] = True
    return found


def best(size: int, subjects: Ints, rows: Answers) -> Answers:
    """For each subject: the best answer among its rows; NO without rows."""
    result = np.zeros(size, dtype=np.int8)
    result[scatter(size, subjects, rows == MAYBE)] = MAYBE
    result[scatter(size, subjects, rows == YES)] = YES
    return result


def by_day(low: Ints, high: Ints, day: int) -> Answers:
    """Whether dates between ``low`` and ``high`` are on the day or before it."""
    return answers(high <= day, low <= day)


def in_period(low: Ints, high: Ints, start: int, end: int) -> Answers:
    """Whether dates between ``low`` and ``high`` lie from start to end, both included."""
    return answers((low >= start) & (high <= end), (low <= end) & (high >= start))


def _parts(days: Ints) -> tuple[Ints, Ints]:
    """(year, month × 100 + day of the month) of days from 1970."""
    stamps = days.astype("datetime64[D]")
    years = stamps.astype("datetime64[Y]")
    months = stamps.astype("datetime64[M]")
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (stamps - months.astype("datetime64[D]")).astype(np.int64) + 1
    return years.astype(np.int64) + 1970, month * 100 + day


def completed_years(birth: Ints, day: Ints) -> Ints:
    """Whole years from birth to day; who was born on 29 February completes one on 1 March.

    Without an earliest birth or a last day the result is beyond every age, on the right side.
    """
    birth_year, birth_day = _parts(birth)
    year, in_year = _parts(day)
    return np.asarray(year - birth_year - (in_year < birth_day))


def age_span(birth: tuple[Ints, Ints], day: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Least and greatest possible age. A day before the birth counts as age 0 when it is possible at all."""
    least = completed_years(birth[1], day[0])
    most = completed_years(birth[0], day[1])
    return np.asarray(np.where(most >= 0, np.maximum(least, 0), least)), np.asarray(most)


def age_between(
    birth: tuple[Ints, Ints],
    day: tuple[Ints, Ints],
    youngest: int | None,
    oldest: int | None,
) -> Answers:
    """Whether the age lies between the two, both included; None: no end."""
    least, most = age_span(birth, day)
    low = 0 if youngest is None else youngest
    surely, possibly = least >= low, most >= low
    if oldest is not None:
        surely, possibly = surely & (most <= oldest), possibly & (least <= oldest)
    unknown = _unknown(birth) | _unknown(day)
    return answers(surely & ~unknown, possibly | unknown)


def _unknown(span: tuple[Ints, Ints]) -> Mask:
    return np.asarray((span[0] == FIRST) & (span[1] == LAST))


def agreed(size: int, subjects: Ints, low: Ints, high: Ints, rows: Mask) -> tuple[Ints, Ints]:
    """One span per subject from several statements: what all leave open, or all they span if they contradict.

    "1999" and "12 March 1999" agree on the day; "1998" and "1999" leave both years open.
    """
    mine = rows & (subjects >= 0)
    who, first, last = subjects[mine], low[mine], high[mine]
    inner_low = np.full(size, FIRST, np.int64)
    inner_high = np.full(size, LAST, np.int64)
    outer_low = np.full(size, LAST, np.int64)
    outer_high = np.full(size, FIRST, np.int64)
    np.maximum.at(inner_low, who, first)
    np.minimum.at(inner_high, who, last)
    np.minimum.at(outer_low, who, first)
    np.maximum.at(outer_high, who, last)
    contradict = inner_low > inner_high
    return (
        np.where(contradict, outer_low, inner_low),
        np.where(contradict, outer_high, inner_high),
    )


def first_date(size: int, subjects: Ints, low: Ints, high: Ints, rows: Mask) -> tuple[Ints, Ints]:
    """The span of each subject's earliest dated row; FIRST, LAST when it has none."""
    mine = rows & (subjects >= 0) & ((low != FIRST) | (high != LAST))
    who = subjects[mine]
    span_low = np.full(size, LAST, np.int64)
    span_high = np.full(size, LAST, np.int64)
    np.minimum.at(span_low, who, low[mine])
    np.minimum.at(span_high, who, high[mine])
    none = ~scatter(size, subjects, mine)
    return np.where(none, FIRST, span_low), np.where(none, LAST, span_high)
