"""The line of a telling: days that fall out of it, what had been before and is dated after, verbs that go on.

No sentence is told by its verb's kind: the same facts are said in several ways and languages.
"""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(rule: str, text: str) -> list[str]:
    """The words that a rule points at."""
    document = read_markdown(text)
    report = audit(document, [rule])
    return [document.text[f.start : f.end] for f in report.findings if f.severity != "note"]


BACK = [
    "The tribunal heard the nurse on 14 March 2019. The tribunal visited the cell on 2 March 2019.",
    "On 4 May 2018 the mother wrote to the governor. The governor replied on 1 May 2018.",
    "His house was searched on 9 June 2020 and the papers were taken to Orvel on 6 June 2020.",
    "The wall was repaired on 3 September 2016, painted on 8 September 2016 and torn down on 30 August 2016.",
    "The farm was occupied on 9 October 2016. The court ordered it cleared on 27 September 2016.",
    "The file reached the ministry on 14 January 2014, which returned it on 30 March 2013.",
    "Суд заслушал врача 14 марта 2019 года. Камеру суд осмотрел 2 марта 2019 года.",
    "4 мая 2018 года мать написала губернатору. Губернатор ответил 1 мая 2018 года.",
    "Дом обыскали 9 июня 2020 года, а бумаги увезли в Орвель 6 июня 2020 года.",
    "Стену починили 3 сентября 2016 года, покрасили 8 сентября, снесли 30 августа 2016 года.",
    "El tribunal oyó a la enfermera el 14 de marzo de 2019. El tribunal visitó la celda el 2 de marzo de 2019.",
    "El 4 de mayo de 2018 la madre escribió al gobernador. El gobernador respondió el 1 de mayo de 2018.",
    "La finca fue ocupada el 9 de octubre de 2016. El juzgado ordenó desalojarla el 27 de septiembre de 2016.",
    "El juicio comenzó el 3 de febrero de 2020, se suspendió el 16 de marzo y se reanudó el 14 de enero de 2020.",
    "Le tribunal entendit l'infirmière le 14 mars 2019. Le tribunal visita la cellule le 2 mars 2019.",
]
FORTH = [
    "The tribunal heard the nurse on 14 March 2019. It had visited the cell on 2 March 2019.",
    "On 4 May 2018 the mother wrote to the governor. She had first written on 1 May 2018.",
    "The court rejected on 9 June 2020 the complaint of 6 June 2020.",
    "The wall was repaired on 3 September 2016. Earlier, on 30 August 2016, it was painted.",
    "Mira Oran was released on 9 October 2016. Dario Velt was arrested on 27 September 2016.",
    "A nurse was heard on 14 March 2019. A driver was heard on 2 March 2019.",
    "The law was passed on 14 January 2014. The report covers it from 30 March 2013.",
    "Суд заслушал врача 14 марта 2019 года. Ранее, 2 марта 2019 года, осмотрели камеру.",
    "9 июня 2020 года суд отклонил жалобу от 6 июня 2020 года.",
    "El tribunal oyó a la enfermera el 14 de marzo de 2019. Había visitado la celda el 2 de marzo de 2019.",
    "El 9 de junio de 2020 el juzgado rechazó la queja del 6 de junio de 2020.",
    "Le tribunal entendit l'infirmière le 14 mars 2019. Il avait visité la cellule le 2 mars 2019.",
]


@pytest.mark.parametrize("text", BACK)
def test_a_day_before_the_one_told_before_it_is_shown(text: str) -> None:
    assert len(found("order-wrong", text)) == 1


@pytest.mark.parametrize("text", FORTH)
def test_a_text_that_says_so_may_go_back(text: str) -> None:
    assert found("order-wrong", text) == []


def test_a_flashback_that_stays_is_a_flashback() -> None:
    text = (
        "The prison was closed on 9 May 2019. It opened on 3 March 2018. "
        "The first wing was finished on 7 April 2018, the second on 2 June 2018."
    )
    assert found("order-wrong", text) == []


HAD_BEEN = [
    "The Court, to which the families had applied on 12 November 2018, gave judgment on 23 June 2015.",
    "He was handed over on 14 November 2020, although the Committee had asked for a stay on 18 November 2020.",
    "The laboratory reported on 30 March 2021 that it was whole. The tape had been sent there on 25 April 2021.",
    "The complaint filed on 12 March 2018 was rejected on 21 June 2017.",
    "По жалобе, поданной 12 марта 2018 года, отказ вынесен 21 июня 2017 года.",
    "Тело, найденное 12 марта 2018 года, опознали 21 февраля 2018 года.",
    "La denuncia presentada el 12 de marzo de 2018 fue archivada el 21 de junio de 2017.",
    "El tribunal, al que las familias habían recurrido el 12 de noviembre de 2018, dictó sentencia"
    " el 23 de junio de 2015.",
    "La cour, que les familles avaient saisie le 12 novembre 2018, rendit son arrêt le 23 juin 2015.",
]
HAD_BEEN_RIGHT = [
    "The Court, to which the families had applied on 12 November 2008, gave judgment on 23 June 2015.",
    "He was handed over on 14 November 2020, although the hearing had been fixed for 18 November 2020.",
    "The complaint filed on 12 March 2018 was rejected on 21 June 2018.",
    "По жалобе, поданной 12 марта 2018 года, отказ вынесен 21 июня 2018 года.",
    "Слушание, назначенное на 12 мая 2018 года, отменили 21 апреля 2018 года.",
    "La denuncia presentada el 12 de marzo de 2018 fue archivada el 21 de junio de 2018.",
    "She was sentenced on 12 February 2015. The first refusal, of June 2017, had been quashed on appeal.",
]


@pytest.mark.parametrize("text", HAD_BEEN)
def test_what_had_been_before_is_not_dated_after(text: str) -> None:
    assert len(found("order-wrong", text)) == 1


@pytest.mark.parametrize("text", HAD_BEEN_RIGHT)
def test_what_had_been_before_may_be_dated_before(text: str) -> None:
    assert found("order-wrong", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Rapporteur visited the country from 10 to 21 September 2018. In his report, of March"
        " 2018, he asked for"
        " an inquiry.",
        "Three graves were opened in June 2016. As the laboratory found in its report of May 2016,"
        " the bones were old.",
        "El Relator visitó el país del 10 al 21 de septiembre de 2018. En su informe, de marzo de 2018, pidió una"
        " investigación.",
        "Докладчик посетил страну с 10 по 21 сентября 2018 года. В своём докладе от марта 2018 года он просил о"
        " расследовании.",
        "A draft was sent on 1 August 2023 with a request for comments; the comments, dated 4 July 2023, run to"
        " eleven pages.",
    ],
)
def test_a_paper_on_what_is_told_is_not_older(text: str) -> None:
    assert len(found("order-wrong", text)) == 1


CHRONICLE = """# Chronology

- 7 February 2021: a fire at the depot.
- 26 February 2021: a complaint is lodged.
- 14 June {year}: the file is closed.
- 30 September 2021: the file is opened again.
- 11 November 2022: six are charged.
"""


def test_an_entry_of_a_chronology_out_of_line_is_shown() -> None:
    assert found("order-wrong", CHRONICLE.format(year=2020)) == ["14 June 2020"]
    assert found("order-wrong", CHRONICLE.format(year=2021)) == []


def test_a_column_of_days_out_of_line_is_shown() -> None:
    days = [
        "3 May 2019",
        "9 June 2019",
        "2 July 2018",
        "8 August 2019",
        "1 October 2019",
        "4 November 2019",
    ]
    rows = "\n".join(f"| {day} | letter {n} |" for n, day in enumerate(days))
    table = f"| Day | What |\n|---|---|\n{rows}\n"
    assert found("order-wrong", table) == ["2 July 2018"]
    assert found("order-wrong", table.replace("2 July 2018", "2 July 2019")) == []


RUN = (
    "The vote of 7 May 2009 was annulled by the board. In August an interim council was formed in Arlen.\n\n"
    "Meanwhile the threats went on. {} the assembly named the colonel head of the council. At midnight on "
    "20 December 2009 the troops crossed the river."
)
RUN_ES = (
    "Las elecciones del 7 de mayo de 2009 fueron anuladas. En agosto se formó un consejo en Arlen.\n\n"
    "Entre tanto siguieron las amenazas. {} la asamblea nombró al coronel. A la medianoche del 20 de "
    "diciembre de 2009 las tropas cruzaron el río."
)
RUN_RU = (
    "Выборы 7 мая 2009 года были отменены. В августе в Арлене создали временный совет.\n\n"
    "Между тем угрозы продолжались. {} собрание назначило полковника главой совета. Ночью 20 декабря "
    "2009 года войска перешли реку."
)
RUN_FR = (
    "Le scrutin du 7 mai 2009 fut annulé. En août un conseil fut formé à Arlen.\n\n"
    "Les menaces continuaient. {} l'assemblée nomma le colonel. Dans la nuit du 20 décembre 2009 les "
    "troupes franchirent le fleuve."
)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        (RUN, "On 15 December 2008", "On 15 December 2009"),
        (RUN_ES, "El 15 de diciembre de 2008", "El 15 de diciembre de 2009"),
        (RUN_RU, "15 декабря 2008 года", "15 декабря 2009 года"),
        (RUN_FR, "Le 15 décembre 2008", "Le 15 décembre 2009"),
    ],
)
def test_a_year_that_breaks_a_run_of_days(text: str, wrong: str, right: str) -> None:
    assert found("order-wrong", text.format(wrong))
    assert not found("order-wrong", text.format(right))


@pytest.mark.parametrize(
    "text",
    [
        RUN.format("On 15 March 2008, a year earlier,"),
        RUN.format("On 15 December 2008 the colonel had been named, and"),
        "On 5 December 2011, 5 March 2012 and 6 May 2012 most were charged in Arlen. They had met in 2010.",
        "El candidato dejó el mando para las elecciones que se celebrarían en mayo de 2004. Lo sustituyó, en "
        "agosto de 2003, su segundo.",
        "El 21 de agosto de 2010 se supo que la osamenta hallada en septiembre de 2009 era la del maestro.",
    ],
)
def test_what_goes_back_or_is_to_come_breaks_no_run(text: str) -> None:
    assert not found("order-wrong", text)


def test_a_section_by_theme_is_no_line() -> None:
    pieces = [
        f"On {day} {month} 2012 two persons were held at the square in Arlen and freed in the evening."
        for day, month in ((3, "May"), (9, "April"), (2, "June"), (5, "March"), (7, "May"))
    ]
    assert not found("order-wrong", "\n\n".join(pieces))
