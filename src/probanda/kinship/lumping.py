"""Alleles that nobody shows may be merged into one without changing any probability.

Exact, or not done: the partition is the coarsest that both mutation matrices respect (strong
lumpability, Kemeny & Snell 1960).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.mutation import Matrix


def coarsest(n: int, seen: Iterable[int], matrices: tuple[Matrix, ...]) -> NDArray[np.int64]:
    """Block number of every allele; alleles in `seen` stay alone.

    Starts from {each seen} and {the rest} and splits a block while its members reach another block
    with different probability. Blocks are numbered by first appearance.

    >>> coarsest(5, [1], ()).tolist()
    [0, 1, 0, 0, 0]
    """
    keep = set(seen)
    blocks = np.full(n, len(keep), dtype=np.int64)
    for k, a in enumerate(sorted(keep)):
        blocks[a] = k
    blocks = _by_appearance(blocks)
    while matrices:
        into = np.eye(int(blocks.max()) + 1)[blocks]
        reach = np.hstack([_without_own(m @ into, blocks) for m in matrices])
        # compared to about 13 digits: what differs by rounding only is the same
        digits = (reach.view(np.int64) + 512) & ~np.int64(1023)
        new = _same_rows(np.column_stack([blocks, digits]))
        if new.max() == blocks.max():
            break
        blocks = new
    return _by_appearance(blocks)


def _without_own(reach: Matrix, blocks: NDArray[np.int64]) -> Matrix:
    out = reach.copy()
    out[np.arange(len(blocks)), blocks] = 0.0
    return out


def _same_rows(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for every row, the same for equal rows, by first appearance."""
    known: dict[bytes, int] = {}
    return np.array([known.setdefault(row.tobytes(), len(known)) for row in rows], dtype=np.int64)


def _by_appearance(blocks: NDArray[np.int64]) -> NDArray[np.int64]:
    known: dict[int, int] = {}
    return np.array([known.setdefault(b, len(known)) for b in blocks.tolist()], dtype=np.int64)


def lump_matrix(m: Matrix, blocks: NDArray[np.int64]) -> Matrix:
    """The mutation matrix between blocks (of any member, as all agree)."""
    k = int(blocks.max()) + 1
    first = np.array([int(np.argmax(blocks == b)) for b in range(k)])
    return np.asarray(m[first] @ np.eye(k)[blocks])


def lump_freqs(p: Matrix, blocks: NDArray[np.int64]) -> Matrix:
    """Summed frequencies of the blocks."""
    return np.asarray(np.bincount(blocks, weights=p), dtype=np.float64)
