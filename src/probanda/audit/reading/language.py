"""The language of a text, by its most frequent little words: a table that anybody can check.

Each language's list holds words that are common in it and rare in the others. The language whose words are the
largest share of the text wins, if the share is large enough and clearly above the second; else "und".
"""

from __future__ import annotations

import re
from collections import Counter

from probanda.audit.words import words as word_list

__all__ = ["LANGUAGES", "language_of"]

LANGUAGES = ("en", "ru", "es", "fr", "az")
_WORD = re.compile(r"[^\W\d_]+")
#: Words looked at: enough to be sure, few enough to be quick.
_ENOUGH = 20_000
_LEAST_SHARE = 0.05
_CLEARLY = 1.25


def language_of(text: str) -> str:
    """The language as "en", "ru", "es", "fr" or "az"; "und" when no list fits.

    >>> language_of("Les deux corps ont été trouvés dans la carrière par des habitants du village.")
    'fr'
    """
    counts: Counter[str] = Counter()
    words = 0
    for found in _WORD.finditer(text):
        words += 1
        if words > _ENOUGH:
            break
        word = found[0].lower()
        for language in LANGUAGES:
            if word in word_list("little", language):
                counts[language] += 1
    if not counts or words == 0:
        return "und"
    ranked = counts.most_common(2)
    best, count = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    if count / min(words, _ENOUGH) < _LEAST_SHARE or count < _CLEARLY * second:
        return "und"
    return best
