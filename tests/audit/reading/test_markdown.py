"""Markdown: Pandoc's notes, tables, lists, the head of a manuscript."""

from __future__ import annotations

from probanda.audit.reading.markdown import read_markdown
from tests.audit.reading.made import blocks

TEXT = """---
title: The river report
date: 2025-03-14
---

# Summary {#s}

Of 120 people, 70 were men.[^a] More^[In place, with [a link](http://a.example/1).] text
goes on here.

## 2.1 Findings

1. One
2. Two
   - inner

> Somebody else's words.

Table 1. By place

| Place | Men |
|---|---|
| Arlan | 3 |
| Total | 3 |

![](map.png) and [the list](https://b.example/x).

[^a]: First note
    goes on.
[^b]: Never referred to.
[^a]: Twice.
"""


def test_notes_stand_behind_their_paragraph_with_anchors() -> None:
    document = read_markdown(TEXT)
    labels = [
        (note.label, document.text[note.start : note.end], len(note.anchors))
        for note in document.notes
    ]
    assert labels[0] == ("a", "First note goes on.", 1)
    assert labels[1][1] == "In place, with a link."
    assert ("b", "Never referred to.", 0) in labels
    assert ("a", "Twice.", 1) in labels
    assert document.text[: document.notes[0].anchors[0]].endswith("70 were men.")
    assert "[^" not in document.text


def test_structure_lines_and_head() -> None:
    document = read_markdown(TEXT)
    assert document.title == "The river report"
    assert document.date is not None
    assert document.date.iso == "2025-03-14"
    assert [(s.number, s.title, s.level) for s in document.sections] == [
        ("", "Summary", 1),
        ("2.1", "Findings", 2),
    ]
    assert blocks(document, "list-item") == ["One", "Two", "inner"]
    assert blocks(document, "quote") == ["Somebody else's words."]
    assert document.tables[0].totals == (2,)
    assert [link.address for link in document.links] == [
        "http://a.example/1",
        "https://b.example/x",
    ]
    assert document.images[0].description == ""
    assert document.line_of(document.text.index("goes on here")) == 9


def test_spans_divs_and_citations_of_a_manuscript() -> None:
    document = read_markdown(
        "# Findings\n\nThe lists hold [665]{figure=all} entries [@register, p. 3; @list]. Others\n[see @film]"
        " say so.\n\n::: {.table key=lists}\nWhat the lists hold\n:::\n"
    )
    assert "The lists hold 665 entries. Others say so." in document.text
    assert [mark.label for mark in document.marks] == ["@register", "@film"]
    assert "What the lists hold" in document.text
    assert ":::" not in document.text
