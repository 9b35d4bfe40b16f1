"""Tables in a file that was downloaded: HTML, XML or CSV, as rows of cells, with the file's words.

Footnote marks set as superscripts are dropped; nothing else is changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree, html

from probanda.problems import ProbandaError, Problem

__all__ = ["Rows", "downloaded_tables"]

Rows = list[list[str]]


def downloaded_tables(
    path: Path, is_header: Callable[[Sequence[Sequence[str]]], bool]
) -> tuple[list[Rows], str]:
    """Every table of a file, and its words.

    ``is_header`` says of CSV rows whether they hold a heading of ours, which settles the separator.

    Raises:
        ProbandaError: the file cannot be read.
    """
    raw = _read(path)
    head = raw.lstrip()[:400].lower()
    if head.startswith((b"<?xml", b"<treat", b"<participants")) and b"<html" not in head:
        return _xml_tables(raw, path)
    if b"<" in head and re.search(rb"<(?:html|!doctype|table|div|body)", head):
        return _html_tables(raw, path)
    text = _decoded(raw)
    return [_csv_rows(text, is_header)], text[:5000]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProbandaError(
            Problem("file-unreadable", f"{error.strerror}.", file=str(path)), usage=True
        ) from error


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _csv_rows(text: str, is_header: Callable[[Sequence[Sequence[str]]], bool]) -> Rows:
    """Rows by the separator that makes a header of ours; headings may hold commas themselves."""
    csv.field_size_limit(10_000_000)
    rows: Rows = []
    for delimiter in ";\t,":
        try:
            reader = csv.reader(
                io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter
            )
            rows = [[cell.strip() for cell in row] for row in reader]
        except csv.Error:
            continue
        if is_header(rows):
            return rows
    return rows


def _html_tables(raw: bytes, path: Path) -> tuple[list[Rows], str]:
    try:
        tree = html.document_fromstring(
            _decoded(raw).encode("utf-8"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (etree.LxmlError, ValueError) as error:
        raise ProbandaError(
            Problem("file-unreadable", f"The page cannot be read: {error}", file=str(path))
        ) from error
    etree.strip_elements(tree, "sup", "script", "style", with_tail=False)
    tables = []
    for table in tree.iter("table"):
        if next(table.iterdescendants("table"), None) is not None:
            continue
        tables.append(
            [[_words(cell) for cell in row.iterchildren("th", "td")] for row in table.iter("tr")]
        )
    return tables, _words(tree)


def _xml_tables(raw: bytes, path: Path) -> tuple[list[Rows], str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ProbandaError(
            Problem("file-unreadable", f"The file is not XML: {error.msg}", file=str(path))
        ) from error
    for mark in tree.iter():
        if isinstance(mark.tag, str) and _tag(mark) in {"superscript", "sup"}:
            mark.tag = "sup"
    etree.strip_elements(tree, "sup", with_tail=False)
    tables = []
    for table in tree.iter():
        if isinstance(table.tag, str) and _tag(table) in {"table", "participants"}:
            rows = [
                [_words(cell) for cell in row if isinstance(cell.tag, str)]
                for row in table.iter()
                if isinstance(row.tag, str) and _tag(row) == "row"
            ]
            if rows and rows not in tables:
                tables.append(rows)
    return tables, _words(tree)


def _tag(node: etree._Element) -> str:
    return str(etree.QName(node).localname).lower()


def _words(node: etree._Element) -> str:
    return " ".join("".join(node.itertext()).split())  # type: ignore[arg-type]
