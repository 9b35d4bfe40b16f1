"""One superlative with two holders: “Veldt recorded the highest number of raids …”, pages on “Orran had the most”.

Two claims are of one row when they rank the same noun, narrowed by the same words, in the same years; where the
words only point ("of this category"), their paragraphs must tell one number in common.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.document import Block
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.claims import Claim, all_claims, shown
from probanda.audit.rules.ranks.labelled import YEAR, alike, stem_of, stems
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.rules.ranks.slots import NUMBER_OF
from probanda.audit.rules.registry import Hit

__all__ = ["holders"]

_END = re.compile(r"[,;:.(–—]")
#: A smaller number is shared by chance.
_RARE = 20
#: Earlier claims that one is held against.
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim with whose name it is said of, and the stems that say of what it is the most."""

    claim: Claim
    block: Block
    name: str
    words: frozenset[str]
    narrow: frozenset[str]
    years: frozenset[str]
    points: bool
    behind: bool


def holders(facts: Facts) -> Iterator[Hit]:
    """Pairs of claims that give the first place of one row to two names."""
    rows: dict[tuple[bool, str], list[_Held]] = defaultdict(list)
    for block, claim in facts.of(all_claims):
        held = _held(facts, block, claim)
        if held is None:
            continue
        told = False
        for stem in held.narrow:
            for other in rows[claim.high, stem][-_MOST:]:
                if not told and _two(facts, other, held):
                    told = True
                    yield Hit(
                        *claim.found.span(),
                        f"“{shown(facts.quote(*claim.found.span()))}” is said of {held.name} here and of "
                        f"{other.name} elsewhere.",
                        "Correct one of the two, or say what tells them apart.",
                        (other.claim.found.span(),),
                        "warning",
                    )
        for stem in held.narrow:
            rows[claim.high, stem].append(held)


def _held(facts: Facts, block: Block, claim: Claim) -> _Held | None:
    if claim.kind not in {"first", "last"}:
        return None
    ranked = NUMBER_OF.match(facts.text, claim.found.end(), claim.until)
    if ranked is None:
        return None
    before = names_between(facts, claim.start, claim.found.start())
    behind = names_between(facts, ranked.end(), claim.until)
    names = before[-1:] or behind[:1]
    if not names or len(before) > 1:
        return None
    cut = _END.search(facts.text, ranked.end(), claim.until)
    end = min(
        cut.start() if cut else claim.until,
        *(run.start for run in behind[:1] if not before),
        claim.until,
    )
    phrase = facts.text[ranked.start("what") : end]
    words = stems(names[0].text)
    narrow = frozenset(w for w in stems(phrase) if not any(alike(w, name) for name in words))
    years = frozenset(YEAR.findall(facts.text[slice(*claim.sentence)]))
    points = said_of("pointing", facts.language, phrase)
    return (
        _Held(claim, block, names[0].text, words, narrow, years, points, not before)
        if narrow and words
        else None
    )


def _two(facts: Facts, one: _Held, other: _Held) -> bool:
    """Whether two claims are of one row and name two holders."""
    if one.claim.sentence == other.claim.sentence or one.years != other.years:
        return False
    if any(alike(a, b) for a in one.words - _kinds(one) for b in other.words - _kinds(other)):
        return False
    kinds = {_kind(one.name), _kind(other.name)}
    if (
        len(kinds) > 1
        and all(facts.text.count(f" {kind}") > 1 for kind in kinds)
        and "" not in kinds
    ):
        return False  # a State and a county
    small, large = sorted((one.narrow, other.narrow), key=len)
    common = sum(any(alike(a, b) for b in large) for a in small)
    if one.points or other.points:
        return (
            one.points
            and other.points
            and common >= 2
            and common * 3 >= len(small) * 2
            and _in_common(facts, one, other)
        )
    verb = int(one.behind != other.behind)  # "… was recorded in Veldt", "Orran recorded …"
    return 3 <= common == len(small) and len(large) - len(small) <= verb


def _kind(name: str) -> str:
    """The word that says of what kind a name is: "Veldt State"."""
    words = name.split()
    return words[-1] if len(words) > 1 else ""


def _kinds(held: _Held) -> frozenset[str]:
    return frozenset({stem_of(_kind(held.name).lower())})


def _in_common(facts: Facts, one: _Held, other: _Held) -> bool:
    """Whether two paragraphs, or those right before them, tell one number of the same kind."""
    rows = facts.of(by_block)

    def told(held: _Held) -> set[tuple[str, object]]:
        near = [
            q for place in (held.block.index - 1, held.block.index) for q in rows.get(place, ())
        ]
        return {(q.unit, q.value) for q in near if q.unit == "count" and q.value >= _RARE}

    return one.block.index != other.block.index and bool(told(one) & told(other))
