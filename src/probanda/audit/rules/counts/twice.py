"""A number written twice, in words and in figures, with two values: "nine (8) videos"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import read_words
from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["written_twice"]

_TWICE = re.compile(r"(?P<one>[^()]+?)\s?\((?P<other>[^()]+)\)\Z")
#: A bracket holds a note's mark or a paragraph's number when it is so many times the number before it.
_FAR = 12


def written_twice(facts: Facts) -> Iterator[Hit]:
    """Numbers whose words and figures differ."""
    for q in facts.of(quantities):
        found = _TWICE.fullmatch(facts.text, q.start, q.end)
        if found is None:
            continue
        values = [_value(facts, found["one"]), _value(facts, found["other"])]
        if None in values or values[0] == values[1]:
            continue
        one, other = sorted(value for value in values if value is not None)
        if one and other <= one * _FAR:
            yield Hit(
                q.start,
                q.end,
                f"{values[0]} is written beside {values[1]}: “{facts.quote(q.start, q.end)}”.",
                "Correct the number that is wrong.",
                ((found.start("other"), found.end("other")),),
                "warning",
            )


def _value(facts: Facts, text: str) -> Decimal | None:
    bare = re.sub(r"[\s.,\u00a0]", "", text)
    if bare.isdecimal():
        return Decimal(bare)
    read = read_words(text.strip(), language_tables(facts.language))
    return Decimal(read[0][2]) if len(read) == 1 and read[0][2] is not None else None
