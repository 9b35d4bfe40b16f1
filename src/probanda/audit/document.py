"""A report as read: one text, and what stands where in it. Everything in the audit rests on this value.

The text is what a reader sees, in reading order. Marks of notes are taken out of it (a `Mark` keeps the place),
the text of a note is a block of its own behind the paragraph that refers to it; blocks are parted by blank
lines, cells of a table row by tabs. All positions are code points of that text. Nothing here reads a file.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from probanda.audit.sentences import split_sentences

__all__ = [
    "Block",
    "BlockKind",
    "Cell",
    "Document",
    "DocumentDate",
    "Doubt",
    "Image",
    "Link",
    "Mark",
    "Note",
    "Remark",
    "Section",
    "Start",
    "Table",
]

BlockKind = Literal[
    "title",  # of the document, on its cover
    "heading",  # opens a section
    "paragraph",
    "list-item",
    "quote",  # set off from the text: somebody else's words
    "caption",  # of a table or a picture
    "cell",  # of a table
    "footnote",  # or endnote: the text of a note
    "running",  # head or foot repeated on pages
    "contents",  # a line of a table of contents
    "figure",  # words inside a chart or a picture: axes, bar labels
]

#: Kinds in which the author speaks in sentences.
PROSE: frozenset[str] = frozenset({"paragraph", "list-item", "footnote", "caption", "quote"})


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that belongs together.

    Attributes:
        kind: what it is.
        start: first code point.
        end: one past the last.
        number: the number printed before it ("17", "3.2", "(a)"), not part of the text; "" when none.
        level: depth of a heading (1 is the highest) or of a list item (1 outermost); 0 otherwise.
        index: its place among the document's blocks.
    """

    kind: BlockKind
    start: int
    end: int
    number: str = ""
    level: int = 0
    index: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """From a heading to the next heading of its level or higher."""

    title: str
    number: str  # as printed: "3", "IV", "2.1"; "" when none
    level: int
    start: int  # of the heading
    end: int

    @property
    def label(self) -> str:
        """Number and title, as a person would cite it."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a note is referred to: the place in the text at which its mark stood."""

    label: str
    position: int


@dataclass(frozen=True, slots=True)
class Note:
    """The text of a footnote or endnote, with the places that refer to it."""

    label: str
    start: int
    end: int
    anchors: tuple[int, ...] = ()
    kind: Literal["footnote", "endnote"] = "footnote"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row` and `column` count from 0, spans are at least 1."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. A merged cell stands once, where it begins, with its spans.

    Attributes:
        rows: the cells of each row, from left to right.
        headers: how many rows at the top are heads of columns.
        totals: numbers of the rows that sum the others ("Total", "Всего", "Cəmi").
        caption: range of the caption, None when there is none.
    """

    rows: tuple[tuple[Cell, ...], ...]
    headers: int = 0
    totals: tuple[int, ...] = ()
    caption: tuple[int, int] | None = None

    @property
    def start(self) -> int:
        """First code point of the first cell."""
        return min(cell.start for row in self.rows for cell in row)

    @property
    def end(self) -> int:
        """One past the last code point of the last cell."""
        return max(cell.end for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Link:
    """An address: bare in the text, or behind the words of the range."""

    start: int
    end: int
    address: str
    bare: bool = True  # the address itself is the text


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where it stands, and what it says to those who can't see it."""

    position: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """From here on, that page (or line) of the original."""

    position: int
    number: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A range that the file shows oddly and a reader of quantities should take with care.

    Kinds: ``split-number`` ("38, 580"), ``mark-or-number`` (a digit that may be a note's mark), ``struck`` (words
    struck out and still there).
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know about how the file was read: tracked changes, hidden text, pages without text."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """The document's own date and how it was found.

    ``iso`` is as precise as what was read: "2025", "2025-03" or "2025-03-14".
    """

    iso: str
    how: Literal["cover", "text", "metadata", "given"]
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Document:
    """A report as read.

    Attributes:
        text: the extracted text.
        blocks: in order of the text, without overlap.
        sections: in order of their headings.
        notes: footnotes and endnotes that have a text, in order of the text.
        marks: places that refer to a note, in order, also to notes that are not there.
        tables: in order.
        links: in order.
        images: in order.
        pages: where each page of the original begins; empty when the format has none.
        lines: where lines of the original begin; empty when the format has none.
        language: "en", "ru", "es", "fr", "az" or "und".
        date: the document's own date, None when none was found.
        format: "text", "markdown", "html", "docx", "pdf".
        title: "" when none was found.
        doubts: ranges to take with care, in order.
        remarks: what to know about the reading.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    pages: tuple[Start, ...] = ()
    lines: tuple[Start, ...] = ()
    language: str = "und"
    date: DocumentDate | None = None
    format: str = "text"
    title: str = ""
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.position for page in self.pages]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.position for line in self.lines]

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.start for table in self.tables]

    @cached_property
    def _link_starts(self) -> list[int]:
        return [link.start for link in self.links]

    @cached_property
    def _anchors(self) -> list[tuple[int, int]]:
        """Places that refer to a note, with the note's place among the notes."""
        return sorted((each, at) for at, note in enumerate(self.notes) for each in note.anchors)

    @cached_property
    def _sentences(self) -> dict[int, tuple[tuple[int, int], ...]]:
        return {}

    @cached_property
    def _paragraphs(self) -> dict[int, int]:
        prose = (
            block for block in self.blocks if block.kind in {"paragraph", "list-item", "quote"}
        )
        return {block.index: number for number, block in enumerate(prose, 1)}

    def block_of(self, position: int) -> Block | None:
        """The block that a position stands in; between two blocks, the earlier one."""
        place = bisect_right(self._block_starts, position) - 1
        return self.blocks[place] if place >= 0 else None

    def blocks_within(self, start: int, end: int) -> tuple[Block, ...]:
        """Blocks that begin in a range."""
        first, last = bisect_left(self._block_starts, start), bisect_left(self._block_starts, end)
        return self.blocks[first:last]

    def section_of(self, position: int) -> Section | None:
        """The innermost section; None before the first heading."""
        place = bisect_right(self._section_starts, position) - 1
        return self.sections[place] if place >= 0 else None

    def page_of(self, position: int) -> int | None:
        """1-based page of the original; None when the format has no pages."""
        place = bisect_right(self._page_starts, position) - 1
        return self.pages[max(place, 0)].number if self.pages else None

    def line_of(self, position: int) -> int | None:
        """1-based line of the original; None when the format has no lines."""
        place = bisect_right(self._line_starts, position) - 1
        return self.lines[max(place, 0)].number if self.lines else None

    def paragraph_of(self, position: int) -> int | None:
        """1-based ordinal of the paragraph among the document's; None outside paragraphs."""
        block = self.block_of(position)
        return self._paragraphs.get(block.index) if block is not None else None

    def sentences(self, block: Block) -> tuple[tuple[int, int], ...]:
        """Ranges of the sentences of a block, in order, without the spaces between them."""
        known = self._sentences.get(block.index)
        if known is None:
            known = tuple(
                (block.start + start, block.start + end)
                for start, end in split_sentences(self.text[block.start : block.end], self.language)
            )
            self._sentences[block.index] = known
        return known

    def sentence_of(self, position: int) -> tuple[int, int]:
        """Range of the sentence that a position stands in; an empty range outside every block."""
        block = self.block_of(position)
        if block is None:
            return position, position
        ranges = self.sentences(block)
        place = bisect_right(ranges, (position, len(self.text) + 1)) - 1
        return ranges[max(place, 0)] if ranges else (block.start, block.end)

    def table_row(self, position: int) -> tuple[int, int] | None:
        """Numbers of the table and of its row that a position stands in, from 0; None outside tables."""
        place = bisect_right(self._table_starts, position) - 1
        if place < 0 or position > self.tables[place].end:
            return None
        for number, row in enumerate(self.tables[place].rows):
            if row and row[0].start <= position <= row[-1].end:
                return place, number
        return None

    def quote_of(self, position: int) -> tuple[int, int]:
        """What to quote of a position: its sentence, or in a table its row, since "33" alone says little."""
        found = self.table_row(position)
        if found is None:
            return self.sentence_of(position)
        row = self.tables[found[0]].rows[found[1]]
        return row[0].start, max(cell.end for cell in row)

    def prose(self) -> Iterator[Block]:
        """Blocks in which the author speaks in sentences, with the notes."""
        return (block for block in self.blocks if block.kind in PROSE)

    def notes_near(self, start: int, end: int) -> tuple[Note, ...]:
        """Notes referred to from within a range, its end included."""
        first = bisect_left(self._anchors, (start, -1))
        last = bisect_right(self._anchors, (end, len(self.notes)))
        return tuple(self.notes[at] for at in sorted({at for _, at in self._anchors[first:last]}))

    def links_within(self, start: int, end: int) -> tuple[Link, ...]:
        """Links that begin in a range."""
        first, last = bisect_left(self._link_starts, start), bisect_left(self._link_starts, end)
        return self.links[first:last]
