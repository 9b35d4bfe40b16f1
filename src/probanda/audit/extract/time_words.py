"""The words of `data/time.yaml`: units of time, and what joins a span of time with its first and last day."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.tables import table

__all__ = ["lengths", "prefixes", "time_words", "word_pattern"]


def _table() -> dict[str, Any]:
    known: dict[str, Any] = table("data/time.yaml")
    return known


def _spelled(plain: str) -> str:
    return plain.replace(" |", "|").replace("~", r"\w*").replace(" ", r"\s+") or "(?!)"


@cache
def time_words(name: str, code: str) -> str:
    """The alternatives of a class ("bounds.more") in a language, in one group; what never matches for none."""
    found = _table()
    for part in name.split("."):
        found = found[part]
    return f"(?:{_spelled(str(found.get(code, '')))})"


@cache
def word_pattern(name: str, code: str, shape: str = r"(?<!\w){}(?!\w)") -> re.Pattern[str]:
    """A class as whole words, or in another shape: ``{}`` stands for its words."""
    return any_case(shape.replace("{}", time_words(name, code)))


@cache
def lengths(name: str, code: str) -> tuple[tuple[float, str], ...]:
    """The rows of "units", "unit_adjectives" or "turns": days and words."""
    return tuple((float(days), _spelled(w)) for days, w in _table()[name].get(code, {}).items())


@cache
def prefixes(code: str) -> tuple[tuple[float, str], ...]:
    """Numbers as the first part of an adjective."""
    listed = str(_table()["number_prefixes"].get(code, "")).split()
    return tuple((float(n), word) for n, word in zip(listed[::2], listed[1::2], strict=True))
