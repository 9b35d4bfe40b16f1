"""Rank words against tables, charts and the lists of sentences: first, last, second, steady, heaviest."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

PROVINCES = (
    "Table 4. Enforced disappearances by province\n\n| Province | 2019 | 2020 | 2021 | Total "
    "|\n|---|---|---|---|---|\n"
    "| Veldt | 12 | 14 | 9 | 35 |\n| Orran | 20 | 6 | 11 | 37 |\n| Tamsk | 8 | 19 | 25 | 52 |\n"
    "| Total | 40 | 39 | 45 | 124 |\n\n## Conclusions\n\n"
)
COLONIES = (
    "Таблица 2. Жалобы по колониям\n\n| Колония | Жалобы | Удовлетворено |\n|---|---|---|\n| ИК-3 | "
    "44 | 2 |\n"
    "| ИК-7 | 61 | 5 |\n| ИК-9 | 18 | 1 |\n| Всего | 123 | 8 |\n\n## Выводы\n\n"
)
NAMED = COLONIES.replace("ИК-3", "Борская").replace("ИК-7", "Талицкая").replace("ИК-9", "Речная")
DENUNCIAS = (
    "Cuadro 3. Denuncias por provincia\n\n| Provincia | Denuncias |\n|---|---|\n| Altamar | 45 |\n| "
    "Ribera | 62 |\n"
    "| Cañadas | 19 |\n| Total | 126 |\n\n## Conclusiones\n\n"
)

WRONG = [
    (PROVINCES, "The disappearances were concentrated in Orran."),
    (PROVINCES, "The largest share of the disappearances fell to Veldt."),
    (PROVINCES, "Disappearances were at their worst in 2019."),
    (PROVINCES, "In 2021 more people disappeared in Veldt than in Orran."),
    (PROVINCES, "In 2019 Tamsk recorded the most disappearances."),
    (
        "",
        "The interviewees came from four districts: 41 from Veldt, 37 from Orran, 12 from Tamsk and "
        "nine from Lume. They were visited in May. The largest group, from Orran, had fled in 2014.",
    ),
    (
        "",
        "Of the bodies, 41 were found in Veldt, 37 in Orran and 12 in Tamsk. Most of the bodies "
        "were thus found in Orran.",
    ),
    (
        "",
        "Beatings were named by 48 women, rape by 31 and threats by 55. The abuse reported most "
        "often was beating.",
    ),
    (COLONIES, "Больше всего жалоб поступило из ИК-3."),
    (NAMED, "Лидирует по числу жалоб Борская колония."),
    (NAMED, "Основная часть жалоб пришла из Борской колонии, на втором месте Талицкая."),
    (
        "",
        "В 2017 году в области пропало 19 человек, в 2018-м — 33, в 2019-м — 21, в 2020-м — 8. Пик "
        "исчезновений пришёлся на 2019 год.",
    ),
    (
        "",
        "В 2017 году в области пропало 19 человек, в 2018-м — 33, в 2019-м — 21, в 2020-м — 8. "
        "Никогда исчезновений не было больше, чем в 2017 году.",
    ),
    (
        "",
        "Опрошенные назвали 54 случая избиений, 61 — угроз и 12 — удушения. Реже всего упоминались угрозы.",
    ),
    (DENUNCIAS, "La mayor parte de las denuncias procedía de Altamar."),
    (DENUNCIAS, "Altamar encabeza las denuncias."),
    (DENUNCIAS, "Donde más denuncias hubo fue en Altamar; donde menos, en Cañadas."),
    (DENUNCIAS, "La provincia con menos denuncias fue Altamar."),
    (
        "",
        "El mayor número de muertes correspondió a Altamar (44). Le siguieron Ribera, con 58, y "
        "Cañadas, con 12.",
    ),
    (
        "",
        "En 2018 murieron 14 presos, en 2019 murieron 22 y en 2020 fueron 17. El año más mortífero fue 2020.",
    ),
    (
        "",
        "Fifty-two of the victims were farmers, 38 were traders and 61 were students. Farmers were "
        "the largest group among the victims.",
    ),
    (
        "",
        "There were 30 killings in March, 41 in April and 28 in May. April saw the fewest killings.",
    ),
    (
        "",
        "Veldt accounted for 41 of the cases, Orran for 37 and Tamsk for 12. Veldt was second only to Orran.",
    ),
    ("", "The survey reached 210 women and 184 men. Men were the larger group."),
    ("", "Of the 61 witnesses 24 were men and 37 women. Most of the witnesses were men."),
    ("", "Опрошены 24 мужчины и 37 женщин. Большинство опрошенных — мужчины."),
    ("", "Se entrevistó a 24 hombres y 37 mujeres. En su mayoría eran hombres."),
]

RIGHT = [
    (
        PROVINCES,
        "In 2019 Orran recorded the most disappearances. Tamsk had the largest number overall, "
        "ahead of Orran. The peak came in 2021. Veldt had the fewest disappearances.",
    ),
    (
        "",
        "Veldt accounted for 41 of the cases, Orran for 37 and Tamsk for 12. Orran was second only to Veldt.",
    ),
    (
        "",
        "В 2017 году в области пропало 19 человек, в 2018-м — 33, в 2019-м — 21, в 2020-м — 8. Пик "
        "исчезновений пришёлся на 2018 год.",
    ),
    (
        "",
        "El mayor número de muertes correspondió a Ribera (58). Le siguieron Altamar, con 44, y "
        "Cañadas, con 12.",
    ),
    (
        "",
        "The penalties range from four to eighteen years. The heaviest, eighteen years, was imposed "
        "on the commander.",
    ),
]


def found(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), ["rank-wrong"]).findings]


@pytest.mark.parametrize(("table", "words"), WRONG)
def test_rank_words_against_the_numbers(table: str, words: str) -> None:
    assert found(f"{table}{words}")


@pytest.mark.parametrize(("table", "words"), RIGHT)
def test_rank_words_that_fit(table: str, words: str) -> None:
    assert found(f"{table}{words}") == []


def test_the_message_names_both_labels_and_numbers() -> None:
    (message,) = found(f"{PROVINCES}Disappearances were at their worst in 2019.")
    assert all(said in message for said in ("2019", "40", "2021", "45"))


def test_most_of_them_is_not_the_percentage_before() -> None:
    assert (
        found("Twelve (21 percent) reported violence, most of them in Block 7 (seven cases).") == []
    )


def test_a_rank_of_something_that_the_table_does_not_count() -> None:
    assert found(f"{PROVINCES}The largest number of cartridge cases, 96, was found in Veldt.") == []
    assert found(f"{PROVINCES}The most serious case happened in Veldt.") == []


def test_where_no_column_is_named_every_column_must_disagree() -> None:
    table = (
        "Table 1. Places of detention\n\n| Place | Named | Ill-treated |\n|---|---|---|\n| Cellar | 61 | 44 |\n"
        "| Barracks | 38 | 17 |\n| School | 12 | 9 |\n\n"
    )
    assert found(f"{table}The barracks were mentioned most often.")
    assert found(f"{table}The cellar was mentioned most often.") == []
