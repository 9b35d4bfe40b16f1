"""A surname that changes its ending for one person, "Anar Velmadov", "Anar Velmadli"; one nickname of two names.

A man's and a woman's ending are one; two persons whom one sentence names are two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from probanda.audit.extract.persons import is_given, persons
from probanda.audit.facts import Facts
from probanda.audit.lexicon import tagged
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.spelling.cases import RU_ENDING
from probanda.audit.rules.spelling.distance import folded
from probanda.audit.rules.spelling.names import names, stem

__all__ = ["renamed"]

_Named = list[tuple[int, int]]
_ADVICE = "Use one name, or say that they are two persons."
_SHORTEST, _NOT_FAR, _AROUND = 4, 8000, 90
#: So many longer words in common beside both names tell of one person.
_TELLING, _BOTH = re.compile(r"[^\W\d_]{4,}"), 2
_TWICE = re.compile(r"(.)\1")
_PART = re.compile(r"[^\W\d_'’-][\w'’-]{2,}")
_NICKNAMED = re.compile(
    r"(?<!\w)(?P<name>[A-ZÀ-ÞА-Я][^\W\d_]+(?: [A-ZÀ-ÞА-Я][^\W\d_]+)?),? "
    r"[(“«\"‘]+(?P<nick>[A-ZÀ-ÞА-Я][a-zß-öø-ÿа-яё]{3,})[”»\"’)]+"
    r" (?P<last>[A-ZÀ-ÞА-Я][^\W\d_]+)"
)


def renamed(facts: Facts) -> Iterator[Hit]:
    """Surnames of one root with two endings behind one given name, or where nobody bears the other in full."""
    in_full: dict[tuple[str, str], dict[str, _Named]] = defaultdict(lambda: defaultdict(list))
    by_root: dict[str, dict[str, _Named]] = defaultdict(lambda: defaultdict(list))
    for person in facts.of(persons):
        parts = _PART.findall(person.name)
        for surname, given in ((parts[-1], parts[0]), (parts[0], parts[1])) if parts[1:] else ():
            root, kind = _rooted(surname)
            if root and not is_given(surname):
                places = [(mention.start, mention.end) for mention in person.mentions]
                in_full[stem(given), root][kind] += places
                by_root[root][kind] += places
    for kinds in in_full.values():
        for one, other in combinations(kinds.values(), 2):
            yield from _two_ways(facts, one, other)
    for own in facts.of(names).values():
        root, kind = _rooted(own[0].base)
        borne = by_root.get(root, {})
        alone = not any(n.before or n.behind or n.placed for n in own)
        if len(own) <= 2 and alone and len(borne) == 1 and kind not in borne:
            (usual,) = borne.values()
            if any(0 < own[0].start - start < _NOT_FAR for start, _ in usual):
                yield _hit(facts, [(n.start, n.end) for n in own], usual, likely=True)
    nicknamed: dict[tuple[str, str], dict[str, _Named]] = defaultdict(lambda: defaultdict(list))
    for found in _NICKNAMED.finditer(facts.text):
        nicknamed[found["nick"], found["last"]][found["name"]].append(found.span())
    for forms in nicknamed.values():
        for (first, one), (second, other) in combinations(forms.items(), 2):
            if not set(first.split()) <= set(second.split()) and second not in first:
                yield from _two_ways(facts, one, other)


def _rooted(word: str) -> tuple[str, str]:
    """The root of a surname, and the number of its ending; ("", "") where it has none."""
    low = word.lower()
    russian = "а" <= low[:1] <= "ё"
    for bare in (low, stem(word), RU_ENDING.sub("", low)) if russian else (low,):
        for ending, kind in tagged("surname_end", "ru" if russian else "en"):
            if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
                return _TWICE.sub(r"\1", folded(bare.removesuffix(ending))), kind
    return "", ""


def _two_ways(facts: Facts, one: _Named, other: _Named) -> Iterator[Hit]:
    """A warning where one form is seldom and the same is told beside both, else a note."""
    rare, usual = sorted((one, other), key=lambda own: (len(own), -own[0][0]))
    sentence = facts.document.sentence_of
    if not {sentence(start) for start, _ in one} & {sentence(start) for start, _ in other}:
        told = [
            set(_TELLING.findall(facts.text[max(0, start - _AROUND) : end + _AROUND]))
            for start, end in (*rare, *usual)
        ]
        common = set.union(*told[: len(rare)]) & set.union(*told[len(rare) :])
        if common or len(usual) > 1:  # named once each, of nothing in common: two persons
            yield _hit(facts, rare, usual, likely=len(rare) <= 2 and len(common) > _BOTH)


def _hit(facts: Facts, rare: _Named, usual: _Named, *, likely: bool) -> Hit:
    return Hit(
        *rare[0],
        f"“{facts.quote(*rare[0])}” ({len(rare)}) and “{facts.quote(*usual[0])}” ({len(usual)})"
        " may be one person.",
        _ADVICE,
        (*rare[1:], *usual[:3]),
        "warning" if likely else "note",
    )
