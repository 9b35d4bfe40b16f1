"""Times of one day, told in an order that they can't have had: "in at 22:30; at 21:05 the doctor saw him".

A fall of some hours is no midnight: past midnight the clock falls by more. What goes back says so, or stands in
what somebody else wrote down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import lengths, time_words
from probanda.audit.extract.told_events import ordinals, telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["Clock", "clock_order", "clock_ranges", "clocks", "day_parts"]

_PART = (
    r"утра|вечера|дня|ночи|(?:de|por) la (?:mañana|tarde|noche|madrugada)|(?:du"
    r"|de l['’])\s?(?:matin|soir|après-midi)|[ap]\.?\s?m\b\.?"
)
_CLOCK = re.compile(
    rf"(?<![\d:.,/§-])(?:(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\d:])(?:\s*(?P<part>{_PART}))?"
    r"|(?:(?<=\bat )|(?<=\bfrom )|(?<=\blas )|(?<=\bв ))"
    r"(?P<h2>[01]?\d|2[0-3])\.(?P<m2>[0-5]\d)(?![\d.])(?:\s*(?P<part2>[ap]\.?m))?"
    r"|(?P<h3>[01]?\d|2[0-3])\s?h(?:eures?)?\s?(?P<m3>[0-5]\d)(?!\w)"
    rf"|(?P<h4>[01]?\d|2[0-3])\s+(?:(?:час\w*|horas|heures|h)(?:\s+(?:y\s+|et\s+)?(?P<m4>[0-5]?\d)\s+мин\w*)?(?:\s+(?P<part4>{_PART}))?"
    rf"|(?P<part5>{_PART})))",
    re.IGNORECASE,
)
#: Before hours without minutes: a time of day, not a duration.
_AT = re.compile(
    r"(?<!\w)(?:at|around|about|by|в|около|к|после|с|до|a las?|hacia las?|sobre las?|à|vers)\s+\Z",
    re.IGNORECASE,
)
_LATE = re.compile(r"вечера|дня|tarde|noche|soir|après-midi|p", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day where it stands, in minutes since midnight.

    Attributes:
        start: first code point.
        end: one past the last.
        minutes: since midnight; of a part of the day ("dawn") the earliest.
        loose: it may be twelve hours later.
        room: minutes to the latest time that is meant.
    """

    start: int
    end: int
    minutes: int
    loose: bool = False
    room: int = 0


def clocks(facts: Facts, start: int, end: int) -> list[Clock]:
    """The times of day of a range, in order."""
    found: list[Clock] = []
    for match in _CLOCK.finditer(facts.text, start, end):
        got = match.groupdict()
        hour = next(got[k] for k in ("h", "h2", "h3", "h4") if got[k] is not None)
        part = next((got[k] for k in ("part", "part2", "part4", "part5") if got[k]), "")
        half = part[:1].lower() in {"a", "p"}
        if (
            got["h4"]
            and not half
            and not _AT.search(facts.text[max(start, match.start() - 14) : match.start()])
        ):
            continue
        minute = next((got[k] for k in ("m", "m2", "m3", "m4") if got[k]), "0")
        value = int(hour) % 24 * 60 + int(minute)
        if (
            part
            and _LATE.match(re.sub(r"^(?:de|por) la |^(?:du|de l['’])\s?", "", part))
            and value < 12 * 60
        ):
            value += 12 * 60
        found.append(Clock(match.start(), match.end(), value))
    found += [
        c
        for c in _in_words(facts, start, end)
        if not any(c.start < f.end and f.start < c.end for f in found)
    ]
    return sorted(found, key=lambda clock: clock.start)


def day_parts(facts: Facts, start: int, end: int) -> list[Clock]:
    """The parts of the day until or from which something lasted: "until dawn", "hasta la madrugada"."""
    found: list[Clock] = []
    for hours, words in lengths("day_parts", facts.language):
        first, last = int(hours) // 100, int(hours) % 100
        shape = (
            rf"(?<!\w){time_words('day_part_lead', facts.language)}\s+(?P<part>(?:{words}))(?!\w)"
        )
        for match in re.compile(shape, re.IGNORECASE).finditer(facts.text, start, end):
            room = (last - first) % 24 * 60
            found.append(Clock(*match.span("part"), first * 60, room=room))
    return found


def _in_words(facts: Facts, start: int, end: int) -> Iterator[Clock]:
    """As in "half past ten", "в половине девятого", "las ocho y media", "noon"."""
    code, text = facts.language, facts.text
    lead = time_words("clock_lead", code)
    for added, words in lengths("clock_halves", code):
        hour_of = rf"(?P<hour>[^\W\d]+)(?:\s+(?:o['’]clock|час\w*|heures?))?\s+(?:{words})"
        shape = rf"(?<!\w){lead}\s+(?P<all>{hour_of})(?!\w)"
        for found in re.compile(shape, re.IGNORECASE).finditer(text, start, end):
            numbers = find_numbers(found["hour"].lower(), language_tables(code))
            hour = int(numbers[0].value) if numbers else 0  # "в первом часу ночи" is no hour
            if 1 <= hour <= 12:
                yield Clock(*found.span("all"), hour % 12 * 60 + int(added))
    for minutes, words in lengths("clock_named", code):
        for found in re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE).finditer(
            text, start, end
        ):
            if not _PAST.search(text[max(start, found.start() - 12) : found.start()]):
                yield Clock(found.start(), found.end(), int(minutes))
    for name, shape in (
        ("clock_before", r"(?<!\w)(?:{})\s+(?P<hour>\w+)"),
        ("clock_behind", r"(?<!\w)(?P<hour>\w+)\s+(?:{})(?!\w)"),
    ):
        for minutes, words in lengths(name, code):
            for found in re.compile(shape.replace("{}", words), re.IGNORECASE).finditer(
                text, start, end
            ):
                hour = _hour(found["hour"], code)
                if 1 <= hour <= 12:
                    yield Clock(
                        found.start(), found.end(), (hour * 60 + int(minutes)) % 720, loose=True
                    )


#: "Half past midnight", "an hour after noon".
_PAST = re.compile(r"(?<!\w)(?:past|after|before|to|после|до|de|après|avant)\s+\Z", re.IGNORECASE)


def _hour(word: str, code: str) -> int:
    if any(re.fullmatch(words, word, re.IGNORECASE) for _, words in lengths("clock_named", code)):
        return 12
    numbers = find_numbers(word.lower(), language_tables(code))
    if numbers:
        return int(numbers[0].value)
    return next((n for n, begins in ordinals(code) if re.match(begins, word, re.IGNORECASE)), 0)


#: What had happened before may be told behind; another day, another person's word.
_EARLIER = re.compile(
    r"(?<!\w)(?:earlier|before|had|until|till|already|since|last|previous\w*|next (?:day|morning)"
    r"|following (?:day|morning)"
    r"|yesterday|tomorrow|according|report\w*|log|protocol|record\w*|says?|states?|gives?|claim\w*|schedul\w+|planned|due|each|every"
    r"|hours? after|other|another"
    r"|ранее|раньше|до|уже|с|накануне|следующ\w+|наутро|согласно|протокол\w*|журнал\w*|по данным|словам"
    r"|ежедневно|кажд\w+|другого|другая"
    r"|antes|había|habían|ya|siguiente|según|parte|acta|informe|prevista?|previsto|desde|hasta|cada|otr[oa]"
    r"|avant|avait|déjà|lendemain|selon|procès-verbal|prévue?|depuis|jusqu\w*|chaque|autre)(?!\w)",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\s*(?:hours?\s+)?(?:on\s+|of\s+)?(?:the same|that same|that)\s+(?:day|evening|night|morning|afternoon)"
    r"|\s*(?:в\s+)?(?:тот же день|тем же вечером|той же ночью|тем же утром)"
    r"|\s*(?:horas\s+)?(?:del mismo día|de la misma (?:tarde|noche|mañana))|\s*(?:le même (?:jour|soir)"
    r"|la même nuit)",
    re.IGNORECASE,
)
#: The end behind the beginning, the last behind the first.
_ENDS = (
    re.compile(
        r"(?<!\w)(?:beg[aiu]n\w*|start\w*|first|open\w*|from|between|начал\w*|перв\w+|с|inici\w*|comienzo|comenzó|empez\w+|primer\w*|desde"
        r"|début\w*|commenc\w+|premi\w+)(?!\w)[^;\n]{0,60}\Z",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?:end\w*|finish\w*|last|clos\w+|to|until|over|конец|законч\w+|окончан\w*|последн\w+|до|fin|final\w*|termin\w+|últim\w+|hasta"
        r"|conclu\w+|derni\w+|achev\w+|jusqu\w*)(?!\w)[^;\n]{0,60}\Z",
        re.IGNORECASE,
    ),
)
#: Past midnight the clock falls by more.
_EVENING = 6 * 60


def clock_order(facts: Facts) -> Iterator[Hit]:
    """As in "he came in at 22:10; the nurse noted it at 21:35 the same evening"."""
    for block in facts.document.prose():
        times = [c for c in clocks(facts, block.start, block.end) if not c.loose]
        for first, second in pairwise(times):
            if second.minutes < first.minutes and _wrong(facts, block, first, second):
                yield Hit(
                    second.start,
                    second.end,
                    f"{facts.quote(second.start, second.end)} is told behind "
                    f"{facts.quote(first.start, first.end)}, and comes before it.",
                    "Check both times.",
                    ((first.start, first.end),),
                    "warning",
                )


def clock_ranges(facts: Facts) -> Iterator[Hit]:
    """As in "from 11:30 to 10:15 that morning": a fall of some hours, and no night between."""
    for block in facts.document.prose():
        for first, second in pairwise(clocks(facts, block.start, block.end)):
            link = facts.text[first.end : second.start]
            lead = facts.text[max(block.start, first.start - 16) : first.start]
            if (
                not _RANGE.fullmatch(link)
                or not _FROM.search(lead)
                or in_speech(facts, first.start)
            ):
                continue
            if 0 < first.minutes - second.minutes <= _EVENING and not _NIGHT.search(
                facts.text, first.end, second.end + 30
            ):
                yield Hit(
                    second.start,
                    second.end,
                    f"From {facts.quote(first.start, first.end)} to "
                    f"{facts.quote(second.start, second.end)}: it ends before it begins.",
                    "Check both times.",
                    ((first.start, first.end),),
                    "warning",
                )


_RANGE = re.compile(
    r"\s*(?:-|–|—|to|until|till|and|до|по|и|a|hasta|y|à|jusqu['’]à|et)\s*(?:the\s+|las?\s+)?(?:about\s+|около\s+)?",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?<!\w)(?:from|between|с|между|de|desde|entre|entre las|de las|desde las)\s+(?:about\s+|las?\s+)?\Z",
    re.IGNORECASE,
)
_NIGHT = re.compile(
    r"(?<!\w)(?:next|following|overnight|night|следующ\w+|ноч\w+|siguiente|noche|madrugada|lendemain|nuit)(?!\w)",
    re.IGNORECASE,
)


def _wrong(facts: Facts, block: Block, first: Clock, second: Clock) -> bool:
    """Whether a time that falls behind the one before it can't be meant so."""
    text = facts.text
    one, two = facts.document.sentence_of(first.start), facts.document.sentence_of(second.start)
    if in_speech(facts, second.start):
        return False
    link = text[first.end : second.start]
    if _RANGE.fullmatch(link):
        return False  # a range, judged as a period
    same = _SAME.match(text, second.end, two[1])
    if dates_between(facts, first.end, second.start) or _ZONE.match(text, second.end):
        return False
    if one == two and _ENDS[0].search(text[one[0] : first.start]) and _ENDS[1].search(link):
        return first.minutes - second.minutes <= 2 * _EVENING
    if _EARLIER.search(link):
        return False
    if same:
        return True
    if first.minutes - second.minutes > _EVENING or len(link) > 260:
        return False
    if one != two:
        later = [s for s in facts.document.sentences(block) if one[0] < s[0] <= two[0]]
        back = _back(facts.language)
        if len(later) > 1 or back.search(text, *two) or _EARLIER.search(text, two[0], two[1]):
            return False
    return one != two or bool(_CLAUSE.search(link))


#: A clause of its own stands between: at least one word of four small letters.
_CLAUSE = re.compile(r"(?<!\w)[a-zа-яёáéíóúñà-ÿ]{4,}")
_ZONE = re.compile(r"\s*(?:GMT|UTC|MSK|EST|CET|мск|по Гринвичу)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _back(code: str) -> re.Pattern[str]:
    words = f"{telling_words('back', code) or '(?!)'}|{telling_words('aside', code) or '(?!)'}"
    return re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)
