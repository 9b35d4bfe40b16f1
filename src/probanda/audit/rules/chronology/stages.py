"""Stages of what goes one way only, told the other way: a verdict before its trial, a rescue before the shots.

What a date dates is read from the words of its clause; which stage comes before which stands in
`data/stages.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import Any

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.times import Clock, clocks
from probanda.audit.extract.told_events import telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import lent_far, surely_before
from probanda.audit.rules.chronology.narrative import another, names_of
from probanda.audit.rules.chronology.told_back import behind_noun, coming
from probanda.audit.rules.registry import Hit
from probanda.audit.tables import table

__all__ = ["stages_turned"]


@dataclass(frozen=True, slots=True)
class Staged:
    """A day, month or time of day with the stages that its clause tells.

    Attributes:
        when: the date, or the time of day.
        stages: names of stages.
        sentence: number of its sentence in the story.
        under: it is told of an act that its sentence only refers to.
        opens: its sentence opens with it.
        names: in an entry of a list, the beginnings of the names it bears.
    """

    when: DateMention | Clock
    stages: frozenset[str]
    sentence: int
    under: bool
    opens: bool
    names: frozenset[str] = frozenset()


def stages_turned(facts: Facts) -> Iterator[Hit]:
    """Pairs of dates, or of times of one day, of which the later stage has the earlier one."""
    for story in _stories(facts):
        told: set[int] = set()
        for a, b in combinations(story, 2):
            if b.sentence - a.sentence > _FAR or _of_two(a, b) or not _turned(facts, a, b):
                continue
            if b.when.start not in told:
                told |= {a.when.start, b.when.start}
                yield Hit(
                    b.when.start,
                    b.when.end,
                    f"{facts.quote(a.when.start, a.when.end)} and {facts.quote(b.when.start, b.when.end)}: what "
                    "can only come later is the earlier of the two.",
                    "Check both dates, and which act each belongs to.",
                    ((a.when.start, a.when.end),),
                    "warning",
                )


#: Sentences, days and minutes between which two stages are taken to be of one thing.
_FAR, _DAYS, _MINUTES = 2, 900, 360


def _of_two(a: Staged, b: Staged) -> bool:
    """Whether two entries of a list name different people: "arrest of Velin", "Korr acquitted"."""
    return bool(a.names and b.names) and a.names.isdisjoint(b.names)


def _turned(facts: Facts, a: Staged, b: Staged) -> bool:
    once, again = _before("once"), _before("again")
    if a.stages & b.stages:
        return False
    forth = {(x, y) for x in a.stages for y in b.stages}
    back = {(y, x) for x, y in forth}
    if forth & (once | again) and not back & (once | again):
        apart = b.sentence > a.sentence and (b.under or b.opens)
        return bool(forth & once or not apart) and _earlier(facts, b, a)
    told = back & once or (b.under and back & again)
    return bool(told) and not forth & (once | again) and _earlier(facts, a, b)


def _earlier(facts: Facts, a: Staged, b: Staged) -> bool:
    """Whether the first of two is surely earlier, and near enough to be of one thing."""
    one, two = a.when, b.when
    if isinstance(one, DateMention) and isinstance(two, DateMention):
        if not (surely_before(one, two) and one.first and two.first) or lent_far(one, two):
            return False
        born = a.sentence == b.sentence and "birth" in a.stages | b.stages
        return born or (two.first - one.first).days < _DAYS
    if isinstance(one, DateMention) or isinstance(two, DateMention):
        return False
    between = sorted((one.start, two.start))
    other = word_pattern("next_day", facts.language).search(facts.text, *between)
    return (
        0 < two.minutes - one.minutes <= _MINUTES
        and not other
        and not days_between(facts, *between)
    )


def _stories(facts: Facts) -> Iterator[list[Staged]]:
    """What a paragraph, or a list of short entries, tells of one person or thing."""
    story: list[Staged] = []
    names: set[str] = set()
    number, last = 0, ""
    for block in facts.document.prose():
        entry = block.kind == "list-item" and block.end - block.start < _SHORT
        if not (entry and last == "list-item"):
            yield story
            story, names = [], set()
        last = block.kind if entry else ""
        for start, end in facts.document.sentences(block):
            number += 0 if entry else 1
            own = names_of(facts, start, end)
            timed = clocks(facts, start, end) and not days_between(facts, start, end)
            apart = another(facts, start) or (own and names and not own & names)
            if apart and not timed and not entry:
                yield story
                story, names = [], set()
            names |= own
            if not in_speech(facts, start + 1):
                told = _of_sentence(facts, block, start, end, number)
                bears = frozenset(name[:_NAME] for name in own if entry)
                story = story + [replace(each, names=bears) for each in told]
    yield story


#: Letters of an entry that tells one stage, and of a name whose ending may change.
_SHORT, _NAME = 90, 4


def _of_sentence(facts: Facts, block: Block, start: int, end: int, number: int) -> Iterator[Staged]:
    code = facts.language
    days = days_between(facts, start, end)
    marks: list[DateMention | Clock] = [d for d in days if d.precision in _FINE and not d.operator]
    marks = sorted([*marks, *clocks(facts, start, end)], key=lambda mark: mark.start)
    said = {word[0].lower() for word in _WORD.finditer(facts.text, start, end)} if marks else set()
    if not marks or said & word_set("several", code):
        return
    left = start
    for place, mark in enumerate(marks):
        right = marks[place + 1].start if place + 1 < len(marks) else end
        stages = _stages_of(facts, mark, left, right)
        left = mark.end
        if stages and not coming(facts, max(start, mark.start - 40), mark.start):
            under = isinstance(mark, DateMention) and (
                behind_noun(facts, mark, start)
                or bool(
                    telling("had", code).search(facts.text, max(start, mark.start - 40), mark.start)
                )
                or bool(_OF.search(facts.text[max(start, mark.start - 12) : mark.start]))
            )
            yield Staged(mark, stages, number, under, mark.start - start < _OPENS)


_FINE = frozenset({"day", "month", "year"})
#: Ends the name of an act whose day follows.
_OF = re.compile(r"(?<!\w)(?:of|dated|от|del?|du)\s+(?:the\s+|el\s+)?\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _stages_of(facts: Facts, mark: DateMention | Clock, left: int, right: int) -> frozenset[str]:
    """The stages told in the clause of a mark: before it, else behind it, else in the clause before."""
    text, joint = facts.text, _joint(facts.language)
    joints = [found.end() for found in joint.finditer(text, left, mark.start)]
    opening = joints[-1] if joints else left
    found = _told(facts, opening, mark.start)
    if found:
        return found
    few = len(_WORD.findall(text, opening, mark.start)) <= _FEW
    if few and (not joints or joints[-1] == left):
        stop = joint.search(text, mark.end + 2, right)
        found = _told(facts, mark.end, stop.start() if stop else right)
    edges = [left, *joints]
    for a, b in reversed(list(pairwise(edges))) if few else ():
        found = found or _told(facts, a, b - 1)
    return found


#: Letters before a date that opens its sentence.
_OPENS = 8
#: Words before a date that opens its clause.
_FEW = 3


def _told(facts: Facts, start: int, end: int) -> frozenset[str]:
    """The stages that words of a range tell; of nouns behind a preposition, those whose day follows."""
    words = list(_WORD.finditer(facts.text, start, end))
    aside = word_set("aside", facts.language)
    found = set()
    for place, word in enumerate(words):
        stage = stage_of(word[0].lower())
        before = [each[0].lower() for each in words[max(0, place - 2) : place]]
        plain = before[-1:] == ["de"] or aside.isdisjoint(before)
        if stage and (plain or _OF.match(facts.text, word.end() + 1, end)):
            found.add(stage)
    return frozenset(found)


@cache
def _table() -> dict[str, Any]:
    known: dict[str, Any] = table("data/stages.yaml")
    return known


@cache
def word_set(name: str, code: str) -> frozenset[str]:
    """The words of a class of a language."""
    return frozenset(str(_table()[name].get(code, "")).split("|"))


@cache
def _before(kind: str) -> frozenset[tuple[str, str]]:
    """Every two stages of which the first comes before the second."""
    return frozenset(
        pair for line in _table()["lines"][kind] for pair in combinations(line.split(), 2)
    )


@lru_cache(maxsize=4096)
def stage_of(word: str) -> str:
    """The stage that a word in small letters tells; "" for other words."""
    return next(
        (
            stage
            for stage, listed in _table()["stages"].items()
            for begins in listed.split()
            if word.startswith(begins)
        ),
        "",
    )


@cache
def _joint(code: str) -> re.Pattern[str]:
    """What parts a clause from its neighbours."""
    return re.compile(rf"[,;:()—–]|{telling('joint', code).pattern}", re.IGNORECASE)
