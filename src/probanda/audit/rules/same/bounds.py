"""A count and its own bound, and totals that are nearly alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.apart import apart
from probanda.audit.rules.same.likeness import period_key
from probanda.audit.rules.same.pairs import conflict, said

__all__ = ["bounded", "corrected", "nearly"]


def bounded(facts: Facts) -> Iterator[Hit]:
    """As in "662 persons" here and "more than 662 persons" there: a count and its own lower bound."""
    exact: dict[tuple[str, object], Quantity] = {}
    for q in facts.of(quantities):
        plain = (
            q.unit == "count" and q.group.head and not q.spoken and q.cell is None and not q.each
        )
        if plain and q.exact and q.value >= 20 and q.value % 10 and not q.definite:
            exact.setdefault((q.group.head, q.value), q)
    for q in facts.of(quantities):
        other = exact.get((q.group.head, q.value)) if q.unit == "count" else None
        if (
            other is None
            or q.bound not in {"more_than", "less_than"}
            or q.spoken
            or q.sentence == other.sentence
        ):
            continue
        if q.around.speaker == other.around.speaker:
            hit = conflict(facts, [other], q, False)
            yield Hit(
                q.start,
                q.end,
                hit.message,
                "Say in both places whether it is the number or its bound.",
                hit.evidence,
                "warning",
            )


def nearly(facts: Facts, language: Language) -> Iterator[Hit]:
    """Totals of persons that differ by a few per cent and are told in the same words: which is which?"""
    number_of = language.pattern("number_of")
    totals = [
        q
        for q in facts.of(quantities)
        if q.unit == "count" and q.exact and q.cell is None and q.value >= 200
        if not (q.spoken or q.subset or q.delta) and q.of is None
        if q.group.head in language.persons
        if q.total or number_of.search(facts.text, max(q.sentence[0], q.start - 170), q.start)
    ]
    told: set[object] = set()
    for place, b in enumerate(totals[:60]):
        for a in totals[:place]:
            gap = abs(a.value - b.value)
            shared = a.around.actions & b.around.actions
            if (
                not 0 < gap * 100 <= 3 * max(a.value, b.value)
                or not shared
                or a.sentence == b.sentence
            ):
                continue
            when = {period_key(a), period_key(b)} - {None}
            if {a.value, b.value} <= told or len(when) > 1:
                continue
            told |= {a.value, b.value}
            yield Hit(
                b.start,
                b.end,
                f"Two totals close to each other: {said(facts, b)} here, {said(facts, a)} "
                "elsewhere.",
                "Say what tells the two apart (who counts, whom, as of which day).",
                ((a.start, a.end),),
                "note",
            )
            yield from _left_of_old(facts, a, b)


def _left_of_old(facts: Facts, a: Quantity, b: Quantity) -> Iterator[Hit]:
    """A remainder reckoned from one of two totals: 2,410 is 3,890 less 1,480, and of 3,928 it would be 2,448."""
    known = [
        q
        for q in facts.of(quantities)
        if q.unit == "count" and q.value >= 20 and not q.spoken and not q.cell
    ]
    values = {q.value: q for q in reversed(known)}
    for total, other in ((a, b), (b, a)):
        for rest in known:
            gone = values.get(total.value - rest.value)
            if gone is None or rest.value in {total.value, other.value} or gone.value == rest.value:
                continue
            if other.value - gone.value in values or rest.start < gone.start or rest.subset:
                continue
            yield Hit(
                rest.start,
                rest.end,
                f"{rest.shown} is {total.shown} less {gone.shown}; of {other.shown} it would be"
                f" {other.value - gone.value:,f}.",
                "Say from which total the rest is reckoned, and whether those gone are still counted in it.",
                tuple((q.start, q.end) for q in (total, gone, other)),
                "note",
            )
            return


def corrected(facts: Facts) -> Iterator[Hit]:
    """As in "returned two civilians (in fact, there were three civilians)": a number and its own correction."""
    for listed in facts.of(by_sentence):
        counts = [q for q in listed if q.unit == "count" and not q.spoken and q.group.head]
        for a, b in itertools.combinations(counts, 2):
            if a.group.head != b.group.head or a.value == b.value:
                continue
            opened = facts.text.find("(", a.end, b.start)
            if opened >= 0 and apart("in_fact", facts.language).match(
                facts.text, opened + 1, b.start
            ):
                yield Hit(
                    b.start,
                    max(b.end, b.group.end),
                    f"One sentence says {said(facts, a)} and {said(facts, b)}.",
                    "State the number that is right, and say why the other was given.",
                    ((a.start, a.end),),
                    "warning",
                )
