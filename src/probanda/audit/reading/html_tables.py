"""Tables of an HTML page: rows of cells with their spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from probanda.audit.reading.builder import CellText, Inline
from probanda.audit.reading.html_tree import find

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["grid", "is_for_layout"]


def grid(
    table: HtmlElement, read: Callable[[HtmlElement], Iterable[Inline]]
) -> tuple[list[list[CellText]], int]:
    """The rows of a table, and how many at its top are heads; ``read`` reads a cell."""
    rows: list[list[CellText]] = []
    headers = 0
    taken: dict[int, int] = {}  # column: how many more rows a cell above covers
    for row in find(table, "./tr | ./*/tr"):
        cells: list[CellText] = []
        column = 0
        below = {place: left - 1 for place, left in taken.items() if left > 1}
        for cell in find(row, "./td | ./th"):
            while taken.get(column, 0) > 0:
                column += 1
            down, across = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            content = tuple(read(cell))
            cells.append(CellText(content, column, down, across))
            if down > 1:
                below |= dict.fromkeys(range(column, column + across), down - 1)
            column += across
        taken = below
        head = row.getparent().tag == "thead" or not find(row, "./td")
        if head and headers == len(rows):
            headers += 1
        if cells:
            rows.append(cells)
    return rows, min(headers, len(rows))


def is_for_layout(table: HtmlElement) -> bool:
    """A table that only places things on the page: one column, or tables and long texts inside."""
    rows = find(table, "./tr | ./*/tr")
    widest = max((len(find(row, "./td | ./th")) for row in rows), default=0)
    return table.get("role") == "presentation" or widest < 2 or bool(find(table, ".//table"))


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return min(int(digits), 200) if digits.isdecimal() and int(digits[:6]) > 0 else 1
