"""One event dated twice, once by a row, a heading or an entry of a chronology, a slip of the pen apart.

Such an entry sums up what the text tells at length, so that nearly all its words come back there. The two are one
event when no other place tells as much of it on the one date or on the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.told_events import telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import of_one_year, slip_of, surely_before
from probanda.audit.rules.chronology.timeline import Statement, rarity, timeline
from probanda.audit.rules.registry import Hit

__all__ = ["one_event"]

#: A word in more sentences, or with more dates, says nothing of one event.
_RARE, _DATES = 12, 40
#: What two statements of one event share weighs so much, and so much of the entry's words.
_WEIGHT, _PART, _MOST, _NEARLY = 0.7, 0.45, 0.8, 0.9
#: Days apart, beyond which two days that no slip joins are of two events.
_SOON = 10
#: Letters beside a date in which it is said that there was another event.
_SAID = 60
#: Letters before a day in which another day of its month stands: "on Friday 20 and Saturday 21 September".
_DAYS = 24
#: What stands on the same day elsewhere must not tell so much of it.
_ELSEWHERE = 0.75


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two statements that share words, and how much these weigh."""

    a: Statement
    b: Statement
    shared: frozenset[str]
    weight: float


def one_event(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Each pair of statements that seem to tell one event and give it two dates."""
    another = telling("once_more", facts.language)
    best: dict[int, float] = defaultdict(float)
    apart: list[_Pair] = []
    for pair in _pairs(facts):
        places = pair.a.when.start, pair.b.when.start
        if _meet(pair.a.when, pair.b.when):
            for place in places:
                best[place] = max(best[place], _ELSEWHERE * pair.weight)
        elif _near(pair.a.when, pair.b.when):
            apart.append(pair)
    for pair in sorted(apart, key=lambda pair: -pair.weight):
        a, b = sorted((pair.a, pair.b), key=lambda each: each.when.start)
        places = a.when.start, b.when.start
        if pair.weight < max(best[place] for place in places):
            continue
        best.update(dict.fromkeys(places, pair.weight))
        if told & set(places) or any(another.search(facts.text, *_beside(each)) for each in (a, b)):
            continue
        if _enough(facts, pair) and not _beside_both(facts, a, b) and not _taken(facts, a, b):
            told.update(places)
            yield Hit(
                b.when.start,
                b.when.end,
                f"{facts.quote(b.when.start, b.when.end)} here, {facts.quote(a.when.start, a.when.end)} "
                "elsewhere, of what seems to be one event.",
                "Use one date in all places, or say that there were two events.",
                ((a.when.start, a.when.end),),
                "warning",
            )


def _pairs(facts: Facts) -> Iterator[_Pair]:
    """Statements of which one at least is an entry and that share a rare word, each pair once."""
    told, rare = facts.of(timeline), facts.of(rarity)
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(told):
        for word in each.words:
            if rare.count[word] <= _RARE:
                by_word[word].append(place)
    seen = {
        (other, one)
        for listed in by_word.values()
        if len(listed) <= _DATES
        for x, one in enumerate(listed)
        for other in listed[:x]
    }
    for other, one in sorted(seen):
        a, b = told[other], told[one]
        if (
            a.series == b.series
            or a.block == b.block
            or (a.acts and b.acts and not a.acts & b.acts)
        ):
            continue
        shared = a.words & b.words
        yield _Pair(a, b, shared, rare.of(shared, a.names & b.names))


def _meet(a: DateMention, b: DateMention) -> bool:
    """Whether two dates may be one."""
    a, b = of_one_year(a, b)
    return not (surely_before(a, b) or surely_before(b, a))


def _slip(a: DateMention, b: DateMention) -> str:
    """What one slip of the pen parts two dates of one precision; a year that is lent is no slip."""
    if a.precision != b.precision or a.precision not in {"day", "month"}:
        return ""
    slip = slip_of(a, b)
    return "" if slip == "year" and (a.year_from or b.year_from) else slip


def _days(a: DateMention, b: DateMention) -> int:
    a, b = of_one_year(a, b)
    if not (a.first and a.last and b.first and b.last):
        return 0
    return max((a.first - b.last).days, (b.first - a.last).days)


def _near(a: DateMention, b: DateMention) -> bool:
    soon = {a.precision, b.precision} <= {"day", "interval"} and _days(a, b) <= _SOON
    return soon or bool(_slip(a, b))


def _enough(facts: Facts, pair: _Pair) -> bool:
    """Whether what two statements share makes them one event: more where the days may follow each other."""
    a, b = pair.a, pair.b
    slip, days = _slip(a.when, b.when), _days(a.when, b.when)
    if pair.weight < _WEIGHT or not pair.shared - {"beginning", "ending"}:
        return False
    wholes = [facts.of(rarity).of(each.words, each.names) for each in (a, b) if each.series]
    if slip in {"year", "month"} or (slip and days > _SOON // 2):
        return pair.weight >= (_PART if len(pair.shared) > 1 else _MOST) * min(wholes)
    if a.acts or b.acts or not slip:
        return pair.weight >= _MOST * max(wholes) and bool(a.acts & b.acts)
    return pair.weight >= _NEARLY * max(wholes)


def _beside(each: Statement) -> tuple[int, int]:
    """The words beside a date, among which it is said that the event was another one."""
    start, end = each.place
    return max(start, each.when.start - _SAID), min(end, each.when.end + _SAID)


def _taken(facts: Facts, a: Statement, b: Statement) -> bool:
    """Whether the other entries beside an entry hold one of the other date that tells something of the same."""
    return any(
        each.series == entry.series and _meet(each.when, other.when) and each.words & other.words
        for entry, other in ((a, b), (b, a))
        if entry.series
        for each in facts.of(timeline)
    )


def _beside_both(facts: Facts, a: Statement, b: Statement) -> bool:
    """Whether a sentence tells both dates, or both days of one month, so that there were two events."""
    for each, other in ((a, b), (b, a)):
        days = days_between(facts, *each.place)
        before = facts.text[max(each.place[0], each.when.start - _DAYS) : each.when.start]
        beside = re.findall(r"(?<!\d)\d{1,2}(?!\d)", before)
        if any(d.known and _meet(d, other.when) for d in days):
            return True
        if other.when.first and str(other.when.first.day) in beside:
            return True
    return False
