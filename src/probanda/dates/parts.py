"""What "early", "mid", "late" and "half of" mean: a table of thirds and halves.

The outer end of a part is sharp ("early 1993" is in 1993); the end where one third passes into the
next is a convention and therefore marked approximate. Halves are sharp.
"""

from __future__ import annotations

from dataclasses import replace

from probanda.dates.point import SEASON_MONTHS, Point, month_end
from probanda.dates.words import Word

#: First and last day, month or year (counted within the decade) of each third.
DAYS = {Word.EARLY: (1, 10), Word.MIDDLE: (11, 20), Word.LATE: (21, 31)}
MONTHS = {Word.EARLY: (1, 4), Word.MIDDLE: (5, 8), Word.LATE: (9, 12)}
YEARS = {Word.EARLY: (0, 3), Word.MIDDLE: (3, 6), Word.LATE: (6, 9)}
SEASON = {Word.EARLY: 0, Word.MIDDLE: 1, Word.LATE: 2}

DAYS_HALF = {Word.FIRST_HALF: (1, 15), Word.SECOND_HALF: (16, 31)}
MONTHS_HALF = {Word.FIRST_HALF: (1, 6), Word.SECOND_HALF: (7, 12)}
YEARS_HALF = {Word.FIRST_HALF: (0, 4), Word.SECOND_HALF: (5, 9)}


def part_of(point: Point, part: Word) -> tuple[Point, Point]:
    """The two ends of a part of a month, season, year or decade.

    A third of a season is about one of its months: the same point twice. A part of a winter, half
    of a season and a part of a century stay the whole: nothing narrower is sure.

    Raises:
        DateProblem: the point itself is impossible.

    >>> start, end = part_of(Point("1993"), Word.EARLY)
    >>> f"{start}/{end}"
    '1993-01/1993-04~'
    """
    precision = point.precision
    if precision == "month":
        last = month_end(int(point.year), int(point.month)).day if _is_month(point) else 31
        first_day, last_day = (DAYS | DAYS_HALF)[part]
        start = replace(point, day=f"{first_day:02}")
        end = replace(point, day=f"{min(last_day, last):02}")
    elif precision == "year" and not point.month:
        first_month, last_month = (MONTHS | MONTHS_HALF)[part]
        start = replace(point, month=f"{first_month:02}")
        end = replace(point, month=f"{last_month:02}")
    elif precision == "decade":
        first_year, last_year = (YEARS | YEARS_HALF)[part]
        start = replace(point, year=f"{point.year[:3]}{first_year}")
        end = replace(point, year=f"{point.year[:3]}{last_year}")
    elif precision == "season" and int(point.month) in SEASON_MONTHS and part in SEASON:
        month = SEASON_MONTHS[int(point.month)][0] + SEASON[part]
        middle = replace(point, month=f"{month:02}").qualified(approximate=True)
        return middle, middle
    else:
        return point, point
    return (
        start.qualified(approximate=part in (Word.MIDDLE, Word.LATE)),
        end.qualified(approximate=part in (Word.EARLY, Word.MIDDLE)),
    )


def _is_month(point: Point) -> bool:
    return "01" <= point.month <= "12"
