"""What word processors leave in plain text: marks and texts of notes, pictures, bookmarks.

    captured[footnoteRef:4]. [4:  https://a.example/list]     a picture: [image: ]     [bookmark: _Hlk1]

A note's text may hold brackets and line ends of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.reading.builder import Inline

__all__ = ["NoteText", "take_apart"]

_OPEN = re.compile(
    r"\[(?P<ref>footnoteRef|endnoteRef):\s*(?P<refnumber>\w+)\]|\[(?P<note>\d{1,4}):\s|\[(?P<image>image):\s*"
    r"|\[(?P<bookmark>bookmark):\s*[^\]\n]*\]"
)
#: A note longer than this was never closed.
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note that stood in the text."""

    label: str
    text: str


def take_apart(text: str) -> Iterator[tuple[int, Inline | NoteText]]:
    """The text without notation: pieces of text, marks, pictures and notes, each with the place it stood at.

    >>> [item for _, item in take_apart("taken[footnoteRef:1]. [1: A list.]")][1:]  # doctest: +ELLIPSIS
    [Inline(text='', kind='mark', value='1'), Inline(text='. ',...), NoteText(label='1', text='A list.')...
    """
    place = 0
    while found := _OPEN.search(text, place):
        end = found.end()
        closed = _closing(text, end) if found["note"] or found["image"] else end - 1
        if closed < 0:
            yield place, Inline(text[place:end])
            place = end
            continue
        if found.start() > place:
            yield place, Inline(text[place : found.start()])
        if found["note"]:
            yield found.start(), NoteText(found["note"], " ".join(text[end:closed].split()))
        elif found["image"]:
            yield found.start(), Inline(text[end:closed].strip(), "image")
        elif found["ref"]:
            yield found.start(), Inline("", "mark", found["refnumber"])
        place = closed + 1
    if place < len(text):
        yield place, Inline(text[place:])


def _closing(text: str, place: int) -> int:
    """Where the bracket that is open at a place closes; -1 when it does not."""
    depth = 0
    for position in range(place, min(len(text), place + _LONGEST)):
        if text[position] == "[":
            depth += 1
        elif text[position] == "]":
            if depth == 0:
                return position
            depth -= 1
    return -1
