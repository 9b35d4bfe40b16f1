"""Whatever is wrong is named with person and marker, and the rest is computed."""

import copy

import pytest

from probanda.kinship.answers import answer_all
from probanda.kinship.reference import case_from
from probanda.kinship.solve import as_json, solve

from .oracles import load

GOOD = load("dvi_example2")


def answer(change):
    data = copy.deepcopy(GOOD)
    change(data)
    return as_json(solve(case_from(data)))


def set_genotype(person, value, where="pm", family=None):
    def change(data):
        data[where][family or person]["genotypes"][person] = value

    return change


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (set_genotype("V1", [["1", "99"]]), "allele-unknown", ["V1", "L1", "99"]),
        (set_genotype("R1", [["2"]], "am", "F1"), "allele-syntax", ["R1", "L1"]),
        (
            set_genotype("M2", [["3", "3"]], "am", "F1"),
            "family-impossible",
            ["R1", "M2", "L1"],
        ),
        (
            lambda d: d["pairings"].update(V3=["*", "M1", "M3"]),
            "sex-mismatch",
            ["V3", "M1"],
        ),
        (
            lambda d: d["markers"][0].update(freqs=[0.1] * 9 + [0.2]),
            "frequencies-sum",
            ["L1", "1.1"],
        ),
        (
            lambda d: d["am"]["F1"]["members"][0].update(father="M2", mother="R1"),
            "own-ancestor",
            ["M1", "F1"],
        ),
        (lambda d: d["markers"][0].update(chrom="X"), "x-male-heterozygous", ["V2", "L1"]),
        (set_genotype("V1", []), "genotype-count", ["V1"]),
        (lambda d: d["missing"].append("M9"), "person-unknown", ["M9"]),
        (lambda d: d["pm"]["V1"].update(dropout=2), "error-model", ["V1"]),
    ],
)
def test_each_fault_is_named_and_the_other_family_is_computed(change, code, words):
    got = answer(change)
    (problem,) = [p for p in got["problems"] if p["code"] == code][:1]
    text = next(w for w in got["warnings"] if code in w)
    assert all(word in text for word in words)
    assert problem["remedy"] in text
    if code not in ("frequencies-sum", "x-male-heterozygous"):
        assert got["pairwise_lr"]["values"][2][2] == pytest.approx(5.0)


def test_a_family_set_aside_is_null_not_zero():
    got = answer(lambda d: d["am"]["F1"]["members"][0].update(father="M2", mother="R1"))
    assert [row[:2] for row in got["pairwise_lr"]["values"]] == [[None, None]] * 3


def test_without_pairings_the_recorded_sexes_decide():
    assert answer(lambda d: d.pop("pairings")) == answer(lambda d: None)


def test_broken_questions_do_not_stop_the_others():
    cases = load("pedlik_cases")["cases"]
    wrong = copy.deepcopy(cases[0])
    person = next(iter(wrong["pedigree"]["genotypes"]))
    wrong["pedigree"]["genotypes"][person][0][0] = "77"
    loop = copy.deepcopy(cases[2])
    loop["pedigree"]["members"][0].update(father="3", mother="2")
    answers = answer_all([wrong, loop, cases[3]])
    assert "77" in answers[0]["error"]
    assert answers[0]["problems"][0]["person"] == person
    assert answers[1]["problems"][0]["code"] == "own-ancestor"
    assert answers[2]["likelihood"] == pytest.approx(cases[3]["likelihood"], rel=1e-12)
