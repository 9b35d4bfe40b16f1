"""One list through ``probanda import``: its mapping, the check of every row, the write, the report, the answer."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.cli.common import clock, console, print_problems, say
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook
    from probanda.casebook.registers import ListOutcome
    from probanda.exchange.lists import Checked, Mapping, RowChecker, Sheet

__all__ = ["ListTask"]

#: How many refused rows the terminal shows; the report has all of them.
SHOWN = 10
#: From so many entries on, a version without half of them is worth a warning.
MANY, HALF = 20, 0.5


@dataclass
class ListTask:
    """What the command line asks for, for each list of it."""

    book: Casebook
    mapping: Path | None
    list_name: str
    dry_run: bool
    accept: bool
    report: Path | None
    by: str
    quiet: bool
    _suggested: dict[str, Any] = field(default_factory=dict)

    def run(self, path: Path) -> tuple[dict[str, Any], bool]:
        """Import one list: (the answer for ``--json``, whether something was refused or nothing imported)."""
        from probanda.exchange.lists import RowChecker, load_mapping, open_list

        self._suggested = {}
        mapping = (
            load_mapping(self.mapping, list_name=self.list_name, list_file=path)
            if self.mapping is not None
            else self._mapping_for(path)
        )
        if mapping is None:
            return self._suggested, True
        from probanda.casebook.registers import RegisterInfo, source_date
        from probanda.cli.import_report import RowReport

        info = RegisterInfo(
            mapping.register, mapping.title, mapping.claimant, mapping.source, mapping.script,
            mapping.consent, mapping.reliability, mapping.credibility,
        )  # fmt: skip
        report = RowReport()
        with open_list(path, mapping.file, mapping.columns) as sheet:
            checker = RowChecker(
                mapping, sheet.header, str(path), source_date(info), bad_offset=sheet.bad_offset
            )
            with _progress(path, quiet=self.quiet) as passing, _without_collector():
                rows = report.watch(passing(checker.check_all(sheet.rows)))
                outcome = self._write(path, mapping, info, rows)
        target = self.report or self._report_path(path, mapping)
        report.write(target)
        remarks = self._remarks(path, mapping, sheet, checker, report, outcome)
        answer = {
            "file": str(path),
            "encoding": sheet.encoding,
            "encoding_reason": sheet.encoding_reason,
            "delimiter": sheet.delimiter,
            "sheet": sheet.sheet,
            "register": mapping.register,
            "version": outcome.version or None,
            **report.counts,
            "blank_rows": sheet.blank_rows,
            "new": outcome.new,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
            "gone": outcome.gone,
            "problems": [each.as_dict() for each in (*report.problems, *remarks)],
            "repairs": [repair.as_dict() for repair in report.repairs],
            "left_off": report.left_off,
            "written": bool(outcome.version),
            "dry_run": self.dry_run,
            "report": str(target),
        }
        if outcome.version:
            _keep_mapping(self.book, mapping)
        if not self.quiet:
            print_problems([*remarks, *report.problems[:SHOWN]])
            if report.counts["refused"] > SHOWN:
                say(f"… and {report.counts['refused'] - SHOWN:,} more; all are in the report.")
            say(_summary(answer))
        nothing = not report.counts["taken"] and not report.counts["repaired"]
        return answer, bool(report.counts["refused"]) or nothing

    def _write(
        self, path: Path, mapping: Mapping, info: Any, rows: Iterable[Checked]
    ) -> ListOutcome:
        from probanda.casebook.registers import Delivery, write_list

        delivery = Delivery(
            path.name, _sha256(path), path.stat().st_size, mapping.raw, path, self.book.root
        )
        return write_list(info, delivery, rows, by=self.by, now=clock(), dry_run=self.dry_run)

    def _report_path(self, path: Path, mapping: Mapping) -> Path:
        end = ".dry-run.csv" if self.dry_run else ".csv"
        return self.book.out / "imports" / f"{mapping.register}-{path.stem}{end}"

    def _remarks(
        self,
        path: Path,
        mapping: Mapping,
        sheet: Sheet,
        checker: RowChecker,
        report: Any,
        outcome: ListOutcome,
    ) -> list[Problem]:
        """What a person should know of the whole list, and of rows that were taken nevertheless."""
        remarks = [*sheet.notices, *mapping.remarks, *checker.remarks_on_words(), *report.remarks]
        if not report.counts["rows"]:
            remarks.append(
                Problem(
                    "list-without-rows",
                    "The list has a header and no rows.",
                    file=str(path),
                    severity="warning",
                )
            )
        if "id" not in mapping.columns:
            remarks.append(
                Problem(
                    "list-without-identifiers",
                    "The mapping names no `id` column, so rows are known by their number.",
                    file=str(path),
                    remedy="A newer version with a row put in or taken out will look changed from there on.",
                    severity="notice",
                )
            )
        before = outcome.gone + outcome.changed + outcome.unchanged
        if before >= MANY and outcome.gone > HALF * before:
            remarks.append(
                Problem(
                    "many-rows-gone",
                    f"{outcome.gone:,} of {before:,} earlier rows are not in this file.",
                    file=str(path),
                    remedy="If it is only a part of the list, import the whole list again: nothing is lost.",
                    severity="warning",
                )
            )
        return remarks

    # -- the mapping, when the command line names none ------------------------------------------

    def _mapping_for(self, path: Path) -> Mapping | None:
        """A saved mapping whose columns the list has; else a suggestion, which is shown and not used."""
        from probanda.exchange.lists import (
            FileOptions,
            load_mapping,
            mapping_from,
            open_list,
            suggest_mapping,
        )
        from probanda.exchange.lists.header import resolve_columns
        from probanda.exchange.lists.mapping_file import register_key

        for saved in sorted((self.book.root / "mappings").glob("*.yaml")):
            if saved.name.endswith(".suggested.yaml"):
                continue
            try:
                mapping = load_mapping(saved)
                with open_list(path, mapping.file, mapping.columns) as sheet:
                    fits = not resolve_columns(mapping.columns, sheet.header)[1]
            except ProbandaError:
                continue  # a saved mapping of another kind of file
            if fits:
                say(f"{path}: read with the saved mapping {saved}.")
                return mapping
        with open_list(path, FileOptions()) as sheet:
            sample = [[str(cell) for cell in cells] for _, cells in islice(sheet.rows, 200)]
            header = sheet.header
        name = register_key(path.stem)
        suggestion, remarks = suggest_mapping(name, header, sample)
        if self.accept:
            return mapping_from(suggestion, "the suggested mapping", name=name, title=path.name)
        self._suggest(path, name, suggestion, remarks)
        return None

    def _suggest(
        self, path: Path, name: str, suggestion: dict[str, Any], remarks: list[str]
    ) -> None:
        from probanda.exchange.lists import mapping_text

        lines = ["Suggested by the column names. Look at every line before you use it.", *remarks]
        text = "".join(f"# {line}\n" for line in lines) + mapping_text(suggestion)
        target = path.with_name(f"{path.stem}.mapping.yaml")
        if not self.dry_run:
            target = _write_suggestion(path, self.book.root / "mappings", name, text)
        problem = Problem(
            "mapping-needed",
            "This list has no mapping yet; here is a suggestion by its column names.",
            file=str(path),
            expected="a mapping that a person has looked at",
            remedy=(
                f"{'Save it as' if self.dry_run else 'Look at'} {target} and correct it, then:"
                f" probanda import {path} --mapping {target}."
                " To take it as it is: --accept-suggestion."
            ),
        )
        self._suggested = {
            "file": str(path),
            "written": False,
            "mapping": str(target),
            "suggestion": suggestion,
            "remarks": remarks,
            "problems": [problem.as_dict()],
        }
        if not self.quiet:
            print_problems([problem])
            say(text)


def _write_suggestion(path: Path, folder: Path, name: str, text: str) -> Path:
    """Beside the list; in the casebook if that folder cannot be written. What a person edited stays."""
    beside = path.with_name(f"{path.stem}.mapping.yaml")
    if beside.exists():
        return beside
    try:
        beside.write_text(text, encoding="utf-8")
    except OSError:
        folder.mkdir(exist_ok=True)
        inside = folder / f"{name}.suggested.yaml"
        if not inside.exists():
            inside.write_text(text, encoding="utf-8")
        return inside
    return beside


def _keep_mapping(book: Casebook, mapping: Mapping) -> None:
    """Save the mapping in the casebook, to be found again by the header of the next delivery."""
    from probanda.exchange.lists import mapping_text

    folder = book.root / "mappings"
    folder.mkdir(exist_ok=True)
    target = folder / f"{mapping.register}.yaml"
    register = {
        "key": mapping.register, "title": mapping.title,
        "claimant": mapping.claimant, "source": mapping.source,
    }  # fmt: skip
    text = mapping_text({**mapping.raw, "register": register})
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def _summary(answer: dict[str, Any]) -> str:
    how = answer["encoding"] or f"sheet {answer['sheet']}"
    text = (
        f"{answer['file']} ({how}): {answer['rows']:,} rows: {answer['taken']:,} taken, "
        f"{answer['repaired']:,} taken with repairs, {answer['refused']:,} refused. "
    )
    compared = (
        f"{answer['new']:,} new, {answer['changed']:,} changed, {answer['unchanged']:,} as before, "
        f"{answer['gone']:,} gone."
    )
    if answer["dry_run"]:
        text += f"Dry run: nothing was written. An import would bring {compared}"
    elif answer["written"]:
        text += f"Version {answer['version']} of list {answer['register']}: {compared}"
    elif answer["unchanged"]:
        text += "The record holds all of it already: nothing changed."
    else:
        text += "No row could be used: nothing changed."
    return f"{text} Every row: {answer['report']}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _without_collector() -> Iterator[None]:
    """No garbage collection meanwhile: rows are millions of tuples without a cycle, walked for nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def _progress(path: Path, *, quiet: bool) -> Iterator[Any]:
    """A bar on stderr, where a person can see it; silent for programs. Gives a function that lets rows pass."""
    if quiet or not console.is_terminal:
        yield lambda rows: rows
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(path.name, total=_lines(path))

        def passing(rows: Iterable[Checked]) -> Iterator[Checked]:
            for done, row in enumerate(rows, start=1):
                if done % 500 == 0:
                    bar.update(task, completed=done)
                yield row

        yield passing


def _lines(path: Path) -> int | None:
    """About how many rows a text has; None for a workbook, which does not tell before it is read."""
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return None
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
