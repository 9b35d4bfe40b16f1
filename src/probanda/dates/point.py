"""One point of an EDTF level 1 expression: a day, month, season, year, decade or century.

A point knows its EDTF spelling, its first and last possible day, and how far "about" may reach
beyond them. Intervals are made of two points and live in `imprecise`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from probanda.dates.problem import DateProblem

#: First and last month of a season, the months of the northern hemisphere's weather services.
#: Winter is not here: "winter 1993" may mean the one that ended or the one that began in 1993.
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
WINTER = 24

#: How many months "about" may reach beyond a point of each precision; a day gets `DAY_MARGIN`.
#: A convention of ours, used by comparisons and ages only: the bounds themselves are never padded.
MARGIN_MONTHS = {
    "month": 1,
    "season": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
DAY_MARGIN = timedelta(days=7)

_YEAR_PRECISION = {0: "year", 1: "decade", 2: "century", 3: "millennium"}
_SHAPE = re.compile(
    r"(?P<year>\d{4}|\d[\dX][\dX]X)"
    r"(?:(?<!X)-(?P<month>\d\d|XX)(?:-(?P<day>(?<!XX-)\d\d|XX))?)?"
    r"(?P<qualifier>[?~%]?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month, season or day, with EDTF's X for what is not stated.

    Attributes:
        year: four characters, digits from the left and X from the right ("1992", "199X").
        month: "" or two characters: "01" to "12", a season "21" to "24", or "XX".
        day: "" or two characters: "01" to "31", or "XX".
        approximate: EDTF's ``~``, "about".
        uncertain: EDTF's ``?``, the writer doubts it.
    """

    year: str
    month: str = ""
    day: str = ""
    approximate: bool = False
    uncertain: bool = False

    def __str__(self) -> str:
        return "-".join(part for part in (self.year, self.month, self.day) if part) + self.mark

    @property
    def mark(self) -> str:
        """EDTF's qualifier: ``~``, ``?``, ``%`` for both, or nothing."""
        return ("", "?", "~", "%")[2 * self.approximate + self.uncertain]

    @property
    def precision(self) -> str:
        """What is known: "day", "month", "season", "year", "decade", "century", "millennium"."""
        if self.day and self.day != "XX":
            return "day"
        if self.month and self.month != "XX":
            return "season" if self.month > "12" else "month"
        stated = self.year.find("X")
        return _YEAR_PRECISION[0 if stated < 0 else 4 - stated]

    def bounds(self) -> tuple[date, date]:
        """First and last day that the point can mean, both included, ``~`` and ``?`` ignored.

        Raises:
            DateProblem: ``date-impossible`` (31 February, month 13), ``date-out-of-range``
                (a year that `datetime.date` cannot hold).
        """
        first = int(self.year.replace("X", "0"))
        last = int(self.year.replace("X", "9"))
        if last < 1 or last > 9998 or (self.month == "24" and last < 2):
            raise DateProblem(
                "date-out-of-range",
                str(self),
                "a year from 0001 to 9998",
                "Check the year against the source.",
            )
        first = max(first, 1)
        if self.month in ("", "XX"):
            return date(first, 1, 1), date(last, 12, 31)
        month = int(self.month)
        if month == WINTER:
            return date(first - 1, 12, 1), month_end(last + 1, 2)
        if month in SEASON_MONTHS:
            start, end = SEASON_MONTHS[month]
            return date(first, start, 1), month_end(last, end)
        if not 1 <= month <= 12:
            raise _impossible(self, f"there is no month {month}")
        if self.day in ("", "XX"):
            return date(first, month, 1), month_end(last, month)
        try:
            day = date(first, month, int(self.day))
        except ValueError:
            length = monthrange(first, month)[1]
            raise _impossible(self, f"month {month} of {first} has days 1 to {length}") from None
        return day, day

    def reach(self) -> tuple[date, date]:
        """`bounds`, widened by the margin of "about" when the point is approximate."""
        first, last = self.bounds()
        if not self.approximate:
            return first, last
        precision = self.precision
        if precision == "day":
            return _moved(first, -DAY_MARGIN), _moved(last, DAY_MARGIN)
        months = MARGIN_MONTHS[precision]
        return _months_later(first, -months), _months_later(
            last + timedelta(days=1), months
        ) - timedelta(days=1)

    def qualified(self, *, approximate: bool = False, uncertain: bool = False) -> Point:
        """The same point with "about" or "perhaps" added to what it has."""
        return replace(
            self,
            approximate=self.approximate or approximate,
            uncertain=self.uncertain or uncertain,
        )

    @classmethod
    def of_day(cls, day: date) -> Point:
        """The point that is one known day."""
        return cls(f"{day.year:04}", f"{day.month:02}", f"{day.day:02}")

    @classmethod
    def read(cls, text: str) -> Point | None:
        """The point that an EDTF level 0 or 1 text spells, or None; bounds are not checked."""
        found = _SHAPE.fullmatch(text)
        if found is None:
            return None
        mark = found["qualifier"]
        return cls(
            found["year"],
            found["month"] or "",
            found["day"] or "",
            approximate=mark in ("~", "%"),
            uncertain=mark in ("?", "%"),
        )


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _impossible(point: Point, why: str) -> DateProblem:
    return DateProblem(
        "date-impossible",
        str(point),
        f"a day of the calendar ({why})",
        "Check the source; if only the month or year is sure, write only that.",
    )


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max


def _months_later(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    if index < 12:
        return date.min
    if index >= 9999 * 12:
        return date(9999, 12, 1)
    return date(index // 12, index % 12 + 1, 1)
