"""No crash on any file: damaged files of every format give a document or a reason."""

from __future__ import annotations

import contextlib
import json
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.audit.document import Document
from probanda.audit.reading.files import read_bytes
from probanda.audit.reading.unreadable import Unreadable
from probanda.audit.reading.wire import to_plain
from tests.audit.reading.made import TWO_COLUMNS, docx, p, pdf
from tests.audit.reading.mutate import damage, read_or_reason
from tests.audit.reading.test_docx import NOTES, NUMBERING, STYLES, cell, numbered
from tests.audit.reading.test_html import PAGE
from tests.audit.reading.test_markdown import TEXT
from tests.audit.reading.test_plain import REPORT


@cache
def whole(name: str) -> bytes:
    if name == "a.docx":
        table = (
            f"<w:tbl><w:tr>{cell('A')}{cell('1')}</w:tr><w:tr>{cell('B')}{cell('2')}</w:tr></w:tbl>"
        )
        mark = '<w:r><w:t>Of 120</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>'
        body = p("Findings", "H1") + p(mark) + p("item", "", numbered(1)) + table
        return docx(body, styles=STYLES, numbering=NUMBERING, footnotes=NOTES)
    if name == "a.pdf":
        return pdf(TWO_COLUMNS)
    return {"a.html": PAGE, "a.md": TEXT, "a.txt": REPORT}[name].encode()


def holds(document: Document) -> None:
    """What must be true of every document, however it came about."""
    length = len(document.text)
    before = 0
    for block in document.blocks:
        assert before <= block.start < block.end <= length
        before = block.end
        document.sentences(block)
    for link in document.links:
        assert 0 <= link.start <= link.end <= length
    json.dumps(to_plain(document))


@pytest.mark.parametrize(
    ("name", "count"),
    [("a.docx", 150), ("a.pdf", 40), ("a.html", 150), ("a.md", 150), ("a.txt", 150)],
)
def test_damaged_files_give_a_document_or_a_reason(name: str, count: int) -> None:
    for seed in range(count):
        answer = read_or_reason(damage(whole(name), seed), name)
        if isinstance(answer, Document):
            holds(answer)


@pytest.mark.parametrize("name", ["a.docx", "a.html", "a.txt"])
def test_cut_anywhere(name: str) -> None:
    data = whole(name)
    for place in range(0, len(data), max(len(data) // 80, 1)):
        answer = read_or_reason(data[:place], name)
        if isinstance(answer, Document):
            holds(answer)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text", "markdown", "html", "docx", "pdf"]))
def test_any_bytes_in_any_format(data: bytes, file_format: str) -> None:
    with contextlib.suppress(Unreadable):
        holds(read_bytes(data, file_format))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>", "</p>", "<table>", "<tr>", "<td rowspan=3>", "<td colspan=0>", "x 12", "<sup>1</sup>",
                "</table>", '<a href="#n">1</a>', '<li id="n">', "<ul>", "<h2>", "</h2>", "<aside>", "<img>",
                "<br>", "<div class=nav>",
            ]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_order_of_tags(tags: list[str]) -> None:
    holds(read_bytes("".join(tags).encode(), "html"))
