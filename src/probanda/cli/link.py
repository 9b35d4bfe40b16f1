"""``probanda link``: which rows of many lists mean one person. It estimates and proposes; people decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from probanda.cli import link_review
from probanda.cli.common import (
    ByOption,
    JsonOption,
    console,
    emit_json,
    guarded,
    print_problems,
)
from probanda.cli.link_answer import engine_of, finish, show
from probanda.cli.link_casebook import link_casebook
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.linkage import Mapping

__all__ = ["app"]


class _DefaultsToRun(TyperGroup):
    """``probanda link a.csv b.csv`` is ``probanda link run a.csv b.csv``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_DefaultsToRun, no_args_is_help=True)
app.add_typer(link_review.app, name="review")
app.command("undo")(link_review.undo_run_command)


@app.command()
@guarded
def run(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="A casebook's folder; or CSV files: one is de-duplicated, several are linked.",
            metavar="CASEBOOK | FILE…",
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            help="YAML that says which column is what; its files need not be given.",
            metavar="M.yaml",
        ),
    ] = None,
    out_dir: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Folder for links.parquet, clusters.csv and report.html.", metavar="DIR"
        ),
    ] = None,
    truth: Annotated[
        str,
        typer.Option(
            help="Column with the true person: quality is measured against it.", metavar="COLUMN"
        ),
    ] = "",
    labels: Annotated[
        Path | None,
        typer.Option(
            help="Pairs that people decided (review.csv, filled in).", metavar="PAIRS.csv"
        ),
    ] = None,
    engine: Annotated[str, typer.Option(help="duckdb, or spark beyond one machine.")] = "duckdb",
    review: Annotated[int, typer.Option(help="How many pairs to draw for reviewers.", min=0)] = 300,
    apply: Annotated[
        float | None,
        typer.Option(
            help="Casebook: record pairs of at least this chance as one person (reversible).",
            metavar="CHANCE",
        ),
    ] = None,
    reviewers: Annotated[
        int, typer.Option(help="Casebook: how many reviewers must agree.", min=1, max=2)
    ] = 1,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Link lists: links.parquet, clusters.csv, report.html, and pairs for people to review."""
    from probanda.linkage.mapping import read_mapping

    given = tuple(files or ())
    if len(given) == 1 and (given[0] / "casebook.toml").is_file():
        link_casebook(given[0], out_dir, engine, review, apply, reviewers, by, as_json=as_json)
        return
    if out_dir is None:
        raise ProbandaError(
            Problem(
                "folder-missing",
                "Where should the results go?",
                column="--out",
                expected="a folder",
            ),
            usage=True,
        )
    if mapping is not None:
        read = read_mapping(mapping, given)
    elif given:
        read = _guessed(given, truth)
    else:
        raise ProbandaError(
            Problem("files-missing", "Which lists?", expected="CSV files, or --mapping M.yaml"),
            usage=True,
        )
    problems = _run(
        read, out_dir, truth, labels, engine, review, as_json=as_json, guessed=mapping is None
    )
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _guessed(files: tuple[Path, ...], truth: str) -> Mapping:
    from probanda.exchange.lists.cells import fold
    from probanda.exchange.lists.vocabulary import headers
    from probanda.linkage.guess import guess_mapping

    table = headers()
    useful = {
        "id",
        "name",
        "surname",
        "given",
        "patronymic",
        "sex",
        "birth_date",
        "birth_place",
        "age_at_event",
        "rank",
        "unit",
        "event_date",
        "event_place",
        "status",
    }

    def suggest(header: str) -> str:
        found = table.get(fold(header), "")
        return found if found in useful else ""

    return guess_mapping(files, truth, suggest)


def _run(
    mapping: Mapping,
    folder: Path,
    truth: str,
    labels: Path | None,
    engine: str,
    review: int,
    *,
    as_json: bool,
    guessed: bool,
) -> list[Problem]:
    from probanda.linkage import link
    from probanda.linkage.answers import read_labels
    from probanda.linkage.standardise import read_lists

    find = engine_of(engine)
    tables, problems = read_lists(mapping, truth)
    if not sum(table.rows for table in tables):
        raise ProbandaError(
            Problem("lists-empty", "The lists have no rows.", file=str(mapping.lists[0].file))
        )

    also = {name: spec.key for spec in mapping.lists for name in (spec.file.name, spec.file.stem)}

    def read(records: Any) -> Any:
        assert labels is not None
        found, odd = read_labels(labels, records, also)
        problems.extend(odd)
        return found

    with console.status("linking") as status:
        linkage = link(
            mapping,
            tables,
            find,
            truth=truth,
            read_labels=read if labels else None,
            say=status.update,
        )
        status.update("writing")
        problems.extend(linkage.records.problems)
        answer = finish(linkage, folder, engine, review, problems)
    if guessed:
        answer["guessed"] = {
            spec.key: {
                **spec.columns,
                **({"id": spec.id} if spec.id else {}),
                "compared as text": sorted(spec.texts.values()),
            }
            for spec in mapping.lists
        }
    if as_json:
        emit_json(answer)
    else:
        show(answer)
    print_problems(problems, most=5)
    return problems
