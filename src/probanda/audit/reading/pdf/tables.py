"""Tables of a PDF by the alignment of their cells: rows of pieces with common empty strips between."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.words import Word
from probanda.audit.reading.shapes import bullet, leading_number

__all__ = ["PdfTable", "cut_again", "find_table", "rows_behind", "with_first_rows", "with_heads"]


_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")

Rows = tuple[tuple[tuple[tuple[Word, ...], ...], ...], ...]

#: Cells of one row stand at least so many sizes, and so many points, apart where the rows around show columns.
_FINE = (0.55, 3.0)
#: More lines than this above a table are no heads of it.
_MOST_HEADS = 3


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
    apart = float("inf")
    labelled = False  # the line before is the first of a label, and this one has its numbers
    for place, (before, line) in enumerate(pairwise(lines), 1):
        drop = before.y - line.y
        if line.band != before.band or line.page != before.page or drop > 3.2 * line.size:
            break
        if _is_row(line):
            rows += 1
            apart = min(apart, apart if labelled else drop)
            labelled = False
        elif _labels(before, line, lines[place + 1] if place + 1 < len(lines) else None):
            labelled = True
        elif len(line.segments()) > 1 or not _inside(line, taken, drop, apart):
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
    return _table(taken, edges) if edges else None


def with_heads(table: PdfTable, lines: Sequence[Line], above: Sequence[Line]) -> PdfTable:
    """The table with the lines above it that are heads of its columns.

    Heads stand closer together than the numbers below them, so that they look like words of one line; what tells
    them is that their pieces fall into the columns without moving or losing one.

    Args:
        table: as :func:`find_table` found it.
        lines: the lines that it took.
        above: lines before it on the page, the nearest last.
    """
    taken = list(lines)
    edges = list(table.edges)
    heads = 0
    for line in reversed(above):
        wider = _edges_with_head(line, taken, len(edges))
        if heads == _MOST_HEADS or wider is None:
            break
        taken.insert(0, line)
        edges = wider
        heads += 1
    return _table(taken, edges) if heads else table


def with_first_rows(table: PdfTable, lines: Sequence[Line], before: Sequence[Line]) -> PdfTable:
    """The table with its heads and first rows from the foot of the page before: too few there to be a table
    by themselves.
    """
    taken = list(lines)
    edges = list(table.edges)
    found = 0
    for line in reversed(before):
        near = found == 0 or line.y - taken[0].y <= 3.2 * line.size
        wider = _edges_with(line, taken, len(edges)) if near and found < _MOST_HEADS else None
        if wider is None:
            break
        taken.insert(0, line)
        edges = wider
        found += 1
    return _table(taken, edges) if found else table


def rows_behind(table: PdfTable, lines: Sequence[Line], behind: Sequence[Line]) -> int:
    """How many lines at the top of the next page are rows of the table: complete ones, in its columns."""
    columns = len(table.edges) + 1
    count = 0
    for line in behind:
        complete = len(line.parted(*_FINE)) == columns and _is_row(line)
        if not complete or _edges_with(line, lines, columns - 1) is None:
            break
        count += 1
    return count


def _table(taken: Sequence[Line], edges: Sequence[float]) -> PdfTable:
    table, pages = _cells(taken, edges)
    return PdfTable(_frozen(table), len(taken), _headers(table), tuple(edges), pages)


def _edges_with_head(line: Line, below: Sequence[Line], columns: int) -> list[float] | None:
    """Where the columns part once this line is their head; None when it is none."""
    first = below[0]
    if line.page != first.page or line.band != first.band or line.y - first.y > 2.4 * line.size:
        return None
    return _edges_with(line, below, columns)


def _edges_with(line: Line, below: Sequence[Line], columns: int) -> list[float] | None:
    """Where the columns part when this line is one of their rows; None when its pieces don't fall into them."""
    if abs(line.size - below[0].size) > 0.12 * below[0].size:
        return None
    cells = line.parted(*_FINE)
    if len(cells) < 2 or len(cells) > columns + 1 or line.text.endswith((".", ":", ";")):
        return None
    if any(len(cell) > 5 for cell in cells):
        return None
    rows = [row for row in below if _is_row(row)]
    edges = _strips([line, *rows], _spared(rows))
    return edges if len(edges) == columns and _strips([line, *rows[:1]], 0) else None


def cut_again(lines: Sequence[Line], edges: Sequence[float]) -> Rows:
    """Rows of a table whose columns part at known places: what goes on from the page before."""
    return _frozen(_cells(lines, edges)[0])


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


def _inside(line: Line, taken: Sequence[Line], drop: float, apart: float) -> bool:
    """Whether a line of one piece goes on a cell of the rows above it, which stand so far apart."""
    if drop > 1.6 * line.size and not _within(line, drop, apart):
        return False
    width = (line.x1 - line.x0) / max(line.right - line.left, 1.0)
    starts = [segment[0].x0 for row in taken[-3:] for segment in row.segments()]
    first = min(row.x0 for row in taken)
    at_start = any(abs(line.x0 - start) < 4 for start in starts)
    if at_start and line.x0 > first + 4:
        return width <= 0.8
    return width <= 0.6 and (at_start or width < 0.25)


def _labels(above: Line, line: Line, row: Line | None) -> bool:
    """Whether a line is the first of a label of several lines, with the numbers of its row set half way down.

    Between two lines of the label, or beside its second one; either way nearer to the row than to what is above.
    """
    if row is None or len(line.segments()) != 1 or not _is_row(row):
        return False
    drop = line.y - row.y
    first = row.segments()[0]
    between = drop < 0.95 * line.size and line.x1 < row.x0
    beside = (
        drop < 1.35 * line.size
        and abs(line.x0 - row.x0) < 2
        and line.x1 < row.segments()[1][0].x0
        and first[0]
        .text[:1]
        .islower()  # a capital tells that the line is a heading of several rows
    )
    return 0 < 1.25 * drop < above.y - line.y and (between or beside)


def _within(line: Line, drop: float, apart: float) -> bool:
    """Whether a line stands nearer to the one above it than any two rows of its table do to each other."""
    return drop <= min(2.1 * line.size, 0.8 * apart) and apart < float("inf")


def _edges(rows: Sequence[Line]) -> list[float]:
    """Middles of the vertical strips that part the columns: those that no row covers, where they part as many
    columns as most rows have; else those that nearly no row covers.
    """
    clear = _strips(rows, 0)
    usual = statistics.mode(len(row.parted(*_FINE)) for row in rows)
    return clear if len(clear) >= usual - 1 else _strips(rows, _spared(rows))


def _spared(rows: Sequence[Line]) -> int:
    """How many rows may reach over a strip: a cell that spans two columns, say."""
    return max(len(rows) // 6, int(len(rows) >= 4))


def _strips(rows: Sequence[Line], allowed: int) -> list[float]:
    """Middles of the vertical strips that at most so many rows cover."""
    spans = sorted(
        (segment[0].x0, max(w.x1 for w in segment))
        for row in rows
        for segment in row.parted(*_FINE)
    )
    low, high = spans[0][0], max(end for _, end in spans)
    steps = max(int(high - low) + 1, 1)
    covered = [0] * (steps + 1)
    for start, end in spans:
        for place in range(int(start - low), min(int(end - low) + 1, steps)):
            covered[place] += 1
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


def _cells(
    taken: Sequence[Line], edges: Sequence[float]
) -> tuple[list[list[list[tuple[Word, ...]]]], tuple[int, ...]]:
    """Rows of cells, and the page of each; a line that only goes on cells above it joins their row."""
    table: list[list[list[tuple[Word, ...]]]] = []
    pages: list[int] = []
    rows = [line for line in taken if _is_row(line)]
    apart = min(
        (above.y - row.y for above, row in pairwise(rows) if row.page == above.page),
        default=float("inf"),
    )
    last, labelled = taken[0], False
    labels = [cells[0] for cells in (_parted(row, edges) for row in rows) if cells[0]]
    room = max((word.x1 for label in labels for word in label), default=0.0)
    for line, behind in zip_longest(taken, taken[1:]):
        cells = _parted(line, edges)
        filled = [place for place, cell in enumerate(cells) if cell]
        numeric = any(
            all(any(map(str.isdigit, word.text)) for word in cell) for cell in cells if cell
        )
        drop = last.y - line.y
        begins = _labels(last, line, behind)
        joins = labelled or (
            bool(table)
            and not numeric
            and not begins
            and not (filled == [0] and _heads(cells[0], table[-1][0], room))
            and line.page == last.page
            and (drop <= 1.45 * line.size or _within(line, drop, apart))
            and len(filled) < sum(bool(cell) for cell in table[-1])
        )
        if joins:
            for place in filled:
                table[-1][place].append(tuple(cells[place]))
        else:
            table.append([[tuple(cell)] if cell else [] for cell in cells])
            pages.append(line.page)
        last, labelled = line, begins
    return table, tuple(pages)


def _heads(label: Sequence[Word], above: Sequence[Sequence[Word]], room: float) -> bool:
    """Whether a label is the heading of the rows below: it begins high, and its first word had room above it."""
    if not above or not label[0].text[:1].isupper():
        return False
    end = max(word.x1 for word in above[-1])
    return end + 0.5 * label[0].size + (label[0].x1 - label[0].x0) < room


def _parted(line: Line, edges: Sequence[float]) -> list[list[Word]]:
    """The words of a line by column."""
    cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for run in line.parted(*_FINE):
        for piece in [run] if _in_one(run, edges) else [[word] for word in run]:
            middle = (piece[0].x0 + max(word.x1 for word in piece)) / 2
            cells[sum(edge < middle for edge in edges)] += piece
    return cells


def _in_one(run: Sequence[Word], edges: Sequence[float]) -> bool:
    """Whether a run of words reaches over at most one edge: it is one cell then, wider than those below it.

    Numbers behind an edge are a cell of their own, however near the words before it come.
    """
    start, end = run[0].x0, max(word.x1 for word in run)
    over = [edge for edge in edges if start < edge < end]
    behind = [word.text for word in run if over and word.x0 > over[0]]
    numbers = bool(behind) and len(behind) < len(run) and all(text[0].isdigit() for text in behind)
    return not over or (len(over) == 1 and not numbers)


def _headers(table: Sequence[Sequence[Sequence[tuple[Word, ...]]]]) -> int:
    """One row of heads when no cell of the first row begins with a number but a year, and a later one does."""

    def numbers(row: Sequence[Sequence[tuple[Word, ...]]], *, years: bool) -> bool:
        first = [cell[0][0].text for cell in row if cell]
        return any(text[:1].isdigit() and not (years and _YEAR.fullmatch(text)) for text in first)

    return int(
        not numbers(table[0], years=True) and any(numbers(row, years=False) for row in table[1:])
    )
