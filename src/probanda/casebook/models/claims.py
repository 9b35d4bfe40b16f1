"""The typed claims, after the HURIDOCS events standard (event, act, involvement) and the job's own needs."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from probanda.casebook.models.base import (
    CONSENT_CHOICES,
    Claim,
    Dated,
    claim_constraints,
    claim_indexes,
    optional,
    reference,
)


class NameClaim(Claim):
    """A name somebody gives to a person, whole and in the parts in which it was given."""

    kind: ClassVar[str] = "name"
    person = models.ForeignKey("casebook.Person", on_delete=models.PROTECT, related_name="names")
    full = models.CharField(max_length=400)
    surname = models.CharField(max_length=200, blank=True, default="")
    given = models.CharField(max_length=200, blank=True, default="")
    patronymic = models.CharField(max_length=200, blank=True, default="")
    script = models.CharField(max_length=20, blank=True, default="")  # az-Latn, ru-Cyrl, hy-Armn …

    class Meta:
        constraints = claim_constraints("name_claim")
        indexes = claim_indexes("name_claim")


class BirthClaim(Claim, Dated):
    """When and where a person is said to have been born."""

    kind: ClassVar[str] = "birth"
    person = models.ForeignKey("casebook.Person", on_delete=models.PROTECT, related_name="births")
    place_text = models.CharField(max_length=200, blank=True, default="")
    place = optional("casebook.Place", db_index=False)

    class Meta:
        constraints = claim_constraints("birth_claim", dated=True)
        indexes = claim_indexes("birth_claim")


class AttributeClaim(Claim):
    """Sex, civilian or military, rank, unit, occupation, nationality: one value of one attribute.

    Normalised values: ``sex`` male|female; ``category`` civilian|military. Others are as written.
    """

    kind: ClassVar[str] = "attribute"
    person = models.ForeignKey(
        "casebook.Person", on_delete=models.PROTECT, related_name="attributes"
    )
    attribute = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = claim_constraints("attribute_claim")
        indexes = claim_indexes("attribute_claim")


class StatusClaim(Claim, Dated):
    """What is said to have become of a person, from a date on."""

    class State(models.TextChoices):
        CAPTURED = "captured"
        VISITED = "visited"
        RELEASED = "released"
        DEAD = "dead"
        MISSING = "missing"
        IDENTIFIED = "identified"

    kind: ClassVar[str] = "status"
    person = models.ForeignKey("casebook.Person", on_delete=models.PROTECT, related_name="statuses")
    state = models.CharField(max_length=12, choices=State)
    place_text = models.CharField(max_length=200, blank=True, default="")
    place = optional("casebook.Place", db_index=False)
    holder = models.CharField(
        max_length=200, blank=True, default=""
    )  # who is said to hold the person

    class Meta:
        constraints = [
            *claim_constraints("status_claim", dated=True),
            models.CheckConstraint(
                condition=Q(
                    state__in=["captured", "visited", "released", "dead", "missing", "identified"]
                ),
                name="status_claim_state_known",
            ),
        ]
        indexes = claim_indexes("status_claim")


class ActClaim(Claim, Dated):
    """An act said to have been done to a victim: type and method from the vocabulary of acts."""

    kind: ClassVar[str] = "act"
    event = optional("casebook.Event")
    victim = optional("casebook.Person")
    victim_text = models.CharField(max_length=300, blank=True, default="")
    act_type = models.CharField(max_length=80)
    method = models.CharField(max_length=200, blank=True, default="")
    place = optional("casebook.Place", db_index=False)
    place_text = models.CharField(max_length=200, blank=True, default="")
    state_at_end = models.CharField(max_length=40, blank=True, default="")
    description = models.TextField(blank=True, default="")

    class Meta:
        constraints = claim_constraints("act_claim", dated=True)
        indexes = claim_indexes("act_claim")


class InvolvementClaim(Claim):
    """Who is said to have had a part in an act, and which."""

    class Degree(models.TextChoices):
        COMMITTED = "committed"
        ORDERED = "ordered"
        INSTIGATED = "instigated"
        ACQUIESCED = "acquiesced"
        PRESENT = "present"
        FAILED_TO_PREVENT = "failed-to-prevent"
        FAILED_TO_PUNISH = "failed-to-punish"

    kind: ClassVar[str] = "involvement"
    act = reference("casebook.ActClaim")
    person = optional("casebook.Person")
    unit = optional("casebook.Unit")
    who_text = models.CharField(max_length=300, blank=True, default="")
    degree = models.CharField(max_length=20, choices=Degree)

    class Meta:
        constraints = claim_constraints("involvement_claim")
        indexes = claim_indexes("involvement_claim")


class DetentionClaim(Claim, Dated):
    """Where and by whom a person is said to have been held; the date is the period."""

    kind: ClassVar[str] = "detention"
    person = models.ForeignKey(
        "casebook.Person", on_delete=models.PROTECT, related_name="detentions"
    )
    place = optional("casebook.Place", db_index=False)
    place_text = models.CharField(max_length=200, blank=True, default="")
    holder = models.CharField(max_length=200, blank=True, default="")
    registered_with_icrc = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = claim_constraints("detention_claim", dated=True)
        indexes = claim_indexes("detention_claim")


class SentenceClaim(Claim, Dated):
    """A sentence said to have been passed on a person."""

    kind: ClassVar[str] = "sentence"
    person = models.ForeignKey(
        "casebook.Person", on_delete=models.PROTECT, related_name="sentences"
    )
    court = models.CharField(max_length=300, blank=True, default="")
    offence = models.CharField(max_length=300, blank=True, default="")
    provision = models.CharField(max_length=120, blank=True, default="")
    term = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = claim_constraints("sentence_claim", dated=True)
        indexes = claim_indexes("sentence_claim")


class ExchangeClaim(Claim, Dated):
    """That a person, or a number of persons, was handed over by one side to another."""

    kind: ClassVar[str] = "exchange"
    event = optional("casebook.Event")
    person = optional("casebook.Person")
    handed_over_by = models.CharField(max_length=200, blank=True, default="")
    received_by = models.CharField(max_length=200, blank=True, default="")
    number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = claim_constraints("exchange_claim", dated=True)
        indexes = claim_indexes("exchange_claim")


class SiteLocationClaim(Claim):
    """Where a site is said to lie. Its consent tier decides how coarsely a document may say so."""

    kind: ClassVar[str] = "site-location"
    site = models.ForeignKey("casebook.Site", on_delete=models.PROTECT, related_name="locations")
    place = optional("casebook.Place", db_index=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = claim_constraints("site_location_claim")
        indexes = claim_indexes("site_location_claim")


class ExhumationClaim(Claim, Dated):
    """How many sets of remains somebody says were recovered at a site, and when."""

    kind: ClassVar[str] = "exhumation"
    site = models.ForeignKey("casebook.Site", on_delete=models.PROTECT, related_name="exhumations")
    remains = optional("casebook.Remains")
    number_min = models.PositiveIntegerField(null=True, blank=True)
    number_max = models.PositiveIntegerField(null=True, blank=True)
    findings = models.TextField(blank=True, default="")

    class Meta:
        constraints = claim_constraints("exhumation_claim", dated=True)
        indexes = claim_indexes("exhumation_claim")


class IdentificationClaim(Claim, Dated):
    """That a laboratory or authority says that remains are those of a person, and by what method."""

    kind: ClassVar[str] = "identification"
    remains = reference("casebook.Remains")
    person = optional("casebook.Person")
    method = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = claim_constraints("identification_claim", dated=True)
        indexes = claim_indexes("identification_claim")


class QuantityClaim(Claim, Dated):
    """A total that somebody states; the date is its as-of date, ``what`` names the quantity stated."""

    class Exactness(models.TextChoices):
        EXACT = "exact"
        AT_LEAST = "at-least"
        MORE_THAN = "more-than"
        ABOUT = "about"
        AT_MOST = "at-most"

    kind: ClassVar[str] = "quantity"
    what = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    exactness = models.CharField(max_length=10, choices=Exactness, default=Exactness.EXACT)
    unit = models.CharField(max_length=60, blank=True, default="persons")
    subset = models.CharField(max_length=300, blank=True, default="")
    place_text = models.CharField(max_length=200, blank=True, default="")
    quote = models.TextField(blank=True, default="")

    class Meta:
        constraints = claim_constraints("quantity_claim", dated=True)
        indexes = claim_indexes("quantity_claim")


class RelationClaim(Claim):
    """That two persons are related: ``left`` is the ``relation`` of ``right`` (mother of, brother of)."""

    kind: ClassVar[str] = "relation"
    left = reference("casebook.Person")
    right = reference("casebook.Person")
    relation = models.CharField(max_length=60)

    class Meta:
        constraints = claim_constraints("relation_claim")
        indexes = claim_indexes("relation_claim")


class QuotationClaim(Claim):
    """Words quoted from a document, with the language they are in."""

    kind: ClassVar[str] = "quotation"
    text = models.TextField()
    language = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = claim_constraints("quotation_claim")
        indexes = claim_indexes("quotation_claim")


class ConsentClaim(Claim, Dated):
    """What a person (or their next of kin) agreed to. The latest current one decides; withdrawn always wins."""

    kind: ClassVar[str] = "consent"
    person = models.ForeignKey("casebook.Person", on_delete=models.PROTECT, related_name="consents")
    tier = models.CharField(max_length=10, choices=CONSENT_CHOICES)
    given_by = models.CharField(max_length=200, blank=True, default="")
    scope = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = claim_constraints("consent_claim", dated=True)
        indexes = claim_indexes("consent_claim")


TYPED_CLAIMS: tuple[type[Claim], ...] = (
    NameClaim,
    BirthClaim,
    AttributeClaim,
    StatusClaim,
    ActClaim,
    InvolvementClaim,
    DetentionClaim,
    SentenceClaim,
    ExchangeClaim,
    SiteLocationClaim,
    ExhumationClaim,
    IdentificationClaim,
    QuantityClaim,
    RelationClaim,
    QuotationClaim,
    ConsentClaim,
)
