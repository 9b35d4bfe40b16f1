"""Findings that somebody accepted, each with a reason, kept in a file beside the document.

    # report.docx.accepted.yaml
    findings:
      - id: 3f2a91c07b
        rule: parts-sum
        sentence: Of 120 detainees, 70 were men and 45 women.
        reason: Five asked that their sex not be recorded; the method section says so.
        by: A. Velan
        date: 2025-03-14

A finding is known again by its rule, its sentence, its words and those of its evidence, so that it stays accepted
when the text around it changes and comes back when the sentence does, or what it is held against.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from probanda.audit.document import Document
from probanda.audit.finding import Finding
from probanda.problems import ProbandaError, Problem

__all__ = ["Accepted", "accepted_file", "finding_id", "load_accepted", "save_accepted"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding; ``on`` is the day (`date` in the file, since YAML takes a bare "on" for yes)."""

    id: str
    rule: str
    reason: str
    sentence: str = ""
    by: str = ""
    on: str = ""


def finding_id(document: Document, finding: Finding) -> str:
    """Ten hexadecimal digits that name a finding in its document, whatever stands around its sentence.

    The words of the evidence count too: who accepted 143 against 134 has not accepted 143 against 155.
    """
    places = (
        document.quote_of(finding.start),
        (finding.start, finding.end),
        *((each.start, each.end) for each in finding.evidence),
    )
    words = [" ".join(document.text[start:end].split()) for start, end in places]
    return hashlib.sha256("\n".join([finding.rule, *words]).encode()).hexdigest()[:10]


def accepted_file(document: Path) -> Path:
    """The file beside a document in which accepted findings are kept."""
    return document.with_name(f"{document.name}.accepted.yaml")


def load_accepted(path: Path) -> dict[str, Accepted]:
    """Accepted findings by identifier; none when the file is not there.

    Raises:
        ProbandaError: the file is no such list, or a finding has no reason.
    """
    if not path.exists():
        return {}
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refused(path, f"The file is no YAML ({str(error).splitlines()[0]}).") from error
    rows = value.get("findings") if isinstance(value, dict) else None
    if value is None or rows is None:
        return {}
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _refused(path, "`findings` is no list of findings.")
    accepted: dict[str, Accepted] = {}
    for row in rows:
        fields = {
            name: str(row.get(name) or "").strip()
            for name in ("id", "rule", "reason", "sentence", "by")
        }
        # "on" as earlier versions wrote it, quoted, or as a person writes it
        fields["on"] = str(row.get("date") or row.get("on") or row.get(True) or "").strip()
        if not fields["id"] or not fields["reason"]:
            raise _refused(path, "An accepted finding needs an id and a reason.")
        accepted[fields["id"]] = Accepted(**fields)
    return accepted


def save_accepted(path: Path, accepted: Mapping[str, Accepted] | Iterable[Accepted]) -> None:
    """Write accepted findings, in order of their identifiers."""
    rows = accepted.values() if isinstance(accepted, Mapping) else accepted
    findings = [_row(each) for each in sorted(rows, key=lambda each: each.id)]
    head = "# Findings of the audit that were accepted, each with its reason.\n"
    text = yaml.safe_dump({"findings": findings}, allow_unicode=True, sort_keys=False, width=100)
    path.write_text(head + text, encoding="utf-8")


def _row(accepted: Accepted) -> dict[str, str | dt.date]:
    """An accepted finding as it stands in the file; the day as a date, so that it needs no quotation marks."""
    row: dict[str, str | dt.date] = {
        name: value
        for name in ("id", "rule", "sentence", "reason", "by")
        if (value := getattr(accepted, name))
    }
    if accepted.on:
        try:
            row["date"] = dt.date.fromisoformat(accepted.on)
        except ValueError:
            row["date"] = accepted.on
    return row


def _refused(path: Path, message: str) -> ProbandaError:
    return ProbandaError(
        Problem(
            "accepted-unreadable",
            message,
            file=str(path),
            expected="findings: a list with id, rule and reason",
        )
    )
