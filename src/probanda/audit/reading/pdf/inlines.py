"""From lines to pieces of a block: words joined over line ends, marks of notes told from numbers, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from probanda.audit.reading.builder import Inline
from probanda.audit.reading.pdf.lines import Line
from probanda.audit.reading.pdf.words import Word

__all__ = ["Joiner"]

_MARK = re.compile(r"\(?\[?(?:\d{1,4}(?:[,;]\s?\d{1,4}|[-–]\d{1,4})*|[*†‡§]{1,3})[,.;]?\]?\)?")
_LABELS = re.compile(r"\d{1,4}|[*†‡§]{1,3}")
_UNITS = frozenset({"m", "km", "cm", "mm", "м", "км", "см", "ft", "sq"})
#: "Fifty-six" keeps the hyphen at which a line ends.
_TENS = re.compile(r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty")
_UNITS_IN_WORDS = re.compile(
    r"one|two|three|four|five|six|seven|eight|nine|first|second|third|(?:four|fif|six|seven|eigh|nin)th"
)
_ADDRESS = re.compile(r"(?:https?:/|www\.)\S*\Z", re.IGNORECASE)
_REST = re.compile(r"[\w\-./%=&?#~+:,;@!$()]+")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Joiner:
    """Joins lines into pieces, with the words of the whole document to decide about hyphens."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.words: Counter[str] = Counter()
        for lines in pages:
            for line in lines:
                for text in line.text.split(" ")[:-1]:
                    for found in _LETTERS.findall(text):
                        self.words[found.lower()] += 1

    def pieces(self, lines: Sequence[Line], page: int = 0) -> list[Inline]:
        """Pieces of a block; ``page`` is the page before it, so that a new page is marked."""
        content: list[Inline] = []
        before: Line | None = None
        for line in lines:
            if line.page != page:
                page = line.page
                content.append(Inline("", "page", str(page)))
            joint = " " if before is None else self._joint(before, line, content)
            if before is not None and joint:
                content.append(Inline(joint))
            content += _in_runs(self.words_of(line.words, line.size, line.y))
            before = line
        return content

    def words_of(self, words: Sequence[Word], size: float, baseline: float) -> Iterator[Inline]:
        """Pieces of the words of one line."""
        for place, word in enumerate(words):
            before = words[place - 1] if place else None
            if self._is_mark(word, before, size, baseline):
                for label in _LABELS.findall(word.text):
                    yield Inline("", "mark", label)
                continue
            if place and not word.glued:
                linked = before is not None and before.address and before.address == word.address
                yield (
                    Inline(" ", "link", word.address) if linked and not _bare(word) else Inline(" ")
                )
            if word.address and not _bare(word):
                yield Inline(word.text, "link", word.address)
            else:
                yield Inline(word.text)

    def _is_mark(self, word: Word, before: Word | None, size: float, baseline: float) -> bool:
        """A raised small number or sign behind a word; not the exponent of a unit."""
        if before is None or not _MARK.fullmatch(word.text):
            return False
        raised = word.raised or (word.size <= 0.85 * size and word.y > baseline + 0.08 * size)
        return raised and before.text.lower().strip("(,.") not in _UNITS

    def _joint(self, before: Line, line: Line, content: list[Inline]) -> str:
        """What stands between two lines; may take the hyphen off the end of the content."""
        place = next((at for at in range(len(content) - 1, -1, -1) if content[at].text), -1)
        if place < 0:
            return " "
        last, first = content[place].text, line.words[0].text
        ahead = "".join(word.text for word in _run(line.words))
        behind = "".join(word.text for word in _run(before.words[::-1])[::-1])
        if _goes_on(behind, ahead, before, line):
            if last.endswith("\u00ad"):
                content[place] = Inline(f"{last[:-1]}-", content[place].kind, content[place].value)
            return ""
        if self._broken_word(behind, ahead):
            return ""
        if last.endswith("\u00ad"):
            stem = last[:-1]
            content[place] = Inline(stem, content[place].kind, content[place].value)
            if self._compound(behind, ahead):
                return "-"
            return ""
        if (
            last.endswith(("-", "\u2010"))
            and len(last) > 1
            and last[-2].isalpha()
            and first[:1].islower()
        ):
            if not self._compound(behind, ahead):
                content[place] = Inline(last[:-1], content[place].kind, content[place].value)
            return ""
        if last.endswith(("-", "–", "/")) and first[:1].isdigit() and last[-2:-1].isdigit():
            return ""
        return " "

    def _broken_word(self, behind: str, ahead: str) -> bool:
        """Whether a narrow cell broke a word without a hyphen: both halves together are a word of the document,
        and more often than the first alone.
        """
        head, tail = behind.lower(), ahead.lower().rstrip(".,;:")
        return (
            ahead[:1].islower()
            and (head + tail).isalpha()
            and self.words[head + tail] >= max(self.words[head], 1)
            and not (len(tail) > 2 and self.words[tail])
        )

    def _compound(self, stem: str, first: str) -> bool:
        """Whether a word broken at a hyphen keeps it: the document writes it so elsewhere, or never without."""
        head = (_LETTERS.findall(stem) or [""])[-1].lower()
        tail = (_LETTERS.findall(first) or [""])[0].lower()
        if not head or not tail or first[:1].isupper():
            return bool(head and tail)
        if _TENS.fullmatch(head) and _UNITS_IN_WORDS.fullmatch(tail):
            return True
        joined, hyphened = self.words[head + tail], self.words[f"{head}-{tail}"]
        if joined or hyphened:
            return hyphened > joined
        # Neither is seen elsewhere: two words that the document uses by themselves are a compound.
        return len(head) > 3 and len(tail) > 3 and self.words[head] > 0 and self.words[tail] > 0


def _in_runs(pieces: Iterable[Inline]) -> Iterator[Inline]:
    """Neighbouring pieces of plain text as one."""
    for plain, group in groupby(pieces, key=lambda each: each.kind == "text"):
        if plain:
            yield Inline("".join(each.text for each in group))
        else:
            yield from group


def _bare(word: Word) -> bool:
    """Whether a word is (part of) the address behind it."""
    text = word.text.strip("().,;<>")
    return bool(_ADDRESS.search(text)) or (len(text) > 3 and text in word.address)


def _run(words: Sequence[Word]) -> list[Word]:
    """The first word and what is glued to it (for words in either order)."""
    run = [words[0]]
    for before, word in pairwise(words):
        glued = word.glued if word.x0 >= before.x0 else before.glued
        if not glued:
            break
        run.append(word)
    return run


def _goes_on(behind: str, ahead: str, before: Line, line: Line) -> bool:
    """Whether a web address broken at a line end goes on in the next line."""
    behind = behind.replace("\u00ad", "-")
    if not _ADDRESS.search(behind) or not _REST.fullmatch(ahead):
        return False
    last, first = before.words[-1], line.words[0]
    if last.address and last.address == first.address:
        return True
    if last.address or first.address:
        return False
    if behind.endswith((")", ",", ";")) or (behind.endswith(".") and ahead[:1].isupper()):
        return False
    if behind.endswith(("/", "-", "_", "=", "&", "?", "%", ".", "#")):
        return ahead[:1].isalnum() or ahead[:1] in "/_%-"
    return any(mark in ahead for mark in "/_=%&") or bool(
        re.search(r"\w[-.]\w", ahead) and not ahead[:1].isupper()
    )
