"""“This is lower than in Orran and Veldt”: a number taken up, against those of sentences built alike elsewhere.

Reports that treat one place after the other say the same of each in the same words. The number of another place is
the one of its unit in a sentence that holds most words of the number's own, where the sentence or the title of its
section names that place and no place of the claim's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.registry import Hit

__all__ = ["parallels"]

_UNITS = frozenset({"count", "percent", "rate", "money"})
#: The part of the words of the shorter sentence that both must hold; the fewest words that tell it.
_HELD, _LEAST = 0.6, 4
#: Code points in which a sentence takes a number up, and words of one that does.
_OPENING, _SHORT = 40, 30


def parallels(facts: Facts) -> Iterator[Hit]:
    """Hold every number that a sentence takes up and compares with other places against the numbers of these."""
    text, language = facts.text, facts.language
    for block in facts.document.prose():
        if rank_words("than", language).search(text, block.start, block.end) is None:
            continue
        sentences = facts.document.sentences(block)
        for place, (start, end) in enumerate(sentences[1:]):
            opening = text[start : min(end, start + _OPENING)]
            taken = rank_words("taken_up", language).match(opening)
            if taken is None or len(text[start:end].split()) > _SHORT or in_speech(facts, start):
                continue
            for name in ("more", "fewer"):
                found = rank_words(name, language).search(text, start, start + len(opening))
                than = (
                    rank_words("than", language).search(text, found.end(), end) if found else None
                )
                if found is None or than is None or said_of("no_comparison", language, opening):
                    continue
                hit = _held(
                    facts, block, sentences[place], (found, than.end(), end), name == "more"
                )
                if hit is not None:
                    yield hit


def _held(
    facts: Facts,
    block: Block,
    before: tuple[int, int],
    claim: tuple[re.Match[str], int, int],
    more: bool,
) -> Hit | None:
    found, since, end = claim
    rows = facts.of(by_block).get(block.index, ())
    own = [
        q for q in rows if q.sentence == before and q.unit in _UNITS and q.exact and not q.spoken
    ]
    names = names_between(facts, since, end)
    if not own or not names or any(q.sentence == (found.start(), end) for q in rows):
        return None
    sign, q = 1 if more else -1, own[-1]
    for run in names:
        others = _built_alike(facts, q, stems(run.text))
        if others and all(sign * q.value < sign * other.value for other in others):
            return Hit(
                *found.span(),
                f"“{facts.quote(*found.span())}” is said of {q.shown}, but {others[0].shown} is told of "
                f"{run.text}.",
                "Correct the word or the numbers.",
                ((q.start, q.end), (others[0].start, others[0].end)),
                "warning",
            )
    return None


def _built_alike(facts: Facts, q: Quantity, name: frozenset[str]) -> list[Quantity]:
    """The last numbers, of the same unit, of sentences built alike where a name is spoken of."""
    words = stems(facts.text[slice(*q.sentence)])
    index = facts.of(_by_word)
    seen: dict[tuple[int, int], int] = defaultdict(int)
    for word in words:
        for sentence in index.get(word, ()):
            seen[sentence] += 1
    found = []
    for sentence, common in seen.items():
        least = min(len(words), len(stems(facts.text[slice(*sentence)]))) * _HELD
        if sentence == q.sentence or common < max(_LEAST, least):
            continue
        own = [o for o in facts.of(_by_sentence)[sentence] if o.unit == q.unit and o.exact]
        section = facts.document.section_of(sentence[0])
        title = section.title if section is not None else ""
        spoken = stems(f"{facts.text[slice(*sentence)]} {title}")
        if own and all(any(alike(a, b) for b in spoken) for a in name):
            found.append(own[-1])
    return found


def _by_sentence(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    known: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is None and q.unit in _UNITS:
            known[q.sentence].append(q)
    return known


def _by_word(facts: Facts) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for sentence in facts.of(_by_sentence):
        for word in stems(facts.text[slice(*sentence)]):
            found[word].append(sentence)
    return found
