"""Cells of tables that a sentence may be telling: it names their row, or their column when the row is a total.

Found through the words of the rows' labels. The signs are weighed in `weights.yaml`, under `cell_signs`.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.roles import retells
from probanda.audit.rules.same.candidates import in_table, last_figure
from probanda.audit.rules.same.kin import slip
from probanda.audit.rules.same.light import is_other, narrowed
from probanda.audit.rules.same.proved import proved
from probanda.audit.reckoning import within_rounding
from probanda.audit.rules.same.statements import content, rarity

__all__ = ["cell_signs", "told_cells"]

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CITED = re.compile(
    r"(?<!\w)(?:table|таблиц\w*|табл\.|tabla|cuadro|tableau|cədvəl\w*)\s", re.IGNORECASE
)
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its cells, the words of its label, whether it is the sum of the others."""

    table: int
    words: frozenset[str]
    total: bool
    cells: tuple[Quantity, ...]


def told_cells(facts: Facts) -> Iterator[tuple[Quantity, Quantity]]:
    """Numbers of the prose with a cell that they may be telling, and that says another value."""
    rows = facts.of(_rows)
    if not rows:
        return
    language = language_tables(facts.language)
    by_word: dict[str, list[_Row]] = defaultdict(list)
    totals: list[_Row] = []
    for row in rows:
        if row.total or not row.words:
            totals.append(row)
        for word in row.words:
            by_word[word].append(row)
    for listed in facts.of(by_block).values():
        sentences: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
        for q in listed:
            told = q.value >= 3 and not (q.spoken or is_other(facts, q))
            if told and q.unit in {"count", "percent", "money"}:
                sentences[q.sentence].append(q)
        for (start, end), numbers in sentences.items():
            said = _said(facts, start, end, language)
            named = _nearest(_named(said, by_word), start)
            sums = _nearest(totals, start)
            values = {each.value for each in numbers}
            for q in numbers:
                for cell in _cells(facts, q, named, sums, said, language):
                    if (
                        cell.value not in values
                        and not _in_row(facts, q, cell)
                        and not _of_another(facts, q, cell)
                    ):
                        yield q, cell


def _named(said: frozenset[str], by_word: dict[str, list[_Row]]) -> list[_Row]:
    """Rows of whose label a sentence says most."""
    met: Counter[int] = Counter()
    rows: dict[int, _Row] = {}
    for word in said:
        carried = by_word.get(word, ())
        for row in carried if len(carried) <= _CARRIED else ():
            met[id(row)] += 1
            rows[id(row)] = row
    return [rows[key] for key, count in met.items() if count >= _SAID * len(rows[key].words)]


def _nearest(rows: list[_Row], position: int) -> list[_Row]:
    if len(rows) <= _NEAREST:
        return rows
    return heapq.nsmallest(_NEAREST, rows, key=lambda row: abs(row.cells[0].start - position))


def _in_row(facts: Facts, q: Quantity, cell: Quantity) -> bool:
    """Whether the number told stands in the cell's own row: the sentence tells another column of it."""
    assert cell.cell is not None
    return q.value in facts.of(_row_values).get(cell.cell[:2], ())


def _row_values(facts: Facts) -> dict[tuple[int, int], set[Decimal]]:
    found: dict[tuple[int, int], set[Decimal]] = defaultdict(set)
    for q in facts.of(quantities):
        if q.cell is not None:
            found[q.cell[0], q.cell[1]].add(q.value)
    return found


def _of_another(facts: Facts, q: Quantity, cell: Quantity) -> bool:
    """Whether a number is part of another one that the table gives, or is told of a year of another column."""
    assert cell.cell is not None
    index = q.whole if q.whole is not None else q.of
    if index is not None and (cell.cell[0], facts.of(quantities)[index].value) in facts.of(
        in_table
    ):
        return True
    years = set(_YEAR.findall(facts.text[slice(*q.sentence)]))
    own = set(_YEAR.findall(cell.label))
    return bool(years & facts.of(_years)[cell.cell[0]] and own and not own & years)


def _years(facts: Facts) -> dict[int, set[str]]:
    """The years that the labels of each table name."""
    found: dict[int, set[str]] = defaultdict(set)
    for q in facts.of(quantities):
        if q.cell is not None:
            found[q.cell[0]].update(_YEAR.findall(q.label))
    return found


def _cells(
    facts: Facts,
    q: Quantity,
    named: list[_Row],
    totals: list[_Row],
    said: frozenset[str],
    language: Language,
) -> Iterator[Quantity]:
    own = frozenset().union(
        *(
            [_words(facts, facts.text[q.group.start : q.group.end], language)]
            if q.group.start
            else []
        )
    )
    for row in named:
        for cell in row.cells:
            if _may_tell(q, cell):
                yield cell
    for row in totals:
        for cell in row.cells:
            column = facts.of(_columns).get(cell.index, frozenset())
            if _may_tell(q, cell) and column and column <= said | own:
                yield cell


def _may_tell(q: Quantity, cell: Quantity) -> bool:
    same_unit = (q.unit == "percent") == (cell.unit == "percent")
    low, high = sorted((q.value, cell.value))
    return same_unit and low > 0 and (high <= low * _FACTOR) and low != high and _differ(q, cell)


def _differ(q: Quantity, cell: Quantity) -> bool:
    """Whether the number told is neither the cell nor its rounding nor a bound that it keeps."""
    if q.bound in {"more_than", "at_least"} and cell.value >= q.value:
        return False
    if q.bound in {"less_than", "up_to"} and cell.value <= q.value:
        return False
    gap = abs(q.value - cell.value)
    return gap * 2 > last_figure(q.value) or gap * 20 > cell.value


def _rows(facts: Facts) -> tuple[_Row, ...]:
    cells: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    inside = Counter(q.cell for q in facts.of(quantities))
    for q in facts.of(quantities):
        if q.cell is not None and q.label and inside[q.cell] == 1:
            cells[q.cell[0], q.cell[1]].append(q)
    language = language_tables(facts.language)
    total = language.pattern("total")
    found = []
    for (table, number), listed in cells.items():
        if len(facts.document.tables[table].rows) > _ROWS:
            continue
        label = _row_label(facts, table, number)
        named = frozenset(_words(facts, label, language))
        sum_ = number in facts.document.tables[table].totals or (
            bool(total.match(label)) and len(named) <= 1
        )
        found.append(_Row(table, frozenset() if sum_ else named, sum_, tuple(listed)))
    return tuple(found)


def _row_label(facts: Facts, table: int, number: int) -> str:
    row = next(
        (row for row in facts.document.tables[table].rows if row and row[0].row == number), ()
    )
    return facts.quote(row[0].start, row[0].end) if row else ""


def _columns(facts: Facts) -> dict[int, frozenset[str]]:
    """The words of each cell's column, by the cell's index in the table of quantities."""
    language = language_tables(facts.language)
    return {
        q.index: frozenset(_words(facts, q.label.rpartition(" | ")[2], language))
        for q in facts.of(quantities)
        if q.cell is not None and " | " in q.label
    }


def _words(facts: Facts, text: str, language: Language) -> set[str]:
    """Words by which labels are compared; single letters and figures too: "Grave E", "2023", "C-4"."""
    found = set()
    for word in _WORD.findall(text):
        low = word.lower()
        key = content(low, language)
        if key:
            found.add(key)
        elif word.isdigit() or (len(word) <= 3 and word.isupper() and low not in language.closed):
            found.add(low)
    return found


def _said(facts: Facts, start: int, end: int, language: Language) -> frozenset[str]:
    """Words of a range; each range is read once, since many cells are held against one sentence."""
    known = facts.of(_ranges)
    if (start, end) not in known:
        known[start, end] = frozenset(_words(facts, facts.text[start:end], language))
    return known[start, end]


def _ranges(_: Facts) -> dict[tuple[int, int], frozenset[str]]:
    return {}


def _in_any_table(facts: Facts) -> frozenset[Decimal]:
    return frozenset(value for _, value in facts.of(in_table))


def _labels(facts: Facts) -> dict[tuple[int, int], frozenset[str]]:
    """The words of each row's label, by table and row."""
    language = language_tables(facts.language)
    rows = {q.cell[:2] for q in facts.of(quantities) if q.cell is not None}
    return {row: frozenset(_words(facts, _row_label(facts, *row), language)) for row in rows}


def cell_signs(facts: Facts, q: Quantity, cell: Quantity) -> dict[str, float]:
    """Every sign that a number of the prose and a cell show, by its name in the table of weights."""
    language = language_tables(facts.language)
    weight = facts.of(rarity)
    assert cell.cell is not None
    table = facts.document.tables[cell.cell[0]]
    said = _said(facts, *q.sentence, language)
    near = _said(facts, max(q.sentence[0], q.start - 60), min(q.sentence[1], q.end + 60), language)
    row = facts.of(_labels).get(cell.cell[:2], frozenset())
    column = facts.of(_columns).get(cell.index, frozenset())
    caption = _words(facts, facts.quote(*table.caption), language) if table.caption else set()
    total = cell.total or not row - {"total"}
    fellows = _fellows(facts, q, cell)
    years_said, years_cell = (
        set(_YEAR.findall(text)) for text in (facts.text[slice(*q.sentence)], cell.label)
    )
    often = facts.of(_in_prose)
    within = facts.of(in_table)
    signs: dict[str, float] = {
        "row_near": _share(row, near),
        "row_said": float(bool(row) and row <= said),
        "column_named": _share(column, said),
        "column_near": _share(column, near),
        "caption_named": _share(caption, said),
        "close_by": float(abs(q.start - cell.start) < 3000),
        "noun_in": float(bool(q.group.head) and q.group.head[:6] in column | caption | row),
        "fellow_row": min(2.0, fellows[0]),
        "fellow_column": min(2.0, fellows[1]),
        "year_apart": float(bool(years_said and years_cell) and not years_said & years_cell),
        "value_close": max(
            0.0, 1 - 4 * float(abs(q.value - cell.value) / max(q.value, cell.value))
        ),
        "value_far": math.log(float(max(q.value, cell.value) / min(q.value, cell.value))),
        "value_small": float(min(q.value, cell.value) < 10),
        "value_in_table": float((cell.cell[0], q.value) in within),
        "value_in_tables": float(q.value in facts.of(_in_any_table)),
        "cell_told": float(cell.value in often),
        "proved": float(q.index in facts.of(proved)),
        "share_of": float(_share_of(facts, q, cell)),
        "part": float(bool(q.subset or q.delta or q.each or q.of is not None)),
        "rival": float(_rival(facts, q, row, language)),
        "in_name": float(_in_name(facts, q, cell)),
        "narrowed": float(bool(facts.of(narrowed).get(q.index))),
        "speaker": float(bool(q.around.speaker)),
        "bound": float(not q.exact),
        "retold": float(retells(facts, q.start)),
        **slip(q.value, cell.value),
    }
    return {name: value for name, value in signs.items() if value}


def _share_of(facts: Facts, q: Quantity, cell: Quantity) -> bool:
    return any(
        p.unit == "percent"
        and min(abs(p.start - q.end), abs(q.start - p.end)) < 40
        and within_rounding(p.value, min(q.value, cell.value) * 100 / max(q.value, cell.value), p.decimals)
        for p in facts.of(by_block).get(q.block, ())
    )


def _rival(facts: Facts, q: Quantity, row: frozenset[str], language: Language) -> bool:
    """Whether another number of the sentence stands nearer to the words of the row."""
    numbers = facts.of(_by_sentence).get(q.sentence, [])
    if len(numbers) < 2:
        return False
    spots = [at for at, key, low in _spots(facts, q.sentence, language) if key in row or low in row]
    if not spots:
        return False
    nearest = min(numbers, key=lambda each: min(abs(each.start - spot) for spot in spots))
    return nearest.index != q.index


def _by_sentence(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    found: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for listed in facts.of(by_block).values():
        for each in listed:
            found[each.sentence].append(each)
    return found


def _spots(
    facts: Facts, sentence: tuple[int, int], language: Language
) -> list[tuple[int, str, str]]:
    """Where each word of a sentence stands, by the word it is compared as and as written; read once."""
    known = facts.of(_read)
    if sentence not in known:
        known[sentence] = [
            (found.start(), content(low, language), low)
            for found in _WORD.finditer(facts.text, *sentence)
            for low in (found.group().lower(),)
        ]
    return known[sentence]


def _read(_: Facts) -> dict[tuple[int, int], list[tuple[int, str, str]]]:
    return {}


def _in_name(facts: Facts, q: Quantity, cell: Quantity) -> bool:
    """Whether the row's label is only a piece of a longer name in the sentence: Nature in "Springer Nature"."""
    assert cell.cell is not None
    label = _row_label(facts, *cell.cell[:2])
    if not label[:1].isupper() or " " in label:
        return False
    before = re.search(
        rf"([^\W\d_]+) {re.escape(label)}(?!\w)", facts.text[q.sentence[0] : q.sentence[1]]
    )
    return before is not None and before[1][0].isupper() and before.start() > 0


def _share(words: frozenset[str] | set[str], said: frozenset[str]) -> float:
    return len(words & said) / len(words) if words else 0.0


def _fellows(facts: Facts, q: Quantity, cell: Quantity) -> tuple[float, float, float]:
    """How many other numbers of the sentence stand in the same row, column and table."""
    assert cell.cell is not None
    table, row, column = cell.cell
    where = facts.of(_places)
    in_row = in_column = in_table = 0
    for other in facts.of(by_block).get(q.block, []):
        if other.index == q.index or other.sentence != q.sentence or other.value < 10:
            continue
        for t, r, c in where.get(other.value, ()):
            in_row += (t, r) == (table, row)
            in_column += (t, c) == (table, column)
            in_table += t == table
    return in_row, in_column, in_table


def _places(facts: Facts) -> dict[Decimal, list[tuple[int, int, int]]]:
    where: dict[Decimal, list[tuple[int, int, int]]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None:
            where[q.value].append(q.cell)
    return where


def _in_prose(facts: Facts) -> Counter[Decimal]:
    return Counter(q.value for q in facts.of(quantities) if q.cell is None)
