"""What a breakdown is worth: points for parts built alike, for nouns that fit, for a sum that is close."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.listing import Entry

__all__ = ["built", "close", "digits_apart", "led_alike", "one_figure", "some_make", "swapped"]

#: The least number of three figures.
_THREE = 100
_PREPOSITION = re.compile(
    r"\s*(in|at|from|near|on|to|by|with|for|against|between|under|over|after|during|as|of|were|was|had|is|are"
    r"|в|во|на|из|от|с|со|к|по|при|у|за|до|для|были|был|была|было|en|de|del|a|al|con|por|para|fueron|eran|son"
    r"|dans|à|au|aux|chez|par|pour|avec|sont|étaient)(?!\w)",
    re.IGNORECASE,
)
_LEAD = re.compile(r"([^\W\d_]+)\s*\Z")


def digits_apart(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers of two figures or more differ by one figure, or by two figures that changed places.

    >>> digits_apart(Decimal(4386), Decimal(4286)), digits_apart(Decimal(54), Decimal(45))
    (True, True)
    >>> digits_apart(Decimal(54), Decimal(63)), digits_apart(Decimal(5), Decimal(6))
    (False, False)
    """
    a, b = f"{one.normalize():f}", f"{other.normalize():f}"
    if len(a) != len(b) or len(a) < 2:
        return False
    unlike = [place for place, pair in enumerate(zip(a, b, strict=True)) if pair[0] != pair[1]]
    if len(unlike) == 1:
        return True
    if len(unlike) != 2:
        return False
    first, second = unlike
    return a[first] == b[second] and a[second] == b[first]


def swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers have the same figures, two of which changed places.

    >>> swapped(Decimal(41), Decimal(14)), swapped(Decimal(41), Decimal(42))
    (True, False)
    """
    return sorted(f"{one:f}") == sorted(f"{other:f}") and digits_apart(one, other)


def one_figure(values: Sequence[Decimal], whole: Decimal) -> bool:
    """Whether one changed figure in the whole or in a part explains why a sum misses its whole.

    A figure changed in a number of two is met by accident; there two must have changed places.

    >>> one_figure([Decimal(390), Decimal(45), Decimal(6)], Decimal(981))
    True
    """
    off = whole - sum(values, Decimal(0))
    pairs = [(whole, whole - off), *((value, value + off) for value in values)]
    return any(
        right > 0 and (digits_apart(said, right) if said >= _THREE else swapped(said, right))
        for said, right in pairs
    )


def built(parts: tuple[Entry, ...], whole: Quantity, language: Language, *, linked: bool) -> float:
    """Points for parts that are built alike, and for nouns that fit the whole."""
    score = 0.0
    ahead = [found[1].lower() for part in parts[1:] for found in [_LEAD.search(part.lead)] if found]
    behind = [
        found[1].lower() for part in parts for found in [_PREPOSITION.match(part.behind)] if found
    ]
    nouns = ["" if led_alike(parts) else part.noun for part in parts]
    own = [noun for noun in nouns if noun]
    led = len(ahead) == len(parts) - 1 and len(set(ahead)) == 1
    followed = len(behind) >= len(parts) - 1 and len(set(behind)) <= max(1, len(parts) - 1)
    if led or followed or all(re.search(r"[(:–—-]\s*\Z", part.gap) for part in parts[1:]):
        score += 1.0
    if not own or set(own) == {whole.group.head}:
        score += 1.0  # left out: they speak of what was counted before
    elif (
        len(own) == 1
        and nouns[0]
        and (own[0] in language.generic or {own[0], whole.group.head} <= language.persons)
    ):
        score += 0.8
    elif len(set(own)) == len(parts) and (
        linked or sum(noun in language.persons for noun in own) * 2 > len(own)
    ):
        score += 0.8  # each its own: judges, physicians, interpreters
    elif len(set(own)) == len(parts) > 2:
        score += 0.0
    elif len(set(own)) > 1:
        score -= 1.0 if linked or parts[-1].rest else 2.5
    elif (len(own) == 1 and nouns[0]) or (len(set(own)) == 1 and own[0] in language.generic):
        score += 0.3
    score += 0.5 if len(parts) == 3 else 0.8 if len(parts) > 3 else 0.0
    return score


def led_alike(parts: tuple[Entry, ...]) -> bool:
    """Whether one preposition stands before every part: "in five …, in six the complaint was rejected"."""
    words = [found[1].lower() for part in parts for found in [_LEAD.search(part.lead)] if found]
    return len(words) == len(parts) and len(set(words)) == 1 and len(words[0]) < 4


def close(total: Decimal, whole: Decimal, size: int, *, linked: bool = False) -> float:
    """Points for arithmetic: a sum that misses the whole by one figure, or by little."""
    ratio = abs(total - whole) / whole
    near = (
        2.0
        if ratio <= Decimal("0.03")
        else 1.5
        if ratio <= Decimal("0.06")
        else 1.0
        if ratio <= Decimal("0.13")
        else 0.0
    )
    if ratio > Decimal("0.3"):
        near = -1.5 if ratio <= Decimal("0.5") else -2.5
    elif ratio > Decimal("0.2"):
        near = -0.7
    if linked and total > whole:
        near = max(near, 0.5)  # parts of a whole that are more than it, however much
    return (
        near
        + (1.5 if digits_apart(total, whole) and whole >= 10 else 0.0)
        - (0.5 if size == 2 else 0.0)
    )


def some_make(values: list[Decimal], whole: Decimal) -> bool:
    """Whether some of the parts make the whole without the others."""
    return any(
        sum(some) == whole
        for n in range(2, len(values))
        for some in itertools.combinations(values[:10], n)
    )
