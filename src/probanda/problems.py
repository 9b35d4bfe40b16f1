"""A problem as a value (what was found, where, what was expected, how to mend it), and its error."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

__all__ = ["ProbandaError", "Problem", "Severity"]

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, said so that the reader can mend it.

    Attributes:
        code: stable name in kebab-case, documented in docs/reference/problems.md.
        message: one sentence in the user's words.
        file: the file as the user named it.
        row: 1-based row of a list, counted after the header.
        column: column, field or key.
        line: 1-based line of a text file.
        char: 1-based character in that line.
        found: the value as it stood.
        expected: what would have been right.
        remedy: what to do.
        severity: an error stops the work it belongs to; a warning or a notice does not.
    """

    code: str
    message: str
    file: str = ""
    row: int | None = None
    column: str = ""
    line: int | None = None
    char: int | None = None
    found: str = ""
    expected: str = ""
    remedy: str = ""
    severity: Severity = "error"

    @property
    def where(self) -> str:
        """``file:line:char`` or ``file, row 3, column X``; empty when the problem has no place."""
        if self.line is not None:
            place = f"{self.file}:{self.line}"
            return f"{place}:{self.char}" if self.char is not None else place
        parts = [self.file] if self.file else []
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def as_dict(self) -> dict[str, Any]:
        """The fields that are set, for JSON."""
        return {name: value for name, value in asdict(self).items() if value not in ("", None)}

    def __str__(self) -> str:
        head = f"{self.where}: " if self.where else ""
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{head}{self.severity} {self.code}: {self.message}{tail}"


class ProbandaError(Exception):
    """Work that cannot go on, with the problem or problems that stopped it.

    ``usage`` is true when the command was used wrongly (exit status 2 rather than 1).
    """

    def __init__(self, *problems: Problem, usage: bool = False) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.usage = usage
