"""Which "from A to B" of a sentence belongs to which percentage of change, where there are several of both.

"A 14 per cent decrease in incidents (from 203 to 174) and a 20 per cent decrease in victims (from 1,036 to 831)":
each percentage has the pair beside it. Read in order, percentages and pairs take turns; whichever comes first says
whether a percentage has its pair behind it or before it. A bracket always belongs to what stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import groupby, pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import (
    Move,
    moves,
    of_one_unit,
    opens_move,
    turns,
)

__all__ = ["of_another_step", "of_its_own_clause", "own_moves", "yearly"]

_VALUES = frozenset({"count", "money", "rate", "percent"})
#: So many words before a verb name another thing that rises or falls.
_NOUN_PHRASE = 2


def own_moves(
    facts: Facts,
    listed: list[Quantity],
    sizes: Collection[Quantity],
    values: Collection[Quantity] = (),
) -> dict[Quantity, Move]:
    """For each percentage of change its own pair; those are left out of which it can't be said.

    Args:
        facts: the document.
        listed: the quantities of one sentence, in order.
        sizes: those of them that are percentages of change.
        values: those that are no sizes of changes; only they are set against each other.
    """
    starts = [size.start for size in sizes]
    pairs = [
        Move(a, b, "from-to")
        for a, b in (of_one_unit(*pair) for pair in pairwise(listed))
        if a.unit == b.unit
        and a.unit in _VALUES
        and not {a.start, b.start} & set(starts)
        and _plain((a, b))
        and opens_move(facts, a, b)
    ]
    used = {q.start for move in pairs for q in (move.first, move.second)} | set(starts)
    pairs += [
        move
        for move in moves(facts, [q for q in values if q.unit in _VALUES])
        if move.how == "against"
        and not {move.first.start, move.second.start} & used
        and _plain((move.first, move.second))
    ]
    pairs.sort(key=_begins)
    if not pairs:
        return {}
    row: list[Quantity | Move] = sorted(
        [*sizes, *pairs],
        key=lambda each: _begins(each) if isinstance(each, Move) else each.start,
    )
    found: dict[Quantity, Move] = {}
    taken: set[int] = set()

    def take(size: Quantity, move: Quantity | Move | None) -> None:
        if not isinstance(move, Move) or of_its_own_clause(facts, size, move):
            return
        if size not in found and move.first.start not in taken:
            found[size] = move
            taken.add(move.first.start)

    if _respective(row):
        return dict(zip(sorted(sizes, key=lambda size: size.start), pairs, strict=True))
    if any(
        "(" not in facts.text[a.second.end : b.first.start] and _bracketed(facts, a)
        for a, b in pairwise(pairs)
    ):
        return {}  # "81 and 42 per cent (from 53 to 96 and from 113 to 160)": not each size was read
    around = list(zip([None, *row[:-1]], row, [*row[1:], None], strict=True))
    for _, size, after in around:
        if isinstance(size, Quantity) and isinstance(after, Move) and _bracketed(facts, after):
            take(size, after)
    first_is_size = isinstance(row[0], Quantity)
    for behind in (first_is_size, not first_is_size):
        for before, size, after in around:
            if isinstance(size, Quantity):
                take(size, after if behind else before)
    return found


def _begins(move: Move) -> int:
    return min(move.first.start, move.second.start)


def of_its_own_clause(facts: Facts, size: Quantity, move: Move) -> bool:
    """As in "rose by 30 per cent, while the mean number grew from 9.7 to 11.3": the pair has its own verb."""
    start = _begins(move)
    if start < size.end or _bracketed(facts, move):
        return False
    closed = language_tables(facts.language).closed
    verbs = [turn for turn in turns(facts, size.end, start) if turn.way]
    told = facts.text[size.end : verbs[-1].start].lower().split() if verbs else []
    return (
        sum(word.strip(",;:–—") not in closed and word.isalpha() for word in told) >= _NOUN_PHRASE
    )


def _plain(values: Iterable[Quantity]) -> bool:
    return all(
        (q.exact or q.bound == "at_least") and not (q.spoken or q.each) and q.value > 0
        for q in values
    )


def _bracketed(facts: Facts, move: Move) -> bool:
    """Whether a pair stands in a bracket of its own: "(from 203 to 174)"."""
    before = facts.text[move.first.sentence[0] : move.first.start]
    return before.rfind("(") > before.rfind(")") and len(before) - before.rfind("(") < 25


def _respective(row: list[Quantity | Move]) -> bool:
    """Whether percentages come first and as many pairs behind them, or the other way round."""
    runs = [len(list(run)) for _, run in groupby(row, key=lambda each: isinstance(each, Move))]
    return len(runs) == 2 and runs[0] == runs[1] > 1


def of_another_step(facts: Facts, move: Move, size: Quantity) -> bool:
    """Whether a size behind a pair is of the next step: "fell from 200 to 150, then by another tenth, to 135"."""
    end = max(move.first.end, move.second.end)
    if move.second.sentence != size.sentence or not end <= size.start:
        return False
    gap = re.split(r"[,;]", facts.text[end : size.start])[-1]
    behind = _VALUE_BEHIND.match(facts.text, size.end, size.sentence[1])
    return bool(behind or field("further", facts.language).search(gap))


#: The value that a step ends or begins with, right behind its size: ", to 360", "from 400".
_VALUE_BEHIND = re.compile(
    r"\s*,?\s*(?:[^\W\d]+\s+)?(?:to|from|до|с|со|hasta|a|desde|à|jusqu['’]à|atteindre)\s+[$€£]?\d",
    re.IGNORECASE,
)


def yearly(facts: Facts, start: int, size: Quantity) -> bool:
    """Whether a size is that of each year: "fell by 10 per cent a year, from 800 to 400", "an annual rise of".

    Args:
        facts: the document.
        start: where the word of change begins.
        size: the size.
    """
    pace = field("a_year", facts.language)
    lead = max(size.sentence[0], min(start, size.start) - 10)
    behind = pace.search(re.split(r"[,;:(]", facts.text[size.end : size.sentence[1]])[0])
    return bool(pace.search(facts.text, lead, size.start) or (behind and behind.start() < 25))
