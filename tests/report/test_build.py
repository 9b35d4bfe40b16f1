"""The three files: their structure, the same bytes everywhere, and nobody in them who is withheld."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from lxml import etree, html

from probanda.consent import Form, Level, shown_as
from probanda.problems import ProbandaError, Problem
from probanda.report.annexes import Versions, annexes
from probanda.report.assembly import assemble
from probanda.report.build import BuildResult, build_document
from probanda.report.nodes import cell, div, para, plain_text, table, text
from probanda.report.redaction import Redactor
from probanda.report.typst.pdf import typst_source
from tests.report.samples import PERSONS, sample_document, sample_record

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> BuildResult:
    folder = tmp_path_factory.mktemp("public")
    return build_document(sample_document(), sample_record(), folder, folder, stem="report")


@pytest.fixture(scope="module")
def word(built) -> dict[str, bytes]:
    with zipfile.ZipFile(built.paths["docx"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def body(word):
    return etree.fromstring(word["word/document.xml"])


@pytest.fixture(scope="module")
def page(built):
    return html.fromstring(built.paths["html"].read_bytes())


def _words(element) -> str:
    return "".join(element.itertext())


# DOCX ------------------------------------------------------------------------------------------------


def test_docx_numbers_headings_and_paragraphs_natively(word, body):
    styles = etree.fromstring(word["word/styles.xml"])
    for name in ("Heading1", "Heading2", "NumberedParagraph", "AnnexHeading"):
        (style,) = styles.findall(f"{W}style[@{W}styleId='{name}']")
        assert style.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    used = [p.get(f"{W}val") for p in body.iter(f"{W}pStyle")]
    assert used.count("NumberedParagraph") == 3
    assert used.count("AnnexHeading") >= 5


def test_docx_contents_hold_real_linked_entries_with_pages(body):
    entries = body.findall(f".//{W}sdtContent/{W}p")
    assert "The missing" in _words(entries[1])
    bookmarks = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    for entry in entries:
        (link,) = entry.findall(f"{W}hyperlink")
        assert link.get(f"{W}anchor") in bookmarks
        assert re.search(r"\d$", _words(entry))


def test_docx_captions_count_by_fields(body):
    fields = [f.get(f"{W}instr").split()[1] for f in body.iter(f"{W}fldSimple")]
    assert fields.count("Figure") == 2
    assert fields.count("Table") >= 1


def test_docx_pictures_keep_alternative_text_and_lose_file_names(body):
    described = [e.get("descr") for e in body.iter() if str(e.tag).endswith("}docPr")]
    assert "Two bars: 3,600 men, 328 women" in described
    assert all(e.get("descr") == "" for e in body.iter() if str(e.tag).endswith("}cNvPr"))


def test_docx_tables_repeat_their_header_row(body):
    for tbl in body.iter(f"{W}tbl"):
        assert tbl.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert tbl.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstColumn") == "1"


def test_docx_short_tables_stay_whole_and_long_ones_keep_their_head(body):
    for tbl in body.iter(f"{W}tbl"):
        rows = list(tbl.iter(f"{W}tr"))
        kept = [row.find(f".//{W}keepNext") is not None for row in rows]
        short = len(rows) <= 12 and len(_words(tbl)) <= 1500
        assert kept == [at < (len(rows) - 1 if short else 2) for at in range(len(rows))]


def test_docx_what_leads_to_a_table_stays_with_it(body):
    for tbl in body.iter(f"{W}tbl"):
        before = tbl.getprevious()
        while before is not None and before.tag != f"{W}p":
            before = before.getprevious()
        assert before.find(f"{W}pPr/{W}keepNext") is not None


def test_a_copy_named_by_its_digest_is_listed_by_kind_and_size() -> None:
    record = sample_record()
    document = sample_document()
    key = document.used.sources[0].key
    source = record.sources[key]
    assert source.archived is not None
    path = f"vault/files/{source.archived.sha256}.pdf"
    record.sources[key] = replace(source, archived=replace(source.archived, path=path))
    desk = annexes(document, record, Redactor(record, document.level), Versions("1", "2", "3"))
    words = plain_text(desk[0])
    assert "Archived copy: PDF, 1,000 bytes" in words
    assert "vault/files" not in words


def test_docx_right_to_left_paragraph_and_run(body):
    paragraphs = [p for p in body.iter(f"{W}p") if "هذه" in _words(p)]
    assert paragraphs[0].find(f"{W}pPr/{W}bidi") is not None
    (run,) = [r for r in body.iter(f"{W}r") if "الحقيقة" in _words(r)]
    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"


def test_docx_properties_come_from_the_manuscript(word):
    core = word["docProps/core.xml"].decode()
    assert "On the Treatment of Captives" in core
    assert "2026-03-01T00:00:00Z" in core
    assert "Dale Rights Centre; Kasteria Families&#x27; League" in core
    assert "docProps/custom.xml" not in word
    assert "Pandoc" not in word["docProps/app.xml"].decode()


def test_docx_parts_are_all_declared_and_dated_1980(built):
    with zipfile.ZipFile(built.paths["docx"]) as archive:
        names = set(archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        declared = {e.get("PartName").lstrip("/") for e in types if e.get("PartName")}
        assert declared <= names
        assert not any(b"{{" in archive.read(name) for name in names if name.endswith(".xml"))


# PDF -------------------------------------------------------------------------------------------------


def _tags(pdf: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    found: list[tuple[str, pikepdf.Object]] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append((str(node.S), node))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot.K)
    return found


def test_pdf_is_tagged_as_pdf_ua_with_language_title_and_date(built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title) == "On the Treatment of Captives"
        assert str(pdf.docinfo.CreationDate).startswith("D:20260301")
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_pdf_has_headings_tables_notes_and_figures_with_alternative_text(built):
    with pikepdf.open(built.paths["pdf"]) as pdf:
        tags = _tags(pdf)
        kinds = [kind for kind, _ in tags]
        assert {"/H1", "/H2", "/Table", "/TH", "/Note", "/Figure", "/Caption", "/TOC"} <= set(kinds)
        assert kinds.count("/Note") == 6
        alternatives = {str(node.Alt) for kind, node in tags if kind == "/Figure"}
        assert "Two bars: 3,600 men, 328 women" in alternatives


# HTML ------------------------------------------------------------------------------------------------


def test_pdf_keeps_short_tables_rows_and_lead_ins_on_one_page(tmp_path):
    def cells(*words: str) -> list[list[object]]:
        return [cell(text(word)) for word in words]

    short = table(cells("a", "b"), [cells("1", "2")] * 3)
    long = table(cells("a", "b"), [cells("1", "2")] * 40)
    said = div([para(text("Before it."))], ["lead-in"])
    record, document = sample_record(), sample_document()
    assembled = assemble(document, record, lambda one: [], tmp_path, [said, short, long])
    source = typst_source(assembled)
    annexed = source[source.index("Before it.") - 80 :]
    assert "sticky: true" in annexed[:80]
    first, second = annexed.split("#bare-table(")[1:3]
    assert "whole: true" in first.split("table(")[0]
    assert "whole: true" not in second.split("table(")[0]
    assert "breakable: false" in second


def test_html_has_one_title_one_main_and_a_named_contents(page):
    assert page.get("lang") == "en-GB"
    assert page.get("dir") == "ltr"
    assert [_words(h) for h in page.iter("h1")] == ["On the Treatment of Captives"]
    assert len(list(page.iter("main"))) == 1
    (nav,) = page.iter("nav")
    assert page.get_element_by_id(nav.get("aria-labelledby")).text == "Contents"


def test_html_links_within_the_page_all_arrive(page):
    targets = {e.get("id") for e in page.iter() if e.get("id")}
    inside = [a.get("href")[1:] for a in page.iter("a") if a.get("href", "").startswith("#")]
    assert len(inside) > 15
    assert set(inside) <= targets


def test_html_identifiers_are_unique(page):
    identifiers = [e.get("id") for e in page.iter() if e.get("id")]
    assert len(identifiers) == len(set(identifiers))


def test_html_heads_of_tables_have_a_scope(page):
    heads = list(page.iter("th"))
    assert heads
    assert {head.get("scope") for head in heads} == {"col", "row"}


def test_html_is_one_file_without_keys(built, page):
    source = built.paths["html"].read_text(encoding="utf-8")
    assert "data-key" not in source
    assert "data-pos" not in source
    assert "commission:00" not in source
    for picture in page.iter("img"):
        assert picture.get("src").startswith("data:image/")
        assert picture.get("alt")
    assert not list(page.iter("script", "link"))


def test_html_notes_find_their_own_direction_and_the_way_back(page):
    notes = page.xpath("//section[@role='doc-endnotes']//li")
    assert len(notes) == 6
    assert all(note.get("dir") == "auto" for note in notes)
    assert all(note.xpath(".//a[@role='doc-backlink']") for note in notes)


# All three -------------------------------------------------------------------------------------------


def _text_of(result: BuildResult) -> dict[str, str]:
    """Everything that can be read in each file: text, alternative text, properties, names of parts."""
    found = {"html": result.paths["html"].read_text(encoding="utf-8")}
    with zipfile.ZipFile(result.paths["docx"]) as archive:
        parts = [
            archive.read(n).decode("utf-8", "ignore")
            for n in archive.namelist()
            if "media" not in n
        ]
        runs = [
            "".join(etree.fromstring(p.encode()).itertext())
            for p in parts
            if p.lstrip().startswith("<")
        ]
        found["docx"] = "\n".join([*archive.namelist(), *parts, *runs])
    done = subprocess.run(
        ["pdftotext", "-layout", str(result.paths["pdf"]), "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    with pikepdf.open(result.paths["pdf"]) as pdf:
        alternatives = [str(node.get("/Alt", "")) for _, node in _tags(pdf)]
        information = [str(value) for value in pdf.docinfo.values()]
        metadata = str(pdf.open_metadata())
    found["pdf"] = "\n".join([done.stdout, *alternatives, *information, metadata])
    return found


@pytest.mark.parametrize("level", list(Level))
def test_no_spelling_of_a_withheld_person_is_in_any_file(level, tmp_path):
    used = sample_document().used
    document = sample_document(level)
    document = replace(document, used=replace(used, persons=tuple(PERSONS)))
    result = build_document(document, sample_record(), tmp_path, tmp_path, stem="report")
    hidden = [p for p in PERSONS.values() if shown_as(p.consent, level) is not Form.FULL]
    assert hidden
    for kind, said in _text_of(result).items():
        folded = said.casefold()
        for person in hidden:
            for spelling in (person.full_name, *person.other_names):
                assert spelling.casefold() not in folded, f"{spelling} in {kind} at {level}"


def test_a_withheld_name_does_not_come_in_through_a_chart_a_table_or_a_file_name(tmp_path):
    name = PERSONS["commission:0003"].full_name
    record = sample_record()
    chart, shown = record.charts["missing-bars"], record.tables["missing-by-sex"]
    record.charts["missing-bars"] = replace(
        chart, categories=(name, "Women"), note=f"Without {name}."
    )
    record.tables["missing-by-sex"] = replace(shown, columns=("", name), note=name)
    source = record.sources["register"]
    copy = replace(source.archived, path=f"vault/{name}.pdf")  # type: ignore[type-var]
    record.sources["register"] = replace(source, title=f"Letter of {name}", archived=copy)
    result = build_document(sample_document(), record, tmp_path, tmp_path, stem="report")
    for kind, said in _text_of(result).items():
        assert name.casefold() not in said.casefold(), kind


def test_what_a_person_agreed_to_stays_inside(tmp_path):
    for level in Level:
        result = build_document(
            sample_document(level),
            sample_record(),
            tmp_path,
            tmp_path / level.value,
            stem="r",
            formats=("html",),
        )
        page = html.fromstring(result.paths["html"].read_bytes())
        (listed,) = [h.getparent() for h in page.xpath("//h2[@id='annex-persons']")]
        heads = listed.xpath("//h2[@id='annex-persons']/following::table[1]/thead//th")
        assert ("Reason" in [_words(head) for head in heads]) == (level is Level.INTERNAL)


def test_all_formats_number_alike(built, page, body):
    said = _text_of(built)
    for words in ("see table\u00a01", "Annex I"):
        assert words in _words(page.find(".//main"))
        assert words.replace("\u00a0", " ") in said["pdf"].replace("\u00a0", " ")
    links = [_words(link) for link in body.iter(f"{W}hyperlink")]
    assert "table\u00a01" in links


_AGAIN = """
import sys
from pathlib import Path
from probanda.report.build import build_document
from tests.report.samples import sample_document, sample_record
out = Path(sys.argv[1])
print(sorted(build_document(sample_document(), sample_record(), out, out, stem="report").sha256.items()))
"""


def test_the_same_input_gives_the_same_bytes_in_any_place_and_time_zone(tmp_path):
    root = Path(__file__).parents[2]
    answers = set()
    for number, zone in enumerate(("UTC", "Pacific/Auckland")):
        place = tmp_path / f"place {number}"
        place.mkdir()
        environment = {
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": str(number + 1),
            "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")]),
            "LC_ALL": ("C", "C.UTF-8")[number],
        }
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN, str(place)],
            cwd=place, env=environment, capture_output=True, check=True, text=True,
        )  # fmt: skip
        answers.add(done.stdout)
    assert len(answers) == 1


def test_a_second_build_does_nothing_and_says_so(tmp_path):
    def again(**options: bool) -> BuildResult:
        document = sample_document()
        return build_document(
            document,
            sample_record(),
            tmp_path,
            tmp_path,
            stem="report",
            formats=("html",),
            **options,
        )

    first = again()
    second = again()
    assert (first.skipped, second.skipped) == (False, True)
    assert first.sha256 == second.sha256
    assert not again(force=True).skipped
    first.paths["html"].write_text("tampered with")
    mended = again()
    assert not mended.skipped
    assert mended.sha256 == first.sha256


def test_a_changed_value_builds_anew(tmp_path):
    record = sample_record()
    build_document(sample_document(), record, tmp_path, tmp_path, stem="report", formats=("html",))
    figure = record.figures["missing-all"]
    record.figures["missing-all"] = replace(figure, definition="Another definition.")
    result = build_document(
        sample_document(), record, tmp_path, tmp_path, stem="report", formats=("html",)
    )
    assert not result.skipped
    assert "Another definition." in result.paths["html"].read_text(encoding="utf-8")


def test_errors_stop_a_build_and_leave_no_file(tmp_path):
    broken = replace(
        sample_document(), findings=(Problem("figure-unknown", "There is no such figure."),)
    )
    result = build_document(broken, sample_record(), tmp_path, tmp_path, stem="report")
    assert not result.ok
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_built_in_spite_of_errors_and_marked_in_all_formats(tmp_path):
    document = sample_document(draft=True)
    document = replace(document, findings=(Problem("figure-unknown", "There is no such figure."),))
    result = build_document(document, sample_record(), tmp_path, tmp_path, stem="report")
    assert result.ok
    assert 'class="draft"' in result.paths["html"].read_text(encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(result.paths["docx"].read_bytes())) as archive:
        assert b'string="DRAFT"' in archive.read("word/header1.xml")
    drawn = subprocess.run(
        ["pdftotext", str(result.paths["pdf"]), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert "Draft with unresolved findings" in drawn


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(ProbandaError, match="odt"):
        build_document(
            sample_document(), sample_record(), tmp_path, tmp_path, stem="report", formats=("odt",)
        )


def test_digests_told_are_those_of_the_files(built):
    for kind, path in built.paths.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == built.sha256[kind]


def test_a_cell_that_is_a_figure_shows_its_value_and_how_exact_it_is() -> None:

    from probanda.report.build import _cell
    from probanda.report.labels import labels_for
    from probanda.report.redaction import Redactor
    from probanda.report.tree import plain_text
    from probanda.report.values import Cell
    from tests.report.samples import sample_record

    record = sample_record()
    key, figure = next((k, f) for k, f in record.figures.items() if f.value is not None)
    record.figures[key] = replace(figure, value=Decimal(3890), exactness="at-least", decimals=0)
    redactor = Redactor(record, Level.PUBLIC)

    def shown(one: Cell) -> str:
        return plain_text(_cell(one, redactor, record, labels_for("en")))

    assert shown(Cell(figure=key)) == "at least 3,890"
    assert shown(Cell(text="author's words", figure=key)) == "author's words"
