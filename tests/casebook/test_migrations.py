"""The migrations: complete, reversible for the search index, and reported when they are missing."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from probanda.casebook.folder import open_casebook, pending_migrations, upgrade_casebook
from probanda.casebook.health import diagnose
from probanda.problems import ProbandaError


def test_the_models_and_the_migrations_say_the_same(casebook):
    call_command("makemigrations", "casebook", check=True, dry_run=True, verbosity=0)


def test_an_older_record_is_named_refused_and_upgraded(casebook):
    call_command("migrate", "casebook", "0001", verbosity=0)
    pending = pending_migrations()
    assert pending[0] == "0002_search"
    assert pending == sorted(pending)
    with pytest.raises(ProbandaError) as caught:
        open_casebook(casebook.root)
    assert caught.value.problems[0].code == "record-outdated"
    found = diagnose(open_casebook(casebook.root, check=False))
    assert [problem.code for problem in found.problems] == ["record-outdated"]
    assert upgrade_casebook() == pending
    assert open_casebook(casebook.root).root == casebook.root


def test_sqlite_is_set_for_one_machine_and_for_keeping_what_it_acknowledged(casebook):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150000
        return
    expected = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 30000}
    with connection.cursor() as cursor:
        found = {}
        for name in expected:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    assert found == expected
