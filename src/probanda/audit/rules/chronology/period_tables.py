"""Tables of periods: a column for the beginning, one for the end, and perhaps one for how long it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.document import Cell, Table
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["is_period_table", "table_durations", "tables_backwards"]

_BEGIN = re.compile(
    r"(?<!\w)(?:from|start\w*|began|begin\w*|since|opened|entry|entered|first day|с|начал\w*|от"
    r"|открыт\w*|desde|inicio|comienzo|de|apertura|ingreso"
    r"|début|du|ouverture|entrée|başlan\w+)(?!\w)",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?<!\w)(?:to|until|till|end\w*|closed|exit|left|last day|finish\w*|по|до|оконч\w*|конец|заверш\w*"
    r"|закрыт\w*|hasta|fin|final\w*|término|cierre|salida"
    r"|a|au|jusqu\w*|fermeture|sortie|bitmə|son)(?!\w)",
    re.IGNORECASE,
)
_LONG = (
    (
        1.0,
        re.compile(
            r"(?<!\w)(?:days?|nights?|дн\w+|сут\w+|días?|noches?|jours?|nuits?|gün)(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (7.0, re.compile(r"(?<!\w)(?:weeks?|недел\w+|semanas?|semaines?|həftə)(?!\w)", re.IGNORECASE)),
    (30.44, re.compile(r"(?<!\w)(?:months?|месяц\w*|meses|mois|ay)(?!\w)", re.IGNORECASE)),
    (365.25, re.compile(r"(?<!\w)(?:years?|лет|год\w*|años?|ans|années?|il)(?!\w)", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Stay:
    """A row's beginning and end, and the cell that says how long; None where none does."""

    first: DateMention
    last: DateMention
    long: Cell | None
    unit: float


def is_period_table(facts: Facts, table: Table) -> bool:
    """Whether a table has one column of beginnings and one of ends."""
    return _columns(facts, table) is not None


def tables_backwards(facts: Facts) -> Iterator[Hit]:
    """Rows that end before they begin."""
    for stays in _stays(facts):
        wrong = [s for s in stays if surely_before(s.last, s.first)]
        for stay in wrong:
            a, b = stay.first, stay.last
            yield Hit(
                b.start,
                b.end,
                f"This row ends {facts.quote(b.start, b.end)}, before it begins {facts.quote(a.start, a.end)}.",
                "Check both dates and their columns.",
                ((a.start, a.end),),
                None if len(stays) - len(wrong) >= 4 else "warning",
            )


def table_durations(facts: Facts) -> Iterator[Hit]:
    """Rows whose days aren't those between their two dates, where most rows' are."""
    language = language_tables(facts.language)
    for stays in _stays(facts):
        judged: list[tuple[Stay, float, float]] = []
        for stay in stays:
            if stay.long is None or not (stay.first.first and stay.last.last):
                continue
            numbers = find_numbers(facts.text[stay.long.start : stay.long.end], language)
            if len(numbers) == 1:
                days = float((stay.last.last - stay.first.first).days)
                if days >= 0:
                    judged.append((stay, days, float(numbers[0].value) * stay.unit))
        wrong = [each for each in judged if not _fits(*each)]
        if len(wrong) > 1 and len(wrong) * 3 > len(judged):
            continue
        for stay, days, _ in wrong:
            if stay.long is None:
                continue
            cell = stay.long
            yield Hit(
                cell.start,
                cell.end,
                f"From {facts.quote(stay.first.start, stay.first.end)} to "
                f"{facts.quote(stay.last.start, stay.last.end)} are {days:g} days ({days + 1:g} with "
                f"both ends), not {facts.quote(cell.start, cell.end)}.",
                "Correct the duration or the dates.",
                ((stay.first.start, stay.first.end), (stay.last.start, stay.last.end)),
                None if len(judged) - len(wrong) >= 3 else "warning",
            )


def _fits(stay: Stay, days: float, said: float) -> bool:
    room = 0.0 if stay.unit == 1 else stay.unit * 0.75
    return days - room <= said <= days + 1 + room


def _stays(facts: Facts) -> Iterator[list[Stay]]:
    """The rows of each table of periods."""
    for table in facts.document.tables:
        columns = _columns(facts, table)
        if columns is None:
            continue
        begin, end, long, unit = columns
        found = []
        for number, row in enumerate(table.rows):
            if number < table.headers or number in table.totals:
                continue
            cells = {cell.column: cell for cell in row}
            first, last = (_one(facts, cells.get(column)) for column in (begin, end))
            if first is not None and last is not None and first.precision == last.precision:
                found.append(Stay(first, last, cells.get(long), unit))
        yield found


def _one(facts: Facts, cell: Cell | None) -> DateMention | None:
    if cell is None:
        return None
    known = [d for d in days_between(facts, cell.start, cell.end) if d.known]
    return known[0] if len(known) == 1 and known[0].precision in {"day", "month"} else None


def _columns(facts: Facts, table: Table) -> tuple[int, int, int, float] | None:
    """The columns of beginnings, of ends and of durations (-1 where there is none), and the duration's unit."""
    heads = {
        cell.column: facts.text[cell.start : cell.end].strip()
        for row in table.rows[: table.headers]
        for cell in row
    }
    begin = [
        c
        for c, head in heads.items()
        if _BEGIN.match(head) or (len(head) < 24 and _BEGIN.search(head))
    ]
    end = [
        c
        for c, head in heads.items()
        if c not in begin and (_END.match(head) or (len(head) < 24 and _END.search(head)))
    ]
    if len(begin) != 1 or len(end) != 1:
        return None
    for column, head in heads.items():
        for unit, words in _LONG:
            if column not in (begin[0], end[0]) and words.search(head):
                return begin[0], end[0], column, unit
    return begin[0], end[0], -1, 1.0
