"""The numbers that a share may be of: of its noun, its period and its place, near it or among the main numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.phrases import NOTHING, Group
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field, words
from probanda.audit.reckoning import noun_left_out
from probanda.audit.rules.percentages.counted import (
    Time,
    counts,
    of_a_year,
    place_words,
    same_place,
    same_time,
    shorter,
    time_of,
)
from probanda.audit.rules.percentages.fit import fits
from probanda.audit.rules.percentages.nearby import after, before
from probanda.audit.rules.percentages.shares import Share, shares

__all__ = [
    "OFTEN",
    "Pool",
    "explains",
    "firm",
    "noun_of",
    "opened_with",
    "pool_of",
    "sampled",
    "wholes",
]

#: Paragraphs before a share in which any number may be its base.
_NEAR = 3
#: Paragraphs of a beginning that tell the main numbers.
_OPENING = 4
#: A base told in a paragraph stands within so many code points of its start; and smaller ones are seldom told.
_HEAD, _SAMPLE = 60, 5
#: "Per 10,000 inhabitants".
_RATES = frozenset(Decimal(10) ** n for n in range(3, 7))
#: A number told in more paragraphs than these is a main number of the document.
OFTEN = 2


@dataclass(frozen=True, slots=True)
class Wholes:
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
class Pool:
    """The numbers that a share may be of.

    Attributes:
        near: of its noun and its time, in the paragraphs before it, in order of the text.
        far: of its noun and its time, in the section and among the main numbers of the document.
        open: near it, and of another noun, which may be a word for the same.
    """

    near: list[Quantity]
    far: list[Quantity]
    open: list[Quantity]


def explains(share: Share, base: Decimal, *counts: Quantity) -> bool:
    """Whether a base gives a share."""
    return fits(share.percent, share.part.value, base, share.part, *counts)


def noun_of(share: Share, language: Language) -> Group:
    """What a share's base counts: the noun said with the percentage, else that of its number."""
    if share.noun.head:
        return share.noun
    return NOTHING if noun_left_out(share.part, language) else share.part.group


def pool_of(facts: Facts, share: Share, language: Language) -> Pool:
    """The numbers that a share may be of."""
    part, noun = share.part, noun_of(share, language)
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
        return Pool(own, [], [])  # words leave room, and of many numbers some always fits
    section = facts.document.section_of(part.start)
    said = place_words(facts, part)
    told_ = facts.of(wholes)
    told = [
        q
        for value, listed in told_.main.items()
        if value >= part.value
        for q in listed
        if (section and section.start <= q.start < section.end)
        or len({other.block for other in listed}) > (1 if noun.head else OFTEN)
    ]
    dated = told_.dated.get(time_of(part), []) if noun.head else []
    far = [
        q
        for q in (*told, *dated, *opened_with(facts, part))
        if q.index != part.index
        and q.value >= part.value
        and (q.unit, q.unit_word) == (part.unit, part.unit_word)
        and counts(q, noun, language)
        and same_time(facts, part, q)
        and same_place(facts, q, said)
    ]
    if share.percent.unit == "percent" and of_a_year(facts, share.percent):
        near, far, open_ = ([q for q in row if not shorter(facts, q)] for row in (near, far, open_))
    base = sampled(facts, part) if part.unit == "count" else None
    return Pool(near, [*far, *([base] if base else [])], open_)


def wholes(facts: Facts) -> Wholes:
    """The main numbers of a document, those announced, and those told for a period."""
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
        if q.cell is None and firm(q) and (when := time_of(q)):
            dated[when].append(q)
    return Wholes(main, announced, dated)


def sampled(facts: Facts, part: Quantity) -> Quantity | None:
    """The number that the shares of a passage are told to be of: "(n = 94)" in its heading, "base: 250"."""
    found = [each for each in facts.of(_samples) if each[0] <= part.start < each[1]]
    inner = [q for _, _, q in found if q.index != part.index]
    return inner[-1] if inner and inner[-1].value > part.value else None


def _samples(facts: Facts) -> list[tuple[int, int, Quantity]]:
    """Numbers told as the base of what follows, each with the passage that it is told for, the outer first."""
    document, text = facts.document, facts.text
    base = re.compile(
        rf"(?:{words('base_told', facts.language)})\W*(?:[^\W\d]+\W+){{0,2}}\Z", re.IGNORECASE
    )
    captions = {t.caption: (t.start, t.end) for t in document.tables if t.caption}
    found: list[tuple[int, int, Quantity]] = []
    for q in facts.of(quantities):
        if q.cell is not None or q.unit != "count" or q.value < _SAMPLE:
            continue
        block = document.blocks[q.block]
        if not base.search(text, max(block.start, q.start - 40), q.start):
            continue
        if any(each.part.index == q.index for each in facts.of(_of_shares).get(q.block, ())):
            continue  # "heart disease (n = 35, 45.5%)"
        if block.kind in {"heading", "title"}:
            section = document.section_of(q.start)
            end = section.end if section else len(text)
        elif block.kind == "caption":
            end = next((e for c, (_, e) in captions.items() if c[0] <= q.start < c[1]), block.end)
        elif q.start - block.start > _HEAD:
            continue  # "(n = 27)" behind a share
        else:
            section = document.section_of(q.start)
            end = section.end if section else len(text)
        found.append((block.start, end, q))
    return sorted(found, key=lambda each: (each[0], -each[1]))


def _of_shares(facts: Facts) -> dict[int, list[Share]]:
    """The shares of each paragraph."""
    rows: dict[int, list[Share]] = defaultdict(list)
    for share in facts.of(shares):
        rows[share.part.block].append(share)
    return rows


def opened_with(facts: Facts, part: Quantity) -> list[Quantity]:
    """The numbers of the first paragraphs of the document, and of the sections that a part stands in."""
    rows, document = facts.of(by_block), facts.document
    starts = {0, *(s.start for s in document.sections if s.start <= part.start < s.end)}
    blocks = [document.block_of(start) for start in starts]
    known = {index for block in blocks if block for index in after(facts, block.index, _OPENING)}
    return [
        q
        for index in sorted(known)
        for q in rows.get(index, ())
        if firm(q) and q.start < part.start
    ]


def firm(q: Quantity) -> bool:
    """Whether a number can be a base: "at least 250", "about 400" can, "more than 400" can't."""
    return (
        q.bound not in {"more_than", "less_than", "up_to"}
        and q.value not in _RATES
        and not (q.spoken or q.each or q.delta or q.subset or q.of is not None)
    )


def _surveyed(facts: Facts, q: Quantity) -> bool:
    start, end = max(q.sentence[0], q.start - 60), min(q.sentence[1], max(q.group.end, q.end) + 30)
    return firm(q) and bool(field("surveyed", facts.language).search(facts.text, start, end))
