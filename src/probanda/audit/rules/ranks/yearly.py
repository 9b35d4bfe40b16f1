"""Numbers under years: the column, chart or sentence that tells one thing year by year."""

from __future__ import annotations

import re

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.labelled import stems
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.rules.ranks.tallies import Tally, shares_word, tallies
from probanda.audit.rules.ranks.told import told_tallies

__all__ = ["YEAR", "yearly"]

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Blocks between a sentence and the numbers that it speaks of, where nearness counts.
_FAR = 8


def _of_years(facts: Facts) -> tuple[Tally, ...]:
    """Every tally of three numbers or more that each stand under one year."""
    told = [each for listed in facts.of(told_tallies).values() for each in listed]
    return tuple(
        tally
        for tally in (*facts.of(tallies), *told)
        if len(tally.entries) >= 3
        and all(len(YEAR.findall(entry.words)) == 1 for entry in tally.entries)
    )


def yearly(facts: Facts, block: int, said: str) -> list[tuple[int, Quantity]]:
    """The numbers of the nearest tally under years that speaks of what a sentence does, by year."""
    words = stems(YEAR.sub(" ", said))
    best: tuple[tuple[int, int, int], Tally] | None = None
    for tally in facts.of(_of_years):
        if said_of("rate", facts.language, said) and tally.unit == "count":
            continue
        far = min(abs(block - tally.block), abs(block - tally.last))
        if far > 2 and not shares_word(words, tally.context | tally.specific):
            continue
        own = int(shares_word(words, tally.specific))
        rank = (int(far <= _FAR), own or int(tally.whole), -far)
        if best is None or rank > best[0]:
            best = rank, tally
    if best is None or not best[0][1]:
        return []
    by_year = {int(YEAR.findall(entry.words)[0]): entry.quantity for entry in best[1].entries}
    return (
        sorted(by_year.items(), key=lambda pair: pair[0])
        if len(by_year) == len(best[1].entries)
        else []
    )
