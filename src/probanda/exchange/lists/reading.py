"""Open a list, whatever it is, as a header and a stream of rows of text cells."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from probanda.exchange.lists import armscii
from probanda.exchange.lists.encoding import SAMPLE, Reading, detect
from probanda.problems import ProbandaError, Problem

__all__ = ["FileOptions", "Sheet", "join_header", "open_list", "sniff_delimiter"]

DELIMITERS = (";", ",", "\t", "|")
_HEADER_SEARCH = 12
# A cell larger than this is not a cell of a list; a file that needs more is damaged.
_CELL_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class FileOptions:
    """How the mapping says the file is to be read; everything may be left to be found out."""

    encoding: str = "auto"
    delimiter: str = "auto"
    sheet: str | int = 1
    header_rows: int = 1
    title_rows: int | None = None  # None: look for the row that holds the mapped columns


@dataclass(slots=True)
class Sheet:
    """A list that is open: its header and its rows, each with the number a reader would give it.

    ``rows`` gives ``(row, cells)``, row 1 being the first after the header, cells as text; rows in which
    every cell is empty are passed over and counted in ``blank_rows``.
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


def _what_it_is(path: Path) -> str:
    """What the first bytes say, whatever the name says."""
    try:
        with path.open("rb") as file:
            head = file.read(2048)
    except FileNotFoundError:
        raise ProbandaError(
            Problem("file-not-found", "There is no such file.", file=str(path)), usage=True
        ) from None
    except IsADirectoryError:
        raise ProbandaError(
            Problem("file-is-a-folder", "This is a folder, not a list.", file=str(path)), usage=True
        ) from None
    if not head.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        return "an empty file"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"%PDF"):
        return "a PDF document"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "an old Excel (.xls) or other OLE document"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return "a picture"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "an HTML page"
    return "csv"


@contextmanager
def open_list(path: Path, options: FileOptions, wanted: Sequence[str] = ()) -> Iterator[Sheet]:
    """Open ``path`` for reading; ``wanted`` are header names that help to find the header row.

    Raises:
        ProbandaError: the file does not exist, is not a list, or has no header row.
    """
    kind = _what_it_is(path)
    if kind == "xlsx":
        from probanda.exchange.lists.workbook import open_workbook

        with open_workbook(path, options, wanted) as sheet:
            yield sheet
        return
    if kind != "csv":
        name = path.suffix or "a list"
        raise ProbandaError(
            Problem(
                "file-not-a-list",
                f"This is {kind}, not a list.",
                file=str(path),
                found=f"{kind} named {name}",
                expected="text with columns (.csv, .tsv) or a workbook (.xlsx)",
                remedy="Open it in a spreadsheet program and save it as .xlsx or as CSV (UTF-8).",
            )
        )
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise ProbandaError(
            Problem(
                "file-not-a-workbook",
                f"The name says {path.suffix}, but the file is no workbook.",
                file=str(path),
                expected="a workbook, or text named .csv",
                remedy="If it is text with columns, name it .csv; otherwise ask for the file again.",
            )
        )
    armscii.register()
    found = _detect(path, options.encoding)
    delimiter = options.delimiter
    # The stream decodes with replacement marks, so that one bad byte costs its row, not the list.
    with path.open(encoding=found.encoding, errors="surrogateescape", newline="") as stream:
        try:
            sample = stream.read(200_000)
        except UnicodeError as error:
            raise _undecodable(path, found.encoding, error) from error
        stream.seek(0)
        if delimiter in {"", "auto"}:
            delimiter = sniff_delimiter(sample)
        elif delimiter in {"tab", "\\t"}:
            delimiter = "\t"
        csv.field_size_limit(_CELL_LIMIT)
        reader = csv.reader(stream, delimiter=delimiter)
        lines = _guarded(reader, path, found.encoding)
        header, rest = find_header(lines, options, wanted, path)
        sheet = Sheet(
            path,
            "csv",
            header,
            iter(()),
            encoding=found.encoding,
            encoding_reason=found.why,
            delimiter=delimiter,
        )
        sheet.rows = number(rest, sheet)
        yield sheet


def _detect(path: Path, declared: str) -> Reading:
    with path.open("rb") as file:
        head = file.read(4 * SAMPLE)
        return detect(head, declared=declared, complete=not file.read(1))


def _undecodable(path: Path, encoding: str, error: UnicodeError) -> ProbandaError:
    start = getattr(error, "start", None)
    return ProbandaError(
        Problem(
            "encoding-wrong",
            f"The file cannot be read as {encoding}.",
            file=str(path),
            found=f"byte {start}" if start is not None else str(error),
            remedy="Declare another encoding in the mapping: `file: {encoding: …}`.",
        )
    )


def _guarded(reader: Iterable[list[str]], path: Path, encoding: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except UnicodeError as error:
        raise _undecodable(path, encoding, error) from error
    except csv.Error as error:
        raise ProbandaError(
            Problem(
                "csv-broken",
                f"The text cannot be read as columns: {error}.",
                file=str(path),
                line=getattr(reader, "line_num", None),
                remedy="Look for an opened quotation mark that is never closed, at or before this line.",
            )
        ) from error


def sniff_delimiter(sample: str) -> str:
    r"""The delimiter that gives most lines the same number of columns, at least two.

    >>> sniff_delimiter("a;b;c\n1,5;2;3\n")
    ';'
    """
    best, chosen = (0.0, 0), ","
    for delimiter in DELIMITERS:
        widths = Counter(
            len(row)
            for row in itertools.islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 200)
            if any(row)
        )
        if not widths:
            continue
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (often / sum(widths.values()), width) if width > 1 else (0.0, 0)
        if score > best:
            best, chosen = score, delimiter
    return chosen


def join_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name per column from one or more header rows: ``Person / Sex``; repeated names get a number.

    >>> join_header([["A", "A", ""], ["x", "y", "z"]])
    ('A / x', 'A / y', 'z')
    >>> join_header([["Name", "Name"]])
    ('Name', 'Name (2)')
    """
    width = max((len(row) for row in rows), default=0)
    names, seen = [], Counter[str]()
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            text = " ".join(row[column].split()) if column < len(row) else ""
            if text and text not in parts:
                parts.append(text)
        name = " / ".join(parts)
        seen[name] += 1
        names.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def find_header(
    lines: Iterator[list[str]], options: FileOptions, wanted: Sequence[str], path: Path
) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The header, and the rows after it.

    With ``title_rows`` given, that many rows are passed over. Otherwise the first of the leading rows that
    holds every mapped column is the header; if none does, the first that has more than one cell.
    """
    depth = options.header_rows
    head = list(itertools.islice(lines, (options.title_rows or _HEADER_SEARCH) + depth))
    rest = itertools.chain(head, lines)
    start = options.title_rows
    if start is None:
        start = next((i for i, row in enumerate(head) if sum(bool(c.strip()) for c in row) > 1), 0)
        for i in range(len(head)):
            if wanted and set(wanted) <= set(join_header(head[i : i + depth])):
                start = i
                break
    header = join_header(head[start : start + depth])
    if not header:
        raise ProbandaError(
            Problem(
                "header-missing",
                "No row with column names was found at the top of the list.",
                file=str(path),
                remedy="Give every column a name in the first row, or say `file: {title_rows: N}`.",
            )
        )
    return header, itertools.islice(rest, start + depth, None)


def number(rows: Iterable[list[str]], sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """Number the rows from 1 after the header; pass over empty ones but keep their numbers."""
    for row, cells in enumerate(rows, start=1):
        if any(cells) and any(cell.strip() for cell in cells):
            yield row, cells
        else:
            sheet.blank_rows += 1
