"""BCa bootstrap of the whole estimate, model choice included.

Efron (1987, JASA 82, 171-185) for the interval; Silverman, Chan & Vincent (2024, Statistics
and Computing 34, 44) for repeating the choice among all models in every replicate. Knows two
estimators: best model by criterion, and stepwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from probanda.estimate.hierarchy import HierarchicalModel
from probanda.estimate.loglinear import Criterion, fit_model, pack_terms
from probanda.estimate.poisson import CONVERGED, FloatArray, newton_batch
from probanda.estimate.stepwise import THRESHOLD, stepwise_many
from probanda.estimate.table import CaptureTable, IntArray

__all__ = ["Bootstrap", "bca", "bootstrap_best", "bootstrap_stepwise"]

# Counts of many tables (R, cells) in, unobserved counts (R,) out; inf and NaN as documented.
Estimator = Callable[[IntArray], FloatArray]
_BLOCK = 50  # replicates per task, so that progress moves and threads share evenly


@dataclass(frozen=True)
class Bootstrap:
    """Replicates of the unobserved count and the BCa interval of the total they give.

    `replicates` may hold infinity (likelihood runs away); NaN ones (nothing identified) are
    left out of the interval and counted in `unidentified`.
    """

    n_observed: int
    estimate: float
    replicates: FloatArray
    z0: float
    acceleration: float
    unidentified: int

    def interval(self, level: float = 0.95) -> tuple[float, float | None]:
        """BCa ends of the total; None when the upper end is unbounded."""
        usable = np.sort(self.replicates[~np.isnan(self.replicates)])
        ends = []
        for tail in ((1 - level) / 2, (1 + level) / 2):
            z = self.z0 + norm.ppf(tail)
            at = norm.cdf(self.z0 + z / (1 - self.acceleration * z))
            ends.append(_quantile(usable, float(at)))
        low, high = ends
        return low + self.n_observed, None if np.isinf(high) else high + self.n_observed


def bootstrap_best(
    table: CaptureTable,
    models: Sequence[HierarchicalModel],
    *,
    criterion: Criterion = "bic",
    replicates: int = 1000,
    rng: np.random.Generator,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 2,
) -> Bootstrap:
    """Bootstrap the best model by criterion: every replicate chooses anew among `models`."""
    choose = _Chooser(table, models, criterion)
    return _bootstrap(table, choose, replicates, rng, progress, workers)


def bootstrap_stepwise(
    table: CaptureTable,
    *,
    threshold: float = THRESHOLD,
    replicates: int = 1000,
    rng: np.random.Generator,
    progress: Callable[[int, int], None] | None = None,
    workers: int = 2,
) -> Bootstrap:
    """Bootstrap the stepwise procedure: every replicate adds its own pairs."""
    known: dict[tuple[bytes, tuple[int, ...]], bool] = {}
    return _bootstrap(
        table,
        lambda rows: stepwise_many(table, rows, threshold, known),
        replicates,
        rng,
        progress,
        workers,
    )


def bca(
    estimate: float, replicates: FloatArray, jackknife: FloatArray, times: FloatArray
) -> tuple[float, float]:
    """Bias correction z0 and acceleration a.

    `jackknife` holds the estimate without one person of each distinct history, `times` how many
    people have that history. Ties with the estimate count half. Efron 1987, eq. 4.1 and 6.6.
    """
    below = float(np.mean(replicates < estimate) + np.mean(replicates == estimate) / 2)
    edge = 0.5 / max(len(replicates), 1)
    z0 = float(norm.ppf(np.clip(below, edge, 1 - edge)))
    finite = np.isfinite(jackknife)
    if not finite.any():
        return z0, 0.0
    values, weights = jackknife[finite], times[finite]
    away = np.average(values, weights=weights) - values
    spread = float((weights * away**2).sum())
    if spread <= 0:
        return z0, 0.0
    return z0, float((weights * away**3).sum() / (6 * spread**1.5))


class _Chooser:
    """Best model by criterion on many tables; existence checked only for models that would win."""

    def __init__(
        self, table: CaptureTable, models: Sequence[HierarchicalModel], criterion: Criterion
    ) -> None:
        self.table, self.models, self.criterion = table, list(models), criterion
        self.cells = table.cells
        self.terms, self.lengths = pack_terms(models)
        self._known: dict[tuple[bytes, int], bool] = {}

    def __call__(self, rows: IntArray) -> FloatArray:
        counts = rows.astype(np.float64)
        n0, _, loglik, verdict = newton_batch(counts, self.cells, self.terms, self.lengths)
        price = 2.0 if self.criterion == "aic" else np.log(rows.sum(axis=1))[:, None]
        score = -2 * loglik + price * self.lengths[None, :]
        score = np.where(np.isnan(score), np.inf, score)
        out = np.full(len(rows), np.nan)
        for r in range(len(rows)):
            for m in np.argsort(score[r], kind="stable"):
                if verdict[r, m] == CONVERGED:
                    out[r] = n0[r, m]
                    break
                value = self._in_doubt(rows[r], int(m))
                if value is not None:
                    out[r] = value
                    break
        return out

    def _in_doubt(self, row: IntArray, m: int) -> float | None:
        """The unobserved count of a model Newton left open; None when it does not exist.

        Existence depends on the table only through which cells are empty, so a refusal is kept.
        """
        key = ((row > 0).tobytes(), m)
        if self._known.get(key) is False:
            return None
        dense = np.zeros(1 << self.table.p, dtype=np.int64)
        dense[self.cells] = row
        fit = fit_model(
            CaptureTable(self.table.lists, dense, self.table.impossible), self.models[m]
        )
        good = fit.code == 0 and fit.unobserved is not None
        self._known[key] = good
        return fit.unobserved if good else None


def _bootstrap(
    table: CaptureTable,
    estimator: Estimator,
    replicates: int,
    rng: np.random.Generator,
    progress: Callable[[int, int], None] | None,
    workers: int,
) -> Bootstrap:
    counts = table.counts[table.cells]
    drawn = rng.multinomial(table.n, counts / table.n, size=replicates).astype(np.int64)
    present = np.flatnonzero(counts)
    fewer = np.repeat(counts[None, :], len(present), axis=0)
    fewer[np.arange(len(present)), present] -= 1
    rows = np.vstack([counts[None, :], fewer, drawn])
    blocks = [rows[i : i + _BLOCK] for i in range(0, len(rows), _BLOCK)]
    parts: list[FloatArray] = []
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        for part in pool.map(estimator, blocks):
            parts.append(part)
            if progress is not None:
                progress(min(len(parts) * _BLOCK, len(rows)), len(rows))
    values = np.concatenate(parts)
    estimate, jackknife, sample = (
        float(values[0]),
        values[1 : 1 + len(present)],
        values[1 + len(present) :],
    )
    usable = sample[~np.isnan(sample)]
    z0, acceleration = bca(estimate, usable, jackknife, counts[present].astype(np.float64))
    return Bootstrap(table.n, estimate, sample, z0, acceleration, int(np.isnan(sample).sum()))


def _quantile(ordered: FloatArray, prob: float) -> float:
    """Linear interpolation between order statistics, without inf - inf."""
    at = prob * (len(ordered) - 1)
    low = int(np.floor(at))
    high = min(low + 1, len(ordered) - 1)
    if at == low or np.isinf(ordered[high]):
        return float(ordered[low] if at == low else ordered[high])
    return float(ordered[low] + (at - low) * (ordered[high] - ordered[low]))
