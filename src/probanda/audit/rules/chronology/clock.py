"""What ends or arrives at an earlier time of day than it began or left, and the times of an incident's box.

A fall of some hours is no midnight: past midnight the clock falls by more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.extract.boxes import Box
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.times import Clock, clocks
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.registry import Hit

__all__ = ["clock_ranges", "clocks_of_box"]

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
