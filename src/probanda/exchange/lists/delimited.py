"""Text with columns as a stream of rows: the delimiter found, quotation marks that never close survived.

Knows the text, not the file: decoding and numbering are in ``reading``.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from probanda.exchange.lists.cells import Marked

__all__ = ["DELIMITERS", "MARK_ERRORS", "Records", "declared_separator", "sniff_delimiter"]

DELIMITERS = (";", ",", "\t", "|")
#: Name of the way of decoding that marks each byte it cannot read, so that one bad byte costs its row only.
MARK_ERRORS = "probanda-mark"
#: A cell may run over lines (an address, a note); over more than these, a quotation mark was left open.
_LONGEST_ROW = 60
_LARGEST_CELL = 1_000_000
_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    marks = [chr(0xDC00 + max(byte, 0x80)) for byte in error.object[error.start : error.end]]
    return "".join(marks), error.end


codecs.register_error(MARK_ERRORS, _mark)


def sniff_delimiter(sample: str) -> str:
    r"""The delimiter that gives most lines the same number of columns, at least two.

    >>> sniff_delimiter("a;b;c\n1,5;2;3\n")
    ';'
    """
    best, chosen = (0.0, 0), ","
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            widths = Counter(len(row) for row in itertools.islice(reader, 300) if any(row))
        except csv.Error:
            continue
        if not widths:
            continue
        width, often = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (often / sum(widths.values()), width) if width > 1 else (0.0, 0)
        if score > best:
            best, chosen = score, delimiter
    return chosen


def declared_separator(sample: str) -> str:
    """The delimiter that a first line ``sep=;`` declares (spreadsheets write it), or ""."""
    found = _SEPARATOR.match(sample)
    return found[1] if found else ""


class _TooLong(Exception):  # noqa: N818 - a signal between the two halves of a reader, not an error
    """A row runs over more lines than a row does."""


class _Lines:
    """The lines of a text, which remembers those of the row being read and can take them back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _LONGEST_ROW:
            raise _TooLong
        try:
            line = self._again.popleft() if self._again else next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.taken.append(line)
        return line

    def take_back(self, lines: list[str]) -> None:
        """Give these lines again, next."""
        self._again.extendleft(reversed(lines))
        self.ended = False


class Records:
    """The rows of a text. ``width``, once known, helps to see where a quotation mark swallowed lines."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self.delimiter = delimiter
        self.width: int | None = None
        self._lines = _Lines(lines)
        csv.field_size_limit(_LARGEST_CELL)

    def __iter__(self) -> Iterator[list[str]]:
        lines, going = self._lines, True
        while going:
            going = False
            reader = csv.reader(lines, delimiter=self.delimiter)
            while True:
                lines.taken.clear()
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except (_TooLong, csv.Error):
                    going = True
                    break
                if lines.ended or (len(lines.taken) > 1 and self._swallowed(row)):
                    going = True
                    break
                yield row
            yield self._unclosed(lines.taken[0])
            lines.take_back(lines.taken[1:])

    def _swallowed(self, row: list[str]) -> bool:
        """Whether a row of several lines is really several rows, held together by a stray quotation mark.

        It is when the mark that closes the cell stands before a letter, as the mark that opens another cell does;
        or when the width is wrong and one of the lines is a row of its own.
        """
        try:
            list(csv.reader(self._lines.taken, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return True
        if self.width is None or len(row) == self.width:
            return False
        return any(len(self._alone(line)) == self.width for line in self._lines.taken[1:])

    def _alone(self, line: str) -> list[str]:
        if line.count('"') % 2:
            return []
        return next(csv.reader([line], delimiter=self.delimiter), [])

    def _unclosed(self, line: str) -> list[str]:
        """The line as it stands, marked to be refused."""
        first, *rest = line.rstrip("\r\n").split(self.delimiter)
        return [Marked(first, "quote"), *rest]
