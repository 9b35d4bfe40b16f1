# ruff: noqa: E501
"""A majority with its number, whose whole stands elsewhere in the document or behind a colon.

Each text is written once with the right figure and the wrong one: ``{right||wrong}``.
"""

from __future__ import annotations

import re

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

MAJORITIES = [
    "Between January and March 2021 the office registered at least 250 arrests at 41 events. In the same months of 2020 there were 782 arrests.\n\n## Causes\n\nA quarter of the events concerned rents, and most of the arrests ({150||100}) took place at these. During the preceding quarter there were 144 arrests.",
    "# Deaths in custody\n\nThe mission documented 86 deaths in 2019.\n\n## Places\n\nThe majority of deaths ({52||32}) occurred in police stations.",
    "The report covers 140 complaints received in 2022.\n\n## Who complained\n\nMore than half of the complaints, {81||51}, were lodged by women.",
    "За 2020 год задержаны 250 человек в ходе 41 акции. Годом ранее было задержано 782 человека.\n\n## Темы\n\nБольшинство задержаний ({150||100} человек) пришлось на акции против застройки.",
    "В докладе рассмотрены 120 жалоб.\n\n## Заявители\n\nБольшую часть жалоб ({74||44}) подали родственники.",
    "При этом на эти две акции пришлось более половины задержаний: {81||61} из 151.",
    "En 2021 se registraron 250 detenciones en 41 marchas.\n\n## Motivos\n\nLa mayoría de las detenciones ({150||100}) ocurrió en protestas por el agua.",
    "La Comisión recibió 180 quejas durante el año.\n\n## Autoridades\n\nMás de la mitad de las quejas ({97||67}) se dirigieron contra la policía.",
    "L'équipe a recensé 180 plaintes en 2021.\n\n## Auteurs\n\nLa majorité des plaintes ({97||67}) visent la police.",
    "La población con secuelas es, en su mayoría, adulta, con {51.4||41.4} por ciento.",
    "These groups make up the majority of the events registered: {137 events (60||97 events (40}% of the total) had no organiser.",
    "La mayoría son ancianos ({51.4||41.4} por ciento), seguidos de los adultos (33.7 por ciento).",
]
#: Right as they stand.
NEAR = [
    "The office registered 250 arrests in 2021.\n\n## The march of May\n\nAt the march there were 120 arrests. Most of the arrests (100) took place at the bridge.",
    "The office registered 250 arrests in 2021 and 144 arrests in 2020.\n\n## The year 2020\n\nMost of the arrests (100) took place in May.",
    "In the country 2,500 deaths were recorded.\n\n## Arlan prison\n\nMost of the deaths (12) occurred at night.",
    "Orran County recorded the highest number of incidents, while Borv had the most victims, with the majority recorded in Kesh village, accounting for 164 persons out of 367 victims.",
    "За год задержаны 250 человек.\n\n## Май\n\nВ мае задержаны 130 человек. Большинство задержаний (100 человек) пришлось на вечер.",
    "In most of the villages visited, 30 per cent of the houses had been burnt.",
    "La mayoría de las víctimas eran mujeres; el 30 por ciento de ellas eran menores.",
    "Most of the detainees were released; 12 per cent were fined.",
]
_CHOICE = re.compile(r"\{([^|{}]*)\|\|([^{}]*)\}")


def found(text: str) -> list[str]:
    report = audit(read_markdown(text), ("rank-wrong",))
    return [f.message for f in report.findings if f.severity != "note"]


@pytest.mark.parametrize("text", MAJORITIES)
def test_a_number_below_half_is_found(text: str) -> None:
    assert found(_CHOICE.sub(r"\2", text))


@pytest.mark.parametrize("text", MAJORITIES)
def test_a_number_above_half_is_left_alone(text: str) -> None:
    assert not found(_CHOICE.sub(r"\1", text))


@pytest.mark.parametrize("text", NEAR)
def test_other_wholes_are_left_alone(text: str) -> None:
    assert not found(text)
