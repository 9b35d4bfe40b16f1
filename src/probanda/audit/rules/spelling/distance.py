"""How far two spellings of a name lie apart: an edit distance in which what hands confuse is cheap.

Names are folded first: two letters of one sound become one ("kh", "sh", "ou"), accents and apostrophes go. Then a
vowel for a vowel costs a third of a letter, a doubled letter or a silent "h" less, another consonant a whole one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["apart", "bones", "folded", "unaccented"]

#: Letters of one sound, the longer first; a capital stands for one letter of its own.
_PAIRS = (
    "tch=C dzh=J shch=S sch=S kh=H gh=G sh=S ch=C zh=Z dj=J sz=S dh=d th=t ph=f ck=k que=ke qui=ki"
    " aya=aa oo=u ou=u ee=i ts=c tz=c tx=C w=v y=i j=J ё=е э=е"
)
_SOUNDS = [pair.split("=") for pair in _PAIRS.split()]
_VOWELS = frozenset("aeiouаеиоуыюяй")
_SIGNS = frozenset("ьъ")
#: What is confused with what, at half a letter or less.
_NEAR = {
    frozenset(pair): cost
    for cost, row in (
        (0.15, "kq Hh Gg ck xH"),
        (0.3, "Hk Gq gq xJ gJ hJ Ji CJ cC cs сз яа юу ыи ий ие ао"),
        (
            0.45,
            "hg Hg bv sz kg td dt bp fv Zz Ss Cs ZJ cS cZ мн тд бп вф вб ву зж зс жш шщ гк гх хк чц чш",
        ),
    )
    for pair in row.split()
}
_VOWEL, _OTHER = 0.35, 1.1
_VOWEL_MORE, _LETTER_MORE, _DOUBLED, _SILENT, _MOVED = 0.45, 0.7, 0.2, 0.25, 0.5


_PLAIN = (("ı", "i"), ("ə", "a"), ("ß", "ss"), ("ş", "sh"), ("ğ", "gh"))


def unaccented(word: str) -> str:
    """A Latin word without its accents; other words as they are."""
    if word.isascii() or "а" <= word[:1].lower() <= "ё":
        return word
    for letter, plain in _PLAIN:
        word = word.replace(letter, plain)
    spelled = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in spelled if not unicodedata.combining(c)))


_WRITTEN_OUT = re.compile(r"(?<=.)x|\Aow(?=[^aeiou])|j(?=[^aeiou])|ie\Z")
_IN_FULL = {"x": "ks", "ow": "u", "j": "i", "ie": "i"}


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """A word in small letters with one letter for one sound; the capitals in it are such letters.

    >>> folded("Khodzhevan"), folded("Khojevan")
    ('HoJevan', 'HoJevan')
    """
    low = re.sub(r"['’‘ʿʼ` ]", "", unaccented(word.lower()))
    low = _WRITTEN_OUT.sub(lambda found: _IN_FULL[found.group()], low)
    for two, one in _SOUNDS:
        low = low.replace(two, one)
    return low


@lru_cache(maxsize=8192)
def bones(key: str) -> str:
    """The consonants of a folded name, doubled ones once, in classes of what is confused."""
    solid = "".join(_CLASS.get(c, c) for c in key if c not in _VOWELS and c not in _SIGNS)
    return re.sub(r"(.)\1+", r"\1", solid.replace("h", ""))


_CLASS = {
    c: row[0]
    for row in ("kqHGgxJC", "sczSZ", "bvf", "td", "кгх", "сзжшщц", "бп", "вф", "тд")
    for c in row
}


@lru_cache(maxsize=16384)
def apart(a: str, b: str) -> float:
    """The distance of two folded names in letters."""
    rows: list[list[float]] = [[0.0]]
    for j in range(1, len(b) + 1):
        rows[0].append(rows[0][-1] + _more(b, j - 1))
    for i in range(1, len(a) + 1):
        row = [rows[-1][0] + _more(a, i - 1)]
        for j in range(1, len(b) + 1):
            best = min(
                rows[i - 1][j - 1] + _instead(a[i - 1], b[j - 1]),
                rows[i - 1][j] + _more(a, i - 1),
                row[j - 1] + _more(b, j - 1),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + _MOVED)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _more(word: str, at: int) -> float:
    """What a letter more costs: less where it doubles its neighbour or is silent."""
    letter = word[at]
    if letter in _SIGNS or letter == "h":
        return _SILENT
    if (at and word[at - 1] == letter) or word[at + 1 : at + 2] == letter:
        return _DOUBLED
    return _VOWEL_MORE if letter in _VOWELS else _LETTER_MORE


def _instead(a: str, b: str) -> float:
    if a == b:
        return 0.0
    near = _NEAR.get(frozenset((a, b)))
    if near is not None:
        return near
    return (_VOWEL if max(a, b) < "а" else _VOWEL_MORE) if a in _VOWELS and b in _VOWELS else _OTHER
