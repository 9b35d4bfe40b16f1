"""A rate told apart from its numbers: "198 were implemented in full. The share implemented was 56 per cent."

The percentage has no number beside it. It is explained when any two numbers of the sentences around it give it;
when none do, and few numbers stand there, the part that shares its words is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.fit import fits, loose, wrong
from probanda.audit.rules.percentages.moves import sentences_before, turns
from probanda.audit.rules.percentages.shares import shares
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit

__all__ = ["glosses", "rates"]

#: More numbers than these around a rate, and two of them always give it.
_MOST = 7


def rates(facts: Facts) -> Iterator[Hit]:
    """Rates that no two numbers around them give."""
    rate = field("rate", facts.language)
    paired = {share.percent.index for share in facts.of(shares)}
    for listed in facts.of(by_sentence):
        percents = [q for q in listed if q.unit == "percent"]
        if len(percents) != 1 or percents[0].index in paired or percents[0].spoken:
            continue
        p = percents[0]
        found = rate.search(facts.text, p.sentence[0], min(p.sentence[1], p.end + 30))
        if not found or p.of is not None or not 1 < p.value < 100 or turns(facts, *p.sentence):
            continue
        earlier = sentences_before(facts, p.sentence, p.block)
        near = [
            q
            for row in (listed, *earlier)
            for q in row
            if q.unit == "count" and q.value >= 3 and not loose(q) and q.block == p.block
        ]
        if not 2 <= len(near) <= _MOST:
            continue
        told = [q for q in facts.of(by_block).get(p.block, ()) if q.unit == "count"]
        if any(
            fits(p, a.value, b.value, a, b)
            for a in told
            for b in told
            if 0 < a.value <= b.value and a is not b
        ):
            continue
        pair = _pair(facts, p, near)
        if pair is not None:
            yield replace(wrong(p, *pair), severity="warning")


def glosses(facts: Facts) -> Iterator[Hit]:
    """Percentages whose numbers stand in their note, or in a next sentence: "This means that 70 of 118"."""
    paired = {share.percent.index for share in facts.of(shares)}
    known = facts.of(quantities)
    for listed in facts.of(by_sentence):
        percents = [q for q in listed if q.unit == "percent"]
        if len(percents) != 1 or percents[0].index in paired or percents[0].spoken:
            continue
        p = percents[0]
        if p.of is not None or turns(facts, *p.sentence) or any(q.of is not None for q in listed):
            continue
        pairs = [
            (q, known[q.of])
            for row in _gloss(facts, p)
            for q in row
            if q.unit == "count"
            and q.of is not None
            and known[q.of].unit == "count"
            and not loose(q)
        ]
        if len({(a.value, b.value) for a, b in pairs}) != 1:
            continue
        part, whole = pairs[0]
        if not 0 < part.value <= whole.value:
            continue
        if any(
            fits(p, each, whole.value, part, whole)
            for each in (part.value, whole.value - part.value)
        ):
            continue
        yield replace(wrong(p, part, whole), severity="warning")


def _gloss(facts: Facts, p: Quantity) -> Iterator[list[Quantity]]:
    """The quantities of the notes of a sentence, and of the next sentence when it says the same again."""
    rows = facts.of(by_block)
    for note in facts.document.notes_near(*p.sentence):
        block = facts.document.block_of(note.start)
        if block is not None:
            yield [q for q in rows.get(block.index, ()) if note.start <= q.start < note.end]
    own = rows.get(p.block, ())
    after = min((q.sentence for q in own if q.sentence[0] >= p.sentence[1]), default=None)
    if after is not None and field("glossed", facts.language).match(facts.text, after[0]):
        yield [q for q in own if q.sentence == after]


def _pair(facts: Facts, p: Quantity, near: list[Quantity]) -> tuple[Quantity, Quantity] | None:
    """The part whose words the rate repeats, or that is left at the end, and the largest number as its base."""
    whole = max(near, key=lambda q: q.value)
    parts = [q for q in near if q.value < whole.value and q.exact]
    said = stems(facts.text[slice(*p.sentence)])
    own = [q for q in parts if q.sentence == p.sentence]
    if own:
        return own[-1], whole
    for side in (_behind, _before):
        marks = [
            (sum(any(alike(a, b) for b in said) for a in stems(side(facts, q, near))), q)
            for q in parts
        ]
        best = max(marks, key=lambda pair: pair[0], default=None)
        if best is not None and best[0] and sum(count == best[0] for count, _ in marks) == 1:
            return best[1], whole
    return None


def _behind(facts: Facts, q: Quantity, near: list[Quantity]) -> str:
    """What stands behind a number, up to the next."""
    after = [each.start for each in near if each.start > q.start and each.sentence == q.sentence]
    return facts.text[q.end : min([*after, q.sentence[1]])]


def _before(facts: Facts, q: Quantity, near: list[Quantity]) -> str:
    """What stands before a number, back to the one before."""
    since = [each.end for each in near if each.end < q.start and each.sentence == q.sentence]
    return facts.text[max([*since, q.sentence[0]]) : q.start]
