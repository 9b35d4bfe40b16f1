"""The size said of a change, "by 31 per cent", "12 fewer", against its two values, here or a sentence before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.reckoning import step_of
from probanda.audit.rules.percentages.fit import loose, tolerance
from probanda.audit.rules.percentages.moves import Move, Turn, moves, sentences_before, turn_of
from probanda.audit.rules.percentages.pairs import joined
from probanda.audit.rules.registry import Hit

__all__ = ["changes_by_number", "changes_by_percent"]

_VALUES = frozenset({"count", "money", "rate", "percent"})
#: More numbers than these around a change, and nearly any size is the difference of two.
_MOST = 14


@dataclass(frozen=True, slots=True)
class _Said:
    """The size of a change, its word, and what stands around it."""

    size: Quantity
    turn: Turn
    listed: list[Quantity]
    own: list[Quantity]
    near: list[Quantity]
    earlier: list[list[Quantity]]


def changes_by_percent(facts: Facts) -> Iterator[Hit]:
    """Changes in per cent that no two numbers around them give."""
    for said in _said(facts, "percent"):
        p = said.size
        if any(
            _fits(p, a, b, said.turn.way) for a, b in combinations(said.near, 2) if a.unit == b.unit
        ):
            continue
        move = _move(facts, said)
        if move is None or move.first.value <= 0:
            continue
        if move.first.unit == "percent" and (
            abs(abs(move.second.value - move.first.value) - p.value) <= 1
        ):
            continue  # points, told as per cent
        if any(
            q.unit == "percent"
            and q.start != p.start
            and _fits(q, move.first, move.second, said.turn.way)
            for row in (said.listed, *said.earlier)
            for q in row
        ):
            continue  # the size of this change is another percentage
        true = abs(move.second.value - move.first.value) * 100 / move.first.value
        other = (
            abs(move.second.value - move.first.value) * 100 / move.second.value
            if move.second.value
            else true
        )
        below, above = tolerance(p)
        room = _room(facts, move)
        if -above - room <= true - p.value <= below + room:
            continue
        base = (
            f"; it is {p.shown} of {move.second.shown}, the later number"
            if -above <= other - p.value <= below
            else ""
        )
        yield Hit(
            p.start,
            p.end,
            f"From {move.first.shown} to {move.second.shown} is {true.quantize(Decimal('0.1'))}%, "
            f"not {p.shown}{base}.",
            "Correct the percentage or the two numbers.",
            ((move.first.start, move.first.end), (move.second.start, move.second.end)),
            "warning",
        )


def changes_by_number(facts: Facts) -> Iterator[Hit]:
    """Changes by a number that no two numbers around them differ by."""
    for said in _said(facts, "count"):
        c = said.size
        if any(abs(a.value - b.value) == c.value for a, b in combinations(said.near, 2)):
            continue
        move = _move(facts, said)
        if move is None or move.first.unit not in {"count", "money"} or move.first.unit != c.unit:
            continue
        apart = abs(move.second.value - move.first.value)
        if apart and not apart / 3 <= c.value <= apart * 3:
            continue  # a step of something else
        yield Hit(
            c.start,
            c.end,
            f"From {move.first.shown} to {move.second.shown} is {apart:,f}, not {c.shown}.",
            "Correct the difference or the two numbers.",
            ((move.first.start, move.first.end), (move.second.start, move.second.end)),
            "warning",
        )


def _said(facts: Facts, unit: str) -> Iterator[_Said]:
    for listed in facts.of(by_sentence):
        for place, size in enumerate(listed):
            if (
                size.unit != unit
                or size.spoken
                or not size.exact
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
                if at != place and q.unit in _VALUES and not _turn(facts, listed, at)
            ]
            earlier = sentences_before(facts, size.sentence, size.block)
            near = [*own, *(q for row in earlier for q in row if q.unit in _VALUES)]
            if len(near) <= _MOST * 2:
                yield _Said(size, turn, listed, own, near, earlier)


def _alike(a: Quantity, b: Quantity) -> bool:
    return (
        a.unit == b.unit
        and a.exact
        and b.exact
        and (not b.group.head or a.group.head == b.group.head)
    )


def _turn(facts: Facts, listed: list[Quantity], place: int) -> Turn | None:
    """The word of change of a size, or of the size it is joined to: "an increase of 371, or 9.5 per cent"."""
    size = listed[place]
    if size.unit not in {"count", "percent", "points", "money"}:
        return None
    since = listed[place - 1].end if place else size.sentence[0]
    turn = turn_of(facts, size, since)
    if turn is not None or not place or {size.unit, listed[place - 1].unit} != {"count", "percent"}:
        return turn
    language = language_tables(facts.language)
    same = joined(facts.text[since : size.start], facts.text[size.end : size.sentence[1]], language)
    return _turn(facts, listed, place - 1) if same else None


def _room(facts: Facts, move: Move) -> Decimal:
    """What the rounding of the two values themselves leaves open: "from 2.1 to 6.5"."""
    a, b = move.first, move.second
    if not (a.decimals or b.decimals):
        return Decimal(0)
    return (step_of(facts.text, b) + step_of(facts.text, a) * b.value / a.value) * 50 / a.value


def _fits(p: Quantity, a: Quantity, b: Quantity, way: str) -> bool:
    low, high = sorted((a.value, b.value))
    below, above = tolerance(p, a, b)
    bases = {"up": (low,), "down": (high,)}.get(way, (low, high))
    return any(
        base > 0 and -above <= (high - low) * 100 / base - p.value <= below for base in bases
    )


def _move(facts: Facts, said: _Said) -> Move | None:
    """The one pair of values that a change is between: of its sentence, else of the one before it."""
    for listed in (said.own, *said.earlier):
        found = [
            move
            for move in moves(facts, listed)
            if move.first.unit in _VALUES
            and not loose(move.first)
            and not loose(move.second)
            and move.first.exact
            and move.second.exact
        ]
        if not found and said.turn.way == "" and len(listed) == 2 and _alike(*listed):
            found = [
                Move(listed[0], listed[1], "dated")
            ]  # "31 in the north, 44 in the south. The difference …"
        if not found:
            if listed is said.own and len(listed) > 1:
                return None
            continue
        plain = [move for move in found if move.how != "dated"] or found[-1:]
        pairs = {(move.first.value, move.second.value) for move in plain}
        if len(pairs) != 1:
            return None
        move = plain[0]
        went = "up" if move.second.value > move.first.value else "down"
        return move if not said.turn.way or said.turn.way == went else None
    return None
