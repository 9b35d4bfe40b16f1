"""The numbers of a table by column, signs and all: a cell "12 (34%)" gives two columns, one of shares."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.document import Cell, Table
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.facts import Facts

__all__ = ["Column", "GridCell", "grid"]

#: More columns or rows than these are data, not a table of a report.
_WIDEST, _LONGEST = 12, 120
#: So many rows make a column.
_ROWS = 3
_CELL = re.compile(
    r"\s*(?P<sign>[-–—−+±])?\s*[$€£]?\s*(?P<body>\d[\d.,\u00a0\u202f\u2009 '’]*)\s*(?P<percent>%)?"
    r"\s*(?:[(\[/|]\s*(?P<sign2>[-–—−+])?\s*(?P<second>\d[\d.,]*)\s*(?P<percent2>%)?\s*[)\]]?)?[*†‡§]{0,3}\s*"
)
_SHARE_HEAD = re.compile(
    r"%|per\s?cent|percentage|share|proportion|rate|доля|процент|удельн|porcentaje|proporción|tasa|cuota|pourcentage|taux",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A number in a table."""

    value: Decimal
    decimals: int
    start: int
    end: int
    shown: str


Column = dict[int, GridCell]


def grid(facts: Facts, table: Table) -> tuple[dict[tuple[int, int], Column], list[tuple[int, int]]]:
    """The columns of numbers, and which of them are shares; a cell "12 (34%)" gives two columns."""
    columns: dict[tuple[int, int], Column] = defaultdict(dict)
    marked: set[tuple[int, int]] = set()
    if not table.rows or len(table.rows) > _LONGEST:
        return {}, []
    language = language_tables(facts.language)
    heads: dict[int, str] = defaultdict(str)
    for row in table.rows[: table.headers]:
        for cell in row:
            for column in range(cell.column, cell.column + cell.column_span):
                heads[column] += " " + facts.text[cell.start : cell.end]
    for place, row in enumerate(table.rows):
        if place < table.headers and not _of_numbers(facts, row):
            continue
        for cell in row:
            if cell.column >= _WIDEST or cell.end <= cell.start:
                continue
            text = facts.text[cell.start : cell.end]
            found = _CELL.fullmatch(text)
            if not found:
                continue
            for part in ("body", "second"):
                if not found[part]:
                    continue
                parsed = _number(found, part, cell.start, language)
                if parsed is None:
                    continue
                key = (cell.column, int(part == "second"))
                columns[key][cell.row] = parsed
                if found["percent" if part == "body" else "percent2"]:
                    marked.add(key)
    answer = {key: column for key, column in columns.items() if len(column) >= _ROWS}
    shares = [
        key
        for key, column in answer.items()
        if key in marked
        or key[1]
        or _SHARE_HEAD.search(heads[key[0]])
        or (
            any(c.decimals for c in column.values())
            and all(c.value <= 100 for c in column.values())
        )
    ]
    return answer, shares


def _of_numbers(facts: Facts, row: tuple[Cell, ...]) -> bool:
    """Whether a row that was read as heads is a row of numbers: a table without heads."""
    texts = [facts.text[cell.start : cell.end] for cell in row[1:]]
    found = [_CELL.fullmatch(text) for text in texts]
    return len(texts) > 1 and all(found) and any("%" in text for text in texts)


def _number(found: re.Match[str], part: str, start: int, language: Language) -> GridCell | None:
    read = find_numbers(found[part].strip(), language)
    if len(read) != 1:
        return None
    value = read[0].value
    sign = found["sign" if part == "body" else "sign2"] or ""
    first = found.start(part)
    if sign:
        first = found.start("sign" if part == "body" else "sign2")
    last = found.start(part) + len(found[part].rstrip())
    shown = found.string[first:last].strip() + (
        "%" if found["percent" if part == "body" else "percent2"] else ""
    )
    return GridCell(
        -value if sign in "-–—−" and sign else value,
        read[0].decimals,
        start + first,
        start + last,
        shown,
    )
