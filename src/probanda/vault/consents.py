"""The consent to an item as it stands now: stated at the intake, changed since by custody entries.

``intake.json`` never changes; people change their minds. The last entry about the item, or about its
whole delivery, counts.
"""

from __future__ import annotations

from collections.abc import Iterable

from probanda.consent import Consent
from probanda.vault.custody import Act
from probanda.vault.receipt import Item
from probanda.vault.vault import Position, Vault

__all__ = ["change_consent", "consent_of", "consents_of"]


def consent_of(vault: Vault, item: Item) -> Consent:
    """The tier of an item; ``UNKNOWN`` where nobody stated one, or something that is none."""
    return consents_of(vault, [item])[item.id]


def consents_of(vault: Vault, items: Iterable[Item]) -> dict[str, Consent]:
    """The tiers of several items, by id; each object is looked at once."""
    by_object: dict[str, list[str]] = {}
    for item in items:
        by_object.setdefault(item.object, []).append(item.id)
    found: dict[str, Consent] = {}
    for name, ids in by_object.items():
        said = dict.fromkeys(ids, str(vault.metadata(name).get("consent", "")))
        for index in vault.index.entries_of(name):
            entry = vault.entry(index)
            if entry["act"] == Act.CONSENT:
                about = [entry["item"]] if "item" in entry else ids
                said |= dict.fromkeys(about, str(entry.get("consent", "")))
        for each in ids:
            known = said[each] in set(Consent)
            found[each] = Consent(said[each]) if known else Consent.UNKNOWN
    return found


def change_consent(vault: Vault, subject: str, tier: Consent, *, who: str, why: str) -> Position:
    """Enter another tier for an item or a whole delivery.

    The tier stands in the log; who says so, and why, in the private half.

    Raises:
        ProbandaError: ``vault-no-item`` when there is no such item or delivery.
    """
    if "/" in subject:
        vault.item(subject)
    else:
        vault.item(f"{subject}/000000")
    return vault.record(
        Act.CONSENT, who=who, why=why, subject=subject, public={"consent": tier.value}
    )
