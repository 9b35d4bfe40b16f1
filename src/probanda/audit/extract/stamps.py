"""The day under which a passage stands: in its heading, on a line of its own, or at the head of its paragraph.

Chronicles, press reviews and case files date their entries once, and tell them without a date, or with a day and a
month only. What such an entry tells happened on that day or shortly before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.sources import in_list
from probanda.audit.facts import Facts

__all__ = ["Stamp", "stamp_of", "stamps"]

#: Letters of a line that gives a day, a place and a theme, and no more.
_LINE = 90
_BESIDE = re.compile(r"\W*(?:[·|•—–(,;:][^.!?]*)?")
_BEFORE = re.compile(r"\W*(?:[^.!?]{2,40},\s+)?(?:le|el)?\s*")
_MARK = re.compile(r"[\s*_]*[.:—–|]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day and the passage that it dates.

    Attributes:
        when: the day.
        start: first code point of the passage.
        end: one past its last.
    """

    when: DateMention
    start: int
    end: int


def stamps(facts: Facts) -> tuple[Stamp, ...]:
    """Every dated passage, in order; they don't overlap."""
    found: list[Stamp] = []
    current: DateMention | None = None
    for block in facts.document.blocks:
        if block.kind in {"heading", "title"}:
            current = _day(facts, block) if block.kind == "heading" else None
            continue
        if block.kind not in {"paragraph", "list-item", "quote"}:
            continue
        line = _line(facts, block)
        if line is not None:
            current = line
            continue
        own = _opening(facts, block)
        if own is not None:
            found.append(Stamp(own, own.end, block.end))
        elif current is not None:
            found.append(Stamp(current, block.start, block.end))
    return tuple(found)


def stamp_of(facts: Facts, position: int) -> Stamp | None:
    """The dated passage of a position."""
    starts = facts.of(_starts)
    place = bisect_right(starts, position) - 1
    stamp = facts.of(stamps)[place] if place >= 0 else None
    return stamp if stamp is not None and position < stamp.end else None


def _starts(facts: Facts) -> list[int]:
    return [each.start for each in facts.of(stamps)]


def _day(facts: Facts, block: Block) -> DateMention | None:
    """The one date of a heading, where it is a day with its year."""
    found = dates_between(facts, block.start, block.end)
    return found[0] if len(found) == 1 and _whole(found[0]) else None


def _whole(when: DateMention) -> bool:
    return when.known and when.precision == "day" and when.year_from is None and not when.operator


def _line(facts: Facts, block: Block) -> DateMention | None:
    """The day of a short line that gives it, with a place or a theme behind a mark."""
    if block.end - block.start > _LINE or in_list(facts, block.start):
        return None
    when = _day(facts, block)
    if when is None:
        return None
    lead, rest = facts.text[block.start : when.start], facts.text[when.end : block.end]
    alone = not lead.strip("*_ ") and _BESIDE.fullmatch(rest)
    behind = not rest.strip("*_. ") and _BEFORE.fullmatch(lead)
    return when if alone or behind else None


def _opening(facts: Facts, block: Block) -> DateMention | None:
    """The day at the head of a paragraph, with a mark behind it: "**5 May 2021.** He was taken"."""
    found = dates_between(facts, block.start, min(block.end, block.start + 40))
    if not found or not _whole(found[0]) or facts.text[block.start : found[0].start].strip("*_ "):
        return None
    return found[0] if _MARK.match(facts.text, found[0].end) else None
