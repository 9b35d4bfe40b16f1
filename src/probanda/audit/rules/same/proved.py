"""Numbers that the text itself proves: a sum of those beside it, or a share that its percentage fits.

What is proved where it stands is no slip. Two values that are both proved are two quantities.
"""

from __future__ import annotations

from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import within_rounding

__all__ = ["proved"]

#: Below this numbers make one another by chance.
_LEAST = 10
#: Parts of a sum, and how far from a part its percentage may stand, in characters.
_PARTS, _NEAR = 7, 40
#: Numbers of a paragraph looked at.
_MOST = 40


def proved(facts: Facts) -> frozenset[int]:
    """Indexes of the numbers of prose that others of their paragraph prove."""
    blocks = facts.of(by_block)
    found: set[int] = set()
    for index, listed in blocks.items():
        counts = [q for q in listed if q.unit in {"count", "money"}][:_MOST]
        found |= _sums(counts)
        wholes = [q for q in blocks.get(index - 1, ()) if q.unit == "count"] + counts
        found |= _shares([q for q in listed if q.unit == "percent"][:_MOST], counts, wholes[:_MOST])
    return frozenset(found)


def _gap(one: Quantity, other: Quantity) -> int:
    return min(abs(one.start - other.end), abs(other.start - one.end))


def _sums(counts: list[Quantity]) -> set[int]:
    """A number and the run of those right behind or before it that make it."""
    found: set[int] = set()
    for place, whole in enumerate(counts):
        if whole.value < _LEAST:
            continue
        for run in (counts[place + 1 :], counts[:place][::-1]):
            total = Decimal(0)
            for taken, part in enumerate(run[:_PARTS], 1):
                total += part.value
                if total >= whole.value:
                    if total == whole.value and taken > 1:
                        found |= {whole.index, *(each.index for each in run[:taken])}
                    break
    return found


def _shares(percents: list[Quantity], counts: list[Quantity], wholes: list[Quantity]) -> set[int]:
    """A number beside a percentage, and the whole of which it is that share."""
    found: set[int] = set()
    for percent in percents:
        if not 0 < percent.value < 100:
            continue
        for part in counts:
            if _gap(part, percent) > _NEAR:
                continue
            for whole in wholes:
                if whole.value > part.value >= 3 and within_rounding(
                    percent.value, part.value * 100 / whole.value, percent.decimals
                ):
                    found |= {part.index, whole.index}
    return found
