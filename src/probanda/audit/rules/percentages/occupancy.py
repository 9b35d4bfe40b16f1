"""How full a place is: those held against the places, "1,104 prisoners, that is 115 per cent of its capacity"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.fit import loose, tolerance, wrong
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.registry import Hit

__all__ = ["occupancy"]

#: Fewer than these are not a prison's places.
_LEAST = 5
#: Between these shares of its places a prison is filled.
_LOW, _HIGH = Decimal("0.2"), Decimal(6)


def occupancy(facts: Facts) -> Iterator[Hit]:
    """Rates of occupancy that no two numbers near them give."""
    filled = field("filled", facts.language)
    for listed in facts.of(by_sentence):
        for p in listed:
            if (
                p.unit != "percent"
                or p.spoken
                or not filled.search(
                    facts.text, max(p.sentence[0], p.start - 80), min(p.sentence[1], p.end + 50)
                )
            ):
                continue
            near = [
                q for row in (listed, *sentences_before(facts, p.sentence, p.block)) for q in row
            ]
            counts = [
                q
                for q in near
                if q.unit == "count" and q.value >= _LEAST and not loose(q) and not q.delta
            ]
            if any(_fits(p, a, b) for a in counts for b in counts if a is not b):
                continue
            built = [q for q in counts if _built(facts, q)]
            if len({q.value for q in built}) != 1:
                continue
            held = [
                q
                for q in counts
                if q not in built and _LOW < q.value / built[-1].value < _HIGH and _held(facts, q)
            ]
            if len({q.value for q in held}) != 1 or not (built[-1].exact and held[-1].exact):
                continue
            hit = wrong(p, held[-1], built[-1])
            one = held[-1].sentence == built[-1].sentence == p.sentence
            yield hit if one else replace(hit, severity="warning")


def _fits(p: Quantity, held: Quantity, built: Quantity) -> bool:
    below, above = tolerance(p, held, built)
    true = held.value * 100 / built.value
    return any(-above <= each - p.value <= below for each in (true, true - 100, 100 - true))


def _built(facts: Facts, q: Quantity) -> bool:
    """Whether a number says how many a place is for."""
    places = field("places", facts.language)
    before = facts.text[max(q.sentence[0], q.start - 46) : q.start]
    told = [
        found
        for found in places.finditer(before)
        if not re.search(r"\d\s*\Z", before[: found.start()])
    ]
    if (
        told
        and not re.search(r"\d", before[told[-1].end() :])
        and len(before[told[-1].end() :].split()) <= 4
    ):
        return True
    return bool(places.match(facts.text, q.end + 1)) or bool(
        q.group.text and places.search(facts.text, q.group.start, min(q.sentence[1], q.group.end))
    )


def _held(facts: Facts, q: Quantity) -> bool:
    """Whether a number says how many are in a place."""
    language = language_tables(facts.language)
    if q.of is not None or q.subset or q.each:
        return False
    if q.group.head in language.persons and not re.search(
        r"-member|staff|guards?|officers?", q.group.text
    ):
        return True
    held = field("held", facts.language)
    return bool(
        held.search(facts.text, max(q.sentence[0], q.start - 40), q.start)
        or held.match(facts.text, q.end + 1)
    )
