"""The rule: shares of a complete list make a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.lexicon import field, words
from probanda.audit.reckoning import rounding
from probanda.audit.rules.percentages.fit import NEAR, fits
from probanda.audit.rules.percentages.moves import turns
from probanda.audit.rules.percentages.opposites import of_each, opposite
from probanda.audit.rules.percentages.shares import shares as known_shares
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.complete import OPEN_LIST
from probanda.audit.rules.wholes.parted import is_parted, several_ways, words_behind
from probanda.audit.wordfields import first

__all__ = ["percentages_sum"]

#: A list that leaves nobody out by its labels or its last word may be so far from a hundred; one that only looks
#: complete may be less far.
_WIDE, _CLOSE = (Decimal(70), Decimal(140)), (Decimal(85), Decimal(120))
#: Words between shares told in one breath.
_TERSE = 4
_JOINED = re.compile(r"[,;]|(?<!\w)(?:and|и|а|y|e|et)(?!\w)", re.IGNORECASE)


@rule(
    "percentages-sum",
    "Percentages of one list miss a hundred",
    "error",
    "figures",
    "Where each counts once (men and women; a list ended by “the remaining”), the shares make a hundred, give or "
    "take their rounding. Lists in which one may be counted several times are left alone.",
    bad=(
        "Of the detainees 60 per cent were men and 45 per cent were women.",
        "45% had been beaten, 30% threatened, and the remaining 35% were unharmed.",
    ),
    good=(
        "Of the detainees 60 per cent were men and 40 per cent were women.",
        "45% had been beaten and 70% threatened.",
    ),
)
def percentages_sum(facts: Facts) -> Iterator[Hit]:
    """Sum the shares of lists that claim to be complete."""
    language = language_tables(facts.language)
    bases = {share.percent.index: share.base for share in facts.of(known_shares)}
    for before, listed in pairwise([[], *facts.of(by_sentence)]):
        shares = _shares(listed)
        if len(shares) == 1 and _is_rest(facts, shares[0]) and shares[0].of is None:
            yield from _before_a_rest(facts, _shares(before), shares[0])
        total = _off(shares) if len(shares) > 1 else None
        if total is None or any(_off(shares[n:]) is None for n in range(1, len(shares) - 1)):
            continue  # the last of them make a hundred: "… 92% European and 7% Māori, with … the remaining 1%"
        if _several(facts, shares, {q.index for q in shares}, bases):
            continue
        two = opposite(facts, shares)
        wide = two or _is_rest(facts, shares[-1])
        low, high = _WIDE if wide else _CLOSE
        if two and total < 100 and _third(facts, shares):
            continue
        if low < total < high and (wide or _complete(facts, shares, total, language)):
            sure = two and len(shares) == 2 and total > 100
            yield _hit(shares, total, None if sure else "warning")
    yield from _in_items(facts)


def _shares(listed: list[Quantity]) -> list[Quantity]:
    return [q for q in listed if q.unit == "percent" and not q.spoken]


def _before_a_rest(facts: Facts, shares: list[Quantity], rest: Quantity) -> Iterator[Hit]:
    """The shares of the sentence before, and what is said to be left: "43 % fled. The remaining 59 % …"."""
    if not shares or facts.text[shares[0].sentence[1] : rest.sentence[0]].strip():
        return
    listed = [*shares, rest]
    total = _off(listed)
    if total is not None and _WIDE[0] < total < _WIDE[1] and all(map(_off, _runs(listed))):
        yield _hit(listed, total, "warning")


def _runs(listed: list[Quantity]) -> list[list[Quantity]]:
    """A rest with a run of the shares before it."""
    return [
        [*listed[a:b], listed[-1]]
        for a in range(len(listed) - 1)
        for b in range(a + 1, len(listed))
    ]


@cache
def _rest_before(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words('rest_before', code)})(?!\w)[^.;:\d]*\Z", re.IGNORECASE)


def _is_rest(facts: Facts, last: Quantity) -> bool:
    """Whether a share is said to be what is left: "the remaining 17 per cent"."""
    start = max(last.sentence[0], last.start - 40)
    left = _rest_before(facts.language).search(facts.text[start : last.start])
    behind = field("rest_behind", facts.language)
    return left is not None or behind.match(facts.text, last.end + 1) is not None


def _off(shares: list[Quantity]) -> Decimal | None:
    """What a list comes to, None when rounding explains that it is no hundred."""
    total = sum((q.value for q in shares), Decimal(0))
    slack = sum((rounding(q.decimals) for q in shares), Decimal(0)) + NEAR
    slack += sum((Decimal(3) for q in shares if not q.exact), Decimal(0))
    return total if abs(total - 100) > slack else None


def _several(
    facts: Facts, shares: list[Quantity], own: set[int], bases: dict[int, Quantity | None]
) -> bool:
    """Whether shares are of several wholes, may overlap, or are set against each other."""
    start, end = shares[0].sentence
    wholes = {base.value for index, base in bases.items() if index in own and base is not None}
    rest = _is_rest(facts, shares[-1])
    return (
        len(wholes) > 1
        or (len({q.of for q in shares}) > 1 and not rest)
        or bool(field("overlapping", facts.language).search(facts.text, *_reach(shares)))
        or bool(OPEN_LIST.search(facts.text, shares[-1].end, min(end, shares[-1].end + 60)))
        or of_each(facts.text[start:end], facts.language)
        or (not rest and any(_OF.match(facts.text, q.end) for q in shares[1:]))
    )


def _reach(shares: list[Quantity]) -> tuple[int, int]:
    """What of a long sentence is about its shares: from a line before the first to the words of the last."""
    start, end = shares[0].sentence
    return max(start, shares[0].start - 120), min(end, shares[-1].end + 40)


_OF = re.compile(
    r"\s+(?:of|из|среди|del?|des?|du)\s+(?:the\s+|los\s+|las\s+|les\s+)?(?!all|total|всех)[^\W\d]"
)


def _third(facts: Facts, shares: list[Quantity]) -> bool:
    """Whether others may make up what two labels leave of a hundred: children beside men and women, "the rest".

    Also when the shares are right for the counts beside them: then the list is simply not complete.
    """
    block = facts.document.blocks[shares[0].block]
    told = field("rest_before", facts.language).search(facts.text, block.start, block.end)
    if told or first(facts, "topic_child", block.start, block.end):
        return True
    counts = [q for q in facts.of(by_block).get(block.index, ()) if q.unit == "count"]
    return any(
        all(any(fits(share, part.value, whole.value) for part in counts) for share in shares)
        for whole in counts
    )


def _complete(facts: Facts, shares: list[Quantity], total: Decimal, language: Language) -> bool:
    """Whether three shares or more are a list that leaves nobody out by its build."""
    if len(shares) < 3:
        return False
    start, end = shares[0].sentence
    lead = facts.text[start : shares[0].start]
    gaps = [facts.text[a.end : b.start] for a, b in pairwise(shares)]
    spans = words_behind(facts.text, shares)
    if not all(_JOINED.search(gap) for gap in gaps):
        return False
    if turns(facts, start, end):
        return False
    parted = bool(field("parted", language.code).search(lead))
    if ":" in lead and (parted or not any(several_ways(span, language) for span in spans)):
        return True
    terse = total > 100 and all(
        len(gap.split()) <= _TERSE for gap in gaps[1:]
    )  # the verb is told once
    if any(several_ways(span, language) for span in spans[terse:]):
        return False
    return parted or terse or is_parted(shares, spans, language)


def _hit(shares: list[Quantity], total: Decimal, severity: str | None) -> Hit:
    return Hit(
        shares[0].start,
        shares[-1].end,
        f"The shares add up to {total.normalize():f}%: {' + '.join(q.shown for q in shares)}.",
        "Correct the share that is wrong, or say that one may be counted twice.",
        tuple((q.start, q.end) for q in shares[1:]),
        "warning" if severity else None,
    )


def _in_items(facts: Facts) -> Iterator[Hit]:
    """A list whose items each have one share."""
    table = facts.of(by_block)
    run: list[Block] = []
    for block in (*facts.document.blocks, None):
        if block is not None and block.kind == "list-item":
            run.append(block)
            continue
        rows = [[q for q in table.get(item.index, []) if q.unit == "percent"] for item in run]
        intro = facts.text[max(0, run[0].start - 300) : run[0].start] if run else ""
        run = []
        if len(rows) < 3 or not all(len(row) == 1 for row in rows):
            continue
        shares = [row[0] for row in rows]
        total = _off(shares)
        if total is None or not 88 < total < 112 or _each_right(facts, shares):
            continue
        if not field("overlapping", facts.language).search(intro):
            yield _hit(shares, total, "warning")


def _each_right(facts: Facts, shares: list[Quantity]) -> bool:
    """Whether every share is right for the number beside it, of one base: the list is then simply not complete."""
    table = facts.of(by_block)
    bases: set[Decimal] | None = None
    for share in shares:
        counts = [
            q for q in table.get(share.block, []) if q.unit == "count" and q.end <= share.start
        ]
        near = {
            q.value
            for index in range(share.block - 12, share.block if counts else 0)
            for q in table.get(index, [])
            if q.unit == "count" and fits(share, counts[-1].value, q.value)
        }
        bases = near if bases is None else bases & near
    return bool(bases)
