"""The answer as SARIF 2.1.0 (OASIS, 2020), which editors and review tools show.

A region is a line of the original where the format has lines, and always the range of code points in the
extracted text, which is embedded as an artifact of its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from probanda import __version__
from probanda.audit.answers.outcome import Outcome
from probanda.audit.document import Document
from probanda.audit.rules import all_rules

__all__ = ["as_sarif", "unread_sarif"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_sarif(outcome: Outcome) -> dict[str, Any]:
    """One run of SARIF."""
    document = outcome.document
    address = _address(outcome.file)
    rules = all_rules()
    told = [*outcome.findings, *outcome.of_record]
    used = list(dict.fromkeys(each.rule for _, each, _ in told))
    results = []
    for name, each, accepted in told:
        result: dict[str, Any] = {
            "ruleId": each.rule,
            "ruleIndex": used.index(each.rule),
            "level": each.severity,
            "message": {"text": f"{each.message} {each.suggestion}".strip()},
            "locations": [_location(document, address, each.start, each.end)],
            "partialFingerprints": {"probandaFinding/v1": name},
        }
        if each.evidence:
            places = [_location(document, address, x.start, x.end) for x in each.evidence]
            result["relatedLocations"] = [  # each once, as the schema asks
                place for at, place in enumerate(places) if place not in places[:at]
            ]
        if accepted:
            result["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": accepted.reason}
            ]
        results.append(result)
    extracted = {
        "location": {"uri": f"{address}.txt"},
        "description": {"text": "The extracted text: offsets of characters count in it."},
        "contents": {"text": document.text},
        "hashes": {"sha-256": document.sha256},
        "parentIndex": 0,
    }
    return _log(
        [_rule(code, rules) if code in rules else _record_rule(code) for code in used],
        _invocation(outcome),
        [{"location": {"uri": address}}, extracted],
        results,
    )


def unread_sarif(file: str, problem: Mapping[str, Any]) -> dict[str, Any]:
    """The answer about a file that was not read: a run that failed, and why."""
    why = {
        "level": "error",
        "descriptor": {"id": problem["code"]},
        "message": {"text": problem["message"]},
    }
    failed = {"executionSuccessful": False, "toolExecutionNotifications": [why]}
    artifact = {"location": {"uri": _address(file)}}
    return _log([], failed, [artifact], [])


def _address(file: str) -> str:
    """A file's name as an address, also where its bytes are no UTF-8."""
    return quote(os.fsencode(PurePath(file).as_posix()))


def _log(
    rules: list[dict[str, Any]],
    invocation: dict[str, Any],
    artifacts: list[dict[str, Any]],
    results: list[dict[str, Any]],
) -> dict[str, Any]:
    """A log of one run."""
    driver = {"name": "Probanda audit", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(outcome: Outcome) -> dict[str, Any]:
    """That the rules ran, and what they could not look at."""
    unchecked = [
        {"level": "note", "message": {"text": f"{code}: {why}"}, "associatedRule": {"id": code}}
        for code, reasons in outcome.report.unchecked.items()
        for why in reasons
    ]
    said: dict[str, Any] = {"toolExecutionNotifications": unchecked} if unchecked else {}
    return {"executionSuccessful": True, **said}


def _rule(code: str, rules: Any) -> dict[str, Any]:
    rule = rules[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.rationale},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"family": rule.family},
    }


def _record_rule(code: str) -> dict[str, Any]:
    """A kind of problem that the look-up in a casebook tells, as a rule of its own."""
    told = f"In the casebook's record: {code.replace('-', ' ')}."
    return {"id": code, "shortDescription": {"text": told}, "properties": {"family": "record"}}


def _location(document: Document, address: str, start: int, end: int) -> dict[str, Any]:
    region: dict[str, Any] = {
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": document.text[start:end]},
    }
    physical: dict[str, Any] = {"artifactLocation": {"uri": address}, "region": region}
    line = document.line_of(start)
    if line is not None:
        region = {"startLine": line, "snippet": {"text": document.text[start:end]}}
        physical["region"] = region
    else:
        physical["artifactLocation"] = {"uri": f"{address}.txt", "index": 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    section = document.section_of(start)
    page = document.page_of(start)
    names = [f"page {page}"] if page else []
    if section:
        names.append(section.label)
    if names:
        location["logicalLocations"] = [{"fullyQualifiedName": ": ".join(names)}]
    location["properties"] = {"start": start, "end": end}
    return location
