"""A statement and its negation divide a whole: “in 13 of the forty they were not heard; they were heard in nine”.

What is told as *left* ("the remaining nine") is held against its whole in `remainders`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.listing import Entry, Listing, listing
from probanda.audit.rules.ranks.labelled import alike, stems

__all__ = ["Negation", "negations"]

_NOT = re.compile(
    r"(?<!\w)(?:not|never|no|nobody|without|n't|не|ни|нет|без|никто|no|nunca|sin|nadie|ne|n'\w+|pas|sans|jamais"
    r"|deyil)"
    r"(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Negation:
    """A whole, those of it to whom something happened, and those to whom it did not, which don't make it."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    left: Quantity


def negations(facts: Facts) -> tuple[Negation, ...]:
    """Every statement and negation that don't make their whole."""
    found: list[Negation] = []
    for index, rows in facts.of(by_block).items():
        if facts.document.blocks[index].kind == "cell":
            continue
        counts = [q for q in rows if q.unit == "count" and not q.spoken and not q.each]
        lists = [
            listing(facts, sentence, list(group))
            for sentence, group in itertools.groupby(counts, key=lambda q: q.sentence)
        ]
        for place, own in enumerate(lists):
            found.extend(_negated(facts, own, lists[place + 1 : place + 2]))
    return tuple(found)


def _negated(facts: Facts, own: Listing, following: Sequence[Listing]) -> Iterator[Negation]:
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
                yield Negation(whole, (first.q,), other.q)


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
