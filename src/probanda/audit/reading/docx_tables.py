"""Tables of a DOCX file: rows of cells, those merged downwards and across standing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from probanda.audit.reading.builder import CellText, Inline

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["W", "grid", "is_on"]

#: The namespace of WordprocessingML, as lxml writes it before a tag.
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def grid(
    table: _Element, content: Callable[[_Element], Iterable[Inline]]
) -> tuple[list[list[CellText]], int]:
    """The rows of a table, and how many at its top are heads; ``content`` reads one cell."""
    rows: list[list[CellText]] = []
    headers = 0
    open_cells: dict[
        int, tuple[int, int]
    ] = {}  # column: row and place of a cell that goes on below
    for row in table.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl"), None) is not table:
            continue
        cells: list[CellText] = []
        column = 0
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr"), None) is not row:
                continue
            properties = cell.find(f"{W}tcPr")
            across = _number(properties, "gridSpan")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells:
                above, place = open_cells[column]
                old = rows[above][place]
                rows[above][place] = CellText(
                    old.content, old.column, old.row_span + 1, old.column_span
                )
                column += across
                continue
            if merge is not None:
                open_cells[column] = (len(rows), len(cells))
            else:
                open_cells.pop(column, None)
            cells.append(CellText(tuple(content(cell)), column, 1, across))
            column += across
        head = row.find(f"{W}trPr/{W}tblHeader")
        if is_on(head) and headers == len(rows):
            headers += 1
        rows.append(cells)
    return rows, headers or int(bool(rows) and _heads(rows))


def _heads(rows: list[list[CellText]]) -> bool:
    """Whether the first row holds no digits while the others do."""

    def digits(row: list[CellText]) -> bool:
        return any(any(map(str.isdigit, each.text)) for cell in row for each in cell.content)

    return not digits(rows[0]) and any(digits(row) for row in rows[1:])


def is_on(element: _Element | None) -> bool:
    """Whether a switch is there and not switched off."""
    return element is not None and element.get(f"{W}val") not in {"0", "false", "off"}


def _number(properties: _Element | None, name: str) -> int:
    element = properties.find(f"{W}{name}") if properties is not None else None
    value = str(element.get(f"{W}val") or "") if element is not None else ""
    return min(int(value), 200) if value.isdecimal() and int(value[:6]) > 0 else 1
