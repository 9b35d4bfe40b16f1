"""A row of the record as plain JSON values, the same on every database and at every time.

The audit chain keeps these, and ``doctor`` compares them with the rows as they are now.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from probanda.casebook.models.base import Claim, Entity

__all__ = ["kind_of", "name_of", "snapshot"]


def kind_of(model: type[models.Model]) -> str:
    """The field's word for a table: ``act``, ``site-location``; ``person``, ``source``."""
    return model.kind if issubclass(model, Claim) else str(model._meta.model_name)


def name_of(row: models.Model) -> str:
    """How the audit chain names a row: ``kind:id`` for a claim, ``person:KEY`` for an entity."""
    if isinstance(row, Claim):
        return f"{row.kind}:{row.pk}"
    if isinstance(row, Entity):
        return f"{row._meta.model_name}:{row.key}"
    return f"{row._meta.model_name}:{row.pk}"


def snapshot(row: models.Model) -> dict[str, Any]:
    """Every stored column but the row's own id; links as ids, numbers with their decimals as text."""
    return {
        field.attname: _plain(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def _plain(field: models.Field, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.DecimalField):
        return f"{Decimal(str(value)):.{field.decimal_places}f}"
    if isinstance(field, models.FloatField):
        return float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)  # a choice is an enum that is a str
    return value
