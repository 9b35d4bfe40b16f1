"""Names of a set of lists as arrays: distinct words once, distinct names once, and which word may be what.

A *reading* of a name says which of its words is the surname, the given name and the father's name. A name whose
order nobody knows has several; where columns or endings tell, it has one, and the swapped one marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probanda.names import PersonName, Role, parse
from probanda.names.alignment import LONGEST_WORD, PATRONYMIC, SURNAME
from probanda.names.packing import pack
from probanda.names.parts import Part
from probanda.names.skeleton import skeleton_of_sounds

__all__ = [
    "FATHER",
    "GIVEN_NAME",
    "MOST_READINGS",
    "SURNAME_WORD",
    "SWAPPED",
    "NameTable",
    "Slice",
    "name_of_cells",
    "name_table",
    "read_slice",
]

MOST_READINGS = 6
#: Columns of a reading.
SURNAME_WORD, GIVEN_NAME, FATHER, SWAPPED = 0, 1, 2, 3
_LETTERS = 24
#: Words of a name that may be its surname, given name or father's name.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class NameTable:
    """Distinct names, by number.

    Attributes:
        texts: each name as written.
        words: sounds of the distinct words, ``(n_words, LONGEST_WORD)``.
        facts: per word what ``probanda.names`` compares by, ``(n_words, 6)``.
        letters: folded letters of the words, ``(n_words, 24)``, zero-padded; and their number.
        script: per word the number of its script.
        skeletons: per word the number of its skeleton.
        skeleton_texts: the skeletons.
        readings: ``(n_names, MOST_READINGS, 4)``: word numbers of surname, given name and father's name, -1
            where there is none, and whether the order is turned round; rows of -1 are no readings.
        flags: what was odd, by the number of the name.
    """

    texts: tuple[str, ...]
    words: NDArray[np.uint8]
    facts: NDArray[np.int32]
    letters: NDArray[np.int32]
    lengths: NDArray[np.int32]
    script: NDArray[np.int32]
    skeletons: NDArray[np.int32]
    skeleton_texts: tuple[str, ...]
    word_texts: tuple[str, ...]
    readings: NDArray[np.int32]
    flags: dict[int, tuple[str, ...]]


def name_of_cells(cells: Sequence[str]) -> str:
    """One text of surname, given and father's name that stand in columns of their own."""
    surname, given, father = cells
    rest = " ".join(filter(None, (given, father)))
    return f"{surname}, {rest}" if surname and rest else surname or rest


@dataclass(frozen=True, slots=True)
class Slice:
    """Some names read: their distinct words, their readings by the numbers of these, and flags by row."""

    words: list[Part]
    readings: NDArray[np.int32]
    flags: dict[int, tuple[str, ...]]


def read_slice(texts: Sequence[str]) -> Slice:
    """Parse names; equal words once."""
    words: dict[Part, int] = {}
    readings = np.full((len(texts), MOST_READINGS, 4), -1, dtype=np.int32)
    flags: dict[int, tuple[str, ...]] = {}
    for row, text in enumerate(texts):
        name = parse(text)
        if name.flags:
            flags[row] = name.flags
        compared = [part for part in name.compared if part.sounds][:_MOST_WORDS]
        numbers = [words.setdefault(part, len(words)) for part in compared]
        for place, (surname, given, father, turned) in enumerate(_readings(compared)):
            readings[row, place] = (
                numbers[surname] if surname >= 0 else -1,
                numbers[given] if given >= 0 else -1,
                numbers[father] if father >= 0 else -1,
                turned,
            )
    return Slice(list(words), readings, flags)


def name_table(texts: Sequence[str], slices: Iterable[Slice] | None = None) -> NameTable:
    """The table of distinct names (``texts`` must not repeat), of slices that cover them in order."""
    words: dict[tuple[object, ...], int] = {}
    kept: list[Part] = []
    readings: list[NDArray[np.int32]] = [np.full((0, MOST_READINGS, 4), -1, dtype=np.int32)]
    flags: dict[int, tuple[str, ...]] = {}
    start = 0
    for part_of in slices if slices is not None else [read_slice(texts)]:
        numbers = np.full(len(part_of.words) + 1, -1, dtype=np.int32)
        for at, part in enumerate(part_of.words):
            key = (
                part.sounds,
                part.stem,
                part.ending,
                part.initial,
                part.known,
                part.text.casefold(),
            )
            numbers[at] = words.setdefault(key, len(words))
            if numbers[at] == len(kept):
                kept.append(part)
        own = part_of.readings.copy()
        own[:, :, :SWAPPED] = numbers[own[:, :, :SWAPPED]]
        readings.append(own)
        flags |= {row + start: odd for row, odd in part_of.flags.items()}
        start += len(own)
    # One word a name: the packing of whole names is not needed here, that of their words is.
    packed = pack([PersonName(part.text, (part,)) for part in kept])
    first = packed.parts[:, 0] if kept else np.zeros(0, dtype=np.int32)
    skeletons: dict[str, int] = {}
    of_word = np.array(
        [skeletons.setdefault(_skeleton(part), len(skeletons)) for part in kept], dtype=np.int32
    )
    letters = np.zeros((max(1, len(kept)), _LETTERS), dtype=np.int32)
    lengths = np.zeros(max(1, len(kept)), dtype=np.int32)
    scripts: dict[str, int] = {}
    script = np.zeros(max(1, len(kept)), dtype=np.int32)
    for at, part in enumerate(kept):
        folded = [ord(letter) for letter in part.text.casefold() if letter.isalnum()][:_LETTERS]
        letters[at, : len(folded)] = folded
        lengths[at] = len(folded)
        script[at] = scripts.setdefault(part.script, len(scripts))
    return NameTable(
        tuple(texts),
        packed.words[first] if kept else np.zeros((1, LONGEST_WORD), dtype=np.uint8),
        packed.facts[first] if kept else np.zeros((1, 6), dtype=np.int32),
        letters,
        lengths,
        script,
        of_word if kept else np.zeros(1, dtype=np.int32),
        tuple(skeletons),
        tuple(part.text for part in kept),
        np.concatenate(readings),
        flags,
    )


def _skeleton(part: Part) -> str:
    sounds = part.sounds[: part.stem] if part.stem >= 2 else part.sounds
    return skeleton_of_sounds(sounds) + ("." if part.initial else "")


def _readings(parts: Sequence[Part]) -> list[tuple[int, int, int, int]]:
    """Which part may be what: the likeliest reading first, then what the marks of the name also allow."""
    if not parts:
        return []
    main = [-1, -1, -1]
    for at, part in enumerate(parts):
        place = {Role.SURNAME: 0, Role.GIVEN: 1, Role.PATRONYMIC: 2}.get(part.role, 1)
        if main[place] < 0:
            main[place] = at
        elif place == 1 and main[2] < 0 and part.roles & PATRONYMIC:
            main[2] = at
    found = [(main[0], main[1], main[2], 0)]
    surnames = [at for at, part in enumerate(parts) if part.roles & SURNAME]
    open_order = not any(part.certain for at, part in enumerate(parts) if at == main[0])
    if open_order and len(surnames) > 1:
        others = range(len(parts))
        for surname in surnames:
            rest = [at for at in others if at != surname and parts[at].role is not Role.PATRONYMIC]
            fathers = [at for at in others if parts[at].role is Role.PATRONYMIC]
            for given in rest:
                third = (
                    [at for at in rest if at != given and parts[at].roles & PATRONYMIC]
                    or fathers
                    or [-1]
                )
                found.extend((surname, given, father, 0) for father in third[:2])
    elif (
        main[0] >= 0 and main[1] >= 0 and not parts[main[0]].initial and not parts[main[1]].initial
    ):
        found.append((main[1], main[0], main[2], 1))
    return list(dict.fromkeys(found))[:MOST_READINGS]
