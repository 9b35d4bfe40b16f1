"""The table of what a check can find (``data/findings.yaml``), and problems made from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from probanda.problems import Problem, Severity
from probanda.report.datafiles import load

__all__ = ["FindingKind", "finding", "finding_kinds"]


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One row of the table: what a code means, how much it weighs and why."""

    code: str
    severity: Severity
    title: str
    why: str


@cache
def finding_kinds() -> dict[str, FindingKind]:
    """All kinds by code, in the order of the table."""
    return {
        code: FindingKind(code, row["severity"], row["title"], row["why"])
        for code, row in load("findings.yaml").items()
    }


def finding(code: str, message: str, **where: Any) -> Problem:
    """A problem of a known kind, said as a sentence; its severity comes from the table.

    >>> finding("heading-empty", "the heading has no words", file="m.md", line=3).severity
    'error'

    Raises:
        KeyError: when the table has no such code.
    """
    if not message.endswith((".", "?", "!", "…")):
        message += "."
    return Problem(code=code, message=message, severity=finding_kinds()[code].severity, **where)
