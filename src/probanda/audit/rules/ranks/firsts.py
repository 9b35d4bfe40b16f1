"""“No case was recorded before 2020” against a sentence in the same words that tells of an earlier year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.yearly import YEAR, years_of
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.statements import content, rarity

__all__ = ["firsts"]

_WORD = re.compile(r"[^\W\d_]{3,}")
#: How much of the words of the claim, by their weight, the other sentence must hold, and how many of them.
_HELD, _LEAST = 0.8, 2


def firsts(facts: Facts) -> Iterator[Hit]:
    """Hold every "none before" against the sentences that tell the same of a year before."""
    none = rank_words("none_before", facts.language)
    for block in facts.document.prose():
        if none.search(facts.text, block.start, block.end) is None:
            continue
        for sentence in facts.document.sentences(block):
            found = none.search(facts.text, *sentence)
            if found is None or in_speech(facts, found.start()):
                continue
            first = int(YEAR.findall(found[0])[0])
            other = _earlier(facts, found, sentence, first)
            if other is not None:
                yield Hit(
                    *found.span(),
                    f"“{facts.quote(*found.span())}”, but the same is told of {_year(facts, other, first)}.",
                    "Correct the words or the year.",
                    (other,),
                    "warning",
                )


def _earlier(
    facts: Facts, found: re.Match[str], sentence: tuple[int, int], first: int
) -> tuple[int, int] | None:
    cut = facts.text.find(",", found.end(), sentence[1])
    words = _forms(facts, found[0] + facts.text[found.end() : cut if cut > 0 else sentence[1]])
    weigh = facts.of(rarity)
    whole = sum(weigh.get(word, 0) for word in words)
    index = facts.of(_dated)
    places = {place for word in words for place in index.get(word, ())}
    for place in sorted(places - {sentence}):
        common = words & _forms(facts, facts.text[slice(*place)])
        held = sum(weigh.get(word, 0) for word in common)
        said = facts.text[slice(*place)]
        plain = not said_of("nobody", facts.language, said) and not in_speech(facts, place[0])
        if len(common) >= _LEAST and held >= whole * _HELD and plain and _year(facts, place, first):
            return place
    return None


def _year(facts: Facts, sentence: tuple[int, int], first: int) -> int:
    """The latest year before one that a sentence names; 0 where it also names a later one."""
    years = years_of(facts.text[slice(*sentence)])
    return max(years) if years and max(years) < first else 0


def _dated(facts: Facts) -> dict[str, list[tuple[int, int]]]:
    """The sentences that name years, by their words."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for block in facts.document.prose():
        for sentence in facts.document.sentences(block):
            if YEAR.search(facts.text, *sentence):
                for word in _forms(facts, facts.text[slice(*sentence)]):
                    found[word].append(sentence)
    return found


def _forms(facts: Facts, said: str) -> frozenset[str]:
    language = language_tables(facts.language)
    forms = (content(word, language) for word in _WORD.findall(said.lower()))
    return frozenset(form for form in forms if form)
