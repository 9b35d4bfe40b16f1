"""Words of a text for comparing wordings: what counts as a word, and its short hash.

Case, quotation marks, kinds of apostrophe and hyphen, and enumerators such as "1." and "(a)" make no difference;
everything else does.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["HASH_BITS", "Word", "hash_of", "words"]

#: Bits kept of each word's hash: two different words agree by chance once in 16.8 million.
HASH_BITS = 24
_PERSON = b"probanda-law-1"
_TOKEN = re.compile(
    r"(?P<skip>(?<!\w)\((?:\d{1,2}|[a-z]|[ivx]{1,6})\)(?=[\s\w])|(?:^|(?<=[\n:;.]))\s*\d{1,2}\.(?=\s)|(?:^|(?<=\n))\s*[a-z]\)(?=\s))"
    r"|(?P<word>[^\W_](?:[^\W_]|\[[^\W_]\]|(?<=[^\W_])['’ʼ](?=[^\W_]))*|\[[^\W_]\][^\W_]+)"
)
_LETTER_IN_BRACKETS = re.compile(r"\[([^\W_])\]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place: as written, and the hash of its plain form."""

    start: int
    end: int
    text: str
    hash: int


@lru_cache(maxsize=200_000)
def hash_of(word: str) -> int:
    """The short hash of a word's plain form.

    >>> hash_of("Torture") == hash_of("torture"), hash_of("torture") == hash_of("tortured")
    (True, False)
    """
    plain = unicodedata.normalize("NFKC", word).replace("’", "'").replace("ʼ", "'").casefold()
    digest = hashlib.blake2b(plain.encode(), digest_size=HASH_BITS // 8, person=_PERSON)
    return int.from_bytes(digest.digest(), "big")


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words of a text (or of a part of it) with their places.

    >>> [w.text for w in words("1. No “State-Party” shall (a) expel; [t]he rights")]
    ['No', 'State', 'Party', 'shall', 'expel', '[t]he', 'rights']
    """
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        if found["word"]:
            word = found["word"]
            plain = _LETTER_IN_BRACKETS.sub(r"\1", word)
            yield Word(found.start(), found.end(), word, hash_of(plain))
