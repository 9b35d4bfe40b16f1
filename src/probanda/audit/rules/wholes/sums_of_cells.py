"""Rows and columns of a table that are the sum of the others by arithmetic alone, whatever they are called.

A last row that is the sum in every column but one is a total with one wrong cell; so is a last column that is the
sum of those before it in nearly every row. A column "of which" holds parts of the column before it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.document import Table
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["parts_of_cells", "summing_cells"]

_PART_HEAD = re.compile(
    r"(?<!\w)(?:of (?:which|whom|them|these)|including|incl\.|thereof|в том числе|из (?:них|которых)"
    r"|de l[oa]s cuales"
    r"|de ell[oa]s|incluid[oa]s|dont|parmi lesquel\w+)(?!\w)",
    re.IGNORECASE,
)
_LEAST_ROWS = 3

Cells = dict[tuple[int, int], Quantity]


def summing_cells(
    facts: Facts, table: Table, cells: Cells, totals: tuple[int, ...]
) -> Iterator[Hit]:
    """A last row or column that sums the others but in one place. Called where no words told a total wrong."""
    counts = {place: q for place, q in cells.items() if q.unit == "count" and place[1] > 0}
    rows = sorted({row for row, _ in counts})
    columns = sorted({column for _, column in counts})
    if not totals and len(rows) > _LEAST_ROWS:
        yield from _last(counts, rows, columns, down=True)
    if len(columns) > 2 and len(rows) >= _LEAST_ROWS:
        yield from _last(counts, columns, [r for r in rows if r not in totals], down=False)


def _last(counts: Cells, along: list[int], across: list[int], *, down: bool) -> Iterator[Hit]:
    """Lines in which the last cell should be the sum of those before it."""
    lines: list[tuple[Quantity, list[Quantity]]] = []
    for other in across:
        places = [(each, other) if down else (other, each) for each in along]
        own = [counts[place] for place in places if place in counts]
        if len(own) == len(along):
            lines.append((own[-1], own[:-1]))
    right = [line for line in lines if _sum(line[1]) == line[0].value]
    wrong = [line for line in lines if _sum(line[1]) != line[0].value]
    sure = len(right) >= 2 and len(wrong) == 1 and len(right) >= 2 * len(wrong)
    alone = down and len(lines) == 1 and len(along) > _LEAST_ROWS + 1
    for said, parts in wrong if sure or (alone and wrong) else ():
        total = _sum(parts)
        if alone and not sure:
            larger = said.value > 2 * max(q.value for q in parts) and total >= 20
            near = digits_apart(total, said.value) or abs(total - said.value) * 40 <= total
            if not larger or not near:
                continue
        yield Hit(
            said.start,
            said.end,
            f"The {'column' if down else 'row'} adds up to {total:,f}, not {said.shown}.",
            "Correct the total or the cell that is wrong.",
            tuple((q.start, q.end) for q in parts[:12]),
            "warning",
        )


def _sum(parts: list[Quantity]) -> Decimal:
    return sum((q.value for q in parts), Decimal(0))


def parts_of_cells(facts: Facts, table: Table, cells: Cells) -> Iterator[tuple[Quantity, Quantity]]:
    """Part and whole, where a cell under "of which" or in such a row is larger than the cell it is a part of."""
    heads: dict[int, str] = {}
    for row in table.rows[: table.headers]:
        for cell in row:
            heads[cell.column] = f"{heads.get(cell.column, '')} {facts.quote(cell.start, cell.end)}"
    for column, head in heads.items():
        if column < 2 or not _PART_HEAD.search(head):
            continue
        base = next(
            (c for c in range(column - 1, 0, -1) if not _PART_HEAD.search(heads.get(c, ""))), 0
        )
        for (row_number, at), q in cells.items():
            whole = cells.get((row_number, base)) if at == column else None
            if whole is not None and q.unit == whole.unit == "count" and q.value > whole.value:
                yield q, whole
    names = [row[0] for row in table.rows[table.headers :] if row]
    for before, name in itertools.pairwise(names):
        if not _PART_HEAD.match(facts.quote(name.start, name.end)):
            continue
        for (row_number, at), q in cells.items():
            whole = cells.get((before.row, at)) if row_number == name.row else None
            if whole is not None and q.unit == whole.unit == "count" and q.value > whole.value:
                yield q, whole
