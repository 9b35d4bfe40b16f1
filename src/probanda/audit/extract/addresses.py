"""Ranges of web and mail addresses, where figures say nothing."""

from __future__ import annotations

from probanda.audit.any_case import any_case
from probanda.audit.facts import Facts


def address_spans(facts: Facts) -> list[tuple[int, int]]:
    """Ranges of web and mail addresses, where figures say nothing."""
    return facts.of(_address_spans)


#: A run without white space is tried once, from its beginning: a line of 100,000 characters is no address.
_ADDRESS = any_case(
    r"(?:https?://|www\.)\S+|(?<!\S)\S{1,200}@\S{1,200}\.\w+|(?<![\w.-])[\w-]++(?:\.[\w-]++)++/\S*",
)


def _address_spans(facts: Facts) -> list[tuple[int, int]]:
    return [match.span() for match in _ADDRESS.finditer(facts.text)]


def inside(position: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the ranges, which are in order."""
    from bisect import bisect_right

    place = bisect_right(spans, (position, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= position < spans[place][1]
