"""``probanda submit``: is a manuscript ready for a treaty body? And the package that goes out."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
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
    out,
    print_problems,
    say,
)
from probanda.cli.cycle import day_of
from probanda.consent import Consent, Form, Level
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook
    from probanda.report.document import CheckedDocument
    from probanda.report.from_casebook import CasebookRecord
    from probanda.report.submission import Check, Facts, Named

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("submit")(guarded(submit))


def submit(
    manuscript: Annotated[
        Path, typer.Argument(help="The manuscript: Markdown with a head.", metavar="MANUSCRIPT")
    ],
    casebook: CasebookOption = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Only check; write nothing.")] = False,
    on: Annotated[
        str, typer.Option("--on", help="As of this day. Otherwise: the casebook's date, or today.")
    ] = "",
    folder: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Where to. Otherwise out/<manuscript>/submission/.", metavar="DIR"
        ),
    ] = None,
    sent_to: Annotated[
        str,
        typer.Option("--sent-to", help="Note in the record that the package went to this body."),
    ] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check body, article, session, deadline, language, length, parts, publicity and consent.

    Without --check it also writes the package: covering letter, DOCX and PDF, annexes, and the evidence whose
    consent allows it. Errors stop it (exit status 1).
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
    from probanda.report.from_casebook import open_record
    from probanda.report.head import read_head
    from probanda.report.manuscript import check_manuscript
    from probanda.report.reading import read_bytes
    from probanda.report.submission import check_submission

    head = read_head(read_bytes(manuscript.read_bytes(), str(manuscript))).meta
    named = manuscript.parent / head.figures if head.figures else None
    record = open_record(opened, manuscript, named, language=head.language)
    level = Level.PUBLIC if head.public else Level.COMMITTEE
    document = check_manuscript(manuscript, record, level=level, defaults=_defaults(opened))
    today = day_of(opened, on)
    facts = _facts(opened, document, record, today)
    checks = check_submission(document, facts)
    problems = [
        *document.errors,
        *(one.problem(str(manuscript)) for one in checks if one.status != "ok"),
    ]
    ok = not any(one.status == "error" for one in checks)
    package: dict[str, Any] = {}
    if ok and not check:
        package = _package(opened, manuscript, document, record, level, folder, by)
        problems += package.pop("problems")
        if sent_to:
            _note_sent(package["sha256"].values(), sent_to, by)
    if as_json:
        emit_json(
            {
                "ok": ok,
                "manuscript": str(manuscript),
                "on": today.isoformat(),
                "body": document.meta.treaty_body,
                "article": document.meta.article,
                "session": document.meta.session,
                "language": document.meta.language,
                "public": document.meta.public,
                "level": level.value,
                "words": {
                    "body": document.words.body,
                    "with_notes": document.words.with_notes,
                    "limit": document.words.limit.words if document.words.limit else None,
                },
                "checks": [one.as_dict() for one in checks],
                "package": package,
                "problems": [problem.as_dict() for problem in problems],
            }
        )
    else:
        _print(checks, package)
    print_problems([p for p in problems if p.severity == "error" and p in document.errors], most=10)
    if not as_json:
        print_problems([p for p in problems if p.code.startswith(("bundle-", "evidence-"))])
    if not ok:
        if not check:
            say("No package was written: mend the errors above.")
        raise typer.Exit(1)


def _defaults(opened: Casebook) -> dict[str, str]:
    settings = opened.settings
    return {
        "treaty-body": settings.treaty_body,
        "state-party": settings.state_party,
        "organisation": settings.organisation,
        "date": settings.date,
    }


def _facts(
    opened: Casebook, document: CheckedDocument, record: CasebookRecord, today: date
) -> Facts:
    from probanda.casebook.cycle import read_sessions, read_steps
    from probanda.report.submission import Deadline, Facts

    meta = document.meta
    state = meta.state_party.name if meta.state_party else ""
    code = meta.state_party.code if meta.state_party else ""
    sessions = {
        one.number: (one.opens, one.closes, one.source)
        for one in read_sessions()
        if one.body == meta.treaty_body
    }
    deadlines = tuple(
        Deadline(step.key, step.step, step.session, step.due, step.done, step.source)
        for step in read_steps(meta.treaty_body)
        if step.owes == "organisations" and step.state in {state, code, ""}
    )
    bound, why, inquiry, complaints = _treaty(opened, meta.treaty_body, code or state, today)
    return Facts(
        today,
        sessions,
        deadlines,
        bound,
        why,
        inquiry,
        complaints,
        opened.settings.treaty_body,
        tuple(_persons(document, record)),
        tuple(_expired(document, today)),
    )


def _treaty(
    opened: Casebook, body: str, state: str, today: date
) -> tuple[bool | None, str, bool | None, bool | None]:
    """Whether the State is bound, why that is said, and whether it takes inquiries and complaints."""
    from probanda.law.loading import shipped_law
    from probanda.law.ratification import bound, declarations
    from probanda.law.standard import status_of

    law = shipped_law()
    instrument = next(
        (i.short for i in law.instruments.values() if i.body == body and i.binding), ""
    )
    if not instrument or not state:
        return None, "", None, None
    status = status_of(law, opened.root)
    found = bound(law, state, instrument, today, status)
    why = found.why.rstrip(".")
    if body != "CAT" or found.bound is None:
        return found.bound, why, None, None
    excluded = bool(declarations(state, "CAT", "28", today, status))
    accepted = bool(declarations(state, "CAT", "22", today, status))
    return found.bound, why, not excluded, accepted


def _persons(document: CheckedDocument, record: CasebookRecord) -> list[Named]:
    from probanda.casebook import models
    from probanda.report.submission import Named

    forms = {one.key: one.form for one in document.withheld if one.kind == "person"}
    found = []
    for key in document.used.persons:
        person = record.person(key)
        if person is None:
            continue
        row = models.Person.objects.filter(key=key).first()
        head = (row.cluster_id or row.pk) if row is not None else 0
        given = models.ConsentClaim.objects.filter(current=True, person__cluster_id=head)
        given |= models.ConsentClaim.objects.filter(current=True, person_id=head)
        until = (
            models.Interview.objects.filter(person__cluster_id=head)
            .exclude(consent_until=None)
            .order_by("-consent_until")
            .values_list("consent_until", flat=True)
            .first()
        )
        recorded = given.exclude(tier__in=[Consent.UNKNOWN, Consent.INTERNAL]).exists()
        found.append(Named(key, forms.get(key, Form.FULL), person.consent, recorded, until))
    return found


def _expired(document: CheckedDocument, today: date) -> list[str]:
    """Interviews behind the sources cited whose consent ran out."""
    from probanda.casebook import models

    cited = [source.key for source in document.used.sources]
    rows = models.Interview.objects.filter(source__key__in=cited, consent_until__lt=today)
    return list(
        rows.exclude(consent=Consent.WITHDRAWN).order_by("key").values_list("key", flat=True)
    )


def _package(
    opened: Casebook,
    manuscript: Path,
    document: CheckedDocument,
    record: CasebookRecord,
    level: Level,
    folder: Path | None,
    by: str,
) -> dict[str, Any]:
    """Write letter, documents, annexes and evidence into a fresh folder; digests of all beside them."""
    from probanda.cli.submit_evidence import gather
    from probanda.report.build import build_document
    from probanda.report.letter import letter_files, letter_markdown

    whole = (folder or opened.root / "out" / manuscript.stem / "submission").resolve()
    target = _beside(whole)
    formats = ("docx", "pdf")
    built = build_document(
        document,
        record,
        manuscript.parent,
        target,
        stem=manuscript.stem,
        formats=formats,
        force=True,
    )
    evidence = gather(
        record,
        (source.key for source in document.used.sources),
        level,
        target,
        who=acting(by),
        vault=opened.vault,
    )
    enclosed = [
        f"{manuscript.stem}.docx and {manuscript.stem}.pdf: the text",
        f"annexes/sources.csv: {len(evidence.included)} sources with their digests"
        + (
            f"; {evidence.held_back} more are held back for want of consent"
            if evidence.held_back
            else ""
        ),
        "evidence: a bundle of the vault with its proofs"
        if evidence.how == "bundle"
        else "evidence: copies of these sources",
        "manifest-sha256.txt: the digest of every file",
    ]
    text = letter_markdown(document.meta, enclosed, document.words.body)
    for name, data in letter_files(text, f"Covering letter: {document.meta.title}").items():
        (target / name).write_bytes(data)
    problems = [*evidence.problems]
    if not built.ok:
        raise ProbandaError(*[p for p in built.findings if p.severity == "error"])
    (target / ".build.json").unlink(missing_ok=True)
    sha256 = {
        path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }
    manifest = "".join(f"{digest}  {name}\n" for name, digest in sha256.items())
    (target / "manifest-sha256.txt").write_text(manifest, encoding="utf-8")
    if whole.exists():
        shutil.rmtree(whole)
    target.replace(whole)
    names = {
        _named(whole / f"{manuscript.stem}.{form}", opened.root): digest
        for form, digest in built.sha256.items()
    }
    record.remember_document(level.value, names, built.uses, clock(), by=acting(by))
    return {
        "folder": str(whole),
        "files": [*sha256, "manifest-sha256.txt"],
        "sha256": sha256,
        "evidence": {
            "how": evidence.how,
            "sources": list(evidence.included),
            "held_back": evidence.held_back,
        },
        "problems": problems,
    }


def _named(path: Path, root: Path) -> str:
    """A path as the casebook names it: relative to its folder when it lies there."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _beside(whole: Path) -> Path:
    """An empty folder to write into; an older package is replaced when all is done, anything else left alone."""
    used = whole.exists() and (not whole.is_dir() or any(whole.iterdir()))
    if used and not (whole / "manifest-sha256.txt").is_file():
        raise ProbandaError(
            Problem(
                "package-folder-in-use",
                "The folder holds something that is no older package.",
                file=str(whole),
                remedy="Name another with --out.",
            ),
            usage=True,
        )
    target = whole.with_name(f".{whole.name}.partial")
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    return target


def _note_sent(digests: Any, to: str, by: str) -> None:
    from probanda.casebook.services import changing
    from probanda.casebook.services.documents import mark_sent

    with changing(by=acting(by), now=clock(), why=f"sent to {to}") as change:
        mark_sent(change, digests, to)


def _print(checks: tuple[Check, ...], package: dict[str, Any]) -> None:
    marks = {"ok": "ok", "notice": "not known", "warning": "warning", "error": "ERROR"}
    for one in checks:
        mark = (
            "notice"
            if one.status == "notice" and "not known" not in one.message
            else marks[one.status]
        )
        source = f" [{one.source}]" if one.source else ""
        remedy = f" {one.remedy}" if one.remedy else ""
        out.print(
            f"{mark:>9}  {one.check}: {one.message}{remedy}{source}", markup=False, soft_wrap=True
        )
    if package:
        out.print(f"Package: {package['folder']}", markup=False, soft_wrap=True)
        for name in package["files"]:
            out.print(f"    {name}", markup=False, soft_wrap=True)
