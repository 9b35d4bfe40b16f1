"""Killed and injured, told in one sentence, against the casualties told in another: 152 and 217 are 369.

Casualties, victims, the affected are what killed and injured make together; where the sentence that tells both
stands near the one that tells all of them, or names the same places and period, the three numbers must agree.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.lexicon import field
from probanda.audit.reckoning import is_person, noun_left_out
from probanda.audit.rules.wholes.apart import Apart
from probanda.audit.rules.wholes.complete import added, is_listed
from probanda.audit.rules.wholes.moved import at_rest, of_other_days
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["casualties"]

#: Blocks between the two sentences; letters behind or before a number among which words name its fate.
_NEAR, _WORDS = 3, 44
_LEAST = 8
#: In another paragraph, without a common place, fewer are of another incident.
_LARGE = 30


def casualties(facts: Facts) -> Iterator[Apart]:
    """Every number of casualties that the killed and the injured told near it miss."""
    wholes = list(_wholes(facts))
    if not wholes:
        return
    for pair in _pairs(facts):
        total = added(pair)
        near = [q for q in wholes if _of_one(facts, q, pair)]
        if any(q.value == total for q in near) or total < _LEAST:
            continue
        rows = facts.of(by_block).get(pair[0].block, ())
        rest = {abs(q.value - total) for q in near}
        if any(q.value in rest for q in rows if q not in pair):
            continue  # a third group stands beside them
        best = min(near, key=lambda q: abs(q.value - total), default=None)
        if best is not None and _misses(best.value, total):
            yield Apart(best, pair)


def _wholes(facts: Facts) -> Iterator[Quantity]:
    """Numbers of casualties: by their noun, or by the verb that stands beside a number of persons."""
    language = language_tables(facts.language)
    word = field("casualties", facts.language)
    for listed in facts.of(by_sentence):
        for q in listed:
            if not is_listed(q) or not q.exact or q.subset or q.of is not None or q.delta:
                continue
            if word.search(q.group.text):
                yield q
            elif is_person(q.group, language) and len(listed) == 1:
                before = facts.text[max(q.sentence[0], q.start - _WORDS) : q.start]
                end = max(q.end, q.group.end)
                behind = facts.text[end : min(q.sentence[1], end + _WORDS)]
                if word.search(before) or word.search(behind):
                    yield q


def _pairs(facts: Facts) -> Iterator[tuple[Quantity, Quantity]]:
    """Neighbouring numbers of a sentence, one of killed and one of injured."""
    for listed in facts.of(by_sentence):
        own = [q for q in at_rest(facts, listed) if is_listed(q) and q.exact and not q.subset]
        for place, (a, b) in enumerate(itertools.pairwise(own)):
            since = own[place - 1].end if place else a.sentence[0]
            until = own[place + 2].start if place + 2 < len(own) else a.sentence[1]
            fates = [_fate(facts, a, since, b.start), _fate(facts, b, a.end, until)]
            if {"1", "2"} == set(fates):
                yield a, b


def _fate(facts: Facts, q: Quantity, since: int, until: int) -> str:
    """What befell those of a number: "1" killed, "2" injured; "" when its words don't say."""
    text = facts.text
    behind = text[q.end : min(until, q.end + _WORDS)].split(",")[0].split(";")[0]
    before = text[max(since, q.start - _WORDS) : q.start]
    for words in (behind, before):
        dead, hurt = field("died").search(words), field("injured", facts.language).search(words)
        if dead and not hurt:
            return "1"
        if hurt and not dead:
            return "2"
        if dead and hurt:
            return "1" if (dead.start() < hurt.start()) == (words is behind) else "2"
    return ""


def _of_one(facts: Facts, q: Quantity, pair: tuple[Quantity, Quantity]) -> bool:
    """Whether a number and a pair are told of one thing: near each other, or of one place and period."""
    first = pair[0]
    if q.start in {p.start for p in pair} or q.sentence == first.sentence:
        return False
    if any(p.value >= q.value for p in pair) or of_other_days(facts, q, pair):
        return False
    language = language_tables(facts.language)
    if not all(
        is_person(p.group, language) or noun_left_out(p, language) or _named(facts, p) for p in pair
    ):
        return False
    one, other = q.around, first.around
    apart = bool(one.places and other.places and not one.places & other.places)
    if apart or (one.speaker and other.speaker and one.speaker != other.speaker):
        return False
    if one.places & other.places and abs(q.block - first.block) > _NEAR:
        return one.period == other.period or one.period is None or other.period is None
    if one.places & other.places or q.block == first.block:
        return True
    return abs(q.block - first.block) <= 1 and added(pair) >= _LARGE


def _named(facts: Facts, q: Quantity) -> bool:
    """Whether the noun of a number is the fate itself: "407 killed", "877 heridos"."""
    return bool(
        field("died").search(q.group.text) or field("injured", facts.language).search(q.group.text)
    )


def _misses(whole: Decimal, total: Decimal) -> bool:
    return (digits_apart(whole, total) and whole >= 100) or abs(whole - total) * 10 <= whole
