"""Events of one case against the order in which they can happen, and against the durations told of them."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(code: str, text: str) -> list[str]:
    document = read_markdown(text)
    return [document.text[f.start : f.end] for f in audit(document, [code]).findings]


@pytest.mark.parametrize(
    "text",
    [
        "On 4 March 2021 Parliament adopted the Law on Assemblies, which entered into force on 1 February 2021.",
        "On 4 March 2021 she was moved to Borv prison, and she was released without charge on 13 February 2021.",
        "The chairwoman was elected on 12 June 2019 and sworn in on 1 June 2019.",
        "R. T. was detained on 12 May 2021 in Bresk.\n\nR. T. was moved to the prison of Calda on 2 May 2021.",
        "Суд отменил отказ 17 февраля 2021 года, после чего 12 марта 2020 года следователь вынес новый.",
    ],
)
def test_what_can_not_come_first_is_found(text: str) -> None:
    assert found("order-wrong", text)


@pytest.mark.parametrize(
    "text",
    [
        "He was released on 3 May 2020. On 10 June 2020 he was detained in Bresk.",
        "He was detained on 3 May 2020, released on 5 May. He was detained again on 9 June, freed on 12 June.",
        "Davit Arlan was detained on 3 May 2020. Oren Borv was released on 1 May 2020.",
        "She was detained on 12 December 2020 in Bresk. She was released on 9 January.",
        "He was detained on 3 May 2020. His brother had been released on 1 May 2020.",
        "Twelve villagers were detained on 3 May 2020. Four others were released on 1 May 2020.",
        "Суд отменил отказ 17 февраля 2021 года, после чего 12 марта 2021 года следователь вынес новый.",
    ],
)
def test_what_can_be_is_left_alone(text: str) -> None:
    assert not found("order-wrong", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "T. was taken from a bus on 8 May 2023. She was held for 21 days, until 19 May 2023.",
            ["21 days"],
        ),
        ("T. was taken from a bus on 8 May 2023. She was held for 11 days, until 19 May 2023.", []),
        (
            "T. was detained on 8 May 2023. T. was released after nine days, on 30 May 2023.",
            ["nine days"],
        ),
        (
            "Он похищен 8 июня 2022 г. Тело нашли 2 июля 2022 г., через 42 дня после похищения.",
            ["42 дня"],
        ),
        ("Он похищен 8 июня 2022 г. Тело нашли 2 июля 2022 г., через 24 дня после похищения.", []),
        (
            "On 17 July 1982 troops entered Bresk.\n\nOn 3 August 1982, 27 days after the massacre, all returned.",
            ["27 days"],
        ),
        # forty days may count from a day that the text doesn't name
        (
            "On 17 July 1982 troops entered Bresk.\n\nOn 3 August 1982, 40 days after the harvest, they returned.",
            [],
        ),
    ],
)
def test_a_duration_counts_from_what_was_told_before(text: str, expected: list[str]) -> None:
    assert found("duration-wrong", text) == expected


ROW = "| {} | 16 May 2023 | {} |\n"
TABLE = "| Person | Arrested | Released |\n|---|---|---|\n" + "".join(
    ROW.format(name, f"{day} May 2023") for name, day in zip("ABCD", (20, 22, 25, 29), strict=True)
)


def test_columns_of_dates_are_held_against_each_other() -> None:
    assert found("order-wrong", TABLE + ROW.format("E", "12 May 2023")) == ["12 May 2023"]
    assert not found("order-wrong", TABLE + ROW.format("E", "19 May 2023"))
    # where every row runs so, the heads were misread
    turned = TABLE.replace("Arrested | Released", "Released | Arrested")
    assert not found("order-wrong", turned)


def test_a_reference_leads_to_what_it_names() -> None:
    lines = [
        "A teacher was stopped.",
        *["Nothing was found."] * 7,
        "A witness saw the teacher referred to in paragraph {}.",
    ]
    text = "\n\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    assert not found("reference-wrong", text.format(1))
    assert found("reference-wrong", text.format(4)) == ["paragraph 4"]
    assert found("reference-wrong", text.format("4 below")) == ["paragraph 4 below"]
    assert found("reference-wrong", text.format(40)) == ["paragraph 40"]
    assert not found("reference-wrong", text.format("40 of the first report"))
