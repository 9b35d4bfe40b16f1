"""Whose voice a sentence is in, and what sort of section it stands in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from probanda.audit.any_case import any_case
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.speakers import speaker_of
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field, words

__all__ = ["attributed", "content_stems", "hedged", "own_sentences", "said_by", "section_kind"]

_PARTS = ("recommendations", "summary", "method", "introduction", "conclusion", "annex", "law")


@cache
def _whole(name: str) -> re.Pattern[str]:
    return any_case(rf"(?<!\w)(?:{words(name)})(?!\w)")


@lru_cache(maxsize=4096)
def section_kind(title: str) -> str:
    """What a section's heading announces: "recommendations", "summary" … or "findings" for all others."""
    low = title.lower()
    return next((part for part in _PARTS if re.search(words(f"part_{part}"), low)), "findings")


def attributed(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence says whose statement it is."""
    return bool(_whole("attributing").search(facts.text, start, end)) or bool(
        said_by(facts, start, end)
    )


def said_by(facts: Facts, start: int, end: int) -> str:
    """Who speaks in a sentence; "" for nobody ("as confirmed above" is the report itself)."""
    name = speaker_of(facts, start, end).name
    return "" if name.lower() in {"as", "так", "como"} else name


def hedged(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The word by which a sentence keeps a distance from what it says."""
    own = field("unsure", facts.language).search(facts.text, start, end)
    return _whole("hedging").search(facts.text, start, end) or own


def own_sentences(facts: Facts) -> list[tuple[int, int, int]]:
    """Sentences of prose in the author's voice: start, end, index of the block. Notes are left out."""
    return facts.of(_own)


def _own(facts: Facts) -> list[tuple[int, int, int]]:
    answers = []
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "caption"}:
            continue
        for start, end in facts.document.sentences(block):
            if not in_speech(facts, start) and not in_speech(facts, start + 1):
                answers.append((start, end, block.index))
    return answers


def content_stems(facts: Facts, start: int, end: int) -> frozenset[str]:
    """Stems of the words of a range that carry meaning."""
    from probanda.audit.extract.language import language_tables

    language = language_tables(facts.language)
    return frozenset(
        language.stem(word)
        for word in re.findall(r"[^\W\d_]{4,}", facts.text[start:end].lower())
        if word not in language.closed
    )
