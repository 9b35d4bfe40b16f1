"""Right statements that a reviewer's odd texts showed to be taken for slips, and slips beside them."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def _found(text: str, rule: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), [rule]).findings]


@pytest.mark.parametrize(
    "text",
    [
        "The Committee on the Care of Elders (CCE) oversees the Convention on the Care of Elders.",
        "The Kevrian Commission on Human Rights (KCHR) sued. The Kevrian Court on Human Rights ruled.",
        "La Comisión Kevria de Derechos Humanos (CKDH) escribió. La Corte Kevria de Derechos Humanos falló.",
        "Комитет против пыток (КПП) действует. Его создала Конвенция против пыток.",
        "La Cour kevrienne des droits humains (CKDH) lit la Convention kevrienne des droits humains.",
        "La Cour kevrienne des droits humains (CKDH) juge. La Commission kevrienne des droits humains écrit.",
    ],
)
def test_a_court_or_a_treaty_is_no_other_spelling_of_a_body(text: str) -> None:
    assert _found(text, "name-spellings") == []


@pytest.mark.parametrize(
    "text",
    [
        "She was released on 10 May 2021 after a week in custody and died on 12 May 2021.",
        "Она освобождена 10 мая 2021 года после недели в изоляторе и умерла 12 мая 2021 года.",
        "Il a été libéré le 10 mai 2021 après une semaine de détention et est mort le 12 mai 2021.",
    ],
)
def test_what_is_after_something_else_and_then_another_date(text: str) -> None:
    assert _found(text, "order-wrong") == []


def test_what_is_after_a_later_date() -> None:
    assert _found(
        "The talks began on 10 May 2021 after the shelling of 12 May 2021.", "order-wrong"
    )


@pytest.mark.parametrize(
    "text",
    [
        "10 января 2024 года\n\nВ пятницу, 29 декабря, в Северске задержали четырёх человек.",
        "10 de enero de 2024\n\nEl viernes 29 de diciembre detuvieron a cuatro personas.",
        "10 janvier 2024\n\nLe vendredi 29 décembre, quatre personnes ont été arrêtées.",
    ],
)
def test_a_day_of_december_told_in_january(text: str) -> None:
    assert _found(text, "date-future") == []


@pytest.mark.parametrize(
    "text",
    ["Case No. 31/2/2019 was closed.", "Дело № 31/2/2019 закрыто.", "Version 30.2.2021.4 is used."],
)
def test_a_number_that_looks_like_a_date(text: str) -> None:
    assert _found(text, "date-impossible") == []


def test_a_date_in_figures_that_does_not_exist() -> None:
    assert _found("He was seen on 31.02.2019.", "date-impossible")
