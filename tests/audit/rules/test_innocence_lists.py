"""Lists that make their whole, and what looks like more of them."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str, *codes: str) -> list[str]:
    return [f"{f.severity} {f.message}" for f in audit(read_markdown(text), codes).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Of 47 files 20 are complete, 12 lack a signature and 15 a date, nine the year and six the day.",
        "De 47 expedientes 20 están completos, 12 carecen de firma y 15 de fecha, nueve del año y seis del día.",
        "Из 47 дел 20 полны, в 12 нет подписи, в 15 нет даты, в девяти года и в шести дня.",
    ],
)
def test_what_divides_the_last_member_again_is_not_added(text: str) -> None:
    assert not found(text, "parts-sum", "parts-exceed")


def test_a_list_that_misses_its_whole_is_still_told() -> None:
    assert found(
        "Of 47 files, 20 are complete, 12 lack a signature and 19 a date.",
        "parts-sum",
        "parts-exceed",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Суд начался 3 марта 2019 года и завершился 14 мая 2019 года; обвиняемый получил пять лет колонии.",
        "The trial opened on 3 March 2019 and ended on 14 May 2019; he got five years of prison.",
        "El juicio empezó el 3 de marzo de 2019 y terminó el 14 de mayo de 2019; recibió cinco años de cárcel.",
    ],
)
def test_a_punishment_is_no_length_of_a_trial(text: str) -> None:
    assert not found(text, "duration-wrong")


def test_notes_are_called_by_numbers() -> None:
    text = "Interview on file (notes 13, 32, 33, 34). The register holds 117 entries (notas 12, 32 y 73)."
    assert not found(text, "parts-sum", "parts-exceed", "same-quantity")
