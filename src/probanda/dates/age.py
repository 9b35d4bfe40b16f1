"""Age in completed years on a day, as a range when birth or day are imprecise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from probanda.dates.answer import Answer
from probanda.dates.compare import When, days_of
from probanda.dates.problem import DateProblem


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The ages that are possible, in completed years, both included.

    Attributes:
        min: the least, 0 or more.
        max: the greatest; None when nothing says how early the birth was.
    """

    min: int
    max: int | None

    def __str__(self) -> str:
        if self.max is None:
            return f"{self.min}+"
        return str(self.min) if self.is_exact else f"{self.min}–{self.max}"

    @property
    def is_exact(self) -> bool:
        """Whether only one age is possible."""
        return self.min == self.max

    def at_least(self, years: int) -> Answer:
        """Whether the age is this many years or more (18: an adult)."""
        return Answer.of(surely=self.min >= years, possibly=self.max is None or self.max >= years)

    def under(self, years: int) -> Answer:
        """Whether the age is less than this many years (18: a child)."""
        return ~self.at_least(years)

    def between(self, youngest: int, oldest: int) -> Answer:
        """Whether the age lies in a group, both ends included."""
        return self.at_least(youngest) & ~self.at_least(oldest + 1)


def completed_years(birth: date, day: date) -> int:
    """Whole years lived on a day that is not before the birth.

    A year is completed on the day whose month and day are those of the birth. Who was born on
    29 February completes it, in a year that has no such day, on 1 March.

    >>> completed_years(date(2004, 2, 29), date(2021, 2, 28))
    16
    >>> completed_years(date(2004, 2, 29), date(2021, 3, 1))
    17
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_at(birth: When, day: When) -> AgeRange:
    """The ages a person may have had on a day; "about" widens both as in comparisons.

    Raises:
        DateProblem: ``date-impossible`` when the day is surely before the birth.

    >>> from probanda.dates import parse_date
    >>> str(age_at(parse_date("1990"), date(2020, 11, 12)))
    '29–30'
    """
    birth_first, birth_last = days_of(birth)
    day_first, day_last = days_of(day)
    if birth_first is not None and day_last is not None and day_last < birth_first:
        raise DateProblem(
            "date-impossible",
            f"born {birth}, age asked for {day}",
            "a day that is not before the birth",
            "Check both dates against their sources.",
        )
    oldest = (
        None if birth_first is None or day_last is None else completed_years(birth_first, day_last)
    )
    if birth_last is None or day_first is None or day_first < birth_last:
        return AgeRange(0, oldest)
    return AgeRange(completed_years(birth_last, day_first), oldest)
