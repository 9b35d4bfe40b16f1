"""Taking bytes into the casebook: a copy under ``vault/``, named by its digest, on disk before it counts."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from probanda.casebook.models import Item
from probanda.casebook.services.unit_of_work import Change
from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem

__all__ = ["Digests", "archive_file", "digests_of"]

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Digests:
    """Size in bytes, and digests in hexadecimal."""

    size: int
    sha256: str
    sha512: str


def digests_of(path: Path) -> Digests:
    """Read a file once, in blocks, and digest it."""
    return _stream(path, None)


def archive_file(
    change: Change, root: Path, path: Path, *, consent: Consent = Consent.UNKNOWN
) -> Item:
    """Copy ``path`` into the casebook at ``root`` and record it as an Item; the same bytes only once.

    The copy is written aside, synced and renamed, so a half-written copy never bears the name of its digest.

    Raises:
        ProbandaError: the file cannot be read, is empty, or the vault cannot be written.
    """
    try:
        return _archive(change, root, path, consent)
    except OSError as error:
        raise ProbandaError(
            Problem(
                "archive-unreadable",
                f"The archived copy cannot be taken in: {error.strerror or error}.",
                file=str(error.filename or path),
                remedy="Check that the file exists and that it and the vault may be used.",
            )
        ) from error


def _archive(change: Change, root: Path, path: Path, consent: Consent) -> Item:
    if not path.is_file():
        raise FileNotFoundError(2, "No such file", str(path))
    (root / "vault").mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=root / "vault")
    os.close(handle)
    incoming = Path(name)
    try:
        digests = _stream(path, incoming)
        if digests.size == 0:
            raise ProbandaError(
                Problem(
                    "archive-empty",
                    "The archived copy is an empty file.",
                    file=str(path),
                    remedy="Save the page or document again.",
                )
            )
        kept = Item.objects.filter(key=f"sha256:{digests.sha256}").first()
        if kept is not None and _whole(root / kept.path, digests):
            return kept
        suffix = path.suffix.lower() if path.suffix.isascii() and len(path.suffix) <= 10 else ""
        relative = (
            kept.path if kept else f"vault/files/{digests.sha256[:2]}/{digests.sha256}{suffix}"
        )
        target = root / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        incoming.chmod(0o444)
        incoming.replace(target)
        for folder in (target.parent, target.parent.parent, root / "vault"):
            _sync_folder(folder)
    finally:
        incoming.unlink(missing_ok=True)
    if kept is not None:
        change.note("restore", f"item:{kept.key}", None, {"path": relative})
        return kept
    item = Item(
        key=f"sha256:{digests.sha256}",
        path=relative,
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        size=digests.size,
        sha256=digests.sha256,
        sha512=digests.sha512,
        consent=consent.value,
        received_at=change.now,
    )
    change.insert(item)
    return item


def _stream(path: Path, copy: Path | None) -> Digests:
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    with path.open("rb") as source, (copy or Path(os.devnull)).open("wb") as target:
        while block := source.read(BLOCK):
            short.update(block)
            long.update(block)
            size += len(block)
            if copy is not None:
                target.write(block)
        if copy is not None:
            target.flush()
            os.fsync(target.fileno())
    return Digests(size, short.hexdigest(), long.hexdigest())


def _whole(path: Path, digests: Digests) -> bool:
    return path.is_file() and digests_of(path) == digests


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
