"""What people write is read as they meant it, never more precisely, and refused with a reason."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given, settings
from hypothesis import strategies as st

from probanda.dates import DateProblem, ImpreciseDate, from_date, from_edtf, parse_date
from probanda.dates.problem import CODES
from probanda.dates.words import LANGUAGES, MONTHS, SEASONS, WEEKDAYS, fold, forms, vocabulary
from tests.dates.forms import FORMS, PROBLEMS, STANDARD
from tests.dates.strategies import days, texts


def attempt(
    read: Callable[[str], ImpreciseDate], text: str
) -> tuple[ImpreciseDate | None, DateProblem | None]:
    """What reading gives: a date or its problem."""
    try:
        return read(text), None
    except DateProblem as problem:
        return None, problem


@pytest.mark.parametrize(("text", "edtf", "earliest", "latest"), FORMS, ids=lambda v: v)
def test_a_form_is_read_as_meant(text: str, edtf: str, earliest: str, latest: str) -> None:
    read = parse_date(text)
    assert read.text == text
    assert read.edtf == edtf
    assert (str(read.earliest or ""), str(read.latest or "")) == (earliest, latest)


@pytest.mark.parametrize(("edtf", "earliest", "latest"), STANDARD, ids=lambda v: v)
@pytest.mark.parametrize("read", [parse_date, from_edtf])
def test_bounds_of_edtf_are_those_of_the_text(read, edtf: str, earliest: str, latest: str) -> None:
    value = read(edtf)
    assert value.edtf == edtf
    assert (str(value.earliest or ""), str(value.latest or "")) == (earliest, latest)


@pytest.mark.parametrize(("text", "code"), PROBLEMS)
def test_what_is_no_date_is_refused_with_its_reason(text: str, code: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(text)
    problem = caught.value
    assert problem.code == code
    assert problem.code in CODES
    assert problem.found == text
    assert problem.expected
    assert problem.remedy


@settings(deadline=None)  # the parser of the edtf package is slow at first
@given(st.text(max_size=40) | st.text("0123456789.-/ ?~XTZ:май г.c. to or", max_size=24))
@example("²")
@example("1.١.1992")
@example("0000")
@example("0001-24")
@example("9999-24")
@example("9999-12-31/")
@example("after 9999-12-31")
def test_only_date_problems_come_out_of_any_text(text: str) -> None:
    for read in (parse_date, from_edtf):
        value, problem = attempt(read, text)
        if problem is not None:
            assert problem.found == text
            assert problem.code in CODES
        else:
            assert value.text == text
            assert from_edtf(value.edtf).edtf == value.edtf


FRAGMENTS = [
    *(" ".join(words) for words in vocabulary(LANGUAGES)),
    *[
        "12",
        "1",
        "31",
        "20",
        "1992",
        "2020",
        "12.11.2020",
        "05.1992",
        "27.09",
        "2020-11-12",
        "1992/93",
        "199X",
        "1990s",
        "44147",
    ],
    *[
        "-",
        "/",
        "?",
        "~",
        "XX",
        ".",
        "..",
        ",",
        "14:30",
        "T10:00:00",
        "Z",
        "%",
        "9999",
        "0000",
        "(",
        "-dən",
        "th",
        "-е",
        "[",
        "X",
        "00.05.1992",
    ],
]
phrases = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6)


@settings(deadline=None, max_examples=400)
@given(phrases, st.sampled_from(["", " "]), st.sampled_from([None, 2026]))
def test_any_mixture_of_date_words_is_read_or_refused(
    fragments: list[str], space: str, pivot: int | None
) -> None:
    text = space.join(fragments)
    value, problem = attempt(partial(parse_date, two_digit_pivot=pivot), text)
    if value is None:
        assert problem.found == text
    else:
        assert from_edtf(value.edtf).earliest == value.earliest
        assert from_edtf(value.edtf).latest == value.latest


@settings(deadline=None)  # the parser of the edtf package is slow at first
@given(texts())
def test_edtf_comes_back_unchanged(text: str) -> None:
    read = from_edtf(text)
    assert read.edtf == text
    again = from_edtf(read.edtf)
    assert (again.earliest, again.latest) == (read.earliest, read.latest)
    assert read.approximate == ("~" in text or "%" in text)
    assert read.uncertain == ("?" in text or "%" in text)


@settings(deadline=None)  # the parser of the edtf package is slow at first
@given(texts())
def test_reading_people_and_reading_edtf_agree(text: str) -> None:
    by_people, problem = attempt(parse_date, text)
    if problem is None:
        assert by_people == from_edtf(text)
    else:
        # "2020-21": spring for EDTF, perhaps two years for a person.
        assert problem.code == "date-ambiguous"
        assert int(text[5:7]) == (int(text[2:4]) + 1) % 100


@given(days, st.integers(0, 9))
def test_bounds_hold_every_day_that_the_text_fits(day: date, kind: int) -> None:
    english = f"{day:%B} {day.year}"
    text = [
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {english}",
        english,
        f"{day:%m.%Y}",
        f"{day.year}",
        f"the {day.year // 10}0s",
        f"about {english}",
        f"between {day - timedelta(days=3):%d.%m.%Y} and {day + timedelta(days=3):%d.%m.%Y}",
        f"{day:%Y-%m}-XX",
    ][kind]
    read = parse_date(text)
    assert read.earliest is not None
    assert read.latest is not None
    assert read.earliest <= day <= read.latest


@given(days)
def test_a_part_lies_within_its_whole_and_the_thirds_leave_no_gap(day: date) -> None:
    for whole in (f"{day:%B} {day.year}", str(day.year)):
        full = parse_date(whole)
        thirds = [parse_date(f"{part} {whole}") for part in ("early", "mid", "late")]
        assert thirds[0].earliest == full.earliest
        assert thirds[2].latest == full.latest
        for one, following in pairwise(thirds):
            assert one.latest + timedelta(days=1) == following.earliest


def test_level_0_and_1_texts_that_the_edtf_package_reads_are_read() -> None:
    calendar = ["1992", "1992-05", "1992-05-12", "1993-21", "199X", "19XX", "1992-XX", "1992-05-XX"]
    ends = ["", "..", *calendar[:4]]
    candidates = [point + mark for point in calendar for mark in ("", "?", "~", "%")]
    candidates += [
        f"{start}{first}/{end}{last}"
        for start in ends
        for end in ends
        for first in ("", "~")
        for last in ("", "?")
    ]
    candidates += ["2020-11-12T10:20:30", "2020-11-12T10:20:30Z", "2020-11-12T10:20:30+04:00"]
    taken = 0
    for text in candidates:
        try:
            parse_edtf(text)
        except (EDTFParseException, TypeError):  # "/.." makes it raise TypeError
            continue
        taken += 1
        _, problem = attempt(from_edtf, text)
        if problem is not None:  # 1993-21/1992: it ends before it begins
            assert problem.code == "date-impossible", text
            assert "/" in text
    assert taken > 80


def test_leap_years_are_the_calendars() -> None:
    assert from_edtf("1900-02").latest == date(1900, 2, 28)
    assert from_edtf("2000-02").latest == date(2000, 2, 29)


def test_a_qualified_season_that_the_package_refuses_is_read() -> None:
    with pytest.raises(EDTFParseException):
        parse_edtf("1993-21?")
    season = from_edtf("1993-21?")
    assert season.uncertain
    assert season.precision == "season"


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("12.11.2020", "day"),
        ("XX.05.1992", "month"),
        ("about May 1992", "month"),
        ("spring 1993", "season"),
        ("00.00.1992", "year"),
        ("1992?", "year"),
        ("the 1990s", "decade"),
        ("19XX", "century"),
        ("1XXX", "millennium"),
        ("27-28.09.2020", "interval"),
        ("after 1992", "interval"),
        ("../..", "unknown"),
    ],
)
def test_precision_is_what_was_written(text: str, precision: str) -> None:
    assert parse_date(text).precision == precision


def test_month_first_lists_are_read_when_they_are_declared() -> None:
    assert parse_date("11/12/2020", day_first=False).edtf == "2020-11-12"
    assert parse_date("11/12/2020").edtf == "2020-12-11"
    with pytest.raises(DateProblem) as caught:
        parse_date("25/12/2020", day_first=False)
    assert caught.value.code == "date-impossible"


def test_two_digit_years_are_read_only_when_declared_and_then_noted() -> None:
    assert parse_date("12.11.20", two_digit_pivot=2026).edtf == "2020-11-12"
    old = parse_date("12.11.27", two_digit_pivot=2026)
    assert old.edtf == "1927-11-12"
    assert old.note == "the year 27 was read as 1927"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("XX.05.1992", "what is not known"),
        ("12.XX.1992", "the day 12 was left out"),
        ("2020-11-12T23:30:00Z", "the time of day"),
        ("12.11.2020 14:30", "the time of day"),
        ("27 and 30 September 2020", "the time between them is included"),
        ("Friday 12 November 2020", "the weekday"),
    ],
)
def test_what_is_left_out_or_repaired_is_noted(text: str, note: str) -> None:
    assert note in parse_date(text).note


@pytest.mark.parametrize("text", ["12.11.2020", "2020-11-12 00:00:00", "12 ноября 2020 г."])
def test_a_plain_date_has_no_note(text: str) -> None:
    assert parse_date(text).note == ""


def test_a_choice_of_days_is_told_from_a_stretch_that_lasted() -> None:
    chosen = ["between 12 and 15 May 1992", "May or June 1992", "after 1992", "early 1993"]
    lasted = ["from 12 to 15 May 1992", "27-28.09.2020", "1992-05/1992-06", "12 May 1992"]
    assert [parse_date(text).choice for text in chosen] == [True] * 4
    assert [parse_date(text).choice for text in lasted] == [False] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_of_every_month_and_season_is_read_in_its_language(language: str) -> None:
    for first, table in ((1, MONTHS), (21, SEASONS)):
        for number, listed in enumerate(table[language], start=first):
            for form in forms(listed):
                read = parse_date(f"{form} 1992", languages=[language])
                assert read.edtf == f"1992-{number:02}", form
    for listed in WEEKDAYS[language]:
        for form in forms(listed):
            assert parse_date(f"{form} 12.11.2020", languages=[language]).edtf == "2020-11-12"


def test_all_languages_together_read_the_months_of_each() -> None:
    """No word that two languages share means different months in them."""
    for language in LANGUAGES:
        for number, listed in enumerate(MONTHS[language], start=1):
            for form in forms(listed):
                assert parse_date(f"12 {form} 1992").edtf == f"1992-{number:02}-12", form


def test_words_of_other_languages_are_refused_when_the_language_is_declared() -> None:
    with pytest.raises(DateProblem):
        parse_date("12 ноября 2020", languages=["en"])
    with pytest.raises(ValueError, match="unknown language 'xx'"):
        parse_date("12 november 2020", languages=["xx"])


@given(st.text(max_size=30))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_known_day_needs_no_text() -> None:
    assert from_date(date(2020, 11, 12)) == from_date(datetime(2020, 11, 12, 23, 59))
    assert from_date(date(2020, 11, 12)) == parse_date("2020-11-12")
