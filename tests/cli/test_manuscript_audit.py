"""A manuscript is audited as its reader will see it; bare numbers are looked up among the figures."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from probanda.casebook.folder import Casebook
from probanda.cli import build as command
from probanda.cli.manuscript_audit import audit_manuscript, bind
from probanda.report.values import Figure

HEAD = "---\ntitle: On the lists\ndate: 2026-03-01\n---\n\n"


class Record:
    """Two figures, one value each."""

    def __init__(self) -> None:
        self._figures = {
            key: Figure(key, label, "query", label, Decimal(value))
            for key, label, value in (
                ("missing-all", "Missing persons", 3928),
                ("released", "Released persons", 1480),
                ("women", "Missing women", 212),
                ("graves", "Persons missing after the flood", 212),
            )
        }

    def keys(self, kind: str) -> list[str]:
        return list(self._figures) if kind == "figure" else []

    def figure(self, key: str) -> Figure | None:
        return self._figures.get(key)


def test_a_bare_number_is_bound_where_one_figure_alone_explains_it() -> None:
    text = HEAD + "Of the lists, 3,928 missing persons are named.\n\nThe order of 1480 is lost.\n"
    audited = audit_manuscript(text, Record(), file="m.md", date="2026-03-01")
    assert [(b.line, b.words, b.key) for b in audited.bindings] == [(6, "3,928", "missing-all")]
    fixed = bind(text, audited.bindings)
    assert "Of the lists, [3,928]{figure=missing-all} missing persons" in fixed
    assert audit_manuscript(fixed, Record()).bindings == ()


def test_one_end_of_a_range_is_no_figure() -> None:
    for told in ("3,928 to 3,990 missing persons", "3,900–3,928 missing persons"):
        assert audit_manuscript(f"{HEAD}The lists name {told}.\n", Record()).bindings == ()


def test_two_figures_of_one_value_are_left_to_the_author() -> None:
    audited = audit_manuscript(HEAD + "There are 212 missing women.\n", Record())
    assert audited.bindings == ()
    (found,) = [p for p in audited.problems if p.code == "number-unbound"]
    assert found.line == 6
    assert "women" in found.message


def test_what_is_bound_is_not_looked_up_again() -> None:
    text = HEAD + "There are [3,928]{figure=missing-all} missing persons.\n"
    audited = audit_manuscript(text, Record())
    assert [p.code for p in audited.problems if p.code == "number-unbound"] == []


def test_the_audit_reads_bound_and_empty_spans_as_the_reader_will() -> None:
    text = (
        HEAD
        + "The register names []{figure=missing-all} missing persons: 3,000 men and 900 women.\n"
    )
    audited = audit_manuscript(text, Record(), file="m.md")
    (found,) = [p for p in audited.problems if p.code == "audit-parts-sum"]
    assert (found.line, found.severity) == (6, "warning")
    assert "3,928" in found.message


@pytest.fixture
def run(casebook: Casebook):
    app = typer.Typer()
    app.callback()(lambda: None)
    command.register(app)
    manuscript = casebook.root / "manuscripts" / "report.md"
    manuscript.parent.mkdir(exist_ok=True)

    def call(text: str, *options: str) -> tuple[Path, dict[str, object]]:
        manuscript.write_text(text, encoding="utf-8")
        words = [
            "build",
            str(manuscript),
            "-C",
            str(casebook.root),
            "--json",
            "-f",
            "html",
            *options,
        ]
        result = CliRunner().invoke(app, words)
        assert result.exit_code == 0, result.output
        return manuscript, json.loads(result.stdout)

    return call


def test_build_warns_of_what_the_audit_finds_and_can_be_asked_not_to(run) -> None:
    text = (
        "---\ntitle: On the lists\ntreaty-body: CAT\nstate-party: {name: Veldania, code: VLD}\n"
        "organisations: [{name: Dale Rights Centre}]\nlang: en-GB\ndate: 2026-03-01\npublic: true\n---\n\n"
        "# One\n\nThe police held 120 detainees: 70 men and 45 women.\n"
    )
    _, answer = run(text)
    assert "audit-parts-sum" in {each["code"] for each in answer["audit"]}
    _, answer = run(text, "--no-audit")
    assert answer["audit"] == []
