"""Endings of cases and of words made from names: what two right forms of one name differ in."""

from __future__ import annotations

import re
from functools import lru_cache

from probanda.audit.lexicon import words

__all__ = [
    "RU_ENDING",
    "ill_formed",
    "one_root",
    "one_word_in_two_cases",
]

#: Endings of cases and genders in Russian.
RU_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|иях|ией|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую"
    r"|юю|ом|ем|ам|ям|ия|ии"
    r"|ию|[аяоеиыуюьй])\Z"
)


def one_word_in_two_cases(x: str, y: str) -> bool:
    """Whether what two Russian words don't share are endings of cases: "рустам" and "рустама"."""
    if "заде" in {x[-4:], y[-4:]} and x != y:
        return False  # such surnames have no cases
    if RU_ENDING.sub("", x) == RU_ENDING.sub("", y):
        return True
    shared = next(
        (i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y))
    )
    rests = x[shared:], y[shared:]
    if shared >= 3 and all(not rest or RU_ENDING.fullmatch(rest) for rest in rests):
        return True
    short, long = sorted((x, y), key=lambda word: not _FLEETING.search(word))
    bare = _FLEETING.sub(r"\1", short)  # "Павел", "Павлу"
    return bare != short and len(bare) >= 3 and bool(re.fullmatch(bare + _CASE, long))


_FLEETING = re.compile(r"[ео]([лкцньрт])\Z")
_CASE = r"(?:[аеуы]|ом|ем)"
#: "баронов" with what no case makes of it: "бароновй", "бароновю".
_NO_CASE = re.compile(r".{2,}(?:[оеё]в|[иы]н)(?:й|ю|я|и|йо|оо|ои|ыи|мы|ай|уй|ую|юй|йй|оу)\Z")


def ill_formed(surname: str) -> bool:
    """Whether a Russian surname in small letters ends as none of its cases does.

    >>> ill_formed("бароновй"), ill_formed("бароновой")
    (True, False)
    """
    return _NO_CASE.fullmatch(surname) is not None


def one_root(a: str, b: str) -> bool:
    """Whether two stems differ in what makes a word of another kind from one root alone: "Kevria", "Kevrian".

    >>> one_root("kevria", "kevrian"), one_root("николаевк", "николаевн"), one_root("gorvan", "horvan")
    (True, True, False)
    """
    return bool(_roots(a) & _roots(b))


@lru_cache(maxsize=8192)
def _roots(word: str) -> frozenset[str]:
    """A stem and what is left of it without one ending, and without two."""
    endings = words("word_of_name", "ru" if "а" <= word[:1] <= "ё" else "en").split("|")
    found = {word}
    for _ in range(2):
        found |= {
            each.removesuffix(ending)
            for each in found
            for ending in endings
            if each.endswith(ending) and len(each) - len(ending) >= 3
        }
    return frozenset(found)
