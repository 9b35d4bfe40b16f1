"""Word fields: every place of a document at which a class of words and turns stands, found in one pass.

`data/wordfields.yaml` holds whole fields of a language ("what is known from others", "what is drawn as a
conclusion"), from which rules build what they look for: a word of this field and one of that in one sentence, in
the author's voice. A field may hold hundreds of turns: they are looked up by their first letters, so that a long
list costs no more than a short one.

An entry's words are joined by ``_``; ``~`` stands for any ending, ``(a/b/)`` for one of several or nothing, and a
word ``*`` for up to three words of any sort.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from probanda.audit.facts import Facts

__all__ = ["Mark", "first", "marks", "topics", "turns"]


class Mark(NamedTuple):
    """A place at which a word or turn of a field stands."""

    start: int
    end: int


_WORD = re.compile(r"(?<![\w-])[^\W_]")
_OPENING = re.compile(r"\(([^()]*)\)(.*)", re.DOTALL)
_LITERAL = re.compile(r"[^_~(*]+")


@cache
def _table() -> dict[str, dict[str, str]]:
    text = files("probanda.audit").joinpath("data/wordfields.yaml").read_text("utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table


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


@cache
def _by_letters(language: str) -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """First letters (three, or fewer where the first word is shorter) to the fields that may begin so."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in _table():
        for turn in turns(name, language):
            literal = _LITERAL.match(turn)
            if literal is None:
                raise ValueError(f"{name}: a turn must begin with a letter: {turn}")
            found[literal[0][:3].replace("’", "'")][name].add(_as_pattern(turn))
    return {
        letters: tuple(
            (name, re.compile(rf"(?:{'|'.join(sorted(patterns))})(?![\w-])", re.IGNORECASE))
            for name, patterns in fields.items()
        )
        for letters, fields in found.items()
    }


def _all(facts: Facts) -> dict[str, list[Mark]]:
    """Every field's places in order of the text."""
    known = _by_letters(facts.language if facts.language != "und" else "en")
    found: dict[str, list[Mark]] = {name: [] for name in _table()}
    text = facts.text
    for word in _WORD.finditer(text):
        at = word.start()
        letters = text[at : at + 3].lower().replace("’", "'")
        for size in (3, 2, 1):
            for name, pattern in known.get(letters[:size], ()):
                match = pattern.match(text, at)
                if match:
                    found[name].append(Mark(at, match.end()))
            if len(letters) < size:
                break
    for places in found.values():
        places.sort()
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
