"""Which dates are surely before others, which can be compared, and which one slip of the pen parts."""

from __future__ import annotations

from dataclasses import replace

from probanda.audit.extract.dates import NO_YEAR, DateMention

#: The ends of quarters, as of which things are counted.
FORMAL = {(1, 1), (3, 31), (4, 1), (6, 30), (7, 1), (9, 30), (10, 1), (12, 31)}


def surely_before(a: DateMention, b: DateMention) -> bool:
    """Whether every day of `a` is before every day of `b`."""
    if not (a.last and a.first and b.first):
        return False
    if NO_YEAR in {a.first.year, b.first.year} and a.first.year != b.first.year:
        return False
    return a.last < b.first


def single(listed: tuple[DateMention, ...]) -> list[DateMention]:
    """The dates that are one day, month or year."""
    return [d for d in listed if d.known and d.precision in {"day", "month", "year"}]


#: Days between which another year may be meant.
_FAR = 45


def lent_far(a: DateMention, b: DateMention) -> bool:
    """Whether a year was lent to either, and the days lie so far apart that another year may be meant."""
    if (a.year_from is None and b.year_from is None) or not (a.first and b.first):
        return False
    return abs((a.first - b.first).days) > _FAR


def of_one_year(a: DateMention, b: DateMention) -> tuple[DateMention, DateMention]:
    """Two days, a year that isn't said taken to be the other's."""
    if (
        a.first
        and b.first
        and NO_YEAR in {a.first.year, b.first.year}
        and a.first.year != b.first.year
    ):
        try:
            if a.first.year == NO_YEAR:
                day = a.first.replace(year=b.first.year)
                return replace(a, first=day, last=day), b
            day = b.first.replace(year=a.first.year)
            return a, replace(b, first=day, last=day)
        except ValueError:
            return a, b
    return a, b


def slip_of(a: DateMention, b: DateMention) -> str:
    """What one slip of the pen parts two days: "year", "month", "day"; "" when more does."""
    a, b = of_one_year(a, b)
    assert a.first
    assert b.first
    x, y = a.first, b.first
    if a.precision != b.precision or a.precision == "month":
        return "year" if x.month == y.month and _one_digit(str(x.year), str(y.year)) else ""
    if (x.month, x.day) == (y.month, y.day):
        return "year" if _one_digit(str(x.year), str(y.year)) else ""
    if (x.year, x.day) == (y.year, y.day):
        return "month"
    if (x.year, x.month) == (y.year, y.month):
        one, two = f"{x.day:02}", f"{y.day:02}"
        return "day" if _one_digit(one, two) or one == two[::-1] else ""
    return ""


def _one_digit(a: str, b: str) -> bool:
    """Whether one digit differs, or two neighbours are exchanged."""
    off = [place for place, (i, j) in enumerate(zip(a, b, strict=True)) if i != j]
    if len(off) == 2 and off[1] == off[0] + 1:
        return a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]
    return len(off) == 1
