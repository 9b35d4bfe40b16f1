"""The vault as a whole: take in, keep, show, and say what was done; each act on the disk before it is told."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import Checkpoint, SignedCheckpoint, Verifier, sign
from probanda.vault.custody import Act, Custody, Private, moment
from probanda.vault.files import Disk
from probanda.vault.group_commit import Commit, GroupCommit
from probanda.vault.idempotency import earlier_receipt, refuse_other
from probanda.vault.intake import Intake
from probanda.vault.kept_checkpoints import KeptCheckpoints
from probanda.vault.keys import Keys
from probanda.vault.log import CustodyLog
from probanda.vault.own_files import own_files
from probanda.vault.reading_vault import ReadingVault, items_from
from probanda.vault.receipt import Delivery, Incoming, Receipt, Transform
from probanda.vault.recovery import Recovery, places_of_objects
from probanda.vault.store import Store

__all__ = ["Position", "Vault"]

SETTINGS = "vault.json"
#: While one of these is wrong, nothing is added: it could not be told from the harm.
FREEZING = frozenset({"log-rolled-back", "log-rewritten", "log-checkpoint-forged"})


@dataclass(frozen=True, slots=True)
class Position:
    """Where an entry stands in the log, with a signed checkpoint over the log up to it."""

    index: int
    checkpoint: str


def _now() -> datetime:
    return datetime.now(UTC)


class Vault(ReadingVault):
    """A folder with a store, its custody log and their keys. Open it with :meth:`open`; for many threads."""

    def __init__(
        self, folder: Path, settings: Mapping[str, Any], clock: Callable[[], datetime], disk: Disk
    ) -> None:
        super().__init__(folder, disk)
        self.name: str = settings["name"]
        self.verifier: Verifier = Verifier.parse(settings["key"])
        self.clock = clock
        self.alarms: list[Problem] = []
        self.frozen = False
        self._closed = False
        self.kept = KeptCheckpoints(folder / "log", self.name, disk)
        self._keys: Keys | None = None
        self._commit = GroupCommit(self.store, self.log, self.records, clock, self._keep)
        self._session: tuple[Path, int] | None = None
        self._opening = threading.Lock()

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
        entries = folder / "log" / "entries"
        filled = entries.exists() and entries.stat().st_size
        if filled or any(places_of_objects(folder / "ocfl")):  # its keys must not be made anew
            raise ProbandaError(
                Problem(
                    "vault-settings",
                    "There is a custody log or a store here, and no vault.json that says whose.",
                    file=SETTINGS,
                    remedy="Put vault.json and log back from a copy.",
                )
            )
        if not folder.exists():
            disk.make_directory(folder)
            disk.sync_directory(folder.parent)
        if not (folder / "ocfl").exists():
            Store.create(folder, disk)
        Store(folder, disk).make_staging()
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
        disk.sync_directory(staged.parent)
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
        if not (folder / SETTINGS).exists() and not (folder / "log").exists():
            raise ProbandaError(
                Problem(
                    "vault-not-found",
                    "There is no vault in this folder.",
                    file=str(folder),
                    remedy="`probanda vault intake` makes one on its first use.",
                ),
                usage=True,
            )
        try:
            settings = json.loads((folder / SETTINGS).read_bytes())
            vault = cls(folder, settings, clock, disk or Disk())
        except (ValueError, KeyError, TypeError, FileNotFoundError) as error:
            raise ProbandaError(
                Problem(
                    "vault-settings",
                    f"What the vault says of itself cannot be read: {error}.",
                    file=SETTINGS,
                    remedy="Put the file back from a copy.",
                )
            ) from error
        try:
            vault._begin()
        except BaseException:
            vault.close()
            raise
        return vault

    def close(self) -> None:
        """Close the vault's files; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        if self._session is not None:
            place, descriptor = self._session
            self._session = None
            self.disk.remove_tree(place)
            os.close(descriptor)
        self.kept.close()
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
    def writable(self) -> bool:
        """Whether the keys are here, without which nothing is added, and the disk can be written to."""
        return (self.folder / "keys" / "log.key").exists() and os.access(self.folder, os.W_OK)

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

    def intake(
        self,
        offered: Iterable[Incoming | Problem],
        delivery: Delivery,
        key: str = "",
        transform: Transform | None = None,
        *,
        compare: bool = True,
    ) -> Receipt:
        """Take a delivery in. The receipt is given when everything is on the disk and in the log.

        Args:
            offered: the files, and what was refused before it came here.
            delivery: who gave them, when and how.
            key: idempotency key: the same key again gives the same receipt. Empty: a new delivery.
            transform: what is stored of each file instead of its bytes, as when it is sealed.
            compare: read what is offered under a key that was used before, and refuse it when it is
                something else; not needed for a key that was made from the files.

        Raises:
            ProbandaError: ``vault-nothing-taken`` when no file could be taken, ``vault-key-reused``
                when the key was given with other files.
            OSError: when the vault's disk refuses; then nothing was taken.
        """
        key = key or uuid.uuid4().hex
        before = earlier_receipt(self, key)
        if before is not None:
            if compare:
                refuse_other(self, before, offered)
            return before
        workshop = self.workshop()
        try:
            intake = Intake(self.store, self.keys, key, workshop, delivery, transform)
            intake.take(offered)
            if not intake.taken:
                raise ProbandaError(
                    Problem("vault-nothing-taken", "No file of the delivery could be taken."),
                    *intake.refused,
                )
            entries = intake.finish(self.clock(), self.name, self.address)
            objects = [part.identifier for part in intake.parts]
            commit = Commit(entries, objects, workshop)
            self.submit(commit)
        finally:
            self.disk.remove_tree(workshop)
        if commit.first is None:
            before = earlier_receipt(self, key)
            assert before is not None
            return before
        first = commit.first
        items = [
            item
            for number, part in enumerate(intake.parts)
            for item in items_from(part.files, part.contents, part.identifier, first + number)
        ]
        return Receipt(
            objects[0],
            tuple(objects),
            tuple(items),
            first + len(objects) - 1,
            self.signed(first + len(objects)).text(),
            tuple(intake.refused),
            tuple(intake.notices),
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
        self.submit(commit)
        assert commit.first is not None
        return Position(commit.first, self.signed(commit.first + 1).text())

    def enter(self, entries: Sequence[Custody]) -> None:
        """Enter several acts at once; on the disk when the call returns."""
        if entries:
            self.submit(Commit(entries))

    def erase(self, index: int, *, who: str, why: str) -> Position:
        """Erase the private half of an entry: who, why and salt are gone, and the proofs still hold.

        That it was erased is entered first, so that a gap is never without a reason. Erasing the private
        half of that entry too is possible in the same way.
        """
        place = self.entry(index)["record"]
        position = self.record(Act.ERASE, who=who, why=why, public={"erased": index})
        with self.log.writing():
            self.records.erase(place)
        return position

    def checkpoint(self) -> SignedCheckpoint:
        """The log as it is now, signed."""
        self.log.refresh()
        return self.signed(self.log.size)

    def signed(self, size: int) -> SignedCheckpoint:
        """The log's first ``size`` entries, signed: the same text whenever it is asked for."""
        root = self.log.root(size)
        return sign(Checkpoint(self.name, size, root), self.name, self.keys.signing)

    def workshop(self) -> Path:
        """A directory in staging for one delivery, inside that of this program, which it holds locked."""
        self._refuse_read_only()
        with self._opening:
            if self._session is None:
                with self.log.writing():
                    place = self.store.workshop()
                    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
                    descriptor = os.open(place, flags)
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
                    self._session = place, descriptor
        return self.store.workshop(self._session[0])

    def _begin(self) -> None:
        """Look after the vault on opening; the first time, enter what its own files are."""
        with self._commit.turn, self.log.writing():
            if not self.log.size and self.writable and self.kept.last() is None:
                private = Private.of("probanda", "the vault is made")
                files = {"files": own_files(self.folder, SETTINGS)}
                self.enter([Custody(Act.BEGIN, private, public=files)])
            if self.writable:
                self.store.make_staging()
                self.kept.cut_torn()
            self.look_after()
            last = self.kept.last()
            behind = last is None or last.checkpoint.size < self.log.size
            if self.writable and not self.frozen and self.log.size and behind:
                self._keep()

    def look_after(self) -> None:
        """See to what a program that ended has left; what is wrong stands in ``alarms``."""
        with self._commit.turn, self.log.writing():
            self.alarms = Recovery(self).run()
            self.frozen = any(each.code in FREEZING for each in self.alarms)

    def _refuse_read_only(self) -> None:
        if not os.access(self.folder, os.W_OK):
            raise ProbandaError(
                Problem(
                    "vault-read-only",
                    "The vault lies on a disk, or in a folder, that you may not write to.",
                    file=str(self.folder),
                )
            )

    def _keep(self) -> None:
        self.kept.append(self.signed(self.log.size))

    def submit(self, commit: Commit) -> None:
        """Have staged objects and entries committed; on the disk when the call returns."""
        self._refuse_read_only()
        if self.frozen:
            raise ProbandaError(
                Problem(
                    "vault-frozen",
                    "Nothing is written to the vault while its log is not whole.",
                    file=str(self.folder),
                    remedy="Run `probanda vault verify`, and put the log back from a copy.",
                ),
                *(each for each in self.alarms if each.code in FREEZING),
            )
        _ = self.keys
        self._commit(commit)

    @property
    def address(self) -> str:
        """How inventories name the vault as their author."""
        return f"urn:sha256:{hashlib.sha256(self.verifier.text().encode()).hexdigest()}"
