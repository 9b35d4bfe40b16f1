"""Likelihoods and mutation matrices against numbers from independent programs."""

import numpy as np
import pytest

from probanda.kinship.answers import answer_all

from .oracles import load, relative

SINGLE = load("pedlik_cases")["cases"]


@pytest.mark.parametrize("case", SINGLE, ids=[c["id"] for c in SINGLE])
def test_likelihood_of_any_pedigree_agrees_to_12_digits(case):
    (answer,) = answer_all([case])
    assert answer["id"] == case["id"]
    assert relative(answer["likelihood"], case["likelihood"]) < 1e-12
    assert abs(answer["loglik"] - case["loglik"]) < 1e-9


def test_linked_pairs_agree_to_12_digits():
    cases = load("pedlik_linked_cases")
    answers = answer_all(cases)
    assert relative([a["likelihood"] for a in answers], [c["likelihood2"] for c in cases]) < 1e-12


@pytest.mark.parametrize("case", load("kinshipLR_cases"), ids=lambda c: c["id"])
def test_kinship_hypotheses_agree_per_marker_and_in_total(case):
    (answer,) = answer_all([case])
    table = case["lik_per_marker"]
    for h, values in answer["lik_per_marker"].items():
        theirs = [row[table["cols"].index(h)] for row in table["values"]]
        assert relative(values, theirs) < 1e-12
    for key, theirs in case["LRtotal"].items():
        assert relative(answer["LR"][key], theirs) < 1e-9


def test_silent_alleles_and_theta_agree_with_familias():
    cases = load("familias_silent_theta_cases")["cases"]
    for case, answer in zip(cases, answer_all(cases), strict=True):
        assert relative(answer["likelihoods"], case["likelihoods"]) < 1e-12


def test_mutation_matrices_agree_to_14_digits():
    cases = load("mutation_matrices")
    for case, answer in zip(cases, answer_all(cases), strict=True):
        assert np.abs(np.array(answer["matrix"]) - np.array(case["matrix"])).max() < 1e-14


def test_a_question_of_unknown_kind_is_answered_with_a_problem_and_the_rest_goes_on():
    broken, fine = answer_all([{"id": "x"}, SINGLE[0]])
    assert broken["problems"][0]["code"] == "case-shape"
    assert relative(fine["likelihood"], SINGLE[0]["likelihood"]) < 1e-12
