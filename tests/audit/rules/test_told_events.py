"""Events of one case against the order in which they can happen, and against the durations told of them."""

from __future__ import annotations

import pytest

from probanda.audit.extract.told_events import event_order, event_words, told_events
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(code: str, text: str) -> list[str]:
    document = read_markdown(text)
    return [document.text[f.start : f.end] for f in audit(document, [code]).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On 4 March 2021 Parliament adopted the Law on Assemblies, which entered into force on 1 May 2021.",
            [("adoption", "4 March 2021"), ("force", "1 May 2021")],
        ),
        (
            "He was detained in Bresk, in the street, on 3 May 2021 and released on 9 May 2021.",
            [("arrest", "3 May 2021"), ("release", "9 May 2021")],
        ),
        (
            "Рашид Т. был задержан 3 мая 2021 года, а 9 июня 2021 года его освободили.",
            [("arrest", "3 мая 2021 года"), ("release", "9 июня 2021 года")],
        ),
        (
            "Fue detenida el 3 de mayo de 2021 y el 9 de junio de 2021 fue puesta en libertad.",
            [("arrest", "3 de mayo de 2021"), ("release", "9 de junio de 2021")],
        ),
        ("He was held until 3 May 2021, and nobody was released.", []),
    ],
)
def test_each_event_gets_its_own_date(text: str, expected: list[tuple[str, str]]) -> None:
    facts = Facts(read_markdown(text))
    told = [(e.kind, facts.quote(e.when.start, e.when.end)) for e in facts.of(told_events)]
    assert told == expected


def test_the_order_names_kinds_that_the_table_has() -> None:
    kinds = {kind for code in ("en", "ru", "es") for kind, _ in event_words(code)}
    assert {kind for pair in event_order() for kind in pair} == kinds
    assert not any((b, a) in event_order() for a, b in event_order())


@pytest.mark.parametrize(
    "text",
    [
        "On 4 March 2021 Parliament adopted the Law on Assemblies, which entered into force on 1 February 2021.",
        "On 4 March 2021 she was moved to Borv prison, and she was released without charge on 13 February 2021.",
        "The chairwoman was elected on 12 June 2019 and sworn in on 1 June 2019.",
        "The complaint was lodged on 9 May 2014 with the court. The investigation was closed on 2 April 2013.",
        "R. T. was detained on 12 May 2021 in Bresk.\n\nR. T. was moved to the prison of Calda on 2 May 2021.",
        "La denuncia se presentó el 9 de mayo de 2014. El expediente se archivó el 2 de abril de 2013.",
        "Заявление подано 9 мая 2014 года. Уголовное дело было прекращено 2 апреля 2013 года.",
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


def test_a_body_does_nothing_before_it_is_created() -> None:
    text = "The Special Detachment was created on 5 July {}.\n\nThe Special Detachment took 40 people in May 2022."
    assert found("order-wrong", text.format(2023)) == ["5 July 2023"]
    assert not found("order-wrong", text.format(2021))


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
