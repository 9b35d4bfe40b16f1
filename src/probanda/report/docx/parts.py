"""Reading and writing the XML parts of a DOCX, and short names for its namespaces."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

__all__ = [
    "Element",
    "W",
    "find_all",
    "make",
    "parse",
    "properties",
    "put_property",
    "q",
    "run",
    "serialise",
]

Element: TypeAlias = Any  # lxml's element; its stubs are looser than we need
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {
    "w": W,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def q(name: str) -> str:
    """A prefixed name as lxml wants it.

    >>> q("w:p").endswith("}p")
    True
    """
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def parse(data: bytes) -> Element:
    """A part as a tree; no entity is resolved and nothing is fetched."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def serialise(tree: Element) -> bytes:
    """A tree as a part."""
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def find_all(tree: Element, path: str) -> list[Element]:
    """Every element below ``tree`` on a path of prefixed names."""
    return list(tree.iterfind(f".//{path}", _NAMES))


def make(tag: str, /, *children: Element, **values: str) -> Element:
    """An element in the word-processing namespace, as are its attributes."""
    element = etree.Element(q(tag))
    for key, value in values.items():
        element.set(q(f"w:{key}"), value)
    element.extend(children)
    return element


def properties(element: Element, name: str) -> Element:
    """The properties child (``w:pPr``, ``w:rPr``, ``w:tblPr``), made when absent; it comes first."""
    found = element.find(q(name))
    if found is None:
        found = make(name)
        element.insert(0, found)
    return found


def run(words: str, *props: Element) -> Element:
    """A run of text."""
    text = make("w:t")
    text.text = words
    text.set(q("xml:space"), "preserve")
    return make("w:r", *([make("w:rPr", *props)] if props else []), text)


# The order that the schema asks for among the properties of a paragraph, as far as we write them.
_ORDER = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:numPr", "w:pBdr", "w:tabs", "w:bidi",
          "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")  # fmt: skip


def put_property(properties_: Element, child: Element) -> None:
    """Puts a property where the schema wants it, in place of one of the same name."""
    for old in properties_.findall(child.tag):
        properties_.remove(old)
    rank = {q(name): place for place, name in enumerate(_ORDER)}
    mine = rank[child.tag]
    for place, other in enumerate(properties_):
        if rank.get(other.tag, len(rank)) > mine:
            properties_.insert(place, child)
            return
    properties_.append(child)
