"""Notes written out as a list at the end, "[3] Letter of …", with "[3]" in the text: no format marks them."""

from __future__ import annotations

import re
from dataclasses import replace

from probanda.audit.document import Document, Mark, Note

__all__ = ["with_listed_notes"]

_LEAD = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")
_MARK = re.compile(r"(?<=[^\W_]|[.,;:!?”»\")\]])\s?\[(\d{1,3})\]")


def with_listed_notes(document: Document) -> Document:
    """The document with a list of "[1] …" "[2] …" as its notes, where it has none and its text refers to them."""
    if document.notes or document.marks:
        return document
    listed: list[tuple[int, str]] = []
    for block in document.blocks:
        lead = _LEAD.match(document.text, block.start, block.end)
        if lead and block.kind in {"paragraph", "list-item"}:
            if int(lead[1]) == len(listed) + 1:
                listed.append((block.index, lead[1]))
            elif lead[1] == "1":
                listed = [(block.index, "1")]
    if len(listed) < 2:
        return document
    first = document.blocks[listed[0][0]].start
    marks = tuple(
        Mark(found[1], found.start())
        for block in document.blocks
        if block.end <= first and block.kind not in {"heading", "contents", "running"}
        for found in _MARK.finditer(document.text, block.start, block.end)
    )
    labels = {label for _, label in listed}
    if sum(mark.label in labels for mark in marks) < 0.5 * max(len(listed), len(marks)):
        return document
    blocks = list(document.blocks)
    notes = []
    for index, label in listed:
        block = blocks[index] = replace(blocks[index], kind="footnote", number=label, level=0)
        anchors = tuple(mark.position for mark in marks if mark.label == label)
        notes.append(Note(label, block.start, block.end, anchors, "endnote"))
    return replace(document, blocks=tuple(blocks), notes=tuple(notes), marks=marks)
