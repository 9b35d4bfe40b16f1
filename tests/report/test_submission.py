# ruff: noqa: E501 - one case to a line
"""The submission check: each answer on its own, from literals; what nobody knows is a notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from probanda.consent import Consent, Form, Level
from probanda.report.letter import letter_files, letter_markdown
from probanda.report.manuscript import check_text
from probanda.report.submission import CHECKS, Deadline, Facts, Named, check_submission
from probanda.report.values import LiteralRecord

HEAD = """---
title: A report
treaty-body: CAT
submitted-to: Committee against Torture
state-party: {name: Sartania, code: SRT}
article: "19"
session: "86"
organisations: [{name: Open Record}]
lang: en-GB
date: 2026-03-02
public: true
---

# Summary {.summary}

Words.

# Recommendations

Ask.
"""
TODAY = date(2026, 3, 2)
FACTS = Facts(
    TODAY,
    {"86": (date(2026, 4, 13), date(2026, 5, 8), "note")},
    (Deadline("st", "alternative-report", "86", date(2026, 3, 16), None, "note"),),
    True,
    "CAT binds Sartania since 9 October 1993",
    True,
    True,
    "CAT",
    (Named("l:1", Form.FULL, Consent.PUBLIC, True),),
)


def checked(text: str = HEAD, facts: Facts = FACTS, level: Level = Level.PUBLIC):
    document = check_text(text, LiteralRecord(), level=level)
    return {
        name: [one for one in check_submission(document, facts) if one.check == name]
        for name in CHECKS
    }


def status(found, name: str) -> set[str]:
    return {one.status for one in found[name]}


def codes(found, name: str) -> set[str]:
    return {one.code for one in found[name]}


def test_a_ready_manuscript_has_an_answer_to_every_check_and_no_error():
    found = checked()
    assert all(found[name] for name in CHECKS)
    assert {one.status for answers in found.values() for one in answers} == {"ok", "notice"}
    assert status(found, "length") == {"notice"}  # nobody could confirm a limit for this body


@pytest.mark.parametrize(
    ("was", "becomes", "check", "code"),
    [
        (
            "treaty-body: CAT\nsubmitted-to: Committee against Torture",
            "treaty-body: CATS\nsubmitted-to: Nobody",
            "body",
            "submission-body",
        ),
        ('article: "19"', 'article: "21"', "article", "submission-article"),
        ('article: "19"', 'article: "20"', "article", "submission-inquiry-public"),
        ('session: "86"', 'session: "85"', "session", "submission-session-unknown"),
        ("lang: en-GB", "lang: hy", "language", "submission-language"),
        ("public: true\n", "", "publicity", "submission-publicity"),
        ("organisations: [{name: Open Record}]\n", "", "parts", "submission-part-missing"),
        ("# Summary {.summary}", "# Introduction", "parts", "submission-summary-missing"),
        ("# Recommendations", "# Ends", "parts", "submission-recommendations-missing"),
        ("Words.", "[x]{figure=nowhere}", "text", "submission-text"),
    ],
)
def test_each_mistake_of_the_head_or_text_is_found(was, becomes, check, code):
    assert was in HEAD
    assert code in codes(checked(HEAD.replace(was, becomes)), check)


@pytest.mark.parametrize(
    ("change", "check", "code", "severity"),
    [
        ({"today": date(2026, 3, 17)}, "deadline", "submission-deadline-passed", "error"),
        ({"today": date(2026, 3, 14)}, "deadline", "submission-deadline-near", "warning"),
        ({"deadlines": ()}, "deadline", "submission-deadline-unknown", "notice"),
        ({"today": date(2026, 5, 9)}, "session", "submission-session-over", "error"),
        ({"sessions": {}}, "session", "submission-session-unknown", "notice"),
        ({"bound": False}, "body", "submission-not-bound", "error"),
        ({"bound": None, "bound_why": ""}, "body", "submission-bound-unknown", "notice"),
        ({"casebook_body": "CCPR"}, "body", "submission-body-differs", "warning"),
        ({"expired": ("int-1",)}, "consent", "submission-consent-expired", "error"),
        ({"persons": (Named("p", Form.FULL, Consent.COMMITTEE, False),)}, "consent", "submission-consent-missing", "error"),
        ({"persons": (Named("p", Form.INITIALS, Consent.WITHDRAWN, True),)}, "consent", "submission-consent-withdrawn", "error"),
        ({"persons": (Named("p", Form.FULL, Consent.PUBLIC, True, date(2025, 1, 1)),)}, "consent", "submission-consent-expired", "error"),
    ],
)  # fmt: skip
def test_each_fact_of_the_record_counts(change, check, code, severity):
    found = checked(facts=replace(FACTS, **change))
    assert (code, severity) in {(one.code, one.status) for one in found[check]}


def test_nobody_named_needs_no_consent():
    persons = (Named("p", Form.ROLE, Consent.UNKNOWN, False),)
    assert status(checked(facts=replace(FACTS, persons=persons)), "consent") == {"ok"}


def test_an_inquiry_is_confidential_and_may_be_excluded():
    text = HEAD.replace('article: "19"', 'article: "20"').replace("public: true", "public: false")
    found = checked(text, replace(FACTS, inquiry=False), Level.COMMITTEE)
    assert codes(found, "article") >= {"submission-inquiry-excluded"}
    assert "submission-inquiry-public" not in codes(found, "article")
    assert status(found, "deadline") == {"ok"}


def test_a_complaint_needs_acceptance_and_a_name():
    text = HEAD.replace('article: "19"', 'article: "22"').replace("public: true", "public: false")
    found = checked(text, replace(FACTS, complaints=False, persons=()), Level.COMMITTEE)
    assert codes(found, "article") >= {
        "submission-complaint-not-accepted",
        "submission-complaint-anonymous",
    }
    russian = text.replace("lang: en-GB", "lang: ru")
    assert status(checked(russian, FACTS, Level.COMMITTEE), "language") == {"ok"}


def test_a_limit_that_the_head_states_is_enforced():
    text = HEAD.replace("public: true", 'public: true\nword-limit: {words: 1, source: "note"}')
    assert ("submission-length", "error") in {(o.code, o.status) for o in checked(text)["length"]}


def test_a_deadline_done_is_no_deadline():
    done = replace(FACTS.deadlines[0], done=TODAY - timedelta(days=1))
    found = checked(facts=replace(FACTS, deadlines=(done,)))
    assert codes(found, "deadline") == {"submission-deadline-unknown"}


def test_the_letter_names_nobody_survives_odd_titles_and_is_the_same_each_time():
    text = HEAD.replace("title: A report", 'title: "*Odd* [title] #1 \\\\ $x$"')
    meta = check_text(text, LiteralRecord()).meta
    letter = letter_markdown(meta, ["report.pdf: the text"], 1234)
    assert "may be published" in letter
    assert "1,234 words" in letter
    assert "confidential" in letter_markdown(replace(meta, public=False), [], 1)
    first, second = letter_files(letter, meta.title), letter_files(letter, meta.title)
    assert first == second
    assert first["letter.pdf"].startswith(b"%PDF")
    assert first["letter.docx"].startswith(b"PK")
