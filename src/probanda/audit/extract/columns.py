"""What a cell's column is called and what else stands in its row."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from probanda.audit.facts import Facts

__all__ = ["Placed", "placed"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a table below its heads.

    Attributes:
        head: the text of its column's head, "" when there is none.
        row: first and last code point of its row.
        beside: head and text of the other cells of the row.
    """

    start: int
    end: int
    head: str
    row: tuple[int, int]
    beside: tuple[tuple[str, str], ...]


def placed(facts: Facts, position: int) -> Placed | None:
    """The cell at a position; None outside tables and in their heads."""
    cells = facts.of(_placed)
    place = bisect_right(facts.of(_starts), position) - 1
    if place < 0 or position >= cells[place].end:
        return None
    return cells[place]


def _starts(facts: Facts) -> list[int]:
    return [cell.start for cell in facts.of(_placed)]


def _placed(facts: Facts) -> list[Placed]:
    found: list[Placed] = []
    for table in facts.document.tables:
        heads: dict[int, str] = {}
        for place, row in enumerate(table.rows):
            if place < table.headers:
                for cell in row:
                    heads[cell.column] = facts.text[cell.start : cell.end].strip()
                continue
            if not row or len(row) > 40:
                continue
            texts = [(heads.get(c.column, ""), facts.text[c.start : c.end].strip(), c) for c in row]
            whole = (min(c.start for c in row), max(c.end for c in row))
            found += [
                Placed(
                    c.start,
                    c.end,
                    head,
                    whole,
                    tuple((other, text) for other, text, d in texts if d is not c),
                )
                for head, _, c in texts
                if c.end > c.start
            ]
    return sorted(found, key=lambda cell: cell.start)
