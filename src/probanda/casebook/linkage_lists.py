"""The record's current entries as lists for linking, and its decisions as labels. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from probanda.casebook.models import (
    AttributeClaim,
    BirthClaim,
    Entry,
    IdentityDecision,
    NameClaim,
    StatusClaim,
)
from probanda.linkage.labels import CANNOT_TELL, DIFFERENT, SAME, Labels
from probanda.linkage.mapping import ListSpec, Mapping
from probanda.linkage.reading import Column, Table
from probanda.linkage.standardise import Records

__all__ = ["RecordLists", "record_lists"]

_FIELDS = (
    "name",
    "surname",
    "given",
    "patronymic",
    "birth_date",
    "birth_place",
    "event_date",
    "event_place",
    "status",
)
#: Attributes that are compared; others (occupation, nationality …) too, as text.
_VERDICTS = {
    IdentityDecision.Verdict.SAME: SAME,
    IdentityDecision.Verdict.DIFFERENT: DIFFERENT,
    IdentityDecision.Verdict.CANNOT_TELL: CANNOT_TELL,
}


@dataclass(frozen=True, slots=True)
class RecordLists:
    """The lists of a record: a mapping, its tables, and the person (by id) of every row in order."""

    mapping: Mapping
    tables: list[Table]
    persons: list[int]

    def labels(self, records: Records) -> Labels:
        """Decisions that stand, as labelled pairs of rows."""
        place = {person: at for at, person in enumerate(self.persons)}
        found: dict[tuple[int, int], int] = {}
        rows = IdentityDecision.objects.filter(undone_at=None).order_by("pk")
        for left, right, verdict in rows.values_list("left_id", "right_id", "verdict"):
            if left in place and right in place:
                a, b = sorted((place[left], place[right]))
                found[a, b] = _VERDICTS[IdentityDecision.Verdict(verdict)]
        pairs = sorted(found)
        return Labels(
            np.array([pair[0] for pair in pairs], dtype=np.int32),
            np.array([pair[1] for pair in pairs], dtype=np.int32),
            np.array([found[pair] for pair in pairs], dtype=np.int8),
        )


def record_lists() -> RecordLists:
    """Current entries that name a person, register by register, in the order of their rows."""
    cells = _cells()
    rows: dict[str, list[tuple[int, str, dict[str, str]]]] = {}
    entries = Entry.objects.filter(current=True, person__isnull=False).order_by(
        "register__key", "row", "pk"
    )
    for pk, register, person, key in entries.values_list(
        "pk", "register__key", "person_id", "person__key"
    ):
        rows.setdefault(register, []).append((person, key, cells.get(pk, {})))
    attributes = sorted({name for each in cells.values() for name in each} - set(_FIELDS))
    specs: list[ListSpec] = []
    tables: list[Table] = []
    persons: list[int] = []
    for register, listed in rows.items():
        columns = {
            name: Column.of([values.get(name, "") for _, _, values in listed])
            for name in (*_FIELDS, *attributes)
        }
        columns["key"] = Column.of([key for _, key, _ in listed])
        split = any(columns["surname"].values[code] for code in columns["surname"].codes)
        fields = {
            name: name
            for name in _FIELDS
            if split or name not in ("surname", "given", "patronymic")
        }
        if split:
            # A list in parts leaves the whole name to them where they are there.
            fields.pop("name")
            columns["given"] = Column.of([
                values.get("given", "") if values.get("surname") else values.get("name", "")
                for _, _, values in listed
            ])  # fmt: skip
        fields |= {name: name for name in attributes if name in ("sex", "rank", "unit")}
        texts = {name: name for name in attributes if name not in fields}
        specs.append(ListSpec(register, Path(register), fields, texts, "key"))
        tables.append(Table(columns, len(listed)))
        persons.extend(person for person, _, _ in listed)
    return RecordLists(Mapping(tuple(specs)), tables, persons)


def _cells() -> dict[int, dict[str, str]]:
    """What the claims made of each current entry say, by field; the first claim of a field counts."""
    found: dict[int, dict[str, str]] = {}

    def put(entry: int, **values: str) -> None:
        own = found.setdefault(entry, {})
        for name, value in values.items():
            if value:
                own.setdefault(name, value)

    current = {"current": True, "entry__current": True}
    for entry, full, surname, given, patronymic in (
        NameClaim.objects.filter(**current)
        .order_by("pk")
        .values_list("entry_id", "full", "surname", "given", "patronymic")
    ):
        put(entry, name=full, surname=surname, given=given, patronymic=patronymic)
    for entry, text, edtf, place in (
        BirthClaim.objects.filter(**current)
        .order_by("pk")
        .values_list("entry_id", "date_text", "date_edtf", "place_text")
    ):
        put(entry, birth_date=text or edtf, birth_place=place)
    for entry, state, text, edtf, place in (
        StatusClaim.objects.filter(**current)
        .order_by("date_earliest", "pk")
        .values_list("entry_id", "state", "date_text", "date_edtf", "place_text")
    ):
        put(entry, status=state, event_date=text or edtf, event_place=place)
    for entry, attribute, value in (
        AttributeClaim.objects.filter(**current)
        .order_by("pk")
        .values_list("entry_id", "attribute", "value")
    ):
        put(entry, **{attribute: value})
    return found
