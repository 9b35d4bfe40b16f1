"""``probanda figures`` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from probanda.casebook.folder import Casebook
from tests.casebook.figures.making import Record

FIGURES = """
figures:
  missing: {label: Missing persons, query: {count: persons, status: missing, as_of: 2020-12-31}}
  stated: {label: Stated, quantity: q-stated}
  rest: {label: Rest, formula: "stated - missing"}
  share: {label: Share, formula: "percent(missing, stated)"}
reconcile:
  both: {title: Both, question: Missing, figures: [missing, stated]}
"""


@pytest.fixture
def filled(casebook: Casebook) -> Casebook:
    record = Record()
    record.entry("a", "1", status="missing", date="1993")
    record.claim(
        "quantity",
        key="q-stated",
        what="persons missing",
        value=3,
        date="2020",
        locator="para. 3",
        claimant="ministry",
    )
    (casebook.manuscripts / "figures.yaml").write_text(FIGURES, encoding="utf-8")
    return casebook


def run(*arguments: str | Path):
    from probanda.cli.figures import register

    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return CliRunner().invoke(app, ["figures", *map(str, arguments)])


def answer(result) -> dict:
    return json.loads(result.stdout)


def test_json_has_every_figure_with_all_that_was_promised(filled: Casebook):
    result = run("-C", filled.root, "--json")
    assert result.exit_code == 0, result.output
    found = answer(result)
    assert found["figures"]["missing"]["value"] == 1
    assert found["figures"]["missing"]["claims"] == ["status:1"]
    stated = found["figures"]["stated"]
    assert (stated["claimant"], stated["source"], stated["locator"]) == (
        "Ministry",
        "paper",
        "para. 3",
    )
    assert found["figures"]["rest"]["value"] == 2
    assert found["figures"]["share"]["value"] == pytest.approx(100 / 3)
    assert found["figures"]["share"]["value_exact"].startswith("33.33333333")
    assert found["reconciliation"][0]["differences"][0]["difference"] == -2
    assert found["changes"] == []


def test_the_table_shows_key_label_value_and_definition(filled: Casebook):
    result = run("-C", filled.root, "--claims", "--reconcile")
    assert result.exit_code == 0
    for words in ("missing", "latest", "Both", "status:1"):
        assert words in result.stdout


def test_only_the_keys_asked_for(filled: Casebook):
    found = answer(run("-C", filled.root, "--json", "--key", "rest"))
    assert list(found["figures"]) == ["rest"]


def test_a_misspelt_key_is_a_wrong_use_with_a_suggestion(filled: Casebook):
    result = run("-C", filled.root, "--key", "misssing")
    assert result.exit_code == 2
    assert "missing" in result.stderr


def test_a_figure_that_cannot_be_computed_ends_with_one(filled: Casebook):
    path = filled.manuscripts / "more-figures.yaml"
    path.write_text("figures:\n  x: {quantity: q-stateed}\n", encoding="utf-8")
    result = run("-C", filled.root, "--json")
    found = answer(result)
    assert result.exit_code == 1
    assert found["figures"]["x"]["value"] is None
    (problem,) = found["problems"]
    assert (problem["code"], problem["line"]) == ("quantity-unknown", 2)
    assert problem["file"] == "manuscripts/more-figures.yaml"
    assert "q-stated" in problem["remedy"]


def test_a_file_named_is_read_instead(filled: Casebook, tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text("figures: {n: {query: {count: entries}}}", encoding="utf-8")
    found = answer(run(path, "-C", filled.root, "--json"))
    assert {key: figure["value"] for key, figure in found["figures"].items()} == {"n": 1}


def test_no_file_of_figures_is_a_wrong_use(casebook: Casebook):
    result = run("-C", casebook.root)
    assert result.exit_code == 2
    assert "figures.yaml" in result.stderr


def test_what_changed_since_the_build_of_a_manuscript(filled: Casebook):
    from datetime import UTC, datetime

    from probanda.report.from_casebook import open_record

    manuscript = filled.manuscripts / "report.md"
    manuscript.write_text("text", encoding="utf-8")
    open_record(filled, manuscript).remember(["missing"], datetime(2026, 3, 1, tzinfo=UTC))
    SecondHand().entry("b", "1", status="missing", date="1994")
    found = answer(run("-C", filled.root, "--json", "--since-build", manuscript))
    (change,) = found["changes"]
    assert (change["key"], change["before"], change["after"]) == ("missing", 1, 2)
    assert change["came"] == ["b:1"]


def test_nothing_is_said_of_changes_since_a_build_that_never_was(filled: Casebook):
    manuscript = filled.manuscripts / "report.md"
    missing = run("-C", filled.root, "--json", "--since-build", manuscript)
    manuscript.write_text("text", encoding="utf-8")
    unbuilt = run("-C", filled.root, "--json", "--since-build", manuscript)
    assert (missing.exit_code, unbuilt.exit_code) == (2, 2)
    assert [json.loads(each.stdout)["problems"][0]["code"] for each in (missing, unbuilt)] == [
        "manuscript-missing",
        "manuscript-never-built",
    ]


class SecondHand(Record):
    """A second hand on a record that has its sources already."""

    def claimant(self, key: str = "body", **more):
        from probanda.casebook import models

        self.claimants = {row.key: row for row in models.Claimant.objects.all()}
        return super().claimant(key, **more)
