"""The grammar of dates, a regular one: day, month and year in figures or with a month's name, two with a joint."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import Language, language_tables, words_of
from probanda.audit.lexicon import words


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month and year as written; 0 for what is not said."""

    day: int = 0
    month: int = 0
    year: int = 0


#: Months whose whole name is as short as an abbreviation.
_FULL = frozenset(words("whole_months").split("|"))


@lru_cache(maxsize=8)
def date_pattern(code: str) -> re.Pattern[str]:
    """The pattern of a language's dates; the groups of the n-th date in it end in n."""
    language = language_tables(code)
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    full = "".join(f"(?<!{word})" for word in language.months if len(word) < 5 and word in _FULL)
    month = rf"(?:{names})(?:(?<!\w\w\w\w\w){full}\.)?"  # a stop only behind an abbreviation
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
    return any_case(
        rf"{edge}(?:{days}|{english_days}|{months}|{both}|{short}(?!\d)|{decade}|{one.format(6)}"
        rf"|{only.format(6)})(?![\w]|[/-]\d)",
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
def operator_patterns(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Words that end just before a date and bound it, by their name."""
    filler = {
        "en": r"(?:the\s+)?(?:\w+day,?\s+)?(?:(?:early|late|mid|the end of|the beginning of)[\s-]+)?"
    }.get(code, "")
    return tuple(
        (name, any_case(rf"(?<!\w)(?:{words})\s+{filler}\Z")) for name, words in _OPERATORS[code]
    )


def month_of(word: str, language: Language) -> int:
    """The number of a month's name; 0 for none."""
    low = word.lower()
    return language.months.get(low) or language.months.get(low.rstrip(".")) or 0


def point_of(found: re.Match[str], n: int, language: Language) -> Point | None:
    """The n-th date of a match; None where the match has none."""
    got = found.groupdict()

    def value(key: str) -> str | None:
        return got.get(f"{key}{n}")

    if value("d"):
        return Point(
            int(value("d") or 0), month_of(value("m") or "", language), int(value("y") or 0)
        )
    if value("D"):
        return Point(
            int(value("D") or 0), month_of(value("M") or "", language), int(value("Y") or 0)
        )
    if value("nd"):
        a, b, year = int(value("nd") or 0), int(value("nm") or 0), int(value("ny") or 0)
        return Point(b, a, year) if b > 12 >= a else Point(a, b, year)
    if value("iy"):
        return Point(int(value("id") or 0), int(value("im") or 0), int(value("iy") or 0))
    if value("my"):
        return Point(0, month_of(value("mm") or "", language), int(value("my") or 0))
    if value("ym"):
        return Point(0, month_of(value("yM") or "", language), int(value("ym") or 0))
    if value("oy"):
        return Point(0, 0, int(value("oy") or 0))
    return None


def days_of(point: Point) -> tuple[date | None, date | None, str, str]:
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
