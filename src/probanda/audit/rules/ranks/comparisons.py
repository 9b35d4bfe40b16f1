"""“More in Veldt than in Orran”, “fewer women than men”, “women outnumbered men” against two labelled numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.claims import NEGATED
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.naming import all_named, asked_of, held_against, loosely
from probanda.audit.rules.ranks.places import near_tallies
from probanda.audit.rules.ranks.tallies import Labelled, Tally
from probanda.audit.rules.ranks.told import told_tallies
from probanda.audit.rules.registry import Hit

__all__ = ["comparisons", "two_named"]

_END = re.compile(r"[.;:()]|,\s")
_JOINT = re.compile(r"\s(?:and|or|и|или|y|o|et|ou)\s", re.IGNORECASE)
#: Labels that one is set against.
_MANY = 4
_ALL = 100


@cache
def _pattern(language: str) -> re.Pattern[str]:
    more, fewer, than = (rank_words(name, language).pattern for name in ("more", "fewer", "than"))
    return re.compile(
        rf"(?:(?P<more>{more})|(?P<fewer>{fewer}))(?P<what>(?:[^.;:()\d]|(?:19|20)\d\d(?!\d)){{0,80}}?),?\s+{than}",
        re.IGNORECASE,
    )


def comparisons(facts: Facts) -> Iterator[Hit]:
    """Hold every comparison of two labels, or of one with several, against the numbers that have all of them."""
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
                others = rank_words("any_other", language).match(behind.lstrip(" ,"))
                aside = found[0] if others else found[0] + behind[:12]
                if in_speech(facts, found.start()) or said_of("no_comparison", language, aside):
                    continue
                if NEGATED.search(text, start, found.start()):
                    continue  # "no fewer people than in Veldt"
                more = found.re is over or found["more"] is not None
                named = _of_labels(facts, block, (start, end), before, behind)
                if named is None:
                    continue
                wide = text[max(start, found.start() - 30) : found.end()] + behind
                if said_of("rate", language, wide) and named[0].unit != "percent":
                    continue
                if any(q.unit == "percent" and q.value > _ALL for q in named):
                    continue  # no share of anything: so much more likely
                sign = 1 if more else -1
                worst = max(named[1:], key=lambda q: sign * q.value)
                if sign * named[0].value < sign * worst.value:
                    yield _hit(facts, found, named[0], worst)


def _of_labels(
    facts: Facts, block: Block, sentence: tuple[int, int], before: str, behind: str
) -> list[Quantity] | None:
    """The number of the label named before the words, and those of the ones behind: "than in Orran and Veldt"."""
    if rank_words("any_other", facts.language).match(behind.lstrip(" ,")):
        return None  # a superlative
    pieces = [piece for piece in _JOINT.split(behind) if piece.strip()]
    pairs = [two_named(facts, block, sentence, before, piece) for piece in pieces[:_MANY]]
    known = [pair for pair in pairs if pair is not None]
    if not known or len({pair[0].quantity.index for pair in known}) != 1:
        return None
    if len(known) < len(pairs) and len(known) < 2 and len(pieces) > 1:
        known = [pair for pair in [two_named(facts, block, sentence, before, behind)] if pair]
    return [known[0][0].quantity, *(pair[1].quantity for pair in known)] if known else None


def two_named(
    facts: Facts, block: Block, sentence: tuple[int, int], before: str, behind: str
) -> tuple[Labelled, Labelled] | None:
    """The entries of one tally that words name, the one before and the other behind; None where that is open."""
    for tally in (
        *reversed(near_tallies(facts, block, sentence[0])),
        *_told_behind(facts, block, sentence),
    ):
        both = _both(tally, before, behind)
        if both is not None:
            return both
    asked = asked_of(facts, block, sentence, facts.text[slice(*sentence)])
    _, columns = held_against(facts, asked, lambda each: _both(each, before, behind) is not None)
    pairs = [pair for each in columns if (pair := _both(each, before, behind)) is not None]
    ways = {
        (a.quantity.value > b.quantity.value) - (a.quantity.value < b.quantity.value)
        for a, b in pairs
    }
    told = _counts(facts, block, sentence)
    if len(told) > 1 and told.isdisjoint(
        entry.quantity.value for each in columns for entry in each.entries
    ):
        return None  # "17 searches in 2024, five more than in 2023 (12)": numbers of something else
    return pairs[0] if len(ways) == 1 else None


def _counts(facts: Facts, block: Block, sentence: tuple[int, int]) -> set[Decimal]:
    rows = facts.of(by_block).get(block.index, ())
    return {q.value for q in rows if q.sentence == sentence and q.unit == "count" and not q.delta}


def _told_behind(facts: Facts, block: Block, sentence: tuple[int, int]) -> list[Tally]:
    """The tallies told behind a colon of a sentence, in the next sentences or in the next paragraph."""
    told = facts.of(told_tallies)
    colon = facts.text.find(":", *sentence)
    since = colon if colon > 0 else sentence[1]
    own = [t for t in told.get(block.index, ()) if t.entries[0].quantity.start > since]
    following = [t for index in (block.index + 1, block.index + 2) for t in told.get(index, ())]
    return own or following[:2]


def _both(tally: Tally, before: str, behind: str) -> tuple[Labelled, Labelled] | None:
    """The two labels of a tally: the last before the words, the first behind them."""
    if tally.table == -1:
        a, b = loosely(tally, before), loosely(tally, behind)
        b = b or loosely(tally, " ".join(behind.split()[:2]))
        return (a, b) if a is not None and b is not None and a is not b else None
    one = sorted(all_named(tally, before), key=lambda each: each[1])
    two = sorted(all_named(tally, behind), key=lambda each: each[0])
    if not one or len(two) != 1 or len(one) > 1 or one[-1][2] is two[0][2]:
        return None
    return one[-1][2], two[0][2]


def _hit(facts: Facts, found: re.Match[str], a: Quantity, b: Quantity) -> Hit:
    return Hit(
        *found.span(),
        f"“{facts.quote(*found.span())}”, but the numbers are {a.shown} and {b.shown}.",
        "Correct the words or the numbers.",
        ((a.start, a.end), (b.start, b.end)),
        "warning",
    )
