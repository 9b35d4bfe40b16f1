"""The services: what they write, what they refuse, and that each change leaves its audit row."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction

from probanda.casebook.audit_chain import verify
from probanda.casebook.health.doctor import diagnose
from probanda.casebook.models import (
    ActClaim,
    AuditRow,
    InvolvementClaim,
    Item,
    Person,
    QuantityClaim,
    Source,
)
from probanda.casebook.services import (
    amend_entity,
    archive_file,
    changing,
    correct_claim,
    create_entity,
    record_claim,
    retract_claim,
)
from probanda.casebook.services.claims import find_claim
from probanda.casebook.services.digests import digests_of
from probanda.problems import ProbandaError
from probanda.vault import Delivery, Vault, found
from tests.conftest import NOW


@pytest.fixture
def begin(casebook):
    """Starts a piece of work as Ada."""
    return lambda **more: changing(by="Ada", now=NOW, **more)


@pytest.fixture
def ground(begin):
    """A claimant and a source."""
    with begin() as change:
        claimant = create_entity(change, "claimant", "commission", name="The Commission")
        source = create_entity(change, "source", "letter", kind="document", title="A letter")
    return {"claimant": claimant, "source": source}


def last() -> AuditRow:
    return AuditRow.objects.order_by("-seq").first()


def test_a_claim_leaves_an_audit_row_with_who_when_what_and_after(begin, ground):
    with begin(why="letter of 3 May") as change:
        claim = record_claim(change, "quantity", key="q-1", what="missing", value=12, **ground)
    row = last()
    assert (row.who, row.at, row.why, row.action) == ("Ada", NOW, "letter of 3 May", "record")
    assert row.what == f"quantity:{claim.pk}"
    assert json.loads(row.after)["value"] == "12.0000"
    assert row.before == ""
    assert list(verify()) == []


@pytest.mark.parametrize("missing", ["source", "claimant"])
def test_a_claim_needs_a_source_and_a_claimant(begin, ground, missing):
    with pytest.raises(ProbandaError) as caught, begin() as change:
        record_claim(change, "quantity", what="missing", value=1, **{**ground, missing: None})
    assert caught.value.problems[0].code == f"{missing}-missing"
    assert QuantityClaim.objects.count() == 0


def test_the_schema_itself_refuses_a_claim_without_a_source(casebook, ground):
    claim = QuantityClaim(
        what="missing", value=1, claimant=ground["claimant"], recorded_by="x", recorded_at=NOW
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        claim.save()


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("reliability", "G", "value-unknown"),
        ("credibility", 7, "value-unknown"),
        ("consent", "perhaps", "value-unknown"),
        ("exactness", "roughly", "value-unknown"),
        ("what", "", "field-missing"),
        ("what", "x" * 201, "text-too-long"),
        ("note", "a\x00b", "character-unusable"),
        ("value", "12.34567", "number-out-of-range"),
        ("value", 10**17, "number-out-of-range"),
        ("key", "two words", "key-unusable"),
        ("key", "act:12", "key-unusable"),
    ],
)
def test_what_the_database_would_refuse_is_said_in_words(begin, ground, column, value, code):
    good = {"what": "missing", "value": 1, **ground}
    with pytest.raises(ProbandaError) as caught, begin() as change:
        record_claim(change, "quantity", **{**good, column: value})
    assert code in [problem.code for problem in caught.value.problems]
    assert AuditRow.objects.filter(action="record").count() == 0


def test_a_correction_is_a_new_row_and_the_old_one_stays(begin, ground):
    with begin() as change:
        old = record_claim(change, "quantity", key="q-1", what="missing", value=12, **ground)
    with begin() as change:
        new = correct_claim(change, old, value=13)
    old.refresh_from_db()
    assert (old.current, int(old.value)) == (False, 12)
    assert (new.current, int(new.value), new.corrects_id, new.key) == (True, 13, old.pk, "q-1")
    assert find_claim("q-1") == new
    assert find_claim(f"quantity:{old.pk}") == old
    with pytest.raises(ProbandaError), begin() as change:
        correct_claim(change, old, value=14)


def test_a_retracted_claim_counts_no_more_and_is_not_lost(begin, ground):
    with begin() as change:
        old = record_claim(change, "quantity", key="q-1", what="missing", value=12, **ground)
        retract_claim(change, old)
    assert find_claim("q-1") is None
    assert QuantityClaim.objects.filter(current=True).count() == 0
    assert set(QuantityClaim.objects.values_list("status", flat=True)) == {"alleged", "retracted"}


def test_involvements_follow_a_corrected_act(begin, ground):
    with begin() as change:
        act = record_claim(change, "act", key="act-1", act_type="beating", **ground)
        record_claim(
            change, "involvement", act=act, degree="ordered", who_text="an officer", **ground
        )
        new = correct_claim(change, act, act_type="kicking")
    assert InvolvementClaim.objects.get(current=True).act_id == new.pk
    assert ActClaim.objects.get(current=True).pk == new.pk


def test_a_key_belongs_to_one_claim_of_any_kind(begin, ground):
    with begin() as change:
        record_claim(change, "quantity", key="x-1", what="missing", value=1, **ground)
    with pytest.raises(ProbandaError) as caught, begin() as change:
        record_claim(change, "act", key="x-1", act_type="beating", **ground)
    assert caught.value.problems[0].code == "key-taken"


def test_work_that_fails_leaves_neither_rows_nor_audit(begin, ground):
    before = AuditRow.objects.count()

    def fail() -> None:
        with begin() as change:
            create_entity(change, "person", "p-1")
            create_entity(change, "person", "p-1")

    with pytest.raises(ProbandaError):
        fail()
    assert AuditRow.objects.count() == before
    assert not Person.objects.filter(key="p-1").exists()


def test_amending_keeps_what_was_there_in_the_audit(begin, ground):
    with begin() as change:
        assert amend_entity(change, ground["source"], title="Another title")
        assert not amend_entity(change, ground["source"], title="Another title")
    assert json.loads(last().before)["title"] == "A letter"
    assert Source.objects.get().title == "Another title"


def test_an_archived_copy_is_an_item_of_the_vault_and_kept_once(begin, casebook, tmp_path):
    (tmp_path / "a.html").write_bytes(b"<p>hello</p>")
    (tmp_path / "b.htm").write_bytes(b"<p>hello</p>")
    with begin() as change:
        first = archive_file(change, casebook.root, tmp_path / "a.html")
        second = archive_file(change, casebook.root, tmp_path / "b.htm")
    assert first == second
    assert (casebook.root / first.path).read_bytes() == b"<p>hello</p>"
    assert Item.objects.count() == 1
    with Vault.open(casebook.vault) as vault:
        (kept,) = vault.items()
        assert (kept.id, kept.log_index) == (first.vault_item, first.log_index)
        assert (kept.sha256, kept.sha512) == (first.sha256, first.sha512)
        assert vault.entry(kept.log_index)["act"] == "receive"


def test_a_lost_copy_is_restored_when_its_bytes_come_again(begin, casebook, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"hello")
    with begin() as change:
        item = archive_file(change, casebook.root, tmp_path / "a.txt")
    (casebook.root / item.path).unlink()
    with begin() as change:
        again = archive_file(change, casebook.root, tmp_path / "a.txt")
    assert again.pk == item.pk
    assert (casebook.root / again.path).read_bytes() == b"hello"
    assert last().action == "restore"


def test_what_was_taken_in_before_is_not_taken_in_again(begin, casebook, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"hello")
    (tmp_path / "b.txt").write_bytes(b"hello there")
    with Vault.create(casebook.vault) as vault:
        delivery = Delivery("Archivist", NOW, given_by="A neighbour", consent="public")
        receipt = vault.intake(found([tmp_path / "a.txt", tmp_path / "b.txt"]), delivery)
        size = vault.log.size
    with begin() as change:
        item = archive_file(change, casebook.root, tmp_path / "b.txt")
    assert item.vault_item == receipt.items[1].id
    with Vault.open(casebook.vault) as vault:
        assert vault.log.size == size


def test_copies_of_an_earlier_version_are_used_where_they_lie(begin, casebook, tmp_path):
    """A casebook from before the vault: the copy lies in vault/files and is not moved."""
    (tmp_path / "a.txt").write_bytes(b"hello")
    digests = digests_of(tmp_path / "a.txt")
    old = casebook.vault / "files" / digests.sha256[:2] / f"{digests.sha256}.txt"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"hello")
    with begin() as change:
        change.insert(
            Item(
                key=f"sha256:{digests.sha256}",
                path=str(old.relative_to(casebook.root)),
                size=digests.size,
                sha256=digests.sha256,
                sha512=digests.sha512,
                received_at=change.now,
            )
        )
    with begin() as change:
        item = archive_file(change, casebook.root, tmp_path / "a.txt")
    assert item.vault_item == ""
    assert (casebook.root / item.path) == old
    assert not (casebook.vault / "vault.json").exists()
    with begin() as change:  # the old folder is no obstacle to a vault in the same place
        (tmp_path / "b.txt").write_bytes(b"new")
        assert archive_file(change, casebook.root, tmp_path / "b.txt").vault_item
    assert diagnose(casebook).ok


@pytest.mark.parametrize("content", [None, b""])
def test_a_missing_or_empty_copy_is_refused(begin, casebook, tmp_path, content):
    if content is not None:
        (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ProbandaError) as caught, begin() as change:
        archive_file(change, casebook.root, tmp_path / "a.txt")
    assert caught.value.problems[0].code in {"archive-unreadable", "archive-empty"}
    assert Item.objects.count() == 0
