"""Sums of products of tables over shared variables: order once, then reuse for any numbers.

Variables are integers; every table has a leading axis for a batch (families, quadrature points),
of length 1 where it does not vary. Genetics is elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.problems import KinshipError, Problem

Table = NDArray[np.float64]
Vars = tuple[int, ...]

_LETTERS = "abcdefghijklmnopqrstuvwxyABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_CELLS = 2e8


class TooWideError(KinshipError):
    """The cheapest order found would need a table of more than `MAX_CELLS` numbers."""

    def __init__(self) -> None:
        message = "the pedigree is too entangled for an exact computation in memory"
        super().__init__(Problem("too-entangled", message))


@dataclass(frozen=True)
class Step:
    """Combine tables `left` and `right` (or reduce `left` alone) into a new table."""

    left: int
    right: int | None
    subscripts: str


@dataclass(frozen=True)
class Order:
    """Steps of an elimination, the slots left at the end, and the number of cells touched."""

    steps: tuple[Step, ...]
    result: int
    cost: float

    def run(self, tables: Sequence[Table]) -> Table:
        """The result table: `(batch, *kept variables)` in the order asked for."""
        slots: list[Table | None] = list(tables)
        for s in self.steps:
            left = slots[s.left]
            assert left is not None
            if s.right is None:
                slots.append(np.asarray(np.einsum(s.subscripts, left)))
            else:
                right = slots[s.right]
                assert right is not None
                slots.append(np.asarray(np.einsum(s.subscripts, left, right)))
                slots[s.right] = None
            slots[s.left] = None
        out = slots[self.result]
        assert out is not None
        return out


def plan(
    scopes: Sequence[Vars], dims: dict[int, int], keep: Vars = (), *, large_first: bool = False
) -> Order:
    """Greedy minimum-weight elimination of all variables but `keep`.

    Args:
        scopes: variables of every table.
        dims: number of values of every variable.
        keep: variables of the result, in order.
        large_first: sum out variables with many values before binary ones, which otherwise tie
            the two sides of a family together too early.

    Raises:
        TooWideError: when an intermediate table would exceed `MAX_CELLS`.
    """
    if not scopes:
        return Order((), 0, 0.0)
    live: dict[int, Vars] = dict(enumerate(scopes))
    steps: list[Step] = []
    slot = len(scopes)
    cost = 0.0

    def size(vs: set[int]) -> float:
        out = 1.0
        for v in vs:
            out *= dims[v]
        return out

    def join(a: int, b: int | None, out: Vars) -> int:
        nonlocal slot, cost
        union = set(live[a]) | (set(live[b]) if b is not None else set())
        cells = size(union)
        if cells > MAX_CELLS:
            raise TooWideError
        cost += cells
        name = {v: _LETTERS[i] for i, v in enumerate(sorted(union))}
        left = "z" + "".join(name[v] for v in live[a])
        target = "z" + "".join(name[v] for v in out)
        if b is None:
            steps.append(Step(a, None, f"{left}->{target}"))
        else:
            right = "z" + "".join(name[v] for v in live[b])
            steps.append(Step(a, b, f"{left},{right}->{target}"))
            del live[b]
        del live[a]
        live[slot] = out
        slot += 1
        return slot - 1

    def merge(group: list[int], drop: set[int]) -> int:
        group.sort(key=lambda t: size(set(live[t])))
        at = group[0]
        for i, other in enumerate(group[1:]):
            last = i == len(group) - 2
            union = dict.fromkeys(live[at]) | dict.fromkeys(live[other])
            at = join(at, other, tuple(v for v in union if not (last and v in drop)))
        if len(group) == 1:
            at = join(at, None, tuple(v for v in live[at] if v not in drop))
        return at

    todo = {v for s in scopes for v in s} - set(keep)
    holders: dict[int, set[int]] = {v: set() for v in dims}
    for t, scope in live.items():
        for v in scope:
            holders[v].add(t)
    neighbours = {v: {u for t in holders[v] for u in live[t]} for v in todo}
    weights = {v: size(neighbours[v]) for v in todo}
    while todo:
        v = min(todo, key=lambda u: (large_first and dims[u] == 2, weights[u], len(holders[u]), u))
        group = sorted(holders[v])
        # every variable that only this group holds goes with it
        drop = {u for u in neighbours[v] if u in todo and holders[u].issubset(group)}
        for t in group:
            for u in live[t]:
                holders[u].discard(t)
        new = merge(group, drop)
        for u in live[new]:
            holders[u].add(new)
        todo -= drop
        for u in neighbours[v] & todo:
            neighbours[u] = {w for t in holders[u] for w in live[t]}
            weights[u] = size(neighbours[u])
    rest = sorted(live, key=lambda t: size(set(live[t])))
    at = rest[0]
    for other in rest[1:]:
        at = join(at, other, tuple(dict.fromkeys(live[at]) | dict.fromkeys(live[other])))
    if live[at] != tuple(keep):
        at = join(at, None, tuple(keep))
    return Order(tuple(steps), at, cost)
