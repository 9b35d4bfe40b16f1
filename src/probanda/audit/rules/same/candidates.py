"""Which two statements are worth weighing: found through their rare words, never by comparing all with all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from probanda.audit.extract.circumstances import Circumstances
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.reckoning import clash
from probanda.audit.roles import retells
from probanda.audit.rules.same.apart import apart
from probanda.audit.rules.same.kin import are_kin, last_figure, transposed
from probanda.audit.rules.same.light import is_negative, is_other
from probanda.audit.rules.same.nearness import nearness
from probanda.audit.rules.same.statements import Statement, rarity, statements
from probanda.audit.rules.same.tabled import beside_cells

__all__ = ["candidates"]

#: A word beside more numbers than this brings no pair by itself.
_POSTED = 14
#: What another number that both have tells.
_NUMBER = 1.5
#: What two statements must share in rare words, in the measure of `rarity`.
_SHARED = 5.0
#: Two values further apart than this are no slip and no older state of one number.
_FACTOR = 3
#: Smaller numbers are told of too many things; only a cell that is named may be held against them.
_SMALL = 3
#: A value is a rounding of another one when they differ by no more than one part in so many.
_ROUNDED = 20
#: From here on a number is hardly in two sentences by chance.
_TELLING = 13
#: Values of one noun that each is held against, the nearest ones, and what they must share in words.
_BESIDE, _NEAR = 4, 2.5
#: So many numbers are weighed each with each.
_FEW = 30
#: Two words that stand together beside more numbers than this bring no pair.
_TOGETHER = 6
#: Values so much nearer than chance brings them are worth weighing, whatever stands around them.
_NEARER = 1.2
#: Characters before and behind a number in which it is said to be an average.
_SAID = 90
_UNITS = frozenset({"count", "percent", "share", "points", "money", "measure", "duration", "rate"})


def candidates(facts: Facts) -> list[tuple[Statement, Statement]]:
    """Pairs of statements that share rare words around their numbers and have values that may be one."""
    every = [each for each in facts.of(statements) if _able(facts, each)]
    able = [each for each in every if each.quantity.value >= _SMALL or each.quantity.decimals]
    pairs = (
        _by_words(facts, able)
        | _by_figures(able)
        | _by_noun(facts, able)
        | _by_two_words(able)
        | _by_company(facts, able)
    )
    if len(able) <= _FEW:
        pairs |= set(combinations(range(len(able)), 2))
    return [
        (able[i], able[j])
        for i, j in sorted(pairs)
        if _comparable(able[i], able[j]) and _both_other(facts, able[i].quantity, able[j].quantity)
    ] + [(prose, cell) for prose, cell in beside_cells(facts, every) if _comparable(prose, cell)]


def _both_other(facts: Facts, x: Quantity, y: Quantity) -> bool:
    """Whether both are a rest or neither; a summary may say "another 9" where the body tells it alone."""
    if is_other(facts, x) == is_other(facts, y):
        return True
    rest, other = (x, y) if is_other(facts, x) else (y, x)
    return retells(facts, rest.start) and not retells(facts, other.start)


def _by_words(facts: Facts, able: list[Statement]) -> set[tuple[int, int]]:
    """Pairs that share rare words, those around both numbers counting most."""
    weight = facts.of(rarity)
    near: dict[str, list[int]] = defaultdict(list)
    told: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(able):
        around = {*each.behind, *each.before}
        for word in around:
            near[word].append(place)
        for word in each.said - around:
            told[word].append(place)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for word, places in near.items():
        further = told.get(word, [])
        if len(places) + len(further) > _POSTED:
            further = []
        if len(places) > _POSTED:
            continue
        value = weight.get(word, _NUMBER)
        for later, j in enumerate(places):
            for i in places[:later]:
                shared[i, j] += value
            for i in further:
                shared[min(i, j), max(i, j)] += value / 2
        for later, j in enumerate(further):
            for i in further[:later]:
                shared[i, j] += value / 3
    return {pair for pair, value in shared.items() if value >= _SHARED}


def _by_figures(able: list[Statement]) -> set[tuple[int, int]]:
    """Pairs with the same figures in another order, or with one figure of several different: 143 and 134, 145."""
    posted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(able):
        figures = f"{each.quantity.value.normalize():f}"
        if len(figures) > 1 and len(set(figures)) > 1:
            posted[each.quantity.unit, "".join(sorted(figures))].append(place)
        if len(figures) > 2:
            for at in range(len(figures)):
                slipped = f"{figures[:at]}_{figures[at + 1 :]}"
                posted[each.quantity.unit, slipped].append(place)
    return {
        pair
        for places in posted.values()
        if len(places) <= _POSTED
        for pair in combinations(places, 2)
    }


def _by_noun(facts: Facts, able: list[Statement]) -> set[tuple[int, int]]:
    """Pairs of one noun with near values: one in a part that says things again, or with words in common."""
    language = language_tables(facts.language)
    weight = facts.of(rarity)
    posted: dict[tuple[str, str], list[tuple[Decimal, int]]] = defaultdict(list)
    for place, each in enumerate(able):
        q = each.quantity
        if q.group.head:
            key = q.unit, language.noun_class(q.group.head) or q.group.head
            posted[key].append((q.value, place))
    found: set[tuple[int, int]] = set()
    for values in posted.values():
        values.sort()
        again = {i: retells(facts, able[i].quantity.start) for _, i in values}
        for at, (value, j) in enumerate(values):
            near = {*able[j].behind[1:6], *able[j].before[:4]}
            for other, i in values[max(0, at - _BESIDE) : at]:
                if other == value or not are_kin(able[i].quantity, able[j].quantity):
                    continue
                shared = near.intersection((*able[i].behind[1:6], *able[i].before[:4]))
                if (
                    again[i] != again[j]
                    or math.fsum(weight.get(word, _NUMBER) for word in shared) >= _NEAR
                ):
                    found.add((min(i, j), max(i, j)))
    return found


def _by_two_words(able: list[Statement]) -> set[tuple[int, int]]:
    """Pairs with near values that share two words beside the number which are seldom together."""
    posted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, each in enumerate(able):
        for key in combinations(sorted({*each.behind[:4], *each.before[:3]}), 2):
            posted[key].append(place)
    return {
        (i, j)
        for places in posted.values()
        if len(places) <= _TOGETHER
        for i, j in combinations(places, 2)
        if are_kin(able[i].quantity, able[j].quantity)
    }


def _by_company(facts: Facts, able: list[Statement]) -> set[tuple[int, int]]:
    """Pairs with near values beside one number that both sentences tell and hardly another paragraph does."""
    posted: dict[Decimal, list[int]] = defaultdict(list)
    for place, each in enumerate(able):
        for value in each.numbers:
            if value >= _TELLING:
                posted[value].append(place)
    return {
        (i, j)
        for places in posted.values()
        if len(places) <= _POSTED
        for i, j in combinations(places, 2)
        if are_kin(able[i].quantity, able[j].quantity)
    } | {
        (min(i, j), max(i, j))
        for i, j in _neighbours(able)
        if nearness(facts, able[i].quantity.unit, able[i].quantity.value, able[j].quantity.value)
        >= _NEARER
    }


def _neighbours(able: list[Statement]) -> Iterator[tuple[int, int]]:
    """Numbers of one unit that stand beside each other in the order of their values."""
    by_unit: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(able):
        by_unit[each.quantity.unit].append(place)
    for places in by_unit.values():
        places.sort(key=lambda place: able[place].quantity.value)
        for at, j in enumerate(places):
            for i in places[max(0, at - _BESIDE) : at]:
                yield i, j


def _able(facts: Facts, each: Statement) -> bool:
    """Whether a number may be told again elsewhere: nobody else's, no bound of a span, no size."""
    q = each.quantity
    return (
        q.unit in _UNITS
        and not q.spoken
        and bool(each.said)  # the axis of a chart has no words
        and not (q.unit == "duration" and _passing(facts, q))
        and not (q.unit == "count" and apart("measure", facts.language).match(q.group.text))
        and not (q.unit == "count" and (is_negative(facts, q) or _locates(facts, q)))
        and (q.unit != "rate" or _is_mean(facts, q))
    )


def _locates(facts: Facts, q: Quantity) -> bool:
    """Whether a number in a note counts nothing: "Interview of 3 May, answer 8."."""
    return not q.group.text and facts.document.blocks[q.block].kind == "footnote"


def _passing(facts: Facts, q: Quantity) -> bool:
    """Whether a term is what the law allows ("arrest for up to 15 days"), or was changed: "cut to nine years"."""
    return not q.exact or bool(apart("changed", facts.language).search(facts.text, *q.sentence))


def _is_mean(facts: Facts, q: Quantity) -> bool:
    """Whether a number with decimals is told as an average; without that word it may be an article of a code."""
    if q.each:
        return True
    first, last = max(q.sentence[0], q.start - _SAID), min(q.sentence[1], q.end + _SAID)
    return field("mean", facts.language).search(facts.text, first, last) is not None


def _comparable(a: Statement, b: Statement) -> bool:
    x, y = a.quantity, b.quantity
    return (
        x.sentence != y.sentence
        and x.unit == y.unit
        and (
            y.cell is not None
            or max(x.value, y.value) <= min(x.value, y.value) * _FACTOR
            or transposed(x.value, y.value)
        )
        and _differ(a, b)
        and (x.value not in b.numbers or y.cell is not None)
        and y.value not in a.numbers
        and not _summed(a, b)
        and not _apart(x.around, y.around, duration=x.unit == "duration")
    )


def _summed(a: Statement, b: Statement) -> bool:
    """Whether one sentence gives what is missing to the other's value: "241 houses at once and 46 later"."""
    low, high = sorted((a, b), key=lambda each: each.quantity.value)
    rest = high.quantity.value - low.quantity.value
    return rest >= _TELLING and rest in low.numbers


def _apart(one: Circumstances, other: Circumstances, *, duration: bool) -> bool:
    """Whether the sentences themselves say two periods, two days of counting, two actors or two speakers."""
    if one.speaker and other.speaker and one.speaker != other.speaker:
        return True
    if one.actor and other.actor and one.actor != other.actor:
        return True
    if duration and one.names and other.names and not one.names & other.names:
        return True  # the terms of two persons
    if one.as_of and other.as_of and one.as_of.edtf != other.as_of.edtf:
        return True
    a, b = one.period, other.period
    if a is None or b is None or not one.period_from == other.period_from == "sentence":
        return False
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return bool(a.words and b.words and a.words != b.words)
    return a.last < b.first or b.last < a.first


def _differ(one: Statement, other: Statement) -> bool:
    """Whether both can't hold: "more than 40" agrees with 45, hardly with another "more than 45"."""
    a, b = one.quantity, other.quantity
    if a.bound != b.bound:
        return clash(a, b)
    gap, most = abs(a.value - b.value), max(a.value, b.value)
    return gap > 0 and not any(
        gap * 2 <= last_figure(each.quantity.value)
        and gap * _ROUNDED <= most
        and not _to_the_last(each)
        for each in (one, other)
    )


def _to_the_last(each: Statement) -> bool:
    """Whether the numbers beside a value are told to the last figure, so that it is hardly a rounding."""
    step = last_figure(each.quantity.value)
    return any(n >= step * _ROUNDED and n % step for n in each.numbers)
