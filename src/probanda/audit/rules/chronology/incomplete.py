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
    lead = time_words("day_lead", code)
    language = language_tables(code)
    year = "|".join(map(re.escape, str(language.raw["year_words"] or "").split("|")))
    shapes = {
        "en": rf"{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        "es": rf"{_DAY}º?\s+del?\s+{_YEAR}",
        "fr": rf"{_DAY}(?:er)?\s+(?:de\s+)?{_YEAR}",
        "ru": rf"{_DAY}(?:-?го)?\s+{_YEAR}\s+(?:{year})",
    }
    if code not in shapes:
        return None
    return re.compile(rf"(?<![\w№]){lead}\s+{shapes[code]}(?![\w-]|[./,]\d)", re.IGNORECASE)


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
            around = text[max(block.start, found.start() - _NEAR) : found.end() + 12]
            if (
                word_pattern("series", language.code).search(around)
                or "№" in around
                or inside(found.start("d"), spans)
                or _of_months(text[found.start() : found.start("d")], language)
                or _counts(text[found.end() : found.end() + 40], language)
            ):
                continue
            yield Hit(
                found.start("d"),
                found.end(),
                f"“{facts.quote(found.start('d'), found.end())}” has a day and a year and no month.",
                "Add the month.",
                severity="warning",
            )


def _of_months(lead: str, language: Language) -> bool:
    return any(word in language.months for word in lead.lower().split())


def _counts(behind: str, language: Language) -> bool:
    """Whether a noun follows, so that the figures are a number of things."""
    noun = re.match(r"\s+([^\W\d_]{4,})", behind)
    return noun is not None and noun[1].islower() and noun[1] not in language.closed


@lru_cache(maxsize=8)
def _odd_years(code: str) -> re.Pattern[str]:
    """Dates of the years 1000 to 1499 or from 2200 on, where nothing behind them can be counted."""
    language = language_tables(code)
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    year = r"(?P<y{}>1[0-4]\d\d|2[2-9]\d\d)"
    of = r"(?:\s+(?:of|del?))?,?\s+"
    words = [w for w in str(language.raw["year_words"] or "").split("|") if w]
    words = words or {"es": ["año"], "en": ["year"], "fr": ["année", "an"]}.get(code, ["-"])
    unit = "|".join(map(re.escape, words))
    return re.compile(
        rf"(?<![\w.])(?:\d{{1,2}}[./]\d{{1,2}}[./]{year.format(1)}(?![\w./-])"
        rf"|(?:{_DAY}(?:st|nd|rd|th|er|º)?{of})?(?:{names}){of}{year.format(2)}(?=\s*(?:[,.;:)»”]|\Z|{unit}))"
        rf"|(?:{names})\s+{_DAY.replace('P<d>', 'P<e>')},\s+{year.format(3)}(?!\w)"
        rf"|(?:{unit})\s+{year.format(4)}(?=\s*[,.;:)]|\s*\Z)|{year.format(5)}\s+(?:{unit})(?!\w))",
        re.IGNORECASE,
    )


def out_of_time(facts: Facts) -> Iterator[Hit]:
    """Years that one figure parts from a year of which the text tells: 1014 beside 2014."""
    years = {d.first.year for d in facts.of(dates) if d.known and d.first and d.first.year > 1800}
    if not years:
        return
    spans = address_spans(facts)
    for found in _odd_years(language_tables(facts.language).code).finditer(facts.text):
        year = next(v for k, v in found.groupdict().items() if k.startswith("y") and v)
        meant = sorted(
            y for y in years if sum(a != b for a, b in zip(str(y), year, strict=True)) == 1
        )
        if not meant or inside(found.start(), spans):
            continue
        yield Hit(
            found.start(),
            found.end(),
            f"“{facts.quote(*found.span())}” is of the year {year}; the text tells of {meant[-1]}.",
            "Check the year.",
            severity="warning",
        )
