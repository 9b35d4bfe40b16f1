"""Lines of all pages become blocks: cover, headings, text, lists, tables, each note behind what refers to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from probanda.audit.document import BlockKind
from probanda.audit.reading.builder import Builder, CellText, Inline, is_caption, without_lead
from probanda.audit.reading.listed_notes import is_notes_head
from probanda.audit.reading.pdf.furniture import (
    NoteLines,
    body_size,
    note_label,
    page_marks,
    part_glued_marks,
    split_notes,
    without_running,
)
from probanda.audit.reading.pdf.inlines import Joiner
from probanda.audit.reading.pdf.joining import (
    is_figure,
    joined_tables,
    listed_notes,
    rejoined,
)
from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.paragraphs import Piece, leading_of, pieces
from probanda.audit.reading.shapes import bullet, is_heading_word, leading_number

__all__ = ["Flow"]

_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;,][\"'”’»)\]]*\Z")


class Flow:
    """Lines of all pages become blocks of the builder."""

    def __init__(
        self,
        builder: Builder,
        pages: list[list[Line]],
        heights: Sequence[float],
        aside: dict[int, str],
    ) -> None:
        self.builder = builder
        self.aside = aside
        pages = without_running(pages, heights)
        self.body = body_size(pages)
        self.notes: dict[int, list[NoteLines]] = defaultdict(list)
        self.pages: list[list[Line]] = []
        going_on = False
        before: set[str] = set()
        last: tuple[int, int] | None = None
        for place, lines in enumerate(pages):
            part_glued_marks(lines, self.body)
            here = page_marks(lines)
            text, notes = split_notes(
                lines, self.body, heights[place], here | before, going_on=going_on
            )
            before = here
            for note in notes:
                if not note.label and last is not None:
                    page, at = last
                    old = self.notes[page][at]
                    self.notes[page][at] = NoteLines(old.label, (*old.lines, *note.lines))
                    continue
                self.notes[place + 1].append(note)
                last = (place + 1, len(self.notes[place + 1]) - 1)
            going_on = bool(notes)
            self.pages.append(text)
        self.joiner = Joiner(pages)
        self.page = 0
        self.given: set[tuple[int, int]] = set()
        self.in_notes = False
        self.levels: list[float] = []

    def build(self) -> None:
        """All blocks, with each note behind the block that refers to it."""
        found = joined_tables(pieces(self.pages, leading_of(self.pages)))
        headings = {
            id(piece) for piece in found if piece.kind == "text" and self._is_heading(piece)
        }
        found = listed_notes(rejoined(found, headings, self.body), headings)
        cover = self._cover_end(found, headings)
        later = [piece for piece in found[cover:] if id(piece) in headings]
        sizes = {round(piece.lines[0].size) for piece in later}
        self.levels = sorted((float(size) for size in sizes), reverse=True)
        for place, piece in enumerate(found):
            before = piece.lines[0].page
            self._leave_notes(before - 1)
            if piece.table is not None:
                self._table(piece)
            elif piece.kind == "contents":
                self._add("contents", piece.lines)
            elif place < cover:
                self._title(piece)
            elif id(piece) in headings:
                self._heading(piece)
            else:
                self._text(piece)
        self._leave_notes(len(self.pages) + 1)
        if self.builder.blocks and not self.builder.pages:
            self.builder.add("running", [Inline("", "page", "1")])

    def _is_heading(self, piece: Piece) -> bool:
        line = piece.lines[0]
        text = " ".join(each.text for each in piece.lines)
        if len(text) > 220 or len(piece.lines) > 4 or not any(map(str.isalpha, text)):
            return False
        if is_caption(text) or _ADDRESS.match(text):
            return False  # set bold, as headings are
        large = line.size >= 1.1 * self.body
        bold = all(each.bold for each in piece.lines)
        if not large and _SENTENCE_END.search(text):
            return False
        if is_heading_word(text) and (large or bold or text.isupper() or len(piece.lines) == 1):
            return True
        number, rest = leading_number(text, loose=True)
        capitals = (
            text.isupper() and len(text) > 5 and sum(map(str.isdigit, text)) < 0.3 * len(text)
        )
        if line.size < 0.93 * self.body:
            return False
        return (
            ((large and not text.endswith((".", ","))) or (large and bool(number)))
            or bold
            or (capitals and (bool(number) or len(text) > 8) and rest != "")
        )

    def _cover_end(self, found: Sequence[Piece], headings: set[int]) -> int:
        """How many pieces stand on the cover: page 1 when it holds few words, else its largest lines."""
        first = found[0].lines[0].page if found else 0
        on_page = [piece for piece in found if piece.lines[0].page == first]
        words = sum(len(line.words) for piece in on_page for line in piece.lines)
        opens = any(
            is_heading_word(piece.lines[0].text) for piece in on_page if id(piece) in headings
        )
        if (
            words < 160
            and len(self.pages) > 1
            and not opens
            and all(p.table is None for p in on_page)
        ):
            return len(on_page)
        largest = max((piece.lines[0].size for piece in on_page), default=0.0)
        if largest < 1.15 * self.body:
            return 0
        place = next(at for at, piece in enumerate(on_page) if piece.lines[0].size == largest)
        first_words = " ".join(line.text for line in on_page[place].lines)
        if place > 5 or is_heading_word(first_words) or leading_number(first_words)[0]:
            return 0
        for at, piece in enumerate(on_page[place + 1 : place + 9], place + 1):
            said = " ".join(line.text for line in piece.lines)
            if (
                piece.kind != "text"
                or len(said) > 100
                or is_heading_word(said)
                or leading_number(said)[0]
            ):
                return at
        return place + 1

    def _title(self, piece: Piece) -> None:
        self._add("title", piece.lines)
        largest = max((line.size for page in self.pages[:1] for line in page), default=0.0)
        if not self.builder.title and piece.lines[0].size >= 0.97 * largest:
            self.builder.title = " ".join(line.text for line in piece.lines).replace("\u00ad", "")

    def _heading(self, piece: Piece) -> None:
        content = self._content(piece.lines)
        words = _words(content)
        number, rest = leading_number(words, loose=True)
        content = without_lead(content, len(words) - len(rest)) if number else content
        if number and ("." in number or number.isdigit()):
            level = 1 + number.count(".")
        else:
            size = round(piece.lines[0].size)
            level = 1 + next((at for at, each in enumerate(self.levels) if each <= size), 0)
        self.builder.add("heading", content, number=number, level=min(level, 6))
        self.in_notes = is_notes_head(words)
        self._give_notes()

    def _text(self, piece: Piece) -> None:
        if self.in_notes and (label := note_label(piece.lines[0], self.body * 1.2)):
            self._note(NoteLines(label, tuple(piece.lines)), kind="endnote")
            return
        content = self._content(piece.lines)
        words = _words(content)
        kind: BlockKind = "paragraph"
        number = ""
        if self.in_notes and (found := re.match(r"(\d{1,3})[.\s]\s*(?=\S)", words)):
            self.builder.add_note(found[1], without_lead(content, found.end()), "endnote")
            return
        if item := bullet(words):
            kind, number = "list-item", item[0]
            content = without_lead(content, len(words) - len(item[1]))
        elif is_caption(words):
            kind = "caption"
        elif is_figure(piece.lines, words, self.body):
            kind = "figure"
        else:
            number, rest = leading_number(words)
            content = without_lead(content, len(words) - len(rest)) if number else content
        self.builder.add(kind, content, number=number, level=int(kind == "list-item"))
        self._give_notes()

    def _table(self, piece: Piece) -> None:
        assert piece.table is not None
        rows: list[list[CellText]] = []
        for place, row in enumerate(piece.table.rows):
            cells: list[CellText] = []
            for column, cell in enumerate(row):
                lines = [Line(list(words), piece.lines[0].page) for words in cell]
                content = self._content(lines) if lines else []
                cells.append(CellText(tuple(content), column))
            page = piece.table.pages[place]
            if place == 0 or page != piece.table.pages[place - 1]:
                cells[0] = CellText((Inline("", "page", str(page)), *cells[0].content), 0)
            rows.append(cells)
        last = len(self.builder.blocks) - 1
        caption = last if last >= 0 and self.builder.blocks[last].kind == "caption" else -1
        self.builder.add_table(rows, headers=piece.table.headers, caption=caption)
        self._give_notes()

    def _add(self, kind: BlockKind, lines: Sequence[Line]) -> None:
        self.builder.add(kind, self._content(lines))
        self._give_notes()

    def _content(self, lines: Sequence[Line]) -> list[Inline]:
        content = self.joiner.pieces(lines, self.page)
        self.page = max(self.page, lines[-1].page)
        return content

    def _give_notes(self) -> None:
        """Notes of the pages so far whose marks stand in what was added."""
        marked = {mark.label for mark in self.builder.marks[-60:]}
        for page in range(max(self.page - 2, 1), self.page + 1):
            for place, note in enumerate(self.notes.get(page, ())):
                if note.label in marked and (page, place) not in self.given:
                    self.given.add((page, place))
                    self._note(note)

    def _leave_notes(self, page: int) -> None:
        """Notes of earlier pages that nothing referred to, and words set sideways there."""
        for earlier in [each for each in self.notes if each <= page - 1]:
            for place, note in enumerate(self.notes.pop(earlier)):
                if (earlier, place) not in self.given:
                    self.given.add((earlier, place))
                    self._note(note)
        for earlier in [each for each in self.aside if each <= page]:
            self.builder.add("figure", self.aside.pop(earlier))

    def _note(self, note: NoteLines, kind: str = "footnote") -> None:
        words = note.lines[0].words
        first = Line(
            words[1:],
            note.lines[0].page,
            note.lines[0].band,
            note.lines[0].left,
            note.lines[0].right,
        )
        if note.label and first.words:
            first.words[0].glued = False
            lines = [first, *note.lines[1:]]
        else:
            lines = list(note.lines)
        if kind == "endnote":  # in the order of the text, over all its pages
            content = self._content(lines)
        else:
            content = self.joiner.pieces(lines, max(self.page, lines[-1].page))
            content = [each for each in content if each.kind != "page"]
        self.builder.add_note(
            note.label or "continued", content, "endnote" if kind == "endnote" else "footnote"
        )


def _words(content: Sequence[Inline]) -> str:
    return "".join(each.text for each in content).strip()
