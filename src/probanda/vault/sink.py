"""Where the bytes of one file go on their way in: to the disk, and through both digests, from one read."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import Future, ThreadPoolExecutor

from probanda.vault.files import Disk

__all__ = ["Sink"]

#: A block of this size or more is digested by a second thread meanwhile; for less it does not pay.
LARGE = 1 << 18


class _Helpers:
    """Threads that digest; a forked process begins with new ones."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(thread_name_prefix="digest")


_HELPERS = _Helpers()
os.register_at_fork(after_in_child=_HELPERS.__init__)  # type: ignore[misc]


class Sink:
    """A new file, open for writing, that knows size and digests of what was written to it.

    It looks enough like a file to be handed to programs that write to one.
    """

    def __init__(self, disk: Disk, target: str) -> None:
        self._disk = disk
        self._descriptor = disk.create(target)
        self._open = True
        self._long = hashlib.sha512()
        self._short = hashlib.sha256()
        self._pending: Future[None] | None = None
        self.size = 0

    def write(self, block: bytes | bytearray | memoryview) -> int:
        """Write all of a block."""
        if not isinstance(block, bytes):
            block = bytes(block)  # the caller may reuse its buffer while we still digest
        if len(block) >= LARGE:
            self._settle()
            self._pending = _HELPERS.pool.submit(self._long.update, block)
        else:
            self._settle()
            self._long.update(block)
        self._short.update(block)
        self._disk.write(self._descriptor, block)
        self.size += len(block)
        return len(block)

    def flush(self) -> None:
        """Nothing is held back."""

    def writable(self) -> bool:
        """It is."""
        return True

    def finish(self) -> tuple[int, str, str]:
        """Close; gives size, sha512 and sha256."""
        self.abandon()
        return self.size, self._long.hexdigest(), self._short.hexdigest()

    def abandon(self) -> None:
        """Close, whatever was written so far."""
        self._settle()
        if self._open:
            self._open = False
            self._disk.close(self._descriptor)

    def _settle(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None
