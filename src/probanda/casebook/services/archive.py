"""Taking bytes into the casebook: an item of the vault, on disk and in the custody log before it counts."""

from __future__ import annotations

import contextlib
import mimetypes
from pathlib import Path

from probanda.casebook.models import Item
from probanda.casebook.services.digests import Digests, digests_of
from probanda.casebook.services.unit_of_work import Change
from probanda.casebook.services.vault import keep, open_vault
from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem
from probanda.vault import Vault

__all__ = ["archive_file"]


def archive_file(
    change: Change,
    root: Path,
    path: Path,
    *,
    consent: Consent = Consent.UNKNOWN,
    vault: Vault | None = None,
) -> Item:
    """Take ``path`` into the vault of the casebook at ``root``, and record it; the same bytes only once.

    What the vault has already, or an earlier version of Probanda kept in ``vault/files``, is not taken in
    again. If the record's work is undone, the item stays in the vault: the custody log never forgets.
    ``vault``: the casebook's, where it is open already.

    Raises:
        ProbandaError: the file cannot be read, is empty, or the vault cannot be written.
    """
    try:
        digests = _read(path)
        row = Item.objects.filter(key=f"sha256:{digests.sha256}").first()
        if row is not None and _whole(root / row.path, digests):
            return row
        return _into_vault(change, root, path, consent, vault)
    except OSError as error:
        raise ProbandaError(
            Problem(
                "archive-unreadable",
                f"The archived copy cannot be taken in: {error.strerror or error}.",
                file=str(error.filename or path),
                remedy="Check that the file exists and that it and the vault may be used.",
            )
        ) from error


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
    change: Change, root: Path, path: Path, consent: Consent, vault: Vault | None
) -> Item:
    with contextlib.nullcontext(vault) if vault else open_vault(root, change.now) as opened:
        why = change.why or "archived copy of a source"
        kept = keep(opened, [path], by=change.by, now=change.now, consent=consent, why=why)[path]
        place = (opened.object_folder(kept.object) / kept.content).relative_to(opened.folder.parent)
    where = {"path": place.as_posix(), "vault_item": kept.id, "log_index": kept.log_index}
    row = Item.objects.filter(key=f"sha256:{kept.sha256}").first()
    if row is not None:
        if row.vault_item != kept.id:
            change.update(row, "restore", **where)
        return row
    row = Item(
        key=f"sha256:{kept.sha256}",
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        size=kept.size,
        sha256=kept.sha256,
        sha512=kept.sha512,
        consent=consent.value,
        received_at=change.now,
        **where,
    )
    change.insert(row)
    return row


def _whole(path: Path, digests: Digests) -> bool:
    return path.is_file() and digests_of(path) == digests
