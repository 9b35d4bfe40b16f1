"""Open a list, whatever it is, as a header and a stream of rows of text cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from probanda.exchange.lists.delimited import (
    MARK_ERRORS,
    Records,
    declared_separator,
    sniff_delimiter,
)
from probanda.exchange.lists.encoding import SAMPLE, Reading, bad_bytes, detect
from probanda.exchange.lists.options import FileOptions
from probanda.exchange.lists.sheet import Sheet, number, take_header
from probanda.problems import ProbandaError, Problem

__all__ = ["open_list"]

#: What the first bytes of files say that are not lists, and what to call them.
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one under a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
_MARKS = re.compile(r"[\udc80-\udcff]")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\udc80-\udcff]")
_WORKBOOKS = {".xlsx", ".xlsm"}


def _what_it_is(path: Path) -> str:
    """What the first bytes say, whatever the name says."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
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
    for start, name in _OTHERS:
        if head.startswith(start):
            return name
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "an HTML page"
    if text.startswith((b"<?xml", b"<!doctype")):
        return "an XML document"
    return "csv"


@contextmanager
def open_list(
    path: Path, options: FileOptions, columns: Mapping[str, str] | None = None
) -> Iterator[Sheet]:
    """Open ``path`` for reading; ``columns`` (field → header name) help to find the header row.

    Raises:
        ProbandaError: the file does not exist, is not a list or not what its name says, or has no header.
    """
    kind = _what_it_is(path)
    suffix = path.suffix.lower()
    if kind == "xlsx":
        from probanda.exchange.lists.workbook import open_workbook

        if suffix not in _WORKBOOKS:
            raise _not_what_it_claims(path, "a workbook or another zip archive", ".xlsx")
        with open_workbook(path, options, columns or {}) as sheet:
            yield sheet
        return
    if kind != "csv":
        raise _not_what_it_claims(path, kind)
    if suffix in _WORKBOOKS:
        raise _not_what_it_claims(path, "text, not a workbook", ".csv")
    with _open_text(path, options, columns or {}) as sheet:
        yield sheet


def _not_what_it_claims(path: Path, kind: str, rename: str = "") -> ProbandaError:
    remedy = "Open it in a spreadsheet program and save it as .xlsx or as CSV (UTF-8)."
    if rename:
        remedy = f"If that is right, name it {rename}; otherwise ask for the file again."
    return ProbandaError(
        Problem(
            "file-not-a-list" if not rename else "file-not-what-it-claims",
            f"The file is {kind}.",
            file=str(path),
            found=f"{kind} named {path.suffix or path.name}",
            expected="text with columns (.csv, .tsv) or a workbook (.xlsx)",
            remedy=remedy,
        )
    )


@contextmanager
def _open_text(path: Path, options: FileOptions, columns: Mapping[str, str]) -> Iterator[Sheet]:
    found = _detect(path, options.encoding)
    with path.open(encoding=found.encoding, errors=MARK_ERRORS, newline="") as stream:
        try:
            sample = stream.read(SAMPLE)
            _check_text(path, found, sample)
            stream.seek(0)
            delimiter = _delimiter(options.delimiter, sample)
            lines: Iterator[str] = iter(stream)
            if declared_separator(sample):
                next(lines)
            records = Records(lines, delimiter)
            rows = iter(records)
            above, header, rest = take_header(rows, options, columns, path, merged=False)
            records.width = len(header)
            sheet = Sheet(path, "csv", header, iter(()), found.encoding, found.why, delimiter)
            if not found.certain:
                sheet.notices.append(
                    Problem(
                        "encoding-weighed",
                        f"The file was {found}.",
                        file=str(path),
                        remedy="If letters look wrong, declare it in the mapping: `file: {encoding: …}`.",
                        severity="notice",
                    )
                )
            _title_notice(sheet, above)
            before = sum(_marks(cell) for row in above for cell in row)
            sheet.bad_offset = _Offsets(path, found.encoding, before)
            sheet.rows = number(rest, sheet)
        except UnicodeError as error:
            raise ProbandaError(
                Problem(
                    "encoding-wrong",
                    f"The file cannot be read as {found.encoding}.",
                    file=str(path),
                    found=str(error),
                    remedy="Declare another encoding in the mapping: `file: {encoding: …}`.",
                )
            ) from error
        yield sheet


class _Offsets:
    """Where in the file the n-th undecodable byte stands; the file is searched when it is first asked."""

    def __init__(self, path: Path, encoding: str, before: int) -> None:
        self._path, self._before = path, before
        self._encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        self._found: list[int] | None = None

    def __call__(self, number: int) -> int | None:
        if self._found is None:
            self._found = bad_bytes(self._path.read_bytes(), self._encoding)
        place = number + self._before
        return self._found[place] if place < len(self._found) else None


def _marks(text: str) -> int:
    return len(_MARKS.findall(text))


def _detect(path: Path, declared: str) -> Reading:
    with path.open("rb") as file:
        head = file.read(4 * SAMPLE)
        return detect(head, declared=declared, complete=not file.read(1))


def _delimiter(given: str, sample: str) -> str:
    if given in {"", "auto"}:
        return declared_separator(sample) or sniff_delimiter(sample)
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
    delimiter = named.get(given.casefold(), given)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise ProbandaError(
            Problem(
                "delimiter-unknown",
                "The delimiter is one character.",
                column="file.delimiter",
                found=given,
                expected="auto, ;, ,, | or tab",
            ),
            usage=True,
        )
    return delimiter


def _check_text(path: Path, found: Reading, sample: str) -> None:
    """A program or a picture read as text is full of control characters; a list has none to speak of."""
    control = len(_UNREADABLE.findall(sample))
    if control > 20 and control * 20 > len(sample):
        raise ProbandaError(
            Problem(
                "file-not-text",
                f"The file is no text, or not in {found.encoding}.",
                file=str(path),
                found=f"{control:,} unreadable characters in the first {len(sample):,}",
                expected="text with columns (.csv, .tsv) or a workbook (.xlsx)",
                remedy="Declare its encoding in the mapping, or ask for the file again.",
            )
        )


def _title_notice(sheet: Sheet, above: list[list[str]]) -> None:
    titles = [" ".join(filter(None, row)) for row in above if any(cell.strip() for cell in row)]
    if titles:
        sheet.notices.append(
            Problem(
                "title-lines",
                f"{len(titles)} lines above the header were not read as rows.",
                file=str(sheet.path),
                found=" | ".join(titles)[:200].encode("utf-8", "backslashreplace").decode(),
                severity="notice",
            )
        )
