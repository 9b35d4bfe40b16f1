"""The outcome of an audit as the answers need it: findings with their identifiers and what was accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from probanda.audit.answers.accepted import Accepted, finding_id
from probanda.audit.document import Document
from probanda.audit.finding import Finding, Severity
from probanda.audit.rules import Report

__all__ = ["Outcome", "RecordNote"]


@dataclass(frozen=True, slots=True)
class RecordNote:
    """What a casebook's record holds against a place of the document.

    Attributes:
        start: first code point of the place in the document's text.
        end: one past the last.
        severity: as of a finding.
        code: of the kind of problem, in kebab-case.
        message: what is wrong.
        suggestion: what to do.
    """

    start: int
    end: int
    severity: Severity
    code: str
    message: str
    suggestion: str = ""


@dataclass(frozen=True)
class Outcome:
    """A report of the rules, the file it is about, the findings that were accepted, and what a record says."""

    report: Report
    file: str
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    record: tuple[RecordNote, ...] = ()

    @property
    def document(self) -> Document:
        """The document that was audited."""
        return self.report.facts.document

    @cached_property
    def findings(self) -> list[tuple[str, Finding, Accepted | None]]:
        """Identifier, finding, and its acceptance if there is one; in order of the text."""
        named = [(finding_id(self.document, each), each) for each in self.report.findings]
        return [(name, each, self.accepted.get(name)) for name, each in named]

    @cached_property
    def open_findings(self) -> list[tuple[str, Finding]]:
        """Findings that nobody accepted."""
        return [(name, each) for name, each, accepted in self.findings if accepted is None]

    @cached_property
    def counts(self) -> Counter[str]:
        """How many open findings of each severity."""
        return Counter(each.severity for _, each in self.open_findings)
