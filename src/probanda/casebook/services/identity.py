"""Decisions that persons of different lists are the same, and the clusters that follow from them.

A decision is recorded, never deleted: undoing it sets who undid it and when, and the clusters are worked
out again from the decisions that stand. The software decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from probanda.casebook.models import IdentityDecision, Person
from probanda.casebook.services.unit_of_work import Change
from probanda.problems import ProbandaError, Problem

__all__ = ["DecisionResult", "decide_identity", "identity_conflicts", "undo_decision"]

Verdict = IdentityDecision.Verdict
CHUNK = 500


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """The decision, and the decisions that contradict the clusters it makes (pairs of keys)."""

    decision: IdentityDecision
    conflicts: tuple[tuple[str, str], ...] = ()


def decide_identity(
    change: Change, left: Person, right: Person, verdict: str, reason: str, *, decided_by: str = ""
) -> DecisionResult:
    """Record that two persons are ``same``, ``different`` or ``cannot-tell``, and why.

    Raises:
        ProbandaError: the same person twice, an unknown verdict, or no reason given.
    """
    if left.pk == right.pk:
        raise ProbandaError(
            Problem("identity-of-one", "Two persons are compared; this is one.", found=left.key)
        )
    if verdict not in Verdict.values:
        raise ProbandaError(
            Problem(
                "value-unknown",
                f"“{verdict}” is not a verdict.",
                column="verdict",
                found=verdict,
                expected=", ".join(Verdict.values),
            )
        )
    if not reason.strip():
        raise ProbandaError(
            Problem(
                "reason-missing",
                "A decision about identity needs its reason.",
                column="why",
                remedy="Say what agrees or differs: birth date, father's name, village …",
            )
        )
    decision = IdentityDecision(
        left=left,
        right=right,
        verdict=verdict,
        reason=reason,
        decided_by=decided_by or change.by,
        decided_at=change.now,
    )
    change.insert(decision, "decide")
    touched = _recluster(change, [left.pk, right.pk])
    return DecisionResult(decision, tuple(identity_conflicts(touched)))


def undo_decision(change: Change, decision: IdentityDecision) -> None:
    """Take a decision back; what it joined comes apart, unless other decisions hold it together.

    Raises:
        ProbandaError: it was undone before.
    """
    if decision.undone_at is not None:
        raise ProbandaError(
            Problem(
                "decision-undone",
                f"This decision was undone before, by {decision.undone_by}.",
                found=str(decision.pk),
            )
        )
    change.update(decision, "undo", undone_at=change.now, undone_by=change.by)
    _recluster(change, [decision.left_id, decision.right_id])


def identity_conflicts(among: Iterable[int] | None = None) -> list[tuple[str, str]]:
    """Pairs of keys decided to be different that stand in one cluster; of some persons, or of all."""
    decisions = IdentityDecision.objects.filter(verdict=Verdict.DIFFERENT, undone_at=None)
    wanted = None if among is None else set(among)
    if wanted is not None and len(wanted) <= CHUNK:
        decisions = decisions.filter(Q(left__in=wanted) | Q(right__in=wanted))
    rows = decisions.order_by("pk").values_list(
        "left_id", "right_id", "left__key", "right__key", "left__cluster_id", "right__cluster_id"
    )
    return [
        (a, b)
        for left, right, a, b, first, second in rows
        if first is not None
        and first == second
        and (wanted is None or left in wanted or right in wanted)
    ]


def _recluster(change: Change, seeds: list[int]) -> list[int]:
    """Work out the clusters around some persons anew; the ids of all persons looked at.

    Whoever a SAME decision (not undone) connects, however indirectly, is one cluster; the person with the
    lowest id stands for it. Somebody connected to nobody has no cluster. Only the persons whose cluster may
    change are read: those of the seeds' old clusters and those now connected to them.
    """
    old = [
        pk for pk in Person.objects.filter(pk__in=seeds).values_list("cluster_id", flat=True) if pk
    ]
    members = Person.objects.filter(cluster_id__in=old).values_list("pk", flat=True)
    persons = {*seeds, *members}
    edges = _edges(persons)
    parent = {pk: pk for pk in persons}

    def head(pk: int) -> int:
        while parent[pk] != pk:
            parent[pk] = parent[parent[pk]]
            pk = parent[pk]
        return pk

    for left, right in edges:
        a, b = head(left), head(right)
        if a != b:
            parent[max(a, b)] = min(a, b)
    sizes: dict[int, int] = {}
    for pk in persons:
        sizes[head(pk)] = sizes.get(head(pk), 0) + 1
    for person in Person.objects.filter(pk__in=persons).order_by("pk"):
        cluster = head(person.pk) if sizes[head(person.pk)] > 1 else None
        if person.cluster_id != cluster:
            change.update(person, "cluster", cluster_id=cluster)
    return sorted(persons)


def _edges(persons: set[int]) -> set[tuple[int, int]]:
    """SAME decisions that stand and reach these persons, with everybody they reach (``persons`` grows)."""
    edges: set[tuple[int, int]] = set()
    front = set(persons)
    while front:
        reached: set[int] = set()
        listed = sorted(front)
        for start in range(0, len(listed), CHUNK):
            part = listed[start : start + CHUNK]
            found = IdentityDecision.objects.filter(
                Q(left__in=part) | Q(right__in=part), verdict=Verdict.SAME, undone_at=None
            ).values_list("left_id", "right_id")
            for left, right in found:
                edges.add((left, right))
                reached |= {left, right}
        front = reached - persons
        persons |= reached
    return edges
