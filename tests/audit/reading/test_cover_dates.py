"""Lines of the cover that name whoever issues the document in other ways, and dates that are another thing's."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown

PROSE = (
    "The Centre interviewed former detainees in four towns and kept the record of each interview. "
    * 3
)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("г. Ренск, март 2024 г.", "2024-03"),
        ("Общественная приёмная «Право», 12 апреля 2022 года", "2022-04-12"),
        ("Working paper 2022/07, October 2022", "2022-10"),
        ("No. 31 · July 2023 · Centre for the Prevention of Torture, Pallan (Corvania)", "2023-07"),
        ("Vessel, 22 January 2024", "2024-01-22"),
    ],
)
def test_an_issuer_stands_beside_the_date(line: str, iso: str) -> None:
    date = read_markdown(f"# Detention in Sartania\n\n{line}\n\n# Facts\n\n{PROSE}").date
    assert date is not None
    assert date.iso == iso


def test_a_sentence_that_says_date_is_no_label() -> None:
    text = f"# Detention in Sartania\n\nVessel, 22 January 2024\n\nThe certificate gives the date 14 August 2020. {PROSE}"  # noqa: E501
    date = read_markdown(text).date
    assert date is not None
    assert date.iso == "2024-01-22"


def test_an_event_of_the_past_is_not_the_documents_date() -> None:
    text = f"# Detention\n\nKillings at Tolmere, 2 August 2003\n\n# Facts\n\nIn 2015, 2016, 2017 and 2018 nobody came. {PROSE}"  # noqa: E501
    assert read_markdown(text).date is None


@pytest.mark.parametrize(
    ("end", "iso"),
    [
        ("| Author | A. Velan |\n|---|---|\n| Дата публикации | 6 марта 2021 |", "2021-03-06"),
        ("Publication date: 2 May 2019", "2019-05-02"),
        ("Fecha de publicación: 3 de junio de 2020", "2020-06-03"),
        ("Дата публикации: 10 апреля 2015", "2015-04-10"),
        ("Date de parution : 7 juillet 2018", "2018-07-07"),
        ("Published on 12 October 2022", "2022-10-12"),
        (
            "| Title | Detention |\n|---|---|\n| Date of publication | 12 October 2022 |",
            "2022-10-12",
        ),
    ],
)
def test_the_last_lines_may_say_when_it_was_published(end: str, iso: str) -> None:
    text = f"# Detention in Sartania\n\n# Facts\n\n{PROSE * 30}\n\n# About\n\n{end}"
    date = read_markdown(text).date
    assert date is not None
    assert date.iso == iso


@pytest.mark.parametrize(
    "end",
    [
        "Date: 3 May 2018",  # of a letter, a signature, a form
        "He was released on 3 May 2018.",
        "The list was published on 3 May 2018 and withdrawn.",
        "The register of the prison, published on 3 May 2018",
        "| Event | Day |\n|---|---|\n| Arrest | 3 May 2018 |",
    ],
)
def test_other_dates_of_the_last_lines_are_not_the_documents(end: str) -> None:
    text = f"# Detention in Sartania\n\n# Facts\n\n{PROSE * 30}\n\n# About\n\n{end}"
    assert read_markdown(text).date is None


@pytest.mark.parametrize(
    ("lines", "iso"),
    [
        ("* She left in October 2018.  \nArlan, 18 April 2022.", "2022-04-18"),
        ("* Hasta el 18 de octubre de 2021.  \nArlan, 18 de abril de 2022.", "2022-04-18"),
        ("Комиссия по правде  \nАрлан, 18 апреля 2022 года", "2022-04-18"),
        ("Commission de vérité  \nArlan, le 18 avril 2022", "2022-04-18"),
    ],
)
def test_a_line_of_a_block_may_be_the_date(lines: str, iso: str) -> None:
    date = read_markdown(f"# Detention\n\n{lines}\n\n# Facts\n\n{PROSE}").date
    assert date is not None
    assert date.iso == iso


def test_lines_of_a_chronology_are_no_date_of_the_document() -> None:
    lines = "Arlan, 18 April 2022  \nBresk, 20 April 2022  \nTolm, 3 May 2022"
    assert read_markdown(f"# Detention\n\n{lines}\n\n# Facts\n\n{PROSE}").date is None


@pytest.mark.parametrize(
    "box",
    [
        "- Location: Tamsel\n- Date: 7 June 2018\n- Time: 19:20\n- Killed: 4",
        "- Место: Тамсель\n- Дата: 7 июня 2018 года\n- Время: 19:20\n- Погибло: 4",
        "- Lugar: Tamsel\n- Fecha: 7 de junio de 2018\n- Hora: 19:20\n- Muertos: 4",
    ],
)
def test_the_day_of_an_incident_is_not_the_documents(box: str) -> None:
    assert read_markdown(f"# Attack on the market\n\n{box}\n\n# Facts\n\n{PROSE}").date is None


def test_a_labelled_date_of_the_cover_is_still_the_documents() -> None:
    date = read_markdown(
        f"# Attack on the market\n\nDate: 7 June 2018\n\nAuthor: the Centre\n\n# Facts\n\n{PROSE}"
    ).date
    assert date is not None
    assert date.iso == "2018-06-07"
