"""The two values of a change where no "from … to …" tells them: two here, one here and one before, or two before.

"In 2022, 214 persons were arrested. Compared with 2021, when 148 were arrested, this is 45 per cent more": values
are held against each other only when they count one thing, and where several pairs do, the one that the clause of
the change speaks of is meant. Which of the two came first is read from the way of the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.phrases import group_after, words
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import Move, turns
from probanda.audit.rules.ranks.labelled import alike, stem_of, stems

__all__ = ["comparable", "noun_stems", "pointed", "words_beside"]

_UNITS = frozenset({"count", "money", "rate", "measure"})
_STOP = re.compile(r"[.;:()]|,\s|\s[–—-]\s")
#: Words of a sentence that only takes up the values told before it.
_SHORT = 16
#: Code points around a value whose words tell what it counts.
_BESIDE = 40


def pointed(
    facts: Facts,
    said: tuple[int, int],
    way: str,
    own: Sequence[Quantity],
    earlier: Sequence[Sequence[Quantity]],
    sentence: tuple[int, int],
    *,
    compares: bool = False,
) -> Move | None:
    """The pair of values that a change is said of; None where there is none, or it is open which one.

    Args:
        facts: the document.
        said: range of the size and of the word of change.
        way: "up", "down" or "".
        own: the values of the sentence of the change.
        earlier: those of the sentences before it, the nearest first.
        sentence: the sentence of the change.
        compares: the words of the change set its value against another one: "twice as many", "30 more".
    """
    here = _usable(own)
    rows = [row for row in map(_usable, earlier) if row]
    compares = (
        compares or field("compared", facts.language).search(facts.text, *sentence) is not None
    )
    if here and not compares:
        rows = _of_its_noun(facts, here, rows, said)
    if len(here) > 1:
        found = _pairs(facts, here)
    elif here:
        found = _anchored(facts, here[0], rows, sentence, alone=True)
    elif len(facts.text[slice(*sentence)].split()) <= _SHORT:
        found = _told(facts, rows)
    else:
        found = []
    if len(here) > 1 and not found:
        found = [
            pair for each in here for pair in _anchored(facts, each, rows, sentence, alone=False)
        ]
    if not (found and len({(a.value, b.value) for a, b in found}) == 1):
        later = [(a, b) for a, b in found if way and (a.value < b.value) == (way == "up")]
        found = later[-1:] if len(here) == 1 and len(later) == 1 else found
    pair = _meant(facts, said, sentence, found)
    if pair is None or (not here and _of_another_noun(facts, sentence, pair)):
        return None
    return _in_order(pair, way)


def _of_another_noun(
    facts: Facts, sentence: tuple[int, int], pair: tuple[Quantity, Quantity]
) -> bool:
    """Whether a sentence without values names what changed, and the values before it count something else."""
    language = language_tables(facts.language)
    named = language.pattern("number_of").search(facts.text, *sentence)
    if named is None:
        return False
    tokens = words(facts.text, named.end(), sentence[1])
    place = next((n for n, word in enumerate(tokens) if word.low not in language.closed), None)
    if place is None or turns(facts, tokens[place].start, tokens[place].end):
        return False  # "their number rose"
    noun = group_after(tokens, place, language).head
    heads = {_noun(facts, q) for q in pair} - {""}
    if not noun or not heads or (noun in language.persons and heads & language.persons):
        return False
    return not any(alike(stem_of(noun), stem_of(head)) for head in heads)


def _usable(listed: Iterable[Quantity]) -> list[Quantity]:
    listed = list(listed)
    means = len(listed) == 2 and all(q.each for q in listed)
    return [
        q
        for q in listed
        if q.unit in _UNITS
        and q.value > 0
        and not (q.spoken or (q.each and not means) or q.subset)
        and q.of is None
        and q.bound not in {"less_than", "more_than"}
    ]


def comparable(facts: Facts, a: Quantity, b: Quantity) -> bool:
    """Whether two values may be of one thing: one noun, or one of them without a noun, or persons both."""
    if a.unit != b.unit or a.unit_word != b.unit_word or a.index in {b.of, b.whole}:
        return False
    if b.index in {a.of, a.whole}:
        return False
    one, other = _noun(facts, a), _noun(facts, b)
    persons = language_tables(facts.language).persons
    return (
        not one or not other or one == other or {one, other} <= persons
        or alike(stem_of(one), stem_of(other))
    )  # fmt: skip


def _noun(facts: Facts, q: Quantity) -> str:
    """What a value counts; "" where the words beside it only say that it rose or was more."""
    plain = any(
        field(name, facts.language).search(q.group.text)
        for name in ("rose", "fell", "more", "fewer", "compared")
    )
    return "" if plain else q.group.head


def _of_its_noun(
    facts: Facts, here: list[Quantity], rows: list[list[Quantity]], said: tuple[int, int]
) -> list[list[Quantity]]:
    """Values of the sentence before, for one that the change itself is said of: "the 214 calls are a rise of"."""
    q = here[0]
    between = facts.text[min(q.end, said[1]) : max(q.start, said[0])]
    if len(here) > 1 or not q.group.head or re.search(r"[,;:()]", between):
        return []
    return [[other for other in row if other.group.head == q.group.head] for row in rows[:1]]


def _pairs(facts: Facts, values: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    return [(a, b) for a, b in combinations(values, 2) if comparable(facts, a, b)]


def _anchored(
    facts: Facts,
    anchor: Quantity,
    rows: list[list[Quantity]],
    sentence: tuple[int, int],
    *,
    alone: bool,
) -> list[tuple[Quantity, Quantity]]:
    """One value here, the other in the nearest sentence that counts the same, where the sentence compares."""
    subject = stems(facts.text[slice(*sentence)])
    if rows and len(rows[0]) == 1 == sum(len(row) for row in rows) and alone:
        return [(rows[0][0], anchor)] if rows[0][0].unit == anchor.unit else []
    for row in rows:
        mates = [q for q in row if comparable(facts, anchor, q)] or [
            q
            for q in row
            if q.unit == anchor.unit
            and any(alike(noun, s) for noun in noun_stems(facts, q) for s in subject)
        ]
        named = [q for q in mates if q.group.head]
        if mates:
            return [(q, anchor) for q in (named or mates)]
    return []


def _told(facts: Facts, rows: list[list[Quantity]]) -> list[tuple[Quantity, Quantity]]:
    """Two values told right before: in one sentence, or one in each of two."""
    if not rows:
        return []
    if len(rows[0]) > 1:
        return _pairs(facts, rows[0])
    return [
        (q, rows[0][0])
        for q in (rows[1] if len(rows) > 1 else [])
        if comparable(facts, q, rows[0][0])
    ]


def _meant(
    facts: Facts,
    said: tuple[int, int],
    sentence: tuple[int, int],
    found: list[tuple[Quantity, Quantity]],
) -> tuple[Quantity, Quantity] | None:
    """The pair that the clause of the change speaks of, where there are several."""
    if len({(a.value, b.value) for a, b in found}) < 2:
        return found[0] if found else None
    start, end = sentence
    cuts = [cut.end() for cut in _STOP.finditer(facts.text, start, said[0])]
    stop = _STOP.search(facts.text, said[1], end)
    clause = facts.text[cuts[-1] if cuts else start : stop.start() if stop else end]
    for name in ("compared", "rose", "fell", "whole_of"):
        clause = field(name, facts.language).sub(" ", clause)
    subject = stems(clause)
    marks = [(_spoken_of(facts, pair, subject), place) for place, pair in enumerate(found)]
    best = max(mark for mark, _ in marks)
    first = [found[place] for mark, place in marks if mark == best]
    return first[0] if best and len({(a.value, b.value) for a, b in first}) == 1 else None


def _spoken_of(facts: Facts, pair: tuple[Quantity, Quantity], subject: frozenset[str]) -> int:
    """2 where the noun of a pair is the subject's, 1 where a word beside both its values is."""
    heads = {stem for q in pair for stem in noun_stems(facts, q)}
    if any(alike(head, stem) for head in heads for stem in subject):
        return 2
    beside = [words_beside(facts, q) for q in pair]
    return int(
        all(any(alike(word, stem) for word in words for stem in subject) for words in beside)
    )


def noun_stems(facts: Facts, q: Quantity) -> frozenset[str]:
    """The noun that a value counts, in stems that stand in the words of a sentence too."""
    language = language_tables(facts.language)
    words = re.findall(r"[^\W\d_]+", q.group.text.lower())
    nouns = [word for word in words if language.stem(word) == q.group.head]
    return frozenset(map(stem_of, nouns or ([q.group.head] if q.group.head else [])))


def words_beside(facts: Facts, q: Quantity) -> frozenset[str]:
    """Stems of the words around a value, up to the next number."""
    start, end = q.sentence
    before = re.split(r"\d", facts.text[max(start, q.start - _BESIDE) : q.start])[-1]
    behind = re.split(r"\d", facts.text[q.end : min(end, q.end + _BESIDE)])[0]
    return stems(before) | stems(behind)


def _in_order(pair: tuple[Quantity, Quantity], way: str) -> Move | None:
    """The pair with the value before the change first; None where their dates contradict its way."""
    a, b = pair
    one, two = a.around.period, b.around.period
    if one and two and one.first and two.first and one.first != two.first:
        a, b = (a, b) if one.first < two.first else (b, a)
        if way and (way == "up") != (a.value < b.value):
            return None
        return Move(a, b, "dated")
    low, high = sorted(pair, key=lambda q: q.value)
    if way:
        return Move(high, low, "dated") if way == "down" else Move(low, high, "dated")
    return Move(a, b, "dated")
