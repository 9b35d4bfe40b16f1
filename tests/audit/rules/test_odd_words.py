"""Names that stand often and once with a letter other: in all languages and cases, and names that are two."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def _found(text: str) -> list[str]:
    report = audit(read_markdown(text), ["name-spellings", "place-spellings"])
    return [f.message for f in report.findings]


@pytest.mark.parametrize(
    ("text", "odd", "usual"),
    [
        (
            "Суд Тальворецкого района молчит. Тальворецкий суд отложил дело. Дело вернули в Тальворецкий суд.\n\n"
            "Потом у здания Талворецкого суда собрались люди.",
            "Талворецк",
            "Тальворецк",
        ),
        (
            "Журналист Тавин Мурзагельдинов писал о тюрьмах. Задержали Мурзагельдинова в мае. О Мурзагельдинове "
            "молчат.\n\nАдвоката к Мурзагилдинову не пустили, а Мурзагельдинову дали срок. "
            "Книга Мурзагелдинова вышла.",
            "Мурзагелдинов",
            "Мурзагельдинов",
        ),
        (
            "Блог вела Лина Торванова. Статью о Лине Торвановой напечатали.\n\n- блог Лины Торвановй, 3 мая",
            "Торвановй",
            "Торванов",
        ),
        (
            "The Harrowgale office wrote first. We asked Harrowgale in May. In Harrowgale nobody knew.\n\n"
            "The letter from Harrowagle came in June.",
            "Harrowagle",
            "Harrowgale",
        ),
        (
            "La fundación Ventarrosa abrió en mayo. La gente de Ventarrosa ayudó. Según Ventarrosa, faltan "
            "dos.\n\nEl comunicado de Ventarosa salió en junio.",
            "Ventarosa",
            "Ventarrosa",
        ),
        (
            "L'association Montereval a écrit. Les avocats de Montereval attendent. Selon Montereval, rien.\n\n"
            "Le communiqué de Monterval date de juin.",
            "Monterval",
            "Montereval",
        ),
    ],
)
def test_a_letter_other_is_found(text: str, odd: str, usual: str) -> None:
    assert any(odd in message and usual in message for message in _found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Обвиняли Павла Торванова. Павлу Торванову дали срок. Рассказывает Павел Торванов, сидевший год.",
        "О Константине Жаровине писали. Константин Жаровин сидит. Константину Жаровину дали срок.",
        "Тавин Морелев и Лина Морелева пришли. Морелеву допросили. Морелева отпустили. Морелевы уехали.",
        "Ключевым был суд. Клюквин молчит. Дело Клюквина закрыто. Клюквину дали срок.",
        "Иванович звал Ивановну. Письмо Ивановны пришло. К Ивановне не пустили. Ивановой дали срок.",
        "In Kevria nobody knew. The Kevrian press wrote. Kevria denied it. A Kevrians' club in Kevria closed.",
        "The Marianne Islands are far. The Mariannes Islands are farther. Marianne wrote.",
        "Martina Orvell and Marina Orvell are sisters. Martina spoke. We met Martina. Later Martina left.",
        "Veltorra and Veltarra are two towns. Veltorra is old. People left Veltorra. In Veltorra it rained.",
        "The ORVELLO report. Orvello wrote. We met Orvello. Then Orvello left.",
    ],
)
def test_cases_peoples_and_two_names_are_no_slip(text: str) -> None:
    assert _found(text) == []
