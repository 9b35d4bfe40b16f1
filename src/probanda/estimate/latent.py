"""Latent classes with a Dirichlet-process prior: the Gibbs sampler for the unobserved count.

Manrique-Vallier (2016, Biometrics 72, 1246-1254): within a class lists are independent; class
weights follow a stick-breaking process truncated at K; prior 1/N on the total. Every gamma and
beta variable lives on the log scale, so that concentrations near zero do not underflow.
What the draws are worth is judged in `convergence`.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from probanda.estimate.convergence import last_stretch_outside
from probanda.estimate.gibbs import RUNAWAY, sweep
from probanda.estimate.poisson import FloatArray
from probanda.estimate.table import CaptureTable

__all__ = ["ChainState", "LatentRun", "LatentSettings", "sample_latent", "start_run"]

_RIDGE_MOVES = 3
_STRETCH = 2_500  # sweeps over which a chain's place in burn-in is judged
_BLOCK = 250  # kept draws between two reports of progress


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
    warming: list[float] = field(default_factory=list)
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
    def stay_elsewhere(self) -> int:
        """Sweeps of burn-in until the last chain had left for where the kept draws lie.

        A chain counts as elsewhere while most of a stretch of 2,500 sweeps lies outside the
        central 99 % of all kept draws.
        """
        stretch = max(_STRETCH // self.settings.thin, 1)
        last = last_stretch_outside([c.warming for c in self.chains], self.unobserved, stretch)
        return last * self.settings.thin

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
                    "warming": c.warming,
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
                    list(part["warming"]),
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
    ceiling = RUNAWAY if settings.cap is None else settings.cap * table.n

    # Burn-in goes without moves along the ridge, so that places which hold chains for long are
    # seen; and a count held at a cap is not the one which those moves integrate out.
    moves = _RIDGE_MOVES if settings.cap is None else 0

    def advance(chain: ChainState) -> None:
        if chain.burned < settings.burn_in:
            steps = min(_BLOCK * settings.thin, settings.burn_in - chain.burned)
            on_the_way, _ = sweep(
                bits, counts, chain.log_weights, chain.log_yes, chain.log_no, chain.scalars,
                settings.a_alpha, settings.b_alpha, ceiling, steps, settings.thin, 0, chain.generator,
            )  # fmt: skip
            chain.warming.extend(on_the_way.tolist())
            chain.burned += steps
            if chain.burned == settings.burn_in:
                chain.scalars[2] = 0.0
            return
        wanted = min(_BLOCK, settings.draws - len(chain.kept))
        kept, alphas = sweep(
            bits, counts, chain.log_weights, chain.log_yes, chain.log_no, chain.scalars,
            settings.a_alpha, settings.b_alpha, ceiling, wanted * settings.thin, settings.thin,
            moves, chain.generator,
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
