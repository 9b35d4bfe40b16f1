"""Mistakes in a file of law are named with their place and how to mend them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.law import load_instrument, load_law, shipped_law
from probanda.problems import ProbandaError

TRAITS = shipped_law().traits
GOOD = """\
short: KEVCON
name: Convention of Kevria
adopted: 2001-02-03
in force: 2002-02-03
articles: 9
origin: {known: memory}
provisions:
  - code: 1/1
    title: A rule
    summary: Something is forbidden.
    kinds: prohibition
    elements:
      - id: done
        text: It was done.
        tests: ["Was it done?"]
        traits: [harm.severe]
"""


def read(tmp_path, text):
    path = tmp_path / "kevcon.yaml"
    path.write_text(text, encoding="utf-8")
    return load_instrument(path, TRAITS)


def problems_of(tmp_path, text):
    with pytest.raises(ProbandaError) as caught:
        read(tmp_path, text)
    return caught.value.problems


def test_a_good_file_is_read(tmp_path):
    found = read(tmp_path, GOOD)
    assert [each.code for each in found] == ["KEVCON/1/1"]
    element = found.provisions[0].elements[0]
    assert element.contradicted_by == ("harm.not-severe",)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('tests: ["Was it done?"]', "tests: []", "element-without-test", 13),
        ("traits: [harm.severe]", "traits: [harm.sever]", "trait-unknown", 16),
        ("code: 1/1", "code: 12/1", "article-unknown", 8),
        ("code: 1/1", "code: Article 1", "code-wrong", 8),
        ("kinds: prohibition", "kinds: forbidden", "word-unknown", 11),
        ("adopted: 2001-02-03", "adopted: 3 February 2001", "date-wrong", 3),
        ("articles: 9", "articles: nine", "number-wrong", 5),
        ("origin: {known: memory}", "origin: {known: read}", "origin-incomplete", 6),
        ("origin: {known: memory}", "origins: {known: memory}", "field-unknown", 6),
        ("    title: A rule\n", "", "field-missing", 8),
        ("short: KEVCON", "short: kev con", "short-name-wrong", 1),
        ("id: done", "id: It is Done", "element-id-wrong", 13),
    ],
)
def test_each_mistake_has_its_code_and_line(tmp_path, old, new, code, line):
    assert old in GOOD
    found = problems_of(tmp_path, GOOD.replace(old, new))
    mine = [each for each in found if each.code == code]
    assert mine, [str(each) for each in found]
    assert mine[0].line == line
    assert mine[0].file.endswith("kevcon.yaml")
    assert mine[0].remedy


def test_a_provision_that_can_be_broken_needs_elements(tmp_path):
    text = GOOD[: GOOD.index("    elements:")]
    assert [each.code for each in problems_of(tmp_path, text)] == ["elements-missing"]


def test_nearest_traits_are_offered(tmp_path):
    found = problems_of(tmp_path, GOOD.replace("harm.severe", "harm.sever"))[0]
    assert "harm.severe" in found.expected


def test_a_code_stands_once(tmp_path):
    twice = GOOD + GOOD[GOOD.index("  - code: 1/1") :]
    assert [each.code for each in problems_of(tmp_path, twice)] == ["code-repeated"]


def test_files_are_held_to_each_other(tmp_path):
    traits = tmp_path / "traits.yaml"
    traits.write_text("traits: {harm.severe: {of: act, text: severe}}\n", encoding="utf-8")
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(GOOD + "    see: [OTHER/1]\n", encoding="utf-8")
    second.write_text(GOOD, encoding="utf-8")
    with pytest.raises(ProbandaError) as caught:
        load_law([first, second], traits)
    assert {each.code for each in caught.value.problems} == {
        "instrument-repeated",
        "reference-unknown",
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("CAT/40", "article-unknown"),
        ("CAT/2/9", "paragraph-unknown"),
        ("CAT/24", "provision-not-held"),
        ("CAT", "code-incomplete"),
        ("XYZ/1", "instrument-unknown"),
        ("CAT/16bis", "article-unknown"),
    ],
)
def test_an_unknown_code_says_what_is_wrong_and_what_is_near(code, expected):
    with pytest.raises(ProbandaError) as caught:
        shipped_law().provision(code)
    problem = caught.value.problems[0]
    assert problem.code == expected
    assert problem.expected


def test_codes_are_read_in_any_case():
    assert shipped_law().provision("rome/8/2/B/XXI").code == "ROME/8/2/b/xxi"


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300))
def test_no_file_breaks_the_reader(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("law") / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProbandaError):
        load_instrument(path, TRAITS)
