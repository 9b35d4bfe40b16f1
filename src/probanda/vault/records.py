"""The private halves of custody entries: one line each in ``log/records``, beside the log they belong to.

The file is appended to; the one thing that may change in it is that a line is blanked, which is how a
person's data is erased. The log then still holds the commitment, and its proofs, but nobody can say of what.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from probanda.vault.custody import Private
from probanda.vault.files import Disk

__all__ = ["Records"]

#: A private record is read up to this size; more than that was not written here.
MOST = 1 << 22


class Records:
    """The file of private records. Whoever appends holds the log's lock."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.path = folder / "records"
        self.disk = disk
        fresh = not self.path.exists()
        self._descriptor = disk.open_to_append(self.path)
        if fresh:
            disk.sync_directory(folder)

    def close(self) -> None:
        """Close the file."""
        self.disk.close(self._descriptor)

    def append(self, records: Sequence[Private]) -> list[int]:
        """Append records without waiting for the disk; gives where each begins.

        What a crash left without its end gets one first, so that it stays a line of its own.
        """
        at = os.fstat(self._descriptor).st_size
        start = b""
        if at and self._read(at - 1, 1) != b"\n":
            start = b"\n"
            at += 1
        places, lines = [], []
        for record in records:
            line = record.line() + b"\n"
            places.append(at)
            lines.append(line)
            at += len(line)
        self.disk.write(self._descriptor, start + b"".join(lines))
        return places

    def sync(self) -> None:
        """Wait until what was appended is on the disk."""
        self.disk.sync(self._descriptor)

    def read(self, place: int) -> Private | None:
        """The record that begins at a place; None where it was erased.

        Raises:
            ValueError: when no record stands there.
        """
        line = self._line(place)
        return None if not line.strip(b" ") else Private.parse(line)

    def erase(self, place: int) -> None:
        """Blank the record at a place; on the disk when the call returns.

        The file system, its journal and copies of the disk may keep older bytes; that is theirs to erase.
        """
        count = len(self._line(place))
        descriptor = self.disk.open_to_blank(self.path)
        try:
            self.disk.blank(descriptor, place, count)
            self.disk.sync(descriptor)
        finally:
            self.disk.close(descriptor)

    def put_back(self, place: int, committed: str, copy: Path) -> bool:
        """Write a damaged record again, where it stood, from a copy that is what was committed to."""
        other = Records.__new__(Records)
        other.path, other.disk = copy, self.disk
        try:
            private = other.read(place)
        except (ValueError, OSError):
            return False
        if private is None or private.commitment != committed:
            return False
        descriptor = self.disk.open_to_blank(self.path)
        try:
            self.disk.write_at(descriptor, private.line() + b"\n", place)
            self.disk.sync(descriptor)
        finally:
            self.disk.close(descriptor)
        return True

    def _line(self, place: int) -> bytes:
        data = b""
        while b"\n" not in data:
            more = self._read(place + len(data), 4096)
            if not more or len(data) > MOST:
                raise ValueError(f"no private record begins at {place}")
            data += more
        return data.partition(b"\n")[0]

    def _read(self, start: int, count: int) -> bytes:
        descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            return os.pread(descriptor, count, start)
        finally:
            os.close(descriptor)
