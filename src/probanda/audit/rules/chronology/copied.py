"""One text quoted or told twice in the same words, under two days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.aligned import of_one_year
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["copied"]

#: So many words in the same order are copied; fewer are a turn of phrase.
_WORDS, _FEWEST = re.compile(r"[^\W\d_]+"), 9
_PROSE = frozenset({"paragraph", "list-item", "quote"})
_SOON = 62


def copied(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Pairs of places that tell the same text of two days near each other."""
    places: dict[tuple[str, ...], list[DateMention]] = defaultdict(list)
    before: Block | None = None
    for block in facts.document.blocks:
        if block.kind in _PROSE:
            last: DateMention | None = _led(facts, before)
            for start, end in facts.document.sentences(block):
                here = [d for d in days_between(facts, start, end) if d.precision == "day"]
                words = tuple(w.lower() for w in _WORDS.findall(facts.text, start, end))
                if last is not None and not here and len(words) >= _FEWEST:
                    places[words].append(last)
                last = here[-1] if here else last
        before = block
    for listed in places.values():
        if len(listed) != 2 or told & {d.start for d in listed}:
            continue
        a, b = of_one_year(*listed)
        apart = abs((a.first - b.first).days) if a.first and b.first else 0
        if 0 < apart <= _SOON and (surely_before(a, b) or surely_before(b, a)):
            told |= {a.start, b.start}
            yield Hit(
                b.start,
                b.end,
                f"{facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} elsewhere, and the same words "
                "behind both.",
                "Use one date in both places, or say that there were two events.",
                ((a.start, a.end),),
                "warning",
            )


def _led(facts: Facts, before: Block | None) -> DateMention | None:
    """The last day of a paragraph that ends with a colon: it introduces what follows."""
    if before is None or not facts.text[before.start : before.end].rstrip().endswith(":"):
        return None
    here = [d for d in days_between(facts, before.start, before.end) if d.precision == "day"]
    return here[-1] if here else None
