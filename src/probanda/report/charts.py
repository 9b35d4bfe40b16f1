"""Draws a chart from its data: bars, stacked bars, lines, a population pyramid.

Every chart can be read printed grey and by colour-blind readers (hatching beside colour), and says its
values directly on the marks. What is counted is the record's business; here are only pictures of numbers.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from probanda.report.labels import Labels
from probanda.report.movements_picture import movements_picture
from probanda.report.pictures import HATCHES, INK, INKS, Picture, canvas, encode, text_ink
from probanda.report.values import Chart

__all__ = ["draw_chart"]

_WIDTH = 150.0  # millimetres: the width of the text
_UPRIGHT_LABEL = 11  # characters of a category name that still fit under an upright bar
_UPRIGHT_BARS = 8
_FEW = 5
_SOFT = "#dddddd"


def draw_chart(chart: Chart, labels: Labels) -> Picture:
    """The chart as a picture of at most 150 mm width.

    Missing values leave a gap; they are never drawn as zero. Raises ``ValueError`` for a kind that we do not
    know, for a chart without data, and for a pyramid that has not two series.
    """
    try:
        draw = _KINDS[chart.kind]
    except KeyError:
        raise ValueError(f"chart {chart.key}: no such kind: {chart.kind}") from None
    if not chart.series or not chart.categories:
        raise ValueError(f"chart {chart.key}: there is nothing to draw")
    return draw(chart, labels)


def _numbers(values: Sequence[Decimal | None]) -> list[float]:
    return [float("nan") if value is None else float(value) for value in values]


def _drawn(value: Decimal | None) -> float:
    return 0.0 if value is None else float(value)


def _peak(chart: Chart) -> float:
    return max((_drawn(v) for series in chart.series for v in series.values), default=0.0) or 1.0


def _lies_flat(chart: Chart) -> bool:
    """Whether bars run to the right: names too long or bars too many to stand upright."""
    bars = len(chart.categories) * (len(chart.series) if chart.kind == "bar" else 1)
    longest = max((len(line) for name in chart.categories for line in name.split()), default=0)
    whole = max((len(name) for name in chart.categories), default=0)
    return bars > _UPRIGHT_BARS or longest > _UPRIGHT_LABEL or whole > 2 * _UPRIGHT_LABEL


def _wrapped(names: Sequence[str], width: int) -> list[str]:
    return [textwrap.fill(name, width) or name for name in names]


def _fill(number: int) -> dict[str, Any]:
    """Colour and hatching of the series with this number (0 first)."""
    return {
        "facecolor": INKS[number % len(INKS)],
        "hatch": HATCHES[number % len(HATCHES)],
        "edgecolor": INK if number else INKS[0],
        "linewidth": 0.4,
    }


def _legend(axes: Any, chart: Chart) -> None:
    if len(chart.series) > 1:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1.0),
            ncols=min(len(chart.series), 4),
            borderaxespad=0.2,
            handlelength=1.6,
            handleheight=1.1,
            columnspacing=1.4,
        )


def _strip(axes: Any, flat: bool) -> None:
    """Takes away the value axis: each mark carries its value."""
    if flat:
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0)
    else:
        axes.yaxis.set_visible(False)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="x", length=0)


def _name_axes(axes: Any, chart: Chart, flat: bool) -> None:
    across, up = (chart.y_label, chart.x_label) if flat else (chart.x_label, chart.y_label)
    if across:
        axes.xaxis.set_visible(True)
        axes.set_xlabel(across)
        if flat:
            axes.set_xticks([])
    if up:
        axes.yaxis.set_visible(True)
        axes.set_ylabel(up)
        if not flat and chart.kind != "line":
            axes.set_yticks([])


def _category_axis(axes: Any, chart: Chart, flat: bool) -> None:
    places = range(len(chart.categories))
    if flat:
        axes.set_yticks(places, _wrapped(chart.categories, 26))
        axes.invert_yaxis()
    else:
        axes.set_xticks(places, _wrapped(chart.categories, _UPRIGHT_LABEL + 1))


def _height(chart: Chart, flat: bool, rows: float) -> float:
    legend = 7.0 if len(chart.series) > 1 else 0.0
    names = 5.0 if chart.x_label or chart.y_label else 0.0
    return (max(28.0, 6.5 * rows + 8.0) if flat else 60.0) + legend + names


def _bars(chart: Chart, labels: Labels) -> Picture:
    flat = _lies_flat(chart)
    groups, beside = len(chart.categories), max(len(chart.series), 1)
    lines = sum(max(len(textwrap.wrap(name, 26)), 1) for name in chart.categories)
    height = _height(chart, flat, max(groups * beside * 0.85, lines * 0.7))
    thick = 0.78 / beside
    room = 0.012 * _peak(chart)
    with canvas(_WIDTH, height) as (figure, axes):
        for number, series in enumerate(chart.series):
            at = [i - 0.39 + thick * (number + 0.5) for i in range(groups)]
            sizes = [_drawn(value) for value in series.values]
            if flat:
                axes.barh(at, sizes, height=thick * 0.92, label=series.label, **_fill(number))
            else:
                axes.bar(at, sizes, width=thick * 0.92, label=series.label, **_fill(number))
            for place, value in zip(at, series.values, strict=True):
                words = labels.word("no-value") if value is None else labels.number(value)
                tip = _drawn(value) + room
                if flat:
                    axes.text(tip, place, words, va="center", ha="left")
                else:
                    axes.text(place, tip, words, va="bottom", ha="center")
        (axes.set_xlim if flat else axes.set_ylim)(0, _peak(chart) * 1.12)
        return _finish(figure, axes, chart, flat, height)


def _finish(figure: Any, axes: Any, chart: Chart, flat: bool, height: float) -> Picture:
    _category_axis(axes, chart, flat)
    if not flat and len(chart.categories) < _FEW:  # two bars need not fill the page
        spare = (_FEW - len(chart.categories)) / 2
        axes.set_xlim(-0.5 - spare, len(chart.categories) - 0.5 + spare)
    _strip(axes, flat)
    _name_axes(axes, chart, flat)
    _legend(axes, chart)
    figure.tight_layout(pad=0.4)
    return encode(figure, _WIDTH, height)


def _stacked(chart: Chart, labels: Labels) -> Picture:
    flat = _lies_flat(chart)
    groups = len(chart.categories)
    height = _height(chart, flat, groups * 1.25)
    totals = [sum(_drawn(series.values[i]) for series in chart.series) for i in range(groups)]
    peak = max(totals, default=0.0) or 1.0
    with canvas(_WIDTH, height) as (figure, axes):
        base = [0.0] * groups
        for number, series in enumerate(chart.series):
            sizes = [_drawn(value) for value in series.values]
            if flat:
                axes.barh(
                    range(groups),
                    sizes,
                    left=base,
                    height=0.68,
                    label=series.label,
                    **_fill(number),
                )
            else:
                axes.bar(
                    range(groups),
                    sizes,
                    bottom=base,
                    width=0.6,
                    label=series.label,
                    **_fill(number),
                )
            for i, value in enumerate(series.values):
                if value is not None and float(value) > 0.055 * peak:
                    middle = base[i] + float(value) / 2
                    spot = (middle, float(i)) if flat else (float(i), middle)
                    _inside(axes, labels.number(value), spot, number)
            base = [low + size for low, size in zip(base, sizes, strict=True)]
        if len(chart.series) > 1:
            for i in range(groups):
                total = sum((s.values[i] or Decimal(0) for s in chart.series), Decimal(0))
                at = (totals[i] + 0.012 * peak, i) if flat else (i, totals[i] + 0.012 * peak)
                axes.text(
                    *at,
                    labels.number(total),
                    weight="bold",
                    va="center" if flat else "bottom",
                    ha="left" if flat else "center",
                )
        (axes.set_xlim if flat else axes.set_ylim)(0, peak * 1.12)
        return _finish(figure, axes, chart, flat, height)


def _inside(axes: Any, words: str, at: tuple[float, float], number: int) -> None:
    """A value on its own piece of a bar, on a plain patch so that hatching does not cross the digits."""
    fill = INKS[number % len(INKS)]
    axes.text(
        *at,
        words,
        color=text_ink(fill),
        va="center",
        ha="center",
        fontsize=7.5,
        bbox={"boxstyle": "square,pad=0.15", "facecolor": fill, "edgecolor": "none"},
    )


_MARKERS = "os^Dv*"
_DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1)))


def _lines(chart: Chart, labels: Labels) -> Picture:
    height = _height(chart, False, 0)
    peak = _peak(chart)
    with canvas(_WIDTH, height) as (figure, axes):
        ends: list[tuple[float, float, str, str]] = []
        for number, series in enumerate(chart.series):
            ink = INKS[number % len(INKS)] if number != 3 else INKS[5]
            axes.plot(
                range(len(chart.categories)),
                _numbers(series.values),
                marker=_MARKERS[number % len(_MARKERS)],
                linestyle=_DASHES[number % len(_DASHES)],
                color=ink,
                linewidth=1.4,
                markersize=4,
                label=series.label,
            )
            known = [(i, value) for i, value in enumerate(series.values) if value is not None]
            if known:
                last, value = known[-1]
                words = labels.number(value)
                if len(chart.series) > 1:
                    words = f"{textwrap.fill(series.label, 18)} {words}"
                ends.append((last, float(value), words, ink))
                if len(chart.series) == 1:
                    for i, earlier in known[:-1]:
                        axes.annotate(
                            labels.number(earlier),
                            (i, float(earlier)),
                            xytext=(0, 5),
                            textcoords="offset points",
                            ha="center",
                        )
        axes.set_ylim(0, peak * 1.12)
        for (at, _, words, ink), level in zip(ends, _apart(ends, peak), strict=True):
            axes.annotate(
                words,
                (at, level),
                xytext=(6, 0),
                textcoords="offset points",
                va="center",
                color=ink if text_ink(ink) == "#ffffff" else INK,
                annotation_clip=False,
            )
        axes.yaxis.set_major_formatter(lambda value, _: labels.number(Decimal(round(value))))
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y", color=_SOFT, linewidth=0.5)
        step = max(1, -(-len(chart.categories) // 14))  # at most 14 names under the axis
        axes.set_xticks(
            range(0, len(chart.categories), step), _wrapped(chart.categories[::step], 12)
        )
        _name_axes(axes, chart, False)
        figure.tight_layout(pad=0.4)
        return encode(figure, _WIDTH, height)


def _apart(ends: Sequence[tuple[float, float, str, str]], peak: float) -> list[float]:
    """Heights for the labels at line ends, moved up just enough not to touch each other."""
    levels = [0.0] * len(ends)
    free = float("-inf")
    for index in sorted(range(len(ends)), key=lambda i: (ends[i][1], i)):
        lines = ends[index][2].count("\n") + 1
        levels[index] = max(ends[index][1], free)
        free = levels[index] + 0.075 * peak * lines
    return levels


def _pyramid(chart: Chart, labels: Labels) -> Picture:
    if len(chart.series) != 2:
        raise ValueError(f"chart {chart.key}: a pyramid has two series, not {len(chart.series)}")
    groups = len(chart.categories)
    height = max(40.0, 6.5 * groups + 16.0)
    peak = _peak(chart)
    with canvas(_WIDTH, height) as (figure, axes):
        for number, (series, side) in enumerate(zip(chart.series, (-1, 1), strict=True)):
            sizes = [side * _drawn(value) for value in series.values]
            axes.barh(range(groups), sizes, height=0.82, **_fill(number))
            for i, value in enumerate(series.values):
                axes.text(
                    side * (_drawn(value) + 0.015 * peak),
                    i,
                    labels.word("no-value") if value is None else labels.number(value),
                    va="center",
                    ha="right" if side < 0 else "left",
                )
            axes.text(
                side * 0.5 * peak,
                groups - 0.35,
                series.label,
                ha="center",
                va="bottom",
                weight="bold",
            )
        axes.set_yticks(range(groups), _wrapped(chart.categories, 20))  # the youngest at the foot
        axes.set_xlim(-1.2 * peak, 1.2 * peak)
        axes.set_ylim(-0.6, groups + 0.25)
        axes.axvline(0, color=INK, linewidth=0.6)
        _strip(axes, True)
        axes.spines["left"].set_visible(False)
        if chart.x_label:
            axes.xaxis.set_visible(True)
            axes.set_xticks([])
            axes.set_xlabel(chart.x_label)
        if chart.y_label:
            axes.set_ylabel(chart.y_label)
        figure.tight_layout(pad=0.4)
        return encode(figure, _WIDTH, height)


def _flow(chart: Chart, labels: Labels) -> Picture:
    """Ways of persons from station to station; each series is one way, its stations parted by arrows."""
    paths = [
        [station.strip() for station in series.label.split("→")]
        for series in chart.series
        for _ in range(int(_drawn(series.values[0])))
    ]
    return movements_picture(paths)


_KINDS: dict[str, Callable[[Chart, Labels], Picture]] = {
    "bar": _bars,
    "stacked-bar": _stacked,
    "line": _lines,
    "pyramid": _pyramid,
    "flow": _flow,
}
