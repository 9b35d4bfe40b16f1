"""A finding: what a rule holds against a document, where, and what else in the document it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from probanda.audit.document import Document

__all__ = ["Evidence", "Finding", "Severity", "finding_json", "place_json"]

#: *error*: a reader can check it in the document alone; *warning*: probably; *note*: worth a look.
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Another place of the document that a finding rests on."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes:
        rule: the rule's code.
        severity: as `Severity`.
        message: names the figures, dates or words in conflict.
        suggestion: what would mend it.
        start: first code point of the place in the document's text.
        end: one past the last.
        evidence: the other places, in order.
    """

    rule: str
    severity: Severity
    message: str
    start: int
    end: int
    suggestion: str = ""
    evidence: tuple[Evidence, ...] = ()


def place_json(document: Document, start: int, end: int) -> dict[str, Any]:
    """Section, paragraph, page, line, sentence (of a cell its row), start and end of a range, for JSON."""
    section = document.section_of(start)
    block = document.block_of(start)
    first, last = document.quote_of(start)
    return {
        "section": section.label if section else None,
        "paragraph": document.paragraph_of(start),
        "paragraph_number": (block.number or None) if block else None,
        "page": document.page_of(start),
        "line": document.line_of(start),
        "sentence": document.text[first:last],
        "start": start,
        "end": end,
    }


def finding_json(document: Document, finding: Finding) -> dict[str, Any]:
    """A finding with its place, for JSON. Each piece of evidence quotes its own place."""
    evidence = [
        {"text": document.text[each.start : each.end]} | place_json(document, each.start, each.end)
        for each in finding.evidence
    ]
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": finding.suggestion,
        **place_json(document, finding.start, finding.end),
        "evidence": evidence,
    }
