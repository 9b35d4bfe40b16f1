"""Totals over strata, by draws and never by adding quantiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from probanda.estimate.methods import Options, estimate
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.result import Estimate
from probanda.estimate.table import CaptureTable

__all__ = ["StrataTotal", "total_over_strata"]

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


def _brief(part: Estimate) -> dict[str, object]:
    return {
        "n_observed": part.n_observed,
        "estimate": part.estimate,
        "interval": None if part.interval is None else list(part.interval),
    }
