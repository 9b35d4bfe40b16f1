"""Profile likelihood of the total: intervals and draws for a log-linear model.

Cormack (1992, Biometrics 48, 567-576): with the total N held fixed, the unobserved count joins
the table as one more cell; the multinomial likelihood of N is then profiled over the model.
Model choice is not part of these intervals (`bootstrap` includes it).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, gammaln
from scipy.stats import chi2, norm

from probanda.estimate.loglinear import LoglinearFit
from probanda.estimate.poisson import CONVERGED, FloatArray, design, newton
from probanda.estimate.table import CaptureTable

__all__ = ["Profile", "profile_of"]

_WIDEST = 35.0  # log of the unobserved count beyond which an interval end counts as unbounded


@dataclass(frozen=True)
class Profile:
    """The multinomial profile of one model.

    `mode` is the unobserved count of greatest likelihood, `height` the log-likelihood there;
    `at(n0)` gives (log-likelihood, slope in n0).
    """

    n_observed: int
    mode: float
    height: float
    at: Callable[[float], tuple[float, float]]

    def interval(self, level: float = 0.95) -> tuple[float, float | None]:
        """Ends of the total; the lower is never below the documented, None means unbounded."""
        drop = float(chi2.ppf(level, 1)) / 2
        return self._end(-1, drop) + self.n_observed, self._upper(drop)

    def draws(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draws of the unobserved count whose quantiles are the profile interval ends.

        They follow the confidence distribution of the signed root of the likelihood ratio
        (Schweder & Hjort 2016, section 3.4). Unbounded ends give infinity.
        """
        nodes = np.linspace(-3.5, 3.5, 141)
        ends = np.array(
            [self._end(int(np.sign(z)) or 1, z * z / 2) if z else self.mode for z in nodes]
        )
        z = np.clip(norm.ppf(rng.random(size)), nodes[0], nodes[-1])
        return np.asarray(np.exp(np.interp(z, nodes, np.log(np.maximum(ends, 1e-3)))))

    def _upper(self, drop: float) -> float | None:
        end = self._end(1, drop)
        return None if np.isinf(end) else end + self.n_observed

    def _end(self, side: int, drop: float) -> float:
        def fall(log_n0: float) -> float:
            return self.at(float(np.exp(log_n0)))[0] - self.height + drop

        centre = float(np.log(max(self.mode, 1e-8)))
        reach = 0.05
        while True:
            edge = centre + side * reach
            if side < 0 and edge < -7.0:
                return 0.0
            if side > 0 and edge > _WIDEST:
                return float(np.inf)
            if fall(edge) < 0:
                return float(np.exp(brentq(fall, *sorted((centre, edge)), xtol=1e-11)))
            reach *= 1.7


def profile_of(table: CaptureTable, fit: LoglinearFit) -> Profile:
    """The profile of a fitted hierarchical model with a finite total.

    Raises:
        ValueError: when the fit has no finite total or is not of a hierarchical model.
    """
    if fit.model is None or fit.status != "finite":
        raise ValueError(f"{fit.name} has no finite total to profile")
    cells = table.cells
    terms = np.array([t for t in fit.model.terms if t not in fit.minus_infinity], dtype=np.int64)
    if fit.support is not None:
        support = fit.support
    else:
        support = np.array(
            [not any(c & t == t for t in fit.minus_infinity) for c in cells.tolist()], dtype=bool
        )
    X = design(np.concatenate([[0], cells[support]]), terms)
    X = np.ascontiguousarray(_full_rank(X))
    y = table.counts[cells[support]].astype(np.float64)
    n = table.n

    def at(n0: float) -> tuple[float, float]:
        counts = np.concatenate([[n0], y])
        beta, _, _, verdict = newton(X, counts, np.zeros(0))
        if verdict != CONVERGED:
            raise ArithmeticError(f"the profile of {fit.name} did not converge at {n0:g}")
        total = n + n0
        log_share = X @ beta - np.log(total)
        value = float(gammaln(total + 1) - gammaln(n0 + 1) + counts @ log_share)
        slope = float(digamma(total + 1) - digamma(n0 + 1) + log_share[0])
        return value, slope

    guess = float(np.log(max(fit.unobserved or 0.0, 0.05)))
    mode = _root(lambda x: at(float(np.exp(x)))[1], guess)
    return Profile(n, mode, at(mode)[0] if mode > 0 else at(1e-8)[0], at)


def _full_rank(X: FloatArray) -> FloatArray:
    """X without columns that depend on earlier ones."""
    kept: list[int] = []
    for column in range(X.shape[1]):
        if np.linalg.matrix_rank(X[:, [*kept, column]]) > len(kept):
            kept.append(column)
    return X[:, kept]


def _root(slope: Callable[[float], float], guess: float) -> float:
    """Exp of the zero of a falling function near `guess`; 0 when it falls everywhere."""
    low, high = guess - 0.5, guess + 0.5
    while slope(low) < 0:
        low -= 1.0
        if low < -12:
            return 0.0
    while slope(high) > 0:
        high += 1.0
        if high > _WIDEST:
            raise ArithmeticError("the profile likelihood rises without bound")
    return float(np.exp(brentq(slope, low, high, xtol=1e-12)))
