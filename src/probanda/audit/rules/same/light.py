"""Words around a quantity that do not tell it from another one, and words that always do."""

from __future__ import annotations

import re

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts

__all__ = ["is_difference", "is_other", "narrowed"]


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


#: Words behind a number that make it a difference.
_DIFFERENCE = re.compile(
    r"\s+(?:[^\W\d_]+\s+){0,2}(?:fewer|more|less|higher|lower|больше|меньше|более|менее|выше|ниже|más|menos"
    r"|de plus|de moins|artıq|az)(?!\w)(?!\s+than\s+(?:once|one)(?!\w))",
    re.IGNORECASE,
)


def is_difference(facts: Facts, q: Quantity) -> bool:
    """As in "44 fewer applications", "12 casos más": a number that says by how much two others differ."""
    return _DIFFERENCE.match(facts.text, q.end, min(q.sentence[1], q.end + 60)) is not None


#: Words before a number that make it a part.
_ONLY = re.compile(
    r"(?<!\w)(?:only|just|merely|another|a further|an additional|the other|the remaining|только|лишь|ещё|еще|остальны\w+"
    r"|другие|s[oó]lo|solamente|únicamente|apenas|otr[oa]s|l[oa]s restantes|seulement|seuls?|autres|yalnız|daha|cəmi)"
    r"\s+(?:(?:about|some|in|at|в|en|à)\s+)?\Z",
    re.IGNORECASE,
)


def is_other(facts: Facts, q: Quantity) -> bool:
    """Whether the words at the number say that it is a difference or one part: "only 12", "another 12", "12 fewer"."""
    before = facts.text[max(q.sentence[0], q.start - 24) : q.start]
    return q.delta or is_difference(facts, q) or _ONLY.search(before) is not None
