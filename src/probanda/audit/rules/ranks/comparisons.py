"""“More in Veldt than in Orran”, “fewer women than men”, “women outnumbered men” against two labelled numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from probanda.audit.document import Block
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.naming import all_named, counted, fitting
from probanda.audit.rules.ranks.places import loosely, near_tallies
from probanda.audit.rules.ranks.tallies import Labelled, Tally
from probanda.audit.rules.registry import Hit

__all__ = ["comparisons", "two_named"]

_END = re.compile(r"[.;:()]|,\s")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    more, fewer, than = (rank_words(name, language).pattern for name in ("more", "fewer", "than"))
    return re.compile(
        rf"(?:(?P<more>{more})|(?P<fewer>{fewer}))(?P<what>[^.;:()\d]{{0,80}}?),?\s+{than}",
        re.IGNORECASE,
    )


def comparisons(facts: Facts) -> Iterator[Hit]:
    """Hold every comparison of two labels against the tally that has both."""
    text, language = facts.text, facts.language
    over = rank_words("outnumber", language)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            for found in (
                *_pattern(language).finditer(text, start, end),
                *over.finditer(text, start, end),
            ):
                cut = _END.search(text, found.end(), end)
                behind = text[found.end() : cut.start() if cut else end]
                before = text[max(start, text.rfind(";", start, found.start()) + 1) : found.end()]
                wide = text[max(start, found.start() - 30) : found.end()] + behind
                if (
                    in_speech(facts, found.start())
                    or said_of("rate", language, wide)
                    or said_of("no_comparison", language, found[0] + behind[:12])
                ):
                    continue
                more = found.re is over or found["more"] is not None
                pair = two_named(facts, block, (start, end), before, behind)
                if pair is not None and _wrong(*pair, more=more):
                    yield _hit(facts, found, *pair)


def two_named(
    facts: Facts, block: Block, sentence: tuple[int, int], before: str, behind: str
) -> tuple[Labelled, Labelled] | None:
    """The entries of one tally that words name, the one before and the other behind; None where that is open."""
    for tally in reversed(near_tallies(facts, block, sentence[0])):
        both = _both(tally, before, behind)
        if both is not None:
            return both
    if not facts.of(counted):
        return None
    fits = fitting(
        facts,
        facts.text[slice(*sentence)],
        block,
        lambda each: int(_both(each, before, behind) is not None),
    )
    return _both(fits, before, behind) if fits is not None else None


def _both(tally: Tally, before: str, behind: str) -> tuple[Labelled, Labelled] | None:
    """The two labels of a tally: the last before the words, the first behind them."""
    if tally.table == -1:
        a, b = loosely(tally, before), loosely(tally, behind)
        return (a, b) if a is not None and b is not None and a is not b else None
    one = sorted(all_named(tally, before), key=lambda each: each[1])
    two = sorted(all_named(tally, behind), key=lambda each: each[0])
    if not one or len(two) != 1 or len(one) > 1 or one[-1][2] is two[0][2]:
        return None
    return one[-1][2], two[0][2]


def _wrong(own: Labelled, other: Labelled, *, more: bool) -> bool:
    a, b = own.quantity.value, other.quantity.value
    return a < b if more else a > b


def _hit(facts: Facts, found: re.Match[str], own: Labelled, other: Labelled) -> Hit:
    a, b = own.quantity, other.quantity
    return Hit(
        *found.span(),
        f"“{facts.quote(*found.span())}”, but the numbers are {a.shown} and {b.shown}.",
        "Correct the words or the numbers.",
        ((a.start, a.end), (b.start, b.end)),
        "warning",
    )
