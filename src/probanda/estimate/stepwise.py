"""Sparse lists: choose pairs of lists one by one by Poisson p-values.

Chan, Silverman & Vincent (2021, JASA 116, 1297-1306): from main effects, add the pair whose
overlap is least plausible under the current model, while p <= 0.02 and while the estimate
exists and is identified. Bootstrapping the whole procedure is in `bootstrap`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba as nb
import numpy as np
from scipy.special import pdtr, pdtrc

from probanda.estimate.existence import existence_code
from probanda.estimate.hierarchy import HierarchicalModel, pair_masks
from probanda.estimate.loglinear import LoglinearFit, fit_model
from probanda.estimate.poisson import (
    CONVERGED,
    FloatArray,
    design,
    kept_cells,
    newton,
)
from probanda.estimate.table import CaptureTable, IntArray

__all__ = ["THRESHOLD", "StepwiseFit", "stepwise", "stepwise_many"]

THRESHOLD = 0.02
_SETTLED, _LOST = -1, -2


@dataclass(frozen=True)
class StepwiseFit:
    """The fit that was chosen, and the pairs in the order they entered with their p-values."""

    fit: LoglinearFit
    entered: tuple[tuple[int, float], ...]


def stepwise(table: CaptureTable, threshold: float = THRESHOLD) -> StepwiseFit:
    """Forward choice of pairs at p <= `threshold` on one table.

    The p-value of a pair is the one-sided probability, in the direction of the departure, that
    a Poisson count with the mean the current model gives to the pair's overlap lies at least as
    far out as the overlap seen. A pair that would leave the estimate without existence or
    identification is passed over.
    """
    model = HierarchicalModel.of(table.p, [])
    fit = fit_model(table, model)
    left = pair_masks(table.p)
    if table.impossible:
        # The overlap of a pair ruled out by design is no evidence of dependence.
        cells = table.cells
        left = [pair for pair in left if ((cells & pair) == pair).any()]
    entered: list[tuple[int, float]] = []
    while left and fit.status == "finite":
        overlaps = np.array([table.margin(pair) for pair in left], dtype=np.float64)
        means, cells = fitted_means(table, fit), table.cells
        expected = np.array([means[(cells & pair) == pair].sum() for pair in left])
        p_values = pair_p_values(overlaps, expected)
        for at in np.argsort(p_values, kind="stable"):
            if p_values[at] > threshold:
                return StepwiseFit(fit, tuple(entered))
            richer = fit_model(table, model.with_term(left[at]))
            if richer.code == 0 and richer.status == "finite":
                break
        else:
            break
        entered.append((left[at], float(p_values[at])))
        model, fit = model.with_term(left[at]), richer
        left = [pair for i, pair in enumerate(left) if i != at]
    return StepwiseFit(fit, tuple(entered))


def stepwise_many(
    table: CaptureTable,
    tables: IntArray,
    threshold: float = THRESHOLD,
    known: dict[tuple[bytes, tuple[int, ...]], bool] | None = None,
) -> FloatArray:
    """Unobserved counts that `stepwise` gives on each row of `tables` (R, cells of `table`).

    Compiled; a step on which existence is in doubt is settled by the linear programme, and
    `known` remembers its refusals by pattern of empty cells. Infinity where the likelihood
    drives the estimate there, NaN where nothing is identified.
    """
    known = {} if known is None else known
    pairs = np.array(pair_masks(table.p), dtype=np.int64)
    cells = table.cells
    pairs = pairs[[bool(((cells & pair) == pair).any()) for pair in pairs]]
    return np.array([_one(table, row, pairs, threshold, known) for row in tables])


def _one(
    table: CaptureTable,
    row: IntArray,
    pairs: IntArray,
    threshold: float,
    known: dict[tuple[bytes, tuple[int, ...]], bool],
) -> float:
    """`stepwise` on one row, compiled as far as no existence is in doubt."""
    singles = np.array([0] + [1 << j for j in range(table.p)], dtype=np.int64)
    chosen = np.zeros(0, dtype=np.int64)
    barred = np.zeros(len(pairs), dtype=np.bool_)
    pattern = (row > 0).tobytes()
    counts = row.astype(np.float64)
    while True:
        n0, chosen, doubt = _path(counts, table.cells, singles, pairs, threshold, chosen, barred)
        if doubt == _SETTLED:
            return float(n0)
        if doubt == _LOST:
            break
        model = tuple(sorted([*pairs[chosen].tolist(), int(pairs[doubt])]))
        refused = known.get((pattern, model), False)
        if not refused:
            terms = np.concatenate([singles, np.array(model, dtype=np.int64)])
            term_kept, cell_kept = kept_cells(counts, table.cells, terms, len(terms))
            X = design(table.cells[cell_kept], terms[term_kept])
            refused = existence_code(X, counts[cell_kept]) != 0
            known[pattern, model] = refused
        if not refused:
            break
        # A refusal counts for the model as it stands: another pair entering lifts it.
        so_far = pairs[chosen].tolist()
        barred = np.array(
            [known.get((pattern, tuple(sorted([*so_far, pair]))), False) for pair in pairs.tolist()]
        )
    fit = stepwise(_filled(table, row), threshold).fit
    if fit.unobserved is not None:
        return fit.unobserved
    return float(np.inf) if fit.status == "infinite" else float(np.nan)


def pair_p_values(overlaps: FloatArray, expected: FloatArray) -> FloatArray:
    """One-sided Poisson p-values in the direction of each departure.

    >>> pair_p_values(np.array([0.0]), np.array([3.0])).round(6).tolist()
    [0.049787]
    """
    low = pdtr(overlaps, expected)
    high = np.where(overlaps > 0, pdtrc(np.maximum(overlaps - 1, 0), expected), 1.0)
    return np.asarray(np.minimum(low, high))


def fitted_means(table: CaptureTable, fit: LoglinearFit) -> FloatArray:
    """Fitted mean of every cell of `table.cells` (zero off the face)."""
    if fit.means is not None:
        return fit.means
    assert fit.model is not None
    cells = table.cells
    kept = np.array([not any(c & t == t for t in fit.minus_infinity) for c in cells.tolist()])
    terms = np.array([t for t in fit.model.terms if t not in fit.minus_infinity], dtype=np.int64)
    y = table.counts[cells[kept]].astype(np.float64)
    _, mu, _, verdict = newton(design(cells[kept], terms), y, np.zeros(0))
    assert verdict == CONVERGED
    means = np.zeros(len(cells))
    means[kept] = mu
    return means


@nb.njit(cache=True, nogil=True)
def _tail(seen, mean):  # type: ignore[no-untyped-def]
    """One-sided Poisson tail of `seen` in the direction of its departure from `mean`."""
    if mean <= 0.0:
        return 1.0 if seen == 0 else 0.0
    if seen <= mean:
        term = np.exp(seen * np.log(mean) - mean - _log_factorial(seen))
        total, k = 0.0, seen
        while k >= 0 and term > total * 1e-17:
            total += term
            term *= k / mean
            k -= 1.0
        return total
    term = np.exp(seen * np.log(mean) - mean - _log_factorial(seen))
    total, k = 0.0, seen
    while term > total * 1e-17:
        total += term
        k += 1.0
        term *= mean / k
    return total


@nb.njit(cache=True, nogil=True)
def _log_factorial(k):  # type: ignore[no-untyped-def]
    """Logarithm of k! by Stirling's series above 20, by product below."""
    if k < 20:
        total = 0.0
        for i in range(2, int(k) + 1):
            total += np.log(i)
        return total
    x = k + 1.0
    return (x - 0.5) * np.log(x) - x + 0.9189385332046727 + 1 / (12 * x) - 1 / (360 * x**3)


def _filled(table: CaptureTable, row: IntArray) -> CaptureTable:
    """`table` with the counts of `row` in its cells."""
    dense = np.zeros(1 << table.p, dtype=np.int64)
    dense[table.cells] = row
    return CaptureTable(table.lists, dense, table.impossible)


@nb.njit(cache=True, nogil=True)
def _path(y, cells, singles, pairs, threshold, chosen, barred):  # type: ignore[no-untyped-def]
    """Go on with the stepwise choice after the pairs `chosen`, not adding `barred` ones next.

    Returns (n0, positions of the pairs chosen, doubt): doubt is _SETTLED at the end, the
    position of a pair whose addition Newton's method could not settle, or _LOST when the
    starting model itself is in doubt. Bars hold for the first step only.
    """
    P, base = pairs.shape[0], singles.shape[0]
    overlaps = np.zeros(P)
    for i in range(P):
        for c in range(cells.shape[0]):
            if cells[c] & pairs[i] == pairs[i]:
                overlaps[i] += y[c]
    terms = np.empty(base + P, dtype=np.int64)
    terms[:base] = singles
    taken = np.empty(P, dtype=np.int64)
    count = chosen.shape[0]
    inside = np.zeros(P, dtype=np.bool_)
    for at in range(count):
        taken[at] = chosen[at]
        terms[base + at] = pairs[chosen[at]]
        inside[chosen[at]] = True
    closed = barred.copy()
    guess = np.zeros(base + P)
    clean, beta, mu = _fit(y, cells, terms, base + count, guess[:0])
    if not clean:
        return np.nan, taken[:count], _LOST
    p_values = np.empty(P)
    while True:
        for i in range(P):
            p_values[i] = 2.0
            if not inside[i] and not closed[i]:
                mean = 0.0
                for c in range(cells.shape[0]):
                    if cells[c] & pairs[i] == pairs[i]:
                        mean += mu[c]
                p_values[i] = _tail(overlaps[i], mean)
        best = np.argmin(p_values)
        if p_values[best] > threshold:
            return np.exp(beta[0]), taken[:count], _SETTLED
        terms[base + count] = pairs[best]
        guess[: base + count] = beta
        guess[base + count] = 0.0
        clean, richer, means = _fit(y, cells, terms, base + count + 1, guess)
        if not clean:
            return np.exp(beta[0]), taken[:count], best
        beta, mu = richer, means
        taken[count] = best
        count += 1
        inside[best] = True
        closed[:] = False


@nb.njit(cache=True, nogil=True)
def _fit(y, cells, terms, length, guess):  # type: ignore[no-untyped-def]
    """(exists and identified beyond doubt, coefficients of all terms, means of all cells).

    Terms of empty margin keep the coefficient 0 in the answer; their cells have mean 0.
    """
    term_kept, cell_kept = kept_cells(y, cells, terms, length)
    means = np.zeros(y.shape[0])
    coefficients = np.zeros(length)
    X = design(cells[cell_kept], terms[:length][term_kept])
    if X.shape[0] < X.shape[1]:
        return False, coefficients, means
    start = guess[:length][term_kept] if guess.shape[0] else guess
    beta, mu, _, verdict = newton(X, y[cell_kept], start)
    means[cell_kept] = mu
    coefficients[term_kept] = beta
    return verdict == CONVERGED, coefficients, means
