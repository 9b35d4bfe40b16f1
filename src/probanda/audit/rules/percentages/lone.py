"""A percentage without its number beside it: "912 of the 1,552 houses were burned. … 59 per cent of the houses".

It is explained when any two numbers of its paragraph, of the sentences around it or of a row of a table that it
names give it. When none do, it is held against the one pair that its own words name: a part whose clause and a
whole whose noun stand in the sentence of the percentage again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.lexicon import field
from probanda.audit.reckoning import counts_same
from probanda.audit.rules.percentages.clauses import clause_of
from probanda.audit.rules.percentages.fit import fits, loose, wrong
from probanda.audit.rules.percentages.moves import sentences_before, turns
from probanda.audit.rules.percentages.nearby import before
from probanda.audit.rules.percentages.shares import shares
from probanda.audit.rules.percentages.slices import slice_told
from probanda.audit.rules.percentages.tabled import lines_across
from probanda.audit.rules.percentages.worded import parts_between
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["lone_shares"]

#: More numbers than these around a percentage, and two of them always give it.
_MOST = 9
_UNITS = frozenset({"count", "measure", "money"})
_SENTENCES = 3
#: A percentage that is farther off than so many points is of something else; and smaller parts are too common.
_FAR, _LEAST = 20, 5


@dataclass(frozen=True, slots=True)
class _Told:
    """A number near a percentage, with the stems of the words around it."""

    q: Quantity
    words: frozenset[str]


def lone_shares(facts: Facts) -> Iterator[Hit]:
    """Percentages that no two numbers around them give, each against the pair that its words name."""
    paired = {share.percent.index for share in facts.of(shares)}
    for listed in facts.of(by_sentence):
        percents = [q for q in listed if q.unit == "percent"]
        for p in percents:
            if (
                p.index in paired
                or p.spoken
                or p.of is not None
                or not 1 < p.value < 100
                or turns(facts, *p.sentence)
                or field("overlapping", facts.language).search(facts.text, *p.sentence)
            ):
                continue
            said = stems(clause_of(facts, p, percents))
            pair = _near(facts, p, said, listed) or _in_table(facts, p, said)
            if pair is not None:
                yield replace(wrong(p, *pair), severity="warning")
            elif not _given(facts, p) and (hit := slice_told(facts, p, percents)) is not None:
                yield hit


def _usable(q: Quantity) -> bool:
    return q.unit in _UNITS and q.value >= _LEAST and not loose(q)


def _explained(p: Quantity, pool: list[Quantity]) -> bool:
    """Whether two numbers give a percentage, as a share, as what is left of one, or as a change."""
    return any(
        fits(p, each, whole, a, b)
        for a, b in combinations(pool, 2)
        for part, whole in [sorted((a.value, b.value))]
        for each in (part, whole - part)
    ) or any(q.unit == "percent" and q.value == 100 - p.value for q in pool)


def _given(facts: Facts, p: Quantity) -> bool:
    """Whether two numbers of its own paragraph and the one before give a percentage."""
    rows = (facts.of(by_block).get(index, ()) for index in before(facts, p.block, 1))
    return _explained(p, [q for row in rows for q in row if _usable(q)][-_MOST * 2 :])


def _near(
    facts: Facts, p: Quantity, said: frozenset[str], listed: list[Quantity]
) -> tuple[Quantity, Quantity] | None:
    """The part and the whole in the sentences around a percentage that its words name, when nothing gives it."""
    own = facts.of(by_block).get(p.block, [])
    earlier = sentences_before(facts, p.sentence, p.block, _SENTENCES, 1)
    behind = min((q.sentence for q in own if q.sentence[0] >= p.sentence[1]), default=None)
    glossed = [
        q
        for note in facts.document.notes_near(*p.sentence)
        for block in [facts.document.block_of(note.start)]
        if block is not None
        for q in facts.of(by_block).get(block.index, ())
        if note.start <= q.start < note.end
    ]
    rows = [*earlier, [q for q in own if q.sentence == behind], glossed]
    fractions = [
        part for row in (*rows, listed) if row for part in parts_between(facts, *row[0].sentence)
    ]
    near = [
        q
        for row in (listed, *rows)
        for q in row
        if _usable(q) and not any(part.start <= q.start < part.end for part in fractions)
    ]
    if not 2 <= len({q.value for q in near}) <= _MOST:
        return None
    if _explained(p, [q for q in {*near, *own} if _usable(q)]):
        return None
    known = facts.of(quantities)
    parts = {share.part.index for share in facts.of(shares)}
    told = [
        _Told(q, stems(clause_of(facts, q, near)) | stems(q.group.text))
        for q in near
        if q.index not in parts
    ]
    glosses = field("glossed", facts.language)
    after = behind is not None and bool(glosses.match(facts.text, behind[0]))
    follows = bool(glosses.match(facts.text, p.sentence[0]))
    tied = [
        (each, known[base])
        for each in told
        for base in [each.q.of if each.q.of is not None else each.q.whole]
        if base is not None
    ]
    if len({(each.q.value, whole.value) for each, whole in tied}) == 1:
        each, whole = tied[0]
        beside = (follows and earlier and each.q in earlier[0]) or each.q in glossed
        beside = beside or (after and each.q.sentence == behind)
        same = not p.group.head or p.group.head == whole.group.head
        if _apart(facts, each.q, whole) and (
            beside or (same and _likely(p, each.q, whole, _shared(said, each.words)))
        ):
            return each.q, whole
    return _named(facts, p, said, told)


def _likely(p: Quantity, part: Quantity, whole: Quantity, shared: int) -> bool:
    """Whether a percentage is meant of two numbers: by two words of theirs, or one and all figures but one."""
    true = (part.value * 100 / whole.value).quantize(Decimal(1).scaleb(-p.decimals))
    if digits_apart(true, p.value):
        return shared >= 1
    return shared >= 2 and abs(true - p.value) <= _FAR


def _shared(said: frozenset[str], words: frozenset[str]) -> int:
    return sum(any(alike(a, b) for b in words) for a in said)


def _apart(facts: Facts, part: Quantity, whole: Quantity) -> bool:
    """Whether a part may be of a whole: smaller, of one unit, counted in one thing."""
    return (
        part.value < whole.value
        and part.unit == whole.unit
        and part.unit_word == whole.unit_word
        and part.start != whole.start
        and counts_same(whole, part, language_tables(facts.language))
    )


def _named(
    facts: Facts, p: Quantity, said: frozenset[str], told: list[_Told]
) -> tuple[Quantity, Quantity] | None:
    """The whole whose noun, and the part whose clause a sentence names again; None when two may be meant."""
    marked = bool(field("rate", facts.language).search(facts.text, *p.sentence))
    wholes = [
        each.q
        for each in told
        if (p.group.head and each.q.group.head == p.group.head)
        or (marked and each.q.value == max(t.q.value for t in told))
    ]
    if not wholes:
        return None
    whole = max(wholes, key=lambda q: q.value)
    noun = stems(whole.group.text)
    marks = [
        (_shared(said - noun, each.words - noun), each.q)
        for each in told
        if _apart(facts, each.q, whole)
    ]
    best = max(marks, key=lambda mark: mark[0], default=None)
    if best is None or len({q.value for count, q in marks if count == best[0]}) != 1:
        return None
    only = 1 if len(marks) == 1 else 0  # the one number that may be a part
    counted = 1 if p.group.head and p.group.head == whole.group.head else 0
    return (best[1], whole) if _likely(p, best[1], whole, best[0] + max(only, counted)) else None


def _in_table(facts: Facts, p: Quantity, said: frozenset[str]) -> tuple[Quantity, Quantity] | None:
    """The two cells of the row that a sentence names under the two heads that it names."""
    for row in lines_across(facts, p.sentence):
        cells = [q for q, _ in row if q.unit == "count" and q.value > 0]
        if any(q.unit == "percent" for q, _ in row) or _explained(p, cells):
            return None
        named = [q for q, head in row if q in cells and _shared(said, head)]
        values = {q.value: q for q in named if _usable(q)}
        if len(values) == 2:
            return values[min(values)], values[max(values)]
    return None
