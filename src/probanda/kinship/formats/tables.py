"""Delimited text as rows of cells; which character delimits is found out from the first line."""

from __future__ import annotations

import csv
import io


def rows(text: str) -> list[list[str]]:
    """Cells of every line that is not empty, stripped; comma, semicolon or tab."""
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    cells = ([c.strip() for c in row] for row in reader)
    return [row for row in cells if any(row)]


def allele(text: str) -> str | None:
    """An allele label as tables write it: "9.0" is "9", empty and "?" and "0" are unknown."""
    text = text.strip().strip('"')
    if text in ("", "?", "-", "NA", "N/A", "0", "OL"):
        return None
    head, _, tail = text.replace(",", ".").partition(".")
    return head if head.isdigit() and tail.strip("0") == "" else text.replace(",", ".")
