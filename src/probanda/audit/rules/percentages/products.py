"""The rule: so many times each makes the total. "30,000 euros to each of the six families, 180,000 in all".

What falls to each is known by its word ("each", "on average", "per head"). It is explained when
any two numbers of its sentence and those before it give it; when none do, and one pair there nearly does, the
three are held against each other. No unit is asked for: an average is told in what it is an average of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.phrases import Group
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.lexicon import field, words
from probanda.audit.reckoning import step_of
from probanda.audit.rules.percentages.moves import sentences_before, turns
from probanda.audit.rules.percentages.pools import often_told
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["product_wrong"]

_UNITS = frozenset({"count", "money", "measure", "duration", "rate"})
#: Words between what each gets and the word that says so.
_CLOSE = 3
#: Nobody rounds a mean to fewer than so many steps; a period of fewer days is none.
_FINE, _SHORT = 100, 6
#: More numbers than these, and two of them always give a third.
_MOST = 12
#: Farther from the quotient than by this factor, and another number is meant.
_FACTOR = Decimal("1.7")
#: What falls to each is hardly told when it is less; from here on a number is a sum of money.
_LEAST, _SUM = Decimal(5), Decimal(100)


@rule(
    "product-wrong",
    "A total isn't so many times each",
    "error",
    "figures",
    "Where a sentence says how much falls to each and how much it makes in all, the total is so many times the "
    "one. How many there are is read in the sentence or near it; where no number is told, a total that is no "
    "multiple of what each gets is doubted. Averages leave their rounding.",
    bad=(
        "The court awarded 30,000 euros to each of the six families, 150,000 euros in all.",
        "Compensation was paid to 53 victims, 84,000 lira on average; the total sum was 4,252,000 lira.",
    ),
    good=(
        "The court awarded 30,000 euros to each of the six families, 180,000 euros in all.",
        "Compensation was paid to 53 victims, 84,000 lira on average; the total sum was 4,452,000 lira.",
    ),
    accept="Some got more or less than each: say so in the text instead.",
)
def product_wrong(facts: Facts) -> Iterator[Hit]:
    """Hold what each gets against every total and number near it."""
    for listed in facts.of(by_sentence):
        start, end = listed[0].sentence
        if not _apiece(facts.language).search(facts.text, start, end) or turns(facts, start, end):
            continue
        for place, each in enumerate(listed):
            if _usable(each) and each.value >= _LEAST and _falls(facts, listed, place):
                hit = _held(facts, listed, each)
                if hit is not None:
                    yield hit


@cache
def _apiece(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{words('mean', code)}|{words('apiece', code)})(?![\w-])",
        re.IGNORECASE,
    )


def _usable(q: Quantity) -> bool:
    return q.unit in _UNITS and not q.spoken and q.value > 1 and q.of is None


def _falls(facts: Facts, listed: list[Quantity], place: int) -> bool:
    """Whether a number is what falls to each: the word stands beside it, no number and no stop between."""
    text, each = facts.text, listed[place]
    start, end = each.sentence
    until = listed[place + 1].start if place + 1 < len(listed) else end
    since = listed[place - 1].end if place else start
    for found in _apiece(facts.language).finditer(text, start, end):
        if found.end() <= each.start:
            gap = text[found.end() : each.start]
            beside = len(gap.split()) <= 2 * _CLOSE
            counted = (
                place and listed[place - 1].start >= found.end()
            )  # "each of the 12 monitors made 14"
            if (
                counted
                and re.match(r"\s*(?:of|из|de|des|d['’])(?!\w)", gap)
                and listed[place - 1].value != each.value
            ):
                return not re.search(r"[.;:]", text[since : each.start])
            if beside and not re.search(r"[\d.;:]", gap) and found.end() > since:
                return True
        else:
            gap = text[each.end : found.start()]
            if (
                len(gap.split()) <= _CLOSE
                and found.end() <= until
                and not re.search(r"[,.;:]", gap)
            ):
                return True
    return False


def _held(facts: Facts, listed: list[Quantity], each: Quantity) -> Hit | None:
    """The finding against the one total and number near what each gets that nearly give it; None when any do."""
    behind = [
        q for q in facts.of(by_block).get(each.block, ()) if q.sentence[0] >= each.sentence[1]
    ]
    rows = [
        [*listed, *_days(facts, each)],
        *sentences_before(facts, each.sentence, each.block),
        [q for q in behind if q.sentence == behind[0].sentence],
    ]
    near = [q for row in rows for q in row if _usable(q) and q.start != each.start]
    if not 1 <= len({q.value for q in near}) <= _MOST:
        return None
    totals = [q for q in near if q.value > each.value * 2]
    low, high = _range(facts, each)
    times = {q.value for q in near} | {q.value for q in facts.of(often_told)}
    if any(
        low <= total / n <= high
        for q in totals
        for total in _bounds(q)
        for n in times
        if n != q.value
    ):
        return None
    close = [q for q in near if q.sentence in {row[0].sentence for row in rows[:2] if row}]
    for pool in (rows[0], close, [*close, *rows[-1]]):
        pairs = [(a, n) for a in totals for n in pool if n is not a and _triple(each, a, n)]
        if len({(total.value, n.value) for total, n in pairs}) == 1:
            return _wrong(each, *pairs[0])
    return None


def _days(facts: Facts, each: Quantity) -> list[Quantity]:
    """The length of the one month or period that a sentence names, as a number of days."""
    found = [
        day
        for day in dates_between(facts, *each.sentence)
        if day.known and day.first and day.last and (day.last - day.first).days >= _SHORT
    ]
    daily = field("daily", facts.language).search(facts.text, *each.sentence)
    if not daily or len(found) != 1 or not found[0].first or not found[0].last:
        return []
    length = Decimal((found[0].last - found[0].first).days + 1)
    group = Group("days", "day", frozenset(), frozenset(), found[0].start, found[0].end)
    return [
        replace(
            each, value=length, start=found[0].start, end=found[0].end, unit="count", group=group
        )
    ]


def _triple(each: Quantity, total: Quantity, times: Quantity) -> bool:
    """Whether three numbers may be what each gets, how much that makes, and how many there are.

    Sums of money are known by their size; other totals count what each has, and the number something else.
    """
    if each.unit in {"duration", "measure"} and total.unit != each.unit:
        return False
    noun = each.group.head
    large = each.value >= _SUM and total.value >= 10 * _SUM
    one = total.group.head == noun or not noun or total.unit != "count"
    return (
        times.unit == "count"
        and 2 < times.value < total.value
        and not times.value % 1
        and times.exact
        and (
            large
            or (
                one
                and bool(noun or total.group.head)
                and times.group.head not in {"", noun, total.group.head}
            )
        )
        and _near(each.value, total.value / times.value)
    )


def _near(said: Decimal, true: Decimal) -> bool:
    return 1 / _FACTOR < true / said < _FACTOR or digits_apart(true.quantize(Decimal(1)), said)


def _mean(facts: Facts, each: Quantity) -> bool:
    """Whether what each gets is told as a mean, and so rounded."""
    return bool(field("mean", facts.language).search(facts.text, *each.sentence))


def _bounds(total: Quantity) -> tuple[Decimal, ...]:
    return (
        (total.value,)
        if total.exact
        else (total.value * Decimal("0.93"), total.value, total.value * Decimal("1.07"))
    )


def _range(facts: Facts, each: Quantity) -> tuple[Decimal, Decimal]:
    """What the quotient may be: means leave the rounding of their last noughts, bounds leave one side open."""
    value, step = each.value, step_of(facts.text, each)
    room = Decimal("0.0001")
    if _mean(facts, each) or not each.exact:
        while value % (step * 10) == 0 and step * _FINE <= value:
            step *= 10
        room = step / 2 + room
    low, high = value - room, value + room
    if each.bound in {"more_than", "at_least"}:
        high = value * Decimal("1.2")
    elif each.bound in {"less_than", "up_to"}:
        low = value * Decimal("0.85")
    elif each.bound == "about":
        low, high = min(low, value * Decimal("0.9")), max(high, value * Decimal("1.1"))
    return low, high


def _wrong(each: Quantity, total: Quantity, times: Quantity) -> Hit:
    made, share = times.value * each.value, total.value / times.value
    return Hit(
        each.start,
        each.end,
        f"{total.shown} for {times.shown} is {share.quantize(Decimal(1)):,f} each, not {each.shown}; "
        f"{times.shown} times {each.shown} is {made.normalize():,f}.",
        "Correct the total, the number, or what each gets.",
        ((total.start, total.end), (times.start, times.end)),
        "warning",
    )
