"""One row of a list → what would be recorded, what was repaired and how, or why it is refused. No database."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from probanda.exchange.lists.cells import (
    HOW,
    NO_DATE,
    DateCells,
    DateReader,
    Fault,
    Marked,
    TextReader,
    WordReader,
    readable,
)
from probanda.exchange.lists.header import resolve_columns
from probanda.exchange.lists.mapping import ATTRIBUTES, Mapping
from probanda.exchange.lists.vocabulary import NORMALISED, state_of_header, values
from probanda.problems import ProbandaError, Problem

__all__ = ["Checked", "DateCells", "Repair", "RowChecker", "StatusCells"]

#: state, date, place, holder.
StatusCells = tuple[str, DateCells, str, str]
DATES = ("birth_date", "event_date", "status_date")
#: The most that the record stores of each field; a longer cell is named, never cut.
LIMITS = {"name": 400, "id": 200 - 60, "note": 20_000}
#: A row with one of these faults is refused whatever the mapping says of bad values.
ALWAYS_REFUSED = {
    "row-width", "id-missing", "key-twice", "cell-undecodable", "cell-nul", "quote-not-closed",
}  # fmt: skip
_UNDECODED = range(0xDC80, 0xDD00)
_TEXT = {str}
_BAD = re.compile(r"[\x00\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done to a cell so that the row could be taken; the raw row keeps it as it stood."""

    row: int
    column: str
    code: str
    found: str
    used: str

    @property
    def how(self) -> str:
        """The repair in words."""
        return HOW[self.code]

    def as_dict(self) -> dict[str, Any]:
        """The fields, and the repair in words."""
        return {**asdict(self), "how": self.how}


@dataclass(slots=True)
class Checked:
    """One row, read. With ``problems`` it is refused and nothing of it is recorded."""

    row: int
    key: str
    raw: str  # canonical JSON of header → cell, verbatim
    digest: str  # SHA-256 over raw and everything read from it: a changed mapping changes it too
    name: tuple[str, str, str, str]  # full, surname, given, patronymic
    birth: tuple[DateCells, str] | None  # date, place
    attributes: tuple[tuple[str, str], ...]
    statuses: tuple[StatusCells, ...]
    note: str
    repairs: tuple[Repair, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()  # worth a look, but no reason to refuse

    @property
    def outcome(self) -> str:
        """Taken | repaired | refused."""
        return "refused" if self.problems else "repaired" if self.repairs else "taken"


class _Row:
    """What is collected about one row while it is read."""

    __slots__ = ("faults", "repairs", "values")

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.repairs: list[tuple[str, str, str, str]] = []  # column, code, found, used
        self.faults: list[tuple[str, str, Fault]] = []  # column, found, fault


class RowChecker:
    """Checks the rows of one list under one mapping.

    ``list_date`` is the latest day on which the list can have been made (its source's publication):
    a status without a date of its own holds from some day between the event and it. ``bad_offset`` gives the
    place in the file of the n-th byte that could not be decoded. ``unknown_words`` counts, by field and word,
    what the mapping does not explain.
    """

    def __init__(
        self,
        mapping: Mapping,
        header: tuple[str, ...],
        file: str,
        list_date: date | None = None,
        *,
        bad_offset: Callable[[int], int | None] = lambda number: None,
    ) -> None:
        places, absent = resolve_columns(mapping.columns, header, file)
        if absent:
            raise ProbandaError(*absent, usage=True)
        self.mapping, self.header, self.file, self.list_date = mapping, header, file, list_date
        self.unknown_words: Counter[tuple[str, str]] = Counter()
        self._bad_offset, self._bad_seen = bad_offset, 0
        self._plan = [(name, index, self._reader(name)) for name, index in places.items()]
        self._has_id = "id" in places
        self._constants = {
            name: self._reader(name).read(value).value for name, value in mapping.constants.items()
        }
        self._empty = {name: NO_DATE if name in DATES else "" for name in places} | self._constants
        self._heads = [encode_basestring(readable(name)) + ":" for name in header]
        self._event_status = self._what_the_event_is(places)
        # What the mapping says of every row alike: when it changes, so does what is claimed.
        self._grade = (mapping.script, mapping.consent, mapping.reliability, mapping.credibility)
        self._seen: dict[str, int] = {}

    def _reader(self, field: str) -> TextReader:
        mapping = self.mapping
        if field in DATES:
            return DateReader(
                mapping.missing,
                day_first=mapping.day_first,
                two_digit_pivot=mapping.two_digit_pivot,
            )
        given = mapping.values.get(field, {})
        if field in NORMALISED:
            return WordReader(mapping.missing, {**values(field), **given}, NORMALISED[field])
        if given:
            return WordReader(mapping.missing, given, ())
        return TextReader(mapping.missing, LIMITS.get(field, 200))

    def _what_the_event_is(self, places: dict[str, int]) -> str:
        """The status that holds from the event on: as the mapping says, or as the column's name does."""
        if self.mapping.event_status:
            return self.mapping.event_status
        for field in ("event_date", "event_place"):
            if field in places and (state := state_of_header(self.header[places[field]])):
                return state
        return str(self._constants.get("status", "")) if "status" not in places else ""

    def check_all(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Checked]:
        """Check every row, in order."""
        for row, cells in rows:
            yield self.check(row, cells)

    def check(self, row: int, cells: list[str]) -> Checked:
        """Read one row (its number and its cells as text)."""
        width, header = len(self.header), self.header
        state, original = _Row(), cells
        if len(cells) != width or type(cells[0]) is not str:
            cells = self._fit(cells, state)
        if _BAD.search("".join(cells)):
            self._look_for_bytes(cells, state)
        got = state.values = dict(self._empty)
        constants = self._constants
        for name, index, reader in self._plan:
            cell = cells[index]
            if not cell:
                continue
            value, repairs, fault = reader.read(cell)
            if repairs:
                state.repairs += [(header[index], code, cell, used) for code, used in repairs]
            if fault is not None:
                state.faults.append((header[index], cell, fault))
                if fault.code == "value-unknown":
                    self.unknown_words[name, cell.strip()] += 1
            if value != reader.empty or name not in constants:
                got[name] = value
        key = self._key(row, state)
        person = _name(got.get, self.mapping.name_order)
        if not person[0]:
            state.repairs.append(("", "no-name", "", ""))
        birth_date, birth_place = got.get("birth_date", NO_DATE), got.get("birth_place", "")
        birth = (birth_date, birth_place) if birth_date[1] or birth_place else None
        attributes = [(each, got[each]) for each in ATTRIBUTES if got.get(each)]
        statuses = self._statuses(got, attributes)
        note = got.get("note", "")
        raw = self._raw(original)
        read = repr((self._grade, person, birth, attributes, statuses, note))
        digest = hashlib.sha256(f"{raw}\0{read}".encode("utf-8", "surrogateescape")).hexdigest()
        problems, repairs_made = self._sort(row, state)
        remarks = self._remarks(row, birth_date, got.get("event_date", NO_DATE))
        return Checked(
            row, key, raw, digest, person, birth, tuple(attributes), statuses, note,
            repairs_made, problems, remarks,
        )  # fmt: skip

    def _fit(self, cells: list[str], state: _Row) -> list[str]:
        width = len(self.header)
        first = cells[0]
        unclosed = isinstance(first, Marked) and first.mark == "quote"
        if len(cells) == width and not unclosed:
            return cells
        if not unclosed and len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            found, used = f"{len(cells)} cells", f"{width} cells"
            state.repairs.append(("", "empty-cells-cut", found, used))
            return cells[:width]
        fault = (
            Fault(
                "quote-not-closed",
                "A quotation mark is opened in this line and never closed.",
                "quotation marks in pairs",
                "Close it, or double it if it belongs to the text.",
            )
            if unclosed
            else Fault(
                "row-width",
                "The row has another number of cells than the header.",
                f"{width} cells",
                "Look for a delimiter inside a cell, or a line break in the middle of the row.",
            )
        )
        state.faults.append(("", f"{len(cells)} cells", fault))
        return [str(cell) for cell in cells[:width]] + [""] * (width - len(cells))

    def _look_for_bytes(self, cells: list[str], state: _Row) -> None:
        for index, cell in enumerate(cells):
            if "\0" in cell:
                state.faults.append(
                    (self.header[index], cell, Fault("cell-nul", "The cell holds a NUL byte.",
                     "text", "Find out what the file is; a text has no such bytes."))
                )  # fmt: skip
            bad = [ord(sign) for sign in cell if ord(sign) in _UNDECODED]
            if bad:
                offset = self._bad_offset(self._bad_seen)
                self._bad_seen += len(bad)
                where = f", byte {offset:,} of the file" if offset is not None else ""
                state.faults.append(
                    (self.header[index], f"0x{bad[0] - 0xDC00:02X}{where}",
                     Fault("cell-undecodable", "The cell has a byte that its encoding does not know.",
                           "text in the list's encoding",
                           "Declare the right one in the mapping (`file: {encoding: …}`) or mend the cell."))
                )  # fmt: skip

    def _key(self, row: int, state: _Row) -> str:
        key = str(state.values.get("id", ""))
        column = self.mapping.columns.get("id", "id")
        if self._has_id and not key:
            if not any(fault.code in ALWAYS_REFUSED for _, _, fault in state.faults):
                state.faults.append(
                    (column, "", Fault("id-missing", "The row has no identifier.",
                     "the list's own number of the row",
                     "Without it the row cannot be found again in the next version of the list."))
                )  # fmt: skip
            return ""
        key = key or str(row)
        if key in self._seen:
            state.faults.append(
                (column, key, Fault("key-twice", f"Row {self._seen[key]} has the same identifier.",
                 "an identifier that no other row has",
                 "If both rows are about one person, the list's keeper should join them."))
            )  # fmt: skip
        else:
            self._seen[key] = row
        return key

    def _statuses(
        self, got: dict[str, Any], attributes: list[tuple[str, str]]
    ) -> tuple[StatusCells, ...]:
        """From the event on, the event's status; then what the list says has become of the person.

        Where neither the mapping nor the list says what the event was, its date and place are kept as
        attributes, so that no status is claimed that nobody stated.
        """
        state = got.get("status", "")
        event, since = got.get("event_date", NO_DATE), got.get("status_date", NO_DATE)
        place, holder = got.get("event_place", ""), got.get("holder", "")
        first, out = self._event_status, []
        happened = bool(event[1] or place)
        if state and (
            state == first or (not first and state in {"missing", "captured"})
        ):  # the status began with the event
            out.append((state, event if event[1] else since, place, holder))
            if since[1] and event[1] and since[1] != event[1]:
                out.append((state, since, got.get("status_place", ""), holder))
            return tuple(out)
        if happened and first:
            out.append((first, event, place, holder if not state else ""))
        elif happened:
            attributes += [
                (name, text) for name, text in (("event_date", event[0]), ("event_place", place)) if text
            ]  # fmt: skip
        if state:
            if not since[1] and (first or self.list_date is not None):
                since = _by_the_list(event[2], self.list_date)
            out.append((state, since, got.get("status_place", ""), holder))
        return tuple(out)

    def _raw(self, cells: list[str]) -> str:
        """The row as a JSON object of header to cell, every cell as it stood."""
        if len(cells) == len(self._heads) and set(map(type, cells)) == _TEXT:
            pairs = zip(self._heads, cells, strict=True)
            return "{" + ",".join([head + encode_basestring(cell) for head, cell in pairs]) + "}"
        width = len(self.header)
        names = [*self.header, *(f"({i + 1})" for i in range(width, len(cells)))]
        stood = [
            "" if isinstance(cell, Marked) and cell.mark == "merged" else str(cell) for cell in cells
        ]  # fmt: skip
        row = dict(zip(names, stood, strict=False))
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    def _sort(self, row: int, state: _Row) -> tuple[tuple[Problem, ...], tuple[Repair, ...]]:
        """Faults into reasons to refuse the row, and repairs that leave the value out."""
        if not state.faults and not state.repairs:
            return (), ()
        problems, left_out = [], []
        for column, found, fault in state.faults:
            kept = fault.code == "value-unknown" or (
                self.mapping.keep_bad_rows and fault.code not in ALWAYS_REFUSED
            )
            if kept:
                left_out.append(
                    Repair(row, column, "left-out", readable(found), f"{fault.code}: {fault.message}")
                )  # fmt: skip
            else:
                problems.append(
                    Problem(
                        fault.code, fault.message, self.file, row, column, found=readable(found),
                        expected=fault.expected, remedy=fault.remedy,
                    )
                )  # fmt: skip
        repairs = [
            Repair(row, column, code, readable(found), readable(used))
            for column, code, found, used in state.repairs
        ]
        return tuple(problems), (*repairs, *left_out)

    def _remarks(self, row: int, born: DateCells, event: DateCells) -> tuple[Problem, ...]:
        if born[2] is None or event[3] is None or born[2] <= event[3]:
            return ()
        return (
            Problem(
                "birth-after-event",
                "The birth is dated after the event.",
                self.file,
                row,
                self.mapping.columns.get("birth_date", ""),
                found=f"{born[0]}, event {event[0]}",
                remedy="Both dates are recorded as the list states them.",
                severity="warning",
            ),
        )

    def remarks_on_words(self) -> list[Problem]:
        """One warning per word that the mapping does not explain, the most frequent first."""
        return [
            Problem(
                "value-unknown",
                f"“{readable(word, 60)}” is not explained; {count:,} rows were kept without it.",
                self.file,
                column=self.mapping.columns.get(name, name),
                found=readable(word, 60),
                expected=", ".join(NORMALISED[name]),
                remedy=f"Add it to the mapping: `values: {{{name}: {{{readable(word, 60)}: …}}}}`.",
                severity="warning",
            )
            for (name, word), count in self.unknown_words.most_common(50)
        ]


def _name(get: Callable[..., Any], order: str) -> tuple[str, str, str, str]:
    surname, given, patronymic = get("surname", ""), get("given", ""), get("patronymic", "")
    whole = get("name", "")
    if not whole:
        parts = [part for part in (surname, given, patronymic) if part]
        return " ".join(parts), surname, given, patronymic
    wanted, words = order.split(), whole.replace(",", " ").split()
    if wanted[0] != "any" and len(words) >= 2 and not (surname or given):
        # The last part of the order takes what is left: "Tofiq oğlu" is one patronymic.
        last = len(wanted) - 1
        named = dict(zip(wanted, [*words[:last], " ".join(words[last:])], strict=False))
        surname, given = named.get("surname", ""), named.get("given", "")
        patronymic = patronymic or named.get("patronymic", "")
    return whole, surname[:200], given[:200], patronymic[:200]


def _by_the_list(earliest: date | None, latest: date | None) -> DateCells:
    """A status without a date began between the event and the day of the list; no more is known.

    Without either end there is no date at all; a list older than the event tells nothing of it.
    """
    if earliest is None and latest is None:
        return NO_DATE
    if earliest is not None and latest is not None and earliest > latest:
        return NO_DATE
    start = earliest.isoformat() if earliest is not None else ".."
    end = latest.isoformat() if latest is not None else ".."
    return "", f"{start}/{end}", earliest, latest
