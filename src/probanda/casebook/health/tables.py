"""Are the tables whole? The database's own check, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import DatabaseError, connection
from django.db import models as django_models

from probanda.casebook import models
from probanda.casebook.models.base import Claim
from probanda.casebook.services.snapshot import kind_of
from probanda.problems import Problem

__all__ = ["counts", "dangling", "integrity"]

SHOWN = 20


def integrity() -> Iterator[Problem]:
    """What SQLite's ``integrity_check`` finds; PostgreSQL checks its own pages as it reads them."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA integrity_check({SHOWN})")
            found = [str(row[0]) for row in cursor.fetchall()]
    except DatabaseError as error:
        found = [str(error)]
    for text in found:
        if text != "ok":
            yield Problem(
                "database-damaged",
                f"The database file is damaged: {text}.",
                file="casebook.sqlite3",
                remedy="Restore it from a backup; copy the damaged file aside first.",
            )


def counts() -> dict[str, int]:
    """How many rows of each kind there are."""
    listed: list[type[django_models.Model]] = [
        models.Register,
        models.Entry,
        models.Person,
        models.Source,
        models.Item,
        models.Claimant,
        models.Place,
        models.Site,
        models.Event,
        models.Unit,
        models.Remains,
        models.Relative,
        models.Interview,
        models.Answer,
        models.Examination,
        models.IdentityDecision,
        models.LinkageRun,
        models.ReviewAnswer,
    ]
    listed.extend(models.TYPED_CLAIMS)
    found = {kind_of(model): model._default_manager.count() for model in listed}
    return {kind: count for kind, count in found.items() if count}


def dangling() -> Iterator[Problem]:
    """Links whose target is not there: first among them claims without a source."""
    for model in apps.get_app_config("casebook").get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, django_models.ForeignKey):
                yield from _dangling(model, column)


def _dangling(
    model: type[django_models.Model], column: django_models.ForeignKey
) -> Iterator[Problem]:
    table, target = model._meta.db_table, column.related_model._meta.db_table
    name = column.column
    missing = "" if not column.null else f"a.{name} IS NOT NULL AND "
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT a.id FROM "{table}" a LEFT JOIN "{target}" b ON b.id = a.{name}'
            f" WHERE {missing}b.id IS NULL ORDER BY a.id LIMIT {SHOWN}"
        )
        rows = [row[0] for row in cursor.fetchall()]
    for pk in rows:
        what = f"{kind_of(model)}:{pk}"
        if issubclass(model, Claim) and column.name == "source":
            yield Problem(
                "claim-without-source",
                f"The claim {what} has no source.",
                file="record",
                column=what,
                remedy="Restore the source from a backup: a claim without a source cannot be cited.",
            )
        else:
            yield Problem(
                "link-dangling",
                f"{what} points to a {column.name} that is not in the record.",
                file="record",
                column=what,
                found=column.name,
                remedy="Restore the record from a backup.",
            )
