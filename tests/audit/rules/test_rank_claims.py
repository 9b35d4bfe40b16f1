# ruff: noqa: E501
"""Rank words against series of numbers that stand in tables, lists, bullets and other sentences.

Each text is written once with the right words and the wrong ones: ``{right||wrong}``.
"""

from __future__ import annotations

import re

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

CAMPS = """## Findings by camp

| Camp | Inmates | Deaths | Complaints |
|---|---|---|---|
| Ostrel | 820 | 14 | 61 |
| Varna Hill | 1,140 | 9 | 88 |
| Quern | 310 | 17 | 40 |
| Tolvey | 95 | 2 | 52 |
| Total | 2,365 | 42 | 241 |

"""
RAYONS = """## Обыски по районам

| Район | Обыски | Задержания | Штрафы |
|---|---|---|---|
| Заречный | 118 | 41 | 12 |
| Лесной | 74 | 66 | 30 |
| Приморский | 203 | 29 | 8 |
| Северный | 55 | 17 | 21 |
| Всего | 450 | 153 | 71 |

"""
FOSAS = """## Resultados por cementerio

| Cementerio | Cuerpos | Mujeres | Identificados |
|---|---|---|---|
| Las Lomas | 64 | 12 | 20 |
| El Carmen | 37 | 15 | 29 |
| Santa Inés | 88 | 9 | 11 |
| Vado Hondo | 21 | 3 | 7 |
| Total | 210 | 39 | 67 |

"""
PRISONS = """## Décès par établissement

| Établissement | Détenus | Décès | Plaintes |
|---|---|---|---|
| Marlieu | 640 | 7 | 120 |
| Combraie | 410 | 11 | 75 |
| Fontenoux | 905 | 4 | 98 |
| Ensemble | 1 955 | 22 | 293 |

"""
YEARLY = """## The trend

| Year | Arrests | Trials |
|---|---|---|
| 2017 | 212 | 60 |
| 2018 | 260 | 71 |
| 2019 | 241 | 88 |
| 2020 | 305 | 90 |

"""

TEXTS = [
    # superlatives, the measure being one column of a table
    CAMPS
    + "The Council visited every camp twice. Deaths were most numerous in {Quern||Ostrel}, although it is a small camp.",
    CAMPS + "{Varna Hill||Ostrel} holds more people than any other camp.",
    CAMPS + "No camp drew more complaints than {Varna Hill||Tolvey}.",
    CAMPS + "The fewest deaths were recorded at {Tolvey||Varna Hill}.",
    RAYONS + "Чаще всего обыскивали жителей {Приморского||Заречного} района. Обыски шли ночью.",
    RAYONS + "По числу задержаний на первом месте {Лесной||Приморский} район.",
    RAYONS + "Меньше всего задержанных было в {Северном||Заречном} районе.",
    FOSAS + "El cementerio con más cuerpos es {Santa Inés||Las Lomas}.",
    FOSAS
    + "En ningún otro cementerio se identificó a tantas personas como en {El Carmen||Las Lomas}.",
    FOSAS + "El menor número de mujeres se halló en {Vado Hondo||Santa Inés}.",
    PRISONS + "C'est à {Combraie||Marlieu} que l'on a compté le plus de décès.",
    PRISONS + "Aucun établissement n'a reçu autant de plaintes que {Marlieu||Fontenoux}.",
    # ordinals
    CAMPS + "With 61 complaints, Ostrel comes {second||third}.",
    CAMPS + "Measured by the number of inmates, Quern is the {third||second} largest camp.",
    RAYONS + "Заречный район занимает по числу задержаний {второе||третье} место.",
    FOSAS + "Las Lomas ocupa el {segundo||tercer} lugar por número de cuerpos.",
    PRISONS + "Marlieu arrive en {deuxième||troisième} position pour le nombre de détenus.",
    # what follows what
    CAMPS + "Most deaths occurred in Quern, followed by {Ostrel||Varna Hill}.",
    CAMPS
    + "In absolute numbers it was Varna Hill that drew most complaints, followed by Ostrel and {Tolvey||Quern}.",
    RAYONS + "Больше всего обысков прошло в Приморском районе. За ним следует {Заречный||Лесной}.",
    FOSAS
    + "El Carmen reúne el mayor número de mujeres, por delante de {Las Lomas y Santa Inés||Santa Inés y Las Lomas}.",
    PRISONS + "Fontenoux compte le plus de détenus, suivi de {Marlieu||Combraie}.",
    # comparisons
    CAMPS + "Fewer inmates died at {Varna Hill than at Ostrel||Ostrel than at Varna Hill}.",
    RAYONS
    + "В {Лесном районе задержаний было больше, чем в Заречном||Заречном районе задержаний было больше, чем в Лесном}.",
    FOSAS
    + "En {El Carmen se identificó a más personas que en Santa Inés||Santa Inés se identificó a más personas que en El Carmen}.",
    # trends and record years
    YEARLY + "Between 2018 and 2019 the number of arrests {fell||rose}.",
    YEARLY + "From 2017 to 2020 the number of trials {is rising||is falling} steadily.",
    "At the marches at least {150||250} arrests were made. The courts sat until the evening.\n\nMost of the arrests (100) took place in the port.",
    YEARLY + "Never were there more arrests than in {2020||2018}.",
    "За 2019 год погибло 14 человек, за 2020-й — 19, за 2021-й — 11. Самым смертоносным стал {2020||2019} год.",
    # numbers of one sentence, lists, bullets
    "The commission heard 44 peasants, 31 traders and 12 teachers. The smallest group were the {teachers||traders}.",
    "The inspectors asked what was lacking:\n\n- a doctor: 41\n- clean water: 63\n- blankets: 18\n\nWhat was named most was {clean water||a doctor}.",
    "Жаловались на холод (38), на голод (52) и на побои (29). Чаще других называли {голод||холод}.",
    "Ardeval recorded 61 complaints. Brink recorded 44. Cordy recorded 83. The largest number was that of {Cordy||Ardeval}.",
    "Se recogieron 19 testimonios en Larrea, 34 en Monzó y 27 en Pardal. Monzó fue el primero y {Larrea||Pardal} el último.",
    "The worst month was March with {48||38} arrests, followed by April with 41 and May with 22.",
    "Больше всего погибших в Тарве — {46||36}, затем идут Ольша — 41 и Борск — 12.",
    "El mayor número de denuncias procede de Larrea, con {58||38}, seguida de Monzó, con 44, y Pardal, con 27.",
    "Le plus grand nombre de plaintes vient de Marlieu, avec {58||38}, suivie de Combraie, avec 44.",
    # majorities whose base stands before
    "The hospital admitted 96 patients in May. {Fifty-seven||Thirty-seven} of them, the majority, had been shot.",
    "Комиссия изучила 140 дел. В большинстве из них — в {93||53} — не было протокола.",
    "El equipo revisó 120 expedientes. En la mayoría, {71||41}, faltaba el parte médico.",
    CAMPS + "Most of the complaints came from {Varna Hill, Ostrel and Tolvey||Quern and Tolvey}.",
    RAYONS + "Меньше половины всех обысков прошло в {Приморском||Приморском и Заречном} районах.",
    "The mission interviewed 88 people, {52 women and 36 men||36 women and 52 men}. Most of the interviewees were women.",
    "En la redada murieron {19 mujeres y 8 hombres||8 mujeres y 19 hombres}. La mayoría de los muertos eran mujeres.",
]

QUIET = [
    CAMPS + "Measured against its size, Quern has the highest mortality.",
    CAMPS + "In the previous year the largest number of deaths had been that of Ostrel.",
    CAMPS + "One of the largest camps is Ostrel.",
    CAMPS + "The oldest camp is Tolvey, the most remote is Quern.",
    CAMPS + "Most of those we met at Ostrel had been there for years.",
    CAMPS + "The second visit to Quern took place in May, the third in June.",
    CAMPS + "The first camp to be opened was Tolvey.",
    CAMPS + "According to the guards, most of the fights broke out in Ostrel.",
    RAYONS + "Самый известный случай произошёл в Лесном районе.",
    RAYONS + "Самый большой штраф назначен в Северном районе: 90 тысяч.",
    RAYONS + "Третье место, куда мы поехали, — Северный район.",
    FOSAS + "El cementerio más antiguo es Vado Hondo.",
    FOSAS + "La mayoría de las familias de Las Lomas espera todavía.",
    FOSAS + "El segundo lugar excavado fue Vado Hondo.",
    PRISONS + "La plus ancienne des prisons est Combraie.",
    YEARLY + "In the capital alone, arrests rose every year.",
    "The commission heard 44 peasants, 31 traders and 12 teachers. Most were afraid.",
    "Ardeval recorded 61 complaints. Brink recorded 44. The largest fine was that of Brink.",
    YEARLY + "Between 2017 and 2020 the price of bread fell.",
    YEARLY + "Arrests fell in the first months of 2020.",
    "Larrea es la cuarta provincia donde más crecieron las denuncias (150 %), luego de Monzó (700 %), Pardal (300 %) y Vado (180 %).",
    "Central Arlan had the highest number of raids (16 raids involving 26 victims), followed by Borv (10 raids involving 12 victims).",
    "Arlan saw the highest number of arrests (101 people), followed by Borv (19 people), whilst Teluk had the highest number of raids (26 people).",
    "Arlan had the highest number of killings (200 people) and injuries (317 people), followed by Borv (92 people) and Teluk (86 people).",
    "La mayoría son adultos mayores (51,4 por ciento), seguido de los adultos (33,7 por ciento), es decir que ocho de cada 10 personas son mayores de edad.",
    "Forty-nine of the 135 were released (most of them in May).",
    "The longest hearing, of 14 hours, was followed by one of 19 in another case.",
    "Of 90 guards 12 were tried. Most of them, ten, were acquitted.",
]


def said(text: str) -> list[str]:
    report = audit(read_markdown(text))
    return [f.message for f in report.findings if f.rule in {"rank-wrong", "ratio-wrong"}]


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
