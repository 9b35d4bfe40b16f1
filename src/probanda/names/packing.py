"""Parsed names as arrays for the compiled comparison: every distinct part once, every distinct name once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probanda.names.alignment import LONGEST_WORD, MOST_PARTS
from probanda.names.parse import ABJADS
from probanda.names.parts import Part, PersonName
from probanda.names.sounds import SOUNDS
from probanda.names.suffixes import Ending, alike

__all__ = ["ALIKE", "Packed", "pack"]

ALIKE = np.array([[alike(a, b) for b in Ending] for a in Ending], dtype=np.float32)
_BYTES = {ord(sound): code for code, sound in enumerate(SOUNDS)}


@dataclass(frozen=True, slots=True)
class Packed:
    """Names as arrays.

    Attributes:
        words: sounds of the distinct parts, ``(n_parts, LONGEST_WORD)``, zero-padded.
        facts: per part: length, stem length, ending, initial, known name, abjad.
        parts: per name the numbers of its parts, ``(n_names, MOST_PARTS)``, -1 padded.
        bits: per name the roles of these parts.
    """

    words: NDArray[np.uint8]
    facts: NDArray[np.int32]
    parts: NDArray[np.int32]
    bits: NDArray[np.uint8]


_Key = tuple[str, int, int, bool, int, bool]


def _key(part: Part) -> _Key:
    return (
        part.sounds, part.stem, int(part.ending), part.initial, part.known, part.script in ABJADS
    )  # fmt: skip


def pack(names: Sequence[PersonName]) -> Packed:
    """Arrays of names, row by row."""
    seen: dict[_Key, int] = {}
    parts = np.full((len(names), MOST_PARTS), -1, dtype=np.int32)
    bits = np.zeros((len(names), MOST_PARTS), dtype=np.uint8)
    for row, name in enumerate(names):
        for place, part in enumerate(name.compared[:MOST_PARTS]):
            parts[row, place] = seen.setdefault(_key(part), len(seen))
            bits[row, place] = part.roles
    words = np.zeros((max(1, len(seen)), LONGEST_WORD), dtype=np.uint8)
    facts = np.zeros((max(1, len(seen)), 6), dtype=np.int32)
    for (sounds, stem, ending, initial, known, abjad), at in seen.items():
        codes = [_BYTES[ord(sound)] for sound in sounds[:LONGEST_WORD]]
        words[at, : len(codes)] = codes
        facts[at] = (len(codes), min(stem, len(codes)), ending, initial, known, abjad)
    return Packed(words, facts, parts, bits)
