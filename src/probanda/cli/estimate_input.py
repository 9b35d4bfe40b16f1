"""Where the estimate commands get their table: a CSV, or the lists of a casebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.estimate.reading import StrataTables

__all__ = ["from_casebook", "from_file"]


def from_file(
    table: Path,
    by: Sequence[str] = (),
    ignore: Sequence[str] = (),
    impossible: Sequence[str] = (),
    *,
    sum_repeated: bool = False,
) -> StrataTables:
    """The table of a CSV: counts per history, or one row per person."""
    from probanda.estimate.reading import read_table

    return read_table(table, by=by, ignore=ignore, impossible=impossible, sum_repeated=sum_repeated)


def from_casebook(
    casebook: Path, lists: Sequence[str], status: str, by: Sequence[str]
) -> StrataTables:
    """Registers as lists, merged persons as people; without `lists`, every register with entries."""
    from probanda.casebook.figures import FigureSet, parse_figures
    from probanda.casebook.figures.estimates import strata_tables
    from probanda.casebook.folder import open_casebook
    from probanda.estimate.reading import StrataTables

    open_casebook(casebook)
    from probanda.casebook.models import Register

    chosen = list(lists) or sorted(
        Register.objects.filter(entries__current=True).distinct().values_list("key", flat=True)
    )
    if len(by) > 1:
        raise ProbandaError(
            Problem("option-value", "A casebook's persons are split --by one line."), usage=True
        )
    query = "{count: persons" + (f", status: {status}" if status else "") + "}"
    parted = f", by: {by[0]}" if by else ""
    names = ", ".join(chosen)
    text = f"figures: {{asked: {{estimate: {{lists: [{names}], query: {query}{parted}}}}}}}"
    figures = FigureSet(parse_figures(("options", text)))
    definition = figures.file.figures.get("asked")
    errors = [p for p in figures.file.problems if p.severity == "error"]
    if errors or definition is None or definition.estimate is None:
        raise ProbandaError(*(Problem(p.code, p.message, remedy=p.remedy) for p in errors))
    question = definition.estimate
    if figures.unknown_in(question.query, "asked"):
        raise ProbandaError(*figures.problems)
    whole, strata = strata_tables(figures, question)
    return StrataTables(whole, strata)
