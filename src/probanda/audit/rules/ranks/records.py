"""“The lowest on record”, “the highest since 2019”, “the third rise in a row” against the numbers of years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.lexicon import nth_of, number_of, rank_class, rank_words, said_of
from probanda.audit.rules.ranks.yearly import YEAR, Yearly, meant, years_of
from probanda.audit.rules.registry import Hit

__all__ = ["records"]

#: Code points between an extreme and the time that it is one of.
_TOGETHER = 90
#: Code points in which "after" stands before the words.
_AFTER = 24
_TIMES = ("on_record", "since_year")
Points = Sequence[tuple[int, Quantity]]


def records(facts: Facts) -> Iterator[Hit]:
    """Hold every extreme among years, and every step told as the first or as one of a row of steps."""
    text, language = facts.text, facts.language
    lead = rank_class(("record_low", "record_high", "in_a_row", "first_move", *_TIMES), language)
    for block in facts.document.prose():
        if lead.search(text, block.start, block.end) is None:
            continue
        for start, end in facts.document.sentences(block):
            for read in (_extreme, _row, _first):
                found = read(facts, start, end)
                if found is None or in_speech(facts, found.start()):
                    continue
                hit = _held(facts, block, (start, end), found, read.__name__)
                if hit is not None:
                    yield hit
                    break


def _extreme(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The words of an extreme that is one of several years; it stands with the words that say of which."""
    text, language = facts.text, facts.language
    own = rank_class(("record_low", "record_high"), language).search(text, start, end)
    if own is not None:
        return own
    for found in rank_class(("last", "first"), language).finditer(text, start, end):
        near = (max(start, found.start() - _TOGETHER), min(end, found.end() + _TOGETHER))
        if any(rank_words(name, language).search(text, *near) for name in _TIMES):
            return found
    return None


def _row(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    return rank_words("in_a_row", facts.language).search(facts.text, start, end)


def _first(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    found = rank_words("first_move", facts.language).search(facts.text, start, end)
    since = rank_words("since_year", facts.language)
    return found if found is not None and since.search(facts.text, start, end) else None


def _held(
    facts: Facts, block: Block, sentence: tuple[int, int], found: re.Match[str], kind: str
) -> Hit | None:
    """The finding against every series that may be meant; None when one of them bears the words out."""
    against: list[Points] = []
    if said_of("part_of_year", facts.language, facts.text[slice(*sentence)]):
        return None
    for series in meant(facts, block, sentence):
        year = _year(facts, block, sentence, series)
        points = series.between(0, year) if year else []
        if len(points) < 2 or points[-1][0] != year:
            return None
        wrong = {"_extreme": _beaten, "_row": _broken, "_first": _earlier}[kind](
            facts, sentence, found, points
        )
        if not wrong:
            return None
        against.append(wrong)
    if not against:
        return None
    own, *others = reversed(against[0])
    told = ", ".join(f"{q.shown} in {year}" for year, q in reversed(others))
    return Hit(
        *found.span(),
        f"“{facts.quote(*found.span())}” is said of {own[1].shown} in {own[0]}, against {told}.",
        "Correct the words or the numbers.",
        tuple((q.start, q.end) for _, q in against[0]),
        "warning",
    )


def _year(facts: Facts, block: Block, sentence: tuple[int, int], series: Yearly) -> int:
    """The year that a sentence speaks of: the one it names or whose number it tells; 0 where that is open."""
    text = facts.text
    since = rank_words("since_year", facts.language)
    named = set(years_of(since.sub(" ", text[slice(*sentence)])))
    if len(named) == 1:
        return named.pop()
    own = {q.value for q in facts.of(by_block).get(block.index, ()) if q.sentence == sentence}
    told = [year for year, q in series.points if q.value in own]
    return told[0] if len(told) == 1 and not named else 0


def _reach(facts: Facts, sentence: tuple[int, int], last: int) -> int:
    """The first year of the time that an extreme is one of, behind "since 2019", "in five years"; 0 for all."""
    said = rank_words("since_year", facts.language).search(facts.text, *sentence)
    if said is None:
        return 0
    years = YEAR.findall(said[0])
    return int(years[0]) + 1 if years else last - (number_of(said[0], facts.language) or 10) + 1


def _beaten(
    facts: Facts, sentence: tuple[int, int], found: re.Match[str], points: Points
) -> Points:
    """The year that beats the one which is said to be the extreme, and that one."""
    high = found.lastgroup in {"first", "record_high"}
    if any(said_of(name, facts.language, found[0]) for name in ("chiefly", "quality")):
        return []
    first = _reach(facts, sentence, points[-1][0])
    sign, own = 1 if high else -1, points[-1]
    rest = [pair for pair in points[:-1] if pair[0] >= first]
    best = max(rest, key=lambda pair: sign * pair[1].value, default=None)
    return [best, own] if best and sign * best[1].value > sign * own[1].value else []


def _way(facts: Facts, sentence: tuple[int, int]) -> int:
    """1 for words of rise, -1 for those of fall; 0 for both or none."""
    moving = rank_class(("rising", "falling"), facts.language)
    ways = {each.lastgroup for each in moving.finditer(facts.text, *sentence)}
    return 0 if len(ways) != 1 else 1 if ways == {"rising"} else -1


def _broken(
    facts: Facts, sentence: tuple[int, int], found: re.Match[str], points: Points
) -> Points:
    """The step that goes the other way within a row of steps, and all behind it."""
    way = _way(facts, sentence)
    steps = nth_of(found[0], facts.language) or number_of(found[0], facts.language)
    if said_of(
        "after",
        facts.language,
        facts.text[max(sentence[0], found.start() - _AFTER) : found.start()],
    ):
        points = points[:-1]  # "after two years in a row of decline, 54 cases in 2021"
    row = [pair for pair in points if pair[0] >= points[-1][0] - steps]
    if not way or steps < 2 or len(row) < 2 or not _each_year(row):
        return []
    return row if any(way * (b[1].value - a[1].value) <= 0 for a, b in pairwise(row)) else []


def _earlier(
    facts: Facts, sentence: tuple[int, int], found: re.Match[str], points: Points
) -> Points:
    """The steps since the time before which none is said to have gone that way, where one did."""
    way = _way(facts, sentence)
    first = _reach(facts, sentence, points[-1][0])
    row = [pair for pair in points if pair[0] >= first - 1]
    if not way or len(row) < 2 or not _each_year(row):
        return []
    ups = [way * (b[1].value - a[1].value) > 0 for a, b in pairwise(row)]
    return row if not ups[-1] or any(ups[:-1]) else []


def _each_year(points: Points) -> bool:
    return all(b[0] - a[0] == 1 for a, b in pairwise(points))
