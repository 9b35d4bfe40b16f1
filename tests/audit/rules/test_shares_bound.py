"""Shares whose whole stands in another clause or section: by noun, period and place, in a run, in a zip."""

from __future__ import annotations

import re

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_EN = (
    "# Arrests in Kevria, April - June 2016\n\nBetween 1 April and 30 June 2016 there were at least 240 "
    "arrests at 40 "
    "rallies. In the preceding quarter there were 300 arrests at 50 rallies. In the same period of 2015 "
    "there were "
    "200 arrests at 32 rallies.\n\n## By cause\n\n"
)
_RU = (
    "# Задержания в Кеврии, апрель - июнь 2016\n\nС 1 апреля по 30 июня 2016 года были задержаны не менее "
    "240 человек "
    "на 40 митингах. В предыдущем квартале были задержаны 300 человек на 50 митингах. За аналогичный период "
    "прошлого "
    "года были задержаны 200 человек на 32 митингах.\n\n## По темам\n\n"
)
_ES = (
    "# Detenciones en Kevria, abril - junio de 2016\n\nEntre el 1 de abril y el 30 de junio de 2016 hubo al "
    "menos 240 "
    "detenciones en 40 marchas. En el trimestre anterior hubo 300 detenciones en 50 marchas. En el mismo "
    "período de "
    "2015 hubo 200 detenciones en 32 marchas.\n\n## Por causa\n\n"
)
_FR = (
    "# Arrestations en Kevrie, avril - juin 2016\n\nDu 1 avril au 30 juin 2016, il y a eu 240 arrestations "
    "lors de 40 "
    "marches. Au trimestre précédent, il y a eu 300 arrestations lors de 50 marches.\n\n## Par cause\n\n"
)
#: Each with a wrong and the right figure: {wrong|right}.
BOUND = [
    _EN + "Housing was the cause of 8 rallies ({25|20}% of all).",
    _EN + "In the preceding quarter it was the cause of 20 rallies, or {50|40}% of all.",
    _EN + "During the same period in 2015, hunger was the cause of 8 rallies ({20|25}%).",
    _EN
    + "In the preceding quarter the theme was housing: 20 rallies and 150 arrests ({50|40}% and 50% "
    "respectively).",
    _EN + "Prison was the cause of 10 rallies with 60 arrests ({22|25}% of both).",
    _EN
    + "{57|65}% of all rallies were either spontaneous (6 rallies) or called by small groups (20 rallies).",
    _RU + "Жилью были посвящены 8 митингов ({25|20}% от общего числа).",
    _RU + "В предыдущем квартале жилью были посвящены 20 митингов, или {50|40}%.",
    _RU + "За аналогичный период прошлого года голоду были посвящены 8 митингов ({20|25}%).",
    _RU + "В предыдущем квартале: 20 митингов и 150 задержанных ({50|40}% и 50% соответственно).",
    _RU + "На них были задержаны 60 человек ({29|25}% от общего числа задержаний).",
    _ES + "La vivienda fue la causa de 8 marchas ({25|20} % del total).",
    _ES + "En el trimestre anterior lo fue de 20 marchas, es decir, el {50|40} %.",
    _ES + "En el mismo período de 2015, el hambre fue la causa de 8 marchas ({20|25} %).",
    _ES
    + "En el trimestre anterior: 20 marchas y 150 detenciones ({50|40} % y 50 % respectivamente).",
    _FR + "Le logement a été la cause de 8 marches ({25|20} % du total).",
    _FR + "Au trimestre précédent, il l'a été de 20 marches, soit {50|40} %.",
    "Two of the wards had no doctor: 3 cases, of the 60 documented, equal to {8|5}%.",
    "Existen 3 casos, de los 60 documentados, que representan un {8|5} %.",
    "The survey counted 272 incidents. In {9|4} per cent of the incidents (n = 11) nobody was hurt.",
    "There are 4,168 pupils; most go to state schools, 3,334 pupils ({70|80}%).",
]
#: Right as they stand: of another period, noun or place, of each, of nothing told.
FREE = [
    _EN + "During the same period in 2015 it was the cause of 16 rallies (50%).",
    _EN + "Women called 12 rallies (30%), and 60 arrests (25%) were made there.",
    _EN
    + "In the north 12 rallies (30%) were stopped.\n\n## The city of Tillen\n\nIn Tillen 20 marches "
    "took place. "
    "Of the 20, the police stopped 9 (45%).",
    _EN + "Three of every 10, that is 30.5%, were young.",
    _RU + "За аналогичный период прошлого года ему были посвящены 16 митингов (50%).",
    _RU
    + "Женщины провели 12 митингов (30%), на них были задержаны 60 человек (25% от общего числа "
    "задержаний).",
    _ES + "En el mismo período de 2015 lo fue de 16 marchas (50 %).",
    _ES + "Tres de cada 10, lo que supone 30.5 por ciento, eran jóvenes.",
    _FR + "Au trimestre précédent, il l'a été de 25 marches (50 %).",
    "The Centre counted 500 killings. The north has 10 per cent (92 persons) and the south nine per cent "
    "(86 persons).",
    "The two-tailed 95% equal probability credible interval of the 575 killings is [488, 640].",
]


def told(text: str) -> list[str]:
    """The messages of the rule."""
    return [f.message for f in audit(read_markdown(text), ["percentage-wrong"]).findings]


@pytest.mark.parametrize("text", BOUND)
def test_a_share_is_held_against_its_own_whole(text: str) -> None:
    assert told(re.sub(r"\{(.*?)\|.*?\}", r"\1", text))
    assert told(re.sub(r"\{.*?\|(.*?)\}", r"\1", text)) == []


@pytest.mark.parametrize("text", FREE)
def test_a_share_of_something_else_is_left_alone(text: str) -> None:
    assert told(text) == []


_SHOT = (
    "# Список\n\nЗа годы войны погибли 39 женщин. Из них: расстреляны – 34; умерли в заключении – 5. Список "
    "составлен по делам союза, которые были переданы музею, а после пожара той зимы переписаны от руки "
    "дочерьми двух женщин, служивших там много лет, пока музей не закрыли, а бумаги его не отправили в архив "
    "области. Там его сверили с книгами тюрьмы, с письмами родных и с памятной доской у старых ворот.\n"
)


def test_shares_that_agree_on_a_base_told_nowhere_are_held_against_the_nearest_told() -> None:
    text = (
        _SHOT
        + "1 – в начале войны.\n12 (36%) – беспартийные.\n15 (45%) – в первый год.\n"
        + "16 (48%) – по решению троек.\n8 (24%) – бывшие ссыльные."
    )
    found = audit(read_markdown(text), ["percentage-wrong"]).findings
    assert [f.message.partition(";")[0] for f in found] == [
        "12 of 34 is 35.3%, not 36%",
        "15 of 34 is 44.1%, not 45%",
        "16 of 34 is 47.1%, not 48%",
    ]


def test_a_base_of_which_one_is_said_to_be_unknown_is_left_alone() -> None:
    text = (
        _SHOT.replace(
            "умерли в заключении – 5.", "умерли в заключении – 5; об одной ничего не известно, 1."
        )
        + "15 (45%) – в первый год.\n16 (48%) – по решению троек.\n8 (24%) – бывшие ссыльные."
    )
    assert audit(read_markdown(text), ["percentage-wrong"]).findings == ()
