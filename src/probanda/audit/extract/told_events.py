"""Words that tell events, of `data/events.yaml`: classes that a telling is made of, acts, and ordinals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.tables import table

__all__ = ["act_of", "ordinals", "telling", "telling_words"]


def _table() -> dict[str, Any]:
    events: dict[str, Any] = table("data/events.yaml")
    return events


@lru_cache(maxsize=64)
def telling_words(name: str, code: str) -> str:
    """The alternatives of a class of `telling` in a language, without a group around them; "" for none."""
    plain = _table()["telling"][name].get(code, "")
    return str(plain).replace(" |", "|").replace("~", r"\w*").replace(" ", r"\s+")


@lru_cache(maxsize=256)
def telling(name: str, code: str, shape: str = r"(?<!\w)(?:{})(?!\w)") -> re.Pattern[str]:
    """A class of `telling` as whole words, or in another shape; what never matches for none."""
    return any_case(shape.replace("{}", telling_words(name, code) or "(?!)", 1))


@lru_cache(maxsize=1)
def _acts() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for act, words in _table()["acts"].items():
        for begins in words.split():
            found.setdefault(begins[:3], []).append((begins, act))
    return found


@lru_cache(maxsize=4096)
def act_of(word: str) -> str:
    """The act that a word in small letters tells, whatever its form; "" for other words.

    >>> act_of("arrested"), act_of("смерти"), act_of("lamp")
    ('arrest', 'death', '')
    """
    return next((act for begins, act in _acts().get(word[:3], ()) if word.startswith(begins)), "")


@lru_cache(maxsize=8)
def ordinals(code: str) -> tuple[tuple[int, str], ...]:
    """Beginnings of the ordinals of a language with their numbers, the longest first."""
    listed = str(_table()["ordinals"].get(code, "")).split()
    pairs = [(int(number), word) for number, word in zip(listed[::2], listed[1::2], strict=True)]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))
