"""A common word misspelt: written once, a letter apart from one written often, and made of odd letters.

No dictionary is asked. Two right words a letter apart ("county", "country") are made of letters as other words of
the text are; a slip nearly always has three in a row that no other word has ("esñor", "governemnt"). All slips of
a document are one note: they hurt the reading, not the case.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["misspelt_words"]

_WORD = re.compile(r"(?<![\w@/.-])[^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_A-ZÀ-ÖØ-ÞА-ЯЁ]{4,}(?![\w@/’'-]|\.\w)")
_PROSE = {"paragraph", "list-item", "quote", "footnote", "caption"}
#: So often the right word stands; so many different words make a text whose letters can be weighed.
_OFTEN, _ENOUGH = 3, 250
_SHOWN = 5


def misspelt_words(facts: Facts) -> Iterator[Hit]:
    """One note with the slips of a document."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for block in facts.document.blocks:
        if block.kind in _PROSE:
            for found in _WORD.finditer(facts.text, block.start, block.end):
                places[found.group()].append(found.span())
    made_of = Counter(three for word in places for three in set(_threes(word)))
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word, own in places.items():
        if len(own) >= _OFTEN:
            for rest in _rests(word):
                by_rest[rest].append(word)
    slips = []
    for word, own in places.items():
        if len(own) > 1 or len(word) < 5:
            continue
        usual = {each for rest in _rests(word) for each in by_rest.get(rest, ())}
        fitting = [each for each in usual if _is_slip(word, each, made_of, len(places))]
        if len(fitting) == 1:
            slips.append((own[0], word, fitting[0]))
    if slips:
        slips.sort()
        shown = ", ".join(f"“{odd}” (“{right}”)" for _, odd, right in slips[:_SHOWN])
        more = f" and {len(slips) - _SHOWN} more" if len(slips) > _SHOWN else ""
        yield Hit(
            *slips[0][0],
            f"{shown}{more}: written once, a letter apart from a common word.",
            "Correct the spelling.",
            tuple(span for span, _, _ in slips[1:8]),
            "note",
        )


def _is_slip(odd: str, usual: str, made_of: Counter[str], different: int) -> bool:
    turned = odd[:2] == usual[1::-1] and odd[2:] == usual[2:]
    how = "moved" if turned else _slip(odd, usual)
    if not how or (len(odd) < 6 and not turned) or usual in {odd + odd[-1], odd[:-1]}:
        return False
    strange = sum(made_of[three] == 1 for three in _threes(odd) if three not in usual)
    doubled = re.sub(r"(.)\1+", r"\1", odd) == re.sub(r"(.)\1+", r"\1", usual)
    if different < _ENOUGH:
        return strange > 0 and (how == "moved" or doubled)
    return strange > (how != "moved" and not doubled) and how in {"moved", "left out"}


def _threes(word: str) -> list[str]:
    return [word[at : at + 3] for at in range(len(word) - 2)]


def _rests(word: str) -> Iterator[str]:
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _slip(odd: str, usual: str) -> str:
    """How one word is another misspelt inside: "moved", "left out" or put in; "" for every other way."""
    if odd[:1] != usual[:1] or odd == usual:
        return ""
    head = next((i for i, (a, b) in enumerate(zip(odd, usual, strict=False)) if a != b), 99)
    backwards = zip(odd[::-1], usual[::-1], strict=False)
    tail = next((i for i, (a, b) in enumerate(backwards) if a != b), 99)
    if head == 99 or tail == 99:
        return ""
    one = odd[head : max(head, len(odd) - tail)]
    other = usual[head : max(head, len(usual) - tail)]
    if sorted(one) == sorted(other) and len(one) == 2:
        return "moved"
    inside = tail >= (1 if "а" <= odd[:1] <= "ё" else 2)
    return (
        "left out"
        if inside and abs(len(odd) - len(usual)) == 1 and max(len(one), len(other)) <= 1
        else ""
    )
