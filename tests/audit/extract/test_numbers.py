"""Numbers in figures and in words are read as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from text_to_num import text2num

from probanda.audit.extract.language import LANGUAGES, language_tables
from probanda.audit.extract.numbers import find_numbers

READ = [
    ("en", "3,890 missing", "3890"),
    ("en", "3 890 missing", "3890"),
    ("en", "three thousand eight hundred and ninety persons", "3890"),
    ("en", "twenty-two women", "22"),
    ("en", "3.5 million people", "3500000"),
    ("en", "12.5 per cent", "12.5"),
    ("ru", "три тысячи восемьсот девяносто человек", "3890"),
    ("ru", "двадцать две женщины", "22"),
    ("ru", "5 тыс. человек", "5000"),
    ("ru", "3 890 человек", "3890"),
    ("ru", "12,5 процента", "12.5"),
    ("es", "ciento siete personas", "107"),
    ("es", "1.250 personas", "1250"),
    ("fr", "quatre-vingt-dix-sept personnes", "97"),
    ("fr", "soixante-dix-sept personnes", "77"),
    ("az", "üç min səkkiz yüz doxsan nəfər", "3890"),
    ("es", "mil 813 mujeres", "1813"),
    ("es", "9 mil 543 hombres", "9543"),
    ("es", "diez mil 21 casos", "10021"),
    ("es", "2 millones 300 mil 40 personas", "2300040"),
    ("ru", "тысяча 200 человек", "1200"),
    ("ru", "1 млн 200 тыс. человек", "1200000"),
    ("fr", "deux millions 300 000 habitants", "2300000"),
    ("az", "2 min 300 nəfər", "2300"),
]


@pytest.mark.parametrize(("language", "text", "value"), READ)
def test_a_number_is_read(language: str, text: str, value: str) -> None:
    assert [n.value for n in find_numbers(text, language_tables(language))] == [Decimal(value)]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("es", "unas mil personas en 2013", [1000, 2013]),
        ("es", "más de mil, 813 en Arlan", [1000, 813]),
        ("es", "mil 2013 personas", [1000, 2013]),
        ("ru", "тысяча, из них 200 женщин", [1000, 200]),
        ("fr", "cinq millions 20 fois", [5_000_000, 20]),
        ("en", "of two thousand 300 died", [2000, 300]),
    ],
)
def test_two_numbers_beside_each_other_stay_two(
    language: str, text: str, values: list[int]
) -> None:
    assert [int(n.value) for n in find_numbers(text, language_tables(language))] == values


def test_figures_that_the_file_broke_apart_are_joined() -> None:
    english = language_tables("en")
    assert [n.value for n in find_numbers("38, 580 people", english)] == [38, 580]
    assert [n.value for n in find_numbers("38, 580 people", english, frozenset({0}))] == [38580]


ENGLISH = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n: int) -> str:
    if n < 20:
        return ENGLISH[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{ENGLISH[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ENGLISH[n // 100]} hundred" + (f" and {in_words(n % 100)}" if n % 100 else "")
    return f"{in_words(n // 1000)} thousand" + (f" {in_words(n % 1000)}" if n % 1000 else "")


@given(st.integers(1, 999_999))
def test_english_words_are_read_as_another_library_reads_them(n: int) -> None:
    words = in_words(n)
    assert [x.value for x in find_numbers(words, language_tables("en"))] == [text2num(words, "en")]


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    for number in find_numbers(text, language_tables(language)):
        assert 0 <= number.start < number.end <= len(text)
