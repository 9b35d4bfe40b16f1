"""Periods told by name or by their distance from the period that a report is about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probanda.audit.extract.told_periods import periods, reported
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown

LEADS = {
    "en": "Between 1 April and 30 June 2016, 40 persons were held in Kevria.",
    "ru": "С 1 апреля по 30 июня 2016 года в Кеврии были задержаны 40 человек.",
    "es": "Del 1 de abril al 30 de junio de 2016 fueron detenidas 40 personas en Kevria.",
    "fr": "Du 1 avril au 30 juin 2016, 40 personnes ont été arrêtées en Kevrie.",
}
TOLD = [
    ("en", "In the same period last year there were 12 arrests.", "2015-04-01/2015-06-30"),
    ("en", "The corresponding quarter of 2014 saw 12 arrests.", "2014-04-01/2014-06-30"),
    ("en", "Over the preceding period 12 were held.", "2016-01-01/2016-03-31"),
    ("en", "In the last quarter of 2015 there were 12.", "2015-10-01/2015-12-31"),
    ("en", "The first half of 2015 was quiet.", "2015-01-01/2015-06-30"),
    ("en", "During the reporting period 12 fled.", "2016-04-01/2016-06-30"),
    ("en", "Between April and June some 12 fled.", "2016-04-01/2016-06-30"),
    ("en", "Last year 12 fled.", "2015-01-01/2015-12-31"),
    ("ru", "За аналогичный период прошлого года — 12 человек.", "2015-04-01/2015-06-30"),
    ("ru", "В предыдущем квартале было 12 случаев.", "2016-01-01/2016-03-31"),
    ("ru", "В последнем квартале 2015 года было 12 случаев.", "2015-10-01/2015-12-31"),
    ("ru", "В III квартале 2015 было 12 случаев.", "2015-07-01/2015-09-30"),
    ("ru", "За первые шесть месяцев 2015 года их 12.", "2015-01-01/2015-06-30"),
    ("ru", "В отчётном периоде было 12 случаев.", "2016-04-01/2016-06-30"),
    ("ru", "С апреля по июнь было 12 случаев.", "2016-04-01/2016-06-30"),
    ("es", "En el mismo período del año pasado hubo 12.", "2015-04-01/2015-06-30"),
    ("es", "En igual período de 2014 hubo 12.", "2014-04-01/2014-06-30"),
    ("es", "En el trimestre anterior hubo 12 casos.", "2016-01-01/2016-03-31"),
    ("es", "En el último trimestre de 2015 hubo 12.", "2015-10-01/2015-12-31"),
    ("es", "El primer semestre de 2015 fue peor.", "2015-01-01/2015-06-30"),
    ("es", "De abril a junio hubo 12.", "2016-04-01/2016-06-30"),
    ("fr", "Au cours du trimestre précédent, il y en eut 12.", "2016-01-01/2016-03-31"),
    ("fr", "Au premier semestre de 2015, il y en eut 12.", "2015-01-01/2015-06-30"),
    ("fr", "À la même période de l'année dernière, 12.", "2015-04-01/2015-06-30"),
]
#: No periods, or such as can't be told from the text.
OTHER = [
    ("en", "At the same time they closed the first half of the bridge."),
    ("en", "The previous administration quartered the troops there."),
    ("ru", "Большая половина рассматриваемых случаев неясна."),
    ("es", "Los mismos meses son los peores."),
]


def facts(*paragraphs: str, language: str) -> Facts:
    document = read_markdown("\n\n".join(paragraphs))
    return Facts(replace(document, language=language))


@pytest.mark.parametrize(("language", "sentence", "wanted"), TOLD)
def test_a_told_period_has_its_days(language: str, sentence: str, wanted: str) -> None:
    lead = LEADS[language]
    found = facts(lead, sentence, language=language).of(periods)
    assert [each.edtf for each in found if each.start > len(lead)] == [wanted]


@pytest.mark.parametrize(("language", "sentence"), OTHER)
def test_other_words_are_no_periods(language: str, sentence: str) -> None:
    lead = LEADS[language]
    assert [
        each
        for each in facts(lead, sentence, language=language).of(periods)
        if each.start > len(lead)
    ] == []


def test_months_in_brackets_tell_a_distant_period() -> None:
    text = "The previous months (October-December 2015) were quieter: 12 arrests."
    found = facts(text, language="en").of(periods)
    assert found[0].edtf == "2015-10-01/2015-12-31"


def test_without_a_period_reported_distance_keeps_its_words() -> None:
    found = facts("In the previous quarter 12 fled.", language="en").of(periods)
    assert [(each.known, each.words) for each in found] == [(False, "previous quarter")]


def test_a_history_reports_no_period() -> None:
    assert facts("From 1990 to 2000 they ruled.", language="en").of(reported) is None
