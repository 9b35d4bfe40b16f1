"""All methods on one table, and whether they agree well enough for one number to be offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from probanda.estimate.averaging import average_graphs
from probanda.estimate.checks import check_table, drop_unusable_lists
from probanda.estimate.decomposable import MOST_LISTS
from probanda.estimate.loglinear import best_fit
from probanda.estimate.methods import METHODS, Options, estimate
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.result import Estimate
from probanda.estimate.search import default_order, search_models
from probanda.estimate.stepwise import stepwise
from probanda.estimate.table import CaptureTable

__all__ = ["LARGEST_SPREAD", "Comparison", "compare_methods", "quick_spread"]

LARGEST_SPREAD = 2.0
# A lower bound is no rival of an estimate, so `chao` does not count in the spread.
_RIVALS = ("loglinear", "sparse", "dga", "lcm")
# Which answer is offered when all agree: declared here, not chosen after seeing the numbers.
_OFFERED = ("lcm", "dga", "sparse", "loglinear")


@dataclass(frozen=True)
class Comparison:
    """Estimates by method (those that could be tried), refusals, spread and verdict.

    `spread` is the largest over the smallest total among methods that give one; `offered` names
    the method whose number may stand alone, or None.
    """

    n_observed: int
    estimates: Mapping[str, Estimate]
    refused: Mapping[str, tuple[Notice, ...]]
    spread: float | None
    offered: str | None
    warnings: tuple[Notice, ...]

    def sentence(self) -> str:
        """The verdict in words."""
        if self.spread is None:
            return "No method gives a total for this table: report the documented minimum."
        if self.offered is None:
            return (
                f"The methods differ by a factor of {self.spread:.2f} (more than "
                f"{LARGEST_SPREAD:.0f}): no single number is offered. Report the documented "
                "minimum, the lower bound, and the range with its reasons."
            )
        return (
            f"The methods agree within a factor of {self.spread:.1f}; the number offered is that "
            f"of {self.offered}, the first in a fixed order ({', '.join(_OFFERED)}) that gives one."
        )


def compare_methods(
    table: CaptureTable,
    options: Options | None = None,
    *,
    anyway: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Comparison:
    """Run every method of `METHODS`; withhold a single number when they differ by more than 2.

    Raises:
        Refused: when the table itself is unusable.
    """
    options = options or Options()
    usable, _ = drop_unusable_lists(table)
    errors = [n for n in check_table(usable) if n.severity == "error"]
    if errors:
        raise Refused(errors)
    found: dict[str, Estimate] = {}
    refused: dict[str, tuple[Notice, ...]] = {}
    for name in METHODS:
        if progress is not None:
            progress(name)
        try:
            found[name] = estimate(table, name, options)
        except Refused as problem:
            refused[name] = problem.notices
    totals = {m: found[m].estimate for m in _RIVALS if m in found}
    given = {m: t for m, t in totals.items() if t is not None}
    spread = max(given.values()) / min(given.values()) if given else None
    warnings = [disagreement(spread)] if spread is not None and spread > LARGEST_SPREAD else []
    agree = spread is not None and (spread <= LARGEST_SPREAD or anyway)
    offered = next((m for m in _OFFERED if m in given), None) if agree else None
    return Comparison(table.n, found, refused, spread, offered, tuple(warnings))


def quick_spread(table: CaptureTable) -> dict[str, float]:
    """Point estimates of the methods that take no sampling, to see whether they disagree."""
    usable, _ = drop_unusable_lists(table)
    points: dict[str, float | None] = {"sparse": stepwise(usable).fit.total}
    if usable.p <= MOST_LISTS - 1:
        fits, _ = search_models(usable, default_order(usable.p), "bic")
        try:
            points["loglinear"] = best_fit(fits).total
        except Refused:
            points["loglinear"] = None
    if usable.p <= MOST_LISTS and not usable.impossible:
        points["dga"] = float(average_graphs(usable).quantiles([0.5])[0])
    return {name: total for name, total in points.items() if total is not None}


def disagreement(spread: float, points: Mapping[str, float] | None = None) -> Notice:
    """The notice that methods disagree."""
    shown = ", ".join(f"{m} {t:,.0f}" for m, t in (points or {}).items())
    return Notice(
        "methods-disagree",
        f"methods differ by a factor of {spread:.2f} on this table"
        + (f" ({shown})" if shown else ""),
        "do not report one number alone: compare all methods (probanda estimate compare) and say "
        "why they differ",
    )
