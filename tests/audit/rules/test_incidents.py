"""Times of day told about an incident: in its box, in what was looked into, by a word of order."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

INCIDENT = """# Incidents

## Garven

Date: {date}  
Time: {time}  
Place: Garven

{told}
"""  # noqa: W291


def found(text: str, rule: str = "order-wrong") -> list[str]:
    document = read_markdown(text)
    return [document.text[f.start : f.end] for f in audit(document, [rule]).findings]


def incident(told: str, time: str = "04:15", date: str = "4 May 2015") -> str:
    return INCIDENT.format(told=told, time=time, date=date)


@pytest.mark.parametrize(
    ("told", "right"),
    [
        (
            "The log of flights was read from {}, the hours before and after the attack.",
            ("14:00 to 16:00", "3:00 to 5:30"),
        ),
        (
            "Записи радара прочитаны с {}, то есть за часы до и после удара.",
            ("14:00 до 16:00", "3:00 до 5:30"),
        ),
        (
            "Se leyó el registro de vuelos entre las {}, las horas antes y después del ataque.",
            ("14:00 y las 16:00", "3:00 y las 5:30"),
        ),
    ],
)
def test_what_was_looked_into_holds_the_time_of_the_incident(
    told: str, right: tuple[str, str]
) -> None:
    assert len(found(incident(told.format(right[0])))) == 1
    assert not found(incident(told.format(right[1])))


@pytest.mark.parametrize(
    ("told", "wrong", "right"),
    [
        ("A plane held responsible for the strike was seen over Garven at {}.", "5:10", "4:02"),
        ("Самолёт, ответственный за удар, был замечен над Гарвеном в {}.", "5:10", "4:02"),
        ("El avión responsable del ataque fue visto sobre Garven a las {}.", "5:10", "4:02"),
    ],
)
def test_who_did_it_is_not_first_seen_after_it(told: str, wrong: str, right: str) -> None:
    assert found(incident(told.format(wrong))) == [wrong]
    assert not found(incident(told.format(right)))


def test_who_did_it_is_seen_in_the_hours_looked_into() -> None:
    told = "Flights from 3:00 to 5:30 were read. The plane responsible was seen at {}."
    assert found(incident(told.format("1:20"))) == ["1:20"]
    assert not found(incident(told.format("4:02")))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (
            "At 14:11 the first shell fell. Shortly thereafter, at {}, a second fell.",
            "12:13",
            "14:13",
        ),
        ("В 14:11 упал первый снаряд. Вскоре, в {}, упал второй.", "12:13", "14:13"),
        (
            "A las 14:11 cayó la primera granada. Poco después, a las {}, cayó otra.",
            "12:13",
            "14:13",
        ),
        (
            "Le premier obus est tombé à 14:11. Peu après, à {}, un autre est tombé sur les maisons.",
            "12:13",
            "14:13",
        ),
    ],
)
def test_what_came_soon_after_came_later(text: str, wrong: str, right: str) -> None:
    assert found(text.format(wrong)) == [wrong]
    assert not found(text.format(right))


def test_twelve_at_night_is_not_noon() -> None:
    text = "Between 11:38 AM and 12:00 {}M the market was hit."
    assert found(text.format("A"), "period-backwards")
    assert not found(text.format("P"), "period-backwards")
