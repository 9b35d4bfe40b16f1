"""Dates and periods in a text, each with its days, never more precise than it was written.

The grammar is regular: a day, a month or a year in figures or with a month's name, and two of them with a joint.
Impossible dates are kept (`problem`), so that a rule can say so. `probanda.dates` spells the value in EDTF.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from probanda.audit.extract.language import Language, language_tables, words_of
from probanda.audit.facts import Facts
from probanda.dates import DateProblem, parse_date

__all__ = ["DateMention", "dates", "find_dates"]

_FIRST_YEAR, _LAST_YEAR = 1500, 2199


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
        text = {
            "day": self.first.isoformat(),
            "month": f"{self.first:%Y-%m}",
            "year": f"{self.first:%Y}",
            "decade": f"{self.first.year // 10}X",
        }.get(self.precision, f"{self.first.isoformat()}/{self.last.isoformat()}")
        return _spelt(text)

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "text": facts.quote(self.start, self.end),
            "start": self.start,
            "end": self.end,
            "edtf": self.edtf or None,
            "precision": self.precision,
            "operator": self.operator or None,
            "problem": self.problem or None,
        }


@lru_cache(maxsize=4096)
def _spelt(text: str) -> str:
    """The spelling that `probanda.dates` gives a value; reading EDTF takes a millisecond."""
    try:
        return parse_date(text).edtf
    except DateProblem:
        return text


@dataclass(frozen=True, slots=True)
class _Point:
    day: int = 0
    month: int = 0
    year: int = 0


@lru_cache(maxsize=8)
def _grammar(code: str) -> re.Pattern[str]:
    language = language_tables(code)
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    month = rf"(?:{names})\.?"
    year = r"(?:1[5-9]|20|21)\d\d"
    of = {"es": r"(?:\s+del?)?", "fr": "", "ru": "", "az": ""}.get(code, r"(?:\s+of)?,?")
    the = {"en": r"(?:the\s+)?", "fr": r"(?:le\s+)?", "es": r"(?:el\s+)?"}.get(code, "")
    after = (
        rf"(?:[-\s]*(?:{'|'.join(map(re.escape, words_of(language.raw['year_words'])))})(?!\w))?"
        if language.raw["year_words"]
        else ""
    )
    suffix = r"(?:st|nd|rd|th|er|º|ª)?"
    joint = {
        "en": r"(?:\s*[-–—]\s*|\s+(?:to|until|till|through|and)\s+)",
        "ru": r"(?:\s*[-–—]\s*|\s+(?:по|до|и)\s+)",
        "es": r"(?:\s*[-–—]\s*|\s+(?:al|a|hasta|y)\s+(?:el\s+)?)",
        "fr": r"(?:\s*[-–—]\s*|\s+(?:au|à|jusqu'au|et)\s+(?:le\s+)?)",
        "az": r"(?:\s*[-–—]\s*|\s+(?:və)\s+)",
    }[code]
    dmy = (
        rf"(?P<d{{0}}>\d{{{{1,2}}}}){suffix}{of}[\s-]+(?P<m{{0}}>{month})"
        rf"(?:{of}[,\s-]+(?P<y{{0}}>{year}){after})?"
    )
    mdy = rf"(?P<M{{0}}>{month})\s+(?P<D{{0}}>\d{{{{1,2}}}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<Y{{0}}>{year}))?"
    numeric = r"(?P<nd{0}>\d{{1,2}})(?P<ns{0}>[./-])(?P<nm{0}>\d{{1,2}})(?P=ns{0})(?P<ny{0}>(?:1[5-9]|20|21)\d\d)"
    iso = r"(?P<iy{0}>(?:1[5-9]|20|21)\d\d)-(?P<im{0}>\d\d)-(?P<id{0}>\d\d)"
    my = rf"(?P<mm{{0}}>{month}){of}[,\s]+(?P<my{{0}}>{year}){after}"
    year_first = rf"(?P<ym{{0}}>{year}){after}\s+(?P<yM{{0}}>{month})"
    only = rf"(?P<oy{{0}}>{year}){after}"
    one = "|".join([dmy, mdy, numeric, iso, my] + ([year_first] if code == "az" else []))
    first = f"(?:{one}|{only})"
    second = f"(?:{one}|{only})"
    edge = r"(?<![\w/@#$€£.,:])"
    # "27-28 September 2020": the first has only its day; "May to July 2021": only its month.
    days = rf"(?P<rd>\d{{1,2}}){suffix}{joint}{the}{dmy.format(2)}"
    english_days = rf"(?P<eM>{month})\s+(?P<ed>\d{{1,2}}){joint}(?P<eD>\d{{1,2}})(?!\d)(?:,?\s+(?P<eY>{year}))?"
    months = rf"(?P<rm>{month}){joint}{my.format(3)}"
    short = rf"(?P<sy>{year})[/–-](?P<s2>\d\d)(?![\d-])"
    decade = r"(?P<dec>(?:1[5-9]|20)\d0)(?:s|-х|’s|'s)(?!\w)"
    both = rf"(?:{first.format(4)}){joint}{the}(?:{second.format(5)})"
    return re.compile(
        rf"{edge}(?:{days}|{english_days}|{months}|{both}|{short}(?!\d)|{decade}|{one.format(6)}"
        rf"|{only.format(6)})(?![\w]|[/-]\d)",
        re.IGNORECASE,
    )


_OPERATORS = {
    "en": (
        ("as-of", r"as of|as at|at the end of|by the end of"),
        ("since", r"since|from|starting(?: in| from| on)?"),
        ("until", r"until|till|by|up to|through"),
        ("before", r"before|prior to"),
        ("after", r"after|following"),
        ("about", r"about|around|circa|approximately"),
    ),
    "ru": (
        ("as-of", r"по состоянию на|на"),
        ("since", r"с|начиная с"),
        ("until", r"до|по|к"),
        ("after", r"после"),
        ("about", r"около|примерно"),
    ),
    "es": (
        ("as-of", r"a fecha del?|al"),
        ("since", r"desde(?: el)?|a partir del?"),
        ("until", r"hasta(?: el)?"),
        ("before", r"antes del?"),
        ("after", r"después del?|tras(?: el)?"),
    ),
    "fr": (
        ("since", r"depuis(?: le)?|à partir du?"),
        ("until", r"jusqu'(?:au|en)"),
        ("before", r"avant(?: le)?"),
        ("after", r"après(?: le)?"),
    ),
    "az": (),
}


@lru_cache(maxsize=8)
def _operators(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    filler = {
        "en": r"(?:the\s+)?(?:\w+day,?\s+)?(?:(?:early|late|mid|the end of|the beginning of)[\s-]+)?"
    }.get(code, "")
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{words})\s+{filler}\Z", re.IGNORECASE))
        for name, words in _OPERATORS[code]
    )


def _month(word: str, language: Language) -> int:
    low = word.lower()
    return language.months.get(low) or language.months.get(low.rstrip(".")) or 0


def _point(found: re.Match[str], n: int, language: Language) -> _Point | None:
    got = found.groupdict()

    def value(key: str) -> str | None:
        return got.get(f"{key}{n}")

    if value("d"):
        return _Point(
            int(value("d") or 0), _month(value("m") or "", language), int(value("y") or 0)
        )
    if value("D"):
        return _Point(
            int(value("D") or 0), _month(value("M") or "", language), int(value("Y") or 0)
        )
    if value("nd"):
        a, b, year = int(value("nd") or 0), int(value("nm") or 0), int(value("ny") or 0)
        return _Point(b, a, year) if b > 12 >= a else _Point(a, b, year)
    if value("iy"):
        return _Point(int(value("id") or 0), int(value("im") or 0), int(value("iy") or 0))
    if value("my"):
        return _Point(0, _month(value("mm") or "", language), int(value("my") or 0))
    if value("ym"):
        return _Point(0, _month(value("yM") or "", language), int(value("ym") or 0))
    if value("oy"):
        return _Point(0, 0, int(value("oy") or 0))
    return None


def _days(point: _Point) -> tuple[date | None, date | None, str, str]:
    """First and last day, precision, and what is wrong."""
    if not point.year:
        impossible = point.day and not 1 <= point.day <= (
            calendar.monthrange(2020, point.month)[1] if 1 <= point.month <= 12 else 31
        )
        return None, None, "day", "no month has that day" if impossible else ""
    if not point.month:
        return date(point.year, 1, 1), date(point.year, 12, 31), "year", ""
    if point.month > 12:
        return None, None, "day", f"there is no month {point.month}"
    length = calendar.monthrange(point.year, point.month)[1]
    if not point.day:
        return date(point.year, point.month, 1), date(point.year, point.month, length), "month", ""
    if not 1 <= point.day <= length:
        name = calendar.month_name[point.month]
        return None, None, "day", f"{name} {point.year} has {length} days"
    day = date(point.year, point.month, point.day)
    return day, day, "day", ""


def find_dates(text: str, language: Language, offset: int = 0) -> Iterator[DateMention]:
    """Dates of a piece of text in order; years missing in it stay missing.

    >>> [d.edtf for d in find_dates("from 27 September to 10 November 2020, in May 1994", language_tables("en"))]
    ['2020-09-27/2020-11-10', '1994-05']
    """
    for found in _grammar(language.code).finditer(text):
        if language.code == "en" and re.match(r"may|march|sept?\b|mar\b|dec\b", found.group()):
            continue  # the verb, not the month
        joint = _AND[language.code].search(found.group())
        if joint and not _BETWEEN.search(text[max(0, found.start() - 20) : found.start()]):
            yield from _both(text, found.span(), joint.span(), language, offset)
            continue
        mention = _mention(found, language)
        if mention is None:
            continue
        operator = ""
        before = text[max(0, found.start() - 32) : found.start()]
        for name, pattern in _operators(language.code):
            if pattern.search(before):
                operator = name
                break
        yield replace(
            mention,
            start=offset + found.start(),
            end=offset + found.end(),
            operator=operator,
            words=found.group().lower() if mention.first is None and not mention.problem else "",
        )


_AND = {
    code: re.compile(rf"\s+{word}\s+(?:el\s+|le\s+|the\s+)?", re.IGNORECASE)
    for code, word in {"en": "and", "ru": "и", "es": "y", "fr": "et", "az": "və"}.items()
}
_BETWEEN = re.compile(
    r"(?<!\w)(?:between|entre|между|arasında)\s+(?:the\s+|el\s+|le\s+)?\Z", re.IGNORECASE
)


def _both(
    text: str, span: tuple[int, int], joint: tuple[int, int], language: Language, offset: int
) -> Iterator[DateMention]:
    """Two dates joined by "and": not a period; the first may borrow the year of the second."""
    begin, middle, second = span[0], span[0] + joint[0], span[0] + joint[1]
    after = next(find_dates(text[second : span[1]], language, offset + second), None)
    before = next(find_dates(text[begin:middle], language, offset + begin), None)
    if (
        before is None
        and after is not None
        and after.last is not None
        and text[begin:middle].isdigit()
    ):
        same_month = _DAY.sub(text[begin:middle], text[second : span[1]], count=1)
        found = next(find_dates(same_month, language), None)
        before = found and replace(found, start=offset + begin, end=offset + middle)
    elif (
        before is not None and before.first is None and after is not None and after.last is not None
    ):
        for words in (
            f"{text[begin:middle]}, {after.last.year}",
            f"{text[begin:middle]} {after.last.year}",
        ):
            found = next(find_dates(words, language), None)
            if found is not None and found.known:
                before = replace(
                    found, start=before.start, end=before.end, operator=before.operator
                )
                break
    yield from (each for each in (before, after) if each is not None)


_DAY = re.compile(r"\d{1,2}")


def _mention(found: re.Match[str], language: Language) -> DateMention | None:
    got = found.groupdict()
    start: _Point | None
    end: _Point | None
    if got["dec"]:
        year = int(got["dec"])
        return DateMention(0, 0, date(year, 1, 1), date(year + 9, 12, 31), "decade")
    if got["sy"]:
        year = int(got["sy"])
        last = year // 100 * 100 + int(got["s2"])
        if last <= year or last > year + 40:
            return None
        return DateMention(0, 0, date(year, 1, 1), date(last, 12, 31), "interval")
    if got["rd"]:
        end = _point(found, 2, language)
        assert end is not None
        start = _Point(int(got["rd"]), end.month, end.year)
    elif got["ed"]:
        end = _Point(int(got["eD"]), _month(got["eM"], language), int(got["eY"] or 0))
        start = _Point(int(got["ed"]), end.month, end.year)
    elif got["rm"]:
        end = _point(found, 3, language)
        assert end is not None
        month = _month(got["rm"], language)
        start = _Point(0, month, end.year - 1 if month > end.month else end.year)
    else:
        start, end = _point(found, 4, language), _point(found, 5, language)
        if start is not None and end is not None and not start.year and end.year:
            year = end.year - 1 if start.month > end.month and end.month else end.year
            start = replace(start, year=year)
        elif start is not None and end is not None and start.year and not end.year:
            return None if not end.month else _interval(start, replace(end, year=start.year))
    if start is None or end is None:
        point = _point(found, 6, language)
        if point is None or (point.day and not point.month):
            return None
        first, last_day, precision, problem = _days(point)
        if point.day > 31 and not point.year:
            return None
        return DateMention(0, 0, first, last_day, precision, problem=problem)
    return _interval(start, end)


def _interval(start: _Point, end: _Point) -> DateMention:
    a, _, _, wrong_a = _days(start)
    _, b, _, wrong_b = _days(end)
    backwards = a is not None and b is not None and b < a
    return DateMention(0, 0, a, b, "interval", problem=wrong_a or wrong_b, backwards=backwards)


def dates(facts: Facts) -> tuple[DateMention, ...]:
    """Every date of the document's text, in order; a missing year is lent by the last one in the paragraph."""
    language = language_tables(facts.language)
    answers: list[DateMention] = []
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        spans = address_spans(facts)
        lender: DateMention | None = None
        for mention in find_dates(facts.text[block.start : block.end], language, block.start):
            if _inside(mention.start, spans):
                continue
            found = mention
            if mention.first is not None:
                lender = mention
            elif not mention.problem and lender is not None and lender.last is not None:
                found = _lend(facts, mention, lender, language)
            answers.append(found)
    return tuple(answers)


def _lend(
    facts: Facts, mention: DateMention, lender: DateMention, language: Language
) -> DateMention:
    assert lender.last is not None
    words = f"{facts.text[mention.start : mention.end]}, {lender.last.year}"
    again = next(iter(find_dates(words, language)), None) if language.code == "en" else None
    if again is None:
        words = f"{facts.text[mention.start : mention.end]} {lender.last.year}"
        again = next(iter(find_dates(words, language)), None)
    if again is None or again.first is None:
        return mention
    return replace(
        again,
        start=mention.start,
        end=mention.end,
        operator=mention.operator,
        year_from=(lender.start, lender.end),
    )


def address_spans(facts: Facts) -> list[tuple[int, int]]:
    """Ranges of web and mail addresses, where figures say nothing."""
    return facts.of(_address_spans)


_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE
)


def _address_spans(facts: Facts) -> list[tuple[int, int]]:
    return [match.span() for match in _ADDRESS.finditer(facts.text)]


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    from bisect import bisect_right

    place = bisect_right(spans, (position, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= position < spans[place][1]
