"""Writes the assembled tree as Typst source. How things look is in ``templates/report.typ``.

Text goes out as Typst *strings* (``#"…";``), so nothing that an author or a witness wrote can be read as markup.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from probanda.report.assembly import Assembled
from probanda.report.mathematics import typst_equation
from probanda.report.nodes import Node, anchors, attributes, is_short, plain_text
from probanda.report.typst.literal import string

__all__ = ["TypstWriter"]

_LEFT_TO_RIGHT_MARK = "\u200e"
_ALIGNS = {
    "AlignLeft": "start",
    "AlignRight": "end",
    "AlignCenter": "center",
    "AlignDefault": "start",
}
_NARROW = 18  # a column with no longer cell than this keeps its natural width
_LINE = 64  # characters of a digest on one line
_ROW_WHOLE = 1500  # characters of a cell up to which its row is not parted between pages
_FITS = 78  # characters that stand side by side across the text


class TypstWriter:
    """One document's body as Typst markup."""

    def __init__(self, document: Assembled) -> None:
        self._document = document
        self._there, self._wanted = anchors(document.blocks)
        self._labelled: set[str] = set()
        self._rtl = [document.labels.right_to_left]
        self._in_annexes = False

    def body(self) -> str:
        """The whole body. Paragraphs without a number stand at the gutter, as numbered ones do."""
        return "\n\n".join(filter(None, map(self._top, self._document.blocks)))

    def _top(self, node: Node) -> str:
        written = self.block(node)
        return f"#loose[{written}]" if node["t"] in {"Para", "Plain"} else written

    # Blocks ------------------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Node]) -> str:
        """Blocks with an empty line between them."""
        return "\n\n".join(filter(None, (self.block(block) for block in blocks)))

    def block(self, node: Node) -> str:
        """One block."""
        return _BLOCKS[node["t"]](self, node)

    def _para(self, node: Node) -> str:
        return self.inlines(node["c"])

    def _loose_para(self, node: Node) -> str:
        return f"#par[{self.inlines(node['c'])}]"

    def _header(self, node: Node) -> str:
        level, _, inlines = node["c"]
        identifier, classes, values = attributes(node)
        number = values.get("number", "")
        options = ", annex: true" if "annex" in classes else ""
        if options and not self._in_annexes:
            self._in_annexes = True
            options += ", first: true"
        words = self.inlines(inlines)
        return f"#part({level}, {string(number)}{options})[{words}]{self._label(identifier)}"

    def _label(self, identifier: str) -> str:
        if identifier in self._wanted and identifier not in self._labelled:
            self._labelled.add(identifier)
            return f"#label({string(identifier)})"
        return ""

    def _div(self, node: Node) -> str:
        identifier, classes, values = attributes(node)
        if "probanda-data" in classes:
            return ""
        blocks = node["c"][1]
        if "probanda-para" in classes:
            inside = "\n\n".join(
                self.inlines(b["c"]) if b["t"] in {"Para", "Plain"} else self.block(b)
                for b in blocks
            )
            return f"#numbered({string(values['n'])})[{inside}]{self._label(identifier)}"
        if "probanda-note" in classes:
            return f"#aside[{self.blocks(blocks)}]"
        if "lead-in" in classes:
            return f"#block(width: 100%, sticky: true, indented(gutter)[{self.blocks(blocks)}])"
        if "small" in classes:
            return f"#small[{self.blocks(blocks)}]"
        direction, language = values.get("dir"), values.get("lang")
        if direction or language:
            self._rtl.append(direction == "rtl" if direction else self._rtl[-1])
            inside = self.blocks(blocks)
            self._rtl.pop()
            return f"#block(width: 100%)[#set text({_language(language, direction)})\n{inside}]"
        return self.blocks(blocks)

    def _quote(self, node: Node) -> str:
        return f"#quoted[{self.blocks(node['c'])}]"

    def _items(self, items: Sequence[Sequence[Node]]) -> str:
        return ", ".join(f"[{self.blocks(item)}]" for item in items)

    def _bullets(self, node: Node) -> str:
        return f"#list(tight: {_tight(node['c'])}, {self._items(node['c'])})"

    def _ordered(self, node: Node) -> str:
        (start, style, delimiter), items = node["c"]
        sign = _STYLES.get(style["t"], "1")
        pattern = {"TwoParens": f"({sign})", "OneParen": f"{sign})"}.get(delimiter["t"], f"{sign}.")
        return (
            f"#enum(tight: {_tight(items)}, start: {start}, numbering: {string(pattern)}, "
            f"{self._items(items)})"
        )

    def _definitions(self, node: Node) -> str:
        items = ", ".join(
            f"terms.item([{self.inlines(term)}], [{''.join(self.blocks(d) for d in definitions)}])"
            for term, definitions in node["c"]
        )
        return f"#terms({items})"

    def _code_block(self, node: Node) -> str:
        return f"#raw(block: true, {string(node['c'][1])})"

    def _line_block(self, node: Node) -> str:
        return f"#par[{' #linebreak() '.join(self.inlines(line) for line in node['c'])}]"

    def _rule(self, node: Node) -> str:
        return "#line(length: 100%, stroke: 0.5pt)"

    def _caption(self, node: Node) -> str:
        _, _, values = attributes(node)
        blocks = node["c"][1][1]
        words = " ".join(self.inlines(block["c"]) for block in blocks if "c" in block)
        label = values.get("label", "")
        return f"label: {string(label)}, words: [{words}]" if label or words else ""

    def _figure(self, node: Node) -> str:
        identifier, _, _ = attributes(node)
        caption = self._caption(node)
        inside = self.blocks(node["c"][2])
        comma = ", " if caption else ""
        return f"#picture({caption}{comma}[{inside}]){self._label(identifier)}"

    def _table(self, node: Node) -> str:
        identifier, classes, _ = attributes(node)
        _, _, columns, head, bodies, foot = node["c"]
        rows = [row[1] for body in bodies for part in (body[2], body[3]) for row in part]
        rows += [row[1] for row in foot[1]]
        heads = [row[1] for row in head[1]]
        aligns = ", ".join(_ALIGNS[align["t"]] for align, _ in columns)
        arguments = [
            f"columns: ({_widths(columns, heads, rows)},)",
            f"align: ({aligns},)",
        ]
        if heads:
            arguments.append(
                f"table.header({', '.join(self._cell(c, True) for r in heads for c in r)})"
            )
        for number, row in enumerate(rows):
            if "total" in classes and number == len(rows) - 1:
                arguments.append("table.hline(stroke: 0.5pt)")
            arguments.append(", ".join(self._cell(c, False) for c in row))
        inside = f"table({', '.join(arguments)})"
        caption = self._caption(node)
        part = f"part: {_part(columns, heads, rows):.0%}"
        if is_short(len(heads) + len(rows), plain_text([heads, rows])):
            part += ", whole: true"
        if not caption:
            return f"#bare-table({part}, {inside}){self._label(identifier)}"
        return f"#captioned({caption}, {part}, {inside}){self._label(identifier)}"

    def _cell(self, parts: list[Any], heading: bool) -> str:
        _, align, rows, columns, blocks = parts
        inside = self.blocks(blocks)
        if heading and inside:
            inside = f"#strong[{inside}]"
        options = [f"rowspan: {rows}"] if rows > 1 else []
        options += [f"colspan: {columns}"] if columns > 1 else []
        if len(plain_text(blocks)) <= _ROW_WHOLE:
            options.append("breakable: false")
        if align["t"] != "AlignDefault":
            options.append(f"align: {_ALIGNS[align['t']]}")
        return f"table.cell({', '.join(options)})[{inside}]" if options else f"[{inside}]"

    def _nothing(self, node: Node) -> str:
        return ""

    # Inlines -----------------------------------------------------------------------------------------

    def inlines(self, inlines: Sequence[Node]) -> str:
        """Inlines; neighbouring words become one string."""
        out: list[str] = []
        run: list[str] = []

        def flush() -> None:
            if run:
                out.append(f"#{string(''.join(run))};")
                run.clear()

        before: list[Node] = []
        for node in inlines:
            kind = node["t"]
            if kind == "Str":
                run.append(node["c"])
            elif kind in {"Space", "SoftBreak"}:
                run.append(" ")
            else:
                if kind == "Note" and not self._rtl[-1] and _ends_rtl(plain_text(before)):
                    run.append(_LEFT_TO_RIGHT_MARK)
                flush()
                out.append(_INLINES[kind](self, node))
            before = before if kind == "Note" else [node]
        flush()
        return "".join(out)

    def _emph(self, node: Node) -> str:
        return f"#emph[{self.inlines(node['c'])}];"

    def _strong(self, node: Node) -> str:
        return f"#strong[{self.inlines(node['c'])}];"

    def _underline(self, node: Node) -> str:
        return f"#underline[{self.inlines(node['c'])}];"

    def _strikeout(self, node: Node) -> str:
        return f"#strike[{self.inlines(node['c'])}];"

    def _superscript(self, node: Node) -> str:
        return f"#super[{self.inlines(node['c'])}];"

    def _subscript(self, node: Node) -> str:
        return f"#sub[{self.inlines(node['c'])}];"

    def _small_caps(self, node: Node) -> str:
        return f"#smallcaps[{self.inlines(node['c'])}];"

    def _quoted(self, node: Node) -> str:
        opening, closing = ("‘", "’") if node["c"][0]["t"] == "SingleQuote" else ("“", "”")
        quotes = [{"t": "Str", "c": opening}], [{"t": "Str", "c": closing}]
        return self.inlines([*quotes[0], *node["c"][1], *quotes[1]])

    def _cite(self, node: Node) -> str:
        return self.inlines(node["c"][1])

    def _code(self, node: Node) -> str:
        (_, classes, _), words = node["c"]
        if "digest" in classes:
            chunks = [words[at : at + _LINE] for at in range(0, len(words), _LINE)]
            return " #linebreak() ".join(f"#raw({string(chunk)});" for chunk in chunks)
        return f"#raw({string(words)});"

    def _break(self, node: Node) -> str:
        return " #linebreak() "

    def _math(self, node: Node) -> str:
        return typst_equation(node)

    def _link(self, node: Node) -> str:
        _, inlines, (target, _) = node["c"]
        inside = self.inlines(inlines)
        if target.startswith("#"):
            if target[1:] not in self._there:
                return inside
            return f"#link(label({string(target[1:])}))[{inside}];"
        return f"#link({string(target)})[{inside}];"

    def _image(self, node: Node) -> str:
        (_, _, values), alt, (target, _) = node["c"]
        asset = self._document.assets[target]
        ending = asset.best[1]
        width = _length(dict(values).get("width", ""))
        size = f"width: {width}" if width else f"width: natural({asset.width:.2f}mm)"
        return f"#image({string(f'{target}.{ending}')}, alt: {string(plain_text(alt))}, {size});"

    def _note(self, node: Node) -> str:
        rtl = self._rtl[-1] or _mostly_rtl(plain_text(node["c"]))
        self._rtl.append(rtl)
        inside = " #parbreak() ".join(
            self.inlines(block["c"]) if block["t"] in {"Para", "Plain"} else self.block(block)
            for block in node["c"]
        )
        self._rtl.pop()
        turned = rtl and not self._document.labels.right_to_left
        prefix = '#set text(lang: "ar", dir: rtl); ' if turned else ""
        return f"#footnote[{prefix}{inside}];"

    def _span(self, node: Node) -> str:
        identifier, classes, values = attributes(node)
        language, direction = values.get("lang"), values.get("dir")
        if direction:
            self._rtl.append(direction == "rtl")
        inside = self.inlines(node["c"][1])
        if direction:
            self._rtl.pop()
        if language or direction:
            inside = f"#text({_language(language, direction)})[{inside}];"
        if "smallcaps" in classes:
            inside = f"#smallcaps[{inside}];"
        label = self._label(identifier)
        return f"#box[{inside}]{label}" if label else inside


def _ends_rtl(words: str) -> bool:
    return bool(words) and _is_rtl(words[-1])


def _is_rtl(character: str) -> bool:
    return "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc"


def _mostly_rtl(words: str) -> bool:
    letters = [character for character in words if character.isalpha()]
    return bool(letters) and 2 * sum(map(_is_rtl, letters)) > len(letters)


def _language(language: str | None, direction: str | None) -> str:
    parts = [f"lang: {string(language.split('-')[0].lower())}"] if language else []
    parts += [f"dir: {direction}"] if direction in {"rtl", "ltr"} else []
    return ", ".join(parts)


def _tight(items: Sequence[Sequence[Node]]) -> str:
    return "true" if all(not item or item[0]["t"] == "Plain" for item in items) else "false"


def _length(width: str) -> str:
    """A width that Typst takes as it is: percent, centimetres, millimetres, inches, points."""
    unit = width.lstrip("0123456789.")
    return width if width and unit in {"%", "cm", "mm", "in", "pt"} and width != unit else ""


def _longest(columns: list[Any], rows: list[list[Any]]) -> list[int]:
    """Characters in the longest cell of each column; 4 at least."""
    longest = [4] * len(columns)
    for row in rows:
        if len(row) == len(columns):
            for number, parts in enumerate(row):
                longest[number] = max(longest[number], len(plain_text(parts[4])))
    return longest


def _part(columns: list[Any], heads: list[list[Any]], rows: list[list[Any]]) -> float:
    """The part of the text width that a table takes: a few short columns far apart are hard to follow."""
    if any(width["t"] == "ColWidth" for _, width in columns):
        return 1.0
    needed = sum(_longest(columns, [*heads, *rows])) + 6 * len(columns)
    return min(1.0, max(0.5, needed / _FITS))


def _widths(columns: list[Any], heads: list[list[Any]], rows: list[list[Any]]) -> str:
    """Column widths: as given, else natural for short columns and shared by length for long ones."""
    if all(width["t"] == "ColWidth" for _, width in columns):
        return ", ".join(f"{width['c']:.4f}fr" for _, width in columns)
    longest = _longest(columns, [*heads, *rows])
    if sum(longest) <= _FITS:
        return ", ".join(["1fr", *("auto" for _ in columns[1:])])
    return ", ".join(
        "auto" if size <= _NARROW else f"{math.sqrt(min(size, 400)):.2f}fr" for size in longest
    )


_STYLES = {
    "Decimal": "1", "LowerAlpha": "a", "UpperAlpha": "A", "LowerRoman": "i", "UpperRoman": "I",
}  # fmt: skip

_BLOCKS: dict[str, Callable[[TypstWriter, Node], str]] = {
    "Para": TypstWriter._loose_para,
    "Plain": TypstWriter._para,
    "Header": TypstWriter._header,
    "Div": TypstWriter._div,
    "BlockQuote": TypstWriter._quote,
    "BulletList": TypstWriter._bullets,
    "OrderedList": TypstWriter._ordered,
    "DefinitionList": TypstWriter._definitions,
    "CodeBlock": TypstWriter._code_block,
    "LineBlock": TypstWriter._line_block,
    "HorizontalRule": TypstWriter._rule,
    "Figure": TypstWriter._figure,
    "Table": TypstWriter._table,
    "RawBlock": TypstWriter._nothing,
    "Null": TypstWriter._nothing,
}

_INLINES: dict[str, Callable[[TypstWriter, Node], str]] = {
    "Emph": TypstWriter._emph,
    "Strong": TypstWriter._strong,
    "Underline": TypstWriter._underline,
    "Strikeout": TypstWriter._strikeout,
    "Superscript": TypstWriter._superscript,
    "Subscript": TypstWriter._subscript,
    "SmallCaps": TypstWriter._small_caps,
    "Quoted": TypstWriter._quoted,
    "Cite": TypstWriter._cite,
    "Code": TypstWriter._code,
    "LineBreak": TypstWriter._break,
    "Math": TypstWriter._math,
    "Link": TypstWriter._link,
    "Image": TypstWriter._image,
    "Note": TypstWriter._note,
    "Span": TypstWriter._span,
    "RawInline": TypstWriter._nothing,
}
