"""What two lists call the same thing, learnt from the pairs that are sure already.

``əsgər`` and ``рядовой``, ``Q`` and ``qadın``, a village before and after it was renamed: no dictionary
holds all of them, but the pairs that names and dates have made sure show which values stand beside which
more often than chance.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from probanda.linkage.comparisons import Comparison, Comparisons
from probanda.linkage.standardise import Records

__all__ = ["learn"]

#: Bounds in bits between the levels of a learnt category.
_BOUNDS = (-2.0, -0.5, 0.5, 1.5)
_LEVELS = ("rarely together", "seldom together", "neither", "often together", "usually together")
_GUESS = (-3.0, -1.0, 0.0, 1.0, 2.0)
#: A place is another name of a place when so many sure pairs say so, and so much more than chance.
_TIMES, _BITS = 3.0, 4.0


def learn(
    records: Records,
    compare: Comparisons,
    left: NDArray[np.int32],
    right: NDArray[np.int32],
    sure: NDArray[np.bool_],
) -> None:
    """Teach the comparisons the categories and the renamed places of the sure pairs."""
    a, b = left[sure], right[sure]
    for name, (values, codes) in records.categories.items():
        size = len(values)
        x, y = codes[a], codes[b]
        told = (x >= 0) & (y >= 0)
        if told.sum() < 20 * size:
            continue
        bits = _association(x[told], y[told], size)
        levels = np.digitize(bits, _BOUNDS).astype(np.uint8)
        compare.learn(name, levels, Comparison(name, _LEVELS, _GUESS))
    for name, (places, of) in records.places.items():
        x, y = of[a], of[b]
        told = (x >= 0) & (y >= 0)
        compare.aliases[name] = _aliases(places.place[x[told]], places.place[y[told]])


def _association(x: NDArray[np.int32], y: NDArray[np.int32], size: int) -> NDArray[np.float64]:
    """Bits by which two values stand together more often than chance, shrunk where there is little to go by."""
    together = np.zeros((size, size))
    np.add.at(together, (x, y), 1.0)
    together += together.T
    row = together.sum(axis=1)
    expected = np.outer(row, row) / max(1.0, row.sum())
    return np.asarray(np.log2((together + 4.0) / (expected + 4.0)))


def _aliases(x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.int64]:
    """Codes of pairs of places that the sure pairs show to be one, sorted."""
    low, high = np.minimum(x, y).astype(np.int64), np.maximum(x, y).astype(np.int64)
    size = int(high.max(initial=0)) + 1
    count = np.bincount(low, minlength=size) + np.bincount(high, minlength=size)
    apart = low != high
    codes, times = np.unique((low << 32 | high)[apart], return_counts=True)
    first, second = codes >> 32, codes & 0xFFFFFFFF
    share = times / np.minimum(count[first], count[second])
    chance = np.maximum(count[first], count[second]) / max(1, count.sum())
    keep = (times >= _TIMES) & (share >= 0.08) & (np.log2(share / chance) >= _BITS)
    return np.asarray(codes[keep])
