"""The custody log on disk: entries in one append-only file, one per line, and the tree's hashes beside it.

``entries`` alone is the log; an expert reads it with a text viewer. ``hashes/00``, ``hashes/01``, … hold the
tree's complete subtrees by level, 32 bytes each, and ``offsets`` where entries begin: all three can be
made again from ``entries``, and are when they do not fit it.
"""

from __future__ import annotations

import fcntl
import os
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import Checkpoint
from probanda.vault.files import Disk
from probanda.vault.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
)

__all__ = ["CustodyLog"]

_OFFSET = struct.Struct(">Q")
HASH = 32
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
        self.torn = ""  # where an unfinished last line was set aside, on opening
        self.remade: list[str] = []  # files that did not fit the entries, for which all were remade
        self._files: dict[str, int] = {}
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
            lock = self._open("lock")
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._held = True
            try:
                if not self._loaded or os.fstat(self._open("entries")).st_size != self.bytes:
                    self._load()
                yield
            finally:
                self._held = False
                fcntl.flock(lock, fcntl.LOCK_UN)

    def refresh(self) -> None:
        """Take up what others have appended meanwhile."""
        if os.fstat(self._open("entries")).st_size != self.bytes:
            with self.writing():
                pass

    def close(self) -> None:
        """Close the log's files."""
        for descriptor in self._files.values():
            self.disk.close(descriptor)
        self._files.clear()

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
        self.disk.write(self._open("entries"), b"".join(entry + b"\n" for entry in batch))
        self.disk.sync(self._open("entries"))
        self._index(batch)
        self._unsettled += len(batch)
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
        start = self._offset(index)
        end = self._offset(index + 1) if index + 1 < self.size else self.bytes
        return self._read("entries", start, end - start)[:-1]

    def lines(self, start: int, end: int) -> Iterator[bytes]:
        """The entries from index ``start`` up to but not ``end``, read in large pieces."""
        if start >= end:
            return
        at = self._offset(start)
        stop = self._offset(end) if end < self.size else self.bytes
        rest = b""
        while at < stop:
            piece = self._read("entries", at, min(1 << 20, stop - at))
            at += len(piece)
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree over the first ``size`` entries, of all where it is not given."""
        return root_hash(self._node, self._within(size))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Proof that an entry is among the first ``size``; see :mod:`probanda.vault.merkle`."""
        return inclusion_proof(self._node, index, self._within(size))

    def consistency(self, earlier: int, size: int | None = None) -> list[bytes]:
        """Proof that the log of ``size`` entries continues that of ``earlier``."""
        return consistency_proof(self._node, earlier, self._within(size))

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
        waiting: list[bytes | None] = []
        counts: list[int] = []
        wrong: dict[str, int | None] = {}
        at = 0
        for number, line in enumerate(self.lines(0, self.size)):
            if self._offset(number) != at:
                wrong.setdefault("offsets", number)
            at += len(line) + 1
            grown = [
                (level, self._node(level, index) == value)
                for level, index, value in _grown(waiting, counts, leaf_hash(line))
            ]
            amiss = [level for level, right in grown if not right]
            for level in amiss:
                wrong.setdefault(f"hashes/{level:02}", None)
            if 0 in amiss and (len(grown) == 1 or 1 in amiss):
                wrong.setdefault("entries", number)
        if (counts[0] if counts else 0) != self.size:
            wrong.setdefault("entries", None)
        return list(wrong.items())

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
            offsets.append(_OFFSET.pack(self.bytes))
            self.bytes += len(entry) + 1
        self.disk.write(self._open("offsets"), b"".join(offsets))
        count, hashes, level = self.size, [leaf_hash(entry) for entry in batch], 0
        while hashes:
            self.disk.write(self._open(f"hashes/{level:02}"), b"".join(hashes))
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
        entries = self._open("entries")
        self.bytes = os.fstat(entries).st_size
        whole = self._end_of_last_line()
        if whole != self.bytes:
            torn = self._read("entries", whole, self.bytes - whole)
            self.torn = self._aside(whole, torn)
            self.disk.sync_directory(self.folder)
            self.disk.cut(entries, whole)
            self.disk.sync(entries)
            self.bytes = whole
        self.disk.sync_directory(self.folder)
        self.size = os.fstat(self._open("offsets")).st_size // _OFFSET.size
        if misfits := self._misfits():
            self.remade = misfits
            self._reindex()
        self._last = [
            self._node(level, (self.size >> level) - 1) if self.size >> level & 1 else b""
            for level in range(self.size.bit_length())
        ]
        self._unsettled = self.size - self._settled()
        self._loaded = True

    def _aside(self, at: int, torn: bytes) -> str:
        """Keep a torn line in a file of its own; a crash may have begun one already."""
        name = f"torn-{at}"
        while (self.folder / name).exists():
            name += "-again"
        self.disk.create_whole(self.folder / name, torn)
        return f"{self.folder.name}/{name}"

    def _misfits(self) -> list[str]:
        """Files that disagree: by their sizes, or about where the last entry lies and what it hashes to."""
        if os.fstat(self._open("offsets")).st_size != self.size * _OFFSET.size:
            return ["offsets"]
        if self.bytes and not self.size:
            hashed = (self.folder / "hashes" / "00").exists()
            return ["offsets"] if hashed else ["hashes/00", "offsets"]
        levels = self.size.bit_length()
        wrong = [
            f"hashes/{level:02}"
            for level in range(levels)
            if os.fstat(self._open(f"hashes/{level:02}")).st_size != (self.size >> level) * HASH
        ]
        if (self.folder / "hashes" / f"{levels:02}").exists():
            wrong.append(f"hashes/{levels:02}")
        if wrong:  # which of the two is short?
            return ["offsets", *wrong] if "hashes/00" in wrong else wrong
        if not self.size:
            return []
        start = self._offset(self.size - 1)
        last = self._read("entries", start, max(self.bytes - start, 0))
        if last.count(b"\n") != 1:
            return ["offsets", "entries"]
        if self._node(0, self.size - 1) != leaf_hash(last[:-1]):
            return ["hashes/00", "offsets", "entries"]
        return self._unsettled_misfits()

    def _unsettled_misfits(self) -> list[str]:
        """Files that disagree about the newest entries, whose hashes a loss of power may have harmed."""
        start, wrong = self._settled(), []
        at = self._offset(start) if start < self.size else self.bytes
        below = []
        for number, line in enumerate(self.lines(start, self.size), start):
            below.append(leaf_hash(line))
            if self._offset(number) != at:
                return ["offsets"]
            at += len(line) + 1
        for level in range(self.size.bit_length()):
            first, end = start >> level, self.size >> level
            kept = self._read(f"hashes/{level:02}", first * HASH, (end - first) * HASH)
            if kept != b"".join(below):
                wrong.append(f"hashes/{level:02}")
            if (end - first) and first & 1:
                below.insert(0, self._node(level, first - 1))
            below = [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
        return wrong

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
            self.disk.sync(self._open(name))
        self.disk.sync_directory(self.folder / "hashes")
        self.disk.write(self._open("settled"), f"{self.size}\n".encode())
        self._unsettled = 0

    def _reindex(self) -> None:
        """Make offsets and hashes again from the entries."""
        for path in [self.folder / "offsets", *sorted((self.folder / "hashes").iterdir())]:
            self.disk.cut(self._open(str(path.relative_to(self.folder))), 0)
        self.size, self.bytes, self._last = 0, 0, []
        if (self.folder / "settled").exists():
            self.disk.cut(self._open("settled"), 0)
        batch: list[bytes] = []
        for line in self._lines():
            batch.append(line)
            if len(batch) == 10_000:
                self._index(batch)
                batch = []
        if batch:
            self._index(batch)

    def _lines(self) -> Iterator[bytes]:
        with (self.folder / "entries").open("rb") as stream:
            for line in stream:
                yield line[:-1]

    def _end_of_last_line(self) -> int:
        """Where the last whole line ends, searched from the end backwards."""
        end = self.bytes
        while end:
            start = max(0, end - 65_536)
            at = self._read("entries", start, end - start).rfind(b"\n")
            if at != -1:
                return start + at + 1
            end = start
        return 0

    def _offset(self, index: int) -> int:
        (offset,) = _OFFSET.unpack(self._read("offsets", index * _OFFSET.size, _OFFSET.size))
        return int(offset)

    def _node(self, level: int, index: int) -> bytes:
        return self._read(f"hashes/{level:02}", index * HASH, HASH)

    def _read(self, name: str, start: int, count: int) -> bytes:
        """Bytes of one of the log's files, by a descriptor that is kept open for reading."""
        key = f"{name} for reading"
        descriptor = self._files.get(key)
        if descriptor is None:
            with self._turn:
                if key not in self._files:
                    self._files[key] = os.open(self.folder / name, os.O_RDONLY | os.O_CLOEXEC)
                descriptor = self._files[key]
        return os.pread(descriptor, count, start)

    def _open(self, name: str) -> int:
        if name not in self._files:
            with self._turn:
                if name not in self._files:
                    self._files[name] = self.disk.open_to_append(self.folder / name)
        return self._files[name]

    def _lock(self) -> None:
        try:
            fcntl.flock(self._open("lock"), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ProbandaError(
                Problem(
                    "log-in-use",
                    "Somebody else is writing to the custody log.",
                    file=str(self.folder),
                    remedy="Wait until they are done.",
                )
            ) from error


def _grown(
    waiting: list[bytes | None], counts: list[int], leaf: bytes
) -> Iterator[tuple[int, int, bytes]]:
    """Each complete subtree that one more leaf completes: level, index, hash."""
    level, value = 0, leaf
    while True:
        if len(counts) == level:
            counts.append(0)
            waiting.append(None)
        yield level, counts[level], value
        counts[level] += 1
        left = waiting[level]
        if left is None:
            waiting[level] = value
            return
        waiting[level] = None
        value = node_hash(left, value)
        level += 1
