"""Numbers told again in the same words: "81 cases of detention of civilians", "the detention of 87 civilians".

What is compared is the group of nouns around the number, whichever of them the number stands before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.phrases import Word, words
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.reckoning import clash
from probanda.audit.rules.same.kin import adds_up, are_kin, other_predicates, transposed
from probanda.audit.rules.same.light import narrowed
from probanda.audit.rules.same.likeness import period_key
from probanda.audit.rules.same.replaced import replaced

__all__ = ["restated"]

_LINKS = {
    "en": frozenset(
        [
            "of",
            "in",
            "by",
            "with",
            "from",
            "against",
            "among",
            "involving",
            "concerning",
            "on",
            "for",
        ]
    ),
    "ru": frozenset(["в", "во", "на", "с", "из", "от", "по", "против", "со"]),
    "es": frozenset(["de", "en", "por", "con", "contra", "a"]),
    "fr": frozenset(["de", "en", "par", "avec", "contre", "à", "dans"]),
    "az": frozenset(),
}
_FILLERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "all",
        "el",
        "la",
        "los",
        "las",
        "del",
        "le",
        "les",
        "des",
        "du",
        "those",
        "these",
    ]
)


def restated(
    facts: Facts, common: frozenset[str], told: set[tuple[int, int]]
) -> list[tuple[Quantity, Quantity, int]]:
    """Pairs of statements in the same nouns with values that may be one."""
    language = language_tables(facts.language)
    groups: dict[frozenset[str], list[Quantity]] = defaultdict(list)
    wider: dict[int, frozenset[str]] = {}
    for q in facts.of(quantities):
        if q.unit == "count" and q.exact and q.value >= 3 and _whole(facts, q):
            narrow, wide = _nouns(facts, q, language)
            wider[q.index] = wide
            for nouns in {narrow, wide}:
                if nouns:
                    groups[nouns].append(q)
    found: list[tuple[Quantity, Quantity, int]] = []
    for nouns, rows in groups.items():
        values = {q.value for q in rows}
        if len(values) < 2 or len(values) > 8:
            continue
        for place, b in enumerate(rows):
            for a in rows[max(0, place - 20) : place]:
                key = (a.index, b.index)
                if key in told or a.sentence == b.sentence or not clash(a, b):
                    continue
                more_a, more_b = wider[a.index] - wider[b.index], wider[b.index] - wider[a.index]
                if more_a and more_b:
                    continue
                alone = len(nouns) == 1
                if _agree(
                    facts, a, b, common, language, alone=alone, values=len(values)
                ) and not replaced(facts, a, b).get("name_replaced"):
                    told.add(key)
                    found.append((a, b, 2))
    return found


def _whole(facts: Facts, q: Quantity) -> bool:
    return not (
        q.spoken or q.delta or q.each or q.subset or q.cell or q.of is not None or q.decimals
    ) and bool(q.group.text and q.group.start and not facts.of(narrowed).get(q.index))


def _agree(
    facts: Facts,
    a: Quantity,
    b: Quantity,
    common: frozenset[str],
    language: Language,
    *,
    alone: bool,
    values: int,
) -> bool:
    x, y = a.around, b.around
    if x.speaker != y.speaker or (x.actor and y.actor and x.actor != y.actor) or not are_kin(a, b):
        return False
    per_a, per_b = period_key(a), period_key(b)
    if per_a != per_b and per_a and per_b:
        return False
    as_of = {x.as_of.edtf if x.as_of else "", y.as_of.edtf if y.as_of else ""} - {""}
    if len(as_of) > 1:
        return False
    names_a, names_b = x.names - common, y.names - common
    if (names_a - names_b and names_b - names_a) or (alone and names_a != names_b):
        return False
    if alone:
        # one noun says little: only a slip of the figures, and only where few values stand beside it
        if values > 3 or not transposed(a.value, b.value) or a.group.head in language.generic:
            return False
        if bool(per_a) != bool(per_b):
            return False
    return not other_predicates(a, b, language) and not adds_up(facts, a, b)


def _nouns(facts: Facts, q: Quantity, language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the nouns around a number: those it hangs on or that hang on it by "of", and all those near it.

    Left out are those that say nothing ("cases", "persons").
    """
    start, end = q.sentence
    tokens = words(facts.text, start, end)
    starts = [t.start for t in tokens]
    group = [t for t in tokens if q.group.start <= t.start < q.group.end]
    place = bisect_left(starts, q.group.end)
    before = _before(tokens, bisect_right(starts, q.start - 1) - 1, language)
    narrow = [*before, *group, *_behind(tokens, place, language, _OF)]
    wide = [*narrow, *_behind(tokens, place, language, _LINKS[language.code])]
    return _stems(narrow, language), _stems(wide, language)


def _stems(tokens: list[Word], language: Language) -> frozenset[str]:
    kept = {language.stem(t.low) for t in tokens if not re.search(r"\d", t.low)}
    kept -= language.generic | {"person", "people"} | (language.closed - {"remains"})
    return frozenset(kept - language.light or kept)


_OF = frozenset(["of", "de", "against", "involving", "concerning", "among", "contra"])
_AUXILIARY = frozenset(
    [
        "was",
        "were",
        "been",
        "had",
        "have",
        "has",
        "who",
        "which",
        "fueron",
        "han",
        "sido",
        "были",
        "ont",
        "été",
    ]
)


def _behind(
    tokens: list[Word], place: int, language: Language, links: frozenset[str]
) -> list[Word]:
    """Nouns that hang on the group by some links, a participle between them passed over, up to a stop."""
    taken: list[Word] = []
    linked = False
    for token in tokens[place : place + 12]:
        low = token.low
        verb = bool(language.participle.match(low)) or (
            language.code == "en" and low.endswith("ed")
        )
        if (
            not token.is_word
            or low in language.numbers
            or low in language.scales
            or low in language.months
        ):
            break
        if low in links:
            linked = True
        elif low in _FILLERS or (
            not taken and not linked and (low in _AUXILIARY or verb) and len(links) > 8
        ):
            continue
        elif (
            not linked
            or low in language.closed
            or (verb and taken and taken[-1].end + 1 == token.start)
        ):
            break
        else:
            taken.append(token)
    return taken


def _before(tokens: list[Word], place: int, language: Language) -> list[Word]:
    """Nouns that the group hangs on: "the arbitrary detention of 81 civilians"."""
    while place > 0 and tokens[place].low in _FILLERS:
        place -= 1
    if place < 1 or tokens[place].low not in {"of", "de"}:
        return []
    taken: list[Word] = []
    for token in reversed(tokens[max(0, place - 2) : place]):
        if not token.is_word or (token.low in language.closed and token.low != "remains"):
            break
        taken.append(token)
    return taken
