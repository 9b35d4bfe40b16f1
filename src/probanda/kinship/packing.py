"""Sums, maxima and k best over ways to give rows options that do not overlap in columns.

Each row takes one of its options (a bit mask of columns and a log-weight); masks must be disjoint.
Rows are processed one after another over the set of columns already used: exact, without listing.
Which rows are families and which columns victims is the caller's business.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """One option of a row: columns as bits, log-weight."""

    mask: int
    weight: float


class Packing:
    """All sums over one problem of rows and at most about 18 columns.

    Cost: (options) × 2^columns. Weights may be any finite logarithms; what is below 1e-308 of the
    largest sum counts as zero.
    """

    def __init__(self, rows: Sequence[Sequence[Choice]], columns: int, full: bool = False):
        """`full` demands that every column is used."""
        self.rows, self.columns = rows, columns
        size = 1 << columns
        ids = np.arange(size)
        self._free: dict[int, NDArray[np.int64]] = {}
        for row in rows:
            for c in row:
                if c.mask not in self._free:
                    self._free[c.mask] = ids[(ids & c.mask) == 0]
        end = np.where(ids == size - 1, 1.0, 0.0) if full else np.ones(size)
        self.scale = [max((c.weight for c in row), default=0.0) for row in rows]
        self.forward = [np.zeros(size)]
        self.forward[0][0] = 1.0
        self.backward = [end]
        with np.errstate(divide="ignore"):
            log_end = np.log(end)
        self.best_forward = [np.full(size, -np.inf)]
        self.best_forward[0][0] = 0.0
        self.best_backward = [log_end]
        for r, row in enumerate(rows):
            sums, tops = self._merged(r, row)
            new, best = np.zeros(size), np.full(size, -np.inf)
            for mask, w in sums.items():
                free = self._free[mask]
                new[free | mask] += w * self.forward[-1][free]
                to = free | mask
                best[to] = np.maximum(best[to], tops[mask] + self.best_forward[-1][free])
            self.forward.append(new)
            self.best_forward.append(best)
        for r in range(len(rows) - 1, -1, -1):
            sums, tops = self._merged(r, rows[r])
            new, best = np.zeros(size), np.full(size, -np.inf)
            for mask, w in sums.items():
                free = self._free[mask]
                new[free] += w * self.backward[0][free | mask]
                best[free] = np.maximum(best[free], tops[mask] + self.best_backward[0][free | mask])
            self.backward.insert(0, new)
            self.best_backward.insert(0, best)
        self.total = float(self.backward[0][0])
        self.end, self.log_end = end, log_end

    def _merged(self, r: int, row: Sequence[Choice]) -> tuple[dict[int, float], dict[int, float]]:
        sums: dict[int, float] = {}
        tops: dict[int, float] = {}
        for c in row:
            sums[c.mask] = sums.get(c.mask, 0.0) + float(np.exp(c.weight - self.scale[r]))
            tops[c.mask] = max(tops.get(c.mask, -np.inf), c.weight)
        return sums, tops

    @property
    def log_total(self) -> float:
        """Logarithm of the sum over all packings."""
        return float(np.log(self.total) + sum(self.scale)) if self.total > 0 else -np.inf

    @property
    def best(self) -> float:
        """Logarithm of the heaviest packing."""
        return float(self.best_backward[0][0])

    def share(self, r: int) -> list[float]:
        """Share of the sum that each option of row r takes part in."""
        mass: dict[int, float] = {}
        out = []
        for c in self.rows[r]:
            if c.mask not in mass:
                free = self._free[c.mask]
                mass[c.mask] = float(self.forward[r][free] @ self.backward[r + 1][free | c.mask])
            out.append(float(np.exp(c.weight - self.scale[r])) * mass[c.mask] / self.total)
        return out

    def best_with(self, r: int) -> list[float]:
        """Logarithm of the heaviest packing with each option of row r."""
        top: dict[int, float] = {}
        out = []
        for c in self.rows[r]:
            if c.mask not in top:
                free = self._free[c.mask]
                both = self.best_forward[r][free] + self.best_backward[r + 1][free | c.mask]
                top[c.mask] = float(both.max())
            out.append(c.weight + top[c.mask])
        return out

    def unused_share(self, column: int) -> float:
        """Share of the sum in which a column is not used."""
        free = (np.arange(1 << self.columns) >> column) & 1 == 0
        return float((self.forward[-1] * self.end)[free].sum() / self.total)

    def best_unused(self, column: int) -> float:
        """Logarithm of the heaviest packing that leaves a column unused."""
        free = (np.arange(1 << self.columns) >> column) & 1 == 0
        return float((self.best_forward[-1] + self.log_end)[free].max())

    def heaviest(self) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Packings from the heaviest down: log-weight and option number per row (A* search)."""
        if not np.isfinite(self.best):
            return
        heap: list[tuple[float, int, float, int, tuple[int, ...]]] = [(-self.best, 0, 0.0, 0, ())]
        count = 0
        while heap:
            _, _, so_far, used, chosen = heapq.heappop(heap)
            r = len(chosen)
            if r == len(self.rows):
                yield so_far, chosen
                continue
            for k, c in enumerate(self.rows[r]):
                if c.mask & used:
                    continue
                rest = self.best_backward[r + 1][used | c.mask]
                if rest == -np.inf:
                    continue
                count += 1
                weight = so_far + c.weight
                item = (-(weight + float(rest)), count, weight, used | c.mask, (*chosen, k))
                heapq.heappush(heap, item)
