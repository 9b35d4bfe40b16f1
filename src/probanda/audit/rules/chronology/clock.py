"""Times of day, in figures and in words, and ranges of them that end before they begin.

A fall of some hours is no midnight: past midnight the clock falls by more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import lengths, time_words
from probanda.audit.extract.told_events import ordinals
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["Clock", "clock_ranges", "clocks", "day_parts"]

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
    every = facts.of(_every)
    return every[bisect_left(every, start, key=_start) : bisect_left(every, end, key=_start)]


def _start(clock: Clock) -> int:
    return clock.start


def _every(facts: Facts) -> list[Clock]:
    """The times of day of all blocks."""
    return [
        clock
        for block in facts.document.blocks
        if block.kind != "footnote"
        for clock in _of_range(facts, block.start, block.end)
    ]


def _of_range(facts: Facts, start: int, end: int) -> list[Clock]:
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
        if part[:1].lower() == "a" and value >= 12 * 60:
            value -= 12 * 60  # 12:00 a.m. is midnight
        found.append(Clock(match.start(), match.end(), value))
    words = _any_words(facts.language).search(facts.text, start, end)
    found += [
        c
        for c in (_in_words(facts, start, end) if words else ())
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
        for match in _compiled(shape).finditer(facts.text, start, end):
            room = (last - first) % 24 * 60
            found.append(Clock(*match.span("part"), first * 60, room=room))
    return found


@cache
def _any_words(code: str) -> re.Pattern[str]:
    """What a time in words can't do without."""
    tables = ("clock_halves", "clock_named", "clock_before", "clock_behind")
    words = "|".join(words for name in tables for _, words in lengths(name, code))
    return _compiled(rf"(?<!\w)(?:{words or '(?!)'})(?!\w)")


@cache
def _compiled(shape: str) -> re.Pattern[str]:
    return re.compile(shape, re.IGNORECASE)


def _in_words(facts: Facts, start: int, end: int) -> Iterator[Clock]:
    """As in "half past ten", "в половине девятого", "las ocho y media", "noon"."""
    code, text = facts.language, facts.text
    lead = time_words("clock_lead", code)
    for added, words in lengths("clock_halves", code):
        hour_of = rf"(?P<hour>[^\W\d]+)(?:\s+(?:o['’]clock|час\w*|heures?))?\s+(?:{words})"
        shape = rf"(?<!\w){lead}\s+(?P<all>{hour_of})(?!\w)"
        for found in _compiled(shape).finditer(text, start, end):
            numbers = find_numbers(found["hour"].lower(), language_tables(code))
            hour = int(numbers[0].value) if numbers else 0  # "в первом часу ночи" is no hour
            if 1 <= hour <= 12:
                yield Clock(*found.span("all"), hour % 12 * 60 + int(added))
    for minutes, words in lengths("clock_named", code):
        for found in _compiled(rf"(?<!\w)(?:{words})(?!\w)").finditer(text, start, end):
            if not _PAST.search(text[max(start, found.start() - 12) : found.start()]):
                yield Clock(found.start(), found.end(), int(minutes))
    for name, shape in (
        ("clock_before", r"(?<!\w)(?:{})\s+(?P<hour>\w+)"),
        ("clock_behind", r"(?<!\w)(?P<hour>\w+)\s+(?:{})(?!\w)"),
    ):
        for minutes, words in lengths(name, code):
            for found in _compiled(shape.replace("{}", words)).finditer(text, start, end):
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


#: Past midnight the clock falls by more.
_EVENING = 6 * 60


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
            night = _NIGHT.search(facts.text, first.end, second.end + 30)
            late = _HALF.match(facts.text[second.start : second.end]) and not second.minutes
            if 0 < first.minutes - second.minutes <= (2 if late else 1) * _EVENING and not night:
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
#: Midnight written where noon is meant: "from 11:30 AM to 12:00 AM".
_HALF = re.compile(r"12[:.]?00\s*a", re.IGNORECASE)
_NIGHT = re.compile(
    r"(?<!\w)(?:next|following|overnight|night|следующ\w+|ноч\w+|siguiente|noche|madrugada|lendemain|nuit)(?!\w)",
    re.IGNORECASE,
)
