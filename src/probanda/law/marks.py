"""Passages in quotation marks, of many languages, and what stands inside them that is not quoted.

Inside a quotation an ellipsis leaves words out and square brackets put words in; neither alters the wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Passage", "Piece", "passages", "pieces"]

#: Opening mark → the marks that may close it. The straight mark closes itself.
_CLOSING = {
    "“": "”“",
    "„": "“”‟",
    "«": "»",
    "»": "«",
    "‟": "”",
    "”": "”",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    '"': '"',
}
_OPENING = re.compile('[“„«»‟”‘‚‹"]')
#: A quotation of a treaty longer than this many letters is no quotation but a lost closing mark.
_LONGEST = 6_000
#: So many marks may be opened inside one another before we take them for no quotation.
_DEEPEST = 8
_EITHER = {mark: re.compile(f"[{re.escape(mark + closing)}]") for mark, closing in _CLOSING.items()}
_GAP = re.compile(
    r"\[\s*(?:\.{3}|…)\s*\]|\(\s*(?:\.{3}|…)\s*\)|<\s*(?:\.{3}|…)\s*>|…|\.\s?\.\s?\.(?:\s?\.)?"
)
_INSERTED = re.compile(r"\[[^\[\]]{2,200}\]")


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands between two marks: places of its first letter and of the closing mark."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of quoted words without a gap; ``gap`` is true when words were left out or put in before it."""

    start: int
    end: int
    gap: bool


def passages(text: str) -> Iterator[Passage]:
    """Every passage in quotation marks, the outermost of nested ones, in the order of the text.

    >>> text = 'He said «not this» and “that”.'
    >>> [text[p.start:p.end] for p in passages(text)]
    ['not this', 'that']
    """
    at = 0
    while found := _OPENING.search(text, at):
        mark, start = found.group(), found.end()
        at = start
        if mark in "‘‚" and found.start() and text[found.start() - 1].isalnum():
            continue
        if mark in "»”" and (start >= len(text) or text[start].isspace() or text[start] in ".,;:)"):
            continue
        end = _close(text, start, mark)
        if end > start:
            yield Passage(start, end)
            at = end + 1


def _close(text: str, start: int, mark: str) -> int:
    """Where the closing mark stands, or -1: none near enough, or too many opened before it."""
    closing = _CLOSING[mark]
    limit = _limit(text, start)
    depth = 0
    for found in _EITHER[mark].finditer(text, start, limit):
        at, letter = found.start(), found.group()
        closes = letter in closing
        if letter == mark == "“":
            # Also written “so“: it closes after a letter and before a space or a stop.
            closes = not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
            closes = closes and text[at - 1] != "“"
        if closes:
            if letter == "’" and at and text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum():
                continue
            if depth == 0:
                return at
            depth -= 1
        elif letter == mark:
            depth += 1
            if depth > _DEEPEST:
                return -1
    return -1


def _limit(text: str, start: int) -> int:
    """How far a passage may go: some thousand letters, and no further than the third empty line."""
    limit = min(len(text), start + _LONGEST)
    blank = start - 2
    for _ in range(3):
        blank = text.find("\n\n", blank + 2, limit)
        if blank < 0:
            return limit
    return blank


def pieces(text: str, passage: Passage) -> list[Piece]:
    """The stretches of a passage between ellipses and words in square brackets.

    >>> text = "a b [...] c [the State] d"
    >>> [text[p.start:p.end].strip() for p in pieces(text, Passage(0, len(text)))]
    ['a b', 'c', 'd']
    """
    cuts = [
        (found.start(), found.end())
        for pattern in (_GAP, _INSERTED)
        for found in pattern.finditer(text, passage.start, passage.end)
    ]
    found = []
    at, gap = passage.start, False
    for start, end in sorted(cuts):
        if start < at:
            continue
        if text[at:start].strip():
            found.append(Piece(at, start, gap))
        at, gap = end, True
    if text[at : passage.end].strip():
        found.append(Piece(at, passage.end, gap))
    return found
