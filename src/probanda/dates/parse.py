"""Reading a date as people write it: the way in, which tries the cheap and certain forms first.

Full dates are settled here and EDTF by `standard`; words, ranges and half-stated dates by `phrase`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from probanda.dates.imprecise import ImpreciseDate, ends
from probanda.dates.phrase import read_phrase
from probanda.dates.point import Point
from probanda.dates.problem import DateProblem
from probanda.dates.standard import from_edtf
from probanda.dates.words import LANGUAGES, empty_texts, fold
from probanda.dates.years import FIRST_YEAR, LAST_YEAR, check_year

_DAY_MONTH_YEAR = re.compile(r"(\d\d?)([./-])(\d\d?)\2(\d{4})", re.ASCII).fullmatch
_YEAR_MONTH_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII).fullmatch

#: The shape of EDTF level 0 and 1. Months 13 to 20 and over 24 are left to the reader of phrases:
#: "1992-93" is two years. So are figures after a slash: "1992/93".
_END = (
    r"(?:\d{4}-(?:0[1-9]|1[0-2])(?:-(?:\d\d|XX))?|\d{4}-2[1-4]|\d{4}(?:-XX(?:-XX)?)?"
    r"|\d[\dX]{2}X)[?~%]?"
)
_EDTF = re.compile(
    rf"{_END}|(?:{_END}|\.\.)?/(?:{_END}|\.\.)?|Y-?\d{{5,}}|-\d{{4}}"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::\d\d)?)?",
    re.ASCII,
).fullmatch
_YEAR_OR_SEASON = re.compile(r"(\d\d)(\d\d)-(2[1-4])", re.ASCII).fullmatch

_NOTHING_KNOWN = re.compile(r"[\W_]*|[\W_xх0]*", re.IGNORECASE).fullmatch
_LONGEST = 200


def parse_date(
    text: str,
    *,
    languages: Sequence[str] | None = None,
    day_first: bool = True,
    two_digit_pivot: int | None = None,
) -> ImpreciseDate:
    """The date that a text states, never more precise than it was written.

    Args:
        text: EDTF level 0 or 1, or a form of `docs/reference/dates.md`.
        languages: codes of the languages whose words may occur, in the order in which they win a
            word they share; all of `probanda.dates.words.LANGUAGES` if None.
        day_first: how 12/11/2020 (or with dots or hyphens) reads: 12 November if true, 11 December
            if false.
        two_digit_pivot: last year that a two-digit year may mean: with 2026, "20" is 2020 and
            "27" is 1927, and a note says so. Without it two-digit years are refused as ambiguous.

    Raises:
        DateProblem: see `probanda.dates.problem.CODES`; nothing else, whatever the text.
        ValueError: a language that is not known.

    >>> parse_date("27-28.09.2020").edtf
    '2020-09-27/2020-09-28'
    >>> parse_date("about May 1992").edtf
    '1992-05~'
    """
    found = _DAY_MONTH_YEAR(text)
    if found is not None:
        first, _, second, year = found.groups()
        day, month = (first, second) if day_first else (second, first)
    elif (found := _YEAR_MONTH_DAY(text)) is not None:
        year, month, day = found.groups()
    else:
        return _otherwise(text, _spoken(languages), day_first, two_digit_pivot)
    try:
        known = date(int(year), int(month), int(day))
    except ValueError:
        return _otherwise(text, _spoken(languages), day_first, two_digit_pivot)
    if not FIRST_YEAR <= known.year <= LAST_YEAR:
        check_year(text, year)
    return ImpreciseDate(text, known.isoformat(), known, known)


def _spoken(languages: Sequence[str] | None) -> tuple[str, ...]:
    if languages is None:
        return LANGUAGES
    for language in languages:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}: known are {', '.join(LANGUAGES)}")
    return tuple(languages)


@lru_cache(maxsize=8192)  # registers repeat their dates; a phrase takes fifty microseconds
def _otherwise(
    text: str, spoken: tuple[str, ...], day_first: bool, pivot: int | None
) -> ImpreciseDate:
    """Whatever is no plain full date."""
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise DateProblem(
            "date-unreadable", text, "a date", "The text is too long; keep only the date in it."
        )
    if _EDTF(stripped) and stripped != "/":
        return _standard(text, stripped)
    if _nothing_known(stripped, spoken):
        raise DateProblem(
            "date-empty",
            text,
            "a date",
            "Nothing is stated here; leave it out, or write what is known (a year is enough).",
        )
    try:
        return read_phrase(text, spoken, day_first=day_first, pivot=pivot)
    except DateProblem as problem:
        if problem.found == text:
            raise
        raise DateProblem(problem.code, text, problem.expected, problem.remedy) from None


def _standard(text: str, stripped: str) -> ImpreciseDate:
    """EDTF, except where a person may have meant something else by it."""
    found = _YEAR_OR_SEASON(stripped)
    if found and int(found[3]) == (int(found[2]) + 1) % 100:
        raise DateProblem(
            "date-ambiguous",
            text,
            "a season or two years",
            f"Write {found[1]}{found[2]}/{found[1]}{found[3]} for the years; "
            "for the season write its name and the year.",
        )
    value = from_edtf(text)
    for point in ends(value):
        if isinstance(point, Point):
            check_year(text, point.year)
    return value


def _nothing_known(stripped: str, languages: tuple[str, ...]) -> bool:
    """Whether a text only says that the date is not known: "", "-", "?", "н/д", "00.00.0000"."""
    if _NOTHING_KNOWN(stripped):
        return True
    return fold(stripped).strip(" .,;()[]<>«»\"'") in empty_texts(languages)
