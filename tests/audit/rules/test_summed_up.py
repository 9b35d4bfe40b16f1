"""What a summary tells, held against the table and the body; and what only looks so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

DATA = yaml.safe_load((Path(__file__).parent / "data" / "summed_up.yaml").read_text("utf-8"))


def told(text: str) -> list[str]:
    found = audit(read_markdown(text), ["same-quantity"]).findings
    return [f.message for f in found if f.severity != "note"]


@pytest.mark.parametrize("case", DATA["wrong"], ids=lambda case: case["names"][0])
def test_a_number_told_otherwise_in_table_or_body(case: dict[str, Any]) -> None:
    named = re.compile(rf"\b(?:{'|'.join(case['names'])})\b")
    assert any(map(named.search, told(case["text"])))


@pytest.mark.parametrize("text", DATA["right"])
def test_what_holds_is_left_alone(text: str) -> None:
    assert told(text) == []
