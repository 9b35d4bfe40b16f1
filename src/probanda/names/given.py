"""Which known given name a word spells, if one: so that Rəşad and Rəşid, one letter apart, are two names.

The list is data (``data/given_names.txt``). A word near two names, or near none, is left unknown.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probanda.names.alignment import LONGEST_WORD, nearest
from probanda.names.letters import sounds_of
from probanda.names.sounds import COSTS, encode

__all__ = ["known_name", "name_of_group"]

_NEAR = 0.9
_SAME = 0.955
_MARGIN = 0.025
_NEAR_ABJAD = 0.93


class _Known(NamedTuple):
    words: NDArray[np.uint8]
    lengths: NDArray[np.int32]
    groups: NDArray[np.int32]
    exact: dict[str, int]
    labels: tuple[str, ...]


@lru_cache(maxsize=1)
def _known() -> _Known:
    text = files("probanda.names").joinpath("data/given_names.txt").read_text("utf-8")
    language, labels = "", list[str]()
    exact: dict[str, int] = {}
    abjad: set[str] = set()
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("["):
            language = line.strip("[]")
            continue
        spellings = [
            sounds_of(word.lower().replace("i\u0307", "i"), script, _tongue(language, script))
            for word in line.replace("İ", "I").split()
            for script in ("Arab" if word > "\u0600" else "Latn",)
        ]
        group = next((exact[each] for each in spellings if each in exact), len(labels))
        if group == len(labels):
            labels.append(line.split()[0])
        for word, each in zip(line.split(), spellings, strict=True):
            if each not in exact:
                exact[each] = group
                if word > "\u0600":
                    abjad.add(each)
    # What an abjad writes without its vowels is known only exactly: its letters are near to many names.
    spoken = {each: group for each, group in exact.items() if each not in abjad}
    words = np.zeros((len(spoken), LONGEST_WORD), dtype=np.uint8)
    for row, sounds in enumerate(spoken):
        words[row, : len(sounds)] = encode(sounds)
    lengths = np.array([len(sounds) for sounds in spoken], dtype=np.int32)
    before = list(spoken.values())
    _unite(spoken, words, lengths)
    united = dict(zip(before, spoken.values(), strict=True))
    exact.update(spoken)
    exact.update({each: united.get(exact[each], exact[each]) for each in abjad})
    return _Known(
        words, lengths, np.array(list(spoken.values()), dtype=np.int32), exact, tuple(labels)
    )


def _tongue(language: str, script: str) -> str:
    return "az" if language == "az" and script == "Latn" else ""


def _unite(exact: dict[str, int], words: NDArray[np.uint8], lengths: NDArray[np.int32]) -> None:
    """Make one of groups whose spellings nobody could tell apart across scripts (Rafiq, Rafik)."""
    sounds, groups = list(exact), np.array(list(exact.values()), dtype=np.int32)
    for row in range(len(sounds)):
        while True:
            others = np.where(groups == groups[row], -1, groups).astype(np.int32)
            keep = others >= 0
            other, close, _ = nearest(
                COSTS, words[row], lengths[row], False, words[keep], lengths[keep], others[keep]
            )
            if close < _SAME:
                break
            groups[groups == max(other, groups[row])] = min(other, groups[row])
    exact.update(zip(sounds, groups.tolist(), strict=True))


@lru_cache(maxsize=200_000)
def known_name(sounds: str, abjad: bool, exactly: bool = False) -> int:
    """Number of the known given name that these sounds spell, or -1; ``exactly`` allows no variant."""
    if len(sounds) < 2:
        return -1
    known = _known()
    if sounds in known.exact:
        return known.exact[sounds]
    # Two consonants of an abjad are many names.
    if exactly or (abjad and len(sounds) < 3):
        return -1
    word = np.zeros(LONGEST_WORD, dtype=np.uint8)
    codes = encode(sounds[:LONGEST_WORD])
    word[: len(codes)] = codes
    group, first, second = nearest(
        COSTS, word, len(codes), abjad, known.words, known.lengths, known.groups
    )
    near = _NEAR_ABJAD if abjad else _NEAR
    return int(group) if first >= near and first - second >= _MARGIN else -1


def name_of_group(group: int) -> str:
    """The usual spelling of a known given name, for explanations."""
    return _known().labels[group]
