"""Reading EDTF levels 0 and 1 (ISO 8601-2:2019, Library of Congress profile).

The `edtf` package decides what is well formed; its bounds, comparisons and text parser are not
used: it pads an unknown end by ten years and "about May 1992" by a year, and it refuses a
qualified season (``1993-21?``), which is put right here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from probanda.dates.imprecise import OPEN, UNKNOWN, ImpreciseDate, compose
from probanda.dates.point import Point
from probanda.dates.problem import DateProblem

#: Longer texts are no dates; the limit keeps the package's parser from working on essays.
LONGEST = 64

_PLAIN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ?)?)?)?", re.ASCII)
_QUALIFIED_SEASON = re.compile(r"(\d{4}-2[1-4])[?~%]", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:]+(?:Z|[+-][\d:]+)?", re.ASCII)
_LONG_OR_NEGATIVE = re.compile(r"(?:Y-?\d{5,}|-\d{4})", re.ASCII)


def from_edtf(text: str) -> ImpreciseDate:
    """The value that an EDTF level 0 or 1 text spells.

    Open (``..``) and unknown (empty) ends both leave the bound None. A date-time gives its day as
    written, whatever the zone.

    Raises:
        DateProblem: ``date-empty``; ``date-unreadable`` (not EDTF, or level 2);
            ``date-impossible`` (30 February, an end before its beginning);
            ``date-out-of-range`` (years before 0001 or after 9998).

    >>> d = from_edtf("1992-05~/..")
    >>> d.earliest, d.latest, d.approximate
    (datetime.date(1992, 5, 1), None, True)
    """
    stripped = text.strip()
    if not stripped:
        raise DateProblem("date-empty", text, "a date in EDTF", "Leave the date out.")
    try:
        start, end, note = _read(stripped)
        return compose(text, start, end, note=note)
    except DateProblem as problem:
        raise DateProblem(problem.code, text, problem.expected, problem.remedy) from None


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Point | str, Point | str | None, str]:
    """Split a well-formed text into its ends; None for no second end."""
    if _LONG_OR_NEGATIVE.match(text):
        raise DateProblem(
            "date-out-of-range", text, "a year from 0001 to 9998", "Check the year in the source."
        )
    timed = _TIMED.fullmatch(text)
    start, slash, end = (timed[1], "", "") if timed else text.partition("/")
    first = _end(start, interval=bool(slash))
    last = _end(end, interval=True) if slash else None
    endless = not isinstance(first, Point) and not isinstance(last, Point) and text != "/"
    if first is None or (slash and last is None) or not (endless or _well_formed(text)):
        raise DateProblem(
            "date-unreadable",
            text,
            "EDTF level 0 or 1, such as 2020-11-12, 1992-05~, 199X or 1992/1993",
            "Write it in that form, or in words.",
        )
    return first, last, "the time of day was left out" if timed else ""


def _end(text: str, *, interval: bool) -> Point | str | None:
    if interval and text in (OPEN, UNKNOWN):
        return text
    if interval and "X" in text:
        return None  # level 2
    return Point.read(text)


def _well_formed(text: str) -> bool:
    """Whether the `edtf` package accepts a text with at least one point ("/.." makes it crash).

    Plain dates and times need no asking, which takes a millisecond.
    It also accepts 29 February of any year; `Point.bounds` looks at the calendar.
    """
    if _PLAIN.fullmatch(text):
        return True
    if len(text) > LONGEST:
        return False
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    season = _QUALIFIED_SEASON.fullmatch(text)
    try:
        return parse_edtf(season[1] if season else text) is not None
    except (
        EDTFParseException,
        TypeError,
    ):  # TypeError: how it fails on "../" and what it cannot read
        return False
