"""The answer for programs: the document, the findings, and everything that was extracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from probanda.audit.answers.accepted import Accepted
from probanda.audit.answers.outcome import Outcome
from probanda.audit.extract.dates import dates
from probanda.audit.extract.persons import Person, persons
from probanda.audit.extract.places import Place, places
from probanda.audit.extract.provisions import provisions
from probanda.audit.extract.quantities import quantities
from probanda.audit.extract.quotations import quotations
from probanda.audit.extract.recommendations import recommendations
from probanda.audit.extract.sources import sources
from probanda.audit.extract.times import times
from probanda.audit.facts import Facts
from probanda.audit.finding import finding_json, place_json

__all__ = ["accepted_json", "as_json", "document_json", "unread_json"]

#: What an answer says of the document.
_DOCUMENT = (
    "file",
    "format",
    "text_sha256",
    "language",
    "date",
    "date_found",
    "title",
    "characters",
    "words",
    "pages",
    "sections",
    "remarks",
)
#: What an answer lists besides the findings.
_EXTRACTED = (
    "quantities",
    "dates",
    "sources",
    "provisions",
    "quotations",
    "recommendations",
    "persons",
    "places",
)


def document_json(outcome: Outcome) -> dict[str, Any]:
    """What was read."""
    document = outcome.document
    date = document.date
    return {
        "file": outcome.file,
        "format": document.format,
        "text_sha256": document.sha256,
        "language": document.language,
        "date": date.iso if date else None,
        "date_found": date.how if date else None,
        "title": document.title or None,
        "characters": len(document.text),
        "words": len(document.text.split()),
        "pages": document.pages[-1].number if document.pages else None,
        "sections": [
            {
                "number": each.number or None,
                "title": each.title,
                "level": each.level,
                "start": each.start,
                "end": each.end,
            }
            for each in document.sections
        ],
        "remarks": [{"code": each.code, "message": each.message} for each in document.remarks],
    }


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The whole answer. Positions are code points of the text that ``document.text_sha256`` names."""
    facts = outcome.report.facts
    document = outcome.document
    findings = [
        {
            **finding_json(document, each),
            "id": name,
            "accepted": accepted_json(accepted),
        }
        for name, each, accepted in outcome.findings
    ]
    extracted: dict[str, Iterable[Any]] = {
        "quantities": facts.of(quantities),
        "dates": sorted([*facts.of(dates), *facts.of(times)], key=lambda each: each.start),
        "sources": facts.of(sources),
        "provisions": facts.of(provisions),
        "quotations": facts.of(quotations),
        "recommendations": facts.of(recommendations),
    }
    answer: dict[str, Any] = {"document": document_json(outcome), "findings": findings}
    for name, values in extracted.items():
        answer[name] = [
            {**place_json(document, each.start, each.end), **each.as_json(facts)} for each in values
        ]
    answer["persons"] = [_named(facts, each, *_first(each)) for each in facts.of(persons)]
    answer["places"] = [_named(facts, each, *each.mentions[0]) for each in facts.of(places)]
    answer["unchecked"] = {
        code: list(reasons) for code, reasons in outcome.report.unchecked.items()
    }
    return answer


def accepted_json(accepted: Accepted | None) -> dict[str, str | None] | None:
    """The reason, the person and the day; nothing of what was not accepted."""
    if accepted is None:
        return None
    return {"reason": accepted.reason, "by": accepted.by or None, "on": accepted.on or None}


def unread_json(file: str, problem: Mapping[str, Any]) -> dict[str, Any]:
    """The answer about a file that was not read: the problem, and nothing found, in the form of all answers."""
    return {
        "ok": False,
        "problems": [dict(problem)],
        "document": {**dict.fromkeys(_DOCUMENT), "file": file, "sections": [], "remarks": []},
        "findings": [],
        **{name: [] for name in _EXTRACTED},
        "unchecked": {},
    }


def _first(person: Person) -> tuple[int, int]:
    return person.mentions[0].start, person.mentions[0].end


def _named(facts: Facts, each: Person | Place, start: int, end: int) -> dict[str, Any]:
    """A person or place with the place of the first mention; each mention says where it stands."""
    return {**place_json(facts.document, start, end), **each.as_json(facts)}
