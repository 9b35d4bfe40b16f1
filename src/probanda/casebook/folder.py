"""A casebook is a folder: making one, finding it, opening it.

The folder holds ``casebook.toml``, the record (``casebook.sqlite3`` unless PostgreSQL is set), ``vault/``,
``manuscripts/`` and ``out/``. What is in the record is the services' business.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from probanda.casebook.settings import (
    SQLITE_FILE,
    DatabaseAddress,
    connect,
    parse_address,
)
from probanda.problems import ProbandaError, Problem

__all__ = [
    "Casebook",
    "CasebookSettings",
    "find_casebook",
    "init_casebook",
    "open_casebook",
    "pending_migrations",
    "upgrade_casebook",
]

TOML = "casebook.toml"
FOLDERS = ("manuscripts", "vault", "out")
DATABASE_VARIABLE = "PROBANDA_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class CasebookSettings:
    """What ``casebook.toml`` says. ``date`` (ISO) stands for "today" in builds; empty when not set."""

    title: str = ""
    languages: tuple[str, ...] = ("en",)
    parties: tuple[str, ...] = ()
    treaty_body: str = ""
    state_party: str = ""
    organisation: str = ""
    date: str = ""
    database: str = ""
    schema: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Casebook:
    """An open casebook: its folder, its settings, and where its record is kept."""

    root: Path
    settings: CasebookSettings
    database: DatabaseAddress

    @property
    def database_url(self) -> str:
        """``sqlite``, or the PostgreSQL address without its password."""
        return self.database.shown

    @property
    def vault(self) -> Path:
        """The folder of archived copies."""
        return self.root / "vault"

    @property
    def manuscripts(self) -> Path:
        """The folder of manuscripts and ``figures.yaml``."""
        return self.root / "manuscripts"

    @property
    def out(self) -> Path:
        """The folder of built submissions."""
        return self.root / "out"


def find_casebook(start: Path | str = ".") -> Path:
    """The nearest folder from ``start`` upward that holds ``casebook.toml``.

    Raises:
        ProbandaError: there is none.
    """
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        if (folder / TOML).is_file():
            return folder
    raise ProbandaError(
        Problem(
            "casebook-not-found",
            f"No casebook here: no {TOML} in this folder or any above it.",
            file=str(start),
            expected=f"a folder with {TOML}",
            remedy="Go into a casebook, name one with --casebook DIR, or make one with `probanda init DIR`.",
        ),
        usage=True,
    )


def init_casebook(
    path: Path | str,
    title: str = "",
    *,
    languages: Iterable[str] = ("en",),
    parties: Iterable[str] = (),
    treaty_body: str = "",
    state_party: str = "",
    organisation: str = "",
    date: str = "",
    database: str = "",
    by: str = "",
    now: datetime | None = None,
) -> Casebook:
    """Make a casebook in ``path`` and open it.

    A folder that has ``casebook.toml`` but no record yet gets its record; its ``casebook.toml`` is kept.

    Raises:
        ProbandaError: there is a record already, or the folder cannot be made.
    """
    root = Path(path).resolve()
    try:
        root.mkdir(parents=True, exist_ok=True)
        for folder in FOLDERS:
            (root / folder).mkdir(exist_ok=True)
    except OSError as error:
        raise ProbandaError(
            Problem(
                "folder-not-writable",
                f"The casebook's folder cannot be made: {error.strerror}.",
                file=str(path),
                remedy="Choose a folder that you may write to.",
            )
        ) from error
    fresh = not (root / TOML).exists()
    if fresh:
        settings = CasebookSettings(
            title=title or root.name,
            languages=tuple(languages),
            parties=tuple(parties),
            treaty_body=treaty_body,
            state_party=state_party,
            organisation=organisation,
            date=date,
            database=database,
            id=str(uuid4()),
        )
    else:
        settings = read_settings(root)
    address = _address(settings)
    connect(address, root)
    if address.vendor == "postgresql":
        settings, address = _own_schema(settings, address, root, fresh=fresh)
    elif (root / SQLITE_FILE).exists() and _has_record():
        raise _exists(root)
    if fresh:
        (root / TOML).write_text(_toml(settings), encoding="utf-8")
    upgrade_casebook()
    _sign(settings, by=by, now=now or datetime.now(UTC))
    return Casebook(root, settings, address)


def open_casebook(path: Path | str, *, check: bool = True) -> Casebook:
    """Open the casebook in ``path``: connect to its record and see that it is there and up to date.

    ``check=False`` leaves out what only ``doctor`` wants to report itself (pending migrations).

    Raises:
        ProbandaError: no casebook, unreadable settings, no record, or a record of another version.
    """
    root = Path(path).resolve()
    if not (root / TOML).is_file():
        find_casebook(root)
        raise ProbandaError(
            Problem(
                "casebook-not-found",
                f"This folder is not a casebook: it has no {TOML}.",
                file=str(path),
                remedy="Name the casebook's own folder, or make one with `probanda init DIR`.",
            ),
            usage=True,
        )
    settings = read_settings(root)
    address = _address(settings)
    if address.vendor == "sqlite" and not (root / SQLITE_FILE).exists():
        raise ProbandaError(
            Problem(
                "record-missing",
                f"The casebook has no record: {SQLITE_FILE} is not there.",
                file=str(path),
                remedy=(
                    f"If the record is in PostgreSQL, set {DATABASE_VARIABLE}. If there never was one, run"
                    " `probanda init` on this folder; otherwise restore it from a backup."
                ),
            )
        )
    connect(address, root)
    if check:
        _check_record(root, settings)
    return Casebook(root, settings, address)


def read_settings(root: Path) -> CasebookSettings:
    """What ``casebook.toml`` in ``root`` says; the table ``[casebook]`` or the top level may hold it."""
    file = root / TOML
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProbandaError(
            Problem(
                "settings-unreadable",
                f"{TOML} cannot be read: {error}.",
                file=str(file),
                expected="TOML in UTF-8",
                remedy="Correct the line that is named.",
            )
        ) from error
    top = {key: value for key, value in data.items() if not isinstance(value, dict)}
    table = data.get("casebook", {})
    given: dict[str, Any] = {**top, **(table if isinstance(table, dict) else {})}
    values: dict[str, Any] = {}
    for name in CasebookSettings.__dataclass_fields__:
        if name not in given:
            continue
        value = given[name]
        if name in {"languages", "parties"}:
            listed = value if isinstance(value, list) else [value]
            values[name] = tuple(str(item) for item in listed)
        else:
            values[name] = str(value)
    return CasebookSettings(**values)


def pending_migrations() -> list[str]:
    """Names of migrations that the open record still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes("casebook")
    return [migration.name for migration, _ in executor.migration_plan(targets)]


def upgrade_casebook() -> list[str]:
    """Bring the open record to this version of Probanda; the names of the migrations applied."""
    from django.core.management import call_command

    names = pending_migrations()
    if names:
        call_command("migrate", "casebook", verbosity=0, interactive=False)
    return names


def _address(settings: CasebookSettings) -> DatabaseAddress:
    """The environment wins over ``casebook.toml``, so that a password need not stand in a file."""
    return parse_address(
        os.environ.get(DATABASE_VARIABLE, "") or settings.database, settings.schema
    )


def _own_schema(
    settings: CasebookSettings, address: DatabaseAddress, root: Path, *, fresh: bool
) -> tuple[CasebookSettings, DatabaseAddress]:
    """The first casebook of a PostgreSQL database takes its default schema, each further one its own."""
    from django.db import connection

    if _has_record():
        if settings.schema or (not fresh and _signed().get("title") == settings.title):
            raise _exists(root)
        identity = settings.id or str(uuid4())
        schema = f"casebook_{identity.replace('-', '')[:16]}"
        settings = replace(settings, schema=schema, id=identity)
        address = replace(address, schema=schema)
        if not fresh:
            _insert_setting(root / TOML, {"schema": schema, "id": identity})
    if address.schema:
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{address.schema}"')
        connect(address, root)
    return settings, address


def _signed() -> dict[str, Any]:
    """What the first row of the audit chain says of the casebook; empty if it cannot be read."""
    from probanda.casebook.models import AuditRow

    first = AuditRow.objects.filter(seq=1).values_list("after", flat=True).first()
    try:
        said = json.loads(first or "{}")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _insert_setting(file: Path, values: dict[str, str]) -> None:
    """Add settings to a ``casebook.toml`` that somebody wrote by hand, leaving the rest as it stands."""
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    at = next((n + 1 for n, line in enumerate(lines) if line.strip() == "[casebook]"), 0)
    lines[at:at] = [f"{name} = {json.dumps(value)}\n" for name, value in values.items()]
    file.write_text("".join(lines), encoding="utf-8")


def _has_record() -> bool:
    from django.db import connection
    from django.db.utils import DatabaseError, OperationalError

    try:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT to_regclass('casebook_auditrow') IS NOT NULL")
                return bool(cursor.fetchone()[0])
        return "casebook_auditrow" in connection.introspection.table_names()
    except OperationalError as error:
        raise _unreachable(error) from error
    except DatabaseError as error:
        raise _unreadable(error) from error


def _check_record(root: Path, settings: CasebookSettings) -> None:
    if not _has_record():
        raise ProbandaError(
            Problem(
                "record-missing",
                "The database that this casebook names holds no record.",
                file=str(root),
                remedy=f"Check {DATABASE_VARIABLE}; if there never was a record, run `probanda init` here.",
            )
        )
    pending = pending_migrations()
    if pending:
        raise ProbandaError(
            Problem(
                "record-outdated",
                f"The record was made by an earlier version of Probanda ({len(pending)} steps behind).",
                file=str(root),
                found=", ".join(pending),
                remedy="Make a backup, then run `probanda upgrade`.",
            )
        )
    if settings.id:
        kept = str(_signed().get("id", ""))
        if kept and kept != settings.id:
            raise ProbandaError(
                Problem(
                    "record-of-another-casebook",
                    "The database holds the record of another casebook.",
                    file=str(root),
                    found=kept,
                    expected=settings.id,
                    remedy=f"Check {DATABASE_VARIABLE} and `database` in {TOML}.",
                )
            )


def _sign(settings: CasebookSettings, *, by: str, now: datetime) -> None:
    """The first row of the audit chain says which casebook this is."""
    from probanda.casebook.audit_chain import append

    append(
        [("init", "casebook", None, {"id": settings.id, "title": settings.title})],
        by=by or "probanda",
        now=now,
    )


def _toml(settings: CasebookSettings) -> str:
    """``casebook.toml`` with every setting, in an order people read."""

    def quoted(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    def listed(values: tuple[str, ...]) -> str:
        return "[" + ", ".join(quoted(value) for value in values) + "]"

    lines = [
        "# Settings of this casebook; see docs/reference/casebook.md.",
        "[casebook]",
        f"title = {quoted(settings.title)}",
        f"languages = {listed(settings.languages)}",
        f"parties = {listed(settings.parties)}",
        f"treaty_body = {quoted(settings.treaty_body)}",
        f"state_party = {quoted(settings.state_party)}",
        f"organisation = {quoted(settings.organisation)}",
        '# "Today" in built documents (YYYY-MM-DD); empty: the date in the manuscript decides.',
        f"date = {quoted(settings.date)}",
        f'# "sqlite" or "postgresql://user@host:port/name"; {DATABASE_VARIABLE} wins over it.',
        f"database = {quoted(settings.database or 'sqlite')}",
    ]
    if settings.schema:
        lines.append(f"schema = {quoted(settings.schema)}")
    lines.append(f"id = {quoted(settings.id)}")
    return "\n".join(lines) + "\n"


def _exists(root: Path) -> ProbandaError:
    return ProbandaError(
        Problem(
            "casebook-exists",
            "There is a casebook here already; nothing was changed.",
            file=str(root),
            remedy="Choose another folder.",
        ),
        usage=True,
    )


def _unreachable(error: Exception) -> ProbandaError:
    return ProbandaError(
        Problem(
            "database-unreachable",
            f"The database does not answer: {str(error).strip().splitlines()[0]}",
            remedy=f"Check {DATABASE_VARIABLE} or `database` in {TOML}, and that the server runs.",
        )
    )


def _unreadable(error: Exception) -> ProbandaError:
    return ProbandaError(
        Problem(
            "database-damaged",
            f"The record's file is not a database or is damaged: {error}",
            file=SQLITE_FILE,
            remedy="Restore it from a backup.",
        )
    )
