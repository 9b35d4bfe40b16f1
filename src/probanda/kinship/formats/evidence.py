"""Evidence beside DNA as a table: kind, victim, missing, lr, source, note."""

from __future__ import annotations

from probanda.kinship.evidence import Item
from probanda.kinship.formats.tables import rows
from probanda.kinship.problems import Problem

COLUMNS = ("kind", "victim", "missing", "lr", "source")


def read_evidence(text: str) -> tuple[list[Item], list[Problem]]:
    """Items of evidence; rows without a source or a ratio above 0 are listed, not used."""
    table = rows(text)
    header = [c.lower() for c in table[0]] if table else []
    lacking = [c for c in COLUMNS if c not in header]
    if lacking:
        return [], [Problem("format-row", f"columns missing: {', '.join(lacking)}")]
    items: list[Item] = []
    problems: list[Problem] = []
    for number, row in enumerate(table[1:], start=2):
        cells = dict(zip(header, row, strict=False))
        try:
            items.append(
                Item(
                    cells.get("kind") or "other",  # type: ignore[arg-type]
                    cells.get("victim", ""),
                    cells.get("missing", ""),
                    float(cells.get("lr", "").replace(",", ".")),
                    cells.get("source", ""),
                    cells.get("note", ""),
                )
            )
        except ValueError as e:
            message = f"row {number}: {e}"
            problems.append(Problem("format-row", message, cells.get("victim", "")))
    return items, problems
