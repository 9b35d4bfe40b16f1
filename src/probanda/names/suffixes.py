"""Endings of surnames and patronymics, recognised by sound so that one table serves every script."""

from __future__ import annotations

import re
from enum import IntEnum

__all__ = ["PATRONYMIC", "Ending", "alike", "father_of", "split_surname"]


class Ending(IntEnum):
    """What a surname ends in; ``NONE`` when nothing is recognised."""

    NONE = 0
    OV = 1
    YAN = 2
    DZE = 3
    SHVILI = 4
    LI = 5
    ZADE = 6
    OGLU = 7
    SKI = 8
    ENKO = 9
    CHUK = 10
    UK = 11


#: Sound patterns, first match wins. The stem keeps at least two sounds.
_ENDINGS: tuple[tuple[Ending, re.Pattern[str]], ...] = (
    (Ending.ENKO, re.compile("enk[oau]$")),
    (Ending.CHUK, re.compile("(?:i?čuk|čak)$")),
    (Ending.UK, re.compile("y?uk$")),
    (Ending.ZADE, re.compile("z[aä]?d[eäaiy]h?$")),
    (Ending.OGLU, re.compile("(?:oγl|ogl|ohl|oxl|oql|Wγl)[uıiüWY]?(?:nun)?$")),
    (Ending.SHVILI, re.compile("(?:iš|š|s)[vWf][iıY]l[iıY]$")),
    (Ending.DZE, re.compile("[iaY]?(?:ʒ|dz)[eäY]$")),
    (Ending.SKI, re.compile("(?:[eo]?[sc]k(?:i|ı|iy|ıy|ıi|iı|oy|aya|aia|a|Y))$")),
    (Ending.YAN, re.compile("(?:(?:[iıY]y?|y|e)[aä]n[cʒ]?[iıY]?|unc|enc|onc)$")),
    (Ending.OV, re.compile("(?:(?:[iıeäY]?[yY]?[eä]|yo|[oöW])[vfW][aäi]?|[iı]v|Y[vfW][aä]?)$")),
    (Ending.LI, re.compile("l[iıuüY]$")),
)
#: Endings that make a word a surname wherever it stands.
SURE = frozenset(
    {Ending.ENKO, Ending.ZADE, Ending.SHVILI, Ending.DZE, Ending.SKI, Ending.YAN, Ending.OV}
)

#: Families of endings that one family has borne in turn (Soviet-era and restored), with the trust kept.
_ALIKE = {
    frozenset({Ending.OV, Ending.LI}): 0.96,
    frozenset({Ending.OV, Ending.ZADE}): 0.96,
    frozenset({Ending.OV, Ending.OGLU}): 0.96,
    frozenset({Ending.OV, Ending.NONE}): 0.93,
    frozenset({Ending.LI, Ending.ZADE}): 0.94,
    frozenset({Ending.LI, Ending.OGLU}): 0.94,
    frozenset({Ending.ZADE, Ending.OGLU}): 0.94,
    frozenset({Ending.LI, Ending.NONE}): 0.93,
    frozenset({Ending.ZADE, Ending.NONE}): 0.93,
    frozenset({Ending.OGLU, Ending.NONE}): 0.93,
    frozenset({Ending.YAN, Ending.OV}): 0.86,
    frozenset({Ending.YAN, Ending.NONE}): 0.85,
    frozenset({Ending.SHVILI, Ending.OV}): 0.82,
    frozenset({Ending.DZE, Ending.OV}): 0.82,
}

PATRONYMIC = re.compile(
    "(?:[oeöäi]v(?:i[čC]|n[aä]|ıč)|yev(?:ič|n[aä])|[oe]viC|[iı]č(?:n[aä])|inična)$"
)
_JOINED = re.compile("(?:[oWu][γghxq]?[lL][uıiüyWY]|[qgkγ][ıiy]z[ıiyY])$")
_JOINED_SURE = re.compile("(?:[oW][γghxq]l[uıiüWY]|[qgkγ][ıi]z[ıi])$")


def split_surname(sounds: str) -> tuple[int, Ending]:
    """Length of the stem and the ending of a surname.

    >>> split_surname("häsänov"), split_surname("petrosyan"), split_surname("lev")
    ((5, <Ending.OV: 1>), (6, <Ending.YAN: 2>), (3, <Ending.NONE: 0>))
    """
    for ending, pattern in _ENDINGS:
        match = pattern.search(sounds)
        if match and match.start() >= (3 if ending in (Ending.LI, Ending.OGLU) else 2):
            return match.start(), ending
    return len(sounds), Ending.NONE


def father_of(sounds: str) -> str | None:
    """The father's name inside a joined patronymic (tofikovič, tofiqoğlu), or None when it is none.

    >>> father_of("tigranovič"), father_of("tofikovna"), father_of("tofiqoγlu"), father_of("elčin")
    ('tigran', 'tofik', 'tofiq', None)
    """
    for pattern in (PATRONYMIC, _JOINED_SURE):
        match = pattern.search(sounds)
        if match and match.start() >= 2:
            return sounds[: match.start()]
    return None


def alike(first: Ending, second: Ending) -> float:
    """How much an agreeing stem is worth when the endings are these."""
    if first == second:
        return 1.0
    return _ALIKE.get(frozenset({first, second}), 0.6)
