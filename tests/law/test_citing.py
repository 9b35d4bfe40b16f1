"""Provisions are found as texts cite them, in several languages, and those that do not exist are named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.law.citing import find_citations
from probanda.law.loading import shipped_law

CAT_1_TO_16 = tuple(f"CAT/{n}" for n in range(1, 17))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("article 2, paragraph 2, of the Convention against Torture", ("CAT/2/2",)),
        ("Article 2 (2) of the Convention against Torture", ("CAT/2/2",)),
        ("arts. 1–16 CAT", CAT_1_TO_16),
        ("articles 1 to 16 of the Convention against Torture", CAT_1_TO_16),
        ("articles 2, 12 and 13 of the Convention against Torture", ("CAT/2", "CAT/12", "CAT/13")),
        ("paragraph 1 of article 22 of the Convention against Torture", ("CAT/22/1",)),
        (
            "articles 22, paragraphs 1 and 5 (b), and 28 of the Convention against Torture",
            ("CAT/22/1", "CAT/22/5/b", "CAT/28"),
        ),
        (
            "article 19, paragraphs 1 to 3, of the Convention against Torture",
            ("CAT/19/1", "CAT/19/2", "CAT/19/3"),
        ),
        ("common article 3", ("GC/3",)),
        ("article 3 common to the four Geneva Conventions", ("GC/3",)),
        ("art. 8(2)(b)(xxi) of the Rome Statute", ("ROME/8/2/b/xxi",)),
        ("Rome Statute, article 8 (2) (c) (ii)", ("ROME/8/2/c/ii",)),
        ("GC III, art. 13", ("GC3/13",)),
        ("Third Geneva Convention (art. 17, para. 4)", ("GC3/17/4",)),
        ("art. 4 A (2) of the Third Geneva Convention", ("GC3/4/a/2",)),
        ("article 75 of Additional Protocol I", ("API/75",)),
        ("article 7 of the International Covenant on Civil and Political Rights", ("ICCPR/7",)),
        ("ICCPR arts. 7 and 10", ("ICCPR/7", "ICCPR/10")),
        ("article 2, paragraphe 2, de la Convention contre la torture", ("CAT/2/2",)),
        ("articles 2 et 3 de la Convention contre la torture", ("CAT/2", "CAT/3")),
        ("artículo 2, párrafo 2, de la Convención contra la Tortura", ("CAT/2/2",)),
        ("artículos 12 y 13 de la Convención contra la Tortura", ("CAT/12", "CAT/13")),
        ("пункт 2 статьи 2 Конвенции против пыток", ("CAT/2/2",)),
        ("статей 2, 12 и 13 Конвенции против пыток", ("CAT/2", "CAT/12", "CAT/13")),
        ("общая статья 3 Женевских конвенций", ("GC/3",)),
        ("стаття 12 Конвенції проти катувань", ("CAT/12",)),
        ("İşgəncələrə qarşı Konvensiyanın 2-ci maddəsi", ("CAT/2",)),
    ],
)
def test_a_citation_is_read(text, codes):
    found = find_citations(text)
    assert [each.codes for each in found] == [codes]
    assert found[0].problems == ()
    assert found[0].resolved == "named"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("article 40 of the Convention against Torture", "article-unknown"),
        ("articles 32 to 35 of the Convention against Torture", "article-unknown"),
        ("article 2, paragraph 7, of the Convention against Torture", "paragraph-unknown"),
        ("article 16 bis of the Convention against Torture", "article-unknown"),
        ("article 200 of GC III", "article-unknown"),
        ("ECHR art 99", "article-unknown"),
        ("article 7 (3) of the ICCPR", "paragraph-unknown"),
    ],
)
def test_what_does_not_exist_is_said_with_what_is_near(text, code):
    problem = find_citations(text)[0].problems[0]
    assert problem.code == code
    assert problem.expected


@pytest.mark.parametrize(
    "text",
    [
        "article 25 of the Convention against Torture",  # exists, and we hold nothing on it
        "article 8 bis of the Rome Statute",  # inserted later
        "article 85 (3) (e) of Additional Protocol I",
        "article 3 of the European Convention on Human Rights",
        "article 31, paragraph 2, of GC III",  # its paragraphs carry no numbers, and we hold it whole
    ],
)
def test_what_exists_is_no_problem(text):
    assert find_citations(text)[0].problems == ()


def test_the_convention_is_the_one_named_before():
    found = find_citations(
        "The Convention against Torture is clear. Article 12 of the Convention asks it; article 13 too."
    )
    assert [(each.codes, each.resolved) for each in found] == [
        (("CAT/12",), "nearest"),
        (("CAT/13",), "nearest"),
    ]


def test_a_covenant_is_no_convention():
    text = (
        "The Convention against Torture and the International Covenant on Civil and Political Rights:"
        " article 7 of the Covenant, article 1 of the Convention."
    )
    assert [each.codes for each in find_citations(text)] == [("ICCPR/7",), ("CAT/1",)]


@pytest.mark.parametrize(
    "text",
    [
        "The Convention against Torture; article 309 of the Criminal Code",
        "CAT. Article 5 of the agreement of 12 November 2020",
        "Конвенция против пыток; статья 309 Уголовного кодекса",
    ],
)
def test_articles_of_other_texts_are_not_taken_for_the_treatys(text):
    assert [each.instrument for each in find_citations(text, "CAT")] == [""]


def test_a_bare_article_means_the_default():
    found = find_citations("Article 12 was not kept.", "CAT")[0]
    assert (found.codes, found.resolved) == (("CAT/12",), "default")
    assert find_citations("Article 12 was not kept.")[0].instrument == ""


def test_a_cat_is_no_convention():
    assert find_citations("article 2 of cat")[0].instrument == ""


def test_symbols_of_documents_are_no_mentions():
    assert [each.instrument for each in find_citations("CAT/C/KEV/CO/5, article 3")] == [""]


def test_every_code_of_ours_is_found_when_it_is_written_out():
    for provision in shipped_law():
        if (
            provision.instrument in {"ISTANBUL", "MINNESOTA", "GC"}
            or not provision.path[-1].isdigit()
        ):
            continue
        if len(provision.path) > 2:
            continue
        paragraph = f", paragraph {provision.path[1]}" if len(provision.path) == 2 else ""
        name = shipped_law().instrument(provision.instrument).name
        found = find_citations(f"See article {provision.path[0]}{paragraph}, of the {name}.")
        assert [each.codes for each in found] == [(provision.code,)], provision.code


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="article paragraph.of()123 CATthe,–и статьяsIVXL\n", max_size=200))
def test_places_are_inside_the_text(text):
    for each in find_citations(text, "CAT"):
        assert text[each.start : each.end] == each.text
