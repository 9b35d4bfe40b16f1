"""Boxes of labels at the head of an incident ("Date: 4 May · Killed: 4"), and the prose below that tells more.

A box is a run of labelled lines, of items of a list, or of rows of a table with two columns; where lines were run
together into a paragraph, a capital word before a colon begins the next. Its prose reaches to the end of its
section, or to the next box of a series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.document import Block, Table
from probanda.audit.facts import Facts

__all__ = ["Box", "Entry", "boxes"]

#: A label: a capital word, and small ones behind it, before a colon.
_LABEL = re.compile(
    r"(?:(?<=\A)|(?<=[\s•*|-]))"
    r"(?P<label>[^\W\d_a-zа-яёáéíóúñ][^\W\d_]*(?:[ -][^\W\d_A-ZА-ЯЁ][^\W\d_]*){0,4})"
    r"(?:\s?:|\s[–—])\s+(?=\S)"
)
#: Between two labels of one line: the end of a sentence.
_SENTENCE = re.compile(r"[.!?]\s")
_STOP = re.compile(r"[.!?](?:\s|\Z)")
#: The longest value of a label, and the longest label in a table.
_VALUE, _CELL = 140, 50
#: Characters between two labels of one box: a line without a label may stand there.
_GAP = 80
_HEADS = frozenset({"heading", "title"})
#: Labels that make a box.
_LEAST = 2
#: Blocks behind a box that tell of it, where it stands under no heading.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and the range of what is said behind it."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Box:
    """Labels that stand together, and the range of the prose below that tells the same at length."""

    entries: tuple[Entry, ...]
    start: int
    end: int
    until: int


def boxes(facts: Facts) -> tuple[Box, ...]:
    """Every box of the document, in order of the text."""
    runs: list[list[Entry]] = []
    for run in sorted(filter(None, (*_lines(facts), *_tables(facts))), key=lambda r: r[0].start):
        if runs and _goes_on(facts, runs[-1], run):
            runs[-1] += run
        else:
            runs.append(run)
    runs = [run for run in runs if len(run) >= _LEAST]
    found: list[Box] = []
    for run, after in pairwise([*runs, []]):
        labels = {entry.label for entry in run}
        if len(labels & {entry.label for entry in after}) >= _LEAST:
            limit = _above(facts, after[0].start)  # a series of incidents
        else:
            limit = min(_section(facts, run[-1].end), after[0].start if after else len(facts.text))
        found.append(Box(tuple(run), run[0].start, run[-1].end, max(limit, run[-1].end)))
    return tuple(found)


def _goes_on(facts: Facts, run: list[Entry], after: list[Entry]) -> bool:
    """Whether labels go on with a box: at most a line without a label stands between, and none is twice."""
    between = facts.text[run[-1].end : after[0].start]
    told = {entry.label for entry in run} & {entry.label for entry in after}
    return len(between) <= _GAP and not _STOP.search(between) and not told


def _above(facts: Facts, position: int) -> int:
    """Where the heading begins under which a box stands; the box itself where it has none."""
    block = facts.document.block_of(position)
    if block is None or block.index == 0:
        return position
    before = facts.document.blocks[block.index - 1]
    return before.start if before.kind in _HEADS else position


def _section(facts: Facts, position: int) -> int:
    """Where the section that a box opens ends: at the next heading that is no lower than the one above the box."""
    block = facts.document.block_of(position - 1)
    if block is None:
        return position
    blocks = facts.document.blocks
    above = next((b for b in reversed(blocks[: block.index]) if b.kind in _HEADS), None)
    if above is None:
        return blocks[min(block.index + _REACH, len(blocks) - 1)].end
    for each in blocks[block.index + 1 :]:
        if each.kind in _HEADS and each.level <= above.level:
            return each.start
    return len(facts.text)


def _lines(facts: Facts) -> Iterator[list[Entry]]:
    """Labelled lines of paragraphs and items of lists that follow each other."""
    run: list[Entry] = []
    for block in facts.document.blocks:
        found = list(_entries(facts, block)) if block.kind in {"paragraph", "list-item"} else []
        if not found:
            yield run
            run = []
        run += found
    yield run


def _entries(facts: Facts, block: Block) -> Iterator[Entry]:
    """The labels of a block that is nothing but labels; none of a sentence with a colon in it."""
    found = list(_LABEL.finditer(facts.text, block.start, block.end))
    if not found or facts.text[block.start : found[0].start()].strip(" \n•*-"):
        return
    ends = [*(each.start() for each in found[1:]), block.end]
    if any(_SENTENCE.search(facts.text, end - 3, end) for end in ends[:-1]):
        return
    if all(end - each.end() <= _VALUE for each, end in zip(found, ends, strict=True)):
        for each, end in zip(found, ends, strict=True):
            yield Entry(each["label"], each.end(), end)


def _tables(facts: Facts) -> Iterator[list[Entry]]:
    for printed in facts.document.tables:
        if all(len(row) == 2 for row in printed.rows):
            yield list(_rows(facts, printed))


def _rows(facts: Facts, printed: Table) -> Iterator[Entry]:
    for label, value in printed.rows:
        text = facts.quote(label.start, label.end).strip(" :")
        if 0 < len(text) <= _CELL and not re.search(r"\d", text):
            yield Entry(text, value.start, value.end)
