"""Paragraphs parted by line breaks alone: ``<br>`` instead of ``<p>`` in a page, breaks by hand in a DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from probanda.audit.reading.builder import Inline

__all__ = ["parted_at_breaks"]

#: A line of so many letters that ends a sentence was a paragraph; shorter ones may be verses or an address.
_PARAGRAPH = 160
#: A line without a stop before a paragraph, and not longer than this, is its heading.
_HEADING = 140
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*\Z")


def parted_at_breaks(run: Sequence[Inline]) -> Iterator[tuple[list[Inline], bool]]:
    """Runs of inline content, cut where a break or two stand between paragraphs; and whether each is a heading.

    Two breaks in a row part paragraphs. One does behind a long line that ends a sentence, where the next is long
    or ends one too, and behind a heading: a short line without a stop before a long one. Other breaks stay.
    """
    lines: list[list[Inline]] = [[]]
    for piece in run:
        if piece.kind == "text" and piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    kept = lines[0]
    blank = False
    for line in lines[1:]:
        said = _words(line)
        if not said and not any(piece.kind in {"mark", "image"} for piece in line):
            blank = True
            kept += line  # numbers of lines and pages
            continue
        above = _words(kept)
        heads = _is_above(above, said)
        if heads or blank or _parts(above.rpartition("\n")[2], said):
            yield kept, heads
            kept = line
        else:
            kept += [Inline("\n"), *line]
        blank = False
    yield kept, False


def _parts(before: str, behind: str) -> bool:
    """Whether one break between these lines parts paragraphs."""
    ended = len(before) >= _PARAGRAPH and bool(_ENDED.search(before))
    follows = len(behind) >= _PARAGRAPH or bool(_ENDED.search(behind))
    return ended and follows and behind[:1].isupper()


def _is_above(before: str, behind: str) -> bool:
    """Whether a line is the heading of the next."""
    short = 0 < len(before) <= _HEADING and "\n" not in before and not _ENDED.search(before)
    return short and len(behind) >= 2 * _PARAGRAPH and behind[:1].isupper()


def _words(line: Sequence[Inline]) -> str:
    return "".join(piece.text for piece in line if piece.kind != "page").strip()
