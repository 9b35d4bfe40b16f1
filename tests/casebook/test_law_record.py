# ruff: noqa: E501 - claims stand on one line each, as in a record file
"""Law, the cycle, custody and interviews in the record: read back, corrected, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from probanda.casebook import models
from probanda.casebook.custody import exchanges, held_on, movements, sentences
from probanda.casebook.cycle import read_recommendations, read_sessions, read_steps
from probanda.casebook.figures import compute_figures, parse_figures
from probanda.casebook.figures.layout import Layouts
from probanda.casebook.health import diagnose
from probanda.casebook.interviews import read_interviews
from probanda.casebook.legal import read_legal_record
from probanda.casebook.legal_check import check_legal_record
from probanda.casebook.services import changing, correct_claim, retract_claim
from probanda.casebook.services.claims import find_claim
from probanda.casebook.services.documents import documents_leaning_on, mark_sent, remember_document
from probanda.casebook.services.withdrawal import withdraw_consent
from probanda.law.provisions import Conflict
from probanda.problems import ProbandaError
from tests.casebook.law_case import GROUND, take
from tests.conftest import NOW


def test_the_file_imports_twice_and_the_casebook_stays_whole(casebook):
    take(casebook, GROUND)
    again = take(casebook, GROUND)
    assert again.created == {}
    assert again.changed == {}
    assert diagnose(casebook).ok


def test_an_act_has_facts_of_its_own_and_those_that_follow_from_other_claims(casebook):
    take(casebook, GROUND)
    act = read_legal_record("Sartania").acts["act-1"]
    said = {(fact.bears_on, fact.claim) for fact in act.facts}
    assert ("harm.severe", "f-1") in said
    assert ("actor.official", "inv-1") in said
    assert ("victim.in-custody", "d-1") in said
    assert ("context.jurisdiction", "f-5") in said  # of the whole event
    assert ("act.violence", "act-1") in said  # of the word "beating" alone
    assert act.states == ("Sartania",)
    assert act.conflicts == ((Conflict.INTERNATIONAL, "letter"),)


def test_a_film_and_its_reposting_are_one_source_beside_the_witness(casebook):
    take(casebook, GROUND)
    record = read_legal_record("Sartania")
    torture = record.qualifier().qualify(record.acts["act-1"], ["CAT/1/1"])[0]
    severe = torture.findings[0]
    assert severe.sources_for == ("film", "talk")
    assert [f.claim for f in severe.supporting] == ["f-1", "f-2", "f-3"]
    assert torture.state == "gaps"


def test_claims_about_a_corrected_act_move_on_and_those_of_a_retracted_one_end(casebook):
    take(casebook, GROUND)
    later = NOW + timedelta(days=1)
    with changing(by="Ada", now=later) as change:
        correct_claim(change, find_claim("act-1"), method="cables")
    record = read_legal_record("Sartania")
    assert {f.claim for f in record.acts["act-1"].facts} >= {"f-1", "inv-1"}
    assert record.actions_on(record.acts["act-1"])[0].claim == "sa-1"
    with changing(by="Ada", now=later) as change:
        retract_claim(change, find_claim("act-1"))
    assert "act-1" not in read_legal_record("Sartania").acts
    assert find_claim("f-1") is None
    assert diagnose(casebook).ok


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("{kind: fact, act: act-1, bears_on: harm.sever, source: film}", "trait-unknown"),
        ("{kind: fact, act: act-1, bears_on: 'CAT/1/1#purposes', source: film}", "element-unknown"),
        ("{kind: fact, act: act-1, bears_on: 'CAT/35#x', source: film}", "article-unknown"),
        ("{kind: fact, act: act-1, bears_on: 'CAT/1/9#x', source: film}", "paragraph-unknown"),
        ("{kind: fact, act: act-1, bears_on: 'XYZ/1#x', source: film}", "instrument-unknown"),
        ("{kind: fact, bears_on: harm.severe, source: film}", "field-missing"),
        ("{kind: fact, act: act-1, bears_on: harm.severe, stance: proves, source: film}", "value-unknown"),
        ("{kind: grade, recommendation: rec-1, body: CAT, scale: CCPR-2017, grade: A, source: film}", "scale-unknown"),
        ("{kind: grade, recommendation: rec-1, body: CCPR, scale: CCPR-2017, grade: F, source: film}", "grade-unknown"),
        ("{kind: step, body: CAT, state: S, procedure: simplified, step: report, owes: committee, source: film}", "step-unknown"),
        ("{kind: session, body: CATS, number: '1', source: film}", "body-unknown"),
        ("{kind: recommendation, issuer: own, text: Do better., source: film}", "recommendation-incomplete"),
        ("{kind: state-action, state: S, outcome: done, obligation: regret, source: film}", "obligation-unknown"),
        ("{kind: state-action, state: S, outcome: done, source: film}", "field-missing"),
        ("{kind: body-mark, view: back, x: 1.2, y: 0, finding: a scar, source: film}", "number-out-of-range"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_named_with_its_line(casebook, claim, code):
    take(casebook, GROUND)
    report = take(casebook, f"record: 1\nclaims:\n- {claim}\n", "bad.yaml", ok=False)
    assert [(p.code, p.line) for p in report.problems] == [(code, 3)]
    assert report.refused == {"claims": 1}


def test_a_deadline_that_moves_is_a_correction_and_shows_where_it_was(casebook):
    take(casebook, GROUND)
    take(
        casebook,
        GROUND.replace('session: "86", date: "2026-03-16"', 'session: "86", date: "2026-03-23"'),
    )
    step = next(step for step in read_steps("CAT") if step.key == "st-2")
    assert step.due == date(2026, 3, 23)
    assert step.moved == ("2026-03-16",)
    assert [s.key for s in read_steps("CCPR")] == []
    assert read_sessions()[0].closes == date(2026, 5, 8)
    assert next(s for s in read_steps() if s.key == "st-3").confidential


def test_recommendations_stand_with_replies_and_grades(casebook):
    take(casebook, GROUND)
    first, ours = read_recommendations()
    assert (first.cited, first.replies[0].outcome) == ("CAT/C/SRT/CO/4, para. 18", "not-done")
    assert (first.grades[0].body, first.grades[0].scale) == ("CAT", "CAT-own")
    assert ours.findings == ("act-1", "figure:missing")
    assert [r.key for r in read_recommendations("own")] == ["own-1"]


def test_who_was_held_on_a_day_surely_or_possibly(casebook):
    take(casebook, GROUND)
    found = {one.claim: one for one in held_on(date(2019, 4, 10))}
    assert found["d-1"].sure
    assert not found["d-3"].sure  # "April 2019" does not say which days
    assert [one.claim for one in held_on(date(2019, 7, 1))] == ["d-2"]
    assert [one.claim for one in held_on(date(2019, 7, 1), registered=False)] == []
    assert held_on(date(2021, 1, 1)) == ()


def test_exchanges_sentences_and_movements_are_read_off_claims(casebook):
    take(casebook, GROUND)
    counts = {(one.by, one.number) for one in exchanges() if one.number}
    assert counts == {("Sartania", 12), ("Kevria", 9)}
    assert [p for one in exchanges() for p in one.persons] == ["l:1"]
    assert sentences()[0].provision == "Code, art. 329"
    ways = {one.person: one.stations for one in movements()}
    assert ways["l:1"] == ("The Fort", "The Camp", "exchanged to Kevria")
    assert ways["l:2"] == ("The Fort", "no later word")


FIGURES = """
figures:
  held: {label: Held, query: {count: detentions, on: "2019-04-10", distinct: persons}}
  recommended: {label: Recommended, query: {count: recommendations, issuer: CAT, follow_up: true}}
  refused: {label: Not done, query: {count: state-actions, outcome: not-done}}
  graded: {label: Graded, query: {count: grades, body: CAT}}
  owed: {label: Owed by the State, query: {count: steps, owes: state-party}}
  acts: {label: Acts, query: {count: acts}}
tables:
  outcomes: {query: {count: state-actions}, by: outcome}
  law: {law: {acts: [act-1, act-2], provisions: [CAT/1/1, CAT/16/1]}}
  bad: {law: {acts: [act-9]}}
charts:
  law: {law: {events: [ev], provisions: [CAT/1/1]}}
  ways: {kind: flow}
"""


def test_the_figures_can_count_them(casebook):
    take(casebook, GROUND)
    figures = compute_figures(parse_figures(("figures.yaml", FIGURES)))
    assert figures.problems == ()
    value = {key: int(figure.value) for key, figure in figures.all().items()}
    assert value == {"held": 1, "recommended": 1, "refused": 2, "graded": 1, "owed": 1, "acts": 2}
    assert figures.figure("held").undetermined == 1
    layouts = Layouts(figures)
    table = layouts.table("law")
    assert table is not None
    assert table.columns[1:] == ("act-1", "act-2")  # never their words: consent may be narrower
    assert table.rows[0][1].text == "2 of 4, 1 contested"
    assert "body that decides" in table.note
    chart = layouts.chart("law")
    assert chart is not None
    assert [label for label, *_ in chart.series] == ["supported", "contested", "no evidence"]
    assert layouts.table("outcomes") is not None
    flow = layouts.chart("ways")
    assert flow is not None
    ways = {label: int(values[0] or 0) for label, values, _ in flow.series}
    assert ways["The Fort → The Camp → exchanged to Kevria"] == 1
    layouts.table("bad")
    assert [problem.code for problem in figures.problems] == ["act-unknown"]


def test_answers_know_their_claims_and_what_the_record_lacks(casebook):
    take(casebook, GROUND)
    (one,) = read_interviews(date(2026, 3, 2))
    first, second = one.answers
    assert {"act-1", "f-1", "inv-1", "d-1", "m-1"} == set(first.claims)
    assert second.claims == ()
    assert "breaks" in one.missing
    assert any(item.address == "ISTANBUL/setting#breaks" for item in one.reviewed.lacking)
    assert one.problems == ()
    (late,) = read_interviews(date(2027, 6, 1))
    assert [problem.code for problem in late.problems] == ["consent-expired"]


def withdraw(key: str = "int-1"):
    with changing(by="Ada", now=NOW + timedelta(days=9)) as change:
        return withdraw_consent(change, key, day=date(2026, 3, 10), told_by="by letter")


@pytest.mark.parametrize("key", ["int-1", "talk", "l:1"])
def test_withdrawal_takes_a_statement_out_of_everything(casebook, key):
    take(casebook, GROUND)
    remember_document(
        "report.md",
        "public",
        {"out/report.pdf": "aa"},
        {"claims": ["act-1"], "sources": ["talk"]},
        NOW,
        by="Ada",
    )
    remember_document(
        "other.md", "public", {"out/o.pdf": "bb"}, {"claims": ["act-2"]}, NOW, by="Ada"
    )
    found = withdraw(key)
    assert set(found.claims) == {"act-1", "inv-1", "f-1", "d-1", "m-1"}
    assert [one.manuscript for one in found.documents] == ["report.md"]
    assert found.documents[0].shown == ("act-1", "talk")
    assert set(found.resting) >= {"f-2", "f-4", "sa-1"}
    assert found.items
    record = read_legal_record("Sartania")
    assert set(record.acts) == {"act-2"}
    assert "act-1" in record.left_out
    assert held_on(date(2019, 4, 10), registered=False) == ()
    figures = compute_figures(parse_figures(("figures.yaml", FIGURES)))
    assert figures.figure("acts").value == 1
    assert models.ConsentClaim.objects.filter(tier="withdrawn", person__key="l:1").count() == 1
    assert not withdraw(key).changed
    assert diagnose(casebook).ok


def test_no_later_import_gives_consent_back(casebook):
    take(casebook, GROUND)
    withdraw()
    report = take(casebook, GROUND, ok=False)
    assert {p.code for p in report.problems} == {"consent-stays-withdrawn"}
    assert models.Source.objects.get(key="talk").consent == "withdrawn"
    assert models.Interview.objects.get(key="int-1").consent == "withdrawn"
    assert find_claim("act-1").consent == "withdrawn"
    assert set(read_legal_record("Sartania").acts) == {"act-2"}


def test_derived_sources_are_named_not_judged(casebook):
    take(casebook, GROUND)
    with changing(by="Ada", now=NOW) as change:
        found = withdraw_consent(change, "film", day=date(2026, 3, 10))
    assert found.derived == ("post",)
    assert models.Source.objects.get(key="post").consent == "public"


@pytest.mark.parametrize(
    ("key", "code"), [("nobody", "withdrawal-unknown"), ("l:3", "withdrawal-of-nothing")]
)
def test_a_withdrawal_of_nothing_is_an_error(casebook, key, code):
    take(casebook, GROUND)
    with pytest.raises(ProbandaError) as caught:
        withdraw(key)
    assert caught.value.problems[0].code == code


def test_a_person_who_took_consent_back_while_the_interview_is_in_use_is_an_error(casebook):
    take(casebook, GROUND)
    take(
        casebook,
        "record: 1\nclaims:\n- {kind: consent, person: 'l:1', tier: withdrawn, date: '2026-01-01', source: letter}\n",
        "consent.yaml",
    )
    (one,) = read_interviews(date(2026, 3, 2))
    assert [problem.code for problem in one.problems] == ["consent-withdrawn-in-part"]


def test_documents_are_remembered_once_and_marked_as_sent(casebook):
    arguments = ("r.md", "public", {"r.pdf": "aa"}, {"claims": ["x"], "withheld": ["y"]}, NOW)
    assert remember_document(*arguments, by="Ada")
    assert not remember_document(*arguments, by="Ada")
    with changing(by="Ada", now=NOW) as change:
        assert mark_sent(change, ["aa"], "the Committee") == 1
    (found,) = documents_leaning_on(["y"], [])
    assert (found.shown, found.withheld, found.sent_to) == ((), ("y",), "the Committee")


def test_the_check_of_the_law_names_what_acts_lack(casebook):
    take(casebook, GROUND)
    take(
        casebook,
        "record: 1\nclaims:\n- {kind: act, key: act-3, act_type: not-stated, source: film}\n",
        "more.yaml",
    )
    codes = {(p.code, p.column) for p in check_legal_record(read_legal_record("Sartania"))}
    assert ("act-without-facts", "act-3") in codes
    assert ("act-undated", "act-3") in codes
    assert ("obligations-silent", "act-2") in codes
    assert ("instrument-not-in-force", "act-1") in codes
