"""``probanda link review``: doubtful pairs come to people, blind to the score until they have answered."""

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
    out,
    say,
)
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.models import LinkageProposal, Person

__all__ = ["app", "undo_run_command"]

app = typer.Typer(
    no_args_is_help=True, help="Pairs for people to decide: list, show, decide, undo."
)

PairArgument = Annotated[
    int, typer.Argument(help="Number of the pair (see `list`).", metavar="PAIR")
]


@app.command("list")
@guarded
def list_pairs(
    limit: Annotated[int, typer.Option(help="How many pairs.", min=1)] = 20,
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Pairs that you have not answered yet, most informative first; the score is not shown."""
    open_from_option(casebook)
    from probanda.casebook.services.linkage import latest_run, open_proposals

    run = latest_run()
    found = open_proposals(run, acting(by))
    if as_json:
        emit_json(
            {
                "ok": True,
                "run": run.pk,
                "open": len(found),
                "pairs": [
                    {"pair": each.pk, "left": each.left.key, "right": each.right.key}
                    for each in found[:limit]
                ],
            }
        )
        return
    for each in found[:limit]:
        out.print(f"{each.pk}: {each.left.key} and {each.right.key}", markup=False)
    say(f"{len(found)} pairs are open. `probanda link review show PAIR` shows what the lists say.")


@app.command()
@guarded
def show(
    pair: PairArgument,
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """What the lists say about both, side by side; after your answer also the score and the weight of
    each part.
    """
    open_from_option(casebook)
    proposal = _proposal(pair)
    shown = _shown(proposal, acting(by))
    if as_json:
        emit_json({"ok": True, **shown})
        return
    for row in shown["fields"]:
        out.print(
            f"{row['field']}:\n    {row['left'] or '–'}\n    {row['right'] or '–'}", markup=False
        )
    if "chance" in shown:
        out.print(f"chance {shown['chance']:.4f}, {shown['bits']:+.1f} bits", markup=False)
        for part in shown["evidence"]:
            bar = ("+" if part["bits"] > 0 else "-") * min(12, round(abs(part["bits"])))
            out.print(
                f"  {part['bits']:+6.1f} {bar:12} {part['field'].replace('_', ' ')}: {part['level']}",
                markup=False,
            )
    else:
        say("The score is shown when you have answered: `probanda link review decide`.")


@app.command()
@guarded
def decide(
    pair: PairArgument,
    verdict: Annotated[str, typer.Argument(help="same, different or cannot-tell.")],
    why: Annotated[
        str, typer.Option("--why", help="What agrees or differs.", metavar="REASON")
    ] = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Answer about a pair. With two reviewers on the run, two who agree make the decision."""
    open_from_option(casebook)
    from probanda.casebook.services import changing
    from probanda.casebook.services.linkage import answer_pair

    proposal = _proposal(pair)
    with changing(by=acting(by), now=clock(), why=why) as change:
        answer, result = answer_pair(
            change, proposal.left, proposal.right, verdict, why, reviewers=proposal.run.reviewers
        )
    shown = _shown(proposal, acting(by))
    conflicts = [list(each) for each in result.conflicts] if result else []
    state = _state(proposal)
    if as_json:
        emit_json(
            {
                "ok": True,
                "answer": answer.pk,
                "decision": result.decision.pk if result else None,
                "state": state,
                "conflicts": conflicts,
                **shown,
            }
        )
        return
    out.print(f"Answer {answer.pk}: {verdict}. {state}.", markup=False)
    out.print(f"The model: chance {shown['chance']:.4f}, {shown['bits']:+.1f} bits.", markup=False)
    for left, right in conflicts:
        say(f"warning identity-conflict: {left} and {right} were decided to be different.")


@app.command()
@guarded
def undo(
    answer: Annotated[
        int, typer.Argument(help="Number of the answer (see `decide`).", metavar="ANSWER")
    ],
    why: Annotated[str, typer.Option("--why", help="Why it is taken back.", metavar="REASON")] = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take an answer back, and the decision that rested on it."""
    open_from_option(casebook)
    from probanda.casebook.models import ReviewAnswer
    from probanda.casebook.services import changing
    from probanda.casebook.services.linkage import undo_answer

    found = ReviewAnswer.objects.filter(pk=answer).first()
    if found is None:
        raise ProbandaError(
            Problem("answer-unknown", "There is no such answer.", found=str(answer))
        )
    with changing(by=acting(by), now=clock(), why=why) as change:
        undo_answer(change, found)
    if as_json:
        emit_json({"ok": True, "undone": answer})
    else:
        say(f"Undone: answer {answer}.")


@guarded
def undo_run_command(
    run: Annotated[int, typer.Argument(help="Number of the run.", metavar="RUN")],
    why: Annotated[str, typer.Option("--why", help="Why it is taken back.", metavar="REASON")] = "",
    by: ByOption = "",
    casebook: CasebookOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Take back every merge that a run made; what people decided themselves stands."""
    open_from_option(casebook)
    from probanda.casebook.services import changing
    from probanda.casebook.services.linkage import run_numbered, undo_run

    found = run_numbered(run)
    with changing(by=acting(by), now=clock(), why=why) as change:
        undone = undo_run(change, found)
    if as_json:
        emit_json({"ok": True, "run": run, "undone": undone})
    else:
        say(f"Undone: {undone} decisions of run {run}.")


def _proposal(number: int) -> LinkageProposal:
    from probanda.casebook.models import LinkageProposal

    found = LinkageProposal.objects.select_related("left", "right", "run").filter(pk=number).first()
    if found is None:
        raise ProbandaError(
            Problem(
                "pair-unknown",
                "There is no such pair.",
                found=str(number),
                remedy="See `probanda link review list`.",
            )
        )
    return found


def _state(proposal: LinkageProposal) -> str:
    """What the answers so far mean."""
    from probanda.casebook.services.linkage import answers_about

    answers = answers_about(proposal.left_id, proposal.right_id)
    if any(each.decision_id for each in answers):
        return "decided"
    if len({each.verdict for each in answers}) > 1:
        return "the reviewers disagree"
    return f"{len(answers)} of {proposal.run.reviewers} reviewers"


def _shown(proposal: LinkageProposal, reviewer: str) -> dict[str, Any]:
    """Both sides of a pair; the score only for who has answered."""
    from probanda.casebook.services.linkage import answers_about

    left, right = _said(proposal.left), _said(proposal.right)
    found: dict[str, Any] = {
        "pair": proposal.pk,
        "left": proposal.left.key,
        "right": proposal.right.key,
        "fields": [
            {"field": name, "left": left.get(name, ""), "right": right.get(name, "")}
            for name in sorted({*left, *right}, key=lambda name: (name != "name", name))
        ],
    }
    answers = answers_about(proposal.left_id, proposal.right_id)
    if any(each.answered_by == reviewer for each in answers):
        found |= {
            "chance": proposal.chance,
            "bits": proposal.bits,
            "in_cluster": proposal.in_cluster,
            "evidence": [
                {"field": field, "level": level, "bits": bits}
                for field, level, bits in proposal.evidence
            ],
        }
    return found


def _said(person: Person) -> dict[str, str]:
    """What the current claims say about one person, values of a field side by side."""
    from probanda.casebook.models import AttributeClaim, BirthClaim, NameClaim, StatusClaim

    found: dict[str, list[str]] = {}

    def put(name: str, value: str) -> None:
        if value and value not in found.setdefault(name, []):
            found[name].append(value)

    of = {"person": person, "current": True}
    for name in NameClaim.objects.filter(**of).order_by("pk"):
        put("name", name.full)
    for birth in BirthClaim.objects.filter(**of).order_by("pk"):
        put("birth", " ".join(filter(None, (birth.date_text, birth.place_text))))
    for status in StatusClaim.objects.filter(**of).order_by("pk"):
        put(status.state, " ".join(filter(None, (status.date_text, status.place_text))) or "yes")
    for attribute in AttributeClaim.objects.filter(**of).order_by("pk"):
        put(attribute.attribute, attribute.value)
    return {name: "; ".join(values) for name, values in found.items()}
