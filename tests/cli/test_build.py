"""``probanda build`` from the outside: files, findings, exit status, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from probanda.casebook.folder import Casebook
from probanda.cli import build as command

HEAD = """---
title: On the lists
treaty-body: CAT
state-party: {name: Veldania, code: VLD}
organisations: [{name: Dale Rights Centre}]
lang: en-GB
date: 2026-03-01
public: true
---

"""
TEXT = HEAD + "# One\n\nNothing is counted yet.\n"


@pytest.fixture
def run(casebook: Casebook):
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)

    def call(text: str, *options: str) -> Result:
        manuscript = casebook.root / "manuscripts" / "report.md"
        manuscript.parent.mkdir(exist_ok=True)
        manuscript.write_text(text, encoding="utf-8")
        words = ["build", str(manuscript), "--casebook", str(casebook.root), *options]
        return CliRunner().invoke(app, words)

    return call


def test_builds_three_formats_into_out_by_manuscript_and_level(run, casebook):
    result = run(TEXT, "--json")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer["ok"]
    folder = casebook.root / "out" / "report" / "public"
    assert {name: Path(path) for name, path in answer["outputs"].items()} == {
        name: folder / f"report.{name}" for name in ("docx", "pdf", "html")
    }
    assert all(Path(path).is_file() for path in answer["outputs"].values())
    assert set(answer["sha256"]) == {"docx", "pdf", "html"}
    assert answer["words"]["body"] > 0
    assert not answer["skipped"]


def test_a_second_run_does_no_work_twice(run):
    first = json.loads(run(TEXT, "--json", "--format", "html,pdf").stdout)
    second = json.loads(run(TEXT, "--json", "-f", "html", "-f", "pdf").stdout)
    assert second["skipped"]
    assert second["sha256"] == first["sha256"]


def test_an_error_stops_the_build_with_file_line_and_column(run, casebook):
    result = run(TEXT + "\nThere are [12]{figure=nowhere} of them.\n", "--format", "html")
    assert result.exit_code == 1
    assert "report.md:15:" in result.stderr
    assert "error key-unresolved" in result.stderr
    assert not (casebook.root / "out" / "report").exists()


def test_a_draft_is_built_all_the_same_and_says_so(run):
    text = TEXT + "\nThere are [12]{figure=nowhere} of them.\n"
    result = run(text, "--draft", "--json", "--format", "html")
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert any(found["severity"] == "error" for found in answer["findings"])
    assert 'class="draft"' in Path(answer["outputs"]["html"]).read_text(encoding="utf-8")


def test_a_missing_manuscript_and_an_unknown_format_are_wrong_use(run, casebook):
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)
    assert CliRunner().invoke(app, ["build", str(casebook.root / "no.md")]).exit_code == 2
    assert run(TEXT, "--format", "odt").exit_code == 2


def test_redaction_is_public_unless_said_otherwise(run, casebook):
    run(TEXT, "--format", "html")
    run(TEXT, "--format", "html", "--redaction", "committee")
    assert sorted(p.name for p in (casebook.root / "out" / "report").iterdir()) == [
        "committee",
        "public",
    ]


def test_a_draft_that_breaks_a_rule_of_accessible_pdf_is_set_all_the_same(run):
    answer = json.loads(
        run(TEXT + "\n### Too deep\n\nWords.\n", "--draft", "--json", "-f", "pdf").stdout
    )
    assert Path(answer["outputs"]["pdf"]).read_bytes().startswith(b"%PDF")


def test_repeated_warnings_are_counted_after_three_and_stand_in_full_in_json(run):
    text = TEXT + "".join(f"\nThe sign {n} says سلام here.\n" for n in "abcde")
    answer = json.loads(run(text, "--json").stdout)
    code = "rtl-unwrapped"
    assert [found["code"] for found in answer["findings"]].count(code) == 5
    told = run(text).stderr
    assert told.count(f"warning {code}: ") == 3
    assert "… and 2 more warning rtl-unwrapped" in told
