"""A day with two years; a period that a title's year doesn't define; years that reach behind all that is told."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str, rule: str) -> list[str]:
    return [f"{f.severity} {f.message}" for f in audit(read_markdown(text), [rule]).findings]


TWICE = [
    "Soldiers were taken in the border war between Kevria and Sartania, which began on 17 May {}.\n\n"
    "# Missing\n\nNothing is known of them, even after the second war, which began on 17 May {}.",
    "Los soldados cayeron presos en la guerra de la frontera, que empezó el 17 de mayo de {}.\n\n"
    "# Desaparecidos\n\nNada se sabe de ellos después de la segunda guerra, que empezó el 17 de mayo de {}.",
    "Солдаты попали в плен в войне на границе, которая началась 17 мая {} года.\n\n"
    "# Пропавшие\n\nО них ничего не известно и после второй войны, которая началась 17 мая {} года.",
]


@pytest.mark.parametrize("text", TWICE)
def test_one_day_with_two_years_is_told(text: str) -> None:
    (told,) = found(text.format(2019, 2021), "same-event-dates")
    assert told.startswith("warning")
    assert "2021" in told
    assert "2019" in told
    assert not found(text.format(2019, 2019), "same-event-dates")


@pytest.mark.parametrize(
    "text",
    [
        "The law came into force on 1 July 2019.\n\nThe new law came into force on 1 July 2021.",
        "The march was held on 8 March 2019.\n\nThe march was held on 8 March 2020.\n\nThe march was held on "
        "8 March 2021.",
        "The court at Tolm sentenced 5 officers on 8 June 2018.\n\nThe court at Bresk sentenced 4 officers on "
        "8 June 2021.",
        "The bridge was closed on 17 May 2019.\n\nThe northern prison was closed on 17 May 2021.",
    ],
)
def test_what_happens_every_year_or_to_another_thing_is_left_alone(text: str) -> None:
    assert not found(text, "same-event-dates")


@pytest.mark.parametrize("act", ["due in", "submitted to the Committee in"])
def test_a_title_that_says_when_a_report_was_due_defines_no_period(act: str) -> None:
    text = "# Comments on the fifth report of Kevria, {} 2020\n\nDuring the reporting period forty men were held."
    assert found(text.format(act), "period-undefined")
    assert not found(text.format("for"), "period-undefined")


def test_years_that_reach_behind_all_that_is_told_are_noted() -> None:
    text = (
        "Three villages were under occupation for over 30 years but were liberated in {}.\n\nThe first war was in "
        "1992–1994. A truce was signed in 1994. In 2016 shells fell there."
    )
    (told,) = found(text.format(2020), "duration-wrong")
    assert told.startswith("note")
    assert "1990" in told
    assert not found(text.format(2023), "duration-wrong")
