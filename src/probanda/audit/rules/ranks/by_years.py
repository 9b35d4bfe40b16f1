"""A change of which both values stand under years: "21 per cent more than in 2021", "doubled in a year"."""

from __future__ import annotations

from collections.abc import Callable

from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import Move
from probanda.audit.rules.ranks.labelled import YEAR
from probanda.audit.rules.ranks.timed import Timed, spoken_of

__all__ = ["by_years"]

#: Code points before a year in which the words stand that make it the one compared with.
_BEFORE = 34


def by_years(
    facts: Facts, sentence: tuple[int, int], block: int, fits: Callable[[Move], bool]
) -> Move | None:
    """The one pair of values that a sentence compares by its years; None where two fit, or several may be meant.

    Of several rows one is meant for sure where it is the sum of the others.
    """
    rows = [row for row in spoken_of(facts, facts.document.blocks[block], sentence) if row.years]
    pairs = [pair for row in rows if (pair := _pair(facts, sentence, row)) is not None]
    if not pairs or any(map(fits, pairs)):
        return None
    largest = max(pairs, key=lambda m: m.first.value)
    others = {m.first.value for m in pairs} - {largest.first.value}
    if others and sum(others) != largest.first.value:
        return None
    own = next(row for row in rows if largest.first in dict(row.points).values())
    values = [q for _, q in own.points]
    return None if any(fits(Move(a, b, "dated")) for a in values for b in values) else largest


def _pair(facts: Facts, sentence: tuple[int, int], row: Timed) -> Move | None:
    """The values of the two years that a sentence names, or of one and that before or the last."""
    values = {
        int(year): q for year, q in row.points if q.exact and q.value > 0 and q.sentence != sentence
    }
    named = list(YEAR.finditer(facts.text, *sentence))
    years = sorted({int(each[0]) for each in named})
    compared = field("compared", facts.language)
    if len(years) == 1 and compared.search(facts.text, *sentence):
        since = max(sentence[0], named[0].start() - _BEFORE)
        base = compared.search(facts.text, since, named[0].start()) is not None
        years = [years[0], max(values)] if base else [years[0] - 1, years[0]]
    if len(years) != 2 or years[0] >= years[1] or not set(years) <= set(values):
        return None
    return Move(values[years[0]], values[years[1]], "dated")
