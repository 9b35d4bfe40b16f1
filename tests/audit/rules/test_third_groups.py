"""Two labels that leave no third make a hundred; children beside men and women are a third."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def severities(text: str) -> list[str]:
    return [
        finding.severity for finding in audit(read_markdown(text), ["percentages-sum"]).findings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Men were 894 (78 per cent) and women 166 (14 per cent) of the 1,153 victims.",
        "Of the victims 78 per cent were men and 14 per cent women. The others were children.",
        "El 78 % de las víctimas eran hombres y el 14 % mujeres; el resto eran menores.",
        "Об этом знают до 75 процентов женщин, около 60 процентов мужчин.",
        "Из пострадавших 78 % — мужчины, 14 % — женщины. Кроме того, пострадали дети.",
    ],
)
def test_a_third_group_makes_up_the_hundred(text):
    assert severities(text) == []


def test_what_two_labels_leave_is_a_warning_for_somebody_may_be_unknown():
    assert severities("Of the detainees, 78 per cent were men and 14 per cent women.") == [
        "warning"
    ]


def test_more_than_a_hundred_is_an_error():
    assert severities("Of the detainees, 78 per cent were men and 34 per cent women.") == ["error"]
