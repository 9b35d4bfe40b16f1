"""Totals of tables that are called by other words, or by none: arithmetic alone tells them."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

WRONG = [
    (
        "| Month | Complaints |\n"
        "|---|---|\n"
        "| January | 11 |\n"
        "| February | 9 |\n"
        "| March | 14 |\n"
        "| April | 12 |\n"
        "| May | 17 |\n"
        "| June | 8 |\n"
        "| Half-year | 81 |"
    ),
    (
        "| Район | Жалобы | Отказы |\n"
        "|---|---|---|\n"
        "| Борск | 44 | 12 |\n"
        "| Талица | 61 | 25 |\n"
        "| Речной | 18 | 9 |\n"
        "| В целом | 123 | 56 |"
    ),
    (
        "| Provincia | Muertes | Heridos |\n"
        "|---|---|---|\n"
        "| Altamar | 14 | 20 |\n"
        "| Ribera | 22 | 31 |\n"
        "| Cañadas | 9 | 12 |\n"
        "| Suma | 45 | 73 |"
    ),
]
RIGHT = [
    (
        "| Month | Complaints |\n"
        "|---|---|\n"
        "| January | 11 |\n"
        "| February | 9 |\n"
        "| March | 14 |\n"
        "| April | 12 |\n"
        "| May | 17 |\n"
        "| June | 8 |\n"
        "| Half-year | 71 |"
    ),
    (
        "| Unit | Men | Women | Minors |\n"
        "|---|---|---|---|\n"
        "| North | 14 | 20 | 3 |\n"
        "| South | 22 | 31 | 4 |\n"
        "| West | 9 | 12 | 5 |\n"
        "| East | 10 | 11 | 6 |"
    ),
    (
        "| Prison | Held | of which women |\n"
        "|---|---|---|\n"
        "| Veldt | 120 | 12 |\n"
        "| Orran | 45 | 14 |"
    ),
]


def found(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), ["table-total", "parts-exceed"]).findings]


@pytest.mark.parametrize("text", WRONG)
def test_a_cell_that_its_table_disproves(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_a_table_that_adds_up(text: str) -> None:
    assert found(text) == []


def test_several_locales_beside_a_table_are_not_several_answers() -> None:
    table = "| Locale | n |\n|---|---|\n| Rooms | 48 |\n| Offices | 32 |\n| Halls | 20 |\n| Total | 90 |"
    assert found(f"{table}\n\nSome attacks happened in multiple locales within the same building.")
    assert found(f"{table}\n\nMore than one answer was possible.") == []
