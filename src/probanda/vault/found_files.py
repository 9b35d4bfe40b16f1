"""Files in folders, offered for intake: what is no ordinary file is refused, and no link is followed."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from probanda.problems import Problem
from probanda.vault.oddities import shown
from probanda.vault.receipt import Incoming

__all__ = ["fingerprint", "found"]


def found(paths: Iterable[Path], vault: Path | None = None) -> Iterator[Incoming | Problem]:
    """Files at the paths and in folders at them, in the order of their names' bytes.

    A name begins with the last part of the path that was given. ``vault``: the folder of the vault that
    they go into; it is refused, and what lies in it, because its signing key is no evidence.
    """
    own = _identity(vault) if vault is not None else None
    for path in paths:
        raw = os.fsencode(path)
        if own is not None and any(_identity(each) == own for each in _above(path)):
            yield _own(os.path.basename(os.path.abspath(raw)))  # noqa: PTH100, PTH119 - bytes
            continue
        waiting = [(raw, os.path.basename(os.path.abspath(raw)))]  # noqa: PTH100, PTH119 - bytes
        while waiting:
            here, name = waiting.pop()
            try:
                status = os.lstat(here)
                if stat.S_ISDIR(status.st_mode):
                    if (status.st_dev, status.st_ino) == own:
                        yield _own(name)
                        continue
                    held = sorted(os.listdir(here), reverse=True)  # noqa: PTH208 - bytes
                    waiting += [(here + b"/" + each, name + b"/" + each) for each in held]
                    continue
            except OSError as error:
                yield _refused(name, error)
                continue
            try:
                offered = _offered(here, name, status)
            except OSError as error:  # a link that went away meanwhile
                offered = _refused(name, error)
            yield offered


def fingerprint(paths: Iterable[Path], vault: Path | None = None) -> str:
    """A digest over what the file system says of all files at the paths; their bytes are not read.

    The same files, untouched, give the same: that is how a delivery is known that was given before.
    Which file it is (its inode) and when it was last changed in any way (ctime) are in it, because a
    receipt must never be given for other bytes: name, size and time of writing can be made alike.
    """
    digest = hashlib.sha256()
    for each in found(paths, vault):
        if isinstance(each, Problem):
            said = f"{each.code} {each.file}"
        else:
            said = f"{each.name.hex()} {each.size} {each.modified_ns} {each.mark}"
        digest.update(said.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()


def _offered(path: bytes, name: bytes, status: os.stat_result) -> Incoming | Problem:
    if stat.S_ISLNK(status.st_mode):
        return Problem(
            "intake-link",
            f"This is a link to {shown(os.readlink(path))}; links are not followed.",  # noqa: PTH115
            file=shown(name),
            remedy="Give the file or folder that it leads to.",
        )
    if not stat.S_ISREG(status.st_mode):
        return Problem(
            "intake-not-a-file",
            f"This is {_KINDS.get(stat.S_IFMT(status.st_mode), 'no ordinary file')}.",
            file=shown(name),
            expected="an ordinary file",
            remedy="Give what it holds as a file.",
        )
    notices = []
    if status.st_blocks * 512 < status.st_size - 4096:
        notices.append("sparse")
    if status.st_nlink > 1:
        notices.append("hard-linked")
    return Incoming(
        name,
        partial(_open, path, status),
        status.st_mtime_ns,
        status.st_mode,
        status.st_size,
        _unchanged,
        tuple(notices),
        apart=True,
        mark=f"{status.st_ino} {status.st_ctime_ns}",
    )


_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class _Opened(io.FileIO):
    """A file with what it was when it was opened."""

    before: os.stat_result


def _open(path: bytes, seen: os.stat_result) -> BinaryIO:
    """Open what was seen at a path, and nothing that was put in its place since."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags)
    stream = _Opened(descriptor, "rb")
    stream.before = os.fstat(descriptor)
    if (stream.before.st_dev, stream.before.st_ino) != (seen.st_dev, seen.st_ino):
        stream.close()
        raise OSError(errno.ESTALE, "another file was put in its place")
    return stream


def _unchanged(stream: BinaryIO, count: int) -> bool:
    assert isinstance(stream, _Opened)
    before, after = stream.before, os.fstat(stream.fileno())
    return (
        count == before.st_size == after.st_size
        and before.st_mtime_ns == after.st_mtime_ns
        and before.st_ctime_ns == after.st_ctime_ns
    )


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode; None where there is nothing that can be looked at."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _above(path: Path) -> Sequence[Path]:
    """The directories above what is really at a path; a link that leads in a circle does no harm."""
    return Path(os.path.realpath(path)).parents


def _own(name: bytes) -> Problem:
    return Problem(
        "intake-own-vault",
        "This belongs to the vault itself, and its keys are no evidence.",
        file=shown(name),
        remedy="Give files from elsewhere; a second copy is made by `probanda vault replicate`.",
    )


def _refused(name: bytes, error: OSError) -> Problem:
    return Problem(
        "intake-unreadable",
        f"This cannot be read: {error.strerror}.",
        file=shown(name),
        remedy="Check that you may read it, then give it again.",
    )
