"""Absolute words, guilt and contempt in the report's own voice, in the whole field of each language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "voices.yaml").read_text("utf-8"))
_WRONG = [(rule, text) for rule, texts in _CASES["wrong"].items() for text in texts]
_RIGHT = [(rule, text) for rule, texts in _CASES["right"].items() for text in texts]
#: A universal of all of a group may be told by the rule for groups.
_ALSO = {"absolute-words": ["group-generalisation"], "suspect-guilty": ["allegation-as-fact"]}


@pytest.mark.parametrize(("rule", "text"), _WRONG)
def test_the_reports_own_word_is_told(rule: str, text: str) -> None:
    rules = [rule, *_ALSO.get(rule, ["group-generalisation"])]
    assert audit(read_markdown(text), rules).findings


@pytest.mark.parametrize(("rule", "text"), _RIGHT)
def test_words_of_others_and_animals_are_left_alone(rule: str, text: str) -> None:
    assert not audit(read_markdown(text), [rule]).findings
