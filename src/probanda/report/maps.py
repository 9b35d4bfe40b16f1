"""Draws a map of sites: outlines, points sized by a value, labels that stay clear of each other.

No tiles and no network. Where consent narrows a site, its district's centre is drawn instead, or nothing;
:func:`visible_points` decides, and says how many were moved or left out.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from probanda.consent import Form, Level, shown_as
from probanda.report.labels import Labels
from probanda.report.pictures import INK, INKS, Picture, canvas, encode
from probanda.report.values import Map, MapPoint

__all__ = ["DrawnPoint", "VisiblePoints", "draw_map", "visible_points"]

_WIDTH = 150.0  # millimetres
_HEIGHTS = (60.0, 84.0)
_EARTH = 6371.0  # kilometres, mean radius
_LAND, _EDGE, _QUIET = "#f3efe6", "#8a8a8a", "#6b6b6b"
_EXACT, _COARSE = INKS[0], INKS[1]


@dataclass(frozen=True, slots=True)
class DrawnPoint:
    """A point as a level may show it; ``coarse`` when it is a district's centre."""

    label: str
    latitude: float
    longitude: float
    value: Decimal | None
    coarse: bool


@dataclass(frozen=True, slots=True)
class VisiblePoints:
    """What a level may show of a map, and how many points were moved to a district or left out."""

    points: tuple[DrawnPoint, ...]
    coarsened: int
    left_out: int


def visible_points(chart: Map, level: Level) -> VisiblePoints:
    """The points of a map in the form that ``level`` and each point's consent allow.

    Points of one district become one mark with the sum of their values, so that the number of marks does
    not give away where each lies. A narrowed point without a district is left out.
    """
    exact: list[DrawnPoint] = []
    districts: dict[tuple[str, float, float], list[MapPoint]] = {}
    left_out = 0
    for point in chart.points:
        form = shown_as(point.consent, level)
        if form is Form.FULL:
            exact.append(
                DrawnPoint(point.label, point.latitude, point.longitude, point.value, coarse=False)
            )
        elif form is Form.WITHHELD or point.coarse is None:
            left_out += 1
        else:
            districts.setdefault(point.coarse, []).append(point)
    merged = [
        DrawnPoint(name, latitude, longitude, _sum(p.value for p in points), coarse=True)
        for (name, latitude, longitude), points in sorted(districts.items())
    ]
    return VisiblePoints((*exact, *merged), sum(map(len, districts.values())), left_out)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def draw_map(chart: Map, level: Level, labels: Labels) -> Picture:
    """The map at a redaction level, with a scale bar, north, and a note when positions are coarse.

    Raises ``ValueError`` when there is nothing to draw.
    """
    visible = visible_points(chart, level)
    frame = _Frame.around(chart, visible.points)
    height = min(max(_WIDTH / frame.ratio, _HEIGHTS[0]), _HEIGHTS[1]) + 6.0
    with canvas(_WIDTH, height) as (figure, axes):
        axes.set_position((0.004, 5.6 / height, 0.992, 1 - 6.2 / height))
        axes.set_facecolor("white")
        axes.set_xticks([])
        axes.set_yticks([])
        for side in ("top", "right"):
            axes.spines[side].set_visible(True)
        taken: list[_Box] = []
        frame.apply(axes, _WIDTH / (height - 6.2))
        for _, ring in chart.outlines:
            axes.fill(
                [x for x, _ in ring],
                [y for _, y in ring],
                facecolor=_LAND,
                edgecolor=_EDGE,
                linewidth=0.8,
            )
        largest = max((p.value for p in visible.points if p.value is not None), default=Decimal(0))
        for point in visible.points:
            axes.scatter(
                [point.longitude],
                [point.latitude],
                s=_area(point.value, largest),
                marker="s" if point.coarse else "o",
                facecolor=_COARSE if point.coarse else _EXACT,
                edgecolor="white",
                linewidth=0.8,
                zorder=3,
            )
        pen = _Pen(figure, axes, taken)
        for point in visible.points:
            pen.keep_clear(point, _area(point.value, largest))
        _scale_bar(axes, frame, labels, pen)
        _north(axes, labels, pen)
        for point in sorted(visible.points, key=lambda p: (-p.latitude, p.longitude, p.label)):
            pen.label(point, _area(point.value, largest), labels)
        for name, ring in chart.outlines:
            pen.region(name, ring)
        _foot(figure, visible, height, labels)
        return encode(figure, _WIDTH, height)


def _area(value: Decimal | None, largest: Decimal) -> float:
    """Area of a mark in square points: proportional to the value, never too small to be seen."""
    if value is None or largest <= 0:
        return 34.0
    return 26.0 + 150.0 * float(value / largest)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The window on the earth, in degrees, and the stretch that makes a kilometre equal both ways."""

    west: float
    east: float
    south: float
    north: float

    @classmethod
    def around(cls, chart: Map, points: Sequence[DrawnPoint]) -> _Frame:
        xs = [p.longitude for p in points] + [x for _, ring in chart.outlines for x, _ in ring]
        ys = [p.latitude for p in points] + [y for _, ring in chart.outlines for _, y in ring]
        if not xs:
            raise ValueError(
                f"map {chart.key}: no outline, and no point may be shown at this level"
            )
        pad_x = max((max(xs) - min(xs)) * 0.05, 0.04)
        pad_y = max((max(ys) - min(ys)) * 0.06, 0.03)
        return cls(min(xs) - pad_x, max(xs) + pad_x, min(ys) - pad_y, max(ys) + pad_y)

    @property
    def stretch(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def ratio(self) -> float:
        return (self.east - self.west) * self.stretch / (self.north - self.south)

    def kilometres_across(self) -> float:
        return math.radians(self.east - self.west) * self.stretch * _EARTH

    def apply(self, axes: Any, sheet_ratio: float) -> None:
        """Sets the limits so that the window fills a sheet of this ratio without distortion."""
        west, east, south, north = self.west, self.east, self.south, self.north
        if self.ratio < sheet_ratio:
            extra = ((north - south) * sheet_ratio / self.stretch - (east - west)) / 2
            west, east = west - extra, east + extra
        else:
            extra = ((east - west) * self.stretch / sheet_ratio - (north - south)) / 2
            south, north = south - extra, north + extra
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: _Box) -> float:
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across * up if across > 0 and up > 0 else 0.0


class _Pen:
    """Places labels greedily: the first of many positions around a mark that hides nothing."""

    def __init__(self, figure: Any, axes: Any, taken: list[_Box]) -> None:
        self._axes, self._taken = axes, taken
        self._renderer = figure.canvas.get_renderer()
        self._point = figure.dpi / 72
        box = axes.get_window_extent(self._renderer)
        self._sheet = _Box(box.x0, box.y0, box.x1, box.y1)

    def _degrees(self, x: float, y: float) -> tuple[float, float]:
        """From dots back to degrees: text placed in dots would move with the resolution."""
        longitude, latitude = self._axes.transData.inverted().transform((x, y))
        return float(longitude), float(latitude)

    def keep_clear(self, point: DrawnPoint, area: float) -> None:
        x, y = self._axes.transData.transform((point.longitude, point.latitude))
        half = math.sqrt(area) / 2 * self._point
        self._taken.append(_Box(x - half, y - half, x + half, y + half))

    def reserve(self, artist: Any) -> None:
        box = artist.get_window_extent(self._renderer)
        self._taken.append(_Box(box.x0, box.y0, box.x1, box.y1))

    def label(self, point: DrawnPoint, area: float, labels: Labels) -> None:
        words = textwrap.fill(point.label, 24)
        if point.value is not None:
            words += f" ({labels.number(point.value)})"
        text = self._axes.text(
            *self._degrees(self._sheet.left, self._sheet.bottom),
            words,
            fontsize=7.5,
            ha="left",
            va="bottom",
            zorder=5,
            linespacing=1.1,
        )
        from matplotlib.patheffects import withStroke

        text.set_path_effects([withStroke(linewidth=1.6, foreground="white")])
        size = text.get_window_extent(self._renderer)
        x, y = self._axes.transData.transform((point.longitude, point.latitude))
        box, away = self._best(x, y, size.width, size.height, math.sqrt(area) / 2 * self._point)
        text.set_position(self._degrees(box.left, box.bottom))
        self._taken.append(box)
        if away:
            middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
            near = (
                min(max(x, box.left), box.right),
                box.bottom if middle[1] > y else box.top,
            )
            ends = (self._degrees(x, y), self._degrees(*near))
            self._axes.plot(*zip(*ends, strict=True), color=_QUIET, linewidth=0.6, zorder=2)

    def _best(
        self, x: float, y: float, width: float, height: float, radius: float
    ) -> tuple[_Box, bool]:
        best: tuple[float, _Box, bool] | None = None
        for ring in range(7):
            gap = radius + (2 + 9 * ring) * self._point
            for turn in range(16 if ring else 8):
                angle = 2 * math.pi * turn / (16 if ring else 8)
                cx = x + math.cos(angle) * (gap + width / 2)
                cy = y + math.sin(angle) * (gap + height / 2)
                box = _Box(cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2)
                hidden = sum(box.overlap(other) for other in self._taken)
                inside = box.overlap(self._sheet)
                cost = hidden + 4 * (width * height - inside)
                if best is None or cost < best[0] - 1e-6:
                    best = (cost, box, ring > 0)
                if cost < 1e-6:
                    return box, ring > 0
        assert best is not None
        return best[1], best[2]

    def region(self, name: str, ring: Sequence[tuple[float, float]]) -> None:
        """The name of an outline inside it, where nothing else stands; left out when there is no room."""
        from matplotlib.path import Path as Outline

        text = self._axes.text(
            *self._degrees(self._sheet.left, self._sheet.bottom),
            " ".join(name.upper()) if name.isascii() else name,
            color=_QUIET,
            fontsize=7,
            ha="left",
            va="bottom",
            zorder=1,
        )
        size = text.get_window_extent(self._renderer)
        corners = self._axes.transData.transform(list(ring))
        outline = Outline(corners)
        left, bottom = corners.min(axis=0)
        right, top = corners.max(axis=0)
        middle = ((left + right) / 2, (bottom + top) / 2)
        spots = [
            (left + (right - left) * i / 12, bottom + (top - bottom) * j / 12)
            for i in range(1, 12)
            for j in range(1, 12)
        ]
        for x, y in sorted(spots, key=lambda s: (round(math.dist(s, middle)), s)):
            box = _Box(
                x - size.width / 2, y - size.height / 2, x + size.width / 2, y + size.height / 2
            )
            edges = [(box.left, box.bottom), (box.right, box.bottom), (box.left, box.top)]
            edges += [(box.right, box.top), (x, y)]
            if outline.contains_points(edges).all() and not any(map(box.overlap, self._taken)):
                text.set_position(self._degrees(box.left, box.bottom))
                self._taken.append(box)
                return
        text.remove()


def _scale_bar(axes: Any, frame: _Frame, labels: Labels, pen: _Pen) -> None:
    """A bar of a round number of kilometres, about a fifth of the sheet, at the lower left."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    across = math.radians(east - west) * frame.stretch * _EARTH
    power = 10 ** math.floor(math.log10(across / 4))
    length = max(step * power for step in (1, 2, 5) if step * power <= across / 4)
    degrees = length / across * (east - west)
    x, y = west + (east - west) * 0.025, south + (north - south) * 0.035
    for start, ink in ((0.0, INK), (0.5, "white")):
        (bar,) = axes.fill(
            [
                x + degrees * start,
                x + degrees * (start + 0.5),
                x + degrees * (start + 0.5),
                x + degrees * start,
            ],
            [y, y, y + (north - south) * 0.009, y + (north - south) * 0.009],
            facecolor=ink,
            edgecolor=INK,
            linewidth=0.6,
            zorder=4,
        )
        pen.reserve(bar)
    size = Decimal(str(length)).normalize()
    words = axes.text(
        x,
        y + (north - south) * 0.018,
        f"{labels.number(size, decimals=max(0, -int(size.as_tuple().exponent)))} {labels.word('kilometre')}",
        fontsize=7,
        zorder=4,
    )
    pen.reserve(words)


def _north(axes: Any, labels: Labels, pen: _Pen) -> None:
    arrow = axes.annotate(
        labels.word("north"),
        xy=(0.972, 0.975),
        xytext=(0.972, 0.865),
        xycoords="axes fraction",
        ha="center",
        va="center",
        fontsize=8,
        zorder=4,
        arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 0.9},
    )
    pen.reserve(arrow)


def _foot(figure: Any, visible: VisiblePoints, height: float, labels: Labels) -> None:
    """The key under the map: which marks are exact, which stand for a district."""
    parts: list[tuple[str, str, str]] = []
    if any(not point.coarse for point in visible.points):
        parts.append(("o", _EXACT, labels.word("map-exact")))
    if visible.coarsened:
        parts.append(("s", _COARSE, labels.word("map-coarse")))
    handles = []
    from matplotlib.lines import Line2D

    for marker, ink, words in parts:
        handles.append(
            Line2D(
                [],
                [],
                marker=marker,
                color="none",
                markerfacecolor=ink,
                markeredgecolor="white",
                markersize=6.5,
                label=words,
            )
        )
    if handles:
        figure.legend(
            handles=handles,
            loc="lower left",
            bbox_to_anchor=(0.0, -0.5 / height),
            ncols=2,
            fontsize=7.5,
            borderaxespad=0.1,
            handletextpad=0.2,
        )
