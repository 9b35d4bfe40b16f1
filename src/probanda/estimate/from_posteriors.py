"""Answers from posteriors: graphs averaged exactly, latent classes sampled and judged."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from probanda.estimate.averaging import average_graphs
from probanda.estimate.convergence import (
    LEAST_ESS,
    WORST_RHAT,
    diagnose,
    quantile_error,
)
from probanda.estimate.latent import sample_latent, start_run
from probanda.estimate.notice import Notice
from probanda.estimate.options import DRAWS, SHOWN_MODELS, Options
from probanda.estimate.result import Estimate, provenance
from probanda.estimate.table import CaptureTable

__all__ = ["averaged_graphs", "latent_classes"]

_SATURATED_SHARE = 0.05
_BURN_IN_PER_STAY = 4  # burn-in must be this many times the longest stay elsewhere


def averaged_graphs(table: CaptureTable, options: Options) -> Estimate:
    """All decomposable graphs averaged, with and without the saturated one."""
    posterior = average_graphs(table)
    tails = [(1 - options.level) / 2, 0.5, (1 + options.level) / 2]
    low, middle, high = (float(q) for q in posterior.quantiles(tails))
    bare = posterior.without_saturated()
    bare_low, bare_middle, bare_high = (float(q) for q in bare.quantiles(tails))
    warnings = []
    if posterior.saturated_weight > _SATURATED_SHARE:
        warnings.append(
            Notice(
                "saturated-graph-weight",
                f"{posterior.saturated_weight:.0%} of the weight lies on the saturated graph, "
                "which says about the unseen only what its prior says",
                f"read the answer without it beside this one: {bare_middle:,.0f} "
                f"({bare_low:,.0f} to {bare_high:,.0f})",
            )
        )
    if not posterior.settled:
        warnings.append(
            Notice(
                "grid-not-settled",
                "the posterior still moves when the grid of unobserved counts is doubled",
                "no finite grid serves this table: report the answer without the saturated graph",
            )
        )
    order = np.argsort(-posterior.graph_weights, kind="stable")
    models = tuple(
        {
            "model": posterior.graphs[i].spoken(table.lists),
            "weight": posterior.graph_weights[i],
            "mean": posterior.graph_means[i] + table.n,
            "saturated": posterior.graphs[i].saturated,
        }
        for i in order[:SHOWN_MODELS]
    )
    probs = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
    return Estimate(
        table.n,
        middle,
        (low, high),
        options.level,
        "dga",
        "the dependence between lists is one of the decomposable graphs, equally likely "
        "beforehand, and people on no list follow the same graph",
        models,
        {
            "mean": posterior.mean,
            "quantiles": dict(zip(map(str, probs), posterior.quantiles(probs), strict=True)),
            "delta": 2.0**-table.p,
            "graphs": len(posterior.graphs),
            "saturated_weight": posterior.saturated_weight,
            "without_saturated": {
                "estimate": bare_middle,
                "interval": [bare_low, bare_high],
                "mean": bare.mean,
            },
            "grid": {
                "from": posterior.unobserved[0],
                "to": posterior.unobserved[-1],
                "points": len(posterior.unobserved),
                "doublings": posterior.doublings,
                "settled": posterior.settled,
            },
            "interval_kind": "equal-tailed posterior",
            **provenance(table, None),
        },
        tuple(warnings),
        posterior.draws(DRAWS, np.random.default_rng(options.seed)),
    )


def latent_classes(table: CaptureTable, options: Options) -> Estimate:
    """Draws from latent classes; withheld unless the chains have met."""
    run = options.resume or start_run(table, options.latent, options.seed)
    sample_latent(
        run, progress=options.progress, checkpoint=options.checkpoint, workers=options.workers
    )
    draws = run.unobserved
    verdict = diagnose(draws)
    warnings = []
    if run.capped:
        warnings.append(
            Notice(
                "unobserved-capped",
                f"the unobserved count was held at its ceiling {run.capped} times",
                "an unbounded posterior hides behind the ceiling: do not report the upper end",
            )
        )
    settled = run.stay_elsewhere * _BURN_IN_PER_STAY <= run.settings.burn_in
    reached = verdict.reached and settled
    diagnostics: dict[str, Any] = {
        "rhat": verdict.rhat,
        "ess_bulk": verdict.ess_bulk,
        "ess_tail": verdict.ess_tail,
        "converged": reached,
        "sweeps_elsewhere_in_burn_in": run.stay_elsewhere,
        "capped": run.capped,
        "settings": asdict(run.settings),
        "interval_kind": "equal-tailed posterior",
        **provenance(table, run.seed),
    }
    tails = [(1 - options.level) / 2, 0.5, (1 + options.level) / 2]
    low, middle, high = (float(q) + table.n for q in np.quantile(draws, tails))
    if reached:
        probs = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
        diagnostics["mean"] = float(draws.mean()) + table.n
        diagnostics["quantiles"] = {str(q): float(np.quantile(draws, q)) + table.n for q in probs}
        diagnostics["mcse"] = {str(q): quantile_error(draws, q) for q in (0.025, 0.5, 0.975)}
    answer = Estimate(
        table.n,
        middle,
        (low, high),
        options.level,
        "lcm",
        "people fall into a few classes within which lists work independently, and people on "
        "no list belong to the same classes",
        ({"model": f"latent classes, at most {run.settings.classes}"},),
        diagnostics,
        tuple(warnings),
        draws.ravel(),
    )
    if reached:
        return answer
    if verdict.reached:
        return answer.withheld(
            Notice(
                "not-converged",
                f"not converged: a chain stayed elsewhere for {run.stay_elsewhere:,} of "
                f"{run.settings.burn_in:,} sweeps of burn-in before it joined the others, too long "
                "to be sure that none is held somewhere still",
                "run a burn-in of at least "
                f"{2 * _BURN_IN_PER_STAY * run.stay_elsewhere:,} sweeps (--burn-in) from another "
                "--seed; if chains then agree from the start, their answer may be read",
            )
        )
    return answer.withheld(
        Notice(
            "not-converged",
            f"not converged: R-hat {verdict.rhat:.3f} (at most {WORST_RHAT}), effective size "
            f"{min(verdict.ess_bulk, verdict.ess_tail):.0f} (at least {LEAST_ESS:.0f})",
            "run longer (--draws, --thin, --burn-in), or try fewer classes (--classes); if chains "
            "still settle at different totals, the data hold more than one story: report none "
            "of them alone",
        )
    )
