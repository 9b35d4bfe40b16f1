"""``probanda import``: lists with their mapping, and record files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    clock,
    console,
    emit_json,
    guarded,
    open_from_option,
    print_problems,
    say,
)
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook
    from probanda.exchange.lists import Checked, Mapping

__all__ = ["register"]

RECORD_FILES = {".yaml", ".yml"}
#: How many refused rows the terminal shows; the report has all of them.
SHOWN = 10


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
        typer.Option("--report", help="Where the report of every row goes (.csv)."),
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
    book = open_from_option(casebook, start=None)
    answers, failed = [], False
    for path in files:
        if path.suffix.lower() in RECORD_FILES:
            answer, bad = _record_file(book, path, by=by, dry_run=dry_run, quiet=as_json)
        else:
            answer, bad = _list(
                book,
                path,
                mapping,
                list_name=list_name,
                dry_run=dry_run,
                accept=accept_suggestion,
                report=report,
                by=by,
                quiet=as_json,
            )
        answers.append(answer)
        failed = failed or bad
    if as_json:
        emit_json(answers[0] if len(answers) == 1 else {"files": answers})
    raise typer.Exit(1 if failed else 0)


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


def _list(
    book: Casebook,
    path: Path,
    given: Path | None,
    *,
    list_name: str,
    dry_run: bool,
    accept: bool,
    report: Path | None,
    by: str,
    quiet: bool,
) -> tuple[dict[str, Any], bool]:
    from probanda.casebook.registers import Delivery, RegisterInfo, source_date, write_list
    from probanda.cli.import_report import RowReport
    from probanda.exchange.lists import RowChecker, load_mapping, open_list

    found, suggestion = (
        (load_mapping(given, list_name=list_name, list_file=path), [])
        if given is not None
        else _without_mapping(book, path, accept=accept, dry_run=dry_run)
    )
    if found is None:
        if not quiet:
            print_problems(suggestion)
        problems = [problem.as_dict() for problem in suggestion]
        return {"file": str(path), "written": False, "problems": problems}, True
    mapping = found
    info = RegisterInfo(
        mapping.register, mapping.title, mapping.claimant, mapping.source, mapping.script,
        mapping.consent, mapping.reliability, mapping.credibility,
    )  # fmt: skip
    with open_list(path, mapping.file, mapping.wanted) as sheet:
        checker = RowChecker(mapping, sheet.header, str(path), source_date(info))
        rows = RowReport()
        with _Progress(quiet) as progress:
            checked = rows.watch(_counted(checker.check_all(sheet.rows), progress))
            if dry_run:
                for _ in checked:
                    pass
                outcome: dict[str, Any] = {}
            else:
                delivery = Delivery(path.name, _sha256(path), path.stat().st_size, mapping.raw)
                result = write_list(info, delivery, checked, by=acting(by), now=clock())
                outcome = asdict(result)
        answer = {
            "file": str(path),
            "encoding": sheet.encoding,
            "encoding_reason": sheet.encoding_reason,
            "delimiter": sheet.delimiter,
            "sheet": sheet.sheet,
            "register": mapping.register,
            "version": outcome.get("version") or None,
            **rows.counts,
            "blank_rows": sheet.blank_rows,
            "new": outcome.get("new", 0),
            "changed": outcome.get("changed", 0),
            "unchanged": outcome.get("unchanged", 0),
            "gone": outcome.get("gone", 0),
            "problems": [problem.as_dict() for problem in (*sheet.notices, *rows.problems)],
            "repairs": [asdict(repair) for repair in rows.repairs],
            "written": bool(outcome.get("version")),
            "dry_run": dry_run,
        }
    target = report or book.out / "imports" / f"{mapping.register}.csv"
    rows.write(target)
    answer["report"] = str(target)
    if not dry_run:
        _keep_mapping(book, mapping)
    if not quiet:
        print_problems([*sheet.notices, *rows.problems[:SHOWN]])
        if len(rows.problems) > SHOWN:
            say(f"… and {len(rows.problems) - SHOWN} more; all are in the report.")
        say(_summary(answer))
    return answer, bool(rows.counts["refused"]) or not rows.counts["rows"]


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


def _summary(answer: dict[str, Any]) -> str:
    how = answer["encoding"] or f"sheet {answer['sheet']}"
    text = (
        f"{answer['file']} ({how}): {answer['rows']:,} rows: {answer['taken']:,} taken, "
        f"{answer['repaired']:,} taken with repairs, {answer['refused']:,} refused. "
    )
    if answer["dry_run"]:
        text += "Dry run: nothing was written."
    elif answer["written"]:
        text += (
            f"Version {answer['version']} of list {answer['register']}: {answer['new']:,} new, "
            f"{answer['changed']:,} changed, {answer['unchanged']:,} as before, {answer['gone']:,} gone."
        )
    else:
        text += "The record holds all of it already: nothing changed."
    return f"{text} Every row: {answer['report']}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _counted(rows: Iterable[Checked], progress: Any) -> Iterator[Checked]:
    for done, row in enumerate(rows, start=1):
        if done % 1000 == 0:
            progress(done)
        yield row


class _Progress:
    """Rows read so far, on stderr, where a person can see it; silent for programs."""

    def __init__(self, quiet: bool) -> None:
        self._status = None if quiet or not console.is_terminal else console.status("Reading …")

    def __enter__(self) -> Any:
        if self._status is not None:
            self._status.start()
        return self._show

    def _show(self, done: int) -> None:
        if self._status is not None:
            self._status.update(f"{done:,} rows …")

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()


def _keep_mapping(book: Casebook, mapping: Mapping) -> None:
    """Save the mapping in the casebook, to be found again by the header of the next delivery."""
    import yaml

    folder = book.root / "mappings"
    folder.mkdir(exist_ok=True)
    target = folder / f"{mapping.register}.yaml"
    text = yaml.safe_dump(mapping.raw, allow_unicode=True, sort_keys=False)
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def _without_mapping(
    book: Casebook, path: Path, *, accept: bool, dry_run: bool
) -> tuple[Mapping | None, list[Problem]]:
    """A saved mapping that fits the header; else a suggestion, written beside the saved ones."""
    from itertools import islice

    import yaml

    from probanda.exchange.lists import load_mapping, open_list, suggest_mapping
    from probanda.exchange.lists.mapping import mapping_from

    for saved in sorted((book.root / "mappings").glob("*.yaml")):
        if saved.name.endswith(".suggested.yaml"):
            continue
        try:
            mapping = load_mapping(saved)
            with open_list(path, mapping.file, mapping.wanted) as sheet:
                fits = set(mapping.wanted) <= set(sheet.header)
        except ProbandaError:
            continue  # a saved mapping of another kind of file
        if fits:
            say(f"{path}: read with the saved mapping {saved}.")
            return mapping, []
    from probanda.exchange.lists.reading import FileOptions

    with open_list(path, FileOptions()) as sheet:
        sample = [cells for _, cells in islice(sheet.rows, 200)]
        name = "".join(c if c.isalnum() else "-" for c in path.stem.lower()).strip("-") or "list"
        suggestion, unplaced = suggest_mapping(name, sheet.header, sample)
    if accept:
        return mapping_from(suggestion, "the suggested mapping"), []
    problem = Problem(
        "mapping-needed",
        "This list has no mapping yet; here is a suggestion by its column names.",
        file=str(path),
        found=f"columns not placed: {', '.join(unplaced)}" if unplaced else "all columns placed",
        expected="a mapping that a person has looked at",
        remedy="Correct it, then import with --mapping.",
    )
    if not dry_run:
        target = book.root / "mappings" / f"{name}.suggested.yaml"
        target.parent.mkdir(exist_ok=True)
        target.write_text(
            "# Suggested by the column names. Look at every line before you use it.\n"
            + yaml.safe_dump(suggestion, allow_unicode=True, sort_keys=False),
            encoding="utf-8",
        )
        problem = Problem(
            problem.code, problem.message, problem.file, found=problem.found,
            expected=problem.expected,
            remedy=f"It is in {target}. Correct it, then: probanda import {path} --mapping {target}",
        )  # fmt: skip
    return None, [problem]
