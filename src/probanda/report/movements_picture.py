"""Movements of detained persons as a flow chart: places in the order in which people passed through them."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence

from probanda.report.pictures import INK, INKS, Picture, canvas, encode

__all__ = ["movements_picture"]


def movements_picture(paths: Sequence[Sequence[str]], title: str = "") -> Picture:
    """A flow chart of paths, one per person: ``[["Gorvan barracks", "exchanged to Kevria"], …]``.

    A box per place and step, as high as persons passed; a band per movement, as wide as persons moved.
    Persons are counted, never named. Raises ``ValueError`` when there is nothing to draw.
    """
    paths = [list(path) for path in paths if path]
    if not paths:
        raise ValueError("there is no movement to draw")
    steps = max(len(path) for path in paths)
    nodes: list[Counter[str]] = [
        Counter(path[step] for path in paths if len(path) > step) for step in range(steps)
    ]
    flows = [
        Counter((path[step], path[step + 1]) for path in paths if len(path) > step + 1)
        for step in range(steps - 1)
    ]
    leaving = [{left for left, _ in moved} for moved in flows] + [set()]
    unit = min(6.0, 80.0 / len(paths))
    gap = 9.0
    tallest = max(sum(column.values()) * unit + gap * len(column) for column in nodes)
    top = 14.0 if title else 4.0
    width, height = max(110.0, 56.0 * steps), tallest + top + 4
    box = 3.0
    with canvas(width, height) as (figure, axes):
        axes.set_position((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        places: list[dict[str, tuple[float, float]]] = []
        for step, column in enumerate(nodes):
            x, y = 6 + step * (width - 12) / steps, top
            places.append({})
            for name, count in sorted(column.items(), key=_first):
                high = count * unit
                axes.add_patch(
                    _rectangle(x, y, box, high, INKS[2] if name not in leaving[step] else INKS[0])
                )
                label = f"{textwrap.fill(name, 26)}\n{count} person{'' if count == 1 else 's'}"
                axes.text(
                    x + box + 1.5,
                    y + high / 2,
                    label,
                    fontsize=6.8,
                    va="center",
                    color=INK,
                    zorder=4,
                )
                places[step][name] = (x, y)
                y += high + gap
        for step, moved in enumerate(flows):
            here, there = places[step], places[step + 1]
            starts = _stacked(moved, here, there, unit, left=True)
            ends = _stacked(moved, here, there, unit, left=False)
            for pair, count in moved.items():
                (x1, y1), (x2, y2) = starts[pair], ends[pair]
                _band(axes, (x1 + box, y1), (x2, y2), count * unit)
        figure.text(6 / width, 1 - 7 / height, title, fontsize=9, fontweight="bold", color=INK)
        return encode(figure, width, height)


def _stacked(
    moved: Counter[tuple[str, str]],
    here: dict[str, tuple[float, float]],
    there: dict[str, tuple[float, float]],
    unit: float,
    *,
    left: bool,
) -> dict[tuple[str, str], tuple[float, float]]:
    """Where each band begins (or ends): in the order of its other end, so that bands cross little."""
    used: Counter[str] = Counter()
    found = {}
    order = sorted(moved, key=lambda pair: there[pair[1]][1] if left else here[pair[0]][1])
    for pair in order:
        name = pair[0] if left else pair[1]
        x, y = (here if left else there)[name]
        found[pair] = (x, y + used[name] * unit)
        used[name] += moved[pair]
    return found


def _first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _rectangle(x: float, y: float, width: float, height: float, fill: str) -> object:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), width, height, facecolor=fill, edgecolor=INK, linewidth=0.4, zorder=3)


def _band(axes: object, start: tuple[float, float], end: tuple[float, float], wide: float) -> None:
    """A band from right edge to left edge, bent like an S."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (x1, y1), (x2, y2) = start, end
    middle = (x1 + x2) / 2
    points = [
        (x1, y1), (middle, y1), (middle, y2), (x2, y2),
        (x2, y2 + wide), (middle, y2 + wide), (middle, y1 + wide), (x1, y1 + wide), (x1, y1),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    axes.add_patch(  # type: ignore[attr-defined]
        PathPatch(Path(points, codes), facecolor=INKS[3], edgecolor="none", alpha=0.75, zorder=1)
    )
