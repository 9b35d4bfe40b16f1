"""What the check finds, and at which line and character; and what the resolved tree looks like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from probanda.consent import Level
from probanda.problems import ProbandaError, Problem
from probanda.report.findings import finding_kinds
from probanda.report.manuscript import check_manuscript, check_text
from probanda.report.tree import attributes, iter_elements, plain_text
from tests.report.samples import sample_record

HEAD = """---
title: On the Treatment of Captives
treaty-body: CAT
state-party: {name: Veldania, code: VLD}
organisations: [{name: Dale Rights Centre}]
date: 2026-03-01
public: true
---

"""
FIRST = HEAD.count("\n") + 1


def check(body: str, **options: Any) -> Any:
    return check_text(HEAD + body, sample_record(), **options)


def found(body: str, code: str, **options: Any) -> list[Problem]:
    return [p for p in check(body, **options).findings if p.code == code]


def only(body: str, code: str, **options: Any) -> Problem:
    (problem,) = found(body, code, **options)
    return problem


CASES = [
    ("key-unresolved", "The [3]{figure=mising-all}.", 0, 5),
    ("key-unresolved", "A\n\n::: {.table key=missing-by-sez}\n:::", 2, 1),
    ("key-unresolved", "[x]{person=commission:0009}", 0, 1),
    ("key-empty", "::: {.table}\n:::", 0, 1),
    ("attribute-unknown", '[Elchin H.]{preson="commission:0001"}', 0, 1),
    ("attribute-value-unknown", "[x]{person=commission:0001 form=short}", 0, 1),
    ("markup-unread", "ok [1]{figure=released} and [7] {figure=released}", 0, 33),
    ("markup-unread", "text\n::: {.table key=missing-by-sex}\ncap\n:::", 1, 1),
    ("raw-markup", "a <b>bold</b>", 0, 3),
    ("figure-disagrees", "Of [3,890]{figure=missing-all} persons", 0, 4),
    ("figure-unreadable", "[many]{figure=missing-all}", 0, 1),
    ("figure-without-value", "[]{figure=broken}", 0, 1),
    ("figure-changed", "Of []{figure=missing-all}", 0, 4),
    ("claim-uncited", "They [were beaten]{claim=act-001}.[@co-5]", 0, 6),
    ("claim-contested", "[x]{claim=act-002}[@interview-12]", 0, 1),
    ("claim-retracted", "[x]{claim=act-003}[@post]", 0, 1),
    ("claim-withheld", "[x]{claim=act-002}[@interview-12]", 0, 1),
    ("claim-consent-narrow", "[x]{claim=act-002 anonymous=true}[@interview-12]", 0, 1),
    ("source-unknown", "See this [@clipp, p. 3].", 0, 11),
    ("source-not-archived", "See [@co-5; @unarchived].", 0, 13),
    ("symbol-cited-by-page", "See [@co-5, p. 4].", 0, 6),
    ("symbol-not-in-record", "See [@CAT/C/XYZ/CO/5, para. 4].", 0, 6),
    ("symbol-unreadable", "See CAT/C/xyz/CO/5.", 0, 5),
    ("name-in-plain-text", "Then\nRəşad Əliquliyev spoke.", 1, 1),
    ("name-in-plain-text", "A `Rəşad Əliquliyev` b", None, None),
    ("name-part-in-plain-text", "[x]{person=commission:0004} and Əliquliyev", 0, 33),
    ("name-in-source", "Said.[@letter-to]", 0, 7),
    ("site-in-plain-text", "near the well at Old Mill", 0, 6),
    ("alt-missing", "::: {.chart key=missing-bars}\n:::", 0, 1),
    ("alt-missing", '![Cap](a.png){alt=""}', 0, 1),
    ("alt-equals-caption", "![Cap](a.png)", 0, 1),
    ("alt-equals-caption", '::: {.map key=graves alt="The graves"}\nThe graves.\n:::', 0, 1),
    ("heading-skipped", "# One\n\n### Three", 2, 1),
    ("heading-first-level", "## Two", 0, 1),
    ("heading-empty", "# One\n\n#\n", 2, 1),
    ("rtl-unwrapped", "The word الحقيقة stands", 0, 10),
    ("reference-unresolved", "See []{ref=nothing}", 0, 5),
    ("identifier-repeated", "::: {.table key=missing-by-sex}\n:::\n\n::: {.table key=missing-by-sex}\n:::", 3, 1),
    ("words-limit-unknown", "Text", 3 - FIRST, 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "body", "line", "char"), CASES, ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)]
)
def test_each_fault_is_found_at_its_line_and_character(
    code: str, body: str, line: int | None, char: int | None
) -> None:
    from dataclasses import replace

    record = sample_record()
    record.sources["letter-to"] = replace(
        record.sources["letter"], key="letter-to", title="To Rəşad Əliquliyev"
    )
    problems = [p for p in check_text(HEAD + body, record).findings if p.code == code]
    assert len(problems) == 1
    assert (problems[0].line, problems[0].char) == (line if line is None else FIRST + line, char)
    assert problems[0].severity == finding_kinds()[code].severity
    assert problems[0].file == "manuscript.md"


def test_windows_line_ends_tabs_and_a_byte_order_mark_move_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.md"
    text = HEAD + "# One\n\nə\t[3,890]{figure=missing-all} 😀 [x]{figure=nope}\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    problems = check_manuscript(path, sample_record(), level="public").errors
    places = {p.code: (p.line, p.char) for p in problems}
    assert places["figure-disagrees"] == (FIRST + 2, 3)
    assert places["key-unresolved"] == (FIRST + 2, 33)


def test_a_clean_manuscript_has_no_error_and_may_be_built() -> None:
    checked = check(
        "# Summary {.summary}\n\nOf [3,928]{figure=missing-all}, [seven]{figure=released} came.[@register, 3]\n\n"
        "# The missing\n\nSee []{ref=missing-by-sex}.\n\n::: {.table key=missing-by-sex}\nBy sex\n:::\n"
    )
    assert checked.errors == ()
    assert checked.may_be_built


def test_errors_stop_a_build_but_not_a_draft() -> None:
    body = "[3]{figure=nope}"
    assert not check(body).may_be_built
    assert check(body, draft=True).may_be_built


@pytest.mark.parametrize(
    "words", ["3,928", "3 928", "3\u00a0928", "3.928", "3928", "3,928 persons"]
)
def test_every_usual_form_of_a_number_agrees(words: str) -> None:
    assert not found(f"[{words}]{{figure=missing-all}}", "figure-disagrees")


def test_a_disagreement_says_both_values() -> None:
    problem = only("[3,890]{figure=missing-all}", "figure-disagrees")
    assert problem.message == "the text says 3,890; the record now says 3,928."


def test_the_nearest_key_is_suggested() -> None:
    assert "missing-all" in only("[3]{figure=mising-all}", "key-unresolved").remedy
    assert "act-001" in only("[3]{claim=akt-001}", "key-unresolved").remedy
    assert "clip" in only("[@clipp]", "source-unknown").remedy


def test_a_claim_cited_in_its_paragraph_is_no_finding_and_elsewhere_is() -> None:
    good = "[They were beaten]{claim=act-001}, it is said.[@clip, 00:01:35]"
    assert not found(good, "claim-uncited")
    assert found("[They were beaten]{claim=act-001}.\n\nIt is said.[@clip]", "claim-uncited")


def test_numbered_paragraphs_run_through_sections_but_not_through_summaries() -> None:
    body = (
        "# Summary {.summary}\n\nnot one\n\n## Still summary\n\nnot one\n\n# Body\n\none\n\n- item\n\n"
        "## Sub\n\n[]{#p-two} two\n\n# End {.unnumbered}\n\nnone\n\n# Last\n\nthree []{ref=p-two}\n"
    )
    checked = check(body)
    numbered = [
        (attributes(x)[2]["n"], plain_text([x]), attributes(x)[0])
        for x in checked.ast["blocks"]
        if x["t"] == "Div"
    ]
    assert numbered == [
        ("1", "one", ""),
        ("2", "two", "p-two"),
        ("3", "three paragraph\u00a02", ""),
    ]


def test_nothing_of_keys_is_left_in_the_tree() -> None:
    checked = check(
        '[Elçin]{person="commission:0001" data-x=1} [beaten]{claim=act-001}[@clip] [7]{figure=released}<!-- c -->',
        level=Level.INTERNAL,
    )
    text = str(checked.ast)
    for trace in (
        "commission:0001",
        "act-001",
        "figure",
        "data-",
        "released",
        "Cite",
        "-- c",
        "keep",
    ):
        assert trace not in text
    assert checked.ast["meta"] == {}


def test_right_to_left_runs_get_language_and_direction() -> None:
    checked = check("The (الحقيقة أولا) and [نص]{lang=ar} and [שלום]{dir=rtl}.")
    spans = [x for x in iter_elements(checked.ast["blocks"]) if x["t"] == "Span"]
    assert [(plain_text([s]), attributes(s)[2]) for s in spans] == [
        ("الحقيقة أولا", {"lang": "ar", "dir": "rtl"}),
        ("نص", {"lang": "ar", "dir": "rtl"}),
        ("שלום", {"lang": "he", "dir": "rtl"}),
    ]


def test_a_withheld_name_in_the_head_is_masked_and_found() -> None:
    text = HEAD.replace("On the Treatment of Captives", "The case of Rəşad Əliquliyev") + "x"
    checked = check_text(text, sample_record())
    assert "Rəşad" not in checked.meta.title
    assert [(p.line, p.char) for p in checked.findings if p.code == "name-in-plain-text"] == [
        (2, 20)
    ]


def test_what_the_document_leans_on_is_listed_in_order() -> None:
    checked = check(
        "[x]{person=commission:0001} [7]{figure=released} []{figure=missing-men}[@clip, 00:01:35] b [@clip]\n\n"
        "::: {.table key=missing-by-sex}\n:::"
    )
    used = checked.used
    assert used.figure_keys == ("released", "missing-men", "missing-women", "missing-all")
    assert [(s.key, s.notes) for s in used.sources] == [("clip", (1, 2))]
    assert used.persons == ("commission:0001",)
    assert used.tables == ("missing-by-sex",)


def test_words_are_counted_with_headings_and_tables_and_notes_apart() -> None:
    checked = check("# One two\n\nThree 3\u00a0928 – five^[six seven].")
    assert (checked.words.body, checked.words.notes) == (5, 2)


def test_a_limit_in_the_head_is_held_against_the_body() -> None:
    text = (
        HEAD.replace("public: true", "public: true\nword-limit: {words: 2, source: note}")
        + "One two three"
    )
    (problem,) = [
        p for p in check_text(text, sample_record()).findings if p.code == "words-over-limit"
    ]
    assert "3 words, 1 more than the limit of 2 (note)" in problem.message


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "m.md"
    path.write_bytes(b"# One\n\n\xc0\xe1\n")
    with pytest.raises(ProbandaError) as caught:
        check_manuscript(path, sample_record(), level="public")
    assert (caught.value.problems[0].code, caught.value.problems[0].line) == (
        "manuscript-encoding",
        3,
    )


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ProbandaError) as caught:
        check_manuscript(tmp_path / "none.md", sample_record(), level="public")
    assert caught.value.usage


def test_the_same_input_gives_the_same_document() -> None:
    body = "[x]{person=commission:0003} []{figure=missing-all}[@clip; @nope] الحقيقة"
    assert check(body) == check(body)


def test_a_statement_stands_only_where_the_consent_of_its_claims_reaches() -> None:
    """Every tier at every level: the words are shown, marked as withheld, or kept on the author's word."""
    from dataclasses import replace

    from probanda.consent import Consent, Form, Level, shown_as
    from probanda.report.manuscript import check_text
    from probanda.report.tree import plain_text
    from tests.report.samples import sample_record

    record = sample_record()
    claim = record.claims["act-001"]
    for tier in Consent:
        record.claims["act-001"] = replace(claim, consent=tier)
        for level in Level:
            for anonymous in ("", " anonymous=true"):
                text = f"---\ntitle: T\n---\n\nThey [sang]{{claim=act-001{anonymous}}}.[@{claim.source}]\n"
                shown = "sang" in plain_text(check_text(text, record, level=level).ast["blocks"])
                form = shown_as(tier, level)
                assert shown == (
                    form in {Form.FULL, Form.INITIALS} or (form is Form.ROLE and bool(anonymous))
                )
