"""Faults of time said in many ways: stages, durations, sources; the right twins are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

RULES = (
    "order-wrong",
    "duration-wrong",
    "anniversary-wrong",
    "date-future",
    "source-before-event",
    "same-event-dates",
)
TEXTS = yaml.safe_load(
    (Path(__file__).parent / "data" / "time_told_otherwise.yaml").read_text("utf-8")
)


def found(text: str) -> list[str]:
    """The rules on time that find something."""
    return [finding.rule for finding in audit(read_markdown(text), RULES).findings]


@pytest.mark.parametrize("text", TEXTS["wrong"])
def test_a_fault_of_time_is_shown_however_it_is_told(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", TEXTS["right"])
def test_what_can_be_is_left_alone(text: str) -> None:
    assert found(text) == []
