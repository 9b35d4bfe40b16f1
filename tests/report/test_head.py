"""The head is read under the names that people use, and what is missing is said."""

from __future__ import annotations

import pytest

from probanda.report.findings import finding_kinds
from probanda.report.head import Head, read_head
from probanda.report.reading import part


def head(yaml: str, **defaults: object) -> Head:
    return read_head(part(f"---\n{yaml}\n---\n\nBody", "m.md"), defaults)


FULL = """title: On the Treatment of Captives
submitted to: Committee against Torture
State_party: Veldania (VLD)
organizations:
  - name: Dale Rights Centre
    contact: {email: office@dale.example, address: 1 Mill Lane, phone: "+000 1"}
    logo: logo.png
language: fr
date: 2026-03-01
confidential: no"""


def test_keys_are_read_under_the_names_that_people_use() -> None:
    read = head(FULL)
    meta = read.meta
    assert (meta.treaty_body, meta.submitted_to) == ("CAT", "Committee against Torture")
    assert meta.state_party is not None
    assert (meta.state_party.name, meta.state_party.code) == ("Veldania", "VLD")
    assert (meta.language, meta.date, meta.date_words, meta.public) == (
        "fr",
        "2026-03-01",
        "1er mars 2026",
        True,
    )
    (organisation,) = meta.organisations
    assert (organisation.address, organisation.email) == (
        "1 Mill Lane, +000 1",
        "office@dale.example",
    )
    assert organisation.logo_alt == "Logo: Dale Rights Centre"
    assert read.findings == []


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("title", "head-title-missing"),
        ("submitted to", "head-submitted-to-missing"),
        ("State_party", "head-state-party-missing"),
        ("date", "head-date-missing"),
        ("confidential", "head-public-not-chosen"),
    ],
)
def test_what_is_missing_is_said(missing: str, code: str) -> None:
    lines = [line for line in FULL.split("\n") if not line.startswith(missing)]
    assert [p.code for p in head("\n".join(lines)).findings] == [code]


def test_a_name_of_the_body_is_printed_in_the_documents_language() -> None:
    assert head("treaty-body: CAT\nlang: es").meta.submitted_to == "Comité contra la Tortura"


def test_settings_of_the_casebook_fill_what_the_head_leaves_out() -> None:
    meta = head(
        "title: T", title="Other", state_party={"name": "Veldania"}, treaty_body="CCPR"
    ).meta
    assert meta.title == "T"
    assert meta.state_party is not None
    assert meta.state_party.name == "Veldania"
    assert meta.word_limit is not None
    assert (meta.word_limit.words, meta.word_limit.from_head) == (10_000, False)
    assert meta.word_limit.source.startswith("https://")


def test_a_body_without_a_confirmed_limit_has_none() -> None:
    assert head("treaty-body: CAT").meta.word_limit is None


@pytest.mark.parametrize("written", ["5000", "5,000", "{words: 5000, source: note}"])
def test_the_head_may_state_a_limit(written: str) -> None:
    limit = head(f"treaty-body: CCPR\nword-limit: {written}").meta.word_limit
    assert limit is not None
    assert (limit.words, limit.from_head) == (5000, True)


def test_broken_yaml_is_found_at_its_line() -> None:
    (problem,) = [p for p in head("title: a: b\nx: [").findings if p.code == "head-unreadable"]
    assert problem.line == 2


def test_a_misspelt_key_is_named_with_the_nearest() -> None:
    (problem,) = [p for p in head("titel: x\ntitle: y").findings if p.code == "head-key-unknown"]
    assert (problem.line, problem.char, "title" in problem.remedy) == (2, 1, True)


def test_an_impossible_date_is_found() -> None:
    (problem,) = [p for p in head("date: 31.02.2026").findings if p.code == "head-value-unreadable"]
    assert problem.found == "31.02.2026"


def test_every_kind_of_finding_says_what_it_is_and_why() -> None:
    for kind in finding_kinds().values():
        assert kind.severity in {"error", "warning", "notice"}
        assert kind.title
        assert kind.why.endswith(".")


def test_an_unknown_body_is_not_replaced_by_the_one_addressed() -> None:
    read = head("treaty-body: XYZ\n" + FULL)
    assert read.meta.treaty_body == ""
    assert "head-body-unknown" in {p.code for p in read.findings}
