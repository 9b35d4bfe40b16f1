"""Hours and minutes between two times of day: "taken at 20:15 … entered at 23:40, that is, three hours later"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.clock import Clock, clocks
from probanda.audit.rules.registry import Hit

__all__ = ["clock_spans"]

_UNIT = re.compile(
    r"[-\s]+(?P<some>с лишним\s+|с половиной\s+|and a half\s+|y media\s+|et demie?\s+)?(?:(?P<h>hours?"
    r"|час(?:а|ов)?|horas?|heures?)"
    r"|(?P<m>minutes?|минут\w*|minutos?))(?!\w)(?P<half>\s+(?:and a half|y media|et demie))?"
    r"(?:\s*,?\s*(?:and|и|y|et)?\s*(?P<more>[\w-]+(?:\s+y\s+\w+)?)\s+(?:minutes?|минут\w*|minutos?)(?!\w))?",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?<!\w)(?:later|after|afterwards|that is|i\.e\.|had (?:passed|gone)|passed|lasted|took|until"
    r"|to wait|waited|going on|earlier"
    r"|то есть|спустя|позже|позднее|через|после|прошло|длил\w+|продолжал\w+|раньше"
    r"|es decir|o sea|más tarde|después|tras|duró|duraron|pasaron|transcurrieron|antes|tardó|tardaron"
    r"|c'est-à-dire|soit|plus tard|après|dur[aé]\w*|passées)(?!\w)",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(
    r"(?<!\w)(?:next|following) (?:day|morning)|следующ\w+ (?:день|утр\w+)|наутро|día siguiente"
    r"|mañana siguiente|lendemain",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?<!\w)(?:more than|over|at least|более|больше|свыше|не менее|más de|al menos|plus de"
    r"|au moins)\s+(?:чем\s+)?\Z",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?<!\w)(?:less than|under|within|up to|менее|меньше|menos de|moins de|en moins)\s+(?:чем\s+)?\Z",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?<!\w)(?:about|around|some|nearly|almost|roughly|approximately|около|почти|примерно|casi|unas"
    r"|unos|cerca de|environ|près de|presque)\s+\Z",
    re.IGNORECASE,
)
#: Told in the other order: "at 05:50, two hours after … at 03:15".
_BACK = re.compile(
    r"(?<!\w)(?:after|earlier|before|после|раньше|до|después|tras|antes|après|avant|plus tôt)(?!\w)",
    re.IGNORECASE,
)
_DAY = 24 * 60
_ZONE = re.compile(r"(?<![A-Za-z])(?:GMT|UTC|MSK|EST|CET)(?!\w)")


def _apart(facts: Facts, a: Clock, b: Clock, last: int) -> int | None:
    """Minutes from one time to another told behind it; None where their days aren't known."""
    days = _days(facts, a, b)
    if _NEXT_DAY.search(facts.text, a.end, max(b.end, last)):
        return b.minutes - a.minutes + _DAY
    if days:
        return b.minutes - a.minutes + days * _DAY
    if _ZONE.search(facts.text, a.end, b.end + 8):
        return None
    return (b.minutes - a.minutes) % _DAY


def _days(facts: Facts, a: Clock, b: Clock) -> int:
    """Days between the dates beside two times; 0 where they stand beside one date, or none."""
    one, two = _day_of(facts, a), _day_of(facts, b)
    if one is None or two is None or not (one.first and two.first):
        return 0
    return max(0, (two.first - one.first).days)


def _day_of(facts: Facts, clock: Clock) -> DateMention | None:
    """The nearest day of a time's sentence, else the last told before in its paragraph."""
    start, end = facts.document.sentence_of(clock.start)
    near = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    if near:
        return min(near, key=lambda d: min(abs(d.start - clock.end), abs(clock.start - d.end)))
    block = facts.document.block_of(clock.start)
    told = dates_between(facts, block.start if block else start, start)
    return next((d for d in reversed(told) if d.known and d.precision == "day"), None)


def clock_spans(facts: Facts) -> Iterator[Hit]:
    """Hours or minutes said to lie between two times that don't."""
    language = language_tables(facts.language)
    for block in facts.document.prose():
        every = clocks(facts, block.start, block.end)
        if len(every) < 2:
            continue
        for start, end in facts.document.sentences(block):
            here = [c for c in every if start <= c.start < end]
            if in_speech(facts, start + 1):
                continue
            if not here:
                yield from _of_before(facts, every, start, end, language)
                continue
            for span in _spans(facts, start, end, language):
                yield from _judged(facts, span, every, here, start)


#: "They had been held for twelve hours": of the two times of the sentence before.
_THEY = re.compile(
    r"\W*(?:he|she|it|they|this|that|in all|altogether|all this|он[аи]?|это|всего|вс[её] это|эт\w+"
    r"|es[eo]|est[eo]|en total|ella?s?|ellos|dur(?:ó|aron)"
    r"|il|elle|ils|elles|cela|en tout)(?!\w)",
    re.IGNORECASE,
)
_SPENT = re.compile(
    r"(?<!\w)(?:held|kept|spent|waited|lasted|took|passed|remained|been there|прове\w+|держали|длил\w+"
    r"|прошло|ждал\w*|пробы\w+|retenid\w+|detenid\w+"
    r"|pasó|pasaron|esper\w+|dur(?:ó|aron)|permaneci\w+|retenue?s?|détenue?s?|passé|attendu\w*|duré)(?!\w)",
    re.IGNORECASE,
)


def _of_before(
    facts: Facts, every: list[Clock], start: int, end: int, language: Language
) -> Iterator[Hit]:
    """Hours said of the two times of the sentence before."""
    before = facts.document.sentence_of(max(0, start - 2))
    told = [c for c in every if before[0] <= c.start < before[1]]
    if len(told) != 2 or before[0] >= start:
        return
    if not _THEY.match(facts.text, start, end) or not _SPENT.search(facts.text, start, end):
        return
    for first, last, low, high in _spans(facts, start, end, language, everywhere=True):
        apart = _apart(facts, told[0], told[1], told[1].end)
        if apart is None or low <= apart <= high:
            continue
        yield Hit(
            first,
            last,
            f"From {facts.quote(told[0].start, told[0].end)} to {facts.quote(told[1].start, told[1].end)} are "
            f"{apart} minutes, not “{facts.quote(first, last)}”.",
            "Correct the duration or the times.",
            ((told[0].start, told[0].end), (told[1].start, told[1].end)),
            "warning",
        )


def _spans(
    facts: Facts, start: int, end: int, language: Language, *, everywhere: bool = False
) -> Iterator[tuple[int, int, float, float]]:
    """Start, end, least and most minutes of each count of hours or minutes said to have passed."""
    text = facts.text
    read = start
    for number in find_numbers(text[start:end], language):
        first, last = start + number.start, start + number.end
        unit = _UNIT.match(text, last, end)
        if (
            unit is None
            or first < read
            or any(c.start <= first < c.end for c in clocks(facts, start, end))
        ):
            continue
        read = unit.end()
        near = text[max(start, first - 32) : min(end, unit.end() + 24)]
        if not everywhere and not _LATER.search(near):
            continue
        value = float(number.value) * (60 if unit["h"] else 1)
        some = (unit["some"] or "").lower()
        if unit["half"] or (some and "лишним" not in some):
            value += 30
        if unit["h"] and unit["more"]:
            more = find_numbers(unit["more"], language)
            value += float(more[0].value) if more else 0
        lead = text[max(start, first - 20) : first]
        whole = unit["h"] and not unit["more"] and value % 60 == 0
        room = max(4.0, value * 0.08, 30.0 if whole and value >= 120 else 0.0)
        low, high = value - room, value + room
        if _MORE.search(lead) or "лишним" in some:
            high = value + max(60.0, value * 0.5)
        elif _LESS.search(lead):
            low = 0.0 if not unit["h"] else value * 0.4
        elif _ABOUT.search(lead):
            low, high = value - max(25.0, value * 0.25), value + max(25.0, value * 0.25)
        yield first, unit.end(), low, high


def _judged(
    facts: Facts,
    span: tuple[int, int, float, float],
    every: list[Clock],
    here: list[Clock],
    start: int,
) -> Iterator[Hit]:
    first, last, low, high = span
    told = [c for c in every if c.start < start]
    if len(here) == 2:
        pairs = [(here[0], here[1])]
    elif len(here) == 1 and told:
        pairs = [(c, here[0]) for c in reversed(told)]
    else:
        return
    for a, b in pairs:
        apart = _apart(facts, a, b, last)
        back = (a.minutes - b.minutes) % _DAY
        turned = _BACK.search(facts.text, a.end, max(b.end, last)) and low <= back <= high
        if apart is None or low <= apart <= high or turned:
            return
    a, b = pairs[0]
    apart = _apart(facts, a, b, last)
    yield Hit(
        first,
        last,
        f"From {facts.quote(a.start, a.end)} to {facts.quote(b.start, b.end)} are {apart} minutes, not "
        f"“{facts.quote(first, last)}”.",
        "Correct the duration or the times.",
        ((a.start, a.end), (b.start, b.end)),
        "warning",
    )
