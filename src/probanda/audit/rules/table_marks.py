"""Marks of letters and stars in tables against the notes below them: "Suicide^b^" needs a note b under the table.

A PDF glues the raised letter to its word ("othersc"): it is taken for a mark where the word without it stands
elsewhere in the document and with it nowhere, and where the notes show that the table has such marks at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.facts import Facts

__all__ = ["TableNotes", "table_notes"]

_NOTE = re.compile(
    r"\\?(?P<stars>[*†‡]{1,3})\s?(?=[^\W\d_])|\(?\^?(?P<letter>[a-h])\^?(?:[.)/]\s*|\s+|(?=[A-ZА-ЯЁÁÉ]))(?=[A-ZА-ЯЁÁÉ¿«“\"])"
)
_MARKED = re.compile(
    r"(?<=[^\W\d_])\s?\\?(?P<stars>(?:\\?[*†‡]){1,3})\Z|\^(?P<raised>[a-h](?:,\s?[a-h])*)\^\Z"
    r"|(?P<word>[^\W\d_]{3,})(?P<letter>[a-h])(?:,[a-h])?\Z"
)
#: Behind a stop or on a new line another note may open.
_AGAIN = re.compile(r"(?<=[.;])\s|\n")
#: A table reaches back so many blocks from its notes; a caption opens it.
_REACH = 700
_CAPTION = re.compile(r"(?:Table|Tab\.|Tabla|Cuadro|Таблица|Tableau)\s+\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableNotes:
    """The notes under one table by their labels, and the places that bear each mark."""

    notes: dict[str, tuple[int, int]]
    marks: dict[str, tuple[int, int]]

    @property
    def without_note(self) -> list[str]:
        """Marks next in the row of letters or stars that have no note, where other marks have theirs."""
        if not self.notes.keys() & self.marks.keys():
            return []
        last = max(self.notes)
        return [
            mark
            for mark in self.marks
            if mark not in self.notes
            and mark[0].isalpha() == last[0].isalpha()
            and mark <= _next(last)
        ]

    @property
    def without_mark(self) -> list[str]:
        """Notes that no mark refers to, where two others have theirs."""
        bound = self.notes.keys() & self.marks.keys()
        return [label for label in self.notes if label not in bound] if len(bound) > 1 else []


def _next(label: str) -> str:
    return chr(ord(label) + 1) if label.isalpha() else label + label[0]


def table_notes(facts: Facts) -> list[TableNotes]:
    """Every table with notes of letters or stars below it."""
    blocks = [b for b in facts.document.blocks if b.kind not in {"running", "contents", "figure"}]
    labelled = [(at, label) for at, block in enumerate(blocks) for label in _labels(facts, block)]
    groups: list[list[tuple[int, str]]] = [[each] for each in labelled[:1]]
    for (before, _), (at, label) in pairwise(labelled):
        if at - before > 2 or label in {"a", "*"}:
            groups.append([])
        groups[-1].append((at, label))
    answer, end = [], -1
    for group in groups:
        first, last = group[0][0], group[-1][0]
        bulleted = (
            group[0][1] == "*" and blocks[first - 1].kind == "list-item"
        )  # its star was read as a bullet
        if group[0][1] in {"a", "*"} and not bulleted:
            region = _above(facts, blocks, max(end + 1, first - _REACH), first)
            if any(block.kind == "cell" for block in region):
                notes = {label: (blocks[at].start, blocks[at].end) for at, label in group}
                answer.append(TableNotes(notes, dict(_marks(facts, region))))
        end = last
    return answer


def _labels(facts: Facts, block: Block) -> list[str]:
    """The labels of the notes that a block opens with, and of those behind it on lines of the same block."""
    if block.kind == "cell" or block.end - block.start < 12:
        return []
    opened = _NOTE.match(facts.text, block.start, block.end)
    if opened is None:
        return []
    anew = _AGAIN.finditer(facts.text, opened.end(), block.end)
    later = [_NOTE.match(facts.text, found.end(), block.end) for found in anew]
    return [each["stars"] or each["letter"] for each in (opened, *later) if each]


def _above(facts: Facts, blocks: list[Block], low: int, high: int) -> list[Block]:
    """The blocks from a table's caption to its notes."""
    for at in range(high - 1, low - 1, -1):
        if _CAPTION.match(facts.text, blocks[at].start, blocks[at].end):
            return blocks[at:high]
    return blocks[low:high]


def _marks(facts: Facts, region: list[Block]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The marks of short blocks; the last of one label counts."""
    words = facts.of(_words)
    for block in region:
        if block.end - block.start > 160:
            continue
        text = facts.text[block.start : block.end].rstrip()
        marked = _MARKED.search(text)
        if marked is None:
            continue
        span = (block.start, block.start + len(text))
        if marked["stars"]:
            yield marked["stars"].replace("\\", ""), span
        elif marked["raised"]:
            for label in re.findall(r"[a-h]", marked["raised"]):
                yield label, span
        elif (
            words[marked["word"].lower()] and words[(marked["word"] + marked["letter"]).lower()] < 2
        ):
            yield marked["letter"], span


def _words(facts: Facts) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", facts.text.lower()))
