"""Names of which one list joins what another writes apart (Məhəmməd Əli, Məhəmmədəli; Jin Ping, Jinping)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from probanda.names.given import known_name
from probanda.names.parse import ABJADS, parse
from probanda.names.parts import Part, PersonName

__all__ = ["joined"]


@lru_cache(maxsize=100_000)
def joined(text: str) -> tuple[PersonName, ...]:
    """The name with two neighbours as one word, once for each pair whose roles no mark has settled.

    >>> [[part.text for part in name.compared] for name in joined("Əliyev Məhəmməd Əli")]
    [['Əliyev', 'Məhəmməd Əli']]
    """
    name = parse(text)
    parts = name.compared
    found = []
    for at in range(len(parts) - 1):
        first, second = parts[at], parts[at + 1]
        if first.certain or second.certain or first.initial or second.initial:
            continue
        one = _one(first, second)
        found.append(replace(name, parts=(*parts[:at], one, *parts[at + 2 :])))
    return tuple(found)


def _one(first: Part, second: Part) -> Part:
    tail = second.sounds[1:] if second.sounds[:1] == first.sounds[-1:] else second.sounds
    sounds = first.sounds + tail
    return replace(
        first,
        text=f"{first.text} {second.text}",
        sounds=sounds,
        stem=len(sounds),
        known=known_name(sounds, first.script in ABJADS),
        roles=first.roles | second.roles,
    )
