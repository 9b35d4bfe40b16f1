"""The rank words of `data/ranks.yaml`: each class of a language as one pattern of whole words in any case."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["rank_words"]


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("probanda.audit").joinpath("data/ranks.yaml").read_text("utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


@cache
def rank_words(name: str, language: str) -> re.Pattern[str]:
    """A class ("first", "last", "second", "followed") in a language; English for one that has none.

    >>> bool(rank_words("first", "es").search("la comisaría más denunciada"))
    True
    """
    by_language = _table()[name]
    entries = [
        entry.strip().replace("~", r"\w*").replace("_", r"\s+")
        for entry in _split(by_language.get(language, by_language["en"]))
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(entries)})(?![\w])", re.IGNORECASE)


def _split(text: str) -> list[str]:
    """Entries parted by bars that stand outside brackets."""
    entries, depth, begin = [], 0, 0
    flat = " ".join(text.split())
    for place, sign in enumerate(flat):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "|" and not depth:
            entries.append(flat[begin:place])
            begin = place + 1
    return [*entries, flat[begin:]]
