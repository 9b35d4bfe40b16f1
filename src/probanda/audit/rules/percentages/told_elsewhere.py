"""Changes told without their values, against the same change told with them in another place.

"Arrests have doubled" in the summary, "arrests rose from 148 to 229" in a chapter: a change without values is held
against those told with values that go the same way, speak of what it speaks of and name no other years or places.
It is wrong only where none of them bears it out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.bound import bound_moves, unbound_sizes
from probanda.audit.rules.percentages.fit import fits
from probanda.audit.rules.percentages.moves import Move
from probanda.audit.rules.percentages.pointed import noun_stems
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit

__all__ = ["sizes_told_elsewhere", "told_elsewhere"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Words that a sentence must share with the change told elsewhere; the noun of its values counts for all.
_SHARED = 2
#: Stems of one word begin alike.
_HEAD = 4
#: More changes of one way than these under a word, and it is a word of the whole document.
_COMMON = 6
#: Smaller sizes are told of too many things, and one further off than this is another change's.
_LEAST, _FAR = 3, Decimal("1.8")


@dataclass(frozen=True, slots=True)
class _Told:
    """A change told with its values, and what its sentence speaks of."""

    move: Move
    words: frozenset[str]
    years: frozenset[str]
    names: frozenset[str]
    block: int


def told_elsewhere(
    facts: Facts, sentence: tuple[int, int], block: int, way: str, fits: Callable[[Move], bool]
) -> Move | None:
    """The values of a change told without them; None where they bear it out, or where it is open which are meant.

    Args:
        facts: the document.
        sentence: of the change.
        block: index of its block.
        way: "up" or "down".
        fits: whether two values bear it out.
    """
    words, years, names = _speaks_of(facts, sentence)
    marks: dict[int, int] = defaultdict(int)
    known, by_word = facts.of(_changes)
    for word in words:
        near = {place for stem, place in by_word.get(word[:_HEAD], ()) if alike(stem, word)}
        for place in near if len(near) <= _COMMON else ():
            marks[place] += _SHARED if _noun_of(facts, known[place].move, word) else 1
    found = [
        (count, known[place].move)
        for place, count in marks.items()
        if known[place].block != block
        and _way(known[place].move) == way
        and (not years or not known[place].years or years & known[place].years)
        and (not names or not known[place].names or names & known[place].names)
    ]
    if any(fits(move) for _, move in found):
        return None
    best = max((count for count, _ in found), default=0)
    told = [move for count, move in found if count == best]
    return (
        told[0]
        if best >= _SHARED and len({(m.first.value, m.second.value) for m in told}) == 1
        else None
    )


def _noun_of(facts: Facts, move: Move, word: str) -> bool:
    """Whether a stem is of the noun that the values of a change count."""
    heads = {stem for q in (move.first, move.second) for stem in noun_stems(facts, q)}
    return any(alike(head, word) for head in heads)


def _way(move: Move) -> str:
    return "up" if move.second.value > move.first.value else "down"


def _speaks_of(
    facts: Facts, sentence: tuple[int, int]
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Stems, years and names of a sentence; words of change and comparison left out."""
    text = facts.text[slice(*sentence)]
    years = frozenset(_YEAR.findall(text))
    names = frozenset(run.text.lower() for run in names_between(facts, *sentence))
    for name in ("rose", "fell", "compared", "change", "whole_of"):
        text = field(name, facts.language).sub(" ", text)
    return frozenset(stem for stem in stems(text) if not stem.isdigit()), years, names


def _changes(facts: Facts) -> tuple[list[_Told], dict[str, list[tuple[str, int]]]]:
    """Every change told with two values, and by the head of each word the changes that have it."""
    known: list[_Told] = []
    by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for move, sentence, block in facts.of(bound_moves):
        words, years, names = _speaks_of(facts, sentence)
        for word in words:
            by_word[word[:_HEAD]].append((word, len(known)))
        known.append(_Told(move, words, years, names, block))
    return known, by_word


def sizes_told_elsewhere(facts: Facts) -> Iterator[Hit]:
    """Changes in per cent without values that the values told elsewhere don't bear out."""
    for size, turn in unbound_sizes(facts):
        if not turn.way or size.value < _LEAST:
            continue
        move = told_elsewhere(facts, size.sentence, size.block, turn.way, partial(_near, size))
        if move is None:
            continue
        true = abs(move.second.value - move.first.value) * 100 / move.first.value
        if true / _FAR <= size.value <= true * _FAR:
            yield Hit(
                size.start,
                size.end,
                f"From {move.first.shown} to {move.second.shown} is {true.quantize(Decimal('0.1'))}%, "
                f"not {size.shown}.",
                "Correct the percentage or the two numbers.",
                ((move.first.start, move.first.end), (move.second.start, move.second.end)),
                "warning",
            )


def _near(size: Quantity, move: Move) -> bool:
    return fits(size, abs(move.second.value - move.first.value), move.first.value)
