"""The day and the time in the box of an incident against the first ones that the prose below it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.boxes import Box, boxes
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.chronology.clock import Clock, clocks
from probanda.audit.rules.registry import Hit

__all__ = ["boxed_times"]

#: Days and minutes within which two are told of one event.
_DAYS, _MINUTES = 40, 180
#: Minutes that "about" leaves room for.
_ABOUT = 20
_HALF_DAY = 720
#: Characters before a time in which "about" stands.
_BEFORE = 16


def boxed_times(facts: Facts) -> Iterator[Hit]:
    """Hold the day and the time of every box against its prose."""
    for box in facts.of(boxes):
        yield from _day(facts, box)
        yield from _time(facts, box)


def _day(facts: Facts, box: Box) -> Iterator[Hit]:
    told = [
        day
        for entry in box.entries
        if not field("box_of_report", facts.language).search(entry.label)
        for day in dates_between(facts, entry.start, entry.end)
    ]
    days = [day for day in told if day.precision == "day" and day.known]
    below = [
        day
        for day in dates_between(facts, box.end, box.until)
        if day.precision == "day" and day.known and not in_speech(facts, day.start)
    ]
    if len(told) != 1 or len(days) != 1 or not below:
        return
    first = below[0]
    if any(day.first == days[0].first for day in below) or not _opens(facts, box, first.start):
        return
    if first.operator in {"", "about"} and _near(days[0], first):
        yield _hit(facts, (first.start, first.end), (days[0].start, days[0].end))


def _opens(facts: Facts, box: Box, position: int) -> bool:
    """Whether a place is in the first sentence of the first paragraph below a box."""
    block = facts.document.block_of(position)
    if block is None or block.kind != "paragraph" or block.start - box.end > 6:
        return False
    return facts.document.sentences(block)[0][1] > position


def _near(told: DateMention, other: DateMention) -> bool:
    """Whether one may be the other mistyped, or the day beside it."""
    assert told.first is not None
    assert other.first is not None
    one, two = told.first, other.first
    same = (one.day == two.day) + (one.month == two.month) + (one.year == two.year)
    return abs((one - two).days) <= _DAYS or same == 2


def _time(facts: Facts, box: Box) -> Iterator[Hit]:
    told = [clock for entry in box.entries for clock in clocks(facts, entry.start, entry.end)]
    below = [
        clock
        for clock in clocks(facts, box.end, box.until)
        if not in_speech(facts, clock.start) and not clock.room
    ]
    if len(told) != 1 or not below or told[0].room:
        return
    if any(_agree(facts, told[0], clock) for clock in below):
        return
    first = below[0]
    if _opens(facts, box, first.start) and _gap(told[0], first) <= _MINUTES:
        yield _hit(facts, (first.start, first.end), (told[0].start, told[0].end))


def _agree(facts: Facts, told: Clock, other: Clock) -> bool:
    before = facts.text[max(0, other.start - _BEFORE) : other.start]
    about = field("box_about", facts.language).search(before) is not None
    return _gap(told, other) <= (_ABOUT if about else 0)


def _gap(told: Clock, other: Clock) -> int:
    """Minutes between two times; twelve hours are none where a half of the day is not told."""
    gap = abs(told.minutes - other.minutes)
    return min(gap, abs(gap - _HALF_DAY)) if told.loose or other.loose else gap


def _hit(facts: Facts, here: tuple[int, int], there: tuple[int, int]) -> Hit:
    text = re.sub(r"\s+", " ", facts.quote(*here)), re.sub(r"\s+", " ", facts.quote(*there))
    return Hit(
        *here,
        f"“{text[0]}” here, “{text[1]}” in the box above, of what seems to be one event.",
        "Use one date and time in both places, or say what each is the time of.",
        (there,),
        "warning",
    )
