"""May this go to that body, under that article, for that session, by that day?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from probanda.consent import Form
from probanda.law.cycle import BODIES, Body
from probanda.report.document import CheckedDocument
from probanda.report.submission.answers import Check, Facts

__all__ = ["check_article", "check_body", "check_deadline", "check_session"]

REPORTS = {"alternative-report", "alternative-follow-up", "input-to-list"}


def check_body(document: CheckedDocument, facts: Facts, body: Body | None) -> Iterator[Check]:
    """Whether the head names a body that binds the State, and the one of the casebook."""
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


def check_article(document: CheckedDocument, facts: Facts, body: Body) -> Iterator[Check]:
    """Whether the body knows the article, and what its procedure asks for."""
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


def check_session(document: CheckedDocument, facts: Facts) -> Iterator[Check]:
    """Whether the session is on record and still ahead."""
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


def check_deadline(document: CheckedDocument, facts: Facts, body: Body) -> Iterator[Check]:
    """When the submission is due, by the steps that organisations owe."""
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
