"""Which entries of the log speak of which object and item: a table beside the log, made from it alone.

It can be deleted at any time and is made again; nothing is decided by it that the log does not say.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from probanda.vault.log import CustodyLog

__all__ = ["PUBLISHED", "Index"]

#: Acts that say: from here on the store has this object.
PUBLISHED = ("receive", "recovered", "derive")
_TABLES = """
CREATE TABLE IF NOT EXISTS seen (size INTEGER NOT NULL, root BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS about (entry INTEGER PRIMARY KEY, act TEXT, object TEXT, item TEXT);
CREATE INDEX IF NOT EXISTS about_object ON about (object);
"""


class Index:
    """The table, in a file or, where none can be written, in memory."""

    def __init__(self, path: Path, log: CustodyLog) -> None:
        self.path = path
        self.log = log
        self._guard = threading.RLock()
        self._size = 0
        self._table = self._connect()

    def close(self) -> None:
        """Close the table."""
        self._table.close()

    def entries_of(self, identifier: str) -> list[int]:
        """Entries that speak of an object, or of an item by its id, oldest first."""
        with self._guard:
            self._catch_up()
            rows = self._table.execute(
                "SELECT entry FROM about WHERE object = ? OR item = ? ORDER BY entry",
                (identifier.partition("/")[0], identifier),
            )
            return [row[0] for row in rows]

    def published(self, identifier: str) -> int | None:
        """The first entry that says that the store has this object."""
        with self._guard:
            self._catch_up()
            rows = self._table.execute(
                "SELECT MIN(entry) FROM about WHERE object = ? AND act IN (?, ?, ?)",
                (identifier, *PUBLISHED),
            )
            found: int | None = rows.fetchone()[0]
            return found

    def objects(self) -> Iterator[tuple[str, int, str]]:
        """Every object that the log says is in the store: id, first entry, act; oldest first."""
        with self._guard:
            self._catch_up()
            rows = self._table.execute(
                "SELECT object, MIN(entry), act FROM about WHERE act IN (?, ?, ?)"
                " GROUP BY object ORDER BY MIN(entry)",
                PUBLISHED,
            ).fetchall()
        yield from rows

    def _connect(self) -> sqlite3.Connection:
        for path in (str(self.path), ":memory:"):
            try:
                table = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
                table.execute("PRAGMA journal_mode = WAL")
                table.execute("PRAGMA synchronous = NORMAL")
                table.executescript(_TABLES)
                self._take_up(table)
            except sqlite3.DatabaseError as error:
                if path == str(self.path) and "not a database" in str(error):
                    self.path.unlink()
                    return self._connect()
                continue
            return table
        raise sqlite3.OperationalError("no table can be made, not even in memory")

    def _take_up(self, table: sqlite3.Connection) -> None:
        """Use the table if it was made from the beginning of this log; else begin anew."""
        row = table.execute("SELECT size, root FROM seen").fetchone()
        size, root = row or (0, b"")
        if row and size <= self.log.size and self.log.root(size) == root:
            self._size = size
            return
        table.executescript("DELETE FROM about; DELETE FROM seen;")
        table.execute("INSERT INTO seen VALUES (0, ?)", (self.log.root(0),))
        self._size = 0

    def _catch_up(self) -> None:
        self.log.refresh()
        end = self.log.size
        if end == self._size:
            return
        rows = []
        for at, line in enumerate(self.log.lines(self._size, end), self._size):
            try:
                entry = json.loads(line)
            except ValueError:
                continue  # the check of the log names it
            if isinstance(entry, dict):
                said = (entry.get(key) for key in ("act", "object", "item"))
                rows.append((at, *(each if isinstance(each, str) else None for each in said)))
        self._table.execute("BEGIN IMMEDIATE")
        self._table.executemany("INSERT OR REPLACE INTO about VALUES (?, ?, ?, ?)", rows)
        self._table.execute("UPDATE seen SET size = ?, root = ?", (end, self.log.root(end)))
        self._table.execute("COMMIT")
        self._size = end
