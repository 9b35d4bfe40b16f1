"""Parts told as they were and as they are, that make their whole on one side only.

"From 203 to 174", "from 101 to 76", "from 30 to 42", and of all "from 334 to 295": the first values add up, the
second make 292. That one side adds up proves that these are the parts of that whole; no word has to agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.reckoning import counts_same
from probanda.audit.rules.percentages.moves import Move, moves
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.complete import added, sum_shown
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["two_sided"]

#: Moves of one sum, and blocks between two of them.
_MOST, _FAR = 6, 8
#: A sum below this is met by accident; of two parts, below that.
_LEAST, _LEAST_OF_TWO = 30, 200


@dataclass(frozen=True, slots=True)
class _Sum:
    """Moves that stand together; `sides` are their sums before and after."""

    parts: tuple[Move, ...]
    sides: tuple[Decimal, Decimal]


def two_sided(facts: Facts) -> Iterator[Hit]:
    """Wholes that moves make on one side and miss on the other."""
    language = language_tables(facts.language)
    known = _moves(facts)
    wholes: tuple[dict[Decimal, list[Move]], ...] = (defaultdict(list), defaultdict(list))
    for move in known:
        wholes[0][move.first.value].append(move)
        wholes[1][move.second.value].append(move)
    sums = list(_sums(known))
    right = {
        (m.first.value, m.second.value)
        for each in sums
        for m in wholes[0].get(each.sides[0], ())
        if m.second.value == each.sides[1]
    }
    told: set[tuple[Decimal, Decimal]] = set()
    for each in sums:
        for side in (0, 1):
            for whole in wholes[side].get(each.sides[side], ()):
                pair = (whole.first.value, whole.second.value)
                if pair not in told | right and _misses(whole, each, side, language):
                    told.add(pair)
                    yield _hit(whole, each, side)


def _moves(facts: Facts) -> list[Move]:
    """The moves of counted things, in order of the text."""
    found: dict[int, Move] = {}
    for listed in facts.of(by_sentence):
        counts = [q for q in listed if q.unit == "count" and q.cell is None]
        for move in moves(facts, counts) if len(counts) > 1 else ():
            start = min(move.first.start, move.second.start)
            if move.first.exact and move.second.exact:
                found.setdefault(start, move)
    return [found[start] for start in sorted(found)]


def _sums(known: Sequence[Move]) -> Iterator[_Sum]:
    """What moves behind each other make: those of a paragraph, and the first, the second … of each."""
    blocks: dict[int, list[Move]] = defaultdict(list)
    for move in known:
        blocks[move.first.block].append(move)
    yield from _windows(known)
    for rank in range(3):
        yield from _windows([own[rank] for own in blocks.values() if len(own) > rank], apart=True)


def _windows(row: Sequence[Move], *, apart: bool = False) -> Iterator[_Sum]:
    for start in range(len(row)):
        parts = [row[start]]
        for move in row[start + 1 : start + _MOST]:
            near = move.first.block - parts[-1].first.block
            if near > _FAR or (apart and not near):
                break
            parts.append(move)
            sides = added([m.first for m in parts]), added([m.second for m in parts])
            if min(sides) >= (_LEAST_OF_TWO if len(parts) == 2 else _LEAST):
                yield _Sum(tuple(parts), sides)


def _misses(whole: Move, made: _Sum, side: int, language: Language) -> bool:
    """Whether the other side misses its whole by so little that it must be meant to make it."""
    said, total = _of(whole, 1 - side).value, made.sides[1 - side]
    if said == total or any(whole is part for part in made.parts):
        return False
    near = digits_apart(said, total) or abs(said - total) * 8 <= said
    fits = all(
        counts_same(_of(whole, at), _of(part, at), language) for part in made.parts for at in (0, 1)
    )
    return near and fits


def _of(move: Move, side: int) -> Quantity:
    return move.second if side else move.first


def _hit(whole: Move, made: _Sum, side: int) -> Hit:
    said = _of(whole, 1 - side)
    wrong = [_of(part, 1 - side) for part in made.parts]
    right = [_of(part, side) for part in made.parts]
    return Hit(
        said.start,
        said.end,
        f"The parts don't make the whole: {sum_shown(wrong)}, not {said.shown}; "
        f"{'before' if side == 0 else 'after'}, {sum_shown(right)}.",
        "Correct the number that is wrong.",
        tuple((q.start, q.end) for q in wrong),
        "warning",
    )
