"""Events told of one person, case or body, against the order in which they can happen.

In one sentence; in one paragraph, in the order of the telling; and in one section, where only one event could be
meant and the two dates are near, as slips of the pen are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.initials import initials
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.persons import persons
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import ToldEvent, event_order, told_events
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import lent_far, surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["told_order"]

#: Kinds whose words are too common to be paired over sentences.
_IN_A_SENTENCE = frozenset({"provisional", "commission"})
#: Nothing that befalls the living comes after.
_LAST = frozenset({"death", "burial"})
_NEAR = 62


def told_order(facts: Facts) -> Iterator[Hit]:
    """Pairs of told events whose dates contradict what must come first."""
    told = facts.of(told_events)
    by_sentence: dict[tuple[int, int], list[ToldEvent]] = {}
    for each in told:
        by_sentence.setdefault(each.sentence, []).append(each)
    done: set[int] = set()
    for listed in by_sentence.values():
        for place, a in enumerate(listed):
            for b in listed[place + 1 :]:
                yield from _in_one_sentence(facts, a, b, done)
    starts = [each.start for each in told]
    for block in facts.document.prose():
        inside = told[bisect_left(starts, block.start) : bisect_left(starts, block.end)]
        yield from _in_one_paragraph(facts, inside, done)
        yield from _ends_first(facts, inside, done)
    yield from _in_one_section(facts, told, starts, done)


def _pair(a: ToldEvent, b: ToldEvent) -> tuple[ToldEvent, ToldEvent] | None:
    """The two in the order in which they can happen; None when either may come first."""
    if (a.kind, b.kind) in event_order():
        return a, b
    return (b, a) if (b.kind, a.kind) in event_order() else None


def _hit(facts: Facts, first: ToldEvent, later: ToldEvent, *, sure: bool) -> Hit:
    a, b = first.when, later.when
    return Hit(
        b.start,
        b.end,
        f"“{facts.quote(later.start, later.end)}” on {facts.quote(b.start, b.end)} comes before "
        f"“{facts.quote(first.start, first.end)}” on {facts.quote(a.start, a.end)}.",
        "Check both dates and their order.",
        ((a.start, a.end),),
        None if sure else "warning",
    )


def _in_one_sentence(facts: Facts, a: ToldEvent, b: ToldEvent, done: set[int]) -> Iterator[Hit]:
    pair = _pair(a, b)
    if pair is None or not surely_before(pair[1].when, pair[0].when) or pair[1].when.start in done:
        return
    if lent_far(pair[0].when, pair[1].when) or word_pattern("of_another", facts.language).search(
        facts.text, *a.sentence
    ):
        return
    middle = max(a.end, a.when.end) if a.when.end < b.start else a.end
    link = facts.text[middle : min(b.start, b.when.start) if b.when.start > middle else b.start]
    if len(_who(facts, *a.sentence)) > 1:
        return
    done.add(pair[1].when.start)
    yield _hit(
        facts,
        *pair,
        sure=bool(
            word_pattern("same_subject", facts.language, r"\W*(?:{}\W+)*{}?\W*").fullmatch(link)
        ),
    )


def _in_one_paragraph(facts: Facts, inside: tuple[ToldEvent, ...], done: set[int]) -> Iterator[Hit]:
    for place, later in enumerate(inside):
        for first in reversed(inside[:place]):
            if (
                first.kind in _IN_A_SENTENCE
                or first.sentence == later.sentence
                or (first.kind, later.kind) not in event_order()
            ):
                continue
            if not surely_before(later.when, first.when) or later.when.start in done:
                break
            known = [e for e in inside if e.kind == first.kind and e.start < later.start]
            if any(not surely_before(later.when, e.when) for e in known):
                break
            if _of_another(facts, first, later) or lent_far(first.when, later.when):
                break
            done.add(later.when.start)
            yield _hit(facts, first, later, sure=False)
            break


def _ends_first(facts: Facts, inside: tuple[ToldEvent, ...], done: set[int]) -> Iterator[Hit]:
    """A death told first and what befell the same person, dated later: "Died on 3 May. Arrested on 5 May"."""
    for place, told in enumerate(inside):
        for last in inside[:place]:
            if last.sentence == told.sentence or last.kind not in _LAST or told.when.start in done:
                continue
            if (told.kind, last.kind) not in event_order() or not surely_before(
                last.when, told.when
            ):
                continue
            if _of_another(facts, last, told) or lent_far(last.when, told.when):
                continue
            if word_pattern("suspects", facts.language).search(facts.text, *told.sentence):
                continue
            done.add(told.when.start)
            yield _hit(facts, told, last, sure=False)


def _in_one_section(
    facts: Facts, told: tuple[ToldEvent, ...], starts: list[int], done: set[int]
) -> Iterator[Hit]:
    """Where a section tells one arrest (complaint, request …) only, and what follows it a little too early."""
    heads = sorted({s.start for s in facts.document.sections} | {0, len(facts.text)})
    for begin, end in pairwise(heads):
        inside = told[bisect_left(starts, begin) : bisect_left(starts, end)]
        for later in inside:
            for kind in [a for a, b in event_order() if b == later.kind]:
                known = [e for e in inside if e.kind == kind]
                if len(known) != 1 or known[0].start > later.start or later.when.start in done:
                    continue
                (first,) = known
                block, other = _block(facts, first), _block(facts, later)
                if block is None or other is None or not 0 < other.index - block.index <= 3:
                    continue
                if not surely_before(later.when, first.when) or not _slip(first.when, later.when):
                    continue
                if word_pattern("of_another", facts.language).search(facts.text, *later.sentence):
                    continue
                if lent_far(first.when, later.when) or not _among(facts, first, later):
                    continue
                done.add(later.when.start)
                yield _hit(facts, first, later, sure=False)


def _block(facts: Facts, event: ToldEvent) -> Block | None:
    return facts.document.block_of(event.start)


def _slip(a: DateMention, b: DateMention) -> bool:
    """Whether two days are as near as slips leave them: some weeks, or the same day of another year."""
    if not (a.first and b.first) or a.precision != "day" or b.precision != "day":
        return False
    if abs((a.first - b.first).days) <= _NEAR:
        return True
    return (a.first.month, a.first.day) == (b.first.month, b.first.day)


def _of_another(facts: Facts, first: ToldEvent, later: ToldEvent) -> bool:
    """Whether the later event is told of somebody or something else, or of an earlier time."""
    if word_pattern("of_another", facts.language).search(
        facts.text, first.sentence[1], later.sentence[1]
    ):
        return True
    one, two = _who(facts, *first.sentence), _who(facts, *later.sentence)
    return bool(two) and not one & two


def _among(facts: Facts, first: ToldEvent, later: ToldEvent) -> bool:
    """Whether the later sentence names nobody, or somebody whom the paragraph of the first event names."""
    block = _block(facts, first)
    words = _given(facts, *later.sentence)
    return block is not None and (not words or bool(words & _given(facts, block.start, block.end)))


def _who(facts: Facts, start: int, end: int) -> frozenset[str]:
    """Persons named in a range, by their last word or their initials."""
    return frozenset(
        name.split()[-1].lower()
        for first, _, name in facts.of(_mentions)[_at(facts, start) : _at(facts, end)]
    )


def _given(facts: Facts, start: int, end: int) -> frozenset[str]:
    """Capitalised words of a range, with those that open its sentences."""
    opening = re.findall(r"(?:\A|[.!?]\s+)([A-ZА-ЯЁ]\w+)", facts.text[start:end])
    inside = {run.text.split()[0] for run in names_between(facts, start, end)}
    return frozenset(inside | (set(opening) & facts.of(_first_words)))


def _first_words(facts: Facts) -> frozenset[str]:
    return frozenset(w for p in facts.of(persons) for w in p.name.split()) | frozenset(
        run.text.split()[0] for run in names_between(facts, 0, len(facts.text))
    )


def _mentions(facts: Facts) -> list[tuple[int, int, str]]:
    named = [(m.start, m.end, p.name) for p in facts.of(persons) for m in p.mentions]
    return sorted([*named, *facts.of(initials)])


def _at(facts: Facts, position: int) -> int:
    return bisect_left(facts.of(_mentions), (position, 0, ""))
