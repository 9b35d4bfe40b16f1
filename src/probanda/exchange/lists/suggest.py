"""A mapping suggested for a list that has none: by its header words. A suggestion is never imported by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from probanda.exchange.lists.mapping import fold
from probanda.exchange.lists.vocabulary import NORMALISED, headers, values

__all__ = ["script_of", "suggest_mapping"]

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "ARABIC": "Arab",
}


def script_of(text: str) -> str:
    """The script most letters of a text belong to, as ISO 15924; "" without letters.

    >>> script_of("Həsən"), script_of("Гасан")
    ('Latn', 'Cyrl')
    """
    counts: dict[str, int] = {}
    for letter in text:
        if letter.isalpha():
            name = unicodedata.name(letter, "").split(" ")[0]
            counts[name] = counts.get(name, 0) + 1
    best = max(counts, key=counts.__getitem__, default="")
    return _SCRIPTS.get(best, "")


def _field_of(header: str, taken: set[str]) -> str:
    """The field a header names: the whole header, its last part after " / ", or the words in it."""
    table = headers()
    for text in (header, header.rpartition(" / ")[2], re.sub(r"\(.*?\)", "", header)):
        name = table.get(fold(text), "")
        if name and name not in taken:
            return name
    return ""


def suggest_mapping(
    register: str, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[dict[str, Any], list[str]]:
    """A mapping as a YAML value, and the header names that it could not place.

    ``rows`` is a sample of the first rows, used for the script and for the words of closed fields.
    """
    columns: dict[str, str] = {}
    unplaced: list[str] = []
    for name in header:
        field = _field_of(name, set(columns))
        if field:
            columns[field] = name
        elif name:
            unplaced.append(name)
    place = {name: index for index, name in enumerate(header)}

    def cells(field: str) -> list[str]:
        index = place[columns[field]]
        return [row[index].strip() for row in rows if index < len(row) and row[index].strip()]

    names = " ".join(
        cell for field in ("name", "surname", "given") if field in columns for cell in cells(field)
    )
    suggestion: dict[str, Any] = {
        "register": {
            "key": register,
            "title": "(the list's title)",
            "claimant": {"key": f"{register}-keeper", "name": "(who keeps this list)"},
            "source": {
                "key": f"{register}-list",
                "kind": "register",
                "title": "(the list's title)",
            },
        },
        "columns": columns,
        "name_order": "any",
        "missing": ["", "-", "?"],
        "defaults": {"consent": "unknown", "reliability": "F", "credibility": 6},
    }
    if script := script_of(names):
        suggestion["script"] = script
    unread: dict[str, dict[str, str]] = {}
    for field in NORMALISED:
        if field in columns:
            known = values(field)
            strange = sorted({cell for cell in cells(field) if fold(cell) not in known})
            if strange and len(strange) <= 12:
                unread[field] = {
                    cell: "(" + " | ".join(NORMALISED[field]) + ")" for cell in strange
                }
    if unread:
        suggestion["values"] = unread
    return suggestion, unplaced
