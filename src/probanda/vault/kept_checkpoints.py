"""The vault's own memory of its checkpoints: one line each in ``log/checkpoints``, only appended to.

They show that the log was shortened or changed by somebody who forgot them, or has not the key. Somebody
who has the key can make new ones: that only a checkpoint in other hands shows.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

from probanda.vault.checkpoint import Checkpoint, SignedCheckpoint
from probanda.vault.files import Disk

__all__ = ["KeptCheckpoints"]


class KeptCheckpoints:
    """The file of checkpoints. Whoever appends holds the log's lock."""

    def __init__(self, folder: Path, origin: str, disk: Disk) -> None:
        self.path = folder / "checkpoints"
        self.origin = origin
        self.disk = disk
        self._descriptor: int | None = None

    def close(self) -> None:
        """Close the file, with what was appended on the disk."""
        if self._descriptor is not None:
            self.disk.sync(self._descriptor)
            self.disk.close(self._descriptor)
            self._descriptor = None

    def cut_torn(self) -> None:
        """Take away a last line without its end, which a crash has left."""
        if not self.path.exists() or self._ends_well():
            return
        whole = self.path.read_bytes().rpartition(b"\n")[0]
        descriptor = self.disk.open_to_append(self.path)
        try:
            self.disk.cut(descriptor, len(whole) + 1 if whole else 0)
        finally:
            self.disk.close(descriptor)

    def append(self, signed: SignedCheckpoint) -> None:
        """Keep a checkpoint. Not waited for: what a crash loses is made again from the log."""
        if self._descriptor is None:
            self._descriptor = self.disk.open_to_append(self.path)
        checkpoint = signed.checkpoint
        ((_, signature),) = signed.signatures
        line = f"{checkpoint.size} {_text(checkpoint.root)} {_text(signature)}\n"
        self.disk.write(self._descriptor, line.encode())

    def all(self) -> Iterator[tuple[int, SignedCheckpoint | None, bool]]:
        """Each line's number with its checkpoint, None where the line is none; whether a line is lost."""
        if not self.path.exists():
            return
        with self.path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                yield number, self._parse(line), line.startswith(b"\0")

    def last(self) -> SignedCheckpoint | None:
        """The newest that can be read."""
        if not self.path.exists():
            return None
        size = self.path.stat().st_size
        with self.path.open("rb") as stream:
            stream.seek(max(0, size - 65_536))
            for line in reversed(stream.read().splitlines(keepends=True)):
                if (signed := self._parse(line)) is not None:
                    return signed
        return None

    def _parse(self, line: bytes) -> SignedCheckpoint | None:
        parts = line.lstrip(b"\0").split(b" ")  # a loss of power can leave zeros where a line was
        if len(parts) != 3 or not line.endswith(b"\n"):
            return None
        try:
            size, root, signature = int(parts[0]), _bytes(parts[1]), _bytes(parts[2][:-1])
            checkpoint = Checkpoint(self.origin, size, root)
        except ValueError:
            return None
        return SignedCheckpoint(checkpoint, ((self.origin, signature),))

    def _ends_well(self) -> bool:
        size = self.path.stat().st_size
        if not size:
            return True
        with self.path.open("rb") as stream:
            stream.seek(size - 1)
            return stream.read() == b"\n"


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: bytes) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data) != text:
        raise ValueError("not base64 in its one form")
    return data
