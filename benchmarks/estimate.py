"""Speed of `probanda.estimate`: `python -m benchmarks.estimate`.

R's times are named indications (R 4.2.2 on another day, two jobs at once): LCMCR 0.4.14, dga 2.0.2,
Rcapture 1.4-4, MultipleSystemsEstimation 1.2.0. Every line of ours is measured in this run, after
compilation.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from probanda.estimate.averaging import average_graphs
from probanda.estimate.bootstrap import bootstrap_best
from probanda.estimate.convergence import effective_size
from probanda.estimate.coverage import reference_population, simulate_coverage
from probanda.estimate.decomposable import decomposable_graphs
from probanda.estimate.hierarchy import all_models
from probanda.estimate.latent import LatentSettings, sample_latent, start_run
from probanda.estimate.loglinear import fit_models
from probanda.estimate.reading import read_table
from probanda.estimate.table import CaptureTable

DATA = Path(__file__).parents[1] / "tests" / "estimate" / "data"


def table(name: str) -> CaptureTable:
    return read_table(DATA / f"{name}.csv").table


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def line(what: str, seconds: float, promised: float, baseline: str) -> None:
    verdict = "ok" if seconds <= promised else "SLOWER THAN PROMISED"
    print(f"{what:<58} {seconds:8.2f} s  (promised {promised:g} s; {baseline})  {verdict}")


def main() -> None:
    oracle = json.loads((DATA / "oracle.json").read_text())
    kosovo, uk, hare = table("kosovo"), table("uk2013_5"), table("snowshoe_hare")
    models = all_models(4, 3)
    # Compile, or load what an earlier run compiled, before any clock runs.
    bootstrap_best(kosovo, models, replicates=50, rng=np.random.default_rng(0))
    average_graphs(kosovo)
    sample_latent(start_run(kosovo, LatentSettings(burn_in=10, draws=10, thin=1), 1))

    seconds = timed(lambda: bootstrap_best(kosovo, models, rng=np.random.default_rng(1)))
    theirs = oracle["bootstrap"]["bic_bca_Kosovo"]["wall_s"]
    line("BCa, all 113 Kosovo models, 1,000 replicates", seconds, 10, f"R {theirs:.0f} s")

    seconds = timed(lambda: fit_models(uk, all_models(5, 2)))
    line("1,024 log-linear models, five lists", seconds, 1, "R 8 to 19 s")

    decomposable_graphs.cache_clear()
    seconds = timed(lambda: average_graphs(hare))
    line("dga, six lists, 18,154 graphs listed and averaged", seconds, 15, "R: not measured")

    lists, probabilities, total = reference_population()
    seconds = timed(
        lambda: simulate_coverage(
            lists,
            probabilities,
            total,
            "dga",
            scenario="two classes",
            tables=300,
            rng=np.random.default_rng(1),
        )
    )
    line("300 coverage tables by dga, four lists", seconds, 5, "nothing to compare with")

    print("\nlatent classes: effective draws per second, 4 chains, settings of the original")
    for name in ("hiv_rome", "neworleans_5", "madigan_york_5", "snowshoe_hare", "kosovo"):
        run = start_run(table(name), LatentSettings(), 1)
        busy = time.process_time()
        seconds = timed(lambda run=run: sample_latent(run))  # type: ignore[misc]
        quiet = (time.process_time() - busy) / 2  # by the clock of two cores that do nothing else
        ours = effective_size(run.unobserved) / seconds
        r = oracle["lcmcr"][name]
        original = r["ess"] / r["wall_s_4chains"]
        print(
            f"  {name:<20} ours {ours:8.0f}/s ({seconds:.1f} s)   LCMCR {original:6.0f}/s   "
            f"ratio {ours / original:5.1f} (two quiet cores: "
            f"{effective_size(run.unobserved) / quiet / original:.1f})"
        )


if __name__ == "__main__":
    main()
