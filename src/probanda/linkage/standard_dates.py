"""Dates of a list as numbers: day, month and year as far as they are written, and the days that are possible.

A year alone is a year, and so is 1 January, on which birthdays and registered dates are heaped. What is no date of
the calendar (31.02.1993, 19560499) keeps its digits, because a wrong digit is no other date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from probanda.dates import DateProblem, parse_date

__all__ = ["DateTable", "date_table"]

_PACKED = re.compile(r"^\s*(\d{4})(\d\d)(\d\d)(?:\.0)?\s*$")
_DAY_FIRST = re.compile(r"^\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d\d)\b")
_YEAR_FIRST = re.compile(r"^\s*(\d{4})[./\- ](\d{1,2})[./\- ](\d{1,2})\b")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class DateTable:
    """Distinct dates by number; 0 stands for a part that is not written.

    Attributes:
        year, month, day: as written, ``int32``.
        first, last: first and last possible day as ordinals; 0 where there is none.
    """

    year: NDArray[np.int32]
    month: NDArray[np.int32]
    day: NDArray[np.int32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether anything can be read from the text."""
        return np.asarray(self.year > 0)


def date_table(texts: Sequence[str], *, birth: bool) -> DateTable:
    """Numbers of distinct texts; ``birth`` widens 1 January to its year."""
    rows = np.zeros((len(texts), 5), dtype=np.int32)
    for at, text in enumerate(texts):
        rows[at] = _read(text, birth)
    return DateTable(*(np.ascontiguousarray(rows[:, place]) for place in range(5)))


def _read(text: str, birth: bool) -> tuple[int, int, int, int, int]:
    packed = _PACKED.match(text)
    if packed:
        year, month, day = (int(each) for each in packed.groups())
        return _of_parts(year, month, day, birth)
    try:
        read = parse_date(text)
    except DateProblem:
        return _by_digits(text, birth)
    first, last = read.earliest, read.latest
    if first is None or last is None:
        known = first or last
        return (known.year, 0, 0, *_year_days(known.year)) if known else (0, 0, 0, 0, 0)
    if first == last:
        return _of_parts(first.year, first.month, first.day, birth)
    if (first.year, first.month) == (last.year, last.month):
        return first.year, first.month, 0, first.toordinal(), last.toordinal()
    middle = first.year if first.year == last.year else (first.year + last.year) // 2
    return middle, 0, 0, first.toordinal(), last.toordinal()


def _by_digits(text: str, birth: bool) -> tuple[int, int, int, int, int]:
    match = _DAY_FIRST.match(text)
    if match:
        day, month, year = (int(each) for each in match.groups())
        if len(match.group(3)) == 2:
            year += 1900 if year > 30 else 2000
        if month > 12 >= day:
            day, month = month, day
        return _of_parts(year, month, day, birth)
    match = _YEAR_FIRST.match(text)
    if match:
        year, month, day = (int(each) for each in match.groups())
        return _of_parts(year, month, day, birth)
    years = _YEAR.findall(text)
    if len(years) == 1:
        return int(years[0]), 0, 0, *_year_days(int(years[0]))
    return 0, 0, 0, 0, 0


def _year_days(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


def _of_parts(year: int, month: int, day: int, birth: bool) -> tuple[int, int, int, int, int]:
    if not 1 <= year <= 9998:
        return 0, 0, 0, 0, 0
    if month == 0 or day == 0:
        return year, min(month, 12), 0, *_year_days(year)
    if birth and month == 1 and day == 1:
        return year, 1, 1, *_year_days(year)
    try:
        ordinal = date(year, month, day).toordinal()
    except ValueError:
        return year, month, day, *_year_days(year)
    return year, month, day, ordinal, ordinal
