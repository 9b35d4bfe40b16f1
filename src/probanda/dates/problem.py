"""What is wrong with a date: one exception with a code, for a report line or a message."""

from __future__ import annotations

#: Every code that `DateProblem` may carry, with what it means.
CODES = {
    "date-empty": "nothing is stated: an empty cell, a dash, 'unknown'",
    "date-unreadable": "no form of date that is understood",
    "date-impossible": "a day, month or order that no calendar has",
    "date-ambiguous": "two readings are possible and the text does not choose",
    "date-out-of-range": "a year that no record of ours can mean",
}


class DateProblem(ValueError):  # noqa: N818 - the field's word: a problem, reported and collected
    """A text that cannot be taken as a date.

    Attributes:
        code: one of `CODES`; stable, for programs.
        found: the text as it was given, verbatim.
        expected: what would have been understood.
        remedy: what a person can do about it.
    """

    def __init__(self, code: str, found: str, expected: str, remedy: str) -> None:
        super().__init__(code, found, expected, remedy)
        self.code = code
        self.found = found
        self.expected = expected
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.code}: found {self.found!r}, expected {self.expected}. {self.remedy}"
