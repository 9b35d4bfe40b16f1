"""Ages beside births in the rows of a table: at a date of the row, of the head, or one that the rows share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.document import Table
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.registry import Hit

__all__ = ["ages_in_tables"]

_BORN = composed(r"(?<!\w)<ages_tabled_born>")
_AGE = re.compile(
    r"(?<!\w)(?:age|aged|возраст\w*|лет|edad|años|âge|ans|yaş\w*)(?!\w)", re.IGNORECASE
)
_YEAR = re.compile(r"\s*((?:1[89]|20)\d\d)\s*")
_NUMBER = re.compile(r"\s*(\d{1,3})\s*(?:years?|лет|года?|años|ans)?\s*")
#: So many rows must agree on a year before one that doesn't is doubted.
_AGREE = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """One person of a table."""

    born: tuple[
        int, int, tuple[int, int]
    ]  # the years of birth and of the birthday passed, and the place
    age: int
    where: tuple[int, int]
    at: tuple[int, int, tuple[int, int]] | None


def ages_in_tables(facts: Facts) -> Iterator[Hit]:
    """Rows whose age doesn't fit the birth."""
    for table in facts.document.tables:
        heads = _heads(facts, table)
        births = [c for c, head in heads.items() if _BORN.search(head) and not _AGE.search(head)]
        ages = [c for c, head in heads.items() if _AGE.search(head) and not _BORN.search(head)]
        if len(births) != 1 or len(ages) != 1:
            continue
        rows = list(_rows(facts, table, heads, births[0], ages[0]))
        if rows and all(row.at is not None for row in rows):
            for row in rows:
                assert row.at is not None
                low, high = row.at[0] - row.born[1], row.at[1] - row.born[0]
                if not low <= row.age <= high:
                    yield _hit(row, f"{low}" if low == high else f"{low} or {high}", row.at[2])
        elif len(rows) > _AGREE:
            yield from _odd(rows)


def _heads(facts: Facts, table: Table) -> dict[int, str]:
    heads: dict[int, str] = {}
    for row in table.rows[: max(1, table.headers)]:
        for cell in row:
            heads[cell.column] = (
                f"{heads.get(cell.column, '')} {facts.text[cell.start : cell.end]}".strip()
            )
    return heads


def _span(facts: Facts, start: int, end: int) -> tuple[int, int, tuple[int, int]] | None:
    """First and last day of a date as fractions of a year, in months, and where it stands."""
    found = [d for d in dates_between(facts, start, end) if d.known]
    if len(found) == 1:
        return *_months(found[0]), (found[0].start, found[0].end)
    year = _YEAR.fullmatch(facts.text[start:end])
    if year:
        return int(year[1]) * 366, int(year[1]) * 366 + 365, (start, end)
    return None


def _months(d: DateMention) -> tuple[int, int]:
    assert d.first
    assert d.last
    return tuple(
        day.year * 366 + day.replace(year=2000).timetuple().tm_yday - 1 for day in (d.first, d.last)
    )  # type: ignore[return-value]


def _rows(
    facts: Facts, table: Table, heads: dict[int, str], births: int, ages: int
) -> Iterator[_Row]:
    others = [c for c in heads if c not in {births, ages}]
    deadly = [c for c in others if field("died").search(heads[c])]
    if field("died").search(heads[ages]) and len(deadly) == 1:
        others = deadly
    for row in table.rows[max(1, table.headers) :]:
        cells = {cell.column: cell for cell in row}
        if births not in cells or ages not in cells:
            continue
        born = _span(facts, cells[births].start, cells[births].end)
        age = _NUMBER.fullmatch(facts.text[cells[ages].start : cells[ages].end])
        if born is None or age is None:
            continue
        head = next(
            (c for r in table.rows[: max(1, table.headers)] for c in r if c.column == ages), None
        )
        when = _span_in(facts, head.start, head.end) if head else None
        told = [
            span
            for c in others
            if c in cells
            for span in [_span(facts, cells[c].start, cells[c].end)]
            if span
        ]
        if when is None and len(told) == 1:
            when = told[0]
        yield _reckoned(born, int(age[1]), (cells[ages].start, cells[ages].end), when)


def _span_in(facts: Facts, start: int, end: int) -> tuple[int, int, tuple[int, int]] | None:
    """The date that a head names: "Age in August 2003"."""
    found = [d for d in dates_between(facts, start, end) if d.known]
    if len(found) == 1:
        return *_months(found[0]), (found[0].start, found[0].end)
    years = list(re.finditer(r"(?<!\d)((?:19|20)\d\d)(?!\d)", facts.text[start:end]))
    if len(years) == 1:
        year = int(years[0][1])
        return year * 366, year * 366 + 365, (start + years[0].start(), start + years[0].end())
    return None


def _reckoned(
    born: tuple[int, int, tuple[int, int]],
    age: int,
    where: tuple[int, int],
    at: tuple[int, int, tuple[int, int]] | None,
) -> _Row:
    """A row in whole years: the age is between `at[0] - born[1]` and `at[1] - born[0]`."""
    if at is None:
        return _Row((born[0] // 366, born[1] // 366, born[2]), age, where, None)
    low, high = (at[0] - born[1]) // 366, (at[1] - born[0]) // 366
    return _Row((0, 0, born[2]), age, where, (low, high, at[2]))


def _odd(rows: list[_Row]) -> Iterator[Hit]:
    """The row whose birth and age make another year than all the others'."""
    sums = [row.born[0] + row.age for row in rows]
    best = max(
        Counter(year for each in sums for year in (each, each + 1)).items(),
        key=lambda pair: pair[1],
    )
    year = best[0]
    off = [row for row, each in zip(rows, sums, strict=True) if each not in {year, year - 1}]
    if len(off) == 1 and best[1] >= _AGREE:
        row = off[0]
        low, high = year - 1 - row.born[0], year - row.born[0]
        yield _hit(row, f"{low} or {high}, as the other {best[1]} rows are reckoned", None)


def _hit(row: _Row, true: str, at: tuple[int, int] | None) -> Hit:
    return Hit(
        *row.where,
        f"The row's birth makes an age of {true}, not {row.age}.",
        "Correct the age, the birth or the date.",
        (row.born[2], at) if at else (row.born[2],),
        None if at else "warning",
    )
