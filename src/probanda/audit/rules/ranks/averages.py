"""“On average 9 persons an event” against the total and the number of events, here or right before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise, permutations

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.moves import opens_move, sentences_before
from probanda.audit.rules.percentages.pointed import comparable, noun_stems, words_beside
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import rank_class
from probanda.audit.rules.ranks.means_apart import beside_it, fined
from probanda.audit.rules.registry import Hit

__all__ = ["averages"]

_CUT = re.compile(r"[,;:()]")
#: What is left open where a mean is said to be "about" so much.
_ABOUT = Decimal("0.05")
#: A mean further off than this is of other numbers.
_FAR_OFF = Decimal(2)
#: More numbers than these in a sentence, and which two are meant is open.
_MOST = 5
_UNITS = frozenset({"count", "money"})
#: Words that make a mean one of days or years, not of things.
_TIMES = ("each_day", "each_week", "each_month", "each_year")
#: Means from here on are told without decimals.
_SUM = 100
_MEANS = frozenset(
    {"count", "rate", "money", "age"}
)  # "an average of 11.5" may be read as of years


def averages(facts: Facts) -> Iterator[Hit]:
    """Hold every mean against the one total and the one number of things that it can be of."""
    for listed in facts.of(by_sentence):
        if not field("mean", facts.language).search(facts.text, *listed[0].sentence):
            continue
        means = [
            mean
            for place, mean in enumerate(listed)
            if not mean.spoken
            and mean.value > 0
            and mean.unit in _MEANS
            and _is_mean(facts, listed, place)
        ]
        for mean in means:
            if not _of_a_time(facts, mean):
                yield from _held(facts, mean, _its_own(facts, mean, means, listed))


def _its_own(
    facts: Facts, mean: Quantity, means: list[Quantity], listed: list[Quantity]
) -> list[Quantity]:
    """The numbers that a mean may be of: of several means in a sentence each has those told since the last."""
    counted = [q for q in listed if q not in means and _counted(facts, q)]
    place = means.index(mean)
    since = means[place - 1].end if place else mean.sentence[0]
    until = means[place + 1].start if place + 1 < len(means) else mean.sentence[1]
    before = [q for q in counted if since <= q.start < mean.start]
    behind = [q for q in counted if mean.end <= q.start < until]
    return (before or behind) if len(means) > 1 else before + behind


def _held(facts: Facts, mean: Quantity, own: list[Quantity]) -> Iterator[Hit]:
    rows = [own, *([q for q in row if _counted(facts, q)] for row in _before(facts, mean))]
    near = (*permutations(rows[0], 2), *(p for row in rows[1:] for p in permutations(row, 2)))
    across = ((a, b) for q in rows[0] for row in rows[1:] for o in row for a, b in ((q, o), (o, q)))
    if any(_fits(mean, t.value / n.value) for t, n in (*near, *across)):
        return
    if any(_fits(mean, sum((q.value for q in row), Decimal(0)) / len(row)) for row in rows if row):
        return  # the mean of the numbers themselves
    pair = _pair(facts, mean, rows)
    since = max((q.start for q in own if q.end <= mean.start), default=mean.start)
    opening = max(mean.sentence[0], facts.text.rfind(",", mean.sentence[0], max(since - 1, 0)) - 80)
    pair = pair or beside_it(facts, mean, opening, own) or fined(facts, mean)
    if pair is not None:
        yield _hit(mean, *pair)


def _before(facts: Facts, mean: Quantity) -> list[list[Quantity]]:
    return sentences_before(facts, mean.sentence, mean.block)


def _counted(facts: Facts, q: Quantity) -> bool:
    if q.unit not in _UNITS or q.value < 2 or q.spoken or q.decimals or q.of is not None:
        return False
    behind = facts.text[max(q.end, q.group.end) : q.sentence[1]].lstrip()[:20]
    return not (q.each and field("apiece", facts.language).match(behind))


def _is_mean(facts: Facts, listed: list[Quantity], place: int) -> bool:
    """Whether a number is the one said to be a mean: the word stands before it, or behind the last one."""
    mean = listed[place]
    if any(
        mean in {a, b} and (opens_move(facts, a, b) or opens_move(facts, b, a))
        for a, b in pairwise(listed[max(0, place - 1) : place + 2])
    ):
        return False  # "fell from 23 to 5.6 on average"
    since = listed[place - 1].end if place else mean.sentence[0]
    until = listed[place + 1].start if place + 1 < len(listed) else mean.sentence[1]
    word = field("mean", facts.language)
    if word.search(facts.text, since, mean.start):
        return True
    tail = _CUT.split(facts.text[mean.end : until])[0]
    return place + 1 == len(listed) and word.search(tail) is not None and not mean.total


def _of_a_time(facts: Facts, mean: Quantity) -> bool:
    """Whether a mean is for each day or month, and not for each of some things."""
    return rank_class(_TIMES, facts.language).search(facts.text, *mean.sentence) is not None


def _fits(mean: Quantity, true: Decimal) -> bool:
    if mean.bound in {"more_than", "at_least"}:
        return mean.value <= true <= mean.value * _FAR_OFF
    if mean.bound in {"less_than", "up_to"}:
        return true <= mean.value <= true * _FAR_OFF
    room = rounding(mean.decimals) + Decimal("0.01")
    if not mean.exact:
        room = max(room, mean.value * _ABOUT)
    elif mean.value >= 100 and mean.value % 10 == 0:
        room = mean.value / 20
    return abs(true - mean.value) <= max(room, Decimal("0.5") if not mean.decimals else room)


def _pair(
    facts: Facts, mean: Quantity, rows: list[list[Quantity]]
) -> tuple[Quantity, Quantity] | None:
    """The total and the number of things in the nearest sentence that has both, where only two can be meant."""
    said = stems(facts.text[slice(*mean.sentence)])
    for row in rows:
        if not row:
            continue
        pairs = [
            (t, n)
            for t, n in permutations(row, 2)
            if t.value > n.value
            and not comparable(facts, t, n)
            and any(_named(facts, q, said) for q in ((t, n) if len(row) == 2 else (n,)))
            and mean.value / _FAR_OFF <= t.value / n.value <= mean.value * _FAR_OFF
        ]
        if len(row) > _MOST or len({(t.value, n.value) for t, n in pairs}) != 1:
            return None
        return pairs[0]
    return None


def _named(facts: Facts, q: Quantity, said: frozenset[str]) -> bool:
    """Whether the sentence of the mean names what a number counts, or a word beside it."""
    told = noun_stems(facts, q) | words_beside(facts, q)
    return any(alike(word, stem) for word in told for stem in said)


def _hit(mean: Quantity, total: Quantity, number: Quantity) -> Hit:
    return Hit(
        mean.start,
        mean.end,
        f"{total.shown} by {number.shown} is {_shown(total.value / number.value, mean)} on average, not "
        f"{mean.shown}.",
        "Correct the mean or the numbers.",
        ((total.start, total.end), (number.start, number.end)),
        "warning",
    )


def _shown(true: Decimal, mean: Quantity) -> str:
    """The true mean as finely as the one told; of small whole numbers one figure more."""
    fine = max(mean.decimals, 0 if mean.value >= _SUM else 1)
    value = true.quantize(Decimal(1).scaleb(-fine), ROUND_HALF_UP)
    return f"{value.to_integral_value() if value == value.to_integral_value() else value:,f}"
