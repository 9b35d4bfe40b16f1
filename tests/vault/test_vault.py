"""The vault as a whole: what is taken in is kept, receipted, found again, and entered in the log."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from probanda.problems import ProbandaError
from probanda.vault import Act, Delivery, Incoming, SignedCheckpoint, Vault, validate
from probanda.vault.merkle import leaf_hash, verify_inclusion
from probanda.vault.replicate import Replica
from probanda.vault.scrub import Scrub

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
DELIVERY = Delivery("Archivist", NOW, given_by="A neighbour", how="by hand", why="offered")


def incoming(*contents: bytes) -> list[Incoming]:
    return [
        Incoming(f"file {number}".encode(), lambda data=data: io.BytesIO(data))
        for number, data in enumerate(contents)
    ]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as made:
        yield made


def assert_valid(vault: Vault) -> None:
    report = validate(vault.store.root)
    assert (report.errors, report.warnings) == ([], [])
    assert list(vault.store.staging.glob("*/*")) == []  # each program has an empty room there


def test_a_receipt_names_each_item_its_digests_its_entry_and_a_signed_checkpoint(
    vault: Vault,
) -> None:
    receipt = vault.intake(incoming(b"one", b"two", b"one"), DELIVERY)
    assert [item.sha256 for item in receipt.items] == [
        hashlib.sha256(data).hexdigest() for data in (b"one", b"two", b"one")
    ]
    assert [item.sha512 for item in receipt.items] == [
        hashlib.sha512(data).hexdigest() for data in (b"one", b"two", b"one")
    ]
    assert [item.name for item in receipt.items] == ["file 0", "file 1", "file 2"]
    signed = SignedCheckpoint.parse(receipt.checkpoint)
    assert vault.verifier.has_signed(signed)
    assert signed.checkpoint.size == receipt.log_index + 1
    assert_valid(vault)


def test_an_item_is_bound_to_the_checkpoint_by_inventory_entry_and_proof(vault: Vault) -> None:
    vault.intake(incoming(b"before"), DELIVERY)
    receipt = vault.intake(incoming(b"one"), DELIVERY)
    (item,) = receipt.items
    inventory = (vault.object_folder(item.object) / "inventory.json").read_bytes()
    assert item.content in json.loads(inventory)["manifest"][item.sha512]
    entry = vault.log.entry(receipt.log_index)
    assert json.loads(entry)["inventory"] == hashlib.sha512(inventory).hexdigest()
    signed = SignedCheckpoint.parse(receipt.checkpoint).checkpoint
    path = vault.log.inclusion(receipt.log_index, signed.size)
    assert verify_inclusion(leaf_hash(entry), receipt.log_index, signed.size, path, signed.root)


def test_items_are_found_again_and_read(vault: Vault) -> None:
    receipt = vault.intake(incoming(b"one", b"two"), DELIVERY)
    assert list(vault.items()) == list(receipt.items)
    assert vault.item(receipt.items[1].id) == receipt.items[1]
    assert vault.stream(receipt.items[1]).read() == b"two"
    assert vault.metadata(receipt.intake)["given_by"] == "A neighbour"
    with pytest.raises(ProbandaError, match="vault-no-item"):
        vault.item(receipt.items[1].id + "9")
    with pytest.raises(ProbandaError, match="vault-no-item"):
        vault.item("urn:uuid:unknown/000000")


def test_the_same_key_gives_the_same_receipt_and_takes_nothing_twice(vault: Vault) -> None:
    first = vault.intake(incoming(b"one"), DELIVERY, key="upload 1")
    vault.intake(incoming(b"other"), DELIVERY, key="upload 2")
    again = vault.intake(incoming(b"one"), DELIVERY, key="upload 1")
    assert again.repeated
    assert {**again.as_dict(), "repeated": False} == first.as_dict()
    assert vault.log.size == 3


def test_the_same_key_from_many_threads_makes_one_object(vault: Vault) -> None:
    receipts = []

    def upload() -> None:
        receipts.append(vault.intake(incoming(b"one"), DELIVERY, key="upload"))

    threads = [threading.Thread(target=upload) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {(r.intake, r.log_index, r.checkpoint) for r in receipts} == {
        (receipts[0].intake, 1, receipts[0].checkpoint)
    }
    assert len(receipts) == 8
    assert_valid(vault)


def test_the_log_names_no_person_and_the_private_half_is_kept_beside_it(vault: Vault) -> None:
    receipt = vault.intake(incoming(b"one"), DELIVERY)
    position = vault.record(
        Act.TRANSFER, who="Courier", why="on request", subject=receipt.intake, previous_holder="Us"
    )
    log = (vault.folder / "log" / "entries").read_text()
    assert not any(word in log for word in ("Archivist", "neighbour", "Courier", "request", "Us"))
    history = vault.history(receipt.intake)
    assert [(at, entry["act"]) for at, entry, _ in history] == [(1, "receive"), (2, "transfer")]
    assert history[1][2] is not None
    assert history[1][2].said == {"who": "Courier", "why": "on request", "previous_holder": "Us"}
    assert position.index == 2


def test_a_transform_decides_what_is_stored_and_hides_the_names(vault: Vault) -> None:
    def reverse(source, target, name):
        data = source.read(-1)
        target.write(data[::-1])
        return {"method": "reversed"}

    receipt = vault.intake(incoming(b"plain"), DELIVERY, transform=reverse)
    (item,) = receipt.items
    assert vault.stream(item).read() == b"nialp"
    assert item.sha256 == hashlib.sha256(b"nialp").hexdigest()
    assert (item.name, item.sealed) == ("", True)
    document = vault.metadata(receipt.intake)
    assert document["files"][0]["sealed"] == {"method": "reversed"}
    for path in vault.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"plain" not in data
            assert b"neighbour" not in data
            assert b"file 0" not in data
    assert_valid(vault)


def test_a_vault_is_made_once(vault: Vault) -> None:
    with pytest.raises(ProbandaError, match="vault-exists"):
        Vault.create(vault.folder)
    with pytest.raises(ProbandaError, match="vault-not-found"):
        Vault.open(vault.folder / "nowhere")


def test_nothing_is_left_of_a_delivery_without_files(vault: Vault) -> None:
    with pytest.raises(ProbandaError, match="vault-nothing-taken"):
        vault.intake([], DELIVERY)
    assert vault.log.size == 1
    assert_valid(vault)


def test_a_delivery_that_the_store_has_lost_is_not_taken_in_under_its_id_again(
    vault: Vault,
) -> None:
    receipt = vault.intake(incoming(b"one"), DELIVERY, key="k")
    shutil.rmtree(vault.object_folder(receipt.intake))
    with pytest.raises(ProbandaError, match="vault-object-missing"):
        vault.intake(incoming(b"one"), DELIVERY, key="k")
    assert vault.log.size == 2


def test_keys_are_not_made_anew_over_a_store_whose_log_and_settings_are_lost(vault: Vault) -> None:
    vault.intake(incoming(b"one"), DELIVERY)
    vault.close()
    (vault.folder / "vault.json").unlink()
    shutil.rmtree(vault.folder / "log")
    key = (vault.folder / "keys" / "log.key").read_bytes()
    with pytest.raises(ProbandaError, match="vault-settings"):
        Vault.create(vault.folder)
    assert (vault.folder / "keys" / "log.key").read_bytes() == key


def test_a_copy_without_the_empty_staging_is_opened(vault: Vault) -> None:
    vault.close()
    shutil.rmtree(vault.store.staging)
    with Vault.open(vault.folder) as again:
        assert again.alarms == []
        again.intake(incoming(b"one"), DELIVERY)
        assert_valid(again)


def test_a_vault_whose_whole_store_is_gone_says_so_and_is_repaired(
    vault: Vault, tmp_path: Path
) -> None:
    vault.intake(incoming(b"one", b"two"), DELIVERY)
    Replica(vault, tmp_path / "copy", "Archivist").bring_up_to_date()
    vault.close()
    shutil.rmtree(vault.store.root)
    with Vault.open(vault.folder) as again:
        assert [each.code for each in again.alarms] == ["vault-object-missing"]
        missing = {each.code for each in Scrub(again).run().problems}
        assert missing == {"vault-object-missing", "vault-file-missing"}
        repaired = Replica(again, tmp_path / "copy", "Archivist").repair()
        assert repaired.problems == []
    with Vault.open(vault.folder) as again:
        assert Scrub(again).run().problems == []
        assert_valid(again)
