"""The audit chain: every way of tampering with a row in the middle is found and named."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from probanda.casebook.audit_chain import COLUMNS, append, canonical, chained, link, tail, verify
from probanda.casebook.models import AuditRow
from tests.conftest import NOW

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.fixture
def chain(casebook):
    append([("create", f"thing:{n}", None, {"n": n}) for n in range(2, 11)], by="Ada", now=NOW)
    return casebook


def broken() -> list[int]:
    return [each.seq for each in verify()]


def test_an_untouched_chain_holds_and_has_no_gap(chain):
    assert broken() == []
    assert list(AuditRow.objects.order_by("seq").values_list("seq", flat=True)) == [*range(1, 11)]


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in ("seq", "hash")])
def test_an_altered_column_is_found_at_its_row(chain, column):
    value = NOW + timedelta(microseconds=1) if column == "at" else "f" * 40
    AuditRow.objects.filter(seq=5).update(**{column: value})
    assert 5 in broken()


def test_an_altered_row_with_its_hash_made_anew_is_found_at_the_next(chain):
    row = AuditRow.objects.get(seq=5)
    row.after = '{"n":500}'
    row.hash = link([getattr(row, name) for name in COLUMNS])
    row.save()
    assert broken() == [6]


def test_a_removed_row_is_found(chain):
    AuditRow.objects.filter(seq=5).delete()
    assert broken() == [6]
    assert "row 5 before it is missing" in next(verify()).reason


def test_a_removed_row_whose_gap_was_closed_is_found(chain):
    AuditRow.objects.filter(seq=5).delete()
    for seq in range(6, 11):
        AuditRow.objects.filter(seq=seq).update(seq=seq - 1)
    assert broken()[0] == 5


def test_an_inserted_row_is_found(chain):
    for seq in range(10, 5, -1):
        AuditRow.objects.filter(seq=seq).update(seq=seq + 1)
    before = AuditRow.objects.get(seq=5)
    [row] = chained([("create", "false", None, "{}")], seq=5, previous=before.hash, by="X", now=NOW)
    AuditRow.objects.create(**dict(zip(COLUMNS, row, strict=True)))
    assert broken()[0] == 7


def test_exchanged_rows_are_found(chain):
    a, b = AuditRow.objects.get(seq=4), AuditRow.objects.get(seq=5)
    a.seq, b.seq = 5, 4
    a.save()
    b.save()
    assert {4, 5} <= set(broken())


@given(who=TEXT, what=TEXT, why=TEXT, after=st.dictionaries(TEXT, TEXT, max_size=3))
def test_the_fast_writer_and_the_checker_agree_on_every_text(who, what, why, after):
    [row] = chained(
        [("create", what, None, after)], seq=6, previous="0" * 64, by=who, now=NOW, why=why
    )
    assert link(row) == row[9]
    assert row[7] == canonical(after)


def test_the_hash_does_not_depend_on_the_time_zone_in_which_a_moment_is_written():
    here = datetime(2026, 3, 1, 12, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=4)))
    row = ["who", "create", "what", "", "", "", "0" * 64]
    assert link([1, here, *row]) == link([1, there, *row])


@pytest.mark.parametrize("text", ["\x00", "\x1f\x7f", "\u2028", "Əli ⟨é⟩", '"\\'])
def test_awkward_texts_survive_the_database(chain, text):
    append([("create", "x", None, {"t": text})], by="Ada", now=NOW)
    assert broken() == []


def test_writers_at_the_same_time_never_fork_or_gap_the_chain(casebook, django_db_blocker):
    def write(name: str) -> None:
        try:
            for n in range(10):
                append([("create", f"{name}:{n}", None, "{}")], by=name, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditRow.objects.count() == 41
    assert broken() == []


def test_a_transaction_that_fails_leaves_no_row(casebook):
    def fail() -> None:
        with transaction.atomic():
            append([("create", "x", None, "{}")], by="Ada", now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with transaction.atomic():
        assert tail()[0] == 1
