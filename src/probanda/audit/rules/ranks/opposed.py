"""“The highest in Ondra (12), the lowest in Belmar (15)”: two extremes told together, the greater one smaller."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.claims import Claim, all_claims
from probanda.audit.rules.ranks.labelled import forms
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.rules.ranks.slots import own_head, ranked_noun
from probanda.audit.rules.registry import Hit

__all__ = ["opposed"]

_UNITS = frozenset({"count", "percent", "rate", "money", "age", "duration", "measure"})
#: Code points between an extreme and its number; between the two sentences that tell one each.
_REACH, _NEXT, _WORD = 110, 3, 40


def opposed(facts: Facts) -> Iterator[Hit]:
    """Hold each highest against the lowest told next to it, where each has one number of one unit."""
    known = facts.of(all_claims)
    for (block, one), (other_block, other) in pairwise(known):
        if block is not other_block or {one.kind, other.kind} != {"first", "last"}:
            continue
        if not 0 <= other.sentence[0] - one.sentence[1] <= _NEXT and one.sentence != other.sentence:
            continue
        nouns = ranked_noun(facts, one), ranked_noun(facts, other)
        if nouns[1] and nouns[0] and not nouns[0] & nouns[1]:
            continue  # "the most arrests in Ondra, the fewest fines in Belmar"
        if _names_another(facts, one, other):
            continue
        a = _own(facts, block, one, other.found.start())
        b = _own(facts, block, other, other.sentence[1])
        if a is None or b is None or a.unit != b.unit or a.value == b.value:
            continue
        if own_head(a) and own_head(b) and own_head(a) != own_head(b):
            continue
        high, low = (a, b) if one.high else (b, a)
        if high.value < low.value:
            yield Hit(
                one.found.start(),
                other.found.end(),
                f"“{facts.quote(*one.found.span())}” is said of {a.shown}, "
                f"“{facts.quote(*other.found.span())}” of {b.shown}.",
                "Correct the words or the numbers.",
                ((a.start, a.end), (b.start, b.end)),
                "warning",
            )


def _names_another(facts: Facts, one: Claim, other: Claim) -> bool:
    """Whether each extreme has another noun right behind it: "the most arrests", "the fewest fines"."""
    behind = [facts.text[c.found.end() : c.found.end() + _WORD].split() for c in (one, other)]
    nouns = [forms(facts, words[0]) if words else [] for words in behind]
    return all(nouns) and nouns[0] != nouns[1]


def _own(facts: Facts, block: Block, claim: Claim, end: int) -> Quantity | None:
    """The one number behind the words of a claim, up to the next one."""
    if said_of("chiefly", facts.language, claim.found[0]):
        return None
    until = min(end, claim.sentence[1], claim.found.end() + _REACH)
    rows = [
        q
        for q in facts.of(by_block).get(block.index, ())
        if claim.found.end() <= q.start < until and q.unit in _UNITS and not q.spoken
    ]
    plain = (
        len(rows) == 1 and rows[0].exact and not (rows[0].delta or rows[0].subset or rows[0].total)
    )
    return rows[0] if plain else None
