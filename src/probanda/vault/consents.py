"""The consent to an item as it stands now: stated at the intake, changed since by custody entries.

``intake.json`` never changes; people change their minds. The last entry about the item, or about its
whole delivery, counts.
"""

from __future__ import annotations

from probanda.consent import Consent
from probanda.vault.custody import Act
from probanda.vault.receipt import Item
from probanda.vault.vault import Position, Vault

__all__ = ["change_consent", "consent_of"]


def consent_of(vault: Vault, item: Item) -> Consent:
    """The tier of an item; ``UNKNOWN`` where nobody stated one, or something that is none."""
    said = vault.metadata(item.object).get("consent", "")
    for _, entry, _ in vault.history(item.id):
        if entry["act"] == Act.CONSENT and entry.get("item", item.id) == item.id:
            said = entry.get("consent", "")
    return Consent(said) if said in set(Consent) else Consent.UNKNOWN


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
