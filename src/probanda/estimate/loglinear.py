"""Log-linear estimates of the unobserved count: one model, all models, the best of them.

Poisson log-linear models after Fienberg (1972, Biometrika 59, 591-603) and Cormack (1989,
Biometrics 45, 395-413), with extended maximum likelihood at the boundary (`existence`).
Intervals are in `profile`, heterogeneity models in `heterogeneity`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.special import gammaln

from probanda.estimate.existence import find_face, independent_columns, intercept_weights
from probanda.estimate.hierarchy import HierarchicalModel
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.poisson import CONVERGED, FloatArray, design, newton, newton_batch
from probanda.estimate.table import CaptureTable, IntArray

__all__ = ["Criterion", "LoglinearFit", "best_fit", "fit_design", "fit_model", "fit_models"]

Criterion = Literal["aic", "bic"]
Status = Literal["finite", "infinite", "zero", "unidentified"]


@dataclass(frozen=True)
class LoglinearFit:
    """One fitted log-linear model.

    `code` follows Chan, Silverman & Vincent (2021): 0 the estimate exists, 1 it exists only in
    the extended sense, 2 some parameter is not identified, 3 both. `unobserved` is None unless
    `status` is "finite"; "infinite" and "zero" say where the likelihood drives it.
    `minus_infinity` lists terms whose extended estimate is minus infinity
    because no person is on all their lists. `support` marks the cells of positive fitted mean.
    """

    name: str
    n_observed: int
    unobserved: float | None
    log_variance: float | None
    deviance: float
    df: int
    parameters: int
    loglik: float
    code: int
    status: Status
    minus_infinity: tuple[int, ...] = ()
    model: HierarchicalModel | None = None
    support: npt.NDArray[np.bool_] | None = field(default=None, repr=False)
    means: FloatArray | None = field(default=None, repr=False)

    @property
    def total(self) -> float | None:
        """Estimated number of people: documented plus unobserved."""
        return None if self.unobserved is None else self.n_observed + self.unobserved

    @property
    def stderr(self) -> float | None:
        """Standard error of the total: sqrt(n0 + n0^2 var(log n0)) (Rivest & Levesque 2001)."""
        if self.unobserved is None or self.log_variance is None:
            return None
        return float(np.sqrt(self.unobserved + self.unobserved**2 * self.log_variance))

    @property
    def aic(self) -> float:
        """Akaike's criterion with every parameter counted, those at minus infinity too."""
        return -2 * self.loglik + 2 * self.parameters

    @property
    def bic(self) -> float:
        """Schwarz's criterion with the documented number of people as sample size."""
        return -2 * self.loglik + float(np.log(self.n_observed)) * self.parameters

    def criterion(self, which: Criterion) -> float:
        """AIC or BIC by name."""
        return self.aic if which == "aic" else self.bic


def fit_model(table: CaptureTable, model: HierarchicalModel) -> LoglinearFit:
    """Fit one hierarchical model by (extended) maximum likelihood.

    >>> t = CaptureTable.from_histories(("A", "B"), {(1, 0): 30, (0, 1): 20, (1, 1): 6})
    >>> round(fit_model(t, HierarchicalModel.of(2, [])).total, 6)
    156.0
    """
    return fit_models(table, [model])[0]


def fit_models(table: CaptureTable, models: Sequence[HierarchicalModel]) -> list[LoglinearFit]:
    """Fit many hierarchical models to one table; same order as `models`."""
    if not models:
        return []
    cells = table.cells
    y = table.counts[cells].astype(np.float64)
    terms, lengths = pack_terms(models)
    n0, var, loglik, verdict = newton_batch(y[None, :], cells, terms, lengths)
    factorials = float(gammaln(y + 1).sum())
    saturated = float((y[y > 0] * np.log(y[y > 0]) - y[y > 0]).sum())
    empty = {t for m in models for t in m.terms if t and table.margin(t) == 0}
    fits = []
    for i, model in enumerate(models):
        gone = tuple(t for t in model.terms if t in empty)
        if verdict[0, i] != CONVERGED or (gone and table.impossible):
            fits.append(_fit_at_boundary(table, model, gone))
            continue
        fits.append(
            LoglinearFit(
                name=model.name,
                n_observed=table.n,
                unobserved=float(n0[0, i]),
                log_variance=float(var[0, i]),
                deviance=2 * (saturated - float(loglik[0, i])),
                df=len(cells) - len(model.terms),
                parameters=len(model.terms),
                loglik=float(loglik[0, i]) - factorials,
                code=0,
                status="finite",
                minus_infinity=gone,
                model=model,
            )
        )
    return fits


def best_fit(fits: Sequence[LoglinearFit], criterion: Criterion = "bic") -> LoglinearFit:
    """The fit of smallest criterion among those whose total is finite and identified.

    Raises:
        Refused: when no fit has a finite total.
    """
    usable = [f for f in fits if f.status == "finite"]
    if not usable:
        raise Refused(
            [
                Notice(
                    "no-model-identified",
                    "no model gives a finite, identified total on this table",
                    "use a lower bound, or merge sparse lists",
                    "error",
                )
            ]
        )
    return min(usable, key=lambda f: (f.criterion(criterion), f.parameters))


def pack_terms(models: Sequence[HierarchicalModel]) -> tuple[IntArray, IntArray]:
    """Terms of all models as one padded array (M, T) and their numbers (M,)."""
    lengths = np.array([len(m.terms) for m in models], dtype=np.int64)
    terms = np.zeros((len(models), int(lengths.max())), dtype=np.int64)
    for i, model in enumerate(models):
        terms[i, : lengths[i]] = model.terms
    return terms, lengths


def _fit_at_boundary(
    table: CaptureTable, model: HierarchicalModel, gone: tuple[int, ...]
) -> LoglinearFit:
    """Extended maximum likelihood where Newton's method found no maximum."""
    cells = table.cells
    # `gone` is closed upwards within the model, so what is left is hierarchical again.
    terms = np.array([t for t in model.terms if t not in gone], dtype=np.int64)
    kept = np.array([not any(c & t == t for t in gone) for c in cells.tolist()], dtype=bool)
    X = design(cells[kept], terms)
    y = table.counts[cells[kept]].astype(np.float64)
    fit = fit_design(X, y, table.n, name=model.name)
    full_rank = len(independent_columns(design(cells, np.array(model.terms, dtype=np.int64))))
    support = np.zeros(len(cells), dtype=bool)
    means = np.zeros(len(cells))
    if fit.support is not None and fit.means is not None:
        support[np.flatnonzero(kept)[fit.support]] = True
        means[support] = fit.means
    return LoglinearFit(
        name=model.name,
        n_observed=table.n,
        unobserved=fit.unobserved,
        log_variance=fit.log_variance,
        deviance=fit.deviance,
        df=len(cells) - full_rank,
        parameters=full_rank,
        loglik=fit.loglik,
        code=fit.code,
        status=fit.status,
        minus_infinity=gone,
        model=model,
        support=support,
        means=means,
    )


def fit_design(X: FloatArray, y: FloatArray, n: int, *, name: str) -> LoglinearFit:
    """(Extended) maximum likelihood for any design whose first column is the intercept.

    `X` (C, k), `y` (C,) counts. The returned `support` and `means` refer to the C cells;
    `means` holds those of the support only.
    """
    face = find_face(X, y)
    rank = len(independent_columns(X))
    code = (0 if face.interior else 1) + (2 if rank < X.shape[1] else 0)
    on_face, counts = X[face.support], y[face.support]
    weights = intercept_weights(on_face)
    columns = independent_columns(on_face)
    B = np.ascontiguousarray(on_face[:, columns])
    beta, mu, _, verdict = newton(B, counts, np.zeros(0))
    if verdict != CONVERGED:
        raise ArithmeticError(f"model {name}: the likelihood on its face did not converge")
    eta = B @ beta
    mu = np.exp(eta)
    n0 = variance = None
    status: Status = "finite"
    if weights is None:
        status = _runaway(X, face.support)
    else:
        a = B.T @ weights
        n0 = float(np.exp(weights @ eta))
        variance = float(a @ np.linalg.solve(B.T @ (mu[:, None] * B), a))
    kernel = float((counts * eta - mu).sum())
    positive = y[y > 0]
    saturated = float((positive * np.log(positive) - positive).sum())
    return LoglinearFit(
        name=name,
        n_observed=n,
        unobserved=n0,
        log_variance=variance,
        deviance=2 * (saturated - kernel),
        df=len(y) - rank,
        parameters=rank,
        loglik=kernel - float(gammaln(y + 1).sum()),
        code=code,
        status=status,
        support=face.support,
        means=mu,
    )


def _runaway(X: FloatArray, support: npt.NDArray[np.bool_]) -> Status:
    """Where the unobserved count goes when the margins do not identify it.

    Looks at the first coordinate over all recession directions d (X d = 0 on the face, <= 0 off
    it): only upwards is "infinite", only downwards "zero", anything else "unidentified".
    """
    off = ~support
    ends = []
    for sign in (-1.0, 1.0):
        cost = np.zeros(X.shape[1])
        cost[0] = sign
        found = linprog(
            cost,
            A_ub=X[off] if off.any() else None,
            b_ub=np.zeros(int(off.sum())) if off.any() else None,
            A_eq=X[support],
            b_eq=np.zeros(int(support.sum())),
            bounds=[(-1, 1)] * X.shape[1],
            method="highs",
        )
        ends.append(sign * float(found.fun))
    upwards, downwards = ends[0] > 1e-9, ends[1] < -1e-9
    if upwards == downwards:
        return "unidentified"
    return "infinite" if upwards else "zero"
