#!/usr/bin/env python3
"""Draw the two invented organisations' logos. Run from the project folder."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Wedge

OUT = Path("examples/two-rivers/manuscripts/logos")


def save(figure: Figure, name: str) -> None:
    """PNG without a date inside, so that the same script gives the same bytes."""
    figure.savefig(OUT / name, dpi=150, transparent=True, metadata={"Software": None})


def main() -> None:
    """An open book over a line, and a valley between two slopes."""
    mpl.rcParams["svg.hashsalt"] = "probanda"
    figure = Figure(figsize=(1.4, 1.4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-1, 1), ylim=(-1, 1), aspect="equal")
    axes.axis("off")
    axes.add_patch(Circle((0, 0), 0.95, fill=False, lw=4, ec="#1f3a5f"))
    for side in (-1, 1):
        axes.add_patch(FancyBboxPatch((0.06 if side > 0 else -0.6, -0.35), 0.54, 0.7,
                                      boxstyle="round,pad=0.02", fc="none", ec="#1f3a5f", lw=3))  # fmt: skip
        for line in (-0.15, 0.02, 0.19):
            axes.plot([side * 0.15, side * 0.5], [line, line], color="#1f3a5f", lw=2)
    save(figure, "open-record.png")
    figure = Figure(figsize=(1.4, 1.4))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-1, 1), ylim=(-1, 1), aspect="equal")
    axes.axis("off")
    axes.add_patch(Wedge((0, 0), 0.95, 0, 360, width=0.06, fc="#6b2d3c"))
    axes.plot([-0.75, -0.1, 0.15, 0.75], [0.45, -0.45, -0.45, 0.45], color="#6b2d3c", lw=5)
    axes.plot([-0.3, 0.3], [-0.62, -0.62], color="#6b2d3c", lw=3)
    save(figure, "lawyers-of-the-valley.png")


if __name__ == "__main__":
    main()
