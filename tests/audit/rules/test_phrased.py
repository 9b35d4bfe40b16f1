"""A thing that is named in the same words and with two days."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

PAIRS = [
    (
        "The agreement on the exchange of {} has nine articles.\n\nNobody has read it.\n\n"
        "Under the agreement on the "
        "exchange of {} the sick were to come first.",
        ("3 June 2015", "13 June 2015"),
    ),
    (
        "The prison council's letter of {} was not answered.\n\nA second copy lies in Arlen.\n\nIn the council's "
        "letter of {} the beds are counted.",
        ("3 June 2015", "3 July 2015"),
    ),
    (
        "Договор об обмене от {} подписали два генерала. Его текст неизвестен.\n\n"
        "По договору об обмене от {} больные "
        "должны были вернуться первыми.",
        ("3 июня 2015 года", "13 июня 2015 года"),
    ),
    (
        "El informe de la comisión forense del {} cuenta los huesos.\n\nNadie lo leyó.\n\n"
        "El informe de la comisión "
        "forense del {} tiene doce páginas.",
        ("3 de junio de 2015", "3 de junio de 2016"),
    ),
    (
        "L'accord sur les prisonniers du {} compte neuf articles.\n\nPersonne ne l'a lu.\n\n"
        "Selon l'accord sur les "
        "prisonniers du {} les malades passaient d'abord.",
        ("3 juin 2015", "13 juin 2015"),
    ),
]


def found(text: str) -> list[str]:
    """Messages of the rule of one event's dates on a Markdown text."""
    findings = audit(read_markdown(text)).findings
    return [f.message for f in findings if f.rule == "same-event-dates"]


@pytest.mark.parametrize(("text", "days"), PAIRS)
def test_one_thing_has_one_day(text: str, days: tuple[str, str]) -> None:
    assert len(found(text.format(*days))) == 1
    assert not found(text.format(days[0], days[0]))


@pytest.mark.parametrize(
    "text",
    [
        "The letter of 3 June 2015 is long.\n\nThe letter of 13 June 2015 is short.",
        "The council's letter of 3 June 2015 asks, its letter of 13 June 2015 answers.",
        "The session report of 3 June 2015, the session report of 13 June 2015 and the session report of 23 June "
        "2015 say so.\n\nThe session report of 13 June 2015 is longest.\n\n"
        "The session report of 23 June 2015 is not.",
        "The prison report of 3 June 2015 is long.\n\nThe school report of 13 June 2015 is short.",
    ],
)
def test_two_things_may_have_two_days(text: str) -> None:
    assert not found(text)
