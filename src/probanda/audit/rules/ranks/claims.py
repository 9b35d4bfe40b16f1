"""What a sentence says of ranks: which words put a label first, last, third or behind another one.

A claim is read without looking at any number: its clause is the text in which its label must be named. Sayings
that are no claim about a whole row ("one of the largest", "the highest since 2015") and superlatives of what has
no number ("the most serious") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.lexicon import nth_of, rank_class, rank_words, said_of
from probanda.audit.rules.ranks.tallies import CAPTION

__all__ = ["NEGATED", "Claim", "all_claims", "shown"]

#: What a table or chart is called by; a longer block says something of it.
_CAPTION = re.compile(rf"\W*{CAPTION.pattern}\s*(?:№\s*)?\d+\s*[.:—–-]", re.IGNORECASE)
_LONG = 200
_CLASSES = ("behind_only", "placed_low", "placed", "followed", "last", "first")
#: Takes a superlative out of a whole row, or into a row of years.
_HEDGES = ("one_of", "almost", "since_year", "on_record", "record_high", "record_low")
_JOINT = re.compile(r"[,;:]|(?<!\w)(?:and|и|а|y|e|et|və)(?!\w)", re.IGNORECASE)
NEGATED = re.compile(
    r"(?<!\w)(?:not|never|no|не|нет|ни|no|nunca|ni|pas|jamais|n'\w+)\s*(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"(?<!\w)(?:among(?:st)?|entre|parmi|среди|в числе)\s+(?:the|l[oae]s?|их)?\s*\Z", re.IGNORECASE
)
#: Spanish tells "the highest" from "higher" by an article before the noun.
_COMPARED = re.compile(r"m[áa]s\s+\w+[ao]s\Z", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?<!\w)(?:l[ao]s|sus|estas|estos)\s+(?:\w+\s+(?:de\s+\w+\s+)?)?\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that give a label its place in a row.

    Attributes:
        found: the words.
        kind: "first", "last", "placed" or "followed".
        place: 1 for the first or last, 2 for the second …; 0 behind "followed by".
        high: whether the row is read from its largest number.
        start: where the clause begins in which the label is named.
        end: one past it.
        said: that clause.
        until: where the clause ends, "followed by" and what is behind it included.
        reach: where the next claim begins, else the end of the sentence.
        before: behind "followed by", what stands before it in the sentence or, where that is empty, in the one
            before.
        sentence: the whole sentence.
    """

    found: re.Match[str]
    kind: str
    place: int
    high: bool
    start: int
    end: int
    said: str
    before: str
    sentence: tuple[int, int]
    until: int
    reach: int

    @property
    def bare(self) -> str:
        """The clause with the words of rank blanked: "most of the heads were" names no label."""
        first, last = self.found.start() - self.start, self.found.end() - self.start
        if first < 0 or self.kind == "followed":
            return self.said
        return self.said[:first] + " " * (last - first) + self.said[last:]


def all_claims(facts: Facts) -> list[tuple[Block, Claim]]:
    """The claims of the prose with their blocks, in order."""
    return [
        (block, claim)
        for block in facts.document.prose()
        if block.kind != "quote"
        for claim in _of_block(facts, block)
    ]


def _of_block(facts: Facts, block: Block) -> Iterator[Claim]:
    pattern = rank_class(_CLASSES, facts.language)
    if pattern.search(facts.text, block.start, block.end) is None:
        return
    if _CAPTION.match(facts.text, block.start, block.end) and block.end - block.start < _LONG:
        return  # "Table 4. Sets of remains of each site, lowest count"
    sentences = facts.document.sentences(block)
    for place, sentence in enumerate(sentences):
        found = [
            match
            for match in pattern.finditer(facts.text, *sentence)
            if not in_speech(facts, match.start())
            and not rank_words("quality", facts.language).match(facts.text, match.start())
        ]
        yield from _of_sentence(facts, found, sentence, sentences[place - 1] if place else None)


def _of_sentence(
    facts: Facts,
    found: list[re.Match[str]],
    sentence: tuple[int, int],
    previous: tuple[int, int] | None,
) -> Iterator[Claim]:
    text, cuts = facts.text, []
    for one, other in pairwise(found):
        joints = list(_JOINT.finditer(text, one.end(), other.start()))
        cuts.append(joints[-1].end() if joints else other.start())
    high = True
    for place, match in enumerate(found):
        kind = str(match.lastgroup)
        others = [m.start() for m in found[place + 1 :] if m.lastgroup != "followed"]
        if kind in {"first", "last"}:
            high = kind == "first"
        first, last = _clause(facts, match, sentence)
        reach = min([sentence[1], *others])
        until = min([_clause(facts, match, sentence, signs=False)[1], *others])
        first = max(first, cuts[place - 1] if place else first)
        last = min(last, cuts[place] if place < len(cuts) else last)
        if kind == "placed":
            first = max(first, text.rfind(",", first, match.start()) + 1)
        said = text[first:last]
        if kind == "followed":
            before = text[sentence[0] : match.start()]
            if not before.strip(" ,;—–-") and previous is not None:
                before = text[slice(*previous)]
            behind = text[match.end() : last]
            yield Claim(
                match, kind, 0, high, match.end(), last, behind, before, sentence, until, reach
            )
            continue
        lead = text[first : match.start()]
        if _COMPARED.match(match[0]) and not _ARTICLE.search(lead):
            continue  # "porcentajes más altos" than elsewhere
        near = text[text.rfind(",", first, match.start()) + 1 : last] if "," in lead else said
        hedged = any(said_of(name, facts.language, near) for name in _HEDGES)
        if hedged or _AMONG.search(lead) or NEGATED.search(lead):
            continue
        number = {"first": 1, "last": 1, "behind_only": 2}.get(kind) or nth_of(
            match[0], facts.language
        )
        if kind in {"first", "last"} and nth_of(" ".join(lead.split()[-4:]), facts.language):
            continue  # "the third and highest", "the fourth State where most …"
        way = kind not in {"last", "placed_low"}
        kind = kind if kind in {"first", "last"} else "placed"
        yield Claim(match, kind, number, way, first, last, said, "", sentence, until, reach)


@cache
def _cut(language: str, sign: str) -> re.Pattern[str]:
    plain, adverb = (rank_words(name, language).pattern for name in ("clause", "adverb_clause"))
    return re.compile(rf"{sign}|,?\s{plain}\s|,\s{adverb}\s", re.IGNORECASE)


def _clause(
    facts: Facts, found: re.Match[str], sentence: tuple[int, int], *, signs: bool = True
) -> tuple[int, int]:
    start, end = sentence
    for cut in _cut(facts.language, ";" if signs else "(?!)").finditer(facts.text, *sentence):
        if cut.end() <= found.start():
            start = cut.end()
        elif cut.start() >= found.end():
            end = cut.start()
            break
    return start, end


def shown(words: str) -> str:
    """A label or a saying on one line, short enough for a message."""
    return " ".join(words.split()).strip(" ,;:—–-()")[:40]
