"""The day and the time in the box of an incident against the first ones that the prose below it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.boxes import Box, boxes
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.times import Clock, clocks
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.chronology.clock import clocks_of_box
from probanda.audit.rules.registry import Hit

__all__ = ["boxed_times"]

#: Days and minutes within which two are told of one event.
_DAYS, _MINUTES = 40, 180
#: Minutes that "about" leaves room for.
_ABOUT = 15
#: Characters before a time in which "about" stands, and around it in which what befell is told.
_BEFORE, _NEAR = 16, 70
_JOINED = re.compile(r"\s*(?:and|to|[-–—]|и|до|y|a|et|à|və)\s*", re.IGNORECASE)


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
    """The first time of the event in the prose that is none of the box's."""
    told = clocks_of_box(facts, box)
    if not told:
        return
    spans = list(_spans(facts, box))
    agreed = {
        facts.document.sentence_of(first.start)
        for first, last in spans
        if first is last and any(_off(clock, first, last) == 0 for clock in told)
    }
    for first, last in spans:
        series = facts.document.sentence_of(first.start) in agreed
        if series or not _is_of_event(facts, box, first, last):
            continue
        gap = min(_off(clock, first, last) for clock in told)
        about = any(_is_about(facts, clock) for clock in (first, *told))
        spoken = in_speech(facts, first.start)
        if (_ABOUT if about or spoken else 0) < gap <= _MINUTES:
            nearest = min(told, key=lambda clock: _off(clock, first, last))
            yield _hit(facts, (first.start, last.end), (nearest.start, nearest.end))
            return


def _spans(facts: Facts, box: Box) -> Iterator[tuple[Clock, Clock]]:
    """The times below a box, two of one span together: "between 7:45 and 8:00"."""
    found = clocks(facts, box.end, box.until)
    place = 0
    while place < len(found):
        first = last = found[place]
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and _JOINED.fullmatch(facts.text, first.end, following.start):
            last = following
            place += 1
        place += 1
        yield first, last


def _is_of_event(facts: Facts, box: Box, first: Clock, last: Clock) -> bool:
    """Whether what befell is told right beside a time, and no film, post or flight: "the attack at 7:45"."""
    if _opens(facts, box, first.start):
        return True
    start, end = facts.document.sentence_of(first.start)
    befell, other = (field(name, facts.language) for name in ("box_event", "box_of_record"))
    before = facts.text[max(start, first.start - _NEAR) : first.start]
    behind = facts.text[last.end : min(end, last.end + _NEAR)]
    told = list(befell.finditer(before))
    if told and not other.search(before[told[-1].end() :] + behind):
        return True
    found = befell.search(behind)
    return found is not None and not other.search(before + behind[: found.start()])


def _off(clock: Clock, first: Clock, last: Clock) -> int:
    """Minutes between a time and a span; none when it is in it."""
    if first.minutes <= clock.minutes <= last.minutes:
        return 0
    return min(_gap(clock, first), _gap(clock, last))


def _is_about(facts: Facts, clock: Clock) -> bool:
    before = facts.text[max(0, clock.start - _BEFORE) : clock.start]
    return "~" in before or field("box_about", facts.language).search(before) is not None


def _gap(told: Clock, other: Clock) -> int:
    """Minutes between two times."""
    return abs(told.minutes - other.minutes)


def _hit(facts: Facts, here: tuple[int, int], there: tuple[int, int]) -> Hit:
    text = re.sub(r"\s+", " ", facts.quote(*here)), re.sub(r"\s+", " ", facts.quote(*there))
    return Hit(
        *here,
        f"“{text[0]}” here, “{text[1]}” in the box above, of what seems to be one event.",
        "Use one date and time in both places, or say what each is the time of.",
        (there,),
        "warning",
    )
