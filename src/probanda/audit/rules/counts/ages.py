"""Ages against births, in a sentence and over the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.initials import initials, is_initials
from probanda.audit.extract.persons import persons
from probanda.audit.facts import Facts
from probanda.audit.rules.counts.age_told import is_birth
from probanda.audit.rules.counts.ages_headed import ages_in_heads
from probanda.audit.rules.counts.ages_near import ages_near_births, lives
from probanda.audit.rules.counts.ages_tabled import ages_in_tables
from probanda.audit.rules.registry import Hit, rule

__all__ = ["age_birth"]


@rule(
    "age-birth",
    "An age doesn't fit the birth",
    "error",
    "figures",
    "A person's age at a date follows from the birth, and one person has one birth.",
    bad=(
        "Davit Arlan, born in 2004, was 21 years old when he was captured in April 2023.",
        "Davit Arlan (born in 2004) was captured. The soldier Davit Arlan (born "
        "in 2006) was released.",
    ),
    good=(
        "Davit Arlan, born in 2004, was 18 years old when he was captured in April 2023.",
        "Davit Arlan, born in 2004, and Oren Borv, born in 2003, were captured.",
    ),
)
def age_birth(facts: Facts) -> Iterator[Hit]:
    """Compare ages, dates and births, in a sentence and over the document."""
    named = facts.of(_people_places)
    told: set[int] = set()
    for hit in _told(facts, named):
        if hit.start not in told:
            told.add(hit.start)
            yield hit


def _told(facts: Facts, named: list[tuple[int, int, str]]) -> Iterator[Hit]:
    """All that is found, the surest first."""
    births: dict[str, list[DateMention]] = defaultdict(list)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = dates_between(facts, start, end)
            for each in found:
                if is_birth(facts, each):
                    person = _nearest(named, each.start, start)
                    if person and each.known:
                        births[person].append(each)
    for person, listed in births.items():
        first = listed[0]
        for other in listed[1:]:
            if _apart(first, other):
                yield Hit(
                    other.start,
                    other.end,
                    f"{person} is born {facts.quote(other.start, other.end)} here "
                    f"and {facts.quote(first.start, first.end)} elsewhere.",
                    "Correct the wrong date.",
                    ((first.start, first.end),),
                    "warning" if is_initials(person) or _entries(facts, first, other) else None,
                )
                break
    yield from ages_near_births(facts, named)
    yield from lives(facts)
    yield from ages_in_tables(facts)
    yield from ages_in_heads(facts)


def _entries(facts: Facts, a: DateMention, b: DateMention) -> bool:
    """Whether two births stand in two entries of a register, that open with their names: they may be namesakes."""
    return all(day.start - facts.document.sentence_of(day.start)[0] < _ENTRY for day in (a, b))


#: The birth of an entry stands so near to its beginning.
_ENTRY = 70
#: "Иво Петрович", "Ivo Petrovich": a given name and a father's, which many bear.
_PATRONYMIC = re.compile(
    r"\w+\s+\w+(?:вич|вна|ична|инична|ovich|evich|ovna|evna|ichna)[ауеомй]{0,2}", re.IGNORECASE
)


def _apart(a: DateMention, b: DateMention) -> bool:
    assert a.first
    assert a.last
    assert b.first
    assert b.last
    return a.last < b.first or b.last < a.first


def _people_places(facts: Facts) -> list[tuple[int, int, str]]:
    full = [
        (m.start, m.end, p.name)
        for p in facts.of(persons)
        if " " in p.name and not _PATRONYMIC.fullmatch(p.name)
        for m in p.mentions
    ]
    return sorted((*full, *facts.of(initials)))


def _nearest(named: list[tuple[int, int, str]], position: int, start: int) -> str:
    place = bisect_left(named, (position, 0, "")) - 1
    if place >= 0 and named[place][0] >= start and position - named[place][1] < 60:
        return named[place][2]
    return ""
