"""One person or place in two spellings, and what only looks so: cases, peoples, offices, relatives."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

ONE_PERSON = [
    ("Colonel Darim Vosk commanded the unit.\n\nLater Colonel Vosck was promoted."),
    ("Mr Kelm Tavyn resigned.\n\nMr Tavny did not reply."),
    "Dr Elena Ruvik examined them. In her report Dr Ruviek found burns.",
    "La jueza Marta Quesal citó a dos agentes. La jueza Kesal archivó la causa.",
    ("Le colonel Bastien Morvane commandait.\n\nLe colonel Morvanne a nié."),
    "Omar Hussein Daoudi was held in Tarn. Omar Husein Daudi was freed in May.",
    "Judge Orrel heard the case. Judge Orrell adjourned it.",
    "El fiscal Marco Reyna pidió la pena. La fiscal Marca Reina no existe en otro país.",
]

OTHER_PERSONS = [
    (
        "Colonel Darim Vosk commanded the unit. Later Colonel Vosko, his successor, was promoted. "
        "Colonel Vosk retired. Colonel Vosko stayed."
    ),
    "Журналиста Егора Хмельникова задержали. Хмельников вышел. Об Егоре Хмельникове писали.",
    (
        "Судья Лескова вынесла приговор. Адвокат судье Лесковой возразил; Лескову поддержал прокурор "
        "Лесков."
    ),
    "Brothers Davit and Davut Arlan were arrested. Davit Arlan died; Davut Arlan was released.",
    "Mr Hansen spoke. Mr Jansen answered him in the same hearing; Mr Hansen left.",
    "Софью Рябинину задержали. Рябинина рассказала. С Рябининой говорил брат, Пётр Рябинин.",
]

ONE_PLACE = [
    "The village of Dunmere was shelled. In Dunmeer two died.",
    "The prison in Tolvask was closed. Visitors to Tolvaks were sent home.",
    "Деревня Верхняя Сурма сгорела. В Верхней Сурне погибли двое.",
    "El pueblo de Tresvales fue sitiado. En Tresbales murieron dos.",
]

OTHER_PLACES = [
    "The Ministry did not answer. The Minister was in Dorv. At the Ministry nobody knew.",
    "The French delegation left. In France nobody answered. From France came two letters.",
    "Письма из Венеции пришли. В Венецию поехали двое. Венеция ответила.",
    "In Arlan people died. The Arlani people fled. From Arlan to Arlania is far.",
    "He drove from Upper Dray to Lower Dray. In Upper Dray he slept.",
    "Province of Kaster: 4. Castor oil was given in Kaster.",
    ("GENERAL CONCLUSIONS IN VARENA\n\nIn Varena, the general conclusion was clear."),
    (
        "La Constitución de Kevria lo dice. El Constitucional de Kevria calló. En Constitución viven "
        "pocos."
    ),
]


def _found(text: str, rule: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), [rule]).findings if f.severity != "note"]


@pytest.mark.parametrize("text", ONE_PERSON)
def test_two_spellings_of_one_person_are_told_once(text: str) -> None:
    assert len(_found(text, "name-spellings")) == 1


@pytest.mark.parametrize("text", OTHER_PERSONS)
def test_cases_relatives_and_others_are_left_alone(text: str) -> None:
    assert _found(text, "name-spellings") == []


@pytest.mark.parametrize("text", ONE_PLACE)
def test_two_spellings_of_one_place_are_told_once(text: str) -> None:
    assert len(_found(text, "place-spellings")) == 1


@pytest.mark.parametrize("text", OTHER_PLACES)
def test_cases_peoples_and_offices_are_left_alone(text: str) -> None:
    assert _found(text, "place-spellings") == []
