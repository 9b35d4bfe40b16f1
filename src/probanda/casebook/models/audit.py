"""The audit chain of changes, and the values that figures had at each build."""

from __future__ import annotations

from django.db import models


class AuditRow(models.Model):
    """One change: who, when, what, why, before, after; chained by SHA-256 to the row before it."""

    seq = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    at = models.DateTimeField()
    who = models.CharField(max_length=120)
    action = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    why = models.TextField(blank=True, default="")
    before = models.TextField(blank=True, default="")  # canonical JSON, "" when there was nothing
    after = models.TextField(blank=True, default="")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)


class FigureValue(models.Model):
    """What a figure was when a document was last built, and on which claims it rested."""

    manuscript = models.CharField(max_length=300)
    key = models.CharField(max_length=200)
    value = models.TextField()  # canonical JSON
    claims = (
        models.TextField()
    )  # canonical JSON: sorted addresses of the claims or entries behind it
    definition = models.TextField(blank=True, default="")
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["manuscript", "key"], name="figure_value_once"),
        ]
