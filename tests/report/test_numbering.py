"""One numbering for all formats: I, A, 1, (a); tables and figures; references that say what they point at."""

from __future__ import annotations

from probanda.report.labels import labels_for
from probanda.report.nodes import cell, header, nodes, para, plain_text, span, table, text
from probanda.report.numbering import number_document

EN = labels_for("en")


def _ref(key: str) -> dict[str, object]:
    return span([], ["probanda-ref"], ref=key)


def _table(key: str) -> dict[str, object]:
    return table([cell(text("a"))], [[cell(text("1"))]], caption=text("Words"), identifier=key)


def test_headings_count_as_united_nations_documents_do():
    levels = [1, 2, 2, 3, 4, 4, 2, 1, 2]
    found = number_document(
        [header(level, text("x"), f"h{n}") for n, level in enumerate(levels)], EN
    )
    assert [h.number for h in found.headings] == [
        "I.",
        "A.",
        "B.",
        "1.",
        "(a)",
        "(b)",
        "C.",
        "II.",
        "A.",
    ]
    assert found.targets["h4"] == "section I.B.1.(a)"


def test_an_unnumbered_heading_silences_what_stands_under_it_and_no_more():
    blocks = [
        header(1, text("Summary"), "s", ["summary"]),
        header(2, text("Inside"), "i"),
        header(1, text("One"), "o"),
    ]
    assert [h.number for h in number_document(blocks, EN).headings] == ["", "", "I."]


def test_annexes_count_by_themselves():
    blocks = [
        header(1, text("One"), "o"),
        *(header(1, text("A"), f"a{n}", ["annex"]) for n in (1, 2)),
    ]
    found = number_document(blocks, EN)
    assert [h.number for h in found.headings] == ["I.", "Annex I", "Annex II"]
    assert found.targets["a2"] == "annex II"


def test_a_reference_names_its_target_and_begins_a_sentence_with_a_capital():
    blocks = [
        _table("first"),
        para([*text("See"), {"t": "Space"}, _ref("second"), *text(".")]),
        para([_ref("first"), *text(" says so.")]),
        _table("second"),
    ]
    words = [plain_text(b) for b in number_document(blocks, EN).blocks]
    assert words[1] == "See table\u00a02."
    assert words[2] == "Table\u00a01 says so."


def test_a_reference_to_nothing_is_reported_and_stands_out():
    found = number_document([para([_ref("nowhere")])], EN)
    assert found.unresolved == ("nowhere",)
    assert plain_text(found.blocks) == "[nowhere]"


def test_a_heading_gives_way_to_a_table_of_the_same_name():
    found = number_document([header(1, text("Graves"), "graves"), _table("graves")], EN)
    assert found.headings[0].identifier == "graves-2"
    assert found.targets["graves"] == "table 1"


def test_neighbouring_notes_are_parted():
    note = {"t": "Note", "c": [para(text("n"))]}
    found = number_document([para([*text("x"), note, note])], EN)
    assert [n["t"] for n in nodes(found.blocks)].count("Superscript") == 1


def test_numbers_and_labels_follow_the_language():
    found = number_document([_table("t"), para([_ref("t")])], labels_for("ru"))
    assert found.targets["t"] == "таблица 1"
