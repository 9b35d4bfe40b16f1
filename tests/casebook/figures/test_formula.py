"""Formulas: exact arithmetic, and no more said of the result than is true."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.casebook.figures.formula import (
    Amount,
    FormulaProblem,
    evaluate,
    names,
    parse_formula,
    to_decimal,
    written,
)

whole = st.integers(0, 10_000)
words = st.sampled_from(["exact", "at-least", "more-than", "at-most"])


def value(text: str, **figures: Amount | int) -> Amount:
    amounts = {
        key.replace("_", "-"): Amount.stated(found) if isinstance(found, int) else found
        for key, found in figures.items()
    }
    return evaluate(parse_formula(text), lambda key: amounts[key])


@given(whole, whole, whole)
def test_a_share_times_its_whole_is_the_part_again(a: int, b: int, c: int):
    assert value("(a + b) / (c + 1) * (c + 1) - b", a=a, b=b, c=c).value == a


@given(whole, whole)
def test_difference_and_sum_undo_each_other(a: int, b: int):
    assert value("sum(difference(a, b), b)", a=a, b=b).value == a


def test_decimals_are_exact():
    assert value("a * 0.1 + a * 0.2", a=3).value == Fraction(9, 10)
    assert to_decimal(value("percent(a, b)", a=1, b=8).value) == Decimal("12.5")


def test_multiplication_goes_before_addition_and_minus_from_the_left():
    assert value("10 - 2 * 3 - 1").value == 3
    assert value("-(2 - 5) * 2").value == 6


def test_a_hyphen_without_spaces_belongs_to_the_key():
    assert names(parse_formula("missing-by-commission - released-all")) == (
        "missing-by-commission",
        "released-all",
    )
    assert names(parse_formula("'2020-total' −missing")) == ("2020-total", "missing")


@given(st.sampled_from(["a - (b - c)", "a - b - c", "(a + b) * c", "a / (b * c)", "-(a + b)"]))
def test_the_written_form_means_the_same(text: str):
    figures = {"a": 17, "b": 5, "c": 3}
    again = written(parse_formula(text)).replace("−", "-").replace("×", "*").replace("÷", "/")
    assert value(again, **figures).value == value(text, **figures).value


def test_more_than_and_exact_is_more_than():
    more = Amount.stated(60, "more-than")
    assert value("a + 12", a=more).exactness == "more-than"
    assert value("a * 2", a=more).exactness == "more-than"
    assert value("100 - a", a=more).exactness == "at-most"
    assert value("a - 100", a=more).exactness == "more-than"


def test_about_stays_about_with_exact_figures():
    assert value("a + 1", a=Amount.stated(60, "about")).exactness == "about"


@pytest.mark.parametrize(("first", "second"), [("at-least", "at-least"), ("about", "at-least")])
def test_nothing_is_said_where_nothing_would_be_true(first: str, second: str):
    a, b = Amount.stated(60, first), Amount.stated(50, second)
    with pytest.raises(FormulaProblem) as problem:
        value("a - b", a=a, b=b)
    assert problem.value.code == "exactness-incompatible"


@given(whole, words, whole, words, st.sampled_from(["a + b", "a - b", "a * b", "a / b"]), st.data())
def test_what_is_said_holds_for_every_number_that_the_parts_may_be(
    a, said_a, b, said_b, text, data
):
    def true_value(number: int, said: str) -> int:
        if said == "exact":
            return number
        if said == "at-most":
            return data.draw(st.integers(0, number))
        return number + data.draw(st.integers(1 if said == "more-than" else 0, 10_000))

    try:
        result = value(text, a=Amount.stated(a, said_a), b=Amount.stated(b, said_b))
        truth = value(text, a=true_value(a, said_a), b=true_value(b, said_b)).value
    except FormulaProblem:
        return
    assert {
        "exact": truth == result.value,
        "at-least": truth >= result.value,
        "more-than": truth > result.value,
        "at-most": truth <= result.value,
    }[result.exactness]


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "formula-empty", 0),
        ("a b", "formula-unreadable", 2),
        ("a +", "formula-unreadable", 3),
        ("(a", "formula-unreadable", 2),
        ("a $ b", "formula-unreadable", 2),
        ("percent(a)", "formula-arguments", 0),
        ("average(a, b)", "function-unknown", 0),
    ],
)
def test_an_unreadable_formula_says_where(text: str, code: str, at: int):
    with pytest.raises(FormulaProblem) as problem:
        parse_formula(text)
    assert (problem.value.code, problem.value.at) == (code, at)


def test_division_by_zero_is_a_problem():
    with pytest.raises(FormulaProblem) as problem:
        value("percent(a, b)", a=1, b=0)
    assert problem.value.code == "division-by-zero"


@pytest.mark.parametrize(
    "text", ["(" * 3000 + "1" + ")" * 3000, "1" + "+1" * 3000, "-" * 3000 + "1"]
)
def test_a_formula_too_long_to_read_is_a_problem_not_a_crash(text):
    with pytest.raises(FormulaProblem) as caught:
        parse_formula(text)
    assert caught.value.code == "formula-too-long"


def test_a_sum_of_many_figures_is_no_long_formula():
    assert value("sum(" + ", ".join(["1"] * 500) + ")").value == 500
