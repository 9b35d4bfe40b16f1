"""The time in the box of an incident against the hours looked into for it, and times that follow soon.

A time span looked into because it lies about the incident holds its time; what is seen of those who did it is seen
in that span, and not after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from probanda.audit.extract.boxes import boxes
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.times import Clock, clocks
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.chronology.clock import clocks_of_box
from probanda.audit.rules.registry import Hit

__all__ = ["around_incidents", "soon_after"]

#: Minutes that "about" leaves room for.
_ABOUT = 20
_HALF_DAY = 720
#: Characters before a time in which "about" stands.
_BEFORE = 16


#: Letters behind a box, beyond which its incident is hardly told; boxes so near each other are one.
_LONG, _ONE = 15_000, 500


def around_incidents(facts: Facts) -> Iterator[Hit]:
    """Spans of time that don't hold the incident they are about, and doers seen outside them or after it."""
    listed = facts.of(boxes)
    for place, box in enumerate(listed):
        at = clocks_of_box(facts, box)
        if not at:
            continue
        until = next(
            (b.start for b in listed[place + 1 :] if b.start - box.end > _ONE), box.end + _LONG
        )
        spans = list(_spans(facts, box.end, min(until, box.end + _LONG)))
        for low, high in spans:
            if word_pattern("around", facts.language).search(
                facts.text, *_sentence(facts, high)
            ) and not any(
                low.minutes - _ABOUT <= clock.minutes <= high.minutes + _ABOUT for clock in at
            ):
                yield _outside(
                    facts, (low.start, high.end), (at[0].start, at[0].end), "does not hold"
                )
        yield from _doers(facts, at, spans, (box.end, min(until, box.end + _LONG)))


def _doers(
    facts: Facts, at: list[Clock], spans: list[tuple[Clock, Clock]], reach: tuple[int, int]
) -> Iterator[Hit]:
    """Times at which those were seen who are held to have done it."""
    doers = word_pattern("doers", facts.language)
    edges = {clock.start for span in spans for clock in span}
    for clock in clocks(facts, *reach):
        sentence = _sentence(facts, clock)
        if clock.start in edges or in_speech(facts, clock.start):
            continue
        if not doers.search(facts.text, *sentence) or not word_pattern(
            "seen", facts.language
        ).search(facts.text, *sentence):
            continue
        before = facts.text[max(0, clock.start - _BEFORE) : clock.start]
        room = _ABOUT if field("box_about", facts.language).search(before) else 0
        told = [span for span in spans if span[1].end < clock.start]
        if clock.minutes > max(each.minutes for each in at) + room:
            yield _outside(
                facts, (clock.start, clock.end), (at[-1].start, at[-1].end), "comes after"
            )
        elif told:
            low, high = max(told, key=lambda span: span[1].minutes - span[0].minutes)
            if not low.minutes - room <= clock.minutes <= high.minutes + room:
                yield _outside(
                    facts, (clock.start, clock.end), (low.start, high.end), "is not between"
                )


def _spans(facts: Facts, start: int, end: int) -> Iterator[tuple[Clock, Clock]]:
    """Times told as the two ends of a span; the half of the day told of its end is that of its beginning."""
    for low, high in pairwise(clocks(facts, start, end)):
        if high.start - low.end < _LINK and _sentence(facts, low) == _sentence(facts, high):
            link = word_pattern("until_time", facts.language, r"\W*{}?\W*(?:\w{1,5}\s+)?")
            if not link.fullmatch(facts.text, low.end, high.start):
                continue
            plain, half = (_PLAIN.fullmatch(facts.text, c.start, c.end) for c in (low, high))
            if plain and not half and low.minutes + _HALF_DAY < high.minutes:
                yield replace(low, minutes=low.minutes + _HALF_DAY), high
                continue
            if low.minutes < high.minutes:
                yield low, high


#: Letters between the two ends of a span, and a time without the half of its day.
_LINK, _PLAIN = 24, re.compile(r"[\d:.]+")


def _sentence(facts: Facts, clock: Clock) -> tuple[int, int]:
    return facts.document.sentence_of(clock.start)


def _outside(facts: Facts, here: tuple[int, int], other: tuple[int, int], how: str) -> Hit:
    return Hit(
        *here,
        f"{facts.quote(*here)} {how} {facts.quote(*other)}, the time of the incident or looked into for it.",
        "Check both times.",
        (other,),
        "warning",
    )


#: Hours back that no night explains, and letters back to the time that something follows soon.
_BACK, _NEAR = 360, 420


def soon_after(facts: Facts) -> Iterator[Hit]:
    """As in "at 14:11 … Shortly thereafter, at 12:13": a time that a word of order puts after an earlier one."""
    soon = word_pattern("soon_after", facts.language, r"(?<!\w){}(?!\w)[^.;:]{0,30}\Z")
    for block in facts.document.prose():
        for clock in clocks(facts, block.start, block.end):
            start, _ = _sentence(facts, clock)
            if in_speech(facts, clock.start) or not soon.search(facts.text[start : clock.start]):
                continue
            told = [
                each
                for each in clocks(facts, max(0, start - _NEAR), clock.start)
                if not in_speech(facts, each.start)
            ]
            if not told or dates_between(facts, told[-1].end, clock.start):
                continue
            if 0 < told[-1].minutes - clock.minutes <= _BACK:
                yield Hit(
                    clock.start,
                    clock.end,
                    f"{facts.quote(clock.start, clock.end)} is told to come soon after "
                    f"{facts.quote(told[-1].start, told[-1].end)}, and comes before it.",
                    "Check both times.",
                    ((told[-1].start, told[-1].end),),
                    "warning",
                )
