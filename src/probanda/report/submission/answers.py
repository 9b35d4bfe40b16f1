"""What the checks of a submission are asked with, and what each answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from probanda.consent import Consent, Form
from probanda.problems import Problem, Severity

__all__ = ["CHECKS", "Check", "Deadline", "Facts", "Named"]

Status = Literal["ok", "notice", "warning", "error"]
#: The checks, in the order in which they are answered.
CHECKS = (
    "text", "body", "article", "session", "deadline", "language", "length", "format", "parts",
    "publicity", "consent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One answer: which check, how it stands, in words, how it is known, and how to mend it."""

    check: str
    status: Status
    message: str
    source: str = ""
    remedy: str = ""
    code: str = ""

    def as_dict(self) -> dict[str, str]:
        """For JSON; empty fields are left out."""
        values = {
            "check": self.check,
            "status": self.status,
            "code": self.code,
            "message": self.message,
            "source": self.source,
            "remedy": self.remedy,
        }
        return {name: value for name, value in values.items() if value}

    def problem(self, file: str) -> Problem:
        """The same as a problem of the manuscript."""
        severity: Severity = "notice" if self.status == "ok" else self.status
        return Problem(
            self.code or f"submission-{self.check}",
            self.message,
            file=file,
            column=self.check,
            remedy=self.remedy,
            severity=severity,
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A step that organisations owe: its words, when it is due, in which session, and who says so."""

    key: str
    step: str
    session: str
    due: date | None
    done: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """A person the document refers to: the form shown, the tier, and whether a consent is on record."""

    key: str
    form: Form
    tier: Consent
    recorded: bool
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record and the data on treaties say.

    ``bound``, ``inquiry`` and ``complaints``: whether the State is bound, accepts inquiries and complaints;
    None when nobody knows. ``complainants`` counts persons named in full with consent (an anonymous complaint
    is inadmissible).
    """

    today: date
    sessions: Mapping[str, tuple[date | None, date | None, str]] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    bound: bool | None = None
    bound_why: str = ""
    inquiry: bool | None = None
    complaints: bool | None = None
    casebook_body: str = ""
    persons: tuple[Named, ...] = ()
    expired: tuple[str, ...] = ()
