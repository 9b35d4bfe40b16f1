"""Which numbers divide nothing: the two values of a change, and numbers of other days than their whole.

"From 133 to 159" tells one thing twice; neither value is a part beside the next change. And what happened in two
years, or in the quarter before, makes no whole of this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.told_periods import reported
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.percentages.moves import opens_move

__all__ = ["at_rest", "of_other_days"]

_Days = tuple[date, date]
#: A whole is counted over so many days at least.
_SPAN = 20
_CLOSED = {")", ",", ";", "."}
#: Two values of a change with more between them are two statements, where a clause ends there.
_LONG = 40


def at_rest(facts: Facts, listed: Iterable[Quantity]) -> list[Quantity]:
    """The numbers without those between which something changes: "from 133 to 159"."""
    moved = facts.of(_moved)
    return [q for q in listed if q.index not in moved]


def _moved(facts: Facts) -> frozenset[int]:
    found: set[int] = set()
    for listed in facts.of(by_sentence):
        for a, b in pairwise(listed):
            if a.unit == b.unit and opens_move(facts, a, b) and not _far(facts, a, b):
                found.add(a.index)
                end = b.group.end if b.group.start >= b.end else b.end
                if {facts.text[b.end : b.end + 1], facts.text[end : end + 1]} & _CLOSED:
                    found.add(
                        b.index
                    )  # "rose from 12 to 15: eight men and …" goes on to divide the second
    return frozenset(found)


def _far(facts: Facts, a: Quantity, b: Quantity) -> bool:
    """Whether a clause ends between two numbers: "de las 439 mujeres que …, el censo contó a 128"."""
    middle = facts.text[a.end : b.start]
    return len(middle) > _LONG and "," in middle


def of_other_days(facts: Facts, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the sentences of a whole and of its parts give them days that do not meet.

    Parts without days of their own are of the period that the report is about. Within one sentence the whole may
    have taken its days from a part.
    """
    own = _days(whole)
    if own is None or (own[1] - own[0]).days < _SPAN or whole.sentence == parts[0].sentence:
        return False  # a day is the end of something, no period of counting
    said = [days for days in map(_days, parts) if days is not None]
    if not said:
        main = facts.of(reported)
        said = [main] if main is not None else []
    apart = [days for days in said if days[1] < own[0] or own[1] < days[0]]
    # "85 prisoners were seen in 2022. 58 were captured in the spring before, 27 in the summer": by days
    return bool(apart) and not len(apart) == len(said) == len(set(said)) > 1


def _days(q: Quantity) -> _Days | None:
    period = q.around.period
    if period is None or q.around.period_from != "sentence":
        return None
    if period.first is None or period.last is None:
        return None
    return period.first, period.last
