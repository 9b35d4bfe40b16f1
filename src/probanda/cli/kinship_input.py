"""What the kinship commands work on: a case file, or the record of a casebook with a frequency table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.kinship_case import RecordCase

__all__ = [
    "CaseArgument",
    "FrequenciesOption",
    "RecordOption",
    "as_problems",
    "case_of",
    "from_record",
    "loaded",
    "read_json",
]

CaseArgument = Annotated[
    Path | None, typer.Argument(help="The case, as reference JSON.", metavar="[CASE]")
]
RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--casebook",
        "-C",
        help="Instead of a file: remains, relatives and profiles of a casebook.",
        metavar="DIR",
    ),
]
FrequenciesOption = Annotated[
    Path | None,
    typer.Option(help="With --casebook: allele frequencies, as CSV.", metavar="FREQ.csv"),
]


def read_json(path: Path) -> Any:
    """The parsed file, or a problem that names it."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problem = Problem("file-unreadable", f"{error.strerror}.", file=str(path))
        raise ProbandaError(problem, usage=True) from error
    except ValueError as error:
        problem = Problem(
            "file-not-json",
            f"The file is not JSON: {error}.",
            file=str(path),
            remedy="Export it again as JSON in UTF-8.",
        )
        raise ProbandaError(problem) from error


def case_of(path: Path) -> Any:
    """The case of a file in the reference layout, and its plain values."""
    from probanda.kinship.problems import KinshipError
    from probanda.kinship.reference import case_from

    data = read_json(path)
    if not isinstance(data, dict):
        raise ProbandaError(
            Problem("case-shape", "Expected an object with markers, pm, am.", file=str(path))
        )
    try:
        return case_from(data), data
    except KinshipError as error:
        raise as_problems(error, path) from error


def as_problems(error: Any, path: Path) -> ProbandaError:
    """What the wing found wrong, as the command line shows it."""
    return ProbandaError(
        *(
            Problem(
                p.code,
                ", ".join(x for x in (p.person, p.marker, p.message) if x),
                file=str(path),
                remedy=p.as_dict()["remedy"],
            )
            for p in error.problems
        )
    )


def from_record(casebook: Path, frequencies: Path | None, theta: float | None = None) -> RecordCase:
    """The case of a casebook's record."""
    from probanda.casebook.folder import open_casebook
    from probanda.kinship.problems import KinshipError

    if frequencies is None:
        raise ProbandaError(
            Problem(
                "frequencies-missing",
                "A casebook's case needs allele frequencies.",
                remedy="Name the laboratory's table with --frequencies FREQ.csv.",
            ),
            usage=True,
        )
    try:
        table = frequencies.read_bytes()
    except OSError as error:
        problem = Problem("file-unreadable", f"{error.strerror}.", file=str(frequencies))
        raise ProbandaError(problem, usage=True) from error
    open_casebook(casebook)
    from probanda.casebook.kinship_case import record_case

    try:
        return record_case(table, theta=theta or 0.0)
    except KinshipError as error:
        raise as_problems(error, frequencies) from error


def loaded(
    case: Path | None, casebook: Path | None, frequencies: Path | None
) -> tuple[Any, Any, RecordCase | None]:
    """(case, its plain values, what the record gave) of a file or of a casebook."""
    from dataclasses import replace

    from probanda.kinship.problems import KinshipError
    from probanda.kinship.reference import case_from

    if (case is None) == (casebook is None):
        raise ProbandaError(
            Problem("case-or-casebook", "Give either a CASE or --casebook DIR."), usage=True
        )
    if case is not None:
        parsed, data = case_of(case)
        return parsed, data, None
    assert casebook is not None
    made = from_record(casebook, frequencies)
    try:
        parsed = case_from(made.data)
    except KinshipError as error:
        raise as_problems(error, casebook) from error
    problems = tuple(dict.fromkeys((*made.problems, *parsed.problems)))
    return replace(parsed, problems=problems), made.data, made
