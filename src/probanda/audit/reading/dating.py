"""The document's own date: a line of the cover that is a date, a labelled date, else the file's metadata.

"2025" alone on the cover counts, "due in 2020" in a sentence does not, nor does a year in a title ("The flood
of 1933") or in the head of a table: beside a date the cover may name a place, an issuer, an hour, nothing else. A
line with two dates is a period and counts as none. The most precise date of the cover wins, of equals the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Block, Document, DocumentDate
from probanda.dates import DateProblem, parse_date

__all__ = ["document_date", "iso_prefix"]

_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|(?:(?<!/)\d{1,2}(?:st|nd|rd|th|er|º|-)?\.?,?\s+)?(?:de\s+|d['’])?[^\W\d_]{3,12}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?,)?"
    r",?\s+(?:de\s+|del\s+|of\s+)?(?:19|20)\d{2}|(?<![-/\d])(?:19|20)\d{2}(?![-/]))(?![\d]|/\d)",
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
_CAPITAL = r"[^\W\d_a-zа-яёəıöüğşç][\w.'’-]*"
_NAME = rf"{_CAPITAL}(?:\s+(?:{_CAPITAL}|of|the|and|for|on|de|la|del|los|y|e|et|и|по))*"
_SORT = (
    r"(?:(?:situation|annual|interim|final|progress|quarterly|monthly)\s+)?"
    r"(?:report|update|bulletin|statement|newsletter|press release|доклад|отч[её]т|бюллетень|заявление|пресс-релиз"
    r"|informe|bolet[ií]n|comunicado|rapport|communiqué|hesabat)(?:\s+(?:no\.?|№|n[.ºo]*)?\s*\d{1,4})?"
)
#: What a line of the cover may hold before its date ("Geneva, ", "Centre for Records · ", "© ") and behind it.
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_BEFORE = re.compile(
    rf"(?:©|\(c\)|(?i:copyright))?\s*(?:(?:{_NAME}|(?i:{_SORT}))(?:\s*[,·|/–—:]\s*|\s-\s))*(?i:{_WEEKDAY},?\s+)?"
    rf"|(?i:on|le|el|от)\s+|\W*"
)
_BEHIND = re.compile(
    rf"\W*(?:г(?:\.|ода?)?|года?)?\W*(?:(?:à\s)?\d{{1,2}}[:.h]\d{{2}}.{{0,20}})?|\s*[,·|/–—-]\s*{_NAME}"
)
#: Whoever issues it, then a mark and the date: "Office «Light», 12 April 2022", "г. Ренск, март 2024".
_ISSUED = re.compile(
    r"(?:[^.!?;]|\.(?!\s+[^\W\d_]))*?(?:[,·|/–—]|\s-)\s*(?:(?:on|le|el|от)\s+)?|г(?:ор)?\.\s*[^.!?;]*,\s*",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"\s*[·|–—]\s*[^.!?;]{3,100}")
_YEAR = re.compile(r"(?<![\w/.-])(?:19|20)\d{2}(?![\w/-])")
_KINDS = frozenset({"title", "paragraph", "running"})
#: A line of the cover has at most so many characters beside its date.
_BESIDE = 120
#: A block as long as this is prose: a year alone below it is a caption's or a table's, not the cover's.
_PROSE = 160


def document_date(document: Document, metadata: str = "") -> DocumentDate | None:
    """The document's date, or None. ``metadata`` is what the file says, as ISO; it comes last."""
    labelled: list[DocumentDate] = []
    cover: list[DocumentDate] = []
    issued: list[DocumentDate] = []
    first_section = document.sections[0].start if document.sections else _HEAD
    prose = False
    for block in document.blocks:
        if block.start > _HEAD:
            break
        if block.kind in {"footnote", "contents"}:
            continue
        prose = prose or block.end - block.start > _PROSE
        found = list(_dates(document, block))
        for date in found:
            before = document.text[max(block.start, date.start - 50) : date.start]
            before = re.sub(rf"{_WEEKDAY},?\s+\Z", "", before, flags=re.IGNORECASE)
            label = _LABEL.search(before)
            lead = before[: label.start()] if label else ""
            opens = label and (label[0][0].isupper() or not re.search(r"[\w,]\s*\Z", lead))
            if label and (opens or (len(lead.split()) < 3 and date.start - block.start < 50)):
                labelled.append(date)
        on_cover = block.kind == "title" or block.start < max(first_section, 600)
        if len(found) == 1 and on_cover:
            date = found[0]
            before = document.text[block.start : date.start]
            behind = document.text[date.end : block.end]
            short = len(before) + len(behind) <= _BESIDE
            alone = short and bool(_BEFORE.fullmatch(before) and _BEHIND.fullmatch(behind))
            day = len(date.iso) == len("2025-03-14")
            if block.kind not in (_KINDS | {"heading", "list-item"} if day else _KINDS):
                continue
            if alone and not (prose and len(date.iso) == len("2025")):
                cover.append(date)
            elif short and not prose and block.index and len(date.iso) > len("2025"):
                beside = _ISSUED.fullmatch(before) and (
                    _BEHIND.fullmatch(behind) or _ISSUER.fullmatch(behind)
                )
                if beside and _latest(document, date):
                    issued.append(date)
    for candidates in (labelled, cover, issued):
        if candidates:
            return max(candidates, key=lambda date: len(date.iso))
    iso = iso_prefix(metadata)
    return DocumentDate(iso, "metadata") if iso else None


def _latest(document: Document, date: DocumentDate) -> bool:
    """Whether hardly a year of the text lies after a date, as befits the day on which it was written."""
    own = int(date.iso[:4])
    years = [int(found[0]) for found in _YEAR.finditer(document.text)]
    return sum(year > own for year in years) * 10 <= len(years)


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
