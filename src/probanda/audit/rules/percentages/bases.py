"""Percentages whose base stands elsewhere: in a sentence before, in another paragraph, in a table's last row.

A share is explained when any number that may be its base gives it: one of its noun and of its period. Only when
none does is it held against the one base that the text points at: the number that the other shares around it are
of, the number told for its period, the last that counts its noun and is no part itself, a main number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.phrases import NOTHING, Group
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.reckoning import alike, noun_left_out
from probanda.audit.rules.percentages.counted import (
    Time,
    counts,
    place_words,
    same_place,
    same_time,
    time_of,
)
from probanda.audit.rules.percentages.fit import fits, loose, tolerance, wrong
from probanda.audit.rules.percentages.nearby import after, around, before
from probanda.audit.rules.percentages.pairs import ANOTHER
from probanda.audit.rules.percentages.shares import Share, shares
from probanda.audit.rules.registry import Hit

__all__ = ["by_document", "often_told"]

_WORD = re.compile(r"[^\W\d_]{3,}")
#: Paragraphs before a share in which any number may be its base.
_NEAR = 3
#: Paragraphs around a share whose shares may have the same base.
_AROUND = 8
#: Paragraphs of a beginning that tell the main numbers.
_OPENING = 4
#: A base that so many other shares of the passage are of is the base of the passage.
_WITNESSES = 2
#: A part is hardly ever a smaller share of its whole than this one of so many.
_SMALLEST = 100
#: A share that is so many points off is all but right.
_MISS = Decimal("1.5")
#: "Per 10,000 inhabitants".
_RATES = frozenset(Decimal(10) ** n for n in range(3, 7))
#: By more than so many times, another whole is meant.
_FAR = 5
#: A number told in more paragraphs than these is a main number of the document.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class _Wholes:
    """Numbers of the document that something may be a share of.

    Attributes:
        main: by value, those that stand for a whole: told twice, surveyed, a total, a number of which others are.
        announced: those of which the text says that they were interviewed, documented, in all.
        dated: by period, those told for one in their own sentence.
    """

    main: dict[Decimal, list[Quantity]]
    announced: frozenset[int]
    dated: dict[Time, list[Quantity]]


@dataclass(frozen=True, slots=True)
class _Pool:
    """The numbers that a share may be of.

    Attributes:
        near: of its noun and its time, in the paragraphs before it, in order of the text.
        far: of its noun and its time, in the section and among the main numbers of the document.
        open: near it, and of another noun, which may be a word for the same.
    """

    near: list[Quantity]
    far: list[Quantity]
    open: list[Quantity]


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
        pool = _pool(facts, share, language)
        others = [
            other
            for block in around(facts, share.part.block, _AROUND)
            for other in places.get(block, ())
            if other.percent.index != share.percent.index
            and not loose(other.part)
            and _one_whole(facts, share, other, language)
        ]
        excuses = [q for q in (*pool.near, *pool.far, *pool.open) if _explains(share, q.value, q)]
        own = _of_sentence(facts, share, pool, language)
        if own is not None and not any(q.block == share.part.block for q in excuses):
            yield replace(wrong(share.percent, share.part, own), severity="warning")
            continue
        if excuses:
            if (run := _out_of_line(facts, share, others, pool, excuses)) is not None:
                yield run
            continue
        hit = _blamed(facts, share, others, pool, language)
        if hit is not None:
            yield hit


def _explains(share: Share, base: Decimal, *counts: Quantity) -> bool:
    return fits(share.percent, share.part.value, base, share.part, *counts)


def _noun(share: Share, language: Language) -> Group:
    """What a share's base counts: the noun said with the percentage, else that of its number."""
    if share.noun.head:
        return share.noun
    return NOTHING if noun_left_out(share.part, language) else share.part.group


def _one_whole(facts: Facts, share: Share, other: Share, language: Language) -> bool:
    """Whether two shares may be of one whole: of one noun and of one time."""
    one, two = _noun(share, language), _noun(other, language)
    same = not one.head or not two.head or counts(other.part, one, language)
    return same and same_time(facts, other.part, share.part) > 0


def _pool(facts: Facts, share: Share, language: Language) -> _Pool:
    part, noun = share.part, _noun(share, language)
    own_noun = NOTHING if noun_left_out(part, language) else part.group
    near: list[Quantity] = []
    open_: list[Quantity] = []
    for index in before(facts, part.block, _NEAR):
        for q in facts.of(by_block).get(index, ()):
            if (
                q.unit != part.unit
                or q.unit_word != part.unit_word
                or q.index == part.index
                or q.value < part.value
                or (share.percent.unit == "share" and q.value == part.value)
            ):
                continue
            if not same_time(facts, part, q):
                continue
            if counts(q, noun, language) or (own_noun.head and counts(q, own_noun, language)):
                near.append(q)
            elif not share.noun.head and (q.start < part.start or q.block == part.block):
                open_.append(q)
    own = [q for q in near if q.block == part.block]
    if share.percent.unit == "share" and own:
        return _Pool(own, [], [])  # words leave room, and of many numbers some always fits
    section = facts.document.section_of(part.start)
    said = place_words(facts, part)
    wholes = facts.of(_wholes)
    told = [
        q
        for value, listed in wholes.main.items()
        if value >= part.value
        for q in listed
        if (section and section.start <= q.start < section.end)
        or len({other.block for other in listed}) > (1 if noun.head else _OFTEN)
    ]
    dated = wholes.dated.get(time_of(facts, part), []) if noun.head else []
    far = [
        q
        for q in (*told, *dated, *_opened(facts, part))
        if q.index != part.index
        and q.value >= part.value
        and (q.unit, q.unit_word) == (part.unit, part.unit_word)
        and counts(q, noun, language)
        and same_time(facts, part, q)
        and same_place(facts, q, said)
    ]
    return _Pool(near, [*far, *_cells(facts, part, language)], open_)


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


def _wholes(facts: Facts) -> _Wholes:
    listed_ = [q for q in facts.of(quantities) if q.unit == "count" and q.value >= 2]
    divided = {q.of for q in listed_} | {q.whole for q in listed_}
    announced = frozenset(q.index for q in listed_ if q.cell is None and _surveyed(facts, q))
    told: dict[Decimal, list[Quantity]] = defaultdict(list)
    for q in listed_:
        if q.spoken or q.each or q.subset == "including" or (q.cell is not None and not q.total):
            continue
        told[q.value].append(q)
    main: dict[Decimal, list[Quantity]] = {}
    for value, listed in told.items():
        marked = any(
            q.total or q.cell is not None or q.index in divided or q.index in announced
            for q in listed
        )
        if marked or len({q.block for q in listed}) > 1:
            main[value] = listed
    dated: dict[Time, list[Quantity]] = defaultdict(list)
    for q in listed_:
        if q.cell is None and _firm(q) and (when := time_of(facts, q)):
            dated[when].append(q)
    return _Wholes(main, announced, dated)


def _opened(facts: Facts, part: Quantity) -> list[Quantity]:
    """The numbers of the first paragraphs of the document, and of the sections that a part stands in."""
    rows, document = facts.of(by_block), facts.document
    starts = [0] + [s.start for s in document.sections if s.start <= part.start < s.end]
    found: dict[int, Quantity] = {}
    for start in starts:
        block = document.block_of(start)
        for index in after(facts, block.index, _OPENING) if block else []:
            found |= {q.index: q for q in rows.get(index, ()) if _firm(q) and q.start < part.start}
    return list(found.values())


def often_told(facts: Facts) -> list[Quantity]:
    """The numbers that a document comes back to in three paragraphs or more, one of each."""
    told = facts.of(_wholes).main.values()
    return [listed[0] for listed in told if len({q.block for q in listed}) > _OFTEN]


def _firm(q: Quantity) -> bool:
    """Whether a number can be a base: "at least 250", "about 400" can, "more than 400" can't."""
    return (
        q.bound not in {"more_than", "less_than", "up_to"}
        and q.value not in _RATES
        and not (q.spoken or q.each or q.delta or q.subset or q.of is not None)
    )


def _surveyed(facts: Facts, q: Quantity) -> bool:
    start, end = max(q.sentence[0], q.start - 60), min(q.sentence[1], max(q.group.end, q.end) + 30)
    return _firm(q) and bool(field("surveyed", facts.language).search(facts.text, start, end))


def _blamed(
    facts: Facts, share: Share, others: list[Share], pool: _Pool, language: Language
) -> Hit | None:
    """The finding against the base that the text points at; None when it points at none."""
    if share.base is not None and share.base.value >= share.part.value:
        hit = wrong(share.percent, share.part, share.base)
        one = share.base.sentence == share.part.sentence and share.percent.of == share.base.index
        return hit if one else replace(hit, severity="warning")
    shared = _in_use(share, others, [*pool.near, *pool.far])
    if shared is not None and _likely(share, shared[0]):
        base, witnesses = shared
        if _agree(share, base, others):
            return None
        base = base if base.block == share.part.block else _near_miss(share, pool) or base
        hit = replace(wrong(share.percent, share.part, base), severity="warning")
        told = tuple((q.start, q.end) for other in witnesses for q in (other.part, other.percent))
        return replace(hit, evidence=(*hit.evidence, *told[:6]))
    if share.changed:
        return None
    span = _span(share, others) if share.percent.unit == "percent" else None
    if span is not None:
        low, high, witnesses = span
        return Hit(
            share.percent.start,
            share.percent.end,
            f"{share.part.shown} ({share.percent.shown}) doesn't fit the base of about {low:,.0f}"
            f"{f' to {high:,.0f}' if high - low > 1 else ''} that the other percentages here share.",
            "Correct the percentage or the number, and name the base.",
            tuple((q.start, q.end) for other in witnesses for q in (other.part, other.percent))[:8],
            "warning",
        )
    pointed = _pointed(facts, share, pool, language)
    if pointed is None or not _likely(share, pointed) or _agree(share, pointed, others):
        return None
    return replace(wrong(share.percent, share.part, pointed), severity="warning")


def _of_sentence(facts: Facts, share: Share, pool: _Pool, language: Language) -> Quantity | None:
    """The one number of its noun that stands before a share in its sentence, and is no part itself."""
    part = share.part
    if share.base is not None or not _noun(share, language).head or share.changed:
        return None
    parts = {other.part.index for other in facts.of(shares)}
    own = [
        q
        for q in pool.near
        if q.sentence == part.sentence
        and q.start < part.start
        and _firm(q)
        and q.group.start
        and part.value < q.value < part.value * _SMALLEST
    ]
    if len({q.value for q in own}) != 1 or own[0].index in parts:
        return None
    return None if ANOTHER.search(facts.text, own[-1].end, part.start) else own[-1]


def _out_of_line(
    facts: Facts, share: Share, others: list[Share], pool: _Pool, excuses: list[Quantity]
) -> Hit | None:
    """A share beside others of one whole in its sentence, which only a number explains that none of them is of."""
    run = [
        other
        for other in others
        if other.part.sentence == share.part.sentence
        and not ANOTHER.search(facts.text, *sorted((other.part.end, share.part.start)))
    ]
    if share.percent.unit != "percent" or share.base is not None or not run:
        return None
    if any(
        _explains(other, q.value, q) for other in run for q in excuses if q.value > other.part.value
    ):
        return None
    often = {q.value for q in often_told(facts)} if len(run) < _WITNESSES else set()
    wholes = [q for q in (*pool.near, *pool.far) if not often or q.value in often]
    shared = _in_use(share, run, wholes, 1 if often else _WITNESSES)
    if shared is None or len(shared[1]) < len(run) or not _likely(share, shared[0]):
        return None
    return replace(wrong(share.percent, share.part, shared[0]), severity="warning")


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
            and _explains(other, q.value, q)
        ]
        close = any(
            other.base is not None and other.part.block == share.part.block for other in witnesses
        )
        if len(witnesses) >= (1 if close else least) and (best is None or len(witnesses) > best[0]):
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


def _likely(share: Share, whole: Quantity) -> bool:
    """Whether a share may be meant of a whole: one that is wrong is seldom wrong by far."""
    said, true = share.percent.value, share.part.value * 100 / whole.value
    return said <= true * _FAR and true <= said * _FAR


def _agree(share: Share, whole: Quantity, others: list[Share]) -> bool:
    """Whether a share and another of its sentence are of one whole that is told nowhere."""
    near = whole.block in (share.part.block, share.part.block - 1)
    if near and alike(whole.group.head, share.part.group.head):
        return False  # then it is the whole that is wrong
    below, above = _range(share)
    beside = [
        _range(other)
        for other in others
        if other.part.sentence == share.part.sentence and not _explains(other, whole.value, whole)
    ]
    return any(low <= above and below <= high for low, high in beside)


def _headed(facts: Facts, part: Quantity) -> list[Quantity]:
    """The number that a paragraph opens with, when all others are smaller: "130 complaints were filed: …"."""
    row = [q for q in facts.of(by_block).get(part.block, ()) if q.unit == "count"]
    if not row or row[0].start >= part.start or not row[0].group.head or not _firm(row[0]):
        return []
    largest = all(q.value < row[0].value for q in row[1:])
    shared = any(share.part.index == row[0].index for share in facts.of(shares))
    return row[:1] if largest and not shared and part.value < row[0].value else []


def _pointed(facts: Facts, share: Share, pool: _Pool, language: Language) -> Quantity | None:
    """The whole that the text points at, in the first place of these where one stands.

    The number told for the period of the share; what its own paragraph opens with, or tells last before it; the
    same of the paragraph before; what its section begins with; what is announced, or told again and again.
    """
    part, named = share.part, bool(_noun(share, language).head)
    parts = {other.part.index for other in facts.of(shares)}
    usable = [
        q
        for q in (*pool.near, *pool.far)
        if _firm(q)
        and part.value < q.value < part.value * _SMALLEST
        and q.index not in parts
        and (q.group.head or q.unit != "count")
    ]
    own = [q for q in usable if q.block == part.block and q.start < part.start]
    if not named:
        own = [q for q in own if q.sentence[1] <= part.sentence[0] or share.way == "bracket"]
    last = before(facts, part.block, 1)[0]
    wholes = facts.of(_wholes)
    often = {value for value, told in wholes.main.items() if len({q.block for q in told}) > _OFTEN}
    opened = {q.index for q in _opened(facts, part)}
    announced = [q for q in usable if q.index in wholes.announced and q.start < part.start]
    for level in (
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
            return best if best in own else _near_miss(share, pool) or best
    return None


def _near_miss(share: Share, pool: _Pool) -> Quantity | None:
    """The one number of its noun of which a share is all but right."""
    close = {
        q.value: q
        for q in (*pool.near, *pool.far)
        if q.exact and abs(share.part.value * 100 / q.value - share.percent.value) <= _MISS
    }
    return next(iter(close.values())) if len(close) == 1 else None
