"""A body diagram, front and back, with numbered findings: where, what, alleged cause, degree of consistency."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from probanda.report.pictures import INK, Picture, canvas, encode

__all__ = ["BodyMark", "body_picture"]


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One finding: its view (front or back), place (0 to 1 from the left and the top), and words."""

    view: str
    x: float
    y: float
    words: str
    degree: str = ""


# Our own outline of a standing figure, one half: (distance from the middle, height from the top), 0 to 1.
_HALF = (
    (0.00, 0.00), (0.055, 0.006), (0.082, 0.04), (0.078, 0.09), (0.045, 0.128), (0.05, 0.15),
    (0.13, 0.172), (0.19, 0.20), (0.215, 0.27), (0.235, 0.38), (0.27, 0.47), (0.295, 0.53),
    (0.27, 0.555), (0.235, 0.50), (0.20, 0.41), (0.165, 0.30), (0.15, 0.29), (0.145, 0.40),
    (0.165, 0.50), (0.165, 0.62), (0.14, 0.72), (0.135, 0.80), (0.105, 0.93), (0.13, 0.985),
    (0.06, 1.0), (0.055, 0.93), (0.05, 0.80), (0.045, 0.70), (0.02, 0.53), (0.00, 0.525),
)  # fmt: skip


def body_picture(marks: Sequence[BodyMark], title: str = "") -> Picture:
    """Both views with the findings numbered, and the list beside; the figure's left is on the right in front."""
    lines = [
        textwrap.fill(
            f"{n}  {mark.words}" + (f" ({mark.degree.replace('-', ' ')})" if mark.degree else ""),
            58,
        )
        for n, mark in enumerate(marks, 1)
    ]
    width, height = 180.0, max(100.0, 20 + 3.4 * sum(line.count("\n") + 2 for line in lines))
    with canvas(width, height) as (figure, axes):
        axes.set_position((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        tall, slim = 82.0, 66.0
        for view, centre in (("front", 26.0), ("back", 70.0)):
            outline = [(centre + dx * slim, 13 + y * tall) for dx, y in _HALF]
            outline += [(centre - dx * slim, 13 + y * tall) for dx, y in reversed(_HALF)]
            axes.add_patch(_polygon(outline))
            axes.text(centre, 99, view, ha="center", va="center", fontsize=7.5, color=INK)
            for n, mark in enumerate(marks, 1):
                if mark.view == view:
                    x, y = centre + (mark.x - 0.5) * 0.6 * slim, 13 + mark.y * tall
                    axes.text(
                        x, y, str(n), ha="center", va="center", fontsize=6.5, color="#ffffff",
                        bbox={"boxstyle": "circle,pad=0.25", "facecolor": "#7a1f16", "edgecolor": "none"},
                    )  # fmt: skip
        axes.text(94, 14, "\n\n".join(lines), fontsize=6.8, va="top", color=INK, linespacing=1.3)
        figure.text(6 / width, 1 - 6 / height, title, fontsize=9, fontweight="bold", color=INK)
        figure.text(
            94 / width,
            4 / height,
            "Degrees are the examiner’s, after the Istanbul Protocol.",
            fontsize=6.2,
            color=INK,
        )
        return encode(figure, width, height)


def _polygon(points: Sequence[tuple[float, float]]) -> object:
    from matplotlib.patches import Polygon

    return Polygon(points, closed=True, facecolor="#f2f2f2", edgecolor=INK, linewidth=0.7)
