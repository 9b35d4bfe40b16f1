"""One cell → what it says, how it was repaired, or what is wrong with it. Each distinct cell is read once.

Knows nothing of rows: whether a wrong cell costs its row is decided in ``rows``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from datetime import date
from typing import NamedTuple

from probanda.dates import DateProblem, ImpreciseDate, parse_date

__all__ = [
    "HOW", "NO_DATE", "DateCells", "DateReader", "Fault", "Marked", "Read", "TextReader", "WordReader",
    "fold", "readable",
]  # fmt: skip

#: text, EDTF, earliest, latest: the four columns of an imprecise date.
DateCells = tuple[str, str, date | None, date | None]
NO_DATE: DateCells = ("", "", None, None)

#: Repairs by code: what was done, in words.
HOW = {
    "spaces-cut": "spaces around the text were cut",
    "spaces-joined": "line breaks or doubled spaces became one space",
    "signs-cut": "invisible or control characters were taken out",
    "empty-cells-cut": "empty cells beyond the last column were cut",
    "merged-cell-filled": "the text of a merged cell was given to each of its rows",
    "serial-to-date": "a spreadsheet's day number was turned into its date",
    "number-as-shown": "a number was read as the spreadsheet shows it, with its leading zeros",
    "date-note": "the date was read with a remark",
    "no-name": "the row names nobody; it was kept without a name",
    "left-out": "the value cannot be used; the row was kept without it",
}

#: Cells kept to be recognised again; beyond that they are read anew (names are nearly all different).
_REMEMBERED = 200_000
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SERIAL = re.compile(r"[1-9]\d{4}", re.ASCII)


class Marked(str):
    """A cell of a workbook that is more than its text.

    ``mark`` is "error" (#REF! and its like), "no-value" (a formula that was never computed), "merged" (the
    text stands in the first cell of a merged range), "serial" (a plain number; ``day`` is the date it
    would be), or "shown" (a number with its format's leading zeros).
    """

    mark: str
    day: str

    def __new__(cls, text: str, mark: str, day: str = "") -> Marked:
        """The text with its mark."""
        self = super().__new__(cls, text)
        self.mark, self.day = mark, day
        return self


class Fault(NamedTuple):
    """What is wrong with a cell."""

    code: str
    message: str
    expected: str = ""
    remedy: str = ""


class Read(NamedTuple):
    """What a cell says (``value``; empty for nothing), its repairs (code, text used), and its fault."""

    value: str | DateCells
    repairs: tuple[tuple[str, str], ...] = ()
    fault: Fault | None = None


def fold(text: str) -> str:
    """A cell for comparison: no outer or doubled spaces, case folded, İ and ı kept apart from dots.

    >>> fold("  Azad   EDİLİB ")
    'azad edilib'
    """
    return " ".join(text.replace("İ", "i").split()).casefold()


def readable(text: str, limit: int = 200) -> str:
    """A text as a message may show it: bytes that could not be decoded as escapes, and not too long."""
    shown = text if len(text) <= limit else text[:limit] + "…"
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


class TextReader:
    """Reads a cell as text of at most ``limit`` characters; ``missing`` are folded texts for "nothing"."""

    empty: str | DateCells = ""

    def __init__(self, missing: Set[str], limit: int) -> None:
        self.missing, self.limit = missing, limit
        self._longest = max(map(len, missing), default=0)
        self._known: dict[str, Read] = {}

    def read(self, cell: str) -> Read:
        """The reading of a cell, from memory if it came before."""
        if type(cell) is not str:
            assert isinstance(cell, Marked)
            return self._marked(cell)
        found = self._known.get(cell)
        if found is None:
            found = self._clean(cell)
            if len(self._known) < _REMEMBERED:
                self._known[cell] = found
        return found

    def _marked(self, cell: Marked) -> Read:
        text = str(cell)
        if cell.mark == "error":
            return Read(
                self.empty,
                (),
                Fault(
                    "cell-error",
                    "The spreadsheet shows an error here.",
                    "a value",
                    "Mend the formula in the spreadsheet, save it and import again.",
                ),
            )
        if cell.mark == "no-value":
            return Read(
                self.empty,
                (),
                Fault(
                    "formula-without-value",
                    "The cell holds a formula whose value was never saved.",
                    "a value",
                    "Open the workbook in a spreadsheet program and save it.",
                ),
            )
        found = self.read(text)
        if found.fault is not None or found.value == self.empty:
            return found
        codes = {"merged": "merged-cell-filled", "shown": "number-as-shown"}
        if cell.mark in codes:
            return found._replace(repairs=((codes[cell.mark], text), *found.repairs))
        return found

    def _clean(self, cell: str) -> Read:
        text = cell.strip()
        repairs: list[tuple[str, str]] = []
        if text != cell and text:
            repairs.append(("spaces-cut", text))
        if not text.isprintable():
            visible = _INVISIBLE.sub("", text).strip()
            if visible != text:
                repairs.append(("signs-cut", visible))
                text = visible
        if not text or (len(text) <= 2 * self._longest and fold(text) in self.missing):
            return Read(self.empty)
        if not text.isascii() or "\n" in text or "  " in text or "\t" in text or "\r" in text:
            joined = " ".join(text.split())
            if joined != text:
                repairs.append(("spaces-joined", joined))
                text = joined
        return self._meaning(text, tuple(repairs))

    def _meaning(self, text: str, repairs: tuple[tuple[str, str], ...]) -> Read:
        if len(text) > self.limit:
            return Read(
                self.empty,
                repairs,
                Fault(
                    "text-too-long",
                    f"The cell has {len(text):,} characters.",
                    f"at most {self.limit}",
                    "Look for a quotation mark or a delimiter that is missing; a note can be longer.",
                ),
            )
        return Read(text, repairs)


class WordReader(TextReader):
    """Reads a cell whose words stand for a closed set of values; ``words`` maps folded words to them."""

    def __init__(self, missing: Set[str], words: Mapping[str, str], known: tuple[str, ...]) -> None:
        super().__init__(missing, 200)
        self.words, self.values = words, known

    def _meaning(self, text: str, repairs: tuple[tuple[str, str], ...]) -> Read:
        value = self.words.get(fold(text), "")
        if value or not self.values:
            return Read(value or text, repairs)
        return Read(
            "",
            repairs,
            Fault(
                "value-unknown",
                "The list uses a word that the mapping does not explain.",
                ", ".join(self.values),
            ),
        )


class DateReader(TextReader):
    """Reads a cell as an imprecise date."""

    empty = NO_DATE

    def __init__(
        self, missing: Set[str], *, day_first: bool = True, two_digit_pivot: int | None = None
    ) -> None:
        super().__init__(missing, 100_000)
        self.day_first, self.two_digit_pivot = day_first, two_digit_pivot

    def _marked(self, cell: Marked) -> Read:
        if cell.mark == "serial" and cell.day and _SERIAL.fullmatch(cell):
            found = self.read(cell.day)
            return found._replace(repairs=(("serial-to-date", cell.day), *found.repairs))
        return super()._marked(cell)

    def _meaning(self, text: str, repairs: tuple[tuple[str, str], ...]) -> Read:
        try:
            value = parse_date(text, day_first=self.day_first, two_digit_pivot=self.two_digit_pivot)
        except DateProblem as problem:
            if problem.code == "date-empty":
                return Read(NO_DATE)
            remedy = problem.remedy
            if _SERIAL.fullmatch(text):
                remedy = (
                    "It may be a spreadsheet's day number: give the column a date format there."
                )
            return Read(
                NO_DATE,
                repairs,
                Fault(problem.code, _MESSAGES[problem.code], problem.expected, remedy),
            )
        if len(text) > 120 or len(value.edtf) > 60:
            return Read(
                NO_DATE, repairs, Fault("text-too-long", "This is more than a date.", "a date")
            )
        if value.note:
            repairs = (*repairs, ("date-note", f"{value.edtf} ({value.note})"))
        return Read(_columns(text, value), repairs)


_MESSAGES = {
    "date-unreadable": "This cannot be read as a date.",
    "date-impossible": "There is no such date.",
    "date-ambiguous": "The date can be read in two ways.",
    "date-out-of-range": "The year is none that a record of ours can mean.",
}


def _columns(text: str, value: ImpreciseDate) -> DateCells:
    return text, value.edtf, value.earliest, value.latest
