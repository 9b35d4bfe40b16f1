"""Word fields: every place of a document at which a class of words and turns stands, found in one pass.

`data/wordfields.yaml` holds whole fields of a language ("what is known from others", "what is drawn as a
conclusion"), from which rules build what they look for: a word of this field and one of that in one sentence, in
the author's voice. A field may hold hundreds of turns: they are looked up by their first word, so that a long
list costs no more than a short one.

An entry's words are joined by ``_``; ``~`` stands for any ending, ``(a/b/)`` for one of several or nothing, and a
word ``*`` for up to three words of any sort.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from probanda.audit.facts import Facts
from probanda.audit.tables import table

__all__ = ["Mark", "first", "marks", "topics", "turns"]


class Mark(NamedTuple):
    """A place at which a word or turn of a field stands."""

    start: int
    end: int


_WORD = re.compile(r"(?<![\w-])[^\W_][\w-]*")
_OPENING = re.compile(r"\(([^()]*)\)(.*)", re.DOTALL)
_OPENS = re.compile(r"[^\W_][^\W_-]*(?:-[^\W_-]+)*")


def _table() -> dict[str, dict[str, str]]:
    fields: dict[str, dict[str, str]] = table("data/wordfields.yaml")
    return fields


@cache
def turns(name: str, language: str) -> tuple[str, ...]:
    """The turns of a field in a language, a choice of first words written out; none without a column."""
    entries = _table()[name].get(language, "").split()
    return tuple(turn for entry in entries for turn in _opened(entry.strip("_")))


@cache
def topics() -> tuple[str, ...]:
    """The fields that hold one subject in its many words."""
    return tuple(name for name in _table() if name.startswith("topic_"))


def _opened(entry: str) -> Iterator[str]:
    """An entry once for each word that it may begin with: "(a/b/)_c" as "a_c", "b_c" and "c"."""
    choice = _OPENING.fullmatch(entry)
    if choice is None:
        yield entry
        return
    for word in choice[1].split("/"):
        rest = choice[2] if word else choice[2].removeprefix("_")
        yield from _opened(word + rest)


_OPTIONAL = re.compile(r"\(([^()]*)/\)_")
_SIGNS = {"_": r",?\s+", "~": r"[\w-]*", "(": "(?:", "/": "|", ")": ")", "'": "['’]"}


def _as_pattern(turn: str) -> str:
    """A turn as a pattern, anchored where its first word begins."""
    spelled = _OPTIONAL.sub(r"((\1)_/)", turn).replace("*_", "*")
    return "".join(
        r"(?:[\w'’-]+,?\s+){0,3}?" if sign == "*" else _SIGNS.get(sign) or re.escape(sign)
        for sign in spelled
    )


#: Letters of a first word that is not written whole ("rumour~") by which its turns are looked up.
_LETTERS = range(1, 6)


@cache
def _openings(language: str) -> dict[str, dict[str, set[str]]]:
    """First words ("heard") and beginnings of first words ("rumou~") to the turns of each field that begin so."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in _table():
        for turn in turns(name, language):
            opening = _OPENS.match(turn)
            if opening is None:
                raise ValueError(f"{name}: a turn must begin with a letter: {turn}")
            whole = opening.end() == len(turn) or turn[opening.end()] in "_'’"
            key = opening[0] if whole else opening[0][: _LETTERS[-1]] + "~"
            found[key][name].add(turn)
    return {key: dict(by_field) for key, by_field in found.items()}


@lru_cache(maxsize=4096)
def _of_opening(language: str, opening: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The fields of an opening with the pattern of their turns; compiled when a text has such a word."""
    return tuple(
        (
            name,
            re.compile(rf"(?:{'|'.join(sorted(map(_as_pattern, own)))})(?![\w-])", re.IGNORECASE),
        )
        for name, own in _openings(language).get(opening, {}).items()
    )


def _of_word(language: str, word: str) -> list[tuple[str, re.Pattern[str]]]:
    """The fields with turns that may begin with a word."""
    keys = (word, *(f"{word[:size]}~" for size in _LETTERS if size <= len(word)))
    return [pair for key in keys for pair in _of_opening(language, key)]


def _all(facts: Facts) -> dict[str, list[Mark]]:
    """Every field's places in order of the text."""
    language = facts.language if facts.language != "und" else "en"
    known: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    found: dict[str, list[Mark]] = {name: [] for name in _table()}
    text = facts.text
    for word in _WORD.finditer(text):
        at, low = word.start(), word[0].lower()
        if low not in known:
            known[low] = _of_word(language, low)
        for name, pattern in known[low]:
            places = found[name]
            if (not places or places[-1].start < at) and (match := pattern.match(text, at)):
                places.append(Mark(at, match.end()))
    return found


def marks(facts: Facts, name: str, start: int, end: int) -> list[Mark]:
    """The places of a field inside a range."""
    places = facts.of(_all)[name]
    low = bisect_left(places, (start, start))
    answer = []
    for place in places[low:]:
        if place.start >= end:
            break
        if place.end <= end:
            answer.append(place)
    return answer


def first(facts: Facts, name: str, start: int, end: int) -> Mark | None:
    """The first place of a field inside a range."""
    found = marks(facts, name, start, end)
    return found[0] if found else None
