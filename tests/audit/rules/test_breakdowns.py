"""Lists of numbers that no phrase announces as a breakdown, held against wholes near them and far away."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

FIGURES = ("parts-sum", "parts-exceed", "table-total")

MISSED = [
    # English: the sentence before, a colon, a semicolon, a comma, "the remaining", words as numbers
    "The Centre spoke to 112 people: 61 men and 51 women. Seventy interviews were held in Veldt, "
    "twenty-four in two "
    "border towns and twenty-eight by telephone.",
    "The widow has written nine letters: three to the governor, four to the minister and one to the court.",
    "We know of 58 complaints about the colony. In 41 cases no file was opened; in eleven it was "
    "passed to the colony "
    "itself; in seven it was opened and then suspended.",
    "Of the 143 pages, 62 carry a stamp, 44 a signature, 21 a number and 7 nothing at all.",
    "Sixty-three petitions were filed, 27 by mothers and 32 by wives.",
    "The commander had 41 soldiers that night: 38 from the garrison and 22 from the border post.",
    "They heard 84 witnesses in the spring. The lawyers put questions to 31 of the neighbours, to "
    "24 officers, to "
    "the remaining 39 none.",
    # Russian
    "Коллегия рассмотрела жалобы на 16 судей, вынесших эти приговоры; в семи случаях объявлен "
    "выговор, в одном судья "
    "отстранён, в десяти жалоба отклонена.",
    "Мы подали 214 обращений. Отказано в 148 случаях, проверка начата в 37, ответа нет в 39.",
    "В докладе учтены 236 бесед. Опрошены 88 бывших заключённых, 97 родственников, 31 очевидец и 24 "
    "адвоката.",
    "Осуждены 47 человек; к лишению свободы приговорены 21, к условному сроку — 19, к штрафу — девять.",
    "Задержаны были 73 человека: 38 в Борске, 24 в Талице и 17 в Речном.",
    # Spanish
    "Se documentaron 64 incursiones: 41 cometidas por el Ejército, ocho por la Policía y nueve por "
    "civiles armados.",
    "Las 58 personas detenidas pasaron por la comisaría de Ribera. El juez dejó en libertad a 31 y "
    "envió a prisión a 37.",
    "La sentencia afecta a 23 agentes. Condena a nueve acusados, absuelve a doce y archiva la causa "
    "de cuatro.",
    "Firmaron la carta 46 vecinos: 21 pescadores, catorce maestras, nueve comerciantes y siete jubilados.",
    "The Commission spent 6.84 million marks: 3.11 million on the laboratory, 1.95 million on exhumations, 1.02 "
    "million on the register and 0.67 million on administration.",
    "The office gave work to 14 women, 31 men and nine youths, for 64 in all.",
    "La Defensoría recibió 2.486 quejas en total.\n\nLas 2.486 quejas se detallan "
    "aquí.\n\nPresentaron las quejas 1.937 "
    "hombres, 498 mujeres y 15 organizaciones o grupos.",
    # French
    "La mission a entendu 47 témoins : 21 rescapés, 14 parents de victimes et 9 médecins.",
]
FITTING = [
    "The Centre spoke to 122 people: 61 men and 61 women. Seventy interviews were held in Veldt, "
    "twenty-four in two "
    "border towns and twenty-eight by telephone.",
    "The widow has written eight letters: three to the governor, four to the minister and one to the court.",
    "We know of 59 complaints about the colony. In 41 cases no file was opened; in eleven it was "
    "passed to the colony "
    "itself; in seven it was opened and then suspended.",
    "Of the 134 pages, 62 carry a stamp, 44 a signature, 21 a number and 7 nothing at all.",
    "The team had 16 members: four judges, three doctors, five interviewers, two interpreters, a "
    "cook and a driver.",
    "By June, 27 trials had ended, concerning 39 defendants. The 67 defendants were young.",
    "The guard had 212 members trained in 2022, against 64 in 2021 and 140 in 2023.",
    "Thirteen requests were refused, ten of them by the guard and three by the Front. We saw 14 "
    "police stations.",
    "Of 171 people 98 had seen a lawyer (57 per cent) and 61 a doctor (36 per cent).",
    "Nine in ten were men. Most came by post (2,014); 1,127 came in person, 846 by telephone and "
    "299 by courier.",
    "Мы подали 224 обращения. Отказано в 148 случаях, проверка начата в 37, ответа нет в 39.",
    "Задержаны были 79 человек: 38 в Борске, 24 в Талице и 17 в Речном.",
    "Ещё 15 человек говорили о подвале, девять — о вагончиках, остальные девять — о двух других местах.",
    "Se documentaron 58 incursiones: 41 cometidas por el Ejército, ocho por la Policía y nueve por "
    "civiles armados.",
    "En 1992 regresaron 4.212 personas, 9.870 en 1993 y 6.391 en 1994, en total 20.473. En 1984 "
    "había 38.700.",
]


def found(text: str) -> list[str]:
    report = audit(read_markdown(text), FIGURES)
    return [f"{f.severity} {f.message}" for f in report.findings]


@pytest.mark.parametrize("text", MISSED)
def test_a_list_that_misses_its_whole_is_told(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize("text", FITTING)
def test_a_list_that_fits_or_divides_nothing_is_left_alone(text: str) -> None:
    assert found(text) == []


TABLE = (
    "Table 2. Duration of detention\n\n| Duration | Persons |\n|---|---|\n| Up to a week | 231 |\n| "
    "Up to a month | 246 |\n"
    "| Longer | 147 |\n| Total | 624 |\n"
)


@pytest.mark.parametrize(
    "text",
    [
        f"It was a week at most for 231 persons, a month for 246 and longer for 174.\n\n{TABLE}",
        f"{TABLE}\n## Conclusions\n\nFor 231 it took a week, for 264 up to a month and for 147 longer.",
        "## Summary\n\nThe dead were 118 farmers, 64 traders and 39 teachers.\n\n## The "
        "dead\n\nAmong the dead we counted "
        "118 farmers, 46 traders and 39 teachers.",
    ],
)
def test_a_list_told_twice_with_one_number_that_differs(text: str) -> None:
    assert any("stands here beside" in message for message in found(text))


def test_a_list_told_twice_alike_is_left_alone() -> None:
    assert (
        found(f"It was a week for 231 persons, a month for 246 and longer for 147.\n\n{TABLE}")
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "The office received 4,286 complaints.\n\nThe 4,286 complaints are analysed below.\n\nMost "
        "came online (2,014); 1,127 "
        "came by post, 846 in person and 399 by telephone.",
        "Всего учтено 143 случая.\n\nИз 143 случаев 12 не проверены.\n\nПо месту они распределяются "
        "так: из дома — 74, с "
        "улицы — 46, с работы — 32.",
    ],
)
def test_a_list_that_nearly_makes_a_total_of_the_document(text: str) -> None:
    assert any("don't make the whole" in message for message in found(text))


def test_one_of_several_numbers_at_a_site_is_no_part_of_it() -> None:
    assert (
        found(
            "The team opened 611 sites. At 402 of them one person was found, at 151 between two and nine."
        )
        == []
    )


def test_two_and_one_are_three_and_explain_nothing_of_seven() -> None:
    assert found(
        "The family lodged seven complaints: two with the mayor, three with the court and one in the capital."
    )
