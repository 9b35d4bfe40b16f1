"""“The most are held in Veldt, 13. In Orran there are 18”: a superlative's own number against those of the others.

The others stand in the sentences around it, or anywhere in the document when their names stand in one list or
table with the holder's. A rival counts the same thing by name (a neighbouring sentence may leave the noun out),
belongs to somebody else, to the same period, and to whatever narrows the claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.claims import Claim, all_claims
from probanda.audit.rules.ranks.labelled import YEAR, alike, stem_of, stems
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.rules.ranks.slots import NUMBER_OF, own_head, ranked_noun
from probanda.audit.rules.ranks.tallies import tallies
from probanda.audit.rules.ranks.told import told_tallies
from probanda.audit.rules.registry import Hit

__all__ = ["rivals"]

#: What stands between the words and their own number, the other way round.
_BEFORE = 60
#: Sentences around a claim that may speak of the same without saying it.
_AROUND = 2


def rivals(facts: Facts) -> Iterator[Hit]:
    """Hold each claim that carries a number against greater ones of others; smaller ones for the lowest."""
    rows = facts.of(by_block)
    for block, claim in facts.of(all_claims):
        if claim.kind not in {"first", "last"} or said_of(
            "chiefly", facts.language, claim.found.group()
        ):
            continue
        own = _own(facts, claim, rows.get(block.index, ()))
        if own is None:
            continue
        best: Quantity | None = None
        sign = 1 if claim.high else -1
        for other in (*_near(facts, block, claim, own), *_far(facts, claim, own)):
            if sign * other.value > sign * (best or own).value:
                best = other
        if best is not None:
            yield Hit(
                *claim.found.span(),
                f"“{facts.quote(*claim.found.span())}” is said of {own.shown}, but {best.shown} of "
                f"{facts.quote(*_shown(facts, best))} is {'more' if claim.high else 'less'}.",
                "Correct the words or the numbers.",
                ((own.start, own.end), (best.start, best.end)),
                "warning",
            )


def _shown(facts: Facts, q: Quantity) -> tuple[int, int]:
    """The words around a number that tell whose it is."""
    start = max(q.sentence[0], q.start - 50)
    start = facts.text.find(" ", start, q.start) + 1 if start > q.sentence[0] else start
    return start, max(q.end, q.group.end)


def _own(facts: Facts, claim: Claim, rows: Iterable[Quantity]) -> Quantity | None:
    """The number that a claim says of its holder: the first of the thing ranked, behind the words or before."""
    ranked = ranked_noun(facts, claim)
    listed = [
        q
        for q in rows
        if q.sentence == claim.sentence
        and q.unit in {"count", "percent"}
        and not (q.spoken or q.each or q.delta or q.subset)
        and q.exact
        and q.value > 1
    ]
    wholes = {q.of for q in listed} | {q.whole for q in listed}
    listed = [q for q in listed if q.index not in wholes and not q.total]
    behind = [q for q in listed if claim.found.end() <= q.start < claim.until]
    before = [q for q in listed if claim.start <= q.start < q.end <= claim.found.start()]
    near = behind or [q for q in before if claim.found.start() - q.end <= _BEFORE]
    named = [q for q in near if own_head(q) in ranked] if ranked else []
    own = (named or near)[:1] if behind else (named or near)[-1:]
    if not own or said_of("rate", facts.language, claim.said) != (own[0].unit == "percent"):
        return None
    lead = facts.text[claim.found.end() : own[0].start]
    phrase = NUMBER_OF.match(lead)
    if phrase is not None and not re.search(r"\w", lead[phrase.end() :]) and len(behind) > 1:
        return None  # "the highest number of killings (200) and injuries (317)"
    if ranked and not named and own_head(own[0]) and own[0].unit == "count":
        return None
    return own[0] if own[0].around.names else None


def _names(q: Quantity) -> set[str]:
    return {stem_of(word) for name in q.around.names for word in re.findall(r"\w{3,}", name)}


def _apart(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and not any(alike(a, b) for a in one for b in other)


def _plain(facts: Facts, q: Quantity, own: Quantity) -> bool:
    """Whether a number may be a rival by itself: of one unit, exact, no whole, no change, of the same years."""
    if q.unit != own.unit or not q.exact or q.spoken or q.total or q.each or q.delta or q.subset:
        return False
    said, here = facts.text[slice(*q.sentence)], facts.text[slice(*own.sentence)]
    years, own_years = set(YEAR.findall(said)), set(YEAR.findall(here))
    before = facts.text[q.sentence[0] : q.start]
    return years <= own_years and not any(
        said_of(name, facts.language, before) for name in ("mixed", "of_all", "other_time")
    )


def _near(facts: Facts, block: Block, claim: Claim, own: Quantity) -> Iterator[Quantity]:
    """The numbers of the sentences around, and of the items of the list that the claim opens."""
    sentences = facts.document.sentences(block)
    place = sentences.index(claim.sentence)
    around = set(sentences[max(0, place - 1) : place + 1 + _AROUND]) - {claim.sentence}
    rows = facts.of(by_block)
    near = [q for q in rows.get(block.index, ()) if q.sentence in around]
    if facts.text[block.start : block.end].rstrip().endswith(":"):
        for item in facts.document.blocks[block.index + 1 :]:
            if item.kind != "list-item":
                break
            near += rows.get(item.index, ())
    wholes = {q.of for q in near} | {q.whole for q in near}
    holder, head = _names(own), own_head(own)
    for q in near:
        same = (
            own_head(q) == head
            if own_head(q)
            else q.sentence == sentences[min(place + 1, len(sentences) - 1)]
        )
        if same and q.index not in wholes and _apart(holder, _names(q)) and _plain(facts, q, own):
            yield q


def _far(facts: Facts, claim: Claim, own: Quantity) -> Iterator[Quantity]:
    """The numbers of the same thing elsewhere whose names are listed beside the holder's."""
    head, holder = own_head(own), _names(own)
    if not head or own.unit != "count":
        return
    fellows = {
        token for place in _lists(facts, holder) for token in facts.of(_listed)[place]
    } - holder
    narrow = _narrowing(facts, claim, holder)
    for q in facts.of(_by_head).get(head, ()):
        names = _names(q)
        if (
            names & fellows
            and q.sentence != own.sentence
            and _apart(holder, names)
            and q.around.period == own.around.period
            and _plain(facts, q, own)
            and narrow <= _around(facts, q)
        ):
            yield q


def _narrowing(facts: Facts, claim: Claim, holder: set[str]) -> frozenset[str]:
    """The stems of a claim that say of what it is the highest number, its holder left out."""
    return frozenset(
        word for word in stems(facts.text[claim.found.end() : claim.until])
        if not any(alike(word, name) for name in holder)
    )  # fmt: skip


def _around(facts: Facts, q: Quantity) -> frozenset[str]:
    block = facts.document.blocks[q.block]
    section = facts.document.section_of(q.start)
    return stems(f"{facts.text[block.start : block.end]} {section.title if section else ''}")


def _by_head(facts: Facts) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is None and q.around.names:
            found[own_head(q)].append(q)
    return found


def _listed(facts: Facts) -> tuple[frozenset[str], ...]:
    """The words of the labels of each list and table."""
    told = (each for rows in facts.of(told_tallies).values() for each in rows)
    return tuple(
        frozenset(token for entry in tally.entries for token in entry.tokens)
        for tally in (*facts.of(tallies), *told)
    )


def _by_token(facts: Facts) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for place, tokens in enumerate(facts.of(_listed)):
        for token in tokens:
            found[token].add(place)
    return found


def _lists(facts: Facts, holder: set[str]) -> set[int]:
    index = facts.of(_by_token)
    return {place for word in holder for place in index.get(word, ())}
