"""Sums of columns against totals told elsewhere: in a sentence near the table, or by another table of the same.

Two tables of one thing (by year, by district) must come to one total; a column without a total row still has
a sum. The values of years, in a table, in bullets or in sentences, must come to what is told of all these years:
"94 deaths (2018–2025)".
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
from probanda.audit.rules.ranks.told import bullets, told_tallies
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
    yield from _all_years(facts)
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


#: Labels that leave nothing between them: "18–30", "31–45"; years.
_RANGED = re.compile(r"\d\s?[-–—]\s?\d|(?<!\d)(?:19|20)\d\d(?!\d)|\d\s?(?:to|до|a|à)\s?\d")


def _told_near(facts: Facts, each: _Sum, known: set[Decimal], others: set[Decimal]) -> Hit | None:
    """A number of the column's own noun, called a total, that is not its sum."""
    if each.total in known:
        return None
    rows = facts.of(by_block)
    tally = each.tally
    heads = {entry.quantity.group.head for entry in tally.entries} - {""}
    ranged = all(_RANGED.search(entry.words) for entry in tally.entries[:-1])
    cells = {entry.quantity.value for entry in tally.entries} | others
    for index in range(tally.block - _NEAR, tally.last + _NEAR + 1):
        for q in rows.get(index, ()):
            if (
                q.unit != "count"
                or not q.exact
                or q.spoken
                or q.subset
                or q.of is not None
                or q.value in cells
                or q.value <= max(entry.quantity.value for entry in tally.entries)
                or not _near(q.value, each.total)
            ):
                continue
            beside = _beside(tally, index)
            if q.total:
                fits = bool(each.words) and (_same(q, each.words) or beside)
            else:  # "The register names 64 persons", right above a table of their ages
                fits = ranged and beside and index < tally.block and q.group.head in heads
            if not fits:
                continue
            return Hit(
                q.start,
                q.end,
                f"{q.shown} is told, but the column of the table adds up to {each.total:,f}.",
                "Correct the number or the cell that is wrong.",
                tuple((e.quantity.start, e.quantity.end) for e in tally.entries[:12]),
                "warning",
            )
    return None


#: Two years that make a period: "FY2018-2025", "between 2018 and 2025", "с 2018 по 2025 год".
_YEARS = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:\s?(?:[-–—/]|[^\W\d]{1,5})\s?)(?P<last>(?:19|20)\d\d)(?!\d)"
)


def _all_years(facts: Facts) -> Iterator[Hit]:
    """Values of years that don't make a number told of all of them."""
    told = facts.of(_told_of_years)
    if not told:
        return
    prose = [each for own in told_tallies(facts).values() for each in own]
    for tally in (*facts.of(tallies), *bullets(facts), *prose):
        span = _span(tally)
        if span is None or span not in told or tally.unit != "count":
            continue
        own = {entry.quantity.start for entry in tally.entries}
        values = {entry.quantity.value for entry in tally.entries}
        wholes = [q for q in told[span] if q.start not in own and _of_tally(facts, q, tally)]
        if any(q.value == tally.sum for q in wholes) or not wholes:
            continue
        q = min(wholes, key=lambda q: abs(q.value - tally.sum))
        if q.value > max(values) and _near(q.value, tally.sum):
            yield Hit(
                q.start,
                q.end,
                f"{q.shown} is told of {span[0]} to {span[1]}, but the values of these years add up to "
                f"{tally.sum.normalize():,f}.",
                "Correct the number or the value that is wrong.",
                tuple((e.quantity.start, e.quantity.end) for e in tally.entries[:12]),
                "warning",
            )


def _told_of_years(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    """Numbers of sentences and headings that name a period of years, by its first and last year."""
    found: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None or q.unit != "count" or not q.exact or q.subset or q.of is not None:
            continue
        spans = {
            (int(each["first"]), int(each["last"]))
            for each in _YEARS.finditer(facts.text, *q.sentence)
        }
        if len(spans) == 1:
            found[spans.pop()].append(q)
    return found


def _span(tally: Tally) -> tuple[int, int] | None:
    """The first and last year of a tally that has a value for each year between them."""
    years: list[int] = []
    for entry in tally.entries:
        own = _YEAR.findall(entry.words)
        if len(own) != 1:
            return None
        years.append(int(own[0]))
    if len(years) < _LEAST_ROWS or sorted(years) != list(range(min(years), max(years) + 1)):
        return None
    return min(years), max(years)


def _of_tally(facts: Facts, q: Quantity, tally: Tally) -> bool:
    """Whether a number counts what a tally counts, as far as the words tell."""
    head = {entry.quantity.group.head for entry in tally.entries} - {""}
    words = tally.specific | tally.context
    if q.group.head in head or not q.group.head:
        return True
    if q.block == tally.block:
        return True
    return any(alike(a, b) for a in stems(q.group.text) for b in words)


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
