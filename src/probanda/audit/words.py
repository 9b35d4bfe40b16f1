"""The lists of words in `data/words.yaml`, read once."""

from __future__ import annotations

from functools import cache

from probanda.audit.tables import table

__all__ = ["heading_words", "notes_headings", "words"]


@cache
def words(kind: str, language: str) -> frozenset[str]:
    """The words of a kind ("leaning", "closing", "starters", "little") in a language; none for others."""
    return frozenset(table("data/words.yaml")[kind].get(language, "").split())


@cache
def heading_words() -> frozenset[str]:
    """Words that alone on a line open a section of a report, in lower case."""
    return _parted("headings")


@cache
def notes_headings() -> frozenset[str]:
    """Headings under which notes or sources are listed with their numbers, in lower case."""
    return _parted("notes")


def _parted(kind: str) -> frozenset[str]:
    return frozenset(each.strip() for each in str(table("data/words.yaml")[kind]).split("|"))
