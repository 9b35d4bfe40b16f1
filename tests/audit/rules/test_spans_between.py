"""A count of days, weeks, months or hours whose two ends stand in the sentence or beside it, years "
"told or not."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

#: A text with a gap for the count, what is wrong in it, what would be right.
SPANS = [
    ("He was held from 4 to 19 March 2021. These {} days broke him.", "twenty-five", "fifteen"),
    ("The siege began on 3 May and ended on 21 May. For {} days no food came in.", "28", "18"),
    ("Arrested on 12 June, she first saw a lawyer on 30 June: {} days without counsel.", "8", "18"),
    ("The {}-day blockade (2 April to 16 April 2019) cut off the clinic.", "24", "14"),
    (
        "They left Tolmen on 1 February 2020 and reached the border on 9 February, a walk of {} days.",
        "18",
        "8",
    ),
    ("The school was shut on 5 January. It opened again on 5 March, {} months on.", "four", "two"),
    ("The body was found on 20 July, {} days after he vanished on 9 July.", "21", "11"),
    (
        "Его задержали 3 марта, а отпустили 17 марта; все эти {} дня семья ничего не знала.",
        "24",
        "14",
    ),
    ("Забастовка началась 4 мая и закончилась 26 мая. Она продлилась {} дня.", "32", "22"),
    ("С 10 по 22 июня 2020 года он голодал, то есть {} дней.", "21", "12"),
    ("Тело нашли 20 июля, на {}-й день после исчезновения 9 июля.", "21", "11"),
    ("Задержан 1 февраля, к врачу попал 20 февраля: {} дней без помощи.", "29", "19"),
    ("Осада города (с 2 по 16 апреля) заняла {} дней.", "24", "14"),
    ("Жалобу подали 5 января 2021 года. Ответ пришёл 5 апреля, спустя {} месяцев.", "семь", "три"),
    ("Fue detenido el 3 de marzo y liberado el 17 de marzo: {} días sin noticias.", "24", "14"),
    (
        "El paro comenzó el 4 de mayo y terminó el 26 de mayo. Fueron {} días sin clases.",
        "32",
        "22",
    ),
    ("Del 10 al 22 de junio de 2020 ayunó, es decir, {} días.", "21", "12"),
    (
        "Desapareció el 9 de julio; su cuerpo apareció el 20 de julio, {} días más tarde.",
        "21",
        "11",
    ),
    ("El bloqueo de {} días (del 2 al 16 de abril) dejó sin agua al barrio.", "24", "14"),
    (
        "La denuncia se presentó el 5 de enero. El juez la rechazó el 5 de marzo, a los {} meses.",
        "cinco",
        "dos",
    ),
]

#: Counts of something else than the days beside them.
OTHER_SPANS = [
    "He was held from 4 to 19 March 2021. Of these days he spent 4 days in the cellar.",
    "The law allows 3 days of custody. He was held from 4 March to 19 March.",
    "Он был под стражей с 4 по 19 марта, из них 5 дней в карцере.",
    "Fue detenido el 3 de marzo y liberado el 17 de marzo; de ellos, 4 días en aislamiento.",
    "The hearing of 3 May was put off to 9 May because the judge was ill for 4 days.",
    "He was arrested on 4 March and released on 19 March; his brother was held for 6 days.",
    "Срок проверки составляет 10 дней. Заявление подано 3 марта, ответ получен 30 марта.",
    "El plazo es de 10 días. La denuncia se presentó el 3 de marzo y se resolvió el 30 de marzo.",
    "A child aged 5 months was with her from 4 March to 19 March.",
]


def found(text: str) -> list[str]:
    report = audit(read_markdown(text), ["duration-wrong", "order-wrong"])
    return [f.message for f in report.findings if f.severity != "note"]


@pytest.mark.parametrize(("text", "wrong", "right"), SPANS)
def test_a_count_that_its_two_ends_contradict_is_found(text: str, wrong: str, right: str) -> None:
    assert found(text.format(wrong))
    assert found(text.format(right)) == []


@pytest.mark.parametrize("text", OTHER_SPANS)
def test_a_count_of_something_else_is_left_alone(text: str) -> None:
    assert found(text) == []
