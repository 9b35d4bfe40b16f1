"""What a DOCX says of its paragraphs by style and numbering: headings, quotations, and the numbers printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Numbering", "Style", "Styles"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(
    r"(?:heading|titre|título|заголовок|überschrift|encabezado|başlıq|nagłówek)\s*(?P<level>[1-9])\b",
    re.IGNORECASE,
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph style, its ancestors taken in."""

    heading: int = 0
    title: bool = False
    quote: bool = False
    caption: bool = False
    contents: bool = False
    bold: bool = False
    numbering: tuple[str, int] | None = None  # list and level


@dataclass
class Styles:
    """Styles by identifier."""

    root: _Element | None
    known: dict[str, Style] = field(default_factory=dict)
    elements: dict[str, _Element] = field(default_factory=dict)
    default: str = ""

    def __post_init__(self) -> None:
        for each in self.root.iter(f"{_W}style") if self.root is not None else ():
            identifier = str(each.get(f"{_W}styleId"))
            self.elements[identifier] = each
            if each.get(f"{_W}default") == "1" and each.get(f"{_W}type") == "paragraph":
                self.default = identifier

    def of(self, paragraph: _Element) -> Style:
        """The style of a paragraph, with what the paragraph says itself."""
        properties = paragraph.find(f"{_W}pPr")
        chosen = properties.find(f"{_W}pStyle") if properties is not None else None
        style = self.named(str(chosen.get(f"{_W}val")) if chosen is not None else self.default)
        if properties is not None and (outline := properties.find(f"{_W}outlineLvl")) is not None:
            level = str(outline.get(f"{_W}val") or "9")
            if level.isdecimal() and int(level) < 9:
                style = replace(style, heading=int(level) + 1)
        return style

    def named(self, identifier: str, depth: int = 0) -> Style:
        """A style by its identifier."""
        if identifier in self.known:
            return self.known[identifier]
        element = self.elements.get(identifier)
        if element is None or depth > 20:
            return Style()
        based = element.find(f"{_W}basedOn")
        style = self.named(str(based.get(f"{_W}val")), depth + 1) if based is not None else Style()
        name_element = element.find(f"{_W}name")
        name = str(name_element.get(f"{_W}val") or "").lower() if name_element is not None else ""
        if found := (
            _HEADING.search(name) or re.fullmatch(r"heading(?P<level>[1-9])", identifier.lower())
        ):
            style = replace(style, heading=int(found["level"]))
        if name in {"title", "название", "título", "titre", "subtitle"}:
            style = replace(style, title=True)
        if "quot" in name or "block text" in name:
            style = replace(style, quote=True)
        if name.startswith("caption") or "table caption" in name or name == "image caption":
            style = replace(style, caption=True)
        if re.match(r"toc\s*\d|contents\s*\d|table of figures", name):
            style = replace(style, contents=True)
        properties = element.find(f"{_W}pPr")
        if properties is not None:
            outline = properties.find(f"{_W}outlineLvl")
            if outline is not None and str(outline.get(f"{_W}val")).isdecimal():
                level = int(str(outline.get(f"{_W}val")))
                style = replace(style, heading=level + 1 if level < 9 else 0)
            if (numbering := _numbering(properties)) is not None:
                style = replace(style, numbering=numbering)
        run = element.find(f"{_W}rPr/{_W}b")
        if run is not None:
            style = replace(style, bold=run.get(f"{_W}val") not in {"0", "false", "off"})
        self.known[identifier] = style
        return style

    def bold(self, run: _Element) -> bool:
        """Whether a run is bold, by itself or by the style of its paragraph."""
        own = run.find(f"{_W}rPr/{_W}b")
        if own is not None:
            return own.get(f"{_W}val") not in {"0", "false", "off"}
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        return paragraph is not None and self.of(paragraph).bold


@dataclass
class Numbering:
    """Counts the automatic numbers of lists as a word processor does."""

    root: _Element | None
    abstracts: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.iter(f"{_W}abstractNum"):
            identifier = str(abstract.get(f"{_W}abstractNumId"))
            for level in abstract.iter(f"{_W}lvl"):
                depth = str(level.get(f"{_W}ilvl") or "0")
                if depth.isdecimal() and int(depth) < 10:
                    self.levels[identifier, int(depth)] = (
                        _value(level, "numFmt") or "decimal",
                        _value(level, "lvlText"),
                        int(start) if (start := _value(level, "start")).isdecimal() else 1,
                    )
        for number in self.root.iter(f"{_W}num"):
            self.abstracts[str(number.get(f"{_W}numId"))] = _value(number, "abstractNumId")

    def level(self, paragraph: _Element, style: Style) -> int:
        """Level of the list that a paragraph is in, 0 the outermost."""
        found = self._list(paragraph, style)
        return found[1] if found else 0

    def next(self, paragraph: _Element, style: Style) -> str:
        """The number or bullet printed before the paragraph; "" when there is none."""
        found = self._list(paragraph, style)
        if found is None:
            return ""
        abstract = self.abstracts.get(found[0], "")
        depth = found[1]
        kind, pattern, start = self.levels.get((abstract, depth), ("bullet", "", 1))
        if kind == "bullet":
            return "•"
        if kind == "none":
            return ""
        self.counts[abstract, depth] = self.counts.get((abstract, depth), start - 1) + 1
        for deeper in range(depth + 1, 10):
            self.counts.pop((abstract, deeper), None)

        def shown(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            kind_there, _, start_there = self.levels.get((abstract, place), ("decimal", "", 1))
            return _written(self.counts.get((abstract, place), start_there), kind_there)

        return re.sub(r"%([1-9])", shown, pattern) or _written(self.counts[abstract, depth], kind)

    def _list(self, paragraph: _Element, style: Style) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        found = _numbering(properties) if properties is not None else None
        found = found or style.numbering
        return found if found and found[0] not in {"0", ""} else None


def _numbering(properties: _Element) -> tuple[str, int] | None:
    element = properties.find(f"{_W}numPr")
    if element is None:
        return None
    depth = _value(element, "ilvl") or "0"
    return _value(element, "numId"), int(depth) if depth.isdecimal() and int(depth) < 10 else 0


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return str(found.get(f"{_W}val") or "") if found is not None else ""


def _written(count: int, kind: str) -> str:
    """A count as a number, letter or Roman number."""
    if kind in {"lowerLetter", "upperLetter"} and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"} and 0 < count < 4000:
        written = ""
        for value, sign in _ROMAN:
            written += sign * (count // value)
            count %= value
        return written.upper() if kind == "upperRoman" else written
    return str(count)
