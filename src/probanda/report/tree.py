"""Walking and building Pandoc's JSON tree: the few operations that a manuscript needs.

An element is ``{"t": type, "c": content}``; an attribute is ``[identifier, [classes], [[key, value], …]]``.
Nothing here knows what a key means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = [
    "BLOCK_CONTAINERS",
    "attributes",
    "child_lists",
    "div",
    "iter_elements",
    "note",
    "plain_text",
    "span",
    "text_inlines",
]

Element = dict[str, Any]
Attr = list[Any]

#: Inline elements whose content is [attr-or-other, inlines] or inlines, by where the inlines stand.
_INLINES_ARE_CONTENT = {
    "Emph",
    "Underline",
    "Strong",
    "Strikeout",
    "Superscript",
    "Subscript",
    "SmallCaps",
}
_INLINES_AT_ONE = {"Quoted", "Cite", "Link", "Image", "Span"}
_CHILDLESS = {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Math", "RawInline", "CodeBlock"}
BLOCK_CONTAINERS = {"BlockQuote", "Div", "BulletList", "OrderedList", "DefinitionList", "Figure"}
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}


def attributes(element: Element) -> tuple[str, list[str], dict[str, str]]:
    """Identifier, classes and key–value pairs of an element; empty ones when it has none.

    >>> attributes({"t": "Span", "c": [["x", ["a"], [["k", "v"]]], []]})
    ('x', ['a'], {'k': 'v'})
    """
    kind: str = element["t"]
    content: Any = element.get("c")
    if kind in {"Span", "Div", "Code", "CodeBlock", "Link", "Image", "Figure", "Table"}:
        identifier, classes, pairs = content[0]
    elif kind == "Header":
        identifier, classes, pairs = content[1]
    else:
        return "", [], {}
    return identifier, classes, dict(reversed(pairs))


def child_lists(element: Element) -> Iterator[list[Element]]:
    """The lists of elements right inside an element, in reading order (a table's caption first).

    Prefixes and suffixes of citations are not among them: they are parts of a locator, not of the text.
    """
    kind: str = element["t"]
    content: Any = element.get("c")
    if kind in {"Para", "Plain", "BlockQuote", "Note"} or kind in _INLINES_ARE_CONTENT:
        yield content
    elif kind in _INLINES_AT_ONE or kind == "Div":
        yield content[1]
    elif kind == "Header":
        yield content[2]
    elif kind in {"BulletList", "LineBlock"}:
        yield from content
    elif kind == "OrderedList":
        yield from content[1]
    elif kind == "DefinitionList":
        for term, definitions in content:
            yield term
            yield from definitions
    elif kind == "Figure":
        yield content[1][1]
        yield content[2]
    elif kind == "Table":
        yield from _table_lists(content)


def _table_lists(content: list[Any]) -> Iterator[list[Element]]:
    _, caption, _, head, bodies, foot = content
    yield caption[1]
    rows = [*head[1]]
    for body in bodies:
        rows += [*body[2], *body[3]]
    rows += foot[1]
    for row in rows:
        for cell in row[1]:
            yield cell[4]


def iter_elements(elements: list[Element], *, notes: bool = True) -> Iterator[Element]:
    """Every element below a list, each before its content; without the insides of notes when told so."""
    open_lists = [iter(elements)]
    while open_lists:
        for element in open_lists[-1]:
            yield element
            kind = element["t"]
            if kind in _CHILDLESS or (kind == "Note" and not notes):
                continue
            open_lists += [iter(inner) for inner in reversed(list(child_lists(element)))]
            break
        else:
            open_lists.pop()


def plain_text(elements: list[Element], *, notes: bool = False) -> str:
    """The text that a reader sees, blocks parted by line ends; notes are left out unless asked for.

    >>> plain_text(text_inlines("A 'quiet' day"))
    "A 'quiet' day"
    """
    return "".join(_pieces(elements, notes)).strip("\n")


def _pieces(elements: list[Element], notes: bool) -> Iterator[str]:
    for element in elements:
        kind = element["t"]
        if kind == "Str":
            yield element["c"]
        elif kind in {"Space", "SoftBreak"}:
            yield " "
        elif kind == "LineBreak":
            yield "\n"
        elif kind in {"Code", "CodeBlock", "Math"}:
            yield element["c"][1]
        elif kind == "Quoted":
            opening, closing = _QUOTES[element["c"][0]["t"]]
            yield opening
            yield from _pieces(element["c"][1], notes)
            yield closing
        elif kind == "Note":
            if notes:
                yield "\n"
                yield from _pieces(element["c"], notes)
        else:
            for inner in child_lists(element):
                yield from _pieces(inner, notes)
        if kind in {"Para", "Plain", "Header", "CodeBlock"}:
            yield "\n"


def text_inlines(text: str) -> list[Element]:
    """Words as ``Str`` and ``Space``; non-breaking spaces stay inside a ``Str``.

    >>> text_inlines("two words")
    [{'t': 'Str', 'c': 'two'}, {'t': 'Space'}, {'t': 'Str', 'c': 'words'}]
    """
    inlines: list[Element] = []
    for piece in re.split(r"([ \t\n]+)", text):
        if not piece:
            continue
        inlines.append({"t": "Space"} if piece.isspace() and "\u00a0" not in piece else _str(piece))
    return inlines


def _str(text: str) -> Element:
    return {"t": "Str", "c": text}


def span(
    inlines: list[Element],
    *,
    identifier: str = "",
    classes: tuple[str, ...] = (),
    **pairs: str,
) -> Element:
    """A ``Span`` with attributes in the order given."""
    attr = [identifier, list(classes), [[key, value] for key, value in pairs.items()]]
    return {"t": "Span", "c": [attr, inlines]}


def div(
    blocks: list[Element],
    *,
    identifier: str = "",
    classes: tuple[str, ...] = (),
    **pairs: str,
) -> Element:
    """A ``Div`` with attributes in the order given."""
    attr = [identifier, list(classes), [[key, value] for key, value in pairs.items()]]
    return {"t": "Div", "c": [attr, blocks]}


def note(inlines: list[Element]) -> Element:
    """A footnote of one paragraph."""
    return {"t": "Note", "c": [{"t": "Para", "c": inlines}]}
