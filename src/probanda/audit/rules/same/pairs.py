"""Statements of one noun, compared pair by pair; one finding for each odd value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.reckoning import clash, value_range
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.light import is_difference
from probanda.audit.rules.same.likeness import alike, period_key
from probanda.audit.rules.same.replaced import replaced

__all__ = ["bucket", "clusters", "comparable", "conflict", "said"]

#: Statements of one bucket that each is compared with: the ones next before it.
_BEFORE = 24
#: Units of size and length: two files, rooms or roads have two sizes, and nothing conflicts.
_MEASURES = frozenset(
    {"byte", "kilobyte", "megabyte", "page", "word", "character", "degree"}
    | {"metre", "meter", "kilometre", "kilometer", "mile", "hectare", "litre", "kilogram", "gram"}
)


def comparable(facts: Facts, q: Quantity, language: Language) -> bool:
    """Whether a quantity may be held against others of its noun."""
    if q.unit not in {"count", "percent"} or q.cell is not None or not q.group.head:
        return False
    if q.spoken or q.delta or q.each or q.of is not None or is_difference(facts, q):
        return False
    if q.group.head.rstrip("s") in _MEASURES:
        return False
    if q.value < 3 and not q.total:
        return False
    if q.unit == "percent" and not q.around.content:
        return False
    head = facts.text[max(q.sentence[0], q.start - 25) : q.start]
    return not re.search(r"(?<!\w)(?:from|another|[-–])\s*\Z", head) or q.total


def bucket(
    facts: Facts,
    members: list[Quantity],
    common: frozenset[str],
    language: Language,
    told: set[tuple[int, int]],
) -> Iterator[Hit]:
    """Pairs of one bucket, by what they share, so that long documents stay linear."""
    groups: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for q in members:
        actions = q.around.actions | q.group.actions or frozenset({""})
        for action in sorted(actions):
            groups[action, period_key(q)].append(q)
            if period_key(q) is not None:
                groups[action, None].append(q)
    compared: set[tuple[int, int]] = set()
    found: list[tuple[Quantity, Quantity, int]] = []
    ranges = {q.index: value_range(q) for q in members}
    for group in groups.values():
        for place, b in enumerate(group):
            low, high = ranges[b.index]
            for a in group[max(0, place - _BEFORE) : place]:
                if ranges[a.index][0] <= high and low <= ranges[a.index][1]:
                    continue  # both can hold
                key = (min(a.index, b.index), max(a.index, b.index))
                if key in compared or a.sentence == b.sentence:
                    continue
                compared.add(key)
                if not clash(a, b):
                    continue
                likeness = alike(facts, a, b, common, language)
                if (
                    likeness.grade >= 2
                    and key not in told
                    and not replaced(facts, a, b).get("name_replaced")
                ):
                    told.add(key)
                    found.append((a, b, likeness.grade))
    yield from clusters(facts, found)


def clusters(facts: Facts, found: list[tuple[Quantity, Quantity, int]]) -> Iterator[Hit]:
    """One finding for each odd value, not one for each pair: the value said least often is the odd one."""
    mentions: dict[object, set[int]] = defaultdict(set)
    for a, b, _ in found:
        mentions[a.value].add(a.index)
        mentions[b.value].add(b.index)
    odd: dict[int, tuple[Quantity, list[Quantity], int]] = {}
    for a, b, grade in found:
        first, second = sorted((a, b), key=lambda q: q.start)
        if len(mentions[first.value]) < len(mentions[second.value]):
            first, second = second, first
        kept = odd.setdefault(second.index, (second, [], 0))
        odd[second.index] = (kept[0], [*kept[1], first], max(kept[2], grade))
    for second, others, grade in odd.values():
        yield conflict(facts, others, second, grade >= 3)


def conflict(facts: Facts, others: list[Quantity], b: Quantity, sure: bool) -> Hit:
    """The finding for a value and the others that it contradicts."""
    a = others[0]
    return Hit(
        b.start,
        max(b.end, b.group.end if b.start < b.group.end < b.end + 80 else b.end),
        f"Here {said(facts, b)}, elsewhere {said(facts, a)}.",
        "Use one number in all places, or say what tells the two apart.",
        tuple((q.start, q.end) for q in others),
        None if sure else "warning",
    )


def said(facts: Facts, q: Quantity) -> str:
    """A quantity with its bound and its noun, for messages."""
    words = f"{q.bound.replace('_', ' ')} " if not q.exact else ""
    return f"{words}{_written(facts, q)} {q.group.text}".strip()


def _written(facts: Facts, q: Quantity) -> str:
    """The number; as in the text when it has a word in it: "240.5 million", "24 тыс."."""
    text = facts.quote(q.start, q.end)
    scaled = text[:1].isdigit() and text[-1:].isalpha()
    return f"{'$' if q.unit_word == '$' else ''}{text}" if scaled else q.shown
