"""A number against names in a row, and against names that each have a number."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TEN = "Tavi Morell, Sorin Dask, Pavo Relk, Lina Sarr, Orel Tarn, Mela Dross, Ivo Haan, Nadi Dovan, Samir Welk"
ROW = [
    f"On 4 May a group of {{}} prisoners: {TEN} was exchanged at the bridge.",
    f"El 4 de mayo un grupo de {{}} presos: {TEN} fue canjeado en el puente.",
    f"The court convicted {{}} people: {TEN}.",
    "4 мая группа из {} заключённых: Тави Морел, Сорин Даск, Паво Релк, Лина Сарр, Орел Тарн, Мела Дросс, "
    "Иво Хаан, Нади Дован, Самир Велк была обменена на мосту.",
]
EACH = [
    "We received 30 letters. They came from {} countries: Kevria with 12, Sartania with 9, Tolvia with 5, "
    "Karvin with 3 and Arlan with 1.",
    "Recibimos 30 cartas. Son de {} países diferentes; destacan Kevria con 12, Sartania con 9, Tolvia con 5, "
    "Karvin con 3 y Arlan con 1.",
]


def told(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(f"# List\n\n{text}"), ["list-count"]).findings]


@pytest.mark.parametrize("text", ROW)
def test_names_in_a_row_are_counted(text: str) -> None:
    assert told(text.format(9)) == []
    assert any("9 are listed" in message for message in told(text.format(11)))


@pytest.mark.parametrize("text", EACH)
def test_names_with_numbers_are_counted_where_these_make_the_total(text: str) -> None:
    assert told(text.format(5)) == []
    assert any("5 are listed" in message for message in told(text.format(6)))
    assert told(text.format(6).replace("30", "44")) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Of 11 prisoners, including: {TEN}, few came back.",
        f"A group of 11 prisoners: {TEN}, and two others was exchanged.",
        f"A group of 11 prisoners: {TEN} and two whose names we don't print was exchanged.",
        "They came from 6 countries: Kevria with 40 % and Sartania with 9 %.",
    ],
)
def test_a_list_that_goes_on_or_says_that_it_is_a_choice_is_left_alone(text: str) -> None:
    assert told(text) == []
