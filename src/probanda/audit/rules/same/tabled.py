"""A sentence against the table whose row and column it names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.reckoning import clash
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.kin import transposed
from probanda.audit.rules.same.light import is_difference, narrowed
from probanda.audit.rules.same.likeness import common_names
from probanda.audit.rules.same.pairs import said

__all__ = ["in_tables"]

#: Two values further apart than this are told of two things.
_FACTOR = 3


def in_tables(facts: Facts, language: Language, told: set[tuple[int, int]]) -> Iterator[Hit]:
    """A sentence that names a row and a column of a table and gives another number."""
    cells: dict[str, list[Quantity]] = defaultdict(list)
    columns: dict[str, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None and q.label:
            row = q.label.split(" | ")[0].lower()
            if len(row) >= 3:
                cells[row].append(q)
            head = q.label.partition(" | ")[2].strip().lower()
            if q.total and head:
                columns[head].append(q)
    if not cells:
        return
    common = facts.of(common_names)
    told_here: dict[tuple[int, int], set[Decimal]] = defaultdict(set)
    for q in facts.of(quantities):
        if q.cell is None:
            told_here[q.sentence].add(q.value)
    for q in facts.of(quantities):
        if (
            q.cell is not None
            or q.unit not in {"count", "percent"}
            or not q.exact
            or q.spoken
            or q.delta
            or q.each
            or q.subset
            or q.of is not None
        ):
            continue
        if q.around.speaker or facts.of(narrowed).get(q.index):
            continue
        sentence = facts.text[q.sentence[0] : q.sentence[1]]
        keys = set(q.around.names) | {p.lower() for p in q.around.places}
        if (
            q.around.period
            and q.around.period.precision == "year"
            and q.around.period.first
            and q.around.period_from == "sentence"
        ):
            keys.add(str(q.around.period.first.year))
        for key in keys:
            matches = [*cells.get(key, []), *columns.get(key, [])]
            if not matches:
                continue
            fitting = [
                m
                for m in matches
                if m.unit == q.unit and _column_fits(facts, m, q, sentence, language)
            ]
            tables = {m.cell[0] for m in fitting if m.cell}
            if len(fitting) != 1 or len(tables) != 1:
                continue
            cell = fitting[0]
            others = (q.around.names - common - {key}) | ({_year(q)} - {key, ""})
            label = cell.label.lower()
            caption = _caption(facts, cell)
            if any(o not in label and o not in caption for o in others):
                continue
            if (
                clash(cell, q)
                and not any(m.value == q.value for m in matches)
                and _near(cell, q)
                and not is_difference(facts, q)
                and cell.value not in told_here[q.sentence]
            ):
                told.add((min(cell.index, q.index), max(cell.index, q.index)))
                yield Hit(
                    q.start,
                    q.end,
                    f"Here {said(facts, q)}, in the table {cell.shown} ({cell.label.replace(' | ', ', ')}).",
                    "Use one number in both places, or say what tells the two apart.",
                    ((cell.start, cell.end),),
                    "warning",
                )
                break


def _near(cell: Quantity, q: Quantity) -> bool:
    """Whether the two values may be one slip or one older state: five men are not the 88 of the table."""
    return max(cell.value, q.value) <= min(cell.value, q.value) * _FACTOR or transposed(
        cell.value, q.value
    )


def _year(q: Quantity) -> str:
    p = q.around.period
    return (
        str(p.first.year)
        if p and p.first and p.precision == "year" and q.around.period_from == "sentence"
        else ""
    )


def _caption(facts: Facts, cell: Quantity) -> str:
    assert cell.cell is not None
    table = facts.document.tables[cell.cell[0]]
    return facts.text[slice(*table.caption)].lower() if table.caption else ""


def _column_fits(
    facts: Facts, cell: Quantity, q: Quantity, sentence: str, language: Language
) -> bool:
    """Whether the head of the column, or the caption, names what the sentence counts."""
    column = cell.label.partition(" | ")[2].lower()
    caption = _caption(facts, cell)
    stems = {language.stem(w) for w in re.findall(r"[^\W\d_]{3,}", f"{column}")}
    titled = {
        language.stem(w)
        for w in re.findall(r"[^\W\d_]{3,}", re.split(r"\s(?:by|per|по|por|par)\s", caption)[0])
    }
    acts = {language.action(w) for w in re.findall(r"[^\W\d_]{3,}", f"{column} {caption}")} - {""}
    year = re.search(r"(?:19|20)\d\d", column)
    if year and year.group() not in sentence:
        return False
    own_head = q.group.head in stems or (
        q.group.head in titled and (not stems - {"number", "total"} or bool(year))
    )
    did = q.around.actions | q.group.actions
    column_acts = {language.action(w) for w in re.findall(r"[^\W\d_]{3,}", column)} - {""}
    if column_acts and not column_acts & did:
        return False
    if q.group.head not in language.persons and q.group.head not in {
        "case",
        "incident",
        "случа",
        "caso",
        "cas",
    }:
        return own_head
    return own_head or bool(
        acts & did and (column_acts & did or year or not stems - {"number", "case", "total"})
    )
