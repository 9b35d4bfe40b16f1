"""HTML: the article without the site around it, notes by their links, tables with merged cells."""

from __future__ import annotations

import re

from probanda.audit.reading.html import read_html
from tests.audit.reading.made import blocks

PAGE = """<!DOCTYPE html><html><head><title>The report</title>
<meta property="article:published_time" content="2024-05-06T10:00"></head><body>
<nav><a href="/">Home</a></nav><div class="cookie-banner">We use cookies</div>
<main><h1>Report on prisons</h1>
<h2>1. Findings</h2><p>Of 120 people<sup><a href="#fn1" id="fnref1">1</a></sup>, 70 were men.<a href="#_ftn2"
 name="_ftnref2">[2]</a> See <a href="https://a.example/x">the list</a>.</p>
<ul><li>one</li><li>two<ol><li>inner</li></ol></li></ul><blockquote><p>Quoted.</p></blockquote>
<p>An area of 12 km<sup>2</sup> and a system.<sup>99</sup> It closed.</p>
<table><caption>Table 1. Numbers</caption><tr><th>Place</th><th colspan=2>People</th></tr>
<tr><td rowspan=2>A</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>
<tr><td>Total</td><td>4</td><td>6</td></tr></table>
<img src="a.png"><p style="display:none">Hidden words</p>
<section class="footnotes"><ol><li id="fn1">First note. <a href="#fnref1">↩</a></li></ol></section>
<p><a href="#_ftnref2" name="_ftn2">[2]</a> Second note https://b.example/y.</p>
</main><footer>Copyright</footer></body></html>"""


def test_the_site_is_left_out_and_notes_are_found_by_links() -> None:
    document = read_html(PAGE)
    for gone in ("Home", "cookies", "Copyright", "Hidden"):
        assert gone not in document.text
    assert [(n.label, document.text[n.start : n.end]) for n in document.notes] == [
        ("1", "First note."),
        ("2", "Second note https://b.example/y."),
    ]
    assert document.text[: document.notes[0].anchors[0]].endswith("Of 120 people")
    assert "system. It closed" in document.text
    assert any(remark.code == "hidden-text" for remark in document.remarks)


def test_structure() -> None:
    document = read_html(PAGE)
    assert document.date is not None
    assert document.date.iso == "2024-05-06"
    assert [s.label for s in document.sections] == ["Report on prisons", "1 Findings"]
    assert blocks(document, "list-item") == ["one", "two", "inner"]
    (table,) = document.tables
    assert (len(table.rows), table.headers, table.totals) == (4, 1, (3,))
    assert [cell.column for cell in table.rows[2]] == [1, 2]
    assert table.rows[1][0].row_span == 2
    assert document.line_of(document.text.index("Of 120")) == 5


def test_encodings_declared_and_not() -> None:
    words = "Всего задержано 120 человек, и никто не сказал их семьям, где они находятся."
    declared = f'<html><head><meta charset="windows-1251"></head><body><p>{words}</p></body></html>'
    assert words in read_html(declared.encode("cp1251")).text
    assert words in read_html(f"<html><body><p>{words}</p></body></html>".encode()).text
    silent = read_html(f"<html><body><p>{words}</p></body></html>".encode("cp1251"))
    assert words in silent.text
    assert silent.remarks[0].code == "encoding-guessed"


def test_a_page_of_nothing_is_an_empty_document() -> None:
    for page in ("", "   ", "<html></html>", "<!-- -->", "\0\0"):
        assert read_html(page).text == ""


def test_breaks_part_paragraphs_and_headings_where_a_page_has_nothing_else() -> None:
    long = "The guards of the quarry prison kept no register of those who were brought there by night. "
    page = (
        f"<body><p>The quarry in the years of war<br>{long * 4}<br>{long * 2}<br><br>Brief.</p>"
        "<p>Rosen Street 4<br>Kevria</p></body>"
    )
    document = read_html(page.encode())
    assert blocks(document, "heading") == ["The quarry in the years of war"]
    assert blocks(document, "paragraph") == [
        (long * 4).strip(),
        (long * 2).strip(),
        "Brief.",
        "Rosen Street 4\nKevria",
    ]


def test_links_within_the_page_are_its_contents_and_the_anchor_of_a_heading_is_nothing() -> None:
    page = (
        '<body><div><a href="#a">The quarry</a></div><div><a href="#b">The court</a></div>'
        '<div><a href="#a">#</a></div><h2 id="a">The quarry</h2>'
        '<p>See <a href="#b">the court</a>.</p></body>'
    )
    document = read_html(page.encode())
    assert blocks(document, "contents") == ["The quarry", "The court"]
    assert blocks(document, "paragraph") == ["See the court."]


def test_words_stand_on_the_line_of_the_file_on_which_they_are_written() -> None:
    """Generators wrap a paragraph over many lines; the line where it opens would send a reader astray."""
    source = """<html><body><main>
<h1>Report</h1>
<p
 class="first">Of 120 people,
seventy were <b>men
and</b> forty-five
<a href="https://archive.example/x">women</a>, says
the register.</p><!-- a comment -->
Tails stay.
<pre>Kept
as is</pre></main></body></html>"""
    document = read_html(source)
    lines = source.split("\n")
    for found in re.finditer(r"\w+", document.text):
        line = document.line_of(found.start())
        assert line is not None
        assert found[0] in lines[line - 1], (found[0], line)
    assert "seventy were men and forty-five women, says the register." in document.text


def test_a_page_nested_deeply_is_read_behind_the_nest_or_says_that_it_is_not() -> None:
    def page(deep: int) -> str:
        nest = "<font>" * deep + "<p>Inner words.</p>" + "</font>" * deep
        return f"<html><body><p>First words.</p>{nest}<p>Last words.</p></body></html>"

    whole = read_html(page(1000))
    assert whole.text == "First words.\n\nInner words.\n\nLast words."
    assert not whole.remarks
    cut = read_html(page(5000))
    assert cut.text == "First words."
    assert [remark.code for remark in cut.remarks] == ["page-broken-off"]
