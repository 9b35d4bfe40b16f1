"""Consent tiers, redaction levels, and the table that says what a level may show under a tier.

Lives on the ground floor because the record stores tiers and every way out (report, export, bundle) must
obey the same table. What a *name* or a *place* looks like in each form is the report's business.
"""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Consent", "Form", "Level", "most_restrictive", "shown_as"]


class Consent(StrEnum):
    """The widest audience that the person concerned (or the finder of a site) has agreed to."""

    PUBLIC = "public"  # may be named to anyone
    INITIALS = "initials"  # may be published under initials, named to the treaty body
    COMMITTEE = "committee"  # may be named to the treaty body only
    INTERNAL = "internal"  # stays inside the organisation
    UNKNOWN = "unknown"  # nobody asked yet: treated as internal
    WITHDRAWN = "withdrawn"  # was given and taken back: nothing leaves, whatever the level

    @property
    def rank(self) -> int:
        """0 for the widest audience; larger is narrower. A total order over the tiers."""
        return _NARROWNESS[self]


class Level(StrEnum):
    """Who a built document is for."""

    PUBLIC = "public"
    COMMITTEE = "committee"
    INTERNAL = "internal"


class Form(StrEnum):
    """How a person or a site appears; the order is from most to least revealing."""

    FULL = "full"  # full name; place with coordinates
    INITIALS = "initials"  # initials; the settlement without coordinates
    ROLE = "role"  # "a serviceman (born 1999)" without the name; the district or region only
    WITHHELD = "withheld"  # a bare mark that something is withheld

    @property
    def rank(self) -> int:
        """0 for the most revealing form."""
        return list(Form).index(self)


_NARROWNESS = {
    Consent.PUBLIC: 0,
    Consent.INITIALS: 1,
    Consent.COMMITTEE: 2,
    Consent.INTERNAL: 3,
    Consent.UNKNOWN: 4,
    Consent.WITHDRAWN: 5,
}

# One row per tier: what the internal, committee and public document show at most.
_TABLE: dict[Consent, tuple[Form, Form, Form]] = {
    Consent.PUBLIC: (Form.FULL, Form.FULL, Form.FULL),
    Consent.INITIALS: (Form.FULL, Form.FULL, Form.INITIALS),
    Consent.COMMITTEE: (Form.FULL, Form.FULL, Form.ROLE),
    Consent.INTERNAL: (Form.FULL, Form.ROLE, Form.ROLE),
    Consent.UNKNOWN: (Form.FULL, Form.ROLE, Form.ROLE),
    Consent.WITHDRAWN: (Form.WITHHELD, Form.WITHHELD, Form.WITHHELD),
}
_COLUMN = {Level.INTERNAL: 0, Level.COMMITTEE: 1, Level.PUBLIC: 2}


def shown_as(consent: Consent, level: Level, asked: Form | None = None) -> Form:
    """The form in which something under ``consent`` appears at ``level``.

    ``asked`` (from the manuscript) can only narrow what the table allows, never widen it.

    >>> shown_as(Consent.COMMITTEE, Level.PUBLIC).value
    'role'
    >>> shown_as(Consent.PUBLIC, Level.PUBLIC, Form.INITIALS).value
    'initials'
    >>> shown_as(Consent.INTERNAL, Level.PUBLIC, Form.FULL).value
    'role'
    """
    allowed = _TABLE[consent][_COLUMN[level]]
    if asked is None or asked.rank <= allowed.rank:
        return allowed
    return asked


def most_restrictive(tiers: list[Consent]) -> Consent:
    """The narrowest of several tiers; ``UNKNOWN`` when there is none.

    >>> most_restrictive([Consent.PUBLIC, Consent.COMMITTEE]).value
    'committee'
    """
    return max(tiers, key=lambda tier: tier.rank, default=Consent.UNKNOWN)
