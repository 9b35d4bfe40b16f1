"""“It rose every year”, “fell since 2018”, “remained stable” against numbers told of years."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.ranks.lexicon import rank_class, rank_words, said_of
from probanda.audit.rules.ranks.yearly import YEAR, Yearly, meant, years_of
from probanda.audit.rules.registry import Hit

__all__ = ["trends"]

#: Words of movement and of steadiness stand no farther apart.
_TOGETHER = 60
#: What stays the same moves by less than this share of its lowest value.
_STABLE = 4
_UNITS = ("count", "percent", "rate", "money")


def trends(facts: Facts) -> Iterator[Hit]:
    """Hold every claim of a rise, a fall or a standstill against the numbers that it may speak of."""
    text, language = facts.text, facts.language
    moving = rank_class(("steady", "rising", "falling"), language)
    for block in facts.document.prose():
        if moving.search(text, block.start, block.end) is None:
            continue
        for start, end in facts.document.sentences(block):
            words = text[start:end]
            still = rank_words("steady", language).search(text, start, end)
            found = still or rank_words("steadily", language).search(text, start, end)
            found = found or rank_class(("rising", "falling"), language).search(text, start, end)
            if found is None or in_speech(facts, found.start()):
                continue
            near = (max(start, found.start() - _TOGETHER), min(end, found.end() + _TOGETHER))
            ways = {each.lastgroup for each in moving.finditer(text, *near)}
            if len(ways) != 1 or (still is None and said_of("except", language, words)):
                continue
            row = _row_of(facts, block, (start, end), found, steady=still is not None)
            if row and not (_stays(row) if still else _moves(row, up=ways == {"rising"})):
                yield _hit(
                    facts, found, row, "" if still else "rise" if "rising" in ways else "fall"
                )


def _row_of(
    facts: Facts, block: Block, sentence: tuple[int, int], found: re.Match[str], *, steady: bool
) -> list[Quantity]:
    """The numbers of which the words speak, in order of time."""
    language, words = facts.language, facts.text[slice(*sentence)]
    known = facts.of(_by_sentence)
    if steady:
        return [] if known.get(sentence) else _of_time(facts, block, sentence)
    if said_of("steadily", language, words):
        row = _row(facts, known, block.index, sentence)
        return row or _of_time(facts, block, sentence)
    if known.get(sentence):
        return []
    row = _of_time(facts, block, sentence) or _told_before(facts, block, sentence)
    going = rank_words("moving_on", language).match(facts.text, found.start())
    return row if going else row[:: max(1, len(row) - 1)]


def _of_time(facts: Facts, block: Block, sentence: tuple[int, int]) -> list[Quantity]:
    """The numbers of the years that a sentence speaks of, from the one series that it may mean."""
    language, words = facts.language, facts.text[slice(*sentence)]
    named = sorted(set(years_of(words)))
    rows = [_of_series(facts, series, words, named) for series in meant(facts, block, sentence)]
    told = {tuple(q.value for q in row) for row in rows}
    apart = any(said_of(name, language, words) for name in ("rate", "part_of_year"))
    if len(told) != 1 or apart:
        return []
    return rows[0]


def _of_series(facts: Facts, series: Yearly, words: str, named: list[int]) -> list[Quantity]:
    language, last = facts.language, series.points[-1][0]
    since = rank_words("since_year", language).search(words)
    if len(named) == 2:
        pairs = series.between(*named)
        return (
            [q for _, q in pairs] if [y for y, _ in pairs][:: len(pairs) - 1 or 1] == named else []
        )
    if len(named) == 1 and since is not None and YEAR.search(since[0]):
        row = series.between(named[0], last)
        return [q for _, q in row] if len(row) > 1 else []
    if len(named) == 1:
        return (
            [q for _, q in series.between(named[0] - 1, named[0])]
            if named[0] > series.points[0][0]
            else []
        )
    if named or not (
        any(said_of(name, language, words) for name in ("over_time", "steadily", "steady"))
        or (said_of("than_before", language, words) and len(series.points) == 2)
    ):
        return []
    return [q for _, q in series.points]


def _told_before(facts: Facts, block: Block, sentence: tuple[int, int]) -> list[Quantity]:
    """The two numbers of the two sentences before one that draws the sum of them: "thus the number decreased"."""
    language, words = facts.language, facts.text[slice(*sentence)]
    if not said_of("thus", language, words) and not said_of("than_before", language, words):
        return []
    rows = [
        [q for q in row if q.unit in _UNITS]
        for row in sentences_before(facts, sentence, block.index)
    ]
    if len(rows) != 2 or any(len(row) != 1 or not row[0].exact for row in rows):
        return []
    later, earlier = rows[0][0], rows[1][0]
    heads = {later.group.head, earlier.group.head} - {""}
    one = later.unit == earlier.unit and len(heads) <= 1 and later.block == block.index
    named = [sorted(set(years_of(facts.text[slice(*q.sentence)]))) for q in (earlier, later)]
    return [earlier, later] if one and named[0] <= named[1] else []


def _by_sentence(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    known: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is None and q.unit in _UNITS and q.exact:
            known[q.sentence].append(q)
    return known


def _moves(row: Sequence[Quantity], *, up: bool) -> bool:
    pairs = itertools.pairwise(q.value for q in row)
    return all(b > a if up else b < a for a, b in pairs)


def _stays(row: Sequence[Quantity]) -> bool:
    """Whether values differ by less than a fourth; of small ones by a few."""
    low, high = min(q.value for q in row), max(q.value for q in row)
    return (high - low) * _STABLE <= low or high - low <= _STABLE


def _row(
    facts: Facts,
    known: dict[tuple[int, int], list[Quantity]],
    block: int,
    sentence: tuple[int, int],
) -> list[Quantity]:
    """Three numbers or more of one unit in the sentence, or in the one before it."""
    sentences = facts.document.sentences(facts.document.blocks[block])
    place = sentences.index(sentence)
    for where in (sentence, *sentences[max(0, place - 1) : place]):
        listed = known.get(where, [])
        for unit in _UNITS:
            own = [q for q in listed if q.unit == unit and q.of is None and not q.subset]
            if unit == "rate" and own:
                own = [q for q in own if q.decimals == own[0].decimals and q.value > 0]
            colon = facts.text.rfind(":", where[0], where[1])
            behind = [q for q in own if q.start > colon]
            own = behind if colon > 0 and len(behind) >= 3 else own
            if len(own) >= 3 and max(q.value for q in own) <= 20 * min(q.value for q in own):
                return _in_order(facts.text, own)
    return []


def _in_order(text: str, own: list[Quantity]) -> list[Quantity]:
    """By their years, where each stands beside one; else as told."""
    years = []
    for q, after in itertools.zip_longest(own, own[1:]):
        found = YEAR.search(text, q.end, after.start if after is not None else q.sentence[1])
        years.append(int(found[0]) if found else 0)
    if all(years) and len(set(years)) == len(years):
        return [q for _, q in sorted(zip(years, own, strict=True), key=lambda pair: pair[0])]
    return own


def _hit(facts: Facts, found: re.Match[str], row: list[Quantity], way: str) -> Hit:
    told = ", ".join(q.shown for q in row)
    more = (
        f"which doesn't {way}{' at every step' if len(row) > 2 else ''}"
        if way
        else "which is a change"
    )
    return Hit(
        *found.span(),
        f"“{facts.quote(*found.span())}” is said of {told}, {more}.",
        "Correct the words or the numbers.",
        tuple((q.start, q.end) for q in row),
        "warning",
    )
