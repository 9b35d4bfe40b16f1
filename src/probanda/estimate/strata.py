"""Totals over strata and over alternative linkages, by draws and never by adding quantiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

from probanda.estimate.methods import Options, estimate
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.poisson import FloatArray
from probanda.estimate.result import Estimate
from probanda.estimate.table import CaptureTable

__all__ = ["LinkageCombined", "StrataTotal", "combine_linkages", "total_over_strata"]

_SUMS = 20_000


@dataclass(frozen=True)
class StrataTotal:
    """The total over all strata and the estimate of each."""

    total: Estimate
    strata: Mapping[str, Estimate]


def total_over_strata(
    tables: Mapping[str, CaptureTable], method: str, options: Options | None = None
) -> StrataTotal:
    """Estimate each stratum and the sum, whose interval comes from sums of independent draws.

    A stratum without an estimate makes the total one of "at least" nothing: it is withheld and
    the stratum named.
    """
    options = options or Options()
    found: dict[str, Estimate] = {}
    missing: list[Notice] = []
    for place, (name, table) in enumerate(tables.items()):
        try:
            found[name] = estimate(table, method, replace(options, seed=options.seed + place))
        except Refused as problem:
            missing += [
                Notice("stratum-refused", f"stratum {name}: {n.message}", n.remedy)
                for n in problem.notices
            ]
            continue
        if found[name].draws is None:
            reasons = "; ".join(n.message for n in found[name].warnings) or "no draws"
            missing.append(
                Notice("stratum-without-total", f"stratum {name}: {reasons}", "merge strata")
            )
    n = sum(table.n for table in tables.values())
    rng = np.random.default_rng(options.seed)
    first = next(iter(found.values()), None)
    template = Estimate(
        n,
        None,
        None,
        options.level,
        method,
        (first.assumption if first else "none") + ", separately in each stratum",
        tuple({"stratum": s, **_brief(e)} for s, e in found.items()),
        {
            "strata": len(tables),
            "seed": options.seed,
            "tables_sha256": {s: t.sha256 for s, t in tables.items()},
        },
        tuple(missing),
    )
    if missing:
        return StrataTotal(template, found)
    sums = np.zeros(_SUMS)
    for part in found.values():
        assert part.draws is not None
        sums += rng.choice(part.draws, size=_SUMS)
    low, middle, high = np.quantile(sums, [(1 - options.level) / 2, 0.5, (1 + options.level) / 2])
    warnings = tuple(
        Notice(w.code, f"stratum {s}: {w.message}", w.remedy)
        for s, e in found.items()
        for w in e.warnings
    )
    total = replace(
        template,
        estimate=float(n + middle),
        interval=(float(n + low), float(n + high) if np.isfinite(high) else None),
        warnings=warnings,
        draws=sums,
    )
    return StrataTotal(total, found)


@dataclass(frozen=True)
class LinkageCombined:
    """One answer from several linkages of the same lists.

    `n_observed` is the range of documented people over linkages, `linking_share` the share of
    the total variance (of log unobserved) that comes from linking, `df` Rubin's degrees of
    freedom.
    """

    estimate: float
    interval: tuple[float, float]
    unobserved: float
    n_observed: tuple[int, int]
    linking_share: float
    df: float


def combine_linkages(
    documented: Sequence[int], draws: Sequence[FloatArray], level: float = 0.95
) -> LinkageCombined:
    """Rubin's rules on log(unobserved) over linkages (Rubin 1987, chapter 3).

    `documented` and `draws` (of the unobserved count) are one per linkage. The documented
    minimum also varies with linking; its mean is added, so the interval covers the unobserved.

    Raises:
        ValueError: with fewer than two linkages or draws that are not all positive and finite.
    """
    if len(draws) < 2 or len(draws) != len(documented):
        raise ValueError("at least two linkages are needed, with draws for each")
    logs = [np.log(np.maximum(np.asarray(d, dtype=float), 0.5)) for d in draws]
    if not all(np.isfinite(part).all() for part in logs):
        raise ValueError("draws of the unobserved count must be finite")
    m = len(logs)
    centres = np.array([part.mean() for part in logs])
    within = float(np.mean([part.var(ddof=1) for part in logs]))
    between = float(centres.var(ddof=1))
    total = within + (1 + 1 / m) * between
    df = np.inf if between == 0 else (m - 1) * (1 + within / ((1 + 1 / m) * between)) ** 2
    reach = float(student.ppf((1 + level) / 2, df)) * float(np.sqrt(total))
    centre, n = float(centres.mean()), float(np.mean(documented))
    return LinkageCombined(
        n + float(np.exp(centre)),
        (n + float(np.exp(centre - reach)), n + float(np.exp(centre + reach))),
        float(np.exp(centre)),
        (min(documented), max(documented)),
        (1 + 1 / m) * between / total if total > 0 else 0.0,
        float(df),
    )


def _brief(part: Estimate) -> dict[str, object]:
    return {
        "n_observed": part.n_observed,
        "estimate": part.estimate,
        "interval": None if part.interval is None else list(part.interval),
    }
