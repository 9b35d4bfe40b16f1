"""Decisions about identity: reversible, and clusters are exactly what the standing ones connect."""

from __future__ import annotations

from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.casebook.audit_chain import verify
from probanda.casebook.models import IdentityDecision, Person
from probanda.casebook.services import (
    changing,
    create_entity,
    decide_identity,
    identity_conflicts,
    undo_decision,
)
from probanda.problems import ProbandaError
from tests.conftest import NOW


@pytest.fixture
def persons(casebook):
    with changing(by="Ada", now=NOW) as change:
        return [create_entity(change, "person", f"list:{n}") for n in range(6)]


def decide(left, right, verdict="same"):
    with changing(by="Ada", now=NOW) as change:
        return decide_identity(change, left, right, verdict, "birth date and village agree")


def undo(decision):
    with changing(by="Ada", now=NOW) as change:
        undo_decision(change, decision)


def clusters() -> list[list[int]]:
    """Clusters by position of the persons, singles left out."""
    found: dict[int, list[int]] = {}
    for number, cluster in enumerate(
        Person.objects.order_by("pk").values_list("cluster", flat=True)
    ):
        if cluster is not None:
            found.setdefault(cluster, []).append(number)
    return sorted(found.values())


def test_merging_and_undoing_restores_what_was(persons):
    decide(persons[0], persons[1])
    middle = decide(persons[1], persons[2]).decision
    assert clusters() == [[0, 1, 2]]
    undo(middle)
    assert clusters() == [[0, 1]]
    assert IdentityDecision.objects.count() == 2
    assert list(verify()) == []


def test_undoing_one_of_two_ways_to_a_person_keeps_them_joined(persons):
    decide(persons[0], persons[1])
    decide(persons[1], persons[2])
    third = decide(persons[0], persons[2]).decision
    undo(third)
    assert clusters() == [[0, 1, 2]]


def test_undoing_the_bridge_splits_into_the_two_sides(persons):
    decide(persons[0], persons[1])
    decide(persons[2], persons[3])
    bridge = decide(persons[1], persons[2]).decision
    assert clusters() == [[0, 1, 2, 3]]
    undo(bridge)
    assert clusters() == [[0, 1], [2, 3]]


def test_a_decision_is_undone_once(persons):
    decision = decide(persons[0], persons[1]).decision
    undo(decision)
    with pytest.raises(ProbandaError) as caught:
        undo(decision)
    assert caught.value.problems[0].code == "decision-undone"


def test_different_inside_a_cluster_is_a_reported_conflict_and_decides_nothing(persons):
    decide(persons[0], persons[1])
    decide(persons[1], persons[2])
    result = decide(persons[0], persons[2], "different")
    assert result.conflicts == (("list:0", "list:2"),)
    assert clusters() == [[0, 1, 2]]
    undo(result.decision)
    assert identity_conflicts() == []


def test_a_merge_that_contradicts_an_earlier_different_reports_it(persons):
    decide(persons[0], persons[2], "different")
    decide(persons[0], persons[1])
    assert decide(persons[1], persons[2]).conflicts == (("list:0", "list:2"),)


def test_cannot_tell_joins_nobody(persons):
    decide(persons[0], persons[1], "cannot-tell")
    assert clusters() == []


@pytest.mark.parametrize(("verdict", "reason"), [("perhaps", "x"), ("same", "  ")])
def test_a_decision_needs_a_known_verdict_and_a_reason(persons, verdict, reason):
    with pytest.raises(ProbandaError), changing(by="Ada", now=NOW) as change:
        decide_identity(change, persons[0], persons[1], verdict, reason)
    assert IdentityDecision.objects.count() == 0


PAIRS = list(combinations(range(6), 2))


@given(
    made=st.lists(st.sampled_from(PAIRS), max_size=8),
    undone=st.sets(st.integers(0, 7), max_size=5),
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_clusters_are_the_connected_parts_of_the_standing_decisions(persons, made, undone):
    with transaction.atomic():
        decisions = [decide(persons[a], persons[b]).decision for a, b in made]
        for number in sorted(undone):
            if number < len(decisions):
                undo(decisions[number])
        standing = [pair for number, pair in enumerate(made) if number not in undone]
        assert clusters() == connected(standing)
        transaction.set_rollback(True)


def connected(pairs: list[tuple[int, int]]) -> list[list[int]]:
    """Connected parts by repeated joining of sets: slow, and plainly right."""
    parts: list[set[int]] = []
    for a, b in pairs:
        touching = [part for part in parts if part & {a, b}]
        parts = [part for part in parts if part not in touching]
        parts.append({a, b}.union(*touching))
    return sorted(sorted(part) for part in parts)
