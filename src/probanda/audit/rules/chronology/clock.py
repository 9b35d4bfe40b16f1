"""Times of day in figures, and what ends or arrives at an earlier one than it began or left.

A fall of some hours is no midnight: past midnight the clock falls by more.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.extract.boxes import Box
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.registry import Hit

__all__ = ["Clock", "clock_ranges", "clocks", "clocks_of_box"]

_PART = (
    r"утра|вечера|дня|ночи|(?:de|por) la (?:mañana|tarde|noche|madrugada)|(?:du"
    r"|de l['’])\s?(?:matin|soir|après-midi)|[ap]\.?\s?m\b\.?"
)
_CLOCK = re.compile(
    rf"(?<![\d:.,/§-])(?:(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\d:])(?:\s*(?P<part>{_PART}))?"
    r"|(?:(?<=\bat )|(?<=\bfrom )|(?<=\blas )|(?<=\bв ))"
    r"(?P<h2>[01]?\d|2[0-3])\.(?P<m2>[0-5]\d)(?![\d.])(?:\s*(?P<part2>[ap]\.?m))?"
    r"|(?P<h5>[01]?\d)\.(?P<m5>[0-5]\d)\s?(?P<part6>[ap]\.?\s?m\b\.?)"
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
        minutes: since midnight.
        loose: or twelve hours later.
    """

    start: int
    end: int
    minutes: int
    loose: bool = False


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
        hour = next(got[k] for k in ("h", "h2", "h3", "h4", "h5") if got[k] is not None)
        part = next((got[k] for k in ("part", "part2", "part4", "part5", "part6") if got[k]), "")
        half = part[:1].lower() in {"a", "p"}
        if (
            got["h4"]
            and not half
            and not _AT.search(facts.text[max(start, match.start() - 14) : match.start()])
        ):
            continue
        minute = next((got[k] for k in ("m", "m2", "m3", "m4", "m5") if got[k]), "0")
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
    return found


#: Past midnight the clock falls by more.
_EVENING = 6 * 60


def clock_ranges(facts: Facts) -> Iterator[Hit]:
    """As in "from 11:30 to 10:15 that morning", "began at 14:00 and ended at 13:20": no night between."""
    for block in facts.document.prose():
        for first, second in pairwise(clocks(facts, block.start, block.end)):
            link = facts.text[first.end : second.start]
            lead = facts.text[max(block.start, first.start - 16) : first.start]
            ranged = _RANGE.fullmatch(link) and _FROM.search(lead)
            if not (ranged or _begins_and_ends(facts, first, second)):
                continue
            if in_speech(facts, first.start):
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


def _begins_and_ends(facts: Facts, first: Clock, second: Clock) -> bool:
    """As in "the convoy left at 09:00 and arrived at 08:15": one clause after the other, of one day."""
    text, code = facts.text, facts.language
    start, end = facts.document.sentence_of(first.start)
    begins = [*word_pattern("clock_begins", code).finditer(text, start, first.start)]
    ends = [*word_pattern("clock_ends", code).finditer(text, first.end, second.start)]
    if not begins or not ends or second.end > end:
        return False
    near = first.start - begins[-1].end() <= _BESIDE and second.start - ends[-1].end() <= _BESIDE
    joined = _JOINED.fullmatch(text, first.end, ends[-1].start())
    return near and bool(joined) and not dates_between(facts, first.end, second.start)


#: Letters from a verb to its time.
_BESIDE = 20
#: No other subject between: "and", ", then".
_JOINED = re.compile(r"[\s,]{1,2}(?:[^\W\d_]{1,7}\s)?")

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


def clocks_of_box(facts: Facts, box: Box) -> list[Clock]:
    """Times of day that an incident's box tells of the incident, not of the report on it."""
    return [
        clock
        for entry in box.entries
        if not field("box_of_report", facts.language).search(entry.label)
        for clock in clocks(facts, entry.start, entry.end)
    ]
