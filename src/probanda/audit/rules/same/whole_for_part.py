"""What befell a part, told of the whole: "1,377 were fined" where 1,377 were found guilty and 1,261 of them fined.

The whole is told with its number in both places; what is said of it in the one is said of its part in the other.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.likeness import period_key
from probanda.audit.rules.same.pairs import said
from probanda.audit.rules.same.statements import Statement, content, rarity, statements

__all__ = ["whole_for_part"]

_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(
    r"[,;:()–—]|(?<!\w)(?:and|while|but|и|а|но|y|e|pero|et|mais|və)(?!\w)", re.IGNORECASE
)
#: Smaller wholes are told of many things.
_LEAST = 10
#: Characters behind a part in which it is said what befell it.
_REACH = 50
#: What the words of the part must tell, in the measure of `rarity`.
_TOLD = 2.0
#: Places that tell one value; more are a formula.
_MOST = 12


def whole_for_part(facts: Facts) -> Iterator[Hit]:
    """Hold every whole with a part against the other places that tell the whole."""
    language = language_tables(facts.language)
    table = facts.of(quantities)
    held: set[int] = set()
    by_value: dict[tuple[str, Decimal], list[Statement]] = defaultdict(list)
    own: dict[int, Statement] = {}
    for each in facts.of(statements):
        own[each.quantity.index] = each
        if each.quantity.value >= _LEAST:
            by_value[each.quantity.unit, each.quantity.value].append(each)
    for part in table:
        index = part.whole if part.whole is not None else part.of
        if index is None or part.unit != "count" or part.spoken or part.delta:
            continue
        whole = table[index]
        if part.value >= whole.value or whole.index not in own or not part.exact:
            continue
        listed = by_value[whole.unit, whole.value]
        if len(listed) > _MOST:
            continue
        befell, known = _told(facts, part, whole, language)
        for each in listed:
            if each.quantity.index not in held and (
                _conflicts(facts, each, part, whole, befell - known)
                and _near(facts, whole, language) - each.said
            ):
                held.add(each.quantity.index)
                yield _hit(facts, each.quantity, part, whole)
                break


def _told(
    facts: Facts, part: Quantity, whole: Quantity, language: Language
) -> tuple[set[str], set[str]]:
    """What is said of a part, behind it or between its whole and it; and what the sentence says of the whole."""
    joint = _JOINT.search(facts.text, part.end, min(part.sentence[1], part.end + _REACH))
    last = joint.start() if joint else min(part.sentence[1], part.end + _REACH)
    befell = _keys(facts, part.end, last, language)
    if part.sentence != whole.sentence or part.start < whole.end:
        return befell, _keys(facts, *whole.sentence, language)
    joints = list(_JOINT.finditer(facts.text, whole.end, part.start))
    first = joints[-1].end() if joints else part.start
    befell |= _keys(facts, first, part.start, language)
    return befell, _keys(facts, whole.sentence[0], first, language)


def _near(facts: Facts, q: Quantity, language: Language) -> set[str]:
    """The words of the part of the sentence in which a number stands."""
    joints = [*_JOINT.finditer(facts.text, *q.sentence)]
    start = max((each.end() for each in joints if each.end() <= q.start), default=q.sentence[0])
    end = min((each.start() for each in joints if each.start() >= q.end), default=q.sentence[1])
    return _keys(facts, max(start, q.start - _REACH), min(end, q.end + _REACH), language)


def _conflicts(
    facts: Facts, each: Statement, part: Quantity, whole: Quantity, befell: set[str]
) -> bool:
    """Whether a place says of as many as the whole what befell only the part."""
    q = each.quantity
    if q.sentence in {part.sentence, whole.sentence} or part.value in each.numbers or q.spoken:
        return False
    if q.subset or q.of is not None or not q.exact:
        return False
    here, there = q.around.places, whole.around.places | part.around.places
    if here and there and not here & there:
        return False
    periods = {period_key(q), period_key(whole)} - {None}
    weight = facts.of(rarity)
    language = language_tables(facts.language)
    if q.group.head != whole.group.head and not language.persons.issuperset(
        {q.group.head, whole.group.head}
    ):
        return False
    nouns = {content(each.group.head, language) for each in (q, whole, part) if each.group.head}
    shared = (befell & _near(facts, q, language)) - nouns
    told = math.fsum(weight.get(word, _TOLD) for word in shared)
    return len(periods) < 2 and told >= _TOLD


def _hit(facts: Facts, q: Quantity, part: Quantity, whole: Quantity) -> Hit:
    return Hit(
        q.start,
        max(q.end, q.group.end),
        f"Here {said(facts, q)}, elsewhere {said(facts, part)}, of {whole.shown}: what is said of all "
        "here is said of a part there.",
        "Tell of the whole what befell the whole, and of the part what befell the part.",
        ((part.start, part.end), (whole.start, whole.end)),
        "warning",
    )


def _keys(facts: Facts, start: int, end: int, language: Language) -> set[str]:
    words = _WORD.findall(facts.text, start, end)
    return {key for word in words if (key := content(word.lower(), language))}
