"""A name that stands often in a text, and once with one letter moved, left out, put in or changed.

Persons and places are compared elsewhere with all that is known of them; here any capitalised word counts that the
text never writes small: courts, bodies and names in lists of sources are seen too. Each is looked up by what is
left of it without one letter, so that a long text costs no more than its words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.names_in_text import runs, small_words
from probanda.audit.extract.persons import is_given
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.sounds import ADJECTIVE, RU_ENDING, ill_formed

__all__ = ["odd_words"]

Span = tuple[int, int]
_WORD = re.compile(r"(?<![\w@/.’'-])[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]{5,}(?![\w@/]|\.\w)")
#: So often the usual form stands, and so many times as often as the odd one.
_OFTEN, _TIMES = 3, 3
#: A surname so long with a letter put in or left out is a slip, however often either stands.
_LONG = 8


def odd_words(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names used once or twice that are a letter apart from one used often; ``told``: words reported already."""
    places = _places(facts)
    surnames = {_stem(run.text.split()[-1].lower()) for run in facts.of(runs) if " " in run.text}
    by_rest: dict[str, set[str]] = defaultdict(set)
    for stem, own in places.items():
        if len(own) >= _OFTEN or len(stem) >= _LONG:
            for rest in _without_a_letter(stem):
                by_rest[rest].add(stem)
    for stem, own in places.items():
        if len(own) > 2:
            continue
        near = {usual for rest in _without_a_letter(stem) for usual in by_rest.get(rest, ())}
        fitting = [
            u
            for u in near
            if _a_letter_apart(stem, u)
            and (
                len(places[u]) >= max(_OFTEN, _TIMES * len(own))
                or (len(u) != len(stem) >= _LONG and stem in surnames and u not in surnames)
            )
        ]
        if len(fitting) != 1:
            continue
        usual = places[fitting[0]]
        odd, other = facts.quote(*own[0]), facts.quote(*usual[0])
        if all(_opens(facts, start) for start, _ in own):
            continue
        if {odd, other} & told or is_given(odd) or _in_one_sentence(facts, own, usual):
            continue
        if bool(ADJECTIVE.search(odd.lower())) != bool(ADJECTIVE.search(other.lower())):
            continue
        yield Hit(
            *own[0],
            f"“{odd}” ({len(own)} time{'s' if len(own) > 1 else ''}) may be “{other}” ({len(usual)}).",
            "Use one spelling, or say that they are two.",
            tuple(usual[:3]),
        )


def _places(facts: Facts) -> dict[str, list[Span]]:
    """Where each name stands, by its form without the ending of a case."""
    small = facts.of(small_words)
    found: dict[str, list[Span]] = defaultdict(list)
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        for word in _WORD.finditer(facts.text, block.start, block.end):
            low = word.group().lower()
            stem = _stem(low)
            if low not in small and not word.group()[1:].isupper() and len(stem) >= 5:
                found[stem].append(word.span())
    return found


def _stem(low: str) -> str:
    return RU_ENDING.sub("", low) if "а" <= low[0] <= "ё" and not ill_formed(low) else low


def _without_a_letter(stem: str) -> Iterator[str]:
    yield stem
    for at in range(1, len(stem)):
        yield stem[:at] + stem[at + 1 :]


def _a_letter_apart(odd: str, usual: str) -> bool:
    """Whether two stems differ inside by one letter, or by two neighbours that changed places."""
    if odd[:1] != usual[:1]:
        return False
    head = next((i for i, (a, b) in enumerate(zip(odd, usual, strict=False)) if a != b), 99)
    tail = next(
        (i for i, (a, b) in enumerate(zip(odd[::-1], usual[::-1], strict=False)) if a != b), 99
    )
    inside = 2 if odd.isascii() else 1
    if head == 99 or tail < inside:
        return False
    middle = odd[head : len(odd) - tail], usual[head : len(usual) - tail]
    moved = sorted(middle[0]) == sorted(middle[1]) and len(middle[0]) == 2
    return moved or max(map(len, middle)) <= 1


def _opens(facts: Facts, start: int) -> bool:
    """Whether a word opens its sentence, or what is quoted: its capital says nothing."""
    return re.search(r"\w", facts.text[facts.document.sentence_of(start)[0] : start]) is None


def _in_one_sentence(facts: Facts, one: list[Span], other: list[Span]) -> bool:
    sentences = {facts.document.sentence_of(start) for start, _ in one}
    return any(facts.document.sentence_of(start) in sentences for start, _ in other)
