"""The document's own date: a line of the cover that is a date, a labelled date, else the file's metadata.

"2025" alone on the cover counts, "due in 2020" in a sentence does not, nor does a year in a title ("The flood
of 1933") or in the head of a table: beside a date the cover may name a place, an issuer, an hour, nothing else. A
line with two dates is a period and counts as none. The most precise date of the cover wins, of equals the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Block, Document, DocumentDate
from probanda.audit.lexicon import words
from probanda.dates import DateProblem, parse_date

__all__ = ["document_date", "iso_prefix"]

_DATE = re.compile(
    r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}"
    r"|(?:(?<!/)\d{1,2}(?:st|nd|rd|th|er|º|-)?\.?,?\s+)?(?:de\s+|d['’])?[^\W\d_]{3,12}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?,)?"
    r",?\s+(?:de\s+|del\s+|of\s+)?(?:19|20)\d{2}|(?<![-/\d])(?:19|20)\d{2}(?![-/]))(?![\d]|/\d)",
    re.IGNORECASE,
)
_EXACT = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
#: Code points of the beginning that may be a cover or a head of the document.
_HEAD = 4000
_CAPITAL = r"[^\W\d_a-zа-яёəıöüğşç][\w.'’-]*"
_NAME = rf"{_CAPITAL}(?:\s+(?:{_CAPITAL}|of|the|and|for|on|de|la|del|los|y|e|et|и|по))*"


_LABEL = re.compile(rf"(?:{words('label')}|{words('label_at_end')})\s*:?\s*\Z", re.IGNORECASE)
_LABEL_AT_END = re.compile(rf"\W*(?:{words('label_at_end')})\s*:?\s*\Z", re.IGNORECASE)
#: A line of an incident's box: "Killed: 4".
_BOX = re.compile(rf"^\W*(?:{words('box')})\s*[:–—\t]", re.IGNORECASE | re.MULTILINE)
#: So many lines around a labelled date its box may fill.
_BOX_LINES = 6
_SORT = rf"(?:{words('sort')})(?:\s+(?:no\.?|№|n[.ºo]*)?\s*\d{{1,4}})?"
_WEEKDAY = f"(?:{words('weekday')})"
#: What a line of the cover may hold before its date ("Geneva, ", "Centre for Records · ", "© ") and behind it.
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
#: Kinds of blocks that may hold the date, and those that may when it is a day.
_KINDS = frozenset({"title", "paragraph", "running"})
_DAYS = _KINDS | {"heading", "list-item"}
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
        found = [date for date in _dates(document, block) if not _of_an_incident(document, date)]
        labelled += [date for date in found if _is_labelled(document, block, date)]
        if block.kind != "title" and block.start >= max(first_section, 600):
            continue
        found = [date for date in found if block.kind in (_DAYS if _is_day(date) else _KINDS)]
        alone = [date for date in found if _stands_alone(document, block, date)]
        if len(alone) == 1 and not (prose and len(alone[0].iso) == len("2025")):
            cover += alone
        elif len(found) == 1 and not alone and not prose and block.index:
            issued += [date for date in found if _is_issued(document, block, date)]
    for candidates in (labelled, cover, issued, _at_end(document)):
        if candidates:
            return max(candidates, key=lambda date: len(date.iso))
    iso = iso_prefix(metadata)
    return DocumentDate(iso, "metadata") if iso else None


def _is_labelled(document: Document, block: Block, date: DocumentDate) -> bool:
    """Whether a label stands before a date in its line or in the cell before, and is no word of a sentence."""
    before = document.text[max(block.start, date.start - 50) : date.start]
    if date.start == block.start and block.kind == "cell":
        before = document.text[max(0, date.start - 50) : date.start].rpartition("\n")[2]
    before = re.sub(rf"{_WEEKDAY},?\s+\Z", "", before, flags=re.IGNORECASE)
    label = _LABEL.search(before)
    if label is None:
        return False
    lead = before[: label.start()]
    opens = label[0][0].isupper() or not re.search(r"[\w,]\s*\Z", lead)
    return opens or (len(lead.split()) < 3 and date.start - block.start < 50)


def _of_an_incident(document: Document, date: DocumentDate) -> bool:
    """Whether a date has a label and the lines around tell who was killed, by what, when: an incident's box."""
    if not _LABEL.search(document.text[max(0, date.start - 50) : date.start]):
        return False
    before = document.text[max(0, date.start - 2000) : date.start].split("\n")[-_BOX_LINES - 1 : -1]
    behind = document.text[date.end : date.end + 2000].split("\n")[1 : _BOX_LINES + 1]
    return bool(_BOX.search("\n".join(before + behind)))


def _is_day(date: DocumentDate) -> bool:
    return len(date.iso) == len("2025-03-14")


def _line(document: Document, block: Block, date: DocumentDate) -> tuple[str, str]:
    """What stands before a date and behind it in its line."""
    text = document.text
    start = text.rfind("\n", block.start, date.start) + 1 or block.start
    end = text.find("\n", date.end, block.end)
    return text[start : date.start], text[date.end : end if end >= 0 else block.end]


def _stands_alone(document: Document, block: Block, date: DocumentDate) -> bool:
    """Whether a line of the cover holds a date and what may stand beside one."""
    before, behind = _line(document, block, date)
    return len(before) + len(behind) <= _BESIDE and bool(
        _BEFORE.fullmatch(before) and _BEHIND.fullmatch(behind)
    )


def _is_issued(document: Document, block: Block, date: DocumentDate) -> bool:
    """Whether a line names whoever issues the document, and a day or month behind nearly all its years."""
    before, behind = _line(document, block, date)
    return (
        len(before) + len(behind) <= _BESIDE
        and len(date.iso) > len("2025")
        and bool(_ISSUED.fullmatch(before))
        and bool(_BEHIND.fullmatch(behind) or _ISSUER.fullmatch(behind))
        and _latest(document, date)
    )


def _at_end(document: Document) -> list[DocumentDate]:
    """Dates that the last lines call the day of publication: an imprint, a table of who made the report."""
    found = []
    for block in document.blocks[-30:]:
        if block.start < len(document.text) - _HEAD // 2 or block.kind in {"footnote", "contents"}:
            continue
        for date in _dates(document, block):
            before = document.text[max(0, date.start - 50) : date.start]
            line = before.rstrip().rpartition("\n")[2] + " "
            if len(date.iso) > len("2025") and _LABEL_AT_END.fullmatch(line):
                found.append(date)
    return found


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
