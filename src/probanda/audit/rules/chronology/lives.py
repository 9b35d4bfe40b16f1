"""The life of a named person in one line: arrested, charged, then sentenced, and nothing after death.

What happens to a person is gathered from the whole text, from sentences that name nobody else. Each pair is held
against what can come first; who is told twice of one kind ("arrested again") is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.persons import PersonMention, persons
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.sources import in_list
from probanda.audit.extract.told_events import ToldEvent, event_order, telling, told_events
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import lent_far, surely_before
from probanda.audit.rules.registry import Hit
from probanda.audit.wordfields import marks

__all__ = ["lives"]

#: Kinds of events that befall a person once, as a rule.
_KINDS = frozenset(
    {"birth", "arrest", "charge", "sentence", "release", "death", "burial", "transfer"}
)
_ORDER = frozenset(pair for pair in event_order() if set(pair) <= _KINDS) | {
    ("birth", "living"),
    ("birth", "charge"),
    ("living", "death"),
    ("charge", "death"),
    ("release", "death"),
}
#: Events near enough to be of one case; a death is of one life.
_CASE = 1100
#: Letters from a name to what its person does.
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    start: int
    end: int
    when: DateMention
    sentence: tuple[int, int]
    block: int


def lives(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Events of one person that can't have come in this order, once each."""
    for name, listed in _by_person(facts).items():
        kinds: dict[str, list[_Event]] = defaultdict(list)
        for each in listed:
            kinds[each.kind].append(each)
        for first_kind, later_kind in sorted(_ORDER):
            for later in kinds.get(later_kind, ()):
                firsts = kinds.get(first_kind, [])
                if first_kind == "living":
                    firsts = [e for e in firsts if surely_before(later.when, e.when)]
                for first in firsts[:1]:
                    if first.block == later.block or not _apart(first, later, firsts):
                        continue
                    late = first if later_kind == "death" else later
                    if late.when.start in done:
                        continue
                    done.add(late.when.start)
                    yield _hit(facts, name, first, later, late)


def _apart(first: _Event, later: _Event, firsts: list[_Event]) -> bool:
    """Whether the later is surely told before every first."""
    if not all(surely_before(later.when, e.when) for e in firsts):
        return False
    a, b = first.when, later.when
    if lent_far(a, b):
        return False
    return "death" in {first.kind, later.kind} or first.kind == "birth" or _days(a, b) <= _CASE


def _days(a: DateMention, b: DateMention) -> int:
    return abs((a.first - b.first).days) if a.first and b.first else 100_000


def _hit(facts: Facts, name: str, first: _Event, later: _Event, late: _Event) -> Hit:
    other = first if late is later else later
    return Hit(
        late.when.start,
        late.when.end,
        f"{name}: “{facts.quote(later.start, later.end)}” on {facts.quote(later.when.start, later.when.end)} "
        f"comes before “{facts.quote(first.start, first.end)}” on "
        f"{facts.quote(first.when.start, first.when.end)}.",
        "Check both dates, or say that two persons bear the name.",
        ((other.when.start, other.when.end),),
        "warning",
    )


def _by_person(facts: Facts) -> dict[str, list[_Event]]:
    """The dated events of sentences that name one person."""
    named: dict[tuple[int, int], dict[str, PersonMention]] = defaultdict(dict)
    for person in facts.of(persons):
        for mention in person.mentions:
            sentence = facts.document.sentence_of(mention.start)
            named[sentence].setdefault(person.name, mention)
    told: dict[tuple[int, int], list[ToldEvent]] = defaultdict(list)
    for each in facts.of(told_events):
        told[each.sentence].append(each)
    found: dict[str, list[_Event]] = defaultdict(list)
    for name, span in _spans(facts):
        found[name] += span
    for sentence, people in named.items():
        if len(people) != 1:
            continue
        ((name, mention),) = people.items()
        if " " not in name or not _alone(facts, sentence, mention):
            continue
        block = facts.document.block_of(mention.start)
        assert block is not None
        for event in told.get(sentence, ()):
            gap = max(event.start - mention.end, mention.start - event.end)
            if event.kind in _KINDS and gap <= _NEAR and not _parted(facts, event, mention):
                place = (event.start, event.end)
                found[name].append(_Event(event.kind, *place, event.when, sentence, block.index))
        living = _living(facts, sentence, mention)
        if living is not None:
            found[name].append(_Event("living", *living[0], living[1], sentence, block.index))
    return found


def _spans(facts: Facts) -> Iterator[tuple[str, list[_Event]]]:
    """The years of a life in brackets behind a name: "(1961–2014)"."""
    for person in facts.of(persons):
        for mention in person.mentions if " " in person.name else ():
            if facts.text[mention.end : mention.end + 2] != " (":
                continue
            years = _YEARS.match(facts.text, mention.end + 1)
            block = facts.document.block_of(mention.start)
            if years is None or block is None or not 5 < int(years[2]) - int(years[1]) < 110:
                continue
            sentence = facts.document.sentence_of(mention.start)
            yield (
                person.name,
                [
                    _Event(kind, *years.span(), when, sentence, block.index)
                    for kind, n in (("birth", 1), ("death", 2))
                    for when in [_year(int(years[n]), years.span(n))]
                ],
            )


def _year(year: int, place: tuple[int, int]) -> DateMention:
    return DateMention(*place, date(year, 1, 1), date(year, 12, 31), "year")


_YEARS = re.compile(r"\(((?:1[89]|20)\d\d)\s?[-–—]\s?((?:19|20)\d\d)\)")


def _alone(facts: Facts, sentence: tuple[int, int], mention: PersonMention) -> bool:
    """Whether a sentence tells of the person, not of a relative, of a second time or of somebody's word."""
    start, end = sentence
    if in_speech(facts, mention.start) or in_list(facts, mention.start):
        return False
    if telling("aside", facts.language).search(facts.text, start, end):
        return False
    if telling("another_time", facts.language).search(facts.text, start, end):
        return False
    return not marks(facts, "topic_kin", start, end)


def _parted(facts: Facts, event: ToldEvent, mention: PersonMention) -> bool:
    """Whether a clause ends between a person and an event."""
    low, high = (
        sorted((mention.end, event.start))
        if mention.end <= event.start
        else (
            event.end,
            mention.start,
        )
    )
    return any(mark in facts.text[low:high] for mark in ";:—")


def _living(
    facts: Facts, sentence: tuple[int, int], mention: PersonMention
) -> tuple[tuple[int, int], DateMention] | None:
    """What only the living do or suffer, told of a person with the one date of its sentence."""
    here = [d for d in days_between(facts, *sentence) if d.known]
    if len(here) != 1 or here[0].operator or here[0].precision not in {"day", "month", "year"}:
        return None
    seen = telling("seen_alive", facts.language).search(facts.text, *sentence)
    acts = telling("living", facts.language).search(facts.text, mention.end, sentence[1])
    if acts and (
        acts.start() - mention.end > _NEAR or "," in facts.text[mention.end : acts.start()]
    ):
        acts = None
    found = seen or acts
    return (found.span(), here[0]) if found else None
