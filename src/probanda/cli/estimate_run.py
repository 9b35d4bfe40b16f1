"""What `probanda estimate fit` answers: one method, all that agree, or a total over strata."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.estimate.methods import Options
    from probanda.estimate.reading import StrataTables
    from probanda.estimate.result import Estimate

__all__ = ["agreed_answer", "single_answer", "strata_answer"]


def single_answer(
    found: StrataTables, method: str, options: Options, checkpoint: Path | None
) -> Estimate:
    """One method, with a warning when the quick methods disagree."""
    from dataclasses import replace

    from probanda.estimate.comparison import LARGEST_SPREAD, disagreement, quick_spread
    from probanda.estimate.methods import estimate

    if method == "lcm" and checkpoint is not None:
        options = replace(options, **_resumed(found, options, checkpoint))
    answer = estimate(found.table, method, options)
    if answer.estimate is None or method == "chao":
        return answer
    points = quick_spread(found.table) | {method: answer.estimate}
    spread = max(points.values()) / min(points.values())
    answer.diagnostics["method_spread"] = {"factor": spread, "totals": points}
    if spread > LARGEST_SPREAD:
        return answer.with_warnings(disagreement(spread, points))
    return answer


def _resumed(found: StrataTables, options: Options, checkpoint: Path) -> dict[str, Any]:
    """The run to go on with, and how to store it after every block."""
    from probanda.estimate.checks import drop_unusable_lists
    from probanda.estimate.latent import LatentRun

    usable, _ = drop_unusable_lists(found.table)
    run = None
    if checkpoint.exists():
        try:
            run = LatentRun.restore(usable, json.loads(checkpoint.read_text(encoding="utf-8")))
        except (ValueError, KeyError) as error:
            raise ProbandaError(
                Problem(
                    "checkpoint-unusable",
                    f"{error}.",
                    file=str(checkpoint),
                    remedy="Name another file, or remove this one to start anew.",
                )
            ) from error
        if run.settings != options.latent or run.seed != options.seed:
            raise ProbandaError(
                Problem(
                    "checkpoint-differs",
                    "The checkpoint was made with other settings or another seed.",
                    file=str(checkpoint),
                    remedy="Give the same options, or name another file.",
                )
            )

    def store(run: LatentRun) -> None:
        aside = checkpoint.with_suffix(checkpoint.suffix + ".part")
        aside.write_text(json.dumps(run.stored()), encoding="utf-8")
        aside.replace(checkpoint)

    return {"resume": run, "checkpoint": store}


def agreed_answer(found: StrataTables, options: Options, anyway: bool) -> Estimate:
    """The offered method's answer when all methods agree, else an answer without a number."""
    from probanda.estimate.comparison import compare_methods, disagreement

    comparison = compare_methods(found.table, options, anyway=anyway)
    totals = {m: e.estimate for m, e in comparison.estimates.items()}
    if comparison.offered is not None:
        answer = comparison.estimates[comparison.offered]
    else:
        answer = next(iter(comparison.estimates.values()))
    answer.diagnostics["methods"] = totals
    answer.diagnostics["spread"] = comparison.spread
    answer = answer.with_warnings(*comparison.warnings)
    if comparison.offered is None:
        from dataclasses import replace

        reason = disagreement(comparison.spread or float("inf"))
        return replace(
            answer.withheld(reason), method="all", assumption="none: no single number is offered"
        )
    return answer


def strata_answer(found: StrataTables, method: str, options: Options) -> Estimate:
    """Strata by one method, their total by draws."""
    from probanda.estimate.strata import total_over_strata

    return total_over_strata(found.strata, method, options).total
