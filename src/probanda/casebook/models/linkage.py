"""Runs of the linkage, the pairs they propose, and what reviewers answered. Decisions stand in
``IdentityDecision``.
"""

from __future__ import annotations

from django.db import models

from probanda.casebook.models.base import optional, reference
from probanda.casebook.models.registers import IdentityDecision


class LinkageRun(models.Model):
    """One run over the current entries: what it read, with which programs, and how many reviewers a pair needs."""

    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    reviewers = models.PositiveSmallIntegerField(default=1)
    rows = models.PositiveIntegerField()
    persons = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    model_sha256 = models.CharField(
        max_length=64
    )  # of model.json: with it a score can be worked out again
    programs = models.JSONField()


class LinkageProposal(models.Model):
    """A pair that a run thinks may be one person: its chance, and the evidence column by column.

    A view of the run: proposals are written with it and never changed but for the decision that was taken on them
    by ``probanda link --apply``.
    """

    run = models.ForeignKey(LinkageRun, on_delete=models.PROTECT, related_name="proposals")
    left = reference("casebook.Person")
    right = reference("casebook.Person")
    place = models.PositiveIntegerField()  # 1 is the most informative to review; 0: not for review
    chance = models.FloatField()
    bits = models.FloatField()
    in_cluster = models.BooleanField()
    evidence = models.JSONField()  # [[field, level, bits], …]
    decision = optional("casebook.IdentityDecision")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "left", "right"], name="linkage_proposal_once"),
        ]


class ReviewAnswer(models.Model):
    """What one reviewer answered about a pair, before the score was shown. Undone, never deleted."""

    left = reference("casebook.Person")
    right = reference("casebook.Person")
    verdict = models.CharField(max_length=12, choices=IdentityDecision.Verdict)
    reason = models.TextField()
    answered_by = models.CharField(max_length=120)
    answered_at = models.DateTimeField()
    decision = optional(
        "casebook.IdentityDecision"
    )  # what it led to, alone or with a second answer
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=120, blank=True, default="")
