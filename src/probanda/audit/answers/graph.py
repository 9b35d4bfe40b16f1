"""The reconciliation graph: which figures are parts of which, which repeat each other, and which are in conflict.

Nodes are quantities; an edge says *part of* (from a part to its whole), *same* (two places give one value) or
*conflict* (a finding names both). Only connected figures are drawn, one component after the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from textwrap import shorten

from probanda.audit.answers.outcome import Outcome
from probanda.audit.extract.quantities import Quantity, quantities

__all__ = ["Edge", "components", "draw", "edges"]

_ROW = 34
_COLUMN = 330
_WIDTH = 300
#: Components beyond this many nodes are drawn without their repeated values.
_LARGEST = 40


@dataclass(frozen=True, slots=True)
class Edge:
    """From one quantity to another, by their places in the figure table."""

    start: int
    end: int
    kind: str  # "part", "same", "conflict"


def edges(outcome: Outcome) -> list[Edge]:
    """Every edge, each once."""
    figures = outcome.report.facts.of(quantities)
    found: set[Edge] = set()
    for place, each in enumerate(figures):
        for whole in (each.whole, each.of):
            if whole is not None and whole != place:
                found.add(Edge(place, whole, "part"))
    same: dict[tuple[str, object, str], list[int]] = defaultdict(list)
    for place, each in enumerate(figures):
        if each.unit == "count" and each.value > 12 and (counted := _counted(each)):
            same[counted, each.value, each.subset].append(place)
    for places in same.values():
        found |= {Edge(first, later, "same") for first, later in pairwise(places)}
    starts = [each.start for each in figures]  # in order of the text
    for _, finding, accepted in outcome.findings:
        if accepted is None and finding.severity != "note":
            ranges = [(finding.start, finding.end), *((e.start, e.end) for e in finding.evidence)]
            named = sorted({place for span in ranges for place in _between(starts, *span)})
            if 1 < len(named) <= 12:
                found |= {Edge(named[0], other, "conflict") for other in named[1:]}
    return sorted(found, key=lambda edge: (edge.start, edge.end, edge.kind))


def _between(starts: Sequence[int], first: int, last: int) -> range:
    return range(bisect_left(starts, first), bisect_left(starts, last))


def _counted(each: Quantity) -> str:
    return " ".join((each.group.text or each.label or "").lower().split())


def components(found: Iterable[Edge]) -> list[list[int]]:
    """Connected sets of quantities, each in order, in order of their first."""
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for edge in found:
        a, b = root(edge.start), root(edge.end)
        if a != b:
            parent[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = defaultdict(list)
    for node in sorted(parent):
        groups[root(node)].append(node)
    return [group for _, group in sorted(groups.items())]


def draw(outcome: Outcome) -> str:
    """The graph as SVG, one picture for each component, wholes on the left, parts on the right; "" for none."""
    found = edges(outcome)
    parts = {edge.start for edge in found if edge.kind == "part"}
    by_start: dict[int, list[Edge]] = defaultdict(list)
    for edge in found:
        by_start[edge.start].append(edge)
    return "".join(
        _picture(outcome, group[:_LARGEST], parts, by_start) for group in components(found)
    )


def _picture(
    outcome: Outcome, nodes: Sequence[int], parts: set[int], by_start: Mapping[int, list[Edge]]
) -> str:
    """One component."""
    figures = outcome.report.facts.of(quantities)
    spots = {
        node: (10 + _COLUMN * (node in parts), 6 + _ROW * row) for row, node in enumerate(nodes)
    }
    lines = [
        _line(spots[edge.start], spots[edge.end], edge.kind)
        for node in nodes
        for edge in by_start.get(node, ())
        if edge.end in spots
    ]
    boxes = [_box(outcome, figures[node], node, spot) for node, spot in spots.items()]
    width, height = 20 + _COLUMN + _WIDTH + 60, 12 + _ROW * len(nodes)
    return (
        f'<svg class="graph" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        ' aria-label="Figures that are parts of each other, repeat each other, or are in conflict">'
        f"{''.join(lines)}{''.join(boxes)}</svg>"
    )


def _line(start: tuple[int, int], end: tuple[int, int], kind: str) -> str:
    (x1, y1), (x2, y2) = start, end
    if x1 == x2:  # an arc at the right of the boxes
        edge, bend = x1 + _WIDTH, x1 + _WIDTH + 26
        path = f"M{edge},{y1 + 13} C{bend},{y1 + 13} {bend},{y2 + 13} {edge},{y2 + 13}"
    else:
        left, right = (end, start) if x2 < x1 else (start, end)
        path = f"M{right[0]},{right[1] + 13} L{left[0] + _WIDTH},{left[1] + 13}"
    return f'<path class="edge {kind}" d="{path}" fill="none"/>'


def _box(outcome: Outcome, each: Quantity, node: int, spot: tuple[int, int]) -> str:
    text = outcome.document.text
    words = " ".join(text[each.start : each.end].split())
    counted = (
        each.group.text or each.label or ("" if each.unit in {"count", "percent"} else each.unit)
    )
    page = outcome.document.page_of(each.start)
    label = shorten(f"{words} {counted}", 40, placeholder="…") + (f" (p. {page})" if page else "")
    x, y = spot
    return (
        f'<a href="#q{node}"><rect x="{x}" y="{y}" width="{_WIDTH}" height="26" rx="4"/>'
        f'<text x="{x + 8}" y="{y + 17}">{escape(label)}</text></a>'
    )
