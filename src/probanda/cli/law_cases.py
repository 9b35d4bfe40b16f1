"""``probanda law qualify`` and ``law check``: a casebook's acts against the elements of provisions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli.common import (
    CasebookOption,
    JsonOption,
    emit_json,
    guarded,
    open_from_option,
    out,
    print_problems,
)
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.legal import LegalRecord
    from probanda.law.facts import Act
    from probanda.law.qualification import Qualification

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands to the group ``law``."""
    app.command("qualify")(guarded(qualify))
    app.command("check")(guarded(check))


def qualify(
    acts: Annotated[
        list[str] | None,
        typer.Argument(
            help="Keys of acts, or of events for all their acts together.", metavar="ACT"
        ),
    ] = None,
    casebook: CasebookOption = None,
    *,
    provisions: Annotated[
        list[str] | None,
        typer.Option(
            "--provision", "-p", help="Hold against this provision (CAT/1/1); repeat for several."
        ),
    ] = None,
    state: Annotated[
        str, typer.Option("--state", help="The State meant where no claim names a side.")
    ] = "",
    wide: Annotated[
        bool,
        typer.Option(
            "--wide", help="Also every other provision all elements of which have some evidence."
        ),
    ] = False,
    brief: Annotated[
        bool, typer.Option("--brief", help="Without questions, modes and obligations.")
    ] = False,
    picture: Annotated[
        Path | None,
        typer.Option(
            "--matrix", help="Also draw article × evidence (.svg, .png or .pdf).", metavar="FILE"
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """What each act would amount to: elements with what supports and contradicts them, and the gaps.

    Never a verdict. Without an act, all acts of the casebook. Exit status 1 when a provision that was asked
    for does not bind the State on that day, or is not known.
    """
    opened = open_from_option(casebook)
    from probanda.casebook.legal import read_legal_record
    from probanda.law.explain import NOTICE, as_dict, as_text
    from probanda.law.loading import shipped_law
    from probanda.law.responsibility import modes, obligations

    record = read_legal_record(state or opened.settings.state_party, opened.root)
    law = shipped_law()
    codes = None
    if provisions:
        codes = [each.code for code in provisions for each in law.under(code) if each.elements]
        if not codes:
            law_codes = ", ".join(provisions)
            raise ProbandaError(
                Problem(
                    "provision-without-elements",
                    f"{law_codes} holds nothing that an act could be held against.",
                    found=law_codes,
                    remedy="`probanda law show` shows what a provision holds.",
                )
            )
    chosen = _chosen(record, acts or ())
    if state:
        chosen = [replace(act, states=(state,)) for act in chosen]
    qualifier = record.qualifier()
    answers, problems = [], []
    for act in chosen:
        found = qualifier.qualify(act, codes, wide=wide)
        parts = modes(act.involvements, record.origin)
        duties = obligations(record.actions_on(act), record.origin, since=act.latest)
        answers.append(as_dict(act, found, parts, duties))
        if codes is not None:
            problems += _not_in_force(act, found)
        if not as_json:
            for line in as_text(act, found, parts, duties, brief=brief):
                out.print(line, markup=False, soft_wrap=True)
            out.print()
    if picture is not None:
        _draw(qualifier, chosen, codes, picture)
    if as_json:
        emit_json(
            {
                "ok": not problems,
                "acts": answers,
                "left_out": list(record.left_out),
                "notice": NOTICE,
                "problems": [each.as_dict() for each in problems],
            }
        )
    else:
        out.print(NOTICE, markup=False, soft_wrap=True)
        if record.left_out:
            out.print(
                f"Left out, consent withdrawn: {', '.join(record.left_out)}",
                markup=False,
                soft_wrap=True,
            )
    print_problems(problems)
    if problems:
        raise typer.Exit(1)


def _draw(qualifier: object, acts: list[Act], codes: list[str] | None, path: Path) -> None:
    from probanda.law.matrix import evidence_matrix
    from probanda.law.qualification import Qualifier
    from probanda.report.matrix_picture import draw_matrix

    assert isinstance(qualifier, Qualifier)
    draw_matrix(evidence_matrix(qualifier, acts, codes), path)


def _chosen(record: LegalRecord, keys: Iterable[str]) -> list[Act]:
    """The acts asked for; an event is all its acts as one pattern."""
    from probanda.law.facts import pattern

    keys = list(keys)
    if not keys:
        return list(record.acts.values())
    found: list[Act] = []
    problems = []
    for key in keys:
        if key in record.acts:
            found.append(record.acts[key])
        elif key in record.events:
            members = [record.acts[one] for one in record.events[key]]
            found.append(pattern(key, members, record.labels.get(key, key)))
        else:
            near = difflib.get_close_matches(key, [*record.acts, *record.events], 1)
            withdrawn = key in record.left_out
            problems.append(
                Problem(
                    "act-withdrawn" if withdrawn else "act-unknown",
                    "Consent for this act was withdrawn; it is in no answer."
                    if withdrawn
                    else "The record has no such act or event.",
                    found=key,
                    remedy=f"Did you mean “{near[0]}”?" if near and not withdrawn else "",
                )
            )
    if problems:
        raise ProbandaError(*problems)
    return found


def _not_in_force(act: Act, found: Iterable[Qualification]) -> list[Problem]:
    from probanda.law.qualification import Applies

    return [
        Problem(
            "instrument-not-in-force"
            if one.application.status is Applies.NOT_IN_FORCE
            else "conflict-other",
            f"{one.provision.code} does not apply to {act.key}: {'; '.join(one.application.reasons)}.",
            column=act.key,
            found=one.provision.code,
            expected="an instrument that bound the State on the day of the act"
            if one.application.status is Applies.NOT_IN_FORCE
            else "a provision for the kind of conflict that is claimed",
        )
        for one in found
        if one.application.status in {Applies.NOT_IN_FORCE, Applies.OTHER_CONFLICT}
    ]


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of instruments to hold to the schema.", metavar="[FILE]…"),
    ] = None,
    casebook: CasebookOption = None,
    *,
    state: Annotated[
        str, typer.Option("--state", help="The State meant where no claim names a side.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Check the law of a casebook, or files of instruments.

    Of a casebook: facts that bear on nothing known, acts that nothing bears on, instruments that did not bind
    the State on that day, acts without State, date or kind of conflict, obligations without a word. Of a file:
    its schema, with file, line and remedy. Exit status 1 when there is an error.
    """
    if files:
        problems = _check_files(files)
        answer: dict[str, object] = {"files": [str(file) for file in files]}
    else:
        opened = open_from_option(casebook)
        from probanda.casebook.legal import read_legal_record
        from probanda.casebook.legal_check import check_legal_record

        record = read_legal_record(state or opened.settings.state_party, opened.root)
        problems = check_legal_record(record)
        answer = {
            "acts": len(record.acts),
            "facts": sum(len(a.facts) for a in record.acts.values()),
        }
    ok = not any(problem.severity == "error" for problem in problems)
    if as_json:
        emit_json({"ok": ok, **answer, "problems": [each.as_dict() for each in problems]})
    print_problems(problems, most=5)
    if not as_json and ok:
        out.print("No error.", markup=False)
    if not ok:
        raise typer.Exit(2 if any(each.code == "file-unreadable" for each in problems) else 1)


def _check_files(files: list[Path]) -> list[Problem]:
    from probanda.law.loading import load_instrument, shipped_law

    problems: list[Problem] = []
    for file in files:
        try:
            load_instrument(file, shipped_law().traits)
        except ProbandaError as error:
            problems += error.problems
    return problems
