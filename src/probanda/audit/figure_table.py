"""The figure table of the whole document, in the orders in which rules read it."""

from __future__ import annotations

from collections import defaultdict

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts

__all__ = ["by_block", "by_sentence", "of_sentence"]


def of_sentence(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    """Quantities of prose by the range of their sentence."""
    groups: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is None:
            groups[q.sentence].append(q)
    return groups


def by_sentence(facts: Facts) -> list[list[Quantity]]:
    """Quantities of prose, sentence by sentence."""
    return list(facts.of(of_sentence).values())


def by_block(facts: Facts) -> dict[int, list[Quantity]]:
    """Quantities of prose by the index of their block."""
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is None:
            groups[q.block].append(q)
    return groups
