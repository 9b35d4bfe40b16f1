"""Finding a person's name in running text in any spelling, order, case or inflection that we know of.

Names are compared as sets of words, folded (no case, no accents, no invisible characters). Two words of one
name that stand together make a hit, in either order, with a patronymic between them, with an initial for one
of them, or with a case ending behind. What is done with a hit is the redactor's business.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Hit", "Name", "NameFinder", "fold"]

_WORD = re.compile(r"[^\W_]+")
# Letters that no accent explains.
_LETTERS = {"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "և": "եւ"}
_INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"}
#: Words that stand in many names and identify nobody.
_PARTICLES = {
    "oglu", "oghlu", "ogly", "оглу", "оглы", "qizi", "gizi", "kizi", "kyzy", "кызы", "гызы",
    "bey", "бек", "bek", "von", "van", "der", "de", "del", "da", "di", "al", "el", "bin", "ibn",
    "bint", "and", "the",
}  # fmt: skip
_GAP = re.compile(r"[\s\u00a0*_.,'’`\-\x00]{1,6}")
_TIGHT = re.compile(r"[\s\u00a0*_'’`\-\x00]{1,4}")
_SOFT_ENDINGS = "аеиоуыэюяь"
_PREFIX = 4
_MAX_ENDING = 4


@dataclass(frozen=True, slots=True)
class Name:
    """What to look for: its key and every spelling. ``whole``: only all its words together count."""

    key: str
    spellings: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text: offsets and the key it belongs to."""

    start: int
    end: int
    key: str


@lru_cache(maxsize=65536)
def _folded_char(char: str) -> str:
    if char in _INVISIBLE:
        return ""
    letters = unicodedata.normalize("NFD", char.lower())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return "".join(_LETTERS.get(c, c) for c in letters)


def fold(text: str) -> str:
    """A text without case, accents and invisible characters.

    >>> fold("Elçin HƏMZƏYEV")
    'elcin hemzeyev'
    """
    return "".join(map(_folded_char, text))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    upper: bool


@lru_cache(maxsize=8)  # one manuscript is searched several times
@lru_cache(maxsize=8)
def _tokens(text: str) -> tuple[_Token, ...]:
    """The words of a text, folded, with their offsets in the text as it stands."""
    pieces = list(map(_folded_char, text))
    whole = "".join(pieces)
    origin: Sequence[int] = range(len(text))
    if len(whole) != len(text) or "" in pieces:
        origin = [at for at, piece in enumerate(pieces) for _ in piece]
    tokens = []
    for word in _WORD.finditer(whole):
        start, end = origin[word.start()], origin[word.end() - 1] + 1
        while end < len(text) and not pieces[end]:
            end += 1  # a combining mark or invisible character that belongs to the last letter
        tokens.append(_Token(word.group(), start, end, text[start].isupper()))
    return tuple(tokens)


def _stem(word: str) -> str:
    """The part of a name's word that stays when it is declined."""
    stem = word
    while len(stem) > 4 and len(word) - len(stem) < 2 and stem[-1] in _SOFT_ENDINGS:
        stem = stem[:-1]
    return stem


@dataclass(frozen=True, slots=True)
class _Spelling:
    key: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    whole: bool

    @property
    def strong(self) -> int:
        """How many of the words can identify somebody."""
        return sum(len(word) > 1 and word not in _PARTICLES for word in self.words)


class NameFinder:
    """Finds many names in many texts. Building it costs one pass over the names."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._index: dict[str, list[tuple[_Spelling, int]]] = defaultdict(list)
        self._known: dict[str, list[tuple[_Spelling, int]]] = {}
        self.size = 0
        for name in names:
            for spelling in dict.fromkeys(map(fold, name.spellings)):
                self._add(name.key, spelling, name.whole)

    def _add(self, key: str, folded: str, whole: bool) -> None:
        words = tuple(_WORD.findall(folded))
        entry = _Spelling(key, words, tuple(map(_stem, words)), whole)
        if not entry.strong:
            return
        self.size += 1
        for at, word in enumerate(words):
            if len(word) > 1 and word not in _PARTICLES:
                self._index[entry.stems[at][:_PREFIX]].append((entry, at))

    def find(self, text: str) -> list[Hit]:
        """Every name in a text, leftmost and longest first, without overlaps."""
        if not self.size:
            return []
        tokens = _tokens(text)
        best: dict[int, tuple[int, int, str]] = {}
        for at, token in enumerate(tokens):
            for spelling, word in self._candidates(token.text):
                run = self._run(text, tokens, at, spelling, word)
                if run is None:
                    continue
                first, last = run
                known = best.get(first)
                if known is None or last > known[0]:
                    best[first] = (last, first, spelling.key)
        hits: list[Hit] = []
        free = 0
        for first in sorted(best):
            last, _, key = best[first]
            if first >= free:
                hits.append(Hit(tokens[first].start, tokens[last].end, key))
                free = last + 1
        return hits

    def _candidates(self, word: str) -> Sequence[tuple[_Spelling, int]]:
        """Spellings of which a word of the text may be one word."""
        if word in self._known:
            return self._known[word]
        found: list[tuple[_Spelling, int]] = []
        for length in range(1, _PREFIX + 1):
            if length > len(word):
                break
            for entry, at in self._index.get(word[:length], ()):
                if (length == _PREFIX or len(entry.stems[at]) == length) and _is(word, entry, at):
                    found.append((entry, at))
        self._known[word] = found
        return found

    def _run(
        self, text: str, tokens: Sequence[_Token], at: int, spelling: _Spelling, word: int
    ) -> tuple[int, int] | None:
        """First and last token of the name that one of its words belongs to; ``None`` when it stands alone."""
        used = {word}
        first = last = at
        last = self._extend(text, tokens, last, +1, spelling=spelling, used=used)
        first = self._extend(text, tokens, first, -1, spelling=spelling, used=used)
        if spelling.whole:
            complete = all(at in used or w in _PARTICLES for at, w in enumerate(spelling.words))
            return (first, last) if complete else None
        if len(used) > 1:
            return first, last
        if spelling.strong == 1 and len(spelling.words[word]) > 3 and tokens[at].upper:
            return at, at
        return None

    def _extend(
        self,
        text: str,
        tokens: Sequence[_Token],
        at: int,
        step: int,
        *,
        spelling: _Spelling,
        used: set[int],
    ) -> int:
        reach, here, skipped = at, at, 0
        while 0 <= here + step < len(tokens):
            left, right = sorted((here, here + step))
            between = text[tokens[left].end : tokens[right].start]
            pattern = _TIGHT if skipped else _GAP
            if not pattern.fullmatch(between) or "\n\n" in between:
                break
            here += step
            match = self._word_of(tokens[here], spelling, used)
            if match is not None:
                used.add(match)
                reach, skipped = here, 0
            elif skipped < 2 and (tokens[here].text in _PARTICLES or tokens[here].upper):
                skipped += 1
            else:
                break
        return reach

    @staticmethod
    def _word_of(token: _Token, spelling: _Spelling, used: set[int]) -> int | None:
        for at, word in enumerate(spelling.words):
            if at in used:
                continue
            if _is(token.text, spelling, at):
                return at
            if len(token.text) == 1 and token.upper and word[0] == token.text and len(word) > 1:
                return at
        return None


def _is(word: str, spelling: _Spelling, at: int) -> bool:
    """Whether a word of the text is this word of the name, perhaps declined."""
    if word == spelling.words[at]:
        return True
    stem = spelling.stems[at]
    return len(stem) > 3 and word.startswith(stem) and len(word) - len(stem) <= _MAX_ENDING
