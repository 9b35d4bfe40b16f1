"""Columns of a table that are computed from others: what most rows obey, all must.

No head is understood: a column whose cells are, in nearly every row, the share or the difference of two others is
taken to be that, and the row that is not is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from probanda.audit.document import Table
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.grid import Column, grid
from probanda.audit.rules.percentages.nearby import around
from probanda.audit.rules.registry import Hit

__all__ = ["differences_of_columns", "shares_of_columns"]

#: "(n = 94)".
_SAMPLE = re.compile(r"\b[nN]\s*=\s*(\d[\d ,.]*\d|\d)")
#: So many rows must obey, and of four at most one may not.
_ROWS = 3
_SURE = 4
#: Rows of a block of a table that may have a whole of its own: by sex, by age.
_BLOCK = 8
_SLACK = Decimal("0.001")

Span = tuple[int, int]
#: What a cell must be by the others of its row, the room that rounding leaves, how to say it and where it stands.
Law = Callable[[int], "tuple[Decimal, Decimal, str, tuple[Span, ...]] | None"]


@dataclass(frozen=True, slots=True)
class _Fit:
    """The rows of a column that obey a law, and those that don't."""

    law: Law
    kept: tuple[int, ...]
    broken: tuple[int, ...]
    inside: bool = True  # all that the law asks for stands in the table


def shares_of_columns(facts: Facts) -> Iterator[Hit]:
    """Cells that miss the share that the other rows of their column are."""
    for table in facts.document.tables:
        columns, shares = grid(facts, table)
        for key in shares:
            own, others = columns[key], [column for at, column in columns.items() if at != key]
            quotients = [_fit(own, _quotient(a, b)) for a, b in permutations(others, 2)]
            shared = [fit for column in others for fit in _constant(facts, table, column, own)]
            yield from _hits(own, _best([*shared, *quotients]), "%")
            for at, column in columns.items():
                if at not in shares:
                    yield from _left_out(own, column)


def differences_of_columns(facts: Facts) -> Iterator[Hit]:
    """Cells that miss the difference of two columns before them that the other rows of their column are."""
    for table in facts.document.tables:
        columns, shares = grid(facts, table)
        for key, own in columns.items():
            before = [column for at, column in columns.items() if at < key]
            fits = [_fit(own, _difference(a, b, own)) for a, b in permutations(before, 2)]
            telling = [
                f for f in fits if f and sum(abs(own[r].value) >= 3 for r in f.kept) >= _ROWS
            ]
            if key not in shares:
                yield from _hits(own, _best(telling), "")


def _share_of(column: Column, base: Decimal, where: Span | None) -> Law:
    def law(row: int) -> tuple[Decimal, Decimal, str, tuple[Span, ...]] | None:
        cell = column.get(row)
        if cell is None:
            return None
        spans = ((cell.start, cell.end), *([where] if where else []))
        return cell.value * 100 / base, Decimal(0), f"{cell.shown} of {base.normalize():,f}", spans

    return law


def _quotient(part: Column, whole: Column) -> Law:
    def law(row: int) -> tuple[Decimal, Decimal, str, tuple[Span, ...]] | None:
        a, b = part.get(row), whole.get(row)
        if a is None or b is None or b.value <= 0 or a.value < 0:
            return None
        spans = (a.start, a.end), (b.start, b.end)
        return a.value * 100 / b.value, Decimal(0), f"{a.shown} of {b.shown}", spans

    return law


def _difference(first: Column, second: Column, own: Column) -> Law:
    def law(row: int) -> tuple[Decimal, Decimal, str, tuple[Span, ...]] | None:
        a, b = first.get(row), second.get(row)
        if a is None or b is None:
            return None
        room = (
            rounding(a.decimals) + rounding(b.decimals) if a.decimals or b.decimals else Decimal(0)
        )
        apart = b.value - a.value
        signed = apart if own[row].value < 0 else abs(apart)  # many tables leave out the sign
        return signed, room, f"From {a.shown} to {b.shown}", ((a.start, a.end), (b.start, b.end))

    return law


def _fit(own: Column, law: Law) -> _Fit | None:
    kept, broken = [], []
    for row, cell in own.items():
        if (answer := law(row)) is None:
            continue
        off, step = abs(cell.value - answer[0]), rounding(cell.decimals)
        if off <= step + answer[1] + _SLACK:
            kept.append(row)
        elif off > 2 * step + answer[1] + _SLACK + Decimal("0.01"):
            broken.append(row)
    return _Fit(law, tuple(kept), tuple(broken)) if len(kept) >= _ROWS else None


def _best(fits: Sequence[_Fit | None]) -> _Fit | None:
    """The law that most rows obey; None when two laws differ about a row, when all obey or too many don't."""
    known = [fit for fit in fits if fit is not None]
    if not known:
        return None
    best = max(known, key=lambda fit: (len(fit.kept), -len(fit.broken)))
    obeyed = {row for fit in known for row in fit.kept}
    broken = tuple(row for row in best.broken if row not in obeyed)
    if not broken or len(broken) > max(1, len(best.kept) // 4):
        return None
    return replace(best, broken=broken)


def _constant(facts: Facts, table: Table, column: Column, own: Column) -> Iterator[_Fit]:
    """Shares of one number: the total of the other column, its sum, or a number told beside the table."""
    shared = [row for row in own if row in column]
    if len(shared) < _ROWS or any(column[row].decimals for row in shared):
        return
    excused = _of_own_block(own, column)
    for base, where in _bases(facts, table, column, shared).items():
        fit = _fit(own, _share_of(column, base, where))
        if fit is None or (where and not _telling(own, fit.kept)):
            continue
        # Lines of 100 % and parts larger than the base are of another whole: a second block, those known.
        broken = tuple(
            row
            for row in fit.broken
            if column[row].value <= base and own[row].value != 100 and row not in excused
        )
        inside = where is None or table.start <= where[0] < table.end
        inside = inside and len(broken) == len(fit.broken)
        if inside or len(fit.kept) >= _SURE:
            yield replace(fit, broken=broken, inside=inside)


def _blocks(own: Column, column: Column) -> list[tuple[list[int], Decimal, list[int]]]:
    """Runs of rows whose shares are all of the sum of their numbers, with those beside them."""
    rows = sorted(each for each in own if each in column)
    found = []

    def obeys(row: int, whole: Decimal) -> bool:
        off = abs(column[row].value * 100 / whole - own[row].value)
        return off <= rounding(own[row].decimals) + Decimal("0.001")

    for first in range(len(rows)):
        for size in range(2, _BLOCK + 1):
            block = rows[first : first + size]
            whole = sum((column[each].value for each in block), Decimal(0))
            if len(block) == size and whole > 0 and all(obeys(each, whole) for each in block):
                beside = [*rows[first - 1 : first], *rows[first + size : first + size + 1]]
                told = {cell.value for cell in column.values()}
                left = [
                    r
                    for r in beside
                    for more in [whole + column[r].value]
                    if column[r].value > 0
                    and more in told
                    and obeys(r, whole)
                    and not obeys(r, more)
                ]
                found.append((block, whole, left))
    return found


def _of_own_block(own: Column, column: Column) -> set[int]:
    """Rows of shares that have a whole of their own: of those whose sex is known."""
    return {row for block, _, left in _blocks(own, column) if not left for row in block}


def _left_out(own: Column, column: Column) -> Iterator[Hit]:
    """Shares of a whole without one of its rows, where the table tells the number with it."""
    told = {cell.value: cell for cell in column.values()}
    for block, whole, left in _blocks(own, column):
        for row in left:
            full = told.get(whole + column[row].value)
            if full is None or whole in told or len(block) < _ROWS:
                continue
            cell = max((own[each] for each in block), key=lambda c: c.value)
            count = next(column[each] for each in block if own[each] is cell)
            true = (count.value * 100 / full.value).quantize(
                Decimal(1).scaleb(-max(1, cell.decimals))
            )
            yield Hit(
                cell.start,
                cell.end,
                f"{count.shown} of {full.shown} is {true}%, not {cell.shown.rstrip('%')}%: the shares of "
                f"these rows are of {whole:,f}, without the {column[row].shown} of a row beside them.",
                "Compute the shares of the rows again.",
                (
                    (count.start, count.end),
                    (full.start, full.end),
                    (column[row].start, column[row].end),
                ),
                "warning",
            )
            break


def _telling(own: Column, kept: tuple[int, ...]) -> bool:
    """Whether the rows that obey a base from elsewhere could hardly do so by chance."""
    values = {own[row].value for row in kept}
    return len(values) >= _ROWS and max(values) >= 10


def _bases(
    facts: Facts, table: Table, column: Column, shared: list[int]
) -> dict[Decimal, Span | None]:
    """Numbers that a column's shares may be of, each with its place."""
    largest = max(column[row].value for row in shared)
    answer: dict[Decimal, Span | None] = {}
    plain = [cell for row, cell in column.items() if row not in table.totals]
    total = sum((cell.value for cell in plain), Decimal(0))
    if total > 0:
        answer[total] = None
    for row in table.totals:
        if row in column and column[row].value > 0:
            answer[column[row].value] = (column[row].start, column[row].end)
    first = facts.document.block_of(table.start)
    for index in around(facts, max(0, first.index - 1), 3) if first else []:
        for q in facts.of(by_block).get(index, ()):
            if q.unit == "count" and q.value >= largest and q.value % 1 == 0 and not q.cell:
                answer.setdefault(q.value, (q.start, q.end))
    first_line = min(table.start, table.caption[0]) if table.caption else table.start
    for named in _SAMPLE.finditer(facts.text, first_line, table.end):
        answer.setdefault(Decimal(re.sub(r"\D", "", named[1])), named.span(1))
    return answer


def _hits(own: Column, fit: _Fit | None, unit: str) -> Iterator[Hit]:
    if fit is None:
        return
    telling = sum(own[row].value not in {0, 100} for row in fit.kept)  # any base gives none and all
    proved = fit.inside and telling >= _SURE and len(fit.broken) == 1
    for row in fit.broken:
        cell, answer = own[row], fit.law(row)
        if answer is None:
            continue
        wanted, _, told, spans = answer
        true = wanted.quantize(Decimal(1).scaleb(-max(cell.decimals, 1 if unit else 0)))
        said = cell.shown if cell.shown.endswith("%") or not unit else cell.shown + unit
        yield Hit(
            cell.start,
            cell.end,
            f"{told} is {true:,f}{unit}, not {said}, as the other {len(fit.kept)} rows are computed.",
            "Correct the cell that is wrong.",
            spans,
            None if proved else "warning",
        )
