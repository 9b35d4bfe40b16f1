"""Have Markov chains met, and how many independent draws are they worth?

Rank-normalised split R-hat, folded R-hat, bulk and tail effective sizes, and the Monte Carlo
error of a quantile, after Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021, Bayesian
Analysis 16, 667-718). Arrays are shaped (chains, draws).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import beta, norm, rankdata

from probanda.estimate.poisson import FloatArray

__all__ = [
    "Convergence",
    "diagnose",
    "effective_size",
    "last_stretch_outside",
    "quantile_error",
    "rank_rhat",
]

WORST_RHAT, LEAST_ESS = 1.01, 400.0
_MOSTLY = 0.75


@dataclass(frozen=True)
class Convergence:
    """R-hat (the larger of bulk and folded), effective sizes in bulk and in the tails."""

    rhat: float
    ess_bulk: float
    ess_tail: float

    @property
    def reached(self) -> bool:
        """Whether an interval may be printed: R-hat <= 1.01 and both sizes >= 400."""
        return self.rhat <= WORST_RHAT and min(self.ess_bulk, self.ess_tail) >= LEAST_ESS


def diagnose(draws: FloatArray) -> Convergence:
    """All three diagnostics of one scalar; constant draws count as not converged."""
    if np.ptp(draws) == 0:
        return Convergence(np.inf, 0.0, 0.0)
    low, high = np.quantile(draws, [0.05, 0.95])
    tails = [effective_size((draws <= q).astype(float)) for q in (low, high)]
    return Convergence(rank_rhat(draws), effective_size(_normal_scores(draws)), min(tails))


def rank_rhat(draws: FloatArray) -> float:
    """Largest of rank-normalised split R-hat and the same of the folded draws (eq. 10-14)."""
    folded = np.abs(draws - np.median(draws))
    return max(_split_rhat(_normal_scores(draws)), _split_rhat(_normal_scores(folded)))


def effective_size(draws: FloatArray) -> float:
    """Effective sample size over split chains by Geyer's initial monotone sequence (eq. 15).

    >>> rng = np.random.default_rng(3)
    >>> bool(3000 < effective_size(rng.normal(size=(4, 1000))) < 5000)
    True
    """
    chains = _split(draws)
    m, n = chains.shape
    if n < 4 or np.ptp(chains) == 0:
        return 0.0
    centred = chains - chains.mean(axis=1, keepdims=True)
    size = 1 << (2 * n - 1).bit_length()
    spectrum = np.fft.rfft(centred, size, axis=1)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, size, axis=1)[:, :n].mean(axis=0) / n
    within = covariance[0] * n / (n - 1)
    plus = covariance[0] + (chains.mean(axis=1).var(ddof=1) if m > 1 else 0.0)
    rho = 1 - (within - covariance * n / (n - 1)) / plus
    rho[0] = 1.0
    pairs = rho[: n - n % 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: negative[0]] if len(negative) else pairs)
    tau = max(-1 + 2 * float(pairs.sum()), 1 / np.log10(m * n))
    return float(m * n / tau)


def quantile_error(draws: FloatArray, prob: float) -> float:
    """Monte Carlo standard error of a quantile (Vehtari et al., section 4.4)."""
    size = effective_size((draws <= np.quantile(draws, prob)).astype(float))
    if size <= 0:
        return float(np.inf)
    ends = beta.ppf([norm.cdf(-1), norm.cdf(1)], size * prob + 1, size * (1 - prob) + 1)
    low, high = np.quantile(draws, ends)
    return float((high - low) / 2)


def last_stretch_outside(warming: Sequence[Sequence[float]], kept: FloatArray, stretch: int) -> int:
    """Where the last stretch ends, of any chain's burn-in, that lies outside the kept draws.

    A stretch of that many draws is outside when three in four of them miss the central 99 % of
    `kept`. A chain that needed much of its burn-in to leave a region has shown that such regions
    hold chains for long: others may still be held by one that no chain has left.

    >>> last_stretch_outside([[9, 9, 9, 9, 1, 2, 1, 2]], np.array([[1.0, 2.0, 1.0, 2.0]]), 4)
    4
    """
    low, high = np.quantile(kept, [0.005, 0.995])
    last = 0
    for chain in warming:
        draws = np.asarray(chain, dtype=float)
        for start in range(0, len(draws) - stretch + 1, stretch):
            part = draws[start : start + stretch]
            if np.mean((part < low) | (part > high)) >= _MOSTLY:
                last = max(last, start + stretch)
    return last


def _split(draws: FloatArray) -> FloatArray:
    half = draws.shape[1] // 2
    return np.vstack([draws[:, :half], draws[:, draws.shape[1] - half :]]).astype(float)


def _normal_scores(draws: FloatArray) -> FloatArray:
    ranks = rankdata(draws, method="average").reshape(draws.shape)
    return np.asarray(norm.ppf((ranks - 0.375) / (draws.size + 0.25)))


def _split_rhat(draws: FloatArray) -> float:
    chains = _split(draws)
    n = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean()
    between = n * chains.mean(axis=1).var(ddof=1)
    if within == 0:
        return float(np.inf)
    return float(np.sqrt(((n - 1) / n * within + between / n) / within))
