"""A date or period where it stands, with its days, never more precise than it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from probanda.audit.facts import Facts
from probanda.dates import DateProblem, parse_date

#: Days, months, years and intervals between days, which EDTF writes as they are written here.
_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?:/[0-9]{4}-[0-9]{2}-[0-9]{2})?")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or period where it stands.

    Attributes:
        start: first code point.
        end: one past the last.
        first: first possible day; None when impossible or the year is not known.
        last: last possible day.
        precision: "day", "month", "year", "decade", "interval".
        year_from: range of the date that lent its year; None when the year is written.
        problem: why no such date exists; "" when it does.
        operator: "since", "until", "before", "after", "about" or "" as the word before it says.
        words: what is written, when the year is not known: "3 may".
        backwards: an interval whose end is before its beginning; `first` and `last` are as written.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    year_from: tuple[int, int] | None = None
    problem: str = ""
    operator: str = ""
    backwards: bool = False
    words: str = ""

    @property
    def known(self) -> bool:
        """Whether its days are known."""
        return self.first is not None and self.last is not None and not self.backwards

    @property
    def edtf(self) -> str:
        """The value in EDTF; "" when it has none."""
        if self.first is None or self.last is None or self.backwards:
            return ""
        return _edtf(self.first, self.last, self.precision)

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "text": facts.quote(self.start, self.end),
            "start": self.start,
            "end": self.end,
            "kind": "period" if self.precision == "interval" else "date",
            "edtf": self.edtf or None,
            "precision": self.precision,
            "operator": self.operator or None,
            "problem": self.problem or None,
            "time": None,
            "utc_offset": None,
            "local": False,
            "place": None,
        }


@lru_cache(maxsize=4096)
def _edtf(first: date, last: date, precision: str) -> str:
    """Rules ask for the same few periods a hundred thousand times."""
    text = {
        "day": first.isoformat(),
        "month": f"{first:%Y-%m}",
        "year": f"{first:%Y}",
        "decade": f"{first.year // 10}X",
    }.get(precision, f"{first.isoformat()}/{last.isoformat()}")
    return text if _PLAIN.fullmatch(text) else _spelt(text)


@lru_cache(maxsize=4096)
def _spelt(text: str) -> str:
    """The spelling that `probanda.dates` gives a value; reading EDTF takes a millisecond."""
    try:
        return parse_date(text).edtf
    except DateProblem:
        return text
