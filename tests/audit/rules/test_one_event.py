"""One event dated by an entry and by the prose."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TOLD = yaml.safe_load((Path(__file__).parent / "data" / "told_dates.yaml").read_text("utf-8"))


def found(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), ["same-event-dates"]).findings]


@pytest.mark.parametrize("each", TOLD["twice"], ids=lambda each: each["wrong"])
def test_an_entry_and_the_prose_give_two_dates(each: dict[str, str]) -> None:
    (told,) = found(each["text"].replace("{}", each["wrong"]))
    assert all(name in told for name in each["names"])


@pytest.mark.parametrize("each", TOLD["twice"], ids=lambda each: each["right"])
def test_one_date_in_both_places_is_right(each: dict[str, str]) -> None:
    assert not found(each["text"].replace("{}", each["right"]))


@pytest.mark.parametrize("text", TOLD["apart"], ids=range(len(TOLD["apart"])))
def test_two_events_of_one_place_or_person_are_two(text: str) -> None:
    assert not found(text)
