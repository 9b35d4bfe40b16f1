"""Workbooks (.xlsx): streamed rows as text, date cells as days, merged header cells filled."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from probanda.exchange.lists.reading import FileOptions, Sheet, find_header, number
from probanda.problems import ProbandaError, Problem

__all__ = ["cell_text", "open_workbook"]

# A workbook of a million rows unpacks to less; more is a bomb or not a list.
_UNPACKED_LIMIT = 2 << 30
_RATIO_LIMIT = 500
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def cell_text(value: Any) -> str:
    """A cell as text: a day for a date cell, no ``.0`` after a whole number, nothing for an empty cell.

    >>> cell_text(42.0), cell_text(None), cell_text(dt.datetime(2019, 5, 1))
    ('42', '', '2019-05-01')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def _column(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        total = sum(info.file_size for info in archive.infolist())
        packed = max(1, sum(info.compress_size for info in archive.infolist()))
    if total > _UNPACKED_LIMIT or (total > 50 << 20 and total / packed > _RATIO_LIMIT):
        raise ProbandaError(
            Problem(
                "workbook-too-large",
                "The workbook unpacks to more than a list can be.",
                file=str(path),
                found=f"{total:,} bytes out of {packed:,}",
                expected=f"at most {_UNPACKED_LIMIT:,} bytes",
                remedy="Save the sheet as CSV (UTF-8) and import that.",
            )
        )


def _merges(path: Path, part: str, last_row: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges (top row, left, bottom row, right; rows from 1) that begin in the first rows."""
    with zipfile.ZipFile(path) as archive, archive.open(part.lstrip("/")) as stream:
        found, tail = [], b""
        while block := stream.read(1 << 20):
            tail = tail[-200:] + block
            for match in _MERGE.finditer(tail):
                left, top, right, bottom = match.groups()
                if int(top) <= last_row:
                    found.append(
                        (int(top), _column(left.decode()), int(bottom), _column(right.decode()))
                    )
    return sorted(set(found))


def _part_of(worksheet: Any) -> str:
    """The archive member that holds a sheet; openpyxl knows it and has no public name for it."""
    return str(worksheet._worksheet_path)


def _fill(rows: list[list[str]], merges: list[tuple[int, int, int, int]]) -> None:
    """Write a merged range's text into each of its header cells, so that every column knows its group."""
    for top, left, bottom, right in merges:
        if top > len(rows) or left >= len(rows[top - 1]):
            continue
        text = rows[top - 1][left]
        for row in range(top - 1, min(bottom, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                rows[row][column] = text


@contextmanager
def open_workbook(path: Path, options: FileOptions, wanted: Sequence[str]) -> Iterator[Sheet]:
    """Open one sheet of a workbook as a list.

    Raises:
        ProbandaError: not a workbook after all, damaged, no such sheet, no header.
    """
    import openpyxl

    try:
        _check_size(path)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # openpyxl warns of styles it drops; we read values only
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except ProbandaError:
        raise
    except Exception as error:  # openpyxl raises whatever the damaged part makes it raise
        raise ProbandaError(
            Problem(
                "workbook-unreadable",
                "The file begins like a workbook but cannot be read as one.",
                file=str(path),
                found=str(error).splitlines()[0] if str(error) else type(error).__name__,
                expected="an .xlsx workbook",
                remedy="Open it in a spreadsheet program, save it again, and import that.",
            )
        ) from error
    try:
        names = book.sheetnames
        wish = options.sheet
        name = names[wish - 1] if isinstance(wish, int) and 1 <= wish <= len(names) else wish
        if name not in names:
            raise ProbandaError(
                Problem(
                    "sheet-unknown",
                    "The workbook has no such sheet.",
                    file=str(path),
                    column="file.sheet",
                    found=str(wish),
                    expected=", ".join(names),
                ),
                usage=True,
            )
        worksheet = book[str(name)]
        if not hasattr(worksheet, "iter_rows"):
            raise ProbandaError(
                Problem(
                    "sheet-is-a-chart",
                    "This sheet is a chart and has no rows.",
                    file=str(path),
                    found=str(name),
                )
            )
        cells = (
            [cell_text(value) for value in row] for row in worksheet.iter_rows(values_only=True)
        )
        depth = (options.title_rows if options.title_rows is not None else 12) + options.header_rows
        head = list(itertools.islice(cells, depth))
        _fill(head, _merges(path, str(worksheet._worksheet_path), depth))
        lines = itertools.chain(head, cells)
        header, rest = find_header(lines, options, wanted, path)
        sheet = Sheet(path, "xlsx", header, iter(()), sheet=str(name))
        hidden = [
            each.title
            for each in book.worksheets
            if getattr(each, "sheet_state", "visible") != "visible" and each.title != name
        ]
        others = [other for other in names if other != name and other not in hidden]
        for code, which, what in (
            ("sheet-hidden", hidden, "hidden sheets that were not read"),
            ("sheet-other", others, "other sheets that were not read"),
        ):
            if which:
                sheet.notices.append(
                    Problem(
                        code,
                        f"The workbook has {what}: {', '.join(which)}.",
                        file=str(path),
                        severity="notice",
                    )
                )
        sheet.rows = number(_trimmed(rest, len(header)), sheet)
        yield sheet
    finally:
        book.close()


def _trimmed(rows: Iterator[list[str]], width: int) -> Iterator[list[str]]:
    """A sheet's rows are as wide as its widest: cut empty cells beyond the header, pad short rows."""
    for row in rows:
        while len(row) > width and not row[-1]:
            row.pop()
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        yield row
