"""Paragraphs near a paragraph, a table between them counting as none."""

from __future__ import annotations

from probanda.audit.facts import Facts

__all__ = ["after", "around", "before"]


def _order(facts: Facts) -> tuple[list[int], dict[int, int]]:
    """Indices of the blocks that are no cells, and the place of each among them."""
    listed = [
        block.index
        for block in facts.document.blocks
        if block.kind not in {"cell", "running", "contents", "figure"}
    ]
    return listed, {index: place for place, index in enumerate(listed)}


#: A paragraph of no more code points is a line; so many lines in a row at most count as one paragraph.
_LINE, _LINES = 120, 16


def before(facts: Facts, index: int, most: int) -> list[int]:
    """The block and up to `most` paragraphs before it, in order of the text; a run of lines counts as one."""
    listed, places = facts.of(_order)
    place = places.get(index)
    if place is None:
        return [index]
    first, left, run = place, most, 0
    while first and run <= _LINES:
        run = (
            run + 1 if _is_line(facts, listed[first]) and _is_line(facts, listed[first - 1]) else 0
        )
        left -= not run
        if left < 0:
            break
        first -= 1
    return listed[first : place + 1]


def _is_line(facts: Facts, index: int) -> bool:
    block = facts.document.blocks[index]
    plain = block.kind in {"list-item", "paragraph"}
    return plain and block.end - block.start <= _LINE


def around(facts: Facts, index: int, most: int) -> list[int]:
    """The block with up to `most` blocks on either side, in order of the text."""
    listed, places = facts.of(_order)
    place = places.get(index)
    return [index] if place is None else listed[max(0, place - most) : place + most + 1]


def after(facts: Facts, index: int, most: int) -> list[int]:
    """The block and the blocks behind it, `most` in all, headings counted as none."""
    listed, places = facts.of(_order)
    place = places.get(index)
    blocks = facts.document.blocks
    plain = [
        i for i in listed[place or 0 :][: most * 3] if blocks[i].kind not in {"title", "heading"}
    ]
    return plain[:most]
