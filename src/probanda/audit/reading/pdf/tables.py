"""Tables of a PDF by the alignment of their cells: rows of pieces with common empty strips between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.words import Word
from probanda.audit.reading.shapes import bullet, leading_number

__all__ = ["PdfTable", "cut_again", "find_table"]


Rows = tuple[tuple[tuple[tuple[Word, ...], ...], ...], ...]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """Cells as lists of lines of words: ``rows[row][column]``.

    ``lines`` is how many lines of the page it took, ``edges`` where its columns part, ``pages`` the
    page of each row.
    """

    rows: Rows
    lines: int
    headers: int
    edges: tuple[float, ...] = ()
    pages: tuple[int, ...] = ()


def find_table(lines: Sequence[Line]) -> PdfTable | None:
    """The table that begins with the first of these lines; None when there is none."""
    if not lines or not _is_row(lines[0]):
        return None
    taken = [lines[0]]
    rows = 1
    for before, line in pairwise(lines):
        drop = before.y - line.y
        if line.band != before.band or line.page != before.page or drop > 3.2 * line.size:
            break
        if _is_row(line):
            rows += 1
        elif len(line.segments()) > 1 or not _inside(line, taken, drop):
            break
        taken.append(line)
    while (
        taken
        and not _is_row(taken[-1])
        and len(taken) > 1
        and taken[-2].y - taken[-1].y > 1.5 * taken[-1].size
    ):
        taken.pop()
    digits = sum(any(map(str.isdigit, line.text)) for line in taken)
    widest = max(len(line.segments()) for line in taken)
    if rows < 3 and not (rows == 2 and widest >= 3 and digits):
        return None
    edges = _edges([line for line in taken if _is_row(line)])
    if len(edges) < 1:
        return None
    table = _cells(taken, edges)
    head = _headers(table)
    pages = (lines[0].page,) * len(table)
    return PdfTable(_frozen(table), len(taken), head, tuple(edges), pages)


def cut_again(lines: Sequence[Line], edges: Sequence[float]) -> Rows:
    """Rows of a table whose columns part at known places: what goes on from the page before."""
    return _frozen(_cells(lines, edges))


def _frozen(table: list[list[list[tuple[Word, ...]]]]) -> Rows:
    return tuple(tuple(tuple(cell) for cell in row) for row in table)


def _is_row(line: Line) -> bool:
    """A line of at least two pieces that is no numbered paragraph."""
    segments = line.segments()
    if len(segments) < 2:
        return False
    first = " ".join(word.text for word in segments[0])
    labelled = len(segments) == 2 and (bullet(f"{first} x") or leading_number(f"{first} x")[0])
    return not labelled and sum(len(segment) for segment in segments) / len(segments) < 9


def _inside(line: Line, taken: Sequence[Line], drop: float) -> bool:
    """Whether a line of one piece goes on a cell of the rows above it."""
    if drop > 1.6 * line.size:
        return False
    width = (line.x1 - line.x0) / max(line.right - line.left, 1.0)
    starts = [segment[0].x0 for row in taken[-3:] for segment in row.segments()]
    first = min(row.x0 for row in taken)
    at_start = any(abs(line.x0 - start) < 4 for start in starts)
    if at_start and line.x0 > first + 4:
        return width <= 0.8
    return width <= 0.6 and (at_start or width < 0.25)


def _edges(rows: Sequence[Line]) -> list[float]:
    """Middles of the vertical strips that nearly no row covers."""
    spans = sorted(
        (segment[0].x0, max(w.x1 for w in segment))
        for row in rows
        for segment in row.segments(0.55, 3.0)
    )
    low, high = spans[0][0], max(end for _, end in spans)
    steps = max(int(high - low) + 1, 1)
    covered = [0] * (steps + 1)
    for start, end in spans:
        for place in range(int(start - low), min(int(end - low) + 1, steps)):
            covered[place] += 1
    allowed = max(len(rows) // 6, int(len(rows) >= 4))
    edges: list[float] = []
    begin: int | None = None
    for place in range(steps):
        if covered[place] <= allowed:
            begin = place if begin is None else begin
        elif begin is not None:
            if begin > 0 and place - begin >= 3:
                edges.append(low + (begin + place) / 2)
            begin = None
    return edges


def _cells(taken: Sequence[Line], edges: Sequence[float]) -> list[list[list[tuple[Word, ...]]]]:
    """Rows of cells; a line that only goes on cells above it joins their row."""
    table: list[list[list[tuple[Word, ...]]]] = []
    last = taken[0]
    for line in taken:
        cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        for word in line.words:
            middle = (word.x0 + word.x1) / 2
            cells[sum(edge < middle for edge in edges)].append(word)
        filled = [place for place, cell in enumerate(cells) if cell]
        numeric = any(
            all(any(map(str.isdigit, word.text)) for word in cell) for cell in cells if cell
        )
        joins = (
            bool(table)
            and not numeric
            and last.y - line.y <= 1.45 * line.size
            and len(filled) < sum(bool(cell) for cell in table[-1])
        )
        if joins:
            for place in filled:
                table[-1][place].append(tuple(cells[place]))
        else:
            table.append([[tuple(cell)] if cell else [] for cell in cells])
        last = line
    return table


def _headers(table: Sequence[Sequence[Sequence[tuple[Word, ...]]]]) -> int:
    """One row of heads when the first row holds no numbers and a later one does."""

    def numbers(row: Sequence[Sequence[tuple[Word, ...]]]) -> bool:
        return any(word.text[:1].isdigit() for cell in row for line in cell for word in line)

    return int(not numbers(table[0]) and any(numbers(row) for row in table[1:]))
