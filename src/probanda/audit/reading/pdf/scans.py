"""A scanned PDF holds pictures of pages: tesseract reads them where installed; else OCR is asked for."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from typing import Any

import pypdfium2

from probanda.audit.document import Document, Remark
from probanda.audit.reading.plain import read_text
from probanda.audit.reading.unreadable import Unreadable

__all__ = ["read_scan"]

#: Dots per inch of the pictures given to tesseract.
_DPI = 200
_SECONDS_A_PAGE = 60
_WANTED = ("eng", "rus", "spa", "fra", "aze")


def read_scan(file: Any) -> Document:
    """Read the pages of a scanned PDF.

    Raises:
        Unreadable: tesseract is not installed, or reads nothing.
    """
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        raise Unreadable(
            "needs-ocr",
            "The PDF is scanned: it holds pictures, no text. It needs OCR; install tesseract, or give a copy with"
            " a text layer.",
        )
    languages = _languages(tesseract)
    pages = [_page(tesseract, languages, file[place]) for place in range(len(file))]
    if not any(page.strip() for page in pages):
        raise Unreadable(
            "needs-ocr", "The PDF is scanned, and tesseract reads no text on its pages."
        )
    document = read_text("\f".join(pages), file_format="pdf")
    remark = Remark(
        "read-by-ocr",
        f"The PDF is scanned; tesseract read it ({languages}). Figures and names may be misread: check each on the"
        " page.",
    )
    return replace(document, remarks=(*document.remarks, remark), lines=())


def _languages(tesseract: str) -> str:
    """The languages that we know and tesseract has, as it wants them."""
    try:
        listed = subprocess.run(
            [tesseract, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        ).stdout.split()
    except (OSError, subprocess.TimeoutExpired):
        listed = []
    return "+".join(each for each in _WANTED if each in listed) or "eng"


def _page(tesseract: str, languages: str, page: Any) -> str:
    picture = io.BytesIO()
    try:
        page.render(scale=_DPI / 72, grayscale=True).to_pil().save(picture, format="PPM")
        done = subprocess.run(
            [tesseract, "-", "-", "-l", languages, "--psm", "3"],
            input=picture.getvalue(),
            capture_output=True,
            timeout=_SECONDS_A_PAGE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, pypdfium2.PdfiumError, ValueError):
        return ""
    return done.stdout.decode("utf-8", "replace").replace("\f", "")
