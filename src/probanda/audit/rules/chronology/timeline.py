"""Everything a document dates, wherever it stands: sentences, rows of tables, entries of chronologies, headings.

Each statement is a date, the words told with it and the place where it stands. A terse one is a row, a heading or
an entry that opens with its day: nearly all its words tell the event.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from math import log

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import act_of, telling
from probanda.audit.facts import Facts

__all__ = ["Rarity", "Statement", "rarity", "timeline"]

_WORD = re.compile(
    r"[^\W\d_]{1,4}[-‑]\d{1,4}(?!\w)|[^\W\d_]{4,}|(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d{2,}(?![\d.,/-]*\d)"
)
_PROSE = frozenset({"paragraph", "list-item", "caption", "quote"})
#: Letters before and behind a date within which a sentence tells what is dated; behind a bare date, its entry.
_BEFORE, _BEHIND, _ENTRY = 170, 130, 160
#: A period of more days is told by its two ends.
_SHORT = 10
_BOUNDS = frozenset({"until", "as-of", "before", "after"})
#: Rows of one table that are read.
_MOST = 400


@dataclass(frozen=True, slots=True)
class Statement:
    """A date and what is told with it.

    Attributes:
        when: the date; of a long period, one end.
        words: stems, an act in place of the words that tell it.
        names: the words that are names.
        acts: the acts among the words.
        place: its sentence or row.
        block: its block's number.
        series: of a terse statement, what it is one of: rows of a table, headings, entries; "" of a sentence.
    """

    when: DateMention
    words: frozenset[str]
    names: frozenset[str]
    acts: frozenset[str]
    place: tuple[int, int]
    block: int
    series: str = ""

    @property
    def terse(self) -> bool:
        """Whether it is a row, a heading or an entry."""
        return bool(self.series)

    @property
    def numbers(self) -> frozenset[str]:
        """The figures among its words."""
        return frozenset(word for word in self.words if word[-1].isdigit())


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many sentences, rows and headings of the document each stem stands, and how many there are."""

    count: Counter[str]
    size: int

    def of(self, words: frozenset[str], names: frozenset[str] = frozenset()) -> float:
        """What some words weigh together: one that stands once weighs 1, a name half as much again."""
        whole = log(self.size + 1)
        return sum(
            log((self.size + 1) / max(1, self.count[w])) / whole * (1.5 if w in names else 1)
            for w in words
        )


def rarity(facts: Facts) -> Rarity:
    """How rare the stems of a document are in it."""
    language = language_tables(facts.language)
    count: Counter[str] = Counter()
    size = 0
    for start, end in _units(facts):
        count.update(_stems(facts.text[start:end], language))
        size += 1
    return Rarity(count, size)


def _units(facts: Facts) -> Iterator[tuple[int, int]]:
    for block in facts.document.blocks:
        if block.kind in _PROSE or block.kind in {"heading", "footnote"}:
            yield from facts.document.sentences(block)
    for table in facts.document.tables:
        yield from ((row[0].start, row[-1].end) for row in table.rows[:_MOST] if row)


def _stems(text: str, language: Language) -> frozenset[str]:
    return frozenset(
        act_of(word) or stem_of(word, language)
        for word in _WORD.findall(text.lower())
        if word not in language.closed and word not in language.months
    )


def stem_of(word: str, language: Language) -> str:
    """The first letters of a word without its ending; figures as they are."""
    return word if word[-1].isdigit() else language.stem(word)[:6]


def timeline(facts: Facts) -> tuple[Statement, ...]:
    """Every dated statement, in order of the text."""
    found = [*_told(facts), *_rows(facts)]
    return tuple(sorted(found, key=lambda each: each.when.start))


def _told(facts: Facts) -> Iterator[Statement]:
    for block in facts.document.blocks:
        if block.kind == "heading":
            yield from _sentence(facts, block, (block.start, block.end), True)
        elif block.kind in _PROSE:
            for number, (start, end) in enumerate(facts.document.sentences(block)):
                if not in_speech(facts, start + 1):
                    yield from _sentence(facts, block, (start, end), False, number == 0)


def _sentence(
    facts: Facts, block: Block, place: tuple[int, int], head: bool, first: bool = False
) -> Iterator[Statement]:
    """The dates of a sentence, each with the words on its side of the others."""
    start, end = place
    listed = days_between(facts, start, end)
    if not listed or len(listed) > 6:
        return
    opens = first and len(facts.text[start : listed[0].start].strip("*_ •–-—")) < 4
    mark = opens and _MARK.match(facts.text, listed[0].end)
    terse = head or (bool(mark) and len(listed) == 1)
    if mark and end - listed[0].end < 12:
        end = min(block.end, end + _ENTRY)
    edges = [start, *(d.end for d in listed[:-1])], [*(d.start for d in listed[1:]), end]
    series = ("headings" if head else "entries") if terse else ""
    for when, low, high in zip(listed, *edges, strict=True):
        near = (
            (max(low, when.start - _BEFORE), when.start),
            (when.end, min(high, when.end + _BEHIND)),
        )
        ranges = ((start, when.start), (when.end, end)) if head else near
        if not in_speech(facts, when.start):
            yield from _statements(facts, when, ranges, place, block.index, series)


_MARK = re.compile(r"[\s*_]*(?:[.:—–|-]|\Z)")


def _rows(facts: Facts) -> Iterator[Statement]:
    """Rows with one date in a cell of its own: the other cells tell the event."""
    for table in facts.document.tables:
        for row in table.rows[table.headers : _MOST]:
            if not row:
                continue
            first, last = row[0].start, row[-1].end
            dated = [c for c in row if _alone(facts, c.start, c.end)]
            if len(dated) != 1 or len(row) < 2:
                continue
            cell = dated[0]
            when = days_between(facts, cell.start, cell.end)[0]
            block = facts.document.block_of(cell.start)
            yield from _statements(
                facts,
                when,
                ((first, cell.start), (cell.end, last)),
                (first, last),
                block.index if block else -1,
                f"rows {table.start}",
            )


def _alone(facts: Facts, start: int, end: int) -> bool:
    """Whether a cell holds one date and hardly more."""
    found = days_between(facts, start, end) if start < end else ()
    return len(found) == 1 and end - start - (found[0].end - found[0].start) < 12


def _statements(
    facts: Facts,
    when: DateMention,
    ranges: tuple[tuple[int, int], ...],
    place: tuple[int, int],
    block: int,
    series: str,
) -> Iterator[Statement]:
    """A date with its words; a long period as its two ends."""
    if when.problem or not when.known or when.operator in _BOUNDS or when.precision == "decade":
        return
    language = language_tables(facts.language)
    words: set[str] = set()
    names: set[str] = set()
    for start, end in ranges:
        words |= _stems(facts.text[start:end], language)
        for run in names_between(facts, start, end):
            names |= _stems(run.text, language)
    idle = telling("happened", language.code, r"(?:{})\Z")
    words = {w for w in words if not idle.match(w)}
    acts = {
        act_of(w) for a, b in ranges for w in re.findall(r"[^\W\d_]{4,}", facts.text[a:b].lower())
    } - {""}
    base = Statement(
        when, frozenset(words), frozenset(names & words), frozenset(acts), place, block, series
    )
    if (
        when.first is None
        or when.last is None
        or when.precision != "interval"
        or (when.last - when.first).days <= _SHORT
    ):
        yield base
        return
    if when.first.day == 1 and (when.last + timedelta(days=1)).day == 1:
        return  # whole months or years
    for day, act in ((when.first, "beginning"), (when.last, "ending")):
        edge = replace(when, first=day, last=day, precision="day")
        yield replace(base, when=edge, words=base.words | {act}, acts=base.acts | {act})
