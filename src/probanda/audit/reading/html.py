"""HTML: the article without what surrounds it on the page, its tables, and notes found by their links.

A mark is a link (or a superscript holding one) to a place in the same page whose text is a short number or sign;
the note is the element it points to. Navigation, headers and footers of the site, scripts and forms are left out;
an aside is kept as a quotation mark would be: as text that is not the author's running prose (kind ``quote``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree, html

from probanda.audit.document import BlockKind, Document
from probanda.audit.reading.breaks import parted_at_breaks
from probanda.audit.reading.builder import Builder, Inline, is_caption, without_lead
from probanda.audit.reading.dating import iso_prefix
from probanda.audit.reading.encodings import decode
from probanda.audit.reading.finishing import finish
from probanda.audit.reading.html_notes import Notes
from probanda.audit.reading.html_tables import grid, is_for_layout
from probanda.audit.reading.html_tree import BLOCKS, HEADINGS, find, words_in
from probanda.audit.reading.inline import struck
from probanda.audit.reading.shapes import leading_number

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["read_html"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEFT_OUT = _names(
    "script style noscript template nav form button input select textarea iframe object embed svg canvas"
    " head audio video menu dialog datalist"
)
_SITE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookie|cookies|sidebar|share|sharing|social|related|"
    r"newsletter|subscribe|skip|pagination|site-?header|site-?footer|banner|advert\w*|comments?|donate)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SITE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
#: libxml2 counts no further.
_LAST_LINE = 65_535
_SPACES = re.compile(r"\s+")
_BACK = re.compile(r"[\s\u21a9\u2191\ufe0e\u21b5^↑↩⏎]*")
_NOTE_LEAD = re.compile(r"\s*[\[(]?(?P<label>\d{1,4}|[*†‡§]{1,3})[\]).]?\s*")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='date' or @name='DC.date' or @name='dcterms.date' or @name='pubdate']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@datetime]/@datetime",
)


def read_html(data: bytes | str) -> Document:
    """Read an HTML page as a document."""
    parser = html.HTMLParser(
        huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    builder = Builder("html")
    if isinstance(data, bytes):
        data, encoding, guessed = decode(data, declared=True)
        if guessed:
            builder.remark(
                "encoding-guessed", f"The page does not say its encoding; read as {encoding}."
            )
    source = _XML_DECLARATION.sub("", data, count=1).replace("\0", "")
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace") or b"<p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return finish(builder.document())
    if any(each.level == etree.ErrorLevels.FATAL for each in parser.error_log):
        builder.remark(
            "page-broken-off", "The page can't be read to its end: text may be missing behind."
        )
    reader = _Reader(builder, root)
    reader.read()
    stamps = [str(value) for path in _DATES for value in find(root, path)]
    return finish(builder.document(), next(filter(None, map(iso_prefix, stamps)), ""))


class _Reader:
    """Walks the tree without recursion on depth (lxml limits it) and gives blocks to the builder."""

    def __init__(self, builder: Builder, root: HtmlElement) -> None:
        self.builder = builder
        self.root = root
        body = root.find("body")
        self.body = body if body is not None else root
        self.main = self._main()
        self.length = max(len(words_in(self.main)), 1)
        self.notes = Notes(root, self.main)
        self.waiting: list[str] = []
        self.given: set[str] = set()
        self.line = 0

    def read(self) -> None:
        """Title, then everything in the main part, then notes that nothing gave."""
        titles = find(self.root, "//head/title")
        if titles and (text := words_in(titles[0])):
            self.builder.title = text
        self._walk(self.main, "paragraph", 0)
        for target in list(self.notes.by_target):
            self._give(target)

    def _main(self) -> HtmlElement:
        """The element that holds the article: ``main``, a single ``article``, else the body."""
        whole = max(len(words_in(self.body)), 1)
        for path in ("//main", "//*[@role='main']", "//article"):
            found = find(self.root, path)
            if len(found) == 1 and len(words_in(found[0])) > 0.4 * whole:
                return found[0]
        return self.body

    def _walk(self, element: HtmlElement, kind: BlockKind, depth: int) -> None:
        """Blocks inside an element: runs of inline content, and block elements by their kind."""
        if depth > 200:
            self.builder.add(kind, words_in(element))
            return
        run: list[Inline] = []
        if element.text:
            run += self._text(element.text, element)
        for child in element:
            if not isinstance(child.tag, str):
                run += self._text(child.tail or "", child, behind=True)
                continue
            if self._hidden(child):
                run += self._text(child.tail or "", child, behind=True)
                continue
            if child.tag in BLOCKS or (child.tag not in _LEFT_OUT and self._has_blocks(child)):
                self._flush(kind, run)
                run = []
                self._block(child, kind, depth + 1)
            else:
                run += self._inline(child, depth + 1)
            run += self._text(child.tail or "", child, behind=True)
        self._flush(kind, run)

    def _block(self, element: HtmlElement, kind: BlockKind, depth: int) -> None:
        tag = str(element.tag)
        if element in self.notes.elements:
            return
        if tag in HEADINGS:
            content = list(self._contents(element, depth))
            words = "".join(each.text for each in content).strip()
            number, rest = leading_number(words, loose=True)
            content = without_lead(content, len(words) - len(rest)) if number else content
            self.builder.add("heading", content, number=number, level=int(tag[1]))
            self._give_waiting()
        elif tag == "table" and not is_for_layout(element):
            self._table(element, depth)
        elif tag in {"caption", "figcaption"}:
            self._walk(element, "caption", depth)
        elif tag == "li":
            level = sum(1 for each in element.iterancestors("ul", "ol"))
            before = len(self.builder.blocks)
            self._walk(element, "list-item", depth)
            self._mark_items(before, max(level, 1), self._bullet(element))
        elif tag in {"blockquote", "aside"}:
            self._walk(element, "quote", depth)
        else:
            self._walk(element, kind, depth)

    def _mark_items(self, before: int, level: int, number: str) -> None:
        """Level and bullet of the items that were just added."""
        for place in range(before, len(self.builder.blocks)):
            block = self.builder.blocks[place]
            if block.kind == "list-item" and not block.level:
                self.builder.blocks[place] = replace(block, level=level, number=number)
                number = ""

    def _bullet(self, element: HtmlElement) -> str:
        parent = element.getparent()
        if parent is None or parent.tag != "ol":
            return "•"
        place = 1 + sum(1 for each in element.itersiblings("li", preceding=True))
        return f"{place}."

    def _flush(self, kind: BlockKind, run: list[Inline]) -> None:
        for part, heads in parted_at_breaks(run):
            if heads and kind == "paragraph":
                self.builder.add("heading", part, level=2)
            else:
                self._add_paragraph(kind, part)
        self._give_waiting()

    def _add_paragraph(self, kind: BlockKind, run: list[Inline]) -> None:
        words = "".join(each.text for each in run).strip()
        if _only_links_inside(run):
            if not any(map(str.isalnum, words)):
                return  # "#", the link of a heading to itself
            kind = "contents"
        if kind == "paragraph" and is_caption(words):
            kind = "caption"
        number, rest = leading_number(words) if kind == "paragraph" else ("", words)
        if number:
            run = without_lead(run, len(words) - len(rest))
        self.builder.add(kind, run, number=number)

    def _inline(self, element: HtmlElement, depth: int) -> Iterator[Inline]:
        """One inline element without its tail."""
        tag = str(element.tag)
        if tag in _LEFT_OUT or self._hidden(element) or depth > 200:
            return
        if tag == "br":
            yield Inline("\n")
        elif tag == "img":
            if not str(element.get("src") or "").startswith("data:image/gif"):
                yield Inline(str(element.get("alt") or ""), "image")
        elif (
            tag == "a" and (target := self.notes.target(element)) in self.notes.by_target and target
        ):
            yield Inline("", "mark", self.notes.by_target[target][0])
            self.waiting.append(target)
        elif tag == "a" and element.get("href"):
            words, address = words_in(element), str(element.get("href")).strip()
            if any(each.tag == "img" for each in element.iter()):
                yield from self._contents(element, depth)
            elif _BACK.fullmatch(words) or words == address:
                yield Inline(words if words == address else "")
            else:
                yield from self._at(element.sourceline or 0)
                yield Inline(words, "link", address)
        elif tag in {"sup", "span", "small"} and (marks := self._only_marks(element)):
            yield from marks
        elif tag == "sup" and (label := re.fullmatch(r"\s*(\d{1,3})\s*", words_in(element))):
            # A raised number that links to nothing: a mark all the same, never digits of the word before it.
            yield Inline("", "mark", label[1])
        elif tag in {"s", "strike", "del"}:
            yield from struck(self._contents(element, depth))
        else:
            yield from self._contents(element, depth)

    def _only_marks(self, element: HtmlElement) -> list[Inline]:
        """Marks of an element that holds nothing else but brackets and commas."""
        marks: list[Inline] = []
        links = [
            each for each in element.iter("a") if self.notes.target(each) in self.notes.by_target
        ]
        if not links:
            return []
        outside = words_in(element)
        for link in links:
            outside = outside.replace(words_in(link), "", 1)
        if outside.strip(" [](),;"):
            return []
        for link in links:
            target = self.notes.target(link)
            marks.append(Inline("", "mark", self.notes.by_target[target][0]))
            self.waiting.append(target)
        return marks

    def _contents(self, element: HtmlElement, depth: int) -> Iterator[Inline]:
        yield from self._text(element.text or "", element)
        for child in element:
            if isinstance(child.tag, str):
                yield from self._inline(child, depth + 1)
                if child.tag in BLOCKS:
                    yield Inline(" ")
            yield from self._text(child.tail or "", child, behind=True)

    def _text(self, text: str, element: HtmlElement, *, behind: bool = False) -> list[Inline]:
        """Words at the beginning of an element, or behind it, and the lines of the file that they stand on.

        Line feeds are spaces (but in ``pre``).
        """
        around = element.getparent() if behind else element
        kept = around is not None and around.tag == "pre"
        if not text or (not kept and not text.strip()):
            return [Inline(" ")] if text else []
        line = element.sourceline or 0
        if behind and 0 < line < _LAST_LINE:
            line += sum(str(piece).count("\n") for piece in element.itertext())
        inlines: list[Inline] = []
        for number, part in enumerate(text.split("\n"), line):
            if number > line:
                inlines.append(Inline("\n" if kept else " "))
            if part.strip() and 0 < line < _LAST_LINE:
                inlines += self._at(number)
            if part:
                inlines.append(Inline(part if kept else _SPACES.sub(" ", part)))
        return inlines

    def _at(self, line: int) -> Iterator[Inline]:
        """The line of the file, where it is another than before."""
        if line != self.line and 0 < line < _LAST_LINE:
            self.line = line
            yield Inline("", "line", str(line))

    def _hidden(self, element: HtmlElement) -> bool:
        if element.tag in _LEFT_OUT:
            return True
        style = str(element.get("style") or "").replace(" ", "").lower()
        if "display:none" in style or element.get("hidden") is not None:
            if words_in(element):
                self.builder.remark(
                    "hidden-text", "The page holds text that it does not show; it was left out."
                )
            return True
        if element.get("role") in _SITE_ROLES:
            return True
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in {
            "div",
            "section",
            "aside",
            "ul",
            "header",
            "footer",
            "p",
        } and _SITE.search(names):
            return len(words_in(element)) < 0.3 * self.length
        if element.tag in {"header", "footer"}:
            # Of the site, not of the article; a footer with notes is the article's.
            inside = any(each.tag in {"article", "main"} for each in element.iterancestors())
            return (
                not inside
                and not any(each in self.notes.elements for each in element.iter())
                and (element.tag == "footer" or element.find(".//h1") is None)
            )
        return False

    def _has_blocks(self, element: HtmlElement) -> bool:
        return any(each.tag in BLOCKS for each in element.iterdescendants())

    def _table(self, table: HtmlElement, depth: int) -> None:
        rows, headers = grid(table, lambda cell: self._contents(cell, depth + 1))
        caption = -1
        for each in find(table, "./caption"):
            before = len(self.builder.blocks)
            self._walk(each, "caption", depth + 1)
            if len(self.builder.blocks) > before:
                caption = before
        last = len(self.builder.blocks) - 1
        if caption < 0 and last >= 0 and self.builder.blocks[last].kind == "caption":
            caption = last
        self.builder.add_table(rows, headers=headers, caption=caption)
        self._give_waiting()

    def _give_waiting(self) -> None:
        waiting, self.waiting = self.waiting, []
        for target in waiting:
            self._give(target)

    def _give(self, target: str) -> None:
        """The text of a note, once."""
        if target in self.given:
            return
        self.given.add(target)
        label, element = self.notes.by_target[target]
        content = list(self._contents(element, 0))
        words = "".join(each.text for each in content)
        lead = _NOTE_LEAD.match(words)
        if lead and lead["label"] == label:
            content = without_lead(content, lead.end())
        self.builder.add_note(label, content)


def _only_links_inside(run: list[Inline]) -> bool:
    """Whether a run is nothing but links to places of the page."""
    said = [each for each in run if each.text.strip()]
    return bool(said) and all(each.kind == "link" and each.value.startswith("#") for each in said)
