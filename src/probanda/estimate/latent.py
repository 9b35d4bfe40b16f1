"""Latent classes with a Dirichlet-process prior: the Gibbs sampler for the unobserved count.

Manrique-Vallier (2016, Biometrics 72, 1246-1254): within a class lists are independent; class
weights follow a stick-breaking process truncated at K; prior 1/N on the total. Every gamma and
beta variable lives on the log scale, so that concentrations near zero do not underflow.
What the draws are worth is judged in `convergence`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numba as nb
import numpy as np

from probanda.estimate.binomial import draw_binomial
from probanda.estimate.poisson import FloatArray
from probanda.estimate.table import CaptureTable

__all__ = ["ChainState", "LatentRun", "LatentSettings", "sample_latent", "start_run"]

_BLOCK = 250  # kept draws between two reports of progress
_RUNAWAY = 1e15  # unobserved counts beyond this are held there and reported


@dataclass(frozen=True)
class LatentSettings:
    """Prior and length of a run; the defaults are those of the usual implementation.

    `cap` holds the unobserved count at `cap * n` when given (the original does so silently at
    20); hits are counted in `LatentRun.capped`.
    """

    classes: int = 10
    a_alpha: float = 0.25
    b_alpha: float = 0.25
    burn_in: int = 20_000
    draws: int = 10_000
    thin: int = 20
    chains: int = 4
    cap: float | None = None

    def __post_init__(self) -> None:
        if self.classes < 2 or min(self.a_alpha, self.b_alpha) <= 0:
            raise ValueError("at least 2 classes and positive a_alpha and b_alpha are needed")
        if min(self.draws, self.thin, self.chains) < 1 or self.burn_in < 0:
            raise ValueError("draws, thin and chains must be positive, burn_in not negative")


@dataclass
class ChainState:
    """Where one chain stands: enough to go on as if it had never stopped."""

    log_weights: FloatArray
    log_yes: FloatArray
    log_no: FloatArray
    scalars: FloatArray  # alpha, unobserved count, times capped or held
    generator: np.random.Generator
    burned: int = 0
    kept: list[float] = field(default_factory=list)
    concentrations: list[float] = field(default_factory=list)


@dataclass
class LatentRun:
    """Chains of one table under one setting; grows when sampled, can be stored between."""

    table: CaptureTable
    settings: LatentSettings
    seed: int
    chains: list[ChainState]

    @property
    def unobserved(self) -> FloatArray:
        """Kept draws of the unobserved count, shape (chains, draws)."""
        shortest = min(len(chain.kept) for chain in self.chains)
        return np.array([chain.kept[:shortest] for chain in self.chains])

    @property
    def alphas(self) -> FloatArray:
        """Kept draws of the concentration, shape (chains, draws)."""
        shortest = min(len(chain.concentrations) for chain in self.chains)
        return np.array([chain.concentrations[:shortest] for chain in self.chains])

    @property
    def capped(self) -> int:
        """How often a draw was held at the cap (or, without one, at 1e15)."""
        return int(sum(chain.scalars[2] for chain in self.chains))

    def stored(self) -> dict[str, Any]:
        """Plain values for a checkpoint; `restore` turns them back."""
        return {
            "table": self.table.sha256,
            "settings": vars(self.settings).copy(),
            "seed": self.seed,
            "chains": [
                {
                    "log_weights": c.log_weights.tolist(),
                    "log_yes": c.log_yes.tolist(),
                    "log_no": c.log_no.tolist(),
                    "scalars": c.scalars.tolist(),
                    "generator": c.generator.bit_generator.state,
                    "burned": c.burned,
                    "kept": c.kept,
                    "concentrations": c.concentrations,
                }
                for c in self.chains
            ],
        }

    @classmethod
    def restore(cls, table: CaptureTable, stored: dict[str, Any]) -> LatentRun:
        """Continue from `stored`.

        Raises:
            ValueError: when the checkpoint belongs to another table.
        """
        if stored["table"] != table.sha256:
            raise ValueError("the checkpoint belongs to another table")
        chains = []
        for part in stored["chains"]:
            bits = np.random.PCG64()
            bits.state = part["generator"]
            chains.append(
                ChainState(
                    np.array(part["log_weights"]),
                    np.array(part["log_yes"]),
                    np.array(part["log_no"]),
                    np.array(part["scalars"]),
                    np.random.Generator(bits),
                    part["burned"],
                    list(part["kept"]),
                    list(part["concentrations"]),
                )
            )
        return cls(table, LatentSettings(**stored["settings"]), stored["seed"], chains)


def start_run(table: CaptureTable, settings: LatentSettings, seed: int) -> LatentRun:
    """Chains at scattered classes, each with its own stream of random numbers.

    Starting every chain from one big class would hide a second mode (the five UK lists have
    one), so classes are drawn from their prior.
    """
    K, p = settings.classes, table.p
    chains = []
    for stream in np.random.SeedSequence(seed).spawn(settings.chains):
        rng = np.random.Generator(np.random.PCG64(stream))
        share = rng.beta(1.0, 1.0, size=(p, K))
        chains.append(
            ChainState(
                np.log(np.sort(rng.dirichlet(np.ones(K)))[::-1]),
                np.log(share),
                np.log1p(-share),
                np.array([0.5, 0.0, 0.0]),
                rng,
            )
        )
    return LatentRun(table, settings, seed, chains)


def sample_latent(
    run: LatentRun,
    *,
    progress: Callable[[int, int], None] | None = None,
    checkpoint: Callable[[LatentRun], None] | None = None,
    workers: int = 2,
) -> LatentRun:
    """Bring every chain of `run` to its full length (in place) and return the run.

    Work is done in blocks; after each, `progress(done, wanted)` and `checkpoint(run)` are
    called. Stopping between blocks loses nothing: the same draws follow on resumption.
    """
    settings, table = run.settings, run.table
    histories = np.flatnonzero(table.counts)
    bits = (histories[:, None] >> np.arange(table.p)[None, :] & 1).astype(np.int64)
    counts = table.counts[histories].astype(np.int64)
    ceiling = _RUNAWAY if settings.cap is None else settings.cap * table.n

    def advance(chain: ChainState) -> None:
        if chain.burned < settings.burn_in:
            steps = min(_BLOCK * settings.thin, settings.burn_in - chain.burned)
            _gibbs(
                bits, counts, chain.log_weights, chain.log_yes, chain.log_no, chain.scalars,
                settings.a_alpha, settings.b_alpha, ceiling, steps, steps, chain.generator,
            )  # fmt: skip
            chain.burned += steps
            if chain.burned == settings.burn_in:
                chain.scalars[2] = 0.0
            return
        wanted = min(_BLOCK, settings.draws - len(chain.kept))
        kept, alphas = _gibbs(
            bits, counts, chain.log_weights, chain.log_yes, chain.log_no, chain.scalars,
            settings.a_alpha, settings.b_alpha, ceiling, wanted * settings.thin, settings.thin,
            chain.generator,
        )  # fmt: skip
        chain.kept.extend(kept.tolist())
        chain.concentrations.extend(alphas.tolist())

    total = settings.chains * (settings.burn_in + settings.draws * settings.thin)
    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        while True:
            unfinished = [c for c in run.chains if len(c.kept) < settings.draws]
            if not unfinished:
                break
            list(pool.map(advance, unfinished))
            if progress is not None:
                done = sum(c.burned + len(c.kept) * settings.thin for c in run.chains)
                progress(done, total)
            if checkpoint is not None:
                checkpoint(run)
    return run


@nb.njit(cache=True, nogil=True)
def _log_gamma_draw(shape, rng):  # type: ignore[no-untyped-def]
    """Logarithm of a Gamma(shape, 1) variable; for small shapes by G(a) = G(a + 1) U^(1/a)."""
    if shape < 1.0:
        return np.log(rng.standard_gamma(shape + 1.0)) + np.log(1.0 - rng.random()) / shape
    return np.log(rng.standard_gamma(shape))


@nb.njit(cache=True, nogil=True)
def _log_sum(a, b):  # type: ignore[no-untyped-def]
    top = max(a, b)
    return top + np.log1p(np.exp(min(a, b) - top))


@nb.njit(cache=True, nogil=True)
def _scatter(count, weights, into, rng):  # type: ignore[no-untyped-def]
    """Multinomial draw of `count` over unnormalised `weights` (used up), written to `into`.

    Heaviest class first, so that few binomials are needed before nobody is left.
    """
    K = weights.shape[0]
    for k in range(K):
        into[k] = 0
    left = count
    while left > 0:
        total, heaviest = 0.0, 0
        for k in range(K):
            total += weights[k]
            if weights[k] > weights[heaviest]:
                heaviest = k
        if left <= 2 and count <= 8:
            for _ in range(left):
                point = rng.random() * total
                k = 0
                while k < K - 1 and point >= weights[k]:
                    point -= weights[k]
                    k += 1
                into[k] += 1
            return
        share = weights[heaviest] / total
        drawn = left if share >= 1.0 else draw_binomial(left, share, rng)
        into[heaviest] += drawn
        left -= drawn
        weights[heaviest] = 0.0


@nb.njit(cache=True, nogil=True)
def _log_stick(here, beyond, alpha):  # type: ignore[no-untyped-def]
    """Log weight of one stick with `here` people in its class and `beyond` in later ones."""
    return (
        math.lgamma(1.0 + here)
        + math.lgamma(alpha + beyond)
        - math.lgamma(1.0 + alpha + here + beyond)
    )


@nb.njit(cache=True, nogil=True)
def _swap_labels(in_class, on_list, alpha, rng):  # type: ignore[no-untyped-def]
    """Metropolis exchanges of two class labels, with the sticks integrated out.

    The sticks are drawn anew right after, so the moves leave the posterior unchanged. They let
    classes find their place in the stick-breaking order (cf. Papaspiliopoulos & Roberts 2008,
    Biometrika 95, 169-186, section 3.4). Each class in turn is offered one other place.
    """
    K = in_class.shape[0]
    for first in range(K - 1):
        second = rng.integers(first + 1, K)
        if in_class[first] == in_class[second]:
            continue
        before = _log_order(in_class, alpha, first, second)
        in_class[first], in_class[second] = in_class[second], in_class[first]
        gain = _log_order(in_class, alpha, first, second) - before
        if np.log(1.0 - rng.random()) < gain:
            for j in range(on_list.shape[0]):
                on_list[j, first], on_list[j, second] = on_list[j, second], on_list[j, first]
        else:
            in_class[first], in_class[second] = in_class[second], in_class[first]


@nb.njit(cache=True, nogil=True)
def _log_order(in_class, alpha, first, last):  # type: ignore[no-untyped-def]
    """Log probability of the sticks `first` to `last` given how many people each class holds."""
    K = in_class.shape[0]
    beyond = 0.0
    for k in range(last + 1, K):
        beyond += in_class[k]
    total = 0.0
    for k in range(last, first - 1, -1):
        if k < K - 1:
            total += _log_stick(float(in_class[k]), beyond, alpha)
        beyond += in_class[k]
    return total


@nb.njit(cache=True, nogil=True)
def _gibbs(  # type: ignore[no-untyped-def]
    bits, counts, log_weights, log_yes, log_no, scalars, a, b, ceiling, steps, thin, rng
):
    """Run `steps` Gibbs sweeps, changing the state in place; returns every `thin`-th draw."""
    M, p = bits.shape
    K = log_weights.shape[0]
    n = counts.sum()
    kept = np.empty(steps // thin)
    alphas = np.empty(steps // thin)
    weights = np.empty(K)
    logs = np.empty(K)
    missed = np.empty(K)
    odds = np.empty((p, K))
    drawn = np.zeros(K, dtype=np.int64)
    in_class = np.zeros(K, dtype=np.int64)
    on_list = np.zeros((p, K), dtype=np.int64)
    for step in range(steps):
        in_class[:] = 0
        on_list[:] = 0
        for k in range(K):
            missed[k] = 0.0
            for j in range(p):
                missed[k] += log_no[j, k]
                odds[j, k] = log_yes[j, k] - log_no[j, k]
        # Classes of the documented, history by history.
        for i in range(M):
            top = -np.inf
            for k in range(K):
                logs[k] = log_weights[k] + missed[k]
            for j in range(p):
                if bits[i, j] == 1:
                    for k in range(K):
                        logs[k] += odds[j, k]
            for k in range(K):
                top = max(top, logs[k])
            for k in range(K):
                gap = logs[k] - top
                weights[k] = np.exp(gap) if gap > -40.0 else 0.0  # below a double's grain
            _scatter(counts[i], weights, drawn, rng)
            for k in range(K):
                if drawn[k] > 0:
                    in_class[k] += drawn[k]
                    for j in range(p):
                        if bits[i, j] == 1:
                            on_list[j, k] += drawn[k]
        # How many are on no list, and in which classes: n0 | rest is negative binomial.
        top = -np.inf
        seen = 0.0
        for k in range(K):
            logs[k] = log_weights[k] + missed[k]
            seen -= np.exp(log_weights[k]) * np.expm1(missed[k])
            top = max(top, logs[k])
        unseen = 0.0
        for k in range(K):
            weights[k] = np.exp(logs[k] - top)
            unseen += weights[k]
        rate = np.exp(_log_gamma_draw(float(n), rng) + top + np.log(unseen) - np.log(seen))
        if rate >= ceiling:
            n0 = np.int64(ceiling)
            scalars[2] += 1.0
        else:
            n0 = np.int64(rng.poisson(rate))
            if n0 > ceiling:
                n0 = np.int64(ceiling)
                scalars[2] += 1.0
        scalars[1] = float(n0)
        _scatter(n0, weights, drawn, rng)
        for k in range(K):
            in_class[k] += drawn[k]
        if step % 4 == 0:
            _swap_labels(in_class, on_list, scalars[0], rng)
        # Capture probabilities by class and list.
        for k in range(K):
            for j in range(p):
                if in_class[k] == 0:
                    share = rng.random()
                    log_yes[j, k] = np.log1p(-share)
                    log_no[j, k] = np.log(share) if share > 0.0 else -745.0
                else:
                    yes = _log_gamma_draw(1.0 + on_list[j, k], rng)
                    no = _log_gamma_draw(1.0 + in_class[k] - on_list[j, k], rng)
                    both = _log_sum(yes, no)
                    log_yes[j, k] = yes - both
                    log_no[j, k] = no - both
        # Stick-breaking weights and their concentration.
        later = n + n0
        stick = 0.0
        for k in range(K - 1):
            later -= in_class[k]
            take = _log_gamma_draw(1.0 + in_class[k], rng)
            leave = _log_gamma_draw(scalars[0] + later, rng)
            both = _log_sum(take, leave)
            log_weights[k] = stick + take - both
            stick += leave - both
        log_weights[K - 1] = stick
        scalars[0] = np.exp(_log_gamma_draw(a + K - 1.0, rng)) / (b - stick)
        if (step + 1) % thin == 0:
            kept[(step + 1) // thin - 1] = float(n0)
            alphas[(step + 1) // thin - 1] = scalars[0]
    return kept, alphas
