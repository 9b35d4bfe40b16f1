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
from scipy.optimize import linprog

from probanda.estimate.poisson import FloatArray

__all__ = ["Face", "find_face", "intercept_weights"]

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
    """Find the facial set by one linear programme.

    Maximise sum(s) subject to X d = 0 on positive cells, X d <= -s on zero cells, 0 <= s <= 1.
    Because directions add and scale, s = 1 at the optimum for every cell off the face.
    """
    zero = y == 0
    k = X.shape[1]
    if not zero.any():
        return Face(np.ones(len(y), dtype=bool), np.zeros(k))
    m = int(zero.sum())
    cost = np.concatenate([np.zeros(k), -np.ones(m)])
    # Only independent equations: HiGHS copes with the others, but slower.
    found = linprog(
        cost,
        A_ub=np.hstack([X[zero], np.eye(m)]),
        b_ub=np.zeros(m),
        A_eq=np.hstack([X[~zero], np.zeros((len(y) - m, m))]) if m < len(y) else None,
        b_eq=np.zeros(len(y) - m) if m < len(y) else None,
        bounds=[(None, None)] * k + [(0, 1)] * m,
        method="highs",
    )
    if found.status != 0:
        raise ArithmeticError(f"the facial linear programme failed: {found.message}")
    support = np.ones(len(y), dtype=bool)
    support[np.flatnonzero(zero)[found.x[k:] > 0.5]] = False
    direction = found.x[:k] if not support.all() else np.zeros(k)
    return Face(support, direction)


def intercept_weights(X: FloatArray) -> FloatArray | None:
    """Weights w with w @ X = (1, 0, …, 0), or None when the rows of X do not span it.

    The unobserved count is exp(intercept); it is identified exactly when such weights exist.
    """
    target = np.zeros(X.shape[1])
    target[0] = 1.0
    weights = np.linalg.lstsq(X.T, target, rcond=None)[0]
    if np.abs(weights @ X - target).max() > 1e-8:
        return None
    return np.asarray(weights, dtype=np.float64)
