"""Single mutations of a vault, as harm or malice would make them; each says which files it touched.

Shared by the tests and by the long trials in benchmarks.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from probanda.vault import Act, Delivery, Incoming, Vault
from probanda.vault.log import CustodyLog

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)

#: Files that nothing rests on: they are made again, or hold no evidence.
DERIVED = {"index.sqlite3", "index.sqlite3-wal", "index.sqlite3-shm", "verify.json"}


class Clock:
    """A clock that the test sets; it goes on by a minute whenever it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def fill(folder: Path, rng: random.Random, clock: Clock) -> list[str]:
    """A vault with some deliveries and acts; gives a checkpoint taken in the middle and one at the end."""
    checkpoints = []
    with Vault.create(folder, "vault.example/custody", clock) as vault:
        for number in range(4):
            files = [
                Incoming(
                    f"photo {number}-{at}.jpg".encode(),
                    partial(io.BytesIO, rng.randbytes(rng.randint(1, 3000))),
                )
                for at in range(rng.randint(1, 4))
            ]
            receipt = vault.intake(
                files, Delivery("Archivist", NOW, given_by="A neighbour"), key=str(number)
            )
            vault.record(Act.OPEN, who="Archivist", why="to look", subject=receipt.items[0].id)
            checkpoints.append(receipt.checkpoint)
        checkpoints.append(vault.checkpoint().text())
    return [checkpoints[1], checkpoints[-1]]


@dataclass(frozen=True)
class Mutation:
    """What was done, and to which files; any of them must be named. ``outside``: only a checkpoint tells."""

    kind: str
    files: tuple[str, ...]
    outside: bool = False


def evidence(folder: Path) -> list[Path]:
    """Files of a vault that something rests on, the keys that sign apart."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name not in DERIVED | {"lock", "log.key", "secret"}
        and path.stat().st_size
    )


def mutate(kind: str, folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    """Do one thing to a vault that nobody has open."""
    return {
        "flip": _flip,
        "truncate": _truncate,
        "swap": _swap,
        "delete": _delete,
        "forge": _forge,
        "rollback": _rollback,
        "fork": _fork,
        "clock": _clock,
    }[kind](folder, rng, clock)


KINDS = ("flip", "truncate", "swap", "delete", "forge", "rollback", "fork", "clock")


def _named(folder: Path, *paths: Path) -> tuple[str, ...]:
    return tuple(str(path.relative_to(folder)) for path in paths)


def _write(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def _flip(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    path = rng.choice(evidence(folder))
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    _write(path, bytes(data))
    return Mutation("flip", _named(folder, path))


def _truncate(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    path = rng.choice(evidence(folder))
    data = path.read_bytes()
    _write(path, data[: rng.randrange(len(data))])
    return Mutation("truncate", _named(folder, path))


def _swap(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    while True:
        one, other = rng.sample(evidence(folder), 2)
        if one.read_bytes() != other.read_bytes():
            break
    data = one.read_bytes()
    _write(one, other.read_bytes())
    _write(other, data)
    return Mutation("swap", _named(folder, one, other))


def _delete(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    if rng.random() < 0.3:
        path = rng.choice(sorted((folder / "ocfl").glob("*/*/*/*")))
        shutil.rmtree(path)
    else:
        path = rng.choice(evidence(folder))
        path.unlink()
    return Mutation("delete", _named(folder, path))


def _forge(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    """Change a file, and inventory and sidecar with it, so that the object is valid again."""
    place = rng.choice(sorted((folder / "ocfl").glob("*/*/*/*/inventory.json"))).parent
    inventory = json.loads((place / "inventory.json").read_bytes())
    old = rng.choice(sorted(inventory["manifest"]))
    (content,) = inventory["manifest"][old]
    data = (place / content).read_bytes() + b"forged"
    _write(place / content, data)
    new = hashlib.sha512(data).hexdigest()
    inventory["manifest"][new] = inventory["manifest"].pop(old)
    state = inventory["versions"]["v1"]["state"]
    state[new] = state.pop(old)
    for digest, paths in list(inventory["fixity"]["sha256"].items()):
        if paths == [content]:
            del inventory["fixity"]["sha256"][digest]
            inventory["fixity"]["sha256"][hashlib.sha256(data).hexdigest()] = paths
    text = json.dumps(inventory, ensure_ascii=False, indent=2, sort_keys=True).encode()
    sidecar = f"{hashlib.sha512(text).hexdigest()} inventory.json\n".encode()
    for directory in (place, place / "v1"):
        _write(directory / "inventory.json", text)
        _write(directory / "inventory.json.sha512", sidecar)
    return Mutation("forge", _named(folder, place / "inventory.json", place / content))


def _log_anew(folder: Path, entries: list[bytes]) -> None:
    """Write a log of these entries with hashes that fit it."""
    log = folder / "log"
    for path in [log / "entries", log / "offsets", *(log / "hashes").iterdir()]:
        path.unlink()
    with CustodyLog.open(log) as written:
        written.append(entries)


def _entries(folder: Path) -> list[bytes]:
    return (folder / "log" / "entries").read_bytes().splitlines()


def _resign(folder: Path) -> None:
    """What somebody with the key does: kept checkpoints that fit the new log."""
    (folder / "log" / "checkpoints").write_bytes(b"")


def _rollback(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    entries = _entries(folder)
    _log_anew(folder, entries[: rng.randrange(1, len(entries))])
    outside = rng.random() < 0.5
    if outside:
        _resign(folder)
    return Mutation("rollback", ("log/entries",), outside)


def _fork(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    entries = _entries(folder)
    at = rng.randrange(1, len(entries) - 1)
    entry = json.loads(entries[at])
    entry["at"] = "2026-03-01T10:00:01Z"
    entries[at] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
    if rng.random() < 0.5:
        entries.append(entries[-1])
    _log_anew(folder, entries)
    outside = rng.random() < 0.5
    if outside:
        _resign(folder)
    return Mutation("fork", ("log/entries",), outside)


def _clock(folder: Path, rng: random.Random, clock: Clock) -> Mutation:
    """Set the computer's clock back, and go on as if nothing were."""
    clock.now -= timedelta(minutes=rng.randint(5, 500_000))
    with Vault.open(folder, clock) as vault:
        vault.record(Act.NOTE, who="Somebody", why="later")
    return Mutation("clock", ("log/entries",))


def found(folder: Path, mutation: Mutation, checkpoints: list[str], clock: Clock) -> str:
    """Empty when the mutation was found and its file named; else what was said instead."""
    from probanda.problems import ProbandaError
    from probanda.vault.check_log import against
    from probanda.vault.scrub import Scrub

    try:
        with Vault.open(folder, clock) as vault:
            problems = [*Scrub(vault).run().problems]
            outside = [each for text in checkpoints for each in against(vault, text)]
    except ProbandaError as error:
        problems, outside = list(error.problems), []
    said = [each for each in problems if each.code != "vault-object-recovered"]
    if mutation.outside:
        return "" if outside else f"no checkpoint tells of {mutation}"
    if any(each.file.startswith(name) for name in mutation.files for each in said if each.file):
        return ""
    return f"{mutation}: {[(p.code, p.file, p.message) for p in problems]}"
