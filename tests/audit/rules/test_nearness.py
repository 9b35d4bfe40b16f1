"""Values nearer than chance brings them, wholes of other days, and values of a change that divide nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from probanda.audit.rules.same.nearness import nearness


def told(text: str, *rules: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), rules).findings]


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "# Summary\n\nAt 23 marches, 1983 people were detained.\n\n# Marches\n\n"
            "The Centre recorded 1978 arrests at 22 marches.",
            "1983",
            "1978",
        ),
        (
            "# Итоги\n\nВ ходе 20 согласованных акций задержано 1079 человек, в ходе несогласованных — 4090.\n\n"
            "# Акции\n\nНа согласованных акциях зафиксировано 1079 задержаний, на несогласованных — 4087.",
            "4087",
            "4090",
        ),
        (
            "# Resumen\n\nEn 22 marchas fueron detenidas 1978 personas.\n\n# Marchas\n\n"
            "Se registraron 1983 personas detenidas en 23 marchas.",
            "1983",
            "1978",
        ),
    ],
)
def test_thousands_that_lie_a_few_apart_are_held_against_each_other(
    text: str, one: str, other: str
) -> None:
    assert any(one in message and other in message for message in told(text, "same-quantity"))


@pytest.mark.parametrize(
    "text",
    [
        "The interval is [2,649, 3,111] for Tolm.\n\nThe interval is [2,694, 3,102] for Bresk.",
        "Arrest for more than 15 days is an exception.\n\nThe longest arrest is 15 days.",
        "As defined in part 7 of article 5, the fine is doubled.\n\nAs defined in part 6 of article 5, it is not.",
        "Нарушение, предусмотренное частью 7 настоящей статьи, карается.\n\n"
        "Нарушение, предусмотренное частью 6 настоящей статьи, карается.",
    ],
)
def test_ends_of_intervals_and_bounds_of_the_law_are_no_quantities_told_twice(text: str) -> None:
    assert told(text, "same-quantity") == []


@pytest.mark.parametrize(
    "text",
    [
        "Abductions and rapes increased by 20 percent (from 133 to 159) and seven percent (from 74 to 79), "
        "respectively.",
        "Los secuestros subieron un 20 por ciento (de 133 a 159) y las violaciones un 7 por ciento (de 74 a 79).",
        "Число похищений выросло на 20 процентов (с 133 до 159), изнасилований — на 7 процентов (с 74 до 79).",
        "En 2008 hubo 98 homicidios, en 2012 ocurrieron 463. En 2008 murieron 90 hombres, en 2012 fueron 409.",
        "Forty million children live in Kevria: 53 per cent live in poverty (23 million) and 13 per cent in "
        "extreme poverty (5 million).",
    ],
)
def test_values_of_a_change_and_of_other_years_divide_nothing(text: str) -> None:
    assert told(text, "parts-sum", "parts-exceed") == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("At 23 rallies, 1983 people were detained.", [23, 1983]),
        ("Задержано 1983 человека. Летом 1998 люди бежали.", [1983]),
        ("Fueron detenidas 1978 personas. En 1998 personas del barrio huyeron.", [1978]),
        (
            "By early 1998 people fled. Since May 1983 arrests rose. The 1994 killings were many.",
            [],
        ),
    ],
)
def test_four_figures_before_people_are_a_number_unless_a_word_of_time_leads_them(
    text: str, values: list[int]
) -> None:
    facts = Facts(read_markdown(text))
    assert [int(q.value) for q in facts.of(quantities)] == values


def test_near_values_tell_less_where_there_are_many() -> None:
    few = Facts(read_markdown("They met 4,087 and 4,090 persons."))
    crowd = ", ".join(f"{n:,} persons" for n in range(3900, 4300, 20))
    many = Facts(read_markdown(f"They met 4,087 and 4,090 persons. {crowd}."))
    pair = Decimal(4087), Decimal(4090)
    assert nearness(few, "count", *pair) > nearness(many, "count", *pair) > 0
    assert nearness(few, "count", Decimal(4090), Decimal(9000)) == 0
