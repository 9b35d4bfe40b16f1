"""Poisson likelihood of log-linear models by Newton's method, for one design or thousands.

Numbers only: a design and counts in; coefficients, deviance and a verdict on
convergence out. Whether a maximum exists at all is settled in `existence`.
"""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

__all__ = [
    "CONVERGED",
    "DIVERGED",
    "SINGULAR",
    "FloatArray",
    "design",
    "kept_cells",
    "newton",
    "newton_batch",
]

FloatArray = npt.NDArray[np.float64]

CONVERGED, DIVERGED, SINGULAR = 0, 1, 2
_MOST_STEPS = 200


@nb.njit(cache=True, nogil=True)
def design(cells, terms):  # type: ignore[no-untyped-def]
    """0/1 design in corner coding: X[c, t] = 1 when history c has every list of term t."""
    X = np.zeros((cells.shape[0], terms.shape[0]))
    for c in range(cells.shape[0]):
        for t in range(terms.shape[0]):
            if cells[c] & terms[t] == terms[t]:
                X[c, t] = 1.0
    return X


@nb.njit(cache=True, nogil=True)
def _cholesky(A):  # type: ignore[no-untyped-def]
    """Lower factor in place; False when a pivot is lost against its diagonal."""
    k = A.shape[0]
    for j in range(k):
        before = A[j, j]
        pivot = before
        for m in range(j):
            pivot -= A[j, m] * A[j, m]
        if not pivot > before * 1e-11:
            return False
        root = np.sqrt(pivot)
        A[j, j] = root
        for i in range(j + 1, k):
            total = A[i, j]
            for m in range(j):
                total -= A[i, m] * A[j, m]
            A[i, j] = total / root
    return True


@nb.njit(cache=True, nogil=True)
def _solve(L, b):  # type: ignore[no-untyped-def]
    k = b.shape[0]
    x = b.copy()
    for i in range(k):
        for m in range(i):
            x[i] -= L[i, m] * x[m]
        x[i] /= L[i, i]
    for i in range(k - 1, -1, -1):
        for m in range(i + 1, k):
            x[i] -= L[m, i] * x[m]
        x[i] /= L[i, i]
    return x


@nb.njit(cache=True, nogil=True)
def _weighted_gram(X, w):  # type: ignore[no-untyped-def]
    cells, k = X.shape
    G = np.zeros((k, k))
    for c in range(cells):
        for i in range(k):
            xi = X[c, i] * w[c]
            if xi != 0.0:
                for j in range(i + 1):
                    G[i, j] += xi * X[c, j]
    return G


@nb.njit(cache=True, nogil=True)
def _objective(y, eta):  # type: ignore[no-untyped-def]
    total = 0.0
    for c in range(y.shape[0]):
        total += np.exp(eta[c]) - y[c] * eta[c]
    return total


@nb.njit(cache=True, nogil=True)
def newton(X, y, start):  # type: ignore[no-untyped-def]
    """Maximise the Poisson likelihood of counts `y` (C,) with means exp(X beta), X (C, k).

    `start` is a first guess of beta, or empty for least squares on log(y + 0.1) (McCullagh &
    Nelder 1989, section 2.5). Returns (beta, mu, L, verdict), L the Cholesky factor of the
    information. CONVERGED is a proof that the maximum exists: with the last step m,
    mu (1 + X m) is positive and has exactly the margins of y, which is Fienberg & Rinaldo's
    condition. DIVERGED leaves the question open, SINGULAR says that columns depend.
    """
    cells, k = X.shape
    mu = y + 0.1
    if start.shape[0] == k:
        beta = start.copy()
        L = np.zeros((k, k))
    else:
        L = _weighted_gram(X, mu)
        if not _cholesky(L):
            return np.zeros(k), mu, L, SINGULAR
        beta = _solve(L, X.T @ (mu * np.log(mu) + y - mu))
    value = _objective(y, X @ beta)
    level = np.zeros(k)
    level[0] = np.log(max(y.sum(), 0.1) / cells)
    flat = _objective(y, X @ level)
    if not value <= flat:
        beta = level
        value = flat
    for _ in range(_MOST_STEPS):
        mu = np.exp(X @ beta)
        L = _weighted_gram(X, mu)
        if not _cholesky(L):
            return beta, mu, L, DIVERGED
        gradient = X.T @ (y - mu)
        move = _solve(L, gradient)
        decrement = np.sqrt(max(gradient @ move, 0.0))
        largest = np.abs(X @ move).max()
        if largest < 1e-7 and decrement < 1e-9 * np.sqrt(1.0 + y.sum()):
            return beta + move, mu, L, CONVERGED
        if largest > 0.5 and decrement < 1e-5:
            return beta, mu, L, DIVERGED  # some mean runs to zero: `existence` decides
        size = 1.0
        for _halving in range(40):
            new = _objective(y, X @ (beta + size * move))
            if new <= value + 1e-12 * abs(value):
                break
            size *= 0.5
        beta = beta + size * move
        value = _objective(y, X @ beta)
    return beta, mu, L, DIVERGED


@nb.njit(cache=True, nogil=True)
def kept_cells(y, cells, terms, length):  # type: ignore[no-untyped-def]
    """Masks of terms and cells left after removing every term whose margin is empty."""
    term_kept = np.ones(length, dtype=np.bool_)
    for t in range(length):
        margin = 0.0
        for c in range(cells.shape[0]):
            if cells[c] & terms[t] == terms[t]:
                margin += y[c]
        term_kept[t] = margin > 0.0
    cell_kept = np.ones(cells.shape[0], dtype=np.bool_)
    for c in range(cells.shape[0]):
        for t in range(length):
            if not term_kept[t] and cells[c] & terms[t] == terms[t]:
                cell_kept[c] = False
                break
    return term_kept, cell_kept


@nb.njit(cache=True, nogil=True)
def newton_batch(tables, cells, terms, lengths):  # type: ignore[no-untyped-def]
    """Fit every model to every table, with terms of empty margin at minus infinity.

    `tables` (R, C) counts as floats; `terms` (M, T) masks padded, `lengths` (M,) how many count.
    Returns n0 (R, M) fitted unobserved count, var (R, M) of its logarithm, loglik (R, M) without
    the factorials, verdict (R, M) as in `newton`. Only CONVERGED entries are maxima.
    Complexity O(R M C T^2) per Newton step.
    """
    R, M = tables.shape[0], terms.shape[0]
    n0 = np.empty((R, M))
    var = np.empty((R, M))
    loglik = np.empty((R, M))
    verdict = np.empty((R, M), dtype=np.int64)
    for r in range(R):
        for m in range(M):
            term_kept, cell_kept = kept_cells(tables[r], cells, terms[m], lengths[m])
            X = design(cells[cell_kept], terms[m, : lengths[m]][term_kept])
            y = tables[r][cell_kept]
            if X.shape[0] < X.shape[1]:
                verdict[r, m] = SINGULAR
                n0[r, m], var[r, m], loglik[r, m] = np.nan, np.nan, np.nan
                continue
            beta, _, L, code = newton(X, y, np.zeros(0))
            verdict[r, m] = code
            n0[r, m] = np.exp(beta[0])
            loglik[r, m] = -_objective(y, X @ beta)
            if code == CONVERGED:
                unit = np.zeros(beta.shape[0])
                unit[0] = 1.0
                var[r, m] = _solve(L, unit)[0]
            else:
                var[r, m] = np.nan
    return n0, var, loglik, verdict
