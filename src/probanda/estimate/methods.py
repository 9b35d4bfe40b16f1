"""The five methods by name: table in, `Estimate` out, each with its assumption in words.

Adding a method is adding a function and its line in `METHODS`.
"""

from __future__ import annotations

from collections.abc import Callable

from probanda.estimate.checks import check_table, drop_unusable_lists
from probanda.estimate.from_models import chao_bound, loglinear, sparse
from probanda.estimate.from_posteriors import averaged_graphs, latent_classes
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.options import Options
from probanda.estimate.result import Estimate
from probanda.estimate.table import CaptureTable

__all__ = ["METHODS", "Options", "estimate"]


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


METHODS: dict[str, Callable[[CaptureTable, Options], Estimate]] = {
    "chao": chao_bound,
    "loglinear": loglinear,
    "sparse": sparse,
    "dga": averaged_graphs,
    "lcm": latent_classes,
}
