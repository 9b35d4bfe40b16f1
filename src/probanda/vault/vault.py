"""The vault as a whole: take in, keep, show, and say what was done; each act on the disk before it is told."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import Checkpoint, SignedCheckpoint, Verifier, sign
from probanda.vault.custody import Act, Custody, Private, moment
from probanda.vault.files import Disk
from probanda.vault.group_commit import Commit, GroupCommit
from probanda.vault.index import Index
from probanda.vault.intake import DOCUMENT, FILES, Intake
from probanda.vault.keys import Keys
from probanda.vault.log import CustodyLog
from probanda.vault.receipt import Delivery, Incoming, Item, Receipt, Transform
from probanda.vault.records import Records
from probanda.vault.store import Store

__all__ = ["Position", "Vault"]

SETTINGS = "vault.json"


@dataclass(frozen=True, slots=True)
class Position:
    """Where an entry stands in the log, with a signed checkpoint over the log up to it."""

    index: int
    checkpoint: str


def _now() -> datetime:
    return datetime.now(UTC)


class Vault:
    """A folder with a store, its custody log and their keys. Open it with :meth:`open`; for many threads."""

    def __init__(
        self, folder: Path, settings: Mapping[str, Any], clock: Callable[[], datetime], disk: Disk
    ) -> None:
        self.folder = folder
        self.name: str = settings["name"]
        self.verifier: Verifier = Verifier.parse(settings["key"])
        self.clock = clock
        self.disk = disk
        self.alarms: list[Problem] = []
        self.store = Store(folder, disk)
        disk.watch(folder)
        self.log = CustodyLog.at(folder / "log", disk)
        self.records = Records(folder / "log", disk)
        self._keys: Keys | None = None
        self._index: Index | None = None
        self._commit = GroupCommit(self.store, self.log, self.records, clock, lambda: None)

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str = "",
        clock: Callable[[], datetime] = _now,
        disk: Disk | None = None,
    ) -> Vault:
        """Make a vault in a folder, which may exist; ``name`` is the log's name in its checkpoints.

        Raises:
            ProbandaError: ``vault-exists`` when there is one.
        """
        disk = disk or Disk()
        if (folder / SETTINGS).exists():
            raise ProbandaError(
                Problem("vault-exists", "There is a vault in this folder.", file=str(folder))
            )
        if not folder.exists():
            disk.make_directory(folder)
            disk.sync_directory(folder.parent)
        if not (folder / "ocfl").exists():
            Store.create(folder, disk)
        keys = Keys.make(folder / "keys", name or f"vault-{uuid.uuid4()}", disk)
        CustodyLog.at(folder / "log", disk).close()
        settings = {
            "created": moment(clock()),
            "format": "probanda vault 1",
            "key": keys.verifier.text(),
            "name": keys.origin,
        }
        staged = folder / "staging" / SETTINGS
        if staged.exists():
            disk.remove(staged)
        disk.create_whole(staged, json.dumps(settings, indent=2, sort_keys=True).encode() + b"\n")
        disk.rename(staged, folder / SETTINGS)
        disk.sync_directory(folder)
        return cls.open(folder, clock, disk)

    @classmethod
    def open(
        cls, folder: Path, clock: Callable[[], datetime] = _now, disk: Disk | None = None
    ) -> Vault:
        """Open a vault, and see to what a crash may have left; what is wrong stands in ``alarms``.

        Raises:
            ProbandaError: ``vault-not-found`` when there is none.
        """
        try:
            settings = json.loads((folder / SETTINGS).read_bytes())
            return cls(folder, settings, clock, disk or Disk())
        except FileNotFoundError as error:
            raise ProbandaError(
                Problem(
                    "vault-not-found",
                    "There is no vault in this folder.",
                    file=str(folder),
                    remedy="`probanda vault intake` makes one on its first use.",
                ),
                usage=True,
            ) from error

    def close(self) -> None:
        """Close the vault's files."""
        if self._index is not None:
            self._index.close()
        self.records.close()
        self.log.close()
        self.disk.forget(self.folder)

    def __enter__(self) -> Vault:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def keys(self) -> Keys:
        """The vault's own keys.

        Raises:
            ProbandaError: ``vault-keys`` when they are not here, as in a copy of the vault.
        """
        if self._keys is None:
            try:
                self._keys = Keys.read(self.folder / "keys", self.name)
            except (OSError, ValueError) as error:
                raise ProbandaError(
                    Problem(
                        "vault-keys",
                        "The vault's keys cannot be read, so nothing can be added to it.",
                        file=str(self.folder / "keys"),
                        remedy="Put the folder `keys` back; a copy of a vault is for reading only.",
                    )
                ) from error
        return self._keys

    @property
    def index(self) -> Index:
        """Which entries speak of what."""
        if self._index is None:
            self._index = Index(self.folder / "index.sqlite3", self.log)
        return self._index

    def intake(
        self,
        offered: Iterable[Incoming | Problem],
        delivery: Delivery,
        key: str = "",
        transform: Transform | None = None,
    ) -> Receipt:
        """Take a delivery in. The receipt is given when everything is on the disk and in the log.

        Args:
            offered: the files, and what was refused before it came here.
            delivery: who gave them, when and how.
            key: idempotency key: the same key again gives the same receipt. Empty: a new delivery.
            transform: what is stored of each file instead of its bytes, as when it is sealed.

        Raises:
            ProbandaError: ``vault-nothing-taken`` when no file could be taken.
            OSError: when the vault's disk refuses; then nothing was taken.
        """
        key = key or uuid.uuid4().hex
        before = self._earlier(key)
        if before is not None:
            return before
        workshop = self.store.workshop()
        try:
            intake = Intake(self.store, self.keys, key, workshop, delivery, transform)
            intake.take(offered)
            if not intake.taken:
                raise ProbandaError(
                    Problem("vault-nothing-taken", "No file of the delivery could be taken."),
                    *intake.refused,
                )
            entries = intake.finish(self.clock(), self.name, self._address())
            objects = [part.identifier for part in intake.parts]
            commit = Commit(entries, objects, workshop)
            self._commit(commit)
        finally:
            self.disk.remove_tree(workshop)
        if commit.first is None:
            before = self._earlier(key)
            assert before is not None
            return before
        first = commit.first
        items = [
            item
            for number, part in enumerate(intake.parts)
            for item in self._items(part.identifier, first + number)
        ]
        return Receipt(
            objects[0],
            tuple(objects),
            tuple(items),
            first + len(objects) - 1,
            self.signed(first + len(objects)).text(),
            tuple(intake.refused),
            entries=tuple(range(first, first + len(objects))),
        )

    def record(
        self,
        act: Act,
        *,
        who: str,
        why: str,
        subject: str = "",
        previous_holder: str = "",
        details: Mapping[str, Any] | None = None,
        public: Mapping[str, Any] | None = None,
    ) -> Position:
        """Enter an act into the custody log; on the disk when the call returns.

        Args:
            act: what was done.
            who: who did it. This, why, the previous holder and the details stay out of the log itself.
            why: the reason.
            subject: id of the object or item that it was done to, where it was one.
            previous_holder: who had custody before.
            details: more about it, as private as who and why.
            public: numbers and digests that stand in the log; nothing personal.
        """
        private = Private.of(who, why, previous_holder, details)
        item = subject if "/" in subject else ""
        custody = Custody(act, private, subject.partition("/")[0], item, public or {})
        commit = Commit([custody])
        self._commit(commit)
        assert commit.first is not None
        return Position(commit.first, self.signed(commit.first + 1).text())

    def entry(self, index: int) -> dict[str, Any]:
        """An entry of the log: its public half."""
        self.log.refresh()
        value: dict[str, Any] = json.loads(self.log.entry(index))
        return value

    def private(self, index: int) -> Private | None:
        """The private half of an entry; None when it was erased.

        Raises:
            ValueError: when it is not what the log committed to.
        """
        entry = self.entry(index)
        private = self.records.read(entry["record"])
        if private is not None and private.commitment != entry["commitment"]:
            raise ValueError(f"the private record of entry {index} is not the one that was entered")
        return private

    def history(self, subject: str) -> list[tuple[int, dict[str, Any], Private | None]]:
        """What was done to an object or item, oldest first: index, public and private half."""
        return [(at, self.entry(at), self.private(at)) for at in self.index.entries_of(subject)]

    def checkpoint(self) -> SignedCheckpoint:
        """The log as it is now, signed."""
        self.log.refresh()
        return self.signed(self.log.size)

    def signed(self, size: int) -> SignedCheckpoint:
        """The log's first ``size`` entries, signed: the same text whenever it is asked for."""
        root = self.log.root(size)
        return sign(Checkpoint(self.name, size, root), self.name, self.keys.signing)

    def items(self) -> Iterator[Item]:
        """Every item, in the order in which they came in."""
        for identifier, index, act in self.index.objects():
            if act != Act.DERIVE:
                yield from self._items(identifier, index)

    def item(self, identifier: str) -> Item:
        """One item by its id.

        Raises:
            ProbandaError: ``vault-no-item`` when there is none.
        """
        name = identifier.partition("/")[0]
        index = self.index.published(name)
        if index is not None and self.store.place(name).exists():
            for item in self._items(name, index):
                if item.id == identifier:
                    return item
        raise ProbandaError(
            Problem("vault-no-item", "The vault has no item of this id.", found=identifier)
        )

    def stream(self, item: Item) -> BinaryIO:
        """The item's bytes as they are stored. Whoever shows them to somebody records that."""
        path = self.object_folder(item.object) / item.content
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")

    def metadata(self, identifier: str) -> dict[str, Any]:
        """The ``intake.json`` of an object."""
        inventory = self.inventory(identifier)
        value: dict[str, Any] = json.loads(
            (self.object_folder(identifier) / _contents(inventory)[DOCUMENT][0]).read_bytes()
        )
        return value

    def inventory(self, identifier: str) -> dict[str, Any]:
        """The inventory of an object."""
        value: dict[str, Any] = json.loads(
            (self.object_folder(identifier) / "inventory.json").read_bytes()
        )
        return value

    def object_folder(self, identifier: str) -> Path:
        """Where an object lies."""
        return self.store.place(identifier.partition("/")[0])

    def _items(self, identifier: str, index: int) -> list[Item]:
        contents = _contents(self.inventory(identifier))
        items = []
        for file in self.metadata(identifier)["files"]:
            path = file["path"]
            content, sha512 = contents[path]
            items.append(
                Item(
                    file["item"],
                    identifier,
                    int(path.removeprefix(f"{FILES}/")),
                    path,
                    content,
                    file["size"],
                    sha512,
                    file["sha256"],
                    file.get("name", ""),
                    index,
                    "sealed" in file,
                )
            )
        return items

    def _earlier(self, key: str) -> Receipt | None:
        """The receipt that was given under this key, made again."""
        first = self.keys.object_id(f"{key}\n0")
        if not self.store.place(first).exists():
            return None
        with self.log.writing():  # whoever published it has entered it when we are let in
            pass
        parts = self.metadata(first)["parts"]
        objects = [self.keys.object_id(f"{key}\n{number}") for number in range(parts)]
        entries = [self.index.published(each) for each in objects]
        found = [each for each in entries if each is not None]
        items = [i for o, at in zip(objects, found, strict=True) for i in self._items(o, at)]
        refused = tuple(Problem(**each) for each in self.metadata(first).get("refused", ()))
        return Receipt(
            objects[0],
            tuple(objects),
            tuple(items),
            found[-1],
            self.signed(found[-1] + 1).text(),
            refused,
            repeated=True,
            entries=tuple(found),
        )

    def _address(self) -> str:
        return f"urn:sha256:{hashlib.sha256(self.verifier.text().encode()).hexdigest()}"


def _contents(inventory: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Logical path to content path and sha512."""
    state = inventory["versions"][inventory["head"]]["state"]
    manifest = inventory["manifest"]
    return {
        path: (manifest[digest][0], digest) for digest, paths in state.items() for path in paths
    }
