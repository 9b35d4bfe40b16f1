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
    labels = np.full(n, n, dtype=np.int64)
    for a in keep:
        labels[a] = a
    blocks = _renumber([(int(x),) for x in labels])
    while matrices:
        into = np.eye(int(blocks.max()) + 1)[blocks]
        keys: list[tuple[object, ...]] = [(int(b),) for b in blocks]
        for m in matrices:
            reach = m @ into
            reach[np.arange(n), blocks] = 0.0
            keys = [
                (*key, *(f"{x:.13g}" for x in row))
                if np.count_nonzero(blocks == blocks[i]) > 1
                else key
                for i, (key, row) in enumerate(zip(keys, reach, strict=True))
            ]
        new = _renumber(keys)
        if new.max() == blocks.max():
            break
        blocks = new
    return blocks


def _renumber(keys: list[tuple[int, ...]] | list[tuple[object, ...]]) -> NDArray[np.int64]:
    first: dict[tuple[object, ...], int] = {}
    return np.array([first.setdefault(tuple(k), len(first)) for k in keys], dtype=np.int64)


def lump_matrix(m: Matrix, blocks: NDArray[np.int64]) -> Matrix:
    """The mutation matrix between blocks (of any member, as all agree)."""
    k = int(blocks.max()) + 1
    first = np.array([int(np.argmax(blocks == b)) for b in range(k)])
    return np.asarray(m[first] @ np.eye(k)[blocks])


def lump_freqs(p: Matrix, blocks: NDArray[np.int64]) -> Matrix:
    """Summed frequencies of the blocks."""
    return np.bincount(blocks, weights=p)
