"""The open record as a report asks it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from probanda.casebook.folder import Casebook
from probanda.consent import Consent
from tests.casebook.figures.making import Record

FIGURES = """
figures:
  missing: {label: Missing, query: {count: persons, status: missing}}
  women: {label: Women, query: {count: persons, status: missing, sex: female}}
tables:
  by-sex: {query: {count: persons, status: missing}, by: sex}
charts:
  sex: {query: {count: persons, status: missing}, by: sex}
maps:
  graves: {sites: all, value: exhumed, outlines: outlines.yaml}
reconcile:
  r: {title: Two, figures: [missing, women]}
"""


def opened(casebook: Casebook, text: str = FIGURES, **more: str):
    from probanda.report.from_casebook import open_record

    path = casebook.manuscripts / "figures.yaml"
    path.write_text(text, encoding="utf-8")
    return open_record(casebook, casebook.manuscripts / "report.md", path, **more)


def test_a_person_in_every_form_is_one_under_each_of_the_merged_keys(casebook: Casebook):
    record = Record()
    record.entry("a", "1", name="Orrin Vale", sex="male", category="military", born="1999")
    other = record.entry("b", "1", name="Оррин Вейл", born="12.03.1999").person
    record.same("a:1", "b:1")
    report = opened(casebook)
    person = report.person("a:1")
    assert (person.full_name, person.initials) == ("Orrin Vale", "O. V.")
    assert person.role == "a serviceman, born 1999"
    assert person.born == "1999-03-12"
    assert "Оррин Вейл" in person.other_names
    assert "Vale Orrin" in person.other_names
    assert report.person(other.key).full_name == "Orrin Vale"
    assert report.person("a:2") is None


def test_the_language_of_the_document_chooses_script_and_words(casebook: Casebook):
    record = Record()
    record.entry("a", "1", name="Orrin Vale", sex="female", category="civilian", born="1980")
    record.entry("b", "1", name="Оррин Вейл")
    record.same("a:1", "b:1")
    (casebook.manuscripts / "report.md").write_text("---\nlang: ru\n---\n", encoding="utf-8")
    person = opened(casebook).person("a:1")
    assert person.full_name == "Оррин Вейл"
    assert person.role == "гражданская женщина 1980 года рождения"


def test_consent_withdrawn_wins_then_the_latest_then_the_narrowest_of_the_names(casebook: Casebook):
    record = Record()
    for key in "123":
        record.entry("a", key)
    record.claim("consent", person=record.person("a:1"), tier="public", date="2024")
    record.claim("consent", person=record.person("a:1"), tier="withdrawn", date="2023")
    record.claim("consent", person=record.person("a:2"), tier="public", date="2023")
    record.claim("consent", person=record.person("a:2"), tier="initials", date="2024")
    report = opened(casebook)
    assert report.person("a:1").consent is Consent.WITHDRAWN
    assert report.person("a:2").consent is Consent.INITIALS
    assert report.person("a:3").consent is Consent.UNKNOWN


def test_what_contradicts_itself_is_left_out_of_the_role(casebook: Casebook):
    record = Record()
    record.entry("a", "1", sex="male", category="military", born="1999")
    record.entry("b", "1", sex="male", category="civilian", born="1998")
    record.same("a:1", "b:1")
    assert opened(casebook).person("a:1").role == "a man"


def test_asking_for_many_persons_reads_them_at_once_with_the_same_answers(casebook: Casebook):
    record = Record()
    for number in range(45):
        record.entry("a", str(number), name=f"Given{number} Family{number}")
    report = opened(casebook)
    names = [report.person(key).full_name for key in report.keys("person")]
    assert sorted(names) == sorted(f"Given{n} Family{n}" for n in range(45))


def test_figures_tables_charts_and_reconciliations(casebook: Casebook):
    record = Record()
    record.entry("a", "1", status="missing", sex="female")
    record.entry("a", "2", status="missing")
    report = opened(casebook)
    assert report.figure("missing").value == 2
    women = report.figure("women")
    assert (women.value, women.kind) == (1, "query")
    assert "1 more it cannot be told" in women.definition
    table = report.table("by-sex")
    assert report.figure(table.rows[0][1].figure).value == 1
    assert table.total_row
    assert report.chart("sex").series[0].values == (1, 1)
    assert report.reconciliations()[0].values[0].value == 2
    assert set(report.keys("figure")) == {"missing", "women"}
    assert report.figure("nothing") is None
    assert report.table("nothing") is None


def test_changes_since_the_build_that_was_remembered(casebook: Casebook):
    record = Record()
    record.entry("a", "1", status="missing")
    first = opened(casebook)
    assert first.remember(["missing"], datetime(2026, 3, 1, tzinfo=UTC), by="suite") == 1
    record.entry("a", "2", status="missing")
    (change,) = opened(casebook).changes()
    assert (change.key, change.before, change.after) == ("missing", 1, 2)
    assert change.came == ("a:2",)


def test_a_site_has_the_narrowest_consent_and_coarser_places_around(casebook: Casebook):
    record = Record()
    record.place("upper", kind="district", latitude=46.0, longitude=61.0)
    record.place("mill", "upper", kind="settlement")
    quarry = record.site("quarry", "mill")
    record.claim("site-location", site=quarry, latitude=46.4, longitude=61.3, consent="public")
    record.claim("site-location", site=quarry, place=record.places["mill"], consent="committee")
    record.claim("exhumation", site=quarry, number_min=7)
    (casebook.manuscripts / "outlines.yaml").write_text(
        "outlines: [{name: Upper, ring: [[61.0, 46.0], [61.5, 46.0], [61.0, 46.5]]}]"
    )
    report = opened(casebook)
    site = report.site("quarry")
    assert (site.consent, site.latitude, site.place.within) == (
        Consent.COMMITTEE,
        46.4,
        ("Upper",),
    )
    drawn = report.map("graves")
    (point,) = drawn.points
    assert (point.value, point.coarse, point.site) == (Decimal(7), ("Upper", 46.0, 61.0), "quarry")
    assert drawn.outlines[0][0] == "Upper"


def test_places_that_lie_in_each_other_have_nothing_coarser(casebook: Casebook):
    record = Record()
    mill = record.place("mill", kind="settlement")
    dale = record.place("dale", "mill", kind="settlement")
    type(mill).objects.filter(pk=mill.pk).update(parent=dale)
    quarry = record.site("quarry", "mill")
    record.claim("site-location", site=quarry, latitude=46.4, longitude=61.3, consent="public")
    record.claim("exhumation", site=quarry, number_min=7)
    (casebook.manuscripts / "outlines.yaml").write_text("outlines: []")
    report = opened(casebook)
    assert report.site("quarry").place.within == ("Dale",)
    (point,) = report.map("graves").points
    assert point.coarse is None


def test_claims_by_key_by_address_and_entries(casebook: Casebook):
    record = Record()
    victim = record.entry("a", "1", name="Orrin Vale").person
    act = record.claim(
        "act",
        key="act-001",
        act_type="beating",
        victim=victim,
        date="27-28.09.2020",
        place_text="the mill",
        reliability="B",
        credibility=3,
        locator="00:01:35",
    )
    report = opened(casebook)
    claim = report.claim("act-001")
    assert claim.summary == "beating of {person:a:1}, 27-28.09.2020, the mill"
    assert (claim.persons, claim.locator, claim.reliability) == (("a:1",), "00:01:35", "B")
    assert report.claim(f"act:{act.pk}").summary == claim.summary
    assert "names {person:a:1}" in report.claim("a:1").summary
    assert report.claim("act-002") is None
    assert "Vale" not in claim.summary


def test_every_kind_of_claim_has_a_summary(casebook: Casebook):
    from probanda.casebook.models import TYPED_CLAIMS
    from probanda.report.claim_summaries import SUMMARIES

    assert set(SUMMARIES) == {model.kind for model in TYPED_CLAIMS}


def test_sources_come_with_their_archived_copy(casebook: Casebook):
    from probanda.casebook import models

    item = models.Item.objects.create(
        key="i",
        path="vault/x",
        size=3,
        sha256="a" * 64,
        sha512="b" * 128,
        received_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    Record().source("web", kind="web", item=item, accessed=date(2026, 3, 1), date_edtf="2014-05-12")
    source = opened(casebook).source("web")
    assert (source.archived.sha256, source.accessed, source.published) == (
        "a" * 64,
        "2026-03-01",
        "2014-05-12",
    )


def test_a_casebook_without_figures_is_no_error(casebook: Casebook, tmp_path: Path):
    from probanda.report.from_casebook import open_record

    report = open_record(casebook)
    assert list(report.keys("figure")) == []
    assert list(report.changes()) == []
