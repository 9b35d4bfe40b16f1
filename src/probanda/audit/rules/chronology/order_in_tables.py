"""Columns of dates that can't run the other way: arrested and released, opened and closed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.document import Cell, Table
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["order_in_tables"]

#: Classes of heads of columns, each with its place in time; a later place can't hold an earlier day.
_HEADS = tuple(
    (place, rf"(?<!\w)<{name}>")
    for place, name in ((0, "head_birth"), (2, "head_last"), (1, "head_first"))
)


def order_in_tables(facts: Facts) -> Iterator[Hit]:
    """Rows whose dates contradict the heads, where the other rows keep to them."""
    for table in facts.document.tables:
        heads = _dated_columns(facts, table)
        if len(heads) < 2:
            continue
        wrong: list[tuple[DateMention, DateMention]] = []
        right = 0
        for number, row in enumerate(table.rows):
            if number < table.headers or number in table.totals:
                continue
            dated = _in_row(facts, row, heads)
            for (place, a), (later, b) in pairwise(dated):
                if place < later and surely_before(b, a):
                    wrong.append((a, b))
                elif place < later:
                    right += 1
        if right >= 2 * len(wrong):
            for a, b in wrong:
                yield Hit(
                    b.start,
                    b.end,
                    f"{facts.quote(b.start, b.end)} comes before {facts.quote(a.start, a.end)} in this row.",
                    "Check both dates and their columns.",
                    ((a.start, a.end),),
                    None if right >= 4 else "warning",
                )


def _in_row(
    facts: Facts, row: tuple[Cell, ...], heads: dict[int, int]
) -> list[tuple[int, DateMention]]:
    found = [
        (heads[cell.column], when)
        for cell in row
        if cell.column in heads and (when := _date(facts, cell)) is not None
    ]
    return sorted(found, key=lambda each: each[0])


def _date(facts: Facts, cell: Cell) -> DateMention | None:
    """The one day that a cell holds."""
    known = [d for d in dates_between(facts, cell.start, cell.end) if d.known]
    return known[0] if len(known) == 1 and known[0].precision in {"day", "month"} else None


def _dated_columns(facts: Facts, table: Table) -> dict[int, int]:
    """Columns whose head gives them a place in time."""
    found: dict[int, int] = {}
    for row in table.rows[: table.headers]:
        for cell in row:
            words = facts.text[cell.start : cell.end]
            place = next(
                (place for place, head in _HEADS if composed(head).search(words)),
                None,
            )
            if place is not None:
                found[cell.column] = place
    return found
