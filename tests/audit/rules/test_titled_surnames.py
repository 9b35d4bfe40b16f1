"""A surname behind a title, spelt otherwise than where the same office or the full name stood."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

#: A text that spells one surname in two ways.
TWO_WAYS = [
    "Colonel Harvek signed the order in May. Three weeks later Colonel Harvik was promoted.",
    "The raid was led by Major Dorin Saltesh. According to two soldiers, Major Salteshi gave the "
    "signal himself.",
    "Judge Emilia Karstov read the verdict.\n\nThe appeal complains that Judge Karsztov heard no witness.",
    "Prosecutor Brandel refused. The file shows that prosecutor Brandl never opened it.",
    "Dr Oskar Velmin examined the body. The report of Dr Welmin is annexed.",
    "Mrs Tarvonen was held for a week. On release, Mrs Tarvonnen went to the clinic.",
    "Прокурор Гарвецкий отказал. Позднее прокурор Горвецкий подписал второе постановление.",
    "Полковник Сальтеш отдал приказ. Свидетели видели полковника Солтеша у ворот.",
    "Следователь Ирина Домбровская вела дело. По словам матери, следователь Дамбровская кричала.",
    "Судья Карстович зачитал приговор. Жалоба на судью Карштовича отклонена.",
    "Адвокат Мелентьев пришёл в СИЗО. В тот же день адвоката Милентьева не пустили.",
    "Майор Верхолат командовал отрядом. Через год майору Верхалату дали орден.",
    "La jueza Barrundia ordenó la detención. En marzo la jueza Barundia rechazó el recurso.",
    "El fiscal Olmerado archivó la causa. La familia pidió al fiscal Olmeredo que la reabriera.",
    "El coronel Tadeo Garvés mandaba el batallón. Dos soldados vieron al coronel Garbés en el puente.",
    "La doctora Quilmes certificó las lesiones. El informe de la doctora Kilmes se adjunta.",
    "El comisario Etxalde negó los hechos. Según el acta, el comisario Echalde estuvo allí.",
    "El capitán Rosvelo dirigió el operativo. La orden la firmó el capitán Rosbelo.",
]

#: Two persons, or one in two cases.
ONE_WAY = [
    "Colonel Adam Harvek signed the order. Colonel Emil Harvik, his neighbour, was promoted.",
    "Colonel Harvek and Colonel Harvik signed the order together.",
    "Major Salman gave the signal. Judge Salmon read the verdict.",
    "Mr Arlan was held. Mrs Arlana was released.",
    "Прокурор Гарвецкий отказал. Жалобу на прокурора Гарвецкого отклонили. Прокурору Гарвецкому "
    "объявили выговор.",
    "Следователь Домбровский вела дело. Позже следователь Домбровская сменила его.",
    "Полковник Сальтеш отдал приказ. Рядом с полковником Сальтешем стояли двое.",
    "Судья Петров зачитал приговор. Судья Петренко его отменила.",
    "La jueza Barrundia ordenó la detención. El juez Barrios rechazó el recurso.",
    "El coronel Tadeo Garvés mandaba el batallón. El coronel Julio Garcés mandaba la base.",
    "Colonel Harvek signed. Colonel Harvek's driver waited.",
]


def flagged(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), ["name-spellings"]).findings]


@pytest.mark.parametrize("text", TWO_WAYS)
def test_a_surname_behind_a_title_spelt_in_two_ways_is_found(text: str) -> None:
    assert flagged(text)


@pytest.mark.parametrize("text", ONE_WAY)
def test_two_persons_and_cases_of_one_name_are_left_alone(text: str) -> None:
    assert flagged(text) == []
