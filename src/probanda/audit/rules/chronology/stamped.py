"""An entry stands under one day and tells its act of the same day of another month: the slip of a chronicler.

The day of the month is the same, the month or the year another; that the entry looks back to such a day by chance
is one in thirty, and most that look back say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.stamps import Stamp, stamps
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import slip_of
from probanda.audit.rules.chronology.told_days import told_days
from probanda.audit.rules.registry import Hit

__all__ = ["stamped", "stamped_years"]

#: The act of an entry is told in its first sentences.
_FIRST = 3
#: Within so many letters of its date a sentence says that it looks back.
_BESIDE = 60
#: A year wrong by ten, and the day nearly the same.
_DECADE, _CLOSE = 10, 12


def stamped(facts: Facts) -> Iterator[Hit]:
    """Entries whose act is dated by a month that is not theirs."""
    for stamp, told in _entries(facts):
        if slip_of(stamp.when, told) == "month":
            yield _hit(facts, stamp, told, "is told")


def stamped_years(facts: Facts) -> Iterator[Hit]:
    """Entries whose act is dated by a year that is not theirs."""
    for stamp, told in _entries(facts):
        a, b = stamp.when.first, told.first
        if a is None or b is None or told.year_from is not None:
            continue
        apart = abs(a.year - b.year)
        near = a.month == b.month and abs(a.day - b.day) <= _CLOSE
        if slip_of(stamp.when, told) == "year" or (apart == _DECADE and near):
            yield _hit(facts, stamp, told, "is told")


def _hit(facts: Facts, stamp: Stamp, told: DateMention, how: str) -> Hit:
    when = stamp.when
    return Hit(
        told.start,
        told.end,
        f"{facts.quote(told.start, told.end)} {how} in an entry of {facts.quote(when.start, when.end)}.",
        "Check both dates.",
        ((when.start, when.end),),
        "warning",
    )


def _entries(facts: Facts) -> Iterator[tuple[Stamp, DateMention]]:
    """Entries and the first day by which they date an act, where no date of theirs is the day of the entry."""
    listed = facts.of(stamps)
    for place, stamp in enumerate(listed):
        if place and listed[place - 1].when.start == stamp.when.start:
            continue
        rest = [s for s in listed[place:] if s.when.start == stamp.when.start]
        inside = [d for s in rest for d in days_between(facts, s.start, s.end) if d.known]
        day = stamp.when.first
        if any(d.first and d.last and day and d.first <= day <= d.last for d in inside):
            continue
        block = facts.document.block_of(stamp.start)
        if block is None or word_pattern("anniversary", facts.language).search(
            facts.text, block.start, block.end
        ):
            continue
        for start, end in facts.document.sentences(block)[:_FIRST]:
            told = [
                t for t in told_days(facts, block, start, end) if t.when.start > stamp.when.start
            ]
            if told:
                first = told[0].when
                back = telling("back", facts.language, r"(?<![\w-])(?:{})(?!\w)")
                said = back.search(facts.text, start, min(end, first.end + _BESIDE))
                if not said and not told[0].paper and first.precision == "day":
                    yield stamp, first
                break
