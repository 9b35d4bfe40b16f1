"""Files in folders, offered for intake: what is no ordinary file is refused, nothing is followed."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from probanda.problems import Problem
from probanda.vault.intake import readable_name
from probanda.vault.receipt import Incoming

__all__ = ["found"]


def found(paths: Iterable[Path]) -> Iterator[Incoming | Problem]:
    """Files at the paths and in folders at them, in the order of their names."""
    for path in paths:
        raw = os.fsencode(path)
        base = os.path.basename(os.path.abspath(raw))  # noqa: PTH100, PTH119 - bytes
        yield from _below(raw, base)


def _below(path: bytes, name: bytes) -> Iterator[Incoming | Problem]:
    try:
        status = os.lstat(path)
    except OSError as error:
        yield Problem("intake-unreadable", f"{error.strerror}.", file=readable_name(name))
        return
    if stat.S_ISDIR(status.st_mode):
        for each in sorted(os.listdir(path)):  # noqa: PTH208 - bytes
            yield from _below(path + b"/" + each, name + b"/" + each)
    elif stat.S_ISREG(status.st_mode):
        yield Incoming(
            name,
            partial(_open, path),
            status.st_mtime_ns,
            status.st_mode,
            status.st_size,
            _unchanged,
        )
    else:
        yield Problem("intake-not-a-file", "This is no ordinary file.", file=readable_name(name))


class _Opened(io.FileIO):
    """A file with what it was when it was opened."""

    before: os.stat_result


def _open(path: bytes) -> BinaryIO:
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags)
    stream = _Opened(descriptor, "rb")
    stream.before = os.fstat(descriptor)
    if not stat.S_ISREG(stream.before.st_mode):
        stream.close()
        raise OSError(22, "it is no ordinary file any more")
    return stream


def _unchanged(stream: BinaryIO, count: int) -> bool:
    assert isinstance(stream, _Opened)
    before, after = stream.before, os.fstat(stream.fileno())
    return (
        count == before.st_size == after.st_size
        and before.st_mtime_ns == after.st_mtime_ns
        and before.st_ctime_ns == after.st_ctime_ns
    )
