"""Puts a damaged custody log back from a copy, where a signed checkpoint says that the result is the log.

Neither the copy nor what is left here is believed for itself. Entries of both are put together, and
only what hashes to the root of the newest checkpoint that this vault signed and kept is written.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import Verifier
from probanda.vault.files import Disk
from probanda.vault.kept_checkpoints import KeptCheckpoints
from probanda.vault.log import CustodyLog
from probanda.vault.merkle import EMPTY_ROOT, leaf_hash, node_hash

__all__ = ["restore_log", "root_of"]


def root_of(entries: list[bytes]) -> bytes:
    """Root of the tree over these entries, all in memory."""
    level = [leaf_hash(each) for each in entries]
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) & 1 else pairs
    return level[0]


def restore_log(folder: Path, copy: Path, verifier: Verifier, disk: Disk | None = None) -> int:
    """Restore the log of a vault that nobody has open; gives its number of entries.

    What was there is moved to ``quarantine``.

    Raises:
        ProbandaError: ``log-not-restored`` when no combination of the two is what the checkpoint says.
    """
    disk = disk or Disk()
    last = KeptCheckpoints(folder / "log", verifier.name, disk).last()
    if last is None or not verifier.has_signed(last):
        last = KeptCheckpoints(copy / "log", verifier.name, disk).last()
    if last is None or not verifier.has_signed(last):
        raise _refused(
            "neither the vault nor the copy has kept a checkpoint signed by the vault's key"
        )
    size, root = last.checkpoint.size, last.checkpoint.root
    theirs = _lines(copy / "log" / "entries")
    ours = _lines(folder / "log" / "entries")
    for entries in (theirs, theirs + ours[len(theirs) :]):
        if len(entries) >= size and root_of(entries[:size]) == root:
            break
    else:
        raise _refused(
            f"no combination of the two logs has the root of the newest kept checkpoint ({size} entries)"
        )
    aside = folder / "quarantine" / f"log-{uuid.uuid4().hex}"
    for directory in (aside.parent, aside):
        if not directory.exists():
            disk.make_directory(directory)
            disk.sync_directory(directory.parent)
    for name in ("entries", "offsets", "hashes", "settled"):
        if (folder / "log" / name).exists():
            disk.rename(folder / "log" / name, aside / name)
    disk.sync_directory(aside)
    disk.sync_directory(folder / "log")
    with CustodyLog.open(folder / "log", disk) as log:
        for at in range(0, len(entries), 10_000):
            log.append(entries[at : at + 10_000])
        return log.size


def _lines(path: Path) -> list[bytes]:
    """The whole lines of a log, none where it cannot be read."""
    try:
        return path.read_bytes().split(b"\n")[:-1]
    except OSError:
        return []


def _refused(reason: str) -> ProbandaError:
    return ProbandaError(
        Problem(
            "log-not-restored",
            f"The log was not restored: {reason}.",
            file="log/entries",
            remedy="Try another copy; keep the damaged log, it is evidence too.",
        )
    )
