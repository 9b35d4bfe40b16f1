"""Which items may leave, and to whom: the consent tiers, applied to whole files.

A file cannot be shown under initials: it leaves as it is, or not at all.
"""

from __future__ import annotations

from probanda.consent import Consent, Form, Level, most_restrictive, shown_as

__all__ = ["allowed", "tier"]


def tier(*said: str) -> Consent:
    """The narrowest of several tiers as they are written; what is no tier is unknown.

    >>> tier("public", "committee").value, tier("public", "sure").value
    ('committee', 'unknown')
    """
    tiers = [Consent(each) if each in set(Consent) else Consent.UNKNOWN for each in said]
    return most_restrictive(tiers)


def allowed(consent: Consent, level: Level) -> bool:
    """Whether a file under this tier may leave for readers of this level.

    >>> [level.value for level in Level if allowed(Consent.COMMITTEE, level)]
    ['committee', 'internal']
    """
    return shown_as(consent, level) is Form.FULL
