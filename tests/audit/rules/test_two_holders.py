# ruff: noqa: E501
"""One superlative said of two: of one row in different places of a document. ``{right||wrong}``."""

from __future__ import annotations

import re

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TWO = [
    "## Armed groups\n\nViolence by these groups affected 85 persons. Consistent with the last report, {Orran||Veldt} State recorded the highest number of incidents and victims attributed to this category of groups.\n\n## Figures\n\nThe number of victims rose from 44 to 85 persons. Orran State experienced the highest number of victims attributable to this category of groups.",
    "In the summary: Veldt Prison had the highest number of inmates held without charge.\n\n## Prisons\n\n{Veldt||Orran} Prison had the highest number of inmates held without charge.",
    "Наибольшее число задержанных несовершеннолетних участников отмечено в Вельдте.\n\n## Дети\n\nВ {Вельдте||Орране} отмечено наибольшее число задержанных несовершеннолетних участников.",
    "El mayor número de detenciones sin orden judicial se registró en Veldt.\n\n## Detenciones\n\nEn {Veldt||Orran} se registró el mayor número de detenciones sin orden judicial.",
    "La prison de Veldt compte aussi le plus grand nombre de détenus sans jugement définitif.\n\n## Prisons\n\nLa prison de {Veldt||Orran} compte le plus grand nombre de détenus sans jugement définitif.",
]
NEAR = [
    "In 2018 Veldt Prison had the highest number of inmates held without charge. In 2019 Orran Prison had the highest number of inmates held without charge.",
    "Veldt recorded the highest number of complaints. Orran recorded the highest number of arrests.",
    "Veldt recorded the highest number of women held without charge. Orran recorded the highest number of men held without charge.",
    "Veldt State recorded the highest number of victims held without charge.\n\nWithin it, Kesh County recorded the highest number of victims held without charge. Arlan County and Borv State had fewer.",
    "Violence by these groups affected 85 persons. Veldt had the highest number of victims of this category.\n\nViolence by those groups affected 237 persons. Orran had the highest number of victims of this category.",
]
_CHOICE = re.compile(r"\{([^|{}]*)\|\|([^{}]*)\}")


def found(text: str) -> list[str]:
    report = audit(read_markdown(text), ("rank-wrong",))
    return [f.message for f in report.findings if f.severity != "note"]


@pytest.mark.parametrize("text", TWO)
def test_a_second_holder_is_found(text: str) -> None:
    assert any("elsewhere" in message for message in found(_CHOICE.sub(r"\2", text)))


@pytest.mark.parametrize("text", TWO)
def test_one_holder_is_left_alone(text: str) -> None:
    assert not found(_CHOICE.sub(r"\1", text))


@pytest.mark.parametrize("text", NEAR)
def test_rows_of_their_own_are_left_alone(text: str) -> None:
    assert not found(text)
