# ruff: noqa: E501
"""Changes, factors, fractions and means in many wordings, the two numbers in one sentence or in two."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

#: A sentence that tells the language of what follows.
LEAD = {
    "en": "This is what the committee of the house has heard and read of the matter.",
    "ru": "Здесь изложено то, что комитет узнал об этом деле.",
    "es": "Esto es lo que la comisión de la casa ha oído y leído sobre el asunto.",
    "fr": "Voici ce que le comité de la maison a entendu et lu sur cette affaire dans les années passées.",
}
_CODES = ["percentage-wrong", "difference-wrong", "ratio-wrong"]

#: Rule, language, and a text with {right|wrong}.
TEXTS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent.parent / "data/changes.txt").read_text("utf-8").splitlines()
]

#: Points told as per cent, and a size of the later number: wrong as they stand.
WRONG = (
    (
        "ru",
        "В 2022 году средняя зарплата составила 30,1 тыс. рублей, что выше показателя 2021 года на 5,7% (29,3 тыс. рублей).",
    ),
    (
        "es",
        "La escuela aumentó su matrícula de 10 mil 641 alumnos a 19 mil 400, equivalente a 86 por ciento de crecimiento.",
    ),
    (
        "es",
        "El presupuesto se incrementó 47.7 por ciento, pasando de 78 mil 985 millones de pesos a 122 mil 996 millones.",
    ),
    (
        "es",
        "Los robos crecieron 7.5 por ciento, puesto que en 2021 se denunciaron 472 y en 2022 fueron 798.",
    ),
    (
        "en",
        "Burglaries fell with 30 against 47, a fall of 26 per cent, and thefts rose from 205 to 272, a rise of 33 per cent.",
    ),
    ("en", "The share of prisoners awaiting trial fell by 6 per cent, from 60.2 to 54.2 per cent."),
    ("en", "Poverty fell by 6 per cent: in 2010 it was 60.2 per cent, in 2012 54.2 per cent."),
    (
        "en",
        "Between 2010 and 2012 the rate of poverty fell by 6 per cent.\n\nPoverty fell by 6 percentage points in two years, from 60.2 to 54.2 per cent.",
    ),
    ("ru", "Доля неграмотных снизилась на 6%: с 60,2% до 54,2%."),
    ("es", "La pobreza bajó 6 por ciento, de 60.2 a 54.2 por ciento."),
    ("es", "En la anemia, de 2006 a 2012, sólo varía 3 por ciento: de 26 pasó a 23 por ciento."),
    (
        "es",
        "La pobreza bajó 6 por ciento entre 2010 y 2012.\n\nLa pobreza disminuyó en 6 puntos porcentuales, según el consejo.",
    ),
    ("fr", "La pauvreté a baissé de 6 %, passant de 60,2 % à 54,2 %."),
    (
        "en",
        "We estimate 414 killings against 245 observed. The estimate is a 41% increase relative to the observed victims.",
    ),
    (
        "en",
        "The estimate (575) is only slightly greater (15%) than the number of observed records (488).",
    ),
    ("ru", "В 2021 году было 245 убийств, в 2022 году 414 — рост на 41%."),
)

#: Numbers beside a change that are not its two values.
RIGHT = (
    (
        "es",
        "La ayuda permitió compensar 35 por ciento de pérdida de ingresos. Recibieron ayuda 38 mil hogares de 22 mil pueblos.",
    ),
    (
        "ru",
        "По сравнению с прошлым кварталом число задержаний возросло на 30% (тогда задержали 391 человека), причём среднее их число увеличилось с 9,7 до 11,3.",
    ),
    ("es", "De las 100 familias, 53 por ciento son pobres (53) y 13 por ciento muy pobres (13)."),
    (
        "en",
        "Deaths rose in the north. On average 12 prisoners shared a cell; the wing has 30 cells and 14 guards.",
    ),
    (
        "en",
        "The share of prisoners awaiting trial fell by 6 percentage points, from 60.2 to 54.2 per cent.",
    ),
    ("en", "The rate of poverty fell by 10 per cent, from 60.2 to 54.2 per cent."),
    ("es", "La pobreza disminuyó en 6 puntos porcentuales, de 60.2 a 54.2 por ciento."),
    ("ru", "Доля неграмотных снизилась на 6 процентных пунктов: с 60,2% до 54,2%."),
    (
        "es",
        "Entre las adolescentes de 15 a 17 años la tasa creció 700 por ciento: pasó de 2.2 a 17.6.",
    ),
    ("en", "Among girls from 15 to 17 the rate rose by 700 per cent, from 2.2 to 17.6."),
    ("ru", "Число задержаний сократилось в шесть раз (с 2394), число акций — вдвое (с 80)."),
    ("es", "El número de carencias pasó de 2.2 a 1.9."),
    ("fr", "Le secteur a connu une croissance de 2,6 % contre 2,7 % un an auparavant."),
    (
        "en",
        "Seven large ships and four smaller ironclads lay in port. Twelve ships had been there in May.",
    ),
    ("en", "The estate has 31 flats and 12 shops. Rents rose by 37 per cent in a year."),
    (
        "en",
        "Arrests grew 4.5 times among men and 6.4 times among women. In 2018, 90 men were arrested, in 2022, 409 men.",
    ),
    (
        "en",
        "In 2022, 152 persons were arrested at 16 rallies. The number of arrests a month was 12.7 on average.",
    ),
    (
        "en",
        "On average the prisoners were 31 years old. The prison holds 412 prisoners in 16 cells.",
    ),
    ("ru", "Среднее число задержаний снизилось с 23 до 5,6. На 2 акциях задержали 76 человек."),
    (
        "es",
        "Los dos distritos bajaron un 20 y un nueve por ciento. Antes hubo 342 casos y después 301.",
    ),
    (
        "en",
        "In 2021 there were 148 arrests and 61 searches. In 2022 the number of searches grew by 20 per cent.",
    ),
)


def messages(language: str, text: str, code: str | None = None) -> list[str]:
    document = read_markdown(f"{LEAD[language]}\n\n{text}\n")
    return [found.message for found in audit(document, [code] if code else _CODES).findings]


def variant(text: str, place: int) -> str:
    return re.sub(r"\{(.*?)\|(.*?)\}", lambda found: found[place + 1], text)


@pytest.mark.parametrize(("code", "language", "text"), TEXTS)
def test_the_right_size_is_left_alone_and_the_wrong_one_found(code, language, text):
    assert messages(language, variant(text, 0)) == []
    assert messages(language, variant(text, 1), code)


@pytest.mark.parametrize(("language", "text"), WRONG)
def test_points_and_the_wrong_base_are_found(language, text):
    assert messages(language, text, "percentage-wrong")


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_numbers_that_are_not_its_values_are_left_alone(language, text):
    assert messages(language, text) == []


#: A mean in the summary, and its numbers in a chapter.
ELSEWHERE = (
    (
        "ratio-wrong",
        "en",
        "The average number of arrests at a rally was {9.5|11.2}.",
        "At 16 rallies there were 152 arrests.",
    ),
    (
        "ratio-wrong",
        "ru",
        "В среднем на одну акцию приходилось {9,5|11,2} задержания.",
        "На 16 акциях произошло 152 задержания.",
    ),
    (
        "ratio-wrong",
        "es",
        "El promedio de detenidos por marcha fue de {9.5|11.2}.",
        "En 16 marchas hubo 152 detenidos.",
    ),
)


@pytest.mark.parametrize(("code", "language", "summary", "chapter"), ELSEWHERE)
def test_a_mean_is_held_against_its_numbers_elsewhere(code, language, summary, chapter):
    def told(place: int) -> str:
        both = [variant(each, place) for each in (summary, chapter)]
        return both[0] + "\n\n" + "\n\n".join([LEAD[language]] * 4) + "\n\n" + both[1]

    assert messages(language, told(0)) == []
    assert messages(language, told(1), code)


def test_the_message_names_both_values_and_the_true_size():
    text = "In 2022, 214 persons were arrested. Compared with 2021, when 148 persons were arrested, this is 37 per cent more."
    assert messages("en", text) == ["From 148 to 214 is 44.6%, not 37%."]
