"""Plain text: the notation of word processors, numbered sections, broken lines, tables, dates."""

from __future__ import annotations

import pytest

from probanda.audit.reading import read_text
from probanda.audit.reading.encodings import decode
from probanda.audit.reading.language import language_of
from tests.audit.reading.made import blocks

REPORT = """THE COMMITTEE


          REPORT ON THE QUARRY
[image: ]


                      2025

Summary

Of 120 people[footnoteRef:1], 70 were men. [1:  The list: https://archive.example/list
]

1.On the First Year

[bookmark: _Hlk1]- beaten with cables;
-left without food;

In [brackets] nothing changes[footnoteRef:2]. [2: See [annex], p. 3]

So far, no word.
A second line is a second paragraph, because this text has very long lines and none of them was broken \
at a margin \
by the program that wrote it, as one sees by this line, which goes on and on for more than a hundred \
and thirty letters.
"""


def test_marks_and_notes_leave_the_text_and_keep_their_places() -> None:
    document = read_text(REPORT)
    assert "footnoteRef" not in document.text
    assert "bookmark" not in document.text
    first, second = document.notes
    assert document.text[first.start : first.end] == "The list: https://archive.example/list"
    assert document.text[: first.anchors[0]].endswith("Of 120 people")
    assert document.text[second.start : second.end] == "See [annex], p. 3"
    assert [link.address for link in document.links] == ["https://archive.example/list"]


def test_cover_sections_items_and_date_are_seen() -> None:
    document = read_text(REPORT)
    assert [(each.number, each.title) for each in document.sections] == [
        ("", "Summary"),
        ("1", "On the First Year"),
    ]
    assert blocks(document, "list-item") == ["beaten with cables;", "left without food;"]
    assert blocks(document, "title")[0] == "THE COMMITTEE"
    assert document.date is not None
    assert (document.date.iso, document.date.how) == ("2025", "cover")
    assert len(document.images) == 1
    assert "So far, no word." in blocks(document, "paragraph")


def test_lines_broken_at_a_margin_are_joined_and_form_feeds_begin_pages() -> None:
    text = (
        "Introduction\n\nThe guards kept no register of those whom they\n"
        "brought in at night, and nobody asked them\n"
        "why.\n\f\nOn the next page a new paragraph begins here.\n"
    )
    document = read_text(text)
    assert blocks(document, "paragraph")[0].endswith("nobody asked them why.")
    place = document.text.index("next page")
    assert (document.page_of(place), document.line_of(place)) == (2, 7)
    assert document.page_of(0) == 1


def test_a_table_of_tabs_has_heads_and_a_total_row() -> None:
    document = read_text(
        "Table 1. By place\n\nPlace\tMen\tWomen\nArlan\t3\t4\nBresk\t5\t6\nTotal\t8\t10\n\nText follows.\n"
    )
    (table,) = document.tables
    assert (len(table.rows), table.headers, table.totals) == (4, 1, (3,))
    assert document.text[slice(*table.caption)] == "Table 1. By place"  # type: ignore[misc]
    assert document.text[table.rows[3][2].start : table.rows[3][2].end] == "10"


def test_listed_notes_in_brackets_are_notes() -> None:
    document = read_text(
        "He was taken.[1] She was not.[2]\n\nNotes\n\n[1] A list.\n[2] A letter of the ministry.\n"
    )
    assert [note.label for note in document.notes] == ["1", "2"]
    assert all(len(note.anchors) == 1 for note in document.notes)
    assert "[1]" not in document.text


def test_oddly_split_numbers_are_kept_and_flagged() -> None:
    document = read_text("In all 38, 580 people, 100.000 of them later, in 3, 4 and 5 places.")
    assert [document.text[each.start : each.end] for each in document.doubts] == ["38, 580"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("A report\n\nGeneva, 14 March 2025\n\nSummary\n\nText.", "2025-03-14"),
        ("Доклад\n\nАрлан, март 2024 года\n\nВведение\n\nТекст.", "2024-03"),
        (
            "Report\n\nDue in 2020 under article 19 of the Convention by the State party\n\nSummary\n\nText.",
            None,
        ),
        ("Report\n\nJanuary 2021 to December 2023\n\nSummary\n\nText of the report.", None),
        ("Report\n\nPublished: 3 de mayo de 2021\n\nSummary\n\nText.", "2021-05-03"),
    ],
)
def test_the_documents_own_date(text: str, iso: str | None) -> None:
    date = read_text(text).date
    assert (date.iso if date else None) == iso


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The families of the missing have not been told where the bodies were buried."),
        (
            "ru",
            "Семьи пропавших не знают, где были похоронены их близкие, и не получили ответа от суда.",
        ),
        (
            "es",
            "Las familias de los desaparecidos no saben dónde fueron enterrados los cuerpos por la guardia.",
        ),
        (
            "fr",
            "Les familles des disparus ne savent pas où les corps ont été enterrés par la garde.",
        ),
        (
            "az",
            "Ailələr bu günə qədər itkin düşmüş şəxslərin harada dəfn olunmuş olduğu haqqında məlumat ala bilmir.",
        ),
        ("und", "12 34 56"),
    ],
)
def test_language_by_little_words(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_encodings_are_found(encoding: str) -> None:
    text = "Всего было задержано 120 человек, и никто не сказал их семьям, где они."
    assert decode(text.encode(encoding))[0] == text


def test_two_numbers_of_a_sentence_are_not_one_oddly_split_number() -> None:
    for words in (
        "Of 147, 104 had worked before.",
        "There were 95, 104 and 131 cases in the three years.",
        "Из 147, 104 работали раньше.",
        "En los tres años hubo 95, 104 y 131 casos.",
    ):
        assert not read_text(f"Findings\n\n{words}\n").doubts, words
    assert len(read_text("Findings\n\nIn all 38, 580 rounds were fired.\n").doubts) == 1


def test_utf_16_without_a_mark_is_no_utf_8_although_its_bytes_are() -> None:
    text = "Of 120 people, “seventy” were men.\n"
    for name in ("utf-16-le", "utf-16-be"):
        assert decode(text.encode(name))[:2] == (text, name)
