"""Which two values the size of a change is of: in its sentence, told right before it, or in a table."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.reckoning import step_of
from probanda.audit.rules.percentages.fit import loose, tolerance
from probanda.audit.rules.percentages.moves import Move, moves
from probanda.audit.rules.percentages.own_moves import of_its_own_clause
from probanda.audit.rules.percentages.pairs import ANOTHER
from probanda.audit.rules.percentages.pointed import comparable, pointed
from probanda.audit.rules.percentages.sizes import VALUES, Said

__all__ = ["bound", "explained", "fits_change", "room"]


def bound(facts: Facts, said: Said) -> Move | None:
    """The one pair of values that a size is of, whether it fits them or not."""
    found = _move(facts, said) or _pointed(facts, said)
    if found is None or found.first.value == found.second.value:
        return None
    return found if found.how == "from-to" or _near(found.first, found.second) else None


def explained(facts: Facts, said: Said) -> bool:
    """Whether two numbers around a size give it, whichever they are."""
    size, near = said.size, combinations(said.near, 2)
    if size.unit != "percent":
        return any(abs(a.value - b.value) == size.value for a, b in near)
    return any(fits_change(size, a, b, said.turn.way) for a, b in near if comparable(facts, a, b))


def _pointed(facts: Facts, said: Said) -> Move | None:
    size, turn = said.size, said.turn
    span = (min(size.start, turn.start), max(size.end, turn.end))
    more = turn.start >= size.end and size.unit == "percent"  # "30 per cent more"
    own = [q for q in said.own if not of_its_own_clause(facts, size, Move(q, q, ""))]
    if turn.start > size.end + 1 and not own:
        return None  # "35 per cent of the loss of income": a share
    return pointed(facts, span, turn.way, own, said.earlier, size.sentence, compares=more)


def _compared(said: Said, a: Quantity, b: Quantity) -> bool:
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


def room(facts: Facts, move: Move) -> Decimal:
    """What the rounding of the two values themselves leaves open: "from 2.1 to 6.5"."""
    a, b = move.first, move.second
    if not (a.decimals or b.decimals):
        return Decimal(0)
    return (step_of(facts.text, b) + step_of(facts.text, a) * b.value / a.value) * 50 / a.value


def fits_change(p: Quantity, a: Quantity, b: Quantity, way: str) -> bool:
    """Whether a percentage is the change between two values, either way where none is said."""
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


def _one_scale(a: Quantity, b: Quantity) -> bool:
    """Whether two values on either side of a size may be of one thing."""
    plain = all(q.exact and not q.delta for q in (a, b))
    one = a.unit == b.unit or {a.unit, b.unit} == {
        "count",
        "money",
    }  # "412,000 dollars … the 390,000 of 2022"
    return plain and one and _near(a, b)


def _near(a: Quantity, b: Quantity) -> bool:
    return a.value / _APART < b.value < a.value * _APART


#: Farther apart than so many times, and two values are of two things.
_APART = 20


def _move(facts: Facts, said: Said) -> Move | None:
    """The one pair of values that a change is between: of its sentence, else of the one before it."""
    size = said.size
    before = [q for q in said.own if q.end <= size.start][-1:]
    after = [q for q in said.own if q.start >= said.turn.end > size.end][:1]
    if before and after and _one_scale(before[0], after[0]):
        return Move(after[0], before[0], "against")  # "15, four more than the 12 of 2019"
    told = [[q for q in row if q.unit != "percent"] for row in said.earlier]
    for listed in (said.own, *told):
        last = listed[-1].end if listed and listed[-1].end < size.start else size.start
        if listed is said.own and ANOTHER.search(facts.text[last : size.start]):
            continue  # "rose from 16 to 20, while the population grew by 35 per cent"
        found = [
            move
            for move in moves(facts, listed)
            if move.first.unit in VALUES
            and not loose(move.first)
            and not loose(move.second)
            and move.first.exact
            and move.second.exact
            and not (listed is said.own and of_its_own_clause(facts, size, move))
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
