"""Parts of a whole said in words: majorities and minorities beside the fractions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile

from probanda.audit.facts import Facts
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.lexicon import rank_class, rank_words

__all__ = ["Said", "majorities", "said_between"]

_TRAILING = re.compile(r"\s+of\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a whole said in words, and whether the words are a majority or minority."""

    part: Part
    ranked: bool


def majorities(facts: Facts, start: int, end: int) -> list[Part]:
    """The majorities and minorities of a range, as more or less than a half."""
    every = facts.of(_every)
    first = bisect_left(every, start, key=lambda part: part.start)
    return [*takewhile(lambda part: part.end <= end, every[first:])]


def _every(facts: Facts) -> list[Part]:
    pattern = rank_class(("majority", "minority"), facts.language)
    return [
        Part(
            each.start(),
            each.start() + len(_TRAILING.sub("", each.group())),
            Fraction(1, 2),
            "more_than" if each.lastgroup == "majority" else "less_than",
            each.start(),
        )
        for each in pattern.finditer(facts.text)
        if not rank_words("quality", facts.language).match(facts.text, each.start())
    ]


def said_between(facts: Facts, start: int, end: int) -> list[Said]:
    """The majorities, minorities and fractions of a range; "more than half" is a majority."""
    most = majorities(facts, start, end)
    return [
        *(Said(part, True) for part in most),
        *(
            Said(part, False)
            for part in parts_between(facts, start, end)
            if not any(part.lead < each.end and each.start < part.end for each in most)
        ),
    ]
