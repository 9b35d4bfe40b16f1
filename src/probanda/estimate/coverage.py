"""How often would this interval have held the truth? Simulation from known populations.

The population is the fitted model, or one of `SCENARIOS`: fixed ways in which lists depend,
scaled to the list sizes of the table at hand. Only methods without sampling are simulated.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from probanda.estimate.averaging import average_graphs
from probanda.estimate.loglinear import LoglinearFit, best_fit
from probanda.estimate.lower_bounds import chao
from probanda.estimate.notice import Refused
from probanda.estimate.poisson import FloatArray
from probanda.estimate.profile import profile_of
from probanda.estimate.search import default_order, search_models
from probanda.estimate.stepwise import fitted_means
from probanda.estimate.table import CaptureTable

__all__ = [
    "SCENARIOS",
    "Coverage",
    "fitted_population",
    "reference_population",
    "scenario_population",
    "simulate_coverage",
]


@dataclass(frozen=True)
class Coverage:
    """Result of one simulation: share of tables whose interval held the true total."""

    method: str
    scenario: str
    truth: int
    tables: int
    held: int
    too_low: int
    without: int
    level: float

    @property
    def share(self) -> float:
        """Share of all simulated tables whose interval held the truth."""
        return self.held / self.tables

    def sentence(self) -> str:
        """The finding in words."""
        return (
            f"In {self.tables} tables like yours ({self.scenario}) the {self.level:.0%} interval "
            f"of {self.method} held the truth {self.share:.0%} of the time"
            + (
                f"; {self.too_low / self.tables:.0%} lay entirely below it."
                if self.too_low
                else "."
            )
        )


def fitted_population(table: CaptureTable, fit: LoglinearFit) -> tuple[FloatArray, int]:
    """(probability of every history, the unseen one first; total) under a fitted model."""
    if fit.unobserved is None:
        raise ValueError(f"{fit.name} has no finite total")
    means = np.zeros(1 << table.p)
    means[table.cells] = fitted_means(table, fit)
    means[0] = fit.unobserved
    return means / means.sum(), round(float(means.sum()))


def _classes(shares: tuple[float, ...], rates: tuple[FloatArray, ...]) -> FloatArray:
    """History probabilities of a mixture of classes with independent lists."""
    p = len(rates[0])
    bits = np.arange(1 << p)[:, None] >> np.arange(p)[None, :] & 1
    total = np.zeros(1 << p)
    for share, rate in zip(shares, rates, strict=True):
        total += share * np.where(bits == 1, rate, 1 - rate).prod(axis=1)
    return total


def _independent(rates: FloatArray) -> FloatArray:
    return _classes((1.0,), (rates,))


def _two_classes(rates: FloatArray) -> FloatArray:
    """A third of the people are easy to reach, the rest ten times less so (in odds)."""
    easy, hard = _spread_rates(rates, share=1 / 3, odds=10.0)
    return _classes((1 / 3, 2 / 3), (easy, hard))


def _copied_pair(rates: FloatArray) -> FloatArray:
    """The two largest lists attract each other with odds ratio 4; margins kept."""
    first, second = np.argsort(-rates, kind="stable")[:2]
    a, b = rates[first], rates[second]
    both = _plackett(a, b, 4.0)
    base = _independent(rates)
    codes = np.arange(len(base))
    on_a, on_b = codes >> first & 1, codes >> second & 1
    joint = np.where(
        on_a & on_b, both, np.where(on_a, a - both, np.where(on_b, b - both, 1 - a - b + both))
    )
    alone = np.where(on_a, a, 1 - a) * np.where(on_b, b, 1 - b)
    return np.asarray(base * joint / alone)


SCENARIOS: dict[str, Callable[[FloatArray], FloatArray]] = {
    "independent lists": _independent,
    "two classes of people": _two_classes,
    "two lists share informants": _copied_pair,
}


def reference_population() -> tuple[tuple[str, ...], FloatArray, int]:
    """A fixed warning example: (lists, history probabilities, total).

    1,000 people on four lists; three in ten are on each list with probability 0.6, the others
    with 0.1. Model averaging over decomposable graphs then holds the truth in about one table
    of ten or twenty, where it promises nineteen of twenty.
    """
    rates = (np.full(4, 0.6), np.full(4, 0.1))
    return ("A", "B", "C", "D"), _classes((0.3, 0.7), rates), 1000


def scenario_population(table: CaptureTable, scenario: str, total: int) -> FloatArray:
    """History probabilities of a scenario with the table's list sizes in a population of `total`."""
    rates = np.clip(table.list_totals() / max(total, 1), 1e-4, 0.95)
    return SCENARIOS[scenario](rates)


def simulate_coverage(
    lists: tuple[str, ...],
    probabilities: FloatArray,
    total: int,
    method: str,
    *,
    scenario: str,
    tables: int,
    rng: np.random.Generator,
    level: float = 0.95,
    workers: int = 2,
) -> Coverage:
    """Draw tables of `total` people and count intervals that hold `total`.

    `probabilities` (2^p,) of the histories, the unseen one first. A table that gives no
    interval counts as not held and is reported in `without`.
    """
    interval = INTERVALS[method]
    drawn = rng.multinomial(total, probabilities / probabilities.sum(), size=tables)

    def judge(counts: np.ndarray) -> int:
        dense = counts.astype(np.int64)
        dense[0] = 0
        try:
            low, high = interval(CaptureTable(lists, dense), level)
        except (Refused, ArithmeticError):
            return 2
        if high is not None and high < total:
            return -1
        return 1 if low <= total else 0

    with ThreadPoolExecutor(max_workers=max(workers, 1)) as pool:
        verdicts = np.array(list(pool.map(judge, drawn)))
    return Coverage(
        method,
        scenario,
        total,
        tables,
        int((verdicts == 1).sum()),
        int((verdicts == -1).sum()),
        int((verdicts == 2).sum()),
        level,
    )


def _dga_interval(table: CaptureTable, level: float) -> tuple[float, float | None]:
    low, high = average_graphs(table).quantiles([(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _loglinear_interval(table: CaptureTable, level: float) -> tuple[float, float | None]:
    fits, _ = search_models(table, min(default_order(table.p), 2), "bic")
    return profile_of(table, best_fit(fits)).interval(level)


def _chao_interval(table: CaptureTable, level: float) -> tuple[float, float | None]:
    return chao(table).interval(level)


INTERVALS: dict[str, Callable[[CaptureTable, float], tuple[float, float | None]]] = {
    "dga": _dga_interval,
    "loglinear": _loglinear_interval,
    "chao": _chao_interval,
}


def _spread_rates(rates: FloatArray, share: float, odds: float) -> tuple[FloatArray, FloatArray]:
    """Rates of an easy and a hard class whose odds differ by `odds` and whose mean is `rates`."""
    low, high = np.zeros_like(rates), rates.copy()
    for _ in range(60):
        hard = (low + high) / 2
        easy = odds * hard / (1 - hard + odds * hard)
        over = share * easy + (1 - share) * hard > rates
        high, low = np.where(over, hard, high), np.where(over, low, hard)
    return easy, hard


def _plackett(a: float, b: float, ratio: float) -> float:
    """Joint probability of two events with margins a, b and odds ratio `ratio` (Plackett 1965)."""
    s = 1 + (a + b) * (ratio - 1)
    return float((s - np.sqrt(s * s - 4 * ratio * (ratio - 1) * a * b)) / (2 * (ratio - 1)))
