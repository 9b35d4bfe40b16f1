"""Notes written out as a list at the end, which no format marks.

"[3] Letter of …" with "[3]" in the text; or "3. Letter of …" under "Sources", with a raised 3
or "[3]" in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from probanda.audit.document import Block, Document, Mark, Note
from probanda.audit.words import notes_headings

__all__ = ["is_notes_head", "with_listed_notes"]

_LEAD = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")
_MARK = re.compile(r"(?<=[^\W_]|[.,;:!?”»\")\]])\s?\[(\d{1,3})\]")
_TEXT = frozenset({"paragraph", "list-item"})


@dataclass(frozen=True, slots=True)
class _Listed:
    """One note of a list: its label and the blocks that it takes."""

    label: str
    blocks: tuple[Block, ...]


def is_notes_head(words: str) -> bool:
    """Whether a heading stands above a list of notes or sources."""
    return words.strip(" :.").lower() in notes_headings()


def with_listed_notes(document: Document) -> Document:
    """The document with its list of notes as notes, where it has none and its text refers to most of them."""
    if document.notes:
        return document
    listed = [] if document.marks else _bracketed(document)
    if len(listed) < 2:
        listed = _headed(document)
    if len(listed) < 2:
        return document
    first = listed[0].blocks[0].start
    marks = document.marks or tuple(
        Mark(found[1], found.start())
        for block in document.blocks
        if block.end <= first and block.kind not in {"heading", "contents", "running"}
        for found in _MARK.finditer(document.text, block.start, block.end)
    )
    labels = {note.label for note in listed}
    if sum(mark.label in labels for mark in marks) < 0.5 * max(len(listed), len(marks)):
        return document
    blocks = list(document.blocks)
    notes = []
    for note in listed:
        for place, block in enumerate(note.blocks):
            number = note.label if place == 0 else ""
            blocks[block.index] = replace(block, kind="footnote", number=number, level=0)
        anchors = tuple(mark.position for mark in marks if mark.label == note.label)
        notes.append(
            Note(note.label, note.blocks[0].start, note.blocks[-1].end, anchors, "endnote")
        )
    return replace(document, blocks=tuple(blocks), notes=tuple(notes), marks=marks)


def _bracketed(document: Document) -> list[_Listed]:
    """Paragraphs that begin with "[1]", "[2]", … in order."""
    listed: list[_Listed] = []
    for block in document.blocks:
        lead = _LEAD.match(document.text, block.start, block.end)
        if lead and block.kind in _TEXT:
            if int(lead[1]) == len(listed) + 1:
                listed.append(_Listed(lead[1], (block,)))
            elif lead[1] == "1":
                listed = [_Listed("1", (block,))]
    return listed


def _headed(document: Document) -> list[_Listed]:
    """Paragraphs numbered 1, 2, … under a heading of notes; those without a number go on the one before."""
    listed: list[_Listed] = []
    within = False
    for block in document.blocks:
        if block.kind == "heading":
            if len(listed) > 1:
                break
            within = is_notes_head(document.text[block.start : block.end])
            listed = []
        elif within and block.kind in _TEXT:
            number = block.number.strip("().")
            if number == str(len(listed) + 1):
                listed.append(_Listed(number, (block,)))
            elif listed and not number.isdigit():
                last = listed[-1]
                listed[-1] = _Listed(last.label, (*last.blocks, block))
            elif not listed:
                within = False
    return listed
