"""Web addresses that stand bare in a text: where each begins and where its sentence takes over again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Link

__all__ = ["bare_addresses"]

_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)s?\s?:\s?[/\\]{1,2}\s?|www\.)[^\s<>\"“”«»\u2018\u2019]+", re.IGNORECASE
)
_TRAILING = ".,;:!?'*_"
_PAIRS = {")": "(", "]": "[", "}": "{"}


def bare_addresses(text: str, start: int, end: int) -> Iterator[Link]:
    """Addresses between two positions, without the punctuation of the sentence around them.

    >>> [link.address for link in bare_addresses("(see https://a.example/b_(c)).", 0, 30)]
    ['https://a.example/b_(c)']
    """
    for found in _ADDRESS.finditer(text, start, end):
        last = found.end()
        while last > found.start():
            char = text[last - 1]
            if char in _TRAILING:
                last -= 1
            elif char in _PAIRS:
                piece = text[found.start() : last]
                if piece.count(char) <= piece.count(_PAIRS[char]):
                    break
                last -= 1
            else:
                break
        if last - found.start() > 6:
            yield Link(found.start(), last, text[found.start() : last])
