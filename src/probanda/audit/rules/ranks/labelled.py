"""Words of labels: their stems, and whether two stems are of one word in two forms."""

from __future__ import annotations

import re
from functools import lru_cache

from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.reckoning import alike
from probanda.audit.rules.same.statements import content

__all__ = ["YEAR", "alike", "forms", "stem_of", "stems", "stems_at"]

#: A year by itself, no day's and no season's.
YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?!\d|[./]\d)")
_WORD = re.compile(r"[^\W\d_]{3,}|(?<!\d)(?:19|20)\d\d(?!\d)")
_PLAIN = str.maketrans("áàâéèêëíîïóôöúùûü", "aaaeeeeiiiooouuuu")
_LETTERS = re.compile(r"[^\W\d_]+")
_STOP = re.compile(
    r"the|and|for|with|from|into|were|was|are|had|has|been|that|this|these|those|there|their|them|they|which|who"
    r"|whom|than|then|cases|persons|people|person|reported|recorded|registered|documented|others?|about|only|also"
    r"|для|при|или|что|как|это|эти|были|было|был|его|она|они|которые|человек|людей|случаев|случая"
    r"|los|las|del|con|por|para|una|uno|fueron|eran|que|casos|personas|les|des|dans|par|pour|une|ont|été|sont|cas"
)


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Stems of the words that can tell one label from another."""
    return frozenset(stem for stem, _ in stems_at(text))


def stems_at(text: str) -> list[tuple[str, int]]:
    """Stems with the place of their word."""
    found = [(match.group().lower(), match.start()) for match in _WORD.finditer(text)]
    return [(stem_of(word), place) for word, place in found if not _STOP.fullmatch(word)]


def stem_of(word: str) -> str:
    """A word in small letters without its ending and its accents."""
    word = word.translate(_PLAIN)
    if word.isdecimal():
        return word
    cut = 3 if "а" <= word[:1] <= "ё" else 2
    return word[: max(4, len(word) - cut)]


def forms(facts: Facts, said: str) -> list[str]:
    """The content words of a text as the weights of rare words know them, in order."""
    language = language_tables(facts.language)
    found = (content(word, language) for word in _LETTERS.findall(said.lower()))
    return [form for form in found if form]
