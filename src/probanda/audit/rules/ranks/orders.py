"""“Highest”, “lowest”, “followed by” against the numbers that the sentence itself lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.worded import parts_between
from probanda.audit.rules.ranks.claims import Claim, all_claims
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.registry import Hit

__all__ = ["orders"]

_PARTED = re.compile(
    r";|(?<!\w)(?:against|compared with|против|frente a|contre)(?!\w)", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:(?:by|de|por|del|the|la|el|los|las|le|les|du|des|d['’])\s+)*"
    r"(?P<name>[^\W\d_a-zа-яё][\w'’-]+(?:\s+(?:[^\W\d_a-zа-яё][\w'’-]*|\d+)){0,3})(?=\W*(?:\Z|[,.;]|\s[a-zа-яё(]))"
)
#: Words between a label's number and the next label.
_CLOSE = 40


def orders(facts: Facts) -> Iterator[Hit]:
    """Hold each claim against the numbers behind it, and “followed by” against the one before it."""
    rows = facts.of(by_block)
    for block, claim in facts.of(all_claims):
        listed = [
            q
            for q in rows.get(block.index, ())
            if q.sentence == claim.sentence and q.unit in {"count", "percent"} and not q.spoken
        ]
        if claim.kind == "followed":
            hit = _behind_itself(facts, claim) or _followed(
                facts, claim, listed, rows[block.index] if listed else []
            )
        elif len(listed) < 2:
            continue
        elif claim.place == 1:
            hit = _listed(facts, claim, listed)
        else:
            hit = None
        if hit is not None:
            yield hit


def _plain(facts: Facts, row: list[Quantity], region: str) -> bool:
    """Whether numbers stand beside each other, and none is a part, a rise or a whole of another one."""
    loose = any(q.delta or q.subset or q.of is not None or not q.exact for q in row)
    return (
        len({q.unit for q in row}) == 1
        and not loose
        and not said_of("mixed", facts.language, region)
    )


def _listed(facts: Facts, claim: Claim, listed: list[Quantity]) -> Hit | None:
    text = facts.text
    after = [q for q in listed if claim.found.end() <= q.start < claim.until]
    shares = [(part.start, part.end) for part in parts_between(facts, *claim.sentence)]
    counts = [
        q for q in after if q.unit == "count" and not any(a <= q.start < b for a, b in shares)
    ]
    first = next((q.group.head for q in counts), "")
    counts = [q for q in counts if q.group.head in {"", first}]
    percents = [q for q in after if q.unit == "percent"]
    row = counts if len(counts) >= 2 else percents
    if len(row) < 2 or not _plain(facts, row, text[claim.found.end() : row[-1].start]):
        return None
    between = text[row[0].end : row[1].start]
    if re.search(r"\d", between):
        return None
    sign = 1 if claim.high else -1
    follow = rank_words("followed", facts.language).search(text, claim.found.end(), row[-1].start)
    if follow is not None:
        ahead = [q for q in row if q.end <= follow.start()]
        best = max(ahead, key=lambda q: sign * q.value, default=row[0])
        for a, b in pairwise([best, *row[len(ahead) :]]):
            if sign * a.value < sign * b.value:
                return _hit(claim, a, b)
    elif _PARTED.search(between) or all(text[q.start - 1 : q.start] == "(" for q in row):
        best = max(row, key=lambda q: sign * q.value)
        if best.value != row[0].value:
            return _hit(claim, row[0], best)
    return None


def _followed(
    facts: Facts, claim: Claim, listed: list[Quantity], rows: list[Quantity]
) -> Hit | None:
    """As in "Gorvan had 31 deaths, followed by Teluk with 36"; or the number of the sentence before."""
    text, place = facts.text, claim.found.start()
    before = [q for q in listed if q.end <= place]
    after = [q for q in listed if q.start >= claim.found.end()]
    earlier = [q for q in rows if q.end <= claim.sentence[0] and q.unit in {"count", "percent"}]
    if not before and after and earlier and said_of("first", facts.language, claim.before):
        own = [q for q in earlier if q.sentence == earlier[-1].sentence]
        if len(own) == 1 and own[0].sentence[1] <= place <= own[0].sentence[1] + 4:
            sign = 1 if claim.high else -1
            wrong = (
                _plain(facts, [own[0], after[0]], "")
                and sign * after[0].value > sign * own[0].value
            )
            return replace(_hit(claim, own[0], after[0]), severity="warning") if wrong else None
    if (
        not before
        or not after
        or not _plain(facts, [before[-1], after[0]], text[place : after[0].start])
    ):
        return None
    gap = text[before[-1].end : place]
    near = len(gap) <= _CLOSE and not re.search(r"[;:]", gap)
    sign = 1 if claim.high else -1
    if near and sign * after[0].value > sign * before[-1].value:
        return _hit(claim, before[-1], after[0])
    return None


def _behind_itself(facts: Facts, claim: Claim) -> Hit | None:
    """A name that is said to be followed by itself: "Orran had the most, followed by Orran"."""
    name = _NAME.match(claim.said.lstrip(" ,:"))
    if name is None or not said_of("first", facts.language, claim.before):
        return None
    if re.search(rf"(?<!\w){re.escape(name['name'])}(?!\w)", claim.before) is None:
        return None
    return Hit(
        *claim.found.span(),
        f"{name['name']} is said to come first, and to come behind itself.",
        "Correct one of the two names.",
        (),
        "warning",
    )


def _hit(claim: Claim, first: Quantity, other: Quantity) -> Hit:
    return Hit(
        *claim.found.span(),
        f"“{' '.join(claim.found.group().split())}” is said of {first.shown}, but {other.shown} is "
        f"{'more' if claim.high else 'less'}.",
        "Correct the order or the numbers.",
        ((first.start, first.end), (other.start, other.end)),
    )
