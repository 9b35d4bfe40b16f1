"""“An average of 12 calls a month” against the calls of the whole time and how many months it had."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.percentages.pointed import noun_stems
from probanda.audit.rules.ranks.labelled import alike
from probanda.audit.rules.ranks.lexicon import rank_class
from probanda.audit.rules.registry import Hit

__all__ = ["TIMES", "each_of_a_time", "shown_mean"]

TIMES = ("each_day", "each_week", "each_month", "each_year")
_SHOWN = {
    "each_day": "a day",
    "each_week": "a week",
    "each_month": "a month",
    "each_year": "a year",
}
#: Days of each unit, for lengths told as "18 months"; letters by which its words begin in the four languages.
_DAYS = {"each_day": 1, "each_week": 7, "each_month": 30, "each_year": 365}
_BEGIN = {
    "each_day": ("day", "дн", "ден", "сут", "día", "dia", "jour"),
    "each_week": ("week", "недел", "seman", "semai"),
    "each_month": ("month", "месяц", "mes", "mois"),
    "each_year": ("year", "год", "лет", "año", "an"),
}
#: A mean further off than this factor is of another number.
_FAR_OFF = Decimal(4)
#: Means from here on are told without decimals.
_SUM = 100
#: Room for a mean that is said to be about so much; for the two ways of counting the days of a time.
_ABOUT, _ENDS = Decimal("0.1"), Decimal(1)


def each_of_a_time(facts: Facts, mean: Quantity, listed: list[Quantity]) -> Iterator[Hit]:
    """Hold a mean of each day, week, month or year against the totals told with their time."""
    kind = _unit(facts, mean)
    if kind is None:
        return
    rows = [
        [q for q in listed if q is not mean],
        *sentences_before(facts, mean.sentence, mean.block),
    ]
    nouns = noun_stems(facts, mean)
    known: list[tuple[Quantity, Decimal, Quantity | None]] = []
    for row in rows:
        for total in row:
            same = (total.unit in {"count", "money"} and total.unit == mean.unit) or (
                total.unit == "count" and mean.unit in {"rate", "age"}
            )  # "an average of 12" may be read as of years
            other = nouns and not any(alike(a, b) for a in nouns for b in noun_stems(facts, total))
            if not same or (other and mean.unit == "count") or not total.exact:
                continue
            if total.each and field("mean", facts.language).search(
                facts.text, total.sentence[0], total.start
            ):
                continue
            if total.value <= mean.value or _of_another_time(facts, mean, total):
                continue
            for number, told in _lengths(total, kind, row):
                known.append((total, number, told))
    if not known or any(_fits(mean, t.value, n, kind) for t, n, _ in known):
        return
    total, number, told = known[0]
    true = total.value / number
    if mean.value / _FAR_OFF <= true <= mean.value * _FAR_OFF:
        length = f"{number.normalize():f}"
        yield Hit(
            mean.start,
            mean.end,
            f"{total.shown} by {length} is {shown_mean(true, mean)} {_SHOWN[kind]} on average, not "
            f"{mean.shown}.",
            "Correct the mean or the numbers.",
            ((total.start, total.end), *(((told.start, told.end),) if told else ())),
            "warning",
        )


def shown_mean(true: Decimal, mean: Quantity) -> str:
    """The true mean as finely as the one told; of small whole numbers one figure more.

    >>> said = Quantity(0, 1, Decimal(9386))
    >>> shown_mean(Decimal("9408.09"), said)
    '9,408'
    """
    fine = max(mean.decimals, 0 if mean.value >= _SUM else 1)
    value = true.quantize(Decimal(1).scaleb(-fine), ROUND_HALF_UP)
    return f"{value.to_integral_value() if value == value.to_integral_value() else value:,f}"


def _unit(facts: Facts, mean: Quantity) -> str | None:
    """The unit of time that the sentence of a mean names, nearest to it."""
    found = list(rank_class(TIMES, facts.language).finditer(facts.text, *mean.sentence))
    near = min(found, key=lambda each: abs(each.start() - mean.end), default=None)
    return near.lastgroup if near is not None else None


def _of_another_time(facts: Facts, mean: Quantity, total: Quantity) -> bool:
    """Whether the sentence of a mean gives it a time of its own."""
    if total.sentence == mean.sentence:
        return False
    own, other = mean.around.period, total.around.period
    told = mean.around.period_from == "sentence" and own is not None
    months = language_tables(facts.language).months
    words = re.findall(r"[^\W\d_]{3,}", facts.text[slice(*mean.sentence)].lower())
    return (told and (other is None or own is None or own.edtf != other.edtf)) or any(
        word in months and word not in facts.text[slice(*total.sentence)].lower() for word in words
    )


def _lengths(
    total: Quantity, kind: str, row: list[Quantity]
) -> Iterator[tuple[Decimal, Quantity | None]]:
    """How many units of time a total was counted in: of a length told beside it, else of its period."""
    spans = [q for q in row if q.unit == "duration" and q.value > 1 and q.exact]
    for q in spans:
        if q.unit_word.lower().startswith(_BEGIN[kind]):
            yield q.value, q
    period = total.around.period
    if spans or period is None or not (period.first and period.last):
        return
    first, last = period.first, period.last
    days = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if kind in {"each_day", "each_week"} and days > 7:
        yield Decimal(days) / _DAYS[kind], None
    elif whole and kind == "each_month" and months > 1:
        yield Decimal(months), None
    elif whole and kind == "each_year" and months >= 24 and months % 12 == 0:
        yield Decimal(months // 12), None


def _fits(mean: Quantity, total: Decimal, number: Decimal, kind: str) -> bool:
    true = total / number
    if mean.bound in {"more_than", "at_least"}:
        return true >= mean.value
    if mean.bound in {"less_than", "up_to"}:
        return true <= mean.value
    room = rounding(mean.decimals) + Decimal("0.01")
    room = room if mean.exact else max(room, mean.value * _ABOUT)
    ends = [number, number - _ENDS, number + _ENDS] if kind == "each_day" else [number]
    return any(
        abs(total / each - mean.value) <= max(room, Decimal("0.5") if not mean.decimals else room)
        for each in ends
    )
