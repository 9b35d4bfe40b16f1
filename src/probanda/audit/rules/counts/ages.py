"""Ages against births, in a sentence and over the document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.initials import initials, is_initials
from probanda.audit.extract.persons import persons
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.counts.age_told import age_behind, age_in_sentence, check_age, is_birth
from probanda.audit.rules.counts.ages_headed import ages_in_heads
from probanda.audit.rules.counts.ages_near import ages_near_births, lives
from probanda.audit.rules.counts.ages_tabled import ages_in_tables
from probanda.audit.rules.counts.ages_twice import ages_of_two_dates
from probanda.audit.rules.registry import Hit, rule

__all__ = ["age_birth"]


@rule(
    "age-birth",
    "An age doesn't fit the birth",
    "error",
    "figures",
    "A person's age at a date follows from the birth; one person has one birth and, "
    "at one event, one age.",
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
                    yield from age_in_sentence(facts, each, found, (start, end))
                    yield from age_behind(facts, each, (start, end), named)
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
    yield from _ages_over_document(facts, named, births)
    yield from ages_near_births(facts, named)
    yield from lives(facts)
    yield from ages_in_tables(facts)
    yield from ages_in_heads(facts)
    yield from ages_of_two_dates(facts, named)


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
    from bisect import bisect_left

    place = bisect_left(named, (position, 0, "")) - 1
    if place >= 0 and named[place][0] >= start and position - named[place][1] < 60:
        return named[place][2]
    return ""


def _ages_over_document(
    facts: Facts, named: list[tuple[int, int, str]], births: dict[str, list[DateMention]]
) -> Iterator[Hit]:
    ages: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.unit == "age" and q.exact and not q.each:
            person = _nearest(named, q.start, q.sentence[0])
            if person and len(facts.text[_end_of(named, q.start) : q.start]) < 26:
                ages[person].append((int(q.value), q))
    loose: set[int] = set()
    for name, listed in _loose_ages(facts, named).items():
        ages[name].extend(listed)
        loose |= {q.index for _, q in listed}
    for person, known in ages.items():
        known.sort(key=lambda pair: pair[1].start)
        (age, q) = known[0]
        for other_age, other in known[1:]:
            same_time = (
                q.around.period
                and other.around.period
                and q.around.period.edtf == other.around.period.edtf
            ) or (not q.around.period and not other.around.period)
            if abs(age - other_age) >= 1 and same_time and other.sentence != q.sentence:
                yield Hit(
                    other.start,
                    other.end,
                    f"{person} is {other_age} here and {age} elsewhere.",
                    "Correct the wrong age, or say at which date each holds.",
                    ((q.start, q.end),),
                    "warning"
                    if abs(age - other_age) == 1
                    or is_initials(person)
                    or {q.index, other.index} & loose
                    else None,
                )
                break
        for birth in births.get(person, [])[:1]:
            for _, each in known:
                at = each.around.period
                if (
                    at is not None
                    and at.known
                    and each.around.period_from == "sentence"
                    and birth.known
                    and birth.edtf != at.edtf
                    and each.sentence != facts.document.sentence_of(birth.start)
                ):
                    yield from check_age(facts, birth, each, at)


def _end_of(named: list[tuple[int, int, str]], position: int) -> int:
    from bisect import bisect_left

    place = bisect_left(named, (position, 0, "")) - 1
    return named[place][1] if place >= 0 else 0


def _loose_ages(
    facts: Facts, named: list[tuple[int, int, str]]
) -> dict[str, list[tuple[int, Quantity]]]:
    """Ages in apposition: "Davit Arlan, 34, …" and "Davit Arlan (34)"."""
    starts = {q.start: q for q in facts.of(quantities) if q.unit == "count"}
    answers: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
    for _, end, name in named:
        found = re.compile(r"\s*(?:,\s*|\()(\d{1,2})(?=[,)])").match(facts.text, end)
        if found and 3 <= int(found[1]) <= 99 and found.start(1) in starts:
            answers[name].append((int(found[1]), starts[found.start(1)]))
    return answers
