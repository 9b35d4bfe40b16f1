"""How little chance has to do with two numbers: values too near for it, figures told side by side.

In a report that tells forty percentages two of them lie a point apart by accident; in one that tells four
numbers of thousands two of them do not lie three apart by accident. And a value that two paragraphs alone tell
ties them to each other more than one that stands everywhere. Both are reckoned from the document's own numbers.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts

__all__ = ["nearness", "tie", "told_in"]

#: Numbers within this factor of two values are their neighbourhood.
_FACTOR = Decimal("1.5")
#: A short text is taken to have so many numbers around two values.
_CROWD = 4
#: More than this no nearness tells, in powers of ten.
_MOST = 3.0
#: From here on a number is hardly in two sentences by chance.
_TELLING = 13
#: A value told in more paragraphs than this ties none of them to another.
_EVERYWHERE = 12


def nearness(facts: Facts, unit: str, one: Decimal, other: Decimal) -> float:
    """By how many powers of ten two values are nearer than chance brings numbers of this document.

    With *n* different values of the unit within a factor of 1.5, chance brings about
    *n* · *gap* / (0.4 · *value*) of them so near; the sign is the negative logarithm of that, between 0 and 3.
    """
    low, high = sorted((one, other))
    if not 0 < low < high <= low * _FACTOR:
        return 0.0
    values = facts.of(_values).get(unit, [])
    crowd = bisect_right(values, high * _FACTOR) - bisect_left(values, low / _FACTOR)
    expected = max(_CROWD, crowd - 1) * float((high - low) / high) / 0.4
    return min(_MOST, max(0.0, -math.log10(expected)))


def _values(facts: Facts) -> dict[str, list[Decimal]]:
    """The different values of each unit, in order."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for q in facts.of(quantities):
        found[q.unit].add(q.value)
    return {unit: sorted(values) for unit, values in found.items()}


def tie(facts: Facts, values: Iterable[Decimal]) -> float:
    """How much common values tie two places to each other: one for each that hardly another paragraph tells."""
    told = facts.of(told_in)
    return math.fsum(_worth(value, told.get(value, 0)) for value in values)


def _worth(value: Decimal, blocks: int) -> float:
    if blocks > _EVERYWHERE:
        return 0.2
    return 1.0 if value >= _TELLING and blocks <= 4 else 0.6 if value >= _TELLING else 0.3


def told_in(facts: Facts) -> dict[Decimal, int]:
    """In how many paragraphs each value is told."""
    found: dict[Decimal, set[int]] = defaultdict(set)
    for q in facts.of(quantities):
        found[q.value].add(q.block)
    return {value: len(blocks) for value, blocks in found.items()}
