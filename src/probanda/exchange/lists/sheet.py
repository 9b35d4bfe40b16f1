"""An open list as both readers, of text and of workbooks, hand it on: its header and its numbered rows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from probanda.exchange.lists.header import SEARCHED, find_header
from probanda.exchange.lists.options import FileOptions
from probanda.problems import ProbandaError, Problem

__all__ = ["Sheet", "number", "take_header"]


@dataclass(slots=True)
class Sheet:
    """A list that is open: its header and its rows, each with the number a reader would give it.

    ``rows`` gives ``(row, cells)``, row 1 being the first after the header, cells as text; rows in which
    every cell is empty are passed over and counted in ``blank_rows``. ``bad_offset(n)`` is the place in
    the file of the n-th undecodable byte after the header.
    """

    path: Path
    kind: str  # csv | xlsx
    header: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]]]
    encoding: str = ""
    encoding_reason: str = ""
    delimiter: str = ""
    sheet: str = ""
    notices: list[Problem] = field(default_factory=list)
    blank_rows: int = 0
    bad_offset: Callable[[int], int | None] = field(default=lambda number: None)


def take_header(
    rows: Iterator[list[str]],
    options: FileOptions,
    columns: Mapping[str, str],
    path: Path,
    *,
    merged: bool,
    head: list[list[str]] | None = None,
) -> tuple[list[list[str]], tuple[str, ...], Iterator[list[str]]]:
    """(rows above the header, its names, rows after it).

    Raises:
        ProbandaError: there is none.
    """
    if head is None:
        head = list(itertools.islice(rows, (options.title_rows or SEARCHED) + options.header_rows))
    start, header = find_header(
        head,
        columns,
        title_rows=options.title_rows,
        header_rows=options.header_rows,
        merged=merged,
    )
    if not any(not name.startswith("(") for name in header):
        raise ProbandaError(
            Problem(
                "header-missing",
                "No row with column names was found at the top of the list.",
                file=str(path),
                remedy="Give every column a name in the first row, or say `file: {title_rows: N}`.",
            )
        )
    rest = itertools.chain(head[start + options.header_rows :], rows)
    return head[:start], header, rest


def number(rows: Iterable[list[str]], sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Number the rows from 1 after the header; pass over empty ones but keep their numbers."""
    for row, cells in enumerate(rows, start=1):
        if any(cells) and any(cell.strip() for cell in cells):
            yield row, cells
        else:
            sheet.blank_rows += 1
