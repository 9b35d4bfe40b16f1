"""“It rose every year”, “fell between 2019 and 2022” against numbers told of years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.labelled import YEAR
from probanda.audit.rules.ranks.lexicon import nth_of, rank_class, rank_words, said_of
from probanda.audit.rules.ranks.timed import Timed, spoken_of
from probanda.audit.rules.registry import Hit

__all__ = ["trends"]

#: Words of movement that stand nearer to each other than this speak of one thing.
_TOGETHER = 60
_ASIDE = ("rate", "part_of_year", "except")


def trends(facts: Facts) -> Iterator[Hit]:
    """Hold every rise or fall "every year", between two years or "for the third year running" against its row."""
    text, moving = facts.text, rank_class(("rising", "falling"), facts.language)
    for block in facts.document.prose():
        if moving.search(text, block.start, block.end) is None:
            continue
        for start, end in facts.document.sentences(block):
            found = moving.search(text, start, end)
            if found is None or in_speech(facts, found.start()):
                continue
            words = text[start:end]
            running = rank_words("running", facts.language).search(text, start, end)
            steadily = running or rank_words("steadily", facts.language).search(text, start, end)
            around = steadily or found
            near = (max(start, around.start() - _TOGETHER), min(end, around.end() + _TOGETHER))
            ways = {each.lastgroup for each in moving.finditer(text, *near)}
            named = sorted({int(year) for year in YEAR.findall(words)})
            if len(ways) != 1 or not (steadily or len(named) == 2):
                continue
            if any(said_of(name, facts.language, words) for name in _ASIDE):
                continue
            steps = _steps(facts, running) if running else 0
            row = _row_of(facts, block, (start, end), named, steadily, steps)
            up = ways == {"rising"}
            if len(row) > 1 and not _moves(row, up=up):
                yield _hit(facts, around, row, "rise" if up else "fall")


def _steps(facts: Facts, running: re.Match[str]) -> int:
    """How many steps "the third year running", "three years in a row" speaks of."""
    numbers = language_tables(facts.language).numbers
    said = (numbers.get(word, "") for word in running[0].lower().split())
    told = next((int(number) for number in said if number), 0)
    return nth_of(running[0], facts.language) or told


def _row_of(
    facts: Facts,
    block: Block,
    sentence: tuple[int, int],
    named: list[int],
    steadily: re.Match[str] | None,
    steps: int,
) -> list[Quantity]:
    """The numbers of the years that the words speak of; empty where it is open which these are."""
    rows = [
        _last(row, named, steps) if steps else _between(row, named, steadily)
        for row in spoken_of(facts, block, sentence)
        if row.years
        and not (steadily is None and _inside(row, sentence))
        and not _of_another(facts, block, row, sentence)
    ]
    return rows[0] if len({tuple(q.value for q in row) for row in rows}) == 1 else []


def _of_another(facts: Facts, block: Block, row: Timed, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells counts of which none is in a row: "fell each year, to 24 in 2025"."""
    told = {
        q.value
        for q in facts.of(by_block).get(block.index, ())
        if q.sentence == sentence and q.unit == "count" and q.exact and not (q.delta or q.spoken)
    }
    return bool(told) and told.isdisjoint(q.value for _, q in row.points)


def _last(row: Timed, named: list[int], steps: int) -> list[Quantity]:
    """The numbers of the years of so many steps, up to the year named or the last, as far as the row goes."""
    last = named[-1] if named else row.years[-1]
    if len(named) > 1 or last not in row.years:
        return []
    told = [q for year, (_, q) in zip(row.years, row.points, strict=True) if year <= last]
    return told[-steps - 1 :]


def _inside(row: Timed, sentence: tuple[int, int]) -> bool:
    """Whether a sentence tells the numbers itself, so that its words may speak of one step of them."""
    return any(q.sentence == sentence for _, q in row.points)


def _between(row: Timed, named: list[int], steadily: re.Match[str] | None) -> list[Quantity]:
    first, last = (named[0], named[-1]) if named else (row.years[0], row.years[-1])
    last = last if len(named) > 1 else row.years[-1]  # "every year since 2019"
    if first not in row.years or last not in row.years:
        return []
    told = [q for year, (_, q) in zip(row.years, row.points, strict=True) if first <= year <= last]
    return told if steadily else [told[0], told[-1]]


def _moves(row: list[Quantity], *, up: bool) -> bool:
    return all((b.value > a.value) if up else (b.value < a.value) for a, b in pairwise(row))


def _hit(facts: Facts, found: re.Match[str], row: list[Quantity], way: str) -> Hit:
    told = ", ".join(q.shown for q in row)
    return Hit(
        *found.span(),
        f"“{facts.quote(*found.span())}” is said of {told}, which doesn't {way}"
        f"{' at every step' if len(row) > 2 else ''}.",
        "Correct the words or the numbers.",
        tuple((q.start, q.end) for q in row),
        "warning",
    )
