"""A number of the prose against the cell of a table whose row and column its sentence names.

A column is named by its head, or by another number of the sentence that stands in it. The row of a total has no
name; its column must then be named by more than one word. What the table says elsewhere, or another table under
the same labels, is told rightly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.kin import are_kin, last_figure
from probanda.audit.rules.same.light import is_other
from probanda.audit.rules.same.pairs import conflict
from probanda.audit.rules.same.statements import TITLED, content

__all__ = ["told_cells"]

_WORD = re.compile(r"[^\W_]+")
#: Tables of more rows than this are data, not telling.
_ROWS = 120
#: Words that name the column of a total, and numbers that hardly stand in a column by chance.
_LEAST, _TELLING = 2, 10
_UNITS = frozenset({"count", "percent", "money"})


@dataclass(frozen=True, slots=True)
class _Named:
    """A cell with the words of its row and of its column; none where the row is the sum of the others."""

    quantity: Quantity
    table: int
    row: frozenset[str]
    column: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """The words without which no sentence tells the cell."""
        return self.row or self.column


def told_cells(facts: Facts) -> Iterator[Hit]:
    """Numbers of the prose whose sentence names a cell that says another value."""
    language = language_tables(facts.language)
    cells = _cells(facts, language)
    often = Counter(word for cell in cells for word in cell.words)
    by_word: dict[str, list[_Named]] = defaultdict(list)
    for cell in cells:
        by_word[min(cell.words, key=lambda word: (often[word], word))].append(cell)
    for listed in facts.of(by_sentence) if cells else ():
        numbers = [q for q in listed if q.unit in _UNITS]
        if numbers:
            said = _keys(TITLED.sub(" ", facts.text[slice(*numbers[0].sentence)]), language)
            near = [cell for word in said for cell in by_word.get(word, ()) if cell.words <= said]
            for q in numbers if near else ():
                rest = {other.value for other in numbers if other.index != q.index}
                odd = _odd(facts, q, [c for c in near if _is_named(facts, c, said, rest)], rest)
                if len({cell.value for cell in odd}) == 1:
                    yield conflict(facts, odd[:1], q, False)


def _odd(facts: Facts, q: Quantity, named: list[_Named], rest: set[Decimal]) -> list[Quantity]:
    """The cells that a number may be telling wrongly; none where one of those named bears it out."""
    told = [cell for cell in named if cell.quantity.unit == q.unit]
    if not _is_plain(facts, q) or any(_is_told(q, cell.quantity) for cell in told):
        return []
    values = facts.of(_values)
    return [
        cell.quantity
        for cell in told
        if are_kin(q, cell.quantity)
        and q.value not in values[cell.table]
        and rest <= values[cell.table].keys()
    ]


def _is_named(facts: Facts, cell: _Named, said: frozenset[str], rest: set[Decimal]) -> bool:
    """Whether a sentence that says the row, or the column of a total, names the column."""
    assert cell.quantity.cell is not None
    if cell.column and cell.column <= said:
        return True
    places = facts.of(_values)[cell.table]
    return any(
        value >= _TELLING and cell.quantity.cell[2] in places.get(value, ()) for value in rest
    )


def _values(facts: Facts) -> dict[int, dict[Decimal, set[int]]]:
    """The values of each table, with the columns in which each stands."""
    found: dict[int, dict[Decimal, set[int]]] = defaultdict(lambda: defaultdict(set))
    for q in facts.of(quantities):
        if q.cell is not None:
            found[q.cell[0]][q.value].add(q.cell[2])
    return found


def _cells(facts: Facts, language: Language) -> list[_Named]:
    """Every cell with one number under a named row, or under the named column of a total."""
    inside = Counter(q.cell for q in facts.of(quantities) if q.cell is not None)
    none: frozenset[str] = frozenset()
    found = []
    for q in facts.of(quantities):
        if q.cell is None or not q.label or inside[q.cell] > 1 or q.value < 3:
            continue
        table = facts.document.tables[q.cell[0]]
        row, _, column = q.label.rpartition(" | ")
        words, head = _keys(row, language), _keys(column, language)
        total = q.cell[1] in table.totals or language.pattern("total").match(row) is not None
        if len(table.rows) <= _ROWS and (len(head) >= _LEAST if total else words):
            found.append(_Named(q, q.cell[0], none if total else words, head))
    return found


def _keys(text: str, language: Language) -> frozenset[str]:
    """Words by which labels are compared; short names and figures too: "Grave E", "C-4"."""
    found = set()
    for word in _WORD.findall(text):
        low = word.lower()
        short = word.isdigit() or (len(word) <= 3 and word.isupper() and low not in language.closed)
        found.add(content(low, language) or (low if short else ""))
    return frozenset(found - {""})


def _is_plain(facts: Facts, q: Quantity) -> bool:
    """Whether a number is told of all, exactly and by the author."""
    part = q.subset or q.delta or q.each or q.of is not None
    return q.exact and q.value >= 3 and not (part or q.spoken or is_other(facts, q))


def _is_told(q: Quantity, cell: Quantity) -> bool:
    """Whether a number is the cell or its rounding."""
    return abs(q.value - cell.value) * 2 <= (last_figure(q.value) if q.value != cell.value else 1)
