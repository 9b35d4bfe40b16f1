"""The record as columns: each table is read once, in one scan, however many figures ask of it.

Reads, never writes; knows nothing of queries. SQLite and PostgreSQL give the same columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from django.db import connection

from probanda.casebook import models
from probanda.casebook.figures.trilean import FIRST, LAST, Ints
from probanda.dates import from_edtf
from probanda.dates.imprecise import reach

__all__ = ["Coded", "Columns", "Rows", "day_number", "scan"]

CHUNK = 50_000

#: What every scan of a kind of claim brings; further columns are added when a query needs them.
_CORE: dict[str, tuple[str, ...]] = {
    "name": ("person_id", "entry_id"),
    "birth": ("person_id", "entry_id"),
    "attribute": ("person_id", "entry_id"),
    "status": ("person_id", "entry_id", "state"),
    "act": ("victim_id",),
    "detention": ("person_id",),
    "exchange": ("person_id",),
    "sentence": ("person_id",),
    "identification": ("person_id", "remains_id"),
    "involvement": ("act_id", "unit_id", "degree"),
    "recommendation": (),
    "state-action": (),
    "grade": (),
    "step": (),
    "exhumation": ("site_id", "remains_id", "number_min", "number_max", "claimant_id"),
    "site-location": ("site_id", "place_id"),
}
#: The column that leads to the person concerned.
PERSON_COLUMN = {"act": "victim_id"}
_TEXTS = {
    "state",
    "value",
    "attribute",
    "degree",
    "act_type",
    "method",
    "state_at_end",
    "holder",
    "court",
    "offence",
    "provision",
    "term",
    "handed_over_by",
    "received_by",
    "issuer",
    "symbol",
    "addressee",
    "body",
    "scale",
    "grade",
    "procedure",
    "step",
    "owes",
    "obligation",
    "nature",
    "outcome",
    "bears_on",
    "stance",
    "place_text",
    "reliability",
    "status",
    "key",
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A text column: a code per row, and the word of each code."""

    codes: Ints
    words: tuple[str, ...]

    def where(self, wanted: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Rows whose word satisfies ``wanted(word)``; each different word is asked once."""
        if not self.words:
            return np.zeros(len(self.codes), dtype=bool)
        fits = np.fromiter((bool(wanted(word)) for word in self.words), bool, len(self.words))
        return np.asarray(fits[self.codes])


@dataclass
class Rows:
    """Rows of one table, by column. ``ids`` ascend; a missing reference is -1."""

    kind: str
    table: str
    where: str
    ids: Ints
    ints: dict[str, Ints] = field(default_factory=dict)
    texts: dict[str, Coded] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def int(self, name: str) -> Ints:
        """An integer column; fetched now if the first scan did not bring it."""
        if name not in self.ints:
            self._add(name)
        return self.ints[name]

    def text(self, name: str) -> Coded:
        """A text column."""
        if name not in self.texts:
            self._add(name)
        return self.texts[name]

    @property
    def low(self) -> Ints:
        """First possible day, in days from 1970; ``FIRST`` when there is none."""
        return self.int("low")

    @property
    def high(self) -> Ints:
        """Last possible day; ``LAST`` when there is none."""
        return self.int("high")

    @property
    def dated(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Rows of which something is known about when."""
        return np.asarray((self.low != FIRST) | (self.high != LAST))

    @property
    def persons(self) -> Ints:
        """The person of each row, -1 for none."""
        return self.int(PERSON_COLUMN.get(self.kind, "person_id"))

    def _add(self, name: str) -> None:
        """A column that was not scanned: read with its ids, so that it lines up whatever has changed since."""
        names = ("low", "high", "about") if name in {"low", "high"} else (name,)
        extra = scan(self.kind, self.table, names, self.where)
        at = np.searchsorted(extra.ids, self.ids)
        at[at == len(extra.ids)] = 0
        present = (
            extra.ids[at] == self.ids if len(extra.ids) else np.zeros(len(self.ids), dtype=bool)
        )
        for column, values in extra.ints.items():
            absent = {"low": FIRST, "high": LAST}.get(column, -1)
            self.ints[column] = (
                np.where(present, values[at], absent) if len(values) else np.full(len(self), absent)
            )
        for column, coded in extra.texts.items():
            words = (*coded.words, "")
            codes = (
                np.where(present, coded.codes[at], len(words) - 1)
                if len(coded.codes)
                else np.full(len(self), len(words) - 1)
            )
            self.texts[column] = Coded(codes, words)


def _day(column: str) -> str:
    if connection.vendor == "sqlite":
        return f"CAST(julianday({column}) - 2440587.5 AS INTEGER)"
    return f"({column} - DATE '1970-01-01')"


def _expression(name: str) -> str:
    if name == "low":
        return f"COALESCE({_day('date_earliest')}, {FIRST})"
    if name == "high":
        return f"COALESCE({_day('date_latest')}, {LAST})"
    if name == "about":  # "%" is EDTF's "uncertain and approximate"
        return (
            "CASE WHEN date_edtf LIKE '%~%' OR date_edtf LIKE '%!%%' ESCAPE '!' THEN 1 ELSE 0 END"
        )
    quoted = str(connection.ops.quote_name(name))
    if name in _TEXTS:
        return quoted
    if name == "spans":  # EDTF interval: the whole period is meant, not one day within it
        return "CASE WHEN date_edtf LIKE '%/%' THEN 1 ELSE 0 END"
    if name in {"current", "registered_with_icrc", "follow_up", "confidential"}:
        return f"CASE WHEN {quoted} IS NULL THEN -1 WHEN {quoted} THEN 1 ELSE 0 END"
    return f"COALESCE({quoted}, -1)"


def scan(kind: str, table: str, names: tuple[str, ...], where: str = "") -> Rows:
    """One pass over a table: ``id`` and the named columns, in order of ``id``."""
    chosen = ", ".join(_expression(name) for name in ("id", *names))
    condition = f" WHERE {where}" if where else ""
    texts = [name in _TEXTS for name in ("id", *names)]
    seen: list[dict[Any, int]] = [{} for _ in texts]
    parts: list[list[Ints]] = [[] for _ in texts]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {chosen} FROM {table}{condition} ORDER BY id")
        while chunk := cursor.fetchmany(CHUNK):
            for index, column in enumerate(zip(*chunk, strict=True)):
                if texts[index]:
                    codes = seen[index]
                    values = [codes.setdefault(word, len(codes)) for word in column]
                    parts[index].append(np.fromiter(values, np.int64, len(column)))
                else:
                    parts[index].append(np.fromiter(column, np.int64, len(column)))
    whole = [np.concatenate(part) if part else np.empty(0, np.int64) for part in parts]
    rows = Rows(kind, table, where, whole[0])
    for index, name in enumerate(names, start=1):
        if texts[index]:
            words = tuple("" if word is None else str(word) for word in seen[index])
            rows.texts[name] = Coded(whole[index], words)
        else:
            rows.ints[name] = whole[index]
    if "about" in names:
        _widen(rows)
    return rows


def _widen(rows: Rows) -> None:
    """Dates written with "about" reach further than their bounds, as in ``probanda.dates``."""
    about = rows.ints.pop("about") == 1
    if not about.any():
        return
    wanted = rows.ids[about]
    with connection.cursor() as cursor:
        condition = f"({rows.where}) AND " if rows.where else ""
        cursor.execute(
            f"SELECT id, date_edtf FROM {rows.table} WHERE {condition}"
            "(date_edtf LIKE '%~%' OR date_edtf LIKE '%!%%' ESCAPE '!') ORDER BY id"
        )
        for number, edtf in cursor.fetchall():
            at = int(np.searchsorted(wanted, number))
            if at == len(wanted) or wanted[at] != number:
                continue
            row = int(np.searchsorted(rows.ids, number))
            first, last = reach(from_edtf(edtf))
            rows.ints["low"][row] = FIRST if first is None else _number(first)
            rows.ints["high"][row] = LAST if last is None else _number(last)


def _number(day: Any) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def day_number(day: Any) -> int:
    """A date as days from 1970."""
    return _number(day)


class Columns:
    """The columns of the open record, each read when first asked for and kept."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, bool], Rows] = {}
        self._keys: dict[str, dict[str, int]] = {}

    def claims(self, kind: str, *, attribute: str = "", retracted: bool = False) -> Rows:
        """The current claims of a kind; retracted ones only when asked for."""
        address = (kind, attribute, retracted)
        if address not in self._rows:
            model = KINDS[kind]
            where = '"current"' if retracted else "\"current\" AND status <> 'retracted'"
            where += " AND consent <> 'withdrawn'"  # what was taken back is in no figure
            names = _CORE.get(kind, ())
            if kind in {"birth", "status", *DATED_COUNTED}:
                names = (*names, "low", "high", "about")
            if attribute:
                literal = attribute.replace("'", "''")
                where += f" AND attribute = '{literal}'"
                names = (*names, "value")
            self._rows[address] = scan(kind, model._meta.db_table, names, where)
        return self._rows[address]

    @cached_property
    def entries(self) -> Rows:
        """All entries, with person, register and whether they are current."""
        return scan(
            "entry", models.Entry._meta.db_table, ("person_id", "register_id", "current"), ""
        )

    @cached_property
    def persons(self) -> Rows:
        """All persons with their cluster."""
        return scan("person", models.Person._meta.db_table, ("cluster_id",), "")

    @cached_property
    def clusters(self) -> tuple[Ints, Ints]:
        """(id of the person that stands for each cluster, position of each person id in it; -1: none)."""
        ids = self.persons.ids
        heads = np.where(self.persons.int("cluster_id") < 0, ids, self.persons.int("cluster_id"))
        representatives, position = np.unique(heads, return_inverse=True)
        lookup = np.full(int(ids.max(initial=0)) + 2, -1, np.int64)
        lookup[ids] = position
        return representatives, lookup

    @cached_property
    def entry_registers(self) -> Ints:
        """Register id by entry id; -1 for none (also at index -1)."""
        lookup = np.full(int(self.entries.ids.max(initial=0)) + 2, -1, np.int64)
        lookup[self.entries.ids] = self.entries.int("register_id")
        return lookup

    def keys(self, entity: str) -> Mapping[str, int]:
        """Key → id of one kind of entity."""
        if entity not in self._keys:
            model = ENTITIES[entity]
            self._keys[entity] = dict(model.objects.order_by("key").values_list("key", "id"))
        return self._keys[entity]


#: Kinds that are counted by date.
DATED_COUNTED: tuple[str, ...] = (
    "act",
    "detention",
    "exchange",
    "sentence",
    "identification",
    "exhumation",
    "recommendation",
    "state-action",
    "grade",
    "step",
)
KINDS: dict[str, Any] = {model.kind: model for model in models.TYPED_CLAIMS}
ENTITIES: dict[str, Any] = {
    "register": models.Register,
    "claimant": models.Claimant,
    "place": models.Place,
    "site": models.Site,
    "event": models.Event,
    "unit": models.Unit,
    "source": models.Source,
}
