"""Dates and periods are found with their days, and impossible ones are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.audit.extract.dates import dates, find_dates
from probanda.audit.extract.language import LANGUAGES, language_tables
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown

FOUND = [
    ("en", "from 27 September to 10 November 2020", ["2020-09-27/2020-11-10"]),
    ("en", "September 27, 2020", ["2020-09-27"]),
    ("en", "27-28 September 2020", ["2020-09-27/2020-09-28"]),
    ("en", "between 2021 and March 2024", ["2021-01-01/2024-03-31"]),
    ("en", "5 May and 7 June 2019", ["2019-05-05", "2019-06-07"]),
    ("en", "in the 1990s", ["199X"]),
    ("en", "29.04.2024", ["2024-04-29"]),
    ("en", "from December to February 2021", ["2020-12-01/2021-02-28"]),
    ("en", "you may 2 people", []),
    ("ru", "с 27 сентября по 10 ноября 2020 года", ["2020-09-27/2020-11-10"]),
    ("ru", "в мае 1994 г.", ["1994-05"]),
    ("es", "el 27 de septiembre de 2020", ["2020-09-27"]),
    ("fr", "le 1er mai 2019", ["2019-05-01"]),
    ("az", "10 noyabr 2020-ci il", ["2020-11-10"]),
]


@pytest.mark.parametrize(("language", "text", "edtf"), FOUND)
def test_a_date_is_found(language: str, text: str, edtf: list[str]) -> None:
    assert [d.edtf for d in find_dates(text, language_tables(language)) if d.edtf] == edtf


def test_a_missing_year_is_lent_by_the_paragraph() -> None:
    facts = Facts(read_markdown("He was arrested on 3 May 2021. On 5 May he was released."))
    first, second = facts.of(dates)
    assert second.edtf == "2021-05-05"
    assert second.year_from == (first.start, first.end)


def test_an_impossible_date_is_kept_with_its_reason() -> None:
    (found,) = find_dates("31 April 2021", language_tables("en"))
    assert found.problem
    assert not found.known


@given(st.text(alphabet="0123456789 -–./,Maytojneuryb", max_size=60), st.sampled_from(LANGUAGES))
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    for found in find_dates(text, language_tables(language)):
        assert 0 <= found.start < found.end <= len(text)
