# ruff: noqa: E501
"""Fractions and multiples in words whose part or base stands elsewhere.

Each text is written once with the right words and the wrong ones: ``{right||wrong}``.
"""

from __future__ import annotations

import re

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

WARDS = """## Wards

| Ward | Patients | Restrained |
|---|---|---|
| North | 60 | 21 |
| South | 45 | 9 |
| Annex | 15 | 12 |
| Total | 120 | 42 |

"""
RAYONS = """## Задержания по районам

| Район | Задержаны | Осуждены |
|---|---|---|
| Заречный | 90 | 12 |
| Лесной | 60 | 36 |
| Приморский | 30 | 12 |
| Всего | 180 | 60 |

"""
FOSAS = """## Hallazgos por predio

| Predio | Cuerpos | Identificados |
|---|---|---|
| El Molino | 72 | 12 |
| La Cruz | 24 | 18 |
| Los Álamos | 48 | 6 |
| Total | 144 | 36 |

"""

TEXTS = [
    # the part in a bracket, a dash, an apposition; the base in the same sentence
    "{Three quarters||Two fifths} of the 80 applicants, 61 in all, had no lawyer.",
    "Of the 54 cells inspected, {one in three||one in two} (18) had no window.",
    "{Каждый третий||Каждый второй} из 96 опрошенных (33 человека) сообщил о побоях.",
    "{Две трети||Половина} из 60 дел — 41 — рассмотрены без адвоката.",
    "{Dos de cada tres||Uno de cada tres} de los 90 detenidos (61) no vieron a un juez.",
    "{Les deux tiers||La moitié} des 48 détenus, soit 32, attendent leur procès.",
    "{La mitad||Un tercio} de los 62 expedientes, es decir, 31, carece de firma.",
    # base one or two sentences before
    "The team examined 240 graves. In 60 of them, {a quarter||a half}, there was no coffin.",
    "We spoke to 150 former inmates. Many were ill. Fifty of them, or {a third||a fifth}, had tuberculosis.",
    "В колонии содержится 400 человек. Врача просили 103 из них, {четверть||половина}.",
    "Мы опросили 75 жителей. Уехать хотели 25 человек — {треть||две трети}.",
    "La misión visitó 36 comisarías. En 27, {tres de cada cuatro||una de cada dos}, faltaba el registro.",
    "La commission a reçu 200 lettres. Dans 49 d'entre elles, {un quart||la moitié}, les noms étaient effacés.",
    "The fund stood at 8.4 million crowns. So far 2.1 million have been paid out, {a quarter||almost a half} of it.",
    "Погибло 50 человек: 35 от пуль, 15 от осколков. От пуль погибли, таким образом, {семеро||девять} из десяти.",
    # table rows and totals
    WARDS + "{Half||A quarter} of all patients live in the North ward.",
    WARDS + "In the Annex {four||two} in five patients were restrained.",
    WARDS + "{Roughly a third||Nearly two thirds} of all patients were restrained.",
    RAYONS + "{Половина||Четверть} всех задержанных — жители Заречного района.",
    RAYONS + "В Лесном районе осуждено {больше половины||меньше трети} задержанных.",
    RAYONS + "Осуждён в итоге {каждый третий||каждый второй} задержанный.",
    FOSAS + "{La mitad||Un tercio} de los cuerpos se halló en El Molino.",
    FOSAS + "En La Cruz se identificó a {tres cuartas partes||la mitad} de los cuerpos.",
    FOSAS + "Solo {una cuarta parte||la mitad} de los cuerpos ha sido identificada.",
    # multiples
    "There were 36 complaints in 2019. In 2021 there were 110, {three times||twice} as many.",
    "Прежний рекорд — 1 210 задержанных за день. В субботу задержали 2 440 человек. Это {вдвое||втрое} больше прежнего рекорда.",
    "En 2015 murieron 22 internos y en 2020, 67: {el triple||el doble}.",
    "The first survey counted 96 files and the last one 240. Their number has grown {two and a half||four} times.",
    "Selon les autorités de la prison, il y a eu 14 décès en 2018 et 29 décès en 2020. Leur nombre a donc {doublé||triplé} en deux ans.",
    "В первый год база насчитывала 80 записей, теперь в ней 200. Их число выросло в {два с половиной||четыре} раза.",
    # means
]

QUIET = [
    "The first half of 2022 was quiet: 60 complaints, 14 of them about food.",
    "Half of the 80 applicants had a lawyer. Eleven had none at all and the others did not answer.",
    "We spoke to 150 former inmates. A third visit, in May, reached 22 more.",
    "One in five officers would speak to us, out of fear. We spoke to 31 neighbours.",
    WARDS + "A third of the nurses work in the North ward.",
    WARDS + "Half of the windows in the South ward are broken.",
    WARDS + "About half of the patients are women.",
    "The fund stood at 8.4 million crowns. A quarter of the families received 300,000 crowns.",
    "According to the ministry, one in ten of the 400 inmates is ill; the doctors count 90.",
    RAYONS + "Половина жителей Лесного района уехала.",
    RAYONS + "Каждый второй задержанный в Лесном районе моложе 30 лет.",
    FOSAS + "La mitad de las familias de El Molino vive lejos.",
    FOSAS + "Un tercio del predio El Molino sigue sin excavar.",
    "Dos de cada tres familias esperan. Hemos hablado con 19 de ellas, en 44 visitas.",
    "Il y avait 14 décès en 2018 et 29 en 2020. La moitié des dossiers manque.",
    "Larrea es el cuarto estado donde más crecieron las denuncias (150 %), luego de Monzó (700 %) y Pardal (300 %).",
    "El oficio 0001700073913 se entregó en mayo. El número de quejas se duplicó.",
    "Only 2 per cent of the families accounted for nearly one third of all complaints.",
    "Twice, in 2018 and 2020, the court adjourned; 14 witnesses came, then 35.",
    "There was one latrine for every 48 people, against a minimum of one for every 20.",
    "The number doubled in May, from 20 to 41, and in June it was 44.",
]


def said(text: str) -> list[str]:
    report = audit(read_markdown(text))
    wanted = {"ratio-wrong", "rank-wrong", "percentage-wrong"}
    return [f"{f.rule}: {f.message}" for f in report.findings if f.rule in wanted]


def side(text: str, which: int) -> str:
    return re.sub(r"\{(.*?)\|\|(.*?)\}", lambda found: found[which], text)


@pytest.mark.parametrize("text", TEXTS)
def test_wrong_words_are_found(text: str) -> None:
    assert said(side(text, 2))


@pytest.mark.parametrize("text", TEXTS)
def test_right_words_are_left_alone(text: str) -> None:
    assert said(side(text, 1)) == []


@pytest.mark.parametrize("text", QUIET)
def test_words_about_something_else(text: str) -> None:
    assert said(text) == []
