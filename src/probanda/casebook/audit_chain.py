"""The audit chain: every change leaves a row that carries the SHA-256 of the row before it.

Appending and verifying. Which changes are made is the services' business.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any

from django.db import connection, transaction

from probanda.casebook.models import AuditRow

__all__ = ["COLUMNS", "Change", "append", "canonical", "chained", "link", "tail", "verify"]

#: action, what, before, after; before and after as a JSON value, as canonical JSON text, or None.
Change = tuple[str, str, Any, Any]
FIRST_PREVIOUS = "0" * 64
COLUMNS = (
    "seq",
    "at",
    "who",
    "action",
    "what",
    "why",
    "before",
    "after",
    "previous_hash",
    "hash",
)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, no escapes beyond the necessary; "" for None; text stays as it is."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def link(row: Sequence[Any]) -> str:
    """The hash of one row, given its columns in the order of :data:`COLUMNS` (its own hash left out).

    SHA-256 over the canonical JSON array ``[seq, at, who, action, what, why, before, after,
    previous_hash]`` with ``at`` in UTC to the microsecond, so that any program can check the chain.
    """
    seq, at, *texts = row[:9]
    text = json.dumps([seq, _stamp(at), *texts], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def chained(
    changes: Iterable[Change], *, seq: int, previous: str, by: str, now: datetime, why: str = ""
) -> Iterator[tuple[int, datetime, str, str, str, str, str, str, str, str]]:
    """Rows in the order of :data:`COLUMNS`, ready for ``executemany``, that follow row ``seq``.

    Written out by hand because a list import calls it hundreds of thousands of times; it gives the same
    hash as :func:`link`.
    """
    quote, sha256 = encode_basestring, hashlib.sha256
    head = f"{quote(_stamp(now))},{quote(by)},"
    middle = quote(why)
    for action, what, before, after in changes:
        seq += 1
        old = before if type(before) is str else canonical(before)
        new = after if type(after) is str else canonical(after)
        text = (
            f"[{seq},{head}{quote(action)},{quote(what)},{middle},{quote(old)},{quote(new)},"
            f'"{previous}"]'
        )
        digest = sha256(text.encode("utf-8")).hexdigest()
        yield seq, now, by, action, what, why, old, new, previous, digest
        previous = digest


def tail() -> tuple[int, str]:
    """Number and hash of the last row, with the chain locked until the transaction ends.

    Must be called inside ``transaction.atomic()``: SQLite transactions take the write lock when they begin
    (``IMMEDIATE``); PostgreSQL takes an advisory lock here. So no two writers can continue the same row.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('probanda audit ' || current_schema()))"
            )
    last = AuditRow.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, FIRST_PREVIOUS)


def append(changes: Iterable[Change], *, by: str, now: datetime, why: str = "") -> int:
    """Append one row per change and return the number of the last; part of the caller's transaction."""
    with transaction.atomic():
        seq, previous = tail()
        rows = []
        for row in chained(changes, seq=seq, previous=previous, by=by, now=now, why=why):
            rows.append(AuditRow(**dict(zip(COLUMNS, row, strict=True))))
            seq = row[0]
        AuditRow.objects.bulk_create(rows, batch_size=2000)
    return seq


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """Where the chain does not hold: ``seq`` of the row, and what is wrong with it."""

    seq: int
    reason: str


def verify(rows: Iterable[tuple[Any, ...]] | None = None) -> Iterator[BrokenLink]:
    """Walk the chain from its first row and name every link that does not hold; constant memory.

    ``rows`` are tuples in the order of :data:`COLUMNS`, sorted by ``seq``; the open record's by default.
    A removed row shows as a gap, an altered one by its own hash, an inserted, exchanged or re-hashed one by
    the hash that the next row carries. Rows cut from the very end leave a chain that holds: the record
    they belong to then lacks its audit rows, which ``doctor`` checks.
    """
    if rows is None:
        rows = AuditRow.objects.order_by("seq").values_list(*COLUMNS).iterator(chunk_size=10_000)
    expected, previous = 1, FIRST_PREVIOUS
    for row in rows:
        seq, said, own = row[0], row[8], row[9]
        if seq != expected:
            gone = f"{expected}" if seq == expected + 1 else f"{expected} to {seq - 1}"
            yield BrokenLink(seq, f"row {gone} before it is missing")
        elif said != previous:
            yield BrokenLink(
                seq, f"it does not continue row {seq - 1}: that row was altered or exchanged"
            )
        if link(row) != own:
            yield BrokenLink(seq, "its content does not give its hash: the row was altered")
        expected, previous = seq + 1, own
