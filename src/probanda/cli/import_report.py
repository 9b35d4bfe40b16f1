"""The report of every row of an import: counted as the rows pass, written as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from probanda.exchange.lists import Checked, Repair
    from probanda.problems import Problem

__all__ = ["RowReport"]

COLUMNS = ("row", "key", "outcome", "column", "code", "found", "used_or_expected", "message")


class RowReport:
    """Counts the outcomes and keeps what there is to say of each row; the rows themselves pass through."""

    def __init__(self) -> None:
        self.counts = {"rows": 0, "taken": 0, "repaired": 0, "refused": 0}
        self.problems: list[Problem] = []
        self.repairs: list[Repair] = []
        self._lines: list[tuple[object, ...]] = []

    def watch(self, rows: Iterable[Checked]) -> Iterator[Checked]:
        """Give the rows on as they come, keeping their outcomes."""
        counts, lines = self.counts, self._lines
        for row in rows:
            outcome = row.outcome
            counts["rows"] += 1
            counts[outcome] += 1
            if outcome == "taken":
                lines.append((row.row, row.key, outcome))
            else:
                self._keep(row, outcome)
            yield row

    def _keep(self, row: Checked, outcome: str) -> None:
        self.problems += row.problems
        self.repairs += row.repairs
        for problem in row.problems:
            self._lines.append(
                (row.row, row.key, outcome, problem.column, problem.code, problem.found,
                 problem.expected, problem.message)
            )  # fmt: skip
        for repair in row.repairs:
            self._lines.append(
                (
                    row.row,
                    row.key,
                    outcome,
                    repair.column,
                    repair.code,
                    repair.found,
                    repair.used,
                    "",
                )
            )

    def write(self, path: Path) -> None:
        """Write the report as CSV (UTF-8 with byte order mark, so that spreadsheets read it right)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(self._lines)
