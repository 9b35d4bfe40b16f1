"""Which State is bound by which instrument since when, from rows that each name their source.

Only the example's invented States are shipped. Rows on real States come from the depositary's table that a
user downloads (``status_tables``). What no row says stays unknown.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

from probanda.law.loading import Law
from probanda.law.provisions import InForce, Instrument
from probanda.law.states import code_of, folded, name_of
from probanda.problems import ProbandaError, Problem

__all__ = [
    "BINDING_EVENTS",
    "EVENTS",
    "Bound",
    "Event",
    "Status",
    "bound",
    "declarations",
    "read_status",
    "shipped_status",
    "write_status",
]

BINDING_EVENTS = frozenset(
    {"ratification", "accession", "succession", "acceptance", "approval", "formal-confirmation"}
)
ENDING_EVENTS = frozenset({"denunciation", "withdrawal"})
EVENTS = BINDING_EVENTS | ENDING_EVENTS | {
    "signature", "declaration", "reservation", "declaration-withdrawn", "not-party",
}  # fmt: skip
#: The four Geneva Conventions are joined together; a row for one short name of these serves the others.
_SAME_DEPOSIT = ("GC", "GC1", "GC3", "GC4")


@dataclass(frozen=True, slots=True)
class Event:
    """One row: a State did something about an instrument on a day.

    ``in_force``: from which day it counts; ``articles``: which a declaration or reservation touches.
    """

    instrument: str
    state: str
    code: str
    event: str
    date: dt.date | None
    in_force: dt.date | None = None
    articles: str = ""
    source: str = ""
    address: str = ""
    read_on: dt.date | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What the State is looked up by: its code, or its name without accents."""
        return self.code or folded(self.state)

    def as_dict(self) -> dict[str, str]:
        """For JSON and CSV."""
        found = {}
        for each in fields(self):
            value = getattr(self, each.name)
            found[each.name] = value.isoformat() if isinstance(value, dt.date) else str(value or "")
        return found


@dataclass(frozen=True)
class Status:
    """All rows there are."""

    events: tuple[Event, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_state(self) -> Mapping[tuple[str, str], tuple[Event, ...]]:
        """Rows by instrument and State, in the order of dates."""
        found: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for each in self.events:
            found[each.instrument, each.key].append(each)
        return {
            key: tuple(sorted(rows, key=lambda row: row.date or dt.date.min))
            for key, rows in found.items()
        }

    @cached_property
    def states(self) -> frozenset[str]:
        """Keys of all States of which there is a row."""
        return frozenset(each.key for each in self.events)

    def merged(self, other: Status) -> Status:
        """Both; of rows on the same instrument, State and event with another date both are kept and seen."""
        return Status(tuple(dict.fromkeys((*self.events, *other.events))))

    def of(self, instrument: str, state: str) -> tuple[Event, ...]:
        """Rows on a State and an instrument; those of the Geneva Conventions serve each other."""
        key = code_of(state) or folded(state)
        names = _SAME_DEPOSIT if instrument in _SAME_DEPOSIT else (instrument,)
        for name in (instrument, *names):
            if rows := self.by_state.get((name, key)):
                return rows
        return ()


@dataclass(frozen=True, slots=True)
class Bound:
    """Whether a State was bound on a day. ``bound`` is ``None`` when no row says so either way."""

    bound: bool | None
    why: str
    since: dt.date | None = None
    until: dt.date | None = None
    events: tuple[Event, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "bound": self.bound,
            "why": self.why,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "events": [each.as_dict() for each in self.events],
        }


def in_force_after(deposit: dt.date, joins: InForce) -> dt.date:
    """The day on which an instrument begins to bind a State that deposits on a day.

    >>> in_force_after(dt.date(1993, 9, 9), InForce("27", days=30))
    datetime.date(1993, 10, 9)
    >>> in_force_after(dt.date(2021, 3, 5), InForce("126", days=60, first_of_month=True))
    datetime.date(2021, 6, 1)
    """
    month = deposit.month - 1 + joins.months
    year, month = deposit.year + month // 12, month % 12 + 1
    day = dt.date(year, month, min(deposit.day, monthrange(year, month)[1])) + dt.timedelta(
        joins.days
    )
    if joins.first_of_month:
        day = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day


def bound(
    law: Law, state: str, instrument: str, on: dt.date, status: Status | None = None
) -> Bound:
    """Whether an instrument bound a State on a day, and the sentence that says why.

    Raises:
        ProbandaError: ``instrument-unknown``.
    """
    treaty = law.instrument(instrument)
    name = name_of(code_of(state)) or state
    if not treaty.binding:
        return Bound(None, f"{treaty.short} is a manual, which binds no State as a treaty does.")
    rows = (status or shipped_status()).of(treaty.short, state)
    if not rows:
        return Bound(
            None, f"No row says whether {treaty.short} binds {name}: import the depositary's table."
        )
    ends = [each for each in rows if each.event in ENDING_EVENTS]
    joined = [(since, each) for each in rows if (since := _since(treaty, each)) is not None]
    if not joined:
        if any(each.event in BINDING_EVENTS for each in rows):
            return Bound(
                None, f"The day from which {treaty.short} binds {name} is not known.", events=rows
            )
        if all(each.event == "not-party" for each in rows):
            known = max(each.date for each in rows if each.date)
            late = on > known
            return Bound(
                None if late else False,
                f"{name} was no party to {treaty.short} on {_day(known)}"
                + (", and nothing later is known." if late else "."),
                events=rows,
            )
        return Bound(
            False, f"{name} signed {treaty.short} only; no ratification is recorded.", events=rows
        )
    since, first = min(joined, key=lambda pair: pair[0])
    ended = [day for each in ends if (day := each.in_force or each.date) is not None]
    until = min(ended, default=None)
    if on < since:
        why = f"{treaty.short} binds {name} only since {_day(since)} ({first.event} on {_day(first.date)})."
        return Bound(False, why, since, until, rows)
    if until is not None and on >= until:
        return Bound(False, f"{treaty.short} bound {name} until {_day(until)}.", since, until, rows)
    why = f"{treaty.short} binds {name} since {_day(since)}."
    if first.event == "succession":
        why += " By succession: the day of effect may be earlier; see the depositary's notes."
    return Bound(True, why, since, until, rows)


def declarations(
    state: str, instrument: str, article: str, on: dt.date, status: Status | None = None
) -> tuple[Event, ...]:
    """Declarations and reservations of a State on an article that stood on a day (CAT 20 with 28, 21, 22)."""
    rows = (status or shipped_status()).of(instrument, state)
    wanted = [each for each in rows if article in each.articles.replace(" ", "").split(",")]
    gone = [
        each.date
        for each in wanted
        if each.event == "declaration-withdrawn" and each.date and each.date <= on
    ]
    return tuple(
        each
        for each in wanted
        if each.event in {"declaration", "reservation"}
        and (each.date is None or each.date <= on)
        and not any(each.date is None or day >= each.date for day in gone)
    )


def _since(treaty: Instrument, event: Event) -> dt.date | None:
    if event.event not in BINDING_EVENTS:
        return None
    day = event.in_force
    if day is None and event.date is not None and event.event == "succession":
        day = event.date
    if day is None and event.date is not None and treaty.joins is not None:
        day = in_force_after(event.date, treaty.joins)
    if day is None:
        return None
    return max(day, treaty.in_force) if treaty.in_force else day


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else "an unknown day"


_COLUMNS = tuple(each.name for each in fields(Event))


def read_status(path: Path, law: Law) -> Status:
    """Read a file of rows as ``write_status`` writes it; every row names its source.

    Raises:
        ProbandaError: every wrong row at once.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProbandaError(
            Problem("file-unreadable", "The file cannot be read as UTF-8 text.", file=str(path)),
            usage=True,
        ) from error
    return _parse(text, str(path), law)


def _parse(text: str, name: str, law: Law | None) -> Status:
    problems: list[Problem] = []
    events = []
    reader = csv.DictReader(io.StringIO(text))
    missing = [
        each
        for each in ("instrument", "state", "event", "date", "source")
        if each not in (reader.fieldnames or ())
    ]
    if missing:
        raise ProbandaError(
            Problem(
                "columns-missing",
                f"The file has no column {', '.join(missing)}.",
                file=name,
                found=", ".join(reader.fieldnames or ()),
                expected=", ".join(_COLUMNS),
            )
        )
    for number, row in enumerate(reader, start=1):
        found = _row(
            {key: (value or "").strip() for key, value in row.items() if key},
            name,
            number,
            law,
            problems,
        )
        if found is not None:
            events.append(found)
    if problems:
        raise ProbandaError(*problems)
    return Status(tuple(events))


def _row(
    row: dict[str, str], name: str, number: int, law: Law | None, problems: list[Problem]
) -> Event | None:
    def say(code: str, message: str, column: str, expected: str = "") -> None:
        problems.append(
            Problem(
                code,
                message,
                file=name,
                row=number,
                column=column,
                found=row.get(column, "")[:80],
                expected=expected,
                remedy="Correct the row.",
            )
        )

    days: dict[str, dt.date | None] = {}
    for column in ("date", "in_force", "read_on"):
        try:
            days[column] = dt.date.fromisoformat(row[column]) if row.get(column) else None
        except ValueError:
            days[column] = None
            say("date-wrong", "The cell is no date.", column, "such as 1993-09-09")
    if row["event"] not in EVENTS:
        say("event-unknown", "There is no such event.", "event", ", ".join(sorted(EVENTS)))
        return None
    if not row["source"]:
        say("source-missing", "A row without a source is not taken.", "source", "where it was read")
    if law is not None:
        treaty = law.instruments.get(row["instrument"])
        if treaty is None:
            say(
                "instrument-unknown",
                "There is no instrument of that name.",
                "instrument",
                ", ".join(law.instruments),
            )
            return None
        day = days["in_force"]
        if day and treaty.in_force and day < treaty.in_force and row["event"] in BINDING_EVENTS:
            say(
                "in-force-too-early",
                "The day is before the instrument's own entry into force.",
                "in_force",
                f"not before {treaty.in_force}",
            )
    return Event(
        instrument=row["instrument"],
        state=row["state"],
        code=row.get("code") or code_of(row["state"]),
        event=row["event"],
        date=days["date"],
        in_force=days["in_force"],
        articles=row.get("articles", ""),
        source=row["source"],
        address=row.get("address", ""),
        read_on=days["read_on"],
        note=row.get("note", ""),
    )


def write_status(path: Path, events: Iterable[Event]) -> None:
    """Write rows as CSV, sorted, so that the same rows give the same bytes."""
    rows = sorted({tuple(each.as_dict().values()) for each in events})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


@cache
def shipped_status() -> Status:
    """The rows that come with Probanda: the example's invented States."""
    text = (files("probanda.law") / "data" / "ratifications.csv").read_text(encoding="utf-8")
    return _parse(text, "ratifications.csv", None)


def with_code(event: Event) -> Event:
    """The row with the State's code, where the name has one."""
    return event if event.code else replace(event, code=code_of(event.state))
