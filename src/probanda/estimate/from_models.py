"""Answers from log-linear models and from bounds: best model, stepwise with bootstrap, Chao's bound."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from probanda.estimate.bootstrap import bootstrap_best, bootstrap_stepwise
from probanda.estimate.heterogeneity import heterogeneity_fits
from probanda.estimate.hierarchy import all_models
from probanda.estimate.loglinear import LoglinearFit, best_fit
from probanda.estimate.lower_bounds import chao, pair_estimates
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.options import DRAWS, SHOWN_MODELS, Options
from probanda.estimate.poisson import FloatArray
from probanda.estimate.profile import profile_of
from probanda.estimate.result import Estimate, provenance
from probanda.estimate.search import default_order, search_models
from probanda.estimate.stepwise import stepwise
from probanda.estimate.table import CaptureTable

__all__ = ["chao_bound", "loglinear", "sparse"]


def loglinear(table: CaptureTable, options: Options) -> Estimate:
    """The hierarchical model of best criterion that gives a total, with its profile interval."""
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
        tuple(_described(table, f) for f in fits[:SHOWN_MODELS]),
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
        profile.draws(DRAWS, np.random.default_rng(options.seed)),
    )


def sparse(table: CaptureTable, options: Options) -> Estimate:
    """Pairs chosen stepwise (or the best model), with a bootstrap that repeats the choice."""
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


def chao_bound(table: CaptureTable, options: Options) -> Estimate:
    """Chao's lower bound, with the pairwise estimates beside it."""
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
        tuple(_described(table, f) for f in fits[:SHOWN_MODELS]),
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
    z = np.random.default_rng(seed).standard_normal(DRAWS)
    return np.asarray(unobserved * np.exp(spread * z))
