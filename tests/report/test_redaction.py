"""No spelling of a person leaves in a form that consent and level do not allow, wherever it was written."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.consent import Consent, Form, Level, shown_as
from probanda.report.manuscript import check_text
from probanda.report.redaction import Redactor
from probanda.report.spellings import Name, NameFinder
from probanda.report.values import LiteralRecord, Person
from tests.report.samples import PERSONS, sample_record

HEAD = "---\ntitle: T\nlang: en\n---\n\n"
SPELLINGS = [(p.key, s) for p in PERSONS.values() for s in (p.full_name, *p.other_names)]

WRAPPERS = [
    "{} came.",
    "They saw {}.",
    "*{}* was there",
    "## Of {}",
    "- {}\n- and others",
    "> {} said",
    "text^[a note on {}]",
    "[{}]{{lang=en}}",
    "[{}](https://x.example/a)",
    "| a | b |\n|---|---|\n| {} | 1 |",
    "`{}`",
    "```\n{}\n```",
    "::: {{.table key=missing-by-sex}}\nCaption of {}\n:::",
    '::: {{.chart key=missing-bars alt="Bars, {}"}}\n:::',
    '![Cap](a.png){{alt="A picture of {}"}}',
    "[{}]{{.smallcaps}} and [@clip, see {}]",
    "\"{}\" and '{}'",
]


def everything_in(document: object) -> str:
    return json.dumps(document, ensure_ascii=False)


@given(
    st.lists(
        st.tuples(st.sampled_from(WRAPPERS), st.sampled_from(SPELLINGS), st.sampled_from("nuls")),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(list(Level)),
)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_withheld_spelling_is_left_anywhere_in_the_tree(
    parts: list[tuple[str, tuple[str, str], str]], level: Level
) -> None:
    def written(name: str, how: str) -> str:
        given_name, _, surname = name.partition(" ")
        return {
            "n": name,
            "u": name.upper(),
            "l": f"{surname} {given_name}",
            "s": f"{given_name}\n{surname}" if level is not Level.INTERNAL else name,
        }[how]

    text = HEAD + "\n\n".join(
        wrapper.replace("{}", "{0}").format(
            written(name, "n" if "|" in wrapper or "#" in wrapper else how)
        )
        for wrapper, (_, name), how in parts
    )
    checked = check_text(text, sample_record(), level=level, draft=True)
    left = " ".join(everything_in(checked.ast).casefold().split())
    for key, spelling in SPELLINGS:
        if shown_as(PERSONS[key].consent, level) is not Form.FULL:
            assert spelling.casefold() not in left
            assert " ".join(reversed(spelling.split())).casefold() not in left


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("key", list(PERSONS))
def test_a_person_appears_in_the_form_that_the_table_allows(key: str, level: Level) -> None:
    person = PERSONS[key]
    checked = check_text(HEAD + f'A [wording]{{person="{key}"}}.', sample_record(), level=level)
    words = everything_in(checked.ast)
    form = shown_as(person.consent, level)
    assert ("wording" in words) == (form is Form.FULL)
    assert ("[name" in words) == (form in {Form.ROLE, Form.WITHHELD})
    assert [w.form for w in checked.withheld] == ([] if form is Form.FULL else [form])


def text_of(body: str, level: Level = Level.PUBLIC) -> str:
    from probanda.report.tree import plain_text

    return plain_text(check_text(HEAD + body, sample_record(), level=level).ast["blocks"])


def test_a_role_begins_with_a_capital_where_a_sentence_begins() -> None:
    assert text_of(
        "[x]{person=centre:17} ran. [x]{person=centre:17} fell, as [x]{person=centre:17}."
    ) == (
        "A civilian man, born 1950 [name withheld] ran. A civilian man, born 1950 [name withheld] fell, "
        "as a civilian man, born 1950 [name withheld]."
    )


def test_the_author_may_ask_for_less_but_never_for_more() -> None:
    assert text_of("[Elchin H.]{person=commission:0001 form=initials}") == "E.\u00a0H."
    assert "Rəşad" not in text_of("[Rəşad Ə.]{person=commission:0004 form=full}")


def test_an_explicit_public_namesake_keeps_the_name() -> None:
    public = Person("a", "Elin Darr", "E. D.", "a woman", Consent.PUBLIC)
    hidden = Person("b", "Elin Darr", "E. D.", "a girl", Consent.INTERNAL)
    record = LiteralRecord(persons={"a": public, "b": hidden})
    checked = check_text(HEAD + "[Elin Darr]{person=a} and Elin Darr", record)
    assert everything_in(checked.ast).count("Elin") == 1


def test_an_unknown_person_key_never_prints_the_words() -> None:
    checked = check_text(
        HEAD + "[Secret Name]{person=commission:9999}", sample_record(), draft=True
    )
    assert "Secret" not in everything_in(checked.ast)


def test_identifiers_and_addresses_that_hold_a_name_are_masked() -> None:
    body = "## Case of Rashad Aliguliyev {#rashad-aliguliyev}\n\n[x](https://a.example/rashad-aliguliyev)"
    record = sample_record()
    person = PERSONS["commission:0004"]
    record.persons[person.key] = Person(
        person.key, person.full_name, person.initials, person.role, person.consent,
        other_names=("Rashad Aliguliyev",),
    )  # fmt: skip
    left = everything_in(check_text(HEAD + body, record, draft=True).ast)
    assert "rashad" not in left.lower()


@pytest.mark.parametrize(
    "text",
    [
        "Elchin Hamzayev",
        "HAMZAYEV, Elchin",
        "E. Hamzayev",
        "Эльчина Гамзаева",
        "Elcin Hemzeyevin",
        "Elchin Arif oglu Hamzayev",
        "elchin-hamzayev",
        "Elchin\nHamzayev",
        "El\u00adchin Hamza\u200byev",
        "Elc\u0327in He\u0301mzeyev",
    ],
)
def test_a_name_is_found_in_every_guise(text: str) -> None:
    finder = NameFinder([Name("k", ("Elçin Həmzəyev", "Эльчин Гамзаев", "Elchin Hamzayev"))])
    (hit,) = finder.find(f"then {text} came")
    assert f"then {text} came"[hit.start : hit.end] == text


@pytest.mark.parametrize(
    "text",
    ["Elchin", "Elchin Suleymanov, Rashad Hamzayev", "Elchin said that Hamzayev", "chin Hamz"],
)
def test_what_is_not_the_name_is_left_alone(text: str) -> None:
    assert NameFinder([Name("k", ("Elchin Hamzayev",))]).find(text) == []


def test_sites_are_coarsened() -> None:
    record = sample_record()
    public, committee = (Redactor(record, level) for level in (Level.PUBLIC, Level.COMMITTEE))
    shown = public.site("grave-1", words="the well")
    assert shown is not None
    assert shown.text == "a site in Lower Dale district [location withheld]"
    full = committee.site("grave-1", words="the well")
    assert full is not None
    assert full.text == "the well"
    hidden = committee.site("grave-3")
    assert hidden is not None
    assert hidden.text == "[location withheld]"


@pytest.mark.parametrize("written", ["the well at Old Mill", "Old Mill well"])
def test_a_withheld_sites_label_is_masked_in_either_order(written: str) -> None:
    redactor = Redactor(sample_record(), Level.PUBLIC)
    masked = redactor.mask(f"Findings at {written}: a report")
    assert "Old Mill" not in masked
    assert "[location withheld]" in masked
    assert redactor.mask("Old Mill lies on a well-kept road") == "Old Mill lies on a well-kept road"


def test_a_masked_label_begins_a_cell_with_a_capital() -> None:
    redactor = Redactor(sample_record(), Level.PUBLIC)
    assert redactor.mask("The well at Old Mill").startswith("A site in ")


def test_the_place_of_a_withheld_site_in_the_text_is_a_warning() -> None:
    body = "At [the well]{site=grave-1}.\n\nIt lies by Old Mill."
    found = {
        level: [
            f
            for f in check_text(HEAD + body, sample_record(), level=level).findings
            if f.code == "site-place-in-plain-text"
        ]
        for level in (Level.PUBLIC, Level.COMMITTEE)
    }
    (warning,) = found[Level.PUBLIC]
    assert (warning.severity, warning.found) == ("warning", "Old Mill")
    assert found[Level.COMMITTEE] == []


def test_a_document_notes_how_it_spells_the_names_it_shows() -> None:
    body = '[Elchin Hamzayev]{person="commission:0001"} and [the second]{person="commission:0003"}.'
    used = check_text(HEAD + body, sample_record(), level=Level.INTERNAL).used
    assert dict(used.names) == {"commission:0001": "Elchin Hamzayev"}


def test_summaries_of_claims_are_filled_and_masked() -> None:
    redactor = Redactor(sample_record(), Level.PUBLIC, "fr")
    assert redactor.text("{person:commission:0003} and Vüqar Tağızadəoğlu") == (
        "un militaire, année de naissance 2000 [nom non communiqué] and "
        "un militaire, année de naissance 2000 [nom non communiqué]"
    )
