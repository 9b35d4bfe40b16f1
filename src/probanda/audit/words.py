"""The lists of words in `data/words.yaml`, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

__all__ = ["heading_words", "words"]


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("probanda.audit").joinpath("data/words.yaml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


@cache
def words(kind: str, language: str) -> frozenset[str]:
    """The words of a kind ("leaning", "closing", "starters", "little") in a language; none for others."""
    return frozenset(_table()[kind].get(language, "").split())


@cache
def heading_words() -> frozenset[str]:
    """Words that alone on a line open a section of a report, in lower case."""
    return frozenset(each.strip() for each in str(_table()["headings"]).split("|"))
