"""Interviews as the record holds them: how they were held, answers with the claims that rest on them, gaps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from probanda.casebook import models
from probanda.consent import Consent
from probanda.law.lacking import Item, review
from probanda.law.loading import shipped_law
from probanda.problems import ProbandaError, Problem

__all__ = ["AnswerRecord", "InterviewRecord", "Reviewed", "read_examinations", "read_interviews"]

_ANSWERS = re.compile(r"\banswers?\s+(\d+)(?:\s*[-–]\s*(\d+))?", re.IGNORECASE)
_LONGEST = 1000  # numbers in one range of answers: more is a slip
#: What the record of an interview itself should say, in words for a message.
FIELDS = {
    "present": "who was present",
    "language": "the language",
    "place_text": "the place",
    "breaks": "breaks",
    "consent_scope": "what consent covers",
    "consent_for": "for whom consent was given",
    "consent_until": "until when consent holds",
    "recontact": "whether and how the person may be contacted again",
    "support": "what support was offered",
}


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One question and answer, and the claims that rest on it."""

    number: int
    question: str
    answer: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a record covers and lacks of a checklist."""

    checklist: str
    covered: tuple[Item, ...] = ()
    lacking: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """One interview. ``values`` are its fields as they stand; ``unlinked`` claims name no answer that is there."""

    key: str
    source: str
    person: str
    consent: str
    values: Mapping[str, str]
    answers: tuple[AnswerRecord, ...]
    unlinked: tuple[str, ...]
    missing: tuple[str, ...]
    reviewed: Reviewed
    problems: tuple[Problem, ...] = field(default=())


def read_interviews(today: date, keys: tuple[str, ...] = ()) -> tuple[InterviewRecord, ...]:
    """All interviews (or those named), with what they lack as of a day."""
    rows = models.Interview.objects.select_related("source", "person").order_by("key")
    if keys:
        rows = rows.filter(key__in=keys)
        unknown = set(keys) - set(rows.values_list("key", flat=True))
        if unknown:
            raise ProbandaError(
                *(
                    Problem("interview-unknown", "The record has no such interview.", found=key)
                    for key in sorted(unknown)
                )
            )
    return tuple(_interview(row, today) for row in rows)


def _interview(row: Any, today: date) -> InterviewRecord:
    by_answer, unlinked = _claims(row)
    answers = tuple(
        AnswerRecord(each.number, each.question, each.answer, tuple(by_answer.pop(each.number, ())))
        for each in models.Answer.objects.filter(interview=row).order_by("number")
    )
    for claims in by_answer.values():
        unlinked += claims
    values = {
        name: str(getattr(row, name) or "") for name in ("interviewer", "interpreter", *FIELDS)
    }
    values["date"] = row.date_text or row.date_edtf
    missing = tuple(words for name, words in FIELDS.items() if not getattr(row, name))
    return InterviewRecord(
        row.key,
        row.source.key,
        row.person.key if row.person is not None else "",
        row.consent,
        values,
        answers,
        tuple(dict.fromkeys(unlinked)),
        missing,
        reviewed("ISTANBUL", row.covers or {}),
        tuple(_problems(row, today)),
    )


def _claims(row: Any) -> tuple[dict[int, list[str]], list[str]]:
    """Claims of the interview's source by the answers that their locators name, and those that name none."""
    by_answer: dict[int, list[str]] = defaultdict(list)
    unlinked: list[str] = []
    for model in models.TYPED_CLAIMS:
        if model is models.ConsentClaim:
            continue
        for claim in model._default_manager.filter(source=row.source, current=True).order_by("pk"):
            found = _ANSWERS.search(claim.locator)
            if found is None:
                unlinked.append(claim.address)
                continue
            first = int(found[1])
            last = int(found[2] or first)
            for number in range(first, min(last, first + _LONGEST) + 1):
                by_answer[number].append(claim.address)
    return by_answer, unlinked


def _problems(row: Any, today: date) -> list[Problem]:
    problems = []
    if (
        row.consent_until is not None
        and row.consent_until < today
        and row.consent != Consent.WITHDRAWN
    ):
        problems.append(
            Problem(
                "consent-expired",
                f"Consent to use the interview {row.key} ran out on {row.consent_until.isoformat()}.",
                column=row.key,
                remedy="Ask again, or withdraw it: `probanda interviews withdraw`.",
            )
        )
    if row.consent == Consent.UNKNOWN:
        problems.append(
            Problem(
                "consent-not-asked",
                f"The interview {row.key} does not say what the person agreed to.",
                column=row.key,
                severity="warning",
                remedy="Until it does, it is treated as internal.",
            )
        )
    if row.person is not None and row.source.consent != Consent.WITHDRAWN:
        head = row.person.cluster_id or row.person_id
        taken_back = models.ConsentClaim.objects.filter(
            current=True, tier=Consent.WITHDRAWN, person__cluster_id=head
        ) | models.ConsentClaim.objects.filter(current=True, tier=Consent.WITHDRAWN, person_id=head)
        if taken_back.exists():
            problems.append(
                Problem(
                    "consent-withdrawn-in-part",
                    f"The person interviewed in {row.key} took consent back, and the interview is still in use.",
                    column=row.key,
                    remedy=f"`probanda interviews withdraw {row.key}` takes it out everywhere.",
                )
            )
    return problems


def reviewed(checklist: str, covers: Mapping[str, str]) -> Reviewed:
    """Hold what a record covers against a checklist of the shipped law."""
    law = shipped_law()
    instrument = law.instruments.get(checklist.upper())
    if instrument is None or instrument.binding:
        return Reviewed(
            checklist,
            problems=(
                Problem(
                    "checklist-unknown",
                    "There is no checklist of that name.",
                    found=checklist,
                    expected=", ".join(k for k, i in law.instruments.items() if not i.binding),
                ),
            ),
        )
    found = review(instrument, covers)
    return Reviewed(found.checklist, found.covered, found.lacking, found.problems)


def read_examinations() -> tuple[tuple[str, str, str, Reviewed], ...]:
    """Examinations: (key, source, of whom or what, what the record covers and lacks)."""
    rows = models.Examination.objects.select_related("source", "person", "remains").order_by("key")
    return tuple(
        (
            row.key,
            row.source.key,
            row.person.key if row.person else row.remains.key if row.remains else "",
            reviewed(row.checklist, row.covers or {}),
        )
        for row in rows
    )
