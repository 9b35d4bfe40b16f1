"""“The remaining nine” and “they were heard in nine” after “in 13 of the forty they were not heard”: what is left.

A remainder is held against the numbers told before it: some whole less some of its parts must give it. A statement
and its negation divide a whole as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.listing import Entry, Listing, listing
from probanda.audit.rules.ranks.labelled import alike, stems

__all__ = ["Remainder", "remainders"]

_NOT = re.compile(
    r"(?<!\w)(?:not|never|no|nobody|without|n't|не|ни|нет|без|никто|no|nunca|sin|nadie|ne|n'\w+|pas|sans|jamais"
    r"|deyil)"
    r"(?!\w)",
    re.IGNORECASE,
)
#: Numbers of a paragraph that are tried in every sum.
_MOST = 14


@dataclass(frozen=True, slots=True)
class Remainder:
    """A whole, the parts told of it, and what is said to be left, which they don't leave."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    left: Quantity


def remainders(facts: Facts) -> tuple[Remainder, ...]:
    """Every remainder and every negation that the numbers before it don't leave."""
    language = language_tables(facts.language)
    found: list[Remainder] = []
    for index, rows in facts.of(by_block).items():
        if facts.document.blocks[index].kind == "cell":
            continue
        counts = [q for q in rows if q.unit == "count" and not q.spoken and not q.each]
        lists = [
            listing(facts, sentence, list(group))
            for sentence, group in itertools.groupby(counts, key=lambda q: q.sentence)
        ]
        for place, own in enumerate(lists):
            found.extend(_left(own, lists[max(0, place - 3) : place], language))
            found.extend(_negated(facts, own, lists[place + 1 : place + 2]))
    return tuple(found)


def _left(own: Listing, earlier: Sequence[Listing], language: Language) -> Iterator[Remainder]:
    for entry in own.numbers:
        left = entry.q
        if left is None or not entry.rest or not left.exact or left.of is not None:
            continue
        before = [
            e.q
            for lists in (*earlier, own)
            for e in lists.numbers
            if e.start < entry.start and e.q is not None and e.exact and not e.rest
        ][-_MOST:]
        values = [q.value for q in before]
        if not values or _leaves(values, left.value):
            continue
        pair = _pair(before, left)
        if pair is not None:
            yield Remainder(pair[0], (pair[1],), left)


def _leaves(values: list[Decimal], left: Decimal) -> bool:
    """Whether some number less one to four others is what is left, or the remainder is told as a whole before."""
    if left in values:
        return True
    for whole in {value for value in values if value > left}:
        others = [value for value in values if value < whole]
        for size in range(1, 5):
            if any(sum(some) == whole - left for some in itertools.combinations(others, size)):
                return True
    return False


def _pair(before: list[Quantity], left: Quantity) -> tuple[Quantity, Quantity] | None:
    """The last part told of a whole, and the whole; both near enough to what is left."""
    by_index = {q.index: q for q in before}
    for part in reversed(before):
        whole = by_index.get(part.of if part.of is not None else -1)
        if whole is None and part.whole is not None and part.subset != "including":
            whole = by_index.get(part.whole)
        if whole is None or whole.value <= max(part.value, left.value):
            continue
        if abs(whole.value - part.value - left.value) * 10 <= whole.value * 3:
            return whole, part
    head = left.group.head
    same = [q for q in before if (head and q.group.head == head) or _close_words(q, left)]
    if len(same) >= 2:
        part = same[-1]
        wholes = [q for q in same[:-1] if q.value > part.value + left.value / 2]
        near = [q for q in wholes if abs(q.value - part.value - left.value) * 4 <= q.value]
        if near:
            return min(near, key=lambda q: abs(q.value - part.value - left.value)), part
    return None


def _close_words(q: Quantity, left: Quantity) -> bool:
    one, other = q.group.head, left.group.head
    return bool(one and other) and alike(one, other)


def _negated(facts: Facts, own: Listing, following: Sequence[Listing]) -> Iterator[Remainder]:
    """As in "in 13 of the forty he had not been heard; he was heard in nine"."""
    text = facts.text
    for first in own.outer:
        if first.q is None or first.q.of is None:
            continue
        whole = next((e.q for e in own.numbers if e.q and e.q.index == first.q.of), None)
        if whole is None or not first.exact:
            continue
        later = [e for e in own.outer if e.start > whole.start] or [
            e for lists in following for e in lists.outer[:1]
        ]
        for other in later[:1]:
            if other.q is None or not other.exact or other.q.of is not None:
                continue
            here = _clause(text, whole.end, own.sentence[1])
            there = _clause_around(text, other)
            if bool(_NOT.search(here)) == bool(_NOT.search(there)):
                continue
            counted = stems(whole.group.text)
            shared = [a for a in stems(here) - counted for b in stems(there) if alike(a, b)]
            if not shared or other.value > whole.value or other.q.definite:
                continue
            rest = whole.value - first.value - other.value
            if any(e.value == rest for lists in (own, *following) for e in lists.numbers):
                continue
            if first.value + other.value != whole.value and not _unsure(text, other):
                yield Remainder(whole, (first.q,), other.q)


def _clause(text: str, start: int, end: int) -> str:
    return re.split(r"[;:.]\s|,\s", text[start:end])[0]


def _clause_around(text: str, entry: Entry) -> str:
    before = re.split(r"[;:.]\s", entry.gap)[-1]
    return f"{before} {_clause(text, entry.end, entry.end + 160)}"


def _unsure(text: str, entry: Entry) -> bool:
    """Whether a third group is told right behind: "in four the file doesn't say"."""
    return bool(
        re.match(r"[^.]*[,;]\s(?:and|in|в|en|y|и|dans)\s[^.]*\d", text[entry.end : entry.end + 120])
    )
