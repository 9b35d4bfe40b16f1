"""Dates and periods in a text, a missing year lent by the date before.

Impossible dates are kept (`problem`), so that a rule can say so. `probanda.dates` spells the value in EDTF.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from probanda.audit.any_case import any_case
from probanda.audit.extract.addresses import address_spans, inside
from probanda.audit.extract.date_grammar import (
    Point,
    date_pattern,
    days_of,
    month_of,
    operator_patterns,
    point_of,
)
from probanda.audit.extract.date_mention import DateMention
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.facts import Facts

__all__ = [
    "NO_YEAR",
    "OF_SO_MANY",
    "DateMention",
    "address_spans",
    "dates",
    "days_between",
    "find_dates",
]


def find_dates(text: str, language: Language, offset: int = 0) -> Iterator[DateMention]:
    """Dates of a piece of text in order; years missing in it stay missing.

    >>> [d.edtf for d in find_dates("from 27 September to 10 November 2020, in May 1994", language_tables("en"))]
    ['2020-09-27/2020-11-10', '1994-05']
    """
    for found in date_pattern(language.code).finditer(text):
        if language.code == "en" and re.match(r"may|march|sept?\b|mar\b|dec\b", found.group()):
            continue  # the verb, not the month
        joint = _AND[language.code].search(found.group())
        if joint and not _BETWEEN.search(text[max(0, found.start() - 20) : found.start()]):
            yield from _both(text, found.span(), joint.span(), language, offset)
            continue
        mention = _mention(found, language)
        if mention is None or _counts(text, found, language):
            continue
        operator = ""
        before = text[max(0, found.start() - 32) : found.start()]
        for name, pattern in operator_patterns(language.code):
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


_COUNTED = any_case(
    r"(?<!\w)(?:about|around|some|nearly|almost|over|more than|fewer than|less than|at least|up to"
    r"|approximately|roughly"
    r"|около|более(?: чем)?|почти|свыше|порядка|примерно|менее|не менее|unos|unas|casi|más de|menos de"
    r"|al menos|cerca de|environ"
    r"|près de|plus de|moins de)\s+\Z",
)


#: Reports that say what happened in earlier years say "in" before them.
_RECENT = "1900"
_IN = any_case(
    r"(?<!\w)(?:in|since|of|from|to|by|until|till|and|after|before|during|the|year|early|late|mid|circa|each|spring|summer|autumn|winter|в|во|с|до|по"
    r"|к|от|после|начал\w+|конц\w+|весн\w+|лет(?:о|ом|а)|осен\w+|зим\w+|verano|otoño|invierno|primavera|год\w*|и|en|de|del|desde|hasta|el|año|y|a|après|depuis|avant|l'an|et)\s+\Z",
)


#: What a number may stand behind: a word, an opening, a comma.
_ALONE = re.compile(r"[^\W\d_*]\**\s+\**\Z|\A\W*\Z|[,;:.(–—]\s+\**\Z")


def _event(noun: str, language: Language) -> bool:
    """Whether a noun tells what happens to people, more than once: "1978 arrests", «1978 задержаний»."""
    return bool(language.action(noun)) and noun != language.stem(noun)


#: Behind "83 of": what it is of.
OF_SO_MANY = any_case(r"\d\s+(?:(?:out\s+)?of|из|de|sur)\s+\Z")


def _counts(text: str, found: re.Match[str], language: Language) -> bool:
    """Whether four figures are a number of things: "about 2000 people", "1784 человека", not "in 1784 the"."""
    before = text[max(0, found.start() - 16) : found.start()]
    told = found.group()
    if told.isdecimal() and told < _RECENT and OF_SO_MANY.search(before):
        return True
    noun = re.match(r"\s+([^\W\d_]{3,})", text[found.end() : found.end() + 30])
    if not told.isdecimal() or noun is None or not noun[1].islower() or noun[1] in language.closed:
        return False
    if _COUNTED.search(before):
        return True
    if _IN.search(before) or not _ALONE.search(before):
        return False
    return told < _RECENT or language.stem(noun[1]) in language.persons or _event(noun[1], language)


_AND = {
    code: any_case(rf"\s+{word}\s+(?:el\s+|le\s+|the\s+)?")
    for code, word in {"en": "and", "ru": "и", "es": "y", "fr": "et", "az": "və"}.items()
}


_BETWEEN = any_case(r"(?<!\w)(?:between|entre|между|arasında)\s+(?:the\s+|el\s+|le\s+)?\Z")


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
        and text[begin:middle].isdecimal()
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
    start: Point | None
    end: Point | None
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
        end = point_of(found, 2, language)
        assert end is not None
        start = Point(int(got["rd"]), end.month, end.year)
    elif got["ed"]:
        end = Point(int(got["eD"]), month_of(got["eM"], language), int(got["eY"] or 0))
        start = Point(int(got["ed"]), end.month, end.year)
    elif got["rm"]:
        end = point_of(found, 3, language)
        assert end is not None
        month = month_of(got["rm"], language)
        start = Point(0, month, end.year - 1 if month > end.month else end.year)
    else:
        start, end = point_of(found, 4, language), point_of(found, 5, language)
        if start is not None and end is not None and not start.year and end.year:
            year = end.year - 1 if start.month > end.month and end.month else end.year
            start = replace(start, year=year)
        elif start is not None and end is not None and start.year and not end.year:
            return None if not end.month else _interval(start, replace(end, year=start.year))
    if start is None or end is None:
        point = point_of(found, 6, language)
        if point is None or (point.day and not point.month):
            return None
        first, last_day, precision, problem = days_of(point)
        if point.day > 31 and not point.year:
            return None
        return DateMention(0, 0, first, last_day, precision, problem=problem)
    return _interval(start, end)


def _interval(start: Point, end: Point) -> DateMention:
    a, _, _, wrong_a = days_of(start)
    _, b, _, wrong_b = days_of(end)
    backwards = a is not None and b is not None and b < a
    return DateMention(0, 0, a, b, "interval", problem=wrong_a or wrong_b, backwards=backwards)


def dates(facts: Facts) -> tuple[DateMention, ...]:
    """Every date of the document's text, in order.

    A missing year is lent by the last one in the paragraph, else by the next, else by what is told before it in
    its section or by the section's heading, else by the one year of which the document tells.
    """
    language = language_tables(facts.language)
    answers: list[DateMention] = []
    spans = address_spans(facts)
    section, above = -1, None
    far: list[tuple[int, DateMention | None]] = []
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        here = facts.document.section_of(block.start)
        if (here.start if here else -1) != section:
            section, above = (here.start if here else -1), None
        lender: DateMention | None = None
        waiting: list[int] = []
        for mention in find_dates(facts.text[block.start : block.end], language, block.start):
            if inside(mention.start, spans):
                continue
            found = mention
            if mention.first is not None:
                lender = mention
                for place in waiting:
                    answers[place] = _lend_back(facts, answers[place], mention, language)
                far += [(place, above) for place in waiting if answers[place].first is None]
                waiting = []
            elif not mention.problem and lender is not None and lender.last is not None:
                found = _lend(facts, mention, lender, language)
            elif not mention.problem and (
                year := _NUMBERED.search(
                    facts.text[max(block.start, mention.start - 24) : mention.start]
                )
            ):
                found = _of_year(facts, mention, int(year[1]), language)
            elif not mention.problem:
                waiting.append(len(answers))
            answers.append(found)
        far += [(place, above) for place in waiting]
        if lender is not None and lender.known and lender.precision != "decade":
            above = lender
    only = _only_year(answers) if far else None
    for place, before in far:
        if answers[place].first is None and (before or only):
            answers[place] = _lend_on(facts, answers[place], before or only, language)
    return tuple(answers)


def days_between(facts: Facts, start: int, end: int) -> tuple[DateMention, ...]:
    """The dates of a range, those of which the text never says the year in one year that stands for it.

    So that days can be counted and put in order; never to be compared with a date of which the year is known.
    """
    listed = facts.of(_days)
    starts = facts.of(_day_starts)
    return listed[bisect_left(starts, start) : bisect_left(starts, end)]


#: Stands for the year that a text doesn't say: a leap year no report tells of.
NO_YEAR = 1504


def _days(facts: Facts) -> tuple[DateMention, ...]:
    language = language_tables(facts.language)
    where = DateMention(0, 0, date(NO_YEAR, 1, 1), date(NO_YEAR, 12, 31), "year")
    return tuple(
        _lend(facts, each, replace(where, start=each.start, end=each.end), language)
        if each.first is None and not each.problem
        else each
        for each in facts.of(dates)
    )


def _day_starts(facts: Facts) -> list[int]:
    return [each.start for each in facts.of(_days)]


def _lend_on(
    facts: Facts, mention: DateMention, lender: DateMention | None, language: Language
) -> DateMention:
    """The year of what is told before, in another paragraph of the section: only where one year is meant there."""
    if (
        lender is None
        or lender.first is None
        or lender.last is None
        or lender.first.year != lender.last.year
    ):
        return mention
    return _lend(facts, mention, lender, language)


def _only_year(answers: list[DateMention]) -> DateMention | None:
    """A date of the year of which a document tells nearly alone; None where it tells of several."""
    known = [d for d in answers if d.known and d.first and d.last and d.first.year == d.last.year]
    if len(known) < 4:
        return None
    years = Counter(d.first.year for d in known if d.first)
    year, count = years.most_common(1)[0]
    if count < 0.6 * len(known):
        return None
    return next(d for d in known if d.first and d.first.year == year)


#: "Ley 27/1996, de", "Закон № 41/2015 от": the number of a law says its year.
_NUMBERED = re.compile(r"\d/((?:19|20)\d\d),?\s+(?:de|del|от|of|du)\s+\Z")


def _of_year(facts: Facts, mention: DateMention, year: int, language: Language) -> DateMention:
    """A day whose year the number before it says."""
    where = DateMention(mention.start, mention.end, date(year, 1, 1), date(year, 12, 31), "year")
    found = _lend(facts, mention, where, language)
    return replace(found, year_from=None)


def _years_on(facts: Facts, mention: DateMention, language: Language) -> int:
    """One for a day of "the following year", minus one for a day of "the year before"."""
    lead = facts.text[max(0, mention.start - 40) : mention.start]
    for shift, name in ((-1, "year_before"), (1, "year_after")):
        if word_pattern(name, language.code, _OPENING).search(lead):
            return shift
    return 0


_OPENING = r"(?<!\w){},?\s+(?:[^\W\d]+,?\s+){0,3}\Z"


def _lend_back(
    facts: Facts, mention: DateMention, lender: DateMention, language: Language
) -> DateMention:
    """The year of the first date behind, where the day is not later: "on 3 May … and on 5 June 2021"."""
    lent = _lend(facts, mention, lender, language)
    if lent.last is None or lender.first is None or lender.last is None:
        return mention
    bound = lender.last if lender.first.year == lender.last.year else lender.first
    return lent if lent.last <= bound else mention


def _lend(
    facts: Facts, mention: DateMention, lender: DateMention, language: Language
) -> DateMention:
    assert lender.last is not None
    year = lender.last.year + _years_on(facts, mention, language)
    words = f"{facts.text[mention.start : mention.end]}, {year}"
    again = next(iter(find_dates(words, language)), None) if language.code == "en" else None
    if again is None:
        words = f"{facts.text[mention.start : mention.end]} {year}"
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
