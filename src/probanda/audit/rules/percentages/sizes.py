"""The size said of a change, "by 31 per cent", "12 fewer", against its two values, here or a sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.finding import Severity
from probanda.audit.lexicon import field
from probanda.audit.reckoning import step_of
from probanda.audit.rules.percentages.fit import fits, loose, tolerance
from probanda.audit.rules.percentages.in_points import told_as_points
from probanda.audit.rules.percentages.moves import (
    Move,
    Turn,
    moves,
    opens_move,
    sentences_before,
    turn_of,
    turns,
)
from probanda.audit.rules.percentages.own_moves import of_another_step, own_moves, yearly
from probanda.audit.rules.percentages.pairs import ANOTHER, joined
from probanda.audit.rules.percentages.pointed import pointed
from probanda.audit.rules.percentages.tabled import lines_named, move_of, pairs_of
from probanda.audit.rules.registry import Hit

__all__ = ["changes_by_number", "changes_by_percent"]

_VALUES = frozenset({"count", "money", "rate", "percent"})
#: More numbers than these around a change, and nearly any size is the difference of two.
_MOST = 14
#: Paragraphs around a change in which its two values may be told, and values of one thing that may be.
_AROUND, _VALUES_OF_ONE = 12, 4


@dataclass(frozen=True, slots=True)
class _Said:
    """The size of a change, its word, and what stands around it."""

    size: Quantity
    turn: Turn
    listed: list[Quantity]
    own: list[Quantity]
    near: list[Quantity]
    earlier: list[list[Quantity]]
    step: Quantity | None = None
    pair: Move | None = None


def changes_by_percent(facts: Facts) -> Iterator[Hit]:
    """Changes in per cent that no two numbers around them give."""
    for said in _said(facts, "percent"):
        p = said.size
        if yearly(facts, said.turn.start, p):
            continue
        points = told_as_points(facts, said.size, said.turn, said.listed, said.earlier)
        if points is not None:
            yield points
            continue
        if said.pair is not None:
            yield from _beside(facts, said, said.pair)
            continue
        if any(
            _fits(p, a, b, said.turn.way) for a, b in combinations(said.near, 2) if a.unit == b.unit
        ):
            continue
        stepped = _stepped(said)
        if (
            stepped is None
            and said.step is not None
            and any(
                q.value > said.step.value
                and q.unit == said.step.unit
                and fits(p, said.step.value, q.value)
                for q in said.near
            )
        ):
            continue  # "by 2,370, or 13 per cent", of a number near it
        move = _move(facts, said) or stepped or _last_two(said)
        if move is None:
            move = _in_table(facts, said) or _pointed(facts, said)
        if move is None or move.first.value <= 0 or of_another_step(facts, move, p):
            continue
        if (
            move.first.unit == "percent"
            and abs(abs(move.second.value - move.first.value) - p.value) <= 1
        ):
            continue
        if any(
            q.unit == "percent"
            and q.start != p.start
            and _fits(q, move.first, move.second, said.turn.way)
            for row in (said.listed, *said.earlier)
            for q in row
        ):
            continue  # the size of this change is another percentage
        true = abs(move.second.value - move.first.value) * 100 / move.first.value
        if not _likely(move, p, true):
            continue
        other = (
            abs(move.second.value - move.first.value) * 100 / move.second.value
            if move.second.value
            else true
        )
        below, above = tolerance(p)
        room = _room(facts, move)
        if -above - room <= true - p.value <= below + room or _fits(
            p, move.first, move.second, said.turn.way
        ):
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
            _severity(move, p),
        )


def _beside(facts: Facts, said: _Said, move: Move) -> Iterator[Hit]:
    """A percentage against the pair that belongs to it; no other number of the sentence excuses it."""
    p, first, second = said.size, move.first, move.second
    went = "up" if second.value > first.value else "down"
    points = first.unit == "percent" and abs(abs(second.value - first.value) - p.value) <= 1
    if points or said.turn.way not in {"", went} or of_another_step(facts, move, p):
        return
    true = abs(second.value - first.value) * 100 / first.value
    below, above = tolerance(p)
    room = _room(facts, move)
    if -above - room <= true - p.value <= below + room or _fits(p, first, second, went):
        return
    cut = int(true.scaleb(p.decimals)) == int(p.value.scaleb(p.decimals))
    yield Hit(
        p.start,
        p.end,
        f"From {first.shown} to {second.shown} is {true.quantize(Decimal('0.1'))}%, not {p.shown}.",
        "Correct the percentage or the two numbers.",
        ((first.start, first.end), (second.start, second.end)),
        "warning" if cut else _severity(move, p),
    )


def _likely(move: Move, size: Quantity, true: Decimal) -> bool:
    """Whether a size may be meant of two values that don't bear it out: not where it is far off."""
    if move.how != "dated" and move.second.sentence == size.sentence:
        return True
    one, two = move.first.around, move.second.around
    years = bool(one.period and two.period and one.period.edtf != two.period.edtf)
    here = move.first.sentence == move.second.sentence == size.sentence
    far = 12 if years and here and move.first.group.head in {"", move.second.group.head} else 3
    return true / far <= size.value <= true * far


def changes_by_number(facts: Facts) -> Iterator[Hit]:
    """Changes by a number that no two numbers around them differ by."""
    for said in _said(facts, "count"):
        c = said.size
        if any(abs(a.value - b.value) == c.value for a, b in combinations(said.near, 2)):
            continue
        move = _move(facts, said) or _in_table(facts, said) or _pointed(facts, said)
        if move is None or not {move.first.unit, move.second.unit} <= {"count", "money"}:
            continue
        if of_another_step(facts, move, c):
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
            _severity(move, c),
        )


def _severity(move: Move, size: Quantity) -> Severity | None:
    """An error where one sentence tells "from … to … by"; per cent of per cent may be meant as points."""
    one = move.first.sentence == move.second.sentence == size.sentence
    one = one and move.first.exact and move.second.exact
    return None if one and move.how == "from-to" and move.first.unit != "percent" else "warning"


def _said(facts: Facts, unit: str) -> Iterator[_Said]:
    for listed in facts.of(by_sentence):
        sizes = [
            size
            for place, size in enumerate(listed)
            if size.unit == unit == "percent" and _turn(facts, listed, place)
        ]
        pairs = own_moves(facts, listed, sizes) if sizes else {}
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
                and q.unit in _VALUES
                and not _turn(facts, listed, at)
                and not re.search(r",\s", facts.text[q.start : q.end])  # "of 147, 104 had"
            ]
            earlier = sentences_before(facts, size.sentence, size.block)
            near = [*own, *(q for row in earlier for q in row if q.unit in _VALUES)]
            if any(opens_move(facts, a, b) for a, b in pairwise(own) if a.unit == b.unit):
                near = own  # "from 41 to 66": no others are meant
            if size in pairs or len(near) <= _MOST * 2:
                before = listed[place - 1] if place else None
                step = (
                    before
                    if before and before.unit in {"count", "money"} and before not in own
                    else None
                )
                yield _Said(size, turn, listed, own, near, earlier, step, pairs.get(size))


def _in_table(facts: Facts, said: _Said) -> Move | None:
    """The change of the row or the years that a sentence names, when no two values of theirs explain its size."""
    if any(q.unit in {"count", "money"} for q in said.own):
        return None
    lines = lines_named(facts, said.size.sentence)
    size, way = said.size, said.turn.way
    if any(
        _fits(size, a, b, way) if size.unit == "percent" else abs(a.value - b.value) == size.value
        for a, b in pairs_of(lines)
    ):
        return None
    move = move_of(facts, said.size.sentence, lines)
    if move is None or not said.turn.way:
        return None
    went = "up" if move.second.value > move.first.value else "down"
    return move if went == said.turn.way else None


def _pointed(facts: Facts, said: _Said) -> Move | None:
    size, turn = said.size, said.turn
    span = (min(size.start, turn.start), max(size.end, turn.end))
    more = turn.start >= size.end and size.unit == "percent"  # "30 per cent more"
    return pointed(facts, span, turn.way, said.own, said.earlier, size.sentence, compares=more)


def _stepped(said: _Said) -> Move | None:
    """The one pair of values that differ by the step told with a percentage: "by 2,370, or 13 per cent"."""
    if said.step is None or not said.turn.way:
        return None
    pairs = {
        (min(a.value, b.value), max(a.value, b.value)): sorted((a, b), key=lambda q: q.value)
        for a, b in combinations(said.near, 2)
        if a.unit == b.unit == said.step.unit and abs(a.value - b.value) == said.step.value
    }
    if len(pairs) != 1:
        return None
    low, high = next(iter(pairs.values()))
    return Move(high, low, "dated") if said.turn.way == "down" else Move(low, high, "dated")


def _last_two(said: _Said) -> Move | None:
    """The last two values before a percentage, where they go its way: "104 had worked, 49 work now, a fall of"."""
    rows = [q for q in said.own if q.start < said.size.start and q.unit in {"count", "money"}]
    if len(rows) < 2 or not said.turn.way or said.turn.start < rows[-1].end:
        return None
    a, b = rows[-2:]
    if a.unit != b.unit or not (a.exact and b.exact) or a.of == b.index or b.of == a.index:
        return None
    if b.group.head and a.group.head and a.group.head != b.group.head:
        return None
    went = "up" if b.value > a.value else "down"
    return Move(a, b, "dated") if went == said.turn.way and a.value != b.value else None


def _compared(said: _Said, a: Quantity, b: Quantity) -> bool:
    """Whether a difference is one of the two numbers alone: "31 in the north, 44 in the south, 12 more than …"."""
    if a.unit != b.unit or not (a.exact and b.exact) or a.of is not None or b.of is not None:
        return False
    if a.subset or b.subset:
        return False
    alike = bool(a.group.head) and b.group.head in {"", a.group.head}
    behind = said.turn.start >= said.size.end
    return (alike and (said.turn.way == "" or behind)) or (
        behind and said.size in said.listed and a in said.own
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


def _room(facts: Facts, move: Move) -> Decimal:
    """What the rounding of the two values themselves leaves open: "from 2.1 to 6.5"."""
    a, b = move.first, move.second
    if not (a.decimals or b.decimals):
        return Decimal(0)
    return (step_of(facts.text, b) + step_of(facts.text, a) * b.value / a.value) * 50 / a.value


def _fits(p: Quantity, a: Quantity, b: Quantity, way: str) -> bool:
    low, high = sorted((a.value, b.value))
    below, above = tolerance(p, a, b)
    if p.bound in {"more_than", "at_least"}:
        below = Decimal(1_000)
    if p.bound in {"less_than", "up_to"}:
        above = Decimal(1_000)
    bases = {"up": (low,), "down": (high,)}.get(way, (low, high))
    return any(
        base > 0 and -above <= (high - low) * 100 / base - p.value <= below for base in bases
    )


def _move(facts: Facts, said: _Said) -> Move | None:
    """The one pair of values that a change is between: of its sentence, else of the one before it."""
    size = said.size
    before = [q for q in said.own if q.end <= size.start][-1:]
    after = [q for q in said.own if q.start >= said.turn.end > size.end][:1]
    if before and after and all(q.exact and not q.delta for q in (before[0], after[0])):
        return Move(after[0], before[0], "against")  # "15, four more than the 12 of 2019"
    for listed in (said.own, *said.earlier):
        last = listed[-1].end if listed and listed[-1].end < size.start else size.start
        if listed is said.own and ANOTHER.search(facts.text[last : size.start]):
            continue  # "rose from 16 to 20, while the population grew by 35 per cent"
        found = [
            move
            for move in moves(facts, listed)
            if move.first.unit in _VALUES
            and not loose(move.first)
            and not loose(move.second)
            and move.first.exact
            and move.second.exact
        ]
        if not found and len(listed) == 2 and _compared(said, *listed):
            low, high = sorted(listed, key=lambda q: q.value)
            found = [
                Move(high, low, "dated") if said.turn.way == "down" else Move(low, high, "dated")
            ]
        if not found:
            if listed is said.own and len(listed) > 1:
                return None
            continue
        plain = [move for move in found if move.how != "dated"] or found[-1:]
        pairs = {(move.first.value, move.second.value) for move in plain}
        if len(pairs) != 1:
            return None
        move = plain[0]
        if listed is not said.own and said.own and not {q.value for q in said.own} & {*pairs.pop()}:
            return None  # another number stands beside the change
        went = "up" if move.second.value > move.first.value else "down"
        return move if not said.turn.way or said.turn.way == went else None
    return None
