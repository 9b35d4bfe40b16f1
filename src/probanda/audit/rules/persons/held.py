"""Injuries of a named person, days in a pit or a cell, and no word of them since somebody came."""

from __future__ import annotations

import re

from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.named import OFFICIAL
from probanda.audit.wordfields import first, marks

__all__ = ["hurt_or_held"]

Span = tuple[int, int]

#: Who examines, tells or counts injuries has others'.
_OTHERS_HURT = composed(r"(?<!\w)<others_hurt>(?!\w)")
_DOER_BEFORE = composed(r"(?<!\w)<doer_before>\.?\s+\Z")
_FOUND_THEM = composed(r"(?<!\w)<found_them>\s+\Z")
_NO_WORD_OF = composed(r"(?<!\w)<no_word_of>(?!\w)")
_OF_THEM = re.compile(r"(?<!\w)(?:of|from|об?|от|de|seen|heard of)\s+\Z", re.IGNORECASE)
_SINCE = re.compile(
    r"(?<!\w)(?:since|с тех пор|с того|после того|desde|depuis)(?!\w)", re.IGNORECASE
)
_CAME = re.compile(
    r"soldiers|police|men in|guards|masked|солдат\w*|полици\w*|люд\w+ в|конво\w*|soldados|policía|hombres"
    r"|encapuchad\w+|soldats"
    r"|gendarmes",
    re.IGNORECASE,
)


def hurt_or_held(facts: Facts, mention: PersonMention, sentence: Span) -> Span | None:
    """The words for an injury of the person, for days in captivity, or for those after whom nobody saw them."""
    start, end = sentence
    text = facts.text
    lead = text[start : mention.start]
    if _DOER_BEFORE.search(lead[-16:]):
        return None
    held = first(facts, "captive", mention.end, min(end, mention.end + 90))
    if held and re.fullmatch(
        r"(?:,[^.;]{0,50},)?\s*(?:\w+\s+){0,2}", text[mention.end : held.start]
    ):
        return held
    before = marks(facts, "injury", max(start, mention.start - 60), mention.start)
    behind = marks(facts, "injury", mention.end, min(end, mention.end + 70))
    for hurt in (*before, *behind):
        ahead = hurt.end <= mention.start
        between = text[hurt.end : mention.start] if ahead else text[mention.end : hurt.start]
        if re.search(r"[.;:]", between) or OFFICIAL.search(lead[-30:]):
            continue
        if not _OTHERS_HURT.search(between):
            return hurt
    wounded = first(facts, "injury", mention.end, end)
    if wounded and _FOUND_THEM.search(lead):
        return wounded
    if (
        _OF_THEM.search(lead)
        and _NO_WORD_OF.search(text, start, end)
        and _SINCE.search(text, start, end)
    ):
        came = _CAME.search(text, start, end)
        return came.span() if came else None
    return None
