"""A list told in a sentence and again in a table or another sentence, with one number that differs; and lists and
columns that nearly make a total told elsewhere in the document.

Three numbers of which two stand together in one column of a table are that column; the third is then held against
what is left of it. No word has to agree.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.listing import Entry, listing
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["retabled"]

#: Figures (as the sum of logarithms) of the numbers that agree; with fewer they stand together by accident.
_TWO, _MORE = 3.6, 2.6
_MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class _Column:
    """Numbers of one column or row of a table, or of a list in another sentence."""

    quantities: tuple[Quantity, ...]
    table: bool


def retabled(facts: Facts) -> Iterator[Hit]:
    """Hold every list of a sentence against the columns and lists that share all its numbers but one."""
    runs = list(_runs(facts))
    columns = [
        *_columns(facts),
        *(_Column(tuple(q for q in (e.q for e in run) if q), False) for run in runs),
    ]
    where: dict[Decimal, set[int]] = defaultdict(set)
    for place, column in enumerate(columns):
        for q in column.quantities:
            where[q.value].add(place)
    told: set[int] = set()
    for run in runs:
        values = [entry.value for entry in run]
        hits = Counter(
            place
            for value in set(values)
            if len(where[value]) <= _MOST_COLUMNS
            for place in where[value]
        )
        for place, shared in hits.most_common(6):
            column = columns[place]
            if any(q.start == entry.start for q in column.quantities for entry in run):
                continue
            if shared == len(set(values)):
                break  # told again as it stands
            hit = _one_off(run, column) if shared >= max(2, len(run) - 1) else None
            if hit is not None and hit.start not in told:
                told |= {hit.start, *(start for start, _ in hit.evidence[:1])}
                yield hit
                break


def _one_off(run: tuple[Entry, ...], column: _Column) -> Hit | None:
    values = {q.value for q in column.quantities}
    odd = [entry for entry in run if entry.value not in values]
    if len(odd) != 1 or _consistent([entry.value for entry in run]):
        return None
    entry, own = odd[0], {e.value for e in run}
    left = [q for q in column.quantities if q.value not in own]
    near = [
        q
        for q in left
        if digits_apart(q.value, entry.value) or abs(q.value - entry.value) * 8 <= q.value
    ]
    if not near or (len(left) > 1 and not column.table):
        return None
    other = min(near, key=lambda q: abs(q.value - entry.value))
    rest = [e for e in run if e is not entry]
    if sum(math.log10(max(1.0, float(e.value))) for e in rest) < (
        _TWO if len(rest) == 2 else _MORE
    ):
        return None
    if other.unit != (entry.q.unit if entry.q else "count"):
        return None
    if not column.table and other.block == (entry.q.block if entry.q else -1):
        return None
    beside = ", ".join(f"{e.value.normalize():,f}" for e in rest)
    return Hit(
        entry.start,
        entry.end,
        f"{entry.value.normalize():,f} stands here beside {beside}; "
        f"{'in the table' if column.table else 'elsewhere'} {other.shown} stands beside them.",
        "Correct the number that is wrong.",
        ((other.start, other.end), *((e.start, e.end) for e in rest)),
        "warning",
    )


def _consistent(values: list[Decimal]) -> bool:
    """Whether one of a few numbers is the sum of the others: the list is right in itself."""
    return any(2 * value == sum(values) for value in values)


def _runs(facts: Facts) -> Iterator[tuple[Entry, ...]]:
    """Lists of three numbers or more, of one unit, that sentences tell."""
    for listed in facts.of(by_sentence):
        for unit in ("count", "percent"):
            own = [q for q in listed if q.unit == unit and not q.spoken]
            if len(own) < 3:
                continue
            lists = listing(facts, own[0].sentence, own)
            seen: set[tuple[int, ...]] = set()
            whole = [e.value for e in lists.numbers]
            if _consistent(whole) or _consistent([e.value for e in lists.outer]):
                continue
            for entries in (lists.outer, lists.outer[1:], lists.numbers, *lists.nested.values()):
                places = tuple(e.start for e in entries)
                if 3 <= len(entries) <= 12 and all(e.q for e in entries) and places not in seen:
                    seen.add(places)
                    yield tuple(entries)


def _columns(facts: Facts) -> Iterator[_Column]:
    columns: dict[tuple[int, int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None and q.cell[2] > 0:
            table, row, column = q.cell
            columns[table, 0, column].append(q)
            columns[table, 1, row].append(q)
    for found in columns.values():
        if len(found) >= 2:
            yield _Column(tuple(found), True)
