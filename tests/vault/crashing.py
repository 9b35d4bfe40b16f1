"""Ends of a writer at any moment, and what must hold of the vault that it leaves behind.

Shared by the tests and by the long trials in benchmarks.
"""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from probanda.vault import Act, Delivery, Incoming, Vault, validate
from probanda.vault.files import Disk
from probanda.vault.scrub import Scrub

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
DELIVERY = Delivery("Archivist", NOW, given_by="A neighbour")

#: What a crash may leave to be said on opening; anything else is harm.
HARMLESS = {
    "log-indexes-remade",
    "log-torn",
    "log-beyond-checkpoint",
    "log-checkpoint-lost",
    "vault-leftover",
    "vault-object-recovered",
}


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: a kill loses nothing there that it would not on a disk."""
    memory = Path("/dev/shm")
    within = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=within) as folder:
        yield Path(folder)


def contents(key: str) -> list[bytes]:
    """What is delivered under a key: always the same, sometimes several files."""
    rng = random.Random(key)
    return [rng.randbytes(rng.randint(0, 5000)) for _ in range(rng.randint(1, 3))]


def deliver(vault: Vault, key: str) -> tuple[str, int, str]:
    """Deliver under a key; gives what was acknowledged: key, log index, checkpoint."""
    receipt = vault.intake(
        [
            Incoming(str(at).encode(), partial(io.BytesIO, data))
            for at, data in enumerate(contents(key))
        ],
        DELIVERY,
        key=key,
    )
    return key, receipt.log_index, receipt.checkpoint


def check(folder: Path, keys: Sequence[str], acknowledged: Sequence[tuple[str, int, str]]) -> str:
    """What must hold after any end, a retry of all deliveries included; empty when it does."""
    if not (folder / "vault.json").exists():
        if acknowledged:
            return "the vault is gone"
        Vault.create(folder, "vault.example/custody", lambda: NOW).close()
    with Vault.open(folder, lambda: NOW) as vault:
        bad = [each for each in vault.alarms if each.code not in HARMLESS]
        if bad:
            return f"alarms: {bad}"
        if vault.frozen:
            return "frozen"
        for key, index, checkpoint in acknowledged:
            if not vault.store.place(vault.keys.object_id(f"{key}\n0")).exists():
                return f"{key} was acknowledged and is lost"
            again = deliver(vault, key)
            if again != (key, index, checkpoint):
                return f"the receipt of {key} is another: {again}"
        recovered = {
            vault.entry(at)["object"]
            for at in range(vault.log.size)
            if vault.entry(at)["act"] == "recovered"
        }
        for key in keys:
            deliver(vault, key)
        objects = [name for name, _, _ in vault.index.objects()]
        if sorted(objects) != sorted(vault.keys.object_id(f"{key}\n0") for key in keys):
            return f"{len(objects)} objects after a retry of {len(keys)} deliveries"
        published = [
            vault.entry(at)["object"]
            for at in range(vault.log.size)
            if vault.entry(at)["act"] in {"receive", "recovered"}
        ]
        if len(published) != len(set(published)):
            return "an object was entered twice"
        if not recovered <= set(published):
            return "recovered what is not there"
        for key in keys:
            found = [
                vault.stream(item).read()
                for item in vault.items()
                if item.object == vault.keys.object_id(f"{key}\n0")
            ]
            if found != contents(key):
                return f"the bytes of {key} are others"
        problems = [
            each for each in Scrub(vault, resume=False).run().problems if each.code not in HARMLESS
        ]
        if problems:
            return f"verification: {problems}"
        report = validate(vault.store.root)
        if not report.valid or report.warnings:
            return f"validation: {report.errors} {report.warnings}"
    with Vault.open(folder, lambda: NOW) as vault:
        if vault.alarms:
            return f"a second opening still says {vault.alarms}"
    return ""


def forked(
    work: Callable[[Callable[[tuple[str, int, str]], None]], None], kill_after: float = -1.0
):
    """Run work in a process of its own, kill it in time, and give what it had acknowledged."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            work(lambda said: os.write(write, (repr(said) + "\n").encode()))
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    if kill_after >= 0:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read, "rb") as said:
        lines = said.read().decode().splitlines()
    _, status = os.waitpid(child, 0)
    return [eval(line) for line in lines], os.waitstatus_to_exitcode(status)


class EndingDisk(Disk):
    """A disk on which something happens at the Nth operation: a kill, a torn write, an error."""

    def __init__(self, at: int = -1, how: str = "kill") -> None:
        super().__init__()
        self.at = at
        self.how = how
        self.count = 0
        self.names: list[str] = []

    def turn(self, name: str, tear: Callable[[], None] | None = None) -> None:
        """Called before each operation."""
        self.names.append(name)
        now = self.count
        self.count += 1
        if self.how == "sync fails":
            if now >= self.at >= 0 and name in {"sync", "sync_files", "sync_directory", "settle"}:
                raise OSError(5, "Input/output error")
        elif self.how == "full":
            if now >= self.at >= 0 and name in {"write", "create", "make_directory"}:
                if tear is not None:
                    tear()
                raise OSError(28, "No space left on device")
        elif now == self.at:
            if self.how == "error":
                raise OSError(5, "Input/output error")
            if self.how == "tear" and tear is not None:
                tear()
            os.kill(os.getpid(), signal.SIGKILL)


def _ending(name: str):
    def operation(self, *arguments, **options):
        self.turn(name)
        return getattr(Disk, name)(self, *arguments, **options)

    return operation


for _name in (
    "make_directory", "create", "open_to_append", "open_to_blank", "sync", "sync_files",
    "sync_directory", "settle", "close", "cut", "rename", "remove", "remove_tree",
):  # fmt: skip
    setattr(EndingDisk, _name, _ending(_name))


def _write(self, descriptor, data):
    half = bytes(data)[: len(data) // 2]
    self.turn("write", lambda: Disk.write(self, descriptor, half))
    Disk.write(self, descriptor, data)


EndingDisk.write = _write  # type: ignore[method-assign]


def scenario(folder: Path, disk: Disk, tell: Callable[[tuple[str, int, str]], None]) -> None:
    """What the trials do: deliver, act, deliver again."""
    with Vault.open(folder, lambda: NOW, disk) as vault:
        tell(deliver(vault, "a"))
        vault.record(Act.OPEN, who="Archivist", why="to look")
        tell(deliver(vault, "b"))


def started(folder: Path, *keys: str) -> Path:
    """A vault with some deliveries in it."""
    with Vault.create(folder, "vault.example/custody", lambda: NOW) as vault:
        for key in keys:
            deliver(vault, key)
    return folder


def kill_at_random(original: Path, folder: Path, rng: random.Random) -> str:
    """Let a program deliver to a copy of a vault, kill it at some moment, and check what is left."""
    shutil.copytree(original, folder)
    fresh = [f"{number}" for number in range(200)]

    def work(tell: Callable[[tuple[str, int, str]], None]) -> None:
        with Vault.open(folder, lambda: NOW) as vault:
            for key in fresh:
                tell(deliver(vault, key))

    said, _ = forked(work, rng.random() * 0.06)
    wrong = check(folder, ["before", *fresh[: len(said) + 1]], said)
    shutil.rmtree(folder)
    return wrong
