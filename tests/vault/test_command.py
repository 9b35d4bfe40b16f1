"""`probanda vault`: the answers that other programs read, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from probanda.cli.vault import app
from tests.vault.shapes import shape


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout


def test_json_has_exactly_the_three_keys(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    status, text = run("validate", str(place), "--format", "json")
    assert status == 0
    assert json.loads(text) == {"valid": True, "errors": [], "warnings": []}


def test_findings_have_code_path_and_message_and_the_status_is_1(tmp_path: Path) -> None:
    place = shape(algorithm="sha256").write(tmp_path / "object")
    (place / "v1/content/letter.txt").write_text("changed")
    status, text = run("validate", str(place), "--format", "json")
    answer = json.loads(text)
    assert status == 1
    assert answer["valid"] is False
    assert [set(each) for each in answer["errors"]] == [{"code", "path", "message"}]
    assert answer["errors"][0]["code"] == "E092"
    assert answer["errors"][0]["path"] == "v1/content/letter.txt"
    assert {each["code"] for each in answer["warnings"]} == {"W004"}


def test_text_names_the_place_the_code_and_the_verdict(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    (place / "note.txt").write_text("x")
    status, text = run("validate", str(place))
    assert status == 1
    assert "note.txt: error E001:" in text
    assert "Not valid; errors: 1, warnings: 0." in text


def test_a_path_that_is_not_there_is_not_valid_and_used_wrongly(tmp_path: Path) -> None:
    status, text = run("validate", str(tmp_path / "nowhere"), "--format", "json")
    assert status == 2
    assert json.loads(text)["valid"] is False


def test_names_that_are_not_utf8_can_be_printed(tmp_path: Path) -> None:
    place = shape().write(tmp_path / "object")
    (Path(str(place)) / "caf\udce9").write_text("x")
    status, text = run("validate", str(place), "--format", "json")
    assert status == 1
    assert json.loads(text)["errors"][0]["path"] == "caf\\udce9"
