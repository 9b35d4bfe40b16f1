"""Persons given by initials alone, "R. T." or "Р.Т.": a report that withholds names tells people apart by them."""

from __future__ import annotations

import re

from probanda.audit.facts import Facts
from probanda.audit.lexicon import words

__all__ = ["initials", "is_initials"]

_INITIALS = re.compile(
    r"(?<![\w.])[A-ZА-ЯЁƏ]\.\s?[A-ZА-ЯЁƏ]\.(?:\s?[A-ZА-ЯЁƏ]\.)?(?!\s?\w\.|\w|[A-ZА-Я])"
)
#: Abbreviations of the same form that name nobody.
_NOBODY = frozenset(words("nobody").split("|"))


def is_initials(name: str) -> bool:
    """Whether a name is initials only, which two persons may share.

    >>> is_initials("R.T."), is_initials("Rasul Tevdor")
    (True, False)
    """
    return re.fullmatch(r"(?:\w\.)+", name) is not None


def initials(facts: Facts) -> tuple[tuple[int, int, str], ...]:
    """Start, end and normal form of each mention.

    >>> from probanda.audit.document import Document
    >>> initials(Facts(Document("Officers beat R. T. in Arlan.")))
    ((14, 19, 'R.T.'),)
    """
    found = []
    for each in _INITIALS.finditer(facts.text):
        name = re.sub(r"\s", "", each.group())
        following = re.match(r"\s+[A-ZА-ЯЁ][^\W\d_]{2,}", facts.text[each.end() : each.end() + 20])
        if name.replace(".", "") not in _NOBODY and not following:
            found.append((each.start(), each.end(), name))
    return tuple(found)
