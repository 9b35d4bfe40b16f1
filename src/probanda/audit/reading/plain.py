"""Plain text: paragraphs by blank lines or by line, numbered sections, the notation word processors leave.

Lines stand as they are; a paragraph whose lines were broken at a margin is joined. Form feeds begin pages.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from probanda.audit.document import Document
from probanda.audit.reading.builder import Builder, CellText, Inline, is_caption, without_lead
from probanda.audit.reading.finishing import finish
from probanda.audit.reading.notation import NoteText, take_apart
from probanda.audit.reading.shapes import (
    bullet,
    is_heading_word,
    leading_number,
    looks_like_heading,
)

__all__ = ["read_text"]

#: Longer lines were not broken at a margin.
_MARGIN = 130
_LISTED_NOTE = re.compile(r"\[(?P<label>\d{1,4})\]\s+(?=\S)")
_BRACKET_MARK = re.compile(r"(?<=[\w.,;:!?»”\"')\]])\[(?P<label>\d{1,4})\](?!\()")
_CONTENTS_LINE = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|\t+)\s*\d{1,4}\s*\Z")
_COLUMNS = re.compile(r"\t+| {3,}|\s*\|\s*")


@dataclass(slots=True)
class _Line:
    """One line: its number, its pieces, and the notes that stood in it."""

    number: int
    inlines: list[Inline] = field(default_factory=list)
    notes: list[NoteText] = field(default_factory=list)
    page: int = 0  # begins this page

    @property
    def raw(self) -> str:
        return "".join(each.text for each in self.inlines if each.kind == "text")

    @property
    def text(self) -> str:
        return self.raw.strip()

    @property
    def blank(self) -> bool:
        return not any(map(str.isalnum, self.raw))

    def whole(self) -> list[Inline]:
        """The pieces with the line's number, and the page's, before them."""
        begin = [Inline("", "page", str(self.page))] if self.page else []
        return [*begin, Inline("", "line", str(self.number)), *self.inlines]


def read_text(text: str, *, file_format: str = "text") -> Document:
    """Read plain text as a document."""
    lines = _lines(text)
    builder = Builder(file_format)
    listed = _listed_labels(lines)
    if listed:
        for line in lines:
            line.inlines = _with_bracket_marks(line, listed)
    state = _State(builder, _cover_end(lines), listed)
    chunk: list[_Line] = []
    for line in [*lines, _Line(len(lines) + 1)]:
        if line.blank:
            if chunk:
                state.take(chunk)
                chunk = []
            if line.inlines or line.notes or line.page:
                builder.add("paragraph", [each for each in line.whole() if each.kind != "text"])
                state.take_notes(line.notes)
            continue
        chunk.append(line)
    return finish(builder.document())


def _lines(text: str) -> list[_Line]:
    """Lines with marks and notes taken apart; a note that spans lines belongs to its first."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [_Line(1)]
    number, counted, page = 1, 0, 1
    if "\f" in text:
        lines[0].page = 1
    for place, item in take_apart(text):
        number += text.count("\n", counted, place)
        counted = place
        if number > lines[-1].number and not isinstance(item, NoteText):
            while lines[-1].number < number:
                lines.append(_Line(lines[-1].number + 1))
        if isinstance(item, NoteText):
            lines[-1].notes.append(item)
            continue
        if item.kind != "text":
            lines[-1].inlines.append(item)
            continue
        for step, piece in enumerate(item.text.split("\n")):
            if step:
                lines.append(_Line(lines[-1].number + 1))
            if "\f" in piece:
                page += piece.count("\f")
                lines[-1].page = page
            if piece:
                lines[-1].inlines.append(Inline(piece.replace("\f", " ")))
    return lines


def _listed_labels(lines: Sequence[_Line]) -> set[str]:
    """Labels of notes listed as "[3] text" at the beginning of lines, if there are at least two in a row."""
    labels = [found["label"] for line in lines if (found := _LISTED_NOTE.match(line.text))]
    return set(labels) if len(labels) >= 2 else set()


def _with_bracket_marks(line: _Line, listed: set[str]) -> list[Inline]:
    """Marks like "taken.[3]" of notes that are listed."""
    if _LISTED_NOTE.match(line.text):
        return line.inlines
    inlines: list[Inline] = []
    for each in line.inlines:
        if each.kind != "text":
            inlines.append(each)
            continue
        place = 0
        for found in _BRACKET_MARK.finditer(each.text):
            if found["label"] in listed:
                inlines += [
                    Inline(each.text[place : found.start()]),
                    Inline("", "mark", found["label"]),
                ]
                place = found.end()
        inlines.append(Inline(each.text[place:]))
    return inlines


def _cover_end(lines: Sequence[_Line]) -> int:
    """Number of the line on which the first section opens, if nothing but short lines stands before it."""
    for line in lines[:120]:
        text = line.text
        if len(text) > 300:
            return 0
        if text and (is_heading_word(text) or (leading_number(text)[0] in {"1", "I"})):
            return line.number
    return 0


def _is_next(first: _Line, line: _Line) -> bool:
    """Whether a line has the number behind that of the paragraph's first line: a list written line by line."""
    number, following = leading_number(first.text)[0], leading_number(line.text)[0]
    return number.isdecimal() and following == str(int(number) + 1)


@dataclass(slots=True)
class _State:
    """Chunks of lines between blank lines become blocks."""

    builder: Builder
    cover_end: int
    listed: set[str]

    def take(self, chunk: Sequence[_Line]) -> None:
        """One chunk: table, contents, or paragraphs."""
        if self._table(chunk):
            return
        longest = max(len(line.raw.rstrip()) for line in chunk)
        group: list[_Line] = []
        for place, line in enumerate(chunk):
            if group and (_is_next(group[0], line) or not self._runs_on(group[-1], line, longest)):
                self._block(group, alone=len(group) == 1 and len(chunk) == 1)
                group = []
            group.append(line)
            if place == len(chunk) - 1:
                self._block(group, alone=len(chunk) == 1)

    def take_notes(self, notes: Sequence[NoteText]) -> None:
        """Texts of notes, each a block."""
        for note in notes:
            self.builder.add_note(note.label, note.text)

    def _runs_on(self, line: _Line, following: _Line, longest: int) -> bool:
        """Whether the next line continues the paragraph of this one, broken at a margin."""
        if longest > _MARGIN or line.number <= self.cover_end - 1:
            return False
        text = following.text
        if bullet(text) or _LISTED_NOTE.match(text) or _CONTENTS_LINE.search(line.text):
            return False
        if leading_number(text)[0] and line.text.endswith((".", ";", ":")):
            return False
        length = len(line.raw.rstrip())
        return length >= 0.55 * longest or following.text[:1].islower()

    def _block(self, group: Sequence[_Line], *, alone: bool) -> None:
        builder = self.builder
        text = group[0].text
        content: list[Inline] = []
        for line in group:
            if content:
                content.append(Inline(" "))
            content += line.whole()
        notes = [note for line in group for note in line.notes]
        whole = " ".join(line.text for line in group)
        if group[0].number < self.cover_end and len(whole) < 300:
            builder.add("title", content)
            if not builder.title and any(map(str.isalpha, whole)):
                builder.title = whole
        elif found := _LISTED_NOTE.match(text):
            builder.add_note(found["label"], without_lead(content, found.end()))
        elif _CONTENTS_LINE.search(whole) and len(whole) < 300:
            builder.add("contents", content)
        elif len(group) <= 2 and self._heading(whole, content, group, alone):
            pass
        elif item := bullet(text):
            indent = len(group[0].raw) - len(group[0].raw.lstrip())
            content = without_lead(content, len(text) - len(item[1]))
            builder.add("list-item", content, number=item[0], level=1 + min(indent // 4, 4))
        elif is_caption(whole):
            builder.add("caption", content)
        else:
            number, rest = leading_number(text)
            content = without_lead(content, len(text) - len(rest)) if number else content
            builder.add("paragraph", content, number=number)
        self.take_notes(notes)

    def _heading(
        self, whole: str, content: list[Inline], group: Sequence[_Line], alone: bool
    ) -> bool:
        """Add the block as a heading if it looks like one."""
        number, rest = leading_number(whole, loose=alone)
        centred = group[0].raw.startswith(" " * 16)
        capitals = whole.isupper() and len(whole) > 3 and alone
        if not (
            is_heading_word(whole)
            or (looks_like_heading(whole) and (number or centred or capitals))
        ):
            return False
        if number and not alone and len(rest) > 90:
            return False
        level = 1 + number.count(".") if number else 1
        content = without_lead(content, len(whole) - len(rest)) if number else content
        self.builder.add("heading", content, number=number, level=level)
        return True

    def _table(self, chunk: Sequence[_Line]) -> bool:
        """Lines that fall into the same number of columns, by tabs, bars or wide gaps."""
        if len(chunk) < 2 or chunk[0].number < self.cover_end:
            return False
        rows = [_COLUMNS.split(line.text.strip("|")) for line in chunk]
        rows = [row for row in rows if any(any(map(str.isalnum, cell)) for cell in row)]
        columns = [len(row) for row in rows]
        if not rows or min(columns) < 2 or len(rows) < 2 or max(columns) > 40:
            return False
        usual = statistics.mode(columns)
        if sum(count == usual for count in columns) < 0.8 * len(columns) or (
            usual == 2 and len(rows) < 3
        ):
            return False
        if statistics.mean(len(cell) for row in rows for cell in row) > 80:
            return False
        table = [
            [
                CellText((Inline("", "line", str(line.number)), Inline(cell)), column)
                for column, cell in enumerate(row)
            ]
            for line, row in zip(chunk, rows, strict=False)
        ]
        headers = 1 if not any(any(map(str.isdigit, cell)) for cell in rows[0][1:]) else 0
        last = len(self.builder.blocks) - 1
        caption = last if last >= 0 and self.builder.blocks[last].kind == "caption" else -1
        self.builder.add_table(table, headers=headers, caption=caption)
        for line in chunk:
            self.take_notes(line.notes)
        return True
