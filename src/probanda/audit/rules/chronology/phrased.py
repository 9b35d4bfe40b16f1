"""A thing named by two words or more and its day, "the agreement on exchange of 3 June", and elsewhere of 13 June.

No words of events are asked for: the same words before two days that one slip parts name one thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.sources import in_list
from probanda.audit.extract.told_events import telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.aligned import slip_of, stem_of
from probanda.audit.rules.registry import Hit

__all__ = ["phrased"]

_REACH = 70
_LINK = r"(?<!\w)(?:{}),?\s+(?:the\s+|el\s+|le\s+)?\Z"
_WORDS = re.compile(r"[^\W\d_]{3,}|№\s?\d[\w/-]*|\d[\w/-]*")


def phrased(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Things that are named with two days, once each."""
    language = language_tables(facts.language)
    groups: dict[tuple[str, ...], list[DateMention]] = defaultdict(list)
    for when in facts.of(dates):
        if when.precision == "day" and when.known and when.year_from is None:
            phrase = _phrase(facts, when, language)
            if phrase is not None and not in_speech(facts, when.start):
                groups[phrase].append(when)
    for named in groups.values():
        days = {each.edtf for each in named}
        other = next((each for each in named if each.edtf != named[0].edtf), None)
        if len(days) != 2 or other is None or not slip_of(named[0], other):
            continue
        a, b = named[0], other
        apart = facts.document.sentence_of(a.start) != facts.document.sentence_of(b.start)
        if not apart or told & {a.start, b.start} or in_list(facts, b.start):
            continue
        told |= {a.start, b.start}
        yield Hit(
            b.start,
            b.end,
            f"{facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} elsewhere, of what is named "
            "in the same words.",
            "Use one date in all places.",
            ((a.start, a.end),),
            "warning",
        )


def _phrase(facts: Facts, when: DateMention, language: Language) -> tuple[str, ...] | None:
    """The stems of the last two words that tell something before the "of" of a date."""
    block = facts.document.block_of(when.start)
    if block is None or block.kind in {"cell", "running", "contents"}:
        return None
    lead = facts.text[max(block.start, when.start - _REACH) : when.start]
    link = telling("dated", language.code, _LINK).search(lead)
    if link is None:
        return None
    clause = re.split(r"[.,;:()«»“”\"]", lead[: link.start()].rstrip(" ,"))[-1].lower()
    words = [w for w in _WORDS.findall(clause) if w not in language.closed][-2:]
    stems = tuple(stem_of(word, language) for word in words if not word.isdigit())
    return stems if len(stems) > 1 else None
