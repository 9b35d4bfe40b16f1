"""Labels that leave no third: men and women, town and country, yes and no and don't know."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import tagged

__all__ = ["of_each", "opposite", "tags"]

#: "Of the men 60 per cent", "30 per cent of the women": the label is what the share is of.
_OF = re.compile(
    r"(?<!\w)(?:of|among|amongst|for|in|out\s+of|из|среди|у|для|del?|entre|sur|parmi|chez|des|d['’])\s+(?:(?:all|the|these|those|all\s+the|los|las|les|всех|этих)\s+)*(?:[^\W\d]+\s+)?\Z",
    re.IGNORECASE,
)


#: «75 процентов женщин»: the genitive of what the share is of.
_GENITIVE = re.compile(r"(?:%|процент\w*)\s+\Z", re.IGNORECASE)
#: Code points before a label in which the words stand that make it a base.
_LEAD = 60


@cache
def _labels(code: str) -> re.Pattern[str]:
    listed = sorted(enumerate(tagged("opposites", code)), key=lambda each: -len(each[1][0]))
    parts = "|".join(f"(?P<t{place}>{pattern})" for place, (pattern, _) in listed)
    return re.compile(rf"(?<![\w-])(?:{parts or '(?!)'})(?![\w-])", re.IGNORECASE)


def tags(text: str, code: str) -> list[tuple[str, bool]]:
    """Kinds and places of the labels of a text, and whether each is what something is a share of."""
    known = tagged("opposites", code)
    return [
        (known[int(str(found.lastgroup)[1:])][1], _is_base(text, found.start(), code))
        for found in _labels(code).finditer(text)
    ]


def _is_base(text: str, start: int, code: str) -> bool:
    since = max(0, start - _LEAD)
    genitive = code == "ru" and _GENITIVE.search(text, since, start) is not None
    return genitive or _OF.search(text, since, start) is not None


def opposite(facts: Facts, listed: list[Quantity]) -> bool:
    """Whether the numbers of a sentence stand each under a label, all labels of one kind that leave no third."""
    text, (start, end), code = facts.text, listed[0].sentence, facts.language
    between = [text[a.end : b.start] for a, b in pairwise(listed)]
    behind = [*between, text[listed[-1].end : end]]
    before = [text[start : listed[0].start], *between]
    return any(
        _complete([tags(piece, code) for piece in row], first=first)
        for row, first in ((behind, True), (before, False))
    )


def of_each(text: str, code: str) -> bool:
    """Whether a sentence tells shares of opposite groups: "of the men 60 per cent, of the women 45 per cent"."""
    based = {tag for tag, base in tags(text, code) if base}
    return len(based) > 1 and len({tag.partition(".")[0] for tag in based}) == 1


def _complete(rows: list[list[tuple[str, bool]]], *, first: bool) -> bool:
    """Whether each share has one label, all of one kind, all different, and no label is a base."""
    chosen: list[str] = []
    for found in rows:
        if not found:
            return False
        tag, base = found[0] if first else found[-1]
        if base:
            return False
        chosen.append(tag)
    kinds = {tag.partition(".")[0] for tag in chosen}
    if len(kinds) != 1 or len(set(chosen)) != len(chosen):
        return False
    return len(chosen) == 2 or next(iter(kinds)).endswith("*")
