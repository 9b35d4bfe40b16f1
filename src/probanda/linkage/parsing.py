"""Read many distinct names at once, on all cores when there are many; the table is the same either way."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from probanda.linkage.name_table import NameTable, name_table
from probanda.names import PersonName, Role, parse
from probanda.names.alignment import GIVEN, SURNAME

__all__ = ["parsed_names"]

#: From so many names on, starting further processes costs less than it saves.
_MANY = 60_000
_SLICE = 20_000


def parsed_names(named: Sequence[tuple[str, bool]]) -> NameTable:
    """The table of distinct names; the second value says that columns told the surname from the rest."""
    cores = os.cpu_count() or 1
    if len(named) < _MANY or cores < 2:
        parsed = _read(named)
    else:
        slices = [named[at : at + _SLICE] for at in range(0, len(named), _SLICE)]
        with ProcessPoolExecutor(min(cores, 8), mp_context=get_context("forkserver")) as pool:
            parsed = [name for part in pool.map(_read, slices) for name in part]
    return name_table(
        [text.replace(", ", " ", 1) if columned else text for text, columned in named], parsed
    )


def _read(named: Sequence[tuple[str, bool]]) -> list[PersonName]:
    return [_soft(parse(text)) if columned else parse(text) for text, columned in named]


def _soft(name: PersonName) -> PersonName:
    """A name out of columns: its order is told, yet a clerk may have turned it round, so endings count no more."""
    return replace(
        name,
        parts=tuple(
            replace(part, roles=part.roles & (SURNAME | GIVEN) or part.roles)
            if part.role is Role.SURNAME
            else part
            for part in name.parts
        ),
    )
