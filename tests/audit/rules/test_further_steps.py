"""A size behind “from … to …” may be of the next step, or of another; years led by “a los” are an age."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

RIGHT = (
    "Число арестов сократилось с 200 до 150, а затем ещё на 10 процентов, до 135.",
    "Число арестов выросло с 40 до 60, а обысков — на 40 процентов.",
    "Число жалоб выросло со 150 в 2018 году до 300 в 2019 году, а за два года — ещё на 20 процентов, до 360.",
    "Les plaintes ont doublé, de 150 à 300, puis ont encore augmenté de 20 % en deux ans, pour atteindre 360.",
    "Associations fell from 640 to 320 in five years; in 2020 alone they fell by 20 per cent, from 400.",
    "Arrests rose from 100 to 200, those of women by 10 per cent.",
    "From 2016 to 2020 lawyers halved, falling by 10 to 20 per cent each year, from 800 to 400.",
    "The population grew from 4,000 to 5,000, an annual growth of 5.7 per cent over four years.",
    "Число врачей росло на 5 процентов в год, с 800 до 1000.",
    "Los médicos aumentaron un 5 % anual, de 800 a 1.000.",
    "Spending rose from 100 to 130 million, by 30 per cent.",
    "Nació el 5 de mayo de 1985 y murió el 3 de mayo de 2015, a los 29 años.",
    "Nacida el 5 de mayo de 1985, murió a los 34 años, el 3 de mayo de 2020.",
)
WRONG = (
    "Число арестов сократилось с 200 до 150, то есть на 10 процентов.",
    "Arrests fell from 640 to 320, a decrease of 40 per cent.",
    "Arrests rose by 30 per cent in one year, from 40 to 60.",
    "За год число дел выросло на 30 процентов, с 40 до 60.",
    "Arrests rose from 40 to 60 the following year, a rise of 40 per cent.",
    "Las detenciones subieron de 40 a 60, un aumento del 30 por ciento.",
    "Les arrestations sont passées de 40 à 60, soit une hausse de 30 %.",
)
_CODES = ["percentage-wrong", "anniversary-wrong"]


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_further_step_is_not_held_against_the_first(sentence):
    assert audit(read_markdown(sentence), _CODES).findings == ()


@pytest.mark.parametrize("sentence", WRONG)
def test_the_size_of_the_step_itself_is(sentence):
    assert [found.rule for found in audit(read_markdown(sentence), _CODES).findings] == [
        "percentage-wrong"
    ]
