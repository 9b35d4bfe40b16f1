"""What linking promises on lists whose truth is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from probanda.linkage import Linkage, Once, estimated, link, measured, overlap_tables, read_mapping
from probanda.linkage.cluster import clusters_of
from probanda.linkage.labels import Labels
from probanda.linkage.output import links_table
from probanda.linkage.run_duckdb import find_pairs
from probanda.linkage.sampling import to_review
from probanda.linkage.standardise import Records, read_lists


def test_five_lists_in_four_scripts_are_linked_without_labels(linkage: Linkage) -> None:
    quality = measured(linkage)
    assert quality["precision"] >= 0.99
    assert quality["recall"] >= 0.95
    assert quality["blocking_recall"] >= 0.97


def test_every_figure_of_quality_has_its_population(linkage: Linkage) -> None:
    quality = measured(linkage)
    assert sum(each["true_pairs"] for each in quality["by_lists"]) == quality["true_pairs"]
    assert sum(each["found_pairs"] for each in quality["by_scripts"]) == quality["found_pairs"]
    assert all(each["records"] > 0 for each in quality["by_lists"] + quality["by_scripts"])


def test_without_truth_the_model_says_what_it_believes(linkage: Linkage) -> None:
    belief = estimated(linkage)
    assert 0.9 < belief["precision"] <= 1.0
    assert 0.5 < belief["recall_among_candidates"] <= 1.0


def test_two_runs_give_equal_results(lists: Path, linkage: Linkage) -> None:
    mapping = read_mapping(lists)
    tables, _ = read_lists(mapping, "truth")
    again = link(mapping, tables, find_pairs, truth="truth")
    assert links_table(again).equals(links_table(linkage))
    assert again.settings == linkage.settings
    assert np.array_equal(again.clusters.of, linkage.clusters.of)


def test_truth_is_used_for_nothing_but_quality(lists: Path, linkage: Linkage) -> None:
    mapping = read_mapping(lists)
    tables, _ = read_lists(mapping)
    blind = link(mapping, tables, find_pairs)
    assert np.array_equal(blind.clusters.of, linkage.clusters.of)


def test_decisions_of_people_outweigh_the_model(lists: Path, linkage: Linkage) -> None:
    sure = np.argsort(-linkage.bits, kind="stable")[:1]
    hopeless = np.argsort(linkage.bits, kind="stable")[:1]
    at = np.concatenate([sure, hopeless])

    def decided(records: Records) -> Labels:
        return Labels(linkage.left[at], linkage.right[at], np.array([0, 1], dtype=np.int8))

    mapping = read_mapping(lists)
    tables, _ = read_lists(mapping)
    again = link(mapping, tables, find_pairs, read_labels=decided)
    parted, joined = (
        again.clusters.of[linkage.left[each]] == again.clusters.of[linkage.right[each]]
        for each in at
    )
    assert not parted
    assert joined


def test_review_asks_for_the_doubtful_first_and_never_twice(linkage: Linkage) -> None:
    asked = to_review(linkage, 60)
    assert len(set(asked.tolist())) == len(asked)
    first, last = np.abs(linkage.bits[asked[:10]]).mean(), np.abs(linkage.bits[asked[-10:]]).mean()
    assert first < last


@pytest.mark.parametrize("once", list(Once))
def test_the_one_list_prior(linkage: Linkage, once: Once) -> None:
    records = linkage.records
    found = clusters_of(
        len(records), records.list_of, linkage.left, linkage.right, linkage.bits, once=once
    )
    a, b = found.pairs()
    within = int((records.list_of[a] == records.list_of[b]).sum())
    if once is Once.HARD:
        assert within == 0
    else:
        assert within > 0  # some persons do stand twice on a list


def test_overlap_counts_every_person_once(linkage: Linkage) -> None:
    table, *drawn = overlap_tables(linkage, 8)
    assert table.persons == linkage.clusters.count
    assert len(drawn) == 8
    assert len({each.csv() for each in drawn}) > 1  # drawn linkages differ in what is doubtful
    for each in drawn:
        assert abs(each.persons - table.persons) < 0.1 * table.persons
    assert [each.csv() for each in overlap_tables(linkage, 8)[1:]] == [each.csv() for each in drawn]
