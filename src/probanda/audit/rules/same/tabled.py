"""A number of the prose beside the cell of a table that it may be telling wrongly.

A cell is read as a statement: the words of its row, of its column and of the caption, beside the other numbers of
the table. A row must be named by the sentence; that of a total has no name, and is sought by its value. What the
table says anywhere, or a cell named says, is told rightly.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.reckoning import alike
from probanda.audit.rules.same.kin import are_kin, last_figure
from probanda.audit.rules.same.light import is_other
from probanda.audit.rules.same.statements import TITLED, Statement, content, to_number

__all__ = ["beside_cells", "cell_named"]

_WORD = re.compile(r"[^\W_]+")
#: Tables of more rows than this are data, not telling.
_ROWS = 120
#: So many cells of rows that a sentence may name are looked at.
_MANY = 300
#: From here on a number hardly stands in a column by chance.
_TELLING = 10
#: Totals that are looked at on either side of a value, and letters by which words are found.
_BESIDE, _LETTERS = 6, 4
#: Numbers of a sentence that its table tells, so that a small one is held against it too.
_TOLD = 2
#: What the name of a row counts that stands beside another number of the sentence.
_ASIDE = -0.5
_UNITS = frozenset({"count", "percent", "money"})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as a statement, with the words of its row and of its column."""

    statement: Statement
    row: tuple[str, ...]
    column: tuple[str, ...]

    @property
    def quantity(self) -> Quantity:
        return self.statement.quantity


def beside_cells(facts: Facts, able: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Numbers of the prose with the cells that their sentence may be telling otherwise."""
    cells = list(facts.of(_cells).values())
    if not cells:
        return
    named = [cell for cell in cells if cell.row]
    often = Counter(word[:_LETTERS] for cell in named for word in cell.row)
    by_word: dict[str, list[_Cell]] = defaultdict(list)
    for cell in named:
        by_word[min((word[:_LETTERS] for word in cell.row), key=lambda w: (often[w], w))].append(
            cell
        )
    totals = sorted((c for c in cells if not c.row), key=lambda cell: cell.quantity.value)
    values = [cell.quantity.value for cell in totals]
    swapped: dict[str, list[_Cell]] = defaultdict(list)
    for cell in totals:
        swapped["".join(sorted(f"{cell.quantity.value:f}"))].append(cell)
    said: dict[tuple[int, int], tuple[frozenset[str], list[_Cell]]] = {}
    for each in able:
        q = each.quantity
        if q.unit not in _UNITS or q.delta or q.each or is_other(facts, q):
            continue
        if q.sentence not in said:
            words = frozenset(_said(facts, q.sentence))
            keys = {word[:_LETTERS] for word in words}
            rows = _nearest([cell for key in keys for cell in by_word.get(key, ())], q.start)
            said[q.sentence] = words, [cell for cell in rows if _are_in(cell.row, words)]
        words, rows = said[q.sentence]
        at = bisect_left(values, q.value)
        near = [*rows, *totals[max(0, at - _BESIDE) : at + _BESIDE]]
        near += swapped["".join(sorted(f"{q.value:f}"))][:_BESIDE]
        told = [
            cell
            for cell in dict.fromkeys(near)
            if cell.quantity.unit == q.unit and (cell.row or cell.statement.said & words)
        ]
        if any(_is_told(q, cell.quantity) for cell in told):
            continue
        for cell in told:
            if are_kin(q, cell.quantity) and _may_tell(facts, each, cell, words):
                yield each, cell.statement


def _nearest(cells: list[_Cell], place: int) -> list[_Cell]:
    """Of more cells than a report has under one name, those next to a place."""
    if len(cells) <= _MANY:
        return cells
    return sorted(cells, key=lambda cell: abs(cell.quantity.start - place))[:_MANY]


def cell_named(facts: Facts, prose: Statement, cell: Statement) -> float:
    """How much of a cell a sentence names, beside the number: its row, its column; -1 for none of a total."""
    known = facts.of(_cells)[cell.quantity.index]
    words = frozenset(_said(facts, prose.quantity.sentence))
    share = sum(_is_in(word, words) for word in known.column) / max(1, len(known.column))
    if _in_column(facts, prose, cell.quantity):
        share = 1.0
    if not known.row:
        return 2 * share - 1
    beside = frozenset((*to_number(prose.before), *to_number(prose.behind)))
    return share + (1.0 if any(_is_in(word, beside) for word in known.row) else _ASIDE)


def _may_tell(facts: Facts, prose: Statement, cell: _Cell, words: frozenset[str]) -> bool:
    q = prose.quantity
    assert cell.quantity.cell is not None
    number, row, column = cell.quantity.cell
    if any(row == r or column == c for r, c in facts.of(_values)[number].get(q.value, ())):
        return False
    part = q.subset or q.of is not None
    if (part and (not cell.row or q.value < _TELLING)) or min(q.value, cell.quantity.value) < 3:
        return len(prose.numbers & cell.statement.numbers) >= _TOLD or (
            q.of is not None and _in_column(facts, prose, cell.quantity)
        )
    years = {word for word in (*cell.row, *cell.column) if len(word) == 4 and word.isdigit()}
    told = {word for word in words if len(word) == 4 and word.isdigit()}
    return not years or not told or bool(years & told)


def _in_column(facts: Facts, prose: Statement, cell: Quantity) -> bool:
    """Whether another number of a sentence stands in the column of a cell."""
    assert cell.cell is not None
    places = facts.of(_values)[cell.cell[0]]
    return any(
        value >= _TELLING and any(cell.cell[2] == column for _, column in places.get(value, ()))
        for value in prose.numbers
    )


def _values(facts: Facts) -> dict[int, dict[Decimal, set[tuple[int, int]]]]:
    """The values of each table, with the rows and columns in which each stands."""
    found: dict[int, dict[Decimal, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
    for q in facts.of(quantities):
        if q.cell is not None:
            found[q.cell[0]][q.value].add(q.cell[1:])
    return found


def _cells(facts: Facts) -> dict[int, _Cell]:
    """Every cell with one number, in a named row or in the row of a total, by the index of its quantity."""
    language = language_tables(facts.language)
    inside = Counter(q.cell for q in facts.of(quantities) if q.cell is not None)
    values = {number: frozenset(told) for number, told in facts.of(_values).items()}
    found = {}
    for q in facts.of(quantities):
        if q.cell is None or not q.label or inside[q.cell] > 1:
            continue
        table = facts.document.tables[q.cell[0]]
        row, _, column = q.label.rpartition(" | ")
        total = q.cell[1] in table.totals or language.pattern("total").match(row) is not None
        rows, columns = ((), _keys(row, language))[not total], _keys(column, language)
        caption = _keys(facts.quote(*table.caption), language) if table.caption else ()
        if language.pattern("total").match(column):
            columns = caption  # the column of a total is named as little as its row
        if len(table.rows) > _ROWS or not (rows or columns):
            continue
        behind = tuple(dict.fromkeys((*columns, *caption)))
        found[q.index] = _Cell(
            Statement(
                q,
                behind[:9],
                rows[:7],
                frozenset((*rows, *behind)),
                values[q.cell[0]],
                frozenset(),
                frozenset(),
            ),
            rows,
            columns,
        )
    return found


def _said(facts: Facts, sentence: tuple[int, int]) -> tuple[str, ...]:
    """The words of a sentence, without what a table is called in it."""
    return _keys(TITLED.sub(" ", facts.text[slice(*sentence)]), language_tables(facts.language))


def _keys(text: str, language: Language) -> tuple[str, ...]:
    """Words by which labels are compared; short names and figures too: "Grave E", "C-4"."""
    found = []
    for word in _WORD.findall(text):
        low = word.lower()
        short = word.isdigit() or (len(word) <= 3 and word.isupper() and low not in language.closed)
        found.append(content(low, language) or (low if short else ""))
    return tuple(filter(None, found))


def _are_in(row: tuple[str, ...], words: frozenset[str]) -> bool:
    return all(_is_in(word, words) for word in row)


def _is_in(word: str, words: frozenset[str]) -> bool:
    """Whether a word is told, in this form or another: "beating", "beaten"."""
    return word in words or any(
        alike(word, each)
        or (min(len(word), len(each)) > _LETTERS and word[:_LETTERS] == each[:_LETTERS])
        for each in words
    )


def _is_told(q: Quantity, cell: Quantity) -> bool:
    """Whether a number is the cell or its rounding."""
    return abs(q.value - cell.value) * 2 <= (last_figure(q.value) if q.value != cell.value else 1)
