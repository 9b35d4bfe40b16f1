"""The vocabulary of acts: eight languages, tied to what there is, and codes only where a source gives them."""

from __future__ import annotations

import re

import pytest

from probanda.law import shipped_law
from probanda.law.thesaurus import LANGUAGES, load_thesaurus, nearest, term, terms
from probanda.problems import ProbandaError

SCRIPTS = {"ru": "[а-яё]", "uk": "[а-яіїєґ']", "hy": "[ա-ֆև]", "ar": "[ء-ي]", "az": "[a-zəçğıöşü]"}
SEVERITY_AND_PURPOSE = ("harm.severe", "intent.deliberate", "purpose.")


def test_every_term_has_a_label_in_every_language():
    for each in terms().values():
        assert set(each.labels) == set(LANGUAGES), each.id
        assert each.gloss


@pytest.mark.parametrize("language", SCRIPTS)
def test_labels_are_in_their_own_letters(language):
    for each in terms().values():
        assert re.search(SCRIPTS[language], each.labels[language].lower()), (each.id, language)


def test_labels_that_no_native_reader_saw_say_so():
    assert {"az", "hy", "ar"} <= set(term("torture").review)


def test_a_name_says_neither_severity_nor_purpose():
    for each in terms().values():
        said = [t for t in each.traits if t.startswith(SEVERITY_AND_PURPOSE)]
        assert not said or each.id == "forced-confession", (each.id, said)


def test_wider_terms_lead_to_the_top():
    for each in terms().values():
        seen = {each.id}
        while each.broader:
            assert each.broader not in seen
            seen.add(each.broader)
            each = terms()[each.broader]  # noqa: PLW2901
        assert each.id in {"violation", "method"}


def test_codes_are_pairs_of_list_five_and_missing_where_the_lists_have_none():
    for each in terms().values():
        if each.huridocs:
            assert each.huridocs[0] == 5
            assert re.fullmatch(r"0[1-4]\d\d", each.huridocs[1])
            assert len(each.huridocs_code) == 12
    assert term("desecration-of-remains").huridocs is None
    assert term("exhibition-before-cameras").huridocs is None


@pytest.mark.parametrize(
    "word", ["beating", "Beating", "избиение", "coups", "döyülmə", "ضرب", "ծեծ"]
)
def test_a_term_is_found_in_any_language(word):
    assert term(word).id == "beating"


def test_an_unknown_word_has_near_ones():
    assert term("beeting") is None
    assert "beating" in nearest("beeting")


def test_provisions_of_a_term_are_there():
    law = shipped_law()
    for each in terms().values():
        for code in each.provisions:
            assert law.find(code) is not None


def test_a_wrong_thesaurus_names_each_mistake(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(
        "terms:\n  a: {kind: method, en: a, traits: [harm.sever], first: [CAT/99]}\n"
        "  b: {kind: method, gloss: x}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProbandaError) as caught:
        load_thesaurus(path, shipped_law())
    assert [each.code for each in caught.value.problems] == [
        "trait-unknown",
        "article-unknown",
        "field-missing",
    ]


def test_codes_of_killing_stand_at_killings():
    """List 5 has its ways of killing under 01: being shot at, or cut, is not to be killed."""
    for each in terms().values():
        if each.huridocs and each.huridocs[1].startswith("01"):
            assert "act.killing" in each.traits, each.id
    assert term("shooting").huridocs is None
    assert term("killing-by-shooting").huridocs == (5, "0101")
    assert term("mutilation").huridocs is None
    assert term("amputation").huridocs == (5, "0314")


def test_torture_and_ill_treatment_may_leave_the_body_alone():
    for name in ("torture", "ill-treatment"):
        assert term(name).traits == ()


def test_refused_information_is_no_denial_of_the_holding():
    assert term("refusal-of-information").traits == ("state.information-refused",)
