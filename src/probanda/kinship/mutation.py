"""Mutation matrices: the probability that allele i of a parent reaches the child as allele j.

Models after Dawid et al. (2002) and Egeland, Pinto & Amorim (2017); transforms to reversibility
after Egeland & Vigeland (MH, BA, PR), to stationarity after Simonsson & Mostad (2016).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.problems import KinshipError, Problem

Matrix = NDArray[np.float64]


def mutation_matrix(
    model: str,
    alleles: Sequence[str],
    freqs: Sequence[float],
    *,
    rate: float = 0.0,
    rate2: float = 0.0,
    range_: float = 0.1,
    matrix: Sequence[Sequence[float]] | None = None,
    transform: str | None = None,
) -> Matrix:
    """The `(n, n)` row-stochastic matrix of a model, transformed when asked.

    Args:
        model: `none`, `equal`, `proportional`, `onestep`, `stepwise`, `dawid` or `custom`.
        alleles: labels; the stepping models read them as repeat numbers ("9.3" = 9 repeats, 3 bp).
        freqs: allele frequencies, summing to 1.
        rate: mutation probability (overall expected one for `proportional` and `dawid`).
        rate2: `stepwise`, mutation to an allele with another partial repeat.
        range_: `stepwise` and `dawid`, ratio of a change of k + 1 steps to one of k steps.
        matrix: `custom`, the matrix itself.
        transform: `MH`, `BA`, `PR` (reversible) or `PM` (stationary); the rate is kept.

    Raises:
        KinshipError: unknown model, labels that are no repeat numbers, no valid matrix results.

    >>> mutation_matrix("equal", "abc", [0.2, 0.3, 0.5], rate=0.02)[0].tolist()
    [0.98, 0.01, 0.01]
    """
    p = np.asarray(freqs, dtype=float)
    name = {"trivial": "none"}.get(model, model)
    if name == "custom":
        out = np.asarray(matrix, dtype=float)
    elif name in _MODELS:
        out = _MODELS[name](list(alleles), p, rate, rate2 or 0.0, range_)
    else:
        raise KinshipError(Problem("mutation-model", f"unknown mutation model {model!r}"))
    check_matrix(out, len(p))
    if transform not in (None, "", "none"):
        if transform not in _TRANSFORMS:
            raise KinshipError(Problem("mutation-model", f"unknown transform {transform!r}"))
        out = _TRANSFORMS[transform](out, p)
        check_matrix(out, len(p))
    return out


def check_matrix(m: Matrix, n: int) -> None:
    """Raise unless `m` is `(n, n)`, non-negative, with rows summing to 1 (to 1e-6)."""
    if m.shape != (n, n) or not np.isfinite(m).all():
        message = f"expected {n} × {n} numbers, found shape {m.shape}"
        raise KinshipError(Problem("mutation-matrix", message))
    if (m < -1e-15).any() or not np.allclose(m.sum(axis=1), 1, atol=1e-6):
        raise KinshipError(
            Problem("mutation-matrix", "negative entries or rows that do not sum to 1")
        )


def overall_rate(m: Matrix, freqs: Sequence[float] | Matrix) -> float:
    """Expected mutation probability of a random allele: sum of p_i (1 - m_ii)."""
    return float(np.dot(freqs, 1 - np.diag(m)))


def is_stationary(m: Matrix, freqs: Matrix) -> bool:
    """Whether frequencies stay the same over a generation: p M = p."""
    return bool(np.allclose(freqs @ m, freqs, rtol=0, atol=1e-12))


def is_reversible(m: Matrix, freqs: Matrix) -> bool:
    """Whether p_i m_ij = p_j m_ji (detailed balance)."""
    flow = freqs[:, None] * m
    return bool(np.allclose(flow, flow.T, rtol=0, atol=1e-12))


def _with_diagonal(off: Matrix) -> Matrix:
    out = off.copy()
    np.fill_diagonal(out, 0.0)
    np.fill_diagonal(out, 1 - out.sum(axis=1))
    return out


def _none(alleles: list[str], p: Matrix, rate: float, rate2: float, range_: float) -> Matrix:
    return np.eye(len(p))


def _equal(alleles: list[str], p: Matrix, rate: float, rate2: float, range_: float) -> Matrix:
    n = len(p)
    if n < 2:
        return np.eye(n)
    out = np.full((n, n), rate / (n - 1))
    np.fill_diagonal(out, 1 - rate)
    return out


def _proportional(
    alleles: list[str], p: Matrix, rate: float, rate2: float, range_: float
) -> Matrix:
    if len(p) < 2:
        return np.eye(len(p))
    a = rate / np.dot(p, 1 - p)
    out = np.tile(a * p, (len(p), 1))
    np.fill_diagonal(out, 1 - a * (1 - p))
    return np.asarray(out)


def _repeats(alleles: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Whole repeats and the partial one of every label."""
    try:
        parts = [[*a.split("."), "0"][:2] for a in alleles]
        whole = np.array([int(a) for a, _ in parts])
        part = np.array([int(b) for _, b in parts])
    except ValueError:
        message = f"stepping models need repeat numbers as alleles, found {alleles}"
        raise KinshipError(Problem("mutation-model", message)) from None
    return whole, part


def _onestep(alleles: list[str], p: Matrix, rate: float, rate2: float, range_: float) -> Matrix:
    whole, part = _repeats(alleles)
    near = (abs(whole[:, None] - whole) == 1) & (part[:, None] == part)
    count = near.sum(axis=1, keepdims=True)
    out = np.where(near, rate / np.maximum(count, 1), 0.0)
    np.fill_diagonal(out, np.where(count[:, 0] > 0, 1 - rate, 1.0))
    return out


def _stepwise(alleles: list[str], p: Matrix, rate: float, rate2: float, range_: float) -> Matrix:
    whole, part = _repeats(alleles)
    same = part[:, None] == part
    steps = abs(whole[:, None] - whole)
    weight = np.where(same & (steps > 0), float(range_) ** steps, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    inside = np.divide(rate * weight, total, out=np.zeros_like(weight), where=total > 0)
    others = (~same).sum(axis=1, keepdims=True)
    outside = np.where(same, 0.0, rate2 / np.maximum(others, 1))
    out: Matrix = inside + outside
    stay = 1 - np.where(total[:, 0] > 0, rate, 0.0) - np.where(others[:, 0] > 0, rate2, 0.0)
    np.fill_diagonal(out, stay)
    return out


def _dawid(alleles: list[str], p: Matrix, rate: float, rate2: float, range_: float) -> Matrix:
    whole, part = _repeats(alleles)
    n = len(p)
    if part.any() or (np.diff(whole) != 1).any():
        message = "model dawid needs consecutive whole repeat numbers, in order"
        raise KinshipError(Problem("mutation-model", message))
    a = (1 - range_**n) / (1 - range_)
    scale = rate * (1 - range_) / (2 * range_ * (n - a))
    out = _with_diagonal(scale * float(range_) ** abs(whole[:, None] - whole) / p[:, None])
    if (np.diag(out) < 0).any():
        message = f"model dawid is not defined at rate {rate} for these frequencies"
        raise KinshipError(Problem("mutation-model", message))
    return out


_MODELS: dict[str, Callable[[list[str], Matrix, float, float, float], Matrix]] = {
    "none": _none,
    "equal": _equal,
    "proportional": _proportional,
    "onestep": _onestep,
    "stepwise": _stepwise,
    "dawid": _dawid,
}


def _keeping_rate(old: Matrix, new: Matrix, p: Matrix) -> Matrix:
    """Mix `new` with the identity so that the overall rate of `old` is kept."""
    before, after = overall_rate(old, p), overall_rate(new, p)
    if after == 0:
        return new
    off = new * (before / after)
    return _with_diagonal(off)


def _mh(m: Matrix, p: Matrix) -> Matrix:
    flow = p[:, None] * m
    return _keeping_rate(m, _with_diagonal(np.minimum(flow, flow.T) / p[:, None]), p)


def _ba(m: Matrix, p: Matrix) -> Matrix:
    flow = p[:, None] * m
    both = flow + flow.T
    product = np.divide(flow * flow.T, both, out=np.zeros_like(flow), where=both > 0)
    return _keeping_rate(m, _with_diagonal(product / p[:, None]), p)


def _pr(m: Matrix, p: Matrix) -> Matrix:
    flow = p[:, None] * m
    return _with_diagonal((flow + flow.T) / (2 * p[:, None]))


def _pm(m: Matrix, p: Matrix) -> Matrix:
    """Rows' off-diagonals scaled by c v_i / p_i, v the stationary distribution of `m`."""
    n = len(p)
    system = np.vstack([(m - np.eye(n)).T, np.ones(n)])
    v = np.linalg.lstsq(system, np.r_[np.zeros(n), 1.0], rcond=None)[0]
    leave = 1 - np.diag(m)
    c = np.dot(p, leave) / np.dot(v, leave)
    return _with_diagonal(m * (c * v / p)[:, None])


_TRANSFORMS: dict[str, Callable[[Matrix, Matrix], Matrix]] = {
    "MH": _mh,
    "BA": _ba,
    "PR": _pr,
    "PM": _pm,
}
