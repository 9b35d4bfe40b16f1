"""The period that a report covers, told twice with one end the same and the other not."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.periods import PERIOD
from probanda.audit.rules.registry import Hit

__all__ = ["period_twice"]

#: Days by which the other end may be off; by more, it is another period.
_NEAR = 93
_SHORTEST = 25
#: Letters between the words for a period and its dates.
_BESIDE = 70


def period_twice(facts: Facts) -> Iterator[Hit]:
    """Each telling that differs from the first of its kind, once for each other period."""
    told = list(_told(facts))
    done: set[str] = set()
    for place, each in enumerate(told):
        for first in told[:place]:
            if each.edtf in done or each.edtf == first.edtf or not _one_end(first, each):
                continue
            done.add(each.edtf)
            yield Hit(
                each.start,
                each.end,
                f"The period is {facts.quote(each.start, each.end)} here, "
                f"{facts.quote(first.start, first.end)} elsewhere.",
                "Use one period in all places, or say which part each place is about.",
                ((first.start, first.end),),
                "warning",
            )


def _one_end(a: DateMention, b: DateMention) -> bool:
    """Whether two periods share one end, and the other ends are as near as slips are."""
    if not (a.first and a.last and b.first and b.last):
        return False
    begins, ends = abs((a.first - b.first).days), abs((a.last - b.last).days)
    return min(begins, ends) == 0 and 0 < max(begins, ends) <= _NEAR


def _told(facts: Facts) -> Iterator[DateMention]:
    """Periods of a month or more beside words that say that they are the report's."""
    covers = word_pattern("covers", facts.language)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            whole = [d for d in days_between(facts, start, end) if d.precision == "interval"]
            if len(whole) != 1 or not whole[0].known or in_speech(facts, start + 1):
                continue
            when = whole[0]
            if not (when.first and when.last) or (when.last - when.first).days < _SHORTEST:
                continue
            low = max(start, when.start - _BESIDE)
            if covers.search(facts.text, low, when.start) or PERIOD.search(
                facts.text, low, when.start
            ):
                yield when
