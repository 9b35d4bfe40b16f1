"""What one check of a manuscript carries along: the text, the record, where keys stand, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from probanda.problems import Problem
from probanda.report.citations import NoteWriter
from probanda.report.document import UsedFigure
from probanda.report.findings import finding
from probanda.report.languages import Language
from probanda.report.reading import KeyUse, Text
from probanda.report.redaction import Redactor
from probanda.report.scanner import Found, Scan
from probanda.report.spellings import fold
from probanda.report.values import Record

__all__ = ["Context"]

Element = dict[str, Any]


@dataclass(slots=True)
class Context:
    """Shared by the passes over one manuscript; nothing of it outlives the check."""

    text: Text
    scan: Scan
    record: Record
    redactor: Redactor
    notes: NoteWriter
    language: Language
    number_paragraphs: bool = True
    findings: list[Problem] = field(default_factory=list)
    figures: list[UsedFigure] = field(default_factory=list)
    keys: dict[str, dict[str, None]] = field(default_factory=dict)  # used keys by kind, in order
    names: dict[str, str] = field(
        default_factory=dict
    )  # the text's spelling of names shown in full
    defined: dict[str, Element] = field(
        default_factory=dict
    )  # identifiers that a reference may name
    paragraph_numbers: dict[str, int] = field(default_factory=dict)
    references: list[tuple[str, Element]] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)
    places: dict[tuple[int, str, str], Found] = field(default_factory=dict)
    first_places: dict[int, Found] = field(default_factory=dict)

    def locate(self, uses: Iterable[KeyUse], found: Iterable[Found | None]) -> None:
        """Remember where each key of the tree stands in the text."""
        for use, place in zip(uses, found, strict=True):
            if place is not None:
                self.places.setdefault((id(use.element), use.kind, use.key), place)
                self.first_places.setdefault(id(use.element), place)

    def place_of(self, element: Element | None, kind: str = "", key: str = "") -> Found | None:
        """Where an element, or one key on it, stands in the text."""
        if element is None:
            return None
        return self.places.get((id(element), kind, key)) or self.first_places.get(id(element))

    def find(
        self,
        code: str,
        message: str,
        element: Element | None,
        *,
        kind: str = "",
        key: str = "",
        offset: int | None = None,
        **more: Any,
    ) -> None:
        """Add a finding at an element, at one key on it, or at an offset of the text."""
        place = self.place_of(element, kind, key)
        line = char = None
        if place is not None:
            line, char = place.line, place.char
        elif offset is not None:
            line, char = self.scan.place(offset)
        self.findings.append(
            finding(code, message, file=self.text.file, line=line, char=char, column=key, **more)
        )

    def use(self, kind: str, key: str) -> None:
        """Note that the document leans on a key."""
        self.keys.setdefault(kind, {}).setdefault(key)

    def used(self, kind: str) -> tuple[str, ...]:
        """The used keys of a kind in order of first use."""
        return tuple(self.keys.get(kind, ()))

    def define(self, identifier: str, element: Element) -> None:
        """An identifier that references may name; the same one twice is a finding."""
        if not identifier:
            return
        if identifier in self.defined and self.defined[identifier] is not element:
            self.find(
                "identifier-repeated",
                f"“{identifier}” stands twice in the document",
                element,
                key=identifier,
                remedy="Place a table, chart or map once and refer to it with []{ref=…}.",
            )
        self.defined.setdefault(identifier, element)

    def unresolved(
        self, kind: str, key: str, element: Element, code: str = "key-unresolved"
    ) -> None:
        """A key that the record does not hold, with the nearest one that it does."""
        near = self.nearest(kind if kind != "cite" else "source", key)
        noun = "source" if kind == "cite" else kind
        self.find(
            code,
            f"there is no {noun} “{key}” in the record",
            element,
            kind=kind,
            key=key,
            found=key,
            expected=near,
            remedy=f"Did you mean “{near}”?" if near else "",
        )

    def nearest(self, kind: str, key: str) -> str:
        """The most similar key of a kind, or "" when none is near."""
        keys = list(self.record.keys(kind))
        by_fold: dict[str, str] = {}
        for known in keys:
            by_fold.setdefault(fold(known), known)
        near = get_close_matches(fold(key), by_fold, n=1, cutoff=0.6)
        return by_fold[near[0]] if near else ""

    def unknown_attribute(self, element: Element, name: str, value: str) -> None:
        """An attribute that nothing reads: a misspelt one would silently do nothing."""
        known = (
            "figure",
            "person",
            "site",
            "place",
            "claim",
            "ref",
            "form",
            "lang",
            "dir",
            "key",
            "alt",
        )
        near = get_close_matches(name, known, n=1, cutoff=0.6)
        self.find(
            "attribute-unknown",
            f"the attribute “{name}” means nothing here",
            element,
            key=name,
            found=f"{name}={value}",
            expected=near[0] if near else ", ".join(known),
            remedy=f"Did you mean “{near[0]}”?" if near else "",
            offset=self.text_offset(f"{name}="),
        )

    def text_offset(self, words: str) -> int | None:
        """Where some words first stand in the text."""
        at = self.text.whole.find(words)
        return at if at >= 0 else None
