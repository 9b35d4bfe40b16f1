"""The five methods by name: table in, `Estimate` out, each with its assumption in words.

Adding a method is adding a function here and its line in `METHODS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from probanda.estimate.averaging import average_graphs
from probanda.estimate.bootstrap import bootstrap_best, bootstrap_stepwise
from probanda.estimate.checks import check_table, drop_unusable_lists
from probanda.estimate.convergence import LEAST_ESS, WORST_RHAT, diagnose, quantile_error
from probanda.estimate.heterogeneity import heterogeneity_fits
from probanda.estimate.hierarchy import all_models
from probanda.estimate.latent import LatentRun, LatentSettings, sample_latent, start_run
from probanda.estimate.loglinear import Criterion, LoglinearFit, best_fit
from probanda.estimate.lower_bounds import chao, pair_estimates
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.poisson import FloatArray
from probanda.estimate.profile import profile_of
from probanda.estimate.result import Estimate, provenance
from probanda.estimate.search import default_order, search_models
from probanda.estimate.stepwise import stepwise
from probanda.estimate.table import CaptureTable

__all__ = ["METHODS", "Options", "estimate"]

_SHOWN_MODELS = 1100
_SATURATED_SHARE = 0.05
_DRAWS = 4000
_BURN_IN_PER_STAY = 4  # burn-in must be this many times the longest stay elsewhere


@dataclass(frozen=True)
class Options:
    """Choices of a run; each method reads its own.

    `order` None means the documented default; `replicates` None means 1,000 (200 beyond eight
    lists); `choice` is how `sparse` picks its model.
    """

    level: float = 0.95
    seed: int = 1
    order: int | None = None
    criterion: Criterion = "bic"
    choice: str = "stepwise"
    replicates: int | None = None
    latent: LatentSettings = field(default_factory=LatentSettings)
    progress: Callable[[int, int], None] | None = None
    resume: LatentRun | None = None
    checkpoint: Callable[[LatentRun], None] | None = None
    workers: int = 2


def estimate(table: CaptureTable, method: str, options: Options | None = None) -> Estimate:
    """Estimate the total by one method, after the checks of `checks`.

    Raises:
        Refused: when the table or the method's limits forbid any computation.
        KeyError: when there is no such method.
    """
    options = options or Options()
    run = METHODS[method]
    usable, notices = drop_unusable_lists(table)
    if usable.p < 2:
        raise Refused(
            [
                *notices,
                Notice("too-few-lists", "fewer than two lists name anyone", "add lists", "error"),
            ]
        )
    notices += check_table(usable)
    if any(n.severity == "error" for n in notices):
        raise Refused(notices)
    if usable.p < table.p and usable.p < 3:
        notices.append(
            Notice(
                "too-few-lists",
                f"only {usable.p} lists name anyone",
                "with two lists dependence cannot be told from missing people: add a third",
            )
        )
    answer = run(usable, options)
    if usable.impossible and method in {"dga", "lcm"}:
        answer = answer.withheld(
            Notice(
                "structural-zero-ignored",
                f"{method} cannot honour histories declared impossible",
                "use loglinear or sparse",
            )
        )
    ordered = tuple(n for n in notices if n not in answer.warnings) + answer.warnings
    return Estimate(**{**vars(answer), "warnings": ordered})


def _loglinear(table: CaptureTable, options: Options) -> Estimate:
    order = options.order if options.order is not None else default_order(table.p)
    _refuse_order(table, order)
    fits, exhaustive = search_models(table, order, options.criterion)
    try:
        best = best_fit(fits, options.criterion)
    except Refused as refused:
        return _nothing(table, "loglinear", options, fits, refused.notices[0])
    profile = profile_of(table, best)
    warnings = []
    if not exhaustive:
        warnings.append(
            Notice(
                "search-not-exhaustive",
                f"{table.p} lists have too many models to try all; a stepwise search was made",
                "choose fewer lists or a lower --order to have every model tried",
            )
        )
    warnings += _about_fit(table, best)
    worse = [f for f in fits if f.status != "finite"]
    passed = [
        f for f in worse if f.criterion(options.criterion) < best.criterion(options.criterion)
    ]
    if passed:
        warnings.append(
            Notice(
                "better-model-without-total",
                f"{len(passed)} models with a better {options.criterion.upper()} give no finite, "
                f"identified total and were passed over (first: {passed[0].name}, "
                f"{passed[0].status})",
                "read the reported model as one of several that these data cannot tell apart",
            )
        )
    interval = profile.interval(options.level)
    if interval[1] is None:
        warnings.append(_unbounded())
    return Estimate(
        table.n,
        best.total,
        interval,
        options.level,
        "loglinear",
        f"the log-linear model {best.name} holds and there is no interaction of all lists "
        "together, among people on no list as among the others; the interval takes the model "
        "as known",
        tuple(_described(table, f) for f in fits[:_SHOWN_MODELS]),
        {
            "order": order,
            "criterion": options.criterion,
            "models_tried": len(fits),
            "models_without_total": len(worse),
            "exhaustive": exhaustive,
            "stderr": best.stderr,
            "fienberg_rinaldo": best.code,
            "interval_kind": "profile likelihood (multinomial)",
            "profile_mode": table.n + profile.mode,
            "heterogeneity": [_described(table, f) for f in heterogeneity_fits(table)],
            **provenance(table, None),
        },
        tuple(warnings),
        profile.draws(_DRAWS, np.random.default_rng(options.seed)),
    )


def _sparse(table: CaptureTable, options: Options) -> Estimate:
    replicates = options.replicates or (1000 if table.p <= 8 else 200)
    rng = np.random.default_rng(options.seed)
    diagnostics: dict[str, Any] = {"choice": options.choice, "replicates": replicates}
    if options.choice == "stepwise":
        chosen = stepwise(table)
        fit = chosen.fit
        diagnostics["threshold"] = 0.02
        diagnostics["entered"] = [
            {"pair": table.named(pair), "p_value": p} for pair, p in chosen.entered
        ]
        rule = "pairs of lists that depend are those with Poisson p <= 0.02"
    else:
        order = options.order if options.order is not None else default_order(table.p)
        _refuse_order(table, order)
        models_found, exhaustive = search_models(table, order, options.criterion)
        if not exhaustive:
            raise Refused(
                [
                    Notice(
                        "too-many-models",
                        f"{table.p} lists have too many models of order {order} to bootstrap",
                        "use the stepwise choice, or a lower --order",
                        "error",
                    )
                ]
            )
        fit = best_fit([f for f in models_found if f.code == 0], options.criterion)
        diagnostics |= {"order": order, "criterion": options.criterion}
        rule = f"the model of best {options.criterion.upper()} up to order {order} holds"
    if fit.unobserved is None:
        return _nothing(table, "sparse", options, [fit], _no_total(fit))
    if options.choice == "stepwise":
        boot = bootstrap_stepwise(
            table,
            replicates=replicates,
            rng=rng,
            progress=options.progress,
            workers=options.workers,
        )
    else:
        boot = bootstrap_best(
            table,
            all_models(table.p, diagnostics["order"]),
            criterion=options.criterion,
            replicates=replicates,
            rng=rng,
            progress=options.progress,
            workers=options.workers,
        )
    interval = boot.interval(options.level)
    warnings = _about_fit(table, fit)
    if boot.unidentified:
        warnings.append(
            Notice(
                "replicates-unidentified",
                f"{boot.unidentified} of {replicates} bootstrap tables identify no total",
                "the interval leaves them out and may be too narrow",
            )
        )
    if interval[1] is None:
        warnings.append(_unbounded())
    diagnostics |= {
        "z0": boot.z0,
        "acceleration": boot.acceleration,
        "replicates_unidentified": boot.unidentified,
        "replicates_infinite": int(np.isinf(boot.replicates).sum()),
        "fienberg_rinaldo": fit.code,
        "interval_kind": "BCa bootstrap with the choice of model repeated",
    }
    usable = boot.replicates[np.isfinite(boot.replicates)]
    return Estimate(
        table.n,
        fit.total,
        interval,
        options.level,
        "sparse",
        f"{rule}, and no three lists interact beyond their pairs"
        if fit.model is not None and fit.model.order <= 2
        else rule,
        (_described(table, fit),),
        diagnostics | provenance(table, options.seed),
        tuple(warnings),
        usable if len(usable) else None,
    )


def _dga(table: CaptureTable, options: Options) -> Estimate:
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
        for i in order[:_SHOWN_MODELS]
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
        posterior.draws(_DRAWS, np.random.default_rng(options.seed)),
    )


def _lcm(table: CaptureTable, options: Options) -> Estimate:
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


def _chao(table: CaptureTable, options: Options) -> Estimate:
    bound = chao(table)
    fits = [f for f in heterogeneity_fits(table) if "Chao" in f.name]
    pairs = [asdict(pair) for pair in pair_estimates(table)]
    warnings = [
        Notice(
            "lower-bound",
            "this is a lower bound, not an estimate of the total",
            "report it as 'at least'",
        )
    ]
    return Estimate(
        table.n,
        bound.total,
        bound.interval(options.level),
        options.level,
        "chao",
        "people differ in how easily lists reach them, lists do not repel each other",
        (
            {"model": "Chao (p-1)/p f1^2/(2 f2)", "total": bound.total},
            {"model": "Chao f1^2/(2 f2)", "total": table.n + bound.classic},
            *(_described(table, f) for f in fits),
        ),
        {
            "f1": bound.f1,
            "f2": bound.f2,
            "stderr": float(np.sqrt(bound.variance)),
            "pairs": pairs,
            "interval_kind": "log-normal",
            **provenance(table, None),
        },
        tuple(warnings),
        _lognormal_draws(bound.unobserved, bound.variance, options.seed),
    )


METHODS: dict[str, Callable[[CaptureTable, Options], Estimate]] = {
    "chao": _chao,
    "loglinear": _loglinear,
    "sparse": _sparse,
    "dga": _dga,
    "lcm": _lcm,
}


def _described(table: CaptureTable, fit: LoglinearFit) -> dict[str, Any]:
    return {
        "model": fit.name,
        "lists": fit.model.spoken(table.lists) if fit.model else fit.name,
        "total": fit.total,
        "unobserved": fit.unobserved,
        "stderr": fit.stderr,
        "deviance": fit.deviance,
        "df": fit.df,
        "parameters": fit.parameters,
        "aic": fit.aic,
        "bic": fit.bic,
        "fienberg_rinaldo": fit.code,
        "status": fit.status,
        "minus_infinity": [table.named(t) for t in fit.minus_infinity],
    }


def _about_fit(table: CaptureTable, fit: LoglinearFit) -> list[Notice]:
    notices = []
    if fit.minus_infinity:
        names = ", ".join(table.named(t) for t in fit.minus_infinity)
        notices.append(
            Notice(
                "estimate-at-minus-infinity",
                f"in {fit.name} the interaction of {names} is estimated at minus infinity: "
                "no person is on all of these lists",
                "legitimate if the lists exclude each other; if not, the linkage may have "
                "missed their common people",
            )
        )
    if fit.code:
        notices.append(
            Notice(
                "extended-estimate",
                f"{fit.name} has a maximum likelihood estimate only in the extended sense "
                f"(Fienberg-Rinaldo code {fit.code})",
                "prefer a simpler model, or merge sparse lists",
            )
        )
    return notices


def _no_total(fit: LoglinearFit) -> Notice:
    where = {
        "infinite": "the likelihood grows without end as the unobserved count does",
        "zero": "the likelihood drives the unobserved count to zero",
    }.get(fit.status, "the data do not identify the unobserved count")
    return Notice(
        "total-not-identified",
        f"{fit.name}: {where} (Fienberg-Rinaldo code {fit.code})",
        "report the documented minimum and a lower bound; find overlap between the lists",
    )


def _nothing(
    table: CaptureTable,
    method: str,
    options: Options,
    fits: list[LoglinearFit],
    notice: Notice,
) -> Estimate:
    return Estimate(
        table.n,
        None,
        None,
        options.level,
        method,
        "none of the models considered gives a total",
        tuple(_described(table, f) for f in fits[:_SHOWN_MODELS]),
        provenance(table, options.seed),
        (Notice(notice.code, notice.message, notice.remedy),),
    )


def _unbounded() -> Notice:
    return Notice(
        "interval-unbounded",
        "the data set no upper limit to the total",
        "report the lower end only",
    )


def _refuse_order(table: CaptureTable, order: int) -> None:
    if not 1 <= order <= table.p - 1:
        raise Refused(
            [
                Notice(
                    "order-out-of-range",
                    f"--order {order} with {table.p} lists",
                    f"choose 1 to {table.p - 1}; the interaction of all lists is what no data "
                    "can tell",
                    "error",
                )
            ]
        )


def _lognormal_draws(unobserved: float, variance: float, seed: int) -> FloatArray | None:
    if unobserved <= 0:
        return None
    spread = np.sqrt(np.log1p(variance / unobserved**2))
    z = np.random.default_rng(seed).standard_normal(_DRAWS)
    return np.asarray(unobserved * np.exp(spread * z))
