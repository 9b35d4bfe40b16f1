"""The document's own date: a line of the cover that is a date, a labelled date, else the file's metadata.

"2025" alone on the cover counts, "due in 2020" in a sentence does not. A line with two dates is a period and
counts as none. The most precise date of the cover wins, of equals the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Block, Document, DocumentDate
from probanda.dates import DateProblem, parse_date

__all__ = ["document_date", "iso_prefix"]

_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|(?:\d{1,2}(?:st|nd|rd|th|er|º|-)?\.?,?\s+)?(?:de\s+|d['’])?[^\W\d_]{3,12}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?,)?"
    r",?\s+(?:de\s+|del\s+|of\s+)?(?:19|20)\d{2}|(?<![-/\d])(?:19|20)\d{2}(?![-/]))(?!\d)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:date(?: of (?:publication|issue|submission|report))?|published(?: on| in)?|issued(?: on)?"
    r"|submitted(?: on)?|updated|дата(?: публикации| составления| выпуска)?|опубликовано|издано"
    r"|fecha(?: de (?:publicación|emisión))?|publicado(?: en| el)?|date de publication|publié(?: en| le)?"
    r"|paru(?: en| le)?|tarix|dərc olunub)\s*:?\s*\Z",
    re.IGNORECASE,
)
_EXACT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: Code points of the beginning that may be a cover or a head of the document.
_HEAD = 4000
#: Other words that a line of the cover may hold beside its date ("Geneva, 14 March 2025").
_BESIDE = 30


def document_date(document: Document, metadata: str = "") -> DocumentDate | None:
    """The document's date, or None. ``metadata`` is what the file says, as ISO; it comes last."""
    labelled: list[DocumentDate] = []
    cover: list[DocumentDate] = []
    first_section = document.sections[0].start if document.sections else _HEAD
    for block in document.blocks:
        if block.start > _HEAD:
            break
        if block.kind in {"footnote", "contents"}:
            continue
        found = list(_dates(document, block))
        for date in found:
            before = document.text[max(block.start, date.start - 40) : date.start]
            if _LABEL.search(before):
                labelled.append(date)
        if len(found) == 1 and (block.kind == "title" or block.start < max(first_section, 600)):
            date = found[0]
            if block.end - block.start - (date.end - date.start) <= _BESIDE:
                cover.append(date)
    for candidates in (labelled, cover):
        if candidates:
            return max(candidates, key=lambda date: len(date.iso))
    iso = iso_prefix(metadata)
    return DocumentDate(iso, "metadata") if iso else None


def iso_prefix(text: str) -> str:
    """The date at the beginning of a time stamp ("2025-03-14T…", "D:20250314…"); "" when there is none.

    >>> iso_prefix("D:20250314120000Z"), iso_prefix("2025-03-14T12:00"), iso_prefix("yesterday")
    ('2025-03-14', '2025-03-14', '')
    """
    found = re.match(
        r"(?:D:)?((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])", text.strip()
    )
    return "-".join(found.groups()) if found else ""


def _dates(document: Document, block: Block) -> Iterator[DocumentDate]:
    for found in _DATE.finditer(document.text, block.start, block.end):
        try:
            edtf = parse_date(found[0].strip(" ,")).edtf
        except DateProblem:
            year = re.search(r"(?:19|20)\d{2}\Z", found[0])
            if year is None or any(map(str.isdigit, found[0][: -len(year[0])])):
                continue
            edtf = year[0]
        if _EXACT.fullmatch(edtf):
            yield DocumentDate(edtf, "cover", found.start(), found.end())
