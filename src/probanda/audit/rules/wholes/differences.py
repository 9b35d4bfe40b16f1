"""Rises, falls and distances, computed again from their two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.rules.percentages.columns import differences_of_columns
from probanda.audit.rules.percentages.moves import misdirected, moves
from probanda.audit.rules.percentages.sizes import changes_by_number
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.divisions import Division, divisions
from probanda.audit.rules.wholes.remainders import remainders

__all__ = ["difference_wrong"]

_UP = (
    r"(?:rose|risen|increased|grew|grown|went up|climbed|jumped|surged|rise|increase|growth"
    r"|увеличил\w*|вырос\w*|возрос\w*|aument\w+|subi\w+|augment\w+|passé)"
)


_DOWN = (
    r"(?:fell|fallen|dropped|decreased|declined|went down|shrank|fall|drop|decrease"
    r"|decline|reduced|reduction"
    r"|сократил\w*|снизил\w*|уменьшил\w*|disminuy\w+|baj\w+|descend\w+|diminu\w+|baiss\w+)"
)


_CHANGE = re.compile(rf"(?<!\w)(?:{_UP}|{_DOWN})(?!\w)", re.IGNORECASE)


#: Another series begins: "from 12 to 15 while the number of injured increased by four".
_ANOTHER = re.compile(
    r"(?<!\w)(?:while|whereas|number of|тогда как|mientras|tandis)(?!\w)", re.IGNORECASE
)
_BY = re.compile(
    rf"(?:(?:an?|the)\s+(?:\w+\s+)?(?:{_UP[3:-1]}|{_DOWN[3:-1]}|difference)\s+of|(?<!\w)by"
    r"|up by|down by|difference of|разница|на|en|de)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


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
    told: set[int] = set()
    for listed in facts.of(by_sentence):
        own = [q for q in listed if not q.spoken]
        for hit in _changes(facts, own):
            told.add(hit.start)
            yield hit
        yield from _misdirected(facts, own)
    for hit in changes_by_number(facts):
        if hit.start not in told:
            yield hit
    for division in facts.of(divisions):
        if division.left and not _finished(facts, division):
            told.add(division.parts[-1].start)
            yield _left(division)
    for hit in remainders(facts):
        if hit.start not in told:
            yield hit
    yield from differences_of_columns(facts)


#: Between two numbers: the second is the earlier one, or of another thing.
_APART = re.compile(
    r"(?<!\w)(?:from|respecto|frente|contra|contre|against|versus|desde|по сравнению|против|mientras|while|whereas"
    r"|тогда как|tandis|alors que|and|y|et|и)(?!\w)",
    re.IGNORECASE,
)


def _misdirected(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "fell from 67 to 81"."""
    for move in moves(facts, listed):
        turn = misdirected(facts, move)
        if turn is not None and not _APART.search(facts.text, move.first.end, move.second.start):
            yield Hit(
                turn.start,
                turn.end,
                f"“{facts.quote(turn.start, turn.end)}”, but from {move.first.shown} to {move.second.shown} is "
                f"{'a rise' if move.second.value > move.first.value else 'a fall'}.",
                "Correct the word or the numbers.",
                ((move.first.start, move.first.end), (move.second.start, move.second.end)),
                "warning",  # whose rise it is, and which number came first, are read out of the words
            )


def _finished(facts: Facts, division: Division) -> bool:
    """Whether the sentence of what is gone tells the rest itself: "71 by the Guard and 33 by the police"."""
    *gone, rest = division.parts
    left = division.whole.value - sum((q.value for q in gone), Decimal(0))
    sentence = gone[-1].sentence
    return rest.sentence != sentence and any(
        q.value == left and q.sentence == sentence
        for q in facts.of(by_block).get(gone[-1].block, ())
    )


def _left(division: Division) -> Hit:
    *gone, rest = division.parts
    whole, less = division.whole, sum((q.value for q in gone), Decimal(0))
    return Hit(
        rest.start,
        rest.end,
        f"{whole.shown} less {' and '.join(q.shown for q in gone)} leaves {whole.value - less:,f},"
        f" not {rest.shown}.",
        "Correct the number that is wrong, or say what became of the others.",
        tuple((q.start, q.end) for q in (whole, *gone)),
        None if division.sure else "warning",
    )


def _changes(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    text = facts.text
    for place in range(len(listed) - 2):
        a, b, c = listed[place : place + 3]
        if (
            a.unit != b.unit
            or a.unit not in {"count", "percent", "rate"}
            or not (a.exact and b.exact and c.exact)
        ):
            continue
        if c.unit not in {a.unit, "points"} or (c.unit == "percent" and a.unit == "percent"):
            continue
        before, middle = text[a.sentence[0] : a.start], text[a.end : b.start]
        lead = re.search(r"(?<!\w)(?:from|с|de|от|du)\s+(?:\w+\s+){0,2}\Z", before)
        to = re.search(r"(?<!\w)(?:to|до|a|à)\s+(?:\w+\s+){0,2}\Z", middle)
        if not (lead and to and _CHANGE.search(text, *a.sentence)):
            continue
        gap, behind = text[b.end : c.start], text[c.end : c.end + 40]
        counted = re.search(
            r"[:;—–]\s*(?:\w+\s+)?\Z|that is,?\s+\Z|i\.e\.,?\s+\Z", gap
        ) and _MOVED.search(behind)
        if counted and place + 3 < len(listed) and listed[place + 3].sentence == c.sentence:
            continue  # some were removed and others added
        if not (_BY.search(gap) or counted) or len(gap) > 60 or _ANOTHER.search(gap):
            continue
        if abs(b.value - a.value) != c.value:
            yield Hit(
                c.start,
                c.end,
                f"From {a.shown} to {b.shown} is {abs(b.value - a.value):,f}, not {c.shown}.",
                "Correct the difference or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )
    yield from _told_before(facts, listed)
    yield from _side_by_side(facts, listed)
    yield from _exceeds(facts, listed)
    for place in range(len(listed) - 2):
        # "15, 4 more than the 12 of 2019"
        b, c, a = listed[place : place + 3]
        if not {a.unit, b.unit, c.unit} <= {"count", "money"} or not (
            a.exact and b.exact and c.exact
        ):
            continue
        link = text[c.end : a.start]
        found = re.fullmatch(
            r"\s+(?:\w+\s+)?(more|fewer|less)\s+than\s+(?:(?:the\s+|in\s+|\w+\s+){0,4}\(?"
            r"|(?:in\s+)?[\w ]{2,24},?\s+(?:when|against|compared|which)[^.;:()\d]{2,40})",
            link,
        )
        if (
            found
            and not (a.delta or b.delta)
            and text[b.end : c.start].strip(" ,–—(").count(" ") <= 4
        ):
            wanted = b.value - a.value if found[1] == "more" else a.value - b.value
            if wanted != c.value:
                yield Hit(
                    c.start,
                    c.end,
                    f"{b.shown} is {abs(b.value - a.value):,f} {'more' if b.value > a.value else 'fewer'} "
                    f"than {a.shown},"
                    f" not {c.shown} {found[1]}.",
                    "Correct the difference or the two numbers.",
                    ((b.start, b.end), (a.start, a.end)),
                )


_MOVED = re.compile(
    r"(?<!\w)(?:removed|added|deleted|more|fewer|less|struck off|new|left|released"
    r"|lost|gained)(?!\w)",
    re.IGNORECASE,
)


def _told_before(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "rose by 17, from 64 to 83": the step stands before its two numbers."""
    text = facts.text
    for c, a, b in zip(listed, listed[1:], listed[2:], strict=False):
        if not (c.exact and a.exact and b.exact) or len({a.unit, b.unit}) > 1:
            continue
        if c.unit not in {a.unit, "points"} or a.unit not in {"count", "money", "percent"}:
            continue
        stepped = _STEP.search(text[c.sentence[0] : c.start])
        from_ = re.fullmatch(
            r"[^.;:()\d]{0,40}?,?\s*\(?(?:from|с|со|de|du)\s+(?:\w+\s+)?", text[c.end : a.start]
        )
        to = re.fullmatch(r"[^.;:()]{0,40}?\s(?:to|до|a|à)\s+(?:\w+\s+)?", text[a.end : b.start])
        if stepped and from_ and to and abs(b.value - a.value) != c.value:
            yield Hit(
                c.start,
                c.end,
                f"From {a.shown} to {b.shown} is {abs(b.value - a.value):,f}, not {c.shown}.",
                "Correct the difference or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )


_STEP = re.compile(rf"(?:{_UP}|{_DOWN})\s+(?:by|of|на|en)\s+(?:\w+\s+)?\Z", re.IGNORECASE)


def _exceeds(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "the figure of 84 exceeds that of 71 by 15"."""
    text = facts.text
    for a, b, c in zip(listed, listed[1:], listed[2:], strict=False):
        if {a.unit, b.unit, c.unit} != {"count"} or not (a.exact and b.exact and c.exact):
            continue
        over = re.search(
            r"(?<!\w)(?:exceeds?|exceeded|surpass\w*|(?:is|was) (?:higher|lower|larger"
            r"|smaller) than)(?!\w)",
            text[a.end : b.start],
        )
        if (
            over
            and re.fullmatch(r"[^.;:\d]{0,30}?\s+by\s+(?:\w+\s+)?", text[b.end : c.start])
            and abs(a.value - b.value) != c.value
        ):
            yield Hit(
                c.start,
                c.end,
                f"The difference between {a.shown} and {b.shown} is {abs(b.value - a.value):,f}, "
                f"not {c.shown}.",
                "Correct the difference or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )


_CHANGED = (
    r"(?:increase|rise|decrease|fall|difference|drop|cut|shortfall|gap|growth|reduction|loss|gain|decline"
    r"|aumento|incremento|disminución|descenso|diferencia|reducción|hausse|baisse|augmentation|diminution)"
)
_THAT_IS = re.compile(
    rf"(?:that is,?|i\.e\.,?|or|—|–|,|es decir,?|o sea,?|то есть|т\.\s?е\.|soit|c'est-à-dire)\s*"
    rf"(?:(?:an?|una?|une)\s+{_CHANGED}\s+(?:of|de)\s+|на\s+)?\Z",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"(?:{_CHANGED}\s+(?:of|de)|не хватает|недостаёт|faltan|manquent)\s+\Z", re.IGNORECASE
)
_LACKING = re.compile(r"(?:не хватает|недостаёт|faltan|manquent)\s+\Z", re.IGNORECASE)
_MORE = re.compile(
    r"\s+(?:\w+\s+)?(?:more|fewer|less|más|menos|больше|меньше|de plus|de moins)(?!\w)"
    r"(?!\s+than\s+(?:\w+\s+){0,2}\d)",
    re.IGNORECASE,
)


def _side_by_side(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "in 2020 there were 31 and in 2021 there were 44, that is 12 more"."""
    text = facts.text
    for place in range(len(listed) - 2):
        a, b, c = listed[place : place + 3]
        if (
            len({a.unit, b.unit, c.unit}) > 1
            or a.unit not in {"count", "money"}
            or a.delta
            or b.delta
        ):
            continue
        if not (a.exact and b.exact and c.exact):
            continue
        gap = text[b.end : c.start]
        lead = _THAT_IS.search(gap)
        stated = _STATED.search(gap)
        word = _MORE.match(text, c.end, c.end + 40)
        if (
            not (lead or stated)
            or not (word or stated)
            or len(gap) > 60
            or (
                a.group.head not in {b.group.head, ""}
                and b.group.head
                and not (a.group.text and a.group.text in text[c.end : c.end + 40])
                and not _LACKING.search(gap)
            )
        ):
            continue
        if re.search(r"[.;]", text[a.end : b.start]) or abs(a.value - b.value) == c.value:
            continue
        named = re.search(r"than\s+(?:in|at|on|of)\s+(?:the\s+)?(\w+)", text[c.end : c.end + 40])
        if named and named[1] not in text[a.sentence[0] : a.end + 40]:
            continue  # "two fewer than in June", and a is of July
        yield Hit(
            c.start,
            c.end,
            f"The difference between {a.shown} and {b.shown} is {abs(b.value - a.value):,f}, "
            f"not {c.shown}.",
            "Correct the difference or the two numbers.",
            ((a.start, a.end), (b.start, b.end)),
        )
