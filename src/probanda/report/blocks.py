"""Which parts of a manuscript's text are prose: paragraphs, notes, headings, fences, and what is code.

A line-by-line reading of Pandoc Markdown's block structure, as far as positions need it: what must not be scanned
for keys (fenced and indented code, HTML comments, link definitions), where a footnote's definition reaches, where
headings and div fences stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Regions", "read_regions"]

_CODE_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_HEADING = re.compile(r"(?P<marks>#{1,6})(?:\s|$)")
_SETEXT = re.compile(r"(=+|-+)\s*$")
_NOTE_DEFINITION = re.compile(r"\[\^(?P<id>[^\s\]]+)\]:")
_LINK_DEFINITION = re.compile(r"\[(?!\^)[^\]]+\]:\s*\S")
_ITEM = re.compile(
    r"(?:[-+*]|\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)])[ \t]+(?=\S)|:[ \t]+(?=\S)"
)
_QUOTE = re.compile(r" {0,3}>[ ]?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAB_STOP = 4


@dataclass(slots=True)
class Regions:
    """The map of a text. Offsets are into the text as given."""

    starts: list[int]  # offset of each line
    chunks: list[tuple[int, int]] = field(default_factory=list)  # runs of prose to scan together
    fences: list[int] = field(default_factory=list)  # offsets of lines that open a div
    headings: list[tuple[int, int]] = field(default_factory=list)  # (offset, level)
    notes: list[tuple[str, int, int]] = field(default_factory=list)  # (id, from, to) of definitions
    blanked: str = ""  # the text with all that is not prose as NUL

    def note_at(self, offset: int) -> str | None:
        """The footnote whose definition holds an offset."""
        for name, start, end in self.notes:
            if start <= offset < end:
                return name
        return None


def read_regions(text: str, first_line: int = 1) -> Regions:
    """Map a text with single line feeds; lines before ``first_line`` (the head) are left alone."""
    return _Reader(text, first_line).regions


class _Reader:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.lines = text.split("\n")
        starts = [0]
        for line in self.lines[:-1]:
            starts.append(starts[-1] + len(line) + 1)
        self.regions = Regions(starts)
        self._dead = bytearray(len(text))
        self._paragraph: int | None = None
        self._offset = 0  # column where the content of the open list item or note begins
        self._item = False
        self._note: tuple[str, int] | None = None
        for comment in _COMMENT.finditer(text):
            self._kill(comment.start(), comment.end())
        self._read(first_line - 1)
        if first_line > 1:
            self._kill(0, starts[first_line - 1] if first_line <= len(starts) else len(text))
        self.regions.blanked = "".join(
            "\0" if dead and char != "\n" else char
            for char, dead in zip(text, self._dead, strict=True)
        )

    def _kill(self, start: int, end: int) -> None:
        self._dead[start:end] = b"\1" * (end - start)

    def _close(self, end: int) -> None:
        if self._paragraph is not None and end > self._paragraph:
            start = self._paragraph
            # dead parts (comments) split a paragraph's text without ending the paragraph
            at = start
            while at < end:
                stop = self._dead.find(1, at, end)
                stop = end if stop < 0 else stop
                if stop > at:
                    self.regions.chunks.append((at, stop))
                at = stop
                while at < end and self._dead[at]:
                    at += 1
        self._paragraph = None

    def _end_note(self, end: int) -> None:
        if self._note:
            self.regions.notes.append((*self._note, end))
            self._note = None

    def _read(self, index: int) -> None:
        blank_before = True
        count = len(self.lines)
        while index < count:
            line, start = self.lines[index], self.regions.starts[index]
            body = _unquoted(line)
            indent, content = _indent(body)
            if not content:
                self._close(start)
                blank_before = True
                index += 1
                continue
            if blank_before and indent < self._offset:
                self._leave(start, indent, content)
            fence = _CODE_FENCE.match(content)
            if fence and (fence["mark"][0] == "`" or blank_before):
                closing = self._closing(index, fence["mark"])
                if closing:
                    self._close(start)
                    self._kill(start, self._line_end(closing))
                    index, blank_before = closing + 1, True
                    continue
            if blank_before and self._paragraph is None and indent >= self._offset + _TAB_STOP:
                self._kill(start, self._line_end(index))
                index += 1
                continue
            self._prose(index, indent, content, blank_before)
            blank_before = self._paragraph is None
            index += 1
        self._close(len(self.text))
        self._end_note(len(self.text))

    def _prose(self, index: int, indent: int, content: str, blank_before: bool) -> None:
        line, start = self.lines[index], self.regions.starts[index]
        at = start + len(line.rstrip()) - len(content)
        if content.startswith(":::") and (self._paragraph is None or set(content) == {":"}):
            self._close(start)
            self.regions.fences.append(at)
            self._kill(start, self._line_end(index))
            return
        if (note := _NOTE_DEFINITION.match(content)) and indent < _TAB_STOP:
            self._close(start)
            self._end_note(start)
            self._note, self._offset = (note["id"], start), _TAB_STOP
            self._kill(at, at + note.end())
            self._paragraph = at + note.end()
            return
        if blank_before and _LINK_DEFINITION.match(content) and indent < _TAB_STOP:
            self._close(start)
            self._kill(start, self._line_end(index))
            return
        if blank_before and (heading := _HEADING.match(content)) and indent < _TAB_STOP:
            self._close(start)
            self.regions.headings.append((at, len(heading["marks"])))
            self._paragraph = at
            self._close(self._line_end(index))
            return
        if self._paragraph is None and self._is_setext(index):
            self.regions.headings.append((at, 1 if self.lines[index + 1][:1] == "=" else 2))
        item = _ITEM.match(content)
        if item and (blank_before or self._item):
            self._close(start)
            self._item, self._offset = True, indent + item.end()
        if self._paragraph is None:
            self._paragraph = start

    def _leave(self, start: int, indent: int, content: str) -> None:
        """A line after a blank one that is indented less than the open item or note: it ends it."""
        if self._item and _ITEM.match(content):
            self._offset = indent
            return
        self._item, self._offset = False, 0
        if indent < _TAB_STOP:
            self._end_note(start)
        elif self._note:
            self._offset = _TAB_STOP

    def _is_setext(self, index: int) -> bool:
        return index + 1 < len(self.lines) and bool(_SETEXT.match(self.lines[index + 1]))

    def _closing(self, index: int, mark: str) -> int:
        for later in range(index + 1, len(self.lines)):
            content = _unquoted(self.lines[later]).strip()
            if content.startswith(mark) and set(content) == {mark[0]}:
                return later
        return 0

    def _line_end(self, index: int) -> int:
        return self.regions.starts[index] + len(self.lines[index])


def _unquoted(line: str) -> str:
    while quote := _QUOTE.match(line):
        line = line[quote.end() :]
    return line


def _indent(line: str) -> tuple[int, str]:
    """Columns of white space before the content (a tab reaches the next stop of four), and the content."""
    column = 0
    for at, char in enumerate(line):
        if char == " ":
            column += 1
        elif char == "\t":
            column += _TAB_STOP - column % _TAB_STOP
        else:
            return column, line[at:].rstrip()
    return column, ""
