"""Lower bounds without a model of dependence: Lincoln-Petersen, Chapman, Chao."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.stats import norm

from probanda.estimate.table import CaptureTable

__all__ = ["ChaoBound", "PairEstimate", "chao", "pair_estimates"]


@dataclass(frozen=True)
class PairEstimate:
    """Two lists alone: sizes, overlap, Lincoln-Petersen (None without overlap) and Chapman.

    A lower bound of everyone when being on one list makes being on the other likelier.
    """

    lists: tuple[str, str]
    sizes: tuple[int, int]
    overlap: int
    lincoln_petersen: float | None
    chapman: float


@dataclass(frozen=True)
class ChaoBound:
    """Chao's lower bound of the unobserved count and the variance of that estimate.

    `unobserved` = (p - 1)/p f1^2 / (2 f2), or (p - 1)/p f1 (f1 - 1) / 2 when f2 = 0; `classic`
    leaves out the factor (p - 1)/p, which is right only for very many lists.
    """

    n_observed: int
    unobserved: float
    variance: float
    classic: float
    f1: int
    f2: int

    @property
    def total(self) -> float:
        """Documented plus the bound."""
        return self.n_observed + self.unobserved

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Log-normal interval, never below the documented (Chao 1987, eq. 12)."""
        if self.unobserved <= 0:
            return float(self.n_observed), float(self.n_observed)
        z = float(norm.ppf((1 + level) / 2))
        c = float(np.exp(z * np.sqrt(np.log1p(self.variance / self.unobserved**2))))
        return self.n_observed + self.unobserved / c, self.n_observed + self.unobserved * c


def chao(table: CaptureTable) -> ChaoBound:
    """Chao (1987, Biometrics 43, 783-791) for p lists that differ in people but not in reach.

    Equals the Mh lower bound of Rivest & Baillargeon (2007). Variance by the delta method
    (Chao 1987, eq. 11, with the factor for p lists).

    >>> t = CaptureTable.from_histories(("A", "B"), {(1, 0): 30, (0, 1): 20, (1, 1): 6})
    >>> chao(t).total
    160.16666666666666
    """
    frequencies = table.capture_frequencies()
    f1, f2 = int(frequencies[1]), int(frequencies[2])
    share = (table.p - 1) / table.p
    if f2:
        ratio = f1 / f2
        classic = f1**2 / (2 * f2)
        variance = f2 * (share * ratio**2 / 2 + share**2 * ratio**3 + share**2 * ratio**4 / 4)
    else:
        classic = f1 * (f1 - 1) / 2
        unobserved = share * classic
        variance = share * f1 * (f1 - 1) / 2 + share**2 * f1 * (2 * f1 - 1) ** 2 / 4
        if unobserved > 0:
            variance -= share**2 * f1**4 / (4 * (table.n + unobserved))
    return ChaoBound(table.n, share * classic, max(variance, 0.0), classic, f1, f2)


def pair_estimates(table: CaptureTable) -> list[PairEstimate]:
    """Lincoln-Petersen n1 n2 / m and Chapman (1951) (n1+1)(n2+1)/(m+1) - 1 for every pair."""
    totals = table.list_totals()
    found = []
    for i, j in combinations(range(table.p), 2):
        a, b = int(totals[i]), int(totals[j])
        m = table.margin(1 << i | 1 << j)
        found.append(
            PairEstimate(
                (table.lists[i], table.lists[j]),
                (a, b),
                m,
                a * b / m if m else None,
                (a + 1) * (b + 1) / (m + 1) - 1,
            )
        )
    return found
