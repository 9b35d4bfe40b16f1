"""Dates in words say everything the date says, in each language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.dates import DateProblem, ImpreciseDate, format_date, from_edtf, parse_date
from probanda.dates.wording import STYLES
from tests.dates.strategies import days, texts

WORDS = [
    ("en", "2020-11-12", "12 November 2020"),
    ("en", "2020-09-27/2020-09-28", "27–28 September 2020"),
    ("en", "2020-09-27/2020-11-10", "27 September–10 November 2020"),
    ("en", "2020-12-27/2021-01-10", "27 December 2020–10 January 2021"),
    ("en", "1992-05~", "about May 1992"),
    ("en", "1993-21", "spring 1993"),
    ("en", "1992?", "1992 (uncertain)"),
    ("en", "199X", "the 1990s"),
    ("en", "19XX", "the years 1900 to 1999"),
    ("en", "1992/1995", "1992–1995"),
    ("en", "1992-05/1992-06", "May–June 1992"),
    ("en", "1992-05~/1993", "about May 1992–1993"),
    ("en", "2020-11-13/..", "not before 13 November 2020"),
    ("en", "2020-11-12/", "12 November 2020, end unknown"),
    ("en", "../2020", "not after 2020"),
    ("en", "../..", "date unknown"),
    ("en", "1993-01/1993-04~", "early 1993"),
    ("en", "1990/1993~", "early 1990s"),
    ("fr", "2020-09-01/2020-09-28", "1er-28 septembre 2020"),
    ("fr", "1992-05-01", "1er mai 1992"),
    ("fr", "1990/1993~", "début des années 1990"),
    ("es", "2020-11-12", "12 de noviembre de 2020"),
    ("es", "2020-09-27/2020-09-28", "27 a 28 de septiembre de 2020"),
    ("ru", "2020-11-12", "12 ноября 2020 г."),
    ("ru", "2020-11", "ноябрь 2020 г."),
    ("ru", "2020-09-27/2020-11-10", "27 сентября – 10 ноября 2020 г."),
    ("ru", "1992-05-21~/1992-05-31", "конец мая 1992 г."),
    ("az", "2020-11-12", "12 noyabr 2020"),
    ("az", "199X", "1990-cı illər"),
    ("az", "195X", "1950-ci illər"),
    ("hy", "2020-11-12", "2020 թ. նոյեմբերի 12"),
    ("hy", "2020-09-27/2020-11-10", "2020 թ. սեպտեմբերի 27 – նոյեմբերի 10"),
    ("hy", "2020-09-27/2020-09-28", "2020 թ. սեպտեմբերի 27–28"),
    ("ar", "2020-11-12", "12 تشرين الثاني/نوفمبر 2020"),
]


@pytest.mark.parametrize(("language", "edtf", "words"), WORDS)
def test_a_date_is_worded_as_the_language_does(language: str, edtf: str, words: str) -> None:
    assert format_date(from_edtf(edtf), language) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("May or June 1992", "between May and June 1992"),
        ("12 or 13 May 1992", "between 12 and 13 May 1992"),
        ("1992/93", "between 1992 and 1993"),
    ],
)
def test_a_choice_of_days_is_not_worded_as_something_that_lasted(text: str, words: str) -> None:
    assert format_date(parse_date(text)) == words


@settings(deadline=None)
@given(texts(), st.sampled_from(sorted(STYLES)))
def test_every_date_has_words_that_name_its_years(text: str, language: str) -> None:
    words = format_date(from_edtf(text), language)
    assert "{" not in words
    for end in text.split("/"):
        if end[:4].isdigit():
            assert end[:4] in words or end[:3] + "0" in words  # 1990 to 1993: early 1990s


# Arabic gives both names of a month at once, for people to read.
read_again = st.sampled_from(sorted(set(STYLES) - {"ar"}))


@given(days, st.sampled_from(["day", "month", "year"]), read_again)
def test_what_we_print_of_a_plain_date_we_read_again(day, precision: str, language: str) -> None:
    edtf = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    assert parse_date(format_date(from_edtf(edtf), language)).edtf == edtf


@settings(deadline=None)
@given(texts())
def test_english_words_never_read_as_more_than_the_date(text: str) -> None:
    value = from_edtf(text)
    try:
        again = parse_date(format_date(value))
    except DateProblem:
        return
    assert _holds(again, value)


def _holds(wide: ImpreciseDate, narrow: ImpreciseDate) -> bool:
    starts = wide.earliest is None or (
        narrow.earliest is not None and wide.earliest <= narrow.earliest
    )
    ends = wide.latest is None or (narrow.latest is not None and wide.latest >= narrow.latest)
    return starts and ends


def test_an_unknown_language_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no date style for 'xx'"):
        format_date(from_edtf("1992"), "xx")
