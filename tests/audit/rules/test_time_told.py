"""Time told in words against the dates that it joins, in four languages: `tests/audit/data/time_told.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TIME = (
    "age-birth",
    "anniversary-wrong",
    "date-future",
    "date-impossible",
    "duration-wrong",
    "order-wrong",
    "period-backwards",
    "same-event-dates",
)
PASSAGES = Path(__file__).parents[1] / "data" / "time_told.yaml"


def passages(kind: str) -> list[tuple[str, str]]:
    table = yaml.safe_load(PASSAGES.read_text("utf-8"))
    return [(rule, text) for rule, sides in table.items() for text in sides[kind]]


@pytest.mark.parametrize(("rule", "text"), passages("bad"))
def test_a_time_told_against_its_dates_is_found(rule: str, text: str) -> None:
    assert audit(read_markdown(text), TIME).findings, rule


@pytest.mark.parametrize(("rule", "text"), passages("good"))
def test_a_time_that_its_dates_allow_is_left_alone(rule: str, text: str) -> None:
    assert not audit(read_markdown(text), TIME).findings, rule
