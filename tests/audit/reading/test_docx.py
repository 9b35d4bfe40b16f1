"""DOCX: styles, numbering, notes, tables with merged cells, tracked changes, links."""

from __future__ import annotations

import pypandoc
import pytest

from probanda.audit.reading.docx import read_docx
from probanda.audit.reading.unreadable import Unreadable
from tests.audit.reading.made import W, blocks, docx, p

STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Custom"/><w:basedOn w:val="H1"/>
 <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style></w:styles>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
NOTES = f"""<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="7"><w:p><w:r><w:t>A list.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="9"><w:p><w:r><w:t>Nobody refers to me.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def test_styles_numbers_and_notes() -> None:
    body = (
        p("Findings", "H1")
        + p("The quarry", "H2")
        + p(
            '<w:r><w:t>Of 120 people</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
            "<w:r><w:t>, 70.</w:t></w:r>"
        )
        + p("A paragraph that is long enough to be one. " * 5, "", numbered(0))
        + p("first", "", numbered(1))
        + p("second", "", numbered(1))
        + p("Somebody's words.", "Q")
    )
    document = read_docx(docx(body, styles=STYLES, numbering=NUMBERING, footnotes=NOTES))
    assert [(s.title, s.level) for s in document.sections] == [("Findings", 1), ("The quarry", 2)]
    assert "Of 120 people, 70." in document.text
    assert (document.notes[0].label, len(document.notes[0].anchors)) == ("1", 1)
    assert document.notes[1].anchors == ()
    numbers = {
        block.number for block in document.blocks if block.kind in {"paragraph", "list-item"}
    }
    assert {"1", "(a)", "(b)"} <= numbers
    assert blocks(document, "quote") == ["Somebody's words."]


def test_tracked_changes_hidden_text_and_raised_numbers() -> None:
    body = p(
        "<w:r><w:t>It held </w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>40</w:t></w:r></w:ins><w:r><w:t> men.</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    )
    document = read_docx(docx(body))
    assert document.text == "It held 40 men."
    assert {remark.code for remark in document.remarks} == {"tracked-changes", "hidden-text"}
    assert document.marks[0].label == "12"


def test_merged_cells_stand_once_with_their_spans() -> None:
    span = '<w:gridSpan w:val="2"/>'
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{cell('Place')}{cell('People', span)}</w:tr>"
        f"<w:tr>{cell('Arlan', restart)}{cell('3')}{cell('4')}</w:tr>"
        f"<w:tr>{cell('', goes_on)}{cell('5')}{cell('6')}</w:tr>"
        f"<w:tr>{cell('Total')}{cell('8')}{cell('10')}</w:tr>"
    )
    document = read_docx(docx(f"<w:tbl>{rows}</w:tbl>"))
    (table,) = document.tables
    assert (table.headers, table.totals) == (1, (3,))
    assert table.rows[0][1].column_span == 2
    assert table.rows[1][0].row_span == 2
    assert [each.column for each in table.rows[2]] == [1, 2]


def test_what_pandoc_writes_is_read(tmp_path: object) -> None:
    source = (
        "# Summary\n\nOf 120 people, 70 were men.[^1] See [the list](https://a.example/x)."
        "\n\n- one\n- two\n\n[^1]: A list.\n"
    )
    path = f"{tmp_path}/a.docx"
    pypandoc.convert_text(source, "docx", "markdown", outputfile=path)
    with open(path, "rb") as file:  # noqa: PTH123
        document = read_docx(file.read())
    assert [s.title for s in document.sections] == ["Summary"]
    assert [link.address for link in document.links] == ["https://a.example/x"]
    assert document.text[document.notes[0].start : document.notes[0].end] == "A list."
    assert blocks(document, "list-item") == ["one", "two"]


def test_what_is_no_document_is_refused_with_a_reason() -> None:
    with pytest.raises(Unreadable) as refused:
        read_docx(b"PK\x03\x04 broken")
    assert refused.value.code == "package-broken"
    with pytest.raises(Unreadable):
        read_docx(docx("")[:-40])


def test_breaks_by_hand_part_paragraphs_and_lines_of_an_address_stay_together() -> None:
    long = "The guards of the quarry prison kept no register of those who were brought there by night. "
    lines = ["The quarry in the years of war", long * 4, long * 2]
    run = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    address = "<w:t>Rosen Street 4</w:t><w:br/><w:t>Kevria</w:t>"
    document = read_docx(docx(p(f"<w:r>{run}</w:r>") + p(f"<w:r>{address}</w:r>")))
    assert blocks(document, "heading") == ["The quarry in the years of war"]
    assert blocks(document, "paragraph") == [
        (long * 4).strip(),
        (long * 2).strip(),
        "Rosen Street 4\nKevria",
    ]


def test_a_short_bold_item_with_a_bullet_is_no_heading() -> None:
    bullets = NUMBERING.replace(
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>',
        '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>',
    )
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>no archived copy</w:t></w:r>"
    document = read_docx(
        docx(p("Sources", "H1") + p(bold, extra=numbered(0)), styles=STYLES, numbering=bullets)
    )
    assert blocks(document, "heading") == ["Sources"]
    assert blocks(document, "list-item") == ["no archived copy"]


def test_pages_are_those_that_the_file_remembers_and_the_first_is_page_one() -> None:
    typed = '<w:r><w:br w:type="page"/></w:r>'
    laid = "<w:r><w:lastRenderedPageBreak/><w:t>On the second page.</w:t></w:r>"
    document = read_docx(docx(p("On the first page.") + p(typed) + p(laid)))
    pages = [document.page_of(document.text.index(words)) for words in ("first", "second")]
    assert pages == [1, 2]  # a typed break and the layout's mark behind it are one
    never_laid_out = read_docx(docx(p("On the first page.") + p(typed) + p("Behind it.")))
    assert never_laid_out.pages == ()


def test_a_part_that_breaks_is_read_as_far_as_could_be_and_it_is_said() -> None:
    whole = read_docx(docx(p("First words.")))
    assert not whole.remarks
    broken = read_docx(docx(p("First words.") + "<w:p><w:r></w:p>" + p("More words.")))
    assert broken.text.startswith("First words.")
    assert [remark.code for remark in broken.remarks] == ["part-mended"]
    assert "word/document.xml" in broken.remarks[0].message
