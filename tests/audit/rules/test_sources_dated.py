"""Sources against their own dates, titles and addresses, in notes, listed notes and lists of sources."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

RULES = (
    "source-before-event",
    "source-date-url",
    "same-address",
    "note-unreferred",
    "mark-without-note",
    "notes-permuted",
)

WRONG = [
    (
        "# Bibliography\n\n"
        "- Court of Dorv (2015), judgment of 7 June 2015, https://court.example/2015/07/06/dorv\n- "
        "Dorv Union (2011), Lists, 3 March 2011"
    ),
    (
        "# Литература\n\n"
        "Суд Дорва (2015), приговор от 7 июня 2015 года, https://court.example/2015/07/06/dorv\n\n"
        "Союз Дорва (2011), Списки, 3 марта 2011 года."
    ),
    (
        "A.[^1] B.[^2]\n\n"
        "[^1]: Ombudsman, Annual report for 2021, https://omb.example/2021/annual.\n[^2]: Ombudsman, "
        "Annual report for 2023, https://omb.example/2022/annual-b."
    ),
    (
        "A.[^1] B.[^2]\n\n"
        "[^1]: Ombudsman, Annual report for 2021, https://omb.example/annual-a.\n[^2]: Ombudsman, "
        "Special report on the closed wards, 2022, https://omb.example/annual-a."
    ),
    (
        "А.[^1] Б.[^2]\n\n"
        "[^1]: Совет по тюрьмам, доклад о медицине, 2021, https://sovet.example/d/7.\n[^2]: Совет по "
        "тюрьмам, доклад о питании, 2020, https://sovet.example/d/7."
    ),
    (
        "The petition was refused on 6 October 2019.[^1]\n\n"
        "[^1]: Prefecture of Dorv, decision No. 771 of 6 August 2019."
    ),
    (
        "El tribunal lo absolvió el 3 de mayo de 2019.[^1]\n\n"
        "[^1]: Tribunal de Dorv, sentencia 14/18, de 3 de mayo de 2018."
    ),
    (
        "Приговор вынесли 12 марта 2020 года.[^1]\n\n"
        "[^1]: Приговор суда Дорва от 12 апреля 2020 года, дело № 4."
    ),
    (
        "Two were killed.[1] Nobody was charged.[3]\n\n"
        "## Notes\n\n"
        "[1] Register of Dorv.\n\n"
        "[2] Letter of the ministry.\n\n"
        "[3] Archive."
    ),
]

RIGHT = [
    (
        "Deaths rose.[^1]\n\n"
        "[^1]: Ministry of Health of Kevria, Statistical yearbook 2021, published 4 February 2022, "
        "p. 8."
    ),
    ("Deaths rose.[^1]\n\n[^1]: Ministry of Health, Plan for 2022, published 4 February 2021."),
    ("Deaths rose.[^1]\n\n[^1]: Law on prisons of 2019, as amended on 3 March 2021."),
    (
        "# References\n\n"
        "Arlen Institute (2009), *Bones of the quarry*, 4 May 2009.\n\n"
        "Dorv Union (2011), *Lists*, 3 March 2011, accessed 4 May 2020."
    ),
    (
        "A.[^1] B.[^2]\n\n"
        "[^1]: Ombudsman, Annual report for 2021, p. 4, https://omb.example/annual-a.\n[^2]: "
        "Ombudsman, Annual report for 2021, chapter on wards, https://omb.example/annual-a."
    ),
    (
        "A.[^1] B.[^2]\n\n"
        "[^1]: Ombudsman, Annual report for 2021, https://omb.example/2022/annual.\n[^2]: Ombudsman, "
        "Report on wards, 2022, https://omb.example/2022/wards."
    ),
    ("The law was applied on 6 October 2019.[^1]\n\n[^1]: Law No. 12 of 3 March 2011."),
    (
        "The appeal was heard on 6 October 2019.[^1]\n\n"
        "[^1]: Judgment of the court of Dorv of 6 March 2018."
    ),
    (
        "Two were killed.[1] Nobody was charged.[2]\n\n"
        "## Notes\n\n"
        "[1] Register of Dorv.\n\n"
        "[2] Letter of the ministry."
    ),
    (
        "The office works under the Convention of 1984.[^1]\n\n"
        "[^1]: Report of 3 May 1983 to the parliament of 1984."
    ),
]


def _found(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), RULES).findings if f.severity != "note"]


@pytest.mark.parametrize("text", WRONG)
def test_a_source_that_does_not_fit_is_told(text: str) -> None:
    assert _found(text)


@pytest.mark.parametrize("text", RIGHT)
def test_a_source_that_fits_is_left_alone(text: str) -> None:
    assert _found(text) == []
