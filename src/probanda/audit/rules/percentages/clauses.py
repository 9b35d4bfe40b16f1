"""The words that go with one number of a sentence that has several."""

from __future__ import annotations

import re

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts

__all__ = ["clause_of"]

_CUT = re.compile(
    r"[,;:(—–](?!.*[,;:(—–])|(?<!\w)(?:and|и|а|y|e|et)(?!\w)(?!.*[,;:(—–])", re.DOTALL
)


def clause_of(facts: Facts, q: Quantity, listed: list[Quantity]) -> str:
    """The words that go with a number of a sentence: what stands between two numbers is cut at its last comma."""
    text, (first, last) = facts.text, q.sentence
    own = [each for each in listed if each.sentence == q.sentence]
    since = max([each.end for each in own if each.end <= q.start], default=first)
    until = min([each.start for each in own if each.start >= q.end], default=last)
    before, behind = _CUT.search(text[since : q.start]), _CUT.search(text[q.end : until])
    begin = (
        since + before.end() if before and since > first else q.start if since > first else since
    )
    end = q.end + behind.start() if behind and until < last else until
    return f"{text[begin : q.start]} {text[q.end : end]}"
