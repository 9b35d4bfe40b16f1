"""The lists of words in `data/words.yaml`, read once."""

from __future__ import annotations

from functools import cache

from probanda.audit.tables import table

__all__ = ["heading_words", "words"]


@cache
def words(kind: str, language: str) -> frozenset[str]:
    """The words of a kind ("leaning", "closing", "starters", "little") in a language; none for others."""
    return frozenset(table("data/words.yaml")[kind].get(language, "").split())


@cache
def heading_words() -> frozenset[str]:
    """Words that alone on a line open a section of a report, in lower case."""
    return frozenset(each.strip() for each in str(table("data/words.yaml")["headings"]).split("|"))
