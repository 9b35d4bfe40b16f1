"""Writes the assembled tree as the inside of an HTML page. The page around it is in ``page``.

No key of the record reaches the page: of attributes only language, direction and width are written.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from probanda.report.assembly import Assembled
from probanda.report.mathematics import html_equation
from probanda.report.nodes import Node, anchors, attributes, plain_text

__all__ = ["HtmlWriter", "embedded"]

_ALIGNS = {"AlignRight": "end", "AlignCenter": "centre"}


def embedded(data: bytes, ending: str) -> str:
    """A picture as a data address, so that the page is one file."""
    media = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}[ending]
    return f"data:{media};base64,{base64.b64encode(data).decode('ascii')}"


class HtmlWriter:
    """One document's body; footnotes gather in ``notes`` and are written by :meth:`endnotes`."""

    def __init__(self, document: Assembled) -> None:
        self._document = document
        self._labels = document.labels
        self.notes: list[str] = []
        self._there, _ = anchors(document.blocks)
        self._in_note = False

    def body(self) -> str:
        """The whole body; each annex is a section of its own."""
        return self.blocks(self._document.blocks)

    def endnotes(self) -> str:
        """The notes, each with a way back; "" when there is none."""
        if not self.notes:
            return ""
        back = escape(self._labels.word("back"), quote=True)
        items = "\n".join(
            f'<li id="note-{n}" dir="auto">{inside} <a href="#mark-{n}" class="back" role="doc-backlink" '
            f'aria-label="{back}: {n}">↩</a></li>'
            for n, inside in enumerate(self.notes, 1)
        )
        title = escape(self._labels.word("notes"))
        return (
            f'<section role="doc-endnotes" class="notes" aria-labelledby="notes">\n'
            f'<h2 id="notes">{title}</h2>\n<ol>\n{items}\n</ol>\n</section>'
        )

    # Blocks ------------------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Node]) -> str:
        """Blocks, one a line."""
        return "\n".join(filter(None, (self.block(block) for block in blocks)))

    def block(self, node: Node) -> str:
        """One block."""
        return _BLOCKS[node["t"]](self, node)

    def _para(self, node: Node) -> str:
        return f"<p>{self.inlines(node['c'])}</p>"

    def _plain(self, node: Node) -> str:
        return self.inlines(node["c"])

    def _header(self, node: Node) -> str:
        level, _, inlines = node["c"]
        identifier, classes, values = attributes(node)
        tag = f"h{min(level + 1, 6)}"  # the title alone is h1
        number = values.get("number", "")
        mark = f'<span class="number">{escape(number)}</span> ' if number else ""
        kind = ' class="annex"' if "annex" in classes else ""
        return f'<{tag} id="{escape(identifier)}"{kind}>{mark}{self.inlines(inlines)}</{tag}>'

    def _div(self, node: Node) -> str:
        identifier, classes, values = attributes(node)
        blocks = node["c"][1]
        if "probanda-para" in classes:
            return self._numbered(identifier, values["n"], blocks)
        if "probanda-data" in classes:
            summary = escape(self._labels.word("show-data"))
            return f"<details><summary>{summary}</summary>\n{self.blocks(blocks)}\n</details>"
        kind = next(
            (name for known, name in _DIVS.items() if known in classes),
            "",
        )
        opening = "".join(
            [
                f' id="{escape(identifier)}"' if identifier else "",
                f' class="{kind}"' if kind else "",
                _speech(values),
            ]
        )
        inside = self.blocks(blocks)
        return f"<div{opening}>\n{inside}\n</div>" if opening else inside

    def _numbered(self, identifier: str, number: str, blocks: Sequence[Node]) -> str:
        first, *others = blocks
        inside = (
            f'<p id="{escape(identifier)}" class="numbered"><span class="number">{escape(number)}.</span> '
            f"{self.inlines(first['c'])}</p>"
        )
        return "\n".join([inside, *(self.block(other) for other in others)])

    def _quote(self, node: Node) -> str:
        return f"<blockquote>\n{self.blocks(node['c'])}\n</blockquote>"

    def _items(self, items: Sequence[Sequence[Node]]) -> str:
        return "\n".join(f"<li>{self.blocks(item)}</li>" for item in items)

    def _bullets(self, node: Node) -> str:
        return f"<ul>\n{self._items(node['c'])}\n</ul>"

    def _ordered(self, node: Node) -> str:
        (start, style, _), items = node["c"]
        kind = _STYLES.get(style["t"], "")
        first = f' start="{start}"' if start != 1 else ""
        return f"<ol{kind}{first}>\n{self._items(items)}\n</ol>"

    def _definitions(self, node: Node) -> str:
        parts = [
            f"<dt>{self.inlines(term)}</dt>"
            + "".join(f"<dd>{self.blocks(d)}</dd>" for d in definitions)
            for term, definitions in node["c"]
        ]
        return "<dl>\n" + "\n".join(parts) + "\n</dl>"

    def _code_block(self, node: Node) -> str:
        return f"<pre><code>{escape(node['c'][1])}</code></pre>"

    def _line_block(self, node: Node) -> str:
        return "<p>" + "<br>\n".join(self.inlines(line) for line in node["c"]) + "</p>"

    def _rule(self, node: Node) -> str:
        return "<hr>"

    def _caption(self, node: Node) -> str:
        _, _, values = attributes(node)
        words = " ".join(self.inlines(block["c"]) for block in node["c"][1][1] if "c" in block)
        label = values.get("label", "")
        head = f"<strong>{escape(label)}</strong>" if label else ""
        return ". ".join(filter(None, (head, words)))

    def _figure(self, node: Node) -> str:
        identifier, _, _ = attributes(node)
        caption = self._caption(node)
        foot = f"<figcaption>{caption}</figcaption>\n" if caption else ""
        mark = f' id="{escape(identifier)}"' if identifier else ""
        return f"<figure{mark}>\n{self.blocks(node['c'][2])}\n{foot}</figure>"

    def _table(self, node: Node) -> str:
        identifier, classes, _ = attributes(node)
        _, _, columns, head, bodies, foot = node["c"]
        aligns = [_ALIGNS.get(align["t"], "") for align, _ in columns]
        caption = self._caption(node)
        parts = [f"<caption>{caption}</caption>"] if caption else []
        if head[1]:
            rows = "\n".join(self._row(row[1], aligns, len(columns), "col") for row in head[1])
            parts.append(f"<thead>\n{rows}\n</thead>")
        for body in bodies:
            rows = "\n".join(
                self._row(row[1], aligns, body[1], "row") for row in (*body[2], *body[3])
            )
            parts.append(f"<tbody>\n{rows}\n</tbody>")
        if foot[1]:
            rows = "\n".join(self._row(row[1], aligns, 1, "row") for row in foot[1])
            parts.append(f"<tfoot>\n{rows}\n</tfoot>")
        mark = f' id="{escape(identifier)}"' if identifier else ""
        kind = ' class="total"' if "total" in classes else ""
        inside = "\n".join(parts)
        label = escape(plain_text(node["c"][1][1]) or self._labels.word("table"), quote=True)
        return (  # a wide table scrolls by itself, with the keyboard too
            f'<div class="wide" role="region" tabindex="0" aria-label="{label}">\n'
            f"<table{mark}{kind}>\n{inside}\n</table>\n</div>"
        )

    def _row(self, cells: Sequence[list[Any]], aligns: list[str], heads: int, scope: str) -> str:
        out = []
        for number, (_, align, rows, columns, blocks) in enumerate(cells):
            inside = self.blocks(blocks)
            heading = number < heads and bool(inside)
            tag = "th" if heading else "td"
            side = _ALIGNS.get(align["t"], "") or (aligns[number] if number < len(aligns) else "")
            marks = f' scope="{scope}"' if heading else ""
            marks += f' class="{side}"' if side else ""
            marks += f' rowspan="{rows}"' if rows > 1 else ""
            marks += f' colspan="{columns}"' if columns > 1 else ""
            out.append(f"<{tag}{marks}>{inside}</{tag}>")
        return f"<tr>{''.join(out)}</tr>"

    def _nothing(self, node: Node) -> str:
        return ""

    # Inlines -----------------------------------------------------------------------------------------

    def inlines(self, inlines: Sequence[Node]) -> str:
        """Inlines in one line."""
        return "".join(_INLINES[node["t"]](self, node) for node in inlines)

    def _str(self, node: Node) -> str:
        return escape(node["c"], quote=False)

    def _space(self, node: Node) -> str:
        return " "

    def _break(self, node: Node) -> str:
        return "<br>"

    def _quoted(self, node: Node) -> str:
        opening, closing = ("‘", "’") if node["c"][0]["t"] == "SingleQuote" else ("“", "”")
        return f"{opening}{self.inlines(node['c'][1])}{closing}"

    def _cite(self, node: Node) -> str:
        return self.inlines(node["c"][1])

    def _code(self, node: Node) -> str:
        return f"<code>{escape(node['c'][1], quote=False)}</code>"

    def _math(self, node: Node) -> str:
        return html_equation(node)

    def _link(self, node: Node) -> str:
        _, inlines, (target, _) = node["c"]
        inside = self.inlines(inlines)
        if target.startswith("#") and target[1:] not in self._there:
            return inside
        return f'<a href="{escape(target, quote=True)}">{inside}</a>'

    def _image(self, node: Node) -> str:
        (_, _, values), alt, (target, _) = node["c"]
        asset = self._document.assets[target]
        width = dict(values).get("width", "") or f"{asset.width:.0f}mm"
        size = "".join(character for character in width if character.isalnum() or character in "%.")
        return (
            f'<img src="{embedded(*asset.best)}" alt="{escape(plain_text(alt), quote=True)}" '
            f'style="width: {size}">'
        )

    def _note(self, node: Node) -> str:
        if self._in_note:
            return ""
        self._in_note = True
        inside = "<br>".join(
            self.inlines(block["c"]) if block["t"] in {"Para", "Plain"} else self.block(block)
            for block in node["c"]
        )
        self._in_note = False
        self.notes.append(inside)
        number = len(self.notes)
        return (
            f'<sup><a href="#note-{number}" id="mark-{number}" role="doc-noteref" '
            f'aria-label="{escape(self._labels.word("note"), quote=True)} {number}">{number}</a></sup>'
        )

    def _span(self, node: Node) -> str:
        identifier, classes, values = attributes(node)
        inside = self.inlines(node["c"][1])
        marks = f' id="{escape(identifier)}"' if identifier else ""
        marks += ' class="smallcaps"' if "smallcaps" in classes else ""
        marks += _speech(values)
        return f"<span{marks}>{inside}</span>" if marks else inside


def _speech(values: dict[str, str]) -> str:
    """Language and direction as attributes, nothing else."""
    return "".join(
        f' {name}="{escape(values[name], quote=True)}"'
        for name in ("lang", "dir")
        if values.get(name)
    )


def _tagged(tag: str) -> Callable[[HtmlWriter, Node], str]:
    return lambda writer, node: f"<{tag}>{writer.inlines(node['c'])}</{tag}>"


_DIVS = {"probanda-note": "aside", "small": "small", "summary": "summary"}
_STYLES = {
    "LowerAlpha": ' type="a"', "UpperAlpha": ' type="A"', "LowerRoman": ' type="i"', "UpperRoman": ' type="I"',
}  # fmt: skip

_BLOCKS: dict[str, Callable[[HtmlWriter, Node], str]] = {
    "Para": HtmlWriter._para,
    "Plain": HtmlWriter._plain,
    "Header": HtmlWriter._header,
    "Div": HtmlWriter._div,
    "BlockQuote": HtmlWriter._quote,
    "BulletList": HtmlWriter._bullets,
    "OrderedList": HtmlWriter._ordered,
    "DefinitionList": HtmlWriter._definitions,
    "CodeBlock": HtmlWriter._code_block,
    "LineBlock": HtmlWriter._line_block,
    "HorizontalRule": HtmlWriter._rule,
    "Figure": HtmlWriter._figure,
    "Table": HtmlWriter._table,
    "RawBlock": HtmlWriter._nothing,
    "Null": HtmlWriter._nothing,
}

_INLINES: dict[str, Callable[[HtmlWriter, Node], str]] = {
    "Str": HtmlWriter._str,
    "Space": HtmlWriter._space,
    "SoftBreak": HtmlWriter._space,
    "LineBreak": HtmlWriter._break,
    "Emph": _tagged("em"),
    "Strong": _tagged("strong"),
    "Underline": _tagged("u"),
    "Strikeout": _tagged("s"),
    "Superscript": _tagged("sup"),
    "Subscript": _tagged("sub"),
    "SmallCaps": lambda writer, node: f'<span class="smallcaps">{writer.inlines(node["c"])}</span>',
    "Quoted": HtmlWriter._quoted,
    "Cite": HtmlWriter._cite,
    "Code": HtmlWriter._code,
    "Math": HtmlWriter._math,
    "Link": HtmlWriter._link,
    "Image": HtmlWriter._image,
    "Note": HtmlWriter._note,
    "Span": HtmlWriter._span,
    "RawInline": HtmlWriter._nothing,
}
