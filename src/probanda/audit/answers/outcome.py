"""The outcome of an audit as the answers need it: findings with their identifiers and what was accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from probanda.audit.answers.accepted import Accepted, finding_id
from probanda.audit.document import Document
from probanda.audit.finding import Finding
from probanda.audit.rules import Report

__all__ = ["Named", "Outcome"]

#: A finding with its identifier, and its acceptance if there is one.
Named = tuple[str, Finding, Accepted | None]


@dataclass(frozen=True)
class Outcome:
    """A report of the rules, the file it is about, the findings that were accepted, and what a record says.

    What a casebook's record holds against the document is a finding, too; its rule is the code of the problem.
    """

    report: Report
    file: str
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    record: tuple[Finding, ...] = ()

    @property
    def document(self) -> Document:
        """The document that was audited."""
        return self.report.facts.document

    @cached_property
    def findings(self) -> list[Named]:
        """Identifier, finding, and its acceptance if there is one; in order of the text."""
        return self._named(self.report.findings)

    @cached_property
    def open_findings(self) -> list[tuple[str, Finding]]:
        """Findings that nobody accepted."""
        return _open(self.findings)

    @cached_property
    def of_record(self) -> list[Named]:
        """What the record holds against the document, named like findings; in order of the text."""
        return self._named(self.record)

    @cached_property
    def open_of_record(self) -> list[tuple[str, Finding]]:
        """What the record holds against the document and nobody accepted."""
        return _open(self.of_record)

    @property
    def accepted_findings(self) -> list[tuple[str, Finding, Accepted]]:
        """What was accepted, of the rules' findings and of the record's."""
        both = (*self.findings, *self.of_record)
        return [(name, each, why) for name, each, why in both if why is not None]

    def _named(self, findings: Iterable[Finding]) -> list[Named]:
        """Findings with identifiers; the second of two that read alike (a sentence printed twice) ends in "-2"."""
        seen: Counter[str] = Counter()
        named: list[Named] = []
        for each in findings:
            name = finding_id(self.document, each)
            seen[name] += 1
            if seen[name] > 1:
                name = f"{name}-{seen[name]}"
            named.append((name, each, self.accepted.get(name)))
        return named

    @cached_property
    def counts(self) -> Counter[str]:
        """How many open findings of each severity."""
        return Counter(each.severity for _, each in self.open_findings)


def _open(named: Iterable[Named]) -> list[tuple[str, Finding]]:
    return [(name, each) for name, each, accepted in named if accepted is None]
