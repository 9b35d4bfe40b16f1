"""“Lowest year” in the remarks of a table's row against the numbers of the other rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.document import Cell, Table
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.lexicon import rank_class, said_of
from probanda.audit.rules.ranks.tallies import TOTAL
from probanda.audit.rules.registry import Hit

__all__ = ["remarks"]

_CLASSES = ("record_low", "record_high", "last", "first")
#: Words of a remark; a longer cell tells a story. Rows that a superlative is one of.
_SHORT, _ROWS = 10, 3


def remarks(facts: Facts) -> Iterator[Hit]:
    """Hold every short remark of rank against the columns of its table: one of them must bear it out."""
    by_table: dict[int, dict[int, dict[int, Quantity]]] = defaultdict(lambda: defaultdict(dict))
    for q in facts.of(quantities):
        if q.cell is not None and q.unit in {"count", "percent", "rate", "money"}:
            by_table[q.cell[0]][q.cell[2]].setdefault(q.cell[1], q)
    pattern = rank_class(_CLASSES, facts.language)
    for number, table in enumerate(facts.document.tables):
        columns = by_table.get(number)
        if not columns:
            continue
        totals = _totals(facts, table)
        for row in table.rows[table.headers :]:
            for cell in row[1:]:
                words = facts.text[cell.start : cell.end]
                found = pattern.search(facts.text, cell.start, cell.end)
                aside = any(
                    said_of(n, facts.language, words) for n in ("one_of", "quality", "rate")
                )
                if found is None or aside or len(words.split()) > _SHORT:
                    continue
                if cell.row in totals or any(char.isdigit() for char in words):
                    continue
                high = found.lastgroup in {"first", "record_high"}
                hit = _beaten(facts, cell, columns, totals, high=high)
                if hit is not None:
                    yield hit


def _totals(facts: Facts, table: Table) -> set[int]:
    named = {
        row[0].row
        for row in table.rows
        if row and TOTAL.match(facts.quote(row[0].start, row[0].end))
    }
    return set(table.totals) | named


def _beaten(
    facts: Facts,
    cell: Cell,
    columns: dict[int, dict[int, Quantity]],
    totals: set[int],
    *,
    high: bool,
) -> Hit | None:
    """The finding where in every column of numbers another row goes beyond the one remarked on."""
    sign = 1 if high else -1
    worst: list[tuple[Quantity, Quantity]] = []
    for values in columns.values():
        rows = {row: q for row, q in values.items() if row not in totals}
        if cell.row not in rows or len(rows) < _ROWS:
            continue
        best = max(rows.values(), key=lambda q: sign * q.value)
        if best.value == rows[cell.row].value:
            return None
        worst.append((rows[cell.row], best))
    if not worst:
        return None
    own, best = worst[0]
    return Hit(
        cell.start,
        cell.end,
        f"“{facts.quote(cell.start, cell.end)}” is said of {own.shown}, but another row has {best.shown}, "
        f"which is {'more' if high else 'less'}.",
        "Correct the remark or the numbers.",
        ((own.start, own.end), (best.start, best.end)),
        "warning",
    )
