"""What speaks for a sentence telling a cell, and what against: each sign a number, weighed in `weights.yaml`."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Set
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.roles import retells
from probanda.audit.rules.same.candidates import in_table
from probanda.audit.rules.same.cells import Cell, cells, read, rival, together
from probanda.audit.rules.same.kin import slip
from probanda.audit.rules.same.light import narrowed
from probanda.audit.rules.same.proved import proved, share_of
from probanda.audit.rules.same.statements import statements
from probanda.audit.rules.same.traits import formulas, series

__all__ = ["cell_signs"]

#: Characters before and behind a number in which a label is near it, and a table is near a sentence.
_NEAR, _PAGE = 60, 3000


def cell_signs(
    facts: Facts,
    q: Quantity,
    told: Quantity,
    enough: Callable[[Mapping[str, float]], bool] = bool,
) -> dict[str, float]:
    """Every sign that a number of the prose and a cell show, by its name in the table of weights.

    Args:
        facts: the document and everything extracted from it.
        q: the number of the prose.
        told: the number of the cell.
        enough: whether what speaks for them is worth looking at what speaks against.
    """
    cell = facts.of(cells)[told.index]
    found = _for(facts, q, cell)
    if not enough(found):
        return found
    years = read(facts, q.sentence).years
    against: dict[str, float] = {
        "year_apart": float(bool(years and cell.years) and not years & cell.years),
        "value_small": float(min(q.value, told.value) < 10),
        "value_in_table": float((cell.row.table, q.value) in facts.of(in_table)),
        "proved": float(q.index in facts.of(proved)),
        "share_of": float(share_of(facts, q, q.value, told.value)),
        "part": float(bool(q.subset or q.delta or q.each or q.of is not None)),
        "rival": float(rival(facts, q, cell.row.words) is not None),
        "column_rival": float(rival(facts, q, cell.column) is not None),
        "in_name": float(_in_name(facts, q, cell)),
        "narrowed": float(bool(facts.of(narrowed).get(q.index))),
        "speaker": float(bool(q.around.speaker)),
        "bound": float(not q.exact),
        "formula": series(facts, facts.of(_forms).get(q.index, frozenset())),
    }
    return found | {name: value for name, value in against.items() if value}


def _for(facts: Facts, q: Quantity, cell: Cell) -> dict[str, float]:
    """What speaks for a cell."""
    said, near = read(facts, q.sentence).places.keys(), _near(facts, q)
    row, column = cell.row.words, cell.column
    in_row, in_column = _fellows(facts, q, cell.quantity)
    low, high = sorted((float(q.value), float(cell.quantity.value)))
    noun = q.group.head[:6]
    found: dict[str, float] = {
        "row_near": _share(row, near),
        "row_said": float(bool(row) and row <= said),
        "column_named": _share(column, said),
        "column_near": _share(column, near),
        "caption_named": _share(cell.caption, said),
        "close_by": float(abs(q.start - cell.quantity.start) < _PAGE),
        "noun_in": float(
            noun != "" and any(noun in words for words in (column, cell.caption, row))
        ),
        "fellow_row": min(2.0, in_row),
        "fellow_column": min(2.0, in_column),
        "value_close": max(0.0, 1 - 4 * (high - low) / high),
        "value_far": math.log(high / low),
        "retold": float(retells(facts, q.start)),
        **slip(q.value, cell.quantity.value),
    }
    return {name: value for name, value in found.items() if value}


def _share(words: frozenset[str], said: Set[str]) -> float:
    return len(words & said) / len(words) if words else 0.0


def _near(facts: Facts, q: Quantity) -> frozenset[str]:
    """The words of a sentence that stand near a number."""
    known = facts.of(_nearby)
    if q.index not in known:
        known[q.index] = frozenset(
            word
            for word, places in read(facts, q.sentence).places.items()
            if any(q.start - _NEAR <= at <= q.end + _NEAR for at in places)
        )
    return known[q.index]


def _nearby(_: Facts) -> dict[int, frozenset[str]]:
    return {}


def _in_name(facts: Facts, q: Quantity, cell: Cell) -> bool:
    """Whether the row's label is only a piece of a longer name in the sentence: Nature in "Springer Nature"."""
    label = cell.row.label
    if not label[:1].isupper() or " " in label:
        return False
    start, end = q.sentence
    at = facts.text.find(f" {label}", start, end)
    before = re.search(r"[^\W\d_]+\Z", facts.text[start:at]) if at > start else None
    return before is not None and before[0][0].isupper() and before.start() > 0


def _fellows(facts: Facts, q: Quantity, cell: Quantity) -> tuple[int, int]:
    """How many other numbers of the sentence stand in the cell's row, and in its column."""
    assert cell.cell is not None
    table, row, column = cell.cell
    in_row = in_column = 0
    for other in facts.of(together)[q.sentence]:
        if other.index != q.index and other.value >= 10:
            for t, r, c in facts.of(_places).get(other.value, ()):
                in_row += (t, r) == (table, row)
                in_column += (t, c) == (table, column)
    return in_row, in_column


def _places(facts: Facts) -> dict[Decimal, list[tuple[int, int, int]]]:
    """The cells in which each value stands."""
    where: dict[Decimal, list[tuple[int, int, int]]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None:
            where[q.value].append(q.cell)
    return where


def _forms(facts: Facts) -> dict[int, frozenset[tuple[str, ...]]]:
    """The forms of words in which each number stands."""
    return {each.quantity.index: formulas(each) for each in facts.of(statements)}
