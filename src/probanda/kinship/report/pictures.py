"""Pictures as SVG text: pedigrees, the heat map of ratios, the posterior matrix.

Matplotlib without a screen; fixed metadata, so that the same input gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.pedigree import Pedigree
from probanda.kinship.report.layout import layout

Array = NDArray[np.float64]
TYPED, MISSING, PLAIN = "#9ecae1", "#fdd0a2", "#ffffff"


def _figure(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(figure)
    return figure, figure.add_subplot()


def _svg(figure: Any) -> str:
    from matplotlib import rc_context

    out = io.StringIO()
    with rc_context({"svg.hashsalt": "probanda", "svg.fonttype": "none"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "Probanda"})
    text = out.getvalue()
    return text[text.index("<svg") :]


def draw_pedigree(
    ped: Pedigree, typed: Sequence[str] = (), missing: Sequence[str] = (), title: str = ""
) -> str:
    """A pedigree: squares men, circles women, diamonds unknown; typed and missing marked.

    Returns:
        SVG text.
    """
    from matplotlib.patches import Circle, Polygon, Rectangle

    at = layout(ped)
    figure, axes = _figure(max(3.0, at.width * 0.95 + 1.6), at.depth * 1.15 + 1.5)
    for p in ped.persons:
        _descent(axes, at.x, at.y, p.id, p.father, p.mother)
    r = 0.22
    for p in ped.persons:
        x, y = at.x[p.id], -float(at.y[p.id])
        face = MISSING if p.id in missing else TYPED if p.id in typed else PLAIN
        style: Any = {"facecolor": face, "edgecolor": "black", "zorder": 3}
        if p.sex == "male":
            axes.add_patch(Rectangle((x - r, y - r), 2 * r, 2 * r, **style))
        elif p.sex == "female":
            axes.add_patch(Circle((x, y), r, **style))
        else:
            axes.add_patch(Polygon([(x - r, y), (x, y + r), (x + r, y), (x, y - r)], **style))
        mark = "?" if p.id in missing else "●" if p.id in typed else ""
        axes.text(x, y, mark, ha="center", va="center", fontsize=9, zorder=4)
        axes.text(x, y - r - 0.06, p.id, ha="center", va="top", fontsize=8, zorder=4)
    axes.set_xlim(-0.7, at.width + 0.7)
    axes.set_ylim(-at.depth - 0.65, 0.45)
    axes.set_aspect("equal")
    axes.set_axis_off()
    if title:
        axes.set_title(title, fontsize=10)
    return _svg(figure)


def _descent(
    axes: Any,
    x: Mapping[str, float],
    y: Mapping[str, int],
    child: str,
    father: str | None,
    mother: str | None,
) -> None:
    known = [q for q in (father, mother) if q]
    if not known:
        return
    line = {"color": "black", "linewidth": 0.9, "zorder": 1}
    if len(known) == 2 and y[known[0]] == y[known[1]]:
        level = -float(y[known[0]])
        axes.plot([x[known[0]], x[known[1]]], [level, level], **line)
        middle = (x[known[0]] + x[known[1]]) / 2
        turn = -float(y[child]) + 0.5
        axes.plot(
            [middle, middle, x[child], x[child]], [level, turn, turn, -float(y[child])], **line
        )
        return
    for q in known:
        axes.plot([x[q], x[child]], [-float(y[q]), -float(y[child])], **line)


def heat_map(
    values: Array, rows: Sequence[str], columns: Sequence[str], title: str, *, log: bool = True
) -> str:
    """A matrix as coloured cells with numbers where there is room; NaN stays white.

    `log` shows log10; an impossible pairing is a cross in a white cell.
    """
    figure, axes = _figure(min(14.0, 0.55 * len(columns) + 2.2), min(14.0, 0.36 * len(rows) + 1.6))
    with np.errstate(divide="ignore"):
        shown = np.log10(values) if log else values
    finite = np.where(np.isfinite(shown), shown, np.nan)
    top = max(4.0, float(np.nanmax(np.abs(finite)))) if np.isfinite(finite).any() else 4.0
    limits = {"vmin": -min(top, 12), "vmax": min(top, 12)} if log else {"vmin": 0, "vmax": 1}
    picture = axes.imshow(finite, cmap="RdBu" if log else "Blues", aspect="auto", **limits)
    figure.colorbar(picture, ax=axes, label="log10 LR" if log else "posterior")
    if values.size <= 400:
        for i, j in np.ndindex(values.shape):
            v = shown[i, j]
            if np.isnan(v):
                continue
            text = "×" if v == -np.inf else f"{v + 0.0:z.1f}" if log else f"{v:.2g}"
            dark = np.isfinite(v) and (abs(v) > 0.6 * min(top, 12) if log else v > 0.6)
            color = "white" if dark else "black"
            axes.text(j, i, text, ha="center", va="center", fontsize=7, color=color)
    axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=8)
    axes.set_yticks(range(len(rows)), rows, fontsize=8)
    axes.set_title(title, fontsize=10)
    return _svg(figure)
