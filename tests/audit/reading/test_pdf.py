"""PDF: columns, notes, tables, contents, charts, scans. The files are made here by Typst."""

from __future__ import annotations

import io
import shutil
from functools import cache

import pikepdf
import pypdfium2
import pytest

from probanda.audit.document import Document
from probanda.audit.reading.pdf import read_pdf
from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.tables import cut_again
from probanda.audit.reading.pdf.words import Word
from probanda.audit.reading.unreadable import Unreadable
from tests.audit.reading.made import FILLER, RUSSIAN, TWO_COLUMNS, blocks, pdf, plain_pdf


@cache
def two_columns() -> bytes:
    return pdf(TWO_COLUMNS)


@cache
def two() -> Document:
    return read_pdf(two_columns())


@cache
def russian() -> Document:
    return read_pdf(pdf(RUSSIAN))


def test_columns_are_read_one_after_the_other_and_notes_do_not_interrupt() -> None:
    text = two().text
    first = text.index("Of 120 detainees")
    assert text[first:].startswith(
        "Of 120 detainees, 70 were men. The guards of the quarry prison kept no register"
    )
    for paragraph in blocks(two(), "paragraph"):
        assert "Interview 12" not in paragraph
        # Whole sentences of the filler: a column read across would tear them.
        begun = paragraph.count("The guards")
        assert paragraph.count("The guards of the quarry prison kept no register") == begun
    assert text.count("until the court closed the file.") == text.count(
        "The guards of the quarry prison"
    )


def test_marks_are_told_from_numbers_and_belong_to_their_notes() -> None:
    notes = {note.label: two().text[note.start : note.end] for note in two().notes}
    assert notes["1"].startswith("Interview 12")
    assert notes["2"] == "A letter of the ministry."
    assert all(len(note.anchors) == 1 for note in two().notes)
    assert "men.1" not in two().text


def test_an_address_broken_at_a_line_end_is_whole_and_words_are_joined() -> None:
    addresses = [link.address for link in two().links]
    assert (
        "https://archive.example/interviews/2024/record-12-with-a-long-address-that-breaks.html"
        in addresses
    )
    assert "https://example.org/x" in addresses
    assert "well-known harbour" in two().text
    assert "\u00ad" not in two().text
    assert "\ufffe" not in two().text


def test_running_heads_and_page_numbers_are_gone_and_contents_are_told() -> None:
    assert "Report on the quarry" not in two().text
    assert len(blocks(two(), "contents")) == 3
    assert [s.title for s in two().sections] == ["Contents", "Summary", "Findings", "The quarry"]
    assert two().title == "Detention in Kevria"
    assert two().date is not None
    assert two().date.iso == "2024-03-14"  # type: ignore[union-attr]


def test_a_table_by_alignment_with_its_total_and_caption() -> None:
    (table,) = two().tables
    cells = [[two().text[c.start : c.end] for c in row] for row in table.rows]
    assert cells == [
        ["Place", "Men", "Women"],
        ["Quarry", "40", "20"],
        ["Harbour", "30", "30"],
        ["Total", "70", "50"],
    ]
    assert (table.headers, table.totals) == (1, (3,))
    assert table.caption is not None
    assert "Detainees by place" in two().text[slice(*table.caption)]


def test_lists_and_oddly_split_numbers() -> None:
    assert len(blocks(two(), "list-item")) == 2
    assert [two().text[d.start : d.end] for d in two().doubts] == ["38, 580"]


def test_a_chart_is_no_prose_and_numbered_paragraphs_keep_their_numbers() -> None:
    document = russian()
    assert document.language == "ru"
    assert all("Q1" not in words for words in blocks(document, "paragraph"))
    assert any("Q1" in words for words in blocks(document, "figure"))
    assert blocks(document, "caption") == ["Рисунок 1. Задержания по кварталам"]
    assert {"17", "18"} <= {block.number for block in document.blocks}
    assert "по-прежнему" in document.text
    assert [note.label for note in document.notes] == ["1", "2"]
    assert "38 580 человек." in document.text
    assert document.page_of(document.text.index("Никто не ответил")) == 3


def test_encrypted_broken_and_empty_files_are_refused_with_a_reason() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(two_columns())) as file:
        file.save(out, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(Unreadable) as locked:
        read_pdf(out.getvalue())
    assert locked.value.code == "encrypted"
    with pytest.raises(Unreadable) as broken:
        read_pdf(b"%PDF-1.7\nnothing")
    assert broken.value.code == "pdf-broken"


def scan() -> bytes:
    picture = pypdfium2.PdfDocument(two_columns())[0].render(scale=2).to_pil()
    out = io.BytesIO()
    picture.save(out, format="PDF")
    return out.getvalue()


def test_a_scan_says_that_it_needs_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable) as refused:
        read_pdf(scan())
    assert refused.value.code == "needs-ocr"
    assert "OCR" in refused.value.message


def test_with_tesseract_a_scan_is_read() -> None:
    if shutil.which("tesseract") is None:
        test_a_scan_says_that_it_needs_ocr(pytest.MonkeyPatch())
        return
    document = read_pdf(scan())
    assert "kept no register" in document.text
    assert document.remarks[-1].code == "read-by-ocr"


def test_marks_written_like_figures_are_marks_where_notes_stand_below() -> None:
    source = f"""
#set page(paper: "a4")
#set text(size: 11pt)
= Findings
It belongs to the penal system.1 In 2023 it held 120 people2 and 35km of fence stood there. {FILLER * 4}

#v(1fr)
#text(8pt)[1 Law on prisons, article 5.]

#text(8pt)[2 Register of the prison, page 12.]
"""
    document = read_pdf(pdf(source))
    assert "penal system. In 2023 it held 120 people and 35km of fence" in document.text
    assert [(note.label, len(note.anchors)) for note in document.notes] == [("1", 1), ("2", 1)]


_TIGHT = """#set page(height: HEIGHTpt, footer: context
  [Annual report of the Kevrian Ombudsman III-#counter(page).display() Part III])
#set text(size: 10pt)
#let small(body) = text(size: 8pt, body)
Visits are told by district.#footnote[Reply of the Ministry of the Interior, received on 1 June 2023.]
#lorem(WORDS)

#small(table(columns: 5, stroke: none, align: (left, right, right, right, right),
  [District], [Government forces], [Northern Front], [All cases], [Per cent of 127],
  [Arvani], [101], [48], [9], [158], [Belmek], [88], [37], [8], [133],
  [Corda], [49], [22], [4], [75], [Total], [238], [107], [21], [366]))
#pagebreak()
The next page.#footnote[Another reply.]
#pagebreak()
The last page.
"""


def tight(height: int, words: int) -> Document:
    return read_pdf(pdf(_TIGHT.replace("HEIGHT", str(height)).replace("WORDS", str(words))))


def cells_of(document: Document) -> list[list[str]]:
    return [[document.text[c.start : c.end] for c in row] for row in document.tables[0].rows]


def test_heads_that_stand_close_and_small_tables_above_notes() -> None:
    document = tight(500, 60)
    (table,) = document.tables
    rows = cells_of(document)
    assert rows[0] == [
        "District",
        "Government forces",
        "Northern Front",
        "All cases",
        "Per cent of 127",
    ]
    assert rows[-1] == ["Total", "238", "107", "21", "366"]
    assert table.headers == 1
    assert [document.text[n.start : n.end] for n in document.notes] == [
        "Reply of the Ministry of the Interior, received on 1 June 2023.",
        "Another reply.",
    ]


def test_a_table_whose_first_rows_stand_on_the_page_before() -> None:
    for words in range(40, 200, 8):  # somewhere in between the page ends inside the table
        rows = cells_of(tight(260, words))
        assert rows[0][1] == "Government forces", words
        assert len(rows) == 5, words


def test_a_foot_with_a_page_number_between_words_is_gone() -> None:
    assert "Ombudsman" not in tight(500, 60).text


def test_years_are_heads_and_a_word_of_number_keeps_its_hyphen() -> None:
    source = """#set page(width: 300pt)
#table(columns: 4, stroke: none, [District], [2019], [2020], [All],
  [Arvani], [9], [16], [25], [Corda], [5], [8], [13], [Total], [14], [24], [38])
Of those held in the district sixty-one were men, and women were thirteen. Now fifty-#linebreak()six are free.
"""
    document = read_pdf(pdf(source))
    assert document.tables[0].headers == 1
    assert "fifty-six" in document.text


def test_a_soft_hyphen_between_figures_is_a_dash() -> None:
    lines = (b"Courts sat in 2009\xad2013 and held 40\xad60 per cent of the pri\xad", b"soners.")
    assert (
        "in 2009-2013 and held 40-60 per cent of the prisoners" in read_pdf(plain_pdf(*lines)).text
    )


def test_a_page_with_tables_in_both_columns_is_read_by_columns_where_the_page_before_was() -> None:
    rows = "".join(f"[Place {n}],[{n + 20}],[{n + 3} May]," for n in range(1, 24))
    few = "".join(f"[Sort {n}],[{n * 7}],[{n * 9}]," for n in range(1, 8))
    source = f"""
#set page(paper: "a4", columns: 2)
#set text(size: 10pt)
#set par(justify: true)
{FILLER * 25}
#pagebreak()
Nobody counted them before. {FILLER * 2}

#table(columns: 3, [Sort],[2021],[2022],{few})

Then the register was closed. {FILLER}
#colbreak()
#table(columns: 3, [Place],[Men],[Day],{rows})
"""
    document = read_pdf(pdf(source))
    assert f"Nobody counted them before. {(FILLER * 2).strip()}" in document.text
    assert [len(table.rows) for table in document.tables] == [8, 24]


def test_a_number_close_behind_a_narrow_first_cell_is_a_cell() -> None:
    words = [Word("Sui-", 10, 48, 700, 10), Word("12", 50, 60, 700, 10), Word("9", 95, 99, 700, 10)]
    heads = [
        Word("Men", 10, 44, 700, 10),
        Word("and", 47, 60, 700, 10),
        Word("2021", 95, 99, 700, 10),
    ]
    for row, expected in ((words, ["Sui-", "12", "9"]), (heads, ["Men and", "", "2021"])):
        cells = cut_again([Line(row, 1)], (49.0, 80.0))[0]
        assert [" ".join(w.text for line in cell for w in line) for cell in cells] == expected


def test_a_box_with_a_heading_does_not_part_a_sentence_and_a_printers_path_is_no_text() -> None:
    source = f"""
#set page(paper: "a5", margin: 20mm, footer: text(6pt)[Sep 14 16:21 Jkt 250001 C:\\\\FILES\\\\REPORT.indd])
#set text(size: 10pt)
#set par(justify: true)
= Summary
{FILLER * 2}The commission could not say whether the people who were held at the quarry were brought to a hospital
or to some other#linebreak(justify: true)

#text(weight: "bold", size: 12pt)[How the register was kept]

The clerks wrote the names down in the evening. {FILLER}

institution of which the families knew nothing. {FILLER * 3}
"""
    text = " ".join(read_pdf(pdf(source)).text.split())
    assert "or to some other institution of which the families knew nothing." in text
    assert "250001" not in text


def set_lines(*lines: tuple[float, float, float, str], pages: int = 1) -> Document:
    """A page of lines, each set at (x, y) in points in a size: what a printer's layout may do."""
    body = "\n".join(
        f"#place(top + left, dx: {x}pt, dy: {y}pt, text(size: {size}pt)[{words}])"
        for x, y, size, words in lines
    )
    return read_pdf(pdf(f"#set page(width: 500pt, height: 700pt, margin: 0pt)\n{body}"))


WIDE = "The guards of the quarry prison kept no register, and the court asked for none that"
NARROW = "The guards of the quarry prison kept no"


def test_a_gap_within_a_sentence_ends_no_paragraph() -> None:
    rows = [(50.0, 60.0 + 14 * row, 11.0, WIDE) for row in range(6)]
    rows += [(50.0, 60.0 + 14 * 6 + 12, 11.0, "spring. A gap stood above this line.")]
    rows += [(50.0, 60.0 + 14 * 7 + 24, 11.0, "Another paragraph begins here, behind a like gap.")]
    said = blocks(set_lines(*rows), "paragraph")
    assert [words[:10] for words in said] == ["The guards", "Another pa"]
    assert "none that spring." in said[0]


def test_the_short_last_line_of_a_note_over_both_columns_stays_in_the_note() -> None:
    rows = [(x, 60.0 + 14 * row, 11.0, NARROW) for x in (40.0, 270.0) for row in range(30)]
    rows[0] = (40.0, 60.0, 11.0, "Forty-one persons came.#super[1] Nobody")
    rows[29] = (40.0, 60.0 + 14 * 29, 11.0, "kept a list in the quarry prison that")
    small = (
        "#super[1] The list was kept by the guards of the quarry, "
        "and it was shown to the court in spring, when it was asked"
    )
    rows += [(40.0, 600.0, 8.0, small), (40.0, 610.0, 8.0, "for by counsel.")]
    document = set_lines(*rows)
    note = document.notes[0]
    assert document.text[note.start : note.end].endswith("asked for by counsel.")
    assert not any("counsel" in words for words in blocks(document, "paragraph"))


def test_a_sentence_goes_on_in_the_second_column_above_a_heading_of_the_first() -> None:
    left = [(40.0, 60.0 + 14 * row, 11.0, NARROW) for row in range(6)]
    left += [(40.0, 190.0, 16.0, "Trends")]
    left += [(40.0, 230.0 + 14 * row, 11.0, NARROW) for row in range(12)]
    left[-1] = (40.0, 230.0 + 14 * 11, 11.0, "register, from 792 to 1,153.")
    right = [
        (270.0, 60.0, 11.0, "list of those who had been brought there"),
        (270.0, 74.0, 11.0, "in spring."),
    ]
    right += [(270.0, 230.0 + 14 * row, 11.0, NARROW) for row in range(12)]
    text = set_lines(*left, *right).text
    assert "kept no list of those who had been brought there in spring." in text
    assert "1,153. list" not in text


def test_a_list_of_sources_under_its_heading_is_notes_each_with_its_address_and_date() -> None:
    entries = "\n\n".join(
        f"#block(spacing: 18pt)[{n}. The guards of hall {n} \u21a9 \\ "
        f'#text(weight: "bold", "https://news.example/2024/03/{n:02}/hall-two") \\ '
        f"The Courier, {n:02}.03.2024]"
        for n in range(1, 13)
    )
    marks = " ".join(f"Hall {n} had no beds.#super[{n}]" for n in range(1, 13))
    source = f"""
#set page(paper: "a5")
#set text(size: 10pt)
= Findings
{marks} {FILLER}
= Sources
{entries}
= Comments
Nobody answered.
"""
    document = read_pdf(pdf(source))
    said = {note.label: document.text[note.start : note.end] for note in document.notes}
    assert list(said) == [str(n) for n in range(1, 13)]
    assert said["7"] == (
        "The guards of hall 7 https://news.example/2024/03/07/hall-two The Courier, 07.03.2024"
    )
    assert all(len(note.anchors) == 1 for note in document.notes)
    assert [section.title for section in document.sections] == ["Findings", "Sources", "Comments"]


def test_a_soft_hyphen_drawn_inside_a_line_is_a_hyphen() -> None:
    lines = (b"The well\xadknown harbour of the pri\xad", b"soners.")
    assert "The well-known harbour of the prisoners." in read_pdf(plain_pdf(*lines)).text


@pytest.mark.parametrize("width", [100, 150])
def test_labels_of_several_lines_with_their_numbers_set_half_way(width: int) -> None:
    source = f"""
#set page(paper: "a4")
#set text(size: 10pt)
{FILLER}
#table(columns: ({width}pt, 50pt, 50pt), align: horizon, stroke: none, row-gutter: 9pt,
  [], [2023], [2024], [Held in the quarry prison for up to one year], [35], [36], [Acquitted], [12], [16],
  [Held in the quarry prison for one to three years], [86], [81])
{FILLER}
"""
    document = read_pdf(pdf(source))
    assert cells_of(document) == [
        ["", "2023", "2024"],
        ["Held in the quarry prison for up to one year", "35", "36"],
        ["Acquitted", "12", "16"],
        ["Held in the quarry prison for one to three years", "86", "81"],
    ]


def test_a_short_label_without_numbers_below_a_row_heads_the_next_rows() -> None:
    source = f"""
#set page(paper: "a4")
#set text(size: 10pt)
{FILLER}
#table(columns: (160pt, 60pt, 60pt), stroke: none, inset: 2pt,
  [], [2023], [2024], [All deaths], [92], [41], [Manner of death], [], [],
  [Deaths of prisoners who had been brought to the hospital], [31], [15], [Unknown], [61], [26])
{FILLER}
"""
    assert [row[0] for row in cells_of(read_pdf(pdf(source)))] == [
        "",
        "All deaths",
        "Manner of death",
        "Deaths of prisoners who had been brought to the hospital",
        "Unknown",
    ]


def test_a_list_of_notes_over_several_pages_keeps_their_pages() -> None:
    notes = "\n\n".join(
        f"{number}. Interview {number} of the Dale Rights Centre with a former prisoner, 3 May 2023."
        for number in range(1, 91)
    )
    marks = " ".join(f"People were beaten there.#super[{number}]" for number in range(1, 91))
    source = f'#set page(paper: "a4")\n#set text(size: 11pt)\n{marks}\n\n#pagebreak()\n= Sources\n\n{notes}\n'
    document = read_pdf(pdf(source))
    pages = [document.page_of(note.start) for note in document.notes]
    assert len(pages) == 90
    assert pages[0] == 2
    assert pages == sorted(pages)
    assert len(set(pages)) > 2
