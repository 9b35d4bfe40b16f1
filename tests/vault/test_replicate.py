"""A second copy agrees with the log or is not believed; repair takes only what the log committed to."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from probanda.problems import ProbandaError
from probanda.vault import Act, Delivery, Incoming, Vault, validate
from probanda.vault.replicate import Replica
from probanda.vault.restore_log import restore_log
from probanda.vault.scrub import Scrub

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
DELIVERY = Delivery("Archivist", NOW)


def give(vault: Vault, *contents: bytes):
    return vault.intake(
        [Incoming(b"file", lambda data=data: io.BytesIO(data)) for data in contents], DELIVERY
    )


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as made:
        give(made, b"one", b"two")
        give(made, b"three")
        yield made


def problems(folder: Path) -> list[str]:
    with Vault.open(folder, lambda: NOW) as opened:
        return [f"{each.code} {each.file}" for each in Scrub(opened).run().problems]


def test_a_copy_is_a_vault_that_can_be_verified_and_not_added_to(
    vault: Vault, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    result = Replica(vault, copy, "Archivist").bring_up_to_date()
    assert (result.copied, result.present, result.problems) == (2, 0, [])
    assert problems(copy) == []
    assert validate(copy / "ocfl").valid
    with Vault.open(copy) as opened:
        assert [item.sha512 for item in opened.items()] == [i.sha512 for i in vault.items()]
        assert opened.log.root(3) == vault.log.root(3)
        with pytest.raises(ProbandaError, match="vault-keys"):
            opened.record(Act.NOTE, who="a", why="b")
    assert vault.entry(3)["act"] == "copy"


def test_a_second_run_copies_only_what_is_new(vault: Vault, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    Replica(vault, copy, "Archivist").bring_up_to_date()
    give(vault, b"four")
    result = Replica(vault, copy, "Archivist").bring_up_to_date()
    assert (result.copied, result.present) == (1, 2)
    assert problems(copy) == []


def test_what_was_erased_here_is_erased_there(vault: Vault, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    vault.record(Act.NOTE, who="Person to be forgotten", why="x")
    Replica(vault, copy, "Archivist").bring_up_to_date()
    assert b"to be forgotten" in (copy / "log/records").read_bytes()
    vault.erase(3, who="Archivist", why="asked to")
    Replica(vault, copy, "Archivist").bring_up_to_date()
    assert b"to be forgotten" not in (copy / "log/records").read_bytes()
    assert problems(copy) == []
    assert problems(vault.folder) == []


def test_a_damaged_object_is_not_copied(vault: Vault, tmp_path: Path) -> None:
    item = next(vault.items())
    path = vault.object_folder(item.object) / item.content
    path.chmod(0o644)
    path.write_bytes(b"harm")
    result = Replica(vault, tmp_path / "copy", "Archivist").bring_up_to_date()
    assert [each.code for each in result.problems] == ["replica-harmed"]
    assert result.copied == 1


@pytest.mark.parametrize("harm", ["change", "delete file", "delete object", "link"])
def test_a_damaged_object_is_repaired_from_a_copy_that_agrees_with_the_log(
    vault: Vault, tmp_path: Path, harm: str
) -> None:
    copy = tmp_path / "copy"
    Replica(vault, copy, "Archivist").bring_up_to_date()
    item = next(vault.items())
    place = vault.object_folder(item.object)
    path = place / item.content
    if harm == "change":
        path.chmod(0o644)
        path.write_bytes(b"harm")
    elif harm == "delete object":
        shutil.rmtree(place)
    else:
        path.unlink()
        if harm == "link":
            path.symlink_to(copy / "vault.json")
    result = Replica(vault, copy, "Archivist").repair()
    assert (result.repaired, result.problems) == ([item.object], [])
    assert vault.stream(item).read() == b"one"
    assert problems(vault.folder) == []
    assert vault.history(item.object)[-1][1]["act"] == "repair"


def test_a_copy_that_does_not_agree_with_the_log_is_not_taken(vault: Vault, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    Replica(vault, copy, "Archivist").bring_up_to_date()
    item = next(vault.items())
    for root in (vault.store.root, copy / "ocfl"):
        path = root / vault.store.layout.path(item.object) / item.content
        path.chmod(0o644)
        path.write_bytes(b"harm")
    result = Replica(vault, copy, "Archivist").repair()
    assert result.repaired == []
    assert [each.code for each in result.problems] == ["replica-harmed"]


def test_a_copy_whose_log_is_another_is_refused(vault: Vault, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(vault.folder, copy)
    with Vault.open(copy, lambda: NOW) as other:
        other.record(Act.NOTE, who="Somebody", why="elsewhere")
    vault.record(Act.NOTE, who="Somebody", why="here")
    for act in (Replica(vault, copy, "A").bring_up_to_date, Replica(vault, copy, "A").repair):
        with pytest.raises(ProbandaError, match="replica-disagrees"):
            act()


def test_other_things_are_not_written_over(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter").write_text("x")
    with pytest.raises(ProbandaError, match="replica-not-empty"):
        Replica(vault, tmp_path / "letters", "A").bring_up_to_date()
    with Vault.create(tmp_path / "other"):
        pass
    with pytest.raises(ProbandaError, match="replica-of-another"):
        Replica(vault, tmp_path / "other", "A").bring_up_to_date()


def test_a_damaged_private_record_is_put_back(vault: Vault, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    Replica(vault, copy, "Archivist").bring_up_to_date()
    path = vault.folder / "log" / "records"
    data = bytearray(path.read_bytes())
    data[vault.entry(1)["record"] + 20] ^= 1
    path.write_bytes(bytes(data))
    assert problems(vault.folder) == ["log-record-changed log/records"]
    assert Replica(vault, copy, "Archivist").repair().repaired == ["private record 1"]
    assert problems(vault.folder) == []


@pytest.mark.parametrize("harm", ["cut", "change early", "change late", "gone"])
def test_a_damaged_log_is_restored_where_the_signed_checkpoint_says_so(
    tmp_path: Path, harm: str
) -> None:
    folder, copy = tmp_path / "vault", tmp_path / "copy"
    with Vault.create(folder, clock=lambda: NOW) as vault:
        give(vault, b"one")
        Replica(vault, copy, "Archivist").bring_up_to_date()
        if harm == "change early":
            give(vault, b"after the copy")
        root, size = vault.log.root(), vault.log.size
    entries = folder / "log" / "entries"
    lines = entries.read_bytes().splitlines(keepends=True)
    if harm == "cut":
        entries.write_bytes(b"".join(lines[:1]))
    elif harm == "gone":
        entries.unlink()
    else:
        at = 1 if harm == "change early" else -1
        lines[at] = lines[at].replace(b"2026", b"2025")
        entries.write_bytes(b"".join(lines))
    with Vault.open(folder, lambda: NOW) as vault:
        assert vault.frozen
        verifier = vault.verifier
    assert restore_log(folder, copy, verifier) == size
    with Vault.open(folder, lambda: NOW) as vault:
        assert (vault.frozen, vault.log.root()) == (False, root)
        assert Scrub(vault).run().problems == []


def test_a_log_is_not_restored_from_what_no_checkpoint_vouches_for(
    vault: Vault, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    Replica(vault, copy, "Archivist").bring_up_to_date()
    give(vault, b"after the copy")
    verifier = vault.verifier
    vault.close()
    entries = vault.folder / "log" / "entries"
    entries.write_bytes(b"".join(entries.read_bytes().splitlines(keepends=True)[:2]))
    with pytest.raises(ProbandaError, match="log-not-restored"):
        restore_log(vault.folder, copy, verifier)
    assert len(entries.read_bytes().splitlines()) == 2
