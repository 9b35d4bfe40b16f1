# ruff: noqa: E501 - one case to a line
"""``law qualify|check``, ``cycle``, ``recommendations``, ``custody``, ``interviews``, ``submit`` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probanda.casebook.folder import Casebook
from probanda.cli import app
from tests.casebook.law_case import GROUND, take

TOML = '[casebook]\ntitle = "Test"\nstate_party = "Sartania"\ntreaty_body = "CAT"\ndate = "2026-03-02"\n'
REPORT = """---
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

[He says that he was beaten.]{claim=act-1} [@talk]

# Recommendations

Ask.
"""


@pytest.fixture
def book(casebook: Casebook, monkeypatch: pytest.MonkeyPatch) -> Casebook:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772409600")
    (casebook.root / "casebook.toml").write_text(
        (casebook.root / "casebook.toml").read_text("utf-8").replace("[casebook]", TOML.strip(), 1)
        if "state_party" not in (casebook.root / "casebook.toml").read_text("utf-8")
        else _settled((casebook.root / "casebook.toml").read_text("utf-8")),
        encoding="utf-8",
    )
    take(casebook, GROUND)
    (casebook.manuscripts / "report.md").write_text(REPORT, encoding="utf-8")
    return casebook


def _settled(text: str) -> str:
    values = {"state_party": "Sartania", "treaty_body": "CAT", "date": "2026-03-02"}
    lines = []
    for line in text.splitlines():
        name = line.split("=")[0].strip()
        lines.append(f'{name} = "{values.pop(name)}"' if name in values else line)
    return "\n".join(lines) + "\n"


def run(*arguments: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result.stdout


def answer(*arguments: str | Path, code: int = 0) -> dict:
    return json.loads(run(*arguments, "--json", code=code))


def test_qualify_answers_for_acts_and_for_whole_events(book):
    found = answer("law", "qualify", "act-1", "-p", "CAT/1/1", "-C", book.root)
    (one,) = found["acts"]
    (torture,) = one["qualifications"]
    assert torture["provision"] == "CAT/1/1"
    severe = torture["elements"][0]
    assert (severe["standing"], severe["independent_sources"]) == ("supported", 2)
    purpose = next(e for e in torture["elements"] if e["id"] == "purpose")
    assert (purpose["standing"], purpose["contradicting"][0]["claim"]) == ("contested", "f-4")
    assert one["none"]["reasons"]
    assert {m["mode"] for m in one["modes"]} >= {
        "committed",
        "ordered",
        "instigated",
        "failed-to-prevent",
    }
    assert {o["obligation"] for o in one["obligations"]} >= {
        "criminalise",
        "investigate",
        "prosecute",
        "redress",
    }
    (pattern,) = answer("law", "qualify", "ev", "-C", book.root)["acts"]
    assert pattern["act"] == "ev"
    text = run("law", "qualify", "-C", book.root)
    assert "It is no finding" in text


def test_a_provision_not_in_force_that_was_asked_for_is_an_error(book):
    found = answer("law", "qualify", "act-1", "-p", "ICPPED/2", "-C", book.root, code=1)
    assert [p["code"] for p in found["problems"]] == ["instrument-not-in-force"]
    assert "Sartania" in found["problems"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["act-9"], "act-unknown"),
        (["act-1", "-p", "CAT/77"], "article-unknown"),
        (["act-1", "-p", "NOPE/1"], "instrument-unknown"),
        (["act-1", "-p", "CAT/1/2"], "provision-without-elements"),
    ],
)
def test_bad_input_is_named(book, arguments, code):
    found = answer("law", "qualify", *arguments, "-C", book.root, code=1)
    assert [p["code"] for p in found["problems"]] == [code]


def test_the_matrix_is_drawn(book, tmp_path):
    run("law", "qualify", "--matrix", tmp_path / "m.svg", "-C", book.root)
    assert (tmp_path / "m.svg").read_bytes().startswith(b"<?xml")


def test_law_check_of_a_casebook_and_of_a_file(book, tmp_path):
    found = answer("law", "check", "-C", book.root)
    assert found["ok"]
    assert {p["code"] for p in found["problems"]} >= {"instrument-not-in-force"}
    bad = tmp_path / "x.yaml"
    bad.write_text(
        "short: XX\nname: A treaty\nprovisions:\n- code: '1'\n  title: t\n  summary: s\n  kinds: prohibition\n"
        "  elements:\n  - {id: a, text: t, tests: []}\n",
        encoding="utf-8",
    )
    found = answer("law", "check", bad, code=1)
    assert any("test" in p["message"].lower() or "test" in p["code"] for p in found["problems"])


def test_cycle_tells_what_is_overdue_and_writes_calendar_and_timeline(book, tmp_path):
    ics, picture = tmp_path / "c.ics", tmp_path / "t.png"
    found = answer("cycle", "-C", book.root, "--ics", ics, "--timeline", picture)
    assert found["on"] == "2026-03-02"
    states = {step["key"]: (step["state"], step["days"], step["owes"]) for step in found["steps"]}
    assert states["st-1"] == ("overdue", -821, "state-party")
    assert states["st-2"] == ("due", 14, "organisations")
    assert b"BEGIN:VCALENDAR" in ics.read_bytes()
    assert picture.read_bytes().startswith(b"\x89PNG")
    before = ics.read_bytes()
    run("cycle", "-C", book.root, "--ics", ics)
    assert ics.read_bytes() == before
    assert "OVERDUE" in run("cycle", "-C", book.root)
    assert (
        answer("cycle", "-C", book.root, "--body", "X", code=2)["problems"][0]["code"]
        == "body-unknown"
    )


def test_recommendations_go_out_and_come_in(book, tmp_path):
    found = answer("recommendations", "-C", book.root)
    first, ours = found["recommendations"]
    assert first["grades"][0]["scale"] == "CAT-own"
    assert first["replies"][0]["outcome"] == "not-done"
    assert ours["measure"]
    csv = tmp_path / "out.csv"
    run("recommendations", "-C", book.root, "--issuer", "CAT", "--export", csv)
    again = answer("recommendations", "-C", book.root, "--import", csv)
    assert (again["rows"], again["created"], again["unchanged"]) == (1, 0, 1)
    csv.write_text(
        csv.read_text("utf-8").replace("Investigate these", "Prosecute after these"), "utf-8"
    )
    assert answer("recommendations", "-C", book.root, "--import", csv, "--dry-run")["created"] == 1
    assert answer("recommendations", "-C", book.root, "--import", csv)["created"] == 1
    assert answer("recommendations", "-C", book.root, "--import", csv)["unchanged"] == 1
    assert len(answer("recommendations", "-C", book.root)["recommendations"]) == 3
    run("recommendations", "-C", book.root, "--export", csv, "--format", "impact", code=2)
    run(
        "recommendations",
        "-C",
        book.root,
        "--export",
        csv,
        "--format",
        "impact",
        "--framework",
        "1",
    )
    run("doctor", "-C", book.root)


def test_custody_answers_by_day_with_counts_per_side(book, tmp_path):
    found = answer("custody", "held", "2019-04-10", "-C", book.root)
    assert (found["persons"], found["persons_sure"]) == (2, 1)
    assert answer("custody", "held", "2019-07-01", "--registered", "-C", book.root)["persons"] == 1
    run("custody", "held", "April 2019", "-C", book.root, code=2)
    assert answer("custody", "exchanges", "-C", book.root)["by_side"] == {
        "ministry": {"Sartania": 12, "Kevria": 9}
    }
    assert (
        answer("custody", "sentences", "-C", book.root)["sentences"][0]["court"] == "Garrison Court"
    )
    found = answer("custody", "movements", "-C", book.root, "--chart", tmp_path / "m.png")
    assert {"from": "The Fort", "to": "The Camp", "persons": 1} in found["flows"]
    assert (tmp_path / "m.png").is_file()


def test_interviews_say_what_they_lack_and_draw_findings(book, tmp_path):
    (one,) = answer("interviews", "list", "-C", book.root)["interviews"]
    assert "breaks" in one["record_lacks"]
    found = answer("interviews", "show", "int-1", "-C", book.root)
    assert "act-1" in found["answers"][0]["claims"]
    (record,) = answer("interviews", "lacking", "-C", book.root)["records"]
    assert record["lacking"]
    found = answer("interviews", "diagram", "l:1", "-o", tmp_path / "b.svg", "-C", book.root)
    assert found["marks"][0]["degree"] == "consistent"
    run("interviews", "show", "nobody", "-C", book.root, code=1)
    run("interviews", "diagram", "nobody", "-C", book.root, code=1)


def test_submit_checks_packs_and_a_withdrawal_takes_it_all_back(book):
    report = book.manuscripts / "report.md"
    found = answer("submit", report, "--check", "-C", book.root)
    assert found["ok"]
    assert {c["check"] for c in found["checks"]} >= {
        "body",
        "session",
        "deadline",
        "language",
        "length",
        "consent",
    }
    assert not (book.out / "report").exists()
    package = answer("submit", report, "-C", book.root, "--sent-to", "CAT")["package"]
    assert {"letter.docx", "letter.pdf", "report.docx", "report.pdf", "annexes/sources.csv"} <= set(
        package["files"]
    )
    assert (package["evidence"]["how"], package["evidence"]["sources"]) == ("bundle", ["talk"])
    assert "evidence/verify.py" in package["files"]
    again = answer("submit", report, "-C", book.root)["package"]
    for name in ("letter.docx", "letter.pdf", "report.docx", "report.pdf", "annexes/sources.csv"):
        assert again["sha256"][name] == package["sha256"][name]
    run("build", report, "--format", "html", "-C", book.root)
    html = book.out / "report" / "public" / "report.html"
    assert "he was beaten" in html.read_text("utf-8")
    gone = answer("interviews", "withdraw", "int-1", "--on", "2026-03-01", "-C", book.root)
    assert {d["sent_to"] for d in gone["documents"]} == {"", "CAT"}
    assert not html.exists()
    assert sorted(gone["removed"]) == [
        "out/report/public/report.html",
        "out/report/submission/report.docx",
        "out/report/submission/report.pdf",
    ]
    run("build", report, "--format", "html", "-C", book.root, code=1)
    assert not html.exists()
    run("build", report, "--format", "html", "--draft", "-C", book.root)
    assert "he was beaten" not in html.read_text("utf-8")
    after = answer("submit", report, "--check", "-C", book.root, code=1)
    assert {c["code"] for c in after["checks"] if c["status"] == "error"} >= {
        "submission-consent-withdrawn"
    }
    assert (
        answer("law", "qualify", "act-1", "-C", book.root, code=1)["problems"][0]["code"]
        == "act-withdrawn"
    )
    run("doctor", "-C", book.root)


def test_without_a_bundle_the_package_has_copies_and_says_so(book, tmp_path):
    from probanda.cli.submit_evidence import gather
    from probanda.consent import Consent, Level
    from probanda.report.values import ArchivedCopy, LiteralRecord, Source

    (tmp_path / "a.txt").write_text("a copy", encoding="utf-8")

    def source(key: str, consent: Consent, path: str = "a.txt") -> Source:
        return Source(
            key, "document", key, archived=ArchivedCopy(key, path, "aa", 6), consent=consent
        )

    listed = [
        source("open", Consent.PUBLIC),
        source("closed", Consent.INTERNAL),
        source("lost", Consent.PUBLIC, "b.txt"),
    ]
    record = LiteralRecord(root=tmp_path, sources={one.key: one for one in listed})
    found = gather(
        record, record.sources, Level.PUBLIC, tmp_path / "out", who="Ada", vault=book.vault
    )
    assert (found.how, found.included, found.held_back) == ("copies", ("open", "lost"), 1)
    assert [problem.code for problem in found.problems] == ["bundle-empty", "evidence-missing"]
    assert (tmp_path / "out" / "evidence" / "open.txt").is_file()
    assert "closed" not in (tmp_path / "out" / "annexes" / "sources.csv").read_text("utf-8")
