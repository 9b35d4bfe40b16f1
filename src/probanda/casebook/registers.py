"""Bring a whole list into the record at once: entries verbatim, persons, claims, audit rows; one transaction.

Beside the services this is the only writer, and writes in bulk. It takes checked rows as values (any object with
the attributes of :class:`ListRow`) and knows nothing of files or encodings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from django.db import models, transaction

from probanda.casebook import audit_chain
from probanda.casebook.bulk import BulkTable, Ids, chunks, end_claims
from probanda.casebook.entry_digest import LISTED, digest_of, lines
from probanda.casebook.models import (
    AttributeClaim,
    AuditRow,
    BirthClaim,
    Entry,
    NameClaim,
    Person,
    Place,
    Register,
    RegisterVersion,
    Source,
    StatusClaim,
)
from probanda.casebook.registers_origin import RegisterInfo, register_of, source_date
from probanda.casebook.services import Change, amend_entity, archive_file
from probanda.consent import Consent
from probanda.problems import Problem

__all__ = ["Delivery", "ListOutcome", "ListRow", "RegisterInfo", "source_date", "write_list"]

BATCH = 4000
DateCells = tuple[str, str, date | None, date | None]


class ListRow(Protocol):
    """A checked row of a list, as :mod:`probanda.exchange.lists.rows` gives it."""

    row: int
    key: str
    raw: str
    digest: str
    name: tuple[str, str, str, str]
    birth: tuple[DateCells, str] | None
    attributes: tuple[tuple[str, str], ...]
    statuses: tuple[tuple[str, DateCells, str, str], ...]
    note: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """The file that came: its name, bytes and the mapping that reads it."""

    file_name: str
    sha256: str
    size: int
    mapping: dict[str, Any]
    path: Path | None = None  # with ``root``: its bytes are kept in the casebook's vault
    root: Path | None = None


@dataclass(slots=True)
class ListOutcome:
    """How many rows were new, changed, the same as before, gone from the list, or refused."""

    register: str
    version: int = 0  # 0: nothing changed, so there is no new version
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    ended: list[str] = field(default_factory=list)  # keys of the rows that are gone


def write_list(
    info: RegisterInfo,
    delivery: Delivery,
    rows: Iterable[ListRow],
    *,
    by: str,
    now: datetime,
    dry_run: bool = False,
) -> ListOutcome:
    """Record a list: all of its good rows, or nothing at all if anything raises.

    A row whose digest is that of the current entry under its key changes nothing. Another digest makes a new
    entry and new claims; the old ones stay with ``current`` false. A key that is no longer in the list
    ends its entry as ``gone``. A refused row leaves what was recorded under its key as it was. A file without a
    single good row changes nothing. ``dry_run`` finds out all of this and writes nothing.

    Raises:
        ProbandaError: the register's claimant or source is not in the record and not described.
    """
    with transaction.atomic():
        change = Change(by, now, f"import of {delivery.file_name}")
        register, source = register_of(info, change)
        writer = _Writer(info, register, source, delivery, change)
        stream = iter(rows)
        while batch := list(islice(stream, BATCH)):
            writer.take(batch)
        if writer.good:
            writer.finish(archive=not dry_run)
        if dry_run or not writer.good:
            transaction.set_rollback(True)
            writer.outcome.version = 0
    return writer.outcome


class _Writer:
    """Takes rows batch by batch; knows what is there already."""

    def __init__(
        self,
        info: RegisterInfo,
        register: Register,
        source: Source,
        delivery: Delivery,
        change: Change,
    ) -> None:
        self.info, self.register, self.delivery, self.change = info, register, delivery, change
        self.source = source
        self.good = 0
        self.outcome = ListOutcome(info.key)
        self.current: dict[str, tuple[int, str, int | None]] = {
            key: (pk, digest, person)
            for key, pk, digest, person in Entry.objects.filter(
                register=register, current=True
            ).values_list("key", "id", "digest", "person_id")
        }
        # A key that was gone may come back, and a record file may have named a person beforehand.
        self.persons: dict[str, int] = dict(
            Person.objects.filter(key__startswith=f"{info.key}:")
            .values_list("key", "id")
            .iterator()
        )
        self.places = _places()
        self.seen: set[str] = set()
        self.version: RegisterVersion | None = None
        self.tables: dict[type[models.Model], BulkTable] = {
            model: BulkTable(model)
            for model in (Person, Entry, NameClaim, BirthClaim, AttributeClaim, StatusClaim)
        }
        self.ids = Ids([*self.tables])
        self.audit = BulkTable(AuditRow)
        self.lines = [lines(table) for table in LISTED]
        seq, previous = audit_chain.tail()
        self.seq, self.previous = seq, previous
        self._flush_change()

    def take(self, batch: Sequence[ListRow]) -> None:
        """Write one batch."""
        fresh: list[tuple[ListRow, int | None, int | None]] = []  # row, replaced entry, person
        for row in batch:
            if row.problems:
                self.outcome.refused += 1
                self.seen.add(row.key)
                continue
            self.good += 1
            self.seen.add(row.key)
            known = self.current.get(row.key)
            if known is None:
                self.outcome.new += 1
                fresh.append((row, None, self.persons.get(f"{self.info.key}:{row.key}")))
            elif known[1] == row.digest:
                self.outcome.unchanged += 1
            else:
                self.outcome.changed += 1
                fresh.append((row, known[0], known[2]))
        if fresh:
            self._end([old for _, old, _ in fresh if old is not None], "changed")
            self._insert(fresh)

    def finish(self, *, archive: bool) -> None:
        """End the entries that the list no longer has; name the delivery and keep its bytes."""
        gone = sorted(key for key in self.current if key not in self.seen)
        if gone:
            self._ensure_version()
            self._end([self.current[key][0] for key in gone], "gone")
            self._append(
                ("gone", f"entry:{self.current[key][0]}", {"digest": self.current[key][1]}, None)
                for key in gone
            )
            self.outcome.gone, self.outcome.ended = len(gone), gone
        if self.version is None and self._last_digest() != self.delivery.sha256:
            self._ensure_version()  # another file that says the same: a delivery nevertheless
        if self.version is not None:
            self.change.update(self.version, "amend", rows=self.good)
            if archive:
                self._keep_bytes()
            self._flush_change()
            self.outcome.version = self.version.number
        for table in (*self.tables.values(), self.audit):
            table.done()

    def _last_digest(self) -> str | None:
        versions = RegisterVersion.objects.filter(register=self.register).order_by("-number")
        return versions.values_list("sha256", flat=True).first()

    def _keep_bytes(self) -> None:
        """The file into the vault; it is the source's archived copy unless that is something else."""
        path, root, source = self.delivery.path, self.delivery.root, self.source
        if path is None or root is None:
            return
        item = archive_file(self.change, root, path, consent=Consent(self.info.consent))
        earlier = RegisterVersion.objects.filter(register=self.register).values_list("sha256")
        if source.item is None or (source.item.sha256,) in set(earlier):
            amend_entity(self.change, source, item=item)

    def _ensure_version(self) -> RegisterVersion:
        if self.version is None:
            last = (
                RegisterVersion.objects.filter(register=self.register)
                .order_by("-number")
                .values_list("number", flat=True)
                .first()
            )
            self.version = RegisterVersion(
                register=self.register,
                number=(last or 0) + 1,
                file_name=self.delivery.file_name,
                sha256=self.delivery.sha256,
                size=self.delivery.size,
                mapping=self.delivery.mapping,
                imported_at=self.change.now,
            )
            self.change.insert(self.version)
            self._flush_change()
        return self.version

    def _flush_change(self) -> None:
        rows, self.change.rows = self.change.rows, []
        self._append(rows)

    def _append(self, changes: Iterable[audit_chain.Change]) -> None:
        change = self.change
        rows = []
        for row in audit_chain.chained(
            changes,
            seq=self.seq,
            previous=self.previous,
            by=change.by,
            now=change.now,
            why=change.why,
        ):
            rows.append((row[0], self._now, *row[2:]))
            self.seq, self.previous = row[0], row[9]
        self.audit.insert(rows)

    @property
    def _now(self) -> Any:
        return self.audit.moment(self.change.now)

    def _end(self, entries: list[int], how: str) -> None:
        for part in chunks(entries):
            Entry.objects.filter(pk__in=part).update(current=False, ended=how)
            end_claims((NameClaim, BirthClaim, AttributeClaim, StatusClaim), part)

    def _insert(self, fresh: list[tuple[ListRow, int | None, int | None]]) -> None:
        version, register = self._ensure_version(), self.register
        take, day, place_of = self.ids.take, self.audit.day, self.places.get
        out: dict[type[models.Model], list[tuple[Any, ...]]] = {model: [] for model in self.tables}
        persons, entries, names = out[Person], out[Entry], out[NameClaim]
        births, attributes, statuses = out[BirthClaim], out[AttributeClaim], out[StatusClaim]
        claimed = (names, births, attributes, statuses)
        audit: list[audit_chain.Change] = []
        info, source, claimant = self.info, self.source.pk, register.claimant_id
        by, now, script = self.change.by, self._now, info.script
        # key … status, consent: the same for every claim of the list, up to the locator and the entry.
        grade = (claimant, info.reliability, info.credibility, "alleged", info.consent)
        prefix = info.key

        def dated(cells: DateCells) -> tuple[Any, ...]:
            text, edtf, earliest, latest = cells
            return text, edtf, day(earliest), day(latest)

        for row, old, known in fresh:
            person = known or take(Person)
            if known is None:
                persons.append((person, f"{prefix}:{row.key}", None))
                self.persons[f"{prefix}:{row.key}"] = person
            entry = take(Entry)
            entries.append(
                (entry, register.pk, version.pk, row.key, row.row, row.raw, row.digest, person,
                 True, old, "")
            )  # fmt: skip
            head = (None, source, f"row {row.row}", *grade, entry, True, None)
            tail = (by, now, person)
            full, surname, given, patronymic = row.name
            marks = [len(rows) for rows in claimed]
            if full:
                names.append(
                    (take(NameClaim), *head, row.note, *tail, full[:400], surname[:200],
                     given[:200], patronymic[:200], script)
                )  # fmt: skip
            if row.birth is not None:
                cells, place = row.birth
                births.append(
                    (take(BirthClaim), *dated(cells), *head, "", *tail, place[:200],
                     place_of(place.casefold()))
                )  # fmt: skip
            for attribute, value in row.attributes:
                attributes.append((take(AttributeClaim), *head, "", *tail, attribute, value))
            for state, cells, place, holder in row.statuses:
                statuses.append(
                    (take(StatusClaim), *dated(cells), *head, "", *tail, state, place,
                     place_of(place.casefold()), holder)
                )  # fmt: skip
            said = digest_of(
                line(one)
                for rows, mark, line in zip(claimed, marks, self.lines, strict=True)
                for one in rows[mark:]
            )
            audit.append(
                ("replace" if old else "enter", f"entry:{entry}",
                 {"replaces": old} if old else "",
                 f'{{"claims":"{said}","digest":"{row.digest}","person":{person},'  # canonical JSON
                 f'"raw":"{sha256(row.raw.encode()).hexdigest()}"}}')
            )  # fmt: skip
        for model, rows in out.items():
            self.tables[model].insert(rows)
        self._append(audit)


def _places() -> dict[str, int]:
    """Folded name → id of the one place that has it, in any language."""
    found: dict[str, set[int]] = {}
    for pk, name, names in Place.objects.values_list("pk", "name", "names"):
        for each in (name, *(names or {}).values()):
            found.setdefault(str(each).casefold(), set()).add(pk)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
