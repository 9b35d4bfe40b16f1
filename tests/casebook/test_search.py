"""Search finds by words, in any script, and is never behind the record."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.casebook.search import index_state, search
from probanda.casebook.services import changing, create_entity, record_claim
from tests.conftest import NOW


@pytest.fixture
def book(casebook):
    with changing(by="Ada", now=NOW) as change:
        claimant = create_entity(change, "claimant", "c", name="The Commission")
        source = create_entity(change, "source", "s", kind="web", title="List of “missing” persons")
        create_entity(change, "place", "v", name="Tovrik", names={"ru": "Товрик", "hy": "Տովրիկ"})
        person = create_entity(change, "person", "list:1")
        ground = {"claimant": claimant, "source": source}
        record_claim(change, "name", person=person, full="Əliyev Rəşad Kamran oğlu", **ground)
        record_claim(change, "name", person=person, full="Алиев Рашад", **ground)
        record_claim(
            change, "act", key="act-1", act_type="beating", description="rifle butt", **ground
        )
    return ground


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.key) for hit in search(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rəşad", ("person", "list:1")),
        ("РАШАД", ("person", "list:1")),
        ("Рашад Алиев", ("person", "list:1")),
        ("Каmran nobody", None),
        ("Товр", ("place", "v")),
        ("Տովրիկ", ("place", "v")),
        ("rifle", ("act", "act-1")),
        ("“missing”", ("source", "s")),
        ('missing" OR "x', None),
        ("commission", ("claimant", "c")),
    ],
)
def test_words_in_any_script_find_what_holds_them_all(book, text, expected):
    assert found(text) == ([expected] if expected else [])


def test_what_was_recorded_after_the_last_search_is_found(book):
    assert found("kicked") == []
    with changing(by="Ada", now=NOW) as change:
        record_claim(change, "act", key="act-2", act_type="kicking", description="kicked", **book)
    assert found("kicked") == [("act", "act-2")]
    seq, _ = index_state()
    assert found("kicked") == [("act", "act-2")]
    assert index_state()[0] == seq


@given(text=st.text(max_size=40))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_text_whatever_breaks_the_search(book, text):
    assert isinstance(search(text), list)
