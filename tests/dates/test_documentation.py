"""The examples of the reference page and of the docstrings are what the code does."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import probanda.dates
from probanda.dates import DateProblem, format_date, parse_date
from probanda.dates.problem import CODES

PAGE = (Path(__file__).parents[2] / "docs/reference/dates.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
REFUSED = re.compile(r"^\| `([^`]+)` \| `(date-[a-z-]+)` \|", re.MULTILINE)
WORDED = re.compile(r"^\| `([^`]+)` \| `([a-z]{2})` \| ([^|]+) \|$", re.MULTILINE)


def test_the_page_has_examples() -> None:
    assert len(ROW.findall(PAGE)) > 40
    assert len(REFUSED.findall(PAGE)) > 8
    assert len(WORDED.findall(PAGE)) > 6


@pytest.mark.parametrize(("text", "edtf", "first", "last"), ROW.findall(PAGE))
def test_a_documented_form_reads_as_documented(text: str, edtf: str, first: str, last: str) -> None:
    read = parse_date(text)
    assert read.edtf == edtf
    assert [str(read.earliest or "open"), str(read.latest or "open")] == [
        first.strip(),
        last.strip(),
    ]


@pytest.mark.parametrize(("text", "code"), REFUSED.findall(PAGE))
def test_a_documented_refusal_is_refused_as_documented(text: str, code: str) -> None:
    with pytest.raises(DateProblem) as caught:
        parse_date(text)
    assert caught.value.code == code


@pytest.mark.parametrize(("text", "language", "words"), WORDED.findall(PAGE))
def test_documented_words_are_those_printed(text: str, language: str, words: str) -> None:
    assert format_date(parse_date(text), language) == words.strip()


def test_every_code_is_documented() -> None:
    for code in CODES:
        assert f"`{code}`" in PAGE


@pytest.mark.parametrize(
    "module", [module.name for module in pkgutil.iter_modules(probanda.dates.__path__)]
)
def test_docstring_examples_run(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"probanda.dates.{module}")).failed == 0
