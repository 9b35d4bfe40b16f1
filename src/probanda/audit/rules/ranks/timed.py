"""Numbers of one thing under years or months: columns, lists, sentences, and "2019: 33; 2020: 41"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.pointed import noun_stems
from probanda.audit.rules.ranks.labelled import YEAR, alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words
from probanda.audit.rules.ranks.naming import counted
from probanda.audit.rules.ranks.tallies import Tally, shares_word
from probanda.audit.rules.ranks.told import told_tallies

__all__ = ["Timed", "spoken_of", "timed"]

#: "2019 – 33;", "2019 г. — 33": a year and its number, which counts no noun of its own.
_SIGNED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s(?:г\.|год\w*))?(?:\s?[—–]\s|\s-\s|:\s|\s\()"
    r"(?P<number>\d{1,3}(?:[\s,.]\d{3})+|\d+)(?=\)?\s*(?:[,;.)]|\Z))(?![.,]\d)"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
#: How many numbers make a row; blocks between a sentence and a row that it speaks of.
_ROW, _FAR = 3, 8
#: Code points in which a sentence takes up the numbers beside it.
_OPENING = 40


@dataclass(frozen=True, slots=True)
class Timed:
    """A row of numbers in the order of time or of the text.

    Attributes:
        points: each label ("2019", "March") with its number.
        years: the years of the labels; empty for months.
        nouns: stems of what is counted.
        words: stems of what stands around.
        first: index of the first block.
        last: index of the last.
    """

    points: tuple[tuple[str, Quantity], ...]
    years: tuple[int, ...]
    nouns: frozenset[str]
    words: frozenset[str]
    first: int
    last: int

    def far(self, block: int) -> int:
        """Blocks between it and a place."""
        return 0 if self.first <= block <= self.last else min(
            abs(block - self.first), abs(block - self.last)
        )  # fmt: skip


def timed(facts: Facts) -> tuple[Timed, ...]:
    """Every such row of the document."""
    told = (each for rows in facts.of(told_tallies).values() for each in rows)
    rows = [row for tally in (*facts.of(counted), *told) for row in _of_tally(facts, tally)]
    for block in facts.document.prose():
        rows.extend(_signed(facts, block))
    return tuple(rows)


def _of_tally(facts: Facts, tally: Tally) -> Iterator[Timed]:
    months = language_tables(facts.language).months
    found = [YEAR.findall(e.words) for e in tally.entries]
    years = [int(each[0]) for each in found if len(set(each)) == 1]
    quantities = [e.quantity for e in tally.entries]
    nouns = tally.specific | _nouns(facts, quantities)
    if len(years) == len(set(years)) == len(tally.entries):
        yield _row(years, quantities, nouns, tally.context, (tally.block, tally.last))
    elif all(any(w in months for w in _WORD.findall(e.words.lower())) for e in tally.entries):
        points = tuple((" ".join(e.words.split()), e.quantity) for e in tally.entries)
        yield Timed(points, (), nouns, tally.context, tally.block, tally.last)


def _signed(facts: Facts, block: Block) -> Iterator[Timed]:
    """A run of "2019 – 33; 2020 – 41", and sentences in which years and numbers take turns."""
    rows, told = facts.of(by_block).get(block.index, ()), False
    for sentence, listed in groupby(rows, key=lambda q: q.sentence):
        years = list(YEAR.finditer(facts.text, *sentence))
        row = list(listed)
        marks = sorted([(y.start(), 0) for y in years] + [(q.start, 1) for q in row])
        turns = all(a[1] != b[1] for a, b in pairwise(marks)) and len(years) == len(row) >= _ROW
        one = len({q.unit for q in row}) == 1 and len({y[0] for y in years}) == len(row)
        if turns and one and all(q.exact and not q.delta for q in row):
            told = True
            yield _in_block(facts, block, [int(y[0]) for y in years], row)
    found = list(_SIGNED.finditer(facts.text, block.start, block.end))
    if not told and len(found) >= _ROW and len({each["year"] for each in found}) == len(found):
        known = {q.start: q for q in rows}
        row = [known.get(each.start("number")) or _bare(facts, each, block) for each in found]
        yield _in_block(facts, block, [int(each["year"]) for each in found], row)


def _in_block(facts: Facts, block: Block, years: list[int], row: list[Quantity]) -> Timed:
    lead = stems(YEAR.sub(" ", facts.text[block.start : min(q.start for q in row)]))
    return _row(years, row, _nouns(facts, row) | lead, lead, (block.index, block.index))


def _nouns(facts: Facts, row: Sequence[Quantity]) -> frozenset[str]:
    return frozenset(stem for q in row for stem in noun_stems(facts, q))


def _bare(facts: Facts, found: re.Match[str], block: Block) -> Quantity:
    start, end = found.span("number")
    digits = "".join(filter(str.isdigit, found["number"]))
    sentence = facts.document.quote_of(start)
    return Quantity(start, end, Decimal(digits), sentence=sentence, block=block.index)


def _row(
    years: Sequence[int],
    row: Sequence[Quantity],
    nouns: frozenset[str],
    words: frozenset[str],
    span: tuple[int, int],
) -> Timed:
    ordered = sorted(zip(years, row, strict=True), key=lambda pair: pair[0])
    points = tuple((str(year), q) for year, q in ordered)
    return Timed(points, tuple(sorted(years)), nouns, words, *span)


def spoken_of(facts: Facts, block: Block, sentence: tuple[int, int]) -> list[Timed]:
    """The rows near a sentence that may be those it speaks of, by the words in common, then by nearness.

    Only the best are given, all that are as good; a sentence of few words ("the number fell every year") may leave
    out what its neighbours count.
    """
    said = stems(YEAR.sub(" ", facts.text[slice(*sentence)]))
    opening = facts.text[sentence[0] : sentence[0] + _OPENING]
    bare = rank_words("bare_subject", facts.language).match(opening)
    names = [
        stems(run.text)
        for run in names_between(facts, *sentence)
        if not run.opening and not YEAR.search(run.text)
    ]
    best: tuple[int, int, int] | None = None
    found: list[Timed] = []
    for row in facts.of(timed):
        far = row.far(block.index)
        own = common = sum(any(alike(a, b) for b in row.nouns) for a in said)
        if not common and far <= 1 and (bare or row.first <= block.index):
            common = sum(any(alike(a, b) for b in row.words) for a in said) or bool(bare)
        if far > _FAR or not common:
            continue
        words = row.words - (said if row.first - 1 == block.index else frozenset())
        if any(name and not shares_word(name, row.nouns | words) for name in names):
            continue
        rank = (own, common, -far)
        if best is None or rank > best:
            best, found = rank, []
        if rank == best:
            found.append(row)
    return found
