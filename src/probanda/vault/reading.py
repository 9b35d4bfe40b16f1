"""Reads a directory of a store as it is, following no links, and JSON without forgiving anything."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn

__all__ = ["Entry", "Repeating", "entries", "strict_json", "walk"]

Kind = Literal["file", "directory", "link", "special"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a directory. ``links`` counts the names of a file; more than one is a hard link."""

    name: str
    kind: Kind
    links: int = 1


def entries(directory: Path) -> list[Entry]:
    """What a directory holds, by name, not following links."""
    found = []
    with os.scandir(directory) as names:
        for each in names:
            status = each.stat(follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                kind: Kind = "link"
            elif stat.S_ISDIR(status.st_mode):
                kind = "directory"
            elif stat.S_ISREG(status.st_mode):
                kind = "file"
            else:
                kind = "special"
            found.append(Entry(each.name, kind, status.st_nlink if kind == "file" else 1))
    return sorted(found, key=lambda entry: entry.name)


def walk(root: Path, start: str) -> list[tuple[str, list[Entry]]]:
    """Every directory from ``start`` down with what it holds; paths relative to ``root``."""
    found = []
    waiting = [start]
    while waiting:
        here = waiting.pop()
        held = entries(root / here)
        found.append((here, held))
        waiting.extend(f"{here}/{each.name}" for each in held if each.kind == "directory")
    return sorted(found, key=lambda pair: pair[0])


class Repeating(dict[str, Any]):
    """A JSON object that remembers which of its keys stood there more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        seen: set[str] = set()
        self.repeated = tuple(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON value")


def strict_json(data: bytes) -> Any:
    """The value of a JSON text in UTF-8 (RFC 8259): no byte order mark, no NaN.

    Objects are :class:`Repeating`.

    Raises:
        ValueError: saying what is wrong and where.
    """
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=Repeating, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("the JSON is nested too deeply") from error
