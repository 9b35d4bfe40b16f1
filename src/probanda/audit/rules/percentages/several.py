"""Several numbers and one bracket: "18 events and 144 arrests (40% and 45% respectively)".

Also "8 events with 52 arrests (20% of both)" and "65% were spontaneous (7 events) or … (20 events)". What a
percentage of such a sentence is said of isn't the number beside it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.reckoning import alike

__all__ = ["bracketed", "zipped"]

_JOINT = re.compile(r"\s*(?:,\s*)?(?:and|и|y|e|et|,|;)?\s*", re.IGNORECASE)
#: Between two numbers told together: "18 events and 144 arrests", "8 such events with 52 arrests".
_TOGETHER = re.compile(r"[^.;:()\d]{1,80}")
#: Words between a percentage and the first of its parts in brackets.
_FAR = 14


def zipped(facts: Facts, listed: list[Quantity], place: int) -> list[Quantity]:
    """The numbers that a percentage is of, in a bracket with one for each number before it, or one for both."""
    run = _run(facts, listed, place)
    if run is None:
        return []
    first, last = run
    text, language = facts.text, language_tables(facts.language)
    parts = [q for q in listed[:first] if q.unit == "count"][-max(2, last - first + 1) :]
    if len(parts) < 2 or listed[first - 1] is not parts[-1]:
        return []
    gaps = [text[a.end : b.start] for a, b in pairwise(parts)]
    if not all(_TOGETHER.fullmatch(gap) for gap in gaps):
        return []
    closed = text.find(")", listed[last].end, listed[last].end + 80)
    tail = text[listed[last].end : closed if closed > 0 else listed[last].end]
    if last == first:
        return parts[-2:] if field("both", language.code).search(tail) else []
    if len(parts) != last - first + 1 or not language.pattern("respectively").search(tail):
        return []
    return [parts[place - first]]


def _run(facts: Facts, listed: list[Quantity], place: int) -> tuple[int, int] | None:
    """The first and the last of the percentages that stand in one bracket right behind a number."""
    text, first = facts.text, place
    while (
        first
        and listed[first - 1].unit == "percent"
        and _JOINT.fullmatch(text[listed[first - 1].end : listed[first].start])
    ):
        first -= 1
    last = place
    while (
        last + 1 < len(listed)
        and listed[last + 1].unit == "percent"
        and _JOINT.fullmatch(text[listed[last].end : listed[last + 1].start])
    ):
        last += 1
    if not first or listed[first - 1].unit != "count":
        return None
    gap = text[listed[first - 1].end : listed[first].start]
    opened = re.fullmatch(r"[^.;:()\d]{0,50}\(\s*(?:[^\W\d]+\s+){0,2}", gap)
    return (first, last) if opened else None


def bracketed(facts: Facts, listed: list[Quantity], place: int) -> list[Quantity]:
    """The sum of the numbers in the brackets behind a percentage: "either spontaneous (7) or … (20)"."""
    text, percent = facts.text, listed[place]
    parts: list[Quantity] = []
    since = percent.end
    for q in listed[place + 1 :]:
        gap = text[since : q.start]
        if q.unit != "count" or not re.fullmatch(r"[^.;:()\d]{1,140}\(\s*(?:n\s*=\s*)?", gap):
            break
        closed = re.match(r"[^().;\d]{0,40}\)", text[q.end : q.end + 42])
        if not closed or (parts and not _SIDE.search(gap)):
            break
        if parts and not alike(parts[0].group.head, q.group.head):
            break
        parts.append(q)
        since = q.end + closed.end()
    either = parts and _EITHER.search(text[percent.end : parts[0].start])
    if len(parts) < 2 or not either or len(text[percent.end : parts[0].start].split()) > _FAR:
        return []
    total = sum((q.value for q in parts), Decimal(0))
    return [replace(parts[0], value=total, of=None, whole=None, subset="")]


#: The second of two: "or were organised by …".
_SIDE = re.compile(r"(?<!\w)(?:or|and|или|и|либо|o|u|y|e|ou|et)(?!\w)", re.IGNORECASE)
_EITHER = re.compile(r"(?<!\w)(?:either|both|или|либо|как|o|ya|tanto|soit|ou)(?!\w)", re.IGNORECASE)
