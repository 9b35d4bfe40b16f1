"""From lines to paragraphs: where one ends is seen by gaps, indents, short last lines, and changes of the letter.

A paragraph that a page, a column or a footnote interrupts goes on behind it when its last line ends no sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.tables import PdfTable, find_table, with_heads
from probanda.audit.reading.shapes import bullet, is_heading_word, leading_number

__all__ = ["Piece", "ends_sentence", "leading_of", "pieces", "take_back", "text_above"]

_LEADERS = re.compile(
    r"(?:(?:\.\s?){4,}|…{2,}|_{4,}|(?:·\s?){4,}|(?:-\s?){5,}|(?:[–—]\s?){4,})\s*(?:\d{1,4}|[ivxlc]{1,7})?\s*\Z",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?:;…。][\"'”’»)\]]*(?:\s*[\d,*†‡]{1,7})?\Z")
#: A full stop behind a word that is no abbreviation, a number or a bracket.
_STOP = re.compile(r"(?:[^\W\d_]{4}|\d|[)\]\"'”’»%])[.!?][\"'”’»)\]]*(?:\s*[\d,*†‡]{1,7})?\Z")
#: Within a sentence two lines of a paragraph may stand so many leadings apart.
_WIDE = 2.6
_DASHES = frozenset("-–—")  # within a sentence they may begin a line too
_PAGE_AT_END = re.compile(r"\D\s(?:\d{1,3}|[ivxl]{1,6})\Z")


@dataclass(slots=True)
class Piece:
    """Lines of one block, or a table. Kinds: ``text``, ``contents``, ``table``."""

    kind: str
    lines: list[Line]
    table: PdfTable | None = None


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a stop, a colon or a semicolon, perhaps with a mark behind."""
    return bool(_TERMINAL.search(text))


def leading_of(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance of baselines in running text, in sizes of the letter; each line counts by its letters."""
    ratios: Counter[float] = Counter()
    for lines in pages[:400]:
        for before, line in pairwise(lines):
            drop = before.y - line.y
            if before.band == line.band and 0.8 * line.size < drop < 2.6 * line.size:
                letters = min(_length(before), _length(line))
                ratios[round(drop / line.size, 2)] += letters
    return ratios.most_common(1)[0][0] if ratios else 1.2


def _length(line: Line) -> int:
    """Letters of a line that stands in one piece; 1 for a row of cells."""
    return sum(len(word.text) for word in line.words) if len(line.segments()) == 1 else 1


def pieces(pages: Sequence[Sequence[Line]], leading: float) -> list[Piece]:
    """Blocks of all pages in reading order."""
    found: list[Piece] = []
    open_text = False
    for lines in pages:
        contents = _contents_lines(lines)
        place = 0
        while place < len(lines):
            line = lines[place]
            if id(line) in contents:
                found.append(Piece("contents", [line]))
                open_text = False
                place += 1
            elif table := find_table(lines[place : place + 400]):
                taken = list(lines[place : place + table.lines])
                place += table.lines
                above = text_above(found)
                table = with_heads(table, taken, above)
                heads = table.lines - len(taken)
                take_back(found, heads)
                found.append(Piece("table", above[len(above) - heads :] + taken, table))
                open_text = False
            else:
                if open_text and _goes_on(found[-1].lines, line, leading):
                    found[-1].lines.append(line)
                else:
                    found.append(Piece("text", [line]))
                open_text = True
                place += 1
    return found


def text_above(found: Sequence[Piece]) -> list[Line]:
    """The last lines of text, be they of one block or of several."""
    lines: list[Line] = []
    for piece in reversed(found[-4:]):
        if piece.kind != "text":
            break
        lines[:0] = piece.lines
    return lines


def take_back(found: list[Piece], lines: int) -> None:
    """Take so many lines off the end of the blocks; blocks without lines go."""
    while lines and found:
        last = found[-1]
        taken = min(lines, len(last.lines))
        del last.lines[len(last.lines) - taken :]
        lines -= taken
        if not last.lines:
            found.pop()


def _contents_lines(lines: Sequence[Line]) -> set[int]:
    """Identities of the lines of a table of contents."""
    dotted = [place for place, line in enumerate(lines) if _LEADERS.search(line.text)]
    if len(dotted) < 2:
        head = next(
            (
                place
                for place, line in enumerate(lines[:12])
                if line.text.strip().lower().rstrip(":")
                in {"contents", "table of contents", "содержание", "оглавление", "índice", "sommaire",
                    "table des matières", "mündəricat", "contenido"}
            ),
            None,
        )  # fmt: skip
        if head is None:
            return set()
        dotted = [
            place
            for place in range(head + 1, len(lines))
            if _PAGE_AT_END.search(lines[place].text)
            and (len(lines[place].segments()) > 1 or lines[place].x1 > lines[place].right - 20)
        ]
        if len(dotted) < 3:
            return set()
    chosen = {id(lines[place]) for place in dotted}
    for first, last in pairwise(dotted):  # entries that take two or three lines
        if 1 < last - first <= 3:
            chosen |= {id(line) for line in lines[first + 1 : last]}
    return chosen


def _goes_on(lines: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether a line goes on the paragraph of these lines."""
    before = lines[-1]
    if abs(line.size - before.size) > 0.08 * before.size:
        return False
    item = bullet(line.text)
    begins = item is not None and item[0] not in _DASHES
    ended = bool(_TERMINAL.search(before.text))
    number = leading_number(line.text)[0]
    if line.page != before.page or line.band != before.band:
        if begins or line.bold != before.bold or (number and ended):
            return False
        if line.text[:1].islower():
            # behind a full stop it goes on some other paragraph, which a heading of this column interrupts
            return not _STOP.search(before.text)
        return (
            not ended
            and not before.bold
            and before.x1 > before.right - 0.35 * (before.right - before.left)
        )
    drop = before.y - line.y
    if drop < -line.size:
        return False
    if drop > 1.22 * leading * line.size + 0.6:
        return drop < _WIDE * leading * line.size and _within_sentence(before, line)
    if line.bold != before.bold and not _runs_in(before, line):
        return False
    if begins or is_heading_word(before.text):
        return False
    short = _would_have_fitted(before, line)
    if number and (ended or short):
        return False
    indented = line.x0 > line.left + 0.8 * line.size
    if item is not None and (
        short or drop > 1.1 * leading * line.size or line.x0 > line.left + line.size
    ):
        return False
    first_hangs = bullet(lines[0].text) is not None or bool(leading_number(lines[0].text)[0])
    was_indented = before.x0 > line.left + 0.8 * line.size
    if indented and not was_indented and not first_hangs and ended:
        return False
    if first_hangs and ended and line.x0 < lines[0].x0 - 0.5 * line.size:
        return False
    if line.bold and before.bold:
        return True
    return not (short and (ended or (line.text[:1].isupper() and _very_short(before))))


def _within_sentence(before: Line, line: Line) -> bool:
    """Whether a line breaks off inside a sentence, with no room for more, and the next goes on at its margin.

    A printer that breaks pages of the web leaves such gaps inside paragraphs.
    """
    return (
        before.bold == line.bold
        and before.text[-1:].isalnum()
        and line.text[:1].islower()
        and len(before.segments()) == len(line.segments()) == 1
        and abs(line.x0 - before.x0) < 0.5 * line.size
        and not _would_have_fitted(before, line)
    )


def _runs_in(before: Line, line: Line) -> bool:
    """Whether bold words run on into ordinary text, or ordinary text into bold words, within a sentence."""
    full = before.x1 > before.right - 2.5 * before.size or not _would_have_fitted(before, line)
    return full and (line.text[:1].islower() or not before.text.endswith((".", ":")))


def _would_have_fitted(before: Line, line: Line) -> bool:
    """Whether the first word of a line had room on the line before: a break that somebody meant."""
    first = line.words[0]
    room = before.right - before.x1
    return room > (first.x1 - first.x0) + 0.9 * before.size


def _very_short(line: Line) -> bool:
    return line.x1 - line.left < 0.62 * (line.right - line.left)
