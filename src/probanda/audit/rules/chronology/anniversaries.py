"""“20 years after” against the years named, and anniversaries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import ordinals
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.chronology.elapsed import hits_of
from probanda.audit.rules.registry import Hit, rule


@rule(
    "anniversary-wrong",
    "“20 years after” against the years named",
    "error",
    "time",
    "The number of years is computed from the two dates; where only one is named, "
    "from it and the document's date.",
    bad=(
        "In 2019, 20 years after the ceasefire of 1994, nobody had been charged.",
        "On the tenth anniversary of the killings of May 2008, in May 2020, relatives "
        "were detained.",
    ),
    good=(
        "In 2014, 20 years after the ceasefire of 1994, nobody had been charged.",
        "On the tenth anniversary of the killings of May 2008, in May 2018, relatives "
        "were detained.",
    ),
)
def anniversary_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute years between what a sentence names."""
    yield from hits_of(facts, "anniversary-wrong")
    language = language_tables(facts.language)
    jubilee = word_pattern("anniversary", language.code, r"(?<![^\W\d]){}(?!\w)")
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            if in_speech(facts, start + 1):
                continue
            found = jubilee.search(facts.text, start, end)
            known = [
                d for d in dates_between(facts, start, end) if d.known and d.precision != "decade"
            ]
            if found and known:
                yield from _anniversary(facts, found, known, start, language)
            report = word_pattern("nth_report", language.code).search(facts.text, start, end)
            if report:
                yield from _nth_report(facts, report, (block.start, block.end), language)


def _nth_report(
    facts: Facts, report: re.Match[str], block: tuple[int, int], language: Language
) -> Iterator[Hit]:
    """As in "the tenth annual report, for 2022", by whom has reported on every year since 2011."""
    behind = facts.text[report.end() : report.end() + _AS_A_PREDICATE]
    number = _which(facts.text[max(block[0], report.start() - 40) : report.end()], language)
    if not number and (told := _ordinal(language.code).search(behind)):
        number = _value(told, language)
    own = document_date(facts)
    years = [d for d in dates_between(facts, *block) if d.known and d.first]
    of = {d.first.year for d in years if d.first and report.start() < d.start < report.end() + 60}
    since = word_pattern("reports_since", language.code, r"(?<!\w){}(?!\w)[^.;\d]{0,30}\Z")
    begun = [d for d in years if since.search(facts.text[max(block[0], d.start - 60) : d.start])]
    if number < 2 or len(begun) != 1 or begun[0].first is None or not (own or of):
        return
    first = begun[0].first.year
    covered = {year for year in of if year > first} or (
        {own[1].year, own[1].year - 1} if own else set()
    )
    if covered and not any(year - first <= number <= year - first + 1 for year in covered):
        yield Hit(
            report.start(),
            report.end(),
            f"Number {number} since {facts.quote(begun[0].start, begun[0].end)}: up to {max(covered)} there "
            f"are {max(covered) - first + 1}.",
            "Correct the number or the first year.",
            ((begun[0].start, begun[0].end),),
            "warning",
        )


#: Letters behind "this report", in which it may be told which it is: "— девятый".
_AS_A_PREDICATE = 30


def _anniversary(
    facts: Facts, found: re.Match[str], known: list[DateMention], start: int, language: Language
) -> Iterator[Hit]:
    """As in "on the tenth anniversary, on 2 August 2013": ten years after a 2 August, which must lie before."""
    number = _which(facts.text[max(start, found.start() - 40) : found.end()], language)
    if number > 1 and len(known) == 2:
        if known[1].end > found.start() or not _OF_ANOTHER.match(facts.text, found.end()):
            yield from _between(facts, found, known[0], known[1], number)
        return
    days = [d for d in known if d.precision == "day" and d.first and d.year_from is None]
    if len(known) != 1 or len(days) != 1:
        return
    (day,) = days
    assert day.first
    same = [
        d
        for d in facts.of(_by_day).get((day.first.month, day.first.day), ())
        if d.start != day.start and d.first
    ]
    years = {d.first.year for d in same if d.first}
    if not years:
        return
    right = (day.first.year - number) in years if number else min(years) < day.first.year
    if right or (number and len(same) > 8):
        return
    first = min(same, key=lambda d: d.first or date.max)
    if not number and first.first == day.first:
        return  # the day of the feast, told twice
    yield Hit(
        day.start,
        day.end,
        f"An anniversary on {facts.quote(day.start, day.end)} of what is dated "
        f"{facts.quote(first.start, first.end)}.",
        "Check both years.",
        ((first.start, first.end),),
        "warning",
    )


#: "The thirtieth anniversary of the storming", behind both days: of an event without a day.
_OF_ANOTHER = re.compile(
    r"\s+(?:of|del?|des|du|de la)\s+[^\W\d]|\s+(?!в\s)[а-яё]{5,}", re.IGNORECASE
)


def _between(
    facts: Facts, found: re.Match[str], a: DateMention, b: DateMention, number: int
) -> Iterator[Hit]:
    if not (a.first and a.last and b.first and b.last):
        return
    if a.first > b.first:
        a, b = b, a
    low, high = (
        (y - x).days / 365.25 for x, y in ((a.last, b.first), (a.first, b.last)) if x and y
    )
    if low - 0.75 <= number <= high + 0.75:
        return
    yield Hit(
        found.start(),
        found.end(),
        f"From {facts.quote(a.start, a.end)} to {facts.quote(b.start, b.end)} are "
        f"{round((low + high) / 2)} years, not {number}.",
        "Correct the number of years or the dates.",
        ((a.start, a.end), (b.start, b.end)),
    )


def _by_day(facts: Facts) -> dict[tuple[int, int], list[DateMention]]:
    """Every day of the document by its month and day; a night of two days under both."""
    found: dict[tuple[int, int], list[DateMention]] = defaultdict(list)
    for each in facts.of(dates):
        if not each.known or each.first is None or each.last is None:
            continue
        if each.precision == "day" or (
            each.precision == "interval" and (each.last - each.first).days < 4
        ):
            found[each.first.month, each.first.day].append(each)
            if each.last != each.first:
                found[each.last.month, each.last.day].append(each)
    return found


def _which(text: str, language: Language) -> int:
    """The number of an anniversary before its word; 0 when none is said."""
    figures = _IN_FIGURES.search(text)
    if figures:
        return int(figures[1])
    match = next(
        (m for m in _ordinal(language.code, r"[-\s]+(?:\w+\s+)?\w+\Z").finditer(text)), None
    )
    return _value(match, language) if match else 0


def _value(match: re.Match[str], language: Language) -> int:
    if match["figures"]:
        return int(match["figures"])
    word = match["last"] or match["jubilee"]
    value = next(
        (n for n, begins in ordinals(language.code) if re.match(begins, word, re.IGNORECASE)), 0
    )
    tens = find_numbers((match["tens"] or "").lower(), language)
    return value + (int(tens[0].value) if tens and tens[0].value >= 20 and value < 10 else 0)


_IN_FIGURES = re.compile(
    r"(?<![\d.,])(\d{1,3})(?:(?:st|nd|rd|th|-?[яюй]|-?(?:ая|ую|ой)|\.?[ªº°]|er|e|ème)[-\s]+(?:\w+\s+)?\w+|-?\s?лети\w*)\Z"
)


@cache
def _ordinal(code: str, behind: str = "") -> re.Pattern[str]:
    words = "|".join(word for _, word in ordinals(code)) or "(?!)"
    tens = r"(?:(?P<tens>[^\W\d]{4,})[-\s]+)?"
    return re.compile(
        rf"(?<!\w){tens}(?P<last>(?:{words})\w*){behind}(?!\w)|(?<!\w)(?P<jubilee>(?:{words})\w*лети\w*)\Z"
        r"|(?<![\d.,])(?P<figures>\d{1,2})(?:st|nd|rd|th|-?й|-?ый|\.?º|e|ème)(?!\w)" + behind,
        re.IGNORECASE,
    )
