"""The custody log on disk: entries in one append-only file, one per line, and the tree's hashes beside it.

``entries`` alone is the log; an expert reads it with a text viewer. ``hashes/00``, ``hashes/01``, … hold the
tree's complete subtrees by level, 32 bytes each, and ``offsets`` where entries begin: all three can be
made again from ``entries``, and are when they do not fit it.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import Checkpoint
from probanda.vault.files import Disk
from probanda.vault.log_consistency import differences, misfits
from probanda.vault.log_files import OFFSET, LogFiles
from probanda.vault.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
)

__all__ = ["CustodyLog"]

#: After so many entries hashes and offsets are synced; on opening, those that were not are checked.
SETTLE = 20_000
_FAILED = Problem(
    "log-failed",
    "An earlier write to the custody log failed.",
    remedy="Mend the disk, then open the log anew.",
)


class CustodyLog:
    """An append-only log of entries, each a line of bytes. Open it with :meth:`open`."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self.size = 0
        self.bytes = 0
        self._last: list[bytes] = []  # per level, the last hash when it still waits for its pair
        self._loaded = False
        self._unsettled = 0
        self._checked = 0  # entries whose hashes this object has written or looked at
        self.torn = ""  # where an unfinished last line was set aside, on opening
        self.remade: list[str] = []  # files that did not fit the entries, for which all were remade
        self._files = LogFiles(folder, disk)
        self._failed = False
        self._turn = threading.RLock()
        self._held = False

    @classmethod
    def at(cls, folder: Path, disk: Disk | None = None) -> CustodyLog:
        """Open a log, or begin one, that others may write to as well: each in turn, by :meth:`writing`.

        Call :meth:`close` when done.
        """
        log = cls(folder, disk or Disk())
        log._begin()
        try:
            with log.writing():
                pass
        except BaseException:
            log.close()
            raise
        return log

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the log alone, among threads and among processes, as others have left it.

        Raises:
            ProbandaError: ``log-failed`` after a failed write, until the log is opened anew.
        """
        with self._turn:
            if self._failed:
                raise ProbandaError(_FAILED)
            if self._held:
                yield
                return
            lock = self._files.writing("lock")
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._held = True
            try:
                if not self._loaded or self._files.size("entries") != self.bytes:
                    self._load()
                yield
            finally:
                self._held = False
                fcntl.flock(lock, fcntl.LOCK_UN)

    def refresh(self) -> None:
        """Take up what others have appended meanwhile."""
        if self._files.size("entries") != self.bytes:
            with self.writing():
                pass

    def close(self) -> None:
        """Close the log's files."""
        self._files.close()

    @classmethod
    @contextmanager
    def open(cls, folder: Path, disk: Disk | None = None) -> Iterator[CustodyLog]:
        """Open a log, or begin one, for as long as the block lasts; nobody else can open it meanwhile.

        A last line without its end was never acknowledged: it is moved to ``torn-<where it began>``.

        Raises:
            ProbandaError: ``log-in-use`` when somebody else has it open.
        """
        log = cls(folder, disk or Disk())
        log._begin()
        try:
            log._lock()
            log._load()
            yield log
        finally:
            log.close()

    def append(self, entries: Iterable[bytes]) -> range:
        """Append entries as one batch; on the disk when the call returns. Gives their indexes.

        Raises:
            ValueError: for an entry with a line feed in it; then none is appended.
            OSError: when the disk refuses; entries of the batch may or may not be in the log then.
            ProbandaError: ``log-failed`` after such an error, until the log is opened anew.
        """
        batch = list(entries)
        if any(b"\n" in entry for entry in batch):
            raise ValueError("an entry of the log is one line")
        if not batch:
            return range(self.size, self.size)
        if self._failed:
            raise ProbandaError(_FAILED)
        first = self.size
        # After a failed write or sync nobody knows what is on the disk: only opening anew tells.
        self._failed = True
        self.disk.write(self._files.writing("entries"), b"".join(entry + b"\n" for entry in batch))
        self.disk.sync(self._files.writing("entries"))
        self._index(batch)
        self._unsettled += len(batch)
        self._checked = self.size
        if self._unsettled >= SETTLE:
            self._settle()
        self._failed = False
        return range(first, self.size)

    def entry(self, index: int) -> bytes:
        """The entry at an index.

        Raises:
            IndexError: when there is none.
        """
        if not 0 <= index < self.size:
            raise IndexError(f"there is no entry {index} in a log of {self.size}")
        start = self._files.offset(index)
        end = self._files.offset(index + 1) if index + 1 < self.size else self.bytes
        return self._files.read("entries", start, end - start)[:-1]

    def lines(self, start: int, end: int) -> Iterator[bytes]:
        """The entries from index ``start`` up to but not ``end``, read in large pieces."""
        if start >= end:
            return
        stop = self._files.offset(end) if end < self.size else self.bytes
        yield from self._files.lines(self._files.offset(start), stop)

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree over the first ``size`` entries, of all where it is not given."""
        return root_hash(self._files.node, self._within(size))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Proof that an entry is among the first ``size``; see :mod:`probanda.vault.merkle`."""
        return inclusion_proof(self._files.node, index, self._within(size))

    def consistency(self, earlier: int, size: int | None = None) -> list[bytes]:
        """Proof that the log of ``size`` entries continues that of ``earlier``."""
        return consistency_proof(self._files.node, earlier, self._within(size))

    def checkpoint(self, origin: str) -> Checkpoint:
        """The log as it is now, to be signed."""
        return Checkpoint(origin, self.size, self.root())

    def check(self) -> bool:
        """Whether the hashes and offsets on disk are those of the entries, all computed anew."""
        return not self.differences()

    def differences(self) -> list[tuple[str, int | None]]:
        """Which of the log's files do not fit the others, and at which entry where that can be told.

        An entry that was changed makes every hash above it wrong; a hash that was changed, only itself.
        """
        return differences(self._files, self.size, self.bytes)

    def remake(self) -> None:
        """Make hashes and offsets again from the entries."""
        with self.writing():
            self._reindex()

    def _begin(self) -> None:
        for directory in (self.folder, self.folder / "hashes"):
            if not directory.exists():
                self.disk.make_directory(directory)
                self.disk.sync_directory(directory.parent)

    def _within(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"the log has {self.size} entries, not {size}")
        return size

    def _index(self, batch: list[bytes]) -> None:
        """Add the offsets and hashes of entries that are on the disk already."""
        offsets = []
        for entry in batch:
            offsets.append(OFFSET.pack(self.bytes))
            self.bytes += len(entry) + 1
        self.disk.write(self._files.writing("offsets"), b"".join(offsets))
        count, hashes, level = self.size, [leaf_hash(entry) for entry in batch], 0
        while hashes:
            self.disk.write(self._files.writing(f"hashes/{level:02}"), b"".join(hashes))
            if len(self._last) <= level:
                self._last.append(b"")
            pairs = [self._last[level], *hashes] if count & 1 else hashes
            self._last[level] = pairs[-1] if len(pairs) & 1 else b""
            hashes = [node_hash(pairs[at], pairs[at + 1]) for at in range(0, len(pairs) - 1, 2)]
            count >>= 1
            level += 1
        self.size += len(batch)

    def _load(self) -> None:
        """Take up a log that is there: cut a torn end, and make indexes again that do not fit."""
        entries = self._files.writing("entries")
        self.bytes = self._files.size("entries")
        whole = self._files.end_of_last_line(self.bytes)
        if whole != self.bytes:
            torn = self._files.read("entries", whole, self.bytes - whole)
            self.torn = self._aside(whole, torn)
            self.disk.sync_directory(self.folder)
            self.disk.cut(entries, whole)
            self.disk.sync(entries)
            self.bytes = whole
        self.disk.sync_directory(self.folder)
        self.size = self._files.size("offsets") // OFFSET.size
        sure = max(self._settled(), min(self._checked, self.size))
        if wrong := misfits(self._files, self.size, self.bytes, sure):
            self.remade = wrong
            self._reindex()
        self._last = [
            self._files.node(level, (self.size >> level) - 1) if self.size >> level & 1 else b""
            for level in range(self.size.bit_length())
        ]
        self._unsettled = self.size - self._settled()
        self._checked = self.size
        self._loaded = True

    def _aside(self, at: int, torn: bytes) -> str:
        """Keep a torn line in a file of its own; a crash may have begun one already."""
        name = f"torn-{at}"
        while (self.folder / name).exists():
            name += "-again"
        self.disk.create_whole(self.folder / name, torn)
        return f"{self.folder.name}/{name}"

    def _settled(self) -> int:
        """Up to which entry hashes and offsets were on the disk for certain."""
        try:
            lines = (self.folder / "settled").read_bytes().split(b"\n")
            return min(int(lines[-2]), self.size)
        except (OSError, ValueError, IndexError):
            return 0

    def _settle(self) -> None:
        """Sync hashes and offsets, and note how far they go."""
        names = ["offsets", *(f"hashes/{level:02}" for level in range(self.size.bit_length()))]
        for name in names:
            self.disk.sync(self._files.writing(name))
        self.disk.sync_directory(self.folder / "hashes")
        self.disk.write(self._files.writing("settled"), f"{self.size}\n".encode())
        self._unsettled = 0

    def _reindex(self) -> None:
        """Make offsets and hashes again from the entries."""
        for path in [self.folder / "offsets", *sorted((self.folder / "hashes").iterdir())]:
            self.disk.cut(self._files.writing(str(path.relative_to(self.folder))), 0)
        self.size, self.bytes, self._last = 0, 0, []
        if (self.folder / "settled").exists():
            self.disk.cut(self._files.writing("settled"), 0)
        batch: list[bytes] = []
        for line in self._files.lines(0, self._files.size("entries")):
            batch.append(line)
            if len(batch) == 10_000:
                self._index(batch)
                batch = []
        if batch:
            self._index(batch)

    def _lock(self) -> None:
        try:
            fcntl.flock(self._files.writing("lock"), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ProbandaError(
                Problem(
                    "log-in-use",
                    "Somebody else is writing to the custody log.",
                    file=str(self.folder),
                    remedy="Wait until they are done.",
                )
            ) from error
