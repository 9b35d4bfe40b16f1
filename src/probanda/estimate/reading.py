"""Read a capture table from CSV: counts per history, or one row per person.

Knows files and their faults; what a sound table says about its own limits is in `checks`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from probanda.estimate.notice import Notice, Refused
from probanda.estimate.table import CaptureTable

__all__ = ["LARGEST", "SMALLEST", "StrataTables", "parse_table", "read_table"]

SMALLEST, LARGEST = 3, 12
_COUNT = "count"
_LIKE_COUNT = ("y", "n", "freq", "frequency")  # names that other programs give the count
_SHOWN = 5  # faults of one kind listed by row before "and n more"


@dataclass(frozen=True)
class StrataTables:
    """What a file held: the whole table, its strata (empty without `by`), and notices."""

    table: CaptureTable
    strata: dict[str, CaptureTable] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def read_table(
    path: Path,
    *,
    by: Sequence[str] = (),
    ignore: Sequence[str] = (),
    impossible: Sequence[str] = (),
    sum_repeated: bool = False,
    smallest: int = SMALLEST,
) -> StrataTables:
    """Read `path` (UTF-8 CSV; comma, semicolon or tab) as `parse_table` does.

    Raises:
        Refused: the file is missing, not text, or not a usable capture table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        missing = _error("file-missing", f"{path} does not exist", "give the path of a CSV")
        raise Refused([missing]) from None
    except (OSError, UnicodeDecodeError) as problem:
        remedy = "save the table as CSV in UTF-8"
        raise Refused([_error("file-unreadable", f"{path}: {problem}", remedy)]) from None
    return parse_table(
        text,
        by=by,
        ignore=ignore,
        impossible=impossible,
        sum_repeated=sum_repeated,
        smallest=smallest,
    )


def parse_table(
    text: str,
    *,
    by: Sequence[str] = (),
    ignore: Sequence[str] = (),
    impossible: Sequence[str] = (),
    sum_repeated: bool = False,
    smallest: int = SMALLEST,
) -> StrataTables:
    r"""Turn CSV text into tables.

    List columns hold 0 or 1. With a column `count`, a row is a history; without it, a row is a
    person. Columns in `by` split the table into strata, columns in `ignore` are not read.
    `impossible` names structural zeros as `A+B` (exactly the lists of the history).

    Raises:
        Refused: with every fault found, each naming row and column.

    >>> found = parse_table("A,B,C,count\n1,0,0,5\n0,1,0,4\n0,0,1,3\n1,1,0,2\n")
    >>> found.table.n
    14
    """
    header, rows = _cells(text)
    header, renamed = _with_count(header, rows, (*by, *ignore))
    faults = _header_faults(header, by, ignore)
    names = [h for h in header if h.casefold() != _COUNT and h not in (*by, *ignore)]
    if len(names) < smallest:
        faults.append(
            _error(
                "too-few-lists",
                f"{len(names)} list columns found ({', '.join(names) or 'none'}); "
                f"at least {smallest} are needed",
                "with two lists dependence between them cannot be told from missing people: "
                "find a third list, or use only a Lincoln-Petersen lower bound",
            )
        )
    if len(names) > LARGEST:
        faults.append(
            _error(
                "too-many-lists",
                f"{len(names)} list columns found; at most {LARGEST} are accepted",
                "merge lists of the same institution, or leave out the smallest "
                "(declare other columns with --by or --ignore)",
            )
        )
    if faults:
        raise Refused(faults)

    index = {h: i for i, h in enumerate(header)}
    count_at = next((i for h, i in index.items() if h.casefold() == _COUNT), None)
    histories, counts, keys, faults = _rows(header, rows, names, by, count_at)
    if faults:
        raise Refused(_shortened(faults))
    notices = _repeats(names, rows, histories, keys, count_at is not None, sum_repeated)
    refusals = [n for n in notices if n.severity == "error"]
    forbidden = _impossible_masks(names, impossible, refusals)
    dense = np.zeros(1 << len(names), dtype=np.int64)
    parts: dict[str, np.ndarray] = {}
    for history, count, key in zip(histories, counts, keys, strict=True):
        dense[history] += count
        if by:
            parts.setdefault(key, np.zeros_like(dense))[history] += count
    for mask in sorted(forbidden):
        if dense[mask]:
            refusals.append(
                _error(
                    "impossible-history-counted",
                    f"the history {_lists_of(names, mask)} is declared impossible "
                    f"but has count {dense[mask]}",
                    "withdraw the declaration or correct the count",
                )
            )
    if not dense.any():
        refusals.append(_error("empty-table", "no one is named by any list", "check the file"))
    if refusals:
        raise Refused(refusals)
    whole = CaptureTable(tuple(names), dense, frozenset(forbidden))
    strata = {
        key: CaptureTable(tuple(names), part, frozenset(forbidden))
        for key, part in parts.items()
        if part.any()
    }
    return StrataTables(whole, strata, (*renamed, *notices))


def _error(code: str, message: str, remedy: str) -> Notice:
    return Notice(code, message, remedy, "error")


def _lists_of(names: Sequence[str], mask: int) -> str:
    return "+".join(name for j, name in enumerate(names) if mask >> j & 1) or "(no list)"


def _cells(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header and (row number in the file, cells) of every non-blank row."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1)
        if any(cell.strip() for cell in row)
    ]
    if not lines:
        raise Refused([_error("empty-file", "the file has no rows", "give a header and rows")])
    return lines[0][1], lines[1:]


def _with_count(
    header: list[str], rows: list[tuple[int, list[str]]], others: Sequence[str]
) -> tuple[list[str], tuple[Notice, ...]]:
    """The header with a last column `y`, `n` or `freq` of whole numbers above 1 read as the count, and said."""
    last = header[-1]
    if any(h.casefold() == _COUNT for h in header) or last.casefold() not in _LIKE_COUNT:
        return header, ()
    cells = [row[-1] for _, row in rows if len(row) == len(header)]
    if last in others or not all(c.isdecimal() for c in cells) or set(cells) <= {"0", "1"}:
        return header, ()
    notice = Notice(
        "count-column-renamed",
        f"no column is called {_COUNT}; the last one, {last}, holds whole numbers and was read as it",
        f"if {last} is no count, leave it out with --ignore; otherwise call it {_COUNT}",
    )
    return [*header[:-1], _COUNT], (notice,)


def _header_faults(header: list[str], by: Sequence[str], ignore: Sequence[str]) -> list[Notice]:
    faults = []
    twice = sorted({h for h in header if header.count(h) > 1})
    if twice:
        faults.append(
            _error(
                "column-repeated",
                f"column names occur twice: {', '.join(twice)}",
                "give every list its own name",
            )
        )
    if any(not h for h in header):
        faults.append(_error("column-unnamed", "a column has no name", "name every column"))
    if header and all(h in {"0", "1"} for h in header):
        faults.append(
            _error(
                "header-missing",
                "the first row holds 0 and 1, not names",
                "add a first row with the names of the lists and `count`",
            )
        )
    missing = [c for c in (*by, *ignore) if c not in header]
    if missing:
        faults.append(
            _error(
                "column-missing",
                f"no column is called {', '.join(missing)}; the file has {', '.join(header)}",
                "correct the name given to --by or --ignore",
            )
        )
    return faults


def _rows(
    header: list[str],
    rows: list[tuple[int, list[str]]],
    names: list[str],
    by: Sequence[str],
    count_at: int | None,
) -> tuple[list[int], list[int], list[str], list[Notice]]:
    """Masks, counts, stratum keys of all rows, and what is wrong with them."""
    at = [header.index(name) for name in names]
    strata_at = [header.index(name) for name in by]
    histories: list[int] = []
    counts: list[int] = []
    keys: list[str] = []
    faults: list[Notice] = []
    for number, row in rows:
        if len(row) != len(header):
            faults.append(
                _error(
                    "row-length",
                    f"row {number} has {len(row)} cells, the header {len(header)}",
                    "fill or remove cells",
                )
            )
            continue
        mask, sound = 0, True
        for j, (name, position) in enumerate(zip(names, at, strict=True)):
            if row[position] not in {"0", "1"}:
                sound = False
                faults.append(
                    _error(
                        "list-value",
                        f"row {number}, column {name}: found {row[position]!r}, expected 0 or 1",
                        "write 1 for named by this list and 0 for not; declare columns that "
                        "are not lists with --by or --ignore",
                    )
                )
            elif row[position] == "1":
                mask |= 1 << j
        count = 1
        if count_at is not None:
            parsed = _count(row[count_at], number)
            if isinstance(parsed, Notice):
                faults.append(parsed)
                continue
            count = parsed
        if not sound:
            continue
        if mask == 0 and count > 0:
            faults.append(
                _error(
                    "on-no-list",
                    f"row {number} counts {count} on no list at all",
                    "remove the row: whom no list names is what is to be estimated",
                )
            )
            continue
        histories.append(mask)
        counts.append(count)
        keys.append(" · ".join(row[i] for i in strata_at))
    return histories, counts, keys, faults


def _count(text: str, number: int) -> int | Notice:
    where = f"row {number}, column {_COUNT}"
    try:
        value = float(text)
    except ValueError:
        return _error(
            "count-text", f"{where}: found {text!r}, expected a whole number", "write digits only"
        )
    if not np.isfinite(value):
        return _error("count-text", f"{where}: found {text!r}", "write digits only")
    if value < 0:
        return _error(
            "count-negative", f"{where}: found {text}", "a count of people is 0 or more: correct it"
        )
    if value != int(value):
        return _error(
            "count-fractional",
            f"{where}: found {text}",
            "people are counted whole: give raw counts, not weighted or averaged ones",
        )
    if value > 1e12:
        return _error("count-too-large", f"{where}: found {text}", "check the number")
    return int(value)


def _repeats(
    names: list[str],
    rows: list[tuple[int, list[str]]],
    histories: list[int],
    keys: list[str],
    counted: bool,
    sum_repeated: bool,
) -> list[Notice]:
    """One notice per history that a count table gives twice."""
    if not counted:
        return []
    seen: dict[tuple[str, int], list[int]] = {}
    for (number, _), history, key in zip(rows, histories, keys, strict=True):
        seen.setdefault((key, history), []).append(number)
    notices = []
    for (key, history), numbers in seen.items():
        if len(numbers) == 1:
            continue
        which = f"the history {_lists_of(names, history)}" + (f" in {key}" if key else "")
        where = ", ".join(map(str, numbers))
        notices.append(
            Notice(
                "repeated-history",
                f"{which} stands in rows {where}"
                + ("; their counts were added" if sum_repeated else ""),
                "compare with the original: often one row was meant for another history "
                "(published copies carry such errors); to add the rows up use --sum-repeated",
                "warning" if sum_repeated else "error",
            )
        )
    return notices


def _impossible_masks(
    names: list[str], impossible: Sequence[str], faults: list[Notice]
) -> set[int]:
    masks = set()
    for text in impossible:
        parts = [part.strip() for part in text.split("+")]
        unknown = [part for part in parts if part not in names]
        if unknown:
            faults.append(
                _error(
                    "impossible-unknown",
                    f"--impossible {text}: no list is called {', '.join(unknown)}",
                    f"use the names {', '.join(names)} joined by +",
                )
            )
            continue
        masks.add(sum(1 << names.index(part) for part in set(parts)))
    return masks


def _shortened(faults: list[Notice]) -> list[Notice]:
    """At most `_SHOWN` faults of one code, then one that counts the rest."""
    kept: list[Notice] = []
    by_code: dict[str, list[Notice]] = {}
    for fault in faults:
        by_code.setdefault(fault.code, []).append(fault)
    for code, same in by_code.items():
        kept.extend(same[:_SHOWN])
        if len(same) > _SHOWN:
            kept.append(
                _error(code, f"and {len(same) - _SHOWN} more rows with this fault", same[0].remedy)
            )
    return kept
