"""Time told in two places, in four languages: `tests/audit/data/time_apart.yaml`."""

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
    "source-before-event",
    "weekday-wrong",
)
PASSAGES = Path(__file__).parents[1] / "data" / "time_apart.yaml"


def passages(side: str) -> list[tuple[str, str]]:
    table = yaml.safe_load(PASSAGES.read_text("utf-8"))
    return [(kind, text) for kind, sides in table.items() for text in sides.get(side, ())]


@pytest.mark.parametrize(("kind", "text"), passages("bad"))
def test_what_two_places_contradict_is_found(kind: str, text: str) -> None:
    assert audit(read_markdown(text), TIME).findings, kind


@pytest.mark.parametrize(("kind", "text"), passages("good"))
def test_what_two_places_allow_is_left_alone(kind: str, text: str) -> None:
    assert not audit(read_markdown(text), TIME).findings, kind
