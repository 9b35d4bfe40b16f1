"""Rises, falls and distances, computed again from their two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.percentages.changes import changes_by_number
from probanda.audit.rules.percentages.columns import differences_of_columns
from probanda.audit.rules.percentages.moves import moves, opens_move, turn_of, turns
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.breakdowns import breakdowns
from probanda.audit.rules.wholes.weighed import Breakdown

__all__ = ["difference_wrong"]

#: Words between a rise and its first value.
_CLOSE = 4


@rule(
    "difference-wrong",
    "A difference is wrong",
    "error",
    "figures",
    'A rise "from 12 to 15" is 3; of 50 held of whom 20 were released, 30 remain. Only differences whose two'
    " numbers"
    " are named beside them are computed.",
    bad=(
        "Arrests rose from 12 in 2019 to 15 in 2020, an increase of 4.",
        "Of the 50 detainees held, 20 were released; the remaining 25 are still in custody.",
    ),
    good=(
        "Arrests rose from 12 in 2019 to 15 in 2020, an increase of 3.",
        "Of the 50 detainees held, 20 were released; the remaining 30 are still in custody.",
    ),
)
def difference_wrong(facts: Facts) -> Iterator[Hit]:
    """Recompute rises, falls and remainders."""
    yield from changes_by_number(facts)
    yield from _misdirected(facts)
    for each in facts.of(breakdowns):
        if each.left:
            yield _left(each)
    yield from differences_of_columns(facts)


#: Ranks and temperatures rise by falling, and losses fall by rising.
_RANKED = re.compile(
    r"(?<!\w)(?:rank\w*|place[ds]?|position\w*|index|league|мест[оеа]|позици\w+|рейтинг\w*|puesto|posición|lugar|rang"
    r"|temperatur\w*|température|температур\w+|rate|курс|los\w+|perdi\w+|потер\w+)(?!\w)",
    re.IGNORECASE,
)


def _misdirected(facts: Facts) -> Iterator[Hit]:
    """As in "fell from 67 to 81"."""
    for listed in facts.of(by_sentence):
        start, end = listed[0].sentence
        if not turns(facts, start, end):
            continue
        for move in moves(
            facts,
            [
                q
                for q, to in zip(listed, [*listed[1:], None], strict=True)
                if not _a_size(facts, q, to)
            ],
        ):
            first, second = move.first, move.second
            a = min(first.start, second.start)
            near = [
                t for t in turns(facts, max(start, a - 40), max(first.start, second.start)) if t.way
            ]
            if (
                move.how == "dated"
                or (
                    move.how == "against" and first.unit == "percent"
                )  # "a growth of 2.6% against 2.7%"
                or not (first.exact and second.exact)
                or first.unit != second.unit
            ):
                continue
            went = "up" if second.value > first.value else "down"
            if len(near) != 1 or near[0].way == went or first.value == second.value:
                continue
            gap = facts.text[near[0].end : max(a, near[0].end)]
            if (
                len(gap.split()) > _CLOSE
                or re.search(r"[,.;:]|\d|(?<!\w)(?:by|of|на|en|un|fue)(?!\w)", gap)
                or _RANKED.search(facts.text, start, end)
            ):
                continue
            yield Hit(
                near[0].start,
                near[0].end,
                f"“{facts.quote(near[0].start, near[0].end)}”, but from {first.shown} to {second.shown} is "
                f"{'a rise' if went == 'up' else 'a fall'}.",
                "Correct the word or the numbers.",
                ((first.start, first.end), (second.start, second.end)),
                "warning",  # whose rise it is, and which number came first, are read out of the words
            )


def _a_size(facts: Facts, q: Quantity, to: Quantity | None) -> bool:
    """Whether a number is what something rose or fell by: "fell by 49 points", "an advance of 0.11"."""
    if to is not None and opens_move(facts, q, to):
        return False
    word = turn_of(facts, q, q.sentence[0])
    return (
        word is not None
        and bool(word.way)
        and _SIZED.search(facts.text, max(0, q.start - 12), q.start) is not None
    )


#: Before the size of a change.
_SIZED = re.compile(r"(?<!\w)(?:by|of|на|de|un)\s+\Z", re.IGNORECASE)


def _left(found: Breakdown) -> Hit:
    *gone, rest = found.parts
    left = found.whole.value - sum((part.value for part in gone), Decimal(0))
    return Hit(
        rest.start,
        rest.end,
        f"{found.whole.shown} less {' and '.join(f'{p.value.normalize():,f}' for p in gone)} leaves {left:,f},"
        f" not {rest.value.normalize():,f}.",
        "Correct the number that is wrong, or say what became of the others.",
        ((found.whole.start, found.whole.end), *((part.start, part.end) for part in gone)),
        "warning",
    )
