"""Lines that no person writes: rules stay within bounds, and the answer stays an answer."""

from __future__ import annotations

import json

import pytest

from probanda.audit.answers import Outcome, as_html, as_json, as_sarif, as_text
from probanda.audit.extract.addresses import address_spans
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.reading.files import read_bytes
from probanda.audit.rules import audit


@pytest.mark.parametrize(
    "text",
    [
        "1234567890" * 600,
        "one " + "hundred " * 400,
        "1 in 2 in 3 in " * 40,
        "A-A-A-" * 1000,
        "(" * 2000,
        "قال الشاهد إن ١٢ شخصا قتلوا في ٢٠٢١. " * 20,
    ],
    ids=["digits", "hundreds", "numbers", "hyphens", "brackets", "right-to-left"],
)
def test_every_form_of_the_answer_can_be_written(text: str) -> None:
    outcome = Outcome(audit(read_bytes(text.encode(), "text")), "x.txt", {})
    assert as_text(outcome)
    assert as_html(outcome)
    for value in (as_json(outcome), as_sarif(outcome)):
        assert "Infinity" not in json.dumps(value, default=str)


def test_a_row_of_digits_longer_than_any_count_is_no_number() -> None:
    english = language_tables("en")
    assert find_numbers("Account 4000123412341234123412341234 was closed.", english) == []
    assert [str(n.value) for n in find_numbers("It cost 123,456,789,012 dollars.", english)] == [
        "123456789012"
    ]


def test_addresses_are_found_beside_runs_that_are_none() -> None:
    text = (
        "See (www.a.example/x) or borv@arlan.example, or docs.arlan.example/report; "
        + "A-" * 40_000
    )
    facts = Facts(read_bytes(text.encode(), "text"))
    found = [facts.text[start:end] for start, end in address_spans(facts)]
    assert found == ["www.a.example/x)", "borv@arlan.example", "docs.arlan.example/report;"]


def test_a_sentence_of_numbers_only_has_no_quantities_and_its_neighbours_keep_theirs() -> None:
    row = " ".join(str(1000 + number) for number in range(200))
    text = f"In Arlan 12 men were held.\n\n{row}\n\nOf them 5 men were released."
    facts = Facts(read_bytes(text.encode(), "text"))
    assert [int(q.value) for q in facts.of(quantities)] == [12, 5]
