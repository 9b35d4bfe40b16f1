"""Two statements of one quantity, by weight: what speaks for it less what speaks against it.

The narrow gates beside this module know forms of words; here every pair of statements that share rare words,
figures or a noun is weighed by the same table of signs. Only the heaviest pairs of a document are told, so many to
a page, as warnings, and the next ones as notes: a person must look.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.candidates import candidates
from probanda.audit.rules.same.pairs import conflict
from probanda.audit.rules.same.pairs import said as spoken
from probanda.audit.rules.same.signs import signs
from probanda.audit.tables import table

__all__ = ["graded", "weigh"]

#: Words on a page, for formats without pages.
_PAGE = 450
#: A second value is named beside the first when its pair weighs nearly as much.
_BESIDE = 2.5
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
    noted_from: float
    pages_per_note: float


@cache
def weights() -> Weights:
    """The table of `weights.yaml`."""
    raw = table("rules/same/weights.yaml")
    told = raw["told"]
    return Weights(
        float(raw["base"]),
        {name: float(row["weight"]) for name, row in raw["signs"].items()},
        float(told["from"]),
        float(told["pages_per_finding"]),
        int(told["least"]),
        float(told["noted_from"]),
        float(told["pages_per_note"]),
    )


def weigh(found: Mapping[str, float]) -> float:
    """What the signs of a pair weigh together: the logarithm of the odds, as far as the table goes."""
    scale = weights()
    return scale.base + sum(scale.sign[name] * value for name, value in found.items())


@dataclass(frozen=True, slots=True)
class _Pair:
    weight: float
    odd: Quantity
    other: Quantity


def graded(facts: Facts) -> Iterator[Hit]:
    """The heaviest pairs of the document, one finding for each odd value."""
    scale = weights()
    said: set[frozenset[Decimal]] = set()
    often = Counter(q.value for q in facts.of(quantities))
    found: dict[int, list[_Pair]] = defaultdict(list)
    for pair in _pairs(facts, often):
        if pair.weight >= scale.noted_from:
            found[pair.odd.index].append(pair)
    ranked = [sorted(pairs, key=lambda pair: -pair.weight) for pairs in found.values()]
    ranked.sort(key=lambda pairs: -pairs[0].weight)
    pages = _pages(facts)
    left = max(scale.least, int(pages / scale.pages_per_finding))
    notes = round(pages / scale.pages_per_note)
    for pairs in ranked:
        sure = pairs[0].weight >= scale.told_from and left > 0
        if sure:
            pairs = [pair for pair in pairs if pair.weight >= scale.told_from]  # noqa: PLW2901
        values = {pair.other.value for pair in pairs}
        odd = pairs[0].odd
        if all(frozenset({odd.value, value}) in said for value in values):
            continue
        if not sure and notes <= 0:
            return
        left, notes = (left - 1, notes) if sure else (left, notes - 1)
        said |= {frozenset({odd.value, value}) for value in values}
        yield _hit(facts, pairs) if sure else replace(_hit(facts, pairs), severity="note")


def _pairs(facts: Facts, often: Counter[Decimal]) -> Iterator[_Pair]:
    least = weights().noted_from
    for a, b in candidates(facts):
        weight = weigh(signs(facts, a, b, lambda found: weigh(found) >= least))
        yield _pair(weight, a.quantity, b.quantity, often)


def _hit(facts: Facts, pairs: list[_Pair]) -> Hit:
    """The finding for an odd value and the one or two values that it may stand for."""
    values: dict[Decimal, _Pair] = {}
    for pair in pairs:
        if pair.weight >= pairs[0].weight - _BESIDE:
            values.setdefault(pair.other.value, pair)
    chosen = list(values.values())[:2]
    same = [pair.other for pair in pairs if pair.other.value == chosen[0].other.value][:_EVIDENCE]
    hit = conflict(facts, same, chosen[0].odd, False)
    if len(chosen) == 1:
        return hit
    second = chosen[1].other
    return replace(
        hit,
        message=f"{hit.message[:-1]} or {spoken(facts, second)}.",
        evidence=(*hit.evidence, (second.start, second.end)),
    )


def _pair(weight: float, a: Quantity, b: Quantity, often: Counter[Decimal]) -> _Pair:
    """The pair with the odd one named: the value said less often, else the later one."""
    first, second = sorted((a, b), key=lambda q: (q.cell is None, q.start))
    swap = often[first.value] < often[second.value]
    return _Pair(weight, first, second) if swap else _Pair(weight, second, first)


def _pages(facts: Facts) -> float:
    return len(facts.document.pages) or facts.text.count(" ") / _PAGE
