"""Outlets and titles against their addresses: all invented."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "listed.yaml").read_text("utf-8"))


def _found(text: str) -> list[str]:
    report = audit(read_markdown(text), ["same-address", "mark-without-note"])
    return [f.message for f in report.findings]


@pytest.mark.parametrize("case", _CASES["wrong"], ids=lambda case: case["told"])
def test_another_outlet_or_a_missing_note_is_told(case: dict[str, str]) -> None:
    assert any(case["told"] in message for message in _found(case["text"]))


@pytest.mark.parametrize("text", _CASES["right"])
def test_own_hosts_platforms_and_notes_in_place_are_not(text: str) -> None:
    assert _found(text) == []
