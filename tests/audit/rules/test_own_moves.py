"""Several percentages of change in one sentence: each is held against the pair of values that belongs to it."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

#: One sentence with the place of a mistake: {right|wrong}.
SENTENCES = (
    "A 14 per cent fall in raids (from 203 to 174) and a {20|17} per cent fall in arrests (from 1,036 to 831).",
    "Arrests rose by 33 per cent, from 30 to 40, while searches fell by {25|35} per cent, from 80 to 60.",
    "Raids rose from 30 to 40, a rise of 33 per cent, and arrests from 60 to 75, a rise of {25|35} per cent.",
    "Raids and arrests rose by 50 per cent and {20|40} per cent, from 20 to 30 and from 50 to 60 respectively.",
    "La tasa creció {234|224} %, al pasar de 9.3 a 31.1, y otra pasó de 11.0 a 30.5, un alza de 177 %.",
    "Los traslados aumentaron un 50 % (de 20 a 30) y las visitas bajaron un {25|30} % (de 80 a 60).",
    "Число обысков выросло на 50 % (с 20 до 30), а число задержаний — на {20|40} % (с 50 до 60).",
    "Les transferts ont augmenté de 50 % (de 20 à 30) et les visites ont baissé de {25|30} % (de 80 à 60).",
)


def percentages(text: str) -> list[str]:
    found = audit(read_markdown(text)).findings
    return [finding.message for finding in found if finding.rule == "percentage-wrong"]


def variant(sentence: str, place: int) -> str:
    before, _, rest = sentence.partition("{")
    choice, _, behind = rest.partition("}")
    return before + choice.split("|")[place] + behind


@pytest.mark.parametrize("sentence", SENTENCES)
def test_right_sizes_are_left_alone(sentence):
    assert percentages(variant(sentence, 0)) == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_wrong_size_is_held_against_its_own_pair(sentence):
    wrong = sentence.partition("|")[2].partition("}")[0]
    assert [message for message in percentages(variant(sentence, 1)) if f"not {wrong}%" in message]


def test_two_sizes_of_one_bracket_of_which_only_one_is_read_are_left_alone():
    assert not percentages(
        "North and south saw 81 and 42 per cent increases in victims (from 53 to 96 and from 113 to 160)."
    )


def test_a_cut_last_digit_is_a_warning():
    text = "This is a 19 per cent decrease in the number of victims (from 1,036 to 831)."
    (finding,) = audit(read_markdown(text), ["percentage-wrong"]).findings
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "The killer was found in 76% of cases in the south compared to only 48% in the north. "
        "Guards were 32% more likely to shoot in the north.",
        "Budget grew to 104.4% of the plan (10.3% above 2015, or 95.8 million crowns).",
        "Of the 40 marches one was permitted, at which 9 people were held (2.3% of all arrests).",
        "De las 40 marchas, en una fueron detenidas 9 personas (2,3 % del total de detenciones).",
        "Из 40 мероприятий одно было согласованным, на нём задержаны 9 человек (2,3 % от числа задержаний).",
    ],
)
def test_a_percentage_that_names_another_whole_is_left_alone(text):
    assert percentages(text) == []


def test_a_percentage_that_names_the_same_whole_is_not():
    assert percentages("Of the 40 arrests, 9 (2.3% of all arrests) were at marches.")
