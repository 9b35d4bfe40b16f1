"""“Doubled”, “fell by a third”: factors and fractions of a change against two values here or a sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations

from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import valued
from probanda.audit.rules.percentages.fit import loose
from probanda.audit.rules.percentages.moves import Move, moves, sentences_before, turn_of, turns
from probanda.audit.rules.percentages.worded import Part, bound_before, parts_between
from probanda.audit.rules.registry import Hit

__all__ = ["changes_by_fraction", "factor_fits", "multiples"]

_VALUES = frozenset({"count", "money", "rate", "percent", "measure"})


def factor_fits(before: Decimal, after: Decimal, factor: float, bound: str) -> bool:
    """Whether one value is, in words, so many times another one.

    >>> factor_fits(Decimal(40), Decimal(81), 2, "exact"), factor_fits(Decimal(40), Decimal(65), 2, "exact")
    (True, False)
    """
    if before <= 0:
        return True
    ratio = float(after / before)
    if bound in {"more_than", "at_least"} and factor < 1:
        return factor * 0.4 <= ratio <= factor
    if bound in {"more_than", "at_least"}:
        return factor <= ratio < factor * 1.75
    if bound == "about":
        return (
            factor * (0.9 if factor < 1 else 0.75)
            <= ratio
            <= factor * (1.3 if factor < 1 else 1.15)
        )
    return factor * 0.88 <= ratio <= factor * 1.15


@cache
def _pattern(code: str) -> re.Pattern[str]:
    either = "|".join(pattern for pattern, _ in valued("times", code)) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def _factor(word: str, code: str) -> float:
    for pattern, number in valued("times", code):
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return float(number)
    return 0


def multiples(facts: Facts) -> Iterator[Hit]:
    """Factors of a change that no two values near it give."""
    for start, end, block in _sentences(facts):
        for found in _pattern(facts.language).finditer(facts.text, start, end):
            factor = _factor(found.group(), facts.language)
            if not factor or in_speech(facts, found.start()):
                continue
            lead = bound_before(facts, start, found.start())
            way = [
                t.way for t in turns(facts, max(start, found.start() - 50), found.start()) if t.way
            ]
            if factor > 1 and way and way[-1] == "down":
                factor = 1 / factor  # "снизилось вдвое"
            own, earlier = _around(facts, (start, end), block, found.span())
            near = [*own, *(q for row in earlier for q in row)]
            if any(
                factor_fits(x.value, y.value, factor, lead)
                for a, b in combinations(near, 2)
                if a.unit == b.unit
                for x, y in ((a, b), (b, a))
            ):
                continue
            move = _move(facts, own, earlier) or _beside(own, earlier, found.group())
            if move is not None and not factor_fits(
                move.first.value, move.second.value, factor, lead
            ):
                yield _hit(
                    facts, found.span(), move, f"{move.second.value / move.first.value:.2f} times"
                )


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
                _changed(a, b, part, turn.way) for a, b in combinations(near, 2) if a.unit == b.unit
            ):
                continue
            move = _move(facts, own, earlier)
            if move is not None and not _changed(move.first, move.second, part, turn.way):
                true = abs(move.second.value - move.first.value) * 100 / move.first.value
                yield _hit(facts, (part.lead, part.end), move, f"a change of {true:.0f}%")


def _by(between: str) -> bool:
    return bool(re.search(r"(?<!\w)(?:by|of|на|en|un|una|d['’]|de)(?!\w)", between, re.IGNORECASE))


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
        and not loose(q)
    ]
    earlier = [
        [q for q in row if q.unit in _VALUES and not loose(q)]
        for row in sentences_before(facts, sentence, block)
    ]
    return own, earlier


def _move(facts: Facts, own: list[Quantity], earlier: list[list[Quantity]]) -> Move | None:
    """The one pair of values that a change is between; None when there are none or several."""
    for listed in (own, *earlier):
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


_AS_MANY = re.compile(
    r"(?<!\w)(?:as|that|its|number|more|higher|doble|triple|fois|veces|раза?|вдвое|втрое|double)(?!\w)",
    re.IGNORECASE,
)


def _beside(own: list[Quantity], earlier: list[list[Quantity]], word: str) -> Move | None:
    """The two numbers of a sentence that compares, or its one and the one before: "760, half as much"."""
    if len(own) == 1 and earlier and len(earlier[0]) == 1:
        before = earlier[0][0]
        if own[0].group.head in {"", before.group.head} and before.group.head:
            own = [before, own[0]]
    if len(own) != 2 or own[0].unit != own[1].unit or not _AS_MANY.search(word):
        return None
    low, high = sorted(own, key=lambda q: q.value)
    if (
        not (low.exact and high.exact)
        or low.value <= 0
        or low.of is not None
        or high.of is not None
    ):
        return None
    return (
        Move(high, low, "dated")
        if re.match(r"half", word, re.IGNORECASE)
        else Move(low, high, "dated")
    )


def _hit(facts: Facts, span: tuple[int, int], move: Move, true: str) -> Hit:
    return Hit(
        *span,
        f"“{facts.quote(*span)}” is said of {move.first.shown} and {move.second.shown}, which is {true}.",
        "Correct the word or the numbers.",
        ((move.first.start, move.first.end), (move.second.start, move.second.end)),
        "warning",
    )
