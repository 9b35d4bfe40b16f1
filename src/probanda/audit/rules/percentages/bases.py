"""Percentages whose base stands elsewhere: in a sentence before, in another paragraph, in a table's last row.

A share is explained when any number that may be its base gives it: one of its noun and of its period. Only when
none does is it held against the one base that the text points at: the number that the other shares around it are
of, the number told for its period, the last that counts its noun and is no part itself, a main number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import alike
from probanda.audit.rules.percentages.counted import (
    counts,
    same_time,
)
from probanda.audit.rules.percentages.fit import loose, wrong
from probanda.audit.rules.percentages.implied import (
    accounted_for,
    agreed,
    bases_of,
    implied,
    told_instead,
)
from probanda.audit.rules.percentages.nearby import around, before
from probanda.audit.rules.percentages.pairs import ANOTHER
from probanda.audit.rules.percentages.pools import (
    OFTEN,
    Pool,
    explains,
    firm,
    noun_of,
    opened_with,
    pool_of,
    sampled,
    wholes,
)
from probanda.audit.rules.percentages.shares import Share, shares
from probanda.audit.rules.registry import Hit

__all__ = ["by_document"]

#: Paragraphs around a share whose shares may have the same base.
_AROUND = 8
#: A base that so many other shares of the passage are of is the base of the passage.
_WITNESSES = 2
#: A part is hardly ever a smaller share of its whole than this one of so many.
_SMALLEST = 100
#: A share that is so many points off is all but right.
_MISS = Decimal("2.5")
#: By more than so many times, another whole is meant.
_FAR = 5
#: The same for a whole of another paragraph to which only its noun points.
_AFAR = Decimal("2.5")


def by_document(facts: Facts, alone: Iterable[Share], language: Language) -> Iterator[Hit]:
    """Shares that no base explains, each against the base that the text points at."""
    listed = {(share.percent.index, share.part.start): share for share in alone}
    places: dict[int, list[Share]] = defaultdict(list)
    known = {(share.percent.index, share.part.start): share for share in facts.of(shares)}
    for share in (known | listed).values():
        places[share.part.block].append(share)
    for share in listed.values():
        if loose(share.part) or share.part.value <= 0:
            continue
        pool = pool_of(facts, share, language)
        others = [
            other
            for block in around(facts, share.part.block, _AROUND)
            for other in places.get(block, ())
            if other.percent.index != share.percent.index
            and not loose(other.part)
            and _one_whole(facts, share, other, language)
        ]
        excuses = [q for q in (*pool.near, *pool.far, *pool.open) if explains(share, q.value, q)]
        own = _of_sentence(facts, share, pool, language)
        if own is not None and not any(q.block == share.part.block for q in excuses):
            yield replace(wrong(share.percent, share.part, own), severity="warning")
            continue
        if excuses:
            continue
        hit = _blamed(facts, share, others, pool, language)
        if hit is not None:
            yield hit


def _one_whole(facts: Facts, share: Share, other: Share, language: Language) -> bool:
    """Whether two shares may be of one whole: of one noun and of one time."""
    one, two = noun_of(share, language), noun_of(other, language)
    same = not one.head or not two.head or counts(other.part, one, language)
    return same and same_time(facts, other.part, share.part) > 0


def _blamed(
    facts: Facts, share: Share, others: list[Share], pool: Pool, language: Language
) -> Hit | None:
    """The finding against the base that the text points at; None when it points at none."""
    if share.base is not None and share.base.value >= share.part.value:
        hit = wrong(share.percent, share.part, share.base)
        one = share.base.sentence == share.part.sentence and share.percent.of == share.base.index
        return hit if one else replace(hit, severity="warning")
    run = implied(share, others)
    if run is not None:
        return _instead(facts, share, run, pool)
    shared = _in_use(share, others, [*pool.near, *pool.far])
    if shared is not None and _likely(share, shared[0]):
        base, witnesses = shared
        if _agree(share, base, others):
            return None
        base = base if base.block == share.part.block else _near_miss(share, pool) or base
        if explains(share, base.value, base):
            return None  # right for a base of another time
        hit = replace(wrong(share.percent, share.part, base), severity="warning")
        return replace(hit, evidence=(*hit.evidence, *_numbers(witnesses)))
    if share.changed:
        return None
    span = _span(share, others) if share.percent.unit == "percent" else None
    if span is not None:
        return _out_of_span(facts, share, span, pool)
    pointed = _pointed(facts, share, pool, language)
    far = _FAR if pointed and pointed.block == share.part.block else _AFAR
    if pointed is None or not _likely(share, pointed, far) or _agree(share, pointed, others):
        return None
    if explains(share, pointed.value, pointed):
        return None
    return replace(wrong(share.percent, share.part, pointed), severity="warning")


def _instead(
    facts: Facts, share: Share, run: tuple[Decimal, Decimal, list[Share]], pool: Pool
) -> Hit | None:
    """A share that agrees with others on a base told nowhere, against the number told of the same things."""
    told = _told_instead(facts, share, run, pool)
    if told is None or accounted_for(facts, share, run[:2], told):
        return None
    return _with_others(
        wrong(share.percent, share.part, told), "with {} other percentages here it is", run
    )


def _told_instead(
    facts: Facts, share: Share, run: tuple[Decimal, Decimal, list[Share]], pool: Pool
) -> Quantity | None:
    parts = {other.part.index for other in facts.of(shares)}
    near = [q for q in (*pool.near, *pool.far) if firm(q) and q.index not in parts]
    return told_instead(share, run[:2], near)


def _out_of_span(
    facts: Facts, share: Share, run: tuple[Decimal, Decimal, list[Share]], pool: Pool
) -> Hit:
    """A share that misses the base of those around it, against the number told that is nearest to that base."""
    told = _told_instead(facts, share, run, pool)
    if told is not None:
        return _with_others(
            wrong(share.percent, share.part, told), "{} other percentages here are", run
        )
    low, high, witnesses = run
    return Hit(
        share.percent.start,
        share.percent.end,
        f"{share.part.shown} ({share.percent.shown}) doesn't fit the base of about {low:,.0f}"
        f"{f' to {high:,.0f}' if high - low > 1 else ''} that the other percentages here share.",
        "Correct the percentage or the number, and name the base.",
        _numbers(witnesses),
        "warning",
    )


def _with_others(hit: Hit, how: str, run: tuple[Decimal, Decimal, list[Share]]) -> Hit:
    low, _, witnesses = run
    return replace(
        hit,
        message=f"{hit.message[:-1]}; {how.format(len(witnesses))} of {low:,f}.",
        evidence=(*hit.evidence, *_numbers(witnesses)),
        severity="warning",
    )


def _numbers(witnesses: list[Share]) -> tuple[tuple[int, int], ...]:
    return tuple((q.start, q.end) for other in witnesses for q in (other.part, other.percent))[:6]


def _of_sentence(facts: Facts, share: Share, pool: Pool, language: Language) -> Quantity | None:
    """The one number of its noun that stands before a share in its sentence, and is no part itself."""
    part = share.part
    if share.base is not None or not noun_of(share, language).head or share.changed:
        return None
    parts = {other.part.index for other in facts.of(shares)}
    own = [
        q
        for q in pool.near
        if q.sentence == part.sentence
        and q.start < part.start
        and firm(q)
        and q.group.start
        and part.value < q.value < part.value * _SMALLEST
    ]
    if len({q.value for q in own}) != 1 or own[0].index in parts:
        return None
    return None if ANOTHER.search(facts.text, own[-1].end, part.start) else own[-1]


def _in_use(
    share: Share, others: list[Share], pool: list[Quantity], least: int = _WITNESSES
) -> tuple[Quantity, list[Share]] | None:
    """The number that shares around this one are of, when there is one that most of them are of."""
    if not others:
        return None
    best: tuple[int, Quantity, list[Share]] | None = None
    for q in pool:
        witnesses = [
            other
            for other in others
            if other.part.value != share.part.value
            and q.value >= other.part.value
            and (other.base is None or other.base.value == q.value)
            and explains(other, q.value, q)
        ]
        close = any(
            other.base is not None and other.part.block == share.part.block for other in witnesses
        )
        if len(witnesses) >= (1 if close else least) and (best is None or len(witnesses) > best[0]):
            best = (len(witnesses), q, witnesses)
    if best is None or best[0] * 2 <= len([o for o in others if o.part.block == share.part.block]):
        return None
    return best[1], best[2]


def _span(share: Share, others: list[Share]) -> tuple[Decimal, Decimal, list[Share]] | None:
    """The base on which others of the paragraph agree, or most others of the passage, and this one doesn't."""
    beside = [other for other in others if other.part.block == share.part.block]
    told = share.part.around.period_from == "sentence"
    for near, least in ((beside, _WITNESSES), ([] if told else others, _WITNESSES + 1)):
        found = agreed(near, least=least)
        if found is None or len(found[2]) * 2 <= len(near):
            continue
        low, high, _ = found
        below, above = bases_of(share)
        apart = below > high * _FAR or above * _FAR < low  # then of another whole
        return None if apart or (below <= high and low <= above) else found
    return None


def _likely(share: Share, whole: Quantity, far: Decimal | int = _FAR) -> bool:
    """Whether a share may be meant of a whole: one that is wrong is seldom wrong by far."""
    said, true = share.percent.value, share.part.value * 100 / whole.value
    return said <= true * far and true <= said * far


def _agree(share: Share, whole: Quantity, others: list[Share]) -> bool:
    """Whether a share and another of its sentence are of one whole that is told nowhere."""
    near = whole.block in (share.part.block, share.part.block - 1)
    if near and alike(whole.group.head, share.part.group.head):
        return False  # then it is the whole that is wrong
    below, above = bases_of(share)
    beside = [
        bases_of(other)
        for other in others
        if other.part.sentence == share.part.sentence and not explains(other, whole.value, whole)
    ]
    return any(low <= above and below <= high for low, high in beside)


def _headed(facts: Facts, part: Quantity) -> list[Quantity]:
    """The number that a paragraph opens with, when all others are smaller: "130 complaints were filed: …"."""
    row = [q for q in facts.of(by_block).get(part.block, ()) if q.unit == "count"]
    if not row or row[0].start >= part.start or not row[0].group.head or not firm(row[0]):
        return []
    largest = all(q.value < row[0].value for q in row[1:])
    shared = any(share.part.index == row[0].index for share in facts.of(shares))
    return row[:1] if largest and not shared and part.value < row[0].value else []


def _pointed(facts: Facts, share: Share, pool: Pool, language: Language) -> Quantity | None:
    """The whole that the text points at, in the first place of these where one stands.

    The number told for the period of the share; what its own paragraph opens with, or tells last before it; the
    same of the paragraph before; what its section begins with; what is announced, or told again and again.
    """
    part, named = share.part, bool(noun_of(share, language).head)
    parts = {other.part.index for other in facts.of(shares)}
    usable = [
        q
        for q in (*pool.near, *pool.far)
        if firm(q)
        and part.value < q.value < part.value * _SMALLEST
        and q.index not in parts
        and (q.group.head or q.unit != "count")
    ]
    own = [q for q in usable if q.block == part.block and q.start < part.start]
    if not named:
        own = [q for q in own if q.sentence[1] <= part.sentence[0] or share.way == "bracket"]
    last = before(facts, part.block, 1)[0]
    main = facts.of(wholes)
    often = {value for value, told in main.main.items() if len({q.block for q in told}) > OFTEN}
    opened = {q.index for q in opened_with(facts, part)}
    announced = [q for q in usable if q.index in main.announced and q.start < part.start]
    base = sampled(facts, part) if part.unit == "count" and not share.noun.head else None
    for level in (
        [base] if base is not None else [],
        [q for q in usable if named and same_time(facts, part, q) == 2],
        own[:1] if own and all(q.value <= own[0].value for q in own) else own[-1:],
        _headed(facts, part) if not share.noun.head else [],
        [q for q in usable if q.block == last and q.start < part.start][-1:],
        [q for q in usable if named and q.index in opened],
        announced if named or len({q.value for q in announced}) == 1 else [],
        [q for q in usable if named and q.value in often],
    ):
        if level:
            best = min(level, key=lambda q: abs(part.value * 100 / q.value - share.percent.value))
            off = abs(part.value * 100 / best.value - share.percent.value)
            return best if best in own and off < 2 * _MISS else _near_miss(share, pool) or best
    return None


def _near_miss(share: Share, pool: Pool) -> Quantity | None:
    """The one number of its noun of which a share is all but right."""
    close = {
        q.value: q
        for q in (*pool.near, *pool.far)
        if q.exact and abs(share.part.value * 100 / q.value - share.percent.value) <= _MISS
    }
    return next(iter(close.values())) if len(close) == 1 else None
