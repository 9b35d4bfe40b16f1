"""Decomposable graphs on three to six lists: every one, with its cliques and separators.

A graph is decomposable when it is chordal; its cliques C and separators S then factor any
distribution as prod p(C) / prod p(S) (Lauritzen 1996, chapter 2). What averages over them is
in `averaging`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

__all__ = ["MOST_LISTS", "DecomposableGraph", "decomposable_graphs"]

MOST_LISTS = 6


@dataclass(frozen=True)
class DecomposableGraph:
    """A chordal graph: `cliques` as masks, `separators` as masks with repetition (0 included)."""

    p: int
    cliques: tuple[int, ...]
    separators: tuple[int, ...]

    @property
    def saturated(self) -> bool:
        """Whether all lists depend on each other: then only the prior speaks of the unseen."""
        return len(self.cliques) == 1

    def spoken(self, lists: Sequence[str]) -> str:
        """Cliques by list name: `A+B | B+C`."""
        parts = sorted(tuple(j for j in range(self.p) if c >> j & 1) for c in self.cliques)
        return " | ".join("+".join(lists[j] for j in part) for part in parts)


@cache
def decomposable_graphs(p: int) -> tuple[DecomposableGraph, ...]:
    """All decomposable graphs on `p` labelled lists: 8, 61, 822, 18,154 for p = 3, 4, 5, 6.

    >>> [len(decomposable_graphs(p)) for p in (3, 4, 5)]
    [8, 61, 822]
    """
    if not 2 <= p <= MOST_LISTS:
        raise ValueError(f"graphs are listed for 2 to {MOST_LISTS} lists, not {p}")
    pairs = list(combinations(range(p), 2))
    found = []
    for code in range(1 << len(pairs)):
        neighbours = [0] * p
        for bit, (i, j) in enumerate(pairs):
            if code >> bit & 1:
                neighbours[i] |= 1 << j
                neighbours[j] |= 1 << i
        graph = _junctions(p, neighbours)
        if graph is not None:
            found.append(graph)
    return tuple(found)


def _junctions(p: int, neighbours: list[int]) -> DecomposableGraph | None:
    """Maximum cardinality search (Tarjan & Yannakakis 1984); None when not chordal."""
    visited = 0
    cliques: list[int] = []
    separators: list[int] = []
    previous = -1
    for step in range(p):
        best, best_size = -1, -1
        for v in range(p):
            if visited >> v & 1:
                continue
            size = (neighbours[v] & visited).bit_count()
            if size > best_size:
                best, best_size = v, size
        earlier = neighbours[best] & visited
        rest = earlier
        while rest:
            u = (rest & -rest).bit_length() - 1
            rest &= rest - 1
            if (earlier & ~(1 << u)) & ~neighbours[u]:
                return None
        # A new clique starts whenever the number of visited neighbours does not grow.
        if step and best_size <= previous:
            separators.append(earlier)
            cliques.append(earlier | 1 << best)
        elif step:
            cliques[-1] = earlier | 1 << best
        else:
            cliques.append(1 << best)
        previous = best_size
        visited |= 1 << best
    return DecomposableGraph(p, tuple(sorted(cliques)), tuple(sorted(separators)))
