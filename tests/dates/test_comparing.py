"""Comparisons and ages agree with trying every pair of days."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.dates import (
    AgeRange,
    Answer,
    DateProblem,
    ImpreciseDate,
    after,
    age_at,
    before,
    from_date,
    from_edtf,
    on_or_after,
    on_or_before,
    overlaps,
    parse_date,
    same_day,
    within,
)
from probanda.dates.age import completed_years
from probanda.dates.imprecise import reach
from tests.dates.strategies import days, near_days, texts

YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL

# Short stretches, so that every pair of days can be tried; open ends are cut far outside of them.
FLOOR, CEILING = date(2020, 1, 1), date(2020, 3, 31)
some_days = st.dates(date(2020, 2, 1), date(2020, 2, 29))


def _short(a: date, b: date, kind: int) -> ImpreciseDate:
    start, end = sorted([a, b])
    return from_edtf(
        [f"{start}", f"{start}/{end}", f"{start}/..", f"../{end}", f"{start}~", f"{start}~/{end}"][
            kind
        ]
    )


short = st.builds(_short, some_days, some_days, st.integers(0, 5))


def every_day(when: ImpreciseDate) -> list[date]:
    """The days that a date may be, its open end cut at the floor or ceiling."""
    first, last = reach(when)
    first, last = first or FLOOR, last or CEILING
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def answered(cases: list[bool]) -> Answer:
    return YES if all(cases) else CANNOT_TELL if any(cases) else NO


@settings(deadline=None)  # many pairs of days
@given(short, short)
def test_comparisons_agree_with_every_pair_of_days(a: ImpreciseDate, b: ImpreciseDate) -> None:
    pairs = list(product(every_day(a), every_day(b)))
    assert before(a, b) is answered([x < y for x, y in pairs])
    assert after(a, b) is answered([x > y for x, y in pairs])
    assert on_or_before(a, b) is answered([x <= y for x, y in pairs])
    assert on_or_after(a, b) is answered([x >= y for x, y in pairs])
    assert same_day(a, b) is answered([x == y for x, y in pairs])


@settings(deadline=None)  # many pairs of days
@given(short, short, short)
def test_within_agrees_with_every_triple_of_days(
    a: ImpreciseDate, start: ImpreciseDate, end: ImpreciseDate
) -> None:
    # The ends of each stretch and one day inside decide: the question is monotonous in each.
    def few(when: ImpreciseDate) -> list[date]:
        every = every_day(when)
        return sorted({every[0], every[-1], *every[:: max(1, len(every) // 8)]})

    triples = [s <= x <= e for x, s, e in product(every_day(a), few(start), few(end))]
    answer = within(a, start, end)
    assert (answer is YES) == all(triples)
    if any(triples):
        assert answer is not NO
    assert within(a, start, None) is on_or_after(a, start)
    assert within(a, None, end) is on_or_before(a, end)
    assert within(a, None, None) is YES


@settings(deadline=None)
@given(texts(), texts())
def test_comparisons_are_consistent_with_each_other(first: str, second: str) -> None:
    a, b = from_edtf(first), from_edtf(second)
    assert after(a, b) is before(b, a)
    assert on_or_before(a, b) is ~after(a, b)
    assert same_day(a, b) is same_day(b, a)
    assert overlaps(a, b) is overlaps(b, a)
    assert (before(a, b) & after(a, b)) is not YES
    if before(a, b) is YES:
        assert after(a, b) is NO
        assert same_day(a, b) is NO
        assert overlaps(a, b) is NO
    if same_day(a, b) is YES:
        assert before(a, b) is NO
        assert overlaps(a, b) is YES
    if overlaps(a, b) is NO:
        assert (before(a, b) | after(a, b)) is not NO


@settings(deadline=None)
@given(texts(near_days), texts(near_days), texts(near_days))
def test_before_is_transitive(first: str, second: str, third: str) -> None:
    a, b, c = from_edtf(first), from_edtf(second), from_edtf(third)
    if before(a, b) is YES and before(b, c) is YES:
        assert before(a, c) is YES


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("12.11.2020", "13.11.2020", YES),
        ("13.11.2020", "12.11.2020", NO),
        ("12.11.2020", "12.11.2020", NO),
        ("May 1992", "June 1992", YES),
        ("May 1992", "12.05.1992", CANNOT_TELL),
        ("1992", "May 1992", CANNOT_TELL),
        ("27-28.09.2020", "28.09.2020", CANNOT_TELL),
        ("after 12.11.2020", "12.11.2020", NO),
        ("after 12.11.2020", "2021", CANNOT_TELL),
        ("before 12.11.2020", "12.11.2020", YES),
        ("2020-11-12/", "2031", CANNOT_TELL),
        ("about May 1992", "10.06.1992", CANNOT_TELL),
        ("about May 1992", "July 1992", YES),
        ("about 1992", "1993", CANNOT_TELL),
        ("1992?", "1993", YES),
        ("spring 1993", "summer 1993", YES),
        ("winter 1993", "July 1993", CANNOT_TELL),
    ],
)
def test_before_answers_what_the_words_allow(a: str, b: str, answer: Answer) -> None:
    assert before(parse_date(a), parse_date(b)) is answer


def test_about_changes_comparisons_but_not_bounds() -> None:
    about = parse_date("about May 1992")
    assert (about.earliest, about.latest) == (date(1992, 5, 1), date(1992, 5, 31))
    assert reach(about) == (date(1992, 4, 1), date(1992, 6, 30))
    assert reach(parse_date("about 12.05.1992")) == (date(1992, 5, 5), date(1992, 5, 19))
    assert reach(parse_date("early 1993")) == (date(1993, 1, 1), date(1993, 5, 31))


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("27.09.2020-10.11.2020", "October 2020", YES),
        ("27.09.2020-10.11.2020", "10.11.2020", YES),
        ("27.09.2020-10.11.2020", "11.11.2020", NO),
        ("27.09.2020-10.11.2020", "November 2020", CANNOT_TELL),
        ("between 27.09.2020 and 10.11.2020", "October 2020", CANNOT_TELL),
        ("May 1992 - July 1992", "June 1992", YES),
        ("May 1992 - July 1992", "May 1992", CANNOT_TELL),
        ("after 12.11.2020", "2021", CANNOT_TELL),
        ("12.11.2020", "12.11.2020", YES),
        ("May 1992", "May 1992", CANNOT_TELL),
        ("1992/1995", "1996", NO),
    ],
)
def test_what_lasted_overlaps_what_it_surely_covers(a: str, b: str, answer: Answer) -> None:
    assert overlaps(parse_date(a), parse_date(b)) is answer
    assert overlaps(parse_date(b), parse_date(a)) is answer


def test_plain_days_may_stand_on_either_side() -> None:
    assert before(date(2020, 11, 11), parse_date("12.11.2020")) is YES
    assert within(parse_date("October 2020"), date(2020, 10, 1), date(2020, 10, 31)) is YES
    assert within(parse_date("1992"), date(1993, 1, 1), date(1992, 1, 1)) is NO


def test_an_answer_refuses_to_be_a_truth_value() -> None:
    for answer in Answer:
        with pytest.raises(TypeError, match="not true or false"):
            bool(answer)


@pytest.mark.parametrize("a", Answer)
@pytest.mark.parametrize("b", Answer)
def test_answers_follow_kleene(a: Answer, b: Answer) -> None:
    rank = {NO: 0, CANNOT_TELL: 1, YES: 2}
    assert rank[a & b] == min(rank[a], rank[b])
    assert rank[a | b] == max(rank[a], rank[b])
    assert rank[~a] == 2 - rank[a]
    with pytest.raises(TypeError):
        a & True


birthdays = st.dates(date(2003, 12, 1), date(2004, 4, 30))
later_days = st.dates(date(2004, 1, 1), date(2006, 4, 30))


@settings(deadline=None)  # many pairs of days
@given(birthdays, st.integers(0, 40), later_days, st.integers(0, 40))
def test_ages_agree_with_every_pair_of_birth_and_day(
    born: date, born_width: int, day: date, width: int
) -> None:
    birth = from_edtf(f"{born}/{born + timedelta(days=born_width)}")
    when = from_edtf(f"{day}/{day + timedelta(days=width)}")
    ages = {completed_years(b, d) for b, d in product(every_day(birth), every_day(when)) if b <= d}
    if not ages:
        with pytest.raises(DateProblem):
            age_at(birth, when)
    else:
        assert age_at(birth, when) == AgeRange(min(ages), max(ages))


@given(days, st.integers(0, 36500))
def test_an_age_grows_by_one_on_the_birthday_only(born: date, lived: int) -> None:
    day = min(born + timedelta(days=lived), date(2299, 12, 31))
    grown = completed_years(born, day + timedelta(days=1)) - completed_years(born, day)
    tomorrow = day + timedelta(days=1)
    leapling = (born.month, born.day) == (2, 29) and (tomorrow.month, tomorrow.day) == (3, 1)
    is_birthday = (tomorrow.month, tomorrow.day) == (born.month, born.day)
    no_29 = leapling and day.day == 28
    assert grown == (1 if is_birthday or no_29 else 0)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("12.11.2000", "11.11.2020", "19"),
        ("12.11.2000", "12.11.2020", "20"),
        ("1990", "12.11.2020", "29–30"),
        ("May 1990", "2020", "29–30"),
        ("about 1960", "12.11.2020", "58–61"),
        ("before 1960", "12.11.2020", "60+"),
        ("after 2000", "12.11.2020", "0–19"),
        ("29.02.2004", "28.02.2021", "16"),
        ("29.02.2004", "01.03.2021", "17"),
        ("2020", "12.11.2020", "0"),
    ],
)
def test_an_age_is_as_precise_as_the_dates(birth: str, day: str, age: str) -> None:
    assert str(age_at(parse_date(birth), parse_date(day))) == age


def test_an_age_group_may_be_undecided() -> None:
    on_day = date(2020, 11, 12)
    assert age_at(parse_date("2002"), on_day).under(18) is CANNOT_TELL
    assert age_at(parse_date("2001"), on_day).at_least(18) is YES
    assert age_at(parse_date("2001"), on_day).between(18, 59) is YES
    assert age_at(parse_date("before 1990"), on_day).at_least(60) is CANNOT_TELL
    assert age_at(from_date(on_day), on_day) == AgeRange(0, 0)
