"""Taking bytes into the casebook: an item of the vault, on disk and in the custody log before it counts."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from probanda.casebook.models import Item
from probanda.casebook.services.unit_of_work import Change
from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem

__all__ = ["Digests", "archive_file", "archive_files", "digests_of"]

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Digests:
    """Size in bytes, and digests in hexadecimal."""

    size: int
    sha256: str
    sha512: str


def digests_of(path: Path) -> Digests:
    """Read a file once, in blocks, and digest it."""
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    with path.open("rb") as source:
        while block := source.read(BLOCK):
            short.update(block)
            long.update(block)
            size += len(block)
    return Digests(size, short.hexdigest(), long.hexdigest())


def archive_file(
    change: Change, root: Path, path: Path, *, consent: Consent = Consent.UNKNOWN
) -> Item:
    """Take ``path`` into the vault of the casebook at ``root``, and record it; the same bytes only once.

    What the vault has already, or an earlier version of Probanda kept in ``vault/files``, is not taken in
    again. If the record's work is undone, the item stays in the vault: the custody log never forgets.

    Raises:
        ProbandaError: the file cannot be read, is empty, or the vault cannot be written.
    """
    return archive_files(change, root, [path], consent=consent)[path]


def archive_files(
    change: Change, root: Path, paths: Sequence[Path], *, consent: Consent = Consent.UNKNOWN
) -> dict[Path, Item]:
    """Take several files in as one delivery; see :func:`archive_file`."""
    found: dict[Path, Item] = {}
    wanted: dict[Path, Item | None] = {}
    try:
        for path in paths:
            digests = _read(path)
            kept = Item.objects.filter(key=f"sha256:{digests.sha256}").first()
            if kept is not None and _whole(root / kept.path, digests):
                found[path] = kept
            else:
                wanted[path] = kept
        if wanted:
            found |= _into_vault(change, root, wanted, consent)
    except OSError as error:
        raise ProbandaError(
            Problem(
                "archive-unreadable",
                f"The archived copy cannot be taken in: {error.strerror or error}.",
                file=str(error.filename or ""),
                remedy="Check that the file exists and that it and the vault may be used.",
            )
        ) from error
    return found


def _read(path: Path) -> Digests:
    if not path.is_file():
        raise FileNotFoundError(2, "No such file", str(path))
    digests = digests_of(path)
    if digests.size == 0:
        raise ProbandaError(
            Problem(
                "archive-empty",
                "The archived copy is an empty file.",
                file=str(path),
                remedy="Save the page or document again.",
            )
        )
    return digests


def _into_vault(
    change: Change, root: Path, wanted: dict[Path, Item | None], consent: Consent
) -> dict[Path, Item]:
    from probanda.casebook.services.vault import keep, open_vault

    found: dict[Path, Item] = {}
    vault = open_vault(root, change.now)
    assert vault is not None  # made if need be
    with vault:
        why = change.why or "archived copy of a source"
        kept = keep(vault, list(wanted), by=change.by, now=change.now, consent=consent, why=why)
        for path, item in kept.items():
            place = (vault.object_folder(item.object) / item.content).relative_to(root)
            there = wanted[path] or Item.objects.filter(key=f"sha256:{item.sha256}").first()
            where = {"path": place.as_posix(), "vault_item": item.id, "log_index": item.log_index}
            if there is not None:
                if there.vault_item != item.id:
                    change.update(there, "restore", **where)
                found[path] = there
                continue
            row = Item(
                key=f"sha256:{item.sha256}",
                media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
                size=item.size,
                sha256=item.sha256,
                sha512=item.sha512,
                consent=consent.value,
                received_at=change.now,
                **where,
            )
            change.insert(row)
            found[path] = row
    return found


def _whole(path: Path, digests: Digests) -> bool:
    return path.is_file() and digests_of(path) == digests
