"""Right statements of real reports that once drew an error: none may again."""

from __future__ import annotations

import pytest

from probanda.audit.reading.plain import read_text
from probanda.audit.rules import audit

RIGHT = [
    "Police arrested 95 people: 40 journalists, 30 lawyers, while 15 students escaped.",
    "The fee is set by section 45-31A of the Code.",
    "Dated 3 May 2024.\n\nThe trial was to end on 14 August 2024.",
    "Həbsxana doludur və həkimlər azdır. Məhbuslar su və çörək almadılar, onların ailələri buraxılmadı.",
    "De los 3.2 millones de niños que trabajan en el campo, 889 mil 493 (27.57 por ciento) trabajan de noche.",
    "Of the 3.2 million children who work, 889,493 (27.57 percent) work at night.",
    "En entrevista de 2003 dijo que veinte años atrás había impedido un ataque preparado para el 26 de julio "
    "de 1983, en homenaje al trigésimo aniversario del asalto al cuartel.",
    "Said in 2003 of what was planned for 26 July 1983, on the thirtieth anniversary of the storming of the fort.",
    "В хозяйствах на 1 января 2017 года 1198 голов скота — это 82 % к уровню предшествующего года, "
    "в том числе коров — 458 голов (86 % к 2015 году).",
    "На начало 2017 года: крупного рогатого скота — 820 голов (106,4 % к уровню 2016 года), "
    "в том числе коров — 323 головы (93,1 %).",
    "Заготовка выросла с 17,9 тыс. м3 до 20,7 тыс. м3 в 2015 году, в 2016 году заготовлено 43,9 тыс. м3, "
    "рост составил 144,4 %.",
    "На 01.01.2017 средне месячная заработная плата составила 26353,7 рубля.",
    "Del 5 de diciembre de 2012 al 25 de noviembre de este año se hicieron 610 jornadas.",
    "He was held for two years before he was moved in 2006, and tried for the attack of 1998.",
    "В саду 26 педагогов (высшее образование — у 5 педагогов (19 %), среднее — у 9 педагогов (35 %)).",
    "Минимальное расстояние между пикетами — от 8 до 50 метров, в двух городах 6 метров.",
    "Родившихся стало 37, на 24,5 % меньше, коэффициент рождаемости снизился с 10,8 до 8,3 на тысячу.",
    "Обвинение: по ст. 58 – 6, 10.",
    "She was charged under art. 58 — 12 of the code.",
    "Temples are protected by humanitarian law, which states that “It is prohibited to commit an act of "
    "hostility directed against places of worship [including temples] which constitute the cultural or "
    "spiritual heritage of peoples.”",
]


@pytest.mark.parametrize("text", RIGHT)
def test_no_error(text: str) -> None:
    assert [hit.message for hit in audit(read_text(text)).findings if hit.severity == "error"] == []


WRONG = [
    ("Of the 120 detainees, 70 were men, while 45 were women.", "parts-sum"),
    ("Число дел выросло с 200 до 250, на 35 %.", "percentage-wrong"),
    ("He was taken on Monday, 4 May 2021.", "weekday-wrong"),
    ("Его задержали в среду, 4 мая 2021 года.", "weekday-wrong"),
    (
        "Del 5 de diciembre de 2012 al 25 de noviembre de 2011 se hicieron 610 jornadas.",
        "period-backwards",
    ),
    ("She was charged under article 205 – 190 of the code.", "range-backwards"),
    ("The police held 120 detainees: 70 men (58 %) and 45 women (42 %).", "parts-sum"),
]


@pytest.mark.parametrize(("text", "rule"), WRONG)
def test_what_is_wrong_is_still_found(text: str, rule: str) -> None:
    assert rule in {hit.rule for hit in audit(read_text(text)).findings}
