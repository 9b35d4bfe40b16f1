"""One piece of work on the record: a transaction, who does it and when, and its audit rows.

The rows of the audit chain are collected and appended when the work is done, in the same transaction: either
the change and its audit rows are both on disk, or neither is.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from probanda.casebook import audit_chain
from probanda.casebook.services.snapshot import name_of, snapshot

__all__ = ["Change", "changing"]


@dataclass(slots=True)
class Change:
    """The work at hand: who, when, why, and the audit rows it has earned so far."""

    by: str
    now: datetime
    why: str = ""
    rows: list[audit_chain.Change] = field(default_factory=list)

    def note(self, action: str, what: str, before: Any, after: Any) -> None:
        """Remember one audit row."""
        self.rows.append((action, what, before, after))

    def insert(self, row: models.Model, action: str = "create") -> None:
        """Write a new row, and note it with all its values."""
        row.save(force_insert=True)
        self.note(action, name_of(row), None, snapshot(row))

    def update(self, row: models.Model, action: str, **values: Any) -> None:
        """Set columns of a row, and note the row as it was and as it is."""
        before = snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(force_update=True)
        self.note(action, name_of(row), before, snapshot(row))


@contextmanager
def changing(*, by: str, now: datetime, why: str = "") -> Iterator[Change]:
    """A transaction in which services write; its audit rows are appended when it ends well."""
    with transaction.atomic():
        change = Change(by, now, why)
        yield change
        if change.rows:
            audit_chain.append(change.rows, by=by, now=now, why=why)
