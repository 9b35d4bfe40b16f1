"""One pass that numbers a document, so that DOCX, PDF and HTML agree: headings, tables, figures, references.

Headings count I, A, 1, (a) as United Nations documents do; annexes count by themselves. What comes out is the
same tree with the numbers written as attributes (``number`` on headings, ``label`` on tables and figures) and
with every reference filled; each writer only prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from probanda.report.labels import Labels
from probanda.report.nodes import Node, attributes, link, nodes, plain_text, text

__all__ = ["Heading", "Numbered", "letter", "number_document", "roman"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for the contents: its number ("" when it has none) and its words without notes."""

    identifier: str
    level: int
    number: str
    words: str
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbered tree, the headings in order, and the label of everything that can be referred to."""

    blocks: list[Node]
    headings: tuple[Heading, ...]
    targets: dict[str, str]  # identifier -> "table 2", "section II.A", "annex I"
    unresolved: tuple[str, ...] = ()  # references to nothing: possible in a draft only


def roman(number: int) -> str:
    """A positive whole number in Roman capitals.

    >>> [roman(n) for n in (1, 4, 9, 14, 40)]
    ['I', 'IV', 'IX', 'XIV', 'XL']
    """
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out, number = out + letters, number - value
    return out


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def letter(number: int) -> str:
    """A, B … Z, then AA, BB … as word processors count.

    >>> [letter(n) for n in (1, 26, 27, 28)]
    ['A', 'Z', 'AA', 'BB']
    """
    turns, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (turns + 1)


_FORMS: tuple[Callable[[int], str], ...] = (roman, letter, str, lambda n: f"({letter(n).lower()})")


class _Counter:
    """Counts headings. An unnumbered heading silences the numbers of everything under it."""

    def __init__(self) -> None:
        self._counts = [0] * len(_FORMS)
        self._annexes = 0
        self._silent_from = 0  # level of the unnumbered heading we are under; 0 for none

    def next(self, level: int, classes: Iterable[str], labels: Labels) -> tuple[str, str]:
        """The number as printed beside the heading, and the path by which a reference names it."""
        kinds = set(classes)
        if self._silent_from and level <= self._silent_from:
            self._silent_from = 0
        if "annex" in kinds and level == 1:
            self._annexes += 1
            self._silent_from = 1  # headings within an annex have no numbers
            number = f"{labels.word('annex')} {roman(self._annexes)}"
            return number, number
        if self._silent_from or kinds & {"unnumbered", "summary"} or level > len(_FORMS):
            if not self._silent_from:
                self._silent_from = level
            return "", ""
        self._counts[level - 1] += 1
        for deeper in range(level, len(_FORMS)):
            self._counts[deeper] = 0
        form = _FORMS[level - 1](self._counts[level - 1])
        path = [_FORMS[i](n) for i, n in enumerate(self._counts[:level]) if n]
        return (form if level == len(_FORMS) else f"{form}."), ".".join(path)


def number_document(blocks: list[Node], labels: Labels) -> Numbered:
    """Numbers headings, tables and figures and fills references. The tree given is not changed."""
    state = _Pass(labels, _spoken_for(blocks))
    numbered = [state.block(block) for block in blocks]
    unresolved: list[str] = []
    filled = _fill(numbered, state.targets, unresolved)
    return Numbered(filled, tuple(state.headings), state.targets, tuple(dict.fromkeys(unresolved)))


def _spoken_for(blocks: list[Node]) -> set[str]:
    """Identifiers that tables, figures and paragraphs carry: a heading's automatic one gives way to them."""
    return {
        attributes(node)[0] for node in nodes(blocks) if node["t"] in {"Table", "Figure", "Div"}
    } - {""}


class _Pass:
    def __init__(self, labels: Labels, identifiers: set[str]) -> None:
        self.labels = labels
        self.headings: list[Heading] = []
        self.targets: dict[str, str] = {}
        self._counter = _Counter()
        self._tables = self._figures = 0
        self._identifiers = set(identifiers)

    def block(self, node: Node) -> Node:
        """A top-level or nested block with its number written in."""
        kind = node["t"]
        if kind == "Header":
            return self._heading(node)
        if kind == "Table":
            return self._captioned(node, "table", node["c"][1][1])
        if kind == "Figure":
            return self._captioned(node, "figure", node["c"][1][1])
        if kind == "Div":
            identifier, classes, values = attributes(node)
            if "probanda-para" in classes:
                number = values.get("n", "")
                identifier = identifier or f"paragraph-{number}"
                self.targets.setdefault(identifier, f"{self._small('paragraph')} {number}")
                return {"t": "Div", "c": [[identifier, classes, node["c"][0][2]], node["c"][1]]}
            return {"t": "Div", "c": [node["c"][0], [self.block(b) for b in node["c"][1]]]}
        if kind == "BlockQuote":
            return {"t": kind, "c": [self.block(b) for b in node["c"]]}
        return node

    def _small(self, word: str) -> str:
        found = self.labels.word(word)
        return found[:1].lower() + found[1:]

    def _heading(self, node: Node) -> Node:
        level, (identifier, classes, values), inlines = node["c"]
        number, path = self._counter.next(level, classes, self.labels)
        words = plain_text(inlines)
        identifier = self._unique(identifier or f"section-{len(self.headings) + 1}")
        annex = "annex" in classes
        self.headings.append(Heading(identifier, level, number, words, annex))
        if annex and path:
            self.targets[identifier] = path[:1].lower() + path[1:]
        elif path:
            self.targets[identifier] = f"{self._small('section')} {path}"
        else:
            self.targets[identifier] = f"“{words}”"
        values = [*values, *([["number", number]] if number else [])]
        return {"t": "Header", "c": [level, [identifier, classes, values], inlines]}

    def _unique(self, identifier: str) -> str:
        found, count = identifier, 1
        while found in self._identifiers:
            count += 1
            found = f"{identifier}-{count}"
        self._identifiers.add(found)
        return found

    def _captioned(self, node: Node, word: str, caption: list[Node]) -> Node:
        identifier, classes, values = node["c"][0]
        if not caption and not identifier and word == "table":
            return node  # a bare Markdown table: layout, nobody refers to it
        if "unnumbered" in classes:
            return node
        if word == "table":
            self._tables += 1
            number = self._tables
        else:
            self._figures += 1
            number = self._figures
        if identifier:
            self.targets[identifier] = f"{self._small(word)} {number}"
        label = f"{self.labels.word(word)} {number}"
        identifier = identifier or f"{word}-{number}"
        return {
            "t": node["t"],
            "c": [[identifier, classes, [*values, ["label", label]]], *node["c"][1:]],
        }


def _fill(node: Any, targets: dict[str, str], unresolved: list[str]) -> Any:
    """Fills references; a list is gone through in order to know what stands before each one."""
    if isinstance(node, list):
        out: list[Any] = []
        for item in node:
            if isinstance(item, dict) and item.get("t") == "Span":
                _, classes, values = attributes(item)
                if "probanda-ref" in classes:
                    out.append(_reference(item, values["ref"], targets, _opens(out), unresolved))
                    continue
            if isinstance(item, dict) and item.get("t") == "Note" and out and _is_note(out[-1]):
                out.append({"t": "Superscript", "c": text(",")})  # 5,6 and not 56
            out.append(_fill(item, targets, unresolved))
        return out
    if isinstance(node, dict) and "c" in node:
        return {**node, "c": _fill(node["c"], targets, unresolved)}
    return node


def _is_note(node: Any) -> bool:
    return isinstance(node, dict) and node.get("t") == "Note"


def _opens(before: list[Any]) -> bool:
    """Whether a reference here begins a sentence."""
    for item in reversed(before):
        if not isinstance(item, dict):
            return False
        if item["t"] in {"Space", "SoftBreak", "Note"}:
            continue
        if item["t"] == "Str":
            return bool(item["c"].rstrip("”’»)").endswith((".", "!", "?", "։")))
        return bool(item["t"] == "LineBreak")
    return True


def _reference(
    item: Node, key: str, targets: dict[str, str], opens: bool, unresolved: list[str]
) -> Node:
    words = targets.get(key)
    content = item["c"][1]
    if words is None:
        unresolved.append(key)
        return {"t": "Strong", "c": content or text(f"[{key}]")}
    if not content:
        content = text((words[:1].upper() + words[1:]) if opens else words)
        for inline in content:  # "table 2" never breaks between its parts
            if inline["t"] == "Space":
                inline["t"], inline["c"] = "Str", "\u00a0"
    return link(content, f"#{key}")
