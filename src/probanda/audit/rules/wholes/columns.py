"""Sums of columns against totals told elsewhere: in a sentence near the table, or by another table of the same.

Two tables of one thing (by year, by district) must come to one total; a column without a total row still has
a sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.tallies import Tally, tallies
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["column_sums"]

#: Blocks between a table and a sentence that tells its total.
_NEAR = 6
_LEAST_ROWS = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Sum:
    """What a column adds up to, with one cell of it that stands for it."""

    tally: Tally
    total: Decimal
    words: frozenset[str]


def column_sums(facts: Facts) -> Iterator[Hit]:
    """Hold the sums of columns against numbers that speak of the same."""
    sums = list(_sums(facts))
    if not sums:
        return
    known = {q.value for q in facts.of(quantities) if q.cell is None and q.unit == "count"}
    for each in sums:
        others = {other.total for other in sums if other.tally.table == each.tally.table}
        hit = _told_near(facts, each, known, others)
        if hit is not None:
            yield hit
    yield from _two_tables(facts, sums)


def _sums(facts: Facts) -> Iterator[_Sum]:
    for tally in facts.of(tallies):
        if tally.along or tally.unit != "count" or len(tally.entries) < _LEAST_ROWS:
            continue
        values = [entry.quantity.value for entry in tally.entries]
        if any(entry.quantity.decimals for entry in tally.entries):
            continue
        yield _Sum(tally, sum(values, Decimal(0)), tally.specific)


def _told_near(facts: Facts, each: _Sum, known: set[Decimal], others: set[Decimal]) -> Hit | None:
    """A number of the column's own noun, called a total, that is not its sum."""
    if each.total in known or not each.words:
        return None
    rows = facts.of(by_block)
    tally = each.tally
    cells = {entry.quantity.value for entry in tally.entries} | others
    for index in range(tally.block - _NEAR, tally.last + _NEAR + 1):
        for q in rows.get(index, ()):
            if (
                q.unit != "count"
                or not q.exact
                or q.spoken
                or not q.total
                or q.value in cells
                or q.value <= max(entry.quantity.value for entry in tally.entries)
                or not (_same(q, each.words) or _beside(tally, index))
                or not _near(q.value, each.total)
            ):
                continue
            return Hit(
                q.start,
                q.end,
                f"{q.shown} is called the total, but the column of the table adds up to {each.total:,f}.",
                "Correct the number or the cell that is wrong.",
                tuple((e.quantity.start, e.quantity.end) for e in tally.entries[:12]),
                "warning",
            )
    return None


def _beside(tally: Tally, index: int) -> bool:
    """Whether a sentence stands so near to a table that its total is the table's."""
    return min(abs(index - tally.block), abs(index - tally.last)) <= 2


def _same(q: Quantity, words: frozenset[str]) -> bool:
    return any(alike(a, b) for a in stems(q.group.text) for b in words)


def _near(value: Decimal, total: Decimal) -> bool:
    return value != total and (digits_apart(value, total) or abs(value - total) * 8 <= total)


def _two_tables(facts: Facts, sums: list[_Sum]) -> Iterator[Hit]:
    """Columns of totals of two tables whose captions share their first noun."""
    whole = [each for each in sums if each.tally.whole]
    by_word: dict[str, list[_Sum]] = defaultdict(list)
    for each in whole:
        for word in sorted(each.tally.context | each.words):
            by_word[word].append(each)
    rare = {word: group for word, group in by_word.items() if 2 <= len(group) <= 6}
    told: set[tuple[int, int]] = set()
    for word, group in rare.items():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                pair = (one.tally.table, other.tally.table)
                if pair[0] == pair[1] or pair in told or one.total == other.total:
                    continue
                shared = one.tally.context & other.tally.context
                if len(shared) < 2 or not _close(one.total, other.total):
                    continue
                years = _years(one), _years(other)
                if years[0] and years[1] and years[0] != years[1]:
                    continue
                told.add(pair)
                a, b = one.tally.entries[0].quantity, other.tally.entries[0].quantity
                yield Hit(
                    b.start,
                    other.tally.entries[-1].quantity.end,
                    f"This table adds up to {other.total:,f}, another one of the same ({word}…) to "
                    f"{one.total:,f}.",
                    "Correct the table that is wrong, or say what makes the difference.",
                    ((a.start, one.tally.entries[-1].quantity.end),),
                    "warning",
                )


def _close(one: Decimal, other: Decimal) -> bool:
    larger = max(one, other)
    return larger >= 20 and (digits_apart(one, other) or abs(one - other) * 33 <= larger)


def _years(each: _Sum) -> set[str]:
    return {word for word in each.tally.context if _YEAR.fullmatch(word)}
