"""A share told without its numbers, held against both of them told elsewhere.

"At rallies 559 of the 1,463 arrests were made" in a chapter, "rallies account for 34 per cent of arrests" in the
conclusions; "528 victims in Arlan", "1,153 in all", "Arlan accounts for 62 per cent of victims nationwide". The
part is one that the words of the share name: a place, or a word that few numbers of its noun have beside them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.phrases import Group
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.clauses import clause_of
from probanda.audit.rules.percentages.counted import base_noun, counts, same_time
from probanda.audit.rules.percentages.fit import fits, wrong
from probanda.audit.rules.percentages.pools import firm, opened_with, wholes
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["slice_told"]

#: A word beside more numbers than these names no one of them.
_RARE = 8
#: Farther off than so many times, and another slice is meant.
_FAR = 2
#: A slice named by a word, not by a place, is meant where the share is off by so many points, or by one figure.
_NEAR = 5
#: Smaller parts are too common.
_LEAST = 5
#: Stems of one word begin alike.
_HEAD = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """The stems beside a number, those of places among them."""

    q: Quantity
    stems: frozenset[str]


def _by_word(facts: Facts) -> dict[str, list[_Words]]:
    """The counts of the prose by the head of each word beside them."""
    table: dict[str, list[_Words]] = defaultdict(list)
    for listed in facts.of(by_sentence):
        own = [q for q in listed if q.unit == "count"]
        for q in own:
            if q.spoken or q.each or q.delta or q.value < 2:
                continue
            beside = _Words(q, stems(clause_of(facts, q, own)))
            for head in {stem[:_HEAD] for stem in beside.stems}:
                table[head].append(beside)
    return table


def slice_told(facts: Facts, p: Quantity, percents: list[Quantity]) -> Hit | None:
    """The finding of a share whose numbers are told elsewhere; None when they bear it out or none are meant."""
    language = language_tables(facts.language)
    noun = base_noun(facts, p) if p.of is None else p.group
    noun = noun if noun.head else p.group
    if not noun.head or p.bound not in {"exact", "exactly"}:
        return None
    pairs: list[tuple[Quantity, Quantity]] = []
    marked = False
    for parts, only in _parts(facts, p, noun, percents, language):
        found = [
            (part, whole) for part in parts for whole in _wholes(facts, p, part, noun, language)
        ]
        if any(fits(p, part.value, whole.value, part, whole) for part, whole in found):
            return None
        if found and not pairs:
            pairs, marked = found, only
    if len({part.value for part, _ in pairs}) != 1:
        return None
    tied = [pair for pair in pairs if pair[0].of == pair[1].index] or pairs
    if len({whole.value for _, whole in tied}) != 1:
        return None
    part, whole = tied[0]
    true = part.value * 100 / whole.value
    if not true / _FAR <= p.value <= true * _FAR:
        return None
    if not _place_stems(p) & _place_stems(part):
        near = abs(true - p.value) <= _NEAR or digits_apart(
            true.quantize(Decimal(1).scaleb(-p.decimals)), p.value
        )
        if not near or (part.of != whole.index and not marked):
            return None
    return replace(wrong(p, part, whole), severity="warning")


def _parts(
    facts: Facts, p: Quantity, noun: Group, percents: list[Quantity], language: Language
) -> list[tuple[list[Quantity], bool]]:
    """The numbers of its noun beside each word of a share, the rarest first, and whether no others have it."""
    own = stems(noun.text) | {noun.head}
    said = stems(_plain(facts, clause_of(facts, p, percents)))
    known = facts.of(_by_word)
    named: list[tuple[list[Quantity], bool]] = []
    for word in sorted(said):
        if any(alike(word, each) for each in own):
            continue
        near = [w for w in known.get(word[:_HEAD], ()) if any(alike(word, s) for s in w.stems)]
        found = [
            w.q
            for w in near
            if w.q.value >= _LEAST and counts(w.q, noun, language) and same_time(facts, p, w.q)
        ]
        if found and len(near) <= _RARE:
            named.append(
                (found, len({q.value for q in found}) == 1 == len({w.q.value for w in near}))
            )
    return sorted(named, key=lambda each: len(each[0]))


def _plain(facts: Facts, clause: str) -> str:
    """A clause without words of totals, of rank and of comparison."""
    for name in ("whole_of", "compared", "that_is", "surveyed"):
        clause = field(name, facts.language).sub(" ", clause)
    return clause


def _wholes(
    facts: Facts, p: Quantity, part: Quantity, noun: Group, language: Language
) -> Iterator[Quantity]:
    """The number that a part is told to be of, and the main numbers of the document that count the same."""
    known = facts.of(quantities)
    if part.of is not None:
        yield known[part.of]
    told = facts.of(wholes)
    listed = [q for value, each in told.main.items() if value > part.value for q in each]
    places = _place_stems(part) | _place_stems(p)
    for q in (*listed, *opened_with(facts, p)):
        if (
            firm(q)
            and q.value > part.value
            and counts(q, noun, language)
            and same_time(facts, p, q)
            and not (places & _place_stems(q) and _place_stems(part))
        ):
            yield q


def _place_stems(q: Quantity) -> frozenset[str]:
    return frozenset(word for place in q.around.places for word in stems(place))
