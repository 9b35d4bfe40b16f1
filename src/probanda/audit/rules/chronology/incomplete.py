"""Dates with a part missing ("on 11 2001"), and years out of all time where one figure is the slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from probanda.audit.extract.addresses import address_spans, inside
from probanda.audit.extract.dates import dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.time_words import time_words, word_pattern
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["incomplete", "out_of_time"]

_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
#: How far before it the word for an act may stand whose number this is.
_NEAR = 40


@lru_cache(maxsize=8)
def _monthless(code: str) -> re.Pattern[str] | None:
    """A day and a year with nothing but "of" between."""
    language = language_tables(code)
    year = "|".join(map(re.escape, str(language.raw["year_words"] or "").split("|")))
    mark = r"(?:st|nd|rd|th|-?го|º|er)?"
    and_ = rf"(?:\s*(?:,|{time_words('and', code)}|–|-|{time_words('to', code)})\s*)"
    row = rf"(?:\d{{1,2}}{mark}{and_}){{0,9}}"
    shapes = {
        "en": rf"{_DAY}(?:st|nd|rd|th)?,?\s+(?:of\s+)?{_YEAR}",
        "es": rf"{_DAY}º?\s+del?\s+{_YEAR}",
        "fr": rf"{_DAY}(?:er)?\s+(?:de\s+)?{_YEAR}",
        "ru": rf"{_DAY}(?:-?го)?\s+{_YEAR}\s+(?:{year})",
    }
    if code not in shapes:
        return None
    return re.compile(rf"(?<!\S)(?P<row>{row})(?:{shapes[code]})(?![\w-]|[./,]\d)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _lead(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w№]){time_words('day_lead', code)}\s+\Z", re.IGNORECASE)


def incomplete(facts: Facts) -> Iterator[Hit]:
    """Days of which the month is missing."""
    language = language_tables(facts.language)
    pattern = _monthless(language.code)
    if pattern is None:
        return
    text = facts.text
    spans = address_spans(facts)
    for block in facts.document.prose():
        for found in pattern.finditer(text, block.start, block.end):
            lead = text[max(block.start, found.start() - 24) : found.start()]
            opens = language.code == "ru" and found["row"] and not lead.strip(" .")
            if not opens and not _lead(language.code).search(lead):
                continue
            around = text[max(block.start, found.start() - _NEAR) : found.end() + 12]
            if (
                word_pattern("series", language.code).search(around)
                or "№" in around
                or inside(found.start("d"), spans)
                or _of_months(lead, language)
                or (not found["row"] and _counts(text[found.end() : found.end() + 40], language))
            ):
                continue
            yield Hit(
                found.start("row"),
                found.end(),
                f"“{facts.quote(found.start('row'), found.end())}” has a day and a year and no month.",
                "Add the month.",
                severity="warning",
            )


def _of_months(lead: str, language: Language) -> bool:
    return any(word in language.months for word in re.findall(r"[^\W\d_]+", lead.lower()))


def _counts(behind: str, language: Language) -> bool:
    """Whether a noun follows, so that the figures are a number of things."""
    noun = re.match(r"\s+([^\W\d_]{4,})", behind)
    return noun is not None and noun[1].islower() and noun[1] not in language.closed


_ODD_YEAR = re.compile(r"(?<!\d)(?:1[0-4]\d\d|2[2-9]\d\d)(?!\d)")


@lru_cache(maxsize=8)
def _dated(code: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before a year of a date, in figures and in words, and what stands behind the latter."""
    language = language_tables(code)
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    words = [w for w in str(language.raw["year_words"] or "").split("|") if w]
    unit = "|".join(map(re.escape, words)) or time_words("year_word", code)
    of = r"(?:\s+(?:of|del?))?,?\s+"
    return (
        re.compile(r"(?<![\w.])\d{1,2}([./])\d{1,2}\1\Z"),
        re.compile(
            rf"(?<!\w)(?:(?:{_DAY}(?:st|nd|rd|th|er|º)?{of})?(?:{names}){of}"
            rf"|(?:{names})\s+\d{{1,2}},\s+|(?:{unit})\s+)\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"\s*(?:[,.;:)»”]|\Z|(?:{unit})(?!\w))", re.IGNORECASE),
    )


def out_of_time(facts: Facts) -> Iterator[Hit]:
    """Years that one figure parts from a year of which the text tells: 1014 beside 2014."""
    text = facts.text
    odd = list(_ODD_YEAR.finditer(text))
    years = {d.first.year for d in facts.of(dates) if d.known and d.first and d.first.year > 1800}
    figures, words, behind = _dated(language_tables(facts.language).code)
    spans = address_spans(facts)
    for found in odd:
        before = text[max(0, found.start() - 32) : found.start()]
        lead = figures.search(before)
        if lead is not None and re.match(r"[\w/-]|\.\w", text[found.end() : found.end() + 2]):
            continue
        if lead is None and behind.match(text, found.end()):
            lead = words.search(before) or re.search(r"(?<=\s)\Z", before)
            named = re.match(r"\s+[^\W\d]", text[found.end() : found.end() + 3])
            lead = lead if lead and (lead.group() or named) else None
        year = found.group()
        meant = sorted(y for y in years if sum(map(str.__ne__, str(y), year)) == 1)
        if lead is None or not meant or inside(found.start(), spans):
            continue
        start = found.start() - len(lead.group())
        yield Hit(
            start,
            found.end(),
            f"“{facts.quote(start, found.end())}” is of the year {year}; the text tells of {meant[-1]}.",
            "Check the year.",
            severity="warning",
        )
