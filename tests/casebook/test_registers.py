"""Lists in the record: all or nothing, entries verbatim, versions by key, nothing deleted, an unbroken chain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from probanda.casebook.audit_chain import verify
from probanda.casebook.models import (
    AttributeClaim,
    AuditRow,
    BirthClaim,
    Claimant,
    Entry,
    Item,
    NameClaim,
    Person,
    Register,
    RegisterVersion,
    Source,
    StatusClaim,
)
from probanda.casebook.registers import Delivery, ListOutcome, write_list
from probanda.casebook.registers_origin import RegisterInfo
from probanda.casebook.services import changing, correct_claim, create_entity
from probanda.exchange.lists import RowChecker, mapping_from
from probanda.problems import ProbandaError
from tests.conftest import NOW

HEADER = ("No", "Surname", "Given", "Sex", "Born", "Missing since", "Place", "Status", "Since")
MAPPING = {
    "register": {"key": "kin", "claimant": {"key": "kin-body", "name": "Kin"},
                 "source": {"key": "kin-list", "published": "March 2021"}},
    "columns": dict(zip(
        ("id", "surname", "given", "sex", "birth_date", "event_date", "event_place", "status",
         "status_date"), HEADER, strict=True)),
    "script": "az-Latn",
    "defaults": {"consent": "committee", "reliability": "B", "credibility": 3},
}  # fmt: skip
ROWS = [
    ["1", "Dolqarov", "Anar", "m", "19.10.1988", "21.04.2019", "Tovrik", "missing", ""],
    ["2", "Mertizli", "Aygün", "f", "1946", "30.04.2019", "Tovrik", "released", "07.03.2020"],
    ["3", "Belxarov", "Cavid", "m", "?", "about May 2019", "Melzur", "dead", ""],
]


def bring(rows, *, mapping=None, sha="a" * 64, path: Path | None = None, root=None, dry_run=False):
    """Check the rows and write them: what the command does."""
    value = {**MAPPING, **(mapping or {})}
    known = mapping_from(value, "m.yaml")
    info = RegisterInfo(
        known.register, known.title, known.claimant, known.source, known.script, known.consent,
        known.reliability, known.credibility,
    )  # fmt: skip
    checker = RowChecker(known, HEADER, "list")
    delivery = Delivery("list.csv", sha, 10, known.raw, path, root)
    checked = checker.check_all(enumerate([list(row) for row in rows], start=1))
    return write_list(info, delivery, checked, by="Ada", now=NOW, dry_run=dry_run)


def counts() -> dict[str, int]:
    models = (Person, Entry, NameClaim, BirthClaim, AttributeClaim, StatusClaim, AuditRow,
              Register, RegisterVersion, Claimant, Source)  # fmt: skip
    return {model.__name__: model.objects.count() for model in models}


def edited(number: int, column: int, value: str):
    rows = [list(row) for row in ROWS]
    rows[number][column] = value
    return rows


def test_each_row_becomes_an_entry_a_person_and_claims_that_rest_on_the_source(casebook):
    outcome = bring(ROWS)
    assert (outcome.new, outcome.version) == (3, 1)
    entry = Entry.objects.get(key="1")
    assert json.loads(entry.raw) == dict(zip(HEADER, ROWS[0], strict=True))
    assert entry.person.key == "kin:1"
    name = NameClaim.objects.get(person=entry.person)
    assert (name.full, name.surname, name.given, name.script) == (
        "Dolqarov Anar", "Dolqarov", "Anar", "az-Latn",
    )  # fmt: skip
    assert (name.source.key, name.claimant.key, name.locator) == ("kin-list", "kin-body", "row 1")
    assert (name.reliability, name.credibility, name.consent) == ("B", 3, "committee")
    assert (name.entry, name.current, name.recorded_by, name.recorded_at) == (
        entry,
        True,
        "Ada",
        NOW,
    )
    born = BirthClaim.objects.get(person=entry.person)
    assert (born.date_text, born.date_edtf) == ("19.10.1988", "1988-10-19")
    assert AttributeClaim.objects.get(person=entry.person).value == "male"
    status = StatusClaim.objects.get(person=entry.person)
    assert (status.state, status.date_edtf, status.place_text) == (
        "missing",
        "2019-04-21",
        "Tovrik",
    )
    assert Source.objects.get(key="kin-list").date_edtf == "2021-03"


def test_a_later_status_stands_beside_the_event_it_followed(casebook):
    bring(ROWS)
    states = StatusClaim.objects.filter(person__key="kin:2").order_by("date_earliest")
    assert list(states.values_list("state", "date_edtf", "place_text")) == [
        ("missing", "2019-04-30", "Tovrik"), ("released", "2020-03-07", ""),
    ]  # fmt: skip


def test_the_audit_chain_holds_and_names_every_entry(casebook):
    bring(ROWS)
    bring(edited(0, 1, "Dolqarova")[:2], sha="b" * 64)
    assert list(verify()) == []
    named = set(AuditRow.objects.filter(what__startswith="entry:").values_list("what", flat=True))
    assert named == {f"entry:{pk}" for pk in Entry.objects.values_list("pk", flat=True)}


def test_the_same_file_again_changes_nothing(casebook):
    bring(ROWS)
    before = counts()
    outcome = bring(ROWS)
    assert (outcome.version, outcome.unchanged, outcome.new) == (0, 3, 0)
    assert counts() == before


def test_a_dry_run_says_what_would_come_and_writes_nothing(casebook):
    before = counts()
    outcome = bring(ROWS, dry_run=True)
    assert (outcome.new, outcome.version) == (3, 0)
    assert counts() == before


def test_a_new_version_updates_by_key_and_keeps_what_was_there(casebook):
    bring(ROWS)
    rows = [*edited(0, 1, "Dolqarova")[:2], ["4", "Umrazov", "Emin", "m", "", "", "", "", ""]]
    outcome = bring(rows, sha="b" * 64)
    assert (outcome.version, outcome.new, outcome.changed, outcome.unchanged, outcome.gone) == (
        2, 1, 1, 1, 1,
    )  # fmt: skip
    assert outcome.ended == ["3"]
    old, new = Entry.objects.filter(key="1").order_by("pk")
    assert (old.current, old.ended, new.current, new.replaces, new.person) == (
        False, "changed", True, old, old.person,
    )  # fmt: skip
    assert (Entry.objects.get(key="3").current, Entry.objects.get(key="3").ended) == (False, "gone")
    names = NameClaim.objects.filter(person__key="kin:1").order_by("pk")
    assert list(names.values_list("surname", "current")) == [
        ("Dolqarov", False),
        ("Dolqarova", True),
    ]
    assert not StatusClaim.objects.filter(person__key="kin:3", current=True).exists()
    assert StatusClaim.objects.filter(person__key="kin:3").exists()


def test_a_row_that_comes_back_is_the_same_person(casebook):
    bring(ROWS)
    bring(ROWS[:2], sha="b" * 64)
    outcome = bring(ROWS, sha="c" * 64)
    assert (outcome.new, Person.objects.filter(key="kin:3").count()) == (1, 1)
    assert Entry.objects.filter(key="3", current=True).count() == 1


def test_a_refused_row_leaves_what_was_recorded_of_it_as_it_was(casebook):
    bring(ROWS)
    outcome = bring(edited(0, 4, "31.02.1993"), sha="b" * 64)
    assert (outcome.refused, outcome.gone, outcome.changed) == (1, 0, 0)
    assert Entry.objects.get(key="1").current


def test_a_file_without_a_good_row_ends_nothing_and_leaves_no_register(casebook):
    before = counts()
    bad = [[*row[:4], "31.02.1993", *row[5:]] for row in ROWS]
    assert bring(bad).version == 0
    assert counts() == before
    bring(ROWS)
    before = counts()
    assert bring(bad, sha="b" * 64).gone == 0
    assert counts() == before


def test_another_mapping_of_the_same_file_changes_the_rows_it_reads_otherwise(casebook):
    bring(ROWS)
    outcome = bring(ROWS, mapping={"values": {"status": {"dead": "missing"}}})
    assert (outcome.version, outcome.changed, outcome.unchanged) == (2, 1, 2)
    stricter = {**MAPPING["defaults"], "consent": "withdrawn"}
    outcome = bring(ROWS, mapping={"defaults": stricter, "values": {"status": {"dead": "missing"}}})
    assert outcome.changed == 3
    assert set(NameClaim.objects.filter(current=True).values_list("consent", flat=True)) == {
        "withdrawn"
    }


def test_a_crash_in_the_middle_leaves_nothing(casebook, monkeypatch):
    before = counts()
    monkeypatch.setattr("probanda.casebook.registers.BATCH", 1)

    def broken():
        known = mapping_from(MAPPING, "m.yaml")
        checker = RowChecker(known, HEADER, "list")
        yield from checker.check_all(enumerate([list(row) for row in ROWS[:2]], start=1))
        raise KeyboardInterrupt

    known = mapping_from(MAPPING, "m.yaml")
    info = RegisterInfo("kin", "kin", known.claimant, known.source)
    with pytest.raises(KeyboardInterrupt):
        write_list(info, Delivery("l", "a" * 64, 1, {}), broken(), by="Ada", now=NOW)
    assert counts() == before


def test_what_a_person_corrected_outlives_a_new_version(casebook):
    bring(ROWS)
    with changing(by="Ada", now=NOW) as change:
        correct_claim(
            change, NameClaim.objects.get(person__key="kin:1"), full="Dolqarov Anar Emin oğlu"
        )
    bring(edited(0, 6, "Melzur"), sha="b" * 64)
    current = NameClaim.objects.filter(person__key="kin:1", current=True)
    assert set(current.values_list("full", flat=True)) == {
        "Dolqarov Anar",
        "Dolqarov Anar Emin oğlu",
    }


def test_a_person_named_beforehand_is_the_one_the_list_means(casebook):
    with changing(by="Ada", now=NOW) as change:
        person = create_entity(change, "person", "kin:2")
    bring(ROWS)
    assert Entry.objects.get(key="2").person == person


def test_ids_go_on_after_a_list(casebook):
    """PostgreSQL's sequences must know the ids that were handed out beforehand."""
    bring(ROWS)
    with changing(by="Ada", now=NOW) as change:
        later = create_entity(change, "person", "someone")
    assert later.pk > Person.objects.get(key="kin:3").pk


def test_the_files_bytes_are_kept_and_are_the_sources_copy(casebook, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("bytes of the list", encoding="utf-8")
    import hashlib

    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    bring(ROWS, sha=sha, path=path, root=casebook.root)
    item = Source.objects.get(key="kin-list").item
    assert (item.sha256, item.consent) == (sha, "committee")
    assert (casebook.root / item.path).read_bytes() == path.read_bytes()
    path.write_text("bytes of the next version", encoding="utf-8")
    bring(
        ROWS[:2], sha=hashlib.sha256(path.read_bytes()).hexdigest(), path=path, root=casebook.root
    )
    assert Source.objects.get(key="kin-list").item.sha256 != sha
    assert Item.objects.count() == 2


def test_a_register_of_another_claimant_is_not_taken_over(casebook):
    bring(ROWS)
    other = {
        "register": {
            "key": "kin",
            "claimant": {"key": "else", "name": "Else"},
            "source": "kin-list",
        }
    }
    with pytest.raises(ProbandaError) as caught:
        bring(ROWS, mapping=other)
    assert caught.value.problems[0].code == "register-of-another"
    assert not Claimant.objects.filter(key="else").exists()


@pytest.mark.parametrize("part", ["claimant", "source"])
def test_a_claimant_or_source_that_is_not_in_the_record_is_named(casebook, part):
    register = {**MAPPING["register"], part: "nobody"}
    with pytest.raises(ProbandaError) as caught:
        bring(ROWS, mapping={"register": register})
    assert caught.value.problems[0].code == f"{part}-unknown"
    assert Register.objects.count() == 0


def test_the_outcome_of_a_list_is_the_same_on_both_databases(casebook):
    assert bring(ROWS) == ListOutcome("kin", version=1, new=3)
    assert connection.vendor in {"sqlite", "postgresql"}
    assert counts()["StatusClaim"] == 5
