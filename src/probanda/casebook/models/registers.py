"""Registers (lists), their versions, their rows kept verbatim, and decisions on who is the same person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from probanda.casebook.models.base import Entity, optional, reference


class Register(Entity):
    """A list that somebody keeps."""

    title = models.CharField(max_length=300)
    source = reference("casebook.Source")
    claimant = reference("casebook.Claimant")


class RegisterVersion(models.Model):
    """One delivery of a register: the file's bytes are named, the mapping that read it is kept."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    mapping = models.JSONField()
    rows = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_version_once"),
        ]


class Entry(models.Model):
    """One raw row of a register, verbatim: ``raw`` is a JSON object of header to cell as it stood.

    ``key`` is the list's own identifier of the row (or its row number when it has none). A newer version
    of the list adds a new Entry and sets ``current`` false on the old one, which stays.
    """

    # The index over (register, key) below serves queries by register.
    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    version = models.ForeignKey(RegisterVersion, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=200)
    row = models.PositiveIntegerField()  # 1 = first row after the header
    raw = models.TextField()
    digest = models.CharField(max_length=64)
    person = optional("casebook.Person")
    current = models.BooleanField(default=True)
    replaces = optional("casebook.Entry", db_index=False)
    # Why a row is no longer current: "" while it is, else "changed" or "gone" (absent from the newer file).
    ended = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["register", "key"], condition=Q(current=True), name="entry_one_current"
            ),
        ]


class IdentityDecision(models.Model):
    """A person's recorded decision that two Persons are the same, different, or cannot be told apart."""

    class Verdict(models.TextChoices):
        SAME = "same"
        DIFFERENT = "different"
        CANNOT_TELL = "cannot-tell"

    left = reference("casebook.Person")
    right = reference("casebook.Person")
    verdict = models.CharField(max_length=12, choices=Verdict)
    reason = models.TextField()
    decided_by = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=120, blank=True, default="")
