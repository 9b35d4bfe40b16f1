"""What ships as law: the articles that were promised, numbered and worded as the pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from probanda.law import Conflict, Kind, shipped_law
from probanda.law.fingerprint import shipped_prints
from probanda.law.provisions import Known
from probanda.law.quotation import find_quotations

FOLDER = Path(__file__).resolve().parents[2] / "src" / "probanda" / "law" / "instruments"
LAW = shipped_law()


def numbers(text: str) -> set[str]:
    found: set[str] = set()
    for part in text.replace(" ", "").split(","):
        low, _, high = part.partition("-")
        found |= {str(n) for n in range(int(low), int(high or low) + 1)}
    return found


PROMISED = {
    "CAT": "1-16,19-22,28",
    "ICCPR": "2,6,7,9,10,14,16,24",
    "ICPPED": "1-6,12,15,17-18,24,25,30,33-35",
    "ICATH": "1-13",
    "GC1": "12,15-17,50",
    "GC3": "4,5,12-14,17,19,20,22-27,29-31,46,70-71,82-88,99-118,120-123,125,126,129-131",
    "GC4": "27,31-34,49,136-140,146,147",
    "API": "11,32-34,40,41,44,45,75,85-87,90",
    "ROME": "7,8,25,27,28,30,33",
    "GC": "3",
}


@pytest.mark.parametrize("short", PROMISED)
def test_every_promised_article_is_there(short):
    assert numbers(PROMISED[short]) == {each.article for each in LAW.instrument(short)}


@pytest.mark.parametrize("short", ["GC1", "GC3", "GC4"])
def test_common_article_three_answers_under_each_convention(short):
    assert LAW.provision(f"{short}/3/1/a").code == "GC/3/1/a"


def test_every_element_has_a_question_and_every_question_asks():
    for provision in LAW:
        for element in provision.elements:
            assert element.tests, provision.code
            assert all(
                test.endswith("?") or "?" in test or test.endswith('."') for test in element.tests
            ), (
                provision.code,
                element.tests,
            )


def test_what_can_be_broken_or_met_has_elements():
    for provision in LAW:
        if provision.kinds & {Kind.PROHIBITION, Kind.OBLIGATION, Kind.DEFINITION, Kind.MODE}:
            assert provision.elements, provision.code


def test_the_definition_of_torture_has_its_five_elements():
    found = LAW.provision("CAT/1/1")
    assert [each.id for each in found.elements] == [
        "severe-pain",
        "intentional",
        "purpose",
        "official",
        "lawful-sanction",
    ]
    assert found.element("lawful-sanction").exclusion
    assert "purpose.discrimination" in found.element("purpose").supported_by
    assert {"actor.instigated", "actor.consented", "actor.acquiesced"} <= set(
        found.element("official").supported_by
    )


def test_ill_treatment_needs_no_purpose():
    traits = {
        trait for element in LAW.provision("CAT/16/1").elements for trait in element.supported_by
    }
    assert not any(trait.startswith("purpose.") for trait in traits)


def test_hostage_taking_needs_a_threat_and_a_price():
    found = LAW.provision("ICATH/1/1").elements
    assert [each.id for each in found if not each.exclusion] == [
        "seized-or-held",
        "threat",
        "compel-third-party",
    ]


def test_articles_12_and_13_take_an_act_out_of_the_hostages_convention():
    excluding = {each.id: each for each in LAW.provision("ICATH/1/1").elements if each.exclusion}
    assert set(excluding) == {"geneva-conventions-apply", "one-state"}
    geneva = excluding["geneva-conventions-apply"]
    assert "context.international" in geneva.supported_by
    assert (
        "context.non-international" in geneva.contradicted_by
    )  # common article 3 hands nobody over


def test_a_sanction_that_national_law_allows_is_no_exception_to_article_16():
    excluding = [each for each in LAW.provision("CAT/16/1").elements if each.exclusion]
    assert excluding
    assert not any("sanction.lawful" in each.supported_by for each in excluding)


def test_that_nobody_was_prosecuted_does_not_show_where_the_suspect_was():
    for code in ("CAT/5/2", "CAT/6/1", "CAT/7/1", "ICATH/5/2", "ICATH/6/1", "ICATH/8/1"):
        assert LAW.provision(code).elements[0].supported_by == ("context.suspect-present",), code


def test_knowledge_is_no_purpose_of_helping():
    assert "mode.knew" not in LAW.provision("ROME/25/3/c").element("purpose").supported_by
    assert (
        "mode.had-reason-to-know" not in LAW.provision("ICPPED/6/1/b").element("knew").supported_by
    )


def test_medical_need_is_an_exception_to_each_of_the_three_acts():
    for letter in "abc":
        assert LAW.provision(f"API/11/2/{letter}").element("justified").exclusion


def test_security_of_person_protects_those_who_are_not_held():
    found = LAW.provision("ICCPR/9/1")
    assert found.element("security-attacked").group == found.element("deprivation-of-liberty").group
    assert found.element("security-not-protected").group == "breach"
    for each in found.elements:  # who is held by officials is not held unlawfully for that alone
        assert "actor.official" not in each.supported_by


def test_disappearance_has_four_elements_and_in_the_statute_an_aim():
    assert {each.id for each in LAW.provision("ICPPED/2").elements} == {
        "deprivation-of-liberty",
        "state-link",
        "refusal-or-concealment",
        "outside-law",
    }
    assert LAW.provision("ROME/7/1/i").element("intent-outside-law") is not None


@pytest.mark.parametrize(
    ("prefix", "conflict"),
    [
        ("ROME/8/2/a", Conflict.INTERNATIONAL),
        ("ROME/8/2/b", Conflict.INTERNATIONAL),
        ("ROME/8/2/c", Conflict.NON_INTERNATIONAL),
        ("ROME/8/2/e", Conflict.NON_INTERNATIONAL),
        ("GC/3", Conflict.NON_INTERNATIONAL),
        ("API/41", Conflict.INTERNATIONAL),
    ],
)
def test_lists_apply_by_the_kind_of_conflict(prefix, conflict):
    found = LAW.under(prefix) if LAW.find(prefix) is None else [LAW.provision(prefix)]
    found = [*found, *(each for each in LAW if each.code.startswith(prefix + "/"))]
    assert found
    assert {each.applies for each in found} == {conflict}


def test_lists_of_the_statute_have_the_right_number_of_letters():
    def direct(code: str) -> int:
        return sum(re.fullmatch(rf"{code}/[ivxl]+", each.code) is not None for each in LAW)

    assert (direct("ROME/8/2/a"), direct("ROME/8/2/b")) == (8, 29)
    assert (direct("ROME/8/2/c"), direct("ROME/8/2/e")) == (4, 19)
    assert sum(re.fullmatch("ROME/7/1/[a-k]", each.code) is not None for each in LAW) == 11


def test_numbers_agree_with_the_copy_that_was_read():
    """Fingerprints are cut by the numbers printed in the copies; each provision falls on a part of them."""
    prints = shipped_prints()
    without = {
        each.code for each in LAW if each.origin.known is Known.READ and not prints.has(each.code)
    }
    assert without == set()
    for each in LAW:
        if prints.has(each.code):
            article, start, end = prints.span(each.code)
            assert 0 <= start < end <= len(article.hashes), each.code


def test_what_was_read_names_address_and_digest():
    for instrument in LAW.instruments.values():
        for origin in (instrument.origin, *(each.origin for each in instrument)):
            if origin.known is Known.READ:
                assert origin.address.startswith("https://")
                assert re.fullmatch(r"[0-9a-f]{64}", origin.sha256)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_sentence_of_ours_is_the_treatys(path):
    """Summaries, elements and questions are in our own words: no run of twelve official ones."""
    text = path.read_text(encoding="utf-8")
    text = "\n".join(
        line for line in text.splitlines() if not line.startswith(("name:", "  en:", "names:"))
    )
    copied = [each.text for each in find_quotations(text) if not each.marked]
    assert copied == []


def test_protocols_are_checklists_and_bind_nobody():
    for short in ("ISTANBUL", "MINNESOTA"):
        instrument = LAW.instrument(short)
        assert not instrument.binding
        assert all(each.kinds == {Kind.CHECKLIST} and each.elements for each in instrument)


def test_refused_care_alone_is_no_great_suffering():
    for code in ("GC1/50", "GC3/130", "GC4/147", "ROME/8/2/a/iii"):
        found = LAW.provision(code).element("great-suffering")
        assert "act.denial-of-care" not in found.supported_by, code


def test_what_makes_an_outrage_does_not_also_make_it_grave():
    for code in ("ROME/8/2/b/xxi", "ROME/8/2/c/ii"):
        gravity = LAW.provision(code).element("gravity")
        assert not {"harm.humiliation", "act.public-exposure"} & set(gravity.supported_by), code


@pytest.mark.parametrize("code", ["GC/3/1/a", "GC/3/1/c", "ROME/8/2/c/i", "ROME/8/2/c/ii"])
def test_a_soldier_who_is_held_or_dead_takes_no_part_in_fighting(code):
    """Common article 3 protects soldiers who are out of the fight: that they are soldiers is no objection."""
    ways = [each for each in LAW.provision(code).elements if each.group == "not-taking-part"]
    assert {each.id for each in ways} == {"civilian", "out-of-fight", "held"}
    for each in ways:
        assert "victim.fighting" in each.contradicted_by
        assert ("victim.armed-forces" in each.contradicted_by) == (each.id == "civilian")
    assert any("victim.dead" in each.supported_by for each in ways)


@pytest.mark.parametrize("code", ["API/41/1", "API/85/3/e", "ROME/8/2/b/vi"])
def test_who_surrenders_need_not_be_held_yet(code):
    ways = [each for each in LAW.provision(code).elements if each.group == "out-of-fight"]
    (surrendered,) = (each for each in ways if "victim.surrendered" in each.supported_by)
    assert "victim.not-in-custody" not in surrendered.contradicted_by
    assert "victim.fighting" in surrendered.contradicted_by


def test_a_civilian_in_the_hands_of_the_own_state_is_not_protected_by_convention_iv():
    for each in LAW.instrument("GC4"):
        for element in each.elements:
            if element.id in {"in-hands", "protected-person"}:
                assert element.supported_by == ("victim.enemy-hands",), each.code
            if element.id == "civilian":
                assert "victim.prisoner-of-war" in element.contradicted_by, each.code
    assert LAW.provision("GC4/34").element("in-hands") is not None


def test_grave_breaches_against_property_need_no_protected_person():
    found = LAW.provision("GC4/147")
    assert found.element("protected-property").group == found.element("protected-person").group


def test_article_49_speaks_of_occupied_territory():
    for number in range(1, 7):
        assert LAW.provision(f"GC4/49/{number}").element("occupied") is not None


@pytest.mark.parametrize("code", ["GC3/14/2", "GC3/25/4", "GC4/27/2", "API/75/5"])
def test_rules_for_women_ask_whether_a_woman_is_concerned(code):
    assert LAW.provision(code).element("woman" if code != "GC3/25/4" else "women").supported_by == (
        "victim.woman",
    )


def test_status_in_doubt_is_not_presupposed_where_doubt_protects():
    assert "prisoner-of-war" not in {each.id for each in LAW.provision("GC3/5/2").elements}


def test_each_condition_of_a_militia_is_asked_by_itself():
    found = LAW.provision("GC3/4/a/2")
    conditions = {"commander", "fixed-sign", "open-arms", "laws-of-war"}
    assert conditions <= {each.id for each in found.elements}
    assert all(not found.element(one).supported_by for one in conditions)


def test_bad_food_shows_neither_who_was_housed_with_whom_nor_what_was_written():
    for code in (
        "GC3/20/3",
        "GC3/22/3",
        "GC3/25/4",
        "ICCPR/10/2",
        "ICCPR/10/2/a",
        "ICCPR/10/2/b",
        "ICCPR/10/3",
        "API/75/5",
    ):
        for element in LAW.provision(code).elements:
            assert "act.conditions" not in element.supported_by, code


@pytest.mark.parametrize("code", ["ICCPR/2/1", "ICCPR/6/1", "ICCPR/7"])
def test_the_covenant_is_broken_by_failing_to_protect_from_private_persons(code):
    found = LAW.provision(code)
    assert found.element("attributable").group == found.element("not-protected").group
    assert "actor.private" in found.element("attributable").contradicted_by
    assert "actor.private" not in found.element("not-protected").contradicted_by


def test_a_danger_to_life_is_not_denied_by_survival():
    assert (
        "harm.survived" not in LAW.provision("ICCPR/6/1").element("life-in-danger").contradicted_by
    )


def test_a_suit_at_law_is_heard_fairly_too():
    assert "criminal-charge" not in {each.id for each in LAW.provision("ICCPR/14/1").elements}


def test_a_sentence_of_death_counts_before_it_is_carried_out():
    for code in ("ICCPR/6/2", "ICCPR/6/4", "ICCPR/6/5"):
        found = LAW.provision(code).element("death-sentence").supported_by
        assert "trial.death-sentence" in found, code


def test_questions_alone_are_no_coercion_of_civilians():
    found = LAW.provision("GC4/31")
    assert "purpose.information" not in found.element("pressure").supported_by
    assert "purpose.information" in found.element("to-force").supported_by


@pytest.mark.parametrize("code", ["GC3/13/1", "GC4/27/1", "GC/3/1", "ICCPR/7"])
def test_that_care_was_given_answers_an_effect_but_not_a_blow(code):
    """A death under care is contested by "care was given"; a beating is not."""
    for element in LAW.provision(code).elements:
        if set(element.supported_by) & {"harm.death", "harm.severe", "act.denial-of-care"}:
            assert "act.care-given" in element.contradicted_by
        if "act.violence" in element.supported_by:
            assert "act.care-given" not in element.contradicted_by


def test_the_states_explanation_answers_the_presumption_for_those_it_held():
    for one in ("arbitrary", "in-custody"):
        assert "force.necessary" in LAW.provision("ICCPR/6/1").element(one).contradicted_by
