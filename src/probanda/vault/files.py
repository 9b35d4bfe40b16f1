"""Every change that the vault makes to a disk, one small operation each; nothing else here.

A double that records these operations, or loses those that were not synced, stands in for
:class:`Disk` where a test wants to know what a crash leaves behind.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["Disk"]

#: Up to so many files are synced one by one.
FEW = 16
_SYNCFS = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)


class Disk:
    """The operations as the operating system does them. All raise ``OSError``."""

    def __init__(self) -> None:
        self._anchors: dict[Path, int] = {}

    def make_directory(self, path: Path | str, mode: int = 0o755) -> None:
        """Make one directory, which must not exist."""
        os.mkdir(path, mode)  # noqa: PTH102 - thousands of them in one delivery

    def create(self, path: Path | str, mode: int = 0o444) -> int:
        """A new file, open for writing; never an existing one, never through a link.

        The file is read-only for everybody who opens it later.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(path, flags, mode)

    def open_to_blank(self, path: Path) -> int:
        """A file whose bytes are to be blanked where they stand: only for erasing a private record."""
        return os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def blank(self, descriptor: int, start: int, count: int) -> None:
        """Overwrite bytes with spaces, where they stand."""
        os.pwrite(descriptor, b" " * count, start)

    def open_to_append(self, path: Path) -> int:
        """A file, made if need be, open for writing at its end only.

        On a disk that is read-only a file that is there is opened for reading: whoever verifies a copy
        need not be able to write to it.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            return os.open(path, flags, 0o644)
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
            return os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        """Write all of the data."""
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]

    def sync(self, descriptor: int) -> None:
        """Wait until an open file's bytes are on the disk."""
        os.fsync(descriptor)

    def sync_files(self, paths: Sequence[Path]) -> None:
        """Wait until closed files of one file system are on the disk.

        Many are synced together, with the whole file system (Linux: syncfs, which since 5.8 reports
        errors of writing back as fsync does); waiting for each in turn would take minutes.
        """
        if len(paths) > FEW and _SYNCFS is not None:
            descriptor = os.open(paths[0].parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                if _SYNCFS(descriptor) != 0:
                    number = ctypes.get_errno()
                    raise OSError(number, os.strerror(number), str(paths[0].parent))
            finally:
                os.close(descriptor)
            return
        for path in paths:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def write_at(self, descriptor: int, data: bytes, start: int) -> None:
        """Write bytes where others stand: only for repairing a private record."""
        os.pwrite(descriptor, data, start)

    def watch(self, folder: Path) -> None:
        """Hold a file system open from before anything is written, so that no error of it is missed."""
        if _SYNCFS is not None and folder not in self._anchors:
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
            self._anchors[folder] = os.open(folder, flags)

    def forget(self, folder: Path) -> None:
        """Let a watched folder go."""
        if folder in self._anchors:
            os.close(self._anchors.pop(folder))

    def settle(self, folder: Path, trees: Iterable[Path] = (), names: Iterable[Path] = ()) -> None:
        """Wait until all that was done below ``folder`` is on the disk: files, names, everything.

        ``trees`` are what was written, ``names`` the directories with new names: they are synced one
        by one where a whole file system cannot be.
        """
        if folder in self._anchors and _SYNCFS is not None:
            if _SYNCFS(self._anchors[folder]) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(folder))
            return
        for tree in trees:
            for here, _, files in os.walk(tree, topdown=False):
                self.sync_files([Path(here, name) for name in files])
                self.sync_directory(Path(here))
        for directory in names:
            self.sync_directory(directory)

    def close(self, descriptor: int) -> None:
        """Close an open file."""
        os.close(descriptor)

    def cut(self, descriptor: int, size: int) -> None:
        """Shorten an open file; only for a tail that was never acknowledged."""
        os.ftruncate(descriptor, size)

    def sync_directory(self, path: Path) -> None:
        """Wait until a directory's names are on the disk."""
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Move within one file system, at once or not at all."""
        source.rename(target)

    def remove(self, path: Path | str) -> None:
        """Remove a staged file."""
        os.unlink(path)  # noqa: PTH108

    def remove_tree(self, path: Path) -> None:
        """Remove a staged directory with all it holds."""
        shutil.rmtree(path)

    def create_whole(
        self, path: Path | str, data: bytes, *, mode: int = 0o444, wait: bool = True
    ) -> None:
        """A new file with this content; on the disk when the call returns, unless not waited for."""
        descriptor = self.create(path, mode)
        try:
            self.write(descriptor, data)
            if wait:
                self.sync(descriptor)
        finally:
            self.close(descriptor)
