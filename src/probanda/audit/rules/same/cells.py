"""Cells of tables that a sentence may be telling: it names their row, or their column when the row is a total.

Found through the words of the rows' labels; what speaks for a cell and against it is in `cell_signs`.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.same.candidates import in_table, last_figure
from probanda.audit.rules.same.light import is_other
from probanda.audit.rules.same.statements import content

__all__ = ["Cell", "Sentence", "cells", "read", "rival", "together", "told_cells"]

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Two values further apart than this are no slip and no older state of one number.
_FACTOR = 3
#: Share of a row's label that a sentence must say.
_SAID = 0.6
#: Tables of more rows than this are data, not telling.
_ROWS = 120
#: A label that more rows than this carry tells none of them.
_CARRIED = 400
#: Rows that a sentence is held against, the nearest first: a label in every table of a long report is ambiguous.
_NEAREST = 8
_UNITS = frozenset({"count", "percent", "money"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its place, its label and the words of that, whether it is the sum of the others."""

    table: int
    number: int
    label: str
    words: frozenset[str]
    total: bool
    start: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in a table with the words of its column and of the table's caption, and the years of its labels."""

    quantity: Quantity
    row: Row
    column: frozenset[str]
    caption: frozenset[str]
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A range of text as the words it is compared by, each with its places, and its years."""

    places: dict[str, tuple[int, ...]]
    years: frozenset[str]


def told_cells(facts: Facts) -> Iterator[tuple[Quantity, Quantity]]:
    """Numbers of the prose with a cell that they may be telling, and that says another value."""
    rows = facts.of(_by_row)
    if not rows:
        return
    by_word: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for word in row.words:
            by_word[word].append(row)
    totals = [row for row in rows if row.total or not row.words]
    for listed in facts.of(by_sentence):
        numbers = [q for q in listed if q.value >= 3 and q.unit in _UNITS and not q.spoken]
        if not numbers:
            continue
        said = read(facts, numbers[0].sentence).places.keys()
        named = _nearest(_named(said, by_word), numbers[0].start)
        sums = _nearest(totals, numbers[0].start)
        values = {each.value for each in numbers}
        for q in numbers:
            if is_other(facts, q):
                continue
            own = _keys(facts.text[q.group.start : q.group.end], language_tables(facts.language))
            for row, summed in (*((r, False) for r in named), *((r, True) for r in sums)):
                for cell in rows[row]:
                    if (
                        _may_tell(q, cell.quantity)
                        and (not summed or (cell.column and cell.column <= said | own.keys()))
                        and cell.quantity.value not in values
                        and not _told_in_row(facts, q, row)
                        and not _taken(facts, q, row)
                        and not _of_another(facts, q, cell)
                    ):
                        yield q, cell.quantity


def _named(said: Iterable[str], by_word: dict[str, list[Row]]) -> list[Row]:
    """Rows of whose label a sentence says most."""
    met: Counter[Row] = Counter()
    for word in said:
        carried = by_word.get(word, ())
        if len(carried) <= _CARRIED:
            met.update(carried)
    return [row for row, count in met.items() if count >= _SAID * len(row.words)]


def _nearest(rows: list[Row], position: int) -> list[Row]:
    if len(rows) <= _NEAREST:
        return rows
    return heapq.nsmallest(_NEAREST, rows, key=lambda row: abs(row.start - position))


def _told_in_row(facts: Facts, q: Quantity, row: Row) -> bool:
    """Whether a number is a cell, or the rounding of one, of the row or of one of its name in another table.

    A sentence that tells one of them tells another column, another year or another group.
    """
    half = last_figure(q.value) / 2
    values = facts.of(_row_values)
    keys: tuple[object, ...] = (
        ((row.table, row.number), row.words) if row.words else ((row.table, row.number),)
    )
    return any(
        abs(value - q.value) <= (half if value % 1 or unit == "percent" else 0)
        for key in keys
        for value, unit in values.get(key, ())
    )


def _taken(facts: Facts, q: Quantity, row: Row) -> bool:
    """Whether the number that stands nearest to the row's label tells a cell of it, and so the row."""
    nearer = rival(facts, q, row.words)
    return nearer is not None and _told_in_row(facts, nearer, row)


def _row_values(facts: Facts) -> dict[object, set[tuple[Decimal, str]]]:
    """The values of each row with their units, and of all rows whose labels have the same words."""
    found: dict[object, set[tuple[Decimal, str]]] = defaultdict(set)
    named = {
        cell.quantity.cell[:2]: cell.row.words
        for cell in facts.of(cells).values()
        if cell.quantity.cell
    }
    for q in facts.of(quantities):
        if q.cell is not None:
            for key in (q.cell[:2], named.get(q.cell[:2])):
                if key:
                    found[key].add((q.value, q.unit))
    return found


def _of_another(facts: Facts, q: Quantity, cell: Cell) -> bool:
    """Whether a number is part of another one that the table gives, or is told of a year of another column."""
    index = q.whole if q.whole is not None else q.of
    table = cell.row.table
    if index is not None and (table, facts.of(quantities)[index].value) in facts.of(in_table):
        return True
    years = read(facts, q.sentence).years
    return bool(cell.years and years & facts.of(_years)[table]) and not cell.years & years


def _years(facts: Facts) -> dict[int, set[str]]:
    """The years that the labels of each table name."""
    found: dict[int, set[str]] = defaultdict(set)
    for cell in facts.of(cells).values():
        found[cell.row.table] |= cell.years
    return found


def _may_tell(q: Quantity, cell: Quantity) -> bool:
    """Whether the values are near, and the number told is not the cell, its rounding or a bound that it keeps."""
    low, high = sorted((q.value, cell.value))
    if not 0 < low < high <= low * _FACTOR or (q.unit == "percent") != (cell.unit == "percent"):
        return False
    if q.bound in {"more_than", "at_least"} and cell.value >= q.value:
        return False
    if q.bound in {"less_than", "up_to"} and cell.value <= q.value:
        return False
    gap = high - low
    return gap * 20 > cell.value or gap * 2 > last_figure(q.value)


def cells(facts: Facts) -> dict[int, Cell]:
    """Every cell with one number, by the number's index in the table of quantities."""
    language = language_tables(facts.language)
    inside = Counter(q.cell for q in facts.of(quantities) if q.cell is not None)
    rows: dict[tuple[int, int], Row] = {}
    captions: dict[int, frozenset[str]] = {}
    found: dict[int, Cell] = {}
    heads: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for q in facts.of(quantities):
        if q.cell is None or not q.label or inside[q.cell] > 1:
            continue
        table, number, _ = q.cell
        printed = facts.document.tables[table]
        if len(printed.rows) > _ROWS:
            continue
        if (table, number) not in rows:
            rows[table, number] = _row(facts, table, number, language)
        if table not in captions:
            caption = facts.quote(*printed.caption) if printed.caption else ""
            captions[table] = frozenset(_keys(caption, language))
        if q.label not in heads:
            _, parted, column = q.label.rpartition(" | ")
            words = frozenset(_keys(column, language)) if parted else frozenset()
            heads[q.label] = words, frozenset(_YEAR.findall(q.label))
        column_words, years = heads[q.label]
        found[q.index] = Cell(q, rows[table, number], column_words, captions[table], years)
    return found


def _row(facts: Facts, table: int, number: int, language: Language) -> Row:
    printed = facts.document.tables[table]
    head = next((row[0] for row in printed.rows if row and row[0].row == number), None)
    label = facts.quote(head.start, head.end) if head else ""
    named = frozenset(_keys(label, language))
    total = number in printed.totals or (
        bool(language.pattern("total").match(label)) and len(named) <= 1
    )
    return Row(
        table,
        number,
        label,
        frozenset() if total else named,
        total,
        head.start if head else printed.start,
    )


def _by_row(facts: Facts) -> dict[Row, list[Cell]]:
    found: dict[Row, list[Cell]] = defaultdict(list)
    for cell in facts.of(cells).values():
        found[cell.row].append(cell)
    return found


def _keys(text: str, language: Language, start: int = 0) -> dict[str, list[int]]:
    """Words by which labels are compared, with their places; short names and figures too: "Grave E", "C-4"."""
    found: dict[str, list[int]] = defaultdict(list)
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        key = content(low, language)
        if not key and (
            word.isdigit() or (len(word) <= 3 and word.isupper() and low not in language.closed)
        ):
            key = low
        if key:
            found[key].append(start + match.start())
    return found


def read(facts: Facts, sentence: tuple[int, int]) -> Sentence:
    """A sentence as it is compared with cells; each is read once."""
    known = facts.of(_read)
    if sentence not in known:
        text = facts.text[slice(*sentence)]
        places = _keys(text, language_tables(facts.language), sentence[0])
        known[sentence] = Sentence(
            {key: tuple(at) for key, at in places.items()}, frozenset(_YEAR.findall(text))
        )
    return known[sentence]


def _read(_: Facts) -> dict[tuple[int, int], Sentence]:
    return {}


def rival(facts: Facts, q: Quantity, label: frozenset[str]) -> Quantity | None:
    """The other number of the sentence that stands nearer to the words of a label; None when there is none."""
    numbers = facts.of(together)[q.sentence]
    if len(numbers) < 2 or not label:
        return None
    places = read(facts, q.sentence).places
    spots = [at for word in label for at in places.get(word, ())]
    if not spots:
        return None
    nearest = min(numbers, key=lambda each: min(abs(each.start - spot) for spot in spots))
    return None if nearest.index == q.index else nearest


def together(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    """The numbers of each sentence."""
    return {listed[0].sentence: listed for listed in facts.of(by_sentence)}
