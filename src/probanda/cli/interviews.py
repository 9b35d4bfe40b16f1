"""``probanda interviews``: how they were held, what their records lack, body diagrams, withdrawal of consent."""

from __future__ import annotations

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
    emit_json,
    guarded,
    open_from_option,
    out,
    print_problems,
    say,
)
from probanda.cli.cycle import day_of
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook
    from probanda.casebook.interviews import InterviewRecord
    from probanda.casebook.services.documents import Leaning
    from probanda.casebook.services.withdrawal import Withdrawal

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)


@app.command("list")
@guarded
def list_(casebook: CasebookOption = None, *, as_json: JsonOption = False) -> None:
    """Every interview: consent, language, how much of its record is there, and what is wrong.

    Exit status 1 when consent ran out or was taken back and the interview is still in use.
    """
    opened = open_from_option(casebook)
    from probanda.casebook.interviews import read_interviews

    found = read_interviews(day_of(opened))
    problems = [problem for one in found for problem in one.problems]
    ok = not any(problem.severity == "error" for problem in problems)
    if as_json:
        emit_json(
            {
                "ok": ok,
                "interviews": [_answer(one) for one in found],
                "problems": [problem.as_dict() for problem in problems],
            }
        )
    else:
        for one in found:
            total = len(one.reviewed.covered) + len(one.reviewed.lacking)
            _line(
                f"{one.key}: {one.source}, consent {one.consent}, {len(one.answers)} answers, "
                f"{len(one.missing)} fields of its record missing, "
                f"{len(one.reviewed.covered)} of {total} items of {one.reviewed.checklist}"
            )
    print_problems(problems)
    if not ok:
        raise typer.Exit(1)


@app.command("show")
@guarded
def show(
    key: Annotated[str, typer.Argument(help="Key of an interview.", metavar="INTERVIEW")],
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """One interview: its record, each answer with the claims that rest on it, and what it lacks."""
    opened = open_from_option(casebook)
    from probanda.casebook.interviews import read_interviews

    (one,) = read_interviews(day_of(opened), (key,))
    if as_json:
        emit_json({"ok": True, **_answer(one)})
        return
    _line(
        f"{one.key}: source {one.source}, person {one.person or 'not in the record'}, consent {one.consent}"
    )
    for name, value in one.values.items():
        if value:
            _line(f"  {name.replace('_', ' ')}: {value}")
    for answer in one.answers:
        rests = ", ".join(answer.claims) or "no claim rests on it"
        _line(f"  {answer.number}. {answer.question}")
        _line(f"     {answer.answer} [{rests}]")
    if one.unlinked:
        _line(f"  Claims without an answer in the record: {', '.join(one.unlinked)}")
    if one.missing:
        _line(f"  The record does not say: {', '.join(one.missing)}")
    for item in one.reviewed.lacking:
        _line(f"  lacks {item.address}: {item.text}")
        for question in item.questions:
            _line(f"      ? {question}")
    print_problems((*one.problems, *one.reviewed.problems))


@app.command("lacking")
@guarded
def lacking(casebook: CasebookOption = None, *, as_json: JsonOption = False) -> None:
    """What interviews lack of the Istanbul Protocol, and examinations of the Minnesota (or Istanbul) Protocol."""
    opened = open_from_option(casebook)
    from probanda.casebook.interviews import read_examinations, read_interviews

    rows = [
        ("interview", one.key, one.source, one.person, one.reviewed)
        for one in read_interviews(day_of(opened))
    ]
    rows += [("examination", *one) for one in read_examinations()]
    problems = [problem for *_, reviewed in rows for problem in reviewed.problems]
    if as_json:
        emit_json(
            {
                "ok": not problems,
                "records": [
                    {
                        "kind": kind,
                        "key": key,
                        "source": source,
                        "of": of,
                        "checklist": reviewed.checklist,
                        "covered": [asdict(item) for item in reviewed.covered],
                        "lacking": [asdict(item) for item in reviewed.lacking],
                    }
                    for kind, key, source, of, reviewed in rows
                ],
                "problems": [problem.as_dict() for problem in problems],
            }
        )
    else:
        for kind, key, _, of, reviewed in rows:
            total = len(reviewed.covered) + len(reviewed.lacking)
            about = f" of {of}" if of else ""
            _line(
                f"{kind} {key}{about}: {len(reviewed.covered)} of {total} items of {reviewed.checklist}; lacks:"
            )
            for item in reviewed.lacking:
                _line(f"  {item.address}: {item.text}")
    print_problems(problems)
    if problems:
        raise typer.Exit(1)


@app.command("diagram")
@guarded
def diagram(
    key: Annotated[
        str, typer.Argument(help="Key of an examination, or of a person.", metavar="KEY")
    ],
    casebook: CasebookOption = None,
    *,
    picture: Annotated[
        Path | None, typer.Option("--out", "-o", help="Draw it (.svg or .png).", metavar="FILE")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Findings on a body diagram, each with its alleged cause and the examiner's degree of consistency."""
    open_from_option(casebook)
    from django.db.models import Q

    from probanda.casebook import models
    from probanda.consent import Consent

    rows = models.BodyMarkClaim.objects.filter(
        Q(examination__key=key) | Q(person__key=key) | Q(person__cluster__key=key), current=True
    ).exclude(status="retracted")
    rows = rows.exclude(consent=Consent.WITHDRAWN).select_related("claimant", "source")
    marks = list(rows.order_by("pk"))
    if not marks:
        raise ProbandaError(
            Problem(
                "marks-missing",
                "The record has no findings under this key.",
                found=key,
                expected="the key of an examination or of a person with claims of kind body-mark",
            )
        )
    if picture is not None:
        from probanda.report.body_picture import BodyMark, body_picture
        from probanda.report.saved_picture import save

        drawn = [
            BodyMark(
                m.view,
                m.x,
                m.y,
                "; ".join(
                    part
                    for part in (
                        m.finding,
                        m.region,
                        f"alleged cause: {m.alleged_cause}" if m.alleged_cause else "",
                    )
                    if part
                ),
                m.degree,
            )
            for m in marks
        ]
        save(body_picture(drawn, key), picture)
    answer = [
        {
            "claim": m.address,
            "view": m.view,
            "x": m.x,
            "y": m.y,
            "region": m.region,
            "finding": m.finding,
            "alleged_cause": m.alleged_cause,
            "degree": m.degree,
            "examiner": m.claimant.key,
            "source": m.source.key,
        }
        for m in marks
    ]
    if as_json:
        emit_json({"ok": True, "marks": answer, "written": str(picture) if picture else ""})
        return
    for n, m in enumerate(marks, 1):
        degree = m.degree.replace("-", " ") or "degree not given"
        _line(
            f"{n}. {m.view}, {m.region or 'region not named'}: {m.finding}; alleged cause: "
            f"{m.alleged_cause or 'not stated'}; {degree} [{m.claimant.key}, {m.address}]"
        )
    if picture is not None:
        say(f"diagram: {picture}")


@app.command("withdraw")
@guarded
def withdraw(
    key: Annotated[
        str,
        typer.Argument(help="Key of an interview, of its source, or of a person.", metavar="KEY"),
    ],
    casebook: CasebookOption = None,
    *,
    on: Annotated[
        str, typer.Option("--on", help="The day consent was taken back. Otherwise: today.")
    ] = "",
    told_by: Annotated[
        str, typer.Option("--told-by", help="Who said so and how: “the person, by telephone”.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="What is withdrawn, in words.")] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a statement out of every figure, export and rebuild; name the documents that have it.

    What was built in this casebook's out/ with the statement is deleted, for it can be built again without it.
    """
    opened = open_from_option(casebook)
    from probanda.casebook.services import changing
    from probanda.casebook.services.withdrawal import withdraw_consent

    day = day_of(opened, on) if on else clock().date()
    with changing(by=acting(by), now=clock(), why=reason or f"consent withdrawn: {key}") as change:
        found = withdraw_consent(change, key, day=day, told_by=told_by, reason=reason)
    removed = _remove(opened, found.documents)
    if as_json:
        emit_json(
            {
                "ok": True,
                "sources": list(found.sources),
                "persons": list(found.persons),
                "claims": list(found.claims),
                "items": list(found.items),
                "derived_sources": list(found.derived),
                "claims_of_others": list(found.resting),
                "documents": [asdict(one) for one in found.documents],
                "removed": removed,
            }
        )
        return
    _print_withdrawal(found, removed)


def _print_withdrawal(found: Withdrawal, removed: list[str]) -> None:
    _line(f"Withdrawn: {', '.join(found.sources)}; {len(found.claims)} claims marked now.")
    for one in found.documents:
        what = (
            f"shows {', '.join(one.shown)}" if one.shown else f"withholds {', '.join(one.withheld)}"
        )
        sent = f", sent to {one.sent_to}" if one.sent_to else ""
        _line(f"Built with it: {one.manuscript} ({one.level}, {one.built_at[:10]}{sent}): {what}")
        for path, digest in one.outputs.items():
            _line(f"    {path}  sha256 {digest}")
    for path in removed:
        _line(f"Deleted from out/: {path}")
    if found.derived:
        _line(f"Sources that repeat it, to be decided by a person: {', '.join(found.derived)}")
    if found.resting:
        _line(f"Claims of other sources about the same acts: {', '.join(found.resting)}")
    if not found.documents:
        _line("No document that was built here leans on it.")


def _remove(casebook: Casebook, documents: tuple[Leaning, ...]) -> list[str]:
    """Delete what still lies in out/ of the documents that show the statement; only files as they were built."""
    import hashlib

    removed = []
    for one in documents:
        if not one.shown:
            continue
        for name, digest in one.outputs.items():
            path = (casebook.root / name).resolve()
            if not path.is_relative_to(casebook.out.resolve()) or not path.is_file():
                continue
            if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                path.unlink()
                removed.append(name)
    return removed


def _answer(one: InterviewRecord) -> dict[str, Any]:
    return {
        "key": one.key,
        "source": one.source,
        "person": one.person,
        "consent": one.consent,
        "record": dict(one.values),
        "answers": [asdict(answer) for answer in one.answers],
        "claims_without_answer": list(one.unlinked),
        "record_lacks": list(one.missing),
        "checklist": one.reviewed.checklist,
        "covered": [asdict(item) for item in one.reviewed.covered],
        "lacking": [asdict(item) for item in one.reviewed.lacking],
        "problems": [problem.as_dict() for problem in (*one.problems, *one.reviewed.problems)],
    }


def _line(text: str) -> None:
    out.print(text, markup=False, soft_wrap=True)
