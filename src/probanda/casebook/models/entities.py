"""Entities: persons, places, sources and the like. Identity and labels only."""

from __future__ import annotations

from django.db import models

from probanda.casebook.models.base import CONSENT_CHOICES, Dated, Entity, Reliability, optional
from probanda.consent import Consent


class Claimant(Entity):
    """Somebody who states things: a State body, an organisation, a court, a newspaper, a witness in a role."""

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True, default="")
    side = models.CharField(max_length=60, blank=True, default="")


class Item(Entity):
    """An archived copy: bytes, named by their digests. ``path`` is relative to the casebook folder.

    ``vault_item`` is its id in the vault and ``log_index`` the custody entry that received it; both are
    empty for a copy from before there was a vault, which lies in ``vault/files``.
    """

    path = models.CharField(max_length=500)
    media_type = models.CharField(max_length=100, blank=True, default="")
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sha512 = models.CharField(max_length=128)
    consent = models.CharField(
        max_length=10, choices=CONSENT_CHOICES, default=Consent.UNKNOWN.value
    )
    received_at = models.DateTimeField()
    vault_item = models.CharField(max_length=100, blank=True, default="", db_index=True)
    log_index = models.BigIntegerField(null=True, blank=True)


class Source(Entity, Dated):
    """Where a claim comes from; the ``Dated`` columns hold its publication date."""

    kind = models.CharField(max_length=40)  # document, un-document, book, article, newspaper, web,
    #                                         post, film, interview, register, treaty, court
    title = models.TextField()
    author = models.CharField(max_length=300, blank=True, default="")
    container = models.CharField(
        max_length=300, blank=True, default=""
    )  # periodical, platform, book
    publisher = models.CharField(max_length=300, blank=True, default="")
    place_of_publication = models.CharField(max_length=120, blank=True, default="")
    symbol = models.CharField(max_length=80, blank=True, default="")
    language = models.CharField(max_length=20, blank=True, default="")
    url = models.TextField(blank=True, default="")
    accessed = models.DateField(null=True, blank=True)
    claimant = optional("casebook.Claimant")
    item = optional("casebook.Item")
    derived_from = optional("casebook.Source")  # two articles quoting one film are one source
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    consent = models.CharField(
        max_length=10, choices=CONSENT_CHOICES, default=Consent.UNKNOWN.value
    )
    note = models.TextField(blank=True, default="")


class Person(Entity):
    """A person as one or more lists name them. ``cluster`` is the person that stands for all merged ones.

    ``cluster`` is a view: it is recomputed from :class:`IdentityDecision` and un-merging restores it.
    """

    cluster = models.ForeignKey("self", on_delete=models.PROTECT, related_name="members", null=True)

    class Meta:
        verbose_name_plural = "persons"


class Unit(Entity):
    """A military or civil body."""

    name = models.CharField(max_length=300)
    side = models.CharField(max_length=60, blank=True, default="")
    parent = optional("casebook.Unit")


class Place(Entity):
    """A settlement, district, region or facility; ``names`` maps language tags to names."""

    name = models.CharField(max_length=200)
    names = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=40, blank=True, default="")  # settlement, district, region,
    #                                                                 country, facility
    parent = optional("casebook.Place")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)


class Site(Entity):
    """A grave or another place of interest to the record; where it lies is a claim."""

    label = models.CharField(max_length=200)
    place = optional("casebook.Place")


class Event(Entity):
    """Something that is said to have happened; the acts in it are claims."""

    label = models.CharField(max_length=300)


class Remains(Entity):
    """One set of human remains as numbered by those who recovered them."""

    site = optional("casebook.Site")

    class Meta:
        verbose_name_plural = "remains"
