"""Runs of the linkage in the record: proposals, what reviewers answer, and merges that can all be taken back.

A proposal changes nothing. What joins two persons is an ``IdentityDecision``: of a reviewer, of two who
agree, or of a run whose surest proposals somebody told it to apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from probanda.casebook.models import (
    IdentityDecision,
    LinkageProposal,
    LinkageRun,
    Person,
    ReviewAnswer,
)
from probanda.casebook.services.identity import (
    DecisionResult,
    decide_identity,
    undo_decision,
)
from probanda.casebook.services.unit_of_work import Change
from probanda.problems import ProbandaError, Problem

__all__ = [
    "Proposed",
    "answer_pair",
    "answers_about",
    "apply_run",
    "record_run",
    "undo_answer",
    "undo_run",
]

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Proposed:
    """A pair of persons (ids, the smaller first) as a run sees it; ``place`` 0 is not for review."""

    left: int
    right: int
    place: int
    chance: float
    bits: float
    in_cluster: bool
    evidence: Sequence[tuple[str, str, float]]


def record_run(
    change: Change,
    proposed: Iterable[Proposed],
    *,
    rows: int,
    persons: int,
    pairs: int,
    model_sha256: str,
    programs: dict[str, str],
    reviewers: int = 1,
) -> LinkageRun:
    """Record a run and what it proposes; a run that is the last one over again is not recorded twice."""
    last = LinkageRun.objects.order_by("-pk").first()
    if last is not None and (last.model_sha256, last.rows, last.reviewers) == (
        model_sha256,
        rows,
        reviewers,
    ):
        return last
    run = LinkageRun(
        made_by=change.by,
        made_at=change.now,
        reviewers=reviewers,
        rows=rows,
        persons=persons,
        pairs=pairs,
        model_sha256=model_sha256,
        programs=programs,
    )
    change.insert(run, "link")
    made = [
        LinkageProposal(
            run=run,
            left_id=each.left,
            right_id=each.right,
            place=each.place,
            chance=each.chance,
            bits=each.bits,
            in_cluster=each.in_cluster,
            evidence=[list(part) for part in each.evidence],
        )
        for each in proposed
    ]
    LinkageProposal.objects.bulk_create(made, batch_size=CHUNK)
    return run


def apply_run(change: Change, run: LinkageRun, least: float) -> list[DecisionResult]:
    """Decide ``same`` for the pairs in clusters whose chance is at least ``least``; each can be undone.

    A pair that somebody has decided about is left alone.
    """
    decided = {
        frozenset(pair)
        for pair in IdentityDecision.objects.filter(undone_at=None).values_list(
            "left_id", "right_id"
        )
    }
    results = []
    sure = run.proposals.filter(in_cluster=True, chance__gte=least, decision=None)
    for proposal in sure.select_related("left", "right").order_by("-bits", "pk"):
        if frozenset((proposal.left_id, proposal.right_id)) in decided:
            continue
        agreeing = ", ".join(
            f"{field.replace('_', ' ')} {level}"
            for field, level, bits in proposal.evidence
            if bits >= 1
        )
        result = decide_identity(
            change,
            proposal.left,
            proposal.right,
            IdentityDecision.Verdict.SAME,
            f"linkage run {run.pk}, chance {proposal.chance:.4f}: {agreeing}",
            decided_by=f"linkage run {run.pk}, applied by {change.by}",
        )
        change.update(proposal, "apply", decision=result.decision)
        results.append(result)
    return results


def undo_run(change: Change, run: LinkageRun) -> int:
    """Take back every decision that the run made; how many stood."""
    undone = 0
    for proposal in run.proposals.exclude(decision=None).select_related("decision").order_by("pk"):
        decision = proposal.decision
        if decision is not None and decision.undone_at is None:
            undo_decision(change, decision)
            undone += 1
    return undone


def answers_about(left: int, right: int) -> list[ReviewAnswer]:
    """Answers about a pair that stand, in their order."""
    pair = Q(left=left, right=right) | Q(left=right, right=left)
    return list(ReviewAnswer.objects.filter(pair, undone_at=None).order_by("pk"))


def answer_pair(
    change: Change, left: Person, right: Person, verdict: str, reason: str, *, reviewers: int = 1
) -> tuple[ReviewAnswer, DecisionResult | None]:
    """Record what a reviewer answered; a decision follows when enough reviewers said the same.

    Raises:
        ProbandaError: an unknown verdict, no reason, or this reviewer has answered before.
    """
    if verdict not in IdentityDecision.Verdict.values:
        raise ProbandaError(
            Problem(
                "value-unknown",
                f"“{verdict}” is not a verdict.",
                column="verdict",
                found=verdict,
                expected=", ".join(IdentityDecision.Verdict.values),
            ),
            usage=True,
        )
    if not reason.strip():
        raise ProbandaError(
            Problem(
                "reason-missing",
                "A decision about identity needs its reason.",
                column="--why",
                remedy="Say what agrees or differs: birth date, father's name, village …",
            ),
            usage=True,
        )
    before = answers_about(left.pk, right.pk)
    if any(each.answered_by == change.by for each in before):
        raise ProbandaError(
            Problem(
                "answered-before",
                f"{change.by} has answered about this pair before.",
                found=f"{left.key} and {right.key}",
                remedy="Undo that answer first: `probanda link review undo`.",
            )
        )
    answer = ReviewAnswer(
        left=left,
        right=right,
        verdict=verdict,
        reason=reason,
        answered_by=change.by,
        answered_at=change.now,
    )
    change.insert(answer, "answer")
    agreeing = [each for each in [*before, answer] if each.verdict == verdict]
    if len(agreeing) < reviewers or any(each.decision_id for each in agreeing):
        return answer, None
    result = decide_identity(
        change,
        left,
        right,
        verdict,
        "; ".join(dict.fromkeys(each.reason for each in agreeing)),
        decided_by=", ".join(each.answered_by for each in agreeing),
    )
    for each in agreeing:
        change.update(each, "decide", decision=result.decision)
    return answer, result


def undo_answer(change: Change, answer: ReviewAnswer) -> None:
    """Take an answer back, and the decision that needed it; the other reviewer's answer stands.

    Raises:
        ProbandaError: it was undone before.
    """
    if answer.undone_at is not None:
        raise ProbandaError(
            Problem(
                "decision-undone",
                f"This answer was undone before, by {answer.undone_by}.",
                found=str(answer.pk),
            )
        )
    decision = answer.decision
    change.update(answer, "undo", undone_at=change.now, undone_by=change.by)
    if decision is not None:
        for other in ReviewAnswer.objects.filter(decision=decision, undone_at=None).order_by("pk"):
            change.update(other, "reopen", decision=None)
        if decision.undone_at is None:
            undo_decision(change, decision)


def open_proposals(run: LinkageRun, reviewer: str = "") -> list[LinkageProposal]:
    """Pairs still to review, most informative first: not decided, and not answered by this reviewer."""
    decided = {
        frozenset(pair)
        for pair in IdentityDecision.objects.filter(undone_at=None).values_list(
            "left_id", "right_id"
        )
    }
    answered = {
        frozenset(pair)
        for pair in ReviewAnswer.objects.filter(answered_by=reviewer, undone_at=None).values_list(
            "left_id", "right_id"
        )
    }
    proposals = run.proposals.filter(place__gt=0).select_related("left", "right").order_by("place")
    return [
        each for each in proposals
        if (pair := frozenset((each.left_id, each.right_id))) not in decided and pair not in answered
    ]  # fmt: skip


def latest_run() -> LinkageRun:
    """The last run.

    Raises:
        ProbandaError: there was none.
    """
    run = LinkageRun.objects.order_by("-pk").first()
    if run is None:
        raise ProbandaError(
            Problem(
                "run-missing",
                "This casebook has not been linked yet.",
                remedy="Run `probanda link CASEBOOK` first.",
            )
        )
    return run


def run_numbered(number: int) -> LinkageRun:
    """The run with a number.

    Raises:
        ProbandaError: there is none.
    """
    run = LinkageRun.objects.filter(pk=number).first()
    if run is None:
        raise ProbandaError(Problem("run-unknown", "There is no such run.", found=str(number)))
    return run
