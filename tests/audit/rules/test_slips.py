"""One letter lost, doubled or moved in a name of a place, a body or a person, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "slips.yaml").read_text("utf-8"))


def _found(text: str) -> list[str]:
    report = audit(read_markdown(text), ["name-spellings", "place-spellings"])
    return [f.message for f in report.findings]


@pytest.mark.parametrize("case", _CASES["wrong"], ids=lambda case: case["told"])
def test_a_slip_is_found(case: dict[str, str]) -> None:
    assert any(case["told"] in message for message in _found(case["text"]))


@pytest.mark.parametrize("text", _CASES["right"])
def test_two_names_are_no_slip(text: str) -> None:
    assert _found(text) == []
