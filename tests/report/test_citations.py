"""Footnotes: the form of each kind of source, locators, repetition, consent, and where the mark stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from probanda.consent import Consent, Level
from probanda.report.citations import read_locator
from probanda.report.citations.forms import Forms
from probanda.report.citations.locator import Locator
from probanda.report.languages import language_for
from probanda.report.manuscript import check_text
from probanda.report.redaction import Redactor
from probanda.report.tree import iter_elements, plain_text
from probanda.report.values import Source
from tests.report.samples import SOURCES, sample_record

EXPECTED = {
    "[@co-5, 12]": "Concluding observations on the fifth periodic report of Veldania (CAT/C/VLD/CO/5), para. 12.",
    "[@res-268, para. 4]": "General Assembly resolution 68/268, para. 4.",
    "[@res-1325]": "Security Council resolution 1325 (2000).",
    "[@cat]": "Convention against Torture, United Nations, Treaty Series, vol. 1465, No. 24841.",
    "[@book, p. 12]": "Ilona Marr, The Wells of Kasteria (Tarn, Hill Press, 1998), p. 12.",
    "[@chapter]": "Oren Dast, “Lists and their makers”, in Counting the Missing, Ada Lund, ed. "
    "(Tarn, Hill Press, 2011).",
    "[@article, p. 12]": "Mila Corvan, “Registers in the dark”, Journal of Registers, vol. 3, "
    "No. 2 (May 2020), p. 12.",
    "[@paper]": "Tomas Vey, “Forty return”, The Tarn Courier, 12 November 2020. "
    "Available at https://courier.example/forty.",
    "[@list-2014, para. 3]": "Relief Committee, “Updated list of the missing”, 12 May 2014, para. 3. "
    "Available at https://relief.example/list (accessed on 1 March 2026).",
    "[@clip, 00:01:35]": "@rivergate, “Column on the road”, Kanalo, 2 October 2020, at 00:01:35. "
    "Available at https://kanalo.example/v/881.",
    "[@interview-12]": "Interview on file with the organisation, No. 12.",
    "[@register, 42]": "State Commission of Kasteria, “Register of missing persons”, 29 April 2024, row 42.",
    "[@judgment, 7]": "Regional Court of Human Rights, Marr and Others v. Veldania, No. 1234/95, "
    "30 June 2005, para. 7.",
    "[@CAT/C/XYZ/CO/6, para. 3]": "CAT/C/XYZ/CO/6, para. 3.",
}


def notes(body: str, language: str = "en", level: Level = Level.PUBLIC) -> list[str]:
    text = f"---\ntitle: T\nlang: {language}\n---\n\n{body}"
    tree = check_text(text, sample_record(), level=level, draft=True).ast
    found = [x for x in iter_elements(tree["blocks"]) if x["t"] == "Note"]
    return [plain_text(x["c"]).replace("\u00a0", " ") for x in found]


def without_copy(note: str) -> str:
    return note.split(" Archived copy", maxsplit=1)[0]


@pytest.mark.parametrize(("cited", "expected"), EXPECTED.items())
def test_each_kind_of_source_has_its_form(cited: str, expected: str) -> None:
    (note,) = notes(f"Said.{cited}")
    assert without_copy(note) == expected


def test_the_digest_of_the_archived_copy_is_shortened() -> None:
    (note,) = notes("Said.[@book]")
    archived = SOURCES["book"].archived
    assert archived is not None
    assert note.endswith(f"Archived copy, sha256: {archived.sha256[:12]}…")


def test_ibid_stands_only_right_after_the_same_single_source() -> None:
    found = notes(
        "a[@co-5, 1] b[@co-5, 1] c[@co-5, 2] d[@book; @co-5, 3] e[@co-5, 4] f^[own] g[@co-5, 5] h[see @co-5]"
    )
    assert found[1] == "Ibid., para. 1."
    assert found[2] == "Ibid., para. 2."
    assert found[3].endswith("; CAT/C/VLD/CO/5, para. 3.")
    assert found[4] == "CAT/C/VLD/CO/5, para. 4."
    assert found[6] == "CAT/C/VLD/CO/5, para. 5."
    assert found[7] == "See ibid."


def test_ibid_does_not_reach_over_a_caption() -> None:
    found = notes("a[@book]\n\n::: {.table key=missing-by-sex}\nC [@book]\n:::\n\nb[@book]")
    assert not any(note.startswith("Ibid") for note in found)


def test_several_sources_share_a_note_and_neighbours_are_merged() -> None:
    (note,) = notes("a[@book, p. 1][@co-5, 2]")
    assert "; Concluding observations" in note


def test_a_citation_in_an_authors_own_note_is_part_of_it() -> None:
    (note,) = notes("a^[Compare [@book, p. 3], who differs.]")
    assert note.startswith("Compare Ilona Marr, The Wells of Kasteria")


def test_an_author_in_the_text_is_named() -> None:
    text = check_text("---\ntitle: T\n---\n\n@book [p. 3] says", sample_record(), draft=True)
    assert plain_text(text.ast["blocks"]) == "Ilona Marr says"


@pytest.mark.parametrize(
    ("key", "level", "expected"),
    [
        ("interview-12", Level.PUBLIC, "Interview on file with the organisation, No. 12."),
        ("interview-12", Level.COMMITTEE, "Interview on file with the organisation, No. 12."),
        ("interview-12", Level.INTERNAL, "Interview with Rəşad Əliquliyev, Tarn, 3 February 2021."),
        # the source is public, the person interviewed has withdrawn: nobody is named
        ("interview-13", Level.INTERNAL, "Interview on file with the organisation, No. 13."),
    ],
)
def test_an_interview_is_cited_as_consent_allows(key: str, level: Level, expected: str) -> None:
    (note,) = notes(f"a[@{key}]", level=level)
    assert without_copy(note) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Ilona Marr, The Wells of Kasteria (Tarn, Hill Press, 1998), p. 3 et 5–7."),
        ("es", "Ilona Marr, The Wells of Kasteria (Tarn, Hill Press, 1998), págs. 3 y 5–7."),
        ("ru", "Ilona Marr, The Wells of Kasteria (Tarn, Hill Press, 1998), с. 3 и 5–7."),
        ("az", "Ilona Marr, The Wells of Kasteria (Tarn, Hill Press, 1998), s. 3 və 5–7."),
        ("hy", "Ilona Marr, The Wells of Kasteria (Tarn, Hill Press, 1998), էջ 3 և 5–7."),
    ],
)
def test_labels_follow_the_language(language: str, expected: str) -> None:
    (note,) = notes("a[@book, pp. 3, 5-7]", language)
    assert note.startswith(expected)


@pytest.mark.parametrize(
    ("suffix", "kind", "words"),
    [
        (", para. 3", "", "para. 3"),
        (", para. 4.2", "", "para. 4.2"),
        (", paras. 3.1–3.3", "", "paras. 3.1–3.3"),
        (" paras. 12 and 14-16", "", "paras. 12 and 14–16"),
        (", §§ 3–4", "", "paras. 3–4"),
        ("п. 3", "", "para. 3"),
        (", art. 3 (1)(a)", "treaty", "art. 3 (1)(a)"),
        ("3", "treaty", "art. 3"),
        (", at 1:35", "film", "at 1:35"),
        (", 00:01:35-00:02:10", "film", "at 00:01:35–00:02:10"),
        (", row 42", "register", "row 42"),
        (", p. iv", "book", "p. iv"),
        (", annex II", "", "annex II"),
        (", emphasis added", "", ""),
    ],
)
def test_locators_are_read_and_printed(suffix: str, kind: str, words: str) -> None:
    assert read_locator(suffix, kind).in_words(language_for("en")).replace("\u00a0", " ") == words


def test_what_follows_a_locator_stays() -> None:
    assert read_locator(", para. 3, emphasis added").rest == "emphasis added"


@pytest.mark.parametrize("written", ["end [@book]. Next", "end.[@book] Next", "end. [@book] Next"])
@pytest.mark.parametrize(("language", "shape"), [("en", "end.* Next"), ("fr", "end*. Next")])
def test_the_mark_stands_where_the_language_wants_it(
    written: str, language: str, shape: str
) -> None:
    tree = check_text(f"---\ntitle: T\nlang: {language}\n---\n\n{written}", sample_record()).ast
    (paragraph,) = [x for x in iter_elements(tree["blocks"]) if x["t"] == "Para"][:1]
    seen = "".join("*" if x["t"] == "Note" else x.get("c", " ") for x in paragraph["c"])
    assert seen == shape


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("“Guests at the bridge”", "en", "“Guests at the bridge”"),
        ('"Guests at the bridge"', "en", "“Guests at the bridge”"),
        ("What “guests” means", "en", "“What ‘guests’ means”"),
        ("“Return” and “Home”", "en", "“‘Return’ and ‘Home’”"),
        ("«Гости у моста»", "ru", "«Гости у моста»"),
        ("Что значит «гости»", "ru", "«Что значит “гости”»"),
    ],
)
def test_a_title_is_quoted_once(title: str, language: str, expected: str) -> None:
    forms = Forms(Redactor(sample_record(), Level.PUBLIC, language))
    source = Source("s", "web", title, consent=Consent.PUBLIC)
    for words in (forms.full(source, Locator()), forms.short(source, Locator())):
        assert plain_text(words) == expected


def test_in_the_list_of_sources_a_source_begins_with_a_capital_and_has_no_short_digest() -> None:
    forms = Forms(Redactor(sample_record(), Level.PUBLIC))
    words = plain_text(forms.entire(replace(SOURCES["list-2014"], author="channel")))
    assert words.startswith("Channel, ")
    assert "sha256" not in words


def test_the_number_of_an_entry_is_withheld_with_the_name_it_leads_to() -> None:
    record = sample_record()
    listed = {key: replace(person, sources=("register",)) for key, person in record.persons.items()}
    record = replace(record, persons=listed)
    public, internal = (Forms(Redactor(record, level)) for level in (Level.PUBLIC, Level.INTERNAL))
    locator = read_locator(", entries 0001 and 0003", "register")
    shown, hidden = (
        plain_text(forms.short(SOURCES["register"], locator)).replace("\u00a0", " ")
        for forms in (internal, public)
    )
    assert shown.endswith("rows 0001 and 0003")
    assert hidden.endswith("rows 0001 and [entry withheld]")
    assert "0003" in plain_text(public.short(SOURCES["list-2014"], locator))
