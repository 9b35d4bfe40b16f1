"""“One doctor for every 300 prisoners”: a mean said as one to so many, against the two numbers near it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import words
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.ranks.labelled import alike, stem_of
from probanda.audit.rules.registry import Hit

__all__ = ["means"]

#: What a mean in round figures may be away from the true one.
_NEAR, _ABOUT = Decimal("0.06"), Decimal("0.12")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    one, to = words("one", code) or "(?!)", words("to_every", code) or "(?!)"
    return re.compile(
        rf"(?<![\w-])(?:{one})(?:\s+(?P<who>[^\W\d]+))?(?:\s+[^\W\d]+)?\s+(?:{to})\s+(?:[^\W\d]+\s+){{0,2}}\Z",
        re.IGNORECASE,
    )


def means(facts: Facts) -> Iterator[Hit]:
    """Hold every "one for so many" against the two numbers that alone can be meant."""
    pattern, text = _pattern(facts.language), facts.text
    for index, rows in facts.of(by_block).items():
        for each in rows:
            if each.unit != "count" or each.value < 2 or each.spoken:
                continue
            lead = pattern.search(text, max(each.sentence[0], each.start - 60), each.start)
            if lead is None or in_speech(facts, each.start):
                continue
            near = [
                q
                for row in (
                    [q for q in rows if q.sentence == each.sentence and q.end <= lead.start()],
                    *sentences_before(facts, each.sentence, index),
                )
                for q in row
                if q.unit == "count" and q.exact and q.value >= 1 and not (q.each or q.spoken)
            ]
            pair = _pair(near, lead["who"] or "", each)
            pairs = [(a, b) for a in near for b in near if a.value < b.value]
            if pair is None or any(_fits(each, b.value / a.value) for a, b in pairs):
                continue
            few, many = pair
            yield Hit(
                lead.start(),
                each.end,
                f"“{facts.quote(lead.start(), each.end)}”, but {many.shown} to {few.shown} is one to "
                f"{many.value / few.value:.0f}.",
                "Correct the mean or the numbers.",
                ((few.start, few.end), (many.start, many.end)),
                "warning",
            )


def _pair(near: list[Quantity], who: str, each: Quantity) -> tuple[Quantity, Quantity] | None:
    """The number of those who are one for many, by their noun, and the one other number near it."""
    stem = stem_of(who.lower()) if who else ""
    few = [q for q in near if stem and alike(stem_of(q.group.head), stem)] or (
        [min(near, key=lambda q: q.value)] if len(near) == 2 and not stem else []
    )
    if not few:
        few = [q for q in near if stem and q.group.head and q.group.head[:3] == stem[:3]]
    many = [q for q in near if q not in few and q.value > max((f.value for f in few), default=0)]
    if len(few) != 1 or len({q.value for q in many}) != 1:
        return None
    return few[0], many[-1]


def _fits(each: Quantity, true: Decimal) -> bool:
    room = true * (_NEAR if each.exact else _ABOUT)
    step = Decimal(5) if each.value % 10 == 0 and each.value >= 50 else Decimal("0.5")
    return abs(true - each.value) <= max(room, step)
