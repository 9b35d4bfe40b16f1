"""The treaty body's cycle as the record holds it: steps, sessions, recommendations, what States did, grades.

Reads, never writes. Dates are those of the record; what a body asked for, what a State replied and how
anybody graded it stand beside each other with their sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from probanda.casebook import models
from probanda.consent import Consent
from probanda.law.cycle import PROCEDURES

__all__ = [
    "Grade",
    "Recommendation",
    "Reply",
    "Session",
    "Step",
    "read_recommendations",
    "read_sessions",
    "read_steps",
]


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a body: its number, and when it opens and closes."""

    key: str
    body: str
    number: str
    opens: date | None
    closes: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what, owed by whom, due when, done when; ``moved`` are earlier due dates, oldest first."""

    key: str
    body: str
    state: str
    procedure: str
    cycle: str
    step: str
    text: str
    owes: str
    session: str
    due: date | None
    due_text: str
    done: date | None
    symbol: str
    confidential: bool
    source: str
    locator: str
    note: str = ""
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a State says it did, or is said to have done or left undone, on a recommendation."""

    key: str
    state: str
    nature: str
    outcome: str
    obligation: str
    text: str
    day: str
    claimant: str
    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade: never without body and scale."""

    key: str
    body: str
    scale: str
    grade: str
    symbol: str
    day: str
    claimant: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of a body, or of ours, with what came of it in order of date."""

    key: str
    issuer: str
    symbol: str
    paragraph: str
    state: str
    text: str
    addressee: str
    findings: tuple[str, ...]
    measure: str
    due: date | None
    follow_up: bool | None
    themes: str
    issued: str
    answers: str
    source: str
    claimant: str
    replies: tuple[Reply, ...] = ()
    grades: tuple[Grade, ...] = ()

    @property
    def cited(self) -> str:
        """Symbol and paragraph as a footnote has them."""
        numbered = self.paragraph[:1].isdigit()
        para = f"para. {self.paragraph}" if numbered else self.paragraph
        return ", ".join(part for part in (self.symbol, para) if part)


def _current(model: Any, *related: str) -> Iterable[Any]:
    rows = model.objects.filter(current=True).exclude(status="retracted")
    rows = rows.exclude(consent=Consent.WITHDRAWN)
    return rows.select_related("source", "claimant", *related).order_by("pk")


def read_sessions() -> tuple[Session, ...]:
    """All sessions, by body and opening."""
    found = [
        Session(
            claim.address,
            claim.body,
            claim.number,
            claim.date_earliest,
            claim.date_latest,
            claim.source.key,
        )
        for claim in _current(models.SessionClaim)
    ]
    return tuple(sorted(found, key=lambda s: (s.body, s.opens or date.max, s.number)))


def read_steps(body: str = "", state: str = "") -> tuple[Step, ...]:
    """Steps of all procedures (or those of one body and State), by due date; undated ones last."""
    found = []
    for claim in _current(models.StepClaim):
        if (body and claim.body != body) or (state and claim.state != state):
            continue
        kinds = {kind.word: kind for kind in PROCEDURES.get(claim.procedure, ())}
        kind = kinds.get(claim.step)
        found.append(
            Step(
                claim.address,
                claim.body,
                claim.state,
                claim.procedure,
                claim.cycle,
                claim.step,
                kind.text if kind else claim.step,
                claim.owes,
                claim.session,
                claim.date_latest,
                claim.date_text or claim.date_edtf,
                claim.done,
                claim.symbol,
                bool(claim.confidential or (kind and kind.confidential)),
                claim.source.key,
                claim.locator,
                claim.note,
                _moved(claim),
            )
        )
    return tuple(sorted(found, key=lambda s: (s.due or date.max, s.key)))


def _moved(claim: Any) -> tuple[str, ...]:
    """Due dates that the corrected claims before this one had, oldest first, without repetitions."""
    earlier: list[str] = []
    now = claim.date_text or claim.date_edtf
    before = claim.corrects
    while before is not None:
        earlier.append(before.date_text or before.date_edtf)
        before = before.corrects
    return tuple(day for day in dict.fromkeys(reversed(earlier)) if day and day != now)


def read_recommendations(issuer: str = "", state: str = "") -> tuple[Recommendation, ...]:
    """Recommendations with the replies, actions and grades on each, in order of issue and paragraph."""
    replies = _replies()
    grades: Mapping[int, list[Grade]] = defaultdict(list)
    for claim in sorted(_current(models.GradeClaim), key=_by_date):
        grades[claim.recommendation_id].append(
            Grade(
                claim.address,
                claim.body,
                claim.scale,
                claim.grade,
                claim.symbol,
                claim.date_edtf,
                claim.claimant.key,
            )
        )
    found = []
    for claim in _current(models.RecommendationClaim, "answers"):
        if (issuer and claim.issuer != issuer) or (state and claim.state != state):
            continue
        found.append(
            Recommendation(
                claim.address,
                claim.issuer,
                claim.symbol or claim.source.symbol,
                claim.paragraph or claim.locator.removeprefix("para.").strip(),
                claim.state,
                claim.text,
                claim.addressee,
                tuple(claim.findings.split()),
                claim.measure,
                claim.due,
                claim.follow_up,
                claim.themes,
                claim.date_edtf or claim.source.date_edtf,
                claim.answers.address if claim.answers is not None else "",
                claim.source.key,
                claim.claimant.key,
                tuple(replies.get(claim.pk, ())),
                tuple(grades.get(claim.pk, ())),
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda r: (r.issuer == "own", r.issued, r.symbol, _number(r.paragraph), r.key),
        )
    )


def _replies() -> Mapping[int, list[Reply]]:
    found: dict[int, list[Reply]] = defaultdict(list)
    for claim in sorted(_current(models.StateActionClaim), key=_by_date):
        if claim.recommendation_id is None:
            continue
        found[claim.recommendation_id].append(
            Reply(
                claim.address,
                claim.state,
                claim.nature,
                claim.outcome,
                claim.obligation,
                claim.text,
                claim.date_edtf,
                claim.claimant.key,
                claim.source.key,
                claim.locator,
            )
        )
    return found


def _by_date(claim: Any) -> tuple[date, int]:
    return claim.date_earliest or date.max, claim.pk


def _number(paragraph: str) -> tuple[int, str]:
    digits = "".join(sign for sign in paragraph if sign.isdigit())
    return (int(digits) if digits else 0, paragraph)
