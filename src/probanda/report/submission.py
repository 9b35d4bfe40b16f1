"""Is a manuscript ready to go to a treaty body? Checks of body, article, session, deadline, language, length,
parts, confidentiality and consent, each with what was found and how it is known.

What nobody could confirm is a notice ("not known"), never a silent pass. Values in, values out: what the
record says comes as :class:`Facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from probanda.consent import Consent, Form
from probanda.law.cycle import BODIES, Body, Known
from probanda.problems import Problem, Severity
from probanda.report.document import CheckedDocument
from probanda.report.nodes import attributes, nodes, plain_text

__all__ = ["CHECKS", "Check", "Deadline", "Facts", "Named", "check_submission"]

Status = Literal["ok", "notice", "warning", "error"]
#: The checks, in the order in which they are answered.
CHECKS = (
    "text", "body", "article", "session", "deadline", "language", "length", "format", "parts",
    "publicity", "consent",
)  # fmt: skip

#: Words of a heading that announces recommendations, by language.
RECOMMENDATIONS = {
    "en": ("recommend",),
    "fr": ("recommand",),
    "es": ("recomend",),
    "ru": ("рекоменд",),
    "az": ("tövsiyə",),
    "hy": ("առաջարկ", "հանձնարարական"),
    "ar": ("توصي",),
}
REPORTS = {"alternative-report", "alternative-follow-up", "input-to-list"}
SUMMARIES = {"summary", "executive summary", "résumé", "resumen", "резюме", "xülasə", "ամփոփում"}


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


def check_submission(document: CheckedDocument, facts: Facts) -> tuple[Check, ...]:
    """All checks of a checked manuscript, in the order of :data:`CHECKS`."""
    body = BODIES.get(document.meta.treaty_body)
    found = [*_text(document), *_body(document, facts, body)]
    if body is not None:
        found += _article(document, facts, body)
        found += _session(document, facts)
        found += _deadline(document, facts, body)
        found += _language(document, body)
    found += _length(document)
    if body is not None:
        found += _format(body)
    found += _parts(document, body)
    found += _publicity(document, body)
    found += _consent(document, facts, body)
    return tuple(sorted(found, key=lambda one: CHECKS.index(one.check)))


def _text(document: CheckedDocument) -> Iterator[Check]:
    errors = len(document.errors)
    if errors:
        yield Check(
            "text",
            "error",
            f"The check of the manuscript found {errors} error{'' if errors == 1 else 's'}.",
            remedy="Mend what `probanda build` names.",
            code="submission-text",
        )
    else:
        yield Check("text", "ok", "Every key, figure and citation of the manuscript holds.")


def _body(document: CheckedDocument, facts: Facts, body: Body | None) -> Iterator[Check]:
    key = document.meta.treaty_body
    if body is None:
        yield Check(
            "body",
            "error",
            f"“{key}” is no treaty body."
            if key
            else "The head names no treaty body that is known.",
            remedy=f"treaty-body: one of {', '.join(BODIES)}.",
            code="submission-body",
        )
        return
    if facts.casebook_body and facts.casebook_body != key:
        yield Check(
            "body",
            "warning",
            f"The head says {key}, the casebook is for {facts.casebook_body}.",
            code="submission-body-differs",
        )
    state = document.meta.state_party
    name = state.name if state else "the State"
    if facts.bound is False:
        yield Check(
            "body",
            "error",
            f"{body.name}: {facts.bound_why or f'its treaty does not bind {name}'}.",
            code="submission-not-bound",
        )
    elif facts.bound is None:
        yield Check(
            "body",
            "notice",
            f"{body.name}: {facts.bound_why or f'nothing is known of whether its treaty binds {name}'}.",
            code="submission-bound-unknown",
        )
    else:
        yield Check("body", "ok", f"{body.name}: {facts.bound_why}.")


def _article(document: CheckedDocument, facts: Facts, body: Body) -> Iterator[Check]:
    article = document.meta.article
    if not article:
        yield Check(
            "article",
            "warning",
            f"The head does not say under which article ({', '.join(body.articles) or 'not known'}).",
            remedy='Write article: "19".',
            code="submission-article-missing",
        )
        return
    if article not in body.articles:
        known = ", ".join(body.articles)
        yield Check(
            "article",
            "error" if known else "notice",
            f"{body.name} has no procedure under article {article} that we know"
            + (f"; it has {known}." if known else "."),
            code="submission-article",
        )
        return
    procedures = body.articles[article]
    yield from _special(document, facts, body, procedures)
    yield Check("article", "ok", f"Article {article}: {', '.join(procedures)}.")


def _special(
    document: CheckedDocument, facts: Facts, body: Body, procedures: tuple[str, ...]
) -> Iterator[Check]:
    """Inquiries are confidential and may be excluded; complaints need acceptance and a name."""
    if "inquiry" in procedures:
        if document.meta.public is not False:
            yield Check(
                "article",
                "error",
                "Information for an inquiry is confidential; the head must say public: false.",
                code="submission-inquiry-public",
            )
        if facts.inquiry is False:
            yield Check(
                "article",
                "error",
                "The State has excluded inquiries (article 28 of the Convention).",
                code="submission-inquiry-excluded",
            )
        elif facts.inquiry is None:
            yield Check(
                "article",
                "notice",
                "Nothing is known of whether the State has excluded inquiries.",
                code="submission-inquiry-unknown",
            )
    if procedures == ("complaint",):
        if facts.complaints is False:
            yield Check(
                "article",
                "error",
                "The State has not accepted individual complaints.",
                code="submission-complaint-not-accepted",
            )
        elif facts.complaints is None:
            yield Check(
                "article",
                "notice",
                "Nothing is known of whether the State accepts individual complaints.",
                code="submission-complaint-unknown",
            )
        if not any(one.form is Form.FULL for one in facts.persons):
            yield Check(
                "article",
                "error",
                "A complaint names its author to the Committee and the State; an anonymous one is inadmissible.",
                remedy="Ask for consent to be named to the Committee, apart from consent to publication.",
                code="submission-complaint-anonymous",
            )


def _session(document: CheckedDocument, facts: Facts) -> Iterator[Check]:
    number = document.meta.session
    if not number:
        yield Check(
            "session",
            "warning",
            "The head does not say for which session.",
            remedy='Write session: "86".',
            code="submission-session-missing",
        )
        return
    if number not in facts.sessions:
        known = ", ".join(facts.sessions) or "none"
        yield Check(
            "session",
            "error" if facts.sessions else "notice",
            f"The record has no session {number} of this body (it has: {known}).",
            remedy="Record it with its source: kind: session.",
            code="submission-session-unknown",
        )
        return
    opens, closes, source = facts.sessions[number]
    if closes is not None and closes < facts.today:
        yield Check(
            "session",
            "error",
            f"Session {number} closed on {closes.isoformat()}.",
            source,
            code="submission-session-over",
        )
    elif opens is not None and opens <= facts.today:
        yield Check(
            "session",
            "warning",
            f"Session {number} opened on {opens.isoformat()}.",
            source,
            code="submission-session-open",
        )
    else:
        when = f", {opens.isoformat()} to {closes.isoformat() if closes else '…'}" if opens else ""
        yield Check("session", "ok", f"Session {number}{when}.", source)


def _deadline(document: CheckedDocument, facts: Facts, body: Body) -> Iterator[Check]:
    procedures = body.articles.get(document.meta.article, ())
    if procedures and not {"ordinary", "simplified", "follow-up"} & set(procedures):
        yield Check("deadline", "ok", "This procedure knows no deadline for submissions.")
        return
    session = document.meta.session
    owed = [one for one in facts.deadlines if one.done is None and one.session in {"", session}]
    dated = [one for one in owed if one.due is not None]
    if not dated:
        yield Check(
            "deadline",
            "notice",
            "No deadline is known: it belongs to the session, and the record has none that is open.",
            remedy="Record it from the session's information note: kind: step, owes: organisations.",
            code="submission-deadline-unknown",
        )
        return
    reports = [one for one in dated if one.step in REPORTS]
    one = min(reports or dated, key=lambda each: each.due or date.max)
    assert one.due is not None
    days = (one.due - facts.today).days
    if days < 0:
        yield Check(
            "deadline",
            "error",
            f"The deadline was {one.due.isoformat()}, {-days} days ago ({one.step}).",
            one.source,
            remedy="Ask the secretariat whether it still takes it.",
            code="submission-deadline-passed",
        )
    else:
        yield Check(
            "deadline",
            "warning" if days <= 3 else "ok",
            f"Due {one.due.isoformat()}, in {days} days ({one.step}).",
            one.source,
            code="submission-deadline-near" if days <= 3 else "",
        )


def _language(document: CheckedDocument, body: Body) -> Iterator[Check]:
    complaint = body.articles.get(document.meta.article) == ("complaint",)
    known: Known = body.complaint_languages if complaint else body.languages
    language = document.meta.base_language
    if not known.value:
        yield Check(
            "language",
            "notice",
            f"The text is in “{language}”; which languages the body takes is not known.",
            code="submission-language-unknown",
        )
    elif language not in known.value:
        listed = ", ".join(known.value)
        yield Check(
            "language",
            "error" if known.sure == "read" else "warning",
            f"The text is in “{language}”; the body works in {listed}"
            + ("." if known.sure == "read" else " (from memory; verify)."),
            known.source,
            remedy="Send a translation.",
            code="submission-language",
        )
    else:
        doubt = "" if known.sure == "read" else " (from memory; verify)"
        yield Check(
            "language", "ok", f"“{language}” is a language of the body{doubt}.", known.source
        )


def _length(document: CheckedDocument) -> Iterator[Check]:
    words = document.words
    both = f"{words.body:,} words in the body, {words.with_notes:,} with notes"
    if words.limit is None:
        yield Check(
            "length",
            "notice",
            f"{both}; no limit is known for this body. See the session's information note.",
            code="submission-length-unknown",
        )
    elif words.over:
        yield Check(
            "length",
            "error",
            f"{both}: {words.over:,} over the limit of {words.limit.words:,}.",
            words.limit.source,
            remedy="Shorten it: secretariats send long documents back.",
            code="submission-length",
        )
    else:
        yield Check(
            "length", "ok", f"{both}; the limit is {words.limit.words:,}.", words.limit.source
        )


def _format(body: Body) -> Iterator[Check]:
    known = body.format
    if not known.value:
        yield Check(
            "format",
            "notice",
            "In which format the body takes submissions is not known; the package has DOCX and PDF.",
            code="submission-format-unknown",
        )
    else:
        yield Check("format", "ok", f"{known.how or ', '.join(known.value)}.", known.source)


def _parts(document: CheckedDocument, body: Body | None) -> Iterator[Check]:
    meta = document.meta
    have = {
        "title": bool(meta.title),
        "date": bool(meta.date),
        "organisation": bool(meta.organisations),
        "state-party": meta.state_party is not None,
        "submitted-to": bool(meta.submitted_to),
        "public": meta.public is not None,
    }
    needed = set(body.parts.value) if body is not None else set()
    missing = [name for name, there in have.items() if not there and name != "public"]
    for name in missing:
        yield Check(
            "parts",
            "error" if name in needed or name in {"title", "organisation"} else "warning",
            f"The head has no {name}.",
            body.parts.source if body is not None and name in needed else "",
            code="submission-part-missing",
        )
    summary, recommendations = _headings(document)
    if not summary:
        yield Check(
            "parts",
            "warning",
            "There is no summary.",
            remedy="Begin with “# Summary {.summary}”: members read it first.",
            code="submission-summary-missing",
        )
    if not recommendations:
        yield Check(
            "parts",
            "warning",
            "No heading announces recommendations.",
            remedy="Committees can take up only what is asked for in words.",
            code="submission-recommendations-missing",
        )
    if not missing and summary and recommendations:
        yield Check(
            "parts", "ok", "Title, date, organisations, State, addressee, summary, recommendations."
        )


def _headings(document: CheckedDocument) -> tuple[bool, bool]:
    stems = RECOMMENDATIONS.get(document.meta.base_language, RECOMMENDATIONS["en"])
    summary = recommendations = False
    for node in nodes(document.ast["blocks"]):
        if node["t"] != "Header":
            continue
        _, classes, _ = attributes(node)
        words = plain_text(node["c"][2]).strip().casefold()
        summary = summary or "summary" in classes or words in SUMMARIES
        recommendations = recommendations or any(stem in words for stem in stems)
    return summary, recommendations


def _publicity(document: CheckedDocument, body: Body | None) -> Iterator[Check]:
    public = document.meta.public
    if public is None:
        yield Check(
            "publicity",
            "error",
            "The head does not say whether the text may be published; there is no safe default.",
            body.parts.source if body is not None else "",
            remedy="Write public: true, or confidential: true.",
            code="submission-publicity",
        )
    elif public:
        yield Check("publicity", "ok", "Public: it will be posted, and the State will read it.")
    else:
        yield Check(
            "publicity",
            "ok",
            "Confidential. Written as if the State will read it all the same: marked texts have reached States.",
        )


def _consent(document: CheckedDocument, facts: Facts, body: Body | None) -> Iterator[Check]:
    problems = 0
    for person in facts.persons:
        if person.form not in {Form.FULL, Form.INITIALS}:
            continue
        if person.tier is Consent.WITHDRAWN:
            problems += 1
            yield Check(
                "consent",
                "error",
                f"{person.key} took consent back and appears in the text.",
                code="submission-consent-withdrawn",
            )
        elif not person.recorded:
            problems += 1
            yield Check(
                "consent",
                "error",
                f"{person.key} is named, and no consent of the person or the family is on record "
                f"(only the tier “{person.tier.value}” of the lists).",
                remedy="Record it (kind: consent), or show the person by role: name=role.",
                code="submission-consent-missing",
            )
        elif person.until is not None and person.until < facts.today:
            problems += 1
            yield Check(
                "consent",
                "error",
                f"The consent of {person.key} ran out on {person.until.isoformat()}.",
                remedy="Ask again.",
                code="submission-consent-expired",
            )
    for key in facts.expired:
        problems += 1
        yield Check(
            "consent",
            "error",
            f"Consent to use the interview {key} ran out.",
            remedy="Ask again, or withdraw it.",
            code="submission-consent-expired",
        )
    withheld = [
        finding for finding in document.findings if finding.code == "claim-consent-withdrawn"
    ]
    if withheld:
        problems += 1
        yield Check(
            "consent",
            "error",
            f"{len(withheld)} sentences rest on statements that were taken back.",
            remedy="Take them out.",
            code="submission-consent-withdrawn",
        )
    if not problems:
        named = sum(one.form in {Form.FULL, Form.INITIALS} for one in facts.persons)
        others = len(facts.persons) - named
        yield Check(
            "consent",
            "ok",
            f"{named} person{'' if named == 1 else 's'} named or under initials, each with consent on record; "
            f"{others} shown by role or withheld.",
        )
