"""Shares of labels that leave no third: men and women, town and country, yes and no and don't know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field, tagged
from probanda.audit.rules.percentages.shares import shares as known_shares
from probanda.audit.rules.registry import Hit

__all__ = ["of_each", "opposed"]

#: "Of the men 60 per cent", "30 per cent of the women": the label is what the share is of.
_OF = re.compile(
    r"(?<!\w)(?:of|among|amongst|for|in|out\s+of|из|среди|у|для|del?|entre|sur|parmi|chez|des|d['’])\s+(?:(?:all|the|these|those|all\s+the|los|las|les|всех|этих)\s+)*(?:[^\W\d]+\s+)?\Z",
    re.IGNORECASE,
)
#: Farther from a hundred than this, and something else is meant.
_LEAST, _MOST = Decimal(75), Decimal(130)
_COMPARED = re.compile(
    r"(?<!\w)(?:multiple|more\s+than\s+one|several|both|also|compared|whereas|rose|fell|increas\w+|decreas\w+|than|versus|respectively"
    r"|также|выше|ниже|чем|против|соответственно|en\s+comparación|frente|mientras|más|menos|también|que\s+l[oa]s|aussi|contre|plus|moins)(?!\w)",
    re.IGNORECASE,
)
_PARTED = 3


@cache
def _labels(code: str) -> re.Pattern[str]:
    listed = sorted(enumerate(tagged("opposites", code)), key=lambda each: -len(each[1][0]))
    parts = "|".join(f"(?P<t{place}>{pattern})" for place, (pattern, _) in listed)
    return re.compile(rf"(?<![\w-])(?:{parts or '(?!)'})(?![\w-])", re.IGNORECASE)


def _tags(text: str, code: str) -> list[tuple[str, bool]]:
    """Kinds and places of the labels of a text, and whether each is what something is a share of."""
    known = tagged("opposites", code)
    return [
        (known[int(str(found.lastgroup)[1:])][1], bool(_OF.search(text, 0, found.start())))
        for found in _labels(code).finditer(text)
    ]


def opposed(facts: Facts, shares: list[Quantity]) -> Iterator[Hit]:
    """Shares of one sentence under opposite labels, or of a list that leaves nobody out, that miss a hundred."""
    if len(shares) < 2 or not all(q.exact for q in shares):
        return
    text, (start, end) = facts.text, shares[0].sentence
    total = sum((q.value for q in shares), Decimal(0))
    slack = sum((Decimal("0.51").scaleb(-q.decimals) for q in shares), Decimal(0))
    if abs(total - 100) <= slack or not _LEAST <= total <= _MOST:
        return
    bases = {
        share.base.value
        for share in facts.of(known_shares)
        if share.base and share.percent in shares
    }
    if len(bases) > 1 or _COMPARED.search(text, start, end):
        return
    code = facts.language
    behind = [text[a.end : b.start] for a, b in pairwise(shares)] + [text[shares[-1].end : end]]
    before = [text[start : shares[0].start]] + [text[a.end : b.start] for a, b in pairwise(shares)]
    opposite = any(
        _complete([_tags(piece, code) for piece in row], first=first)
        for row, first in ((behind, True), (before, False))
    )
    lead = text[start : shares[0].start]
    listed = (
        len(shares) >= _PARTED
        and ":" in lead
        and bool(field("parted", code).search(lead))
        and Decimal(85) <= total <= Decimal(120)
    )
    if opposite or listed:
        yield Hit(
            shares[0].start,
            shares[-1].end,
            f"The shares add up to {total.normalize():f}%: {' + '.join(q.shown for q in shares)}.",
            "Correct the share that is wrong, or say that one may be counted twice.",
            tuple((q.start, q.end) for q in shares[1:]),
            "warning",
        )


def of_each(text: str, code: str) -> bool:
    """Whether a sentence tells shares of opposite groups: "of the men 60 per cent, of the women 45 per cent"."""
    based = {tag for tag, base in _tags(text, code) if base}
    return len(based) > 1 and len({tag.partition(".")[0] for tag in based}) == 1


def _complete(rows: list[list[tuple[str, bool]]], *, first: bool) -> bool:
    """Whether each share has one label, all of one kind, all different, and no label is a base."""
    chosen: list[str] = []
    for tags in rows:
        if not tags:
            return False
        tag, base = tags[0] if first else tags[-1]
        if base:
            return False
        chosen.append(tag)
    kinds = {tag.partition(".")[0] for tag in chosen}
    if len(kinds) != 1 or len(set(chosen)) != len(chosen):
        return False
    return len(chosen) == 2 or next(iter(kinds)).endswith("*")
