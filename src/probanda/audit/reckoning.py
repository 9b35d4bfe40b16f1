"""What numbers allow: bounds, rounding, and whether two groups of words count things of one kind."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from probanda.audit.extract.language import Language
from probanda.audit.extract.phrases import Group
from probanda.audit.extract.quantities import Quantity

__all__ = [
    "alike",
    "clash",
    "counts_same",
    "is_person",
    "kind_of",
    "noun_left_out",
    "round_to",
    "rounding",
    "same_kind",
    "step_of",
    "value_range",
    "within_rounding",
]


def rounding(decimals: int) -> Decimal:
    """Half a unit of the last figure written.

    >>> rounding(0), rounding(1)
    (Decimal('0.5'), Decimal('0.05'))
    """
    return Decimal("0.5").scaleb(-decimals)


def round_to(q: Quantity) -> Decimal:
    """The unit of the last figure of "2.4 million": 100,000; 0 for a number told to its last figure."""
    if not q.decimals or q.value < _THOUSAND:
        return Decimal(0)
    scale = (q.value.adjusted() // 3) * 3
    return Decimal(1).scaleb(scale - q.decimals)


_THOUSAND = 1000


def within_rounding(said: Decimal, true: Decimal, decimals: int) -> bool:
    """Whether a value as written may be the rounding of a computed one."""
    return abs(said - true) <= rounding(decimals) + Decimal("0.0001")


def is_person(group: Group, language: Language) -> bool:
    """Whether a group counts persons, as far as the words tell."""
    return group.head in language.persons


def kind_of(group: Group, language: Language) -> tuple[str, str]:
    """The kind of label that a group carries, and the label: ("sex", "woman"); two empty words when none."""
    for word in (group.head, *sorted(group.labels), *sorted(_words(group))):
        if word in language.kinds:
            return language.kinds[word], word
    return "", ""


def _words(group: Group) -> list[str]:
    return [word.lower() for word in group.text.split()]


def same_kind(whole: Group, part: Group, language: Language) -> bool:
    """Whether a part may be counted in the same things as the whole."""
    if not part.head or not whole.head or part.head == whole.head:
        return True
    return is_person(whole, language) and is_person(part, language)


def noun_left_out(q: Quantity, language: Language) -> bool:
    """Whether a number stands without its noun: "eleven were executed", "18 de ellas", "nine Sartanian"."""
    group = q.group
    if not group.text or not q.end <= group.start <= q.end + 2:
        return True  # inherited, or behind "were", "of them"
    first = group.text.split()[0]
    low = first.lower()
    if low in language.irregular or low in language.kinds:
        return False
    verb = language.participle.match(low)
    english = language.code == "en" and low.endswith(("ed", "ing")) and language.stem(low) == low
    return bool(verb or english) or (first[0].isupper() and len(group.text.split()) == 1)


def counts_same(whole: Quantity, part: Quantity, language: Language) -> bool:
    """Whether a part is counted in what its whole is counted in, as far as the words tell."""
    return noun_left_out(part, language) or same_kind(whole.group, part.group, language)


def step_of(text: str, q: Quantity) -> Decimal:
    """The unit of the last figure written: 100,000 for "17.8 million", 1 for "178" and for "5 mil 604"."""
    if _TAIL.search(text, q.start, q.end):
        return Decimal(1)
    scaled = re.search(r"[^\W\d_]", text[q.start : q.end]) is not None and not q.words
    plain = re.match(r"[\d.,\s\u00a0\u202f]+", text[q.start : q.end])
    if not scaled or plain is None or not q.value:
        return Decimal(1).scaleb(-q.decimals)
    figures = Decimal(re.sub(r"\D", "", plain.group()) or "1").scaleb(-q.decimals)
    return (q.value / figures if figures else Decimal(1)).scaleb(-q.decimals)


#: Figures behind a word of scale: "5 mil 604", "2 тысячи 364".
_TAIL = re.compile(r"\d\s+[^\W\d_]+\.?\s+\d{1,3}(?!\d)")


def value_range(q: Quantity) -> tuple[Decimal, Decimal]:
    """The lowest and the highest value that the words allow."""
    far = Decimal(10) ** 12
    value, step = q.value, Decimal(1).scaleb(-q.decimals)
    if q.bound == "at_least":
        return value, far
    if q.bound == "more_than":
        return value + (step if q.value < 100 or q.value % 10 else Decimal(0)), far
    if q.bound == "less_than":
        return Decimal(0), value - step
    if q.bound == "up_to":
        return Decimal(0), value
    if q.bound == "about":
        return value * Decimal("0.9") - step, value * Decimal("1.1") + step
    return value, value


def clash(a: Quantity, b: Quantity) -> bool:
    """Whether two statements of one quantity can't both hold.

    "At least 40" and "38" clash, "about 4,000" and "3,980" don't. A value with many noughts is
    taken as rounded when the other one rounds to it and is larger than a thousand.
    """
    (low_a, high_a), (low_b, high_b) = value_range(a), value_range(b)
    if low_a <= high_b and low_b <= high_a:
        return False
    if a.exact and b.exact:
        larger, smaller = (a, b) if _noughts(a.value) < _noughts(b.value) else (b, a)
        noughts = _noughts(smaller.value)
        if (
            noughts >= 2
            and abs(larger.value - smaller.value) <= Decimal(10) ** noughts / 2
            and smaller.value >= 1000
        ):
            return False
    return True


@lru_cache(maxsize=4096)
def _noughts(value: Decimal) -> int:
    text = str(int(value))
    return len(text) - len(text.rstrip("0"))


def alike(one: str, other: str) -> bool:
    """Whether two stems are of one word in two forms."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= 4
        and len(long) - len(short) <= 3
        and long.startswith(short)
        and not long.isdigit()
    )
