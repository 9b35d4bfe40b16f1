"""What is left of a whole, told over several sentences: "took 43 … 19 came back … the remaining 28".

The remainder is explained when any number near it, less some others, gives it. Only when none does is it held
against the one whole and part that stand before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import words
from probanda.audit.reckoning import noun_left_out, same_kind
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.registry import Hit

__all__ = ["remainders"]

#: More numbers than these before a remainder, and some of them always explain it.
_MOST = 9
#: A remainder that is off by more than this factor is of something else.
_FACTOR = 4


@cache
def _before(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{words('rest_before', code)})\s+"
        r"(?:(?:of|the|these|those|only|still|some|de|los|las|solo|sólo|ещё|еще|только)\s+){0,2}\Z",
        re.IGNORECASE,
    )


@cache
def _behind(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:[^\W\d]+\s+){{0,3}}?(?:{words('rest_behind', code)})(?![\w-])", re.IGNORECASE
    )


@cache
def _lasting(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words('lasting', code)})(?![\w-])", re.IGNORECASE)


def remainders(facts: Facts) -> Iterator[Hit]:
    """Numbers told as what is left that no whole and parts before them leave."""
    language = language_tables(facts.language)
    known = facts.of(quantities)
    for listed in facts.of(by_sentence):
        for place, rest in enumerate(listed):
            if not _usable(rest) or not _left(facts, rest, language):
                continue
            earlier = sentences_before(facts, rest.sentence, rest.block)
            before = [
                q
                for row in (*reversed(earlier), listed[:place])
                for q in row
                if _usable(q) and q.start < rest.start
            ]
            others = [*before, *(q for q in listed[place + 1 :] if q.unit == "count")]
            if not 2 <= len(before) <= _MOST or _explained(rest, others[:_MOST], facts):
                continue
            pair = _pair(before, known, language)
            if pair is None:
                continue
            whole, parts = pair
            left = whole.value - sum((q.value for q in parts), Decimal(0))
            if left <= 0 or not Decimal(1) / _FACTOR <= rest.value / left <= _FACTOR:
                continue
            if not _alike(whole, rest, language):
                continue
            yield Hit(
                rest.start,
                rest.end,
                f"{whole.shown} less {' and '.join(q.shown for q in parts)} leaves {left:,f}, not {rest.shown}.",
                "Correct the number that is wrong, or say what became of the others.",
                ((whole.start, whole.end), *((q.start, q.end) for q in parts)),
                "warning",
            )


def _usable(q: Quantity) -> bool:
    return (
        q.unit == "count"
        and q.exact
        and not q.spoken
        and not q.each
        and q.value >= 2
        and not q.value % 1
    )


def _left(facts: Facts, q: Quantity, language: Language) -> bool:
    """Whether a number is told as what is left."""
    code, text = language.code, facts.text
    start, end = q.sentence
    if _before(code).search(text, max(start, q.start - 40), q.start):
        return True
    tail = text[q.end : min(end, q.end + 60)]
    if _behind(code).match(re.split(r"[,;:.()]", tail)[0] + " "):
        return True
    lead = text[max(start, q.start - 24) : q.start]
    bare = q.definite or noun_left_out(q, language)
    return (
        bare and q.of is None and bool(_lasting(code).search(tail) or _lasting(code).search(lead))
    )


def _explained(rest: Quantity, others: list[Quantity], facts: Facts) -> bool:
    """Whether some number near is the remainder and some others together, or tells it itself."""
    values = [q.value for q in others]
    if rest.value in values:
        return True
    sums: set[Decimal] = set()
    for value in values:
        sums |= {value} | {value + each for each in sums}
    blocks = facts.of(_told_in)
    wholes = {q.value for q in others} | {
        value for value, told in blocks.items() if rest.block in told or len(told) > 1
    }
    return any(whole - rest.value in sums for whole in wholes if whole > rest.value)


def _told_in(facts: Facts) -> dict[Decimal, set[int]]:
    """The paragraphs in which each number of things is told."""
    told: dict[Decimal, set[int]] = defaultdict(set)
    for q in facts.of(quantities):
        if q.unit == "count" and q.cell is None and not q.subset and not q.delta:
            told[q.value].add(q.block)
    return told


def _pair(
    before: list[Quantity], known: tuple[Quantity, ...], language: Language
) -> tuple[Quantity, list[Quantity]] | None:
    """The whole and the parts that went, as the numbers before a remainder tell them."""
    for gone in reversed(before):
        base = gone.of if gone.of is not None else gone.whole
        if base is not None and known[base].unit == "count" and known[base].value > gone.value:
            return known[base], [gone]
    told = list({q.value: q for q in before}.values())
    whole = told[0]
    if len(told) == 2 and told[1].value > told[0].value and told[1].sentence == told[0].sentence:
        whole = told[1]  # "twelve were identified out of 40; …"
    parts = [q for q in told if q is not whole]
    if not parts or any(q.value >= whole.value or not _alike(whole, q, language) for q in parts):
        return None
    return whole, parts


def _alike(whole: Quantity, part: Quantity, language: Language) -> bool:
    """Whether a number may be a part of another, by their nouns."""
    return noun_left_out(part, language) or same_kind(whole.group, part.group, language)
