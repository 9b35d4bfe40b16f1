"""Years counted in a sentence against the years it names, and anniversaries against the day they recall.

"In 2020, 25 years after 1992": whichever words join them, two years and a number of years in one sentence that
speaks of an anniversary, of years passed or of years after must make a sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import ordinals
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["years_counted", "years_until_today"]

_ANNIVERSARY = {
    "en": r"anniversar(?:y|ies)|centenary",
    "ru": r"годовщин\w+|лети[еяюи]\w*|юбиле\w+",
    "es": r"aniversarios?|centenario",
    "fr": r"anniversaires?|centenaire",
    "az": r"ildönüm\w+",
}
_YEARS = {
    "en": r"years?",
    "ru": r"лет|год(?:а|у|ом)?",
    "es": r"años?",
    "fr": r"ans?|années?",
    "az": r"il(?:i|in)?",
}
#: What makes a number of years the distance between two times.
_JOINS = {
    "en": r"after|later|since|earlier|passed|elapsed|ago|before|have gone|had gone|following",
    "ru": r"спустя|через|после|со дня|с момента|с тех пор|прош\w+|исполн\w+|минул\w+|раньше|позже|позднее|назад",
    "es": r"después|más tarde|desde|antes|transcurri\w+|pasa(?:do|ron|n)|cumpl\w+|hace|tras|al cabo|luego",
    "fr": r"après|plus tard|depuis|avant|écoulé\w*|passé\w*|il y a|plus tôt",
    "az": r"sonra|əvvəl|keç\w+|ötü\w+",
}
#: Years of somebody's life, of a term or a plan, or counted twice.
_OTHER = re.compile(
    r"(?<!\w)(?:aged?|old|sentenc\w+|imprison\w+|prison|jail|term|contract|every|each|per|average"
    r"|between the ages|first|last|next|under|for the past"
    r"|лишени\w+|срок\w*|приговор\w+|осужд\w+|возраст\w*|кажд\w+|последн\w+|колони\w+|заключени\w+"
    r"|edad|condena\w*|prisión|cárcel|pena|plazo|cada|últim\w+|próxim\w+|cumplid\w+ \d"
    r"|âgée?s?|peine|prison|condamn\w+|chaque|derni\w+|prochain\w+)(?!\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?<!\w)(?:about|around|some|nearly|almost|roughly|approximately|more than|over|less than|at least"
    r"|up to|fewer than"
    r"|около|почти|примерно|более|больше|менее|не менее|свыше|unos|casi|cerca de|más de|menos de|al menos"
    r"|environ|près de|plus de|moins de|presque|several|təxminən)\s+(?:чем\s+)?\Z",
    re.IGNORECASE,
)


def years_counted(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Numbers of years and ordinals of anniversaries that the years beside them contradict."""
    language = language_tables(facts.language)
    if language.code not in _YEARS:
        return
    joins = re.compile(rf"(?<!\w)(?:{_JOINS[language.code]})(?!\w)", re.IGNORECASE)
    jubilee = re.compile(
        rf"(?<![^\W\d])(?:\w*(?:{_ANNIVERSARY[language.code]}))(?!\w)", re.IGNORECASE
    )
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            known = [
                d for d in dates_between(facts, start, end) if d.known and d.precision != "decade"
            ]
            if not known or in_speech(facts, start + 1):
                continue
            found = jubilee.search(facts.text, start, end)
            if found:
                yield from _anniversary(facts, found, known, start, language, done)
            elif len(known) == 2 and joins.search(facts.text, start, end):
                yield from _between(facts, known, (start, end), language, done)


def _between(
    facts: Facts,
    known: list[DateMention],
    sentence: tuple[int, int],
    language: Language,
    done: set[int],
) -> Iterator[Hit]:
    """The one number of years of a sentence with two dates."""
    start, end = sentence
    if _OTHER.search(facts.text, start, end) or any(d.precision == "interval" for d in known):
        return
    joins = _JOINS[language.code]
    unit = re.compile(rf"[-\s]+(?:{_YEARS[language.code]})(?!\w)", re.IGNORECASE)
    behind = re.compile(rf",?\s+(?:\w+\s+)?(?:{joins})(?!\w)", re.IGNORECASE)
    before = re.compile(rf"(?<!\w)(?:{joins})\s+(?:\w+\s+)?\Z", re.IGNORECASE)
    counts = [
        (start + n.start, start + n.end, float(n.value))
        for n in find_numbers(facts.text[start:end], language)
        if (years := unit.match(facts.text, start + n.end, end))
        and 2 <= n.value <= 300
        and (
            behind.match(facts.text, years.end(), end)
            or before.search(facts.text[start : start + n.start])
        )
    ]
    if len(counts) != 1 or counts[0][0] in done:
        return
    first, last, number = counts[0]
    about = _ABOUT.search(facts.text[max(start, first - 24) : first])
    room = max(1.5, number * 0.2) if about else 0.75
    yield from _checked(facts, known[0], known[1], number, room, (first, last), done)


def _checked(
    facts: Facts,
    a: DateMention,
    b: DateMention,
    number: float,
    room: float,
    span: tuple[int, int],
    done: set[int],
) -> Iterator[Hit]:
    if not (a.first and a.last and b.first and b.last):
        return
    if a.first > b.first:
        a, b = b, a
    assert a.first
    assert a.last
    assert b.first
    assert b.last
    low, high = (b.first - a.last).days / 365.25, (b.last - a.first).days / 365.25
    if low - room <= number <= high + room:
        return
    done.add(span[0])
    yield Hit(
        span[0],
        span[1],
        f"From {facts.quote(a.start, a.end)} to {facts.quote(b.start, b.end)} are "
        f"{round((low + high) / 2)} years, "
        f"not {number:g}.",
        "Correct the number of years or the dates.",
        ((a.start, a.end), (b.start, b.end)),
        "warning",
    )


def _anniversary(
    facts: Facts,
    found: re.Match[str],
    known: list[DateMention],
    start: int,
    language: Language,
    done: set[int],
) -> Iterator[Hit]:
    """As in "on the tenth anniversary, on 2 August 2013": ten years after a 2 August, which must lie before."""
    number = _which(facts.text[max(start, found.start() - 40) : found.end()], language)
    if number and len(known) == 2 and number > 1 and found.start() not in done:
        yield from _checked(
            facts, known[0], known[1], number, 0.75, (found.start(), found.end()), done
        )
        return
    days = [d for d in known if d.precision == "day" and d.first and d.year_from is None]
    if len(known) != 1 or len(days) != 1 or days[0].start in done:
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
    done.add(day.start)
    first = min(same, key=lambda d: d.first or date.max)
    yield Hit(
        day.start,
        day.end,
        f"An anniversary on {facts.quote(day.start, day.end)} of what is dated "
        f"{facts.quote(first.start, first.end)}.",
        "Check both years.",
        ((first.start, first.end),),
        "warning",
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
    match = _ordinal(language.code).search(text)
    if match is None:
        return 0
    word = match["last"] or match["jubilee"]
    value = next(
        (n for n, begins in ordinals(language.code) if re.match(begins, word, re.IGNORECASE)), 0
    )
    tens = find_numbers((match["tens"] or "").lower(), language)
    return value + (int(tens[0].value) if tens and tens[0].value >= 20 and value < 10 else 0)


_IN_FIGURES = re.compile(
    r"(?<![\d.,])(\d{1,3})(?:(?:st|nd|rd|th|-?[яюй]|-?(?:ая|ую|ой)|\.?[ªº°]|er|e|ème)[-\s]+(?:\w+\s+)?\w+|-?\s?лети\w*)\Z"
)


@lru_cache(maxsize=8)
def _ordinal(code: str) -> re.Pattern[str]:
    words = "|".join(word for _, word in ordinals(code)) or "(?!)"
    tens = r"(?:(?P<tens>[^\W\d]{4,})[-\s]+)?"
    return re.compile(
        rf"(?<!\w){tens}(?P<last>(?:{words})\w*)[-\s]+(?:\w+\s+)?\w+\Z|(?<!\w)(?P<jubilee>(?:{words})\w*лети\w*)\Z",
        re.IGNORECASE,
    )


_LATER = {
    "en": re.compile(
        r"(?P<n>[\w-]+)\s+years?(?:\s+and\s+[\w-]+\s+months?)?\s+(?:later|on|after)\b(?!\s+(?:the|a|his|her|their|its|\d)\b)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?:(?:спустя|через)\s+(?P<n>[\w-]+(?:\s[\w-]+)?)\s+(?:лет|года?)|(?P<n2>[\w-]+(?:\s[\w-]+)?)\s+(?:лет|года?)\s+спустя)(?!\w)(?!\s+после)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?P<n>[\w-]+(?:\sy\s\w+)?)\s+años(?:\s+y\s+\w+\s+meses)?\s+(?:después|más tarde)(?!\w)(?!\s+de)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?P<n>[\w-]+)\s+ans\s+(?:plus tard|après)(?!\w)(?!\s+(?:l|s|d))", re.IGNORECASE
    ),
}
_NOW = re.compile(
    r"(?<!\w)(?:has|have|is|are|remains?|still|today|now|до сих пор|по сей день|сегодня|остаётся"
    r"|остаются|по-прежнему|так и не"
    r"|ha|han|sigue|siguen|está|están|es|son|aún|todavía|hoy|a|ont|est|sont|toujours|encore|aujourd['’]hui)(?!\w)",
    re.IGNORECASE,
)


def years_until_today(facts: Facts, own: tuple[date, date] | None) -> Iterator[Hit]:
    """As in "seventeen years later none has been found": from what was told last to the day of the document."""
    language = language_tables(facts.language)
    pattern = _LATER.get(language.code)
    if pattern is None or own is None:
        return
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = pattern.search(facts.text, start, min(end, start + 90))
            if (
                not found
                or in_speech(facts, start + 1)
                or not _NOW.search(facts.text, found.end(), end)
            ):
                continue
            told = [d for d in dates_between(facts, block.start, start) if d.known]
            numbers = find_numbers(
                (found["n"] or found.groupdict().get("n2") or "").lower(), language
            )
            if not told or not numbers or dates_between(facts, start, end):
                continue
            section = facts.document.section_of(start)
            told = [
                d for d in dates_between(facts, section.start if section else 0, start) if d.known
            ]
            value = float(numbers[0].value)
            if value < 2 or _ABOUT.search(
                facts.text[max(start, found.start() - 24) : found.start()]
            ):
                continue
            if any(_reaches(d, own, value) for d in told):
                continue
            last = told[-1]
            years = round((own[1] - last.first).days / 365.25) if last.first else 0
            yield Hit(
                found.start(),
                found.end(),
                f"From {facts.quote(last.start, last.end)} to the document's date ({own[1].year}) are "
                f"{years} years, "
                f"not {value:g}.",
                "Correct the number of years, or say until when they are counted.",
                ((last.start, last.end),),
                "warning",
            )


def _reaches(d: DateMention, own: tuple[date, date], value: float) -> bool:
    """Whether so many years lie between a date and the day of the document."""
    if not (d.first and d.last):
        return True
    return (own[0] - d.last).days / 365.25 - 0.6 <= value <= (own[1] - d.first).days / 365.25 + 0.6
