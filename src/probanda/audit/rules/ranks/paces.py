"""“107 cases in the half-year, 15 a month”: a total, the time in which it was counted, and a unit's part of it.

The time is told in the sentence of the total: a quarter, so many months, from one month to another, or a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.pointed import comparable
from probanda.audit.rules.ranks.lexicon import rank_class
from probanda.audit.rules.registry import Hit

__all__ = ["paces"]

#: Days of the unit that a pace is for; of the times that words name.
_UNITS = {
    "each_day": Decimal(1),
    "each_week": Decimal(7),
    "each_month": Decimal("30.44"),
    "each_year": Decimal("365.25"),
}
_TIMES = {"a_quarter": 3, "a_half_year": 6, "a_whole_year": 12, "some_years": 12, "some_months": 1}
#: A pace further off than this is of something else; one of "about" so many, or of a broken month, is near enough.
_FAR, _ABOUT = Decimal("2.2"), Decimal("0.1")
#: Between a pace and the words of its unit: "15 cases a month", "15 (mensuales".
_BESIDE = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}")
#: A pace of a total that is small or rounded is told for show.
_LEAST = 20
_DIGITS = re.compile(r"\d+")


def paces(facts: Facts) -> Iterator[Hit]:
    """Numbers a month, week or day that their total and its time don't give."""
    unit = rank_class(tuple(_UNITS), facts.language)
    for listed in facts.of(by_sentence):
        for said in unit.finditer(facts.text, *listed[0].sentence):
            mean = next((q for q in reversed(listed) if q.end <= said.end()), None)
            if mean is None or not _BESIDE.fullmatch(
                facts.text, mean.end, max(mean.end, said.start())
            ):
                continue
            before = [q for q in listed if q.end <= mean.start and _total(q, mean)]
            own = mean.group.start < said.start() and mean.group.head
            told = field("mean", facts.language).search(facts.text, *mean.sentence)
            if own and not told and not all(comparable(facts, mean, q) for q in before):
                continue  # "240 people, who received 12 visits a month"
            span = _months(facts, mean, listed[0].sentence) if len(before) == 1 else None
            if span is None or mean.spoken or in_speech(facts, mean.start):
                continue
            units = Decimal(30.44 * span) / _UNITS[str(said.lastgroup)]
            true = before[0].value / units
            if units > 1 and mean.value / _FAR < true < mean.value * _FAR and not _fits(mean, true):
                yield Hit(
                    mean.start,
                    said.end(),
                    f"{before[0].shown} in {span} months is {true:.1f} “{said[0]}”, not {mean.value:f}.",
                    "Correct the mean, the total or the time.",
                    ((before[0].start, before[0].end),),
                    "warning",
                )


def _total(q: Quantity, mean: Quantity) -> bool:
    """Whether a number may be the total of a pace."""
    plain = q.unit in {"count", "money"} and q.exact and not q.spoken and not q.decimals
    return plain and q.value >= _LEAST and q.value >= mean.value and q.of is None and not q.subset


def _fits(mean: Quantity, true: Decimal) -> bool:
    if mean.bound in {"more_than", "at_least"}:
        return mean.value <= true * (1 + _ABOUT) and true < mean.value + 1 + mean.value / 4
    if mean.bound in {"less_than", "up_to"}:
        return true <= mean.value * (1 + _ABOUT)
    return abs(true - mean.value) <= max(rounding(mean.decimals) * 2, mean.value * _ABOUT)


def _months(facts: Facts, mean: Quantity, sentence: tuple[int, int]) -> int | None:
    """The months that a sentence tells before a pace; None where it tells none, or several times."""
    start, end = sentence[0], mean.start
    language = language_tables(facts.language)
    told: set[int] = set()
    for found in rank_class(tuple(_TIMES), facts.language).finditer(facts.text, start, end):
        said = [word for word in found[0].lower().split() if word in language.numbers]
        digits = _DIGITS.search(found[0])
        many = digits[0] if digits else language.numbers[said[0]] if said else 1
        told.add(int(many) * _TIMES[str(found.lastgroup)])
    named = [
        language.months[word.lower()]
        for word in re.findall(r"[^\W\d_]{3,}", facts.text[start:end])
        if word.lower() in language.months and (word[0].isupper() or facts.language != "en")
    ]
    if len(named) == 2:
        told.add((named[1] - named[0]) % 12 + 1)
    period = mean.around.period
    if not told and not named and period and period.first and period.last:
        days = (period.last - period.first).days + 1
        told.add(round(days / 30.44))
    return next(iter(told)) if len(told) == 1 else None
