"""Article × evidence as a table and as a chart of figures.yaml. Counts of elements; no verdicts."""

from __future__ import annotations

import difflib
from decimal import Decimal
from typing import Any

from probanda.casebook.figures.compute import FigureSet
from probanda.casebook.figures.definition import (
    CellDefinition,
    ChartDefinition,
    LawQuestion,
    Mark,
    TableDefinition,
)
from probanda.casebook.figures.laid_out import ChartData, TableData
from probanda.law.facts import Act, pattern
from probanda.law.matrix import Matrix, evidence_matrix
from probanda.problems import ProbandaError, Problem

__all__ = ["law_chart", "law_table"]

NOTE = (
    "Each cell says for how many elements of the provision the record holds support. It says nothing of proof: "
    "whether a provision was violated is for the body that decides."
)
STANDINGS = ("supported", "contested", "no evidence")


def law_table(figures: FigureSet, definition: TableDefinition) -> TableData:
    """Rows are provisions, columns are acts or events."""
    columns = definition.columns or ("Provision",)
    matrix = _matrix(figures, definition.law, definition.key, definition.mark)
    if matrix is None:
        return TableData(columns, (), False, definition.note)
    events = set(definition.law.events) if definition.law is not None else set()
    heads = ("Provision", *(_head(act, events) for act in matrix.acts))
    fits = columns if len(columns) == len(heads) else heads
    rows = tuple(
        (
            CellDefinition(text=f"{cited(provision.code)}: {provision.title}"),
            *(CellDefinition(text=cell.words if cell else "–") for cell in cells),
        )
        for provision, cells in zip(matrix.provisions, matrix.cells, strict=True)
    )
    return TableData(fits, rows, False, f"{definition.note} {NOTE}".strip())


def law_chart(figures: FigureSet, definition: ChartDefinition) -> ChartData:
    """A bar per provision over all acts together: elements supported, contested, without evidence."""
    labels = (definition.unit, definition.x_label, definition.y_label)
    matrix = _matrix(figures, definition.law, definition.key, definition.mark)
    if matrix is None:
        return ChartData("stacked-bar", (), (), *labels, definition.note)
    counts = []
    for cells in matrix.cells:
        said = [cell for cell in cells if cell is not None and cell.state != "not-applicable"]
        counts.append(
            (
                sum(cell.supported for cell in said),
                sum(cell.contested for cell in said),
                sum(cell.missing for cell in said),
            )
        )
    series = tuple(
        (label, tuple(Decimal(row[index]) for row in counts), ())
        for index, label in enumerate(STANDINGS)
    )
    names = tuple(cited(provision.code) for provision in matrix.provisions)
    return ChartData("stacked-bar", names, series, *labels, f"{definition.note} {NOTE}".strip())


def cited(code: str) -> str:
    """A code as a short citation.

    >>> cited("CAT/1/1"), cited("ROME/8/2/b/xxi"), cited("GC3/13")
    ('CAT, art. 1 (1)', 'ROME, art. 8 (2) (b) (xxi)', 'GC3, art. 13')
    """
    instrument, article, *rest = code.split("/")
    return f"{instrument}, art. {article}" + "".join(f" ({part})" for part in rest)


def _head(act: Act, events: set[str]) -> str:
    """An event by its label; an act by its key, for its words may be under a narrower consent than the table."""
    return act.label if act.key in events else act.key


def _matrix(figures: FigureSet, asked: LawQuestion | None, key: str, mark: Mark) -> Matrix | None:
    """The matrix asked for; what is not known is reported, and then there is none."""
    if asked is None:
        return None
    from probanda.casebook.legal import read_legal_record

    record = read_legal_record(asked.state)
    acts: list[Act] = []
    before = len(figures.problems)
    for name, known in ((asked.acts, record.acts), (asked.events, record.events)):
        for each in name:
            if each in known:
                acts.append(
                    record.acts[each]
                    if known is record.acts
                    else pattern(
                        each,
                        [record.acts[one] for one in record.events[each]],
                        record.labels.get(each, each),
                    )
                )
                continue
            near = difflib.get_close_matches(each, known, 1)
            figures.report(
                _problem(
                    mark,
                    "act-unknown",
                    f"The record has no act or event “{each}” (“{key}”).",
                    column=key,
                    found=each,
                    remedy=f"Did you mean “{near[0]}”?" if near else "Import it first.",
                )
            )
    try:
        matrix = evidence_matrix(record.qualifier(), acts, asked.provisions or None)
    except ProbandaError as error:
        for problem in error.problems:
            figures.report(
                _problem(
                    mark,
                    problem.code,
                    problem.message,
                    column=key,
                    found=problem.found,
                    expected=problem.expected,
                    remedy=problem.remedy,
                )
            )
        return None
    return None if len(figures.problems) > before else matrix


def _problem(mark: Mark, code: str, message: str, **more: Any) -> Problem:
    return Problem(
        code, message, file=mark.file, line=mark.line or None, char=mark.char or None, **more
    )
