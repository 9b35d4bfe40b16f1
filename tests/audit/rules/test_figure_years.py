"""One figure told of two years."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str) -> list[str]:
    """Messages of the rule of one event's dates on a Markdown text."""
    findings = audit(read_markdown(text)).findings
    return [f.message for f in findings if f.rule == "same-event-dates"]


WRONG = [
    "Arrests of minors doubled between 2007 and 2012, from 806 to 1,604.\n\nThe lawyers object.\n\n"
    "In 2010, 806 minors "
    "were held, and in 2012, 1,604.",
    "Between 2015 and 2018 complaints fell from 1,342 to 977.\n\nThe council is new.\n\n"
    "There were 1,342 complaints in "
    "2016 and 977 in 2018.",
    "Las detenciones se duplicaron entre 2007 y 2012, al pasar de 806 a 1,604.\n\nNada cambió.\n\n"
    "En 2010 estaban "
    "detenidos 806 adolescentes; en 2012 estaban detenidos 1,604.",
    "Число жалоб выросло с 1342 в 2015 году до 2977 в 2018 году.\n\nСовет молчит.\n\n"
    "В 2016 году подано 1342 жалобы, "
    "в 2018 году — 2977.",
    "Entre 2007 et 2012, les arrestations ont doublé, passant de 806 à 1 604.\n\n"
    "Rien n'a changé.\n\nEn 2010, 806 mineurs "
    "étaient détenus; en 2012, 1 604.",
]
RIGHT = [
    "Arrests of minors doubled between 2010 and 2012, from 806 to 1,604.\n\n"
    "In 2010, 806 minors were held, in 2012 1,604.",
    "Arrests rose between 2007 and 2012, from 806 to 1,604.\n\nIn 2010, 806 houses were built, in 2011, 1,650.",
    "In 2010, 100 minors were held, and in 2012, 200.\n\nIn 2011, 100 adults were held, and in 2012, 200.",
    "Between 2015 and 2018 complaints fell from 1,342 to 977.\n\n"
    "By the end of 2016 the 1,342 complaints of 2015 were "
    "answered, in 2018 all 977.",
    "De 2010 a 2012 pasaron de 806 a 1,604.\n\nEn 2010 estaban detenidos 806 adolescentes; en 2012, 1,604.",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_figure_is_of_one_year(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_figures_of_their_own_years_are_left_alone(text: str) -> None:
    assert not found(text)
