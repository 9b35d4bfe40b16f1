"""Record files: every item on its own, every problem with its line, the same file changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from probanda.casebook.audit_chain import verify
from probanda.casebook.health import diagnose
from probanda.casebook.models import (
    ActClaim,
    AuditRow,
    IdentityDecision,
    InvolvementClaim,
    Item,
    NameClaim,
    Person,
    Place,
    QuantityClaim,
    Source,
    StatusClaim,
)
from probanda.casebook.record_file import import_record_file
from probanda.problems import ProbandaError
from tests.conftest import NOW

GROUND = """\
record: 1
claimants:
- {key: commission, name: The Commission, kind: state-body, side: Kasteria}
sources:
- {key: letter, kind: document, title: A letter, published: "May 2014", claimant: commission,
   reliability: B, consent: public, archived: letter.txt}
"""
CLAIMS = (
    GROUND
    + """\
persons: [{key: "list:0042"}, {key: "list:0043"}]
events: [{key: ev-1, label: At the bridge}]
claims:
- {kind: quantity, key: q-1, what: missing, value: 4496, as_of: "2014", source: letter}
- {kind: act, key: act-1, event: ev-1, victim: "list:0042", act_type: beating,
   date: "27-28.09.2020", source: letter, credibility: 3}
- {kind: involvement, act: act-1, who_text: an officer, degree: ordered, source: letter}
- {kind: name, person: "list:0042", surname: Aldarov, given: Timur, source: letter}
identities:
- {same: ["list:0042", "list:0043"], why: same birth date, by: reviewer A}
"""
)


@pytest.fixture
def bring(casebook, tmp_path):
    """Write a record file and import it."""
    (tmp_path / "letter.txt").write_text("the letter", encoding="utf-8")

    def run(text: str, *, name: str = "record.yaml", **more):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return import_record_file(casebook, file, by="Ada", now=NOW, **more)

    return run


def codes(report) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in report.problems]


def test_a_whole_record_comes_in_with_dates_as_written(bring, casebook):
    report = bring(CLAIMS)
    assert report.ok, report.problems
    assert report.created["claims"] == 4
    act = ActClaim.objects.get()
    assert (act.date_text, act.date_edtf) == ("27-28.09.2020", "2020-09-27/2020-09-28")
    assert str(act.date_earliest) == "2020-09-27"
    assert act.victim.key == "list:0042"
    assert act.recorded_by == "Ada"
    source = Source.objects.get()
    assert source.date_edtf == "2014-05"
    assert (casebook.root / source.item.path).read_text() == "the letter"
    quantity = QuantityClaim.objects.get()
    assert (quantity.claimant.key, quantity.reliability, quantity.consent) == (
        "commission",
        "B",
        "public",
    )
    assert NameClaim.objects.get().full == "Aldarov Timur"
    assert Person.objects.exclude(cluster=None).count() == 2
    assert diagnose(casebook).ok


def test_the_same_file_again_changes_nothing(bring):
    bring(CLAIMS)
    before = AuditRow.objects.count()
    again = bring(CLAIMS)
    assert (again.created, again.changed, again.refused) == ({}, {}, {})
    assert again.unchanged["claims"] == 4
    assert AuditRow.objects.count() == before


def test_a_dry_run_says_the_same_and_writes_nothing(bring, casebook):
    tried = bring(CLAIMS, dry_run=True)
    assert AuditRow.objects.count() == 1
    assert (Person.objects.count(), Item.objects.count()) == (0, 0)
    assert list(casebook.vault.rglob("*.txt")) == []
    assert tried.created == bring(CLAIMS).created


def test_other_content_under_the_same_key_is_a_correction(bring):
    bring(CLAIMS)
    report = bring(CLAIMS.replace("4496", "4500"))
    assert report.changed == {"claims": 1}
    old, new = QuantityClaim.objects.order_by("pk")
    assert (old.current, new.current, new.corrects_id) == (False, True, old.pk)
    assert list(verify()) == []


def test_a_corrected_act_takes_its_involvements_along(bring):
    bring(CLAIMS)
    report = bring(CLAIMS.replace("act_type: beating", "act_type: kicking"))
    assert report.changed == {"claims": 1}
    assert InvolvementClaim.objects.get(current=True).act.act_type == "kicking"
    assert bring(CLAIMS.replace("act_type: beating", "act_type: kicking")).changed == {}


def test_a_field_taken_out_of_a_claim_is_taken_out_by_the_correction(bring):
    bring(CLAIMS)
    bring(CLAIMS.replace('date: "27-28.09.2020", ', ""))
    assert ActClaim.objects.get(current=True).date_edtf == ""


def test_a_claim_is_retracted_by_saying_so(bring):
    bring(CLAIMS)
    text = CLAIMS.replace("value: 4496,", "value: 4496, status: retracted,")
    assert bring(text).changed == {"claims": 1}
    assert QuantityClaim.objects.filter(current=True).count() == 0
    assert bring(text).changed == {}


def test_a_bad_claim_is_refused_whole_and_the_rest_goes_on(bring):
    text = GROUND + "\n".join(
        [
            "claims:",
            "- {kind: quantity, key: q-1, what: missing, value: many, source: letter}",
            "- {kind: quantity, key: q-2, what: missing, value: 2, source: leter}",
            "- {kind: quantity, key: q-3, what: missing, value: 3, as_of: 31.02.2014, source: letter}",
            "- {kind: quantity, key: q-4, what: missing, value: 4}",
            "- {kind: quantitty, key: q-5, what: missing, value: 5, source: letter}",
            "- {kind: quantity, key: q-6, whta: missing, value: 6, source: letter}",
            "- {kind: quantity, key: q-7, what: missing, value: 7, source: letter, reliability: Z}",
            "- just words",
            "- {kind: quantity, key: q-9, what: missing, value: 9, source: letter}",
            "- {kind: quantity, key: q-9, what: missing, value: 10, source: letter}",
            "",
        ]
    )
    report = bring(text)
    found = codes(report)
    for expected in [
        ("number-unreadable", 8),
        ("key-unknown", 9),
        ("date-impossible", 10),
        ("source-missing", 11),
        ("claimant-missing", 11),
        ("claim-kind-unknown", 12),
        ("field-unknown", 13),
        ("value-unknown", 14),
        ("shape-wrong", 15),
        ("key-repeated", 17),
    ]:
        assert expected in found
    assert report.refused == {"claims": 9}
    assert [claim.key for claim in QuantityClaim.objects.all()] == ["q-9"]
    unknown = next(problem for problem in report.problems if problem.code == "key-unknown")
    assert "letter" in unknown.remedy
    assert unknown.char is not None
    assert list(verify()) == []


def test_a_missing_archived_copy_refuses_its_source_and_what_rests_on_it(bring):
    report = bring(CLAIMS.replace("letter.txt", "lost.txt"))
    assert ("archive-unreadable", 6) in codes(report)
    assert report.refused == {"sources": 1, "claims": 4}
    assert Source.objects.count() == 0


def test_items_may_name_later_items_of_their_section(bring):
    text = """\
record: 1
places:
- {key: village, name: Village, within: district, names: {ru: Деревня}}
- {key: district, name: District, latitude: 46.1, longitude: 61.5}
"""
    assert bring(text).ok
    assert Place.objects.get(key="village").parent.key == "district"
    assert bring(text).changed == {}


def test_places_within_each_other_are_refused_not_endless(bring):
    text = "record: 1\nplaces: [{key: a, name: A, within: b}, {key: b, name: B, within: a}]\n"
    report = bring(text)
    assert report.refused["places"] == 2
    assert {code for code, _ in codes(report)} == {"key-unknown"}


def test_half_a_point_and_an_impossible_point_are_refused(bring):
    text = (
        "record: 1\nplaces:\n- {key: a, name: A, latitude: 46}\n"
        "- {key: b, name: B, latitude: 146, longitude: 0}\n- {key: c, name: C, latitude: nan, longitude: 1}\n"
    )
    report = bring(text)
    assert codes(report) == [
        ("coordinates-incomplete", 3),
        ("number-out-of-range", 4),
        ("number-unreadable", 5),
    ]


def test_defaults_hold_where_a_claim_says_nothing(bring):
    text = GROUND.replace("consent: public, ", "") + (
        "defaults: {source: letter, reliability: D, credibility: 2, consent: committee}\n"
        "claims:\n- {kind: quantity, key: q-1, what: missing, value: 1}\n"
        "- {kind: quantity, key: q-2, what: missing, value: 1, reliability: A, consent: public}\n"
    )
    assert bring(text).ok
    rows = QuantityClaim.objects.order_by("key").values_list(
        "reliability", "credibility", "consent"
    )
    assert list(rows) == [("D", 2, "committee"), ("A", 2, "public")]


@pytest.mark.parametrize(
    ("source", "default", "own", "expected"),
    [
        ("internal", "", "", "internal"),
        ("internal", "committee", "", "committee"),
        ("public", "committee", "internal", "internal"),
        ("withdrawn", "public", "public", "withdrawn"),
    ],
)
def test_the_tier_of_a_claim_is_its_own_else_the_default_else_its_source(
    bring, source, default, own, expected
):
    text = GROUND.replace("consent: public", f"consent: {source}") + (
        (f"defaults: {{consent: {default}}}\n" if default else "")
        + "claims:\n- {kind: quantity, key: q-1, what: missing, value: 1, source: letter"
        + (f", consent: {own}}}\n" if own else "}\n")
    )
    assert bring(text).ok
    assert QuantityClaim.objects.get().consent == expected
    assert bring(text).changed == {}


def test_an_undone_decision_is_not_made_again_by_the_same_file(bring, casebook):
    from probanda.casebook.services import changing, undo_decision

    bring(CLAIMS)
    with changing(by="Ada", now=NOW + timedelta(days=1)) as change:
        undo_decision(change, IdentityDecision.objects.get())
    report = bring(CLAIMS)
    assert [problem.code for problem in report.problems] == ["decision-undone"]
    assert report.ok
    assert Person.objects.exclude(cluster=None).count() == 0


def test_a_contradiction_between_decisions_is_reported(bring):
    text = CLAIMS + '- {different: ["list:0042", "list:0043"], why: other father}\n'
    report = bring(text)
    assert [(p.code, p.severity) for p in report.problems] == [("identity-conflict", "warning")]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("record: 1\nclaims: [a\n", "yaml-unreadable", 3),
        ("record: 2\nclaims: []\n", "record-version-unknown", 1),
        ("hello: 1\n", "not-a-record-file", 1),
        ("- a\n", "not-a-record-file", 1),
        ("", "not-a-record-file", 1),
        ("record: 1\nclaims: &a [*a]\n", "yaml-endless", None),
        (b"record: 1\nclaimants: [{key: a, name: \xff}]\n", "encoding-unreadable", None),
        ("record: 1\n\x00", "yaml-unreadable", None),
    ],
)
def test_a_file_that_is_no_record_file_changes_nothing(bring, text, code, line):
    with pytest.raises(ProbandaError) as caught:
        bring(text)
    problem = caught.value.problems[0]
    assert problem.code == code
    assert line is None or problem.line == line
    assert AuditRow.objects.count() == 1


def test_a_field_written_twice_and_an_unknown_section_are_named(bring):
    report = bring("record: 1\nclaimants:\n- {key: a, name: A, name: B}\nclaim: []\n")
    assert ("field-repeated", 3) in codes(report)
    assert ("section-unknown", 4) in codes(report)
    assert not report.ok


def test_words_that_yaml_likes_to_guess_stay_words(bring):
    text = GROUND + (
        "claimants2: []\npersons: [{key: 0042}, {key: no}]\nclaims:\n"
        "- {kind: name, person: 0042, full: No, source: letter}\n"
        "- {kind: name, person: no, full: 2014-05-12, source: letter}\n"
    )
    report = bring(text)
    assert [code for code, _ in codes(report)] == ["section-unknown"]
    assert sorted(Person.objects.values_list("key", flat=True)) == ["0042", "no"]
    assert sorted(NameClaim.objects.values_list("full", flat=True)) == ["2014-05-12", "No"]


def test_a_claim_without_a_key_is_known_by_its_content(bring):
    text = GROUND + (
        "claims:\n- {kind: quotation, text: we know nothing, source: letter}\n"
        "- {kind: quotation, text: we know nothing, source: letter}\n"
    )
    report = bring(text)
    assert report.created["claims"] == 1
    assert codes(report) == [("claim-repeated", 9)]
    assert bring(text).created == {}


def test_a_status_claim_may_call_its_state_status(bring):
    text = CLAIMS.replace(
        "identities:",
        '- {kind: status, person: "list:0042", status: missing, source: letter}\nidentities:',
    )
    assert bring(text).ok
    claim = StatusClaim.objects.get()
    assert (claim.state, claim.status) == ("missing", "alleged")


def test_an_archived_copy_is_taken_only_from_beside_the_record_file(casebook, tmp_path):
    from probanda.casebook.record_file import import_record_file

    (tmp_path / "secret.txt").write_text("not yours")
    folder = tmp_path / "delivery"
    folder.mkdir()
    (folder / "copy.txt").write_text("ours")
    (folder / "record.yaml").write_text(
        "record: 1\nsources:\n"
        "- {key: inside, kind: document, title: A, archived: copy.txt}\n"
        "- {key: outside, kind: document, title: B, archived: ../secret.txt}\n"
    )
    report = import_record_file(casebook, folder / "record.yaml", by="suite", now=NOW)
    assert [problem.code for problem in report.problems] == ["archive-outside"]
    assert report.created["sources"] == 1
