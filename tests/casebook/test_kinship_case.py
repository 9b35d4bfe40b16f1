"""Remains, relatives and profiles in the record; results as claims; identifications with reasons."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from probanda.casebook.health import diagnose
from probanda.casebook.record_file import import_record_file
from tests.conftest import NOW

FREQUENCIES = "marker,allele,frequency\n" + "".join(
    f"{marker},{allele},{share}\n"
    for marker in ("TH01", "D3", "FGA")
    for allele, share in (("6", 0.2), ("7", 0.3), ("8", 0.4), ("9.3", 0.1))
)
RECORD = """\
record: 1
defaults: {consent: internal, source: certificate}
claimants:
- {key: laboratory, name: A laboratory}
sources:
- {key: certificate, kind: document, title: A certificate, claimant: laboratory, reliability: B, consent: public}
persons: [{key: "list:1"}, {key: "list:2"}]
sites: [{key: grave, label: A grave}]
remains: [{key: B-1, site: grave}, {key: B-2, site: grave}]
relatives:
- {key: child, family: one, sex: male, father: father, mother: mother, missing: true, person: "list:1"}
- {key: mother, family: one, sex: female}
- {key: father, family: one, sex: male}
- {key: sought, family: two, sex: male, father: other-father,
   mother: other-mother, missing: true, person: "list:2"}
- {key: other-mother, family: two, sex: female}
- {key: other-father, family: two, sex: male}
claims:
- {kind: profile, key: p-mother, relative: mother, genotypes: {TH01: 6/7, D3: 6/9.3, FGA: 8/8}}
- {kind: profile, key: p-father, relative: father, genotypes: {TH01: 9.3/8, D3: 9.3/8, FGA: 6/7}}
- {kind: profile, key: p-other, relative: other-mother, genotypes: {TH01: 8/8, D3: 7/7, FGA: 7/9.3}}
- {kind: profile, key: p-b1, remains: B-1, sex: male, genotypes: {TH01: 6/9.3, D3: 9.3/9.3, FGA: 8/6}}
- {kind: profile, key: p-b2, remains: B-2, sex: male, genotypes: {TH01: 8/7, D3: 7/?, FGA: 9.3/8}}
"""


@pytest.fixture
def files(casebook, tmp_path):
    (tmp_path / "freq.csv").write_text(FREQUENCIES, encoding="utf-8")
    path = tmp_path / "record.yaml"
    path.write_text(RECORD, encoding="utf-8")
    report = import_record_file(casebook, path, by="Ada", now=NOW)
    assert report.problems == ()
    return casebook, tmp_path


def run(files, *arguments):
    from probanda.cli.kinship import app

    casebook, folder = files
    fixed = ["--casebook", str(casebook.root)]
    if arguments[0] in {"solve", "assemble", "report", "screen"}:
        fixed += ["--frequencies", str(folder / "freq.csv")]
    return CliRunner().invoke(app, [*map(str, arguments), *fixed])


def bring(casebook, tmp_path, *claims):
    path = tmp_path / "more.yaml"
    path.write_text(
        "record: 1\ndefaults: {consent: internal, source: certificate}\nclaims:\n"
        + "".join(f"- {c}\n" for c in claims),
        encoding="utf-8",
    )
    return import_record_file(casebook, path, by="Ada", now=NOW)


def test_the_record_is_solved_as_the_case_file_would_be(files):
    solved = run(files, "solve", "--json")
    assert solved.exit_code == 0, solved.output
    shown = json.loads(solved.stdout)
    assert shown["pairwise_lr"]["rows"] == ["B-1", "B-2"]
    assert shown["pairwise_lr"]["cols"] == ["child", "sought"]
    # Both parents against unrelated at three markers, by hand: transmission over genotype frequency.
    by_hand = (0.25 / (2 * 0.2 * 0.1)) * (0.25 / (0.1 * 0.1)) * (0.5 / (2 * 0.4 * 0.2))
    assert shown["pairwise_lr"]["values"][0][0] == pytest.approx(by_hand, rel=1e-12)
    case = files[1] / "case.json"
    case.write_text(run(files, "assemble").stdout, encoding="utf-8")
    from probanda.cli.kinship import app

    same = json.loads(CliRunner().invoke(app, ["solve", str(case), "--json"]).stdout)
    for part in ("pairwise_lr", "exclusions", "joint", "pairing_posterior", "glr"):
        assert same[part] == shown[part]


def test_results_become_claims_once_and_are_corrected_when_they_change(files):
    from probanda.casebook.models import IdentificationClaim, KinshipClaim

    record = ("solve", "--record", "--source", "certificate", "--json")
    first = json.loads(run(files, *record).stdout)["recorded"]
    assert first["created"] >= 2
    claim = KinshipClaim.objects.get(remains__key="B-1", relative__key="child")
    assert claim.source.key == "certificate"
    assert claim.claimant.key == "laboratory"
    assert claim.consent == "internal"
    assert claim.person.key == "list:1"
    assert claim.markers == 3
    assert claim.inputs["profiles"]["B-1"] == ["p-b1"]
    assert set(claim.inputs["profiles"]) == {"B-1", "mother", "father"}
    assert len(claim.inputs["case_sha256"]) == len(claim.inputs["frequencies_sha256"]) == 64
    assert "likelihood ratio" in claim.method
    assert json.loads(run(files, *record).stdout)["recorded"] == {
        "created": 0, "changed": 0, "unchanged": first["created"],
    }  # fmt: skip
    theta = json.loads(run(files, *record, "--theta", "0.02").stdout)["recorded"]
    assert theta["changed"] == first["created"]
    assert KinshipClaim.objects.get(corrects=claim).current
    assert IdentificationClaim.objects.count() == 0  # numbers identify nobody
    assert diagnose(files[0]).ok


def test_a_person_records_an_identification_with_reasons(files):
    from probanda.casebook.models import AuditRow, IdentificationClaim

    run(files, "solve", "--record", "--source", "certificate", "--json")
    bare = run(files, "identify", "B-1", "list:1", "--source", "certificate", "--why", "yes")
    assert bare.exit_code == 1
    assert IdentificationClaim.objects.count() == 0
    why = "ratio of ten thousand with both parents, dental card agrees, nothing against"
    done = run(
        files, "identify", "B-1", "list:1", "--source", "certificate", "--why", why, "--json"
    )
    assert done.exit_code == 0, done.output
    claim = IdentificationClaim.objects.get()
    assert why in claim.note
    assert "kinship:" in claim.note
    assert claim.claimant.key == "laboratory"
    assert AuditRow.objects.filter(why=why).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("B-9", "list:1", "--source", "certificate"), "B-9"),
        (("B-1", "list:9", "--source", "certificate"), "list:9"),
        (("B-1", "list:1", "--source", "nothing"), "nothing"),
        (("B-1", "list:1"), "rests on a source"),
    ],
)
def test_who_is_not_in_the_record_is_named(files, arguments, said):
    result = run(files, "identify", *arguments, "--why", "teeth and clothing agree")
    assert result.exit_code == 1
    assert said in result.stderr


def test_profiles_stay_inside(files):
    casebook, folder = files
    wide = "{kind: profile, remains: B-1, consent: public, genotypes: {TH01: 6/6}}"
    assert {p.code for p in bring(casebook, folder, wide).problems} == {"profile-consent"}
    from probanda.casebook.models import ProfileClaim
    from probanda.report.claim_summaries import typed_claim

    summary = typed_claim(ProfileClaim.objects.get(key="p-mother"), "p-mother")
    assert "6" not in summary.summary
    assert "mother" not in summary.summary


def test_bad_profiles_are_named_with_their_fault(files):
    casebook, folder = files
    report = bring(
        casebook,
        folder,
        "{kind: profile, genotypes: {TH01: 6/6}}",
        "{kind: profile, remains: B-1, relative: mother, genotypes: {TH01: 6/6}}",
        "{kind: profile, remains: B-1, genotypes: {TH01: 6-6}}",
        "{kind: profile, remains: B-1}",
        "{kind: profile, remains: B-1, dropout: 3, genotypes: {TH01: 6/6}}",
    )
    codes = [p.code for p in report.problems]
    assert codes == [
        "profile-of-one", "profile-of-one", "genotype-unreadable", "field-missing",
        "number-out-of-range",
    ]  # fmt: skip


def test_withdrawn_profiles_are_left_out_and_it_is_said(files):
    casebook, folder = files
    same = "genotypes: {TH01: 9.3/8, D3: 9.3/8, FGA: 6/7}"
    wish = f"{{kind: profile, key: p-father, relative: father, consent: withdrawn, {same}}}"
    assert bring(casebook, folder, wish).problems == ()
    result = run(files, "assemble")
    case = json.loads(result.stdout)
    assert "father" not in case["am"]["one"]["genotypes"]
    assert "withdrawn" in result.stderr


def test_replicates_are_merged_and_contradictions_named(files):
    casebook, folder = files
    again = "{kind: profile, key: p-b2-again, remains: B-2, sex: male, genotypes: {TH01: 8/7, D3: 7/7, FGA: 6/7}}"
    assert bring(casebook, folder, again).problems == ()
    result = run(files, "assemble")
    case = json.loads(result.stdout)
    markers = [m["name"] for m in case["markers"]]
    genotypes = dict(zip(markers, case["pm"]["B-2"]["genotypes"]["B-2"], strict=True))
    assert genotypes["D3"] == ["7", "7"]
    assert genotypes["FGA"] == [None, None]
    assert result.exit_code == 1
    assert "B-2" in result.stderr
    assert "FGA" in result.stderr


def test_an_allele_without_a_frequency_is_named_and_the_rest_computed(files):
    casebook, folder = files
    odd = "{kind: profile, key: p-odd, relative: other-father, genotypes: {TH01: 6/44, D3: 7/8}}"
    assert bring(casebook, folder, odd).problems == ()
    result = run(files, "solve", "--json")
    assert result.exit_code == 1
    assert "other-father" in result.stderr
    assert "44" in result.stderr
    assert json.loads(result.stdout)["pairwise_lr"]["values"][1][1] is not None


def test_a_missing_relative_is_a_person_of_the_record(files):
    casebook, folder = files
    path = folder / "bad.yaml"
    path.write_text("record: 1\nrelatives:\n- {key: x, family: z, missing: true}\n", "utf-8")
    report = import_record_file(casebook, path, by="Ada", now=NOW)
    assert [p.column for p in report.problems] == ["person"]


def test_a_report_is_written_from_the_record(files):
    out = files[1] / "pages"
    result = run(files, "report", "--out", out, "--json")
    assert result.exit_code == 0, result.output
    assert (out / "B-1-child.html").exists()


@pytest.mark.parametrize("arguments", [("solve",), ("report",), ("screen", "--out", "x")])
def test_a_casebook_without_frequencies_is_wrong_use(files, arguments):
    from probanda.cli.kinship import app

    result = CliRunner().invoke(app, [*arguments, "--casebook", str(files[0].root)])
    assert result.exit_code == 2
    assert CliRunner().invoke(app, list(arguments)).exit_code == 2


def test_the_sensitivity_table_takes_other_databases_and_models(files):
    other = files[1] / "elsewhere.csv"
    other.write_text(FREQUENCIES.replace("0.1", "0.15").replace("0.4", "0.35"), encoding="utf-8")
    out = files[1] / "pages"
    more = ("--database", other, "--mutation-model", "equal", "--json")
    result = run(files, "report", "--out", out, *more)
    assert result.exit_code == 0, result.output
    page = (out / "B-1-child.html").read_text(encoding="utf-8")
    assert "elsewhere.csv" in page
    assert ">equal<" in page
    wrong = run(files, "report", "--out", out, "--mutation-model", "magic")
    assert wrong.exit_code == 1
    assert "magic" in wrong.stderr
