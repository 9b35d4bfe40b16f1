"""Two numbers that are the ends of one span, and two that are not."""

from __future__ import annotations

import pytest

from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown


def test_a_unit_may_stand_without_a_space() -> None:
    text = "The village lies 80km south of Hemlin and 50km from the sea."
    found = Facts(read_markdown(text)).of(quantities)
    assert [(int(q.value), q.unit) for q in found] == [(80, "measure"), (50, "measure")]


def bounds(text: str) -> list[tuple[int, str]]:
    return [(int(q.value), q.bound) for q in Facts(read_markdown(text)).of(quantities)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("In each cell there were 17 to 19 persons.", 17, 19),
        ("They were held for two to three weeks.", 2, 3),
        ("Sentences of from three to five years were usual.", 3, 5),
        ("The camp lies 12 to 15 kilometres from the road.", 12, 15),
        ("Between 300 and 350 families fled to the hills.", 300, 350),
        ("We asked women aged between 18 and 49 years.", 18, 49),
        ("В камере содержались от двух до трёх недель.", 2, 3),
        ("В бараке жили от 40 до 50 человек.", 40, 50),
        ("Había entre 17 y 19 personas por celda.", 17, 19),
        ("Fueron condenados a penas de tres a cinco años.", 3, 5),
        ("Se preguntó a personas de los 18 a 29 años.", 18, 29),
        (
            "Esperaban unas colas de 3 a 5 kilómetros, y los hombres de la zona no las contaron.",
            3,
            5,
        ),
    ],
)
def test_a_span_has_two_bounds(text: str, low: int, high: int) -> None:
    assert bounds(text) == [(low, "at_least"), (high, "up_to")]


@pytest.mark.parametrize(
    "text",
    [
        "The number of cases rose from 40 to 50.",
        "The sentence was raised from three to five years.",
        "Число задержаний выросло с 40 до 50 случаев.",
        "El plazo aumentó de 3 a 5 años.",
        "The share of women fell from 50 to 40 per cent.",
        "From 40 to 50 cases a month the year before, the court went to 90.",
    ],
)
def test_a_change_has_two_values(text: str) -> None:
    assert {bound for _, bound in bounds(text)} == {"exact"}
