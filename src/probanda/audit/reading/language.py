"""The language of a text, by its most frequent little words: a table that anybody can check.

Each language's list holds words that are common in it and rare in the others. The language whose words are the
largest share of the text wins, if the share is large enough and clearly above the second; else "und".
"""

from __future__ import annotations

import re
from collections import Counter

__all__ = ["LITTLE_WORDS", "language_of"]

LITTLE_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in that was were by with for from which been their not are this have had".split()
    ),
    "ru": frozenset(
        "и в не на что с по был были для от из к его как также или их при о это".split()
    ),
    "es": frozenset(
        "de la que el en y los del las por con una para su fue al como más han se".split()
    ),
    "fr": frozenset(
        "de la et le les des que dans du en par une pour est qui au été ont sur aux".split()
    ),
    "az": frozenset(
        "və ilə bu üçün olan bir də ki olunmuş edilmiş tərəfindən onun həmin edən olub haqqında".split()
    ),
}
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
        for language, little in LITTLE_WORDS.items():
            if word in little:
                counts[language] += 1
    if not counts or words == 0:
        return "und"
    ranked = counts.most_common(2)
    best, count = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0
    if count / min(words, _ENOUGH) < _LEAST_SHARE or count < _CLEARLY * second:
        return "und"
    return best
