"""Which dates are surely before others, and which can be compared."""

from __future__ import annotations

from probanda.audit.extract.dates import NO_YEAR, DateMention


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


def lent_far(a: DateMention, b: DateMention, days: int = 45) -> bool:
    """Whether a year was lent to either, and the days lie so far apart that another year may be meant."""
    if (a.year_from is None and b.year_from is None) or not (a.first and b.first):
        return False
    return abs((a.first - b.first).days) > days
