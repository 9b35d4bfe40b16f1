"""Building the nodes of Pandoc's JSON tree (tables, headings, links) and rewriting a tree, for rendering.

Reading and walking a tree is in ``tree``; nothing here knows keys or paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

__all__ = [
    "Node",
    "anchors",
    "attr",
    "attributes",
    "bullets",
    "cell",
    "code",
    "div",
    "header",
    "image",
    "is_short",
    "line_break",
    "link",
    "nodes",
    "numbered_list",
    "para",
    "plain",
    "plain_text",
    "rewrite",
    "span",
    "strong",
    "table",
    "text",
]

Node = dict[str, Any]
Attr = list[Any]  # [identifier, [classes], [[key, value], …]]


def attr(identifier: str = "", classes: Sequence[str] = (), **values: str) -> Attr:
    """Pandoc's attribute triple; underscores in names become hyphens."""
    pairs = [[key.replace("_", "-"), value] for key, value in values.items()]
    return [identifier, list(classes), pairs]


def attributes(node: Node) -> tuple[str, list[str], dict[str, str]]:
    """Identifier, classes and other attributes of a node that has them."""
    identifier, classes, values = node["c"][1 if node["t"] == "Header" else 0]
    return identifier, classes, dict(values)


def text(words: str) -> list[Node]:
    """Inlines for a plain string: words and spaces apart, so that lines can break.

    >>> text("two words")
    [{'t': 'Str', 'c': 'two'}, {'t': 'Space'}, {'t': 'Str', 'c': 'words'}]
    """
    inlines: list[Node] = []
    for number, line in enumerate(words.split("\n")):
        if number:
            inlines.append(line_break())
        for place, word in enumerate(line.split(" ")):
            if place:
                inlines.append({"t": "Space"})
            if word:
                inlines.append({"t": "Str", "c": word})
    return inlines


def line_break() -> Node:
    """A forced new line."""
    return {"t": "LineBreak"}


def strong(inlines: Sequence[Node]) -> Node:
    """Bold inlines."""
    return {"t": "Strong", "c": list(inlines)}


def code(words: str, classes: Sequence[str] = ()) -> Node:
    """Fixed-width text: digests, paths."""
    return {"t": "Code", "c": [attr("", classes), words]}


def span(inlines: Sequence[Node], classes: Sequence[str] = (), **values: str) -> Node:
    """Inlines under attributes."""
    return {"t": "Span", "c": [attr("", classes, **values), list(inlines)]}


def link(inlines: Sequence[Node], target: str) -> Node:
    """A link to an address, or to ``#identifier``."""
    return {"t": "Link", "c": [attr(), list(inlines), [target, ""]]}


def image(target: str, alt: str, **values: str) -> Node:
    """A picture with its alternative text."""
    return {"t": "Image", "c": [attr(**values), text(alt), [target, ""]]}


def para(inlines: Sequence[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def plain(inlines: Sequence[Node]) -> Node:
    """Inlines as a block without a paragraph's space: cells, captions, list items."""
    return {"t": "Plain", "c": list(inlines)}


def div(
    blocks: Sequence[Node], classes: Sequence[str] = (), identifier: str = "", **values: str
) -> Node:
    """Blocks under attributes."""
    return {"t": "Div", "c": [attr(identifier, classes, **values), list(blocks)]}


def header(
    level: int,
    inlines: Sequence[Node],
    identifier: str = "",
    classes: Sequence[str] = (),
) -> Node:
    """A heading."""
    return {"t": "Header", "c": [level, attr(identifier, classes), list(inlines)]}


def bullets(items: Sequence[Sequence[Node]]) -> Node:
    """A list with one block list per item."""
    return {"t": "BulletList", "c": [list(item) for item in items]}


def numbered_list(items: Sequence[Sequence[Node]]) -> Node:
    """A list numbered 1., 2., …"""
    return {
        "t": "OrderedList",
        "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [list(item) for item in items]],
    }


def cell(inlines: Sequence[Node], columns: int = 1) -> list[Any]:
    """One table cell that spans ``columns``."""
    blocks = [plain(inlines)] if inlines else []
    return [attr(), {"t": "AlignDefault"}, 1, columns, blocks]


def is_short(rows: int, words: str) -> bool:
    """Whether a table of so many rows (its head counts) and these words should stand on one page.

    >>> is_short(6, "a few words"), is_short(40, ""), is_short(6, "long " * 500)
    (True, False, False)
    """
    return rows <= 12 and len(words) <= 1500


def table(
    head: Sequence[list[Any]],
    rows: Sequence[Sequence[list[Any]]],
    *,
    caption: Sequence[Node] = (),
    identifier: str = "",
    classes: Sequence[str] = (),
    right: Iterable[int] = (),
    widths: Sequence[float] = (),
    row_headers: int = 1,
) -> Node:
    """A table: one header row, a body whose first ``row_headers`` columns head their rows.

    ``right`` names the columns (0 first) set flush to the end; ``widths`` are parts of the text width (sum 1).
    """
    ends = set(right)
    columns = [
        [
            {"t": "AlignRight" if number in ends else "AlignLeft"},
            {"t": "ColWidth", "c": widths[number]} if widths else {"t": "ColWidthDefault"},
        ]
        for number in range(len(head))
    ]
    return {
        "t": "Table",
        "c": [
            attr(identifier, classes),
            [None, [plain(caption)] if caption else []],
            columns,
            [attr(), [[attr(), list(head)]]],
            [[attr(), row_headers, [], [[attr(), list(row)] for row in rows]]],
            [attr(), []],
        ],
    }


def rewrite(node: Any, change: Callable[[Node], Any]) -> Any:
    """A copy of a tree in which ``change`` has replaced nodes, innermost first.

    ``change`` gets every node (a mapping with ``t``) and returns a node, a list of nodes to put in its place,
    or ``None`` to leave it.
    """
    if isinstance(node, list):
        out: list[Any] = []
        for item in node:
            new = rewrite(item, change)
            if isinstance(item, dict) and isinstance(new, list):
                out.extend(new)
            else:
                out.append(new)
        return out
    if isinstance(node, dict):
        if "t" not in node:
            return {key: rewrite(value, change) for key, value in node.items()}
        copy = {**node, "c": rewrite(node["c"], change)} if "c" in node else node
        changed = change(copy)
        return copy if changed is None else changed
    return node


def nodes(tree: Any) -> Iterator[Node]:
    """Every node of a tree in reading order."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            if "t" in item:
                yield item
            if "c" in item:
                waiting.append(item["c"])


_HAVE_IDENTIFIERS = {"Header", "Div", "Table", "Figure", "Span"}


def anchors(tree: Any) -> tuple[set[str], set[str]]:
    """The identifiers that a tree holds, and those that its links ask for."""
    held: set[str] = set()
    wanted: set[str] = set()
    for node in nodes(tree):
        kind = node["t"]
        if kind in _HAVE_IDENTIFIERS:
            held.add(node["c"][1 if kind == "Header" else 0][0])
        elif kind == "Link" and node["c"][2][0].startswith("#"):
            wanted.add(node["c"][2][0][1:])
    return held - {""}, wanted


_SPACES = {"Space", "SoftBreak", "LineBreak"}
_BLOCKS = {"Para", "Plain", "Header", "CodeBlock", "LineBlock"}


def plain_text(tree: Any, *, notes: bool = False) -> str:
    """The words of a tree; footnotes only when asked for.

    >>> plain_text([para(text("a b")), para(text("c"))])
    'a b c'
    """
    parts: list[str] = []
    _gather(tree, parts, notes)
    return re.sub(r"[ \t\n]+", " ", "".join(parts)).strip(" ")


def _gather(tree: Any, parts: list[str], notes: bool) -> None:
    if isinstance(tree, list):
        for item in tree:
            _gather(item, parts, notes)
    elif isinstance(tree, dict):
        kind = tree.get("t")
        if kind == "Str":
            parts.append(tree["c"])
        elif kind in _SPACES:
            parts.append(" ")
        elif kind in {"Code", "CodeBlock", "Math"}:
            parts.append(tree["c"][1])
        elif kind == "Quoted":
            single = tree["c"][0]["t"] == "SingleQuote"
            parts.append("‘" if single else "“")
            _gather(tree["c"][1], parts, notes)
            parts.append("’" if single else "”")
        elif kind in {"Link", "Image", "Span", "Div"}:
            _gather(tree["c"][1], parts, notes)
        elif kind == "Header":
            _gather(tree["c"][2], parts, notes)
        elif "c" in tree and not (kind == "Note" and not notes) and not str(kind).startswith("Raw"):
            _gather(tree["c"], parts, notes)
        if kind in _BLOCKS:
            parts.append(" ")
