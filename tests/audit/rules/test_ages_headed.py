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


FURTHER = [
    # sentenced and shot; a father in brackets; the death without its day; births told small
    "Tarn Iva Orlovna 4{} years old Born: 6.12.1888, Garven. Arrested 2.02.1937. Sentenced to death on 3.10.1937. "
    "Shot on 15.11.1937. Rehabilitated on 16 May 1989.",
    "Тарн Ива Орловна 4{} лет Родилась 6.12.1888. Приговорена к расстрелу 3.10.1937. Расстреляна 15 ноября "
    "1937 г. (Её отец Тарн Орл Иванович, расстрелян 25 августа 1938 г.) Реабилитирована 19 апреля 1990 г.",
    "Тарн Ива Орловна 4{} лет Родилась 6 декабря 1888 г., Гарвен. Дата ареста: 7 мая 1937 г. Осуждение: "
    "15 ноября 1937 г. Приговор: ВМН. Осудивший орган: тройка. Где похоронена, неизвестно. Место смерти: Гарвен",
    "Iva Tarn (4{} años), nacida el 6 de diciembre de 1888 en Garven. Condenada a muerte el 3 de octubre de 1937, "
    "fusilada el 15 de noviembre de 1937.",
    "- Iva Tarn, 4{} years old, born on 6 December 1888, was shot in Garven on 15 November 1937.",
]


@pytest.mark.parametrize("entry", FURTHER)
def test_an_age_must_fit_some_death_of_its_entry(entry: str) -> None:
    assert told(entry.format(8)) == []
    assert any("was 48" in message for message in told(entry.format(9)))


def test_a_day_long_after_is_no_death() -> None:
    entry = (
        "Tarn Iva 60 years old Born in 1881 in Garven. Sentenced on 14 October 1941. "
        "Shot, cleared on 21 June 1995."
    )
    assert told(entry) == []


def test_an_age_reached_in_years_of_which_the_document_does_not_speak() -> None:
    story = (
        "On 17 August 1984 troops came. On 18 August 1984 they left. The notebook ends on 16 August 1984; the "
        "coins are of March 1984.\n\nIvo Tarn, born in {}, was 23 years old and shod horses.\n\n"
        "Report of 5 May 2023."
    )
    assert told(story.format(1961)) == []
    found = told(story.format(1951))
    assert len(found) == 1
    assert "in 1984 it would be 32 or 33" in found[0]
