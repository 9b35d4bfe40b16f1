"""A count in the box of an incident against the prose below it: "Killed: 4", and five people were killed.

What a box counts is told by what befell those counted, else by their noun, in the label or behind the number. Any
number of the prose that is the same bears the box out, and so do parts that make it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.boxes import Entry, boxes
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.apart import apart
from probanda.audit.rules.same.light import is_other, of_those
from probanda.audit.rules.same.pairs import said

__all__ = ["boxed"]

_WORD = re.compile(r"[^\W\d_]+")
#: A time of day, a telephone, a distance: no count.
_NO_COUNT = re.compile(r"\d[:.]\d\d|\d\s*(?:%|km|км|m|м)(?!\w)|\+\d|№\s*\d")
#: Values further apart than this are told of two things.
_FACTOR = 3
#: Parts that may make the number of a box, and numbers of a prose that are tried.
_PARTS, _TRIED = 5, 12


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of a box, what befell those whom it counts, and nouns that may name them."""

    value: Decimal
    start: int
    end: int
    befell: frozenset[str]
    nouns: frozenset[str]


def boxed(facts: Facts) -> Iterator[Hit]:
    """Hold every count of a box against the prose that belongs to it."""
    language = language_tables(facts.language)
    table = facts.of(quantities)
    starts = [q.start for q in table]
    for box in facts.of(boxes):
        prose = table[bisect_left(starts, box.end) : bisect_left(starts, box.until)]
        below = [q for q in prose if q.cell is None and q.unit == "count"]
        for entry in box.entries if below else ():
            for told in _counts(facts, entry, language):
                yield from _held(facts, told, below, language)


def _counts(facts: Facts, entry: Entry, language: Language) -> Iterator[_Count]:
    """The counts of an entry: "Killed: 4", "Munition: 2 rockets", "Victims: 3 killed, 11 injured"."""
    text = facts.text[entry.start : entry.end]
    if _NO_COUNT.search(text) or dates_between(facts, entry.start, entry.end):
        return
    numbers = [
        each for each in find_numbers(text, language) if not each.decimals and not each.about
    ]
    label = [word.lower() for word in _WORD.findall(entry.label)]
    ends = [*(each.start for each in numbers[1:]), len(text)]
    for each, end in zip(numbers, ends, strict=False):
        behind = [word.lower() for word in _WORD.findall(text[each.end : end])[:3]]
        words = [*behind, *label] if len(numbers) == 1 else behind
        befell = frozenset(filter(None, map(language.action, words)))
        things = [word for word in words if not language.action(word)]
        if len(numbers) == 1 or befell:
            yield _Count(
                each.value,
                entry.start + each.start,
                entry.start + each.end,
                befell,
                frozenset(map(language.stem, things if befell else words)) - {""},
            )


def _held(facts: Facts, told: _Count, below: list[Quantity], language: Language) -> Iterator[Hit]:
    """The number of the prose that counts what a box counts, when it is another; the author's goes first."""
    like = [q for q in below if _is_like(facts, q, told, language)]
    if not like or any(q.value == told.value for q in like):
        return
    sentences = {q.sentence for q in like}
    if _made([q.value for q in below if q.sentence in sentences][:_TRIED], told.value):
        return
    whole = [q for q in like if _is_whole(facts, q, told, language)]
    own = [q for q in whole if not (q.spoken or q.around.speaker)]
    most = max(own or whole, key=lambda q: q.value, default=None)
    if most is None or (most.value < told.value and (len(like) > 1 or not most.exact)):
        return  # a part of those in the box
    if max(most.value, told.value) <= min(most.value, told.value) * _FACTOR:
        yield Hit(
            most.start,
            max(most.end, most.group.end),
            f"Here {said(facts, most)}, in the box above {facts.quote(told.start, told.end)}.",
            "Use one number in the box and in the text, or say what tells the two apart.",
            ((told.start, told.end),),
            "warning",
        )


def _is_like(facts: Facts, q: Quantity, told: _Count, language: Language) -> bool:
    """Whether a number counts what a box counts."""
    head = q.group.head
    if not told.befell:
        return head in told.nouns and head not in language.persons
    if not told.befell & (q.around.actions | q.group.actions):
        return False
    things = told.nouns & facts.of(_things)
    return head in things if things else head not in facts.of(_things)


def _things(facts: Facts) -> frozenset[str]:
    """Nouns counted in the document that are no persons: houses in "Houses destroyed: 31"."""
    language = language_tables(facts.language)
    heads = {q.group.head for q in facts.of(quantities)} - {""}
    return frozenset(
        head
        for head in heads
        if head not in language.persons and language.noun_class(head) not in {"person", "persons"}
        if head not in language.kinds and not language.action(head)
    )


def _is_whole(facts: Facts, q: Quantity, told: _Count, language: Language) -> bool:
    """Whether a number of the prose is told of all: exactly, no part and no kind of persons."""
    return not (
        q.subset
        or q.each
        or q.of is not None
        or is_other(facts, q)
        or of_those(facts, q)
        or q.bound not in {"exact", "exactly", "at_least", "more_than"}
        or (q.group.start and _is_kind(q.group.head, told, language))
        or apart("revised", facts.language).search(facts.text, *q.sentence)
        or apart("other_time", facts.language).search(facts.text, *q.sentence)
    )


def _is_kind(head: str, told: _Count, language: Language) -> bool:
    """Whether a noun is of some of the persons: the children among the killed."""
    return head in language.kinds and head not in told.nouns and not language.action(head)


def _made(values: list[Decimal], value: Decimal) -> bool:
    """Whether some of the numbers make a value: "two nurses and three patients" for five."""
    sums: list[set[Decimal]] = [{Decimal(0)}, *(set[Decimal]() for _ in range(_PARTS))]
    for each in values:
        for size in range(_PARTS - 1, -1, -1):
            sums[size + 1] |= {total + each for total in sums[size]}
    return any(value in some for some in sums[2:])
