"""The rule: “doubled”, “two thirds”, “seven in ten” against the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.averages import averages
from probanda.audit.rules.ranks.multiples import changes_by_fraction, multiples
from probanda.audit.rules.ranks.paces import paces
from probanda.audit.rules.ranks.shares import shares_by_name
from probanda.audit.rules.ranks.worded import parts_beside_numbers
from probanda.audit.rules.registry import Hit, rule

__all__ = ["ratio_wrong"]


@rule(
    "ratio-wrong",
    "“Doubled” or “two thirds” against the numbers",
    "error",
    "figures",
    "Ratios and fractions in words are checked where both numbers are named. Words "
    "allow some distance: a third is"
    " anything from 29 to 38 per cent, a doubling from 1.8 to 2.2 times.",
    bad=(
        "The number of arrests doubled, from 40 in 2019 to 65 in 2020.",
        "Two thirds of the 60 detainees (25) had been beaten.",
    ),
    good=(
        "The number of arrests doubled, from 40 in 2019 to 81 in 2020.",
        "Two thirds of the 60 detainees (41) had been beaten.",
    ),
)
def ratio_wrong(facts: Facts) -> Iterator[Hit]:
    """Recompute ratios and fractions said in words."""
    told: list[tuple[int, int]] = []
    for hit in _all(facts):
        if not any(start < hit.end and hit.start < end for start, end in told):
            told.append((hit.start, hit.end))
            yield hit


def _all(facts: Facts) -> Iterator[Hit]:
    yield from parts_beside_numbers(facts, ranked=False)
    yield from multiples(facts)
    yield from changes_by_fraction(facts)
    yield from averages(facts)
    yield from paces(facts)
    for said, hit in facts.of(shares_by_name):
        if not (said.ranked or said.part.told):
            yield hit
