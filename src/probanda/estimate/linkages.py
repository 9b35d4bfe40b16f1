"""Many linkages of the same lists, one answer: Rubin's rules, and the share that linking causes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

from probanda.estimate.methods import Options, estimate
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.poisson import FloatArray
from probanda.estimate.result import Estimate, provenance
from probanda.estimate.table import CaptureTable

__all__ = ["LinkageCombined", "combine_linkages", "combined"]

_MUCH = 0.5  # share of the variance from which linking is said to be the main uncertainty


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


def combined(
    tables: Mapping[str, CaptureTable], method: str, options: Options | None = None
) -> Estimate:
    """Estimate every linkage by one method and combine them; withheld when any of them is.

    Raises:
        Refused: fewer than two linkages, lists of different names, or a table that no method may
            touch (named).
    """
    options = options or Options()
    lists = {name: table.lists for name, table in tables.items()}
    faults = []
    if len(tables) < 2:
        faults.append(
            Notice(
                "one-linkage",
                f"{len(tables)} linkage given",
                "give two or more tables of the same lists, each from another linkage",
                "error",
            )
        )
    if len({frozenset(names) for names in lists.values()}) > 1:
        shown = "; ".join(f"{name}: {', '.join(names)}" for name, names in lists.items())
        faults.append(
            Notice(
                "lists-differ",
                f"the linkages have different lists ({shown})",
                "link the same lists, and name them alike",
                "error",
            )
        )
    if faults:
        raise Refused(faults)
    found: dict[str, Estimate] = {}
    for place, (name, table) in enumerate(tables.items()):
        try:
            found[name] = estimate(table, method, replace(options, seed=options.seed + place))
        except Refused as refused:
            raise Refused(
                replace(n, message=f"{name}: {n.message}") for n in refused.notices
            ) from None
    first = next(iter(found.values()))
    each = tuple(
        {
            "linkage": name,
            "n_observed": e.n_observed,
            "estimate": e.estimate,
            "interval": None if e.interval is None else list(e.interval),
            "table_sha256": tables[name].sha256,
        }
        for name, e in found.items()
    )
    warnings = [
        Notice(w.code, f"{name}: {w.message}", w.remedy)
        for name, e in found.items()
        for w in e.warnings
    ]
    documented = [table.n for table in tables.values()]
    empty = Estimate(
        round(float(np.mean(documented))),
        None,
        None,
        options.level,
        method,
        f"{first.assumption}; and each linkage is as likely as any other",
        each,
        {
            "linkages": len(tables),
            "documented": [min(documented), max(documented)],
            "interval_kind": "Rubin's rules on the log of the unobserved count",
            **{
                k: v
                for k, v in provenance(next(iter(tables.values())), options.seed).items()
                if k != "table_sha256"
            },
        },
        tuple(warnings),
    )
    without = [name for name, e in found.items() if e.estimate is None or e.draws is None]
    if without:
        return empty.withheld(
            Notice(
                "linkage-without-total",
                f"no total from {', '.join(without)}",
                "mend or leave out that linkage, and say so",
            )
        )
    if not all(np.isfinite(np.asarray(e.draws)).all() for e in found.values()):
        return empty.withheld(
            Notice(
                "interval-unbounded",
                "some draws of the unobserved count are infinite",
                "report the lower end only",
            )
        )
    rubin = combine_linkages(
        documented, [np.asarray(e.draws) for e in found.values()], options.level
    )
    if rubin.linking_share > _MUCH:
        warnings.append(
            Notice(
                "linking-dominates",
                f"{rubin.linking_share:.0%} of the variance comes from linking",
                "review uncertain pairs before anything else: more lists help less",
            )
        )
    low, high = rubin.interval
    return replace(
        empty,
        estimate=rubin.estimate,
        interval=(low, high if np.isfinite(high) else None),
        diagnostics=empty.diagnostics
        | {"linking_share_of_variance": rubin.linking_share, "df": rubin.df},
        warnings=tuple(warnings),
    )
