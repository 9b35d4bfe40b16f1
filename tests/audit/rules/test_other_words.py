"""One matter in the words of many writers: a rule finds it in all of them, and leaves the near misses alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from benchmarks.filler import expanded

from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import all_rules, audit
from probanda.audit.wordfields import first, marks, turns

TABLE = yaml.safe_load(
    Path(__file__).parent.parent.joinpath("data", "other_words.yaml").read_text("utf-8")
)


def cases(kind: str) -> list[tuple[str, str]]:
    """Rule and text of every row of a kind."""
    return [(code, text) for code, rows in TABLE.items() for text in rows[kind]]


def found(code: str, text: str) -> list[str]:
    document = read_markdown(expanded(text, "other-words"))
    return [document.text[f.start : f.end] for f in audit(document, [code]).findings]


@pytest.mark.parametrize(("code", "text"), cases("bad"))
def test_a_rule_finds_its_matter_in_other_words(code: str, text: str) -> None:
    assert found(code, text)


@pytest.mark.parametrize(("code", "text"), cases("good"))
def test_a_rule_leaves_a_near_miss_alone(code: str, text: str) -> None:
    assert found(code, text) == []


def test_every_table_names_a_rule_and_has_both_kinds() -> None:
    assert set(TABLE) <= set(all_rules())
    assert all(rows["bad"] and rows["good"] for rows in TABLE.values())


@pytest.mark.parametrize(
    "name",
    ["hearsay", "finding", "distance", "beyond", "certain", "unsure", "essence", "harms", "harmed"],
)
@pytest.mark.parametrize("language", ["en", "ru", "es", "fr", "az"])
def test_a_field_has_a_column_in_every_language(name: str, language: str) -> None:
    assert turns(name, language)


def test_choices_and_gaps_of_a_turn_are_read() -> None:
    facts = Facts(
        read_markdown("The whole village repeats it. A fact beyond any doubt, we have no doubt.")
    )
    said = [facts.quote(*mark) for mark in marks(facts, "beyond", 0, len(facts.text))]
    assert "beyond any doubt" in said
    heard = first(facts, "hearsay", 0, len(facts.text))
    assert heard is not None
    assert facts.quote(*heard) == "whole village repeats"


def test_a_turn_does_not_end_inside_a_word() -> None:
    facts = Facts(read_markdown("They certainlynot left, and the certainty-like mood passed."))
    assert not marks(facts, "certain", 0, len(facts.text))
