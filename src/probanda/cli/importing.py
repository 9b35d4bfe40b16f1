"""``probanda import``: lists with their mapping, and record files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    clock,
    emit_json,
    guarded,
    open_from_option,
    print_problems,
    say,
)
from probanda.cli.import_list import ListTask
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook

__all__ = ["register"]

RECORD_FILES = {".yaml", ".yml"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help=import_files.__doc__)(import_files)


@guarded
def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Lists (.csv, .tsv, .xlsx) or record files (.yaml)."),
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", "-m", help="Which column means what.", metavar="M.yaml"),
    ] = None,
    list_name: Annotated[
        str, typer.Option("--list", help="Which list of a mapping that holds several.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every row and report; write nothing.")
    ] = False,
    accept_suggestion: Annotated[
        bool,
        typer.Option("--accept-suggestion", help="Import with the suggested mapping at once."),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Where the report of every row goes (.csv or .json)."),
    ] = None,
    casebook: CasebookOption = None,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Bring lists and record files into the record; every row is accounted for.

    Rows that cannot be used are refused with row, column and reason, and the rest goes on; a file that cannot
    be read changes nothing. The same file again changes nothing. Exit status 1: something was refused.
    """
    for path in files:
        if not path.exists():
            raise ProbandaError(
                Problem("file-not-found", "There is no such file.", file=str(path)), usage=True
            )
    book = open_from_option(casebook)
    task = ListTask(
        book,
        mapping=mapping,
        list_name=list_name,
        dry_run=dry_run,
        accept=accept_suggestion,
        report=report,
        by=acting(by),
        quiet=as_json,
    )
    answers, status = [], 0
    for path in files:
        try:
            if path.suffix.lower() in RECORD_FILES:
                answer, bad = _record_file(book, path, by=by, dry_run=dry_run, quiet=as_json)
            else:
                answer, bad = task.run(path)
            status = max(status, int(bad))
        except ProbandaError as error:  # one file that cannot be read does not stop the others
            status = 2 if error.usage else max(status, 1)
            problems = [problem.as_dict() for problem in error.problems]
            answer = {"file": str(path), "written": False, "ok": False, "problems": problems}
            print_problems(error.problems)
        answers.append(answer)
    if as_json:
        emit_json(answers[0] if len(answers) == 1 else {"files": answers})
    raise typer.Exit(status)


def _record_file(
    book: Casebook, path: Path, *, by: str, dry_run: bool, quiet: bool
) -> tuple[dict[str, Any], bool]:
    from probanda.casebook.record_file import import_record_file

    result = import_record_file(book, path, by=acting(by), now=clock(), dry_run=dry_run)
    answer = result.as_dict()
    if not quiet:
        print_problems(result.problems)
        say(_record_summary(answer))
    return answer, any(problem.severity == "error" for problem in result.problems)


def _record_summary(answer: dict[str, Any]) -> str:
    """What became of the items of a record file, in one line."""
    parts = [
        f"{sum(answer[outcome].values()):,} {word}"
        for outcome, word in (
            ("created", "new"), ("changed", "changed"), ("unchanged", "as before"), ("refused", "refused")
        )
    ]  # fmt: skip
    end = " Dry run: nothing was written." if answer["dry_run"] else ""
    return f"{answer['file']}: {', '.join(parts)}.{end}"
