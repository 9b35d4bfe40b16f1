"""Numbers under years: the column, chart, list or sentences that tell one thing, and which is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.pointed import noun_stems
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.tallies import Tally, shares_word, tallies

__all__ = ["YEAR", "Yearly", "meant", "years_of"]

YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d]|[./]\d)")
#: Blocks between a sentence and the numbers that it speaks of, where nearness counts.
_FAR = 8
#: Paragraphs that may speak of a series without naming what it counts.
_BESIDE = 2
#: Words of a sentence that only takes up the numbers beside it: "the last figure is the lowest on record".
_SHORT, _OPENING = 5, 40
#: "2019 – 33;" and how many of them make a series.
_SIGNED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s(?:г\.|год\w*))?(?:\s[—–-]\s|:\s|\s\()"
    r"(?P<number>\d{1,3}(?:[\s,.]\d{3})+|\d+)(?=\)?\s*(?:[,;.]|\Z))(?![.,]\d)"
)
_SIGNS = 3
_UNITS = frozenset({"count", "percent", "money", "rate", "measure"})


@dataclass(frozen=True, slots=True)
class Yearly:
    """Numbers of one thing under years.

    Attributes:
        points: each year with its number, in order of the years.
        nouns: stems of what is counted.
        words: these and the stems of what stands around: caption, section, sentence.
        unit: of all its numbers.
        block: index of the first block.
        last: index of the last.
        whole: told in prose, or the totals or the only numbers of a table.
    """

    points: tuple[tuple[int, Quantity], ...]
    nouns: frozenset[str]
    words: frozenset[str]
    unit: str
    block: int
    last: int
    whole: bool = True

    def between(self, first: int, last: int) -> list[tuple[int, Quantity]]:
        """The numbers of some years, both ends included."""
        return [pair for pair in self.points if first <= pair[0] <= last]

    def far(self, block: int) -> int:
        """Blocks between it and a place."""
        return 0 if self.block <= block <= self.last else min(
            abs(block - self.block), abs(block - self.last)
        )  # fmt: skip


def years_of(words: str) -> list[int]:
    """The years that words name, in order of the text."""
    return [int(year) for year in YEAR.findall(words)]


def every(facts: Facts) -> tuple[Yearly, ...]:
    """Every series of the document: of tables, of lists, of sentences and of runs of sentences."""
    return (*_tabled(facts), *_listed(facts), *_told(facts))


def _tabled(facts: Facts) -> Iterator[Yearly]:
    for tally in facts.of(tallies):
        years = [YEAR.findall(entry.words) for entry in tally.entries]
        if all(len(set(each)) == 1 for each in years):
            pairs = [(int(y[0]), e.quantity) for y, e in zip(years, tally.entries, strict=True)]
            yield from _series(
                pairs, tally.specific, tally.context | tally.specific, _span(tally), tally.whole
            )


def _span(tally: Tally) -> tuple[int, int]:
    return tally.block, tally.last


def _listed(facts: Facts) -> Iterator[Yearly]:
    """Lists of items with one year and one number each, named by what stands above them or in each."""
    rows = facts.of(by_block)
    run: list[tuple[int, Quantity]] = []
    above: Block | None = None
    for block in [*facts.document.blocks, None]:
        pair = _pair(facts, block.start, block.end, rows.get(block.index, ())) if block else None
        if block is not None and block.kind == "list-item" and pair is not None:
            run.append(pair)
            continue
        if run:
            words = _around(facts, run[0][1], above)
            yield from _series(run, _nouns(facts, run), words, (run[0][1].block, run[-1][1].block))
        run, above = [], block


def _told(facts: Facts) -> Iterator[Yearly]:
    """Sentences in which years and numbers take turns, and runs of sentences with one of each."""
    for block in facts.document.prose():
        for sentence in facts.document.sentences(block):
            if len(YEAR.findall(facts.text, *sentence)) >= _SIGNS and (
                pairs := _signed(facts, sentence, block.index)
            ):
                lead = stems(facts.text[sentence[0] : pairs[0][1].start])
                yield from _series(
                    pairs, lead, _around(facts, pairs[0][1]), (block.index, block.index)
                )
    for index, rows in facts.of(by_block).items():
        block = facts.document.blocks[index]
        if block.kind not in {"paragraph", "footnote", "caption"}:
            continue
        by_own: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
        for q in rows:
            by_own[q.sentence].append(q)
        run: list[tuple[int, Quantity]] = []
        for sentence, listed in [*by_own.items(), ((0, 0), [])]:
            several = _turns(facts, sentence, listed)
            if several:
                yield from _series(
                    several, _nouns(facts, several), _around(facts, several[0][1]), (index, index)
                )
            pair = _pair(facts, *sentence, listed) if not several and listed else None
            if pair is not None and (not run or _one_thing(facts, run[-1][1], pair[1])):
                run.append(pair)
                continue
            if run:
                yield from _series(
                    run, _nouns(facts, run), _around(facts, run[0][1]), (index, index)
                )
            run = [pair] if pair is not None else []


def _plain(q: Quantity) -> bool:
    loose = q.spoken or q.delta or q.each or q.of is not None or q.subset
    return q.unit in _UNITS and q.bound in {"exact", "exactly", "about"} and not loose


def _pair(
    facts: Facts, start: int, end: int, listed: Sequence[Quantity]
) -> tuple[int, Quantity] | None:
    """The one year and the one number of a sentence or item."""
    years = years_of(facts.text[start:end])
    known = [q for q in listed if q.unit in _UNITS]
    if len(set(years)) != 1 or len(known) != 1 or not _plain(known[0]):
        return None
    return years[0], known[0]


def _one_thing(facts: Facts, a: Quantity, b: Quantity) -> bool:
    """Whether two numbers count the same: one noun, or one without any."""
    heads = {a.group.head, b.group.head} - {""}
    return a.unit == b.unit and len(heads) <= 1 and not _places(facts, a) ^ _places(facts, b)


def _places(facts: Facts, q: Quantity) -> frozenset[str]:
    return frozenset(run.text for run in names_between(facts, *q.sentence) if not run.opening)


def _turns(
    facts: Facts, sentence: tuple[int, int], listed: list[Quantity]
) -> list[tuple[int, Quantity]]:
    """The years of a sentence with the number that each has: they take turns, and all count one thing."""
    years = list(YEAR.finditer(facts.text, *sentence))
    known = [q for q in listed if q.unit in _UNITS]
    heads = {q.group.head for q in known} - {""}
    if not 2 <= len(years) == len(known) or len(heads) > 1 or len({q.unit for q in known}) != 1:
        return []
    if not all(_plain(q) for q in known):
        return []
    marks = sorted([(y.start(), 0) for y in years] + [(q.start, 1) for q in known])
    kinds = [kind for _, kind in marks]
    if any(a == b for a, b in pairwise(kinds)):
        return []
    return [(int(y[0]), q) for y, q in zip(years, known, strict=True)]


def _signed(facts: Facts, sentence: tuple[int, int], block: int) -> list[tuple[int, Quantity]]:
    """The pairs "2019 – 33; 2020 – 41", whose numbers count no noun of their own."""
    found = list(_SIGNED.finditer(facts.text, *sentence))
    return [
        (
            int(each["year"]),
            Quantity(
                each.start("number"),
                each.end("number"),
                Decimal(re.sub(r"\D", "", each["number"])),
                sentence=sentence,
                block=block,
            ),
        )
        for each in found
        if len(found) >= _SIGNS
    ]


def _series(
    pairs: Sequence[tuple[int, Quantity]],
    nouns: frozenset[str],
    words: frozenset[str],
    span: tuple[int, int],
    whole: bool = True,
) -> Iterator[Yearly]:
    by_year = dict(pairs)
    units = {q.unit for _, q in pairs}
    if len(by_year) == len(pairs) >= 2 and len(units) == 1 and units <= _UNITS:
        points = tuple(sorted(by_year.items(), key=lambda pair: pair[0]))
        yield Yearly(points, nouns, words | nouns, units.pop(), *span, whole)


def _nouns(facts: Facts, pairs: Sequence[tuple[int, Quantity]]) -> frozenset[str]:
    return frozenset(stem for _, q in pairs for stem in noun_stems(facts, q))


def _around(facts: Facts, q: Quantity, above: Block | None = None) -> frozenset[str]:
    """Stems of the sentence of a number, of what stands above it and of its section's title."""
    section = facts.document.section_of(q.start)
    lead = facts.text[above.start : above.end] if above is not None else ""
    title = section.title if section is not None else ""
    return stems(YEAR.sub(" ", f"{facts.text[slice(*q.sentence)]} {lead} {title}"))


def meant(facts: Facts, block: Block, sentence: tuple[int, int]) -> list[Yearly]:
    """The series that a sentence may speak of, all as likely: the best by the words in common, then the nearest.

    Far from its numbers a sentence must name what they count and no name that doesn't stand with them; beside them
    it may leave both out ("the number rose each year").
    """
    text = facts.text
    said = stems(YEAR.sub(" ", text[slice(*sentence)]))
    names = [
        stems(run.text)
        for run in names_between(facts, *sentence)
        if not run.opening and not YEAR.search(run.text)
    ]
    opening = text[sentence[0] : sentence[0] + _OPENING]
    bare = len(said) <= _SHORT and rank_words("bare_subject", facts.language).match(opening)
    named = set(years_of(text[slice(*sentence)]))
    rated = said_of("rate", facts.language, text[slice(*sentence)])
    best: tuple[int, int, int, int] | None = None
    found: list[Yearly] = []
    for series in facts.of(every):
        if any(q.sentence == sentence for _, q in series.points) or (
            rated and series.unit == "count"
        ):
            continue
        far = series.far(block.index)
        common = sum(any(alike(a, b) for b in series.words) for a in said)
        counted = shares_word(said, series.nouns)
        ends = {series.points[0][0], series.points[-1][0]} == named
        own = (
            common and not 0 < series.block - block.index <= _BESIDE
        )  # else its words are the table's
        beside = far <= _BESIDE and series.whole and (own or ends or bare)
        if not counted and not beside:
            continue
        if far > _BESIDE and common < 2:
            continue
        if any(name and not shares_word(name, series.words) for name in names):
            continue
        rank = (int(counted), int(far <= _FAR), common, int(series.whole))
        if best is None or rank > best:
            best, found = rank, []
        if rank == best:
            found.append(series)
    return found
