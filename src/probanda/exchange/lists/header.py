"""The header of a list: found below title lines, joined from several rows, matched with a mapping's columns."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from probanda.exchange.lists.cells import fold, readable
from probanda.problems import Problem

__all__ = ["SEARCHED", "fill_right", "find_header", "join_header", "resolve_columns"]

#: How many rows at the top are searched for the header.
SEARCHED = 20


def join_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name per column from one or more header rows: ``Person / Sex``; repeated names get a number.

    >>> join_header([["A", "A", ""], ["x", "y", "z"]])
    ('A / x', 'A / y', 'z')
    >>> join_header([["Name", "Name"]])
    ('Name', 'Name (2)')
    """
    width = max((len(row) for row in rows), default=0)
    names: list[str] = []
    seen: Counter[str] = Counter()
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            text = " ".join(readable(row[column], 300).split()) if column < len(row) else ""
            if text and text not in parts:
                parts.append(text)
        name = " / ".join(parts)
        seen[name] += 1
        names.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    # A column without a name is named by its place, so that its cells are kept apart in the raw row.
    return tuple(name or f"({place})" for place, name in enumerate(names, start=1))


def fill_right(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Group names of a text file's upper header rows, written once for several columns, given to each.

    A text file cannot say which cells were merged; an empty cell belongs to the group on its left when the row
    below names it.

    >>> fill_right([["Name", "", "Born"], ["family", "given", ""]])
    [['Name', 'Name', 'Born'], ['family', 'given', '']]
    """
    filled = [list(row) for row in rows]
    for upper, lower in pairwise(filled):
        group = ""
        for column, cell in enumerate(upper):
            group = cell.strip() or group
            if not cell.strip() and column < len(lower) and lower[column].strip():
                upper[column] = group
    return filled


def find_header(
    head: Sequence[Sequence[str]],
    columns: Mapping[str, str],
    *,
    title_rows: int | None,
    header_rows: int,
    merged: bool,
) -> tuple[int, tuple[str, ...]]:
    """(rows above the header, its names) in the first rows of a list; no names if there is none.

    With ``title_rows`` given, that many rows are passed over. Otherwise the first row in which most of the
    mapped columns stand is the header; without a mapping, the first in which most columns have a name.
    """

    def names_at(start: int) -> tuple[str, ...]:
        rows = head[start : start + header_rows]
        if not merged:
            return join_header(fill_right(rows))
        names = list(join_header(rows))
        while names and names[-1].startswith("("):  # a sheet is as wide as its widest formatting
            names.pop()
        return tuple(names)

    if title_rows is not None:
        return title_rows, names_at(title_rows)
    last = max(1, min(SEARCHED, len(head) - header_rows + 1))
    if columns:
        best, start = 0, -1
        for place in range(last):
            found = len(resolve_columns(columns, names_at(place))[0])
            if found > best:
                best, start = found, place
        if start >= 0:
            return start, names_at(start)
    # Different texts: a title merged over all columns is one.
    widths = [len({cell.strip() for cell in row} - {""}) for row in head]
    widest = max(widths, default=0)
    start = next((place for place, width in enumerate(widths[:last]) if width * 2 > widest), 0)
    return start, names_at(start)


def resolve_columns(
    columns: Mapping[str, str], header: Sequence[str], file: str = ""
) -> tuple[dict[str, int], list[Problem]]:
    """Field → place of its column, and a problem for each column that the list does not have.

    A column is named by its header, whatever the case and spaces; by the last part of a joined header if only
    one column ends so; or by its number, counted from 1.

    >>> resolve_columns({"id": "no", "sex": "SEX"}, ["No", "Person / Sex"])
    ({'id': 0, 'sex': 1}, [])
    """
    exact = {name: place for place, name in reversed(list(enumerate(header)))}
    folded = {fold(name): place for place, name in reversed(list(enumerate(header)))}
    endings: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        endings.setdefault(fold(name.rpartition(" / ")[2]), []).append(place)
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for field, wanted in columns.items():
        tail = endings.get(fold(wanted), [])
        if wanted in exact:
            places[field] = exact[wanted]
        elif fold(wanted) in folded:
            places[field] = folded[fold(wanted)]
        elif len(tail) == 1:
            places[field] = tail[0]
        elif wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(header):
            places[field] = int(wanted) - 1
        else:
            near = difflib.get_close_matches(fold(wanted), folded, 1, 0.75)
            hint = f"Did you mean “{header[folded[near[0]]]}”? " if near else ""
            problems.append(
                Problem(
                    "column-missing",
                    f"The list has no column of this name, which the mapping wants as `{field}`.",
                    file,
                    column=wanted,
                    expected=", ".join(each for each in header if each)[:600],
                    remedy=f"{hint}Correct the mapping, or check that this is the right file and sheet.",
                )
            )
    return places, problems
