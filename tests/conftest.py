"""Casebooks for tests: each its own folder and its own database, on SQLite or PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connections
from hypothesis import settings

from probanda.casebook.folder import Casebook, init_casebook, open_casebook

# How long an example takes says nothing on a machine that does other work too.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

URL = os.environ.get("PROBANDA_DATABASE_URL", "")
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def _administer(*statements: str) -> None:
    """Run statements on the server outside any transaction."""
    import psycopg

    with psycopg.connect(URL, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]


def _named(database: str) -> str:
    return urlunsplit(urlsplit(URL)._replace(path=f"/{database}"))


@pytest.fixture(scope="session")
def _template(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker
) -> Iterator[tuple[Path, str]]:
    """A fresh casebook that the others are copied from: (folder, name of its PostgreSQL database)."""
    folder = tmp_path_factory.mktemp("template") / "casebook"
    name = f"probanda_template_{worker_id}_{os.getpid()}" if URL else ""
    kept = connections["default"]
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        if URL:
            _administer(f'CREATE DATABASE "{name}"')
            patch.setenv("PROBANDA_DATABASE_URL", _named(name))
        init_casebook(folder, title="Test casebook", by="suite", now=NOW)
        connections["default"].close()
        connections["default"] = kept
    yield folder, name
    if URL:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def open_database(
    django_db_blocker, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Lets a test make and open casebooks itself; on PostgreSQL in an empty database of its own.

    Gives the database's name ("" on SQLite). The connection of the suite is put back afterwards.
    """
    name = f"probanda_{os.getpid()}_{abs(hash(request.node.nodeid))}" if URL else ""
    monkeypatch.setenv("PROBANDA_USER", "suite")
    monkeypatch.delenv("PROBANDA_CASEBOOK", raising=False)
    if URL:
        # For `casebook` it is a copy of the template, else it is empty.
        copied = "casebook" in request.fixturenames
        template = request.getfixturevalue("_template")[1] if copied else "template1"
        _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        monkeypatch.setenv("PROBANDA_DATABASE_URL", _named(name))
    kept = connections["default"]
    kept_settings = connections.settings["default"]
    connections["default"] = type(kept)(dict(kept_settings), "default")
    with django_db_blocker.unblock():
        yield name
        connections["default"].close()
    connections.settings["default"] = kept_settings
    connections["default"] = kept
    if URL:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def casebook(tmp_path: Path, _template: tuple[Path, str], open_database: str) -> Casebook:
    """A fresh, empty, open casebook in ``tmp_path / "casebook"``."""
    folder, _ = _template
    shutil.copytree(folder, tmp_path / "casebook")
    return open_casebook(tmp_path / "casebook")


@pytest.fixture
def new_casebook(tmp_path: Path, open_database: str) -> Callable[[str], Casebook]:
    """Makes further casebooks: ``new_casebook("name")``."""
    return lambda name: init_casebook(tmp_path / name, title=name, by="suite", now=NOW)
