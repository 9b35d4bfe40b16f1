"""Families of the missing, genetic profiles, and what a comparison of them gave.

A profile is the most personal thing a record can hold: it stays inside the organisation. A result says how
well the DNA is explained; that remains are a person's is an ``identification``, which a person records.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from probanda.casebook.models.base import (
    Claim,
    Entity,
    claim_constraints,
    claim_indexes,
    optional,
    reference,
)


class Relative(Entity):
    """A member of a family's pedigree: a relative who may be typed, an ancestor, or the missing themselves."""

    class Sex(models.TextChoices):
        MALE = "male"
        FEMALE = "female"
        UNKNOWN = "unknown"

    family = models.CharField(max_length=120)
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.UNKNOWN)
    father = optional("casebook.Relative")
    mother = optional("casebook.Relative")
    person = optional("casebook.Person")  # of the record: required of the missing
    missing = models.BooleanField(default=False)
    twins = models.CharField(max_length=60, blank=True, default="")  # same word: identical twins


class ProfileClaim(Claim):
    """A genetic profile that a laboratory reports, of a set of remains or of a relative.

    ``genotypes`` maps a marker to two alleles, ``14/16.3``; ``?`` stands for an allele that is not known.
    ``dropout``, ``dropin`` and ``error`` are the sample's own rates, for degraded bone.
    """

    kind: ClassVar[str] = "profile"
    remains = optional("casebook.Remains")
    relative = optional("casebook.Relative")
    genotypes = models.JSONField(default=dict)
    sex = models.CharField(
        max_length=8, choices=Relative.Sex, default=Relative.Sex.UNKNOWN
    )  # as the laboratory reads it
    dropout = models.FloatField(null=True, blank=True)
    dropin = models.FloatField(null=True, blank=True)
    error = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            *claim_constraints("profile_claim"),
            models.CheckConstraint(
                condition=Q(remains__isnull=True, relative__isnull=False)
                | Q(remains__isnull=False, relative__isnull=True),
                name="profile_claim_of_one",
            ),
            # A profile cannot be made harmless by initials: it never leaves the organisation.
            models.CheckConstraint(
                condition=Q(consent__in=["internal", "unknown", "withdrawn"]),
                name="profile_claim_stays_inside",
            ),
        ]
        indexes = claim_indexes("profile_claim")


class KinshipClaim(Claim):
    """How much more likely the DNA is if the remains are a missing person than if they are unrelated.

    It supports or speaks against; it identifies nobody. ``inputs`` holds digests and settings, so that the
    same number can be computed again; ``posterior`` is that of the joint analysis under its flat prior.
    """

    kind: ClassVar[str] = "kinship"
    remains = reference("casebook.Remains")
    relative = reference("casebook.Relative")
    person = optional("casebook.Person")
    log10_lr = models.FloatField(null=True, blank=True)  # null: excluded outright
    excluded = models.BooleanField(default=False)
    exclusions = models.PositiveIntegerField(default=0)
    markers = models.PositiveIntegerField(default=0)
    posterior = models.FloatField(null=True, blank=True)
    method = models.CharField(max_length=300)
    inputs = models.JSONField(default=dict)

    class Meta:
        constraints = claim_constraints("kinship_claim")
        indexes = claim_indexes("kinship_claim")
