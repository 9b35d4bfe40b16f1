"""What tells the parts of a list from each other: a place, a time, a label or an end of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity

__all__ = ["is_parted", "several_ways", "words_behind"]

_WHERE = re.compile(
    r"\s+(?:[—–-]\s+)?(?:[^\W\d]+\s+){0,4}?(?P<at>in|at|from|near|on|to|by|with|for|against|between|under|over"
    r"|after|during|as"
    r"|в|во|на|из|от|с|со|к|по|при|у|за|en|de|a|con|por|para|dans|à|au|aux|chez|lors)\s+"
    r"(?:(?:the|a|an|el|la|los|las|le|les)\s+)?(?P<what>[\w-]+(?:\s+[\w-]+)?)",
    re.IGNORECASE,
)


def words_behind(text: str, parts: Sequence[Quantity]) -> list[str]:
    """The words behind each part, up to the next one."""
    return [
        text[a.end : (b.start if b is not None else min(a.sentence[1], a.end + 80))]
        for a, b in itertools.zip_longest(parts, parts[1:])
    ]


def several_ways(span: str, language: Language) -> bool:
    """Whether what is said of a part can befall those of another part too."""
    way, end = language.pattern("several_ways").search(span), language.pattern("ends").search(span)
    return way is not None and (end is None or way.start() < end.start())


def is_parted(parts: Sequence[Quantity], spans: list[str], language: Language) -> bool:
    """Whether each part has a place, a time, a label or an end of its own."""
    where = [_WHERE.match(span) for span in spans]
    named = {w["what"].lower() for w in where if w}
    if sum(map(bool, where)) >= len(parts) - 1 and len(named) == sum(map(bool, where)):
        return True
    labels = [q.label.lower() for q in parts if q.label]
    if len(labels) == len(parts) == len(set(labels)):
        return True
    if all(q.group.start and q.group.text[:1].isupper() for q in parts):
        return True  # "19 Kevrian and nine Sartanian"
    ends = [frozenset(map(str.lower, language.pattern("ends").findall(span))) for span in spans]
    return all(ends) and len(set(ends)) == len(ends)
