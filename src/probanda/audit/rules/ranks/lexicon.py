"""The rank words of `data/ranks.yaml`: each class of a language as one pattern of whole words in any case."""

from __future__ import annotations

import re
from functools import cache

from probanda.audit.extract.language import language_tables
from probanda.audit.tables import table

__all__ = ["nth_of", "rank_class", "rank_words", "said_of"]


def _table() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = table("data/ranks.yaml")
    return words


@cache
def _nth(language: str) -> tuple[tuple[str, int], ...]:
    listed = _table()["nth"].get(language, _table()["nth"]["en"]).split()
    return tuple(
        (word, int(number)) for word, _, number in (each.rpartition("=") for each in listed)
    )


@cache
def _alternatives(name: str, language: str) -> str:
    by_language = _table()[name]
    nth = "|".join(word for word, _ in _nth(language))
    numbers = "|".join(
        sorted(map(re.escape, language_tables(language).numbers), key=len, reverse=True)
    )
    filled = {
        "{nth}": f"(?:{nth})",
        "{year}": r"(?:19|20)\d\d",
        "{number}": rf"(?:{numbers or '(?!)'}|\d{{1,2}})",
    }
    found = []
    for entry in _split(by_language.get(language, by_language["en"])):
        said = entry.strip().replace("~", r"\w*").replace("_", r"\s+")
        for mark, pattern in filled.items():
            said = said.replace(mark, pattern)
        found.append(said)
    return "|".join(found)


@cache
def rank_words(name: str, language: str) -> re.Pattern[str]:
    """A class ("first", "last", "placed", "followed") in a language; English for one that has none.

    >>> bool(rank_words("first", "es").search("la comisaría más denunciada"))
    True
    """
    return re.compile(rf"(?<![\w-])(?:{_alternatives(name, language)})(?!\w)", re.IGNORECASE)


@cache
def rank_class(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    """Several classes at once, the name of the class as the group that matched; earlier names win."""
    either = "|".join(f"(?P<{name}>{_alternatives(name, language)})" for name in names)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w)", re.IGNORECASE)


def said_of(name: str, language: str, text: str) -> bool:
    """Whether a word of a class stands in a text."""
    return rank_words(name, language).search(text) is not None


@cache
def _places(language: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple(
        (re.compile(rf"(?<!\w){word}(?!\w)", re.IGNORECASE), number)
        for word, number in _nth(language)
    )


def nth_of(words: str, language: str) -> int:
    """The place that words of a row name.

    >>> nth_of("comes third", "en"), nth_of("на втором месте", "ru")
    (3, 2)
    """
    for pattern, number in _places(language):
        if pattern.search(words):
            return number
    return 0


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
