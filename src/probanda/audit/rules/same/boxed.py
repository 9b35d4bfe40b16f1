"""A count in the box of an incident against the prose below it: "Killed: 4", and five people were killed.

What a label counts is what it says befell them, or its noun. A box is borne out by any number of its prose that is
the same, and by parts that make it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.boxes import Entry, boxes
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.apart import apart
from probanda.audit.rules.same.light import is_other, of_those
from probanda.audit.rules.same.pairs import conflict

__all__ = ["boxed"]

_WORD = re.compile(r"[^\W\d_]+")
#: Values further apart than this are told of two things.
_FACTOR = 3
#: Parts that may make the number of a box.
_PARTS = 5


def boxed(facts: Facts) -> Iterator[Hit]:
    """Hold every count of a box against the prose that belongs to it."""
    language = language_tables(facts.language)
    table = facts.of(quantities)
    starts = [q.start for q in table]
    for box in facts.of(boxes):
        below = [
            q
            for q in table[bisect_left(starts, box.end) : bisect_left(starts, box.until)]
            if q.cell is None and q.unit == "count"
        ]
        for entry in box.entries:
            inside = table[bisect_left(starts, entry.start) : bisect_left(starts, entry.end)]
            counts = [q for q in inside if q.unit == "count"] or _in_cell(facts, entry, language)
            if len(counts) == 1 and counts[0].exact and below:
                yield from _held(facts, entry, counts[0], below, language)


def _in_cell(facts: Facts, entry: Entry, language: Language) -> list[Quantity]:
    """The one number of a cell that has words behind it: "2 rockets"; such cells are in no figure table."""
    found = find_numbers(facts.quote(entry.start, entry.end), language)
    if len(found) != 1 or found[0].start or found[0].decimals or found[0].plain:
        return []
    return [
        Quantity(entry.start + each.start, entry.start + each.end, each.value) for each in found
    ]


def _held(
    facts: Facts,
    entry: Entry,
    told: Quantity,
    below: list[Quantity],
    language: Language,
) -> Iterator[Hit]:
    """The one number of the prose that counts what a label counts, when it is another."""
    like = [q for q in below if _counts(facts, q, entry, told, language)]
    sentences = {q.sentence for q in like}
    beside = [q for q in below if q.sentence in sentences]
    if not like or any(q.value == told.value for q in like) or _made(beside, told.value):
        return
    whole = [q for q in like if _is_whole(facts, q, told, language)]
    if not whole:
        return
    most = max(whole, key=lambda q: q.value)
    if most.value < told.value and len(like) > 1:
        return  # a part of those in the box
    low, high = sorted((most.value, told.value))
    if high <= low * _FACTOR and not (most.bound == "at_least" and most.value < told.value):
        yield conflict(facts, [told], most, False)


def _counts(facts: Facts, q: Quantity, entry: Entry, told: Quantity, language: Language) -> bool:
    """Whether a number counts what a label does: by what befell those counted, or by its noun."""
    words = [word.lower() for word in _WORD.findall(entry.label)]
    befell = {action for word in words if (action := language.action(word))}
    behind = _WORD.findall(facts.text, told.end, entry.end)
    heads = {told.group.head or language.stem(behind[0].lower() if behind else "")} - {""}
    if befell:
        same = bool(befell & (q.around.actions | q.group.actions))
        things = {language.stem(word) for word in words if not language.action(word)} - {""}
        if q.group.head in things:
            return same
        if q.group.head in language.persons or not q.group.head or q.group.head in language.generic:
            return same and not things & facts.of(_things)
        return same and (not things or q.group.head in things or q.group.head in heads)
    if not heads:
        heads = {language.stem(word) for word in words}
    return q.group.head in heads and q.group.head not in language.persons


def _things(facts: Facts) -> frozenset[str]:
    """Nouns counted in the document that are no persons: houses in "Houses destroyed: 31"."""
    language = language_tables(facts.language)
    heads = {q.group.head for q in facts.of(quantities)}
    return frozenset(
        head for head in heads if head not in language.persons and not language.action(head)
    )


def _is_whole(facts: Facts, q: Quantity, told: Quantity, language: Language) -> bool:
    """Whether a number of the prose is told of all: by the author, exactly, no part and no kind of persons."""
    kinds = language.kinds
    return not (
        q.spoken
        or q.around.speaker
        or q.subset
        or q.each
        or q.of is not None
        or is_other(facts, q)
        or of_those(facts, q)
        or q.bound not in {"exact", "exactly", "at_least", "more_than"}
        or (q.group.head in kinds and q.group.head != told.group.head)
        or apart("revised", facts.language).search(facts.text, *q.sentence)
        or apart("other_time", facts.language).search(facts.text, *q.sentence)
    )


def _made(like: list[Quantity], value: Decimal) -> bool:
    """Whether some of the numbers make a value: "two nurses and three patients" for five."""
    sums: dict[int, set[Decimal]] = defaultdict(set)
    sums[0].add(Decimal(0))
    for q in like[:12]:
        for size in range(_PARTS - 1, -1, -1):
            sums[size + 1] |= {total + q.value for total in sums[size]}
    return any(value in sums[size] for size in range(2, _PARTS + 1))
