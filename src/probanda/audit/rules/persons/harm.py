"""Bodies and those last seen: harm told without a verb of doing; and the next sentence."""

from __future__ import annotations

import re

from probanda.audit.facts import Facts

__all__ = ["lost", "next_sentence"]

Span = tuple[int, int]

_CORPSE = re.compile(
    r"(?<!\w)(?:body|bodies|corpses?|remains|head|тело|тела|телом|труп\w*|останк\w+|cuerpo|cadáver|restos"
    r"|corps|cadavre|dépouille)\s+"
    r"(?:of|de|del|du|d['’])?\s*(?:[a-zа-яё]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_LAST_SEEN = re.compile(
    r"(?<!\w)(?:last|saw|seen|heard)\s+(?:\w+\s+){0,3}?(?:saw\s+|seen\s+)?(?:of|from)\s+\Z"
    r"|(?<!\w)(?:last saw|not seen|disappearance of|disparition de"
    r"|desaparición de|исчезновени\w+|пропаж\w+)\s+(?:[a-zа-яё]+\s+){0,2}\Z",
    re.IGNORECASE,
)


def lost(before: str) -> bool:
    """Whether the words before a name make it that of a body, or of somebody last seen."""
    return bool(_CORPSE.search(before) or _LAST_SEEN.search(before))


def next_sentence(facts: Facts, sentence: Span) -> Span | None:
    """The next sentence of the same block."""
    block = facts.document.block_of(sentence[0])
    return (
        next((x for x in facts.document.sentences(block) if x[0] >= sentence[1]), None)
        if block
        else None
    )
