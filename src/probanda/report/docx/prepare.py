"""Turns the assembled tree into one that Pandoc writes well as DOCX: styles by name, numbered captions, a cover.

What Pandoc cannot say in its tree is left to ``package``.
"""

from __future__ import annotations

from html import escape
from typing import Any

from probanda.report.assembly import Assembled
from probanda.report.cover import cover_of
from probanda.report.document import PANDOC_API_VERSION
from probanda.report.nodes import (
    Node,
    attributes,
    code,
    div,
    image,
    line_break,
    para,
    rewrite,
    strong,
    text,
)

__all__ = ["CONTENTS_MARK", "pandoc_tree"]

CONTENTS_MARK = "PROBANDA-CONTENTS"  # the paragraph that becomes the contents
_TEXT_WIDTH = 150.0  # millimetres a picture may take
_LINE = 64  # characters of a digest on one line
_STYLES = {
    "probanda-para": "Numbered Paragraph",
    "probanda-note": "Table Note",
    "small": "Small",
}


def pandoc_tree(document: Assembled) -> dict[str, Any]:
    """A whole Pandoc document: cover, place of the contents, body."""
    meta: dict[str, Any] = {
        "lang": {"t": "MetaString", "c": document.meta.language},
    }
    if document.labels.right_to_left:
        meta["dir"] = {"t": "MetaString", "c": "rtl"}
    body = rewrite(document.blocks, lambda node: _change(node, document))
    return {
        "pandoc-api-version": list(PANDOC_API_VERSION),
        "meta": meta,
        "blocks": [*_cover(document), *_contents(document), *body],
    }


def _styled(name: str, inlines: list[Node]) -> Node:
    return div([para(inlines)], custom_style=name)


def _tab() -> Node:
    return {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}


def _cover(document: Assembled) -> list[Node]:
    cover, labels = cover_of(document), document.labels
    quiet = f'<w:r><w:rPr><w:b w:val="0"/><w:sz w:val="19"/></w:rPr><w:t>{escape(cover.level)}</w:t></w:r>'
    blocks = [
        _styled(
            "Cover Masthead",
            [*text(cover.masthead), _tab(), {"t": "RawInline", "c": ["openxml", quiet]}],
        ),
        _styled("Subtitle", text(document.meta.subtitle or "\u00a0")),
        _styled("Title", text(document.meta.title)),
    ]
    if cover.notice:
        blocks.append(_styled("Cover Notice", text(cover.notice)))
    for name, value in cover.facts:
        blocks.append(_styled("Cover Fact", [*text(name), _tab(), strong(text(value))]))
    if cover.organisations:
        blocks.append(_styled("Cover By", text(labels.word("submitted-by"))))
    for one in cover.organisations:
        if one.logo:
            height = min(13.0, one.logo.height)
            picture = image(one.logo.name, one.logo_alt, height=f"{height:.0f}mm")
            blocks.append(_styled("Cover Logo", [_raster(picture, document)]))
        lines = [strong(text(one.name))]
        for line in one.lines:
            lines += [line_break(), *text(line)]
        blocks.append(_styled("Cover Organisation", lines))
    return blocks


def _contents(document: Assembled) -> list[Node]:
    if not document.headings:
        return []
    return [
        _styled("TOC Heading", text(document.labels.word("contents"))),
        para(text(CONTENTS_MARK)),
    ]


def _change(node: Node, document: Assembled) -> Node | list[Node] | None:
    kind = node["t"]
    if kind == "Header":
        level, (identifier, _, _), inlines = node["c"]
        return {"t": "Header", "c": [level, [identifier, [], []], inlines]}
    if kind == "Image":
        return _raster(node, document)
    if kind == "Div":
        return _div(node)
    if kind == "Code" and "digest" in node["c"][0][1]:
        return _digest(node["c"][1])
    if kind in {"Table", "Figure"}:
        return _captioned(node)
    if kind in {"RawInline", "RawBlock"}:
        return []
    return None


def _div(node: Node) -> Node | list[Node]:
    identifier, classes, values = attributes(node)
    if "probanda-data" in classes:
        return []
    for name, style in _STYLES.items():
        if name in classes:
            return div(node["c"][1], identifier=identifier, custom_style=style)
    kept = {name: values[name] for name in ("lang", "dir") if name in values}
    return {
        "t": "Div",
        "c": [[identifier, [], [[key, value] for key, value in kept.items()]], node["c"][1]],
    }


def _digest(words: str) -> list[Node]:
    out: list[Node] = []
    for at in range(0, len(words), _LINE):
        if at:
            out.append(line_break())
        out.append(code(words[at : at + _LINE]))
    return out


def _raster(node: Node, document: Assembled) -> Node:
    """The picture by its file, in the form that every word processor shows, no wider than the text."""
    (_, _, values), alt, (target, _) = node["c"]
    known = dict(values)
    asset = document.assets.get(target) or next(
        asset for asset, _ in document.logos if asset.name == target
    )
    if not {"width", "height"} & known.keys():
        known["width"] = f"{min(asset.width, _TEXT_WIDTH):.1f}mm"
    size = [[name, known[name]] for name in ("width", "height") if name in known]
    return {
        "t": "Image",
        "c": [["", [], size], alt, [f"{asset.name}.{asset.raster_ending}", ""]],
    }


def _captioned(node: Node) -> Node:
    """A caption that begins with its label; the number is a field that the word processor counts too."""
    identifier, classes, values = attributes(node)
    attr = [identifier, classes, []]
    label = values.get("label", "")
    if not label:
        return {"t": node["t"], "c": [attr, *node["c"][1:]]}
    word, _, number = label.rpartition(" ")
    kind = "Table" if node["t"] == "Table" else "Figure"
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    field = (
        f'<w:r>{bold}<w:t xml:space="preserve">{escape(word)} </w:t></w:r>'
        f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC "><w:r>{bold}<w:t>{number}</w:t></w:r></w:fldSimple>'
    )
    inlines = [inline for block in node["c"][1][1] if "c" in block for inline in block["c"]]
    caption: list[Node] = [{"t": "RawInline", "c": ["openxml", field]}]
    if inlines:
        caption += [*text(". "), *inlines]
    return {"t": node["t"], "c": [attr, [None, [{"t": "Plain", "c": caption}]], *node["c"][2:]]}
