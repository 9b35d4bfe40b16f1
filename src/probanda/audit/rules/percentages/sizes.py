"""The sizes said of changes, "by 31 per cent", "12 fewer", each with its word and the values around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import (
    Move,
    Turn,
    opens_move,
    sentences_before,
    turn_of,
    turns,
)
from probanda.audit.rules.percentages.own_moves import own_moves
from probanda.audit.rules.percentages.pairs import joined

__all__ = ["VALUES", "Said", "said_sizes"]

VALUES = frozenset({"count", "money", "rate", "percent", "measure"})
#: More numbers than these around a change, and nearly any size is the difference of two.
_MOST = 14
#: Code points between two values told in one breath: "from 0.9 per cent to 7.1".
_NEXT = 20


@dataclass(frozen=True, slots=True)
class Said:
    """The size of a change, its word, and what stands around it.

    Attributes:
        size: the size.
        turn: the word of change.
        listed: the quantities of the sentence.
        own: those of them that may be values of the change.
        near: `own` and the values of the sentences before.
        earlier: the quantities of the sentences before, the nearest first.
        step: the count right before the size: "by 2,370, or 13 per cent".
        pair: the "from … to …" that belongs to this size for sure.
    """

    size: Quantity
    turn: Turn
    listed: list[Quantity]
    own: list[Quantity]
    near: list[Quantity]
    earlier: list[list[Quantity]]
    step: Quantity | None = None
    pair: Move | None = None


def said_sizes(facts: Facts, unit: str) -> list[Said]:
    """The sizes of changes of one unit, "percent" or "count", in order."""
    return facts.of(_in_percent if unit == "percent" else _in_numbers)


def _in_percent(facts: Facts) -> list[Said]:
    return list(_sizes(facts, "percent"))


def _in_numbers(facts: Facts) -> list[Said]:
    return list(_sizes(facts, "count"))


def _sizes(facts: Facts, unit: str) -> Iterator[Said]:
    for listed in facts.of(by_sentence):
        sizes = [
            size
            for place, size in enumerate(listed)
            if size.unit == unit == "percent" and _turn(facts, listed, place)
        ]
        values = [
            q for at, q in enumerate(listed) if _no_size(facts, q) or not _turn(facts, listed, at)
        ]
        pairs = own_moves(facts, listed, sizes, values) if sizes else {}
        for place, size in enumerate(listed):
            if (
                size.unit != unit
                or size.spoken
                or not (size.exact or unit == "percent")
                or size.value <= 0
                or size.of is not None
            ):
                continue
            turn = _turn(facts, listed, place)
            if turn is None:
                continue
            own = [
                q
                for at, q in enumerate(listed)
                if at != place
                and q.unit in VALUES
                and not _turn(facts, listed, at)
                and not re.search(r",\s", facts.text[q.start : q.end])  # "of 147, 104 had"
            ]
            if unit == "percent" and sum(q.unit != "percent" for q in own) < 2:
                own = [q for q in listed if q in own or _no_size(facts, q)]
            earlier = sentences_before(facts, size.sentence, size.block)
            near = [*own, *(q for row in earlier for q in row if q.unit in VALUES)]
            if any(opens_move(facts, a, b) for a, b in pairwise(own) if a.unit == b.unit):
                near = own  # "from 41 to 66": no others are meant
            if size in pairs or len(near) <= _MOST * 2:
                before = listed[place - 1] if place else None
                step = (
                    before
                    if before and before.unit in {"count", "money"} and before not in own
                    else None
                )
                yield Said(size, turn, listed, own, near, earlier, step, pairs.get(size))


def _closes_move(facts: Facts, first: Quantity, size: Quantity) -> bool:
    """Whether a percentage is the value to which another one went, right before it."""
    gap = facts.text[first.end : size.start]
    return len(gap) < _NEXT and "," not in gap and opens_move(facts, first, size)


def _no_size(facts: Facts, q: Quantity) -> bool:
    """Whether no word before a number makes it the size of a change: "grew: 148 in May and 214 in June"."""
    return (
        q.unit in {"count", "money"}
        and _BY.search(facts.text, max(0, q.start - 24), q.start) is None
    )


#: Right before the size of a change.
_BY = re.compile(
    r"(?<!\w)(?:by|of|на|en|un|une|de|d['’])\s+(?:[^\W\d]+\s+)?[$€£]?\Z", re.IGNORECASE
)


#: "… from 61 to 47 in 2014, that is, by 16".
_THEN_BY = re.compile(
    r"\A[^.;()]{0,40}[,(–—:]\s*(?:[^\W\d]+,?\s+){0,4}?(?:by|на|en\s+un|une?|en|de)\s+(?:[^\W\d]+\s+){0,2}\Z",
    re.IGNORECASE,
)


def _turn(facts: Facts, listed: list[Quantity], place: int) -> Turn | None:
    """The word of change of a size, or of the size it is joined to: "an increase of 371, or 9.5 per cent"."""
    size = listed[place]
    if size.unit not in {"count", "percent", "points", "money"}:
        return None
    since = listed[place - 1].end if place else size.sentence[0]
    after = listed[place + 1] if place + 1 < len(listed) else None
    if after is not None and after.unit == size.unit and opens_move(facts, size, after):
        return None  # the first of its two values
    if after is not None and (size.unit, after.unit) == ("count", "percent"):
        between = re.findall(r"\w+|\S", facts.text[size.end : after.start].lower())
        if between and all(word in language_tables(facts.language).closed for word in between):
            return None  # "by 20 and nine per cent"
    if size.unit == "percent" and place and _closes_move(facts, listed[place - 1], size):
        return None  # the second of two values: "from 0.9 to 7.1 per cent rose …"
    turn = turn_of(facts, size, since)
    gap = facts.text[since : size.start]
    compared = field("compared", facts.language).search(gap) is not None
    if turn is None and place > 1 and not compared and _THEN_BY.search(gap):
        told = turns(facts, size.sentence[0], since)
        return told[-1] if told else None
    if turn is None and size.unit == "percent":
        turn = _shared_turn(facts, listed, place)
    if turn is not None or not place or {size.unit, listed[place - 1].unit} != {"count", "percent"}:
        return turn
    if _two_in_bracket(facts, size, after) or compared:
        return None  # "by 37 per cent (214 against 148)", "39 per cent less than in 2021 (214)"
    language = language_tables(facts.language)
    same = joined(gap, facts.text[size.end : size.sentence[1]], language)
    return _turn(facts, listed, place - 1) if same else None


def _two_in_bracket(facts: Facts, size: Quantity, after: Quantity | None) -> bool:
    return (
        after is not None
        and after.unit == size.unit
        and not re.search(r"[()]", facts.text[size.end : after.start])
        and re.match(r"[^()]*\)", facts.text[after.end : size.sentence[1]]) is not None
    )


#: Between a percentage and its bracket: "81 per cent in the north (from …".
_ITS_BRACKET = re.compile(r"(?:[^\W\d]+\s+){0,6}\s*\((?:[^\W\d]+\s+){1,3}", re.IGNORECASE)


def _shared_turn(facts: Facts, listed: list[Quantity], place: int) -> Turn | None:
    """The word of change said once for two sizes: "rose by 5 and 7 per cent", "that of women by 7 (from …)"."""
    size = listed[place]
    if place and listed[place - 1].unit == "percent":
        between = facts.text[listed[place - 1].end : size.start].strip(" ,").lower()
        if between in language_tables(facts.language).closed:
            return _turn(facts, listed, place - 1)
    if len(listed) > place + 2 and opens_move(facts, listed[place + 1], listed[place + 2]):
        between = facts.text[size.end : listed[place + 1].start].lstrip()
        told = turns(facts, size.sentence[0], size.start)
        if _ITS_BRACKET.fullmatch(between) and told:
            return Turn("", told[-1].start, told[-1].end)
    return None
