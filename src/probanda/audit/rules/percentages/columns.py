"""Columns of a table that are computed from others: what most rows obey, all must.

No head is understood: a column whose cells are, in nearly every row, the share, the change or the difference of
two others is taken to be that, and the row that is not is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import permutations

from probanda.audit.document import Table
from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.finding import Severity
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.grid import Column, GridCell, grid
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
_RATES = (Decimal(100), Decimal(1000), Decimal(10_000), Decimal(100_000))


#: What a cell must be by the others of its row, with the room that rounding leaves; None when it can't be said.
Law = Callable[[int], "tuple[Decimal, Decimal] | None"]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a column obeys a law."""

    kept: tuple[int, ...]
    broken: tuple[int, ...]
    wanted: dict[int, Decimal]
    of: Callable[[int], tuple[tuple[int, int], ...]]
    told: Callable[[int], str]
    inside: bool = True  # all that the law asks for stands in the table


def shares_of_columns(facts: Facts) -> Iterator[Hit]:
    """Cells that miss the share or the change that the other rows of their column are."""
    for number, table in enumerate(facts.document.tables):
        columns, shares = grid(facts, table)
        for key in shares:
            fit = _best(
                [
                    *_constant(facts, number, table, columns, key),
                    *_quotients(columns, key),
                ]
            )
            if fit is not None:
                yield from _hits(columns[key], fit, "%")
            for other, column in columns.items():
                if other not in shares:
                    yield from _left_out(columns[key], column)


def differences_of_columns(facts: Facts) -> Iterator[Hit]:
    """Cells that miss the difference of two others that the other rows of their column are."""
    for table in facts.document.tables:
        columns, shares = grid(facts, table)
        for key in columns:
            if key in shares:
                continue
            fit = _best(list(_differences(columns, key)))
            if fit is not None:
                yield from _hits(columns[key], fit, "")


def _fit(
    column: Column,
    law: Law,
    of: Callable[[int], tuple[tuple[int, int], ...]],
    told: Callable[[int], str],
    *,
    sign: bool = True,
) -> _Fit | None:
    kept, broken, wanted = [], [], {}
    for row, cell in column.items():
        answer = law(row)
        if answer is None:
            continue
        true, room = answer
        off = min(
            abs(cell.value - true),
            abs(cell.value - abs(true)) if not sign else abs(cell.value - true),
        )
        if off <= rounding(cell.decimals) + room + Decimal("0.001"):
            kept.append(row)
        elif off > 2 * rounding(cell.decimals) + room + Decimal("0.011"):
            broken.append(row)
            wanted[row] = true
    return _Fit(tuple(kept), tuple(broken), wanted, of, told) if len(kept) >= _ROWS else None


def _best(fits: list[_Fit | None]) -> _Fit | None:
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


def _constant(
    facts: Facts,
    number: int,
    table: Table,
    columns: dict[tuple[int, int], Column],
    key: tuple[int, int],
) -> Iterator[_Fit | None]:
    """Shares of one number: the total of the other column, its sum, or a number told beside the table."""
    own = columns[key]
    for other, column in columns.items():
        if other == key:
            continue
        shared = [row for row in own if row in column]
        if len(shared) < _ROWS or any(column[row].decimals for row in shared):
            continue
        excused = _of_own_block(own, column)
        for base, where in _bases(facts, table, column, shared, own).items():

            def law(
                row: int, column: Column = column, base: Decimal = base
            ) -> tuple[Decimal, Decimal] | None:
                return (column[row].value * 100 / base, Decimal(0)) if row in column else None

            def of(
                row: int, column: Column = column, where: tuple[int, int] | None = where
            ) -> tuple[tuple[int, int], ...]:
                spans = [(column[row].start, column[row].end)]
                return tuple([*spans, where] if where else spans)

            def told(row: int, column: Column = column, base: Decimal = base) -> str:
                return f"{column[row].shown} of {base.normalize():,f}"

            fit = _fit(own, law, of, told)
            if fit is None or (where and not _telling(own, fit.kept)):
                continue
            # Lines of 100 % and parts larger than the base are of another whole: a second block, those known.
            broken = tuple(
                row
                for row in fit.broken
                if fit.wanted[row] <= 100 and own[row].value != 100 and row not in excused
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
    facts: Facts, table: Table, column: Column, shared: list[int], own: Column
) -> dict[Decimal, tuple[int, int] | None]:
    """Numbers that a column's shares may be of, each with its place."""
    largest = max(column[row].value for row in shared)
    answer: dict[Decimal, tuple[int, int] | None] = {}
    plain = [cell for row, cell in column.items() if row not in table.totals]
    total = sum((cell.value for cell in plain), Decimal(0))
    if total > 0:
        answer[total] = None
    for row in table.totals:
        if row in column and column[row].value > 0:
            answer[column[row].value] = (column[row].start, column[row].end)
    first = facts.document.block_of(table.start)
    if first:
        at = facts.document.blocks[max(0, first.index - 1)].index
        for index in around(facts, at, 3):
            for q in facts.of(by_block).get(index, ()):
                if q.unit == "count" and q.value >= largest and q.value % 1 == 0 and not q.cell:
                    answer.setdefault(q.value, (q.start, q.end))
    first_line = min(table.start, table.caption[0]) if table.caption else table.start
    for named in _SAMPLE.finditer(facts.text, first_line, table.end):
        answer.setdefault(Decimal(re.sub(r"\D", "", named[1])), named.span(1))
    middle = _agreed(column, shared, own)
    if middle is not None and not any(abs(base - middle) <= middle / 200 for base in answer):
        for told in facts.of(_often):
            if abs(told.value - middle) <= middle / 100:
                answer.setdefault(told.value, (told.start, told.end))
    return answer


def _often(facts: Facts) -> list[GridCell]:
    """Counts told in sentences of the document, one for each value."""
    return list(
        {
            q.value: GridCell(q.value, 0, q.start, q.end, q.shown)
            for q in facts.of(quantities)
            if q.unit == "count" and q.value >= 5 and q.value % 1 == 0 and not (q.spoken or q.cell)
        }.values()
    )


def _agreed(column: Column, shared: list[int], own: Column) -> Decimal | None:
    """The middle of the bases that the rows give, when they agree."""
    bases = sorted(
        column[row].value * 100 / own[row].value
        for row in shared
        if own[row].value > 0 and column[row].value > 0
    )
    return bases[len(bases) // 2] if len(bases) >= _ROWS else None


def _quotients(
    columns: dict[tuple[int, int], Column], key: tuple[int, int]
) -> Iterator[_Fit | None]:
    """One column as a share, or a rate, of another."""
    own = columns[key]
    for top, under in permutations([other for other in columns if other != key], 2):
        a, b = columns[top], columns[under]
        rows = [row for row in own if row in a and row in b and b[row].value > 0]
        if len(rows) < _ROWS:
            continue
        for rate in _RATES:
            row = rows[0]
            if (
                rate > 100
                and own[row].value
                and not (Decimal("0.2") < a[row].value * rate / b[row].value / own[row].value < 5)
            ):
                continue

            def law(
                row: int, a: Column = a, b: Column = b, rate: Decimal = rate
            ) -> tuple[Decimal, Decimal] | None:
                if row not in a or row not in b or b[row].value <= 0 or a[row].value < 0:
                    return None
                return a[row].value * rate / b[row].value, Decimal(0)

            def of(row: int, a: Column = a, b: Column = b) -> tuple[tuple[int, int], ...]:
                return (a[row].start, a[row].end), (b[row].start, b[row].end)

            def told(row: int, a: Column = a, b: Column = b) -> str:
                return f"{a[row].shown} of {b[row].shown}"

            yield _fit(own, law, of, told)


def _differences(
    columns: dict[tuple[int, int], Column], key: tuple[int, int]
) -> Iterator[_Fit | None]:
    """The difference of two columns that stand before it."""
    own = columns[key]
    for one, two in permutations([other for other in columns if other != key], 2):
        a, b = columns[one], columns[two]
        if key < one or key < two:
            continue  # a whole and its parts: a sum, and another rule's

        def law(row: int, a: Column = a, b: Column = b) -> tuple[Decimal, Decimal] | None:
            if row not in a or row not in b:
                return None
            room = rounding(a[row].decimals) + rounding(b[row].decimals)
            return b[row].value - a[row].value, room if a[row].decimals or b[
                row
            ].decimals else Decimal(0)

        def of(row: int, a: Column = a, b: Column = b) -> tuple[tuple[int, int], ...]:
            return (a[row].start, a[row].end), (b[row].start, b[row].end)

        def told(row: int, a: Column = a, b: Column = b) -> str:
            return f"From {a[row].shown} to {b[row].shown}"

        fit = _fit(own, law, of, told, sign=False)
        if fit is None or sum(abs(own[row].value) >= 3 for row in fit.kept) < _ROWS:
            continue
        yield fit


def _hits(own: Column, fit: _Fit, unit: str) -> Iterator[Hit]:
    telling = sum(own[row].value not in {0, 100} for row in fit.kept)  # any base gives none and all
    proved = fit.inside and telling >= _SURE and len(fit.broken) == 1
    sure: Severity | None = None if proved else "warning"
    for row in fit.broken:
        cell = own[row]
        true = fit.wanted[row].quantize(Decimal(1).scaleb(-max(cell.decimals, 1 if unit else 0)))
        said = cell.shown if cell.shown.endswith("%") or not unit else cell.shown + unit
        yield Hit(
            cell.start,
            cell.end,
            f"{fit.told(row)} is {true:,f}{unit}, not {said}, as the other {len(fit.kept)} rows are computed.",
            "Correct the cell that is wrong.",
            fit.of(row),
            sure,
        )
