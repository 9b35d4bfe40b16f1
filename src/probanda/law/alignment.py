"""A passage's words held against an article's, stretch by stretch: what agrees, and each difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from probanda.law.fingerprint import ArticlePrint, Prints
from probanda.law.marks import Piece
from probanda.law.wording import Word

__all__ = ["Difference", "Match", "aligned"]

#: How many official words before and after the passage's own length are looked at.
_SLACK = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that are not the official ones.

    Attributes:
        kind: ``changed``, ``added`` or ``omitted``.
        start, end: its place in the text (for an omission: where the words are missing).
        words: as they stand in the text, "" for an omission.
        official: how many official words stand there.
        position: number of the first differing word in the quotation, from 1.
        article: code of the article that the passage was held against.
        official_at: which word of the article stands there, from 0.
    """

    kind: str
    start: int
    end: int
    words: str
    official: int
    position: int
    article: str = ""
    official_at: int = 0

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "words": self.words,
            "official_words": self.official,
            "position": self.position,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """Where in the article a passage stands, how many words agree, and the differences."""

    start: int
    end: int
    agreeing: int
    differences: tuple[Difference, ...]


def aligned(parts: Sequence[tuple[Piece, Sequence[Word]]], article: int, prints: Prints) -> Match:
    """Hold the pieces of a passage, in order, against an article."""
    source = prints.articles[article]
    official = source.hashes
    differences: list[Difference] = []
    agreeing, position, first, last = 0, 0, -1, -1
    for piece, row in parts:
        low = last if last >= 0 else 0
        blocks = _blocks([token.hash for token in row], source, low)
        if not blocks and low:
            blocks = _blocks([token.hash for token in row], source, 0)
        if not blocks:
            differences.append(_difference(row, 0, position, source.code, max(last, 0)))
            position += len(row)
            continue
        agreeing += sum(size for _, _, size in blocks)
        at = 0
        there = last if last >= 0 and not piece.gap else blocks[0][1] - blocks[0][0]
        for mine, theirs, size in blocks:
            here = row[at:mine]
            place, between = there, max(0, theirs - there)
            if not at and (last < 0 or piece.gap):
                # Before the first agreement: as many official words as the passage has, if there are.
                between = min(len(here), theirs)
                place = theirs - between
            if here:
                differences.append(_difference(here, between, position + at, source.code, place))
            elif between and at:
                start = row[mine].start
                differences.append(
                    Difference(
                        "omitted", start, start, "", between, position + at + 1, source.code, place
                    )
                )
            at, there = mine + size, theirs + size
            first = theirs if first < 0 else min(first, theirs)
            last = theirs + size
        tail = row[at:]
        if tail:
            left = min(len(tail), max(0, len(official) - there))
            differences.append(_difference(tail, left, position + at, source.code, there))
        position += len(row)
    return Match(max(first, 0), max(last, 0), agreeing, tuple(differences))


def _difference(
    here: Sequence[Word], official: int, before: int, article: str, place: int
) -> Difference:
    """Words of the passage that stand where ``official`` other words should, or where none should."""
    return Difference(
        "changed" if official else "added",
        here[0].start,
        here[-1].end,
        _said(here),
        official,
        before + 1,
        article,
        place,
    )


def _blocks(mine: Sequence[int], source: ArticlePrint, low: int) -> list[tuple[int, int, int]]:
    """Agreeing stretches ``(place here, place there, words)`` where in the article they are densest."""
    official = source.hashes
    diagonals: Counter[int] = Counter()
    there: dict[int, list[int]] = {}
    for place in range(low, len(official)):
        there.setdefault(official[place], []).append(place)
    for at, each in enumerate(mine):
        for place in there.get(each, ()):
            diagonals[place - at] += 1
    if not diagonals:
        return []
    near: dict[int, int] = {
        diagonal: sum(diagonals.get(diagonal + step, 0) for step in range(-4, 5))
        for diagonal in diagonals
    }
    best = max(near, key=lambda diagonal: (near[diagonal], diagonals[diagonal], -diagonal))
    start = max(low, best - _SLACK)
    end = min(len(official), best + len(mine) + _SLACK)
    # Words may be left out silently as far as the paragraph goes.
    for a, b in source.paragraphs:
        if a <= min(max(best, 0) + 1, len(official) - 1) < b:
            start, end = max(low, min(start, a)), max(end, b)
    window = official[start:end]
    matcher = SequenceMatcher(None, mine, window, autojunk=False)
    blocks = [(m.a, m.b + start, m.size) for m in matcher.get_matching_blocks() if m.size]
    return _trimmed(blocks)


def _trimmed(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without a lone word at either edge that agrees only by chance, far from the rest."""
    while (
        len(blocks) > 1
        and blocks[0][2] == 1
        and blocks[1][1] - blocks[0][1] - 1 > blocks[1][0] - blocks[0][0] + 1
    ):
        blocks = blocks[1:]
    while len(blocks) > 1 and blocks[-1][2] == 1:
        mine = blocks[-1][0] - (blocks[-2][0] + blocks[-2][2])
        theirs = blocks[-1][1] - (blocks[-2][1] + blocks[-2][2])
        if theirs <= mine + 2:
            break
        blocks = blocks[:-1]
    return blocks


def _said(row: Sequence[Word]) -> str:
    return " ".join(token.text for token in row)
