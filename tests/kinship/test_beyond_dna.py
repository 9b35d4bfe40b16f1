"""Error models, other evidence, sensitivity, power, lines, consensus, screening, pages."""

import copy
import json
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from typer.testing import CliRunner

from probanda.cli.kinship import app
from probanda.kinship import Marker, Pedigree, Prior, Sample
from probanda.kinship.consensus import consensus, same_source
from probanda.kinship.evidence import Item, combine, log_weights
from probanda.kinship.haplotypes import compare_lines
from probanda.kinship.joint import identify
from probanda.kinship.observation import ErrorModel
from probanda.kinship.power import rank_relatives, related_victims
from probanda.kinship.ratios import pairwise
from probanda.kinship.reference import case_from
from probanda.kinship.report.page import case_page, pairing_page
from probanda.kinship.screening import blocks, screen
from probanda.kinship.sensitivity import sensitivity
from probanda.kinship.solve import solve

from .oracles import DATA, load


@pytest.fixture
def case():
    return case_from(load("dvi_synth10"))


def test_without_errors_the_table_is_the_genotype():
    marker = Marker("L", ("1", "2", "3"), np.array([0.2, 0.3, 0.5]))
    table = ErrorModel().table(marker, (0, 1), haploid=False)
    assert table.sum() == 2
    assert table[0, 1] == table[1, 0] == 1


def test_probabilities_of_everything_seen_sum_to_one():
    marker = Marker("L", ("1", "2", "3"), np.array([0.2, 0.3, 0.5]))
    model = ErrorModel(dropout=0.2, error=0.01)
    seen = [(-1, -1), *((i, j) for i in range(3) for j in range(i, 3))]
    total = sum(model.table(marker, s, haploid=False) for s in seen)
    np.testing.assert_allclose(total, 1.0, atol=1e-12)


def test_dropout_turns_a_false_exclusion_into_weak_support():
    data = copy.deepcopy(load("dvi_example2"))
    data["pm"]["V3"]["genotypes"]["V3"] = [["4", "4"]]
    assert pairwise(case_from(data)).lr[2, 2] == 0
    data["pm"]["V3"]["dropout"] = 0.1
    lr = pairwise(case_from(data)).lr[2, 2]
    # father 3/3: child 3/4 seen as 4 by one drop-out; against 4/4 or any 4/x with x lost
    p, d = 0.1, 0.1
    same = p * d * (1 - d)
    other = p * p * (1 - d * d) + 2 * p * (1 - p) * d * (1 - d)
    assert lr == pytest.approx(same / other)


def test_dropout_enters_families_with_several_missing():
    data = copy.deepcopy(load("dvi_example1"))
    data["pm"]["V1"]["dropout"] = 0.05
    joint = solve(case_from(data)).joint
    np.testing.assert_allclose(joint.pairing.sum(axis=1), 1.0)
    assert joint.certificate.exact


def test_other_evidence_stays_visible_and_moves_the_posterior(case):
    ratios = pairwise(case)
    item = Item("stature", "V1", "M1", 20.0, "claim 17", "measured femur")
    both = combine("V1", "M1", float(ratios.log_lr[0, 0]), [item])
    assert both.log_lr == pytest.approx(ratios.log_lr[0, 0] + np.log(20))
    assert both.items == (item,)
    before = identify(case, ratios).pairing[0, 0]
    after = identify(case, ratios, prior=Prior(extra=log_weights([item]))).pairing[0, 0]
    assert after > before
    with pytest.raises(ValueError, match="source"):
        Item("age", "V1", "M1", 2.0, " ")


def test_a_closed_incident_leaves_no_victim_outside():
    case = case_from(load("dvi_fire"))
    joint = solve(case, prior=Prior(closed=True)).joint
    np.testing.assert_allclose(joint.pairing[:, -1], 0.0, atol=1e-15)
    np.testing.assert_allclose(joint.pairing.sum(axis=1), 1.0)


def test_a_missing_twin_has_the_genotype_of_the_other():
    data = copy.deepcopy(load("dvi_example2"))
    members = data["am"]["F2"]["members"]
    members.append({**members[-1], "id": "T"})
    data["am"]["F2"]["twins"] = [["T", "M3"]]
    data["am"]["F2"]["genotypes"]["T"] = [["3", "4"]]
    assert solve(case_from(data)).ratios.lr[2, 2] == pytest.approx(1 / (2 * 0.1 * 0.1))
    data["am"]["F2"]["genotypes"]["T"] = [["3", "5"]]
    assert solve(case_from(data)).ratios.lr[2, 2] == 0.0


def test_sensitivity_starts_with_the_case_as_given_and_theta_weakens_it(case):
    rows = sensitivity(case, "V1", "M1", thetas=(0.0, 0.03), mutation_models=("as given", "equal"))
    given = pairwise(case).log_lr[0, 0] / np.log(10)
    assert rows[0].log10_lr == pytest.approx(given)
    assert rows[1].log10_lr < rows[0].log10_lr
    assert {r.mutation for r in rows} == {"as given", "equal"}


def test_theta_acts_between_victim_and_family_too():
    data = load("dvi_example2")
    plain = pairwise(case_from(data)).lr[2, 2]
    with_theta = pairwise(replace(case_from(data), theta=0.02)).lr[2, 2]
    # daughter 3/4 of father 3/3, his alleles seen first: her 4 is the third draw from the urn;
    # a stranger's 3 and 4 are the third and the fourth
    t, p = 0.02, 0.1
    match = (1 - t) * p / (1 + t)
    strangers = 2 * (2 * t + (1 - t) * p) / (1 + t) * (1 - t) * p / (1 + 2 * t)
    assert plain == pytest.approx(5)
    assert with_theta == pytest.approx(match / strangers)


def test_typing_a_parent_promises_more_than_nobody(case):
    rows = rank_relatives(case, "M1", ["MO1"], np.random.default_rng(1), runs=12)
    assert rows[0].added == ()
    assert rows[1].median_log10_lr > rows[0].median_log10_lr


def test_related_victims_are_noticed():
    case = case_from(load("dvi_symmetricSibs"))
    found = related_victims(case)
    assert ("V1", "V2") in {(a, b) for a, b, _, _ in found}


def test_lines_exclude_but_agreement_is_not_weighed():
    ped = Pedigree.of(
        [("G", None, None, "male"), ("F", "G", None, "male"), ("U", "G", None, "male"),
         ("M", "F", None, "male"), ("W", None, None, "male")]
    )  # fmt: skip
    relatives = {"U": {"DYS19": "14", "DYS390": "24", "DYS391": "10"}, "W": {"DYS19": "15"}}
    agree = compare_lines(ped, "M", {"DYS19": "14", "DYS390": "24"}, relatives, "Y")
    differ = compare_lines(ped, "M", {"DYS19": "15", "DYS390": "22"}, relatives, "Y")
    assert [c.relative for c in agree] == ["U"]
    assert not agree[0].excluded
    assert differ[0].excluded
    assert "speaks against" in differ[0].text


def test_consensus_fills_lost_alleles_and_lists_contradictions():
    replicates = [
        Sample("a", "male", {"TH01": ("6", "6"), "FGA": ("20", "21")}),
        Sample("b", "male", {"TH01": ("6", "9"), "FGA": ("22", "21")}),
    ]
    merged = consensus("V1", replicates)
    assert merged.sample.profile == {"TH01": ("6", "9")}
    assert [(p.person, p.marker) for p in merged.problems] == [("V1", "FGA")]


def test_commingled_samples_of_one_body_are_suggested(case):
    profiles = {v: s.profile for v, s in case.victims.items()}
    profiles["bone 7"] = {n: (g[0], g[0]) for n, g in profiles["V3"].items()}
    assert same_source(profiles) == [("V3", "bone 7")]


def test_screening_in_blocks_equals_the_whole_and_resumes(case):
    whole = pairwise(case)
    found = {b.number: b for b in screen(case, least=1.0, size=3)}
    assert len(found) == len(blocks(case, 3)) == 4
    hits = {(h.victim, h.missing): h.log10_lr for b in found.values() for h in b.hits}
    expected = {
        (v, m): whole.log_lr[i, j] / np.log(10)
        for i, v in enumerate(whole.victims)
        for j, m in enumerate(whole.missing)
        if whole.log_lr[i, j] >= 0
    }
    assert hits == pytest.approx(expected)
    assert [b.number for b in screen(case, size=3, done={0, 2, 3})] == [1]


class _Balance(HTMLParser):
    void = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self):
        super().__init__()
        self.open, self.outside = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in self.void:
            self.open.append(tag)
        self.outside += [v for k, v in attrs if k in ("src", "href") and not v.startswith("#")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_pages_are_self_contained_well_formed_and_reproducible():
    solution = solve(case_from(load("dvi_fire")))
    page = pairing_page(
        solution, "V1", "M1", {"case": "fire"}, [Item("age", "V1", "M1", 1.5, "claim 3")]
    )
    whole = case_page(solution, {"case": "fire"})
    for text in (page, whole):
        parser = _Balance()
        parser.feed(text)
        assert not parser.open
        assert not parser.outside
        assert "supports" in text
    assert "claim 3" in page
    assert "D3S1358" in page
    assert whole == case_page(solution, {"case": "fire"})


def _unpacked(tmp_path, name):
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(load(name)), encoding="utf-8")
    return str(path)


def test_solve_prints_pure_json(tmp_path):
    result = CliRunner().invoke(app, ["solve", _unpacked(tmp_path, "dvi_example2"), "--json"])
    assert result.exit_code == 0
    got = json.loads(result.stdout)
    assert got["joint"]["n_assignments"] == 14
    assert got["pairing_posterior"]["cols"][-1] == "*"
    assert got["pairwise_lr"]["values"][0][2] is None
    assert set(got) >= {"exclusions", "undisputed", "glr", "warnings"}


def test_other_evidence_is_printed_beside_the_dna_and_not_inside_it(tmp_path):
    table = tmp_path / "evidence.csv"
    table.write_text("kind,victim,missing,lr,source\nage,V3,M3,4,claim 8\n", encoding="utf-8")
    path = _unpacked(tmp_path, "dvi_example2")
    result = CliRunner().invoke(app, ["solve", path, "--evidence", str(table), "--json"])
    got = json.loads(result.stdout)
    assert got["evidence"][0]["dna_lr"] == pytest.approx(5)
    assert got["evidence"][0]["lr"] == pytest.approx(20)
    assert got["pairwise_lr"]["values"][2][2] == pytest.approx(5)
    assert got["pairing_posterior"]["values"][2][2] == pytest.approx(20 / 21)
    table.write_text("kind,victim,missing,lr,source\nage,V3,M3,4,\n", encoding="utf-8")
    assert CliRunner().invoke(app, ["solve", path, "--evidence", str(table)]).exit_code == 1


def test_likelihood_prints_one_answer_per_question(tmp_path):
    path = _unpacked(tmp_path, "mutation_matrices")
    result = CliRunner().invoke(app, ["likelihood", path, "--json"])
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["results"]) == len(load("mutation_matrices"))


def test_problems_give_status_1_and_misuse_2(tmp_path):
    data = load("dvi_example2")
    data["pm"]["V1"]["genotypes"]["V1"] = [["1", "99"]]
    path = tmp_path / "case.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    result = CliRunner().invoke(app, ["solve", str(path), "--json"])
    assert result.exit_code == 1
    assert "V1, L1" in json.loads(result.stdout)["warnings"][0]
    gone = CliRunner().invoke(app, ["solve", str(tmp_path / "no.json"), "--json"])
    assert gone.exit_code == 2
    assert json.loads(gone.stdout)["problems"]


def test_a_stopped_screening_goes_on(tmp_path):
    path, out = _unpacked(tmp_path, "dvi_synth10"), tmp_path / "blocks"
    arguments = ["screen", path, "--out", str(out), "--block", "4", "--json"]
    first = json.loads(CliRunner().invoke(app, arguments).stdout)
    (out / "block-000001.json").unlink()
    again = json.loads(CliRunner().invoke(app, arguments).stdout)
    assert first == again
    other = CliRunner().invoke(app, [*arguments, "--least", "100"])
    assert other.exit_code == 1


def test_every_oracle_file_is_small():
    assert all(p.stat().st_size < 60_000 for p in DATA.glob("*.gz"))
