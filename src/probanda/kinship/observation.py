"""What a laboratory sees of a genotype: lost alleles, stray alleles, typing errors.

The model of a degraded sample: each allele copy is lost with probability `dropout`, at most one
stray allele drops in with probability `dropin` (drawn by frequency), and with probability `error`
the result is some other person's genotype. After Gill, Whitaker, Flaxman, Brown & Buckleton (2000).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.marker import Marker
from probanda.kinship.problems import KinshipError, Problem

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ErrorModel:
    """Probabilities of a sample, each from 0 to below 1."""

    dropout: float = 0.0
    dropin: float = 0.0
    error: float = 0.0

    def __post_init__(self) -> None:
        for name in ("dropout", "dropin", "error"):
            value = getattr(self, name)
            if not 0 <= value < 1:
                raise KinshipError(Problem("error-model", f"{name} is {value}"))

    @property
    def is_none(self) -> bool:
        """Whether what is seen is what is there."""
        return self == ErrorModel()

    def table(self, marker: Marker, pair: tuple[int, int], haploid: bool) -> Array:
        """Probability of seeing these alleles given each true genotype.

        Args:
            marker: alleles and frequencies.
            pair: allele indices seen, equal for one allele, -1 for none in that place.
            haploid: male at an X marker.

        Returns:
            `(n, n)` over (paternal, maternal) allele, `(n,)` when haploid.
        """
        seen = frozenset(x for x in pair if x >= 0)
        p = marker.freqs
        n = len(p)
        chance = self._random(p, seen, haploid)
        if haploid:
            return np.array([self._seen((i,), seen, p, chance) for i in range(n)])
        out = np.empty((n, n))
        for i in range(n):
            for j in range(i, n):
                out[i, j] = out[j, i] = self._seen((i, j), seen, p, chance)
        return out

    def _seen(self, true: tuple[int, ...], seen: frozenset[int], p: Array, chance: float) -> float:
        d, c = self.dropout, self.dropin
        total = 0.0
        for kept in product((True, False), repeat=len(true)):
            left = frozenset(a for a, k in zip(true, kept, strict=True) if k)
            weight = 1.0
            for k in kept:
                weight *= (1 - d) if k else d
            if left == seen:
                # nothing dropped in, or an allele that was there anyway
                total += weight * (1 - c + c * sum(p[a] for a in left))
            elif left < seen and len(seen - left) == 1:
                (stray,) = seen - left
                total += weight * c * p[stray]
        return float((1 - self.error) * total + self.error * chance)

    @staticmethod
    def _random(p: Array, seen: frozenset[int], haploid: bool) -> float:
        """Probability of the genotype in a random person."""
        x = [p[a] for a in seen]
        if not x:
            return 0.0
        if haploid:
            return float(x[0]) if len(x) == 1 else 0.0
        return float(x[0] ** 2 if len(x) == 1 else 2 * x[0] * x[1])
