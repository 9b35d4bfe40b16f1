"""The parts of an .xlsx file that a list needs: sheets, shared texts, number formats, rows as they stream by.

Our own reader rather than openpyxl's, because a list must not lose what that one does not tell when it streams:
hidden rows, error cells, formulas never computed, leading zeros of a format, merged cells.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO

from lxml import etree

from probanda.exchange.lists.cells import Marked

__all__ = ["Book", "SheetInfo", "SheetRow", "column_of", "date_text"]

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile(r"[A-Z]+")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
#: Built-in number formats that show dates or times (ECMA-376, 18.8.30).
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_SHARED_LIMIT = 400 << 20
_MERGES_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of the workbook: its name, its part of the archive, and whether people see it."""

    name: str
    part: str
    visible: bool


@dataclass(slots=True)
class SheetRow:
    """One row: its number from 1, its cells as text, and whether it is hidden."""

    number: int
    cells: list[str]
    hidden: bool = False
    formulas: int = 0


def column_of(letters: str) -> int:
    """Place of a column from 0.

    >>> column_of("A"), column_of("AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place - 1


def date_text(serial: float, *, since_1904: bool = False) -> str:
    """The date that a spreadsheet's day number stands for, in ISO form; "" for none.

    The 1900 system counts a 29 February 1900 that never was: that day gives "", the days before it move by one.

    >>> date_text(43576), date_text(42114, since_1904=True), date_text(59), date_text(60), date_text(61)
    ('2019-04-21', '2019-04-21', '1900-02-28', '', '1900-03-01')
    """
    whole = int(serial)
    if not 0 <= serial < 2_958_466:
        return ""
    if since_1904:
        start = date(1904, 1, 1)
    elif whole == 60:
        return ""
    else:
        start = date(1899, 12, 30) if whole > 60 else date(1899, 12, 31)
    seconds = round((serial - whole) * 86_400)
    moment = datetime.combine(start, datetime.min.time()) + timedelta(days=whole, seconds=seconds)
    if whole == 0 and not since_1904:
        return moment.time().isoformat()
    if seconds == 0:
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _parse(stream: IO[bytes]) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.parse(stream, parser).getroot()


def _text_of(element: etree._Element) -> str:
    """The text of a string item, without phonetic guides."""
    parts = []
    for child in element:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [each.text or "" for each in child if _local(each) == "t"]
    return _unescaped("".join(parts))


class Book:
    """An open workbook.

    Raises:
        KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError …: whatever a damaged part gives rise to.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        root = next(
            target
            for kind, target in self._relations("_rels/.rels", "").values()
            if kind.endswith("/officeDocument")
        )
        self._root = root
        folder, name = posixpath.split(root)
        self._links = self._relations(f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
        with archive.open(root) as stream:
            tree = _parse(stream)
        self.since_1904 = any(
            _local(each) == "workbookPr" and each.get("date1904") in {"1", "true"} for each in tree
        )
        self.sheets = [
            SheetInfo(each.get("name", ""), self._target(each), each.get("state", "visible") == "visible")
            for group in tree
            if _local(group) == "sheets"
            for each in group
        ]  # fmt: skip
        self._shared = self._read_shared()
        self._kinds = self._read_styles()

    def _relations(self, part: str, folder: str) -> dict[str, tuple[str, str]]:
        with self.archive.open(part) as stream:
            tree = _parse(stream)
        return {
            each.get("Id", ""): (
                each.get("Type", ""),
                posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip(
                    "/"
                ),
            )
            for each in tree
        }

    def _target(self, sheet: etree._Element) -> str:
        for name, value in sheet.attrib.items():
            if etree.QName(name).localname == "id" and str(value) in self._links:
                kind, target = self._links[str(value)]
                return target if kind.endswith("/worksheet") else ""
        return ""

    def _part(self, kind: str) -> str:
        return next((target for each, target in self._links.values() if each.endswith(kind)), "")

    def _read_shared(self) -> list[str]:
        part = self._part("/sharedStrings")
        if not part:
            return []
        if self.archive.getinfo(part).file_size > _SHARED_LIMIT:
            raise ValueError("its table of texts is too large")
        out = []
        with self.archive.open(part) as stream:
            for _, item in etree.iterparse(
                stream, events=("end",), tag="{*}si", resolve_entities=False, no_network=True
            ):
                out.append(_text_of(item))
                item.clear()
                while item.getprevious() is not None:
                    del item.getparent()[0]
        return out

    def _read_styles(self) -> list[str]:
        """Per cell style: "date", a run of zeros (the width shown), or "" for anything else."""
        part = self._part("/styles")
        if not part:
            return []
        with self.archive.open(part) as stream:
            tree = _parse(stream)
        codes: dict[int, str] = {}
        kinds: list[str] = []
        for group in tree:
            if _local(group) == "numFmts":
                codes = {int(each.get("numFmtId", 0)): each.get("formatCode", "") for each in group}
        for group in tree:
            if _local(group) == "cellXfs":
                kinds = [_kind(int(each.get("numFmtId", 0)), codes) for each in group]
        return kinds

    def merges(self, part: str) -> list[tuple[int, int, int, int]]:
        """Merged ranges: top row, left column, bottom row, right column; rows from 1, columns from 0."""
        found: set[tuple[int, int, int, int]] = set()
        tail = b""
        with self.archive.open(part) as stream:
            while block := stream.read(1 << 20):
                tail = tail[-200:] + block
                for match in _MERGE.finditer(tail):
                    left, top, right, bottom = match.groups()
                    found.add(
                        (int(top), column_of(left.decode()), int(bottom), column_of(right.decode()))
                    )
                if len(found) > _MERGES_LIMIT:
                    raise ValueError("it has more merged cells than a list can have")
        return sorted(found)

    def rows(self, part: str) -> Iterator[SheetRow]:
        """The rows that the sheet stores, in order; rows that it leaves out are left out here."""
        columns: dict[str, int] = {}
        number = 0
        with self.archive.open(part) as stream:
            for _, element in etree.iterparse(
                stream, events=("end",), tag="{*}row", resolve_entities=False, no_network=True
            ):
                number = int(element.get("r") or number + 1)
                row = SheetRow(number, [], element.get("hidden") in {"1", "true"})
                for cell in element:
                    reference = cell.get("r")
                    place = len(row.cells)
                    if reference:
                        letters = reference.rstrip("0123456789")
                        known = columns.get(letters)
                        if known is None:
                            if not _LETTERS.fullmatch(letters) or len(letters) > 3:
                                raise ValueError(f"a cell is named {reference!r}")
                            known = columns[letters] = column_of(letters)
                        place = known
                    text = self._cell(cell, row)
                    if text:
                        if place > len(row.cells):
                            row.cells.extend([""] * (place - len(row.cells)))
                        if place == len(row.cells):
                            row.cells.append(text)
                        else:
                            row.cells[place] = text
                    elif place == len(row.cells):
                        row.cells.append("")
                yield row
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _cell(self, cell: etree._Element, row: SheetRow) -> str:
        kind, value, formula = cell.get("t", "n"), None, None
        for child in cell:
            tag = child.tag
            if tag.endswith("}v"):
                value = child.text
            elif tag.endswith("}f"):
                formula = child.text or ""
                row.formulas += 1
            elif tag.endswith("}is"):
                value = _text_of(child)
        if value is None or (value == "" and formula is not None and kind != "str"):
            if formula is None:
                return ""
            return Marked(f"={formula}"[:200], "no-value")
        if kind == "s":
            return self._shared[int(value)]
        if kind == "n":
            return self._number(value, int(cell.get("s", 0)))
        if kind == "e":
            return Marked(value, "error")
        if kind == "b":
            return "TRUE" if value in {"1", "true"} else "FALSE"
        if kind == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00")
        return _unescaped(value)

    def _number(self, value: str, style: int) -> str:
        shown = self._kinds[style] if style < len(self._kinds) else ""
        if shown == "date":
            text = date_text(float(value), since_1904=self.since_1904)
            return text or Marked(f"day number {value}", "error")
        if not (value.isascii() and value.isdigit()):
            value = _plain(value)
        if shown and value.isdigit() and len(value) < len(shown):
            return Marked(value.zfill(len(shown)), "shown")
        if len(value) == 5 and value.isdigit():
            return Marked(value, "serial", date_text(int(value), since_1904=self.since_1904))
        return value


def _plain(value: str) -> str:
    """A number as people write it: no exponent, no ``.0``.

    >>> _plain("4.2E+1"), _plain("0.1"), _plain("-3")
    ('42', '0.1', '-3')
    """
    number = float(value)
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)


def _kind(number: int, codes: dict[int, str]) -> str:
    """What a number format shows: "date", a run of zeros, or "" for anything else.

    >>> _kind(14, {}), _kind(164, {164: "dd/mm/yyyy;@"}), _kind(165, {165: "0000"}), _kind(1, {})
    ('date', 'date', '0000', '')
    """
    code = codes.get(number)
    if code is None:
        return "date" if number in _DATE_FORMATS else ""
    plain = _QUOTED.sub("", code).split(";")[0].strip().casefold()
    if plain == "general":
        return ""
    if re.search(r"[dmyhs]", plain):
        return "date"
    return plain if re.fullmatch(r"0{2,15}", plain) else ""
