"""Building a `Document` block by block: readers say what they see, positions are counted here.

A reader gives each block as pieces of text, marks of notes, links and pictures in order (`Inline`). The builder
joins white space, lays out the text, and at the end parts it into sections.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from probanda.audit.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Doubt,
    Image,
    Link,
    Mark,
    Note,
    Remark,
    Section,
    Start,
    Table,
)
from probanda.audit.reading.addresses import bare_addresses
from probanda.audit.reading.inline import Inline, without_raised

__all__ = ["Builder", "CellText", "Inline", "clean", "is_caption", "without_lead"]

#: White space of a paragraph: anything but a forced line end.
_SPACE = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
#: Characters that no reader sees and that part words for a program: soft hyphen, zero-width marks, the
#: noncharacters that some PDFs leave for a hyphen, byte order marks; controls; and the arrow back from a note.
_UNSEEN = re.compile(
    "\u21a9\ufe0e?|[\u00ad\u200b\u200c\u2060\ufeff\ufffe\uffff\x00-\x08\x0b\x0e-\x1f\x7f]"
)
#: Longer than any word, any address and most paragraphs of scripts without spaces.
_LONGEST_RUN = 5000
_RUN = re.compile(rf"(\S{{{_LONGEST_RUN}}})\S+")
_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b|overall\b|sum\b|всего\b|итого\b|total(?:es)?\b|totaux\b|cəmi\b|yekun\b|ümumi\b",
    re.IGNORECASE,
)
_SPLIT_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.] \d{3})+(?![\d,]|\.\d)")
#: "Of 147, 104 had work" and "95, 104 and 131 cases" are two numbers and three.
_OF = re.compile(
    r"(?:\A|[.;:(,\n–—]\s*)(?:out of|of|из|de|sur|parmi|entre)\s+(?:the|all|los|las|les|этих|всех)?\s*\Z",
    re.IGNORECASE,
)
_LISTED_BEFORE = re.compile(r"\d\s*(?:,|and|y|e|и|et|və|or|или|o|ou)\s*\Z|\[\Z", re.IGNORECASE)
_LISTED_BEHIND = re.compile(r"(?:,|\s+(?:and|y|e|и|et|və|or|или|o|ou))\s+\d", re.IGNORECASE)
#: "Those under 30, 211 of them", "from 30 to 44, 157 from 45 to 59": the first is a bound.
_BOUND_BEFORE = re.compile(
    r"(?<!\w)(?:under|over|below|above|aged|до|от|с|по|старше|младше|menores de|mayores de|moins de|plus de"
    r"|(?:from|between|de|desde|entre|от|с)\s+(?:l[oa]s\s+)?\d+\s+(?:to|and|y|a|hasta|до|по|à|et))"
    r"\s+(?:l[oa]s\s+)?\Z",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|chart|graph|map|таблица|рисунок|рис\.|диаграмма|график|карта|tabla|cuadro|gráfico"
    r"|figura|tableau|graphique|carte|cədvəl|şəkil|diaqram)\s+(?:no\.?\s*|№\s*)?[\dIVX]+(?:[.-]?\d+)*\b"
    r"(?!\s+(?:shows?|sets?|gives?|lists?|presents?|contains?|summari[sz]es?|provides?|compares?|illustrates?"
    r"|indicates?|and|below"
    r"|above|is|are|was|muestra|presenta|recoge|resume|indica|contiene|y|показывает|содержит|приводит"
    r"|иллюстрирует|и|montre|présente"
    r"|indique|et|göstərir)(?!\w))",  # "Table 1 shows …" is a sentence
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell before it has a place in the text."""

    content: tuple[Inline, ...]
    column: int
    row_span: int = 1
    column_span: int = 1


def clean(text: str) -> str:
    r"""Text without the characters that nobody sees, white space made single; line feeds stay.

    >>> clean("pri\u00adsoners  of\u00a0war")
    'prisoners of war'
    """
    text = (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\u2028", "\n")
    )
    return _SPACE.sub(" ", _UNSEEN.sub("", text.replace("\u2029", "\n")))


@dataclass
class Builder:
    """Collects blocks. Every ``add`` returns the block's index, -1 when nothing was to be added."""

    format: str
    parts: list[str] = field(default_factory=list)  # text, space before the next, text, …
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[tuple[str, int, Literal["footnote", "endnote"]]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    pages: list[Start] = field(default_factory=list)
    lines: list[Start] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    title: str = ""

    def add(
        self,
        kind: BlockKind,
        content: str | Iterable[Inline],
        *,
        number: str = "",
        level: int = 0,
        before: str = "\n\n",
    ) -> int:
        """Append one block; its white space is made single and its ends are trimmed."""
        whole = [Inline(content)] if isinstance(content, str) else content
        inlines = [piece for each in whole for piece in without_raised(each)]
        if not any(each.kind == "image" or clean(each.text).strip() for each in inlines):
            self._note_places(inlines)
            return -1
        start = self.length + (len(before) if self.parts else 0)
        pieces: list[str] = []
        length = 0
        last = "\n"  # the character before, so that leading space goes
        for inline in inlines:
            if inline.kind in {"page", "line", "mark"}:
                self._place(inline, start + length)
                continue
            if inline.kind == "image":
                self.images.append(Image(start + length, clean(inline.text).strip()))
                continue
            text = _AROUND_BREAK.sub("\n", self._without_runs(clean(inline.text)))
            if last.isspace():
                text = text.lstrip()
            elif text.startswith("\n") and pieces and pieces[-1].endswith(" "):
                text = text[1:]
            if not text:
                continue
            if inline.kind == "link" and text.strip():
                lead = len(text) - len(text.lstrip())
                first = start + length + lead
                last_link = self.links[-1] if self.links else None
                if last_link and last_link.address == inline.value and first - last_link.end <= 1:
                    self.links[-1] = replace(last_link, end=first + len(text.strip()))
                else:
                    self.links.append(
                        Link(first, first + len(text.strip()), inline.value, bare=False)
                    )
            elif inline.kind == "doubt":
                self.doubts.append(Doubt(start + length, start + length + len(text), inline.value))
            pieces.append(text)
            length += len(text)
            last = text[-1]
        text = "".join(pieces)
        trimmed = len(text.rstrip())
        end = start + trimmed
        self._pull_back(end)
        if not trimmed:
            return -1
        if self.parts:
            self.parts.append(before)
        self.parts.append(text[:trimmed])
        self.length = end
        index = len(self.blocks)
        self.blocks.append(Block(kind, start, end, number, level, index))
        below = kind == "caption" and index and self.blocks[index - 1].kind == "cell"
        if below and self.tables and self.tables[-1].caption is None:
            self.tables[-1] = replace(self.tables[-1], caption=(start, end))
        return index

    def _without_runs(self, text: str) -> str:
        """Text whose runs without white space end after so many characters: what goes on is data, not words."""
        if len(text) <= _LONGEST_RUN or not _RUN.search(text):
            return text
        if not any(each.code == "run-cut" for each in self.remarks):
            message = f"A run of more than {_LONGEST_RUN:,} characters without a space was cut: it is no word."
            self.remarks.append(Remark("run-cut", message))
        return _RUN.sub(lambda found: found[1] + "…", text)

    def _note_places(self, inlines: Sequence[Inline]) -> None:
        """Keep pages, lines and pictures of a block that has no text."""
        for inline in inlines:
            if inline.kind in {"page", "line", "mark"}:
                self._place(inline, self.length)

    def _place(self, inline: Inline, position: int) -> None:
        if inline.kind == "mark":
            self.marks.append(Mark(inline.value, position))
        else:
            starts = self.pages if inline.kind == "page" else self.lines
            starts.append(Start(position, int(inline.value)))

    def _pull_back(self, end: int) -> None:
        """Positions of the block that was just laid out never lie behind its end."""
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place].position <= end:
                break
            self.marks[place] = replace(self.marks[place], position=end)
        for place in range(len(self.images) - 1, -1, -1):
            if self.images[place].position <= end:
                break
            self.images[place] = replace(self.images[place], position=end)
        for place in range(len(self.links) - 1, -1, -1):
            link = self.links[place]
            if link.end <= end:
                break
            self.links[place] = replace(link, start=min(link.start, end), end=end)
        for place in range(len(self.doubts) - 1, -1, -1):
            doubt = self.doubts[place]
            if doubt.end <= end:
                break
            self.doubts[place] = replace(doubt, start=min(doubt.start, end), end=end)

    def add_note(
        self,
        label: str,
        content: str | Iterable[Inline],
        kind: Literal["footnote", "endnote"] = "footnote",
    ) -> int:
        """Append the text of a note."""
        index = self.add("footnote", content, number=label)
        if index >= 0:
            self.notes.append((label, index, kind))
        return index

    def add_table(
        self, rows: Sequence[Sequence[CellText]], *, headers: int = 0, caption: int = -1
    ) -> None:
        """Append a table: cells of a row parted by tabs, rows by line feeds. Empty cells keep their place."""
        placed: list[tuple[Cell, ...]] = []
        totals: list[int] = []
        first = True
        for number, row in enumerate(rows):
            cells: list[Cell] = []
            words = ""
            before = "\n\n" if first else "\n"
            for cell in row:
                index = self.add("cell", cell.content, before=before)
                if index >= 0:
                    block = self.blocks[index]
                    start, end = block.start, block.end
                    before, first = "\t", False
                    said = self.parts[2 * index]
                    words = words or (said if any(map(str.isalpha, said)) else "")
                else:
                    start = end = self.length
                cells.append(Cell(start, end, number, cell.column, cell.row_span, cell.column_span))
            if number >= headers and _TOTAL.match(words):
                totals.append(number)
            placed.append(tuple(cells))
        if first:
            return
        where = (self.blocks[caption].start, self.blocks[caption].end) if caption >= 0 else None
        self.tables.append(Table(tuple(placed), headers, tuple(totals), where))

    def _take_listed_notes(self) -> None:
        """Numbered paragraphs at the end are notes, when marks refer to them and nothing else does."""
        known = {label for label, _, _ in self.notes}
        missing = {mark.label for mark in self.marks if mark.label.isdecimal()} - known
        if len(missing) < 2:
            return
        last = self.marks[-1].position
        run: list[int] = []
        expected = 0
        for block in reversed(self.blocks):
            if block.end <= last:
                break
            if block.kind not in {"paragraph", "list-item"}:
                continue
            number = block.number.strip("[]().")
            if not number.isdecimal() or (expected and int(number) != expected):
                if run and not number:
                    continue
                break
            run.append(block.index)
            expected = int(number) - 1
            if not expected:
                break
        labels = {self.blocks[index].number.strip("[]().") for index in run}
        if len(run) < 2 or len(labels & missing) < 0.8 * len(missing):
            return
        for index in reversed(run):
            block = self.blocks[index]
            label = block.number.strip("[]().")
            self.blocks[index] = replace(block, kind="footnote", number=label, level=0)
            self.notes.append((label, index, "endnote"))

    def remark(self, code: str, message: str) -> None:
        """Note something about the reading, once per code."""
        if all(each.code != code for each in self.remarks):
            self.remarks.append(Remark(code, message))

    def document(self) -> Document:
        """The document, without language and date (`reading.finish` adds them)."""
        self._take_listed_notes()
        text = "".join(self.parts)
        anchors: dict[str, list[int]] = defaultdict(list)
        for mark in self.marks:
            anchors[mark.label].append(mark.position)
        labels = Counter(label for label, _, _ in self.notes)
        notes: list[Note] = []
        for label, index, kind in self.notes:
            places = tuple(anchors.get(label, ()))
            if labels[label] > 1 and labels[label] == len(
                places
            ):  # numbers begin anew on each page
                places = (anchors[label][sum(note.label == label for note in notes)],)
            block = self.blocks[index]
            notes.append(Note(label, block.start, block.end, places, kind))
        bare = [
            link for block in self.blocks for link in bare_addresses(text, block.start, block.end)
        ]
        links = _without_overlap(
            sorted([*self.links, *bare], key=lambda link: (link.start, link.bare))
        )
        split = [
            Doubt(found.start(), found.end(), "split-number")
            for found in _SPLIT_NUMBER.finditer(text)
            if not _two_numbers(text, found.start(), found.end())
        ]
        return Document(
            text=text,
            blocks=tuple(self.blocks),
            sections=_sections(text, self.blocks),
            notes=tuple(sorted(notes, key=lambda note: note.start)),
            marks=tuple(sorted(self.marks, key=lambda mark: mark.position)),
            tables=tuple(self.tables),
            links=tuple(links),
            images=tuple(self.images),
            pages=_starts(self.pages),
            lines=_starts(self.lines),
            format=self.format,
            title=self.title,
            doubts=tuple(sorted([*self.doubts, *split], key=lambda doubt: doubt.start)),
            remarks=tuple(self.remarks),
        )


def _without_overlap(links: Sequence[Link]) -> list[Link]:
    kept: list[Link] = []
    for link in links:
        if kept and link.start < kept[-1].end:
            continue
        kept.append(link)
    return kept


def _starts(starts: Sequence[Start]) -> tuple[Start, ...]:
    """Starts in order of the text; of several at one place the last counts."""
    by_place = {
        start.position: start for start in sorted(starts, key=lambda s: (s.position, s.number))
    }
    return tuple(by_place.values())


def _sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """From each heading to the next of its level or higher."""
    headings = [block for block in blocks if block.kind == "heading"]
    sections: list[Section] = []
    open_at: list[int] = []
    ends = [len(text)] * len(headings)
    for place, block in enumerate(headings):
        while open_at and headings[open_at[-1]].level >= block.level:
            ends[open_at.pop()] = block.start
        open_at.append(place)
    for block, end in zip(headings, ends, strict=True):
        title = " ".join(text[block.start : block.end].split())
        sections.append(Section(title, block.number, block.level, block.start, end))
    return tuple(sections)


def is_caption(text: str) -> bool:
    """Whether a short block names a table or a picture ("Table 3. …")."""
    return len(text) < 400 and bool(_CAPTION.match(text))


def without_lead(content: Sequence[Inline], count: int) -> list[Inline]:
    """Inlines without their leading white space and without so many characters behind it."""
    kept: list[Inline] = []
    started = False
    for each in content:
        text = each.text if started else each.text.lstrip()
        started = started or bool(text)
        cut = min(count, len(text))
        count -= cut
        kept.append(Inline(text[cut:], each.kind, each.value))
    return kept


def _two_numbers(text: str, start: int, end: int) -> bool:
    """Whether what looks like one number with a space in it is two of a sentence."""
    before = text[max(0, start - 24) : start]
    return bool(
        _OF.search(before)
        or _LISTED_BEFORE.search(before)
        or _BOUND_BEFORE.search(before)
        or _LISTED_BEHIND.match(text, end)
    )
