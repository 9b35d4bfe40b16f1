"""Which database a casebook uses, and connecting Django to it at run time.

One process works on one casebook at a time, but may go from one to the next: :func:`connect` replaces the
connection. What a casebook folder holds is in ``folder``; nothing here reads or writes the folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.conf import settings as django_settings
from django.db import connections

from probanda.problems import ProbandaError, Problem

__all__ = ["DatabaseAddress", "connect", "database_settings", "parse_address"]

SQLITE_FILE = "casebook.sqlite3"
_SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,62}")

#: One machine, one writer, many readers: readers never wait (WAL); a commit is on disk before it is
#: acknowledged (synchronous=FULL); 64 MiB of cache; sorting in memory.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456"
)


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a record is kept: ``url`` is empty for SQLite in the casebook folder.

    ``schema`` names the PostgreSQL schema, so that one database can hold several casebooks.
    """

    url: str = ""
    schema: str = ""

    @property
    def vendor(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return "postgresql" if self.url else "sqlite"

    @property
    def shown(self) -> str:
        """The address as a message may show it: without a password."""
        if not self.url:
            return "sqlite"
        return re.sub(r"(//[^:/@]*):[^@]*@", r"\1:…@", self.url)


def parse_address(text: str, schema: str = "") -> DatabaseAddress:
    """Read ``sqlite`` or ``postgresql://user:password@host:port/name?option=value``.

    Raises:
        ProbandaError: the text is neither, or the schema is not a plain lower-case name.

    >>> parse_address("sqlite").vendor
    'sqlite'
    >>> parse_address("postgresql://ada:secret@db.example/casebooks").shown
    'postgresql://ada:…@db.example/casebooks'
    """
    text = text.strip()
    if schema and not _SCHEMA.fullmatch(schema):
        raise ProbandaError(
            Problem(
                "schema-unknown",
                "The PostgreSQL schema is not a plain name.",
                column="schema",
                found=schema,
                expected="lower-case letters, digits and _",
            ),
            usage=True,
        )
    if text in {"", "sqlite"}:
        return DatabaseAddress()
    parts = urlsplit(text)
    if parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return DatabaseAddress(text, schema)
    raise ProbandaError(
        Problem(
            "database-unknown",
            "The database setting cannot be read.",
            column="database",
            found=DatabaseAddress(text).shown,
            expected='"sqlite" or "postgresql://user@host:port/name"',
            remedy="Correct `database` in casebook.toml or PROBANDA_DATABASE_URL.",
        ),
        usage=True,
    )


def database_settings(address: DatabaseAddress, root: Path) -> dict[str, Any]:
    """Django's ``DATABASES["default"]`` for this address and casebook folder."""
    if not address.url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(root / SQLITE_FILE),
            # IMMEDIATE: a transaction that will write takes its turn at once, so it can never fail half-way.
            "OPTIONS": {
                "timeout": 30,
                "transaction_mode": "IMMEDIATE",
                "init_command": SQLITE_PRAGMAS,
            },
        }
    parts = urlsplit(address.url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    port = options.pop("port", None) or parts.port or ""
    if address.schema:
        options["options"] = f"-c search_path={address.schema}"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": options,
    }


def connect(address: DatabaseAddress, root: Path) -> None:
    """Make this the database that the models read and write; closes the one before."""
    wanted = database_settings(address, root)
    if not django_settings.configured:
        django_settings.configure(
            INSTALLED_APPS=["probanda.casebook"],
            DATABASES={"default": wanted},
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
            TIME_ZONE="UTC",
            LOGGING_CONFIG=None,
        )
        django.setup()
        return
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": wanted})["default"]
    del connections["default"]
