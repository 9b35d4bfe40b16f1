"""One row of a list → what would be recorded, what was repaired and how, or why it is refused. No database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring

from probanda.dates import DateProblem, ImpreciseDate, parse_date
from probanda.exchange.lists.mapping import ATTRIBUTES, Mapping, fold
from probanda.exchange.lists.vocabulary import NORMALISED, values
from probanda.problems import ProbandaError, Problem

__all__ = ["Checked", "DateCells", "Repair", "RowChecker", "StatusCells"]

#: text, EDTF, earliest, latest: the four columns of an imprecise date.
DateCells = tuple[str, str, date | None, date | None]
#: state, date, place, holder.
StatusCells = tuple[str, DateCells, str, str]
#: field → trimmed cell, "" when it is missing.
Get = Callable[[str], str]
#: code, field, message, found, expected, remedy: one thing wrong with the row.
Refuse = Callable[..., None]
NO_DATE: DateCells = ("", "", None, None)


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done to a cell so that the row could be taken; the raw row keeps it as it stood."""

    row: int
    column: str
    code: str
    found: str
    used: str


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

    @property
    def outcome(self) -> str:
        """Taken | repaired | refused."""
        return "refused" if self.problems else "repaired" if self.repairs else "taken"


class RowChecker:
    """Checks the rows of one list under one mapping. Distinct dates are parsed once.

    ``list_date`` is the latest day on which the list can have been made (its source's publication):
    a status without a date of its own holds from some day between the event and it.
    """

    def __init__(
        self, mapping: Mapping, header: tuple[str, ...], file: str, list_date: date | None = None
    ) -> None:
        absent = [name for name in mapping.wanted if name not in header]
        if absent:
            raise ProbandaError(
                *(
                    Problem(
                        "column-missing",
                        "The list has no column of this name.",
                        file=file,
                        column=name,
                        expected=", ".join(each for each in header if each),
                        remedy="Correct the mapping, or check that this is the right file and sheet.",
                    )
                    for name in absent
                ),
                usage=True,
            )
        self.mapping, self.header, self.file, self.list_date = mapping, header, file, list_date
        self._places = {field: header.index(name) for field, name in mapping.columns.items()}
        self._dates: dict[str, tuple[DateCells, ImpreciseDate | None] | DateProblem] = {}
        self._words = {
            field: (values(field) if field in NORMALISED else {}) | mapping.values.get(field, {})
            for field in {*NORMALISED, *mapping.values}
        }
        self._heads = [encode_basestring(name) + ":" for name in header]
        self._seen: dict[str, int] = {}

    def check_all(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Checked]:
        """Check every row, in order."""
        for row, cells in rows:
            yield self.check(row, cells)

    def check(self, row: int, cells: list[str]) -> Checked:
        """Read one row (its number and its cells as text)."""
        mapping, width = self.mapping, len(self.header)
        problems: list[Problem] = []
        repairs: list[Repair] = []

        def problem(
            code: str, field: str, message: str, found: str, expected: str, remedy: str = ""
        ) -> None:
            column = mapping.columns.get(field, field)
            if mapping.keep_bad_rows and code not in {"row-width", "key-twice", "cell-undecodable"}:
                repairs.append(Repair(row, column, f"left-out-{code}", found, ""))
                return
            problems.append(
                Problem(
                    code,
                    message,
                    self.file,
                    row,
                    column,
                    found=found,
                    expected=expected,
                    remedy=remedy,
                )
            )

        original = cells
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            repairs.append(
                Repair(row, "", "empty-cells-cut", f"{len(cells)} cells", f"{width} cells")
            )
            cells = cells[:width]
        if len(cells) != width:
            problem(
                "row-width", "", "The row has another number of cells than the header.",
                f"{len(cells)} cells", f"{width} cells",
                "Look for a delimiter inside a cell, or a line break in the middle of the row.",
            )  # fmt: skip
            cells = (cells + [""] * width)[:width]
        for index, cell in enumerate(cells):
            if not cell.isascii() and any("\ud800" <= sign <= "\udfff" for sign in cell):
                byte = next(f"0x{ord(s) - 0xDC00:02X}" for s in cell if "\ud800" <= s <= "\udfff")
                problem(
                    "cell-undecodable", self.header[index],
                    "The cell has a byte that its encoding does not know.", f"byte {byte}",
                    "text in the list's encoding",
                )  # fmt: skip
        get = self._reader(row, cells, repairs)
        key = get("id") or str(row)
        if key in self._seen:
            problem(
                "key-twice", "id", f"Row {self._seen[key]} has the same identifier.", key,
                "an identifier that no other row has",
                "If both rows are about one person, the list's keeper should join them.",
            )  # fmt: skip
        else:
            self._seen[key] = row

        name = self._name(get)
        if not name[0]:
            repairs.append(
                Repair(row, mapping.columns.get("name", "name"), "no-name", "", "(no name)")
            )
        birth_date, _ = self._date("birth_date", get, problem)
        birth_place = get("birth_place")
        birth = (birth_date, birth_place) if birth_date[1] or birth_place else None
        attributes = []
        for field, attribute in ATTRIBUTES.items():
            value = self._value(field, get, problem)
            if value:
                attributes.append((attribute, value))
        statuses = self._statuses(get, problem)
        note = get("note")

        if len(original) == width:
            raw = (
                "{"
                + ",".join(
                    h + encode_basestring(c) for h, c in zip(self._heads, original, strict=True)
                )
                + "}"
            )
        else:  # the cells that have no header are kept too
            names = [*self.header, *(f"({i + 1})" for i in range(width, len(original)))]
            raw = json.dumps(
                dict(zip(names, original, strict=False)), ensure_ascii=False, separators=(",", ":")
            )
        raw_bytes = raw.encode("utf-8", "surrogateescape")
        read = repr((name, birth, attributes, statuses, note)).encode("utf-8", "surrogateescape")
        digest = hashlib.sha256(raw_bytes + b"\0" + read).hexdigest()
        return Checked(
            row, key, raw, digest, name, birth, tuple(attributes), statuses, note,
            tuple(repairs), tuple(problems),
        )  # fmt: skip

    def _reader(self, row: int, cells: list[str], repairs: list[Repair]) -> Get:
        """A function: field → trimmed cell, "" when it is missing."""
        places, missing, header = self._places, self.mapping.missing, self.header
        constants = self.mapping.constants

        def get(field: str) -> str:
            index = places.get(field)
            if index is None:
                return constants.get(field, "")
            cell = cells[index]
            text = cell.strip()
            if text != cell and text:
                repairs.append(Repair(row, header[index], "spaces-cut", cell, text))
            if not text or fold(text) in missing:
                return constants.get(field, "")
            return text

        return get

    def _name(self, get: Get) -> tuple[str, str, str, str]:
        surname, given, patronymic = get("surname"), get("given"), get("patronymic")
        whole = get("name")
        if not whole:
            full = " ".join(part for part in (surname, given, patronymic) if part)
            return full, surname, given, patronymic
        order = self.mapping.name_order.split()
        words = whole.split()
        if order[0] != "any" and len(words) >= 2 and not (surname or given):
            # The last part of the order takes what is left: "Tofiq oğlu" is one patronymic.
            parts = dict(
                zip(
                    order,
                    [*words[: len(order) - 1], " ".join(words[len(order) - 1 :])],
                    strict=False,
                )
            )
            surname = parts.get("surname", "")
            given = parts.get("given", "")
            patronymic = patronymic or parts.get("patronymic", "")
        return whole, surname, given, patronymic

    def _date(
        self, field: str, get: Get, problem: Refuse
    ) -> tuple[DateCells, ImpreciseDate | None]:
        text = get(field)
        if not text:
            return NO_DATE, None
        known = self._dates.get(text)
        if known is None:
            try:
                value = parse_date(text)
                known = ((text[:120], value.edtf, value.earliest, value.latest), value)
            except DateProblem as error:
                known = error
            self._dates[text] = known
        if isinstance(known, DateProblem):
            if known.code != "date-empty":
                problem(
                    known.code,
                    field,
                    "The date cannot be used.",
                    text,
                    known.expected,
                    known.remedy,
                )
            return NO_DATE, None
        return known

    def _value(self, field: str, get: Get, problem: Refuse) -> str:
        text = get(field)
        words = self._words.get(field)
        if not text or words is None:
            return text[:200]
        value = words.get(fold(text))
        if value is None and field not in NORMALISED:
            return text[:200]
        if value is None or (field in NORMALISED and value not in NORMALISED[field]):
            problem(
                "value-unknown", field, "The list uses a word that the mapping does not explain.", text,
                ", ".join(NORMALISED[field]),
                f"Add it to the mapping: `values: {{{field}: {{{text}: …}}}}`.",
            )  # fmt: skip
            return ""
        return value

    def _statuses(self, get: Get, problem: Refuse) -> tuple[StatusCells, ...]:
        """From the event on, the event's status; then what the list says has become of the person."""
        state = self._value("status", get, problem)
        event, event_date = self._date("event_date", get, problem)
        since, _ = self._date("status_date", get, problem)
        place, holder = get("event_place")[:200], get("holder")[:200]
        first = self.mapping.event_status
        out: list[StatusCells] = []
        if (event[1] or place) and state not in {first, "missing", "captured"}:
            out.append((first, event, place, holder))
        if state in {first, "missing", "captured"}:
            out.append((state, event if event[1] else since, place, holder))
        elif state:
            if not since[1] and self.list_date is not None:
                since = self._by_the_list(event_date)
            out.append((state, since, get("status_place")[:200], holder))
        elif event[1] and not self._places.get("status") and "status" not in self.mapping.constants:
            out.append((first, event, place, holder))
        return tuple(out)

    def _by_the_list(self, event: ImpreciseDate | None) -> DateCells:
        """A status without a date began between the event and the day of the list; no more is known."""
        latest = self.list_date
        assert latest is not None
        earliest = event.earliest if event is not None else None
        if earliest is not None and earliest > latest:
            return NO_DATE
        start = earliest.isoformat() if earliest is not None else ".."
        return "", f"{start}/{latest.isoformat()}", earliest, latest
