"""Markdown: CommonMark with tables and strikethrough, and footnotes as Pandoc writes them.

    Text.[^1]        [^1]: The note, which may        Text.^[The note in place.]
                         go on when indented.

A manuscript's head (YAML between ``---``) gives title and date. Of its spans (``[34]{figure=key}``) the words
stay, of its divs what is inside; a citation (``[@key, p. 3]``) is a mark whose label is the key.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from probanda.audit.document import BlockKind, Document
from probanda.audit.reading.builder import Builder, CellText, Inline, is_caption, without_lead
from probanda.audit.reading.dating import iso_prefix
from probanda.audit.reading.finishing import finish
from probanda.audit.reading.inline import struck
from probanda.audit.reading.shapes import leading_number

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read_markdown"]

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[\^(?P<label>[^\]\s]{1,60})\]:[ \t]*(?P<text>.*(?:\n(?:[ \t]+\S.*|(?=\n[ \t]{2,}\S)))*)"
)
_MARK = re.compile(r"\[\^(?P<label>[^\]\s]{1,60})\]")
_IN_PLACE = re.compile(r"\^\[(?P<text>[^\[\]]{1,3000}(?:\[[^\[\]]*\][^\[\]]{0,3000}){0,20})\]")
#: Numbers raised by hand behind a word or a stop: "taken.<sup>3</sup>", "taken^3^"; no "km<sup>2</sup>".
_RAISED = re.compile(
    r"(?P<before>[^\W\d_]{3}|[.,;:!?»”\"')\]])"
    r"(?:<sup>\s*\[?(?P<tagged>\d{1,3})\]?\s*</sup>|\^(?P<caret>\d{1,3})\^)"
)
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}\n]{0,200}\}\s*\Z")
_SPAN = re.compile(r"\[([^\[\]\n]*)\]\{[^{}\n]{1,300}\}")
_DIV = re.compile(r"(?m)^:::.*$")
_CITATION = re.compile(r"\s?\[(?:[^\[\]@\n]{0,80}\s)?-?(?P<label>@[\w:.#/-]*\w)[^\[\]]{0,400}\]")
_FIELD = re.compile(r"(?m)^(title|date|subtitle|submitted-to)\s*:\s*[\"']?(.*?)[\"']?\s*$")


def read_markdown(text: str) -> Document:
    """Read Markdown as a document."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(text)
    fields: dict[str, str] = {}
    if head:
        fields = dict(_FIELD.findall(head[1] or ""))
        text = "\n" * head[0].count("\n") + text[head.end() :]
    notes: dict[str, tuple[int, str]] = {}
    repeated: list[tuple[str, str]] = []

    def lift(found: re.Match[str]) -> str:
        label = found["label"]
        line = bisect_left(breaks, found.start()) + 1
        if label in notes:
            repeated.append((label, found["text"]))
        else:
            notes[label] = (line, found["text"])
        return "\n" * found[0].count("\n")

    def lift_in_place(found: re.Match[str]) -> str:
        label = f"inline-{len(notes) + 1}"
        notes[label] = (bisect_left(breaks, found.start()) + 1, found["text"])
        return f"[^{label}]" + "\n" * found[0].count("\n")

    breaks = _line_ends(text)
    body = _DEFINITION.sub(lift, text)
    breaks = _line_ends(body)
    body = _IN_PLACE.sub(lift_in_place, body)
    body = _RAISED.sub(
        lambda found: f"{found['before']}[^{found['tagged'] or found['caret']}]", body
    )
    body = _DIV.sub("", _SPAN.sub(r"\1", body))
    reader = _Reader(Builder("markdown"), notes)
    if fields.get("title"):
        reader.builder.add("title", [Inline("", "line", "1"), Inline(fields["title"])])
        reader.builder.title = fields["title"]
        for name in ("subtitle", "submitted-to", "date"):
            reader.builder.add("title", fields.get(name, ""))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    # A single highest heading above others is the title.
    above = levels[:1] == ["h1"] and levels.count("h1") == 1 < len(levels)
    reader.titled = above and not fields.get("title")
    reader.read(tokens)
    reader.leave([*((label, note) for label, (_, note) in notes.items()), *repeated])
    return finish(reader.builder.document(), iso_prefix(fields.get("date", "")))


def _line_ends(text: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", text)]


class _Reader:
    """Walks the tokens; a footnote's text follows the block that first refers to it."""

    def __init__(self, builder: Builder, notes: dict[str, tuple[int, str]]) -> None:
        self.builder = builder
        self.notes = notes
        self.given: set[str] = set()
        self.waiting: list[tuple[str, str]] = []
        self.titled = False

    def read(self, tokens: Sequence[Token]) -> None:
        """Blocks in order."""
        lists: list[str] = []
        item: str | None = None
        quotes = 0
        place = 0
        while place < len(tokens):
            token = tokens[place]
            kind = token.type
            if kind == "table_open":
                place = self._table(tokens, place)
            elif kind == "heading_open":
                self._heading(token, tokens[place + 1])
                place += 2
            elif kind in {"bullet_list_open", "ordered_list_open"}:
                lists.append(kind)
            elif kind in {"bullet_list_close", "ordered_list_close"}:
                lists.pop()
            elif kind == "list_item_open":
                item = (
                    f"{token.info}{token.markup}" if lists[-1].startswith("ord") else token.markup
                )
            elif kind == "blockquote_open":
                quotes += 1
            elif kind == "blockquote_close":
                quotes -= 1
            elif kind == "paragraph_open":
                content = self._content(tokens[place + 1])
                if lists and item is not None:
                    self._add("list-item", content, number=item, level=len(lists))
                    item = None
                else:
                    self._paragraph(content, quoted=bool(quotes))
                place += 2
            elif kind in {"fence", "code_block"} and token.map:
                self._add(
                    "paragraph", [Inline("", "line", str(token.map[0] + 1)), Inline(token.content)]
                )
            elif kind == "html_block" and token.map:
                words = re.sub(r"<[^<>]{0,500}>", " ", token.content)
                self._add("paragraph", [Inline("", "line", str(token.map[0] + 1)), Inline(words)])
            place += 1

    def leave(self, notes: Iterable[tuple[str, str]]) -> None:
        """Notes that nothing referred to, and those given twice, at the end."""
        for label, text in notes:
            if label not in self.given or text != self.notes[label][1]:
                self.builder.add_note(label, self._note(label, text))
                self.given.add(label)

    def _paragraph(self, content: list[Inline], *, quoted: bool) -> None:
        words = "".join(each.text for each in content).strip()
        kind: BlockKind = "quote" if quoted else "caption" if is_caption(words) else "paragraph"
        if words.startswith((": ", "Table: ")) and len(words) < 400:
            kind = "caption"
        number, rest = leading_number(words)
        if number and kind == "paragraph":
            content = without_lead(content, len(words) - len(rest))
        self._add(kind, content, number=number if kind == "paragraph" else "")

    def _heading(self, token: Token, inline: Token) -> None:
        content = self._content(inline)
        words = "".join(each.text for each in content).strip()
        number, rest = leading_number(words, loose=True)
        content = without_lead(content, len(words) - len(rest)) if number else content
        for position in range(len(content) - 1, -1, -1):
            if content[position].kind == "text" and content[position].text.strip():
                content[position] = Inline(_ATTRIBUTES.sub("", content[position].text))
                break
        level = int(token.tag[1])
        if self.titled and level == 1 and not self.builder.blocks:
            self.builder.title = words
            self._add("title", content)
            return
        self._add("heading", content, number=number, level=level)

    def _add(
        self, kind: BlockKind, content: list[Inline], *, number: str = "", level: int = 0
    ) -> None:
        self.builder.add(kind, content, number=number, level=level)
        self._give_notes()

    def _give_notes(self) -> None:
        waiting, self.waiting = self.waiting, []
        for label, text in waiting:
            self.builder.add_note(label, self._note(label, text))
        if self.waiting:  # a note that refers to a note
            self._give_notes()

    def _note(self, label: str, text: str) -> list[Inline]:
        line = self.notes[label][0] if label in self.notes and self.notes[label][1] == text else 0
        tokens = (
            MarkdownIt("commonmark").enable("strikethrough").parseInline(" ".join(text.split()))
        )
        content = self._content(tokens[0]) if tokens else []
        return [Inline("", "line", str(line)), *content] if line else content

    def _content(self, inline: Token) -> list[Inline]:
        """Words, links, pictures and marks of one inline token, with the line of the file."""
        content: list[Inline] = []
        line = inline.map[0] + 1 if inline.map else 0
        if line:
            content.append(Inline("", "line", str(line)))
        address = ""
        crossed = False
        for child in inline.children or []:
            if child.type in {"s_open", "s_close"}:
                crossed = child.type == "s_open"
            elif child.type == "link_open":
                address = str(child.attrs.get("href", ""))
            elif child.type == "link_close":
                address = ""
            elif child.type == "image":
                content.append(Inline(child.content, "image"))
            elif child.type in {"softbreak", "hardbreak"}:
                content.append(Inline(" " if child.type == "softbreak" else "\n"))
                if line:
                    line += 1
                    content.append(Inline("", "line", str(line)))
            elif child.type in {"text", "code_inline", "text_special"}:
                if address and child.content.strip() not in {
                    address,
                    address.removeprefix("mailto:"),
                }:
                    content.append(Inline(child.content, "link", address))
                else:
                    words = self._marks(child.content)
                    content += struck(words) if crossed else words
        return content

    def _marks(self, text: str) -> list[Inline]:
        """Words with marks of notes taken out."""
        content: list[Inline] = []
        place = 0
        found_here = [*_MARK.finditer(text), *_CITATION.finditer(text)]
        for found in sorted(found_here, key=lambda each: each.start()):
            content.append(Inline(text[place : found.start()]))
            place = found.end()
            label = found["label"]
            content.append(Inline("", "mark", label))
            if label in self.notes and label not in self.given:
                self.given.add(label)
                self.waiting.append((label, self.notes[label][1]))
        content.append(Inline(text[place:]))
        return content

    def _table(self, tokens: Sequence[Token], place: int) -> int:
        rows: list[list[CellText]] = []
        headers = 0
        while tokens[place].type != "table_close":
            token = tokens[place]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "thead_close":
                headers = len(rows)
            elif token.type == "inline":
                rows[-1].append(CellText(tuple(self._content(token)), len(rows[-1])))
            place += 1
        last = len(self.builder.blocks) - 1
        caption = last if last >= 0 and self.builder.blocks[last].kind == "caption" else -1
        self.builder.add_table(rows, headers=headers, caption=caption)
        self._give_notes()
        return place
