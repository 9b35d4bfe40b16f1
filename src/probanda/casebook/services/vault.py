"""The casebook's vault: where archived copies lie, and what custody says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from probanda.casebook.models import Item, Source
from probanda.casebook.services.digests import digests_of
from probanda.consent import Consent, most_restrictive
from probanda.problems import ProbandaError, Problem
from probanda.vault import Delivery, Vault, found
from probanda.vault import Item as Kept

__all__ = ["consents_of_items", "custody_of", "health", "item_of_source", "keep", "open_vault"]

#: Items of a vault by their sha256, with the log size at which they were listed.
_LISTED: dict[Path, tuple[int, dict[str, Kept]]] = {}


def open_vault(root: Path, now: datetime) -> Vault:
    """The vault of the casebook at ``root``, made if need be; ``now`` is the time of what is done in it."""
    folder = root / "vault"
    if (folder / "vault.json").exists():
        return Vault.open(folder, clock=lambda: now)
    return Vault.create(folder, clock=lambda: now)


def _to_look(root: Path) -> Vault | None:
    """The vault, to look into; None where there is none."""
    folder = root / "vault"
    return Vault.open(folder) if (folder / "vault.json").exists() else None


def keep(
    vault: Vault, paths: Sequence[Path], *, by: str, now: datetime, consent: Consent, why: str
) -> dict[Path, Kept]:
    """See that the bytes at each path are in the vault, as one delivery of those that are not yet.

    Bytes that were taken in before, by ``probanda vault intake`` for instance, are the item they became.

    Raises:
        ProbandaError: a file cannot be taken in.
    """
    digests = {path: digests_of(path).sha256 for path in paths}
    listed = _listed(vault)
    new = [path for path in paths if not _whole(vault, listed.get(digests[path]))]
    new = list({digests[path]: path for path in new}.values())  # the same bytes once
    if new:
        receipt = vault.intake(
            found(new), Delivery(by, now, consent=consent.value, how="import", why=why)
        )
        if receipt.refused:
            raise ProbandaError(*receipt.refused)
        listed |= {item.sha256: item for item in receipt.items}
        _LISTED[vault.folder] = (vault.log.size, listed)
    return {path: listed[digest] for path, digest in digests.items() if digest in listed}


def _listed(vault: Vault) -> dict[str, Kept]:
    """The items that are not sealed, by sha256; the newest where bytes came twice."""
    vault.log.refresh()
    size, listed = _LISTED.get(vault.folder, (-1, {}))
    if size != vault.log.size:
        listed = {item.sha256: item for item in vault.items() if not item.sealed}
        _LISTED[vault.folder] = (vault.log.size, listed)
    return listed


def _whole(vault: Vault, item: Kept | None) -> bool:
    if item is None:
        return False
    path = vault.object_folder(item.object) / item.content
    return path.is_file() and digests_of(path).sha512 == item.sha512


def consents_of_items() -> dict[str, str]:
    """For each item of the vault that the record knows, the narrowest tier of the sources that rest on it.

    An item on which no source rests has the tier of its own row.
    """
    tiers: dict[str, list[Consent]] = {}
    rows = Source.objects.exclude(item=None).exclude(item__vault_item="")
    for name, consent in rows.values_list("item__vault_item", "consent"):
        tiers.setdefault(name, []).append(Consent(consent))
    for name, consent in Item.objects.exclude(vault_item="").values_list("vault_item", "consent"):
        tiers.setdefault(name, [Consent(consent)])
    return {name: most_restrictive(each).value for name, each in tiers.items()}


def item_of_source(key: str) -> str:
    """The id in the vault of the archived copy of the source with this key; empty without one."""
    found = Source.objects.filter(key=key).values_list("item__vault_item", flat=True).first()
    return found or ""


def custody_of(root: Path, identifier: str) -> dict[str, Any]:
    """What the custody log says of an item: its entries, and the time by which authorities saw it.

    Empty for a copy that was taken in before there was a vault, or when the vault is not there.
    """
    vault = _to_look(root) if identifier else None
    if vault is None:
        return {}
    from probanda.vault.timestamps import Stamps

    with vault:
        try:
            item = vault.item(identifier)
        except ProbandaError as error:
            return {"item": identifier, "problem": error.problems[0].message}
        stamps = [each for each in Stamps(vault.folder).covering(item.log_index) if each.verified]
        return {
            "item": item.id,
            "log": vault.name,
            "log_index": item.log_index,
            "entries": [
                {"index": index, "act": entry["act"], "at": entry["at"]}
                for index, entry, _ in vault.history(item.id)
                if entry.get("item", item.id) == item.id
            ],
            "stamped": [
                {
                    "authority": each.authority,
                    "at": each.verified.at.isoformat().replace("+00:00", "Z"),
                    "log_size": each.size,
                }
                for each in stamps
                if each.verified
            ],
        }


def health(root: Path, facts: dict[str, Any]) -> Iterable[Problem]:
    """Whether the vault holds what its log says, and the log what others have seen of it."""
    vault = _to_look(root)
    if vault is None:
        if Item.objects.exclude(vault_item="").exists():
            yield Problem(
                "vault-not-found",
                "The record speaks of a vault that is not there.",
                file="vault",
                remedy="Restore it from a backup or from a copy.",
            )
        return
    from probanda.vault.scrub import Scrub
    from probanda.vault.timestamps import Stamps

    with vault:
        yield from Scrub(vault, resume=False).run().problems
        held = Stamps(vault.folder).check()
        facts["vault"] = {
            "log": vault.name,
            "entries": vault.log.size,
            "root": vault.log.root().hex(),
            "stamps": sum(each.verified is not None for each in held),
            "stamps_due": sum(each.due for each in held),
        }
