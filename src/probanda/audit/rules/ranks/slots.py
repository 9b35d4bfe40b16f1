"""The figures of a ranked row in their slots: percentages with percentages, the things counted with their like.

"Veldt (46 per cent or 528 persons), followed by Orran (14 per cent or 160 persons)" has two slots of two numbers;
"16 raids on 20 houses, followed by 10 raids on 42 houses" one, since raids are what is ranked.
"""

from __future__ import annotations

import re
from collections import defaultdict

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.rules.percentages.worded import parts_between
from probanda.audit.rules.ranks.claims import Claim

__all__ = ["NUMBER_OF", "own_head", "ranked_noun", "slots"]

#: "The largest number of cartridge cases": what is counted.
NUMBER_OF = re.compile(
    r"\s*(?:(?:numbers?|counts?|shares?|cases|part|proportion|количеств\w+|числ\w+|дол\w+)(?:\s+of)?"
    r"|(?:número|cantidad|parte|cifra)?\s*(?<!\w)de(?!\w)|(?:grand\s+)?nombre\s+d[e'’])\s*"
    r"(?:the |these |l[oa]s |les )?"
    r"(?P<what>[^\W\d]+(?:\s+[^\W\d]+)?)",
    re.IGNORECASE,
)


def ranked_noun(facts: Facts, claim: Claim) -> frozenset[str]:
    """Stems of the one or two words that a claim ranks: "the highest number of child victims"."""
    found = NUMBER_OF.match(facts.text, claim.found.end(), claim.sentence[1])
    if found is None:
        return frozenset()
    stem = language_tables(facts.language).stem
    return frozenset(stem(word.lower()) for word in found["what"].split())


def own_head(q: Quantity) -> str:
    """The noun of a number; "" where it is left out, or is the name of whoever has it: "siete de Borv"."""
    return "" if q.group.head in q.around.names else q.group.head


def slots(facts: Facts, claim: Claim, listed: list[Quantity]) -> list[list[Quantity]]:
    """The slots of a sentence that a claim may rank: the things it names or counts first, and percentages."""
    parts = [(part.start, part.end) for part in parts_between(facts, *claim.sentence)]
    wholes = {q.of for q in listed}
    counts: dict[str, list[Quantity]] = defaultdict(list)
    percents, last = [], ""
    for q in listed:
        if q.index in wholes or any(a <= q.start < b for a, b in parts):
            continue
        if q.unit == "percent":
            percents.append(q)
            continue
        head = own_head(q) or last
        counts[head].append(q)
        last = head
    ranked = ranked_noun(facts, claim) & counts.keys()
    behind = [
        head for head, row in counts.items() if any(q.start >= claim.found.end() for q in row)
    ]
    first = next(iter(ranked), next(iter(behind), ""))
    row = counts.get(first, [])
    if first and "" in counts and counts[""][0].start < (row[0].start if row else 0):
        row = sorted([*counts[""], *row], key=lambda q: q.start)
    return [slot for slot in (row, percents) if len(slot) > 1]
