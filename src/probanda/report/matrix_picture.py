"""Article × evidence as a picture: how much of each provision has support, for each act. No verdicts."""

from __future__ import annotations

import textwrap
from pathlib import Path

from probanda.law.matrix import Cell, Matrix
from probanda.report.pictures import INK, Picture, canvas, encode, text_ink
from probanda.report.saved_picture import save

__all__ = ["draw_matrix", "matrix_picture"]

#: Lightness falls with the share of elements that have support: readable on a grey printer.
SHADES = ("#f4f7f9", "#cfe0ec", "#9cc1d9", "#5d93b8", "#1b4f72")
EMPTY = "#ffffff"


def draw_matrix(matrix: Matrix, path: Path) -> None:
    """Draw a matrix into a file (.svg or .png)."""
    save(matrix_picture(matrix), path)


def matrix_picture(matrix: Matrix) -> Picture:
    """Rows are provisions, columns are acts; "3/5" is three of five elements with support.

    Hatched: something is contested; "e": an exception is claimed; "n/a": does not apply on that day.
    """
    rows, columns = len(matrix.provisions), len(matrix.acts)
    labels = [f"{p.code}  {textwrap.shorten(p.title, 44)}" for p in matrix.provisions]
    names = [textwrap.shorten(act.key, 26) for act in matrix.acts]
    left, step = 82.0, max(9.0, min(16.0, 110.0 / max(1, columns)))
    width = left + step * max(1, columns) + 6
    head = 8 + 1.7 * max((len(name) for name in names), default=0)
    height = head + 6.2 * max(1, rows) + 16
    with canvas(width, height) as (figure, axes):
        axes.set_position(
            (left / width, 14 / height, step * max(1, columns) / width, 6.2 * max(1, rows) / height)
        )
        axes.set_xlim(0, max(1, columns))
        axes.set_ylim(max(1, rows), 0)
        axes.set_xticks([i + 0.5 for i in range(columns)], names, rotation=90)
        axes.set_yticks([i + 0.5 for i in range(rows)], labels)
        axes.xaxis.set_ticks_position("top")
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        for y, cells in enumerate(matrix.cells):
            for x, cell in enumerate(cells):
                fill, words, hatch = _look(cell)
                axes.add_patch(_box(x, y, fill, hatch))
                axes.text(
                    x + 0.5,
                    y + 0.5,
                    words,
                    ha="center",
                    va="center",
                    fontsize=6.5,
                    color=text_ink(fill),
                )
        figure.text(
            0.01,
            0.02,
            "3/5: three of five elements have support. Hatched: contested. e: an exception is claimed.\n"
            "n/a: does not apply on that day or to that conflict. Empty: nothing in the record. "
            "No finding is made.",
            fontsize=6.2,
            color=INK,
        )
        return encode(figure, width, height)


def _look(cell: Cell | None) -> tuple[str, str, str]:
    if cell is None:
        return EMPTY, "", ""
    if cell.state == "not-applicable":
        return EMPTY, "n/a", ""
    share = cell.supported / cell.needed if cell.needed else 0.0
    fill = SHADES[min(len(SHADES) - 1, round(share * (len(SHADES) - 1)))]
    mark = " e" if cell.state == "exception-supported" else ""
    return fill, f"{cell.supported}/{cell.needed}{mark}", "////" if cell.contested else ""


def _box(x: int, y: int, fill: str, hatch: str) -> object:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), 1, 1, facecolor=fill, edgecolor="#b0b0b0", linewidth=0.4, hatch=hatch)
