"""``probanda recommendations``: what was asked of a State and what came of it; to and from other systems."""

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
    from probanda.casebook.cycle import Recommendation

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("recommendations")(guarded(recommendations))


def recommendations(
    casebook: CasebookOption = None,
    *,
    issuer: Annotated[
        str, typer.Option("--issuer", help="Only those of this body (CAT), or own for ours.")
    ] = "",
    state: Annotated[str, typer.Option("--state", help="Only those to this State.")] = "",
    on: Annotated[
        str, typer.Option("--on", help="As of this day. Otherwise: the casebook's date, or today.")
    ] = "",
    export: Annotated[
        Path | None, typer.Option("--export", help="Write them for another system.", metavar="FILE")
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option("--import", help="Take in what another system lists.", metavar="FILE"),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="uhri, impact, or (export only) impact-actions.")
    ] = "uhri",
    framework: Annotated[
        str, typer.Option("--framework", help="Number of the framework in IMPACT OSS.")
    ] = "",
    body: Annotated[
        str, typer.Option("--body", help="With --import: the body, where rows do not say.")
    ] = "",
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", help="With --import: HEADING=FIELD; repeat for several."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --import: only say what would happen.")
    ] = False,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Recommendations of treaty bodies and of ours: replies, actions, grades, and what is still open.

    A grade always stands with its body and scale. --export and --import speak the CSV of the Universal
    Human Rights Index and of IMPACT OSS.
    """
    opened = open_from_option(casebook)
    from probanda.casebook.cycle import read_recommendations
    from probanda.exchange.recommendations import FORMATS

    if form not in FORMATS or (take is not None and form == "impact-actions"):
        raise ProbandaError(
            Problem(
                "format-unknown",
                "There is no such format.",
                found=form,
                expected=", ".join(FORMATS),
            ),
            usage=True,
        )
    if take is not None:
        _take(take, form, body, mapped or [], dry_run=dry_run, by=by, as_json=as_json)
        return
    listed = read_recommendations(issuer, state)
    if export is not None:
        from probanda.exchange.recommendations import write_rows
        from probanda.law.cycle import BODIES

        text = write_rows(listed, form, bodies={key: key for key in BODIES}, framework=framework)
        export.parent.mkdir(parents=True, exist_ok=True)
        export.write_bytes(text.encode("utf-8"))
        if not as_json:
            say(f"{len(listed)} recommendations: {export}")
    today = day_of(opened, on)
    problems = _gaps(listed)
    if as_json:
        emit_json(
            {
                "ok": True,
                "on": today.isoformat(),
                "recommendations": [_answer(one, today) for one in listed],
                "written": str(export) if export else "",
                "problems": [problem.as_dict() for problem in problems],
            }
        )
    elif export is None:
        _print(listed, today)
    print_problems(problems, most=5)


def _state(one: Recommendation, today: Any) -> str:
    """Where it stands, from dates and claims alone: no grade of ours is made up."""
    if one.grades:
        last = {(grade.body, grade.scale): grade for grade in one.grades}
        return "; ".join(f"graded {g.grade} by {g.body} (scale {g.scale})" for g in last.values())
    if one.due is not None and one.due < today:
        return "past due" + (", answered" if one.replies else ", no reply recorded")
    return "answered, not graded" if one.replies else "open"


def _answer(one: Recommendation, today: Any) -> dict[str, Any]:
    return {
        "key": one.key,
        "issuer": one.issuer,
        "symbol": one.symbol,
        "paragraph": one.paragraph,
        "cited": one.cited,
        "state_party": one.state,
        "issued": one.issued,
        "text": one.text,
        "addressee": one.addressee,
        "findings": list(one.findings),
        "measure": one.measure,
        "due": one.due.isoformat() if one.due else None,
        "follow_up": one.follow_up,
        "themes": one.themes,
        "answers": one.answers,
        "standing": _state(one, today),
        "replies": [asdict(reply) for reply in one.replies],
        "grades": [asdict(grade) for grade in one.grades],
        "source": one.source,
        "claimant": one.claimant,
    }


def _gaps(listed: tuple[Recommendation, ...]) -> list[Problem]:
    """Findings that the record does not have; ours that rest on nothing would not survive a reading."""
    from probanda.casebook.services.claims import find_claim

    problems = []
    for one in listed:
        for key in one.findings:
            if key.startswith("figure:") or find_claim(key) is not None:
                continue
            problems.append(
                Problem(
                    "finding-unknown",
                    f"The recommendation {one.key} rests on “{key}”, which the record does not have.",
                    column=one.key,
                    found=key,
                    expected="the key of a claim, or figure:KEY",
                    severity="warning",
                )
            )
    return problems


def _print(listed: tuple[Recommendation, ...], today: Any) -> None:
    if not listed:
        out.print("The record holds no recommendation.", markup=False)
        return
    for one in listed:
        who = "ours" if one.issuer == "own" else one.issuer
        due = f", due {one.due.isoformat()}" if one.due else ""
        out.print(
            f"{one.key}: {who}{', ' + one.cited if one.cited else ''}{due}: {_state(one, today)}",
            markup=False,
            soft_wrap=True,
        )
        out.print(f"    {one.text}", markup=False, soft_wrap=True)
        if one.issuer == "own":
            out.print(
                f"    to {one.addressee}; on {', '.join(one.findings)}; measured by: {one.measure}",
                markup=False,
                soft_wrap=True,
            )
        for reply in one.replies:
            out.print(
                f"    {reply.day or 'undated'} {reply.nature} of {reply.state}, {reply.outcome}: {reply.text} "
                f"[{reply.claimant}, {reply.source}]",
                markup=False,
                soft_wrap=True,
            )
        for grade in one.grades:
            out.print(
                f"    {grade.day or 'undated'} grade {grade.grade} by {grade.body}, scale {grade.scale}"
                f"{', ' + grade.symbol if grade.symbol else ''}",
                markup=False,
                soft_wrap=True,
            )


def _take(
    path: Path, form: str, body: str, mapped: list[str], *, dry_run: bool, by: str, as_json: bool
) -> None:
    from django.db import transaction

    from probanda.casebook.services import changing
    from probanda.casebook.services.recommendations import (
        ListedRecommendation,
        take_in_recommendation,
    )
    from probanda.exchange.recommendations import read_rows
    from probanda.law.cycle import BODIES

    mapping = {}
    for each in mapped:
        heading, equals, field = each.rpartition("=")
        if not equals or not heading.strip():
            raise ProbandaError(
                Problem("map-unreadable", "A mapping is HEADING=FIELD.", found=each), usage=True
            )
        mapping[" ".join(heading.split())] = field.strip()
    names = {b.name.casefold(): key for key, b in BODIES.items()}
    names |= {key.casefold(): key for key in BODIES}
    found = read_rows(path, form, mapping=mapping, bodies=names)
    problems = list(found.problems)
    counts = {"created": 0, "unchanged": 0, "refused": found.total - len(found.rows)}
    with (
        transaction.atomic(),
        changing(by=acting(by), now=clock(), why=f"recommendations of {path.name}") as change,
    ):
        for row in found.rows:
            mark = len(change.rows)
            try:
                with transaction.atomic():
                    given = ListedRecommendation(
                        row.body if row.body in BODIES else body or row.body,
                        row.symbol, row.paragraph, row.state, row.text,
                        row.issued, row.themes, row.reference, row.raw,
                    )  # fmt: skip
                    counts[take_in_recommendation(change, given, path.name)] += 1
            except ProbandaError as error:
                del change.rows[mark:]
                counts["refused"] += 1
                problems += [
                    Problem(
                        p.code, p.message, file=str(path), row=row.number, column=p.column,
                        found=p.found, expected=p.expected, remedy=p.remedy,
                    )
                    for p in error.problems
                ]  # fmt: skip
        if dry_run:
            change.rows.clear()
            transaction.set_rollback(True)
    ok = counts["refused"] == 0
    if as_json:
        emit_json(
            {
                "ok": ok,
                "file": str(path),
                "dry_run": dry_run,
                "rows": found.total,
                **counts,
                "columns": dict(found.columns),
                "columns_left_over": list(found.left_over),
                "problems": [problem.as_dict() for problem in problems],
            }
        )
    print_problems(problems, most=5)
    if not as_json:
        out.print(
            f"{found.total} rows: {counts['created']} created, {counts['unchanged']} unchanged, "
            f"{counts['refused']} refused.",
            markup=False,
        )
        if found.left_over:
            out.print(
                f"Columns not used (kept in the note): {', '.join(found.left_over)}", markup=False
            )
    if not ok:
        raise typer.Exit(1)
