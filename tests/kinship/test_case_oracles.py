"""Whole cases against dvir: ratios, exclusions, joint likelihoods, posteriors, GLR."""

import copy

import numpy as np
import pytest

from probanda.kinship.ratios import family_logliks, sample_logliks
from probanda.kinship.reference import case_from
from probanda.kinship.solve import as_json, solve

from .oracles import load, matrix, number, relative

NAMES = [
    "KETPchap481", "KETPchap484", "KETPexer497", "example1", "example2", "exclusionExample",
    "fire", "icmp", "planecrash", "symmetricSibs", "synth10",
]  # fmt: skip


@pytest.fixture(scope="module")
def solved():
    memory = {}

    def get(name):
        if name not in memory:
            data = load(f"dvi_{name}")
            memory[name] = data, solve(case_from(data))
        return memory[name]

    return get


@pytest.mark.parametrize("name", NAMES)
def test_pairwise_ratios_and_exclusions_agree(solved, name):
    data, solution = solved(name)
    oracle = data["oracle"]
    assert relative(solution.ratios.lr, matrix(oracle["pairwiseLR"])) < 1e-9
    np.testing.assert_array_equal(solution.ratios.exclusions, matrix(oracle["exclusionMatrix"]))


@pytest.mark.parametrize("name", NAMES[:-1])
def test_logliks_per_marker_and_the_number_of_assignments_agree(solved, name):
    data, solution = solved(name)
    oracle, case = data["oracle"], solution.case
    for family, theirs in oracle["loglik_am"].items():
        names = [m["name"] for m in (data.get("am_markers") or {}).get(family, data["markers"])]
        ours = family_logliks(case, case.families[family])
        assert [ours[n] for n in names] == pytest.approx([number(x) for x in theirs], abs=1e-9)
    for victim, theirs in oracle["loglik_pm"].items():
        ours = list(sample_logliks(case, case.victims[victim]).values())
        assert ours == pytest.approx(theirs, abs=1e-9)
    assert solution.joint.n_assignments == oracle["n_assignments"]["size"]


@pytest.mark.parametrize("name", NAMES[:-1])
def test_undisputed_matches_agree(solved, name):
    data, solution = solved(name)
    theirs = data["oracle"].get("findUndisputed") or []
    ours = {(m.victim, m.missing, f"Step {m.step}"): m.lr for m in solution.undisputed}
    assert set(ours) == {(x["Sample"], x["Missing"], x["Comment"]) for x in theirs}
    for x in theirs:
        assert relative(ours[x["Sample"], x["Missing"], x["Comment"]], x["LR"]) < 1e-9


@pytest.mark.parametrize(
    "name", ["KETPchap481", "KETPchap484", "KETPexer497", "example1", "example2", "fire",
             "symmetricSibs"],
)  # fmt: skip
def test_joint_posterior_agrees_in_value_and_order(solved, name):
    data, solution = solved(name)
    oracle, joint = data["oracle"], solution.joint
    theirs = oracle["dviJoint"]
    values = [number(x["loglik"]) for x in theirs["top"]]
    assert len(joint.top) == len(values)
    assert [a.loglik for a in joint.top] == pytest.approx(values, abs=1e-9)
    assert relative([a.posterior for a in joint.top], theirs["posterior_top"]) < 1e-9
    by_assignment = {tuple(x["assignment"]): number(x["loglik"]) for x in theirs["top"]}
    for a in joint.top:
        key = tuple(a.assignment.values())
        if key in by_assignment:
            assert a.loglik == pytest.approx(by_assignment[key], abs=1e-9)
    columns = [*joint.missing, "*"]
    assert relative(joint.pairing, matrix(oracle["posterior_pairing"], columns)) < 1e-9
    assert joint.certificate.exact


@pytest.mark.parametrize("name", ["KETPchap481", "KETPchap484", "fire"])
def test_generalised_ratios_agree(solved, name):
    data, solution = solved(name)
    joint = solution.joint
    checked = 0
    for row in data["oracle"]["dviSolve"]["AM"]:
        if row["GLR"] != "NA" and row["Sample"] in joint.victims:
            ours = joint.glr[
                joint.victims.index(row["Sample"]), joint.missing.index(row["Missing"])
            ]
            assert relative(ours, row["GLR"]) < 1e-9
            checked += 1
    assert checked


@pytest.mark.parametrize("name", ["fire", "icmp", "symmetricSibs"])
def test_symmetric_matches_are_named_with_the_ratio_of_the_set(solved, name):
    data, solution = solved(name)
    theirs = {
        x["Missing"]: x["GLR"]
        for x in data["oracle"]["dviSolve"]["AM"]
        if x["Conclusion"] == "Symmetric match"
    }
    ours = {m: s.glr for s in solution.symmetric for m in s.missing}
    assert set(ours) == set(theirs)
    assert relative([ours[m] for m in theirs], list(theirs.values())) < 1e-9


@pytest.mark.parametrize("name", ["planecrash_equal", "planecrash_nomut"])
def test_ratios_under_other_mutation_models_agree(name):
    base, other = load("dvi_planecrash"), load(f"dvi_{name}")
    matrices = {m["name"]: m["matrix"] for m in other.get("mutation_matrices", [])}
    data = copy.deepcopy(base)
    for m in data["markers"]:
        side = {"model": "custom", "matrix": matrices.get(m["name"])}
        m["mutation"] = {"male": side, "female": side} if matrices else None
    ours = solve(case_from(data)).ratios.lr
    assert relative(ours, matrix(other["pairwiseLR"])) < 1e-9


def test_an_oracle_in_the_file_changes_nothing():
    data = load("dvi_example2")
    with_oracle = as_json(solve(case_from(data)))
    data.pop("oracle")
    assert as_json(solve(case_from(data))) == with_oracle


def test_the_published_toy_table_to_every_printed_digit(solved):
    _, solution = solved("example2")
    first = [f"{a.loglik:.5f}" for a in solution.joint.top[:3]]
    assert first == ["-16.11810", "-17.72753", "-18.42068"]
    assert [f"{a.posterior:.7f}" for a in solution.joint.top[:2]] == ["0.7183908", "0.1436782"]
