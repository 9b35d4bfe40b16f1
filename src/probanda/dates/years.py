"""Which years a record of ours can mean: outside them a year is taken for a slip of the pen."""

from __future__ import annotations

from probanda.dates.problem import DateProblem

#: 1092 for 1992 and 2202 for 2022 are common slips; no register of ours reaches so far.
FIRST_YEAR, LAST_YEAR = 1800, 2199


def check_year(text: str, year: str) -> None:
    """Refuse a year (X for digits not stated) that lies wholly outside the accepted span.

    Raises:
        DateProblem: ``date-out-of-range``.
    """
    if int(year.replace("X", "9")) < FIRST_YEAR or int(year.replace("X", "0")) > LAST_YEAR:
        raise DateProblem(
            "date-out-of-range",
            text,
            f"a year from {FIRST_YEAR} to {LAST_YEAR}",
            "Check the year against the source.",
        )
