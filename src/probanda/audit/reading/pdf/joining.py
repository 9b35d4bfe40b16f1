"""Blocks that a page's end, a chart or a caption has parted, as one: tables and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from probanda.audit.reading.builder import is_caption
from probanda.audit.reading.listed_notes import is_notes_head
from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.paragraphs import Piece, ends_sentence, take_back, text_above
from probanda.audit.reading.pdf.tables import cut_again, rows_behind, with_first_rows
from probanda.audit.reading.pdf.words import Word

__all__ = ["is_figure", "joined_tables", "listed_notes", "rejoined"]

_LISTED = re.compile(r"(\d{1,4})[.)]?\s+\S")


def joined_tables(found: Sequence[Piece]) -> list[Piece]:
    """Tables that go on at the top of the next page, as one; heads repeated there are left out."""
    kept: list[Piece] = []
    for piece in found:
        last = kept[-1] if kept else None
        if last is not None and last.table and piece.table and _follows(last, piece):
            rows = piece.table.rows
            if len(rows[0]) != len(last.table.rows[0]):
                rows = cut_again(piece.lines, last.table.edges)
            if _said(rows[0]) == _said(last.table.rows[0]):
                rows = rows[1:]
            pages = last.table.pages + (piece.lines[0].page,) * len(rows)
            table = replace(last.table, rows=last.table.rows + rows, pages=pages)
            kept[-1] = Piece("table", last.lines + piece.lines, table)
            continue
        if last is not None and last.table and piece.kind == "text" and _next_page(last, piece):
            more = rows_behind(last.table, last.lines, piece.lines)
            kept[-1] = _with_rows(last, piece.lines[:more])
            if more < len(piece.lines):
                kept.append(Piece("text", piece.lines[more:]))
            continue
        if last is not None and piece.table and _next_page(last, piece):
            before = text_above(kept)
            table = with_first_rows(piece.table, piece.lines, before)
            first = table.lines - piece.table.lines
            take_back(kept, first)
            kept.append(Piece("table", before[len(before) - first :] + piece.lines, table))
            continue
        kept.append(piece)
    return kept


def _with_rows(piece: Piece, lines: list[Line]) -> Piece:
    """A table with more rows behind its last."""
    if piece.table is None or not lines:
        return piece
    rows = piece.table.rows + cut_again(lines, piece.table.edges)
    pages = piece.table.pages + (lines[0].page,) * (len(rows) - len(piece.table.rows))
    return Piece("table", piece.lines + lines, replace(piece.table, rows=rows, pages=pages))


def rejoined(found: Sequence[Piece], headings: set[int], body: float) -> list[Piece]:
    """Paragraphs that charts, tables, captions or boxes interrupt in the middle of a sentence, as one.

    Over a box with a heading only where the last line before it reaches the edge of its column.
    """
    kept: list[Piece] = []
    open_at = -1  # place in `kept` of the paragraph that ends no sentence
    boxed = -1  # the same, when a heading stands behind it
    for piece in found:
        prose = piece.kind == "text" and id(piece) not in headings
        words = " ".join(line.text for line in piece.lines)
        if prose and not is_figure(piece.lines, words, body):
            at = open_at if open_at >= 0 else boxed
            if (
                0 <= at < len(kept) - 1
                and words[:1].islower()
                and abs(kept[at].lines[-1].size - piece.lines[0].size) < 0.08 * body
                and piece.lines[0].page - kept[at].lines[-1].page <= 1
                and (at != boxed or _is_full(kept[at].lines[-1]))
            ):
                kept[at] = Piece("text", kept[at].lines + piece.lines)
                open_at, boxed = (-1 if ends_sentence(words) else at), -1
                continue
            open_at = -1 if ends_sentence(words) or is_caption(words) else len(kept)
        elif id(piece) in headings:
            open_at, boxed = -1, max(open_at, boxed)
        if len(kept) - max(open_at, boxed) > 6:
            open_at = boxed = -1
        kept.append(piece)
    return kept


def listed_notes(found: Sequence[Piece], headings: set[int]) -> list[Piece]:
    """Numbered notes under their heading, each with its title, address and date in one piece.

    A note begins where a line opens with the number that is due; a list that does not open with 1 stays as it is.
    """
    kept: list[Piece] = []
    due = 0  # number of the next note; 0 outside a list of notes
    for piece in found:
        if id(piece) in headings:
            due = int(is_notes_head(" ".join(line.text for line in piece.lines)))
        elif piece.kind != "text":
            due = 0
        if not due or id(piece) in headings:
            kept.append(piece)
            continue
        for line in piece.lines:
            opens = _LISTED.match(line.text)
            if opens and int(opens[1]) == due:
                kept.append(Piece("text", [line]))
                due += 1
            elif due > 1:
                kept[-1].lines.append(line)
            else:
                kept.append(piece)
                due = 0
                break
    return kept


def _is_full(line: Line) -> bool:
    return line.x1 > line.right - 0.15 * (line.right - line.left)


def _follows(last: Piece, piece: Piece) -> bool:
    """Whether a table stands on the page after another and has its columns or its heads."""
    if not _next_page(last, piece) or not last.table or not piece.table:
        return False
    same_heads = piece.lines[0].text == last.lines[0].text
    return same_heads or len(piece.table.rows[0]) == len(last.table.rows[0])


def _next_page(last: Piece, piece: Piece) -> bool:
    return piece.lines[0].page == last.lines[-1].page + 1


def _said(row: Sequence[Sequence[Sequence[Word]]]) -> list[str]:
    return [" ".join(word.text for line in cell for word in line) for cell in row]


def is_figure(lines: Sequence[Line], words: str, body: float) -> bool:
    """Axes and labels of a chart: mostly numbers, or a few small words that end no sentence."""
    pieces_ = words.split()
    numbers = sum(any(map(str.isdigit, piece)) for piece in pieces_)
    if not any(map(str.isalpha, words)):
        return len(words) < 200
    scattered = any(len(line.segments()) > 1 for line in lines) and numbers >= 0.4 * len(pieces_)
    small = all(line.size < 0.9 * body for line in lines) and not words.endswith(
        (".", ":", ";", ",")
    )
    return (
        scattered
        or (numbers >= 0.75 * len(pieces_) and len(pieces_) > 2)
        or (small and len(pieces_) <= 4 and len(lines) <= 2)
    )
