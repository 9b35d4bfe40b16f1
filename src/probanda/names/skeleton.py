"""The comparison skeleton: a short key in which the usual spellings of one name coincide.

Consonants by class (h, g, kh, gh, q, k are one; c, j, ç, dzh, zh one; s and sh one), the surname's ending
off, vowels only at the start. Coarse on purpose: for blocking and for counting, never a verdict
(``compare`` decides).
"""

from __future__ import annotations

from probanda.names.parse import parse
from probanda.names.parts import PersonName, Role

__all__ = ["skeleton", "skeleton_of_sounds"]

_CLASSES = {
    **dict.fromkeys("gkqxhγX", "k"),
    **dict.fromkeys("čǰžC", "j"),
    **dict.fromkeys("sšzcʒ", "s"),
    **dict.fromkeys("bp", "b"),
    **dict.fromkeys("fvWφ", "v"),
    **dict.fromkeys("dt", "t"),
    "m": "m", "n": "n", "l": "l", "r": "r", "κ": "ks",
}  # fmt: skip
_FIRST = {**dict.fromkeys("aäe", "a"), **dict.fromkeys("iıY", "i"), **dict.fromkeys("oöuü", "u")}


def skeleton_of_sounds(sounds: str) -> str:
    """Skeleton of one word's sounds.

    >>> skeleton_of_sounds("häsän"), skeleton_of_sounds("gasan"), skeleton_of_sounds("elčin")
    ('ksn', 'ksn', 'aljn')
    """
    kept: list[str] = []
    for place, sound in enumerate(sounds.removeprefix("y")):
        letter = _CLASSES.get(sound, "") or (_FIRST.get(sound, "") if place == 0 else "")
        if letter and (not kept or kept[-1] != letter):
            kept.append(letter)
    return "".join(kept)


def skeleton(name: str | PersonName) -> dict[str, str]:
    """Skeletons by role (``surname``, ``given``, ``patronymic``), an initial as its first letter with a stop.

    >>> skeleton("Həsənov Elçin Tofiq oğlu") == skeleton("Гасанов Эльчин Тофик оглы")
    True
    """
    parsed = parse(name) if isinstance(name, str) else name
    keys: dict[str, str] = {}
    for role in (Role.SURNAME, Role.GIVEN, Role.PATRONYMIC):
        words = [
            skeleton_of_sounds(part.sounds[: part.stem] or part.sounds)
            + ("." if part.initial else "")
            for part in parsed.compared
            if part.role is role
        ]
        if words:
            keys[str(role)] = " ".join(words)
    return keys
