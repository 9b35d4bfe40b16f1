"""Lists of numbers that nearly make a number told near them: a breakdown that misses its whole.

No phrase announces such a breakdown. It is known by its build (numbers in pieces that are built alike, with their
noun left out or each with its own), by the place of the whole (before a colon, in the sentence before, in
the paragraph) and by arithmetic: the sum is close to the whole, and no other number near them explains it. Each of
these is worth points; what has enough of them is worth a reader's look, never more.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import composed
from probanda.audit.listing import Entry, Listing, listing
from probanda.audit.rules.wholes.mains import far_wholes
from probanda.audit.rules.wholes.moved import at_rest
from probanda.audit.rules.wholes.places import ANNOUNCED, opens_parts, wholes, wholes_behind
from probanda.audit.rules.wholes.points import led_alike
from probanda.audit.rules.wholes.weighed import ENOUGH, Breakdown, by_sex, ones_of, weigh

__all__ = ["breakdowns"]

_UNITS = frozenset({"count", "money", "measure", "duration"})
#: A sum from here on is no accident of small numbers.
_LARGE = 50
#: "2,866 were filled; 546, or 16 per cent, were not."
_WERE_NOT = composed(r"(?:\s*,[^,;.]{0,30},)?(?:\s+[^\W\d]+){0,3}?\s+(?:<were_not>)(?!\w)")
#: More entries than this are a table in words.
_MOST, _WIDEST = 12, 16


def breakdowns(facts: Facts) -> tuple[Breakdown, ...]:
    """Every breakdown of the document that misses its whole, by more points than are needed, the surest first."""
    language = language_tables(facts.language)
    found: list[Breakdown] = []
    blocks = facts.document.blocks
    rows = facts.of(by_block)
    before: list[Quantity] = []
    for index, own in rows.items():
        if blocks[index].kind not in {"paragraph", "list-item", "footnote", "quote", "caption"}:
            before = at_rest(facts, _counts(own))
            continue
        counts = _counts(own)
        known = [*before, *counts, *_counts(rows.get(index + 1, []))]
        listings = [
            listing(facts, sentence, at_rest(facts, group))
            for sentence, group in itertools.groupby(counts, key=lambda q: q.sentence)
        ]
        for place, lists in enumerate(listings):
            found.extend(
                _in_listing(
                    facts,
                    lists,
                    listings[:place],
                    listings[place + 1] if place + 1 < len(listings) else None,
                    before,
                    known,
                    language,
                )
            )
        before = at_rest(facts, counts) or before
    found.sort(key=lambda each: -each.score)
    return tuple(found)


def _counts(rows: Sequence[Quantity]) -> list[Quantity]:
    return [q for q in rows if q.unit in _UNITS and not q.spoken and q.cell is None]


def _in_listing(
    facts: Facts,
    own: Listing,
    earlier: list[Listing],
    following: Listing | None,
    before: list[Quantity],
    known: list[Quantity],
    language: Language,
) -> Iterator[Breakdown]:
    if len(own.numbers) > _WIDEST:
        return  # a table in words
    best: Breakdown | None = None
    made = _made(facts, own, known)
    runs = list(_runs(facts, own))
    if following is not None and following.outer and following.outer[0].rest and own.outer:
        rest = following.outer[0]  # "148 …, 57 … and 26. The remaining 41 …"
        behind = [own.outer[skip:] for skip in range(min(3, len(own.outer)))]
        runs = [(*run, rest) for run in (*behind, *own.nested.values())]
    for parts in runs:
        total = sum((part.value for part in parts), Decimal(0))
        alone = total not in {e.value for e in own.numbers} and total in {q.value for q in known}
        told = any(part.start in made for part in parts)
        if told and not (alone and by_sex(facts, parts)):
            continue
        for whole, points, link in (
            *wholes(facts, own, parts, earlier, before),
            *wholes_behind(facts, own, following, parts),
        ):
            if told and whole.sentence != own.sentence:
                continue  # men and women are all of the number before them in their sentence only
            candidate = weigh(facts, whole, parts, points, link, known, language)
            if candidate is not None and (best is None or candidate.score > best.score):
                best = candidate
    far = _far(facts, own, runs, known, made, language)
    if best is None or (far is not None and far.score > best.score):
        best = far
    if best is not None and best.score >= ENOUGH:
        yield best


def _far(
    facts: Facts,
    own: Listing,
    runs: Sequence[tuple[Entry, ...]],
    known: list[Quantity],
    made: set[int],
    language: Language,
) -> Breakdown | None:
    """The surest breakdown of a whole that the document tells elsewhere."""
    best: Breakdown | None = None
    for parts in runs:
        sexes = by_sex(facts, parts)
        if parts[0] is not own.outer[0] and not sexes:
            continue
        if (len(parts) < 3 and not sexes) or any(p.start in made for p in parts):
            continue
        for whole, points in far_wholes(facts, parts):
            candidate = weigh(facts, whole, parts, points, "", known, language)
            if candidate is not None and (best is None or candidate.score > best.score):
                best = candidate
    return best


def _runs(facts: Facts, own: Listing) -> Iterator[tuple[Entry, ...]]:
    """Entries that may be the parts: all beside each other, or those behind the first few; those within one."""
    for a, b in itertools.pairwise(own.outer):
        if len(own.outer) > 2 and by_sex(facts, (a, b)):
            yield (a, b)  # "189 persons, 112 men and 77 women, and 21 newspapers"
    for entry, rest in itertools.pairwise(own.outer):
        if entry.start in own.nested and (rest.rest or _WERE_NOT.match(facts.text, rest.end)):
            yield (*own.nested[entry.start], rest)  # "259, 253 of them men and the remaining six"
    for entries in (own.outer, *own.nested.values()):
        if len(entries) > _MOST:
            continue
        opening = facts.text[own.sentence[0] : entries[0].start] if entries else ""
        announced = (
            bool(ANNOUNCED.search(opening))
            and not opens_parts(opening, facts.language)
            and not (
                led_alike(entries)
                or by_sex(facts, tuple(entries[:2]))
                or (entries[0].q is not None and entries[0].q.of is not None)
            )
        )
        for skip in range(1 if announced else 0, min(3, len(entries) - 1)):
            parts = entries[skip:]
            if len(parts) > 2 and parts[-1].q is not None and parts[-1].q.total:
                yield parts[:-1]
            yield parts
            stop = next(
                (n for n, part in enumerate(parts) if n and re.search(r"[;:]", part.gap)), None
            )
            if stop is not None and stop >= 2 and ":" not in parts[0].gap[-2:]:
                yield parts[:stop]


def _made(facts: Facts, own: Listing, known: Sequence[Quantity]) -> set[int]:
    """Entries (by their place) of lists that make a number told near them: nothing is wrong with these."""
    block = facts.document.block_of(own.sentence[0])
    explained: set[int] = set()
    for parts in _runs(facts, own):
        total = sum((part.value for part in parts), Decimal(ones_of(facts, parts)))
        own_places = places = {part.start for part in parts}
        nouns = {part.noun for part in parts} - {""}
        if ";" in parts[0].gap:  # "eleven …; 38 …; 32 … and six …": 38 stands beside them
            places = own_places | {entry.start for entry in own.outer[1:]}
        for q in known:
            if q.value != total or q.start in places or len(parts) < 2:
                continue
            near = block is not None and q.block == block.index
            if near or total >= _LARGE or q.group.head in nouns:
                explained |= own_places
    return explained
