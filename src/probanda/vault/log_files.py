"""The files of a custody log, and what is read from them: bytes, offsets, hashes, whole lines."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

from probanda.vault.files import Disk

__all__ = ["HASH", "OFFSET", "LogFiles"]

OFFSET = struct.Struct(">Q")
HASH = 32
BLOCK = 1 << 20


class LogFiles:
    """Descriptors that are opened when they are first used. Reading is safe among threads."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self._descriptors: dict[str, int] = {}
        self._guard = threading.Lock()

    def writing(self, name: str) -> int:
        """A file, open for writing at its end, made if need be."""
        with self._guard:
            if name not in self._descriptors:
                self._descriptors[name] = self.disk.open_to_append(self.folder / name)
            return self._descriptors[name]

    def read(self, name: str, start: int, count: int) -> bytes:
        """Bytes of a file, fewer where it ends."""
        key = f"{name} for reading"
        descriptor = self._descriptors.get(key)
        if descriptor is None:
            with self._guard:
                if key not in self._descriptors:
                    flags = os.O_RDONLY | os.O_CLOEXEC
                    self._descriptors[key] = os.open(self.folder / name, flags)
                descriptor = self._descriptors[key]
        return os.pread(descriptor, count, start)

    def size(self, name: str) -> int:
        """A file's size."""
        return os.fstat(self.writing(name)).st_size

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.folder / name).exists()

    def offset(self, index: int) -> int:
        """Where an entry begins."""
        (offset,) = OFFSET.unpack(self.read("offsets", index * OFFSET.size, OFFSET.size))
        return int(offset)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree."""
        return self.read(f"hashes/{level:02}", index * HASH, HASH)

    def lines(self, start: int, end: int) -> Iterator[bytes]:
        """The whole lines between two bytes of the entries, read in large pieces."""
        rest = b""
        while start < end:
            piece = self.read("entries", start, min(BLOCK, end - start))
            if not piece:
                return
            start += len(piece)
            *whole, rest = (rest + piece).split(b"\n")
            yield from whole

    def end_of_last_line(self, end: int) -> int:
        """Where the last whole line before a byte ends, searched backwards."""
        while end:
            start = max(0, end - 65_536)
            at = self.read("entries", start, end - start).rfind(b"\n")
            if at != -1:
                return start + at + 1
            end = start
        return 0

    def close(self) -> None:
        """Close all of them."""
        with self._guard:
            for descriptor in self._descriptors.values():
                self.disk.close(descriptor)
            self._descriptors.clear()
