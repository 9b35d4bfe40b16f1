"""The rule: so many times each makes the total. "30,000 euros to each of the six families, 180,000 in all"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.registry import Hit, rule

__all__ = ["product_wrong"]

_UNITS = frozenset({"count", "money", "measure", "duration", "rate"})
#: Words between a number and "each", "in all".
_CLOSE = 4
#: A number of things that is farther from the quotient than this is of something else.
_FAR = Decimal("0.5")
_MEAN = re.compile(
    r"(?<!\w)(?:averag\w+|mean|on average|средн\w+|promedio|media|moyenne)(?!\w)", re.IGNORECASE
)
_LARGEST = 2_000
#: A number of nothing named is money from here on when the total is.
_SUM = 100


@dataclass(frozen=True, slots=True)
class _Told:
    """So much for each, and so much in all."""

    each: Quantity
    total: Quantity
    mean: bool


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
    """Multiply what each gets by how many there are."""
    for listed in facts.of(by_sentence):
        yield from _daily(facts, listed)
        if not any(_in_all(facts, q) for q in listed):
            continue
        earlier = sentences_before(facts, listed[0].sentence, listed[0].block)
        for told in _told(facts, listed, earlier):
            own = _times(facts, told, listed)
            if told.each.sentence != told.total.sentence:
                own += _times(facts, told, earlier[0])
            named = [q for q in own if _EACH_OF.search(facts.text, q.sentence[0], q.start)]
            near = named or [*own, *(q for row in earlier for q in _times(facts, told, row))]
            if any(_fits(told, q.value) for q in near):
                continue
            found = _wrong(facts, told, own, near)
            if found is not None:
                yield found


def _daily(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "448 rations in February, or 61 a day": a number of a month, and how many a day that makes."""
    text = facts.text
    for total, each in pairwise(listed):
        if (
            total.unit != "count"
            or each.unit != "count"
            or not (total.exact and each.value > 0)
            or total.spoken
        ):
            continue
        rate = _A_DAY.match(text, each.end, min(each.sentence[1], each.end + 60))
        between = text[total.end : each.start]
        if (
            not rate
            or re.search(r"[.;:()]", between)
            or len(between.split()) > _WORDS
            or total.value < each.value
        ):
            continue
        days = [d for d in dates_between(facts, *each.sentence) if d.known and d.first and d.last]
        if len(days) != 1 or days[0].precision not in {"month", "year", "interval"}:
            continue
        day = days[0]
        assert day.first
        assert day.last
        length = (day.last - day.first).days + 1
        true = total.value / length
        room = Decimal("0.5").scaleb(-each.decimals) if each.exact else max(Decimal(1), true / 10)
        working = total.value / (Decimal(length) * 5 / 7)
        if (
            length < _SHORT
            or abs(true - each.value) <= room + Decimal("0.01")
            or abs(working - each.value) <= room * 2
        ):
            continue
        if not Decimal("0.1") < each.value / true < _TIMES:
            continue
        yield Hit(
            each.start,
            each.end,
            f"{total.shown} in {length} days is {true.quantize(Decimal('0.1'))} a day, not {each.shown}.",
            "Correct the number, the mean or the period.",
            ((total.start, total.end), (day.start, day.end)),
            "warning",
        )


_A_DAY = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,2}?(?:a\s+day|per\s+day|daily|each\s+day|every\s+day|в\s+день|в\s+сутки|ежедневно|al\s+día|por\s+día|diari[oa]s|par\s+jour)(?!\w)",
    re.IGNORECASE,
)
#: Days of the shortest period, words between the two numbers, and how far off is something else.
_SHORT, _WORDS, _TIMES = 7, 9, 10


def _told(facts: Facts, listed: list[Quantity], earlier: list[list[Quantity]]) -> Iterator[_Told]:
    """Pairs of what each gets and the total, in one unit, of one sentence or of two neighbours."""
    totals = [
        q for q in listed if q.unit in _UNITS and not q.spoken and q.value > 0 and _in_all(facts, q)
    ]
    for row in (listed, *earlier[:1]):
        told = False
        for place, each in enumerate(row):
            if each in totals or each.unit not in _UNITS or each.spoken or each.value <= 1:
                continue
            if each.bound not in {"exact", "exactly", "about"}:
                continue
            if not (_beside(facts, "apiece", each) or _each_of(facts, row, place)):
                continue
            total = next((q for q in totals if q.value > each.value and _one_unit(each, q)), None)
            if total is not None:
                told = True
                start, end = each.sentence
                around = facts.text[max(start, each.start - 40) : min(end, each.end + 40)]
                yield _Told(each, total, bool(_MEAN.search(around)))
        if told:
            return


def _one_unit(each: Quantity, total: Quantity) -> bool:
    """Whether what each gets and the total are counted in one thing."""
    if each.unit == total.unit == "count":
        return not total.group.head or each.group.head == total.group.head
    if each.unit == total.unit:
        return each.unit == "money" or each.unit_word == total.unit_word
    return {each.unit, total.unit} == {"money", "count"} and each.value >= _SUM


_EACH_OF = re.compile(
    r"(?<!\w)(?:each|every\s+one|кажд\w+|cada\s+un[oa]|chacune?)\s+(?:of|из|de|des|d['’])\s*(?:(?:the|these|those|этих|los|las|les|our)\s+)?\Z",
    re.IGNORECASE,
)


def _each_of(facts: Facts, row: list[Quantity], place: int) -> bool:
    """Whether a number is what each of the one before it has: "each of the twelve monitors made 14 visits"."""
    if not place:
        return False
    before = row[place - 1]
    between = facts.text[before.end : row[place].start]
    return (
        before.unit == "count"
        and bool(_EACH_OF.search(facts.text, before.sentence[0], before.start))
        and not re.search(r"[.;:]", between)
    )


def _beside(facts: Facts, name: str, q: Quantity, before: int = _CLOSE) -> bool:
    """Whether a word of a class stands close to a number, no other number between."""
    pattern, text = field(name, facts.language), facts.text
    end = max(q.end, q.group.end if q.group.start and q.group.start - q.end < 3 else q.end)
    tail = text[end : min(q.sentence[1], end + 44)]
    found = pattern.search(tail)
    if (
        found
        and not re.search(r"[\d;.:]", tail[: found.start()])
        and len(tail[: found.start()].split()) <= 3
        and not (
            name == "in_all" and re.match(r",?\s*(?:[^\W\d]+\s+){0,2}[$€£]?\d", tail[found.end() :])
        )
    ):
        return True
    head = text[max(q.sentence[0], q.start - 48) : q.start]
    last = None
    for found in pattern.finditer(head):
        last = found
    return bool(
        last
        and not re.search(r"[\d;.]", head[last.end() :])
        and len(head[last.end() :].split()) <= before
    )


def _in_all(facts: Facts, q: Quantity) -> bool:
    return q.exact and (q.total or _beside(facts, "in_all", q)) and not q.each


def _times(facts: Facts, told: _Told, listed: list[Quantity]) -> list[Quantity]:
    """Numbers of a sentence that may say how many there are."""
    return [
        q
        for q in listed
        if q.unit in {"count", "duration"}
        and q.index not in {told.each.index, told.total.index}
        and 1 < q.value <= _LARGEST
        and not q.value % 1
    ]


def _room(told: _Told) -> Decimal:
    """How far what each gets may be from the mean, for its rounding."""
    value = told.each.value
    step = Decimal(1).scaleb(-told.each.decimals)
    if told.mean or not told.each.exact:
        while value % (step * 10) == 0 and step * 10 < value:
            step *= 10
        return step / 2 if told.each.exact else max(step, value / 10)
    return Decimal(0)


def _fits(told: _Told, times: Decimal) -> bool:
    return (
        abs(told.total.value - told.each.value * times) <= (_room(told) + Decimal("0.0001")) * times
    )


def _wrong(facts: Facts, told: _Told, own: list[Quantity], near: list[Quantity]) -> Hit | None:
    exact = told.total.value / told.each.value
    close = [q for q in own if q.exact and abs(q.value - exact) / exact < _FAR]
    if len({q.value for q in close}) != 1:
        close = (
            []
            if close
            else [q for q in near if q.exact and abs(q.value - exact) / exact < _FAR][:1]
        )
    if close:
        times = close[0]
        made = times.value * told.each.value
        return Hit(
            told.total.start,
            told.total.end,
            f"{times.shown} times {told.each.shown} is {made.normalize():,f}, not {told.total.shown}.",
            "Correct the total, the number, or what each gets.",
            ((told.each.start, told.each.end), (times.start, times.end)),
            None if times in own and not told.mean else "warning",
        )
    if told.mean or not told.each.exact or told.each.value < 100:
        return None
    if told.total.value % told.each.value == 0:
        return None
    known = {q.value for q in facts.of(quantities) if q.unit == "count"}
    likely = [n for n in known if 1 < n <= _LARGEST and abs(n - exact) / exact < Decimal("0.15")]
    times_told = (
        f"; {likely[0]:,f} times would be {likely[0] * told.each.value:,f}"
        if len(likely) == 1
        else ""
    )
    return Hit(
        told.total.start,
        told.total.end,
        f"{told.total.shown} is no whole number of times {told.each.shown}{times_told}.",
        "Correct the total or what each gets.",
        ((told.each.start, told.each.end),),
        "warning",
    )
