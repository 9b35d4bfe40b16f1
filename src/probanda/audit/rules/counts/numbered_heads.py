"""A report's own count of its cases against their numbered heads: "four incidents" over Incident 1 … Incident 5.

The heads must count from 1 without a gap, and the sentence must say that the report tells so many.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.reckoning import alike
from probanda.audit.rules.registry import Hit

__all__ = ["numbered_heads"]

#: Heads of one noun at least, and at most: more are pages or notes.
_LEAST, _MOST = 3, 60
_HEAD = re.compile(
    r"\W*(?P<noun>[^\W\d_]{3,20})\s+(?:(?:№|nº|n°|no\.?|número|номер|num\.?|#)\s*)?(?P<n>\d{1,2})\s*(?:[.:)—–-]|\Z)",
    re.IGNORECASE,
)


def numbered_heads(facts: Facts) -> Iterator[Hit]:
    """Numbers of cases that a report says it tells, and that its heads don't count."""
    heads = _heads(facts)
    for q in facts.of(quantities) if heads else ():
        if q.unit != "count" or not q.exact or q.spoken or q.subset or q.of is not None or q.cell:
            continue
        listed = next((own for noun, own in heads.items() if alike(noun, q.group.head)), None)
        if listed is None or not 2 <= q.value <= _MOST or q.delta or q.block >= listed[0].index:
            continue
        told = field("report_tells", facts.language).search(facts.text, *q.sentence)
        off = abs(len(listed) - q.value)
        if told and 0 < off <= max(1, len(listed) // 5):
            yield Hit(
                q.start,
                max(q.end, q.group.end),
                f"{q.shown} {q.group.text} are announced, {len(listed)} are listed.",
                "Correct the number, or complete the list.",
                tuple((b.start, min(b.end, b.start + 60)) for b in listed[:12]),
                "warning",
            )


def _heads(facts: Facts) -> dict[str, list[Block]]:
    """The blocks that open with a noun and a number, by the stem of the noun, where they count from 1."""
    language = language_tables(facts.language)
    found: dict[str, list[tuple[int, Block]]] = defaultdict(list)
    for block in facts.document.blocks:
        head = _HEAD.match(facts.text, block.start, min(block.end, block.start + 60))
        if head and block.kind in {"heading", "paragraph", "list-item"}:
            found[language.stem(head["noun"].lower())].append((int(head["n"]), block))
    return {
        noun: [block for _, block in own]
        for noun, own in found.items()
        if _LEAST <= len(own) <= _MOST and [n for n, _ in own] == list(range(1, len(own) + 1))
    }
