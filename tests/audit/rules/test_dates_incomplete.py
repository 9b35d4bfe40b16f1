"""Dates with a part missing, years out of all time, and quarters told with other months than theirs."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str, rule: str) -> list[str]:
    """Messages of a rule on a Markdown text."""
    return [f.message for f in audit(read_markdown(text)).findings if f.rule == rule]


@pytest.mark.parametrize(
    "text",
    [
        "The mill was burnt on 11 2001, and the guards left.",
        "The mill was burnt on the 11th 2001 by men in uniform.",
        "The order is dated 3 2014. It was never shown to the families.",
        "El molino ardió el 11 de 2001 y la guardia se fue del pueblo.",
        "La carta del 3 de 2014, que nadie vio, ordenaba el traslado de los presos.",
        "Le moulin a brûlé le 11 2001 et les gardes sont partis du village.",
        "Мельница сгорела 11 2001 года, и охранники ушли из деревни.",
        "Приказ от 3 2014 г. не показали семьям погибших.",
    ],
)
def test_a_day_and_a_year_without_a_month(text: str) -> None:
    assert found(text, "date-impossible")


@pytest.mark.parametrize(
    "text",
    [
        "The decision was based on 11 2001 surveys of the mill.",
        "Decree 11 of 2001 and the 12 of 2001 were repealed by the council.",
        "Según el Decreto 10 y el 11 de 2001, la guardia dependía del municipio.",
        "La mill tenía el 11 de 2001 casos registrados en la zona del molino.",
        "La loi et le 11 2001 habitants du village ont été comptés.",
        "Журнал № 11 2001 года вышел без этой статьи о мельнице.",
        "В деревне жили 11 2001 года рождения, и их увезли с мельницы.",
        "The mill was burnt on 11 September 2001, and the guards left.",
        "El molino ardió el 11 de septiembre de 2001 y la guardia se fue.",
    ],
)
def test_no_month_is_missing(text: str) -> None:
    assert not found(text, "date-impossible")


TOLD = "It began in May 2014 and ended on 3 June 2014. {}"
TOLD_RU = "Началось в мае 2014 года, закончилось 3 июня 2014 года. {}"
TOLD_ES = "Empezó en mayo de 2014 y terminó el 3 de junio de 2014. {}"


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format("The page is of 21.02.1014, and the mill is on it."),
        TOLD.format("The mill was sold on 21 February 1014, and the guards left."),
        TOLD.format("The mill was sold on February 21, 2914."),
        TOLD_RU.format("Мельницу продали 21 февраля 1014 года, охранники ушли."),
        TOLD_RU.format("В 1014 году мельницу продали, и охранники ушли."),
        TOLD_RU.format("Страница «Мельница», 21.02.1014"),
        TOLD_ES.format("El molino se vendió el 21 de febrero de 1014."),
        TOLD_ES.format("El molino se vendió en el año 1014, y la guardia se fue."),
    ],
)
def test_a_year_out_of_all_time(text: str) -> None:
    assert any("1014" in m or "2914" in m for m in found(text, "date-impossible"))


@pytest.mark.parametrize(
    "text",
    [
        TOLD.format("The castle was taken on 15 July 1410, and the town burnt."),
        TOLD.format("On 12 May 1300 people came to the mill."),
        TOLD.format("The version is 2.12.1014.7 of the program."),
        TOLD_RU.format("12 мая 1300 человек вышли к мельнице."),
        TOLD_RU.format("Сайт 21.02.2014 закрыли."),
        TOLD_ES.format("Hubo 1014 casos en el molino."),
    ],
)
def test_years_and_numbers_left_alone(text: str) -> None:
    assert not found(text, "date-impossible")


@pytest.mark.parametrize(
    "text",
    [
        "In the third quarter (June–September) 41 persons were held.",
        "In the second quarter of 2013 (April to July), 41 persons were held.",
        "During Q1 2014, that is January–February, 41 persons were held.",
        "In the first half of 2014 (January–July) 41 persons were held.",
        "В третьем квартале (июнь–сентябрь) задержаны 41 человек.",
        "За II квартал 2013 года (апрель — май) задержаны 41 человек.",
        "В первом полугодии 2014 года, с января по июль, задержаны 41 человек.",
        "En el tercer trimestre (junio a septiembre) hubo 41 personas detenidas.",
        "En el primer semestre de 2014 (enero-julio) hubo 41 personas detenidas.",
        "Au deuxième trimestre 2014 (avril à juillet), 41 personnes ont été détenues.",
    ],
)
def test_a_quarter_with_months_of_another(text: str) -> None:
    assert found(text, "duration-wrong")


@pytest.mark.parametrize(
    "text",
    [
        "In the third quarter (July–September) 41 persons were held.",
        "In the third quarter of the fiscal year (April–June) 41 persons were held.",
        "In the second quarter, mostly between May and June, 41 persons were held.",
        "In the first half of 2014 (January–June) 41 persons were held.",
        "В третьем квартале (июль–сентябрь) задержаны 41 человек.",
        "В первом и втором кварталах (январь–июнь) задержаны 41 человек.",
        "В первой половине мая, а потом в июне — августе задержаны 41 человек.",
        "En el tercer trimestre (julio a septiembre) hubo 41 personas detenidas.",
        "Au deuxième trimestre 2014 (avril à juin), 41 personnes ont été détenues.",
        "From the first to the third quarter (January–September) 41 persons were held.",
    ],
)
def test_quarters_with_their_own_months(text: str) -> None:
    assert not found(text, "duration-wrong")


QUARTERLY = (
    "В июле–сентябре 2013 года задержаны 96 человек. Во втором квартале 2013 года, в апреле–июне, "
    "задержаны 20 человек.\n\nПо сравнению с третьим кварталом прошлого года их меньше: {} "
    "2012 года были задержаны 364 человека."
)


def test_a_report_of_quarters_compares_a_quarter() -> None:
    assert found(QUARTERLY.format("за июнь–сентябрь"), "duration-wrong")
    assert not found(QUARTERLY.format("за июль–сентябрь"), "duration-wrong")
    assert not found(QUARTERLY.format("за январь–сентябрь"), "duration-wrong")


def test_an_hour_past_noon_is_no_hour_of_a_clock_of_twelve() -> None:
    assert found("He entered at 17.45 p.m. and left.", "date-impossible")
    assert found("He entered at 13:20 am and left.", "date-impossible")
    assert not found("He entered at 7.45 p.m. and left at 12:30 pm.", "date-impossible")
    assert not found("He paid 17.45 pmt. a month and left at 17.45.", "date-impossible")


@pytest.mark.parametrize(
    "text", ["Она была завербована в {}.02.1937 г.", "He was taken on {}.02.1937."]
)
def test_no_month_has_a_day_nought(text: str) -> None:
    assert found(text.format("00"), "date-impossible")
    assert not found(text.format("10"), "date-impossible")
