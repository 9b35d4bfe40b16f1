"""Where a case stands before a body, as a picture: one line per who owes, a mark per step."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from probanda.report.pictures import INK, INKS, Picture, canvas, encode

__all__ = ["TimelineMark", "timeline_picture"]


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """One step: when, in which lane, its words, and whether it was done, is overdue or is to come."""

    day: date
    lane: str
    words: str
    state: str  # done done-late overdue due later


#: Fill and outline of the mark: done is filled, what is owed is open; overdue is a cross, so that grey is enough.
MARKS = {
    "done": ("o", INKS[0]),
    "done-late": ("s", INKS[1]),
    "overdue": ("X", "#b03020"),
    "due": ("D", "#ffffff"),
    "later": ("o", "#ffffff"),
}
WORDS = {
    "done": "done",
    "done-late": "done late",
    "overdue": "overdue",
    "due": "due soon",
    "later": "later",
}


def timeline_picture(marks: Sequence[TimelineMark], today: date, title: str = "") -> Picture:
    """The steps along time, in lanes; labels are stacked so that none covers another.

    Raises ``ValueError`` when there is nothing to draw.
    """
    if not marks:
        raise ValueError("there is no dated step to draw")
    lanes = list(dict.fromkeys(mark.lane for mark in marks))
    first = min([mark.day for mark in marks] + [today])
    last = max([mark.day for mark in marks] + [today])
    span = max((last - first).days, 60)
    begin, end = first - timedelta(days=span * 0.04), last + timedelta(days=span * 0.10)
    width = 180.0
    per_mm = (end - begin).days / (width - 34)
    right = float(end.toordinal())
    levels = {
        lane: _levels([mark for mark in marks if mark.lane == lane], per_mm, right)
        for lane in lanes
    }
    heights = {lane: 9 + 4.6 * (1 + max(n for n, _ in levels[lane].values())) for lane in lanes}
    height = sum(heights.values()) + 22
    with canvas(width, height) as (figure, axes):
        axes.set_position((26 / width, 12 / height, (width - 30) / width, 1 - 20 / height))
        axes.set_xlim(begin.toordinal(), end.toordinal())
        axes.set_ylim(sum(heights.values()), 0)
        base, ticks, shown = 0.0, [], set()
        for lane in lanes:
            line = base + heights[lane] - 4
            ticks.append(line)
            axes.axhline(line, color="#c8c8c8", linewidth=0.6, zorder=0)
            for mark in (m for m in marks if m.lane == lane):
                symbol, fill = MARKS[mark.state]
                label = WORDS[mark.state] if mark.state not in shown else ""
                shown.add(mark.state)
                level, turned = levels[lane][mark]
                x, up = mark.day.toordinal(), line - 4.5 - 4.6 * level
                axes.plot([x, x], [line, up + 1], color="#b0b0b0", linewidth=0.5, zorder=1)
                axes.scatter(
                    [x], [line], marker=symbol, s=26, c=fill, edgecolors=INK, linewidths=0.7,
                    zorder=3, label=label or None,
                )  # fmt: skip
                axes.text(
                    x, up, _said(mark), fontsize=6, va="center", zorder=2,
                    ha="right" if turned else "left",
                )  # fmt: skip
            base += heights[lane]
        axes.set_yticks(ticks, [textwrap.fill(lane, 14) for lane in lanes])
        axes.axvline(today.toordinal(), color="#b03020", linewidth=0.8, linestyle=":", zorder=0)
        years = range(begin.year + 1, end.year + 1)
        axes.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(y) for y in years])
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.legend(
            loc="upper left",
            bbox_to_anchor=(0, -0.07 * 60 / height - 4 / height),
            ncols=5,
            fontsize=6.5,
        )
        figure.text(
            0.01, 1 - 5 / height, title or "", fontsize=9, color=INK, fontweight="bold"
        )  # fmt: skip
        figure.text(
            0.99,
            1 - 5 / height,
            f"dotted: {today.isoformat()}",
            fontsize=6.5,
            ha="right",
            color=INK,
        )
        return encode(figure, width, height)


def _said(mark: TimelineMark) -> str:
    return f"{mark.day.isoformat()} {textwrap.shorten(mark.words, 46)}"


def _levels(
    marks: Sequence[TimelineMark], days_per_mm: float, right: float
) -> dict[TimelineMark, tuple[int, bool]]:
    """A level for each label, so that none covers another, and whether it stands left of its mark."""
    taken: list[list[tuple[float, float]]] = []
    found: dict[TimelineMark, tuple[int, bool]] = {}
    for mark in sorted(marks, key=lambda m: m.day, reverse=True):
        x = mark.day.toordinal()
        wide = (len(_said(mark)) * 1.13 + 2) * days_per_mm
        turned = x + wide > right
        begins, ends = (x - wide, x + 1) if turned else (x - 1, x + wide)
        level = next(
            (
                number
                for number, spans in enumerate(taken)
                if all(ends < a or b < begins for a, b in spans)
            ),
            len(taken),
        )
        if level == len(taken):
            taken.append([])
        taken[level].append((begins, ends))
        found[mark] = (level, turned)
    return found
