"""Nothing of a sealed delivery is ever on the disk in the clear: not after any crash, in any file."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from probanda.vault import Delivery, Incoming, Vault
from probanda.vault.files import Disk
from probanda.vault.opening import open_item
from probanda.vault.seal import Sealer, identities, new_identity
from tests.vault.shapes import digest

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
CASE, RECOVERY = new_identity(), new_identity()
CANARY = hashlib.sha256(b"a canary that no program writes").digest()
NAME = CANARY.hex().encode()
BODY = b"x" * 70_000 + CANARY + b"y" * 70_000


class Killing(Disk):
    """Kills its own process before the operation with this number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.left = number

    def __getattribute__(self, name: str):
        found = super().__getattribute__(name)
        if name.startswith("_") or name in {"left", "watch", "forget"} or not callable(found):
            return found

        def counted(*args, **more):
            self.left -= 1
            if self.left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return found(*args, **more)

        return counted


def take_in(folder: Path, disk: Disk) -> None:
    delivery = Delivery(
        "Archivist", NOW, given_by=CANARY.hex(), notes=CANARY.hex(), consent="internal"
    )
    offered = [Incoming(NAME, lambda: io.BytesIO(BODY)), Incoming(b"2", lambda: io.BytesIO(CANARY))]
    with Vault.open(folder, clock=lambda: NOW, disk=disk) as vault:
        vault.intake(offered, delivery, key="one", transform=Sealer.to([CASE[1], RECOVERY[1]]))


def traces() -> Iterator[bytes]:
    """The canary, and what would betray it to whoever knows it."""
    yield CANARY
    yield base64.b64encode(CANARY)
    for data in (CANARY, BODY):
        for algorithm in ("sha256", "sha512"):
            said = digest(data, algorithm)
            yield said.encode()
            yield bytes.fromhex(said)
    yield NAME
    yield NAME.hex().encode()


def found_in(folder: Path) -> list[tuple[str, bytes]]:
    said = list(traces())
    return [
        (str(path.relative_to(folder)), each)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for each in said
        if each in path.read_bytes() or each in os.fsencode(path)
    ]


def killed_at(number: int, folder: Path) -> bool:
    """Take in, in a process that dies at an operation; whether it came to that."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            take_in(folder, Killing(number))
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork beside threads that are idle
def test_no_kill_at_any_operation_leaves_a_trace(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    with Vault.create(tmp_path / "fresh", clock=lambda: NOW):
        pass
    number = 0
    while True:
        folder = tmp_path / "vault"
        shutil.copytree(tmp_path / "fresh", folder)
        died = killed_at(number, folder)
        assert found_in(tmp_path) == [], f"operation {number}"
        with Vault.open(folder, clock=lambda: NOW):  # recovery moves things about
            pass
        assert found_in(folder) == []
        shutil.rmtree(folder)
        if not died:
            break
        number += 1
    assert number > 20


def test_the_bytes_are_there_for_either_key_and_the_opening_leaves_none(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    with Vault.create(folder, clock=lambda: NOW):
        pass
    take_in(folder, Disk())
    with Vault.open(folder, clock=lambda: NOW) as vault:
        item = next(iter(vault.items()))
        for secret, _ in (CASE, RECOVERY):
            target = io.BytesIO()
            open_item(vault, item.id, identities(secret), target, who="Ada", why="to listen")
            assert target.getvalue() == BODY
        acts = [(entry["act"], private.said["why"]) for _, entry, private in vault.history(item.id)]
        assert acts[1:] == [("decrypt", "to listen"), ("decrypt", "to listen")]
    assert found_in(tmp_path) == []


def test_the_search_would_find_it(tmp_path: Path) -> None:
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as vault:
        vault.intake([Incoming(NAME, lambda: io.BytesIO(BODY))], Delivery("A", NOW))
    assert len(found_in(tmp_path)) >= 4
