"""A share told twice, in per cent and in numbers: "… 59 per cent of the plants. This meant that 70 of the 118 …".

The numbers stand in the sentence before or behind that says the same again, or in the note at the percentage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.fit import fits, loose, wrong
from probanda.audit.rules.percentages.moves import turns
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.registry import Hit

__all__ = ["glossed_fractions", "glossed_shares"]

#: A whole of fewer is hardly spoken of in fractions.
_LEAST = 10


def glossed_shares(facts: Facts) -> Iterator[Hit]:
    """Percentages that the part and the whole told in their gloss don't give."""
    gloss, text = field("glossed", facts.language), facts.text
    rows = [[q for q in row if not q.spoken] for row in facts.of(by_sentence)]
    for one, two in pairwise(rows):
        if not one or not two or one[0].block != two[0].block:
            continue
        if (
            gloss.match(text, two[0].sentence[0])
            and not text[slice(one[0].sentence[1], two[0].sentence[0])].strip()
        ):
            yield from _held(facts, one, two)
            yield from _held(facts, two, one)
    for row in rows:
        for note in facts.document.notes_near(*row[0].sentence) if row else ():
            block = facts.document.block_of(note.start)
            told = facts.of(by_block).get(block.index, ()) if block else ()
            yield from _held(facts, row, [q for q in told if note.start <= q.start < note.end])


def glossed_fractions(facts: Facts) -> Iterator[tuple[Part, Quantity, Quantity]]:
    """Fractions in words that say a part of a whole again, in the sentence behind, with the two numbers."""
    gloss, text = field("glossed", facts.language), facts.text
    for row in facts.of(by_sentence):
        tied, end = _tied(facts, row), row[0].sentence[1]
        block = facts.document.blocks[row[0].block]
        start = next((i for i in range(end, block.end) if not text[i].isspace()), None)
        if len(tied) != 1 or tied[0][1].value < _LEAST or start is None:
            continue
        behind = facts.document.quote_of(start)
        parts = parts_between(facts, *behind)
        if len(parts) == 1 and gloss.match(text, behind[0]) and not turns(facts, *behind):
            yield parts[0], *tied[0]


def _tied(facts: Facts, told: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """The parts among these numbers, each with the whole that the text says it is of."""
    known = facts.of(quantities)
    return [
        (q, known[base])
        for q in told
        for base in [q.of if q.of is not None else q.whole]
        if base is not None and q.unit == known[base].unit == "count" and not loose(q)
    ]


def _held(facts: Facts, said: list[Quantity], told: list[Quantity]) -> Iterator[Hit]:
    """The one percentage of a sentence against the one part of a whole of its gloss."""
    percents, tied = [q for q in said if q.unit == "percent"], _tied(facts, told)
    if len(percents) != 1 or len(tied) != 1 or any(q.unit == "percent" for q in told):
        return
    p, (part, whole) = percents[0], tied[0]
    if not 1 < p.value < 100 or turns(facts, *p.sentence):
        return
    if part.value < whole.value and not loose(whole):
        given = (part.value, whole.value - part.value)
        if not any(fits(p, each, whole.value, part, whole) for each in given):
            yield replace(wrong(p, part, whole), severity="warning")
