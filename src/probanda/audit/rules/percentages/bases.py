"""Percentages whose base stands elsewhere: in a sentence before, in another paragraph, in a table's last row.

A share is explained when any number that could be its base gives it. Only when none does is it held against the
one base that the text points at: the number that the other shares around it are of, the number that "of them"
takes up, the number that the document says its shares are of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.reckoning import noun_left_out
from probanda.audit.rules.percentages.fit import fits, loose, tolerance, wrong
from probanda.audit.rules.percentages.nearby import around, before
from probanda.audit.rules.percentages.shares import Share, shares
from probanda.audit.rules.registry import Hit

__all__ = ["by_document", "often_told", "plausible"]

_WORD = re.compile(r"[^\W\d_]{3,}")
#: Paragraphs before a share in which any number may be its base.
_NEAR = 3
#: Paragraphs around a share whose shares may have the same base.
_AROUND = 8
#: A base that so many other shares of the passage are of is the base of the passage.
_WITNESSES = 2
#: A part is hardly ever a smaller share of its whole than this one of so many.
_SMALLEST = 100
#: A number told in more paragraphs than these is a main number of the document.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class _Wholes:
    """Numbers of the document that something may be a share of.

    Attributes:
        main: by value, those that stand for a whole: told twice, surveyed, a total, a number of which others are.
        announced: those of which the text says that they were interviewed, documented, in all.
    """

    main: dict[Decimal, list[Quantity]]
    announced: tuple[Quantity, ...]


def by_document(facts: Facts, alone: Iterable[Share], language: Language) -> Iterator[Hit]:
    """Shares that no base explains, each against the base that the text points at."""
    listed = {share.percent.index: share for share in alone}
    places: dict[int, list[Share]] = defaultdict(list)
    for share in ({share.percent.index: share for share in facts.of(shares)} | listed).values():
        places[share.part.block].append(share)
    for share in listed.values():
        if loose(share.part) or share.part.value <= 0:
            continue
        others = [
            other
            for block in around(facts, share.part.block, _AROUND)
            for other in places.get(block, ())
            if other.percent.index != share.percent.index and not loose(other.part)
        ]
        pool = plausible(facts, share.part, share.noun, language)
        if share.percent.unit == "share":
            pool = [q for q in pool if q.value != share.part.value]
            pool = [q for q in pool if q.block == share.part.block] or pool
            named = [q for q in pool if share.noun and _counts(q, share.noun, language)]
            pool = named or pool
        if any(_explains(share, q.value, q) for q in pool):
            continue
        found = _blamed(facts, share, others, pool, language)
        if found is not None:
            base, hit = found
            if base is None or not share.noun or _counts(base, share.noun, language):
                yield hit


def _explains(share: Share, base: Decimal, *counts: Quantity) -> bool:
    return fits(share.percent, share.part.value, base, share.part, *counts)


def plausible(facts: Facts, part: Quantity, noun: str, language: Language) -> list[Quantity]:
    """Numbers that a part may be of: any near it, and the wholes of its section and of the document."""
    near = [
        q
        for index in before(facts, part.block, _NEAR)
        for q in facts.of(by_block).get(index, ())
        if _one_unit(q, part)
        and q.index != part.index
        and q.value >= part.value
        and (q.start < part.start or q.block == part.block)
    ]
    section = facts.document.section_of(part.start)
    far = [
        q
        for value, listed in facts.of(_wholes).main.items()
        if value >= part.value
        for q in listed
        if q.index != part.index
        and (
            (section and section.start <= q.start < section.end)
            or len({told.block for told in listed}) > _OFTEN
            or (len(listed) > 1 and _alike(q, part, noun, language))
        )
    ]
    return [*near, *far, *_cells(facts, part, language)]


def _one_unit(q: Quantity, part: Quantity) -> bool:
    return q.unit == part.unit and q.unit_word == part.unit_word


def _cells(facts: Facts, part: Quantity, language: Language) -> list[Quantity]:
    """Cells of the section's tables whose row or column the sentence of a part names."""
    section = facts.document.section_of(part.start)
    if section is None or part.cell is not None:
        return []
    rows = facts.of(_by_table)
    said: frozenset[str] | None = None
    found: list[Quantity] = []
    for number, table in enumerate(facts.document.tables):
        if not table.rows or not section.start <= table.start < section.end:
            continue
        said = said if said is not None else _stems(facts.text[slice(*part.sentence)], language)
        found += [
            q
            for q in rows.get(number, ())
            if q.value >= part.value and said & _stems(q.label, language)
        ]
    return found


def _stems(text: str, language: Language) -> frozenset[str]:
    """Stems of the words of a text that can be a label."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(language.stem(word) for word in words if word not in language.closed)


def _by_table(facts: Facts) -> dict[int, list[Quantity]]:
    """The counts of each table."""
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None and q.unit == "count":
            groups[q.cell[0]].append(q)
    return groups


def _alike(q: Quantity, part: Quantity, noun: str, language: Language) -> bool:
    """Whether a whole counts what a part counts, as far as their nouns tell."""
    head = noun or ("" if noun_left_out(part, language) else part.group.head)
    return not head or not q.group.head or _counts(q, head, language)


def _counts(q: Quantity, noun: str, language: Language) -> bool:
    """Whether a number counts what a noun names: the same word, or persons both."""
    if q.unit != "count" or noun == q.group.head or noun in q.group.labels:
        return True
    return noun in language.persons and q.group.head in language.persons


def _wholes(facts: Facts) -> _Wholes:
    counts = [q for q in facts.of(quantities) if q.unit == "count" and q.value >= 2]
    divided = {q.of for q in counts} | {q.whole for q in counts}
    announced = tuple(q for q in counts if q.cell is None and _surveyed(facts, q))
    sure = {q.index for q in announced} | divided
    told: dict[Decimal, list[Quantity]] = defaultdict(list)
    for q in counts:
        if q.spoken or q.each or q.subset == "including" or (q.cell is not None and not q.total):
            continue
        told[q.value].append(q)
    main: dict[Decimal, list[Quantity]] = {}
    for value, listed in told.items():
        marked = any(q.total or q.cell is not None or q.index in sure for q in listed)
        if marked or len({q.block for q in listed}) > 1:
            main[value] = listed
    return _Wholes(main, announced)


def often_told(facts: Facts) -> list[Quantity]:
    """The numbers that a document comes back to in three paragraphs or more, one of each."""
    told = facts.of(_wholes).main.values()
    return [listed[0] for listed in told if len({q.block for q in listed}) > _OFTEN]


def _firm(q: Quantity) -> bool:
    """Whether a number can be a base: "four hundred residents" and "about 400" can, "more than 400" can't."""
    return q.exact or q.bound == "about"


def _surveyed(facts: Facts, q: Quantity) -> bool:
    start, end = max(q.sentence[0], q.start - 60), min(q.sentence[1], max(q.group.end, q.end) + 30)
    return bool(
        _firm(q)
        and not q.subset
        and not q.delta
        and q.of is None
        and field("surveyed", facts.language).search(facts.text, start, end)
    )


def _blamed(
    facts: Facts, share: Share, others: list[Share], pool: list[Quantity], language: Language
) -> tuple[Quantity | None, Hit] | None:
    """The base that the text points at, where it is one number, and the finding; None when it points at none."""
    if share.base is not None and share.base.value >= share.part.value:
        hit = wrong(share.percent, share.part, share.base)
        one = share.base.sentence == share.part.sentence and share.percent.of == share.base.index
        return share.base, hit if one else replace(hit, severity="warning")
    shared = _in_use(share, others, pool)
    if shared is not None:
        base, witnesses = shared
        hit = replace(wrong(share.percent, share.part, base), severity="warning")
        told = tuple((q.start, q.end) for other in witnesses for q in (other.part, other.percent))
        return base, replace(hit, evidence=(*hit.evidence, *told[:6]))
    if share.changed:
        return None
    span = _span(share, others) if share.percent.unit == "percent" else None
    if span is not None:
        low, high, witnesses = span
        return None, Hit(
            share.percent.start,
            share.percent.end,
            f"{share.part.shown} ({share.percent.shown}) doesn't fit the base of about {low:,.0f}"
            f"{f' to {high:,.0f}' if high - low > 1 else ''} that the other percentages here share.",
            "Correct the percentage or the number, and name the base.",
            tuple((q.start, q.end) for other in witnesses for q in (other.part, other.percent))[:8],
            "warning",
        )
    pointed = (
        _opening(facts, share)
        or _announced(facts, share, language)
        or _nearest(facts, share, language)
        or _main(facts, share, language)
    )
    if pointed is not None:
        return pointed, replace(wrong(share.percent, share.part, pointed), severity="warning")
    return None


def _in_use(
    share: Share, others: list[Share], pool: list[Quantity]
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
            and _explains(other, q.value, q)
        ]
        close = any(
            other.base is not None and other.part.block == share.part.block for other in witnesses
        )
        if len(witnesses) >= (1 if close else _WITNESSES) and (
            best is None or len(witnesses) > best[0]
        ):
            best = (len(witnesses), q, witnesses)
    if best is None or best[0] * 2 <= len([o for o in others if o.part.block == share.part.block]):
        return None
    return best[1], best[2]


def _span(share: Share, near: list[Share]) -> tuple[Decimal, Decimal, list[Share]] | None:
    """The range of bases on which at least two others of the paragraph agree, and this one doesn't."""
    others = [
        other
        for other in near
        if other.part.block == share.part.block and other.part.exact and other.percent.exact
    ]
    if len(others) < _WITNESSES:
        return None
    low, high = Decimal(0), Decimal(10) ** 12
    for other in others:
        below, above = _range(other)
        low, high = max(low, below), min(high, above)
    if low > high or high > low * 2:
        return None
    below, above = _range(share)
    return None if below <= high and low <= above else (low, high, others)


def _range(share: Share) -> tuple[Decimal, Decimal]:
    """The bases that a share allows."""
    below, above = tolerance(share.percent)
    most = max(share.percent.value - above, Decimal("0.001"))
    return share.part.value * 100 / (share.percent.value + below), share.part.value * 100 / most


def _nearest(facts: Facts, share: Share, language: Language) -> Quantity | None:
    """The last number before a share that counts what the share counts and is no part itself."""
    part = share.part
    left_out = noun_left_out(part, language)
    noun = share.noun or ("" if left_out else part.group.head)
    for index in reversed(before(facts, part.block, 1)):
        for q in reversed(facts.of(by_block).get(index, ())):
            if q.start >= part.start or not _one_unit(q, part) or q.value <= part.value or q.subset:
                continue
            if (
                not _firm(q)
                or q.spoken
                or q.each
                or q.delta
                or q.of is not None
                or not (q.group.head or q.unit != "count")
            ):
                continue
            earlier = q.sentence[1] <= part.sentence[0] or share.way == "bracket"
            same = _counts(q, noun, language) if noun else earlier
            if same and q.value < part.value * _SMALLEST:
                return q
    return None


def _main(facts: Facts, share: Share, language: Language) -> Quantity | None:
    """The number of what a share counts that the document comes back to most often."""
    part = share.part
    noun = share.noun or ("" if noun_left_out(part, language) else part.group.head)
    if not noun:
        return None
    told = [
        (len({q.block for q in listed}), listed[-1])
        for value, listed in facts.of(_wholes).main.items()
        if value > part.value and any(_counts(q, noun, language) for q in listed)
    ]
    best = max(told, key=lambda pair: pair[0], default=None)
    if best is None or best[0] <= _OFTEN or sum(count == best[0] for count, _ in told) > 1:
        return None
    return best[1] if best[1].value < part.value * _SMALLEST else None


def _opening(facts: Facts, share: Share) -> Quantity | None:
    """The number that a paragraph opens with, when all others are smaller: "130 complaints were filed: …"."""
    part = share.part
    row = [
        q for q in facts.of(by_block).get(part.block, []) if q.unit == "count" and q.cell is None
    ]
    if not row or row[0].index == part.index or row[0].start > part.start:
        return None
    first = row[0]
    whole = _firm(first) and not first.subset and first.of is None and not first.spoken
    largest = all(q.value < first.value for q in row[1:])
    return first if whole and largest and first.value >= part.value and first.group.head else None


def _announced(facts: Facts, share: Share, language: Language) -> Quantity | None:
    """The one base that the document announces before: "we interviewed 60 survivors"."""
    part = share.part
    bases = [
        q for q in facts.of(_wholes).announced if q.start < part.start and q.value >= part.value
    ]
    head = share.noun or part.group.head
    same = [q for q in bases if q.group.head and (q.group.head == head or not head)]
    chosen = same or [
        q for q in bases if q.group.head in language.persons and head in language.persons
    ]
    return chosen[-1] if chosen and len({q.value for q in chosen}) == 1 else None
