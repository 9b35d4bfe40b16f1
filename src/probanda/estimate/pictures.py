"""Pictures of a table and its estimates, as self-contained SVG text (matplotlib, no screen).

Every function draws one picture from values; which pictures a report holds is in `report`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator
from scipy.stats import rankdata

from probanda.estimate.consistency import Step
from probanda.estimate.identification import XI_RANGE, xi_curve
from probanda.estimate.poisson import FloatArray
from probanda.estimate.result import Estimate
from probanda.estimate.table import CaptureTable

__all__ = [
    "density",
    "forest",
    "graph_posterior",
    "histories",
    "traces",
    "trajectory",
    "xi_picture",
]

INK, SOFT, ACCENT, WARN = "#1d2b3a", "#9aa7b4", "#1f6f8b", "#b3541e"
_SHADES = ("#1f6f8b", "#b3541e", "#5b7f3a", "#7a4f8b", "#8b7a1f", "#44525f")


def histories(table: CaptureTable, most: int = 30) -> str:
    """UpSet picture: how many people each combination of lists names, largest first."""
    order = [h for h in np.argsort(-table.counts, kind="stable") if table.counts[h]][:most]
    counts = table.counts[order]
    figure = Figure(figsize=(max(6.5, 0.32 * len(order) + 2.2), 2.4 + 0.28 * table.p))
    top, below = figure.subplots(2, 1, height_ratios=[2.2, 0.28 * table.p + 0.3], sharex=True)
    top.bar(range(len(order)), counts, color=ACCENT, width=0.7)
    for x, c in enumerate(counts):
        top.text(x, c, f"{c:,}", ha="center", va="bottom", fontsize=7, color=INK)
    top.set_ylabel("people")
    top.margins(y=0.15)
    _plain(top)
    for x, h in enumerate(order):
        on = [j for j in range(table.p) if h >> j & 1]
        below.plot([x] * table.p, range(table.p), "o", color="#dde3e8", ms=5)
        below.plot([x] * len(on), on, "o-", color=INK, ms=5, lw=1.4)
    totals = table.list_totals()
    below.set_yticks(
        range(table.p), [f"{n} ({t:,})" for n, t in zip(table.lists, totals, strict=True)]
    )
    below.set_ylim(table.p - 0.5, -0.5)
    below.set_xticks([])
    for side in below.spines.values():
        side.set_visible(False)
    below.tick_params(length=0)
    shown, all_of_them = len(order), int((table.counts > 0).sum())
    if shown < all_of_them:
        below.set_xlabel(f"the {shown} largest of {all_of_them} histories")
    return _svg(figure, "Number of people by combination of lists")


def forest(rows: Mapping[str, Estimate], documented: int, title: str) -> str:
    """Estimates with intervals, one per row, and the documented line."""
    figure = Figure(figsize=(7.2, 1.1 + 0.42 * len(rows)))
    axes = figure.subplots()
    ends = [float(documented)]
    for y, answer in enumerate(rows.values()):
        if answer.estimate is None or answer.interval is None:
            axes.text(
                0.12, y, f"no number: {_reason(answer)}", color=WARN, fontsize=8, va="center",
                transform=axes.get_yaxis_transform(),
            )  # fmt: skip
            continue
        low, high = answer.interval
        reach = high if high is not None else max(answer.estimate * 2, low * 2)
        axes.plot([low, reach], [y, y], color=ACCENT, lw=2)
        if high is None:
            axes.plot(reach, y, ">", color=ACCENT, ms=7)
        axes.plot(answer.estimate, y, "o", color=INK, ms=6)
        axes.annotate(
            f"{answer.estimate:,.0f}", (answer.estimate, y), xytext=(0, 6),
            textcoords="offset points", ha="center", fontsize=8, color=INK,
        )  # fmt: skip
        ends += [low, reach]
    axes.set_yticks(range(len(rows)), list(rows))
    axes.set_ylim(len(rows) - 0.4, -0.8)
    if max(ends) > 8 * documented > 0:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(base=10, subs=(1, 2, 5)))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.xaxis.set_minor_locator(NullLocator())
    if documented:
        _documented(axes, documented)
    axes.set_xlabel("people")
    _plain(axes)
    return _svg(figure, title)


def density(draws: Mapping[str, FloatArray], documented: int) -> str:
    """Distributions of the total by method, over the documented line."""
    figure = Figure(figsize=(7.2, 3.2))
    axes = figure.subplots()
    usable = {m: d[np.isfinite(d)] + documented for m, d in draws.items()}
    usable = {m: d for m, d in usable.items() if len(d) > 50}
    top = max((float(np.quantile(d, 0.985)) for d in usable.values()), default=documented * 2.0)
    edges = np.linspace(float(documented), top, 90)
    for shade, (method, values) in zip(_SHADES, usable.items(), strict=False):
        heights, _ = np.histogram(values, bins=edges)
        smooth = np.convolve(heights, [0.1, 0.2, 0.4, 0.2, 0.1], mode="same")
        scale = len(values) * (edges[1] - edges[0])
        middle = (edges[1:] + edges[:-1]) / 2
        axes.plot(middle, smooth / scale, color=shade, lw=1.6, label=method)
        axes.fill_between(middle, smooth / scale, color=shade, alpha=0.12)
    _documented(axes, documented)
    axes.set_ylim(bottom=0)
    axes.set_yticks([])
    axes.set_xlabel("people")
    axes.legend(frameon=False, fontsize=8)
    _plain(axes)
    return _svg(figure, "Distribution of the total by method")


def graph_posterior(models: Sequence[Mapping[str, Any]], documented: int) -> str:
    """The weightiest dependence graphs and the mean total within each."""
    shown = [m for m in models if m["weight"] > 0.005][:10]
    figure = Figure(figsize=(7.2, 1.2 + 0.36 * len(shown)))
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.1])
    y = range(len(shown))
    colours = [WARN if m["saturated"] else ACCENT for m in shown]
    left.barh(y, [m["weight"] for m in shown], color=colours, height=0.6)
    left.set_yticks(y, [str(m["model"]) for m in shown], fontsize=7)
    left.set_xlabel("weight")
    right.plot([m["mean"] for m in shown], y, "o", color=INK)
    right.set_yticks([])
    right.set_xlabel("mean total within the graph")
    right.xaxis.set_major_locator(MaxNLocator(4))
    _documented(right, documented)
    for axes in (left, right):
        axes.set_ylim(len(shown) - 0.4, -0.6)
        _plain(axes)
    return _svg(figure, "Weights of dependence graphs (saturated graph in orange)")


def traces(draws: FloatArray, documented: int) -> str:
    """Trace of every chain and ranks of its draws: flat ranks mean the chains agree."""
    figure = Figure(figsize=(7.2, 3.0))
    left, right = figure.subplots(1, 2)
    step = max(1, draws.shape[1] // 800)
    ranks = rankdata(draws).reshape(draws.shape)
    bins = np.linspace(0, draws.size, 21)
    for shade, chain, rank in zip(_SHADES, draws, ranks, strict=False):
        left.plot(chain[::step] + documented, color=shade, lw=0.5)
        counts, _ = np.histogram(rank, bins=bins)
        right.step(bins[:-1] / draws.size, counts / counts.mean(), where="post", color=shade)
    left.set_xlabel("draw")
    left.set_ylabel("total")
    left.set_xticks([])
    right.axhline(1, color=SOFT, lw=0.8)
    right.set_xlabel("rank among all draws")
    right.set_ylabel("share of chain (1 = even)")
    right.set_ylim(bottom=0)
    for axes in (left, right):
        _plain(axes)
    return _svg(figure, "Chains of the latent class model: trace and ranks")


def trajectory(steps: Sequence[Step], documented: int) -> str:
    """Answers on subsets of the lists, as a forest."""
    rows = {s.label: s.estimate for s in steps if s.estimate is not None}
    return forest(rows, documented, "The answer on subsets of the lists")


def xi_picture(documented: int, curves: Mapping[str, float], marks: Mapping[str, float]) -> str:
    """Total against the untestable odds ratio, for each unobserved count at 1."""
    figure = Figure(figsize=(7.2, 3.2))
    axes = figure.subplots()
    xi = np.geomspace(*XI_RANGE, 201)
    for shade, (label, at_one) in zip(_SHADES, curves.items(), strict=False):
        axes.plot(xi, xi_curve(documented, at_one, xi), color=shade, lw=1.8, label=label)
        axes.plot(1, documented + at_one, "o", color=shade, ms=5)
    for label, total in marks.items():
        axes.axhline(total, color=SOFT, lw=0.9, ls="--")
        axes.text(XI_RANGE[1], total, f"{label} {total:,.0f}", fontsize=7, ha="right", va="bottom")
    axes.axhline(documented, color=WARN, lw=1.2)
    axes.text(
        XI_RANGE[0], documented, f" documented {documented:,}", fontsize=8, color=WARN, va="bottom"
    )
    axes.set_xscale("log")
    axes.set_xticks([1 / 3, 0.5, 1, 2, 3], ["1/3", "1/2", "1", "2", "3"])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.set_xlabel("odds ratio ξ that no data can tell (1 is what every model assumes)")
    axes.set_ylabel("total")
    axes.legend(frameon=False, fontsize=8)
    _plain(axes)
    return _svg(figure, "The total as a function of the untestable odds ratio")


def _reason(answer: Estimate) -> str:
    return answer.warnings[-1].code if answer.warnings else "see warnings"


def _documented(axes: Axes, documented: int) -> None:
    axes.axvline(documented, color=WARN, lw=1.2)
    axes.annotate(
        f"documented {documented:,}", (documented, 1), xycoords=("data", "axes fraction"),
        xytext=(3, 3), textcoords="offset points", fontsize=8, color=WARN, va="bottom",
    )  # fmt: skip


def _plain(axes: Axes) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelsize=8, colors=INK)
    axes.xaxis.label.set_fontsize(9)
    axes.yaxis.label.set_fontsize(9)
    for axis in (axes.xaxis, axes.yaxis):
        if axis.get_scale() == "linear" and axis.get_major_formatter().__class__.__name__ == (
            "ScalarFormatter"
        ):
            axis.set_major_formatter(lambda value, _: f"{value:,.10g}")


def _svg(figure: Figure, title: str) -> str:
    """SVG text with stable ids and no date, its title for readers who cannot see it."""
    figure.set_layout_engine("tight")
    held = io.StringIO()
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": title, "svg.fonttype": "path"}):
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    text = held.getvalue()
    text = text[text.index("<svg") :]
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{title}" ', text, count=1)
