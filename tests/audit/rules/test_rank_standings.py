# ruff: noqa: E501
"""A superlative with its own figure against the figures of the others, in its sentence and in its paragraph.

Each text is written once with the right figure and the wrong one: ``{right||wrong}``.
"""

from __future__ import annotations

import re

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

STANDINGS = [
    # percentages and counts side by side
    "Veldt State experienced the highest level of violence, accounting for {46||12} percent of the victims in the country (or {528||138} individuals), followed by Orran State (14 percent or 160 individuals) and Teluk State (nine percent or 107 individuals).",
    "Men made up the largest group of victims ({78||11} per cent or {894||126} individuals), followed by women at 14 per cent (166 individuals) and children at eight per cent (93).",
    "The highest number of raids was recorded in Arlan ({41||14} raids affecting 60 families), followed by Borv (19 raids affecting 80 families) and Kesh (12 raids affecting 33 families).",
    "Women were most often threatened ({33||23} per cent), followed by beating (29 per cent), theft (25 per cent) and abduction (13 per cent).",
    "Больше всего задержанных побывало в отделах «Лесной» ({372||272}), «Речной» (365), «Заводской» (262).",
    "Чаще всего задержаниями заканчивались акции на экологическую тему ({21||11} %), а также шествия (15,8 %) и пикеты (9 %).",
    "Лидирует по числу жалоб Арланский район — {118||18} обращений, за ним следуют Борвинский (74) и Кешский (55).",
    "El municipio de Borv concentra {14.2||4.2} por ciento de los casos, seguido de Kesh con 10.3 por ciento y Arlan con 8.2 por ciento.",
    "La mayor cantidad de quejas se registró en Veldt, con {210||110}, seguida de Orran, con 140, y Teluk, con 96.",
    "La primera causa de muerte son los disparos ({28||18} por ciento), seguida de los golpes (24.2 por ciento), las caídas (8 por ciento) y el fuego (2.2 por ciento).",
    "Le plus grand nombre de plaintes a été enregistré à Veldt ({88||38}), suivi d'Orran (61) et de Teluk (40).",
    "Les coups sont la forme la plus fréquente ({52||22} %), suivis des menaces (31 %) et des privations (17 %).",
    # the others in the next sentence, or in the one before
    "The highest number of detained journalists is held in Veldt, with {23||13}. In neighbouring Orran there are 18, in Teluk nine.",
    "Veldt leads the list with {51||31} infected prisoners. It is followed by Orran with 40 cases and Teluk with 22.",
    "Больше всего арестованных журналистов в Вельдте — {23||13}. В соседнем Орране их 18, в Телуке — 9.",
    "Veldt es la provincia con más desaparecidos, con {710||410}. Le siguen Orran, con 575, y Teluk, con 303.",
    "La tasa más alta se presentó en Veldt, {26.3||16.3} por ciento, mientras que en Orran fue de 17.5 por ciento y en Teluk de 4.1 por ciento.",
    "C'est à Veldt que l'on compte le plus de détenus malades, {51||31}. À Orran, ils sont 40, à Teluk 12.",
    # the smallest
    "The lowest number of visits was paid to Kesh ({3||13}), against seven to Borv and nine to Arlan.",
    "Меньше всего жалоб поступило из Кеша ({3||13}), тогда как из Борва — 7, а из Арлана — 9.",
    "El menor número de visitas correspondió a Kesh ({3||13}), frente a siete de Borv y nueve de Arlan.",
]
#: Right as they stand.
NEAR = [
    "Veldt recorded the highest number of incidents (16 incidents involving 20 victims), followed by Orran (10 incidents involving 42 victims).",
    "Veldt experienced the highest number of killings (200 individuals) and injuries (317 individuals).",
    "Orran had the highest number of abductions (101), followed by Veldt (19), whilst Teluk experienced the highest number of injuries (226).",
    "The highest number of complaints came from Veldt (31). In all, 210 complaints were received; 150 of them in 2019.",
    "The highest number of arrests in a single day was 41. In the whole year the police arrested 512 persons in Veldt.",
    "Больше всего жалоб поступило из Борва (31). Всего в 2019 году получено 210 жалоб, из них 150 — от женщин.",
    "El mayor número de quejas se registró en Veldt (31). En total se recibieron 210 quejas.",
    "The largest cell measured 31 square metres and held 52 prisoners; Cell 4 held 60.",
    "The highest number of visits was paid to Kesh in 2018 (12). In 2019 Borv was visited 15 times.",
    "Veldt has the highest share of women (31 per cent). In Orran, 45 per cent of the men were beaten.",
    "Most deaths occurred in Arlan, which had 31 more than the year before; Borv had 44 fewer.",
    "The highest number of detainees was 120, up from 140 the year before in Orran.",
]
_CHOICE = re.compile(r"\{([^|{}]*)\|\|([^{}]*)\}")


def found(text: str) -> list[str]:
    report = audit(read_markdown(text), ("rank-wrong",))
    return [f.message for f in report.findings if f.severity != "note"]


@pytest.mark.parametrize("text", STANDINGS)
def test_a_figure_below_those_of_the_others_is_found(text: str) -> None:
    assert found(_CHOICE.sub(r"\2", text))


@pytest.mark.parametrize("text", STANDINGS)
def test_a_figure_above_those_of_the_others_is_left_alone(text: str) -> None:
    assert not found(_CHOICE.sub(r"\1", text))


@pytest.mark.parametrize("text", NEAR)
def test_figures_of_other_things_are_left_alone(text: str) -> None:
    assert not found(text)
