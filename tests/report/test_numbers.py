"""Numbers are read in every usual form and never taken for another value silently."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.report.numbers import agrees, format_number, number_word, read_numbers

LANGUAGES = ("en", "fr", "es", "ru", "az", "hy")


@given(st.integers(0, 10**9), st.sampled_from(LANGUAGES))
def test_a_number_that_we_write_we_read(value: int, language: str) -> None:
    (written,) = read_numbers(f"of {format_number(Decimal(value), language)} persons", language)
    assert agrees(written, Decimal(value))


@given(st.decimals(0, 10**6, places=2), st.sampled_from(LANGUAGES))
def test_decimals_that_we_write_we_read(value: Decimal, language: str) -> None:
    (written,) = read_numbers(format_number(value, language, 2), language)
    assert agrees(written, value, 2)


@given(st.integers(0, 9), st.sampled_from(LANGUAGES))
def test_words_up_to_nine_are_read_in_every_language(value: int, language: str) -> None:
    word = number_word(value, language)
    assert word is not None
    assert any(agrees(written, Decimal(value)) for written in read_numbers(f"{word} xx", language))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_another_whole_number_never_agrees(one: int, other: int) -> None:
    (written,) = read_numbers(str(one))
    assert agrees(written, Decimal(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("3,890", {"3890", "3.890"}),
        ("3 890", {"3890"}),
        ("3\u202f890", {"3890"}),
        ("1.234.567,5", {"1234567.5"}),
        ("1,234,567.5", {"1234567.5"}),
        ("8.4 per cent", {"8.4"}),
        ("0.125", {"0.125"}),
        ("٣٬٨٩٠", {"3890", "3.890"}),
        ("−12", {"-12"}),
    ],
)
def test_readings_of_one_number(text: str, values: set[str]) -> None:
    (written,) = read_numbers(text)
    assert {str(value) for value in written.readings} == values


def test_a_range_gives_both_ends_unsigned() -> None:
    assert [w.readings[0] for w in read_numbers("27–28 persons")] == [27, 28]


def test_declined_number_words_are_read() -> None:
    assert read_numbers("семью женщинами", "ru")[0].readings == (Decimal(7),)


def test_rounding_by_the_author_agrees_only_where_the_value_has_decimals() -> None:
    assert agrees(read_numbers("8")[0], Decimal("8.35"), 1)
    assert not agrees(read_numbers("9")[0], Decimal("8.35"), 1)
    assert not agrees(read_numbers("3,900")[0], Decimal(3928))
