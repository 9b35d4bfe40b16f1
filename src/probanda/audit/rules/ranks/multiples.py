"""“Doubled”, “fell by a third”: factors and fractions of a change against two values here or a sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.moves import Move, moves, sentences_before, turn_of
from probanda.audit.rules.percentages.pointed import comparable, pointed
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.by_years import by_years
from probanda.audit.rules.ranks.factors import Factor, factor_fits, factors_between
from probanda.audit.rules.registry import Hit

__all__ = ["changes_by_fraction", "multiples"]

_VALUES = frozenset({"count", "money", "rate", "percent", "measure"})
#: Code points between a factor and the two values that it is said of.
_ASIDE = 45
#: A factor further off than this is of other values, in one sentence twice as far.
_FAR_OFF = 2.2
_BY = re.compile(r"(?<!\w)(?:by|of|на|en|un|una|d['’]|de)(?!\w)", re.IGNORECASE)
#: Between a number and a factor that is said of it.
_ASIDE_OF = re.compile(r"(?:\s[^\W\d]+){0,3},\s(?:[^\W\d]+\s)?")


def multiples(facts: Facts) -> Iterator[Hit]:
    """Factors that neither two values near them give nor the two labels that the sentence compares."""
    for block in facts.document.prose():
        if not factors_between(facts, block.start, block.end):
            continue
        for start, end in facts.document.sentences(block):
            for said in factors_between(facts, start, end):
                if in_speech(facts, said.start):
                    continue
                hit = _of_change(facts, said, (start, end), block)
                if hit is not None:
                    yield hit


def _of_change(facts: Facts, said: Factor, sentence: tuple[int, int], block: Block) -> Hit | None:
    own, earlier = _around(facts, sentence, block.index, (said.start, said.end))
    told = next((m for m in moves(facts, own) if m.how == "from-to"), None)
    if (
        told is not None
        and min(abs(q.start - said.end) for q in (told.first, told.second)) > _ASIDE
    ):
        return None  # "you may pay double; the cards go from 1,599 to 2,100"
    if told is not None and _firm(told):
        return None if _fits(told, said) else replace(_hit(facts, said, told), severity=None)
    near = [*own, *(q for row in earlier for q in row)]
    if any(
        factor_fits(x.value, y.value, said.factor, said.bound)
        for a, b in combinations(near, 2)
        if comparable(facts, a, b)
        for x, y in ((a, b), (b, a))
    ):
        return None
    way = "down" if said.factor < 1 else "up"
    if not own and len(factors_between(facts, *sentence)) > 1:
        return None  # "4.5 times among men and 6.4 times among women"
    move = (
        _apposed(facts, said, own)
        or _move(facts, own, earlier)
        or pointed(facts, (said.start, said.end), way, own, earlier, sentence, compares=True)
        or (None if own else by_years(facts, sentence, block.index, lambda m: _fits(m, said)))
    )
    if move is not None and not _likely(move, said.factor):
        return None
    return None if move is None or _fits(move, said) else _hit(facts, said, move)


def _fits(move: Move, said: Factor) -> bool:
    return factor_fits(move.first.value, move.second.value, said.factor, said.bound)


def _apposed(facts: Facts, said: Factor, own: list[Quantity]) -> Move | None:
    """As in "40 in the north and 120 in the south, three times as many"."""
    before = [q for q in own if q.end <= said.start and q.value > 1]
    if (
        len(before) < 2
        or not said.compares
        or not _ASIDE_OF.fullmatch(facts.text, before[-1].end, said.start)
    ):
        return None
    first, second = before[-2:]
    bare = not second.group.head or second.group.head == first.group.head
    return Move(first, second, "against") if bare and first.exact and second.exact else None


def changes_by_fraction(facts: Facts) -> Iterator[Hit]:
    """Changes by a third or by half that no two values near them give."""
    for start, end, block in _sentences(facts):
        for part in parts_between(facts, start, end):
            if in_speech(facts, part.start):
                continue
            size = Quantity(
                start=part.start,
                end=part.end,
                value=part.percent,
                unit="share",
                sentence=(start, end),
                block=block,
            )
            turn = turn_of(facts, size, start)
            if (
                turn is None
                or not turn.way
                or turn.end > part.start
                or not _by(facts.text[turn.end : part.lead])
            ):
                continue
            own, earlier = _around(facts, (start, end), block, (part.start, part.end))
            near = [*own, *(q for row in earlier for q in row)]
            if any(
                _changed(a, b, part, turn.way)
                for a, b in combinations(near, 2)
                if comparable(facts, a, b)
            ):
                continue
            move = _move(facts, own, earlier) or pointed(
                facts, (turn.start, part.end), turn.way, own, earlier, (start, end)
            )
            if move is not None and not _changed(move.first, move.second, part, turn.way):
                true = abs(move.second.value - move.first.value) * 100 / move.first.value
                yield _said_of(facts, (part.lead, part.end), move, f"a change of {true:.0f}%")


def _by(between: str) -> bool:
    return bool(_BY.search(between))


def _changed(a: Quantity, b: Quantity, part: Part, way: str) -> bool:
    low, high = sorted((a.value, b.value))
    base = low if way == "up" else high
    if base <= 0:
        return True
    true = (high - low) * 100 / base
    if part.bound in {"more_than", "at_least"}:
        return true >= part.percent - 1
    if part.bound in {"less_than", "up_to"}:
        return true <= part.percent + 1
    return abs(true - part.percent) <= (8 if part.bound == "about" else 5)


def _sentences(facts: Facts) -> Iterator[tuple[int, int, int]]:
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            yield start, end, block.index


def _around(
    facts: Facts, sentence: tuple[int, int], block: int, span: tuple[int, int]
) -> tuple[list[Quantity], list[list[Quantity]]]:
    own = [
        q
        for q in facts.of(by_block).get(block, ())
        if q.sentence == sentence
        and q.unit in _VALUES
        and not span[0] <= q.start < span[1]
        and not _of_another(facts, q, span)
        and _firm_enough(q)
    ]
    earlier = [
        [
            q
            for q in row
            if q.unit in _VALUES and _firm_enough(q) and not _of_another(facts, q, None)
        ]
        for row in sentences_before(facts, sentence, block)
    ]
    return own, earlier


def _firm_enough(q: Quantity) -> bool:
    return not q.spoken and q.bound not in {"less_than", "up_to", "more_than"}


def _of_another(facts: Facts, q: Quantity, span: tuple[int, int] | None) -> bool:
    """Whether a number is a factor itself, or is told behind another factor of its sentence."""
    all_ = [(each.start, each.end) for each in factors_between(facts, *q.sentence)]
    if any(start <= q.start < end for start, end in all_ if (start, end) != span):
        return True
    owner = next((each for each in reversed(all_) if each[1] <= q.start), all_[0] if all_ else None)
    return span is not None and owner not in {None, span}


def _move(facts: Facts, own: list[Quantity], earlier: list[list[Quantity]]) -> Move | None:
    """The one pair of values that a change is between; None when there are none or several."""
    for listed in (own, *([q for q in row if q.unit != "percent"] for row in earlier)):
        found = [
            move
            for move in moves(facts, listed)
            if move.first.value > 0 and move.first.exact and move.second.exact
        ]
        if found:
            plain = [move for move in found if move.how != "dated"] or found
            return plain[0] if len({(m.first.value, m.second.value) for m in plain}) == 1 else None
        if listed is own and len(listed) > 1:
            return None
    return None


def _likely(move: Move, factor: float) -> bool:
    """Whether a factor may be told of two values that don't bear it out: it goes their way and is near theirs."""
    true = float(move.second.value / move.first.value)
    far = _FAR_OFF if move.first.sentence != move.second.sentence else _FAR_OFF * 2
    return (true > 1.05) == (factor > 1) and factor / far <= true <= factor * far


def _firm(move: Move) -> bool:
    a, b = move.first, move.second
    return a.exact and b.exact and a.of is None and b.of is None and min(a.value, b.value) > 0


def _hit(facts: Facts, said: Factor, move: Move) -> Hit:
    times = f"{move.second.value / move.first.value:.2f} times"
    return _said_of(facts, (said.start, said.end), move, times)


def _said_of(facts: Facts, span: tuple[int, int], move: Move, true: str) -> Hit:
    return Hit(
        *span,
        f"“{facts.quote(*span)}” is said of {move.first.shown} and {move.second.shown}, which is {true}.",
        "Correct the word or the numbers.",
        ((move.first.start, move.first.end), (move.second.start, move.second.end)),
        "warning",
    )
