"""Rows on ratification from a table that a user downloaded from a depositary: HTML, XML or CSV.

Shapes that are read: one line a State with a column for signature and one for the act of joining, whose letter
says which (``a`` accession, ``d`` succession, ``A`` acceptance, ``AA`` approval, ``c`` formal confirmation, none
ratification); and one line an action (country, action, date, effective date). Footnote marks are dropped.
Nothing is guessed: a cell that cannot be read is a problem with its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from probanda.law.downloads import downloaded_tables
from probanda.law.loading import Law
from probanda.law.provisions import Instrument
from probanda.law.ratification import EVENTS, Event
from probanda.law.states import code_of, folded, name_of
from probanda.problems import ProbandaError, Problem

__all__ = ["Table", "import_table"]

_MARKS = {
    "": "ratification",
    "r": "ratification",
    "a": "accession",
    "d": "succession",
    "A": "acceptance",
    "AA": "approval",
    "c": "formal-confirmation",
    "s": "signature",
}
_ACTIONS = {
    "signature": "signature",
    "definitive signature": "signature",
    "ratification": "ratification",
    "accession": "accession",
    "succession": "succession",
    "acceptance": "acceptance",
    "approval": "approval",
    "formal confirmation": "formal-confirmation",
    "declaration": "declaration",
    "reservation": "reservation",
    "denunciation": "denunciation",
    "withdrawal": "withdrawal",
}
_FORMS = (
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d %m %Y",
)
_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[ \-.][A-Za-z]{3,9}\.?[ \-.,]\d{2,4}|\d{1,2}[./]\d{1,2}[./]\d{4})"
    r"\s*([A-Za-z]{1,2})?(?![A-Za-z])"
)
_MARKS_AFTER_NAME = re.compile(r"(?:[\s,]*(?:\[?\d{1,3}\]?|\*+))+\s*$")
_STATE_HEADS = (
    "participant",
    "country",
    "state",
    "states",
    "party",
    "state party",
    "contracting party",
)


@dataclass(frozen=True, slots=True)
class Table:
    """What was made of a download: rows, what could not be read, and how many States it lists."""

    instrument: str
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    states: int


def import_table(
    path: Path, law: Law, read_on: date, instrument: str = "", source: str = "", address: str = ""
) -> Table:
    """Read a downloaded table.

    Args:
        path: the file as it was downloaded.
        law: instruments that it may be about.
        read_on: the day of the download.
        instrument: short name; otherwise it is found by the treaty's name in the file.
        source: what the download is; otherwise the file's name.
        address: where it was downloaded.

    Raises:
        ProbandaError: the file cannot be read, holds no table of participants, or names no instrument.
    """
    tables, words = downloaded_tables(path, lambda rows: _header(rows)[0] >= 0)
    treaty = law.instrument(instrument) if instrument else _about(words, law, path)
    problems: list[Problem] = []
    events: list[Event] = []
    for rows in tables:
        events += _events(rows, treaty, path, problems)
    if not events and not problems:
        raise ProbandaError(
            Problem(
                "table-not-found",
                "The file holds no table of participants.",
                file=str(path),
                expected="columns such as Participant, Signature, Ratification; or Country, Action, Action Date",
                remedy="Save the depositary's page as HTML, or its table as CSV.",
            )
        )
    events = [
        Event(
            instrument=treaty.short,
            state=each.state,
            code=each.code,
            event=each.event,
            date=each.date,
            in_force=each.in_force,
            articles=each.articles,
            source=source or f"table of the depositary, {path.name}",
            address=address,
            read_on=read_on,
            note=each.note,
        )
        for each in dict.fromkeys(events)
    ]
    return Table(treaty.short, tuple(events), tuple(problems), len({each.key for each in events}))


def _about(words: str, law: Law, path: Path) -> Instrument:
    """The instrument whose name stands first in the file; a longer name wins at one place."""
    low = words.lower()
    found = [
        (place, -len(name), treaty)
        for treaty in law.instruments.values()
        if treaty.binding
        for name in (treaty.name, *treaty.names.get("en", ()))
        if len(name) > 12 and (place := low.find(name.lower())) >= 0
    ]
    if not found:
        raise ProbandaError(
            Problem(
                "instrument-not-named",
                "The file does not say which treaty it is about.",
                file=str(path),
                expected=", ".join(t.short for t in law.instruments.values() if t.binding),
                remedy="Name it with --instrument.",
            ),
            usage=True,
        )
    return min(found, key=lambda each: each[:2])[2]


def _events(
    rows: Sequence[Sequence[str]], treaty: Instrument, path: Path, problems: list[Problem]
) -> Iterator[Event]:
    start, heads = _header(rows)
    if start < 0:
        return
    state_at = next(i for i, head in enumerate(heads) if head in _STATE_HEADS)
    action_at = next((i for i, head in enumerate(heads) if head in {"action", "event"}), -1)
    for number, row in enumerate(rows[start + 1 :], start=1):
        if len(row) <= state_at or not row[state_at].strip():
            continue
        written = _MARKS_AFTER_NAME.sub("", row[state_at]).strip()
        code = code_of(written)
        state = name_of(code) or written
        if not folded(written):
            continue
        if action_at >= 0:
            yield from _one_action(row, heads, action_at, state, code, path, number, problems)
            continue
        for place, head in enumerate(heads):
            if place == state_at or place >= len(row) or not row[place].strip(" []–-"):
                continue
            kind = _column(head)
            if kind:
                yield from _cell(
                    row[place], kind, head, state, code, treaty, path, number, problems
                )


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    for number, row in enumerate(rows[:40]):
        heads = [" ".join(cell.lower().split()) for cell in row]
        if any(head in _STATE_HEADS for head in heads) and any(
            _column(head) or head in {"action", "event"} for head in heads
        ):
            return number, heads
    return -1, []


def _column(head: str) -> str:
    """What a column of the wide shape holds: signature, joining, declaration or nothing of ours."""
    if "article" in head and (
        "declaration" in head or "competence" in head or re.search(r"\b2[0128]\b", head)
    ):
        return "declaration"
    if any(
        word in head
        for word in ("ratification", "accession", "succession", "acceptance", "approval")
    ):
        return "joining"
    if "signature" in head:
        return "signature"
    if "denunciation" in head or "withdrawal" in head:
        return "denunciation"
    return ""


def _cell(
    cell: str,
    kind: str,
    head: str,
    state: str,
    code: str,
    treaty: Instrument,
    path: Path,
    number: int,
    problems: list[Problem],
) -> Iterator[Event]:
    found = list(_DATE.finditer(cell))
    if not found:
        problems.append(_unread(path, number, head, cell, "a date such as 13 Sep 1993 a"))
        return
    for each in found:
        day = _day(each.group(1))
        mark = each.group(2) or ""
        if day is None or (mark and mark not in _MARKS):
            problems.append(_unread(path, number, head, cell, "a date and a known letter"))
            continue
        event = kind
        if kind == "joining":
            event = _MARKS[mark] if mark else _only_event(head)
        articles = ",".join(re.findall(r"\b(?:2[0128])\b", head)) if kind == "declaration" else ""
        yield Event(treaty.short, state, code, event, day, None, articles)


def _only_event(head: str) -> str:
    """A column that names one act only gives that act to dates without a letter."""
    named = [
        word
        for word in ("ratification", "accession", "succession", "acceptance", "approval")
        if word in head
    ]
    return named[0] if len(named) == 1 else "ratification"


def _one_action(
    row: Sequence[str],
    heads: Sequence[str],
    action_at: int,
    state: str,
    code: str,
    path: Path,
    number: int,
    problems: list[Problem],
) -> Iterator[Event]:
    word = " ".join(row[action_at].lower().split())
    event = _ACTIONS.get(word, word if word in EVENTS else "")
    if not event:
        if word not in {"objection", "communication", "notification", "extension", ""}:
            problems.append(
                _unread(path, number, heads[action_at], row[action_at], ", ".join(sorted(_ACTIONS)))
            )
        return
    days: dict[str, date | None] = {"date": None, "effective": None}
    for place, head in enumerate(heads):
        if (place < len(row) and "date" in head.split()) or head in {
            "entry into force",
            "in force",
        }:
            cell = row[place] if place < len(row) else ""
            match = _DATE.search(cell)
            late = "effective" in head or "force" in head
            days["effective" if late else "date"] = _day(match.group(1)) if match else None
    if days["date"] is None:
        problems.append(_unread(path, number, "date", " | ".join(row), "a date"))
        return
    article = next(
        (
            row[i]
            for i, head in enumerate(heads)
            if head in {"article", "articles"} and i < len(row)
        ),
        "",
    )
    yield Event("", state, code, event, days["date"], days["effective"], article)


def _day(text: str) -> date | None:
    text = (
        " ".join(text.replace(".", " ").replace(",", " ").split())
        if re.search("[A-Za-z]", text)
        else text
    )
    text = re.sub(r"\bSept\b", "Sep", text)
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _unread(path: Path, number: int, column: str, cell: str, expected: str) -> Problem:
    return Problem(
        "status-cell-unreadable",
        "The cell cannot be read; its row was left out.",
        file=str(path),
        row=number,
        column=column[:60],
        found=cell[:80],
        expected=expected,
        remedy="Correct the cell in a copy of the table, or add the row by hand.",
    )
