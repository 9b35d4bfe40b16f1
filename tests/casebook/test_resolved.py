"""The resolved view of a person: declared rules, and nothing hidden."""

from __future__ import annotations

from datetime import date

import pytest

from probanda.casebook.resolved import resolve_person
from probanda.casebook.services import (
    changing,
    create_entity,
    decide_identity,
    record_claim,
    retract_claim,
)
from probanda.consent import Consent
from probanda.dates import parse_date
from tests.conftest import NOW


@pytest.fixture
def say(casebook):
    """Record a claim about a person of one of two lists, who are decided to be one."""
    with changing(by="Ada", now=NOW) as change:
        claimant = create_entity(change, "claimant", "c", name="C")
        source = create_entity(change, "source", "s", kind="register", title="S")
        persons = {key: create_entity(change, "person", key) for key in ("a:1", "b:1")}
        decide_identity(change, persons["a:1"], persons["b:1"], "same", "all agrees")

    def record(kind: str, person: str = "a:1", day: str = "", **values):
        if day:
            known = parse_date(day)
            values |= {
                "date_text": known.text,
                "date_edtf": known.edtf,
                "date_earliest": known.earliest,
                "date_latest": known.latest,
            }
        with changing(by="Ada", now=NOW) as change:
            return record_claim(
                change, kind, person=persons[person], source=source, claimant=claimant, **values
            )

    record.person = persons["a:1"]
    return record


def view(say, as_of=None):
    say.person.refresh_from_db()
    return resolve_person(say.person, as_of)


def test_the_better_source_gives_the_name_and_the_other_spelling_is_listed(say):
    say("name", full="Aldarow", reliability="D", credibility=1)
    better = say("name", "b:1", full="Aldarov", reliability="B")
    name = view(say).name
    assert (name.value, name.claims) == ("Aldarov", (better.address,))
    assert list(name.left_out.values()) == ["Aldarow"]


def test_claims_of_everybody_merged_are_read(say):
    say("attribute", "b:1", attribute="sex", value="female")
    assert view(say).attributes["sex"].value == "female"
    assert view(say).members == ("a:1", "b:1")


def test_contradictory_values_give_none_and_name_both(say):
    say("attribute", attribute="category", value="civilian")
    say("attribute", "b:1", attribute="category", value="military")
    found = view(say).attributes["category"]
    assert (found.value, found.contested) == ("", True)
    assert sorted(found.left_out.values()) == ["civilian", "military"]


def test_the_most_precise_birth_that_nobody_contradicts(say):
    say("birth", day="1999")
    say("birth", "b:1", day="12.05.1999")
    assert view(say).birth.value == "1999-05-12"
    say("birth", day="1998")
    assert (view(say).birth.value, view(say).birth.contested) == ("", True)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2019, 3, 31), ""),
        (date(2019, 4, 1), "missing"),
        (date(2019, 6, 15), "captured"),
        (None, "released"),
    ],
)
def test_the_status_is_the_latest_by_the_day(say, as_of, expected):
    say("status", day="01.04.2019", state="missing")
    say("status", "b:1", day="15.06.2019", state="captured")
    say("status", day="14.01.2020", state="released")
    assert view(say, as_of).status.value == expected


def test_two_statuses_that_may_both_be_the_latest_give_none(say):
    say("status", day="2019", state="missing")
    say("status", "b:1", day="May 2019", state="dead")
    found = view(say).status
    assert (found.value, found.contested) == ("", True)
    assert len(found.left_out) == 2


def test_a_status_follows_the_one_that_ends_on_the_day_it_begins(say):
    say("status", day="03.05.2021", state="missing")
    say("status", day="2021-05-03/2021-06-01", state="released")
    assert view(say).status.value == "released"


def test_an_undated_status_counts_only_where_no_dated_one_does(say):
    say("status", state="missing")
    assert view(say).status.value == "missing"
    say("status", day="2019", state="dead")
    assert view(say).status.value == "dead"


def test_consent_withdrawn_wins_else_the_latest_else_the_narrowest_name(say):
    say("name", full="A", consent="public")
    say("name", full="B", consent="committee")
    assert view(say).consent is Consent.COMMITTEE
    say("consent", tier="initials", day="2023-05-16")
    say("consent", tier="public", day="2024-05-16")
    assert view(say).consent is Consent.PUBLIC
    say("consent", "b:1", tier="withdrawn", day="2020")
    assert view(say).consent is Consent.WITHDRAWN


def test_without_a_word_about_consent_it_is_unknown(say):
    assert view(say).consent is Consent.UNKNOWN


def test_a_retracted_claim_is_not_read(say):
    claim = say("name", full="Wrong")
    with changing(by="Ada", now=NOW) as change:
        retract_claim(change, claim)
    assert view(say).name.value == ""
