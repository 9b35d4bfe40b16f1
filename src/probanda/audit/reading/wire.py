"""A document as plain JSON values and back: how the reader's process hands it over. No pickles: they can act."""

from __future__ import annotations

from dataclasses import astuple, fields
from typing import Any

from probanda.audit.document import (
    Block,
    Cell,
    Document,
    DocumentDate,
    Doubt,
    Image,
    Link,
    Mark,
    Note,
    Remark,
    Section,
    Start,
    Table,
)

__all__ = ["from_plain", "to_plain"]

_ROWS: dict[str, Any] = {
    "blocks": Block,
    "sections": Section,
    "marks": Mark,
    "links": Link,
    "images": Image,
    "pages": Start,
    "lines": Start,
    "doubts": Doubt,
    "remarks": Remark,
}


def to_plain(document: Document) -> dict[str, Any]:
    """Values that JSON knows."""
    plain: dict[str, Any] = {
        name: [_row(each) for each in getattr(document, name)] for name in _ROWS
    }
    plain["notes"] = [_row(note) for note in document.notes]
    plain["tables"] = [
        {
            "rows": [[_row(cell) for cell in row] for row in table.rows],
            "headers": table.headers,
            "totals": table.totals,
            "caption": table.caption,
        }
        for table in document.tables
    ]
    plain["date"] = astuple(document.date) if document.date else None
    for name in ("text", "language", "format", "title"):
        plain[name] = getattr(document, name)
    return plain


def _row(value: Any) -> list[Any]:
    return [getattr(value, each.name) for each in fields(value)]


def from_plain(plain: dict[str, Any]) -> Document:
    """The document of `to_plain`."""
    values: dict[str, Any] = {
        name: tuple(kind(*row) for row in plain[name]) for name, kind in _ROWS.items()
    }
    values["notes"] = tuple(
        Note(label, start, end, tuple(anchors), kind)
        for label, start, end, anchors, kind in plain["notes"]
    )
    values["tables"] = tuple(
        Table(
            tuple(tuple(Cell(*cell) for cell in row) for row in table["rows"]),
            table["headers"],
            tuple(table["totals"]),
            (table["caption"][0], table["caption"][1]) if table["caption"] else None,
        )
        for table in plain["tables"]
    )
    values["date"] = DocumentDate(*plain["date"]) if plain["date"] else None
    for name in ("text", "language", "format", "title"):
        values[name] = plain[name]
    return Document(**values)
