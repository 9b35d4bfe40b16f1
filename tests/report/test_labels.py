"""The words of rendering: complete in every language, with the same places to fill."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
import yaml

from probanda.report import labels
from probanda.report.labels import LANGUAGES, labels_for

TABLES = yaml.safe_load(labels._FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_the_same_places(language):
    assert TABLES[language].keys() == TABLES["en"].keys()
    for name, words in TABLES[language].items():
        assert isinstance(words, str), f"{name} is no text in {language}: quote it"
        places = re.findall(r"\{\w+\}", words)
        assert sorted(places) == sorted(re.findall(r"\{\w+\}", TABLES["en"][name])), name


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "3,890"), ("fr", "3\u00a0890"), ("es", "3.890"), ("ru", "3\u00a0890"), ("ar", "3,890")],
)
def test_numbers_are_grouped_as_the_language_does(language, written):
    assert labels_for(language).number(Decimal(3890)) == written


def test_an_unknown_language_gets_english_and_says_so():
    found = labels_for("sw")
    assert (found.word("table"), found.known) == ("Table", False)
