"""Two values that changed their labels: "313 killed and 196 injured" here, "196 killed and 313 injured" there.

That two sentences tell the same two numbers is no chance; that each number has the other's words is the mistake.
No vocabulary is asked: what belongs to a number are the words between it and its neighbours, as stems or as what
they say befell somebody, and only those that the other number lacks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from probanda.audit.extract.dates import dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.pairs import said
from probanda.audit.rules.same.statements import content, rarity

__all__ = ["exchanged"]

_WORD = re.compile(r"[^\W\d_]+")
#: Where what is said of one number ends and what is said of the next begins.
_JOINT = re.compile(
    r"[,;:()–—]|(?<!\w)(?:and|while|whereas|but|и|а|но|y|e|mientras|pero|et|tandis|mais|və)(?!\w)",
    re.IGNORECASE,
)
#: Smaller numbers meet in two sentences by chance.
_LEAST = 10
#: Characters before the first number and behind the last that may belong to it, and words taken there.
_REACH, _TAKEN = 60, 3
#: Sentences that tell one pair of numbers; more are a formula.
_MOST = 8
#: Nouns that say no more than that persons are counted, in whatever language, as stems.
_BARE = frozenset({"person", "indivi", "people"})
_UNITS = frozenset({"count", "percent", "money", "rate"})


@dataclass(frozen=True, slots=True)
class _Two:
    """Two numbers told side by side, the smaller first, each with the words that the other lacks."""

    low: Quantity
    high: Quantity
    of_low: frozenset[str]
    of_high: frozenset[str]
    days: frozenset[str]


def exchanged(facts: Facts) -> Iterator[Hit]:
    """Every two numbers told twice whose words have changed places."""
    told: dict[tuple[str, Decimal, Decimal], list[_Two]] = defaultdict(list)
    for two in _pairs(facts):
        told[two.low.unit, two.low.value, two.high.value].append(two)
    for listed in told.values():
        for a, b in combinations(listed[:_MOST], 2):
            if a.low.sentence != b.low.sentence and _crossed(facts, a, b):
                yield _hit(facts, a, b)
                break


def _pairs(facts: Facts) -> Iterator[_Two]:
    language = language_tables(facts.language)
    for line in (*facts.of(by_sentence), *_lists(facts)):
        numbers = [q for q in line if not q.spoken]
        for one, other in pairwise(numbers):
            telling = min(one.value, other.value) >= _LEAST or one.decimals or other.decimals
            if one.unit == other.unit in _UNITS and one.value != other.value and telling:
                yield _two(facts, line, one, other, language)


def _lists(facts: Facts) -> Iterator[list[Quantity]]:
    """Runs of items of a list with one number each."""
    blocks, run = facts.of(by_block), list[Quantity]()
    for block in facts.document.blocks:
        listed = blocks.get(block.index, [])
        if block.kind == "list-item" and len(listed) == 1:
            run.append(listed[0])
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _two(
    facts: Facts, line: list[Quantity], one: Quantity, other: Quantity, language: Language
) -> _Two:
    a, b = _own(facts, line, one, other, language)
    first, second = frozenset(a) - b, frozenset(b) - a
    days = _times(facts, one.sentence[0], other.sentence[1], language)
    if one.value < other.value:
        return _Two(one, other, first, second, days)
    return _Two(other, one, second, first, days)


def _times(facts: Facts, start: int, end: int, language: Language) -> frozenset[str]:
    """The dates of a range of text, and the months that it names without a year."""
    found = facts.of(dates)
    starts = facts.of(_starts)
    days = found[bisect_left(starts, start) : bisect_left(starts, end)]
    words = (word.lower() for word in _WORD.findall(facts.text, start, end))
    return frozenset(day.edtf or day.words for day in days) or frozenset(
        str(language.months[word]) for word in words if word in language.months
    )


def _starts(facts: Facts) -> list[int]:
    return [day.start for day in facts.of(dates)]


def _own(
    facts: Facts, line: list[Quantity], one: Quantity, other: Quantity, language: Language
) -> tuple[set[str], set[str]]:
    """The words that belong to each of two neighbours."""
    if one.sentence != other.sentence:  # items of a list
        return _keys(facts, *one.sentence, language), _keys(facts, *other.sentence, language)
    since = max([q.end for q in line if q.end <= one.start], default=one.sentence[0])
    until = min([q.start for q in line if q.start >= other.end], default=one.sentence[1])
    cut = _JOINT.search(facts.text, one.end, other.start)
    middle = cut.start() if cut else other.start
    left = _keys(facts, one.end, middle, language)
    right = _keys(facts, middle, other.start, language)
    joint = _JOINT.search(facts.text, other.end, min(until, other.end + _REACH))
    last = joint.start() if joint else min(until, other.end + _REACH)
    behind = _keys(facts, other.end, last, language, first=_TAKEN)
    before = _keys(facts, max(since, one.start - _REACH), one.start, language, last=_TAKEN)
    if right and not behind:  # "killed 313 and injured 196"
        return left | before, right
    return left | (before if right else set()), right | behind


def _keys(
    facts: Facts, start: int, end: int, language: Language, *, first: int = 99, last: int = 0
) -> set[str]:
    words = [word.lower() for word in _WORD.findall(facts.text, start, end)]
    keys = [language.action(low) or content(low, language) for low in words]
    keys = [key for key in keys if key and key not in _BARE]
    return set(keys[-last:] if last else keys[:first])


def _crossed(facts: Facts, a: _Two, b: _Two) -> bool:
    """Whether the words of each number are the other's in the second place, and none are its own."""
    if a.days and b.days and a.days.isdisjoint(b.days):
        return False
    weight = facts.of(rarity)
    cross = a.of_low & b.of_high, a.of_high & b.of_low
    straight = a.of_low & b.of_low, a.of_high & b.of_high
    told = [sum(weight.get(key, 2.0) for key in keys) for keys in (*cross, *straight)]
    return bool(
        cross[0]
        and cross[1]
        and not (straight[0] and straight[1])
        and told[0] + told[1] > 2 * (told[2] + told[3])
    )


def _hit(facts: Facts, a: _Two, b: _Two) -> Hit:
    """The finding stands at the later of the two places."""
    b, a = sorted((a, b), key=lambda two: -two.low.start)
    here, there = (sorted((two.low, two.high), key=lambda q: q.start) for two in (b, a))
    return Hit(
        here[0].start,
        here[-1].end,
        f"{said(facts, here[0])} and {said(facts, here[1])} have changed places: elsewhere each has "
        "the words of the other.",
        "Find out which number belongs to which words, and say it so in both places.",
        tuple((q.start, q.end) for q in there),
        "warning",
    )
