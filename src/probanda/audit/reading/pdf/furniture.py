"""What stands on a page beside the text: running heads and feet, page numbers, and the notes at its foot."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.words import Word

__all__ = [
    "NoteLines",
    "body_size",
    "note_label",
    "page_marks",
    "part_glued_marks",
    "split_notes",
    "without_running",
]

_GLUED = re.compile(
    r"(?P<stem>.*[^\W\d_A-ZА-Я]{3}[.,;:!?”\"»’)\]]*)(?P<label>\d{1,3})(?P<end>[.,;:!?)]?)",
    re.DOTALL,
)
_DIGITS = re.compile(r"\d+")
#: A page number at the beginning or end of a running line, perhaps with the number of pages.
_PAGE_AT_EDGE = re.compile(r"\A\d{1,6}\b|\b\d{1,6}(?:\s?(?:/|of|de|из|sur)\s?\d{1,4})?\Z")
#: A page number, perhaps with its part's, between words: "III-4", "12", "A.3".
_PAGE_INSIDE = re.compile(r"(?<=\s)(?:[IVXA-H]{1,5}[-‐–.])?\d{1,4}(?=\s|\Z)")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|стр\.?|страница|página|pág\.?|səh(?:ifə)?\.?)\s*)?"
    r"(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|de|из|sur|\|)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
#: What a printer leaves at the foot: the path of the file that the page was made from.
_MADE_FROM = re.compile(r"(?<!\w)[A-Z]:\\\w|\.(?:indd|qxd|sgm|pmd)(?!\w)")
_LABEL = re.compile(r"(?P<label>\d{1,4}|[*†‡§]{1,3})(?P<end>[.)]?)")
#: Share of the page's height at the top and at the bottom where running lines stand.
_MARGIN = 0.13
#: Running lines stand within so many points of a page's first or last line.
_NEAR_EDGE = 20.0


@dataclass(frozen=True, slots=True)
class NoteLines:
    """The lines of one note on one page; an empty label goes on with the note of the page before."""

    label: str
    lines: tuple[Line, ...]


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """Size of most characters of the document."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def without_running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """Pages without lines that repeat in their margins and without page numbers."""
    seen: dict[str, set[int]] = defaultdict(set)
    for place, lines in enumerate(pages):
        for line in _marginal(lines, heights[place]):
            seen[_key(line)].add(place)
    enough = 2 if len(pages) < 6 else 3
    running = {key for key, places in seen.items() if len(places) >= enough and key}
    halves = _running_halves(pages, heights, enough)
    named = _named_feet(pages, heights)
    body = body_size(pages)
    kept: list[list[Line]] = []
    for place, lines in enumerate(pages):
        below = _touching(lines, running)
        marginal = {id(line) for line in _marginal(lines, heights[place])}
        ys = [line.y for line in lines]
        low, high = (min(ys), max(ys)) if ys else (0.0, 0.0)
        out: list[Line] = []
        for line in lines:
            if id(line) in marginal:
                edge = line.y <= low + 2 or line.y >= high - 2
                key = _key(line)
                free = len(seen[key]) > 0.6 * len(pages) or id(line) not in below
                if key in running and free:
                    continue
                if edge and _PAGE_NUMBER.fullmatch(line.text):
                    continue
                if _MADE_FROM.search(line.text) and line.size < body:
                    continue
                near = line.y <= low + _NEAR_EDGE or line.y >= high - _NEAR_EDGE
                if near and (_foot_key(line) in named or _half_keys(line) & halves):
                    continue
            out.append(line)
        kept.append(out)
    return kept


def _named_feet(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[str]:
    """Keys of lines near the edges that name the work, the page and the part: "Annual report III-4 The courts"."""
    seen: dict[str, set[int]] = defaultdict(set)
    for place, lines in enumerate(pages):
        marginal = _marginal(lines, heights[place])
        ys = [line.y for line in lines]
        for line in marginal:
            if line.y <= min(ys) + _NEAR_EDGE or line.y >= max(ys) - _NEAR_EDGE:
                seen[_foot_key(line)].add(place)
    return {key for key, places in seen.items() if key and len(places) >= max(3, len(pages) // 10)}


def _running_halves(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], enough: int
) -> set[str]:
    """Keys of pieces that pages have at one height while the rest of the line changes: "The office   Part I"."""
    seen: dict[str, set[int]] = defaultdict(set)
    for place, lines in enumerate(pages):
        for line in _marginal(lines, heights[place]):
            for key in _half_keys(line):
                seen[key].add(place)
    return {key for key, places in seen.items() if len(places) >= max(enough, len(pages) // 10)}


def _half_keys(line: Line) -> set[str]:
    """The words of each piece of a line of two pieces, if there are three or more, and the height."""
    parts = line.segments()
    if len(parts) != 2:
        return set()
    texts = [" ".join(word.text for word in part).lower() for part in parts]
    return {f"{text}@{round(line.y / 8)}" for text in texts if len(text.split()) >= 3}


def _foot_key(line: Line) -> str:
    """The words before a page number inside a line, or behind it, whichever is longer; and roughly the height."""
    found = _PAGE_INSIDE.search(line.text)
    if found is None:
        return ""
    words = max(line.text[: found.start()], line.text[found.end() :], key=len).strip().lower()
    return f"{words}@{round(line.y / 8)}" if len(words.split()) >= 3 else ""


def _marginal(lines: Sequence[Line], height: float) -> list[Line]:
    return [
        line
        for line in lines
        if (line.y > (1 - _MARGIN) * height or line.y < _MARGIN * height) and len(line.text) < 200
    ]


def _touching(lines: Sequence[Line], running: set[str]) -> set[int]:
    """Lines that stand close below a line that does not run: they go on a note or a paragraph."""
    touching: set[int] = set()
    ordered = sorted(lines, key=lambda line: -line.y)
    for above, line in pairwise(ordered):
        close = 0 < above.y - line.y < 1.55 * line.size
        if close and (_key(above) not in running or id(above) in touching):
            touching.add(id(line))
    return touching


def _key(line: Line) -> str:
    """The words, without a page number at either end, and roughly the height."""
    words = _PAGE_AT_EDGE.sub("", " ".join(line.text.lower().split())).strip(" |/–—-·•")
    return f"{words}@{round(line.y / 8)}" if any(map(str.isalnum, words)) else ""


def part_glued_marks(lines: Sequence[Line], body: float) -> None:
    """Part marks that a file writes like ordinary figures behind a word: "system.99" where a note 99 stands below.

    Only where small lines of the page begin with that number, and the word has three small letters at its end.
    """
    labels = {
        line.words[0].text
        for line in lines
        if line.size <= 0.93 * body and len(line.words) > 1 and _LABEL.fullmatch(line.words[0].text)
    }
    if not labels:
        return
    for line in lines:
        if line.size <= 0.93 * body:
            continue
        words: list[Word] = []
        for word in line.words:
            found = _GLUED.fullmatch(word.text)
            if found is None or found["label"] not in labels:
                words.append(word)
                continue
            place = word.x0 + (word.x1 - word.x0) * len(found["stem"]) / len(word.text)
            words.append(replace(word, text=found["stem"], x1=place))
            words.append(replace(word, text=found["label"], x0=place, glued=True, raised=True))
            if found["end"]:
                words.append(replace(word, text=found["end"], x0=word.x1, glued=True))
        if len(words) > len(line.words):
            line.replace_words(words)


def page_marks(lines: Sequence[Line]) -> set[str]:
    """Labels of the marks on a page: raised small numbers behind words."""
    marks: set[str] = set()
    for line in lines:
        for word in line.words[1:]:
            if word.text[-1:].isdigit() and _is_raised(word, line) and len(word.text) < 20:
                marks |= set(_DIGITS.findall(word.text))
    return marks


def _is_raised(word: Word, line: Line) -> bool:
    return word.raised or (word.size < 0.86 * line.size and word.y > line.y + 0.08 * line.size)


def note_label(line: Line, body: float, marks: set[str] | None = None) -> str:
    """The label that a note's first line begins with; "" when it begins with none.

    A raised number counts; a plain number counts before text that is smaller than the body's, if ``marks`` (where
    given) holds it: a row of a table may begin with a number too.
    """
    first = line.words[0]
    found = _LABEL.fullmatch(first.text)
    if found is None or len(line.words) < 2:
        return ""
    label = found["label"]
    if _is_raised(first, line):
        return label
    small = line.size <= 0.93 * body and len(label) <= 3
    return label if small and (marks is None or label in marks) else ""


def split_notes(
    lines: Sequence[Line], body: float, height: float, marks: set[str], *, going_on: bool
) -> tuple[list[Line], list[NoteLines]]:
    """Lines of the text and notes at the foot of each column.

    ``marks``: labels that the page, or the one before, refers to. ``going_on``: the page before ended inside a
    note, so that small lines without a label may continue it.
    """
    text: list[Line] = []
    notes: list[NoteLines] = []
    bands: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        bands[line.band].append(line)
    for every in bands.values():
        band = every
        if notes and (goes := _going_on(notes[-1], every)):
            # the last line of a note set across both columns is short, and so looks like one of the left column
            notes[-1] = NoteLines(notes[-1].label, (*notes[-1].lines, *every[:goes]))
            band = every[goes:]
        begin = _zone(band, body, height, marks, going_on=going_on)
        text += band[:begin]
        for line in band[begin:]:
            label = note_label(line, body, marks)
            if label or not notes:
                notes.append(NoteLines(label, (line,)))
            else:
                notes[-1] = NoteLines(notes[-1].label, (*notes[-1].lines, line))
    return text, notes


def _going_on(note: NoteLines, band: Sequence[Line]) -> int:
    """How many lines at the top of a band go on a note: of its size, each close below the one before."""
    before = note.lines[-1]
    for place, line in enumerate(band):
        close = 0 < before.y - line.y < 1.55 * line.size
        if (
            not close
            or abs(line.size - note.lines[0].size) > 0.05 * line.size
            or note_label(line, 2 * line.size)
        ):
            return place
        before = line
    return len(band)


def _zone(
    band: Sequence[Line], body: float, height: float, marks: set[str], *, going_on: bool
) -> int:
    """Index of the first line of the notes at the foot of a column."""
    begin = len(band)
    first_label = begin
    for place in range(len(band) - 1, -1, -1):
        line = band[place]
        label = note_label(line, body, marks)
        small = line.size <= 0.93 * body
        if line.y > 0.75 * height and not small:
            break
        if not label and _is_table_row(line):
            break
        if label:
            first_label = place
        elif not small and not _below_raised(band, place, body):
            break
        begin = place
    if first_label == len(band):
        lowest = band[-1].y < 0.3 * height if band else False
        return begin if going_on and lowest and begin < len(band) else len(band)
    if (
        going_on
        and begin < first_label
        and all(line.size <= 0.93 * body for line in band[begin:first_label])
    ):
        return begin
    return first_label


def _is_table_row(line: Line) -> bool:
    """Whether a line falls into pieces, all but the first with numbers: notes are no tables."""
    cells = line.segments()
    return len(cells) > 1 and all(
        any(map(str.isdigit, word.text)) for cell in cells[1:] for word in cell
    )


def _below_raised(band: Sequence[Line], place: int, body: float) -> bool:
    """Whether a line of the body's size goes on a note that began with a raised label just above it."""
    for above in range(place - 1, max(place - 8, -1), -1):
        line = band[above]
        if line.y - band[above + 1].y > 1.6 * line.size:
            return False
        if note_label(line, body, set()):
            return True
    return False
