"""Many rows into a table at once, by the fastest way each database has; ids handed out beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from probanda.casebook.models.base import Claim

__all__ = ["BulkTable", "Ids", "chunks", "end_claims"]

_CHUNK = 500


def chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    """Slices short enough for one ``IN (…)`` on every database."""
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])


def end_claims(tables: Sequence[type[Claim]], entries: Sequence[int]) -> None:
    """Set ``current`` to false on the claims that these entries brought in; the rows stay.

    What a person corrected since stays as it is: a correction is that person's work, not the list's.
    """
    for table in tables:
        table._default_manager.filter(
            entry__in=list(entries), current=True, corrects__isnull=True
        ).update(current=False)


class Ids:
    """Hands out primary keys of several tables, which nobody else may write to until the transaction ends."""

    def __init__(self, tables: Sequence[type[models.Model]]) -> None:
        if connection.vendor == "postgresql":
            names = ", ".join(f'"{table._meta.db_table}"' for table in tables)
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")
        self._next = {
            table: (table._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1
            for table in tables
        }

    def take(self, table: type[models.Model]) -> int:
        """The next id of a table."""
        value = self._next[table]
        self._next[table] = value + 1
        return value


class BulkTable:
    """Inserts tuples in the order of the table's columns, the id first."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.columns = [field.column for field in model._meta.concrete_fields]
        self._postgresql = connection.vendor == "postgresql"
        names = ", ".join(f'"{column}"' for column in self.columns)
        table = model._meta.db_table
        marks = ", ".join(["%s"] * len(self.columns))
        self._insert = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
        self._copy = f'COPY "{table}" ({names}) FROM STDIN'
        self._written = False

    def insert(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Write the rows: COPY on PostgreSQL, ``executemany`` on SQLite."""
        if not rows:
            return
        self._written = True
        with connection.cursor() as cursor:
            if not self._postgresql:
                cursor.executemany(self._insert, rows)
                return
            with cursor.cursor.copy(self._copy) as copy:
                for row in rows:
                    copy.write_row(row)

    def done(self) -> None:
        """Tell PostgreSQL's sequence which ids are taken."""
        field = self.model._meta.pk
        if (
            self._written
            and self._postgresql
            and isinstance(field, models.AutoField | models.BigAutoField)
        ):
            table = self.model._meta.db_table
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), "
                    f'(SELECT MAX(id) FROM "{table}"))'
                )

    def day(self, value: date | None) -> Any:
        """A day as the database's driver takes it."""
        if value is None or self._postgresql:
            return value
        return value.isoformat()

    def moment(self, value: datetime) -> Any:
        """A moment as the database's driver takes it."""
        return value if self._postgresql else connection.ops.adapt_datetimefield_value(value)
