"""`probanda kinship`: likelihoods and joint identification from files. It supports, never decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from probanda.cli.common import JsonOption, emit_json, guarded, say
from probanda.problems import ProbandaError, Problem

app = typer.Typer(no_args_is_help=True)

CaseArgument = Annotated[Path, typer.Argument(help="The case, as reference JSON.", metavar="CASE")]


def _json(path: Path) -> Any:
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


def _case(path: Path) -> Any:
    from probanda.kinship.problems import KinshipError
    from probanda.kinship.reference import case_from

    data = _json(path)
    if not isinstance(data, dict):
        raise ProbandaError(
            Problem("case-shape", "Expected an object with markers, pm, am.", file=str(path))
        )
    try:
        return case_from(data), data
    except KinshipError as error:
        raise _as_problems(error, path) from error


def _as_problems(error: Any, path: Path) -> ProbandaError:
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


@app.command()
@guarded
def solve(
    case: CaseArgument,
    as_json: JsonOption = False,
    threshold: Annotated[
        float, typer.Option(help="Likelihood ratio from which a match can be undisputed.")
    ] = 1e4,
    top: Annotated[int, typer.Option(min=1, help="How many best assignments to list.")] = 300,
    prior_odds: Annotated[
        float, typer.Option(help="Prior odds of each pairing against “not one of the missing”.")
    ] = 1.0,
    closed: Annotated[
        bool, typer.Option(help="Closed incident: every victim is one of the missing.")
    ] = False,
    reduce_first: Annotated[
        bool, typer.Option(help="Take undisputed matches as given before the joint analysis.")
    ] = False,
    mutation: Annotated[bool, typer.Option(help="Switch mutation off with --no-mutation.")] = True,
    theta: Annotated[
        float | None, typer.Option(help="Balding–Nichols theta instead of the case's own.")
    ] = None,
) -> None:
    """Pairwise ratios, exclusions, undisputed matches, the exact joint posterior of a case."""
    from dataclasses import replace

    from probanda.kinship.joint import Prior
    from probanda.kinship.problems import KinshipError
    from probanda.kinship.solve import as_json as answer_of
    from probanda.kinship.solve import digest
    from probanda.kinship.solve import solve as solve_case

    if threshold <= 0 or prior_odds <= 0 or not 0 <= (theta or 0.0) < 1:
        raise typer.BadParameter("threshold and prior odds are above 0, theta from 0 to below 1")
    parsed, data = _case(case)
    if theta is not None:
        parsed = replace(parsed, theta=theta)
    try:
        solution = solve_case(
            parsed,
            threshold=threshold,
            top=top,
            prior=Prior(prior_odds, closed),
            reduce_first=reduce_first,
            mutation=mutation,
        )
    except KinshipError as error:
        raise _as_problems(error, case) from error
    if as_json:
        answer = answer_of(solution)
        answer["inputs"] = {"sha256": digest(data), "theta": parsed.theta, "threshold": threshold}
        emit_json(answer)
    else:
        from probanda.kinship.report.text import summary

        typer.echo(summary(solution))
    for warning in solution.warnings:
        say(warning)
    if solution.case.problems:
        raise typer.Exit(1)


@app.command()
@guarded
def likelihood(
    cases: Annotated[Path, typer.Argument(help="A list of questions, as reference JSON.")],
    as_json: JsonOption = False,
) -> None:
    """Exact likelihoods of genotypes in pedigrees, and mutation matrices."""
    from probanda.kinship.answers import answer_all
    from probanda.kinship.problems import KinshipError

    try:
        results = answer_all(_json(cases))
    except KinshipError as error:
        raise _as_problems(error, cases) from error
    if as_json:
        emit_json({"results": results})
    else:
        for k, r in enumerate(results, start=1):
            kept = {a: b for a, b in r.items() if a not in ("id", "problems")}
            typer.echo(f"{r.get('id') or k}: {json.dumps(kept, ensure_ascii=False)}")
    failed = [r for r in results if "problems" in r]
    for r in failed:
        say(f"{r.get('id')}: {r['error']}")
    if failed:
        raise typer.Exit(1)
