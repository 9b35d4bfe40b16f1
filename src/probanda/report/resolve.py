"""Resolving a manuscript's tree: every key becomes words, a note or a placeholder, and every fault a finding.

This walks blocks and inlines in reading order. What a figure, person or citation turns into is in
``resolve_keys`` and ``resolve_notes``; how names that stand in plain text are masked is in ``masking``.
"""

from __future__ import annotations

import re
from typing import Any

from probanda.report.citations import Citation
from probanda.report.context import Context
from probanda.report.resolve_keys import resolve_span
from probanda.report.resolve_notes import check_claims, citations_of
from probanda.report.scanner import DIV_KINDS
from probanda.report.tree import attributes, div, iter_elements, note, plain_text, text_inlines

__all__ = ["Resolver"]

Element = dict[str, Any]
_NESTED = {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
_COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)
#: Attributes that may stay on an element of the text.
_KEPT = {"lang", "dir", "width", "height"}


class Resolver:
    """One pass over a tree. Elements are rebuilt, never changed in place."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._inside_note = False
        self._paragraph = 0
        self._unnumbered = 0  # level of the heading whose section has no numbers; 0 for none

    def document(self, blocks: list[Element]) -> list[Element]:
        """The resolved blocks of a document, paragraphs numbered."""
        resolved: list[Element] = []
        for block in blocks:
            if block["t"] == "Header":
                self._section(block)
            for made in self.block(block):
                resolved.append(self._numbered(made))
        return resolved

    def _section(self, header: Element) -> None:
        level = header["c"][0]
        _, classes, _ = attributes(header)
        if self._unnumbered and level <= self._unnumbered:
            self._unnumbered = 0
        if {"summary", "unnumbered"} & set(classes) and not self._unnumbered:
            self._unnumbered = level

    def _numbered(self, block: Element) -> Element:
        if block["t"] != "Para" or self._unnumbered or not self.context.number_paragraphs:
            return block
        if not plain_text([block]).strip() or all(x["t"] == "Image" for x in block["c"]):
            return block
        self._paragraph += 1
        identifier, content = _label(block["c"])
        if identifier:
            self.context.paragraph_numbers[identifier] = self._paragraph
        return div(
            [{"t": "Para", "c": content}],
            identifier=identifier,
            classes=("probanda-para",),
            n=str(self._paragraph),
        )

    def blocks(self, blocks: list[Element]) -> list[Element]:
        """Resolved blocks inside another block."""
        return [made for block in blocks for made in self.block(block)]

    def block(self, block: Element) -> list[Element]:
        """One block, resolved; none when it is raw markup."""
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in {"Para", "Plain"}:
            check_claims(self.context, [block])
            return [{"t": kind, "c": self.inlines(content)}]
        if kind == "Header":
            check_claims(self.context, content[2])
            identifier, classes, _ = content[1]
            kept = [name for name in classes if name in {"summary", "unnumbered"}]
            return [
                {"t": kind, "c": [content[0], [identifier, kept, []], self.inlines(content[2])]}
            ]
        if kind == "Div":
            return self._div(block)
        if kind == "BlockQuote":
            return [{"t": kind, "c": self.blocks(content)}]
        if kind == "BulletList":
            return [{"t": kind, "c": [self.blocks(item) for item in content]}]
        if kind == "OrderedList":
            return [{"t": kind, "c": [content[0], [self.blocks(item) for item in content[1]]]}]
        if kind == "DefinitionList":
            items = [[self.inlines(term), [self.blocks(d) for d in ds]] for term, ds in content]
            return [{"t": kind, "c": items}]
        if kind == "LineBlock":
            return [{"t": kind, "c": [self.inlines(line) for line in content]}]
        if kind == "Figure":
            attr, caption, body = content
            self.context.define(attr[0], block)
            made = [_clean(attr), [caption[0], self._caption(caption[1])], self.blocks(body)]
            return [{"t": kind, "c": made}]
        if kind == "Table":
            return [self._table(content)]
        if kind == "CodeBlock":
            return [{"t": kind, "c": [["", [], []], content[1]]}]
        if kind == "RawBlock":
            self._raw(content[1])
            return []
        return [block]

    def _caption(self, blocks: list[Element]) -> list[Element]:
        self.context.notes.break_chain()
        resolved = self.blocks(blocks)
        self.context.notes.break_chain()
        return resolved

    def _table(self, content: list[Any]) -> Element:
        attr, caption, columns, head, bodies, foot = content
        self.context.define(attr[0], {"t": "Table", "c": content})
        made_caption = [caption[0], self._caption(caption[1])]

        def rows(found: list[Any]) -> list[Any]:
            return [
                [_clean(row[0]), [[_clean(c[0]), *c[1:4], self.blocks(c[4])] for c in row[1]]]
                for row in found
            ]

        made_head = [_clean(head[0]), rows(head[1])]
        made_bodies = [[_clean(b[0]), b[1], rows(b[2]), rows(b[3])] for b in bodies]
        made_foot = [_clean(foot[0]), rows(foot[1])]
        made = [_clean(attr), made_caption, columns, made_head, made_bodies, made_foot]
        return {"t": "Table", "c": made}

    def _div(self, block: Element) -> list[Element]:
        identifier, classes, pairs = attributes(block)
        kind = next((name for name in classes if name in DIV_KINDS), None)
        if kind:
            return [self._placeholder(kind, block, pairs)]
        for name in pairs:
            if name not in _KEPT and not name.startswith("data-"):
                self.context.unknown_attribute(block, name, pairs[name])
        kept = {key: value for key, value in pairs.items() if key in _KEPT}
        blocks = self.blocks(block["c"][1])
        return [div(blocks, identifier=identifier, classes=tuple(classes), **kept)]

    def _placeholder(self, kind: str, block: Element, pairs: dict[str, str]) -> Element:
        context, key = self.context, pairs.get("key", "")
        known = {
            "table": context.record.table,
            "chart": context.record.chart,
            "map": context.record.map,
        }
        if not key:
            context.find(
                "key-empty", f"a {kind} has no key", block, remedy="Write key=… in its braces."
            )
        elif known[kind](key) is None:
            context.unresolved(kind, key, block)
        else:
            context.use(kind, key)
        for name, value in pairs.items():
            if name not in {"key", "alt", "width"} and not name.startswith("data-"):
                context.unknown_attribute(block, name, value)
        caption = [x for b in self._caption(block["c"][1]) for x in _inlines_of(b)]
        kept = {"key": key}
        if kind != "table":
            kept["alt"] = context.redactor.mask(pairs.get("alt", ""))
            self._check_alt(kind, kept["alt"], plain_text(caption), block)
        if "width" in pairs:
            kept["width"] = pairs["width"]
        context.define(key, block)
        content = [{"t": "Plain", "c": caption}] if caption else []
        return div(content, identifier=key, classes=(f"probanda-{kind}",), **kept)

    def _check_alt(self, kind: str, alt: str, caption: str, element: Element) -> None:
        if not alt.strip():
            self.context.find(
                "alt-missing",
                f"the {kind} has no alternative text",
                element,
                remedy='Say what it shows: alt="…".',
            )
        elif " ".join(alt.split()).casefold().rstrip(".") == caption.strip().casefold().rstrip("."):
            self.context.find(
                "alt-equals-caption",
                f"the alternative text of the {kind} is its caption",
                element,
                found=alt,
                remedy="Say what the picture shows, for a reader who cannot see it.",
            )

    def inlines(self, inlines: list[Element]) -> list[Element]:
        """Resolved inlines; citations that stand side by side share one note."""
        made: list[Element] = []
        index = 0
        while index < len(inlines):
            element = inlines[index]
            if element["t"] == "Cite":
                group = [element]
                while (following := _next_citation(inlines, index)) and not _names_author(group):
                    index = following
                    group.append(inlines[index])
                made += self._cite(group)
            else:
                made += self.inline(element, made)
            index += 1
        return _tidy_notes(made, before=self.context.language.mark_before_punctuation)

    def inline(self, element: Element, before: list[Element]) -> list[Element]:
        """One inline, resolved into any number of inlines."""
        kind: str = element["t"]
        content: Any = element.get("c")
        if kind in _NESTED:
            return [{"t": kind, "c": self.inlines(content)}]
        if kind == "Quoted":
            return [{"t": kind, "c": [content[0], self.inlines(content[1])]}]
        if kind == "Span":
            return resolve_span(self, element, before)
        if kind == "Link":
            attr, words, target = content
            return [{"t": kind, "c": [_clean(attr), self.inlines(words), target]}]
        if kind == "Image":
            return [self._image(element)]
        if kind == "Note":
            return [self._own_note(content)]
        if kind == "Code":
            for name, value in content[0][2]:
                self.context.unknown_attribute(element, name, value)
            return [{"t": kind, "c": [["", [], []], content[1]]}]
        if kind == "RawInline":
            self._raw(content[1])
            return []
        return [element]

    def _own_note(self, blocks: list[Element]) -> Element:
        self.context.notes.own_note()
        outer, self._inside_note = self._inside_note, True
        made = {"t": "Note", "c": self.blocks(blocks)}
        self._inside_note = outer
        return made

    def _image(self, element: Element) -> Element:
        attr, words, target = element["c"]
        pairs = dict(attr[2])
        alt = self.inlines(words) or text_inlines(pairs.get("alt", ""))
        self.context.pictures.append(element)
        return {"t": "Image", "c": [_clean(attr), alt, target]}

    def _cite(self, group: list[Element]) -> list[Element]:
        citations: list[Citation] = []
        names: list[str] = []
        for element in group:
            for citation, in_text in citations_of(self, element):
                citations.append(citation)
                if in_text:
                    source = citation.source
                    names.append(
                        self.context.notes.forms.author(source) if source else citation.words
                    )
        if not citations:
            return []
        written = self.context.notes.write(citations, inside_note=self._inside_note)
        words = text_inlines(", ".join(names))
        if self._inside_note:
            return [*words, {"t": "Space"}, *written] if words else written
        return [*words, note(written)]

    def _raw(self, markup: str) -> None:
        if _COMMENT.fullmatch(markup) or markup.startswith("</"):
            return  # a comment is for the authors; a closing tag was said with its opening one
        self.context.find(
            "raw-markup",
            f"raw HTML is left out: {markup.strip()[:40]}",
            None,
            found=markup.strip()[:80],
            offset=self.context.text_offset(markup.strip()),
        )


def _next_citation(inlines: list[Element], index: int) -> int:
    """Index of a bracketed citation right after another, perhaps after a space; 0 when there is none."""
    following = index + 1
    if following < len(inlines) and inlines[following]["t"] in {"Space", "SoftBreak"}:
        following += 1
    if following < len(inlines) and inlines[following]["t"] == "Cite":
        return 0 if _names_author([inlines[following]]) else following
    return 0


def _names_author(group: list[Element]) -> bool:
    return any(c["citationMode"]["t"] == "AuthorInText" for e in group for c in e["c"][0])


def _clean(attr: list[Any]) -> list[Any]:
    return [attr[0], attr[1], [[key, value] for key, value in attr[2] if key in _KEPT]]


def _inlines_of(block: Element) -> list[Element]:
    if block["t"] in {"Para", "Plain"}:
        return list(block["c"])
    return [x for x in iter_elements([block]) if x["t"] in {"Str", "Space", "Note"}]


def _label(inlines: list[Element]) -> tuple[str, list[Element]]:
    """The identifier of the first empty span with one, and the inlines without it."""
    for at, element in enumerate(inlines):
        if element["t"] == "Span" and element["c"][0][0] and not element["c"][1]:
            rest = [*inlines[:at], *inlines[at + 1 :]]
            while rest and rest[0]["t"] in {"Space", "SoftBreak"}:
                rest = rest[1:]
            return element["c"][0][0], rest
    return "", inlines


_PUNCTUATION = ".,;:!?…։»”’"


def _tidy_notes(inlines: list[Element], *, before: bool) -> list[Element]:
    """Put each note's mark where the language wants it: after the punctuation, or before it."""
    made: list[Element] = []
    for element in inlines:
        last = made[-1] if made else None
        if element["t"] == "Note":
            while last and last["t"] in {"Space", "SoftBreak"}:
                made.pop()
                last = made[-1] if made else None
            if (
                before
                and last
                and last["t"] == "Str"
                and last["c"][-1:] in ".,;:"
                and last["c"][:-1]
            ):
                made[-1] = {"t": "Str", "c": last["c"][:-1]}
                made += [element, {"t": "Str", "c": last["c"][-1]}]
                continue
        elif element["t"] == "Str" and last and last["t"] == "Note" and not before:
            rest = element["c"].lstrip(_PUNCTUATION)
            moved = element["c"][: len(element["c"]) - len(rest)]
            if moved:
                at = len(made) - 1
                while at > 0 and made[at - 1]["t"] == "Note":
                    at -= 1
                made.insert(at, {"t": "Str", "c": moved})
                if rest:
                    made.append({"t": "Str", "c": rest})
                continue
        made.append(element)
    return made
