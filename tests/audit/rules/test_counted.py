"""Days, months, hours and years counted in words against the days and times told, wherever they stand."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TIME = ("duration-wrong", "order-wrong", "anniversary-wrong")


def found(text: str) -> list[str]:
    """Which rules of time point at something."""
    report = audit(read_markdown(text), TIME)
    return [f.rule for f in report.findings if f.severity != "note"]


#: A text, what is wrong in it, what would be right.
COUNTED = [
    (
        "She was taken on 3 May 2018. The judge saw her on 9 May, {} days after the arrest.",
        "sixteen",
        "six",
    ),
    ("He was moved on 2 March 2020 and came back on 20 March, after {} days.", "28", "18"),
    (
        "The strike began on 7 June 2019 and was called off on 19 June, after {} days.",
        "twenty-two",
        "twelve",
    ),
    (
        "They were seized on 4 May 2017. They spent {} days in the cellar and were let go on 20 May.",
        "26",
        "16",
    ),
    ("The laboratory was closed for {}, from 1 April to 30 May 2023.", "four months", "two months"),
    (
        "Between 11 and 14 May 1992 the town fell: 86 persons died in those {} days.",
        "eight",
        "four",
    ),
    (
        "The complaint was filed on 3 July 2018. It was rejected within {}, on 30 August.",
        "the week",
        "two months",
    ),
    (
        "Between his arrest on 10 January 2016 and his hearing on 12 June 2016 he waited {}.",
        "nine months",
        "five months",
    ),
    (
        "The curfew was declared on 5 March 2014 and lifted on 15 April 2014, {} days later.",
        "61",
        "41",
    ),
    (
        "The order came on 6 June 2011. {} later, on 27 June 2011, the house was gone.",
        "Five weeks",
        "Three weeks",
    ),
    (
        "Её задержали 3 мая 2018 года. Судья увидел её 9 мая, через {} дней после задержания.",
        "шестнадцать",
        "шесть",
    ),
    ("Его увезли 2 марта 2020 года, а вернули 20 марта, спустя {} дней.", "28", "18"),
    (
        "Обыск был 3 мая 2018 года. Он вышел на свободу 12 июня, проведя в изоляторе {} дней.",
        "140",
        "40",
    ),
    ("Комендантский час ввели 5 марта 2014 года. Он длился {} день, до 15 апреля.", "61", "41"),
    (
        "Осаду начали 3 октября 2013 года, сняли 28 декабря 2013 года; она продолжалась {} дней.",
        "96",
        "86",
    ),
    (
        "С 3 по 14 мая 1992 года город горел. За эти {} дней погибли 86 человек.",
        "сорок",
        "двенадцать",
    ),
    (
        "Fue detenida el 3 de mayo de 2018. La jueza la vio el 9 de mayo, {} días después de la detención.",
        "dieciséis",
        "seis",
    ),
    ("Salió el 2 de marzo de 2020 y volvió el 20 de marzo, tras {} días.", "28", "18"),
    (
        "La huelga empezó el 7 de junio de 2019 y terminó el 19 de junio, al cabo de {} días.",
        "veintidós",
        "doce",
    ),
    (
        "El laboratorio estuvo cerrado durante {}, del 1 de abril al 30 de mayo de 2023.",
        "cuatro meses",
        "dos meses",
    ),
    (
        "Del 3 al 14 de mayo de 1992 ardió el pueblo. En esos {} días murieron 86 personas.",
        "cuarenta",
        "doce",
    ),
    (
        "El recurso se presentó dentro del plazo de {} días, el 27 de mayo de 2021; el auto es del 6 de mayo.",
        "tres",
        "treinta",
    ),
    (
        "Elle fut arrêtée le 3 mai 2018. Le juge la vit le 9 mai, {} jours après l'arrestation.",
        "seize",
        "six",
    ),
    ("Il partit le 2 mars 2020 et revint le 20 mars, au bout de {} jours.", "28", "18"),
]
CLOCKS = [
    (
        "He was taken at 20:15. The register has 23:40, that is, {} later.",
        "one hour and a quarter",
        "",
    ),
    (
        "The call came at 03:15; the doctor came at 05:50, {} later.",
        "thirty-five minutes",
        "two hours and thirty-five minutes",
    ),
    ("The examination took {}, from 09:20 to 13:30.", "six hours", "four hours and ten minutes"),
    (
        "She was brought in at 22:00. At 06:30 the next morning, after {}, she was let go.",
        "three hours",
        "eight and a half hours",
    ),
    (
        "Мать пришла в 7 утра, ребёнка ей отдали в 11:30, то есть через {}.",
        "два часа",
        "четыре с половиной часа",
    ),
    (
        "Его привезли в 20:15. В протоколе время 23:40, то есть на {} позже.",
        "шесть часов",
        "три часа",
    ),
    (
        "La ambulancia se pidió a las 11:20; llegó a las 11:45, es decir, {} minutos después.",
        "45",
        "25",
    ),
    (
        "Ingresó a las 6:00. El médico la vio al día siguiente a las 15:00, {} horas después.",
        "veintitrés",
        "treinta y tres",
    ),
    ("L'appel date de 11:20 ; l'ambulance arriva à 11:45, soit {} minutes plus tard.", "45", "25"),
]
YEARS = [
    ("In 2012, {} years after the shelling of 1999, nothing was rebuilt.", "ten", "thirteen"),
    ("The {} anniversary of the fire of 1990 was marked in 2013.", "twentieth", "twenty-third"),
    (
        "The killings of 1999 were remembered in 2019, on their {} anniversary.",
        "tenth",
        "twentieth",
    ),
    ("В 2020 году исполнилось {} лет со дня расстрела 1992 года.", "25", "28"),
    ("В 2012 году отметили {} расстрела 1992 года.", "десятилетие", "двадцатилетие"),
    (
        "В {} годовщину пожара 1990 года, в 2015 году, поставили крест.",
        "двадцатую",
        "двадцать пятую",
    ),
    (
        "En 2015, {} años después de la matanza de 1992, nadie ha sido juzgado.",
        "trece",
        "veintitrés",
    ),
    ("En 2012 se cumplieron {} años de la matanza de 1992.", "treinta", "veinte"),
    (
        "En 2012, en el {} aniversario de la matanza de 1992, hubo una marcha.",
        "trigésimo",
        "vigésimo",
    ),
    ("En 2012, {} ans après le massacre de 1992, rien n'a été jugé.", "trente", "vingt"),
    ("Le {} anniversaire du massacre de 1992 fut marqué en 2012.", "trentième", "vingtième"),
    (
        "Report date: 30 August 2022\n\n# A\n\nOn 2 August 2003 six were taken. {} years later none has been found.",  # noqa: E501
        "Nine",
        "Nineteen",
    ),
]


@pytest.mark.parametrize(("text", "wrong", "right"), [*COUNTED, *CLOCKS[1:], *YEARS])
def test_a_count_is_held_against_what_is_told(text: str, wrong: str, right: str) -> None:
    assert len(found(text.format(wrong))) == 1
    assert found(text.format(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "He was sentenced on 3 May 2018 to ten days and was released on 20 May 2018.",
        "Complaints must be answered within 30 days. On 3 May 2018 she complained; on 9 August 2018 an answer came.",  # noqa: E501
        "The siege began on 3 October 2013 and ended on 28 December 2013. The shelling that opened it lasted 12 days.",  # noqa: E501
        "She was taken on 3 May 2018. On 20 May 2018, some ten days after the hunger strike, she was moved.",
        "On 3 May 2018 he was born; at ten years of age, in 2028, he left.",
        "Le siège de 2013 dura 86 jours.",
        "Его осудили 3 мая 2018 года на 15 суток, вышел он 9 мая 2018 года.",
        "Fue condenado el 3 de mayo de 2018 a diez días de arresto y salió el 20 de mayo de 2018.",
        "In 1646, during the Thirty Years War, the castle of 1645 was taken.",
    ],
)
def test_a_count_of_something_else_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "On 2 August 2003 six men were taken from Tolmere.\n\n# Since\n\nOn 2 August 2002 many came for the anniversary.",  # noqa: E501
        "2 августа 2003 года из Тольмере увезли шестерых.\n\n# После\n\n2 августа 2002 года на годовщину пришли многие.",  # noqa: E501
        "El 2 de agosto de 2003 se llevaron a seis.\n\n# Después\n\nEl 2 de agosto de 2002 muchos vinieron al aniversario.",  # noqa: E501
    ],
)
def test_an_anniversary_is_not_before_the_day_it_recalls(text: str) -> None:
    assert "anniversary-wrong" in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The court sat from 11:30 to 10:15 on 5 May 2018.",
        "Заседание шло с 11:30 до 10:15.",
        "La vista duró de las 11:30 a las 10:15.",
        "He was on leave from 8 August to 25 July 2003.",
    ],
)
def test_a_period_ends_after_it_begins(text: str) -> None:
    findings = audit(read_markdown(text), ["period-backwards"]).findings
    assert len(findings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The shop was open from 22:00 to 06:00.",
        "The mission lasted from 5 November to 3 February 2021.",
        "He was on leave from 25 July to 8 August 2003.",
    ],
)
def test_a_night_and_a_winter_are_periods(text: str) -> None:
    assert audit(read_markdown(text), ["period-backwards"]).findings == ()
