"""One sentence told twice with two numbers: the same words around the number, near enough to be the same sentence.

Two statements are aligned by the content words next to their numbers. What else they may count does not matter:
"6,000 contracts with a combined value of …" and "6,720 contracts with a combined value of …" are one statement.
Three or more such sentences with different values are a series of entries, and say nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.same.kin import adds_up, are_kin

__all__ = ["retold"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
#: Content words looked at on either side, and how many of them must be shared.
_BEHIND, _BEFORE, _SHARED = 7, 5, 5
#: Share of the shorter side's words that both must have.
_ALIKE = 0.7
#: A pair of words that starts more numbers than this belongs to a formula.
_FORMULA = 6
_UNITS = frozenset({"count", "percent", "money", "measure", "duration"})


@dataclass(frozen=True, slots=True)
class _Slot:
    """A number with the content words around it, as stems, the nearest first."""

    quantity: Quantity
    behind: tuple[str, ...]
    before: tuple[str, ...]


def retold(facts: Facts, told: set[tuple[int, int]]) -> list[tuple[Quantity, Quantity]]:
    """Pairs of numbers in the same slot of the same sentence told twice.

    Args:
        facts: the document and everything extracted from it.
        told: pairs already reported, by index; what is found here is added.
    """
    by_start: dict[tuple[str, str], list[_Slot]] = defaultdict(list)
    for q in facts.of(quantities):
        if (
            q.cell is None
            and q.unit in _UNITS
            and not (q.spoken or q.subset or q.each or q.delta)
            and q.value >= 3
        ):
            slot = _slot(facts, q)
            if len(slot.behind) >= 2:
                by_start[slot.behind[0], slot.behind[1]].append(slot)
    found: list[tuple[Quantity, Quantity]] = []
    for slots in by_start.values():
        if not 2 <= len(slots) <= _FORMULA:
            continue
        for place, b in enumerate(slots):
            matches = [
                a
                for a in slots
                if a is not b
                and _one_statement(a, b)
                and not adds_up(facts, a.quantity, b.quantity)
            ]
            values = {b.quantity.value, *(a.quantity.value for a in matches)}
            first = next((a for a in slots[:place] if a in matches), None)
            if first is None or len(values) != 2 or first.quantity.value == b.quantity.value:
                continue
            key = (first.quantity.index, b.quantity.index)
            if key not in told:
                told.add(key)
                found.append((first.quantity, b.quantity))
    return found


def _slot(facts: Facts, q: Quantity) -> _Slot:
    start, end = q.sentence
    behind = [m.group().lower() for m in _WORD.finditer(facts.text, q.end, end)]
    before = [m.group().lower() for m in _WORD.finditer(facts.text, start, q.start)]
    return _Slot(q, _content(behind)[:_BEHIND], _content(before[::-1])[:_BEFORE])


def _content(words: list[str]) -> tuple[str, ...]:
    """Words of four letters and more by their beginnings; numbers whole."""
    return tuple(
        word.rstrip(".,") if word[0].isdigit() else word[: max(4, len(word) - 2)]
        for word in words
        if len(word) > 3 or word[0].isdigit()
    )


def _one_statement(a: _Slot, b: _Slot) -> bool:
    if a.quantity.sentence == b.quantity.sentence or a.quantity.unit != b.quantity.unit:
        return False
    if a.quantity.bound != b.quantity.bound or a.quantity.unit_word != b.quantity.unit_word:
        return False
    x, y = a.quantity.around, b.quantity.around
    if (x.speaker and y.speaker and x.speaker != y.speaker) or (
        x.period and y.period and x.period != y.period
    ):
        return False
    as_of = {each.edtf for each in (x.as_of, y.as_of) if each}
    if len(as_of) > 1 or not are_kin(a.quantity, b.quantity):
        return False
    if x.names and y.names and not (x.names & y.names):
        return False
    if _numbers(a) ^ _numbers(b) and not (_numbers(a) <= _numbers(b) or _numbers(b) <= _numbers(a)):
        return False
    behind = set(a.behind) & set(b.behind)
    before = set(a.before) & set(b.before)
    shorter = min(len(a.behind) + len(a.before), len(b.behind) + len(b.before))
    shared = len(behind) + len(before)
    return shared >= _SHARED and shared >= _ALIKE * shorter and len(behind) >= 2


def _numbers(slot: _Slot) -> frozenset[str]:
    return frozenset(word for word in (*slot.behind, *slot.before) if word[0].isdigit())
