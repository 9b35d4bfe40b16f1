"""Parts that are told in paragraphs of their own, behind the one that tells their whole.

"In Arlan there were 71 raids …", "In Borv there were 52 raids …": paragraphs of one build, one behind the other,
each with words of its own; or two that stand under labels which leave no third. A sum that is close to the whole
told before them, and is told nowhere near, is no accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from probanda.audit.document import Block
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import counts_same, noun_left_out
from probanda.audit.rules.percentages.moves import turn_of
from probanda.audit.rules.percentages.opposites import tags
from probanda.audit.rules.ranks.labelled import stems
from probanda.audit.rules.wholes.complete import MORE_THAN_ONE, added, is_listed
from probanda.audit.rules.wholes.moved import at_rest, of_other_days
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["Apart", "apart"]

#: Paragraphs that may be the parts of one whole, and blocks among which they stand.
_MOST, _FAR = 9, 14
#: A whole below this is met by accident.
_LEAST = 15
#: How far a sum may miss its whole: of two parts, of more, where one figure differs.
_TWO, _MORE, _ONE_FIGURE = Decimal("0.03"), Decimal("0.08"), Decimal("0.25")
_LARGE = 100
#: A heading between paragraphs of one run; letters behind a number among which its label stands.
_SHORT = 80
_BESIDE = {"footnote", "running", "figure", "caption", "quote"}


@dataclass(frozen=True, slots=True)
class Apart:
    """A whole and the parts, told apart from it, that miss it."""

    whole: Quantity
    parts: tuple[Quantity, ...]


def apart(facts: Facts) -> Iterator[Apart]:
    """Every whole that the paragraphs behind it nearly make."""
    language = language_tables(facts.language)
    blocks = facts.document.blocks
    firsts = {block.index: _first(facts, block, language) for block in blocks}
    told: set[int] = set()
    for place, block in enumerate(blocks):
        if block.kind != "paragraph" or block.index not in facts.of(by_block):
            continue
        parts = _run(blocks[place + 1 : place + 1 + _FAR], firsts)
        for size in {2, 3, len(parts)}:
            if 2 <= size <= min(len(parts), _MOST):
                whole = _whole(facts, parts[:size], block.index, language)
                if whole is not None and whole.start not in told:
                    told.add(whole.start)
                    yield Apart(whole, tuple(parts[:size]))


def _run(blocks: Sequence[Block], firsts: dict[int, Quantity | None]) -> list[Quantity]:
    """The first numbers of paragraphs behind each other."""
    parts: list[Quantity] = []
    for block in blocks:
        if block.kind in _BESIDE or (block.kind == "heading" and block.end - block.start < _SHORT):
            continue
        first = firsts[block.index]
        if block.kind != "paragraph" or first is None:
            break
        parts.append(first)
    return parts


def _first(facts: Facts, block: Block, language: Language) -> Quantity | None:
    """The first number of things that a paragraph tells; none where it is not one that may be a part."""
    for q in at_rest(facts, facts.of(by_block).get(block.index, ())):
        if not is_listed(q) or q.delta or q.of is not None:
            continue
        if not q.group.head and not noun_left_out(q, language):
            continue
        part = q.exact and not q.total and q.subset != "including"
        return q if part and turn_of(facts, q, q.sentence[0]) is None else None
    return None


def _whole(facts: Facts, parts: list[Quantity], block: int, language: Language) -> Quantity | None:
    """The number before the parts that their sum misses by little, if nothing explains the rest."""
    rows = facts.of(by_block)
    total = added(parts)
    near = [
        q
        for index in range(max(0, block - 2), parts[-1].block + 2)
        for q in rows.get(index, ())
        if q.unit == "count"
    ]
    if any(q.value == total for q in near):
        return None
    least = max(Decimal(_LEAST), max(p.value for p in parts) + 1)
    wholes = [
        q
        for q in near
        if q.start < parts[0].sentence[0]
        and q.value >= least
        and abs(q.value - total) <= q.value * _ONE_FIGURE
    ]
    if not wholes or not _alike(facts, parts, language):
        return None
    sexes = _sexes(facts, parts)
    own, made = {p.start for p in parts}, set(accumulate(p.value for p in parts))
    for whole in sorted(at_rest(facts, wholes), key=lambda q: (abs(q.value - total), -q.start)):
        if not _may_be(facts, whole) or not (
            sexes or all(counts_same(whole, p, language) for p in parts)
        ):
            continue
        others = {q.value for q in near if q.start not in own and counts_same(whole, q, language)}
        if whole.value in made or abs(whole.value - total) in others:
            return None
        if _close(total, whole.value, len(parts), sexes=sexes) and not of_other_days(
            facts, whole, parts
        ):
            region = facts.text[whole.end : parts[-1].sentence[1]]
            return None if MORE_THAN_ONE.search(region) else whole
    return None


def _may_be(facts: Facts, q: Quantity) -> bool:
    """Whether a number may be the whole of others: exact, with a noun, itself no part and no change."""
    if not (is_listed(q) and q.exact and q.group.head) or q.subset or q.delta or q.of is not None:
        return False
    return turn_of(facts, q, q.sentence[0]) is None


def _sexes(facts: Facts, parts: Sequence[Quantity]) -> bool:
    """Whether two numbers stand each under one of two labels that leave no third."""
    if len(parts) != 2:
        return False
    found = [
        tags(facts.text[q.end : min(q.sentence[1], q.end + _SHORT)], facts.language) for q in parts
    ]
    labels = {tag for each in found for tag, _ in each[:1]}
    return len(labels) == 2 and len({tag.partition(".")[0] for tag in labels}) == 1


def _close(total: Decimal, whole: Decimal, size: int, *, sexes: bool) -> bool:
    """Whether a sum misses a whole by so little that it must be meant to make it."""
    two = size == 2
    if digits_apart(total, whole) and whole >= _LARGE and (sexes or not two):
        return True
    off = abs(total - whole)
    return off <= whole * (_TWO if two else _MORE) and (sexes or not two or whole >= _LARGE)


def _alike(facts: Facts, parts: Sequence[Quantity], language: Language) -> bool:
    """Whether paragraphs are of one build, each with words of its own up to its number's sentence."""
    if _sexes(facts, parts):
        return True
    heads = {q.group.head for q in parts if q.end <= q.group.start <= q.end + 2}
    if len(heads) > 1 and not heads <= language.persons:
        return False
    blocks = facts.document.blocks
    own = [stems(facts.text[blocks[q.block].start : q.sentence[1]]) for q in parts]
    common = frozenset.intersection(*own)
    counted = frozenset().union(*(stems(q.group.text) for q in parts))
    return all(each - common for each in own) and bool(common - counted)
