"""What every table shares: stable keys, imprecise dates, and the abstract claim."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from probanda.consent import Consent

CONSENT_CHOICES = [(tier.value, tier.value) for tier in Consent]


class Reliability(models.TextChoices):
    """Reliability of a source, first character of the Admiralty code (A–F)."""

    A = "A", "completely reliable"
    B = "B", "usually reliable"
    C = "C", "fairly reliable"
    D = "D", "not usually reliable"
    E = "E", "unreliable"
    F = "F", "reliability cannot be judged"


class Credibility(models.IntegerChoices):
    """Credibility of a piece of information, second character of the Admiralty code (1–6)."""

    CONFIRMED = 1, "confirmed by other sources"
    PROBABLE = 2, "probably true"
    POSSIBLE = 3, "possibly true"
    DOUBTFUL = 4, "doubtful"
    IMPROBABLE = 5, "improbable"
    UNJUDGED = 6, "truth cannot be judged"


class ClaimStatus(models.TextChoices):
    """Where a claim stands. None of these says that it is true."""

    ALLEGED = "alleged"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    RETRACTED = "retracted"


class Entity(models.Model):
    """A thing with an identity and nothing else; what is said about it are claims."""

    key = models.CharField(max_length=200, unique=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.key)


class Dated(models.Model):
    """An imprecise date: as written, as EDTF level 1, and its inclusive bounds (null = open or unknown)."""

    date_text = models.CharField(max_length=120, blank=True, default="")
    date_edtf = models.CharField(max_length=60, blank=True, default="")
    date_earliest = models.DateField(null=True, blank=True)
    date_latest = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Claim(models.Model):
    """One statement by one claimant, resting on one source at one place in it.

    The schema itself refuses a claim without a source. Rows are never overwritten: a correction is a new
    claim that names what it ``corrects``; the old row stays with ``current`` false.
    """

    # Unique among the current rows of a table (see claim_constraints); corrected rows keep their key.
    key = models.CharField(max_length=200, null=True, blank=True)
    # A record has few sources and claimants: an index on them would not help a query, and slow imports.
    source = models.ForeignKey(
        "casebook.Source", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    locator = models.CharField(max_length=200, blank=True, default="")
    claimant = models.ForeignKey(
        "casebook.Claimant", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reliability = models.CharField(max_length=1, choices=Reliability, default=Reliability.F)
    credibility = models.PositiveSmallIntegerField(
        choices=Credibility, default=Credibility.UNJUDGED
    )
    status = models.CharField(max_length=12, choices=ClaimStatus, default=ClaimStatus.ALLEGED)
    consent = models.CharField(
        max_length=10, choices=CONSENT_CHOICES, default=Consent.UNKNOWN.value
    )
    entry = models.ForeignKey(
        "casebook.Entry", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    current = models.BooleanField(default=True)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        db_index=False,
    )
    note = models.TextField(blank=True, default="")
    recorded_by = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    #: The field's word for this kind of claim; also the first part of its address ``kind:id``.
    kind: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """How a claim is named outside the database: its key, or ``kind:id`` when it has none.

        A corrected claim has given its key to its correction, so it is named by its id too.
        """
        return self.key if self.key and self.current else f"{self.kind}:{self.pk}"

    def __str__(self) -> str:
        return self.address


def claim_indexes(name: str) -> list[models.Index]:
    """The way from a corrected claim to its correction; only the few corrections are in it."""
    return [
        models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name=f"{name}_corr")
    ]


def claim_constraints(name: str, *, dated: bool = False) -> list[models.BaseConstraint]:
    """The checks that every claim table carries, so that no writer can bypass them."""
    checks: list[models.BaseConstraint] = [
        # Partial, so that the many claims without a key cost nothing.
        models.UniqueConstraint(
            fields=["key"],
            condition=Q(current=True, key__isnull=False),
            name=f"{name}_key_once",
        ),
        models.CheckConstraint(
            condition=Q(reliability__in=Reliability.values), name=f"{name}_reliability_a_to_f"
        ),
        models.CheckConstraint(
            condition=Q(credibility__gte=1, credibility__lte=6), name=f"{name}_credibility_1_to_6"
        ),
        models.CheckConstraint(
            condition=Q(status__in=ClaimStatus.values), name=f"{name}_status_known"
        ),
        models.CheckConstraint(
            condition=Q(consent__in=[tier.value for tier in Consent]), name=f"{name}_consent_known"
        ),
    ]
    if dated:
        checks.append(
            models.CheckConstraint(
                condition=Q(date_earliest__isnull=True)
                | Q(date_latest__isnull=True)
                | Q(date_earliest__lte=F("date_latest")),
                name=f"{name}_date_bounds_in_order",
            )
        )
    return checks


def reference(to: str, **options: Any) -> models.ForeignKey:
    """A required link that cannot be cut by deleting its target."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


def optional(to: str, **options: Any) -> models.ForeignKey:
    """A link that may be absent, and cannot be cut by deleting its target."""
    return reference(to, null=True, blank=True, **options)
