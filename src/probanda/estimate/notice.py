"""What the wing tells its reader about a table or a result: a code, a sentence, a remedy.

Only the notices themselves and the refusal that carries them; what triggers one is decided
in `reading`, `checks` and the methods.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Notice", "Refused"]

Severity = Literal["warning", "error"]


@dataclass(frozen=True, order=True)
class Notice:
    """One finding: stable `code`, `message` with what was found and where, `remedy`.

    `severity` is "error" when nothing may be computed, else "warning".
    """

    code: str
    message: str
    remedy: str
    severity: Severity = "warning"

    def as_dict(self) -> dict[str, str]:
        """The JSON form: code, message, remedy, severity."""
        return {
            "code": self.code,
            "message": self.message,
            "remedy": self.remedy,
            "severity": self.severity,
        }


class Refused(ValueError):  # noqa: N818 (reads as a verdict: "except Refused")
    """Nothing was computed, and `notices` says why (all reasons, not only the first)."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        self.notices: tuple[Notice, ...] = tuple(notices)
        super().__init__("; ".join(f"{n.code}: {n.message}" for n in self.notices))
