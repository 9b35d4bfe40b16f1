"""Words around a quantity that do not tell it from another one, and words that always do."""

from __future__ import annotations

import re

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.same.apart import apart

__all__ = ["is_difference", "is_negative", "is_other", "narrowed", "of_those"]


#: Up to three words behind a number.
_BEHIND = re.compile(r"(?:\s+[^\W\d_]+){1,3}")
#: Right before a number: it is less than nothing, by how much another exceeds one.
_MINUS = re.compile(r"(?:\A|[\s(])[-–−]\Z")
#: A short word may stand between "another" and the number: "another about 12".
_BETWEEN = 6


def narrowed(facts: Facts) -> dict[int, bool]:
    """Quantities whose own part of the sentence makes them something apart."""
    answers: dict[int, bool] = {}
    narrow, revised = (apart(name, facts.language) for name in ("narrow", "revised"))
    for q in facts.of(quantities):
        if q.cell is not None:
            continue
        first = max(q.sentence[0], q.start - 30)
        last = min(q.sentence[1], max(q.end, q.group.end) + 18)
        region = facts.text[first:last]
        if facts.text[last : last + 1].isalnum():
            region = re.sub(r"\w+\Z", "", region)  # half a word: "last" of "lasted"
        answers[q.index] = (bool(narrow.search(region)) and not q.subset) or bool(
            revised.search(facts.text, *q.sentence)
        )
    return answers


def is_difference(facts: Facts, q: Quantity) -> bool:
    """As in "44 fewer applications", "12 casos más": a number that says by how much two others differ."""
    behind = _BEHIND.match(facts.text, q.end, min(q.sentence[1], q.end + 60))
    words = behind.group().split() if behind else []
    text = " ".join(words)
    found = apart("difference", facts.language).search(text)
    return found is not None and not re.search(r"\d|[.;:]", text[: found.start()])


def is_other(facts: Facts, q: Quantity) -> bool:
    """Whether words at it make a number a difference or a rest: "another 12", "12 fewer", "only 12 of those"."""
    return q.index in facts.of(_others)


def _others(facts: Facts) -> frozenset[int]:
    return frozenset(
        q.index for q in facts.of(quantities) if q.cell is None and _is_other(facts, q)
    )


def _is_other(facts: Facts, q: Quantity) -> bool:
    if (
        q.delta
        or is_difference(facts, q)
        or is_negative(facts, q)
        or _right_before(facts, q, "another")
    ):
        return True
    return of_those(facts, q) and _right_before(facts, q, "only")


def is_negative(facts: Facts, q: Quantity) -> bool:
    """Whether a number is told with a minus: what one figure lacks to another."""
    return _MINUS.search(facts.text[max(0, q.start - 2) : q.start]) is not None


def _right_before(facts: Facts, q: Quantity, name: str) -> bool:
    before = facts.text[max(q.sentence[0], q.start - 30) : q.start].rstrip()
    return any(
        found.end() >= len(before) - _BETWEEN
        for found in apart(name, facts.language).finditer(before)
    )


def of_those(facts: Facts, q: Quantity) -> bool:
    """Whether "of those", "из них" stands right behind a number and its noun."""
    behind = max(q.end, q.group.end if q.group.end < q.end + 80 else 0)
    last = min(q.sentence[1], behind + 24)
    found = apart("of_those", facts.language).search(facts.text, behind, last)
    return found is not None and not facts.text[behind : found.start()].strip()
