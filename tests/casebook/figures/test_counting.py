"""What is counted, and what cannot be told."""

from __future__ import annotations

import pytest

from tests.casebook.figures.making import Record, counted, figures_of

pytestmark = pytest.mark.usefixtures("casebook")


def test_merged_persons_are_counted_once_and_their_entries_each():
    record = Record()
    record.entry("a", "1", status="missing")
    record.entry("a", "2", status="missing")
    record.entry("b", "1", status="missing")
    record.same("a:1", "b:1")
    assert counted("{count: persons}") == (2, 0)
    assert counted("{count: entries}") == (3, 0)
    assert counted("{count: entries, registers: [a]}") == (2, 0)
    assert counted("{count: entries, distinct: persons}") == (2, 0)


def test_registers_any_all_only():
    record = Record()
    for register, key in (("a", "1"), ("a", "2"), ("b", "1"), ("b", "3")):
        record.entry(register, key)
    record.same("a:1", "b:1")
    assert counted("{count: persons, registers: [a, b]}") == (3, 0)
    assert counted("{count: persons, registers: {all: [a, b]}}") == (1, 0)
    assert counted("{count: persons, registers: {only: [a]}}") == (1, 0)


def test_status_without_a_day_means_ever_stated():
    record = Record()
    record.entry("a", "1", status="missing", date="1993")
    record.claim("status", person=record.person("a:1"), state="released", date="1994")
    assert counted("{count: persons, status: missing}") == (1, 0)
    assert counted("{count: persons, status: released}") == (1, 0)
    assert counted("{count: persons, status: {ever: missing, never: released}}") == (0, 0)
    assert counted("{count: persons, status: missing, latest: true}") == (0, 0)


def test_status_as_of_a_day_means_the_latest_by_then():
    record = Record()
    record.entry("a", "1", status="missing", date="03.05.1993")
    record.claim("status", person=record.person("a:1"), state="released", date="10.02.1994")
    assert counted("{count: persons, status: missing, as_of: 1993-12-31}") == (1, 0)
    assert counted("{count: persons, status: missing, as_of: 1994-02-10}") == (0, 0)
    assert counted("{count: persons, status: released, as_of: 1994-02-10}") == (1, 0)
    assert counted("{count: persons, status: missing, as_of: 1993-01-01}") == (0, 0)


def test_a_date_that_may_be_before_or_after_the_day_cannot_be_told():
    record = Record()
    record.entry("a", "1", status="missing", date="1993")
    assert counted("{count: persons, status: missing, as_of: 1993-06-30}") == (0, 1)
    assert counted("{count: persons, status: missing, as_of: 1993}") == (1, 0)


def test_two_statements_of_which_neither_is_surely_later_cannot_be_told():
    record = Record()
    record.entry("a", "1", status="missing", date="1993")
    record.claim("status", person=record.person("a:1"), state="dead", date="05.1993")
    assert counted("{count: persons, status: missing, as_of: 2000}") == (0, 1)
    assert counted("{count: persons, status: [missing, dead], as_of: 2000}") == (1, 0)


def test_a_status_since_some_day_after_follows_the_one_on_that_day():
    record = Record()
    record.entry("a", "1", status="missing", date="03.05.1993")
    person = record.person("a:1")
    record.claim("status", person=person, state="released", date="03.05.1993/01.06.1993")
    assert counted("{count: persons, status: released, as_of: 2000}") == (1, 0)
    assert counted("{count: persons, status: missing, as_of: 2000}") == (0, 0)
    assert counted("{count: persons, status: missing, as_of: 1993-05-20}") == (0, 1)
    record.claim("status", person=person, state="dead", date="03.05.1993/01.06.1993")
    assert counted("{count: persons, status: released, as_of: 2000}") == (0, 1)


def test_an_undated_status_gives_way_to_a_dated_one():
    record = Record()
    record.entry("a", "1", status="missing")
    assert counted("{count: persons, status: missing, as_of: 2000}") == (1, 0)
    record.claim("status", person=record.person("a:1"), state="released", date="1994")
    assert counted("{count: persons, status: missing, as_of: 2000}") == (0, 0)
    assert counted("{count: persons, status: missing, as_of: 1990}") == (1, 0)


def test_about_reaches_further_than_its_bounds():
    record = Record()
    record.entry("a", "1", status="missing", date="about May 1993")
    assert counted("{count: persons, status: missing, as_of: 1993-05-31}") == (0, 1)
    assert counted("{count: persons, status: missing, as_of: 1994}") == (1, 0)


def test_contradicting_or_absent_sex_cannot_be_told():
    record = Record()
    record.entry("a", "1", sex="female")
    record.entry("b", "1", sex="male")
    record.same("a:1", "b:1")
    record.entry("a", "2", sex="female")
    record.entry("a", "3")
    assert counted("{count: persons, sex: female}") == (1, 2)
    assert counted("{count: persons, sex: [female, male]}") == (2, 1)


def test_a_query_on_a_list_reads_what_that_list_says():
    record = Record()
    record.entry("a", "1", status="missing", category="civilian")
    record.entry("b", "1", status="released", category="military", sex="male")
    record.same("a:1", "b:1")
    assert counted("{count: persons, registers: [a], status: missing}") == (1, 0)
    assert counted("{count: persons, registers: [a], status: released}") == (0, 0)
    assert counted("{count: persons, registers: [a], category: civilian}") == (1, 0)
    # It is silent on sex: what others say counts.
    assert counted("{count: persons, registers: [a], sex: male}") == (1, 0)
    anyone = "{count: persons, registers: [a], status: released, according_to: anyone}"
    assert counted(anyone) == (1, 0)


def test_claimants_are_read_strictly():
    record = Record()
    person = record.person("p")
    record.claim("status", person=person, state="missing", claimant="north")
    record.claim("status", person=person, state="dead", claimant="south")
    assert counted("{count: persons, status: missing, claimant: north}") == (1, 0)
    assert counted("{count: persons, status: missing, claimant: south}") == (0, 0)
    assert counted("{count: persons, claimant: [north, south]}") == (1, 0)


def test_age_at_the_event_at_a_day_and_by_year_of_birth():
    record = Record()
    record.entry("a", "1", status="missing", date="10.10.2020", born="11.10.2002")
    record.entry("a", "2", status="missing", date="10.10.2020", born="10.10.2002")
    record.entry("a", "3", status="missing", date="10.10.2020", born="2002")
    record.entry("a", "4", status="missing", date="10.10.2020")
    child = "{count: persons, status: missing, age: {at: event, to: 17}}"
    assert counted(child) == (1, 2)
    assert counted("{count: persons, as_of: 2021, age: {at: as_of, to: 17}}") == (0, 1)
    assert counted("{count: persons, age: {at: 2020-10-10, from: 18}}") == (1, 2)
    assert counted("{count: persons, age: {at: birth-year, from: 2002, to: 2002}}") == (3, 1)


def test_births_that_agree_narrow_and_births_that_contradict_widen():
    record = Record()
    record.entry("a", "1", born="2002")
    record.claim("birth", person=record.person("a:1"), date="10.10.2002")
    assert counted("{count: persons, age: {at: 2020-10-10, from: 18}}") == (1, 0)
    record.claim("birth", person=record.person("a:1"), date="2004")
    assert counted("{count: persons, age: {at: 2020-10-10, from: 18}}") == (0, 1)


def test_a_place_stands_for_all_within_it():
    record = Record()
    record.place("valley", kind="region")
    record.place("upper", "valley", kind="district", names={"ru": "Верхний"})
    record.place("mill", "upper")
    record.claim("act", act_type="beating", place=record.places["mill"])
    record.claim("act", act_type="beating", place_text="Верхний")
    record.claim("act", act_type="beating", place_text="elsewhere")
    record.claim("act", act_type="beating")
    assert counted("{count: acts, place: valley}") == (2, 1)
    assert counted("{count: acts, place: mill}") == (1, 1)


def test_acts_by_type_period_degree_and_victim():
    record = Record()
    victim = record.entry("a", "1", sex="female", born="2000").person
    act = record.claim("act", act_type="beating", victim=victim, date="27-28.09.2020")
    record.claim("act", act_type="Beating", victim_text="a man", date="2021")
    record.claim("act", act_type="burning", victim=victim, status="retracted")
    record.claim("involvement", act=act, degree="ordered", who_text="a colonel")
    assert counted("{count: acts}") == (2, 0)
    assert counted("{count: acts, act_type: beating}") == (2, 0)
    assert counted("{count: acts, act_type: 'beat*', degree: ordered}") == (1, 0)
    assert counted("{count: acts, period: 2020}") == (1, 0)
    assert counted("{count: acts, period: {from: 2020-09-28, to: 2021-06-30}}") == (0, 2)
    assert counted("{count: acts, sex: female}") == (1, 1)
    assert counted("{count: acts, age: {at: event, from: 18}}") == (1, 1)
    assert counted("{count: acts, distinct: persons}") == (1, 0)
    assert counted("{count: acts, claim_status: retracted}") == (1, 0)


def test_claims_by_reliability_credibility_and_corroboration():
    record = Record()
    record.claim("act", act_type="x", reliability="B", credibility=2, status="corroborated")
    record.claim("act", act_type="x", reliability="D", credibility=4)
    record.claim("act", act_type="x")
    assert counted("{count: acts, reliability: B}") == (1, 0)
    assert counted("{count: acts, reliability: D}") == (2, 0)
    assert counted("{count: acts, credibility: 3}") == (1, 0)
    assert counted("{count: acts, corroborated: true}") == (1, 0)
    assert counted("{count: claims, kind: act}") == (3, 0)


def test_detentions_sentences_and_exchanges():
    record = Record()
    one, two = record.person("p"), record.person("q")
    record.claim("detention", person=one, holder="Military police", registered_with_icrc=True)
    record.claim("detention", person=one, holder="Ministry", registered_with_icrc=False)
    record.claim("detention", person=two, holder="Ministry")
    record.claim("sentence", person=one, court="Garrison court", provision="art. 104")
    record.claim("exchange", number=12, handed_over_by="North", received_by="South")
    record.claim("exchange", person=one, handed_over_by="North", received_by="South")
    record.claim("exchange", number=30, handed_over_by="South", received_by="North")
    assert counted("{count: detentions, holder: ministry}") == (2, 0)
    assert counted("{count: detentions, distinct: persons}") == (2, 0)
    assert counted("{count: detentions, registered_with_icrc: true}") == (1, 1)
    assert counted("{count: sentences, provision: art. 104}") == (1, 0)
    assert counted("{count: exchanges, handed_over_by: North}") == (2, 0)
    assert counted("{count: exchanges, handed_over_by: North, sum: number}") == (13, 0)


def test_exhumed_counts_what_all_claimants_agree_on_at_least():
    record = Record()
    quarry = record.site("quarry")
    record.site("orchard")
    record.claim("exhumation", site=quarry, number_min=10, number_max=12, claimant="north")
    record.claim("exhumation", site=quarry, number_min=3, claimant="north")
    record.claim("exhumation", site=quarry, number_min=9, number_max=9, claimant="south")
    record.claim("exhumation", site=record.sites["orchard"], number_min=4, claimant="north")
    assert counted("{count: exhumed}") == (13, 6)
    assert counted("{count: exhumed, claimant: north}") == (17, 2)
    assert counted("{count: exhumed, site: orchard}") == (4, 0)
    figures = figures_of("figures: {x: {query: {count: exhumed}}}")
    assert figures.figure("x").exactness == "at-least"


def test_remains_sites_sources_and_identifications():
    from probanda.casebook import models

    record = Record()
    record.place("upper")
    quarry = record.site("quarry", "upper")
    record.site("orchard")
    first = models.Remains.objects.create(key="r1", site=quarry)
    models.Remains.objects.create(key="r2", site=quarry)
    record.claim("identification", remains=first, method="STR", claimant="lab")
    record.claim("identification", remains=first, method="dental", claimant="other")
    assert counted("{count: remains, site: quarry}") == (2, 0)
    assert counted("{count: remains, identified: true}") == (1, 0)
    assert counted("{count: remains, identified: false}") == (1, 0)
    assert counted("{count: identifications, site: quarry}") == (2, 0)
    assert counted("{count: identifications, distinct: remains}") == (1, 0)
    assert counted("{count: identifications, method: str}") == (1, 0)
    assert counted("{count: sites}") == (2, 0)
    assert counted("{count: sites, place: upper}") == (1, 0)
    assert counted("{count: sources, archived: false}") == (1, 0)


def test_replaced_entries_and_their_claims_are_not_counted():
    record = Record()
    record.entry("a", "1", status="missing", current=False)
    record.entry("a", "2", status="missing")
    assert counted("{count: entries}") == (1, 0)
    assert counted("{count: persons, status: missing}") == (1, 0)


def test_an_empty_record_gives_zero_everywhere():
    for subject in ("persons", "entries", "acts", "exhumed", "remains", "sites", "sources"):
        assert counted(f"{{count: {subject}}}") == (0, 0)


def test_what_a_figure_rests_on_can_be_named():
    record = Record()
    record.entry("a", "1", status="missing", sex="female")
    record.entry("a", "2", status="missing", sex="male")
    figures = figures_of(
        "figures: {w: {query: {count: persons, status: missing, sex: female, registers: [a]}}}"
    )
    claims = figures.claims("w")
    assert "a:1" in claims
    assert "a:2" not in claims
    assert sum(claim.startswith("status:") for claim in claims) == 1
    assert sum(claim.startswith("attribute:") for claim in claims) == 1
    assert len(claims) == figures.figure("w").claims_count
