"""``probanda build``: a manuscript and its record become DOCX, PDF and HTML."""

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
    console,
    emit_json,
    guarded,
    open_from_option,
    out,
    print_problems,
    say,
)
from probanda.consent import Level
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.cli.manuscript_audit import ManuscriptAudit
    from probanda.report.build import BuildResult
    from probanda.report.from_casebook import CasebookRecord

__all__ = ["register"]

_STEPS = {
    "check": "Checking the manuscript against the record",
    "draw": "Building tables, charts and maps",
    "html": "Writing HTML",
    "pdf": "Setting the PDF",
    "docx": "Finishing the DOCX",
    "write": "Writing the files",
}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("build")(guarded(build))


def build(
    manuscript: Annotated[
        Path, typer.Argument(help="The manuscript: Markdown with a head.", metavar="MANUSCRIPT")
    ],
    casebook: CasebookOption = None,
    *,
    redaction: Annotated[
        Level,
        typer.Option(
            "--redaction", "-r", help="Who the document is for; decides who may be named."
        ),
    ] = Level.PUBLIC,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="docx, pdf, html; repeat or part by commas. Otherwise all three."
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Where to. Otherwise out/<manuscript>/<redaction>/.", metavar="DIR"
        ),
    ] = None,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Build in spite of errors, with DRAFT across every page."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Build again even when nothing has changed.")
    ] = False,
    audit: Annotated[
        bool,
        typer.Option(
            "--audit/--no-audit",
            help="Read it as its fiercest opponent would; findings are warnings.",
        ),
    ] = True,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Bind bare numbers to the figure that alone has their value."),
    ] = False,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check a manuscript and build the submission.

    Errors stop the build (exit status 1) unless --draft. The safest redaction, public, is the default.
    """
    if not manuscript.is_file():
        raise ProbandaError(
            Problem(
                "manuscript-missing",
                "There is no such manuscript.",
                file=str(manuscript),
                remedy="Give the path of a Markdown file.",
            ),
            usage=True,
        )
    opened = open_from_option(casebook, start=manuscript.resolve())
    from probanda.report.build import FORMATS
    from probanda.report.build import build as run
    from probanda.report.from_casebook import open_record
    from probanda.report.head import read_head
    from probanda.report.reading import read_bytes

    wanted = [
        word.strip().lower()
        for given in formats or FORMATS
        for word in given.split(",")
        if word.strip()
    ]
    settings = opened.settings
    defaults = {
        "treaty-body": settings.treaty_body,
        "state-party": settings.state_party,
        "organisation": settings.organisation,
        "date": settings.date,
    }
    head = read_head(read_bytes(manuscript.read_bytes(), str(manuscript))).meta
    named = manuscript.parent / head.figures if head.figures else None
    record = open_record(opened, manuscript, named, language=head.language)
    audited = (
        _audit(manuscript, record, head.date or settings.date, fix=fix) if audit or fix else None
    )
    target = folder or opened.root / "out" / manuscript.stem / redaction.value
    with console.status("…") as status:
        result = run(
            manuscript,
            record,
            redaction,
            wanted,
            target,
            draft=draft,
            force=force,
            defaults=defaults,
            progress=lambda step: status.update(_STEPS[step]),
        )
    if result.ok and not draft:
        record.remember(result.figures, clock(), by=acting(by))
        files = {
            _inside(path, opened.root): result.sha256[name] for name, path in result.paths.items()
        }
        record.remember_document(redaction.value, files, result.uses, clock(), by=acting(by))
    if as_json:
        emit_json(
            _answer(result)
            | {"audit": [each.as_dict() for each in audited.problems] if audited else []}
        )
    print_problems(result.findings, most=3)
    if audited is not None:
        print_problems(audited.problems, most=3)
    if not as_json:
        _print(result, draft=draft)
    if not result.ok:
        say("Not built: mend the errors above, or build a watermarked draft with --draft.")
        raise typer.Exit(1)


def _audit(manuscript: Path, record: CasebookRecord, date: object, *, fix: bool) -> ManuscriptAudit:
    """Audit the manuscript; with ``fix``, bind what can be bound and audit it again."""
    from probanda.cli.manuscript_audit import audit_manuscript, bind

    text = manuscript.read_bytes().decode("utf-8-sig", errors="replace")
    audited = audit_manuscript(text, record, file=str(manuscript), date=str(date or ""))
    if fix and audited.bindings:
        manuscript.write_text(bind(text, audited.bindings), encoding="utf-8")
        for each in audited.bindings:
            say(f"{manuscript}:{each.line}: {each.words} bound to {each.key}")
        text = manuscript.read_text(encoding="utf-8")
        audited = audit_manuscript(text, record, file=str(manuscript), date=str(date or ""))
    return audited


def _inside(path: Path, root: Path) -> str:
    """A path as the casebook names it: relative to its folder when it lies there."""
    whole = path.resolve()
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def _answer(result: BuildResult) -> dict[str, Any]:
    words, limit = result.words, result.words.limit
    return {
        "ok": result.ok,
        "outputs": {name: str(path) for name, path in result.paths.items()},
        "sha256": result.sha256,
        "findings": [problem.as_dict() for problem in result.findings],
        "words": {
            "body": words.body,
            "notes": words.notes,
            "annexes": words.annexes,
            "total": words.total,
            "limit": limit.words if limit else None,
            "over": words.over,
        },
        "changes": [
            {
                "key": change.key,
                "before": None if change.before is None else str(change.before),
                "after": None if change.after is None else str(change.after),
                "came": list(change.came),
                "went": list(change.went),
                "changed": list(change.changed),
                "reason": change.reason,
            }
            for change in result.changes
        ],
        "skipped": result.skipped,
    }


def _print(result: BuildResult, *, draft: bool) -> None:
    for change in result.changes:
        out.print(
            f"changed since the last build: {change.key}: {change.reason}",
            markup=False,
            soft_wrap=True,
        )
    words = result.words
    annexes = "" if words.annexes is None else f", annexes {words.annexes:,}"
    out.print(f"Words: body {words.body:,}, notes {words.notes:,}{annexes}", markup=False)
    if result.skipped:
        out.print(
            "Nothing has changed since the last build; the files are as they were.", markup=False
        )
    for name, path in result.paths.items():
        mark = " (draft)" if draft else ""
        out.print(f"{name.upper()}{mark}: {path}", markup=False, soft_wrap=True)
