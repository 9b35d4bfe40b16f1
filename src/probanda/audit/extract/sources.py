"""Sources that a document names: notes, links, authorities that are said to state something, unnamed ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from probanda.audit.facts import Facts
from probanda.audit.source_words import authority, unnamed, who

__all__ = ["Source", "sources"]

SourceKind = Literal["note", "link", "authority", "unnamed"]


@dataclass(frozen=True, slots=True)
class Source:
    """A source where it stands.

    Attributes:
        start: first code point.
        end: one past the last.
        kind: ``note`` (the text of a footnote), ``link``, ``authority`` (somebody with a name or an office who is
            said to state something), ``unnamed`` ("alternative sources").
        label: of the note; "" otherwise.
        address: of the link, or the first in the note; "" otherwise.
        anchors: places that refer to the note.
    """

    start: int
    end: int
    kind: SourceKind
    label: str = ""
    address: str = ""
    anchors: tuple[int, ...] = ()

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "text": facts.quote(self.start, self.end),
            "kind": self.kind,
            "label": self.label or None,
            "address": self.address or None,
            "referred_from": list(self.anchors),
        }


def sources(facts: Facts) -> tuple[Source, ...]:
    """Every source of the document, in order of the text."""
    return tuple(sorted(_all(facts), key=lambda each: (each.start, each.end)))


def _all(facts: Facts) -> Iterator[Source]:
    document = facts.document
    for note in document.notes:
        inside = [link for link in document.links if note.start <= link.start < note.end]
        address = inside[0].address if inside else ""
        yield Source(note.start, note.end, "note", note.label, address, note.anchors)
    for link in document.links:
        if re.match(r"(?:https?|ftp|www)", link.address, re.IGNORECASE) or "." in link.address:
            yield Source(link.start, link.end, "link", "", link.address)
    for block in document.prose():
        for first, last in document.sentences(block):
            for found in unnamed(facts.language).finditer(facts.text, first, last):
                yield Source(*who(found), kind="unnamed")
            for found in authority(facts.language).finditer(facts.text, first, last):
                yield Source(*who(found), kind="authority")
