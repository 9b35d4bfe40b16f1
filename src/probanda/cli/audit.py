"""``probanda audit``: read a report as its fiercest opponent would, before that opponent does."""

from __future__ import annotations

import gc
import io
import json
import re
import shutil
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import (
    ByOption,
    acting,
    clock,
    emit_json,
    guarded,
    open_from_option,
    print_problems,
)
from probanda.consent import Level
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.audit.answers import Accepted, Outcome
    from probanda.audit.document import Document
    from probanda.cli.record_lookup import Looked

__all__ = ["register"]

FORMATS = ("text", "html", "json", "sarif")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("audit")(guarded(audit))


def audit(
    file: Annotated[
        Path,
        typer.Argument(
            help="The report: DOCX, PDF, HTML, Markdown or plain text; RTF, DOC and ODT with LibreOffice.",
            metavar="FILE",
        ),
    ],
    answer: Annotated[
        str, typer.Option("--format", "-f", help="text, html, json or sarif.", metavar="FORMAT")
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="Write the answer there instead of showing it.", metavar="OUT"
        ),
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text",
            help="Write the extracted text there (UTF-8): positions count in it.",
            metavar="OUT",
        ),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", help="Only this rule (may be repeated).", metavar="CODE"),
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept",
            help="Accept a finding by its identifier, with the reason (may be repeated).",
            metavar="ID=REASON",
        ),
    ] = None,
    accepted: Annotated[
        Path | None,
        typer.Option(
            "--accepted",
            help="The file of accepted findings. Otherwise: FILE.accepted.yaml beside the report.",
            metavar="YAML",
        ),
    ] = None,
    casebook: Annotated[
        Path | None,
        typer.Option(
            "--casebook",
            "-C",
            help="A casebook in whose record figures, citations and names are looked up.",
            metavar="DIR",
        ),
    ] = None,
    redaction: Annotated[
        Level, typer.Option("--redaction", help="Who the report is for; with --casebook.")
    ] = Level.PUBLIC,
    by: ByOption = "",
) -> None:
    """Find in a report what can be held against it: figures, dates, sources, language, law, persons, form.

    Exit status: 0 no errors, 1 errors found (or the file can't be read), 2 used wrongly.
    """
    if answer not in FORMATS:
        raise ProbandaError(
            Problem(
                "format-unknown",
                "There is no such format of the answer.",
                found=answer,
                expected=", ".join(FORMATS),
            ),
            usage=True,
        )
    kept = _kept_in(file, accepted, accept)
    _keep_the_report(file, output, text)
    _keep_apart(output, text, kept)
    _set_encoding(answer)
    document = _read(file, answer, rule)

    from probanda.audit.answers import Outcome, as_html, as_json, as_sarif, as_text, load_accepted
    from probanda.audit.rules import audit as audit_document

    known = load_accepted(kept)
    if text is not None:
        text.write_bytes(document.text.encode())
    outcome = Outcome(audit_document(document, rule), str(file), known)
    looked: list[Looked] = []
    if casebook is not None:
        looked = _looked_up(outcome, casebook, redaction)
        held = tuple(each.as_finding() for each in looked if each.code)
        outcome = replace(_without_consented(outcome, looked), record=held)
    if accept:
        outcome = _accept(outcome, accept, kept, by)
    if answer == "json":
        value = as_json(outcome)
        if casebook is not None:
            value["record"] = _record_json(outcome, looked, redaction)
        said = json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
    elif answer == "sarif":
        said = json.dumps(as_sarif(outcome), ensure_ascii=False, indent=2, default=str) + "\n"
    elif answer == "html":
        said = as_html(outcome)
    else:
        terminal = output is None and sys.stdout.isatty()
        said = as_text(outcome, shutil.get_terminal_size().columns if terminal else 0)
        if casebook is not None:
            said += _counted(outcome)
    # a byte of the file's name that is not UTF-8 stands as an escape
    said = said.encode("utf-8", "backslashreplace").decode()
    if output is not None:
        output.write_text(said, encoding="utf-8")
    else:
        sys.stdout.write(said)
    if answer != "text":  # there they stand among the findings
        opened = {(each.rule, each.start, each.end) for _, each in outcome.open_of_record}
        problems = [
            each.problem(outcome.report.facts, str(file))
            for each in looked
            if (each.code, each.start, each.end) in opened
        ]
        print_problems(problems, most=3, everything="--format json")
    if outcome.counts["error"] or any(x.severity == "error" for _, x in outcome.open_of_record):
        raise typer.Exit(1)


def _keep_the_report(file: Path, *written: Path | None) -> None:
    """Refuse to write an answer over the report."""
    for path in written:
        if path is not None and path.exists() and file.exists() and path.samefile(file):
            raise ProbandaError(
                Problem(
                    "output-is-report",
                    "The answer would be written over the report.",
                    file=str(path),
                    remedy="Give it another name.",
                ),
                usage=True,
            )


def _kept_in(file: Path, named: Path | None, accept: list[str] | None) -> Path:
    """Where accepted findings are kept; a file that is named is there, or begun by what is accepted now."""
    from probanda.audit.answers.accepted import accepted_file

    if named is not None and not accept and not named.exists():
        raise ProbandaError(
            Problem(
                "file-unreadable",
                "There is no such file of accepted findings.",
                file=str(named),
                remedy="Check the path; without --accepted it is FILE.accepted.yaml beside the report.",
            ),
            usage=True,
        )
    return named or accepted_file(file)


def _keep_apart(*written: Path | None) -> None:
    """Refuse to write the answer, the text and the accepted findings over each other."""
    places = Counter(path.resolve() for path in written if path is not None)
    for path, count in places.items():
        if count > 1 and (path.is_file() or not path.exists()):
            raise ProbandaError(
                Problem(
                    "outputs-same",
                    "One file cannot hold two of the answer, the text and the accepted findings.",
                    file=str(path),
                    remedy="Give each its own name.",
                ),
                usage=True,
            )


def _set_encoding(answer: str) -> None:
    """Answers for programs are UTF-8; on a terminal that lacks a letter, its escape stands for it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if answer == "text":
            sys.stdout.reconfigure(errors="backslashreplace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")


def _looked_up(outcome: Outcome, casebook: Path, level: Level) -> list[Looked]:
    """What the record of a casebook has of the document's figures, citations and names."""
    from probanda.cli.record_lookup import look_up
    from probanda.report.from_casebook import open_record

    opened = open_from_option(casebook)
    language = outcome.document.language
    record = open_record(opened, language="" if language == "und" else language)
    return look_up(outcome.report.facts, record, level)


def _without_consented(outcome: Outcome, looked: list[Looked]) -> Outcome:
    """Without findings that miss a consent which the record has."""
    from probanda.cli.record_lookup import ASKS_FOR_CONSENT, consented

    agreed = consented(looked)
    findings = tuple(
        each
        for each in outcome.report.findings
        if each.rule not in ASKS_FOR_CONSENT
        or not any(start < each.end and each.start < end for start, end in agreed)
    )
    return replace(outcome, report=replace(outcome.report, findings=findings))


def _counted(outcome: Outcome) -> str:
    """How much the record holds against the report: "In the record: 1 error, 3 notes"."""
    counts = Counter(each.severity for _, each in outcome.open_of_record)
    said = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items()]
    return f"In the record: {', '.join(sorted(said)) or 'nothing against it'}\n"


def _record_json(outcome: Outcome, looked: list[Looked], level: Level) -> dict[str, object]:
    """What was looked up, by kind; a problem with its identifier and its acceptance, like a finding."""
    from probanda.audit.answers import accepted_json

    facts = outcome.report.facts
    named = iter(outcome.of_record)
    answer: dict[str, list[dict[str, Any]]] = {"figures": [], "citations": [], "names": []}
    for each in looked:
        value = each.as_json(facts)
        if each.code:
            name, _, why = next(named)
            value["problem"] |= {"id": name, "accepted": accepted_json(why)}
        answer[f"{each.kind}s"].append(value)
    return {"level": level.value, **answer}


def _check_rules(codes: list[str] | None) -> None:
    from probanda.audit.rules import all_rules

    unknown = sorted(set(codes or ()) - set(all_rules()))
    if unknown:
        raise ProbandaError(
            Problem(
                "rule-unknown",
                "There is no such rule.",
                found=", ".join(unknown),
                expected=", ".join(all_rules()),
            ),
            usage=True,
        )


def _read(file: Path, answer: str, codes: list[str] | None) -> Document:
    """The document, or the reason why it was not read.

    The file is read in a process of its own; meanwhile the rules are made ready here.
    """
    from probanda.audit.reading import Unreadable, read_file

    # One call makes millions of small values and no cycles of them: looking for cycles takes a tenth of its time.
    gc.set_threshold(100_000, 50, 100)
    with ThreadPoolExecutor(1) as aside:
        reading = aside.submit(read_file, file)
        _check_rules(codes)
    try:
        return reading.result()
    except Unreadable as reason:
        problem = Problem(f"not-read-{reason.code}", f"Not read: {reason.message}", file=str(file))
        usage = False
    except OSError as error:
        problem = _not_opened(file, error)
        usage = True
    if answer in {"json", "sarif"}:
        from probanda.audit.answers import unread_json, unread_sarif

        unread = unread_json if answer == "json" else unread_sarif
        emit_json(unread(str(file), problem.as_dict()))
        print_problems([problem])
        raise typer.Exit(2 if usage else 1)
    raise ProbandaError(problem, usage=usage)


def _not_opened(file: Path, error: OSError) -> Problem:
    """Why there is no file to read."""
    message = f"{error.strerror or 'The file cannot be read'}."
    remedy = "Check that the path exists and that you may read it."
    if re.match(r"(?:https?|ftp):/", str(file)):
        message = "This is an address, and the audit fetches nothing."
        remedy = "Save the document, and give the file."
    elif isinstance(error, IsADirectoryError):
        remedy = "Give one file."
    return Problem("file-unreadable", message, file=str(file), remedy=remedy)


def _accept(outcome: Outcome, asked: list[str], path: Path, by: str) -> Outcome:
    """Add accepted findings to the file and to the outcome."""
    from probanda.audit.answers import save_accepted

    known = dict(outcome.accepted)
    for each in asked:
        name, _, reason = each.partition("=")
        known[name.strip()] = _accepted(outcome, name.strip(), reason.strip(), acting(by))
    save_accepted(path, known)
    return replace(outcome, accepted=known)


def _accepted(outcome: Outcome, name: str, reason: str, by: str) -> Accepted:
    from probanda.audit.answers import Accepted

    told = (*outcome.findings, *outcome.of_record)
    finding = next((each for known, each, _ in told if known == name), None)
    if finding is not None and finding in outcome.record and finding.severity == "error":
        raise ProbandaError(
            Problem(
                "accept-withheld-name",
                "A name that its person's consent withholds is not accepted: consent decides what leaves.",
                found=name,
                remedy="Take the name out, or record the consent.",
            ),
            usage=True,
        )
    if finding is None or not reason:
        raise ProbandaError(
            Problem(
                "accept-unknown" if reason else "accept-without-reason",
                "No finding has this identifier."
                if reason
                else "A finding is accepted with a reason.",
                found=name,
                expected="ID=REASON; the identifiers stand in square brackets in the answer",
            ),
            usage=True,
        )
    first, last = outcome.document.quote_of(finding.start)
    sentence = " ".join(outcome.document.text[first:last].split())
    return Accepted(name, finding.rule, reason, sentence, by, clock().date().isoformat())
