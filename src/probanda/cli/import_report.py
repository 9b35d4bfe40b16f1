"""The report of every row of an import: counted as the rows pass, written as a table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from probanda.exchange.lists import Checked, Repair
    from probanda.problems import Problem

__all__ = ["RowReport"]

COLUMNS = ("row", "key", "outcome", "column", "code", "found", "used_or_expected", "message")
#: How many problems and repairs are kept to be shown; the report itself has all of them.
KEPT = 1000


class RowReport:
    """Counts the outcomes and keeps what there is to say of each row; the rows themselves pass through."""

    def __init__(self) -> None:
        self.counts = {"rows": 0, "taken": 0, "repaired": 0, "refused": 0}
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []
        self.repairs: list[Repair] = []
        self.left_off = 0
        self._lines: list[tuple[Any, ...]] = []

    def watch(self, rows: Iterable[Checked]) -> Iterator[Checked]:
        """Give the rows on as they come, keeping their outcomes."""
        counts, lines = self.counts, self._lines
        for row in rows:
            outcome = row.outcome
            counts["rows"] += 1
            counts[outcome] += 1
            if outcome == "taken" and not row.remarks:
                lines.append((row.row, row.key, outcome))
            else:
                self._keep(row, outcome)
            yield row

    def _keep(self, row: Checked, outcome: str) -> None:
        for problems, kept in ((row.problems, self.problems), (row.remarks, self.remarks)):
            for problem in problems:
                self._store(kept, problem)
                self._lines.append(
                    (row.row, row.key, outcome, problem.column, problem.code, problem.found,
                     problem.expected, problem.message)
                )  # fmt: skip
        for repair in row.repairs:
            self._store(self.repairs, repair)
            self._lines.append(
                (row.row, row.key, outcome, repair.column, repair.code, repair.found, repair.used,
                 repair.how)
            )  # fmt: skip

    def _store(self, kept: list[Any], what: Any) -> None:
        if len(kept) < KEPT:
            kept.append(what)
        else:
            self.left_off += 1

    def write(self, path: Path) -> None:
        """Write the report: JSON for a name in .json, else CSV (UTF-8 with a mark, for spreadsheets)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix.lower() == ".json":
            rows = [dict(zip(COLUMNS, line, strict=False)) for line in self._lines]
            path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
            return
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(self._lines)
