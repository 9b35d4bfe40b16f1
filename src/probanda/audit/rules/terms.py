"""One term in two forms: “All to All” and “All for All”, Tripartite and Trilateral, "oglu" and "oghlu"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["term_forms"]

_HEAD = (
    r"(?:principle|formula|approach|doctrine|policy|plan|programme|operation|statement|agreement|declaration|protocol|campaign"
    r"|принцип\w*|формул\w+|заявлени\w+|соглашени\w+|principio|fórmula|declaración|acuerdo|principe|accord)"
)
_QUOTED = re.compile(
    rf"[“«\"‘](?P<term>[^“”«»\"‘’]{{3,40}})[”»\"’]\s+(?P<head>{_HEAD})(?!\w)", re.IGNORECASE
)
_ALIKE = (
    ("Tripartite", "Trilateral", "Three-Party"),
    ("Bilateral", "Two-Party"),
    ("Quadripartite", "Quadrilateral"),
    ("Трёхстороннее", "Трехстороннее", "Тройственное"),
)


#: What stands behind a father's name: a text has one way of writing it.
_PARTICLE = re.compile(r"(?<!\w)(?:oglu|oghlu|ogly|oğlu)(?!\w)")


def term_forms(facts: Facts) -> Iterator[Hit]:
    """Quoted terms beside one noun that differ in one word, and synonymous names of one document."""
    by_head: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for found in _QUOTED.finditer(facts.text):
        term = " ".join(found["term"].lower().split())
        by_head[found["head"].lower()[:6]].setdefault(term, found.span("term"))
    for terms in by_head.values():
        listed = list(terms.items())
        for place, (one, where) in enumerate(listed):
            for other, there in listed[place + 1 :]:
                if _one_word_apart(one.split(), other.split()):
                    yield _hit(facts, where, there)
    particles: dict[str, tuple[int, int]] = {}
    for found in _PARTICLE.finditer(facts.text):
        particles.setdefault(found.group(), found.span())
    if len(particles) > 1:
        yield _hit(facts, *list(particles.values())[:2])
    for words in _ALIKE:
        pattern = re.compile(rf"(?<!\w)(?P<word>{'|'.join(words)})\s+(?P<what>[A-ZА-Я]\w+)(?!\w)")
        forms: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for found in pattern.finditer(facts.text):
            forms[found["what"]].setdefault(found["word"], found.span())
        for by_word in forms.values():
            spans = list(by_word.values())
            if len(spans) > 1:
                yield _hit(facts, spans[0], spans[1])


def _one_word_apart(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) >= 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _hit(facts: Facts, first: tuple[int, int], second: tuple[int, int]) -> Hit:
    return Hit(
        *second,
        f"“{facts.quote(*second)}” here, “{facts.quote(*first)}” elsewhere: two forms of one term.",
        "Use one form in all places.",
        (first,),
        "note",
    )
