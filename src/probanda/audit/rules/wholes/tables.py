"""Total rows and total columns of tables against their cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from probanda.audit.document import Table
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.lexicon import rank_words
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.complete import MORE_THAN_ONE, added
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["TOTAL_ROW", "table_total"]


@rule(
    "table-total",
    "A total in a table isn't the sum",
    "error",
    "figures",
    "A total row or column is checked against the cells it sums. Percentages may "
    "miss 100 by their rounding.",
    bad=("| Region | Cases |\n|---|---|\n| Arlan | 12 |\n| Borv | 15 |\n| Total | 28 |",),
    good=("| Region | Cases |\n|---|---|\n| Arlan | 12 |\n| Borv | 15 |\n| Total | 27 |",),
    accept="Cases may stand in several rows: say so in a note under the table instead.",
)
def table_total(facts: Facts) -> Iterator[Hit]:
    """Sum columns over total rows and rows over a total column."""
    cells: dict[int, dict[tuple[int, int], Quantity]] = defaultdict(dict)
    for q in facts.of(quantities):
        if q.cell is not None and q.cell[1:] not in cells[q.cell[0]]:
            cells[q.cell[0]][q.cell[1:]] = q
    for number, table in enumerate(facts.document.tables):
        if _several(facts, table):
            continue
        usable = _usable(facts, table, cells[number])
        yield from _total_rows(facts, table, usable)
        yield from _total_columns(facts, table, cells[number])


def _several(facts: Facts, table: Table) -> bool:
    """Whether a sentence beside a table says that one may stand in several rows."""
    cells = [cell for row in table.rows for cell in row]
    if not cells:
        return False
    first, last = min(c.start for c in cells), max(c.end for c in cells)
    beside = (facts.text[max(0, first - 240) : first], facts.text[last : last + 240])
    return any(MORE_THAN_ONE.search(each) for each in beside)


_SUBSET_ROW = re.compile(
    r"\W*(?:of (?:which|whom|them|these)|including|incl\.|thereof|в том числе|из "
    r"них|de los cuales|de las cuales|incluid|dont)(?!\w)",
    re.IGNORECASE,
)


#: Words that call a row or a column the sum of the others.
_SUMS = (
    r"(?:(?:sub-?|grand |overall |combined |column )?totals?|all|both|overall|in all|sum|together|altogether"
    r"|combined"
    r"|(?:half-?|whole )(?:year|period)|aggregate|(?:под|полу)?итог\w*|всего|итого|в целом|в сумме|вместе|сумма"
    r"|общее число"
    r"|общее количество|(?:sub-?|gran )?total(?:es)?(?: general)?|suma|sumas|en total|conjunto|todos|todas|ambos"
    r"|(?:sous-)?totaux|(?:sous-)?total|ensemble|somme|tous|toutes|cəmi|yekun|hamısı|ümumi)"
)
TOTAL_ROW = re.compile(rf"\W*{_SUMS}(?!\w)", re.IGNORECASE)


_TOTAL_END = re.compile(r",\s*(?:sub-?)?totals?\W*\Z|,\s*(?:всего|итого)\W*\Z", re.IGNORECASE)


def _usable(
    facts: Facts, table: Table, cells: dict[tuple[int, int], Quantity]
) -> dict[tuple[int, int], Quantity]:
    """The cells without rows that are part of the row above ("of which women")."""
    parts = {
        row[0].row for row in table.rows if row and _SUBSET_ROW.match(facts.text[row[0].start : row[0].end])
    }  # fmt: skip
    rows: dict[int, list[Quantity]] = defaultdict(list)
    for (row, _), q in cells.items():
        rows[row].append(q)
    years = {
        row
        for row, own in rows.items()
        if len(own) > 1 and all(1900 <= q.value <= 2100 for q in own)
    }
    return {place: q for place, q in cells.items() if place[0] not in parts | years}


def _totals(facts: Facts, table: Table) -> tuple[int, ...]:
    """Rows that sum the others: those the reader marked, or a last row that says so."""
    marked = tuple(
        row[0].row
        for row in table.rows
        if row and row[0].row in table.totals
        and not (row[0].row == table.headers and len(facts.text[row[0].start : row[0].end].split()) > 1)
    )  # fmt: skip
    marked += tuple(
        row[0].row
        for row in table.rows[table.headers :]
        if row
        and row[0].row not in marked
        and _TOTAL_END.search(facts.text[row[0].start : row[0].end])
    )
    if marked or len(table.rows) < max(3, table.headers + 1):
        return tuple(sorted(marked))
    for row in (table.rows[-1], table.rows[table.headers]):  # "Total files", then their kinds
        if row and TOTAL_ROW.match(facts.text[row[0].start : row[0].end]):
            return (row[0].row,)
    return ()


def _total_rows(
    facts: Facts, table: Table, cells: dict[tuple[int, int], Quantity]
) -> Iterator[Hit]:
    totals = _totals(facts, table)
    columns = sorted({column for _, column in cells if column})
    unknown = _unknown(facts, table)
    wrong: list[tuple[Hit, bool]] = []
    right = 0
    for total in totals:
        for column in columns:
            own = {row: q for (row, c), q in cells.items() if c == column}
            said, sums = own.get(total), _sums(own, total, totals)
            if said is None or not sums:
                continue
            units = {q.unit for some in sums for q in some} | {said.unit}
            if len(units) > 1:
                continue
            if _made(said, sums, own, total, totals, unknown):
                right += said.unit == "count"
                continue
            parts = min(sums, key=lambda some: abs(added(some) - said.value))
            nearest = added(parts)
            off = abs(nearest - said.value)
            if off <= _slack(parts, said):
                continue
            if min(q.value for q in parts) <= said.value <= max(q.value for q in parts):
                continue  # an average, a rate
            if units == {"percent"} and abs(said.value - 100) > 1:
                continue
            if off * 2 > said.value:
                continue  # the rows are no parts
            if any(t != total and t in own and own[t].value == nearest for t in totals):
                continue  # they are the parts of another total
            hit = Hit(
                said.start,
                said.end,
                f"The column adds up to {nearest:,f}, not {said.shown}.",
                "Correct the total or the cell that is wrong.",
                tuple((q.start, q.end) for q in parts[:12]),
                None if off * 5 <= said.value else "warning",
            )
            near = digits_apart(nearest, said.value) and said.value >= _THREE
            wrong.append((hit, near or off * 50 <= said.value))
    if len(wrong) > max(1, right):
        wrong = [each for each in wrong if each[1]]  # several labels for one, or other wholes
    doubtful = (
        facts.document.format == "pdf" or (not right and len(wrong) > 1) or len(wrong) > right + 1
    )
    # "Total files" above their kinds: some may be left out
    heading = totals == (table.headers,) and any(
        row[0].row == table.headers and len(facts.quote(row[0].start, row[0].end).split()) > 1
        for row in table.rows
        if row
    )
    for hit, _ in wrong:
        yield (
            replace(hit, severity="note" if heading else "warning") if doubtful or heading else hit
        )


#: The least number of three figures: two that differ by one of two figures do so by accident.
_THREE = 100


def _sums(own: dict[int, Quantity], total: int, totals: tuple[int, ...]) -> list[list[Quantity]]:
    """Cells of a column that a total may sum: those above it, those since the last total, the totals before it."""
    above = [q for row, q in own.items() if row < total and row not in totals]
    before = [t for t in totals if t < total]
    if total == min(own) and total < max(own):
        return [some for some in [_below(own, total, totals, far=True)] if len(some) > 1]
    since = [
        q
        for row, q in own.items()
        if row < total and row not in totals and (not before or row > before[-1])
    ]
    if len(above) < 2:
        return []
    return [some for some in (above, since, [own[t] for t in before if t in own]) if len(some) > 1]


def _below(
    own: dict[int, Quantity], total: int, totals: tuple[int, ...], *, far: bool
) -> list[Quantity]:
    """The cells below a total: all of them, or those up to the next total."""
    stop = min((t for t in totals if t > total), default=max(own) + 1)
    return [
        q for row, q in own.items() if row > total and row not in totals and (far or row < stop)
    ]


def _made(
    said: Quantity,
    sums: list[list[Quantity]],
    own: dict[int, Quantity],
    total: int,
    totals: tuple[int, ...],
    unknown: set[int],
) -> bool:
    """Whether some reading of the column makes its total: with what stands below it, without what is unknown."""
    below = _below(own, total, totals, far=False)
    for some in (*sums, below):
        known = [q for q in some if q.cell is None or q.cell[1] not in unknown]
        if some and said.value in {added(some), added(known)}:
            return True
    return False


def _unknown(facts: Facts, table: Table) -> set[int]:
    """Rows of what isn't known, which totals may leave out."""
    return {
        row[0].row
        for row in table.rows
        if row
        and rank_words("others", facts.language).match(
            facts.quote(row[0].start, row[0].end).lstrip(" *")
        )
    }


def _slack(parts: list[Quantity], whole: Quantity) -> Decimal:
    """What rounding allows: half a unit of the last figure of each part; half of the noughts of the total."""
    places = max((q.decimals for q in (*parts, whole)), default=0)
    if whole.unit == "percent" or places:
        return Decimal(len(parts) + 1) / 2 * Decimal(1).scaleb(-places)
    noughts = len(str(int(whole.value))) - len(str(int(whole.value)).rstrip("0"))
    rounded = all(q.value % 10 == 0 for q in parts)
    if noughts and whole.value >= 1000 and not rounded:
        return Decimal(10) ** noughts / 2
    return Decimal(0)


_TOTAL_HEAD = re.compile(rf"(?<!\w){_SUMS}(?!\w)", re.IGNORECASE)


def _total_columns(
    facts: Facts, table: Table, cells: dict[tuple[int, int], Quantity]
) -> Iterator[Hit]:
    heads: dict[int, str] = {}
    for row in table.rows[: table.headers]:
        for cell in row:
            heads[cell.column] = (
                heads.get(cell.column, "") + " " + facts.text[cell.start : cell.end]
            )
    totals = [column for column, head in heads.items() if _TOTAL_HEAD.search(head)]
    if len(totals) != 1:
        return
    column = totals[0]
    wrong: list[Hit] = []
    right = 0
    for line in sorted({row for row, _ in cells}):
        said = cells.get((line, column))
        parts = [
            q
            for (r, c), q in cells.items()
            if r == line and c not in {0, column} and q.unit == "count"
        ]
        if said is None or said.unit != "count" or len(parts) < 2:
            continue
        if added(parts) == said.value:
            right += 1
        else:
            wrong.append(
                Hit(
                    said.start,
                    said.end,
                    f"The row adds up to {added(parts):,f}, not {said.shown}.",
                    "Correct the total or the cell that is wrong.",
                    tuple((q.start, q.end) for q in parts[:12]),
                )
            )
    if right >= len(wrong) and right:
        for hit in wrong:
            yield replace(hit, severity="warning") if facts.document.format == "pdf" else hit
