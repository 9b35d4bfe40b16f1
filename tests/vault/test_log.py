"""The log on disk keeps its entries, proves them, and takes itself up again after any end."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.problems import ProbandaError
from probanda.vault import CustodyLog
from probanda.vault.files import Disk
from probanda.vault.merkle import EMPTY_ROOT, leaf_hash, verify_consistency, verify_inclusion
from tests.vault.test_merkle import naive_path, naive_proof, naive_root

ENTRIES = [f'{{"entry": {number}}}'.encode() for number in range(300)]


@given(cuts=st.lists(st.integers(0, 40), max_size=12), reopen=st.booleans())
@settings(deadline=None, max_examples=30)
def test_batches_of_any_size_give_one_and_the_same_tree(tmp_path_factory, cuts, reopen) -> None:
    folder = tmp_path_factory.mktemp("log") / "log"
    done = 0
    if reopen:
        for count in cuts:
            with CustodyLog.open(folder) as log:
                assert log.append(ENTRIES[done : done + count]) == range(
                    done, min(done + count, 300)
                )
            done = min(done + count, 300)
    with CustodyLog.open(folder) as log:
        if not reopen:
            for count in cuts:
                log.append(ENTRIES[done : done + count])
                done = min(done + count, 300)
        assert log.size == done
        assert log.root() == naive_root(ENTRIES[:done])
        assert [log.entry(at) for at in range(done)] == ENTRIES[:done]
        assert log.check()


def test_proofs_hold_against_the_root_and_agree_with_the_naive_reading(tmp_path: Path) -> None:
    with CustodyLog.open(tmp_path / "log") as log:
        log.append(ENTRIES[:100])
        before = log.root()
        log.append(ENTRIES[100:117])
        assert log.root(100) == before
        for index in (0, 63, 64, 99, 116):
            path = log.inclusion(index)
            assert path == naive_path(index, ENTRIES[:117])
            assert verify_inclusion(leaf_hash(log.entry(index)), index, 117, path, log.root())
        proof = log.consistency(100)
        assert proof == naive_proof(100, ENTRIES[:117])
        assert verify_consistency(100, 117, before, log.root(), proof)


def test_an_empty_log_has_the_empty_root(tmp_path: Path) -> None:
    with CustodyLog.open(tmp_path / "log") as log:
        assert (log.size, log.root(), log.append([])) == (0, EMPTY_ROOT, range(0))
        assert log.check()
        with pytest.raises(IndexError):
            log.entry(0)
        with pytest.raises(ValueError, match="not 1"):
            log.root(1)


def test_the_entries_are_lines_that_anyone_can_read(tmp_path: Path) -> None:
    with CustodyLog.open(tmp_path / "log") as log:
        log.append(ENTRIES[:3])
        with pytest.raises(ValueError, match="one line"):
            log.append([b"good", b"two\nlines"])
        assert log.size == 3
    assert (tmp_path / "log/entries").read_bytes() == b"".join(e + b"\n" for e in ENTRIES[:3])


def test_a_torn_last_line_is_set_aside_and_the_log_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[:5])
    whole = (folder / "entries").stat().st_size
    with (folder / "entries").open("ab") as stream:
        stream.write(b'{"entry": 5, "never ackn')
    with CustodyLog.open(folder) as log:
        assert log.size == 5
        log.append(ENTRIES[5:7])
        assert log.root() == naive_root(ENTRIES[:7])
    assert (folder / f"torn-{whole}").read_bytes() == b'{"entry": 5, "never ackn'


@pytest.mark.parametrize("name", ["offsets", "hashes/00", "hashes/01", "hashes/03"])
@pytest.mark.parametrize("damage", ["gone", "short", "long", "torn"])
def test_indexes_that_do_not_fit_are_made_again(name: str, damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[:13])
    file = folder / name
    data = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes({"short": data[:-32], "long": data + data[:32], "torn": data[:-1]}[damage])
    with CustodyLog.open(folder) as log:
        assert log.size == 13
        assert log.root() == naive_root(ENTRIES[:13])
        assert log.check()


def test_entries_that_reached_the_disk_before_their_indexes_are_taken_up(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[:5])
    with (folder / "entries").open("ab") as stream:
        stream.write(ENTRIES[5] + b"\n" + ENTRIES[6] + b"\n")
    with CustodyLog.open(folder) as log:
        assert log.size == 7
        assert log.root() == naive_root(ENTRIES[:7])


@pytest.mark.parametrize(
    ("name", "at"), [("entries", 12), ("hashes/00", 5), ("hashes/02", 40), ("offsets", 15)]
)
def test_a_changed_entry_or_hash_is_found(tmp_path: Path, name: str, at: int) -> None:
    folder = tmp_path / "log"
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[:9])
        assert log.differences() == []
        data = bytearray((folder / name).read_bytes())
        data[at] ^= 1
        (folder / name).write_bytes(data)
        assert name in {file for file, _ in log.differences()}
        assert not log.check()
    with CustodyLog.open(folder) as log:
        assert log.remade


def test_any_bit_of_the_offsets_that_turns_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[:5])
    good = (folder / "offsets").read_bytes()
    for bit in range(0, 8 * len(good), 3):
        data = bytearray(good)
        data[bit // 8] ^= 1 << bit % 8
        (folder / "offsets").write_bytes(data)
        with CustodyLog.open(folder) as log:
            assert "offsets" in log.remade
            assert log.check()
        assert (folder / "offsets").read_bytes() == good


def test_hashes_that_a_loss_of_power_left_as_zeros_are_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[:9])
        root = log.root()
    (folder / "hashes/00").write_bytes(bytes(64) + (folder / "hashes/00").read_bytes()[64:])
    with CustodyLog.open(folder) as log:
        assert log.remade == ["hashes/00"]
        assert (log.root(), log.check()) == (root, True)


def test_what_was_settled_is_not_checked_again_on_opening(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("probanda.vault.log.SETTLE", 10)
    folder = tmp_path / "log"
    for start in range(0, 60, 6):
        with CustodyLog.open(folder) as log:
            assert log.remade == []
            log.append(ENTRIES[start : start + 6])
    assert (folder / "settled").read_text().split() == ["12", "24", "36", "48", "60"]
    with CustodyLog.open(folder) as log:
        log.append(ENTRIES[60:63])
        assert log.root() == naive_root(ENTRIES[:63])
    hashes = (folder / "hashes/00").read_bytes()
    (folder / "hashes/00").write_bytes(hashes[: 60 * 32] + bytes(64) + hashes[-32:])
    with CustodyLog.open(folder) as log:
        assert log.remade == ["hashes/00"]
        assert log.root() == naive_root(ENTRIES[:63])


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with (
        CustodyLog.open(folder),
        pytest.raises(ProbandaError, match="log-in-use"),
        CustodyLog.open(folder),
    ):
        pass
    with CustodyLog.open(folder) as log:
        assert log.size == 0


class FullDisk(Disk):
    """Writes the first bytes of what is too much for it."""

    full = False

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        if self.full:
            super().write(descriptor, memoryview(data)[:4])
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(descriptor, data)


def test_after_a_full_disk_the_log_stops_until_it_is_opened_anew(tmp_path: Path) -> None:
    disk = FullDisk()
    with CustodyLog.open(tmp_path / "log", disk) as log:
        log.append(ENTRIES[:5])
        disk.full = True
        with pytest.raises(OSError, match="No space"):
            log.append(ENTRIES[5:6])
        disk.full = False
        with pytest.raises(ProbandaError, match="log-failed"):
            log.append(ENTRIES[5:6])
        assert log.root() == naive_root(ENTRIES[:5])
    with CustodyLog.open(tmp_path / "log") as log:
        assert log.size == 5
        log.append(ENTRIES[5:6])
        assert log.root() == naive_root(ENTRIES[:6])
