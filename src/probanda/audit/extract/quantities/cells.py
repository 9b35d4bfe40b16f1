"""Quantities in the cells of tables, with the labels of row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.phrases import group_of, words
from probanda.audit.extract.quantities.quantity import Quantity
from probanda.audit.facts import Facts

__all__ = ["cell_places", "read_cell"]


def cell_places(facts: Facts) -> dict[int, tuple[int, int, int]]:
    """Start of each cell → table, row, column."""
    return {
        cell.start: (number, cell.row, cell.column)
        for number, table in enumerate(facts.document.tables)
        for row in table.rows
        for cell in row
    }


_CELL_NUMBER = re.compile(
    r"[-–—~<>≤≥]?\s*[\d][\d.,\u00a0\u202f\u2009 ']*\s*(?:%|\(\s*[\d.,]+\s*%?\s*\))?[*†]?"
)
#: "38, 580": a number that the file broke apart.
_BROKEN = re.compile(r"(?<![\d.,])\d{1,3}, \d{3}(?![\d.,])")


def read_cell(
    facts: Facts, block: Block, cells: dict[int, tuple[int, int, int]]
) -> Iterator[Quantity]:
    """The quantities of a cell that holds a number and nothing else."""
    where = cells.get(block.start)
    text = facts.text[block.start : block.end]
    if where is None or not _CELL_NUMBER.fullmatch(text.strip()):
        return
    language = language_tables(facts.language)
    table = facts.document.tables[where[0]]
    if where[1] < table.headers:
        return
    label, column = facts.of(_labels)[where[0]].get(where[1:], ("", ""))
    group = group_of(
        [w for w in words(column, 0, len(column)) if w.is_word and w.low not in language.closed][
            :6
        ],
        language,
    )
    group = replace(group, start=0, end=0)
    percents = language.pattern("percent_head").search(column) is not None
    broken = frozenset(found.start() for found in _BROKEN.finditer(text))
    for number in find_numbers(text, language, broken):
        if number.plain and where[2] == 0:
            continue
        tail = text[number.end :].lstrip()
        yield Quantity(
            start=block.start + number.start,
            end=block.start + number.end,
            value=number.value,
            decimals=number.decimals,
            unit="percent" if tail.startswith("%") or percents else "count",
            group=group,
            total=where[1] in table.totals,
            sentence=(block.start, block.end),
            block=block.index,
            cell=where,
            label=" | ".join(filter(None, (label, column))),
        )


def _labels(facts: Facts) -> list[dict[tuple[int, int], tuple[str, str]]]:
    """For each table: (row, column) → label of the row, head of the column."""
    answers = []
    for table in facts.document.tables:
        heads: dict[int, str] = {}
        for row in table.rows[: table.headers]:
            for cell in row:
                for column in range(cell.column, cell.column + cell.column_span):
                    words_ = facts.quote(cell.start, cell.end)
                    heads[column] = f"{heads[column]} {words_}" if column in heads else words_
        labels: dict[tuple[int, int], tuple[str, str]] = {}
        for row in table.rows[table.headers :]:
            first = facts.quote(row[0].start, row[0].end) if row else ""
            for cell in row:
                labels[cell.row, cell.column] = (first, heads.get(cell.column, ""))
        answers.append(labels)
    return answers
