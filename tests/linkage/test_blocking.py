"""Blocking and clustering as laws: nothing left alone is brought together, nothing shared is missed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.linkage import Linkage, Once
from probanda.linkage.blocking import blocking_of, pairs_of
from probanda.linkage.cluster import clusters_of, contested
from probanda.linkage.comparisons import Comparisons
from probanda.linkage.labels import CAUTION, corrected


def test_rules_explain_themselves(linkage: Linkage) -> None:
    used = [rule for rule in linkage.blocking.rules if rule.used]
    assert used
    assert all(rule.pairs > 0 and rule.records > 1 for rule in used)
    assert 0.9 < sum(rule.adds for rule in used) <= 1.0 + 1e-9


def test_lists_left_alone_bring_no_pair(linkage: Linkage) -> None:
    records = replace(linkage.records, left_alone=frozenset({(0, 0), (0, 1)}))
    blocking = blocking_of(records, Comparisons(records))
    left, right = pairs_of(blocking, records.list_of, records.left_alone)
    lists = {
        tuple(sorted(pair))
        for pair in zip(records.list_of[left], records.list_of[right], strict=True)
    }
    assert not lists & {(0, 0), (0, 1)}
    assert (0, 2) in lists


def test_a_rival_makes_a_pair_doubtful_unless_it_is_the_same_person() -> None:
    # Row 0 of list A fits rows 1 and 2 of list B equally well.
    left, right = np.array([0, 0, 1], dtype=np.int32), np.array([1, 2, 2], dtype=np.int32)
    lists = np.array([0, 1, 1], dtype=np.int32)
    strangers = contested(left, right, np.array([8.0, 8.0, -15.0]), lists)
    assert strangers[0] < 0.1
    twice = contested(left, right, np.array([8.0, 8.0, 15.0]), lists)
    assert twice[0] > 7.9


pairs = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(-20, 20)), max_size=25,
    unique_by=lambda each: (min(each[0], each[1]), max(each[0], each[1])),
)  # fmt: skip


@settings(deadline=None)
@given(pairs, st.sampled_from(Once))
def test_clusters_are_a_partition_that_keeps_to_decisions(
    found: list[tuple[int, int, float]], once: Once
) -> None:
    kept = sorted((min(a, b), max(a, b), bits) for a, b, bits in found if a != b)
    left = np.array([a for a, _, _ in kept], dtype=np.int32)
    right = np.array([b for _, b, _ in kept], dtype=np.int32)
    bits = np.array([bits for *_, bits in kept], dtype=np.float64)
    lists = np.array([at % 3 for at in range(10)], dtype=np.int32)
    apart = np.array([0 << 32 | 1], dtype=np.int64)
    together = np.array([2 << 32 | 3], dtype=np.int64)
    of = clusters_of(10, lists, left, right, bits, once=once, apart=apart, together=together).of
    assert len(of) == 10
    assert set(of.tolist()) == set(range(of.max() + 1))
    assert of[0] != of[1]
    assert of[2] == of[3]
    if once is Once.HARD:
        cells = [(cluster, at) for cluster, at in zip(of.tolist(), lists.tolist(), strict=True)]
        assert len(cells) == len(set(cells))


def test_few_answers_change_nothing_and_many_prevail() -> None:
    rng = np.random.default_rng(1)
    levels = rng.integers(0, 3, size=(400, 2), dtype=np.uint8)
    bits = rng.normal(0, 3, 400)
    assert corrected(bits[:5], levels[:5], np.ones(5, dtype=np.int8)).shift == CAUTION
    # In truth level 0 of the first column always means another person.
    truth = ((levels[:, 0] > 0) & (bits > 0)).astype(np.int8)
    after = corrected(bits, levels, truth)(bits, levels)
    assert ((after > 0) == (truth == 1)).mean() > 0.97
