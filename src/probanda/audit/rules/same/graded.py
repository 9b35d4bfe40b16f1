"""Two statements of one quantity, by weight: what speaks for it less what speaks against it.

The narrow gates beside this module know forms of words; here every pair of statements that share rare words, figures
or a noun is weighed by the same table of signs. Only the heaviest pairs of a document are told, so many to a page,
as warnings: a person must look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.candidates import candidates
from probanda.audit.rules.same.pairs import conflict
from probanda.audit.rules.same.signs import signs

__all__ = ["graded", "weigh"]

#: Words on a page, for formats without pages.
_PAGE = 450
#: Places named beside a finding.
_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """The table: what a pair weighs before any sign, what each sign adds, and what is told."""

    base: float
    sign: Mapping[str, float]
    told_from: float
    pages_per_finding: float
    least: int


@cache
def weights() -> Weights:
    """The table of `weights.yaml`."""
    text = files("probanda.audit.rules.same").joinpath("weights.yaml").read_text("utf-8")
    raw = yaml.safe_load(text)
    sign = {name: float(row["weight"]) for name, row in raw["signs"].items()}
    told = raw["told"]
    return Weights(
        float(raw["base"]), sign, float(told["from"]), float(told["pages_per_finding"]), int(told["least"])
    )


def weigh(found: Mapping[str, float]) -> float:
    """What the signs of a pair weigh together: the logarithm of the odds, as far as the table goes."""
    table = weights()
    return table.base + sum(table.sign[name] * value for name, value in found.items())


@dataclass(frozen=True, slots=True)
class _Pair:
    weight: float
    odd: Quantity
    other: Quantity


def graded(facts: Facts, told: set[tuple[int, int]]) -> Iterator[Hit]:
    """The heaviest pairs of the document that no gate has told, one finding for two values.

    Args:
        facts: the document and everything extracted from it.
        told: pairs already reported, by index in the table of quantities.
    """
    table = weights()
    known = facts.of(quantities)
    said = {frozenset({known[i].value, known[j].value}) for i, j in told}
    often = Counter(q.value for q in known)
    pairs: dict[frozenset[Decimal], list[_Pair]] = defaultdict(list)
    for a, b in candidates(facts):
        values = frozenset({a.quantity.value, b.quantity.value})
        if values in said:
            continue
        weight = weigh(signs(facts, a, b))
        if weight >= table.told_from:
            pairs[values].append(_pair(weight, a.quantity, b.quantity, often))
    heaviest = sorted(pairs.values(), key=lambda group: -max(pair.weight for pair in group))
    left = max(table.least, int(_pages(facts) / table.pages_per_finding))
    places: set[tuple[int, int]] = set()
    for group in heaviest:
        best = max(group, key=lambda pair: pair.weight)
        if left <= 0:
            return
        if best.odd.sentence in places:
            continue
        places |= {best.odd.sentence, best.other.sentence}
        left -= 1
        same = sorted(
            (pair for pair in group if pair.odd.index == best.odd.index),
            key=lambda pair: -pair.weight,
        )
        yield conflict(facts, [pair.other for pair in same[:_EVIDENCE]], best.odd, False)


def _pair(weight: float, a: Quantity, b: Quantity, often: Counter[Decimal]) -> _Pair:
    """The pair with the odd one named: the value said less often, never a cell, else the later one."""
    first, second = sorted((a, b), key=lambda q: q.start)
    swap = (
        second.cell is not None
        if (first.cell is None) != (second.cell is None)
        else often[first.value] < often[second.value]
    )
    return _Pair(weight, first, second) if swap else _Pair(weight, second, first)


def _pages(facts: Facts) -> float:
    return len(facts.document.pages) or facts.text.count(" ") / _PAGE
