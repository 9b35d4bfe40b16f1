"""Shares whose numbers stand in other sentences, sections, headings, or nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

RULES = {"percentage-wrong", "percentages-sum", "ratio-wrong", "rank-wrong"}
CASES: list[tuple[str, dict[str, Any]]] = [
    (kind, case)
    for kind, listed in yaml.safe_load(
        (Path(__file__).parents[1] / "data/shares-apart.yaml").read_text()
    ).items()
    for case in listed
]


def _messages(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text)).findings if f.rule in RULES]


@pytest.mark.parametrize(
    ("kind", "case"),
    [c for c in CASES if "says" in c[1]],
    ids=lambda c: c if isinstance(c, str) else c["language"],
)
def test_a_wrong_share_is_set_against_its_numbers(kind: str, case: dict[str, Any]) -> None:
    """Whether the message names what the share comes to."""
    said = _messages(case["text"])
    assert any(re.search(case["says"], message) for message in said), (kind, said)


@pytest.mark.parametrize(
    ("kind", "case"),
    [c for c in CASES if "says" not in c[1]],
    ids=lambda c: c if isinstance(c, str) else c["language"],
)
def test_a_share_that_the_text_bears_out_is_left_alone(kind: str, case: dict[str, Any]) -> None:
    """Whether nothing is said of a text in which another reading is right."""
    assert _messages(case["text"]) == [], kind
