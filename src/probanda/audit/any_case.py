"""Patterns of many words in any case, which find the same as with `re.IGNORECASE` alone, and sooner.

Where case is ignored, `re` tries every word of ``(?:arrested|beaten|shot)`` in turn at each place of a text. Put
before them, a condition on the first letter ends the search at most places: ``(?=[aAbBsS])``. It is left out where
an alternative may begin with anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

__all__ = ["any_case", "with_first_letters"]


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of a pattern: how it opens, and its alternatives."""

    opening: str
    alternatives: list[list[_Item]]


#: A character, a class of characters, a quantifier, or a group.
_Item = str | _Group

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P=\w+\)|\((?:\?(?:P<\w+>|[a-z]*(?:-[a-z]+)?:|<?[=!]))?|[)|]"
    r"|(?:[*+?]|\{\d*,?\d*\})[?+]?|.",
    re.DOTALL,
)
_TIMES = re.compile(r"(?:[*+?]|\{\d*,?\d*\})[?+]?")
_CLASS = re.compile(r"\[([^\W\d_]+)\]")
#: Letters that `re` takes for another one where case is ignored, beside its capital: no word of ours begins so.
_ALSO = {"i": "ıİ", "k": "\u212a", "s": "ſ"}
_ODD = frozenset("ıİſ\u212a")
#: Fewer alternatives are tried as quickly as the condition.
_FEW = 3


@cache
def any_case(pattern: str) -> re.Pattern[str]:
    r"""The pattern compiled with case ignored.

    >>> [found[0] for found in any_case(r"(?<!\w)(?:beaten|burned|shot)").finditer("Beaten and SHOT")]
    ['Beaten', 'SHOT']
    """
    return re.compile(with_first_letters(pattern), re.IGNORECASE)


def with_first_letters(pattern: str) -> str:
    """The pattern with the first letters of its longer lists of words as a condition before them.

    >>> with_first_letters("(?:beaten|burned|torn)")
    '(?:(?-i:(?=[bBtT]))(?:beaten|burned|torn))'
    """
    return _written(_alternatives(iter(_TOKEN.findall(pattern))))


def _alternatives(tokens: Iterator[str]) -> list[list[_Item]]:
    """The alternatives of a group, up to the bracket that closes it."""
    found: list[list[_Item]] = [[]]
    for token in tokens:
        if token == ")":
            break
        if token == "|":
            found.append([])
        elif token[0] == "(" and not token.startswith("(?P="):
            found[-1].append(_Group(token, _alternatives(tokens)))
        else:
            found[-1].append(token)
    return found


def _written(alternatives: list[list[_Item]], *, conditions: bool = True) -> str:
    """Alternatives as text, with the conditions or as they were."""
    text = "|".join(
        "".join(
            item if isinstance(item, str) else _group(item, conditions=conditions)
            for item in alternative
        )
        for alternative in alternatives
    )
    letters = [_firsts(alternative) for alternative in alternatives] if conditions else []
    if len(letters) < _FEW or not all(letters):
        return text
    cases = "".join(x + x.upper() + _ALSO.get(x, "") for x in sorted(set().union(*letters)))
    return f"(?-i:(?=[{cases}]))(?:{text})"


def _group(group: _Group, *, conditions: bool) -> str:
    """A group as text: looking back (``(?<=``) and where case counts (``(?-i:``) nothing is added."""
    kept = group.opening in {"(?<=", "(?<!"} or "-i" in group.opening
    return f"{group.opening}{_written(group.alternatives, conditions=conditions and not kept)})"


def _firsts(items: list[_Item]) -> set[str]:
    """The letters, in lower case, with which a match begins; none when it may begin otherwise or be empty."""
    found: set[str] = set()
    for place, item in enumerate(items):
        if isinstance(item, _Group):
            if item.opening.endswith(("=", "!")):
                continue  # what stands beside, not the match
            each = [_firsts(alternative) for alternative in item.alternatives]
            own = set().union(*each) if all(each) else set()
        elif _TIMES.fullmatch(item):
            continue
        else:
            own = _letters(item)
        if not own:
            return set()
        found |= own
        times = items[place + 1] if place + 1 < len(items) else ""
        if not (isinstance(times, str) and times[:1] in {"?", "*", "{"}):
            return found
    return set()


def _letters(item: str) -> set[str]:
    """The letters that a character or a class of characters stands for; none when not letters alone."""
    listed = _CLASS.fullmatch(item)
    letters = {x.lower() for x in (listed[1] if listed else item)}
    plain = all(x.isalpha() and len(x.upper()) == 1 and x not in _ODD for x in letters)
    return letters if plain else set()
