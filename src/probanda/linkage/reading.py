"""Lists as they stand in CSV files: header and columns of texts, row by row as written. No meaning is given
here.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
from numpy.typing import NDArray

from probanda.problems import ProbandaError, Problem

__all__ = ["Column", "Table", "decode", "read_header", "read_table"]

_LONGEST_CELL = 1 << 22


@dataclass(frozen=True, slots=True)
class Column:
    """The distinct texts of a column, in order of first use, and per row the number of its text."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Column:
        """Number the texts of a column."""
        seen: dict[str, int] = {}
        codes = np.fromiter(
            (seen.setdefault(text, len(seen)) for text in texts), np.int32, len(texts)
        )
        return cls(tuple(seen), codes)

    def __getitem__(self, row: int) -> str:
        return self.values[int(self.codes[row])]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns by header; ``problems`` are what was odd about it."""

    columns: dict[str, Column]
    rows: int
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, declared: str, script: str, file: str) -> tuple[str, list[Problem]]:
    """The text of a file: the declared encoding, a byte order mark, UTF-8, and last what fits the script."""
    if declared:
        try:
            return data.decode(declared), []
        except LookupError as error:
            raise ProbandaError(
                Problem(
                    "encoding-unknown",
                    "There is no such encoding.",
                    file=file,
                    column="encoding",
                    found=declared,
                ),
                usage=True,
            ) from error
        except UnicodeDecodeError as error:
            return data.decode(declared, "replace"), [_undecodable(file, declared, error.start)]
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        broken = data.decode("utf-8", "replace")
        valid = sum(1 for letter in broken if letter > "\x7f" and letter != "\ufffd")
        if valid > 20 * broken.count("\ufffd"):
            return broken, [_undecodable(file, "utf-8", error.start)]
    guess = "cp1251" if "Cyrl" in script else "cp1254" if "Latn" in script or "az" in script else ""
    if not guess:
        # Cyrillic letters of Windows are high bytes that make most of a word; Turkish ones stand alone.
        high = sum(byte >= 0xC0 for byte in data)
        guess = "cp1251" if high > len(data) * 0.15 else "cp1254"
    return data.decode(guess, "replace"), [
        Problem(
            "encoding-guessed",
            f"The file is not UTF-8 and was read as {guess}.",
            file=file,
            severity="warning",
            remedy="Say `encoding: …` for the list if names come out wrong.",
        )
    ]


def _undecodable(file: str, encoding: str, at: int) -> Problem:
    return Problem(
        "bytes-undecodable",
        f"Some bytes are not {encoding}; they stand as � now.",
        file=file,
        found=f"byte {at}",
        severity="warning",
    )


def read_header(path: Path) -> tuple[str, ...]:
    """The header of a CSV file."""
    data = _bytes(path)[: 1 << 16]
    text, _ = decode(data, "", "", str(path))
    if not text.strip():
        raise ProbandaError(
            Problem("file-empty", "The file has no header line.", file=str(path)), usage=True
        )
    line = text.splitlines()[0]
    row = next(csv.reader([line], delimiter=_delimiter(line)), [])
    return tuple(each.strip() for each in row)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProbandaError(
            Problem("file-unreadable", f"{error.strerror}.", file=str(path)), usage=True
        ) from error


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def read_table(
    path: Path,
    wanted: Sequence[str] | None = None,
    *,
    encoding: str = "",
    delimiter: str = "",
    script: str = "",
) -> Table:
    """The wanted columns of a CSV file (all without ``wanted``).

    Raises:
        ProbandaError: the file cannot be opened, has no header, or lacks a wanted column.
    """
    file = str(path)
    text, problems = decode(_bytes(path), encoding, script, file)
    first = text.split("\n", 1)[0]
    if not first.strip():
        raise ProbandaError(
            Problem("file-empty", "The file has no header line.", file=file), usage=True
        )
    if delimiter in ("\\t", "tab"):
        delimiter = "\t"
    delimiter = delimiter or _delimiter(first)
    header = [
        each.strip() for each in next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
    ]
    lacking = [name for name in wanted or () if name not in header]
    if lacking:
        raise ProbandaError(
            *(
                Problem(
                    "column-missing",
                    f"The list has no column “{name}”.",
                    file=file,
                    column=name,
                    found=", ".join(header)[:300],
                    remedy="Name one of the columns that are there.",
                )
                for name in lacking
            ),
            usage=True,
        )
    names = list(dict.fromkeys(wanted if wanted is not None else header))
    columns = _fast(text, header, names, delimiter)
    if columns is None:
        columns, odd = _careful(text, header, names, delimiter, file)
        problems.extend(odd)
    rows = len(next(iter(columns.values())).codes) if columns else 0
    return Table(columns, rows, tuple(problems))


def _fast(
    text: str, header: list[str], names: list[str], delimiter: str
) -> dict[str, Column] | None:
    """Arrow's reader, or None where the file is not regular enough for it."""
    if "\0" in text or len(set(header)) < len(header):
        return None
    try:
        table = pa.csv.read_csv(
            io.BytesIO(text.encode("utf-8", "surrogatepass")),
            read_options=pa.csv.ReadOptions(
                column_names=[f"c{at}" for at in range(len(header))],
                skip_rows=1,
                use_threads=False,
            ),
            parse_options=pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pa.csv.ConvertOptions(
                column_types={f"c{at}": pa.string() for at in range(len(header))},
                include_columns=[f"c{header.index(name)}" for name in names],
                strings_can_be_null=False,
            ),
        )
    except (pa.ArrowInvalid, UnicodeEncodeError):
        return None
    found: dict[str, Column] = {}
    for name in names:
        column = table.column(f"c{header.index(name)}").combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = (
                pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.string())
            )
        coded = pa.compute.dictionary_encode(pa.compute.utf8_trim_whitespace(column))
        found[name] = Column(
            tuple(coded.dictionary.to_pylist()),
            coded.indices.to_numpy(zero_copy_only=False).astype(np.int32),
        )
    return found


def _careful(
    text: str, header: list[str], names: list[str], delimiter: str, file: str
) -> tuple[dict[str, Column], list[Problem]]:
    """Python's reader: rows of any length are taken, and counted as odd."""
    csv.field_size_limit(_LONGEST_CELL)
    places = [header.index(name) for name in names]
    cells: list[list[str]] = [[] for _ in names]
    ragged = 0
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        next(reader, None)
        for row in reader:
            if not row:
                continue
            ragged += len(row) != len(header)
            for column, place in zip(cells, places, strict=True):
                column.append(row[place].strip() if place < len(row) else "")
    except csv.Error as error:
        raise ProbandaError(
            Problem(
                "file-not-csv",
                f"The file cannot be read: {error}.",
                file=file,
                row=len(cells[0]) + 1,
            )
        ) from error
    problems = []
    if ragged:
        problems.append(
            Problem(
                "rows-ragged",
                f"{ragged} rows have more or fewer cells than the header; what is there was taken.",
                file=file,
                severity="warning",
            )
        )
    return {name: Column.of(column) for name, column in zip(names, cells, strict=True)}, problems
