"""Puts staged objects and custody entries on the disk for good, those of all who wait at once.

The order is the promise: staged bytes are on the disk before an object is renamed into the store; the new
name, and the private record, before the log has the entry; the entry before anybody is told.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.custody import Custody, entry_line
from probanda.vault.files import Disk
from probanda.vault.log import CustodyLog
from probanda.vault.records import Records
from probanda.vault.store import Store

__all__ = ["Commit", "GroupCommit"]

#: Up to so many directories are synced one by one.
FEW = 2

BROKEN = Problem(
    "vault-failed",
    "An earlier write to the vault failed, so nobody knows what is on the disk.",
    remedy="Mend the disk, then open the vault anew: it looks at what is there and says so.",
)


@dataclass(slots=True, eq=False)
class Commit:
    """What one writer wants committed: all of it, or none.

    Attributes:
        entries: the custody entries, in order.
        objects: ids of staged objects, which must all be new.
        workshop: where they are staged.
        first: index of the first entry, once done; None while waiting, and when an object existed.
    """

    entries: Sequence[Custody]
    objects: Sequence[str] = ()
    workshop: Path | None = None
    done: bool = False
    first: int | None = None
    error: BaseException | None = None
    moved: list[Path] = field(default_factory=list)


class GroupCommit:
    """One line of waiting writers; whoever comes to its head commits for all in it."""

    def __init__(
        self,
        store: Store,
        log: CustodyLog,
        records: Records,
        clock: Callable[[], datetime],
        committed: Callable[[], None],
    ) -> None:
        self.store = store
        self.log = log
        self.records = records
        self.clock = clock
        self.committed = committed
        self.broken = False
        self._disk: Disk = store.disk
        #: Held by whoever commits; whoever takes the log's lock for long takes this before it.
        self.turn = threading.RLock()
        self._line = threading.Lock()
        self._waiting: list[Commit] = []

    def __call__(self, commit: Commit) -> None:
        """Commit; on the disk when the call returns. ``commit.first`` tells the log's index.

        Raises:
            OSError: when the disk refuses.
            ProbandaError: ``vault-failed`` after such an error, until the vault is opened anew.
        """
        with self._line:
            self._waiting.append(commit)
        with self.turn:
            if not commit.done:
                with self._line:
                    batch, self._waiting = self._waiting, []
                self._lead(batch)
        if commit.error is not None:
            raise commit.error

    def _lead(self, batch: list[Commit]) -> None:
        try:
            if self.broken:
                raise ProbandaError(BROKEN)
            self.broken = True
            self._commit(batch)
            self.broken = False
        except BaseException as error:
            for each in batch:
                each.error = error
                each.first = None
        finally:
            for each in batch:
                each.done = True

    def _commit(self, batch: list[Commit]) -> None:
        staged = [each.workshop for each in batch if each.workshop is not None]
        if staged:
            self._disk.settle(self.store.folder, staged, [self.store.staging])
        with self.log.writing():
            good = [each for each in batch if self._publish(each)]
            entries = [(each, custody) for each in good for custody in each.entries]
            places = self.records.append([custody.private for _, custody in entries])
            named = {place for each in good for place in each.moved}
            if len(named) > FEW:
                self._disk.settle(self.store.folder, names=sorted(named))
            else:
                for directory in sorted(named):
                    self._disk.sync_directory(directory)
            if entries:
                self.records.sync()
            now = self.clock()
            lines = [
                entry_line(custody, now, place)
                for (_, custody), place in zip(entries, places, strict=True)
            ]
            at = self.log.append(lines).start
            for each in good:
                each.first = at
                at += len(each.entries)
            if lines:
                self.committed()

    def _publish(self, commit: Commit) -> bool:
        """Move a commit's objects into the store; not if one of them is there already."""
        if any(self.store.place(each).exists() for each in commit.objects):
            return False
        for each in commit.objects:
            assert commit.workshop is not None
            named = self.store.move(each, commit.workshop)
            if named is None:  # only a program that does not hold the log's lock can be so fast
                raise ProbandaError(
                    Problem("vault-object-exists", "The store has this object.", found=each)
                )
            commit.moved.append(named)
        return True
