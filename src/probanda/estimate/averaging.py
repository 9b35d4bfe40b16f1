"""Bayesian model averaging over decomposable graphs: the exact posterior of the total.

Madigan & York (1997, Biometrika 84, 19-31): hyper-Dirichlet priors (Dawid & Lauritzen 1993)
give each graph a closed marginal likelihood for every value of the unobserved count; prior
1/N on the total, equal weight on the graphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numba as nb
import numpy as np
from scipy.special import gammaln

from probanda.estimate.decomposable import MOST_LISTS, DecomposableGraph, decomposable_graphs
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.poisson import FloatArray
from probanda.estimate.table import CaptureTable, IntArray

__all__ = ["GraphPosterior", "average_graphs", "log_joint", "posterior_on_grid"]

QUANTILES = (0.005, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.995)
_EXACT_UP_TO = 2048  # every integer up to here is on the grid; beyond, steps grow
_STEP = 1 / 192  # relative step beyond: quadrature error is of the order of its square
_TOLERANCE = 1e-3  # "doubling the grid moves no quantile by 0.1 %"
_MOST_DOUBLINGS = 40


@dataclass(frozen=True)
class GraphPosterior:
    """Posterior of the unobserved count, summed over graphs.

    `unobserved` (G,) grid, `widths` (G,) how many integers each point stands for, `weights` (G,)
    posterior mass on each point, `graph_weights` (M,),
    `graph_means` (M,) posterior mean of the unobserved count within each graph,
    `saturated_mass` and `other_mass` (G,) what the saturated graph and all others bring of it,
    `doublings` how often the grid had to grow, `settled` whether it then stood still.
    """

    n_observed: int
    graphs: tuple[DecomposableGraph, ...]
    unobserved: FloatArray
    weights: FloatArray
    graph_weights: FloatArray
    graph_means: FloatArray
    saturated_mass: FloatArray = field(repr=False)
    other_mass: FloatArray = field(repr=False)
    widths: FloatArray = field(repr=False)
    doublings: int = 0
    settled: bool = True

    def quantiles(self, probs: Sequence[float]) -> FloatArray:
        """Quantiles of the total: the smallest integer whose cumulated mass reaches each."""
        return _quantiles(self.unobserved, self.widths, self.weights, probs) + self.n_observed

    @property
    def mean(self) -> float:
        """Posterior mean of the total (on this grid: it is infinite with the saturated graph)."""
        return float(self.weights @ self.unobserved) + self.n_observed

    @property
    def saturated_weight(self) -> float:
        """Posterior weight of the saturated graph, which identifies nothing but its prior."""
        return float(self.saturated_mass.sum())

    def without_saturated(self) -> GraphPosterior:
        """The same average over all other graphs."""
        keep = np.array([not g.saturated for g in self.graphs])
        weights = self.other_mass
        graph_weights = self.graph_weights[keep]
        return GraphPosterior(
            self.n_observed,
            tuple(g for g in self.graphs if not g.saturated),
            self.unobserved,
            weights / weights.sum(),
            graph_weights / graph_weights.sum(),
            self.graph_means[keep],
            np.zeros_like(weights),
            weights / weights.sum(),
            self.widths,
            self.doublings,
            self.settled,
        )

    def draws(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draws of the unobserved count."""
        return _quantiles(self.unobserved, self.widths, self.weights, rng.random(size))


def log_joint(
    table: CaptureTable, unobserved: FloatArray, delta: float | None = None
) -> tuple[FloatArray, IntArray, FloatArray]:
    """Pieces of log p(table, N | graph) on a grid of unobserved counts.

    Returns (`part` (2^p, G), `incidence` (M, 2^p), `shared` (G,)): the log joint of graph m is
    `shared + incidence[m] @ part`. `part[S]` is the log marginal likelihood of the margin on the
    lists S under a Dirichlet prior with `delta` (default 2^-p) per full cell; `incidence` is +1
    for cliques and -1 for separators; `shared` is the multinomial coefficient and the prior 1/N.
    """
    p, n = table.p, table.n
    delta = 2.0**-p if delta is None else delta
    masks = np.arange(1 << p)
    total = n + unobserved
    mass = delta * 2**p
    part = np.zeros((1 << p, len(unobserved)))
    for subset in range(1, 1 << p):
        margin = np.bincount(masks & subset, weights=table.counts, minlength=1 << p)
        inside = [c for c in range(1, 1 << p) if c & ~subset == 0]
        alpha = delta * 2.0 ** (p - subset.bit_count())
        known = gammaln(margin[inside] + alpha).sum() - (len(inside) + 1) * gammaln(alpha)
        part[subset] = (
            gammaln(mass) - gammaln(total + mass) + known + gammaln(margin[0] + unobserved + alpha)
        )
    graphs = decomposable_graphs(p)
    incidence = np.zeros((len(graphs), 1 << p), dtype=np.int64)
    for m, graph in enumerate(graphs):
        for clique in graph.cliques:
            incidence[m, clique] += 1
        for separator in graph.separators:
            incidence[m, separator] -= 1
    incidence[:, 0] = 0  # an empty separator contributes the factor 1
    seen = gammaln(table.counts + 1.0).sum()
    shared = gammaln(total + 1) - gammaln(unobserved + 1) - seen - np.log(total)
    return part, incidence, shared


def posterior_on_grid(
    table: CaptureTable,
    unobserved: FloatArray,
    *,
    cell_widths: FloatArray | None = None,
    delta: float | None = None,
) -> GraphPosterior:
    """The posterior on a given grid; each point stands for `cell_widths` integers (default 1).

    Raises:
        Refused: with more than six lists or fewer than two.
    """
    _refuse_size(table)
    part, incidence, shared = log_joint(table, unobserved, delta)
    if cell_widths is not None:
        shared = shared + np.log(cell_widths)
    peak = _peak(part, incidence, shared)
    saturated = int(np.flatnonzero([g.saturated for g in decomposable_graphs(table.p)])[0])
    others, alone, by_graph, moments = _sum_graphs(
        part, incidence, shared, peak, saturated, unobserved
    )
    weights = others + alone
    total = weights.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(by_graph > 0, moments / by_graph, np.nan)
    return GraphPosterior(
        table.n,
        decomposable_graphs(table.p),
        unobserved,
        weights / total,
        by_graph / total,
        means,
        alone / total,
        others / total,
        np.ones(len(unobserved)) if cell_widths is None else cell_widths,
    )


def average_graphs(
    table: CaptureTable, *, delta: float | None = None, start: int = 1
) -> GraphPosterior:
    """The posterior on a grid grown until doubling its reach moves no quantile by 0.1 %.

    The grid holds every integer from `start` (1, as in the usual implementation) to 2,048, then
    points whose distance grows in proportion, each standing for the integers around it.
    """
    _refuse_size(table)
    reach = max(8 * table.n, 4 * _EXACT_UP_TO)
    last: FloatArray | None = None
    posterior: GraphPosterior | None = None
    for doubling in range(_MOST_DOUBLINGS):
        grid, widths = growing_grid(start, reach)
        posterior = posterior_on_grid(table, grid, cell_widths=widths, delta=delta)
        quantiles = posterior.quantiles(QUANTILES)
        settled = last is not None and bool(
            np.all(np.abs(quantiles - last) <= _TOLERANCE * np.abs(last))
        )
        posterior = GraphPosterior(
            posterior.n_observed,
            posterior.graphs,
            posterior.unobserved,
            posterior.weights,
            posterior.graph_weights,
            posterior.graph_means,
            posterior.saturated_mass,
            posterior.other_mass,
            posterior.widths,
            doubling,
            settled,
        )
        if settled:
            break
        last = quantiles
        reach *= 2
    assert posterior is not None
    return posterior


def growing_grid(start: int, reach: int) -> tuple[FloatArray, FloatArray]:
    """Grid points and how many integers each stands for, from `start` to about `reach`."""
    points = list(range(start, min(_EXACT_UP_TO, reach) + 1))
    widths = [1.0] * len(points)
    low = points[-1] + 1
    while low <= reach:
        width = max(1, int(low * _STEP)) | 1  # odd, so that the block has a middle
        points.append(low + width // 2)
        widths.append(float(width))
        low += width
    return np.array(points, dtype=np.float64), np.array(widths)


def _refuse_size(table: CaptureTable) -> None:
    if not 2 <= table.p <= MOST_LISTS:
        raise Refused(
            [
                Notice(
                    "too-many-lists-for-dga",
                    f"{table.p} lists: decomposable graphs are averaged for 3 to {MOST_LISTS}",
                    "use lcm, or merge lists of the same institution",
                    "error",
                )
            ]
        )


def _quantiles(
    values: FloatArray,
    widths: FloatArray,
    weights: FloatArray,
    probs: Sequence[float] | FloatArray,
) -> FloatArray:
    """Quantiles of a law on blocks of `widths` integers around `values`, even within a block."""
    cumulated = np.cumsum(weights)
    wanted = np.asarray(probs) * cumulated[-1]
    at = np.minimum(np.searchsorted(cumulated, wanted), len(values) - 1)
    below = cumulated[at] - weights[at]
    share = np.clip((wanted - below) / np.maximum(weights[at], 1e-300), 0.0, 1.0)
    first = values[at] - (widths[at] - 1) / 2
    return np.asarray(first + np.maximum(np.ceil(share * widths[at]), 1) - 1)


@nb.njit(cache=True, nogil=True)
def _graph_rows(incidence):  # type: ignore[no-untyped-def]
    """Non-zero entries of each row of `incidence`, padded with -1."""
    M, S = incidence.shape
    where = -np.ones((M, 16), dtype=np.int64)
    for m in range(M):
        at = 0
        for s in range(S):
            if incidence[m, s] != 0:
                where[m, at] = s
                at += 1
    return where


@nb.njit(cache=True, nogil=True)
def _log_joint_row(m, part, incidence, where, row):  # type: ignore[no-untyped-def]
    G = row.shape[0]
    for g in range(G):
        row[g] = 0.0
    for e in range(where.shape[1]):
        s = where[m, e]
        if s < 0:
            break
        times = incidence[m, s]
        for g in range(G):
            row[g] += times * part[s, g]


@nb.njit(cache=True, nogil=True)
def _peak(part, incidence, shared):  # type: ignore[no-untyped-def]
    """Largest log joint over graphs and grid."""
    where = _graph_rows(incidence)
    row = np.empty(part.shape[1])
    peak = -np.inf
    for m in range(incidence.shape[0]):
        _log_joint_row(m, part, incidence, where, row)
        for g in range(row.shape[0]):
            value = row[g] + shared[g]
            peak = max(peak, value)
    return peak


@nb.njit(cache=True, nogil=True)
def _sum_graphs(part, incidence, shared, peak, saturated, grid):  # type: ignore[no-untyped-def]
    """Mass by grid point (others, saturated), by graph, and first moments by graph."""
    M, G = incidence.shape[0], part.shape[1]
    where = _graph_rows(incidence)
    row = np.empty(G)
    others, alone = np.zeros(G), np.zeros(G)
    by_graph, moments = np.zeros(M), np.zeros(M)
    for m in range(M):
        _log_joint_row(m, part, incidence, where, row)
        for g in range(G):
            height = row[g] + shared[g] - peak
            # exp(-745) underflows; graphs this far down cannot touch the tenth digit.
            if height > -700.0:
                mass = np.exp(height)
                by_graph[m] += mass
                moments[m] += mass * grid[g]
                if m == saturated:
                    alone[g] = mass
                else:
                    others[g] += mass
    return others, alone, by_graph, moments
