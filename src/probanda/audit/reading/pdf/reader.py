"""Reading a PDF file: its pages to words, lines, notes and blocks; links by their rectangles; scans by OCR."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from probanda.audit.document import Document
from probanda.audit.reading.builder import Builder
from probanda.audit.reading.dating import iso_prefix
from probanda.audit.reading.finishing import finish
from probanda.audit.reading.pdf.flow import Flow
from probanda.audit.reading.pdf.lines import Line, page_lines
from probanda.audit.reading.pdf.scans import read_scan
from probanda.audit.reading.pdf.words import Word, page_words, turned
from probanda.audit.reading.unreadable import Unreadable

__all__ = ["read_pdf"]

#: Pages with fewer characters than this are pictures, or nearly empty.
_SPARSE = 25


def read_pdf(data: bytes) -> Document:
    """Read a PDF file as a document.

    Raises:
        Unreadable: encrypted, broken, or scanned where no OCR is installed.
    """
    try:
        file = pypdfium2.PdfDocument(data)
        count = len(file)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable(
                "encrypted", "The PDF needs a password; give a copy without one."
            ) from error
        raise Unreadable("pdf-broken", f"The PDF is broken ({error}).") from error
    if not count:
        raise Unreadable("pdf-broken", "The PDF holds no pages.")
    try:
        return _read(file, count)
    finally:
        file.close()


def _read(file: Any, count: int) -> Document:
    builder = Builder("pdf")
    pages: list[list[Line]] = []
    aside: dict[int, str] = {}
    heights: list[float] = []
    sparse: list[int] = []
    gutters: list[float] = []
    broken = unmapped = letters = 0
    for place in range(count):
        try:
            page = file[place]
            width, height = page.get_size()
            textpage = page.get_textpage()
        except pypdfium2.PdfiumError:
            broken += 1
            pages.append([])
            heights.append(800.0)
            continue
        words = page_words(textpage.raw, max(width, height) + 1, max(width, height) + 1)
        _lay_links(file, page, words)
        if turned(words):
            words, width, height = _upright(textpage)
        shown = sum(len(word.text) for word in words)
        unmapped += sum(word.text.count("\ufffd") for word in words)
        letters += shown
        if shown < _SPARSE and _has_picture(page):
            sparse.append(place)
        turned_words = " ".join(word.text for word in words if not word.upright)
        if turned_words:
            aside[place + 1] = turned_words
        pages.append(page_lines(words, place + 1, gutters))
        heights.append(height)
        textpage.close()
        page.close()
    if sparse and (len(sparse) > 0.5 * count or letters < _SPARSE):
        return read_scan(file)
    if sparse:
        numbers = ", ".join(str(place + 1) for place in sparse[:20])
        builder.remark(
            "pages-without-text",
            f"Pages without text, probably pictures, were not read: {numbers}.",
        )
    if broken:
        builder.remark("pages-broken", f"{broken} pages are broken and were not read.")
    if unmapped > 0.05 * max(letters, 1):
        builder.remark(
            "letters-unknown",
            "A font of the PDF does not say which letters it shows; text is missing.",
        )
    Flow(builder, pages, heights, aside).build()
    metadata = file.get_metadata_dict()
    title = (metadata.get("Title") or "").strip()
    if not builder.title and title and not title.lower().endswith((".doc", ".docx", ".indd")):
        builder.title = title
    stamp = iso_prefix(metadata.get("ModDate") or "") or iso_prefix(
        metadata.get("CreationDate") or ""
    )
    return finish(builder.document(), stamp)


def _upright(textpage: Any) -> tuple[list[Word], float, float]:
    """A page set sideways: read its text as pdfium orders it, one line under the other."""
    text = textpage.get_text_bounded()
    lines = [line.split() for line in text.splitlines() if line.strip()]
    made: list[Word] = []
    for row, line in enumerate(lines):
        x = 50.0
        for piece in line:
            width = 5.0 * len(piece)
            made.append(Word(piece, x, x + width, 10_000 - 14.0 * row, 10.0))
            x += width + 3.0
    return made, 800.0, 10_050.0


def _has_picture(page: Any) -> bool:
    """Whether a page shows a picture."""
    for place in range(min(max(pdfium.FPDFPage_CountObjects(page.raw), 0), 400)):
        kind = pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, place))
        if kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}:
            return True
    return False


def _lay_links(file: Any, page: Any, words: list[Word]) -> None:
    """Give words the address of the link that lies over them."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    rectangles: list[tuple[float, float, float, float, str]] = []
    rectangle = pdfium.FS_RECTF()
    while len(rectangles) < 2000 and pdfium.FPDFLink_Enumerate(
        page.raw, ctypes.byref(position), ctypes.byref(link)
    ):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        length = pdfium.FPDFAction_GetURIPath(file.raw, action, None, 0)
        if not 0 < length < 5000:
            continue
        buffer = ctypes.create_string_buffer(length)
        pdfium.FPDFAction_GetURIPath(file.raw, action, buffer, length)
        address = buffer.value.decode("utf-8", "replace")
        if pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            top, bottom = max(rectangle.top, rectangle.bottom), min(rectangle.top, rectangle.bottom)
            rectangles.append((rectangle.left, bottom, rectangle.right, top, address))
    for left, bottom, right, top, address in rectangles:
        for word in words:
            middle = (word.x0 + word.x1) / 2
            # One rectangle over several lines says little: then only words of the address itself count.
            if top - bottom > 1.9 * word.size and word.text.strip("().,;\u00ad") not in address:
                continue
            if left <= middle <= right and bottom - 1 <= word.y + 0.25 * word.size <= top + 1:
                word.address = address
