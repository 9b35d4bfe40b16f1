"""An age at the head of an entry, in a heading of its own or before the rest of the paragraph."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

ENTRIES = [
    "Tarn Iva Orlovna 4{} years old Born on 6 December 1888 in Garven. Arrested on 15 June 1937, shot on "
    "15 November 1937.",
    "Тарн Ива Орловна 4{} лет Родилась 6.12.1888, Гарвен. Взята 15 июня 1937 г., расстреляна 15 ноября 1937 г.",
    "Тарн (Torn) Ива Орловна 4{} лет 6.12.1888 г.р. Арестована 15.06.1937. Расстреляна 15.11.1937. Осуждена зря.",
    "Iva Tarn, 4{} años. Nació el 6 de diciembre de 1888 en Garven. Detenida el 15 de junio de 1937, murió el "
    "15 de noviembre de 1937.",
    "### Iva Tarn, 4{}\n\nBorn on 6 December 1888 in Garven.\n\nShot on 15 November 1937.",
]


def told(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(f"# List\n\n{text}"), ["age-birth"]).findings]


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_birthday_was_not_yet_reached(entry: str) -> None:
    assert told(entry.format(8)) == []
    assert any("was 48" in message for message in told(entry.format(9)))


def test_an_age_that_opens_no_entry_is_left_alone() -> None:
    for text in (
        "In Garven 49 years later a school was built for her, born on 6 December 1888, shot on 15 November 1937.",
        "В Гарвене 49 лет спустя о ней, 6.12.1888 г.р., вспомнили. Расстреляна 15.11.1937.",
    ):
        assert told(text) == []
