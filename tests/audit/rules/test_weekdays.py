"""A weekday beside a date: whole or as it is abbreviated, never the beginning of another word."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str) -> bool:
    return any(finding.rule == "weekday-wrong" for finding in audit(read_markdown(text)).findings)


@pytest.mark.parametrize(
    "text",
    [
        "“The list”, The Northern Monitor, 9 June 2024, names the village and its school.",
        "In that month, 9 June 2024 was the day on which the families met the mission.",
        "He was taken to the Sunflower Hotel, 8 June 2024, with his brother and two others.",
        "Использовались все средства, 9 июня 2024 года дорога была закрыта для всех жителей.",
        "He was taken on Sun., 9 June 2024, with his brother and two other men of the village.",
    ],
)
def test_a_word_that_only_begins_like_a_weekday_is_none(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    "text",
    [
        "He was taken on Mon. 9 June 2024 with his brother and two other men of the village.",
        "He was taken on Thurs, 9 June 2024, with his brother and two men of the village.",
        "В среду, 9 июня 2024 года, дорога была закрыта для всех жителей этого села.",
    ],
)
def test_a_wrong_weekday_is_found_however_short(text: str) -> None:
    assert found(text)
