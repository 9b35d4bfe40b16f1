"""A mapping suggested for a list that has none: by its header words. A suggestion is never imported by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from probanda.exchange.lists.cells import fold
from probanda.exchange.lists.mapping import FIELDS, MISSING
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


#: Headers that say in which order a whole name stands.
_WHOLE_NAMES = {"фио", "ф.и.о.", "фамилия имя отчество", "піб", "п.і.б."}


def suggest_mapping(
    register: str, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[dict[str, Any], list[str]]:
    """A mapping as a YAML value, and remarks: what it leaves to a person.

    ``rows`` is a sample of the first rows, used for the script, and for columns of closed words (sex, civilian
    or military, status) whose header says nothing.
    """
    columns: dict[str, str] = {}
    unplaced: list[str] = []
    place = {name: index for index, name in enumerate(header)}

    def cells(column: str) -> list[str]:
        index = place[column]
        return [row[index].strip() for row in rows if index < len(row) and row[index].strip()]

    for name in header:
        field = _field_of(name, set(columns))
        if field:
            columns[field] = name
        else:
            unplaced.append(name)
    for name in list(unplaced):
        words = {fold(cell) for cell in cells(name)}
        for field in NORMALISED:
            if field not in columns and words and words <= set(values(field)) and len(words) > 1:
                columns[field] = name
                unplaced.remove(name)
                break
    suggestion: dict[str, Any] = {
        "register": {"key": register},
        "columns": {field: columns[field] for field in FIELDS if field in columns},
        "name_order": "any",
        "missing": list(MISSING),
        "defaults": {"consent": "unknown", "reliability": "F", "credibility": 6},
    }
    if fold(columns.get("name", "")) in _WHOLE_NAMES:
        suggestion["name_order"] = "surname given patronymic"
    names = [cell for field in ("name", "surname", "given") if field in columns
             for cell in cells(columns[field])]  # fmt: skip
    if script := script_of(" ".join(names)):
        suggestion["script"] = script
    remarks = [
        "register: add a title, the claimant who keeps the list and the source it rests on"
        " (keys of the record, or objects with key and name)."
    ]
    shown = [name for name in unplaced if name]
    if shown:
        remarks.append(f"Columns that were not placed: {', '.join(shown)}.")
    for field in NORMALISED:
        if field in columns:
            known = values(field)
            strange = sorted({cell for cell in cells(columns[field]) if fold(cell) not in known})
            if strange:
                remarks.append(
                    f"values.{field}: say what these words mean ({', '.join(NORMALISED[field])}): "
                    + ", ".join(strange[:12]) + ("…" if len(strange) > 12 else "")
                )  # fmt: skip
    return suggestion, remarks
