"""Where a text names an instrument, in full or short, in any language that the instruments' files hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from probanda.law.loading import Law, shipped_law

__all__ = ["Mention", "find_mentions"]

#: From this length on a name is found whatever the case of its letters; "CAT" is not "cat".
_ANY_CASE = 12
#: Words for "the Convention" and the like, and what the full English name must contain.
_GENERIC = {
    "convention": (
        "convention",
        "convención",
        "convenio",
        "конвенц",
        "конвенці",
        "konvensiya",
        "կոնվենցիա",
        "الاتفاقية",
    ),
    "covenant": ("covenant", "pacte", "pacto", "пакт", "pakt", "դաշնագիր", "العهد"),
    "statute": ("statute", "statut", "estatuto", "статут", "statut", "կանոնադրություն"),
    "protocol": ("protocol", "protocole", "protocolo", "протокол", "protokol", "արձանագրություն"),
}
_GENERIC_WORD = re.compile(
    r"\b(?:the|this|that|said|la|le|cette|ladite|esta|dicha|el|del|du|al|present)\s+"
    r"(Convention|Covenant|Statute|Protocol|Pacte|Statut|Protocole|Convención|Convenio|Pacto|Estatuto|Protocolo)\b"
    r"|\b(Конвенци[ияеюй]|Конвенцией|Конвенці[яїюєй]|Пакт[ауе]?|Статут[ауе]?|Протокол[ауе]?)\b"
    r"|\b(Konvensiya\w*|Paktın|Statutun|Protokolun)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument named at a place; ``generic`` when only "the Convention" stands there."""

    start: int
    end: int
    instrument: str
    generic: bool = False


@cache
def _pattern() -> tuple[re.Pattern[str], Mapping[str, str]]:
    by_name: dict[str, str] = {}
    long_ones: list[str] = []
    short_ones: list[str] = []
    law = shipped_law()
    for instrument in (*law.instruments.values(), *law.named.values()):
        for name in (instrument.name, *(n for names in instrument.names.values() for n in names)):
            by_name.setdefault(_key(name), instrument.short)
            (long_ones if len(name) >= _ANY_CASE else short_ones).append(name)
    ways = [f"(?i:{_loose(name)})" for name in sorted(set(long_ones), key=len, reverse=True)]
    ways += [_loose(name) for name in sorted(set(short_ones), key=len, reverse=True)]
    # Azerbaijani and Armenian put case endings on the name's last word.
    return re.compile(
        rf"(?<![\w/])(?:{'|'.join(ways)})(?:[əınnaiuüdöաինոյթւմ]{{0,6}})(?![\w/])"
    ), by_name


def _loose(name: str) -> str:
    """The name as a pattern: any white space, either apostrophe, any hyphen."""
    return re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]").replace(r"\-", "[-‐‑]")


def _key(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _instrument_of(key: str, by_name: Mapping[str, str]) -> str:
    for cut in range(7):
        if short := by_name.get(key[: len(key) - cut]):
            return short
    return ""


def find_mentions(text: str, law: Law | None = None, default: str = "") -> tuple[Mention, ...]:
    """Every mention in the order of the text.

    "The Convention" alone stands for the instrument named last before it whose name fits, else for ``default``
    when that fits, else for nothing.

    >>> [m.instrument for m in find_mentions("The Convention against Torture … the Convention binds.")]
    ['CAT', 'CAT']
    """
    law = law or shipped_law()
    pattern, by_name = _pattern()
    named = [
        Mention(found.start(), found.end(), _instrument_of(_key(found.group()), by_name))
        for found in pattern.finditer(text)
    ]
    taken = [(each.start, each.end) for each in named]
    generic = []
    spans = iter(taken)
    span = next(spans, None)
    for found in _GENERIC_WORD.finditer(text):
        place = found.start(found.lastindex or 0)
        while span is not None and span[1] <= place:
            span = next(spans, None)
        if span is not None and span[0] <= place:
            continue
        generic.append((found.start(), found.end(), _family(found.group(found.lastindex or 0))))
    merged: list[Mention] = []
    last: dict[str, str] = {}
    families = {
        short: _family(each.name) for short, each in {**law.named, **law.instruments}.items()
    }
    queue = sorted(
        [(m.start, m.end, m, "") for m in named] + [(s, e, None, f) for s, e, f in generic],
        key=lambda x: x[:2],
    )
    for start, end, mention, family in queue:
        if mention is not None:
            merged.append(mention)
            last[families.get(mention.instrument, "")] = mention.instrument
            continue
        stands_for = last.get(family, "")
        if not stands_for and families.get(default.upper()) == family:
            stands_for = default.upper()
        merged.append(Mention(start, end, stands_for, generic=True))
    return tuple(merged)


@cache
def _family(name: str) -> str:
    low = name.casefold()
    places = {
        family: min((low.find(word) for word in words if word in low), default=-1)
        for family, words in _GENERIC.items()
    }
    there = {family: place for family, place in places.items() if place >= 0}
    return min(there, key=lambda family: there[family]) if there else ""
