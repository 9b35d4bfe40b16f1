"""A name printed in the very sentence that says that it is left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from probanda.audit.extract.persons import Person
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.hidden.words import hidings, printed
from probanda.audit.rules.persons.named import is_official
from probanda.audit.rules.registry import Hit

__all__ = ["named_and_hidden"]

#: Somebody asks that a name stay out.
_ASKED = composed(r"(?<!\w)<asked>(?!\w)")
_DIRECTLY = re.compile(r"\s*[,(]\s*(?:(?:his|her|the|cuyo|su) )?")


def named_and_hidden(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """Names right before words of hiding, or before a request to leave them out."""
    mentions = sorted(
        ((m.start, m, p) for p in named for m in p.mentions), key=lambda each: each[0]
    )
    starts = [each[0] for each in mentions]
    for found in facts.of(hidings):
        start, end = facts.document.sentence_of(found.start)
        near = mentions[bisect_left(starts, start) : bisect_left(starts, found.start)]
        inside = [(person, mention) for _, mention, person in near]
        if not inside:
            continue
        person, mention = inside[-1]
        directly = _DIRECTLY.fullmatch(facts.text, mention.end, found.start) is not None
        asked = _ASKED.search(facts.text, start, end) and len({p.name for p, _ in inside}) <= 2
        if person.name in told or not (directly or (asked and found.start - mention.end <= 120)):
            continue
        if directly or not is_official(facts, mention):
            told.add(person.name)
            yield printed(mention, facts.text[slice(*found)], found, directly)
