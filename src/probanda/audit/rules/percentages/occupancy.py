"""How full a place is: those held against its places, "1,104 prisoners, that is 115 per cent of its capacity"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.fit import fits, loose, wrong
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.registry import Hit

__all__ = ["occupancy"]

#: Code points beside a number in which words tell what it is.
_BESIDE = 45
#: Words behind a number among which the noun that it counts stands.
_NOUN = 2
_STOP, _CUT = re.compile(r"[\d;]"), re.compile(r"[\d,;:.()]")
#: A rate that is so many times off is of something else.
_FAR = Decimal(2)


def occupancy(facts: Facts) -> Iterator[Hit]:
    """Rates of occupancy that the one number held and the one number of places told near them don't give."""
    for row in facts.of(by_sentence):
        for p in row:
            if p.unit != "percent" or p.spoken or not _says(facts, "filled", p):
                continue
            near = [
                *row,
                *(q for each in sentences_before(facts, p.sentence, p.block, 1, 0) for q in each),
            ]
            counts = [
                q for q in near if q.unit == "count" and not (loose(q) or q.delta or q.subset)
            ]
            built = [q for q in counts if _says(facts, "places", q)]
            held = [
                q for q in counts if q not in built and q.of is None and _says(facts, "held", q)
            ]
            if len({q.value for q in built}) != 1 or len({q.value for q in held}) != 1:
                continue
            if any(_fits(p, one, other) for one, other in permutations(counts, 2)):
                continue
            part, whole = held[0], built[0]
            true = part.value * 100 / whole.value
            if part.exact and whole.exact and p.value <= true * _FAR and true <= p.value * _FAR:
                hit = wrong(p, part, whole)
                yield hit if _same(facts, p, part, whole) else replace(hit, severity="warning")


def _same(facts: Facts, p: Quantity, held: Quantity, built: Quantity) -> bool:
    """Whether words say that a rate is that of the two numbers right before it: "…, that is 140 per cent"."""
    lead = facts.text[max(held.end, built.end) : p.start]
    one = held.sentence == built.sentence == p.sentence
    return one and bool(field("that_is", facts.language).search(lead)) and not _STOP.search(lead)


def _says(facts: Facts, name: str, q: Quantity) -> bool:
    """Whether words of a class stand beside a number, no other number between them."""
    start, end = q.sentence
    before = _STOP.split(facts.text[max(start, q.start - _BESIDE) : q.start])[-1]
    behind = _CUT.split(facts.text[q.end : min(end, q.end + _BESIDE)])[0]
    if q.unit == "count":
        behind = " ".join(behind.split()[:_NOUN])  # "640 prisoners against a capacity of 400"
    words = field(name, facts.language)
    return bool(words.search(before) or words.search(behind))


def _fits(p: Quantity, held: Quantity, built: Quantity) -> bool:
    """Whether a rate is that of two numbers, or what is over or free: "60 per cent over its capacity"."""
    return any(
        fits(p, part, built.value, held, built)
        for part in (held.value, held.value - built.value, built.value - held.value)
    )
