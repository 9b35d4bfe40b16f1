"""`probanda kinship`: likelihoods and joint identification from files. It supports, never decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from probanda.cli import kinship_record, kinship_screen
from probanda.cli.common import (
    ByOption,
    JsonOption,
    acting,
    clock,
    emit_json,
    guarded,
    say,
)
from probanda.cli.kinship_input import (
    CaseArgument,
    FrequenciesOption,
    RecordOption,
    as_problems,
    from_record,
    loaded,
    read_json,
)
from probanda.problems import ProbandaError, Problem

app = typer.Typer(no_args_is_help=True)

EvidenceOption = Annotated[
    Path | None,
    typer.Option(help="Other evidence, as CSV: kind, victim, missing, lr, source, note."),
]


@app.command()
@guarded
def solve(
    case: CaseArgument = None,
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
    evidence: EvidenceOption = None,
    casebook: RecordOption = None,
    frequencies: FrequenciesOption = None,
    record: Annotated[
        bool, typer.Option("--record", help="With --casebook: keep results as claims.")
    ] = False,
    source: Annotated[
        str, typer.Option(help="With --record: key of the source of the results.", metavar="KEY")
    ] = "",
    claimant: Annotated[
        str, typer.Option(help="With --record: who states them (otherwise: the source's).")
    ] = "",
    least: Annotated[
        float, typer.Option(help="With --record: pairings with at least this ratio.")
    ] = 1.0,
    by: ByOption = "",
) -> None:
    """Pairwise ratios, exclusions, undisputed matches, the exact joint posterior of a case."""
    from dataclasses import replace

    from probanda.kinship.evidence import log_weights
    from probanda.kinship.joint import Prior
    from probanda.kinship.problems import KinshipError
    from probanda.kinship.solve import as_json as answer_of
    from probanda.kinship.solve import digest
    from probanda.kinship.solve import solve as solve_case

    if threshold <= 0 or prior_odds <= 0 or not 0 <= (theta or 0.0) < 1:
        raise typer.BadParameter("threshold and prior odds are above 0, theta from 0 to below 1")
    if record and casebook is None:
        raise typer.BadParameter("--record needs --casebook")
    parsed, data, made = loaded(case, casebook, frequencies)
    if theta is not None:
        parsed = replace(parsed, theta=theta)
    items = _evidence(evidence)
    try:
        solution = solve_case(
            parsed,
            threshold=threshold,
            top=top,
            prior=Prior(prior_odds, closed, log_weights(items)),
            reduce_first=reduce_first,
            mutation=mutation,
        )
    except KinshipError as error:
        raise as_problems(error, case or Path(str(casebook))) from error
    kept = _recorded(made, solution, source, claimant, least, by) if record else None
    if as_json:
        answer = answer_of(solution)
        answer["evidence"] = [_combined(solution, v, m, items) for v, m in log_weights(items)]
        answer["inputs"] = {"sha256": digest(data), "theta": parsed.theta, "threshold": threshold}
        if kept is not None:
            answer["recorded"] = kept
        emit_json(answer)
    else:
        from probanda.kinship.report.text import summary

        typer.echo(summary(solution))
        if kept is not None:
            typer.echo(", ".join(f"{n} {word}" for word, n in kept.items()) + " (claims)")
    for warning in (*solution.warnings, *(made.notes if made else ())):
        say(warning)
    if solution.case.problems:
        raise typer.Exit(1)


def _recorded(
    made: Any, solution: Any, source: str, claimant: str, least: float, by: str
) -> dict[str, int]:
    """Results as claims of the casebook that is open."""
    from probanda.casebook.kinship_case import record_results
    from probanda.casebook.services import changing
    from probanda.cli.kinship_record import source_and_claimant

    rests_on, says = source_and_claimant(source, claimant)
    with changing(by=acting(by), now=clock(), why="kinship results") as change:
        return record_results(change, made, solution, source=rests_on, claimant=says, least=least)


def _evidence(path: Path | None) -> Any:
    from probanda.kinship.formats import read_evidence

    if path is None:
        return []
    items, problems = read_evidence(path.read_text(encoding="utf-8"))
    if problems:
        raise ProbandaError(*(Problem(p.code, p.text, file=str(path)) for p in problems))
    return items


def _combined(solution: Any, victim: str, missing: str, items: Any) -> dict[str, Any]:
    """DNA, the other items, and their product, side by side."""
    from dataclasses import asdict
    from math import exp, isnan

    from probanda.kinship.evidence import combine
    from probanda.kinship.solve import number

    r = solution.ratios
    if victim not in r.victims or missing not in r.missing:
        problem = Problem(
            "pairing-unknown", f"Evidence about {victim} and {missing}, not in the case."
        )
        raise ProbandaError(problem)
    log = float(r.log_lr[r.victims.index(victim), r.missing.index(missing)])
    both = combine(victim, missing, log, items)
    return {
        "victim": victim,
        "missing": missing,
        "dna_lr": None if isnan(log) else number(exp(log)),
        "items": [asdict(i) for i in both.items],
        "lr": None if isnan(log) else number(exp(both.log_lr)),
    }


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
        results = answer_all(read_json(cases))
    except KinshipError as error:
        raise as_problems(error, cases) from error
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


@app.command()
@guarded
def report(
    case: CaseArgument = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.")] = Path("out"),
    pairing: Annotated[
        list[str] | None,
        typer.Option(help="A page for this pairing, as V1=M1. Otherwise: the best of each sample."),
    ] = None,
    database: Annotated[
        list[Path] | None,
        typer.Option(help="Another frequency table for the sensitivity table (repeatable)."),
    ] = None,
    mutation_model: Annotated[
        list[str] | None,
        typer.Option(help="Another mutation model for the sensitivity table (repeatable)."),
    ] = None,
    evidence: EvidenceOption = None,
    casebook: RecordOption = None,
    frequencies: FrequenciesOption = None,
    as_json: JsonOption = False,
) -> None:
    """Self-contained HTML pages: the case, and one per pairing that can be checked by hand."""
    from probanda.kinship.report.page import case_page, pairing_page
    from probanda.kinship.sensitivity import sensitivity
    from probanda.kinship.solve import digest
    from probanda.kinship.solve import solve as solve_case

    parsed, data, made = loaded(case, casebook, frequencies)
    items = _evidence(evidence)
    databases = {path.name: _frequencies(path) for path in database or ()}
    models = ("as given", "none", *(mutation_model or ()))
    solution = solve_case(parsed)
    name = (case or Path(str(casebook)).resolve()).name
    inputs = {"case": name, "SHA-256 of the case": digest(data), "theta": f"{parsed.theta:g}"}
    if made is not None:
        inputs["SHA-256 of the frequencies"] = made.frequencies_sha256
    pairs = [tuple(p.partition("=")[::2]) for p in pairing or ()] or _best_pairs(solution)
    for v, m in pairs:
        if v not in parsed.victims or m not in parsed.missing:
            raise typer.BadParameter(f"{v}={m}: not a sample and a missing person of the case")
    out.mkdir(parents=True, exist_ok=True)
    written = [out / "index.html"]
    written[0].write_text(case_page(solution, inputs), encoding="utf-8")
    for v, m in pairs:
        rows = sensitivity(solution.case, v, m, databases=databases, mutation_models=models)
        path = out / f"{_safe(v)}-{_safe(m)}.html"
        path.write_text(pairing_page(solution, v, m, inputs, items, rows), encoding="utf-8")
        written.append(path)
    if as_json:
        emit_json({"pages": [str(p) for p in written], "warnings": list(solution.warnings)})
    else:
        for path in written:
            typer.echo(str(path))
    if parsed.problems:
        raise typer.Exit(1)


def _frequencies(path: Path) -> Any:
    """Markers of a frequency table; one that cannot be read whole is a problem."""
    from probanda.kinship.formats import read_frequencies

    try:
        markers, problems = read_frequencies(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        problem = Problem("file-unreadable", f"{error.strerror}.", file=str(path))
        raise ProbandaError(problem, usage=True) from error
    if not markers:
        raise ProbandaError(*(Problem(p.code, p.text, file=str(path)) for p in problems))
    for p in problems:
        say(f"{path.name}: {p.text}")
    return markers


def _best_pairs(solution: Any) -> list[tuple[str, str]]:
    if not solution.joint.top:
        return []
    return [(v, m) for v, m in solution.joint.top[0].assignment.items() if m != "*"]


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name)


@app.command()
@guarded
def power(
    case: Annotated[Path, typer.Argument(help="The case, as reference JSON.", metavar="CASE")],
    missing: Annotated[str, typer.Argument(help="The missing person.", metavar="MISSING")],
    relative: Annotated[
        list[str] | None,
        typer.Option(help="A member who could be typed. Otherwise: every untyped member."),
    ] = None,
    runs: Annotated[int, typer.Option(min=10, help="Simulated cases per row.")] = 200,
    seed: Annotated[int, typer.Option(help="Seed of the simulation.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Which relative to type next: expected evidence for one missing person, by simulation."""
    from dataclasses import asdict

    import numpy as np

    from probanda.kinship.power import rank_relatives

    parsed, _, _ = loaded(case, None, None)
    family = parsed.family_of(missing)
    if family is None:
        raise typer.BadParameter(f"{missing} is not a missing person of the case")
    untyped = [
        p.id
        for p in family.pedigree.persons
        if p.id not in family.profiles and p.id not in family.missing
    ]
    unknown = [r for r in relative or () if r not in family.pedigree]
    if unknown:
        raise typer.BadParameter(f"not in the family: {', '.join(unknown)}")
    rng = np.random.default_rng(seed)
    rows = rank_relatives(parsed, missing, relative or untyped, rng, runs=runs)
    if as_json:
        emit_json({"missing": missing, "seed": seed, "rows": [asdict(r) for r in rows]})
        return
    for r in rows:
        typer.echo(
            f"{', '.join(r.added) or 'as typed now'}: median log10 LR {r.median_log10_lr:.2f}, "
            f"LR of 10,000 reached {r.above:.0%}, unrelated excluded {r.exclusion:.0%} "
            f"({r.runs} runs)"
        )


@app.command()
@guarded
def assemble(
    genotypes: Annotated[
        Path | None, typer.Option(help="Genotypes: CSV, GeneMapper or CODIS CMF XML.")
    ] = None,
    families: Annotated[
        Path | None, typer.Option(help="Families with the missing, as YAML.")
    ] = None,
    frequencies: FrequenciesOption = None,
    casebook: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put tables, or a casebook's record, together into one case, printed as reference JSON.

    Samples that are in no family are remains.
    """
    from probanda.kinship.assembly import assembled
    from probanda.kinship.problems import KinshipError

    if casebook is not None:
        made = from_record(casebook, frequencies)
        case, problems = made.data, list(made.problems)
        for note in made.notes:
            say(note)
    else:
        if genotypes is None or families is None or frequencies is None:
            raise typer.BadParameter("give --genotypes, --families, --frequencies, or --casebook")
        try:
            case, problems = assembled(
                genotypes.read_bytes(),
                families.read_text(encoding="utf-8"),
                frequencies.read_text(encoding="utf-8"),
            )
        except KinshipError as error:
            raise as_problems(error, genotypes) from error
    emit_json(case)
    for p in problems:
        say(p.text)
    if problems:
        raise typer.Exit(1)


kinship_screen.register(app)
kinship_record.register(app)
