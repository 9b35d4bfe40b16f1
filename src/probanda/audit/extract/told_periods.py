"""Periods told by name or by their distance from the period reported, with their days where these are known.

"The last quarter of 2012", "the same period last year", "the previous quarter", "from April to June": what a
number belongs to. The period that a report is about is the first one of a year or less that its opening names.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from probanda.audit.any_case import any_case
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import language_tables, words_of
from probanda.audit.facts import Facts
from probanda.audit.tables import table

__all__ = ["compared_before", "periods", "reported"]

#: Code points from the beginning within which a report names its period, and the days that one may have.
_OPENING, _SHORTEST, _LONGEST = 4000, 27, 366
#: Code points behind "the previous quarter" within which its months may be told: "(October-December 2012)".
_APPOSED = re.compile(r"\s*\(\s*|\s[–—-]\s+")
_YEAR = r"(?:19|20)\d\d"


def _spelled(plain: str) -> str:
    return plain.replace(" |", "|").replace("~", r"\w*").replace(" ", r"\s+")


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    """One period of a language: words before and behind its unit, and the year it is of."""
    words = table("data/periods.yaml")
    if code not in words["units"]:
        return None
    unit = "|".join(f"(?P<u{n + 2}>{_spelled(w)})" for n, w in words["units"][code].items())
    nth = "|".join(f"(?P<n{n + 2}>{_spelled(str(w))})" for n, w in words["ordinals"][code].items())
    kinds = [f"(?P<{kind}{{0}}>{_spelled(words[kind][code])})" for kind in ("same", "now", "back")]
    one = "|".join(kinds)
    behind = one.format(2) if code in words["behind"] else "(?!)"
    years = "|".join(words_of(language_tables(code).raw["year_words"])) or "(?!)"
    before, same_year = (_spelled(words[name][code]) for name in ("year_before", "year_now"))
    return any_case(
        rf"(?<![\w-])(?:(?:{nth}|{one.format(1)})[\s-]+(?:calendar\s+)?)?"
        rf"(?:{unit})(?:\s+(?!{before}|{same_year})(?:{behind})(?!\w))?"
        rf"(?:,?\s+(?:(?P<last_year>{before})|(?P<this_year>{same_year})"
        rf"|(?:{_spelled(words['joint'][code])})(?P<year>{_YEAR})(?:[\s-]*(?:{years})(?!\w))?))?(?!\w)",
    )


@cache
def _months(code: str) -> re.Pattern[str] | None:
    """From one month to another of a year that is not told."""
    spans = table("data/periods.yaml")["span"]
    if code not in spans:
        return None
    names = [name for name in language_tables(code).months if len(name) > 2]
    month = rf"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})"
    numbered = _spelled(spans[code])
    count = numbered.count("{m}")
    for n in range(count):
        numbered = numbered.replace("{m}", f"(?P<m{n}>{month})", 1)
    return any_case(rf"(?<![\w-])(?:{numbered})(?![\w-])(?!\.?,?\s+(?:\d|del?\s+{_YEAR}))")


def reported(facts: Facts) -> tuple[date, date] | None:
    """First and last day of the period that a document is about; None where its opening names none."""
    text = facts.text[:_OPENING]
    named = [
        d for d in facts.of(dates) if d.start < _OPENING and d.known and d.precision == "interval"
    ]
    named += [d for d in _named(facts, text, 0, None) if d.known]
    for each in sorted(named, key=lambda d: d.start):
        if each.first and each.last and _SHORTEST <= (each.last - each.first).days < _LONGEST:
            return each.first, each.last
    return None


def periods(facts: Facts) -> tuple[DateMention, ...]:
    """Every date and period of the text in order; a period told by name stands for the year in it."""
    main = facts.of(reported)
    told = [
        each
        for block in facts.document.blocks
        if block.kind not in {"running", "contents", "figure"}
        for each in _named(facts, facts.text[block.start : block.end], block.start, main)
    ]
    known = sorted((*facts.of(dates), *told), key=lambda d: (d.start, -d.end))
    distant = {
        each.start for each in told if not re.search(r"\d", facts.text[each.start : each.end])
    }
    kept: list[DateMention] = []
    for each in known:
        if kept and each.end <= kept[-1].end:
            continue  # the year in "the last quarter of 2012"
        kept.append(each)
    for place, (one, other) in enumerate(pairwise(kept)):
        gap = facts.text[one.end : other.start]
        if one.start not in distant or not other.known or not _APPOSED.fullmatch(gap):
            continue
        if other.precision == "interval" and other.end - other.start > len("1998-1999"):
            kept[place] = DateMention(one.start, one.end, other.first, other.last, "interval")
    return tuple(kept)


@cache
def _compared(code: str) -> re.Pattern[str]:
    told = _spelled(table("data/periods.yaml")["compared"].get(code, "(?!)"))
    return any_case(rf"(?<!\w)(?:{told})\s+(?:[^\W\d]+\s+){{0,3}}\Z")


def compared_before(facts: Facts, position: int, since: int) -> bool:
    """Whether something is compared with the period that begins at a position."""
    lead = facts.text[max(since, position - 60) : position]
    return _compared(facts.language).search(lead) is not None


def _named(
    facts: Facts, text: str, offset: int, main: tuple[date, date] | None
) -> list[DateMention]:
    pattern, spans = _pattern(facts.language), _months(facts.language)
    if pattern is None or spans is None:
        return []
    found: list[DateMention] = []
    for match in pattern.finditer(text):
        got = {name: value for name, value in match.groupdict().items() if value}
        if not any(
            name[0] == "n" or name[:4] in {"same", "back"} or name[:3] == "now" for name in got
        ):
            continue
        days = _days(got, main)
        if days is None and not any(name[:4] == "back" or name == "last_year" for name in got):
            continue
        first, last = days or (None, None)
        words = "" if days else " ".join(match.group().lower().split())
        found.append(
            DateMention(
                offset + match.start(), offset + match.end(), first, last, "interval", words=words
            )
        )
    if main is not None:
        months = language_tables(facts.language).months
        for match in spans.finditer(text):
            a, b = (months[value.lower()] for value in match.groups() if value)
            year = main[1].year
            if a <= b:
                last_day = calendar.monthrange(year, b)[1]
                found.append(
                    DateMention(
                        offset + match.start(), offset + match.end(),
                        date(year, a, 1), date(year, b, last_day), "interval",
                    )
                )  # fmt: skip
    return found


def _days(got: dict[str, str], main: tuple[date, date] | None) -> tuple[date, date] | None:
    """The days of a period, where its words and the period reported tell them."""
    length = next(int(name[1:]) - 2 for name in got if name[0] == "u")
    nth = next((int(name[1:]) - 2 for name in got if name[0] == "n" and name[1:].isdecimal()), None)
    year = int(got["year"]) if "year" in got else None
    if year is None and main is not None:
        year = main[1].year - ("last_year" in got)
    dated = "year" in got or "last_year" in got
    if nth is not None:
        if length in {3, 6, 9} and year is not None and (nth > 0 or dated or "this_year" in got):
            return _part_of(year, 12 // length if nth < 0 else nth, length)
        if nth > 0 or length == 9:
            return None  # else "last quarter"
    if main is None:
        return None
    if any(name[:4] == "same" for name in got):
        return _of_year(main, year) if dated and year is not None else None
    if any(name[:3] == "now" for name in got):
        return (
            _of_year(main, year)
            if dated and year is not None and length != 12
            else ((date(main[1].year, 1, 1), date(main[1].year, 12, 31)) if length == 12 else main)
        )
    if length == 12:
        return date(main[1].year - 1, 1, 1), date(main[1].year - 1, 12, 31)
    return _shifted(main, length)


def _part_of(year: int, nth: int, months: int) -> tuple[date, date] | None:
    last = nth * months
    if last > 12:
        return None
    return date(year, last - months + 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def _of_year(main: tuple[date, date], year: int) -> tuple[date, date]:
    """A period as the one reported, in another year."""
    years = main[1].year - main[0].year
    return _moved(main[0], year - years), _moved(main[1], year)


def _moved(day: date, year: int) -> date:
    end = day.day == calendar.monthrange(day.year, day.month)[1]
    length = calendar.monthrange(year, day.month)[1]
    return date(year, day.month, length if end else min(day.day, length))


def _shifted(main: tuple[date, date], months: int) -> tuple[date, date] | None:
    """The period before the one reported, when it is as long."""
    first, last = main
    own = (last.year - first.year) * 12 + last.month - first.month + 1
    if (months and months != own) or first.day != 1:
        return None
    begin = first.month - 1 - own
    start = date(first.year + begin // 12, begin % 12 + 1, 1)
    return start, first - timedelta(days=1)
