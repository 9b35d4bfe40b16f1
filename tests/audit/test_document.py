"""The value everything stands on: places of positions, and that it survives the way to another process."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.audit.finding import Evidence, Finding, finding_json
from probanda.audit.reading import read_text
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.reading.wire import from_plain, to_plain

TEXT = """Summary

Of 120 people, 70 were men. Others were women.

1. Findings

The first prison held 40.[^1]

| Place | Men |
|---|---|
| Arlan | 3 |
| Total | 3 |

[^1]: Register, https://archive.example/r.
"""


def test_positions_know_their_section_line_sentence_and_paragraph() -> None:
    document = read_text(
        "Summary\n\nOf 120 people, 70 were men.  Others left.\n\n1.Findings\n\nA prison held 40.\n"
    )
    place = document.text.index("Others")
    start, end = document.sentence_of(place)
    assert document.text[start:end] == "Others left."
    assert document.section_of(place).title == "Summary"  # type: ignore[union-attr]
    assert document.line_of(place) == 3
    assert document.paragraph_of(document.text.index("prison")) == 2
    assert document.section_of(document.text.index("prison")).label == "1 Findings"  # type: ignore[union-attr]
    assert document.page_of(place) is None


def test_a_finding_says_where_it_stands_and_quotes_the_other_places() -> None:
    document = read_text("Summary\n\nOf 120 people, 70 were men.\n\nLater it held 130 people.\n")
    first, other = document.text.index("120"), document.text.index("130")
    value = finding_json(
        document,
        Finding(
            "same-quantity",
            "error",
            "130, and 120 before",
            other,
            other + 3,
            "",
            (Evidence(first, first + 3),),
        ),
    )
    assert value["sentence"] == "Later it held 130 people."
    assert value["evidence"][0]["text"] == "120"
    assert value["evidence"][0]["line"] == 3
    assert set(value) >= {"rule", "severity", "message", "suggestion", "section", "paragraph", "page", "line",
                          "sentence", "start", "end", "evidence"}  # fmt: skip


def test_a_document_comes_back_from_json_as_it_was() -> None:
    document = read_markdown(TEXT)
    assert document.tables
    assert document.notes
    again = from_plain(json.loads(json.dumps(to_plain(document))))
    assert again == document


@settings(max_examples=150)
@given(st.text(alphabet="ab. \n\t\f1-[]:*#|\u00ad“”footnoteRef", max_size=400))
def test_whatever_the_text_blocks_are_in_order_and_everything_lies_inside(text: str) -> None:
    for document in (read_text(text), read_markdown(text)):
        length = len(document.text)
        before = 0
        for block in document.blocks:
            assert before <= block.start < block.end <= length
            before = block.end
            for start, end in document.sentences(block):
                assert block.start <= start < end <= block.end
        for link in document.links:
            assert 0 <= link.start <= link.end <= length
        for mark in document.marks:
            assert 0 <= mark.position <= length
        for doubt in document.doubts:
            assert 0 <= doubt.start <= doubt.end <= length
        assert [s.start for s in document.sections] == sorted(s.start for s in document.sections)
        assert from_plain(json.loads(json.dumps(to_plain(document)))) == document


def test_a_cell_is_quoted_with_its_row_and_a_word_with_its_sentence() -> None:
    document = read_markdown(TEXT)
    cell = document.text.index("3", document.text.index("Arlan"))
    start, end = document.quote_of(cell)
    assert document.text[start:end] == "Arlan\t3"
    assert document.table_row(cell) == (0, 1)
    word = document.text.index("70")
    start, end = document.quote_of(word)
    assert document.text[start:end] == "Of 120 people, 70 were men."
    assert document.table_row(word) is None
