"""The base that several shares of a passage agree on, though the text tells it nowhere.

"29 people (36.7 %)", "18 (22.8 %)" and "13 (16.5 %)" are all of 79. Where the text tells 81 of the same things and
nothing of two that were left out, each of the shares is wrong for the number that a reader is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.reckoning import noun_left_out
from probanda.audit.rules.percentages.counted import counts
from probanda.audit.rules.percentages.fit import tolerance
from probanda.audit.rules.percentages.nearby import around
from probanda.audit.rules.percentages.shares import Share

__all__ = ["accounted_for", "agreed", "bases_of", "implied", "told_instead"]

#: Other shares that must agree with one on its base; two of the same sentence tell less than three of a passage.
_WITNESSES = 2
#: Wider than this part of itself, and a range of bases tells nothing.
_NARROW = Decimal("0.04")
#: The number told instead is so many times the implied one at most, and the implied one it.
_FAR = Decimal("1.3")
#: Code points around a base in which a number without its noun may be what it leaves out.
_BESIDE = 300
#: Paragraphs around a share in which what was left out of its base may be told.
_AROUND = 1


def bases_of(share: Share) -> tuple[Decimal, Decimal]:
    """The least and the largest base of which a share is right."""
    below, above = tolerance(share.percent)
    most = max(share.percent.value - above, Decimal("0.001"))
    return share.part.value * 100 / (share.percent.value + below), share.part.value * 100 / most


def implied(share: Share, others: Iterable[Share]) -> tuple[Decimal, Decimal, list[Share]] | None:
    """The range of whole numbers of which a share and at least two others are right, with those others."""
    if share.percent.unit != "percent" or not (share.part.exact and share.percent.exact):
        return None
    return agreed([o for o in others if o.part.value != share.part.value], bases_of(share))


def agreed(
    shares: Iterable[Share], within: tuple[Decimal, Decimal] | None = None, least: int = _WITNESSES
) -> tuple[Decimal, Decimal, list[Share]] | None:
    """The whole numbers of which most of these shares are right, all of one narrow range, with those shares.

    Args:
        shares: the shares, exact ones are asked.
        within: the bases that may be meant; None for any.
        least: so many must agree.
    """
    first, last = within or (Decimal(0), Decimal("Infinity"))
    spans = [
        (max(low, first), min(high, last), share)
        for share in shares
        if share.percent.unit == "percent" and share.part.exact and share.percent.exact
        for low, high in [bases_of(share)]
        if low <= last and first <= high
    ]
    best: tuple[Decimal, Decimal, list[Share]] | None = None
    for point in sorted({low for low, _, _ in spans}):
        one = [span for span in spans if span[0] <= point <= span[1]]
        if best is not None and len(one) <= len(best[2]):
            continue
        low = max(span[0] for span in one).to_integral_value(ROUND_CEILING)
        high = min(span[1] for span in one).to_integral_value(ROUND_FLOOR)
        if low <= high <= low * (1 + _NARROW) + 1:
            best = low, high, [span[2] for span in one]
    if best is None or len({(s.part.value, s.percent.value) for s in best[2]}) < least:
        return None
    return best


def told_instead(
    share: Share, base: tuple[Decimal, Decimal], pool: Iterable[Quantity]
) -> Quantity | None:
    """The number told of the same things that is nearest to an implied base."""
    low, high = base
    near = [
        q
        for q in pool
        if q.exact and low / _FAR <= q.value <= high * _FAR and q.value > share.part.value
    ]
    return min(near, key=lambda q: abs(q.value - low), default=None)


def accounted_for(
    facts: Facts, share: Share, base: tuple[Decimal, Decimal], told: Quantity
) -> bool:
    """Whether a passage tells what was left out of a base: "the sex of two is unknown", "who answered"."""
    low, high = base
    left = sorted((abs(told.value - high), abs(told.value - low)))
    language = language_tables(facts.language)
    numbers = [
        q
        for q in facts.of(by_block).get(told.block, ())
        if q.unit == "count" and left[0] <= q.value <= left[1] and q.index != share.part.index
    ]
    if any(
        q.sentence == told.sentence
        or (abs(q.start - told.start) < _BESIDE and noun_left_out(q, language))
        or (bool(told.group.head) and counts(q, told.group, language))
        for q in numbers
    ):
        return True
    blocks = {*around(facts, share.part.block, _AROUND), told.block}
    known = field("part_known", facts.language)
    listed = facts.document.blocks
    return any(known.search(facts.text, listed[i].start, listed[i].end) for i in blocks)
