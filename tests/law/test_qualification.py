"""Qualification: standings per element, competing provisions, applicability; never a verdict."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.law.explain import as_dict, as_text, none_of_these
from probanda.law.facts import Act, Fact, Involvement, Stance, pattern
from probanda.law.independence import Provenance, independent, origins
from probanda.law.lacking import review
from probanda.law.loading import shipped_law
from probanda.law.matrix import evidence_matrix
from probanda.law.provisions import Conflict
from probanda.law.qualification import Applies, Standing
from probanda.law.responsibility import MODES, OBLIGATIONS, StateAction, modes, obligations
from probanda.law.standard import standard_qualifier
from probanda.problems import ProbandaError

LAW = shipped_law()
QUALIFIER = standard_qualifier()
MERGED = standard_qualifier({"s1": "s1", "s2": "s1", "s3": "s3"})
DAY = date(2019, 4, 6)
TORTURE = ("harm.severe", "intent.deliberate", "purpose.information", "actor.official")


def act(*traits: str, source: str = "s1", **more: object) -> Act:
    facts = tuple(Fact(f"c{n}", source, trait) for n, trait in enumerate(traits))
    values: dict = {"earliest": DAY, "latest": DAY, "states": ("Sartania",), "facts": facts}
    return Act("a", **{**values, **more})


def one(subject: Act, code: str = "CAT/1/1", **more: object):
    qualifier = standard_qualifier(**more) if more else QUALIFIER
    return qualifier.qualify(subject, [code])[0]


def standing(found, element: str) -> Standing:
    return next(f.standing for f in found.findings if f.element.id == element)


def test_all_elements_with_support_is_said_so_and_nothing_more():
    found = one(act(*TORTURE))
    assert found.state == "every-element-supported"
    assert found.application.status is Applies.YES
    text = "\n".join(as_text(act(*TORTURE), [found]))
    assert "violat" not in text.replace("whether a provision was violated", "")
    assert "guilty" not in text


def test_without_a_purpose_torture_has_a_gap_and_ill_treatment_has_none():
    subject = act("harm.severe", "intent.deliberate", "actor.official", "context.jurisdiction")
    torture, ill = QUALIFIER.qualify(subject, ["CAT/1/1", "CAT/16/1"])
    assert torture.state == "gaps"
    assert {element for element, _ in torture.gaps} == {"purpose", "lawful-sanction"}
    assert ill.state == "every-element-supported"


def test_that_there_was_no_purpose_contests_the_element():
    subject = act(*TORTURE, "purpose.none")
    found = one(subject)
    assert found.state == "contested"
    finding = next(f for f in found.findings if f.element.id == "purpose")
    assert (len(finding.sources_for), len(finding.sources_against)) == (1, 1)
    assert "contested" in finding.words


def test_a_lawful_sanction_is_an_exception_that_is_claimed():
    assert one(act(*TORTURE, "sanction.lawful")).state == "exception-supported"
    contested = one(act(*TORTURE, "sanction.lawful", "sanction.unlawful"))
    assert contested.state == "contested"
    assert any("exception" in reason for reason in none_of_these([contested]))


def test_two_reports_of_one_film_are_one_source():
    chain = origins(
        [
            Provenance("film"),
            Provenance("post", "film"),
            Provenance("paper", "post"),
            Provenance("x"),
        ]
    )
    facts = tuple(Fact(s, s, "harm.severe") for s in ("film", "post", "paper", "x"))
    found = one(act(facts=facts), origin=chain)
    finding = found.findings[0]
    assert finding.sources_for == ("film", "x")
    assert finding.words == "supported by 2 independent sources"


def test_no_fact_at_all_competes_for_nothing():
    empty = Act("a", "not-stated")
    assert QUALIFIER.qualify(empty) == ()
    assert none_of_these(()) == ("nothing in the record bears on the elements of any provision",)


def test_an_instrument_that_did_not_bind_the_state_that_day_does_not_apply():
    found = one(act("act.deprivation-of-liberty"), "ICPPED/2")
    assert found.application.status is Applies.NOT_IN_FORCE
    assert found.state == "not-applicable"
    assert "ICPPED" in found.application.reasons[0]
    later = one(
        act("act.killing", earliest=date(2022, 1, 1), latest=date(2022, 1, 1)), "ROME/25/3/a"
    )
    assert later.application.status is Applies.YES
    across = one(
        act("act.killing", earliest=date(2019, 1, 1), latest=date(2022, 1, 1)), "ROME/25/3/a"
    )
    assert across.application.status is Applies.UNKNOWN


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ((), Applies.UNKNOWN),
        ((Conflict.INTERNATIONAL,), Applies.YES),
        ((Conflict.NON_INTERNATIONAL,), Applies.OTHER_CONFLICT),
        ((Conflict.ANY,), Applies.OTHER_CONFLICT),
        ((Conflict.INTERNATIONAL, Conflict.NON_INTERNATIONAL), Applies.YES),
    ],
)
def test_the_kind_of_conflict_is_a_claim_that_decides_what_could_apply(kinds, status):
    subject = act("act.violence", conflicts=tuple((kind, "s") for kind in kinds))
    assert one(subject, "GC3/13/1").application.status is status


def test_without_state_or_date_nobody_can_tell():
    for subject in (act("harm.severe", states=()), act("harm.severe", earliest=None)):
        assert one(subject).application.status is Applies.UNKNOWN


def test_a_fact_may_name_an_element_itself_and_an_unknown_one_is_named():
    found = one(act("CAT/1/1#purpose"))
    assert standing(found, "purpose") is Standing.SUPPORTED
    problems = QUALIFIER.check(
        [
            Fact("c", "s", "harm.sever"),
            Fact("d", "s", "CAT/1/1#purposes"),
            Fact("e", "s", "harm.severe"),
        ]
    )
    assert [(p.code, p.column) for p in problems] == [
        ("trait-unknown", "c"),
        ("element-unknown", "d"),
    ]
    assert "harm.severe" in problems[0].remedy


def test_a_provision_without_elements_is_refused():
    with pytest.raises(ProbandaError) as caught:
        QUALIFIER.qualify(act("harm.severe"), ["CAT/1/2"])
    assert caught.value.problems[0].code == "provision-without-elements"


def test_alternatives_count_once_and_one_of_them_closes_the_group():
    found = one(act("harm.severe", "actor.official", "context.jurisdiction"), "ICCPR/7")
    assert found.state == "every-element-supported"
    assert found.gaps == ()


def test_a_contested_alternative_speaks_for_nothing_where_another_is_met():
    found = one(
        act("act.violence", "actor.private", "state.not-prevented", "context.jurisdiction"),
        "ICCPR/7",
    )
    assert found.state == "every-element-supported"
    assert found.met == {"act", "attributable"}
    assert not any("attributable" in reason for reason in none_of_these([found]))


def test_a_contradiction_alone_is_contested_never_supported():
    fact = Fact("c", "s", "harm.severe", Stance.CONTRADICTS)
    finding = one(act(facts=(fact,))).findings[0]
    assert finding.standing is Standing.CONTESTED
    assert finding.words.startswith("contested: supported by none")
    assert finding.gaps


TRAITS = sorted(LAW.traits)
FACTS = st.lists(
    st.builds(
        Fact,
        claim=st.sampled_from("abcdef"),
        source=st.sampled_from(["s1", "s2", "s3"]),
        bears_on=st.sampled_from(TRAITS),
        stance=st.sampled_from(Stance),
    ),
    max_size=8,
)


@settings(deadline=None)
@given(FACTS)
def test_more_claims_never_hide_a_contradiction_and_order_does_not_matter(facts):
    forward = one(act(facts=tuple(facts)))
    backward = one(act(facts=tuple(reversed(facts))))
    assert [f.standing for f in forward.findings] == [f.standing for f in backward.findings]
    for finding in forward.findings:
        if finding.contradicting:
            assert finding.standing is Standing.CONTESTED
        elif finding.supporting:
            assert finding.standing is Standing.SUPPORTED
        else:
            assert finding.standing is Standing.NO_EVIDENCE
    assert sum(forward.counts.values()) == 4  # the exclusion is not among what is needed


@settings(deadline=None)
@given(FACTS)
def test_merging_sources_never_raises_a_count(facts):
    apart = one(act(facts=tuple(facts)))
    merged = MERGED.qualify(act(facts=tuple(facts)), ["CAT/1/1"])[0]
    for a, b in zip(apart.findings, merged.findings, strict=True):
        assert len(b.sources_for) <= len(a.sources_for)
        assert a.standing is b.standing


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_origins_are_a_partition_and_survive_circles(links):
    listed = {n: Provenance(str(n), derived_from=str(m)) for n, m in links}
    found = origins(listed.values())
    assert set(found) == {str(n) for n in listed}
    for key, head in found.items():
        assert found[head] == head
        parent = listed[int(key)].derived_from
        if parent in found:
            assert found[parent] == head


def test_same_bytes_and_same_witness_are_one_source():
    found = origins(
        [
            Provenance("a", digest="d1"),
            Provenance("b", digest="d1"),
            Provenance("i1", witness="w"),
            Provenance("i2", witness="w"),
            Provenance("c"),
        ]
    )
    assert len(independent(["a", "b", "i1", "i2", "c"], found)) == 3


def test_a_pattern_pools_facts_and_says_nothing_of_being_systematic():
    acts = [act("harm.severe", source="s1"), act("harm.severe", "purpose.punishment", source="s2")]
    pooled = pattern("p", acts, "a pattern")
    assert pooled.states == ("Sartania",)
    found = one(pooled)
    assert len(found.findings[0].sources_for) == 2
    assert not any(f.bears_on == "context.systematic" for f in pooled.facts)


def test_the_matrix_leaves_cells_empty_where_nothing_bears():
    subject, other = act(*TORTURE, "act.deprivation-of-liberty"), Act("b", "not-stated")
    matrix = evidence_matrix(QUALIFIER, [subject, other], ["CAT/1/1", "ICPPED/2"])
    assert matrix.cells[0][0] is not None
    assert matrix.cells[0][0].words == "4 of 4"
    assert matrix.cells[0][1] is None
    assert matrix.cells[1][0] is not None
    assert matrix.cells[1][0].words == "not applicable"


def test_modes_and_obligations_name_provisions_that_are_there():
    for row in (*MODES.values(), *OBLIGATIONS.values()):
        for code in row.provisions:
            LAW.provision(code) if LAW.find(code) else LAW.under(code)
    for row in OBLIGATIONS.values():
        assert set(row.traits) <= set(LAW.traits)


def test_modes_count_independent_sources_and_name_what_nobody_says():
    said = [
        Involvement("i1", "film", "ordered", "an officer"),
        Involvement("i2", "post", "ordered", "an officer"),
    ]
    found = {one.mode.word: one for one in modes(said, {"film": "film", "post": "film"})}
    assert found["ordered"].words == "claimed by 1 independent source"
    assert found["instigated"].words == "no evidence"


def test_obligations_show_what_was_done_when_and_what_is_contested():
    actions = [
        StateAction("c1", "s1", "Sartania", "investigate", "done", earliest=date(2019, 4, 20)),
        StateAction("c2", "s2", "Sartania", "investigate", "not-done"),
        StateAction(
            "c3", "s1", "Sartania", "investigate-promptly", "done", earliest=date(2019, 4, 20)
        ),
        StateAction("c4", "s1", "Sartania", "prosecute", "refused"),
    ]
    found = {one.obligation.word: one for one in obligations(actions, since=DAY)}
    assert found["investigate"].standing == "contested"
    assert found["investigate-promptly"].days == 14
    assert found["prosecute"].standing == "not-done"
    assert found["redress"].standing == "no-evidence"
    assert found["redress"].gaps


def test_a_record_is_held_against_a_checklist_and_an_unknown_item_is_named():
    istanbul = LAW.instrument("ISTANBUL")
    found = review(
        istanbul,
        {"ISTANBUL/consent": "answers 1–2", "ISTANBUL/setting#breaks": "head", "ISTANBUL/x": "y"},
    )
    covered = {item.address for item in found.covered}
    assert "ISTANBUL/setting#breaks" in covered
    assert sum(address.startswith("ISTANBUL/consent#") for address in covered) == 4
    assert all(item.questions for item in found.lacking)
    assert [problem.code for problem in found.problems] == ["checklist-item-unknown"]
    total = sum(len(p.elements) or 1 for p in istanbul)
    assert len(found.covered) + len(found.lacking) == total


def test_json_holds_every_claim_and_question():
    subject = act(*TORTURE[:2])
    answer = as_dict(subject, QUALIFIER.qualify(subject, ["CAT/1/1"]))
    element = answer["qualifications"][0]["elements"][0]
    assert element["supporting"][0]["claim"] == "c0"
    assert answer["none"]["provision"] is None
    assert {gap["element"] for gap in answer["qualifications"][0]["gaps"]} >= {
        "purpose",
        "official",
    }


def test_thousands_of_acts_are_qualified_without_growing_slow():
    qualifier = standard_qualifier()
    subject = act(*TORTURE, act_type="beating")
    counts = [len(qualifier.qualify(subject)) for _ in range(2000)]
    assert set(counts) == {len(qualifier.qualify(subject))}
