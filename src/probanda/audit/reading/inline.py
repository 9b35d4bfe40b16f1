"""A piece of a block, as readers give it to the builder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Inline", "struck", "without_raised"]

#: Raised numbers of the character set behind a word or a stop: marks of notes. "m²" and "10⁶" are none.
_RAISED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?»”\"')\]]))[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}")
_PLAIN_DIGITS = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of a block.

    Kinds: ``text``; ``mark`` (``value`` is the note's label); ``link`` (``value`` is the address, ``text`` the
    words); ``image`` (``text`` is its description); ``page`` and ``line`` (``value`` is the number of the page
    or line that begins here); ``doubt`` (``text`` stays, ``value`` is the kind of doubt).
    """

    text: str = ""
    kind: Literal["text", "mark", "link", "image", "page", "line", "doubt"] = "text"
    value: str = ""


def struck(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Pieces that the file shows struck out."""
    for inline in inlines:
        yield replace(inline, kind="doubt", value="struck") if inline.kind == "text" else inline


def without_raised(inline: Inline) -> Iterator[Inline]:
    """A piece of text with the raised numbers in it as marks."""
    place = 0
    if inline.kind == "text":
        for found in _RAISED.finditer(inline.text):
            yield replace(inline, text=inline.text[place : found.start()])
            yield Inline("", "mark", found[0].translate(_PLAIN_DIGITS))
            place = found.end()
    yield replace(inline, text=inline.text[place:]) if place else inline
