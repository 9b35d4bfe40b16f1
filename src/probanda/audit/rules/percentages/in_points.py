"""Percentage points told as per cent: "fell by 6 per cent, from 60.2 to 54.2 per cent".

A size that is the distance of two percentages and not their ratio is one of points, whatever the words. The two
stand beside it, or the same change is told as points in another place of the document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.fit import fits
from probanda.audit.rules.percentages.moves import Turn, opens_move, turns
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit

__all__ = ["told_as_points"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def told_as_points(
    facts: Facts, size: Quantity, turn: Turn, listed: list[Quantity], earlier: list[list[Quantity]]
) -> Hit | None:
    """A change said in per cent whose size is that in points of the two percentages beside it, or elsewhere."""
    if (
        size.value >= 50
        or not size.exact
        or "%" in {q.unit_word for q in listed if q.unit == "points"}
    ):
        return None
    pair = _beside(facts, size, listed) or _before(listed, earlier)
    if pair is None:
        return _elsewhere(facts, size, turn, listed)
    one, two = pair
    apart = abs(two.value - one.value)
    step = (
        rounding(size.decimals) if size.decimals < max(one.decimals, two.decimals) else Decimal(0)
    )
    if abs(apart - size.value) > step or apart == 0 or one.value == 0:
        return None
    grown = one.value + (apart if two.value > one.value else -apart)
    true = abs(grown - one.value) * 100 / one.value
    if fits(size, apart, one.value) or fits(size, apart, two.value):
        return None
    return Hit(
        size.start,
        size.end,
        f"From {one.shown} to {two.shown} is {apart.normalize():f} percentage points, or "
        f"{true.quantize(Decimal('0.1'))}%, not {size.shown}.",
        "Say percentage points, or the change in per cent.",
        ((one.start, one.end), (two.start, two.end)),
        "warning",
    )


def _beside(
    facts: Facts, size: Quantity, listed: list[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The two percentages of the sentence: the ends of "from … to …", or the only ones besides the size."""
    others = [q for q in listed if q is not size and q.unit in {"percent", "rate", "count"}]
    for a, b in pairwise(others):
        bare = b.unit == "percent" and not a.group.text
        if bare and (opens_move(facts, a, b) or _passed(facts, a, b)):
            return a, b
    rest = [q for q in others if q.unit == "percent" and not q.spoken]
    return (rest[0], rest[1]) if len(rest) == 2 else None


def _passed(facts: Facts, a: Quantity, b: Quantity) -> bool:
    """As in "de 26 pasó a 23 por ciento": the first number has its unit from the second."""
    between = facts.text[a.end : b.start]
    return a.unit != "percent" and re.fullmatch(r"\s(?:[^\W\d]+\s+){1,3}", between) is not None


def _before(
    listed: list[Quantity], earlier: list[list[Quantity]]
) -> tuple[Quantity, Quantity] | None:
    """The two percentages of the sentence before, where the sentence of the size has no numbers of its own."""
    if len(listed) > 1 or not earlier:
        return None
    rest = [q for q in earlier[0] if q.unit == "percent" and not q.spoken]
    return (rest[0], rest[1]) if len(rest) == 2 == len(earlier[0]) else None


def _points(facts: Facts) -> dict[Decimal, list[Quantity]]:
    """The sizes told in points, by their value."""
    by_value: dict[Decimal, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.unit == "points" and q.cell is None:
            by_value[q.value].append(q)
    return by_value


def _elsewhere(facts: Facts, size: Quantity, turn: Turn, listed: Sequence[Quantity]) -> Hit | None:
    """The same size told of the same change in points: one word or year of its sentence, and the same way."""
    if any(q.unit == "points" for q in listed):
        return None
    here = facts.text[slice(*size.sentence)]
    for other in facts.of(_points).get(size.value, ()):
        there = facts.text[slice(*other.sentence)]
        ways = {each.way for each in turns(facts, *other.sentence)}
        years = set(_YEAR.findall(here)) & set(_YEAR.findall(there))
        shared = _plain(facts, here), _plain(facts, there)
        if turn.way in ways and (years or any(alike(a, b) for a in shared[0] for b in shared[1])):
            return Hit(
                size.start,
                size.end,
                f"Here {size.shown}, elsewhere {other.shown} percentage points for what may be one change.",
                "Say percentage points in both places, or per cent in both.",
                ((other.start, other.end),),
                "warning",
            )
    return None


def _plain(facts: Facts, text: str) -> frozenset[str]:
    for name in ("rose", "fell", "compared", "change"):
        text = field(name, facts.language).sub(" ", text)
    return frozenset(stem for stem in stems(text) if not stem.isdigit())
