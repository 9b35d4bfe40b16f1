"""The doctor finds what somebody did to the casebook behind the services' back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import connection

from probanda.casebook.folder import open_casebook
from probanda.casebook.health import diagnose
from probanda.casebook.models import AuditRow, Entry, Item, NameClaim, Person, QuantityClaim, Source
from probanda.casebook.record_file import import_record_file
from probanda.casebook.registers import Delivery, RegisterInfo, write_list
from probanda.casebook.search import search
from probanda.casebook.services import changing, create_entity, decide_identity
from tests.casebook.test_record_file import CLAIMS
from tests.conftest import NOW


@pytest.fixture
def book(casebook, tmp_path):
    (tmp_path / "letter.txt").write_text("the letter", encoding="utf-8")
    (tmp_path / "record.yaml").write_text(CLAIMS, encoding="utf-8")
    report = import_record_file(casebook, tmp_path / "record.yaml", by="Ada", now=NOW)
    assert report.ok
    return casebook


def codes(book) -> list[str]:
    return [problem.code for problem in diagnose(book).problems if problem.severity == "error"]


def test_a_casebook_that_nobody_touched_is_whole(book):
    found = diagnose(book)
    assert (found.ok, found.problems) == (True, ())
    assert found.facts["record"]["quantity"] == 1
    assert found.facts["audit_rows"] == AuditRow.objects.count()
    assert found.facts["audit_head"] == AuditRow.objects.order_by("-seq").first().hash


def test_a_broken_link_is_named_by_its_number(book):
    AuditRow.objects.filter(seq=4).update(who="somebody else")
    [problem] = diagnose(book).problems
    assert (problem.code, problem.row) == ("audit-broken", 4)
    assert "row 4" in problem.message


def test_an_audit_row_that_is_no_json_any_more_is_a_problem_not_a_crash(book):
    AuditRow.objects.filter(what="quantity:1").update(after="{")
    assert "audit-broken" in codes(book)
    AuditRow.objects.filter(seq=1).update(after="{")
    assert "audit-broken" in codes(open_casebook(book.root))


def test_a_changed_row_is_found_with_what_was_recorded(book):
    QuantityClaim.objects.update(value=4497)
    [problem] = diagnose(book).problems
    assert problem.code == "row-changed"
    assert "4497" in problem.found
    assert "4496" in problem.expected


def test_a_row_written_without_a_service_is_found(book):
    Source.objects.create(key="smuggled", kind="web", title="x")
    assert codes(book) == ["row-unaudited"]


def test_a_deleted_row_is_found(book):
    QuantityClaim.objects.all().delete()
    assert codes(book) == ["row-missing"]


def test_audit_rows_cut_from_the_end_leave_rows_without_audit(book):
    last = AuditRow.objects.order_by("-seq").first().seq
    AuditRow.objects.filter(seq__gt=last - 6).delete()
    assert set(codes(book)) & {"row-unaudited", "row-changed"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "copy-missing"), (b"the lettre", "copy-changed"), (b"", "copy-changed")],
)
def test_an_archived_copy_that_is_gone_or_changed_is_found(book, content, code):
    path = book.root / Item.objects.get().path
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    problem, *of_the_vault = diagnose(book).problems
    assert problem.code == code
    assert "letter" in problem.message
    what = "vault-file-missing" if content is None else "vault-file-changed"
    assert {each.code for each in of_the_vault} == {what}


def test_a_claim_whose_source_is_gone_is_found(book):
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE casebook_quantityclaim DISABLE TRIGGER ALL")
        cursor.execute("UPDATE casebook_quantityclaim SET source_id = 999")
    assert "claim-without-source" in codes(book)


def test_decisions_that_contradict_each_other_are_a_warning(book):
    left, right = Person.objects.order_by("pk")
    with changing(by="Ada", now=NOW) as change:
        decide_identity(change, left, right, "different", "other father")
    found = diagnose(book)
    assert [problem.code for problem in found.problems] == ["identity-conflict"]
    assert found.ok


def test_a_person_whom_nobody_names_is_a_warning(book):
    with changing(by="Ada", now=NOW) as change:
        create_entity(change, "person", "nobody")
    [problem] = diagnose(book).problems
    assert (problem.code, problem.found) == ("person-without-name", "nobody")


def test_a_search_index_out_of_step_is_a_warning(book):
    search("letter")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM casebook_search WHERE kind = 'source'")
    assert [problem.code for problem in diagnose(book).problems] == ["search-out-of-step"]


def test_a_file_that_is_no_database_is_named_with_what_to_do(book):
    if connection.vendor != "sqlite":
        assert not list(Entry.objects.all())  # PostgreSQL looks after its own files
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    (book.root / "casebook.sqlite3").write_bytes(b"no database" * 100)
    (problem,) = diagnose(open_casebook(book.root, check=False)).problems
    assert problem.code == "database-damaged"
    assert "backup" in problem.remedy


def test_a_damaged_database_file_is_a_problem_not_a_crash(book):
    if connection.vendor != "sqlite":
        assert not list(Entry.objects.all())  # PostgreSQL looks after its own files
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    file = book.root / "casebook.sqlite3"
    data = bytearray(file.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    file.write_bytes(data)
    found = diagnose(open_casebook(book.root, check=False))
    assert "database-damaged" in [problem.code for problem in found.problems]


@dataclass
class Row:
    """A checked row of a list, as the list reader gives it."""

    row: int
    key: str
    raw: str
    digest: str
    name: tuple[str, str, str, str]
    birth: None = None
    attributes: tuple = ()
    statuses: tuple = ()
    note: str = ""
    problems: tuple = ()


@pytest.fixture
def listed(book):
    """The casebook with a list of three rows."""
    rows = [
        Row(n, f"{n}", f'{{"No":"{n}"}}', f"{n}" * 64, (f"Person {n}", "", "", ""))
        for n in (1, 2, 3)
    ]
    write_list(
        RegisterInfo("press", "A list", "commission", "letter"),
        Delivery("list.csv", "0" * 64, 10, {}),
        rows,
        by="Ada",
        now=NOW,
    )
    return book


def test_a_list_that_nobody_touched_is_whole(listed):
    assert diagnose(listed).problems == ()


@pytest.mark.parametrize("change", [{"raw": '{"No":"9"}'}, {"digest": "9" * 64}, {"person": None}])
def test_a_changed_list_entry_is_found(listed, change):
    Entry.objects.filter(key="2").update(**change)
    [problem] = diagnose(listed).problems
    assert (problem.code, "entry:2" in problem.message) == ("row-changed", True)


def test_a_deleted_list_entry_is_found(listed):
    NameClaim.objects.filter(entry__key="3").delete()
    Entry.objects.filter(key="3").delete()
    assert "row-missing" in codes(listed)
