"""`probanda kinship screen`: everybody against everybody in blocks, on processes or on Spark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from probanda.cli.common import JsonOption, emit_json, guarded, say
from probanda.cli.kinship_input import CaseArgument, FrequenciesOption, RecordOption, loaded
from probanda.problems import ProbandaError, Problem

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the group."""
    app.command("screen")(guarded(screen))


def screen(
    case: CaseArgument = None,
    *,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for finished blocks.")],
    least: Annotated[float, typer.Option(help="List pairings with at least this ratio.")] = 1.0,
    block: Annotated[int, typer.Option(min=1, help="Families per block.")] = 200,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    engine: Annotated[
        str, typer.Option(help="local, or spark (one task per block).", metavar="ENGINE")
    ] = "local",
    casebook: RecordOption = None,
    frequencies: FrequenciesOption = None,
    as_json: JsonOption = False,
) -> None:
    """All victims against all families, in blocks; a stopped run goes on where it was."""
    from probanda.kinship.screening import blocks
    from probanda.kinship.solve import digest

    if engine not in ("local", "spark"):
        raise typer.BadParameter("local or spark", param_hint="--engine")
    parsed, data, _ = loaded(case, casebook, frequencies)
    out.mkdir(parents=True, exist_ok=True)
    settings = {"sha256": digest(data), "least": least, "block": block}
    _same_run(out / "run.json", settings)
    total = len(blocks(parsed, block))
    done = {int(p.stem[6:]) for p in out.glob("block-*.json")}
    if done:
        say(f"{len(done)} of {total} blocks were done before")
    for k, result in enumerate(_run_blocks(engine, parsed, least, block, workers, done), 1):
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
    engine: str, case: Any, least: float, size: int, workers: int, done: set[int]
) -> Iterator[dict[str, Any]]:
    """Blocks as plain values, as they are finished; the engine changes where, never what."""
    from dataclasses import asdict

    from probanda.kinship.engines import blocks_locally, blocks_on_spark

    run = blocks_on_spark if engine == "spark" else blocks_locally
    for result in run(case, least, size, done, workers):
        yield asdict(result)
