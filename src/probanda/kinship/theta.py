"""Alleles of founders drawn from one subpopulation: the Balding–Nichols model, exactly.

Founder alleles are an urn (Dirichlet–multinomial with total weight (1 - theta) / theta; Balding &
Nichols 1994). Two exact ways to average a likelihood over it, both without sampling: Gauss–Jacobi
points for the allele frequencies (the likelihood is a polynomial in them), or a sum over the ways
founder genes can be identical by descent. The cheaper one is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import exp, lgamma, log

import numpy as np
from numpy.typing import NDArray

MAX_POINTS = 300_000
CHUNK = 20_000
BELL = (1, 1, 2, 5, 15, 52, 203, 877, 4140, 21147)
MAX_GENES_FOR_PARTITIONS = len(BELL) - 1


def points_needed(n: int, genes: int) -> float:
    """Number of quadrature points for n alleles and that many founder genes."""
    return float(genes // 2 + 1) ** (n - 1)


def frequency_points(
    p: NDArray[np.float64], theta: float, genes: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Frequency vectors `(points, n)` and weights `(points,)`.

    The weighted mean of any polynomial of degree `genes` in the frequencies equals its mean under
    the Dirichlet distribution: sticks are broken one by one, each a Beta variable with its own
    Gauss–Jacobi rule.
    """
    alpha = p * (1 - theta) / theta
    k = genes // 2 + 1
    left = np.ones(1)
    weights = np.ones(1)
    columns: list[NDArray[np.float64]] = []
    for i in range(len(p) - 1):
        x, w = _beta_rule(float(alpha[i]), float(alpha[i + 1 :].sum()), k)
        columns = [np.repeat(c, k) for c in columns]
        taken = (left[:, None] * x).ravel()
        left = (left[:, None] * (1 - x)).ravel()
        weights = (weights[:, None] * w).ravel()
        columns.append(taken)
    columns.append(left)
    return np.stack(columns, axis=1), weights


@lru_cache(maxsize=4096)
def _beta_rule(a: float, b: float, k: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss points on [0, 1] for the Beta(a, b) distribution (Golub & Welsch 1969)."""
    from scipy.linalg import eigh_tridiagonal

    s, t = b - 1, a - 1  # Jacobi weight (1 - z)^s (1 + z)^t on [-1, 1]
    j = np.arange(k, dtype=float)
    c = 2 * j + s + t
    diag = np.empty(k)
    diag[0] = (t - s) / (s + t + 2)
    diag[1:] = (t * t - s * s) / (c[1:] * (c[1:] + 2))
    if k == 1:
        return (1 + diag) / 2, np.ones(1)
    i = j[1:]
    c1 = c[1:]
    off = 4 * i * (i + s) * (i + t) * (i + s + t) / (c1**2 * (c1 + 1) * (c1 - 1))
    off[0] = 4 * (1 + s) * (1 + t) / ((2 + s + t) ** 2 * (3 + s + t))
    z, v = eigh_tridiagonal(diag, np.sqrt(off))
    return (1 + z) / 2, v[0] ** 2


def partitions(genes: int) -> Iterator[tuple[int, ...]]:
    """Every partition of the genes as block numbers (restricted growth strings)."""

    def grow(prefix: tuple[int, ...], top: int) -> Iterator[tuple[int, ...]]:
        if len(prefix) == genes:
            yield prefix
            return
        for b in range(top + 1):
            yield from grow((*prefix, b), max(top, b + 1))

    yield from grow((), 0)


def partition_weight(blocks: tuple[int, ...], theta: float) -> float:
    """Probability that founder genes fall into these identity blocks (the urn's partition).

    >>> round(sum(partition_weight(b, 0.03) for b in partitions(5)), 12)
    1.0
    """
    total = (1 - theta) / theta
    out = lgamma(total) - lgamma(total + len(blocks))
    for b in set(blocks):
        out += log(total) + lgamma(blocks.count(b))
    return exp(out)
