"""Quotations of treaties are found, checked word by word, and tied to the provision that they come from.

The sentences quoted here are short ones of public treaties, as a submission would quote them.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.law.fingerprint import shipped_prints
from probanda.law.marks import passages, pieces
from probanda.law.quotation import find_quotations
from probanda.law.wording import hash_of, words

ORDER = "An order from a superior officer or a public authority may not be invoked as a justification of torture"


def only(text, default=""):
    found = find_quotations(text, default)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“", "”"),
        ("«", "»"),
        ("„", "“"),
        ('"', '"'),
        ("‘", "’"),
        ("«\u00a0", "\u00a0»"),
        ("”", "”"),
        ("»", "«"),
        ("“", "“"),
    ],
)
def test_marks_of_many_languages(before, after):
    found = only(f"Article 2 of the Convention against Torture says: {before}{ORDER}{after}.")
    assert (found.provisions, found.status, found.attribution) == (
        ("CAT/2/3",),
        "verbatim",
        "agrees",
    )
    assert found.differences == ()


def test_an_altered_word_is_shown_at_its_place():
    text = f"Article 2 of the Convention against Torture: “{ORDER.replace('superior', 'senior')}”."
    found = only(text)
    assert found.status == "altered"
    change = found.differences[0]
    assert (change.kind, change.words, change.position, change.official) == (
        "changed",
        "senior",
        5,
        1,
    )
    assert text[change.start : change.end] == "senior"


def test_an_added_and_an_omitted_word():
    quoted = ORDER.replace("torture", "any torture").replace("public ", "")
    found = only(f"“{quoted}” (article 2, paragraph 3, of the Convention against Torture)")
    assert [(each.kind, each.words, each.official) for each in found.differences] == [
        ("omitted", "", 1),
        ("added", "any", 0),
    ]


def test_an_ellipsis_and_brackets_alter_nothing():
    for quoted in (
        "An order from a superior officer […] may not be invoked as a justification of torture",
        "An order ... may not be invoked as a justification of torture",
        "[a]n order from a superior officer [of the army] may not be invoked as a justification of torture",
        "[An order] may not be invoked as a justification of torture",
    ):
        found = only(f"Article 2 (3) of the Convention against Torture: “{quoted}”.")
        assert (found.status, found.provisions) == ("verbatim", ("CAT/2/3",)), quoted


def test_words_left_out_silently_are_an_alteration():
    quoted = ORDER.replace("from a superior officer or a public authority ", "")
    found = only(f"Article 2 (3) of the Convention against Torture: “{quoted}”.")
    assert [(each.kind, each.official) for each in found.differences] == [("omitted", 8)]


def test_a_loose_quotation_is_held_against_the_article_that_the_text_gives():
    quoted = "No exceptional circumstance whatsoever may be invoked as an excuse for torture"
    found = only(f"Article 2 of the Convention against Torture: “{quoted}”.")
    assert (found.status, found.provisions) == ("altered", ("CAT/2/2",))
    assert found.differences[0].words == "circumstance"


def test_a_difference_knows_where_the_official_words_stand():
    gap = only(f"“{ORDER.replace('superior', 'senior')}”").differences[0]
    article, start, _ = shipped_prints().span("CAT/2/3")
    assert (gap.article, gap.official_at) == ("CAT/2", start + 4)
    assert article.hashes[gap.official_at] == hash_of("superior")


def test_case_marks_and_hyphens_make_no_difference():
    found = only(f"“{ORDER.upper().replace(' ', '  ')}”")
    assert found.status == "verbatim"


def test_a_quotation_given_to_another_article_is_said():
    found = only(f"Article 3 of the Convention against Torture says: “{ORDER}”.")
    assert (found.status, found.attribution, found.cited) == ("verbatim", "differs", ("CAT/3",))


def test_words_that_are_not_in_the_provision_are_said():
    found = only(
        "Article 12 of the Convention against Torture says that “the victims must be paid within three weeks”."
    )
    assert (found.status, found.provisions) == ("not-found", ())


def test_another_language_is_unchecked_not_wrong():
    found = only(
        "Статья 2 Конвенции против пыток гласит: «Никакие обстоятельства не могут служить оправданием пыток»."
    )
    assert found.status == "unchecked"


def test_other_speech_is_no_quotation_of_a_treaty():
    assert (
        find_quotations(
            "The witness said: “They came at night and took my brother away in a grey van.”"
        )
        == ()
    )
    assert (
        find_quotations("He was charged under article 12. “I was never told why,” he says.", "CAT")
        == ()
    )


def test_a_citation_of_the_next_sentence_is_not_this_ones():
    found = only(
        f"Article 2 of the Convention against Torture: “{ORDER}”. Article 4 of it is another matter."
    )
    assert found.cited == ("CAT/2",)


def test_long_agreement_without_marks_is_found():
    found = only(f"It is plain that {ORDER}, whatever the army says.")
    assert (found.marked, found.provisions, found.status) == (False, ("CAT/2/3",), "verbatim")


def test_common_article_three_is_the_same_text_in_each_convention():
    found = only(
        "Article 3 of the Third Geneva Convention: “the passing of sentences and the carrying out of"
        " executions without previous judgment”"
    )
    assert (found.provisions, found.attribution) == (("GC/3/1/d",), "agrees")


def test_a_quotation_over_two_paragraphs_names_the_article():
    quoted = "Pillage is prohibited. Reprisals against protected persons and their property are prohibited."
    assert only(f"Fourth Geneva Convention, article 33: “{quoted}”").provisions == ("GC4/33",)


def test_twenty_reports_take_twenty_times_the_words():
    text = (
        f"Article 2 of the Convention against Torture: “{ORDER}”.\n\n"
        + "Nothing of this was done. " * 40
        + "\n\n"
    )
    assert len(find_quotations(text * 20)) == 20


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 18), st.sampled_from(["kettle", "seventeen", "umbrella"]))
def test_any_one_changed_word_is_found(place, word):
    quoted = ORDER.split()
    quoted[place] = word
    found = only(f"Article 2 (3) of the Convention against Torture: “{' '.join(quoted)}”.")
    assert [each.words for each in found.differences] == [word]
    assert found.differences[0].position == place + 1


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet='“”„«»‘’"[]….abc (\n', max_size=120))
def test_passages_and_pieces_lie_in_the_text_in_order(text):
    last = 0
    for passage in passages(text):
        assert last <= passage.start <= passage.end <= len(text)
        last = passage.end
        at = passage.start
        for piece in pieces(text, passage):
            assert at <= piece.start < piece.end <= passage.end
            at = piece.end
    find_quotations(text)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_words_are_where_they_say(text):
    for word in words(text):
        assert text[word.start : word.end] == word.text


def test_an_apostrophe_closes_nothing():
    text = "‘the prisoner’s rights’ and more"
    assert [text[p.start : p.end] for p in passages(text)] == ["the prisoner’s rights"]


def test_a_lost_closing_mark_swallows_nothing():
    text = "“an opening without an end\n\n\n\n" + "words " * 2000
    assert list(passages(text)) == []


def test_hashes_are_stable():
    """The shipped fingerprints rest on this function: a change of it must change them too."""
    assert hash_of("torture") == hash_of("Torture") == 6805545


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3000,
        "““”" * 1000,
        '"' * 3000,
        "article 1, " * 400,
        "article 1" + "(a)" * 2000,
        "articles 1-999 " * 300,
        "“" + "[" * 2000 + "”",
    ],
    ids=["open", "nested", "straight", "articles", "letters", "ranges", "brackets"],
)
def test_senseless_text_is_read_to_its_end(text):
    assert find_quotations(text, "CAT") == ()


def test_a_citation_that_begins_the_next_sentence_is_not_the_one_quoted():
    text = f'Article 2(3) of the Convention against Torture provides: "{ORDER}." And common article 3 adds more.'
    found = only(text)
    assert (found.cited, found.attribution) == (("CAT/2/3",), "agrees")


def test_a_citation_in_brackets_after_a_full_stop_is_the_one_quoted():
    found = only(f'Common article 3 says more. "{ORDER}." (CAT, article 2(3))')
    assert (found.cited, found.attribution) == (("CAT/2/3",), "agrees")
