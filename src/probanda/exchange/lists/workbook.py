"""Workbooks (.xlsx) as lists: which sheet, its header under merged cells, its rows streamed, nothing silent."""

from __future__ import annotations

import itertools
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from probanda.exchange.lists.cells import Marked
from probanda.exchange.lists.header import SEARCHED
from probanda.exchange.lists.ooxml import Book, SheetInfo, SheetRow
from probanda.exchange.lists.options import FileOptions
from probanda.exchange.lists.sheet import Sheet, number, take_header
from probanda.problems import ProbandaError, Problem

__all__ = ["open_workbook"]

# A workbook of a million rows unpacks to less; more is a bomb or not a list.
_UNPACKED_LIMIT = 2 << 30
_RATIO_LIMIT = 500
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, IndexError, EOFError,
    RuntimeError, NotImplementedError, StopIteration, OverflowError, TypeError,
)  # fmt: skip
#: A gap of more empty rows than this between two stored rows is the sheet's end and a stray cell.
_LONGEST_GAP = 100_000
Range = tuple[int, int, int, int]


def _damaged(path: Path, error: Exception) -> ProbandaError:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return ProbandaError(
        Problem(
            "workbook-unreadable",
            "The file begins like a workbook but cannot be read as one.",
            file=str(path),
            found=text,
            expected="an .xlsx workbook",
            remedy="Open it in a spreadsheet program, save it again, and import that.",
        )
    )


def _check_archive(path: Path, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
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
    names = {info.filename for info in infos}
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return
    kind = "an archive"
    if any(name.startswith("word/") for name in names):
        kind = "a Word document"
    elif "mimetype" in names:
        kind = "an OpenDocument file"
    raise ProbandaError(
        Problem(
            "file-not-a-list",
            f"The file is {kind}, not an .xlsx workbook.",
            file=str(path),
            found=f"{kind} named {path.suffix}",
            expected="text with columns (.csv, .tsv) or a workbook (.xlsx)",
            remedy="Open it in a spreadsheet program and save it as .xlsx or as CSV (UTF-8).",
        )
    )


@contextmanager
def open_workbook(path: Path, options: FileOptions, columns: Mapping[str, str]) -> Iterator[Sheet]:
    """Open one sheet of a workbook as a list.

    Raises:
        ProbandaError: not a workbook after all, damaged, no such sheet, no header.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(path, archive)
            yield _open(path, Book(archive), options, columns)
    except _DAMAGE as error:
        raise _damaged(path, error) from error


def _open(path: Path, book: Book, options: FileOptions, columns: Mapping[str, str]) -> Sheet:
    chosen = _choose(path, book, options.sheet)
    sheet = Sheet(path, "xlsx", (), iter(()), sheet=chosen.name)
    _name_other_sheets(sheet, book, chosen)
    merges = book.merges(chosen.part)
    rows = _Rows(book.rows(chosen.part), merges, sheet)
    stream = iter(rows)
    depth = (options.title_rows or SEARCHED) + options.header_rows
    head = list(itertools.islice(stream, depth))
    filled = _filled(head, merges)
    above, header, _ = take_header(stream, options, columns, path, merged=True, head=filled)
    sheet.header = header
    if any(any(row) for row in above):
        titles = [next(cell for cell in row if cell) for row in above if any(row)]
        _notice(
            sheet, "title-lines", f"{len(titles)} lines above the header were not read as rows.",
            " | ".join(titles)[:200],
        )  # fmt: skip
    rest = itertools.chain(head[len(above) + options.header_rows :], stream)
    sheet.rows = _safely(number(_as_wide_as(rest, len(header)), sheet), rows)
    return sheet


def _choose(path: Path, book: Book, wish: str) -> SheetInfo:
    names = [each.name for each in book.sheets]
    if not wish:
        visible = [each for each in book.sheets if each.visible and each.part]
        chosen = visible[0] if visible else book.sheets[0]
    elif wish in names:
        chosen = book.sheets[names.index(wish)]
    elif wish.isascii() and wish.isdigit() and 1 <= int(wish) <= len(names):
        chosen = book.sheets[int(wish) - 1]
    else:
        raise ProbandaError(
            Problem(
                "sheet-unknown",
                "The workbook has no such sheet.",
                file=str(path),
                column="file.sheet",
                found=wish,
                expected=", ".join(names),
            ),
            usage=True,
        )
    if not chosen.part:
        raise ProbandaError(
            Problem(
                "sheet-is-a-chart",
                "This sheet is a chart and has no rows.",
                file=str(path),
                found=chosen.name,
                expected=", ".join(each.name for each in book.sheets if each.part),
            )
        )
    return chosen


def _notice(sheet: Sheet, code: str, message: str, found: str = "") -> None:
    sheet.notices.append(
        Problem(code, message, file=str(sheet.path), found=found, severity="notice")
    )


def _name_other_sheets(sheet: Sheet, book: Book, chosen: SheetInfo) -> None:
    if not chosen.visible:
        _notice(sheet, "sheet-hidden", f"The sheet that was read, {chosen.name}, is hidden.")
    for code, visible, what in (
        ("sheet-hidden", False, "hidden sheets that were not read"),
        ("sheet-other", True, "other sheets that were not read"),
    ):
        others = [
            each.name for each in book.sheets if each is not chosen and each.visible is visible
        ]
        if others:
            _notice(sheet, code, f"The workbook has {what}: {', '.join(others)}.")


class _Rows:
    """Rows of a sheet, gaps filled, vertical merges filled down; counts what a reader would not see."""

    def __init__(self, rows: Iterator[SheetRow], merges: list[Range], sheet: Sheet) -> None:
        self._rows, self._sheet = rows, sheet
        # Only what runs over several rows says something about the rows below its first.
        self._waiting = [each for each in merges if each[2] > each[0]][::-1]
        self._active: list[tuple[Range, str]] = []
        self.hidden: list[int] = []
        self.formulas = 0

    def __iter__(self) -> Iterator[list[str]]:
        last = 0
        for row in self._rows:
            if row.number <= last or row.number - last > _LONGEST_GAP:
                raise ValueError(f"row {row.number} follows row {last}")
            for missing in range(last + 1, row.number):
                yield self._fill(missing, [])
            last = row.number
            self.formulas += row.formulas
            if row.hidden and any(row.cells):
                self.hidden.append(row.number)
            yield self._fill(row.number, row.cells)

    def _fill(self, place: int, cells: list[str]) -> list[str]:
        if not self._active and not (self._waiting and self._waiting[-1][0] <= place):
            return cells
        self._active = [each for each in self._active if each[0][2] >= place]
        for (_, left, _, _), text in self._active:
            if text and any(cells):
                cells.extend([""] * (left + 1 - len(cells)))
                cells[left] = cells[left] or Marked(text, "merged")
        while self._waiting and self._waiting[-1][0] <= place:
            merge = self._waiting.pop()
            text = cells[merge[1]] if merge[1] < len(cells) else ""
            self._active.append((merge, str(text)))
        return cells

    def report(self) -> None:
        """Say what a reader of the sheet would not see."""
        if self.hidden:
            shown = ", ".join(map(str, self.hidden[:20])) + (" …" if len(self.hidden) > 20 else "")
            _notice(
                self._sheet, "rows-hidden",
                f"{len(self.hidden):,} rows are hidden in the sheet; they were read like the others.",
                f"sheet rows {shown}",
            )  # fmt: skip
        if self.formulas:
            _notice(
                self._sheet, "formulas",
                f"{self.formulas:,} cells hold formulas; the values saved with them were read.",
            )  # fmt: skip


def _filled(head: list[list[str]], merges: list[Range]) -> list[list[str]]:
    """The first rows with every merged text in each of its cells, so that every column knows its group."""
    rows = [[str(cell) for cell in row] for row in head]
    for top, left, bottom, right in merges:
        if top > len(rows) or left >= len(rows[top - 1]):
            continue
        text = rows[top - 1][left]
        for row in rows[top - 1 : bottom]:
            row.extend([""] * (min(right, left + 500) + 1 - len(row)))
            for column in range(left, min(right + 1, len(row))):
                row[column] = text
    return rows


def _as_wide_as(rows: Iterator[list[str]], width: int) -> Iterator[list[str]]:
    """A sheet's rows are as wide as their last cell: cut empty cells beyond the header, fill up short rows."""
    for row in rows:
        while len(row) > width and not row[-1]:
            row.pop()
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        yield row


def _safely(
    numbered: Iterator[tuple[int, list[str]]], rows: _Rows
) -> Iterator[tuple[int, list[str]]]:
    yield from numbered
    rows.report()
