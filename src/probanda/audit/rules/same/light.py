"""Words around a quantity that do not tell it from another one, and words that always do."""

from __future__ import annotations

import re

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.same.apart import apart

__all__ = ["is_difference", "is_other", "narrowed"]


#: Up to three words behind a number.
_BEHIND = re.compile(r"(?:\s+[^\W\d_]+){1,3}")
#: A short word may stand between "only" and the number: "only about 12".
_BETWEEN = 6
#: Words that make one quantity another one, wherever they stand beside it.
_NARROW = re.compile(
    r"(?<!\w)(?:only|alone|another|additional\w*|further|others?|remaining|at one"
    r"|in one|of them|of these|of those|of whom|of which|among them|among these|each"
    r"|per|average|annually|every|would|could|should|if|planned|expected|capacity"
    r"|at the time|previously|initially|until then|so far|by then|later|subsequently"
    r"|eventually|by (?:then|mid|early|late|the end|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December))|rose|fell|increased|decreased|up from|down from|compared|first|second"
    r"|third|last|latest)(?!\w)",
    re.IGNORECASE,
)


_REVISED = re.compile(
    r"(?<!\w)(?:revised|corrected|updated|clarif\w+|later (?:rose|increased|grew)"
    r"|have increased|уточн\w+|actualizad\w+|earlier report|previous report|initial\w*)(?!\w)",
    re.IGNORECASE,
)


def narrowed(facts: Facts) -> dict[int, bool]:
    """Quantities whose own part of the sentence makes them something apart."""
    answers: dict[int, bool] = {}
    for q in facts.of(quantities):
        if q.cell is not None:
            continue
        first = max(q.sentence[0], q.start - 30)
        last = min(q.sentence[1], max(q.end, q.group.end) + 18)
        region = facts.text[first:last]
        if facts.text[last : last + 1].isalnum():
            region = re.sub(r"\w+\Z", "", region)  # half a word: "last" of "lasted"
        answers[q.index] = (bool(_NARROW.search(region)) and not q.subset) or bool(
            _REVISED.search(facts.text, *q.sentence)
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
    """Whether the words at it make a number a difference or one part: "only 12", "another 12", "12 fewer"."""
    if q.delta or is_difference(facts, q):
        return True
    before = facts.text[max(q.sentence[0], q.start - 30) : q.start].rstrip()
    return any(
        found.end() >= len(before) - _BETWEEN
        for found in apart("only", facts.language).finditer(before)
    )
