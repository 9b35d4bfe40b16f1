"""The capture table: how many people each combination of lists names.

A value and its marginals only; reading files is in `reading`, judging tables in `checks`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["CaptureTable", "IntArray"]

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CaptureTable:
    """Counts of people by capture history.

    `counts` has length 2**p; index h is the history whose bit j says "named by `lists[j]`".
    `counts[0]` is the number nobody can count and is always 0 here.
    `impossible` holds histories that the design rules out (structural zeros).

    >>> t = CaptureTable.from_histories(("A", "B"), {(1, 0): 30, (0, 1): 20, (1, 1): 6})
    >>> t.n, t.list_totals().tolist(), t.named(3)
    (56, [36, 26], 'A+B')
    """

    lists: tuple[str, ...]
    counts: IntArray
    impossible: frozenset[int] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.counts.shape != (1 << len(self.lists),):
            raise ValueError(f"expected {1 << len(self.lists)} counts, got {self.counts.shape}")
        if self.counts[0] != 0:
            raise ValueError("the history on no list cannot be counted: its count must be 0")
        if self.counts.min() < 0:
            raise ValueError("counts cannot be negative")
        if any(self.counts[h] for h in self.impossible):
            raise ValueError("a history declared impossible has a positive count")

    @classmethod
    def from_histories(
        cls, lists: Sequence[str], counts: Mapping[tuple[int, ...], int]
    ) -> CaptureTable:
        """Build from a mapping of 0/1 tuples (one entry per list) to counts."""
        dense = np.zeros(1 << len(lists), dtype=np.int64)
        for history, count in counts.items():
            dense[sum(bit << j for j, bit in enumerate(history))] += count
        return cls(tuple(lists), dense)

    @property
    def p(self) -> int:
        """Number of lists."""
        return len(self.lists)

    @property
    def n(self) -> int:
        """Number of people named by at least one list: the documented minimum."""
        return int(self.counts.sum())

    @property
    def cells(self) -> IntArray:
        """Histories that could be observed: every non-empty mask that is not impossible."""
        masks = np.arange(1, 1 << self.p, dtype=np.int64)
        if not self.impossible:
            return masks
        return masks[~np.isin(masks, np.fromiter(self.impossible, dtype=np.int64))]

    @property
    def sha256(self) -> str:
        """Fingerprint of lists, counts and impossible histories (independent of row order)."""
        text = "\t".join(self.lists) + "\n"
        text += "\n".join(f"{h}\t{c}" for h, c in enumerate(self.counts.tolist()) if c)
        text += "\n!" + ",".join(map(str, sorted(self.impossible)))
        return hashlib.sha256(text.encode()).hexdigest()

    def list_totals(self) -> IntArray:
        """Number of people on each list, shape (p,)."""
        masks = np.arange(1 << self.p)
        return np.array(
            [self.counts[(masks >> j) & 1 == 1].sum() for j in range(self.p)], dtype=np.int64
        )

    def margin(self, subset: int) -> int:
        """Number of people on every list of `subset` (a mask), whatever else names them."""
        masks = np.arange(1 << self.p)
        return int(self.counts[(masks & subset) == subset].sum())

    def capture_frequencies(self) -> IntArray:
        """f[k] = number of people named by exactly k lists; shape (p + 1,), f[0] = 0."""
        degree = popcount(np.arange(1 << self.p))
        return np.bincount(degree, weights=self.counts, minlength=self.p + 1).astype(np.int64)

    def keep(self, positions: Sequence[int]) -> CaptureTable:
        """The table that the lists at `positions` alone would give (others never existed)."""
        masks = np.arange(1 << self.p)
        target = np.zeros_like(masks)
        for new, old in enumerate(positions):
            target |= ((masks >> old) & 1) << new
        counts = np.bincount(target, weights=self.counts, minlength=1 << len(positions))
        dense = counts.astype(np.int64)
        dense[0] = 0
        # A shorter history is impossible only when every longer one behind it is.
        gone = {
            t
            for t in range(1, 1 << len(positions))
            if self.impossible and all(int(h) in self.impossible for h in masks[target == t] if h)
        }
        return CaptureTable(tuple(self.lists[i] for i in positions), dense, frozenset(gone))

    def within(self, position: int) -> CaptureTable:
        """Among people on the list at `position`: their table on the other lists.

        People on that list alone become the unobserved cell and are left out of the counts.
        """
        masks = np.arange(1 << self.p)
        inside = (masks >> position) & 1 == 1
        only = CaptureTable(self.lists, np.where(inside, self.counts, 0))
        return only.keep([j for j in range(self.p) if j != position])

    def named(self, mask: int) -> str:
        """A history or interaction in words: `A+C`."""
        return "+".join(name for j, name in enumerate(self.lists) if mask >> j & 1)


def popcount(masks: npt.NDArray[np.integer]) -> IntArray:
    """Number of set bits of every mask."""
    left = np.asarray(masks, dtype=np.int64).copy()
    bits = np.zeros_like(left)
    while left.any():
        bits += left & 1
        left >>= 1
    return bits
