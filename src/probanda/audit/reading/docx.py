"""DOCX: paragraphs by their styles and numbering, tables with merged cells, notes, links, tracked changes.

What the document shows with all changes accepted is read: inserted text counts, deleted text does not. Changes,
comments and hidden text are noted, because a reader who opens the file can see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from probanda.audit.document import BlockKind, Document, Start
from probanda.audit.reading.archive import Package
from probanda.audit.reading.breaks import parted_at_breaks
from probanda.audit.reading.builder import Builder, CellText, Inline, is_caption, without_lead
from probanda.audit.reading.dating import iso_prefix
from probanda.audit.reading.docx_styles import Numbering, Styles
from probanda.audit.reading.docx_tables import W, grid, is_on
from probanda.audit.reading.finishing import finish
from probanda.audit.reading.inline import struck
from probanda.audit.reading.shapes import bullet, is_heading_word, leading_number
from probanda.audit.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_docx"]

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HYPERLINK = re.compile(r"HYPERLINK\s+\"([^\"]+)\"", re.IGNORECASE)
_DEEPEST = 60


def read_docx(data: bytes) -> Document:
    """Read a DOCX file as a document.

    Raises:
        Unreadable: no package, no main part, or one that is too large.
    """
    package = Package(data)
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable("package-broken", "The package holds no text of a document.")
    builder = Builder("docx")
    reader = _Reader(builder, package, main)
    reader.body(body)
    reader.leave()
    if broken := sorted(package.mended):
        builder.remark(
            "part-mended",
            f"{', '.join(broken)}: broken, and read as far as could be. Text may be missing;"
            " open the file in the program that made it, and save it anew.",
        )
    if builder.pages:
        builder.pages.insert(0, Start(0, 1))
    core = package.xml("docProps/core.xml")
    stamp = ""
    if core is not None:
        texts = {str(each.tag).rpartition("}")[2]: (each.text or "").strip() for each in core}
        builder.title = builder.title or texts.get("title", "")
        stamp = iso_prefix(texts.get("modified", "")) or iso_prefix(texts.get("created", ""))
    if any(name.startswith("word/comments") for name in package.names()):
        comments = package.xml("word/comments.xml")
        count = len(comments.findall(f"{W}comment")) if comments is not None else 0
        if count:
            builder.remark("comments", f"The file holds {count} comments that a reader can open.")
    return finish(builder.document(), stamp)


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    if relations is not None:
        for each in relations:
            if str(each.get("Type") or "").endswith("/officeDocument"):
                return str(each.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _relations(package: Package, part: str) -> dict[str, str]:
    """Addresses by relation, of external relations of a part."""
    folder, _, name = part.rpartition("/")
    root = package.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if root is None:
        return {}
    return {
        str(each.get("Id")): str(each.get("Target") or "")
        for each in root
        if str(each.get("Type") or "").endswith("/hyperlink")
    }


class _Reader:
    """Walks the body and gives blocks to the builder."""

    def __init__(self, builder: Builder, package: Package, main: str) -> None:
        self.builder = builder
        folder = main.rpartition("/")[0]
        self.styles = Styles(package.xml(f"{folder}/styles.xml"))
        self.numbering = Numbering(package.xml(f"{folder}/numbering.xml"))
        self.links = _relations(package, main)
        self.notes: dict[tuple[str, str], _Element] = {}
        self.note_links: dict[str, dict[str, str]] = {}
        for kind in ("footnote", "endnote"):
            root = package.xml(f"{folder}/{kind}s.xml")
            self.note_links[kind] = _relations(package, f"{folder}/{kind}s.xml")
            for each in root if root is not None else ():
                if each.get(f"{W}type") in {None, "normal"} and each.tag == f"{W}{kind}":
                    self.notes[kind, str(each.get(f"{W}id"))] = each
        self.labels: dict[tuple[str, str], str] = {}
        self.waiting: list[tuple[str, str]] = []
        self.page = 1
        self.field = ""
        self.fields: list[list[str]] = []  # open complex fields: [instruction, "code" | "result"]
        self.in_contents = 0
        self.first_heading = False

    def body(self, element: _Element, depth: int = 0) -> None:
        """Paragraphs and tables in order."""
        if depth > _DEEPEST:
            return
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                gallery = child.find(f".//{W}docPartGallery")
                contents = gallery is not None and "Contents" in str(gallery.get(f"{W}val"))
                self.in_contents += contents
                if content is not None:
                    self.body(content, depth + 1)
                self.in_contents -= contents
            elif child.tag in {f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}:
                self.body(child, depth + 1)

    def leave(self) -> None:
        """Notes that nothing referred to."""
        for key, element in self.notes.items():
            if key not in self.labels:
                self._give(key, self.labels.setdefault(key, f"unreferred-{key[1]}"), element)

    def _paragraph(self, element: _Element) -> None:
        content = list(self._inlines(element, self.links, 0))
        words = "".join(each.text for each in content if each.kind != "image").strip()
        style = self.styles.of(element)
        number = self.numbering.next(element, style)
        if self.in_contents or style.contents:
            self.builder.add("contents", content)
        elif style.title:
            self.builder.add("title", content)
            self.builder.title = self.builder.title or words
        elif words and (level := self._heading_level(element, style.heading, words, number)):
            self.first_heading = True
            self._heading(content, words, number, level)
        elif number and not number.endswith("."):
            level = self.numbering.level(element, style) + 1
            self.builder.add("list-item", content, number=number, level=level)
        elif style.quote:
            self.builder.add("quote", content)
        elif style.caption or is_caption(words):
            self.builder.add("caption", content)
        elif not number and (item := bullet(words)):
            content = without_lead(content, len(words) - len(item[1]))
            self.builder.add("list-item", content, number=item[0], level=1)
        elif number:
            lettered = number.rstrip(".").isalpha() and number.islower()
            kind: BlockKind = "list-item" if lettered or len(words) < 160 else "paragraph"
            level = int(kind == "list-item")
            self.builder.add(kind, content, number=number.rstrip("."), level=level)
        else:
            for part, heads in parted_at_breaks(content):
                self._part(part, heads)
        self._give_waiting()

    def _part(self, content: list[Inline], heads: bool) -> None:
        """A paragraph without a number of its own, or what breaks by hand make of it."""
        words = "".join(each.text for each in content if each.kind != "image").strip()
        if heads:
            self._heading(content, words, "", 2)
            return
        number, rest = leading_number(words)
        content = without_lead(content, len(words) - len(rest)) if number else content
        self.builder.add("paragraph", content, number=number.rstrip("."))

    def _heading(self, content: list[Inline], words: str, number: str, level: int) -> None:
        if not number:
            number, rest = leading_number(words, loose=True)
            content = without_lead(content, len(words) - len(rest)) if number else content
        self.builder.add("heading", content, number=number.rstrip(".)"), level=level)

    def _heading_level(self, element: _Element, styled: int, words: str, number: str) -> int:
        """Level of a heading by its style, or 1 to 2 for a short bold line alone; 0 when it is none."""
        if styled:
            return styled
        if (
            len(words) > 140
            or words.endswith((".", ";", ",", ":"))
            or element.find(f".//{W}t") is None
            or (number and not any(map(str.isalnum, number)))  # the bullet of a list
        ):
            return 0
        if is_heading_word(words):
            return 1
        runs = [run for run in element.iter(f"{W}r") if (run.findtext(f"{W}t") or "").strip()]
        bold = bool(runs) and all(self.styles.bold(run) for run in runs)
        printed = number or leading_number(words)[0]
        if bold and (printed or self.first_heading) and words[:1].isalnum():
            return 1 + printed.rstrip(".").count(".") if printed else 2
        return 0

    def _inlines(self, element: _Element, links: dict[str, str], depth: int) -> Iterator[Inline]:
        """What a paragraph shows, in order."""
        if depth > _DEEPEST:
            return
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, depth)
            elif tag == f"{W}hyperlink":
                address = links.get(str(child.get(f"{_R}id")), "")
                inside = list(self._inlines(child, links, depth + 1))
                yield from _linked(inside, address)
            elif tag in {f"{W}ins", f"{W}moveTo"}:
                self.builder.remark(
                    "tracked-changes",
                    "The file holds tracked changes; it was read with all accepted.",
                )
                yield from self._inlines(child, links, depth + 1)
            elif tag in {f"{W}del", f"{W}moveFrom"}:
                self.builder.remark(
                    "tracked-changes",
                    "The file holds tracked changes; it was read with all accepted.",
                )
            elif tag == f"{W}fldSimple":
                field = _HYPERLINK.search(str(child.get(f"{W}instr") or ""))
                inside = list(self._inlines(child, links, depth + 1))
                yield from _linked(inside, field[1] if field else "")
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None:
                    yield from self._inlines(content, links, depth + 1)
            elif tag in {f"{W}smartTag", f"{W}customXml", f"{W}dir", f"{W}bdo"}:
                yield from self._inlines(child, links, depth + 1)

    def _run(self, run: _Element, depth: int) -> Iterator[Inline]:
        properties = run.find(f"{W}rPr")
        hidden = properties is not None and is_on(properties.find(f"{W}vanish"))
        raised = properties is not None and (
            (align := properties.find(f"{W}vertAlign")) is not None
            and align.get(f"{W}val") == "superscript"
        )
        crossed = properties is not None and any(
            is_on(properties.find(f"{W}{tag}")) for tag in ("strike", "dstrike")
        )
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(str(child.get(f"{W}fldCharType")))
            elif tag == f"{W}instrText" and self.fields:
                self.fields[-1][0] += child.text or ""
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield self._mark(child)
            elif tag == f"{W}lastRenderedPageBreak":  # also behind a break that somebody typed
                self.page += 1
                yield Inline("", "page", str(self.page))
            elif self.fields and self.fields[-1][1] == "code":
                continue
            elif tag == f"{W}t":
                if hidden:
                    self.builder.remark(
                        "hidden-text", "The file holds hidden text; it was left out."
                    )
                    continue
                words = self._words(child.text or "", raised)
                yield from struck(words) if crossed else words
            elif tag == f"{W}tab":
                yield Inline(" ")
            elif tag in {f"{W}br", f"{W}cr"}:
                yield Inline("\n")
            elif tag == f"{W}noBreakHyphen":
                yield Inline("-")
            elif tag == f"{W}sym":
                yield Inline("•")
            elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                yield from self._picture(child, depth)
            elif tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                if choice is not None:
                    yield from self._picture(choice, depth)

    def _words(self, text: str, raised: bool) -> Iterator[Inline]:
        """Words; a raised number is a mark, never digits of the word before it."""
        if raised and re.fullmatch(r"\s*\d{1,3}\s*", text):
            yield Inline("", "mark", text.strip())
            return
        address = self._field_address()
        if address and text.strip() not in {"", address}:
            yield Inline(text, "link", address)
        else:
            yield Inline(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(["", "code"])
        elif kind == "separate" and self.fields:
            self.fields[-1][1] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _field_address(self) -> str:
        for instruction, _ in reversed(self.fields):
            if found := _HYPERLINK.search(instruction):
                return found[1]
        return ""

    def _mark(self, element: _Element) -> Inline:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        key = (kind, str(element.get(f"{W}id")))
        if key not in self.labels:
            count = sum(1 for each in self.labels if each[0] == kind) + 1
            self.labels[key] = f"e{count}" if kind == "endnote" and self._both() else str(count)
            self.waiting.append(key)
        return Inline("", "mark", self.labels[key])

    def _both(self) -> bool:
        return any(kind == "footnote" for kind, _ in self.notes)

    def _give_waiting(self) -> None:
        while self.waiting:
            key = self.waiting.pop(0)
            if key in self.notes:
                self._give(key, self.labels[key], self.notes[key])

    def _give(self, key: tuple[str, str], label: str, element: _Element) -> None:
        content: list[Inline] = []
        for paragraph in element.iter(f"{W}p"):
            if content:
                content.append(Inline("\n"))
            content += self._inlines(paragraph, self.note_links[key[0]], 0)
        self.builder.add_note(label, content, "endnote" if key[0] == "endnote" else "footnote")

    def _picture(self, element: _Element, depth: int) -> Iterator[Inline]:
        """A picture with its description, and the text of a text box."""
        about = element.find(f".//{_WP}docPr")
        if about is not None and (
            element.find(".//{*}blip") is not None or element.find(".//{*}chart") is not None
        ):
            yield Inline(str(about.get("descr") or ""), "image")
        elif element.find(".//{*}imagedata") is not None:
            shape = element.find(".//{*}shape")
            yield Inline(str(shape.get("alt") or "") if shape is not None else "", "image")
        for box in element.iter(f"{W}txbxContent"):
            for paragraph in box.iter(f"{W}p"):
                yield Inline("\n")
                yield from self._inlines(paragraph, self.links, depth + 1)
            yield Inline("\n")

    def _table(self, table: _Element, depth: int) -> None:
        rows, headers = grid(table, self._cell)
        if rows and max(len(row) for row in rows) == 1:
            self._framed(rows)
            return
        last = len(self.builder.blocks) - 1
        caption = last if last >= 0 and self.builder.blocks[last].kind == "caption" else -1
        self.builder.add_table(rows, headers=headers, caption=caption)
        self._give_waiting()

    def _framed(self, rows: list[list[CellText]]) -> None:
        """A table of one column is a box around text."""
        for row in rows:
            for cell in row:
                self.builder.add("paragraph", cell.content)
        self._give_waiting()

    def _cell(self, cell: _Element) -> Iterator[Inline]:
        first = True
        for paragraph in cell.iter(f"{W}p"):
            if not first:
                yield Inline("\n")
            first = False
            yield from self._inlines(paragraph, self.links, 0)


def _linked(inside: list[Inline], address: str) -> Iterator[Inline]:
    words = "".join(each.text for each in inside if each.kind == "text")
    if not address or words.strip() == address:
        yield from inside
        return
    for each in inside:
        yield each if each.kind != "text" else Inline(each.text, "link", address)
