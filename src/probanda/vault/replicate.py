"""A second copy of the vault on another disk, and repair from it.

A copy is believed only where it agrees with the log: every file that goes from one to the other is
digested on the way, and held against what the log committed to when the file was received.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.problems import ProbandaError, Problem
from probanda.vault.check_object import ObjectCheck
from probanda.vault.copying import HarmedError, copy_file, copy_object
from probanda.vault.custody import Act
from probanda.vault.kept_checkpoints import KeptCheckpoints
from probanda.vault.log import CustodyLog
from probanda.vault.own_files import put_back
from probanda.vault.store import Store

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["Replica", "Replicated"]

#: Objects that are copied before they are all waited for, and bytes of them.
AT_ONCE = 500
BYTES_AT_ONCE = 1 << 30
#: Parts of a vault that are not copied: they are of one place, or are made again.
OWN = {"keys", "log", "ocfl", "staging", "quarantine"}
_DERIVED = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", "verify.json", "verify.new")


@dataclass(slots=True)
class Replicated:
    """What was copied or repaired, and what could not be."""

    copied: int = 0
    bytes: int = 0
    present: int = 0
    repaired: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: int = 0
    repairing: bool = False

    @property
    def sentence(self) -> str:
        """In one line, for people."""
        if self.repairing:
            done = (
                f"Repaired: {', '.join(self.repaired)}."
                if self.repaired
                else "Nothing was repaired."
            )
            return f"{done} {self.present} objects were as the log says."
        return (
            f"Copied {self.copied} objects ({self.bytes:,} bytes), {self.present} were there;"
            f" the copy's log has {self.entries} entries."
        )

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "ok": not any(each.severity == "error" for each in self.problems),
            "copied": self.copied,
            "bytes": self.bytes,
            "present": self.present,
            "repaired": self.repaired,
            "entries": self.entries,
            "problems": [each.as_dict() for each in self.problems],
        }


class Replica:
    """A vault and the folder of its copy."""

    def __init__(self, vault: Vault, folder: Path, who: str) -> None:
        self.vault = vault
        self.folder = folder
        self.who = who
        self.disk = vault.disk
        self.result = Replicated()

    def bring_up_to_date(self) -> Replicated:
        """Copy what the copy lacks: objects first, then the log that speaks of them.

        Raises:
            ProbandaError: ``replica-of-another`` or ``replica-disagrees``; then nothing was copied.
        """
        vault = self.vault
        self._refuse_own()
        self._make()
        vault.log.refresh()
        size = vault.log.size
        with self._watched(self.folder):
            log = CustodyLog.at(self.folder / "log", self.disk)
            try:
                with log.writing():
                    self._agree(log)
                    self._own_files()
                    self._objects(size)
                    if not any(each.severity == "error" for each in self.result.problems):
                        self._enter(size)
                        self._records()
                        self._entries(log)
                    self.result.entries = log.size
            finally:
                log.close()
        return self.result

    def _enter(self, size: int) -> None:
        """The copy is entered before the log is copied, so that the copy knows of itself."""
        self.vault.record(
            Act.COPY,
            who=self.who,
            why="second copy of the vault",
            details={"to": str(self.folder)},
            public={"objects": self.result.copied, "bytes": self.result.bytes, "size": size},
        )

    def repair(self) -> Replicated:
        """Put right what is damaged here, from the copy, where that agrees with this vault's log.

        What was damaged is moved to ``quarantine``, not deleted.

        Raises:
            ProbandaError: when the copy is of another vault, or its log contradicts this one's.
        """
        vault = self.vault
        self._refuse_own()
        if not (self.folder / "vault.json").exists():
            raise ProbandaError(
                Problem(
                    "vault-not-found", "There is no vault in this folder.", file=str(self.folder)
                ),
                usage=True,
            )
        log = CustodyLog.at(self.folder / "log", self.disk)
        try:
            self._agree(log)
        finally:
            log.close()
        if vault.frozen:
            raise ProbandaError(*vault.alarms)
        self.result.repairing = True
        begun = vault.entry(0).get("files", {}) if vault.log.size else {}
        self.result.repaired += put_back(vault.folder, self.folder, begun, self.disk, self._aside)
        with ThreadPoolExecutor(2, "repair") as pool:
            here = ObjectCheck(vault, pool)
            there = ObjectCheck(vault, pool, self.folder / "ocfl")
            for name, index, _ in list(vault.index.objects()):
                digest = str(vault.entry(index).get("inventory", ""))
                if not here(name, digest):
                    self.result.present += 1
                elif wrong := there(name, digest):
                    self.result.problems.append(
                        Problem(
                            "replica-harmed",
                            "The object is damaged here, and the copy does not agree with the log either.",
                            file=wrong[0].file,
                            found=name,
                            remedy="Try another copy.",
                        )
                    )
                else:
                    self._put_right(name, digest)
        self._put_right_records()
        return self.result

    def _refuse_own(self) -> None:
        """A vault is no copy of itself, and a copy within it would be copied too."""
        here, there = self.vault.folder.resolve(), self.folder.resolve()
        if there == here or here in there.parents:
            raise ProbandaError(
                Problem(
                    "replica-inside",
                    "The copy would lie in the vault itself.",
                    file=str(self.folder),
                    remedy="Name a folder elsewhere, best on another disk.",
                ),
                usage=True,
            )

    def _make(self) -> None:
        """An empty copy, unless there is one; other things are not written over."""
        settings = self.folder / "vault.json"
        ours = (self.vault.folder / "vault.json").read_bytes()
        if settings.exists():
            if settings.read_bytes() != ours:
                raise ProbandaError(
                    Problem(
                        "replica-of-another",
                        "The folder has another vault, or a copy of another.",
                        file=str(self.folder),
                    ),
                    usage=True,
                )
            return
        if self.folder.exists() and any(self.folder.iterdir()):
            inside = {each.name for each in self.folder.iterdir()}
            if not inside <= {"ocfl", "staging", "log", "keys"}:
                raise ProbandaError(
                    Problem(
                        "replica-not-empty",
                        "The folder has other things in it.",
                        file=str(self.folder),
                        remedy="Name an empty folder, or one that is not there yet.",
                    ),
                    usage=True,
                )
        elif not self.folder.exists():
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.disk.make_directory(self.folder)
            self.disk.sync_directory(self.folder.parent)
        if not (self.folder / "ocfl").exists():
            Store.create(self.folder, self.disk)
        self.disk.create_whole(settings, ours)
        self.disk.sync_directory(self.folder)

    def _agree(self, log: CustodyLog) -> None:
        """One of the two logs is the beginning of the other, or all stops here."""
        ours = self.vault.log
        common = min(log.size, ours.size)
        if log.root(common) != ours.root(common) or log.size > ours.size:
            raise ProbandaError(
                Problem(
                    "replica-disagrees",
                    f"The copy's log ({log.size} entries) is not the beginning of this one ({ours.size}).",
                    file=str(self.folder / "log" / "entries"),
                    remedy="One of the two was rewritten or cut: a checkpoint in other hands tells which.",
                )
            )

    def _own_files(self) -> None:
        """The few files beside store and log: what others have signed above all. Never written over."""
        for path in sorted(self.vault.folder.rglob("*")):
            name = path.relative_to(self.vault.folder)
            own = name.parts[0] in OWN and str(name) != "keys/log.pub"
            if own or not path.is_file() or path.is_symlink() or str(name).endswith(_DERIVED):
                continue
            target = self.folder / name
            if not target.exists():
                copy_file(path, target, self.disk)
            elif target.read_bytes() != path.read_bytes():
                self.result.problems.append(
                    Problem(
                        "replica-differs",
                        "The copy has another file of this name; it was left as it is.",
                        file=str(name),
                        severity="warning",
                    )
                )

    def _objects(self, size: int) -> None:
        store = Store(self.folder, self.disk)
        waiting: list[str] = []
        staged = 0
        workshop = store.workshop()
        try:
            for name, index, _ in self.vault.index.objects():
                if index >= size:
                    continue
                if store.place(name).exists():
                    self.result.present += 1
                    continue
                digest = str(self.vault.entry(index).get("inventory", ""))
                try:
                    staged += copy_object(
                        self.vault.store.place(name),
                        store.stage(name, workshop).place,
                        digest,
                        self.disk,
                    )
                except (HarmedError, OSError) as error:
                    self.result.problems.append(
                        Problem(
                            "replica-harmed",
                            f"The object is damaged here and was not copied: {error}.",
                            file=str(self.vault.store.place(name).relative_to(self.vault.folder)),
                            found=name,
                            remedy="Repair it from a copy: `probanda vault replicate --repair`.",
                        )
                    )
                    continue
                waiting.append(name)
                if len(waiting) >= AT_ONCE or staged >= BYTES_AT_ONCE:
                    self._publish(store, workshop, waiting)
                    self.result.bytes += staged
                    waiting, staged = [], 0
            self._publish(store, workshop, waiting)
            self.result.bytes += staged
        finally:
            self.disk.remove_tree(workshop)

    def _publish(self, store: Store, workshop: Path, names: Iterable[str]) -> None:
        self.disk.settle(self.folder, [workshop], [store.staging])
        named = set()
        for name in names:
            parent = store.move(name, workshop)
            if parent is not None:
                named.add(parent)
                self.result.copied += 1
        self.disk.settle(self.folder, names=sorted(named))

    def _records(self) -> None:
        """The private records, as they are now: erased here, they are erased there."""
        ours = self.vault.records.path
        theirs = self.folder / "log" / "records"
        descriptor = self.disk.open_to_append(theirs)
        try:
            with ours.open("rb") as here, theirs.open("rb") as there:
                at = 0
                while old := there.readline():
                    new = here.read(len(old))
                    if new != old:
                        if new.rstrip(b"\n").strip(b" "):
                            self._records_differ(at)
                            return
                        blanking = self.disk.open_to_blank(theirs)
                        self.disk.blank(blanking, at, len(new.rstrip(b"\n")))
                        self.disk.sync(blanking)
                        self.disk.close(blanking)
                    at += len(old)
                while block := here.read(1 << 20):
                    self.disk.write(descriptor, block)
            self.disk.sync(descriptor)
        finally:
            self.disk.close(descriptor)

    def _records_differ(self, at: int) -> None:
        self.result.problems.append(
            Problem(
                "replica-differs",
                f"The private records of the two differ at byte {at}.",
                file="log/records",
                remedy="`probanda vault verify` on both tells which is damaged.",
            )
        )

    def _entries(self, log: CustodyLog) -> None:
        """The log's entries, of which no one speaks of an object that the copy has not."""
        size = self._copied_up_to(log)
        batch: list[bytes] = []
        for line in self.vault.log.lines(log.size, size):
            batch.append(line)
            if len(batch) == 10_000:
                log.append(batch)
                batch = []
        log.append(batch)
        kept = KeptCheckpoints(self.folder / "log", self.vault.name, self.disk)
        last = kept.last()
        if last is None or last.checkpoint.size < size:
            kept.append(self.vault.signed(size))
        kept.close()

    def _copied_up_to(self, log: CustodyLog) -> int:
        """Others may have taken material in meanwhile: up to where is everything in the copy?"""
        size = self.vault.log.size
        for name, index, _ in self.vault.index.objects():
            place = self.folder / "ocfl" / self.vault.store.layout.path(name)
            if log.size <= index < size and not place.exists():
                return index
        return size

    def _put_right(self, name: str, digest: str) -> None:
        """Replace a damaged object by the copy's."""
        vault = self.vault
        place = vault.store.place(name)
        workshop = vault.workshop()
        try:
            source = self.folder / "ocfl" / vault.store.layout.path(name)
            copy_object(source, vault.store.stage(name, workshop).place, digest, self.disk)
            self.disk.settle(vault.folder, [workshop])
            with vault.log.writing():
                if place.exists() or place.is_symlink():
                    self._aside(place)
                named = vault.store.move(name, workshop)
                if named is not None:
                    self.disk.sync_directory(named)
        finally:
            self.disk.remove_tree(workshop)
        vault.record(
            Act.REPAIR,
            who=self.who,
            why="the object was damaged; the copy agrees with the log",
            subject=name,
            details={"from": str(self.folder)},
            public={"repaired": digest},
        )
        self.result.repaired.append(name)

    def _put_right_records(self) -> None:
        """Private records that are not what was entered, from the copy's, line by line."""
        vault = self.vault
        theirs = self.folder / "log" / "records"
        if not theirs.exists():
            return
        for index in range(vault.log.size):
            entry = vault.entry(index)
            try:
                vault.private(index)
                continue
            except ValueError:
                pass
            if vault.records.put_back(entry["record"], entry["commitment"], theirs):
                self.result.repaired.append(f"private record {index}")
            else:
                self.result.problems.append(
                    Problem(
                        "log-record-changed",
                        f"The private record of entry {index} is not the one that was entered,"
                        " and the copy's is not either.",
                        file="log/records",
                        row=index,
                    )
                )

    def _aside(self, place: Path) -> None:
        folder = self.vault.folder / "quarantine"
        if not folder.exists():
            self.disk.make_directory(folder)
            self.disk.sync_directory(folder.parent)
        self.disk.rename(place, folder / f"damaged-{uuid.uuid4().hex}")
        self.disk.sync_directory(folder)
        self.disk.sync_directory(place.parent)

    @contextmanager
    def _watched(self, folder: Path) -> Iterator[None]:
        self.disk.watch(folder)
        try:
            yield
        finally:
            self.disk.forget(folder)
