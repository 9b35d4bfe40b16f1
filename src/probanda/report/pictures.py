"""What every drawn picture shares: ink, hatching, size, and bytes that are the same on each run.

What is drawn is said in ``charts`` and ``maps``; how a picture is placed, in the writers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

__all__ = ["HATCHES", "INK", "INKS", "Picture", "canvas", "encode", "text_ink"]

#: Fills for series, dark to light and back: neighbours differ in lightness (CIE L* 31, 74, 52, 88, 62, 40),
#: so they stay apart on a grey printer, and in hue (blue, orange, green …) for colour-blind readers.
INKS = ("#1b4f72", "#e8a33d", "#3f8f76", "#cfe0ec", "#b58fae", "#7a4b3a")
#: Hatching repeats the distinction without any colour; the first fill stays plain.
HATCHES = ("", "////", "....", "\\\\\\\\", "xxxx", "----")
INK = "#222222"
_QUIET = "#777777"
_PIXELS_PER_INCH = 200
_MM = 1 / 25.4


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture twice: as SVG (letters as outlines) and as PNG; size in millimetres."""

    svg: bytes
    png: bytes
    width: float
    height: float


def text_ink(fill: str) -> str:
    """Black or white, whichever reads better on ``fill`` (``#rrggbb``; WCAG relative luminance).

    >>> text_ink("#1b4f72"), text_ink("#cfe0ec")
    ('#ffffff', '#222222')
    """
    channels = [int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if luminance < 0.25 else INK


@contextmanager
def canvas(width: float, height: float) -> Iterator[tuple[Canvas, Any]]:
    """A blank sheet of ``width`` x ``height`` millimetres with one pair of axes, in our style only.

    The user's own matplotlib settings are set aside: they would change the bytes.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    style: dict[str, Any] = {
        "font.family": ["DejaVu Sans"],
        "font.size": 8.5,
        "axes.edgecolor": _QUIET,
        "axes.linewidth": 0.6,
        "axes.labelcolor": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
        "hatch.linewidth": 0.5,
        "legend.frameon": False,
        "savefig.dpi": _PIXELS_PER_INCH,
        "svg.fonttype": "path",
        "svg.hashsalt": "probanda",
        "text.usetex": False,
        "text.parse_math": False,  # a dollar sign is a dollar sign
    }
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(style)  # type: ignore[arg-type]
        figure = Figure(figsize=(width * _MM, height * _MM))
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        yield figure, axes


def encode(figure: Canvas, width: float, height: float) -> Picture:
    """Both encodings of a finished sheet, without dates or program versions in them."""
    svg, png = io.BytesIO(), io.BytesIO()
    figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    figure.savefig(png, format="png", metadata={"Software": None})
    return Picture(svg.getvalue(), png.getvalue(), width, height)
