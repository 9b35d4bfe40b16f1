"""``probanda identity``: recording who is the same person, and taking it back. People decide; this records."""

from __future__ import annotations

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
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.models import Person

__all__ = ["app"]

app = typer.Typer(help="Record who is the same person, and take it back.", no_args_is_help=True)

Persons = Annotated[
    list[str], typer.Argument(help="Keys of two persons or more, LIST:ENTRY.", metavar="KEY KEY…")
]
Why = Annotated[str, typer.Option("--why", help="The reason, in words. Required.", metavar="TEXT")]


@app.command("same")
@guarded
def same(
    persons: Persons,
    why: Why = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Record that these are one person."""
    _decide("same", persons, why, by, casebook, as_json=as_json)


@app.command("different")
@guarded
def different(
    persons: Persons,
    why: Why = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Record that these are different persons."""
    _decide("different", persons, why, by, casebook, as_json=as_json)


@app.command("cannot-tell")
@guarded
def cannot_tell(
    persons: Persons,
    why: Why = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Record that it was looked at and cannot be told."""
    _decide("cannot-tell", persons, why, by, casebook, as_json=as_json)


@app.command("undo")
@guarded
def undo(
    decision: Annotated[
        list[str],
        typer.Argument(
            help="Number of the decision (see `probanda show PERSON`), or the two persons' keys.",
            metavar="NUMBER | KEY KEY",
        ),
    ],
    why: Why = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take a decision back; the persons come apart again unless other decisions hold them together."""
    open_from_option(casebook)
    from probanda.casebook.services import changing, undo_decision

    with changing(by=acting(by), now=clock(), why=why) as change:
        found = _standing(decision)
        for each in found:
            undo_decision(change, each)
    if as_json:
        emit_json({"ok": True, "undone": [each.pk for each in found]})
    else:
        say(f"Undone: decision {', '.join(str(each.pk) for each in found)}.")


def _standing(named: list[str]) -> list[Any]:
    """The decisions that a number or two keys name."""
    from django.db.models import Q

    from probanda.casebook.models import IdentityDecision

    decisions = IdentityDecision.objects.order_by("pk")
    if len(named) == 1 and named[0].isdecimal():
        found = list(decisions.filter(pk=int(named[0])))
    elif len(named) == 2:
        left, right = (_person(key) for key in named)
        pair = Q(left=left, right=right) | Q(left=right, right=left)
        found = list(decisions.filter(pair, undone_at=None))
    else:
        raise ProbandaError(
            Problem(
                "decision-unclear",
                "Which decision?",
                found=" ".join(named),
                expected="its number, or the keys of the two persons",
            ),
            usage=True,
        )
    if not found:
        raise ProbandaError(
            Problem(
                "decision-unknown",
                "There is no such decision that stands.",
                found=" ".join(named),
                remedy="`probanda show PERSON` lists the decisions about a person.",
            )
        )
    return found


def _person(key: str) -> Person:
    from probanda.casebook.models import Person

    found = Person.objects.filter(key=key).first()
    if found is None:
        raise ProbandaError(
            Problem(
                "key-unknown",
                f"There is no person “{key}” in the record.",
                found=key,
                remedy="Persons of lists are named LIST:ENTRY; `probanda search` finds them by name.",
            )
        )
    return found


def _decide(
    verdict: str, keys: list[str], why: str, by: str, casebook: Any, *, as_json: bool
) -> None:
    from itertools import combinations

    if len(set(keys)) < 2:
        raise ProbandaError(
            Problem("identity-of-one", "Two persons or more are compared.", found=" ".join(keys)),
            usage=True,
        )
    if not why.strip():
        raise ProbandaError(
            Problem(
                "reason-missing",
                "A decision about identity needs its reason.",
                column="--why",
                remedy="Say what agrees or differs: birth date, father's name, village …",
            ),
            usage=True,
        )
    open_from_option(casebook)
    from probanda.casebook.services import changing, decide_identity

    conflicts: set[tuple[str, str]] = set()
    numbers: list[int] = []
    with changing(by=acting(by), now=clock(), why=why) as change:
        persons = [_person(key) for key in dict.fromkeys(keys)]
        pairs = (
            [(persons[0], each) for each in persons[1:]]
            if verdict == "same"
            else list(combinations(persons, 2))
        )
        for left, right in pairs:
            result = decide_identity(change, left, right, verdict, why)
            conflicts |= set(result.conflicts)
            numbers.append(result.decision.pk)
    problems = [
        Problem(
            "identity-conflict",
            f"{left} and {right} were decided to be different, yet other decisions make them one person.",
            severity="warning",
            remedy="Undo the wrong decision with `probanda identity undo`.",
        )
        for left, right in sorted(conflicts)
    ]
    if as_json:
        emit_json(
            {
                "ok": True,
                "verdict": verdict,
                "decisions": numbers,
                "problems": [each.as_dict() for each in problems],
            }
        )
    else:
        say(f"Recorded: {verdict} (decision {', '.join(map(str, numbers))}).")
    print_problems(problems)
