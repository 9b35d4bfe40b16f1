"""`probanda kinship`: likelihoods and joint identification from files. It supports, never decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from probanda.cli.common import JsonOption, emit_json, guarded, say
from probanda.problems import ProbandaError, Problem

app = typer.Typer(no_args_is_help=True)

EvidenceOption = Annotated[
    Path | None,
    typer.Option(help="Other evidence, as CSV: kind, victim, missing, lr, source, note."),
]
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
    evidence: EvidenceOption = None,
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
    parsed, data = _case(case)
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
        raise _as_problems(error, case) from error
    if as_json:
        answer = answer_of(solution)
        answer["evidence"] = [_combined(solution, v, m, items) for v, m in log_weights(items)]
        answer["inputs"] = {"sha256": digest(data), "theta": parsed.theta, "threshold": threshold}
        emit_json(answer)
    else:
        from probanda.kinship.report.text import summary

        typer.echo(summary(solution))
    for warning in solution.warnings:
        say(warning)
    if solution.case.problems:
        raise typer.Exit(1)


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


@app.command()
@guarded
def report(
    case: CaseArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.")] = Path("out"),
    pairing: Annotated[
        list[str] | None,
        typer.Option(help="A page for this pairing, as V1=M1. Otherwise: the best of each sample."),
    ] = None,
    evidence: EvidenceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Self-contained HTML pages: the case, and one per pairing that can be checked by hand."""
    from probanda.kinship.report.page import case_page, pairing_page
    from probanda.kinship.sensitivity import sensitivity
    from probanda.kinship.solve import digest
    from probanda.kinship.solve import solve as solve_case

    parsed, data = _case(case)
    items = _evidence(evidence)
    solution = solve_case(parsed)
    inputs = {"case": case.name, "SHA-256 of the case": digest(data), "theta": f"{parsed.theta:g}"}
    pairs = [tuple(p.partition("=")[::2]) for p in pairing or ()] or _best_pairs(solution)
    for v, m in pairs:
        if v not in parsed.victims or m not in parsed.missing:
            raise typer.BadParameter(f"{v}={m}: not a sample and a missing person of the case")
    out.mkdir(parents=True, exist_ok=True)
    written = [out / "index.html"]
    written[0].write_text(case_page(solution, inputs), encoding="utf-8")
    for v, m in pairs:
        rows = sensitivity(solution.case, v, m)
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


def _best_pairs(solution: Any) -> list[tuple[str, str]]:
    if not solution.joint.top:
        return []
    return [(v, m) for v, m in solution.joint.top[0].assignment.items() if m != "*"]


def _safe(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in name)


@app.command()
@guarded
def power(
    case: CaseArgument,
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

    parsed, _ = _case(case)
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
    genotypes: Annotated[Path, typer.Option(help="Genotypes: CSV, GeneMapper or CODIS CMF XML.")],
    families: Annotated[Path, typer.Option(help="Families with the missing, as YAML.")],
    frequencies: Annotated[Path, typer.Option(help="Allele frequencies, as CSV.")],
    as_json: JsonOption = False,
) -> None:
    """Put tables together into one case, printed as reference JSON (samples in no family: remains)."""
    from probanda.kinship.assembly import assembled
    from probanda.kinship.problems import KinshipError

    try:
        case, problems = assembled(
            genotypes.read_bytes(),
            families.read_text(encoding="utf-8"),
            frequencies.read_text(encoding="utf-8"),
        )
    except KinshipError as error:
        raise _as_problems(error, genotypes) from error
    emit_json(case)
    for p in problems:
        say(p.text)
    if problems:
        raise typer.Exit(1)


@app.command()
@guarded
def screen(
    case: CaseArgument,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for finished blocks.")],
    least: Annotated[float, typer.Option(help="List pairings with at least this ratio.")] = 1.0,
    block: Annotated[int, typer.Option(min=1, help="Families per block.")] = 200,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """All victims against all families, in blocks; a stopped run goes on where it was."""
    from probanda.kinship.screening import blocks
    from probanda.kinship.solve import digest

    parsed, data = _case(case)
    out.mkdir(parents=True, exist_ok=True)
    settings = {"sha256": digest(data), "least": least, "block": block}
    _same_run(out / "run.json", settings)
    total = len(blocks(parsed, block))
    done = {int(p.stem[6:]) for p in out.glob("block-*.json")}
    if done:
        say(f"{len(done)} of {total} blocks were done before")
    for k, result in enumerate(_run_blocks(parsed, least, block, workers, done, total), 1):
        path = out / f"block-{result['number']:06d}.json"
        half = path.with_suffix(".part")
        half.write_text(json.dumps(result), encoding="utf-8")
        half.replace(path)
        say(f"block {len(done) + k} of {total}: {len(result['hits'])} pairings listed")
    found = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(out.glob("block-*.json"))]
    hits = sorted((h for b in found for h in b["hits"]), key=lambda h: -h["log10_lr"])
    problems = [p for b in found for p in b["problems"]] + [p.text for p in parsed.problems]
    pairings = sum(b["pairings"] for b in found)
    if as_json:
        emit_json({"pairings": pairings, "hits": hits, "warnings": problems, "inputs": settings})
    else:
        typer.echo(f"{pairings:,} pairings computed, {len(hits):,} listed")
        for h in hits[:20]:
            typer.echo(f"  {h['victim']} = {h['missing']}  log10 LR {h['log10_lr']:.2f}")
    for p in problems:
        say(p)
    if problems:
        raise typer.Exit(1)


def _same_run(path: Path, settings: dict[str, Any]) -> None:
    """Refuse to mix blocks of another case or other settings."""
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != settings:
        problem = Problem(
            "screening-other-run",
            "The folder holds blocks of another case or other settings.",
            file=str(path),
            remedy="Name an empty folder with --out.",
        )
        raise ProbandaError(problem)
    path.write_text(json.dumps(settings), encoding="utf-8")


def _run_blocks(
    case: Any, least: float, size: int, workers: int, done: set[int], total: int
) -> Any:
    """Blocks as plain values, as they are finished."""
    from dataclasses import asdict

    from probanda.kinship.screening import screen, screen_block

    if workers == 1:
        for result in screen(case, least, size, done):
            yield asdict(result)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed

    with ProcessPoolExecutor(workers) as pool:
        todo = [
            pool.submit(screen_block, case, k, least, size) for k in range(total) if k not in done
        ]
        for future in as_completed(todo):
            yield asdict(future.result())
