"""Does a log-linear model have a maximum likelihood estimate on this table, and of what?

Fienberg & Rinaldo (2012, Annals of Statistics 40, 996-1023): the maximum exists exactly when
the sufficient statistics lie in the relative interior of the marginal cone. Where they do not,
the extended maximum likelihood estimate lives on a face of that cone: some cells have fitted
mean zero. Fitting is in `loglinear`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import null_space, qr
from scipy.optimize import linprog

from probanda.estimate.poisson import FloatArray

__all__ = ["Face", "existence_code", "find_face", "independent_columns", "intercept_weights"]

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Face:
    """The smallest face of the marginal cone that holds the observed margins.

    `support` marks cells whose fitted mean is positive; `direction` is a recession direction
    of the likelihood (zero when the maximum exists in the ordinary sense).
    """

    support: BoolArray
    direction: FloatArray

    @property
    def interior(self) -> bool:
        """Whether the maximum likelihood estimate exists in the ordinary sense."""
        return bool(self.support.all())


def find_face(X: FloatArray, y: FloatArray) -> Face:
    """Find the facial set by one small linear programme.

    A recession direction d has X d = 0 on positive cells, so d = K z with K a basis of that
    null space; often K is empty and the maximum exists. Otherwise maximise sum(s) subject to
    (X K) z <= -s on zero cells, 0 <= s <= 1: as directions add and scale, s = 1 at the optimum
    for every cell off the face. Cells with equal rows share one constraint.
    """
    zero = y == 0
    k = X.shape[1]
    everywhere = Face(np.ones(len(y), dtype=bool), np.zeros(k))
    if not zero.any():
        return everywhere
    seen = X[~zero]
    basis = null_space(seen.T @ seen, rcond=1e-10) if len(seen) else np.eye(k)
    if basis.shape[1] == 0:
        return everywhere
    rows, back = np.unique(np.round(X[zero] @ basis, 9), axis=0, return_inverse=True)
    m, d = rows.shape
    found = linprog(
        np.concatenate([np.zeros(d), -np.ones(m)]),
        A_ub=np.hstack([rows, np.eye(m)]),
        b_ub=np.full(m, 1e-9),
        bounds=[(None, None)] * d + [(0, 1)] * m,
        method="highs",
    )
    if found.status != 0:
        raise ArithmeticError(f"the facial linear programme failed: {found.message}")
    support = np.ones(len(y), dtype=bool)
    off = (found.x[d:] > 0.5)[np.ravel(back)]
    support[np.flatnonzero(zero)[off]] = False
    direction = basis @ found.x[:d] if off.any() else np.zeros(k)
    return Face(support, direction)


def intercept_weights(X: FloatArray) -> FloatArray | None:
    """Weights w with w @ X = (1, 0, …, 0), or None when the rows of X do not span it.

    The unobserved count is exp(intercept); it is identified exactly when such weights exist.
    """
    target = np.zeros(X.shape[1])
    target[0] = 1.0
    inner = np.linalg.lstsq(X.T @ X, target, rcond=1e-11)[0]
    weights = X @ inner
    if np.abs(weights @ X - target).max() > 1e-7:
        return None
    return np.asarray(weights, dtype=np.float64)


def existence_code(X: FloatArray, y: FloatArray) -> int:
    """0 the estimate exists, 1 not in the ordinary sense, 2 columns depend, 3 both.

    The codes of Chan, Silverman & Vincent (2021, section 2.3), after terms of empty margin have
    been taken out.
    """
    dependent = len(independent_columns(X)) < X.shape[1]
    return (0 if find_face(X, y).interior else 1) + (2 if dependent else 0)


def independent_columns(X: FloatArray) -> npt.NDArray[np.int64]:
    """Positions of a largest set of independent columns, ascending.

    Works on X'X, whose columns depend exactly as those of X do, and which is small.
    """
    _, R, order = qr(X.T @ X, pivoting=True)
    size = np.abs(np.diag(R))
    rank = int((size > size[0] * 1e-10).sum())
    return np.sort(np.asarray(order[:rank], dtype=np.int64))
