"""A mean of which the total stands beside it, and the number of things in another sentence.

"40 people (21 per cent, 8 on average)" some lines below "Four events were devoted to …"; "the average fine was
9,200" behind the number of those fined and the sum of the fines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.reckoning import rounding
from probanda.audit.rules.ranks.labelled import forms
from probanda.audit.rules.same.statements import rarity

__all__ = ["beside_it", "fined"]

#: Blocks around a mean in which the number of things is told, those in which a sum of money and its payers are.
_AROUND, _SECTION = 2, 8
#: A mean further off than this factor is of other numbers; one of money further off than this.
_FAR_OFF, _NEAR = Decimal(2), Decimal("1.25")
#: What words in common must weigh.
_COMMON = 6.0
#: Between a total and the mean told of it: a share, nouns, a bracket.
_TOLD_WITH = re.compile(r"[^.;:]{0,90}")
#: A sum in a currency that no list of units has.
_SUM = 100


def beside_it(
    facts: Facts, mean: Quantity, since: int, own: Sequence[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The total that a mean is told with, and the number of things of a sentence near it in the same words.

    None where one such number bears the mean out, or none is told.
    """
    total = _total(facts, mean, own)
    if total is None:
        return None
    said = _words(facts, facts.text[since : mean.end])
    weigh = facts.of(rarity)
    best: tuple[float, Quantity] | None = None
    for index in range(mean.block - _AROUND, mean.block + _AROUND + 1):
        for q in facts.of(by_block).get(index, ()):
            if not _counts_things(q, total) or q.sentence == mean.sentence:
                continue
            if field("mean", facts.language).search(facts.text, *q.sentence):
                continue  # the number is a mean, or has one of its own
            common = said & _words(facts, facts.text[slice(*q.sentence)])
            weight = sum(weigh.get(word, 0) for word in common)
            true = total.value / q.value
            if weight < _COMMON or not mean.value / _FAR_OFF <= true <= mean.value * _FAR_OFF:
                continue
            if abs(true - mean.value) <= rounding(mean.decimals) + Decimal("0.01"):
                return None
            if best is None or weight > best[0]:
                best = weight, q
    return (total, best[1]) if best is not None else None


def fined(facts: Facts, mean: Quantity) -> tuple[Quantity, Quantity] | None:
    """The sum of money and the number of payers before a mean of money; None where any pair bears it out."""
    if mean.unit != "money" and (mean.unit != "count" or mean.value < _SUM or mean.decimals):
        return None
    section = facts.document.section_of(mean.start)
    first = max(mean.block - _SECTION, 0)
    rows = [
        q
        for index in range(first, mean.block + 1)
        for q in facts.of(by_block).get(index, ())
        if q.start < mean.start and q.exact and (section is None or q.start >= section.start)
    ]
    said = {
        form for form in _words(facts, facts.text[mean.sentence[0] : mean.start]) if len(form) > 3
    }
    sums = [
        q
        for q in rows
        if q.unit == mean.unit
        and (q.unit == "money" or q.group.head == mean.group.head)
        and q.value >= mean.value * 10
    ]
    payers = [
        q
        for q in rows
        if q.unit == "count"
        and q.value > 1
        and not q.decimals
        and any(
            w[:4] in form for w in said for form in _words(facts, facts.text[slice(*q.sentence)])
        )
    ]
    pairs = [
        (total, number)
        for total in sums
        for number in payers
        if mean.value / _NEAR <= total.value / number.value <= mean.value * _NEAR
    ]
    step = max(rounding(mean.decimals), mean.value / 200 if mean.value % 10 == 0 else Decimal(0))
    if any(abs(t.value / n.value - mean.value) <= step + 1 for t, n in pairs):
        return None
    return pairs[-1] if pairs else None


def _total(facts: Facts, mean: Quantity, own: Sequence[Quantity]) -> Quantity | None:
    """The one count that a mean is told with: before it, with no other count between."""
    counts = [q for q in own if q.unit == "count" and q.end <= mean.start and q.of is None]
    if (
        len(counts) != 1
        or not counts[0].exact
        or counts[0].value <= mean.value
        or counts[0].decimals
    ):
        return None
    between = facts.text[counts[0].end : mean.start]
    bracketed = "(" in between and ")" not in between
    plain = _TOLD_WITH.fullmatch(between) and field("mean", facts.language).search(between)
    return counts[0] if plain and (bracketed or len(between) < 60) else None


def _counts_things(q: Quantity, total: Quantity) -> bool:
    loose = q.spoken or q.decimals or q.each or q.delta or not q.exact
    return (
        q.unit == "count"
        and not loose
        and 2 <= q.value < total.value
        and bool(q.group.head)
        and q.group.head != total.group.head
    )


def _words(facts: Facts, said: str) -> frozenset[str]:
    return frozenset(forms(facts, said))
