"""One digest over all that a list's row became: what is claimed of whom, on which source, under which consent.

The list import puts it into the entry's audit row, and ``doctor`` works it out again, so that a claim changed,
added or removed behind the services' back shows. ``current`` and ``corrects`` are left out: they are the
bookkeeping of later corrections, which have audit rows of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any

from probanda.casebook.models import AttributeClaim, BirthClaim, NameClaim, StatusClaim
from probanda.casebook.models.base import Claim, Dated

__all__ = ["LISTED", "claims_by_entry", "digest_of", "lines"]

#: The claims that a list makes, in the order in which they are digested.
LISTED: tuple[type[Claim], ...] = (NameClaim, BirthClaim, AttributeClaim, StatusClaim)
_LEFT_OUT = {"id", "entry_id", "current", "corrects_id", "recorded_by", "recorded_at"}


def _covered(table: type[Claim]) -> list[str]:
    return [
        field.attname for field in table._meta.concrete_fields if field.attname not in _LEFT_OUT
    ]


def lines(table: type[Claim]) -> Callable[[tuple[Any, ...]], str]:
    """A function: a row of the table (all columns, in order) → the line of it that is digested."""
    names = [field.attname for field in table._meta.concrete_fields]
    pick = itemgetter(*(names.index(name) for name in _covered(table)))
    kind = table.kind
    if not issubclass(table, Dated):
        # Texts, whole numbers and nothing: their repr is the same on both databases, and four times as fast.
        return lambda row: f"{kind}\x1f{pick(row)!r}"

    def line(row: tuple[Any, ...]) -> str:
        return f"{kind}\x1f" + "\x1f".join(["" if one is None else str(one) for one in pick(row)])

    return line


def digest_of(found: Iterable[str]) -> str:
    """SHA-256 over an entry's lines, in the order of :data:`LISTED` and then of their ids; hex."""
    return hashlib.sha256("\x1e".join(found).encode("utf-8")).hexdigest()


def claims_by_entry() -> dict[int, str]:
    """Entry → digest of the claims that the list made of it, as the record holds them now."""
    collected: dict[int, list[str]] = {}
    for table in LISTED:
        for entry, line in _lines_now(table):
            collected.setdefault(entry, []).append(line)
    return {entry: digest_of(found) for entry, found in collected.items()}


def _lines_now(table: type[Claim]) -> Iterator[tuple[int, str]]:
    names = [field.attname for field in table._meta.concrete_fields]
    entry, line = names.index("entry_id"), lines(table)
    rows = table._default_manager.filter(entry__isnull=False, **{"corrects": None}).order_by("pk")
    for row in rows.values_list(*names).iterator(chunk_size=10_000):
        yield row[entry], line(row)
