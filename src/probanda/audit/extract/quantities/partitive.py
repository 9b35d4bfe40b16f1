"""“Of the”, “из”, “de los”: words that make a number a part of what follows."""

from __future__ import annotations

import re

from probanda.audit.any_case import any_case

__all__ = ["PARTITIVE", "token_at"]

PARTITIVE = {
    "en": any_case(
        r"\s+(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|all\s+|our\s+|a\s+total\s+of\s+|them\s+)*",
    ),
    "ru": any_case(r"\s+из\s+(?:этих\s+|тех\s+|всех\s+|общего\s+числа\s+|наших\s+)*"),
    "es": any_case(
        r"\s+de\s+(?:entre\s+|todos\s+|todas\s+|los\s+|las\s+|estos\s+|estas\s+|esos\s+|esas\s+|aquellos\s+|aquellas\s+"
        r"|nuestros\s+|nuestras\s+|un\s+total\s+de\s+)*",
    ),
    "fr": any_case(
        r"\s+(?:sur|des|de|parmi|d['’]entre)\s+(?:tous\s+|toutes\s+|les\s+|ces\s+|nos\s+|un\s+total\s+de\s+)*",
    ),
    "az": re.compile(r"(?!)"),
}


def token_at(starts: list[int], position: int) -> int:
    """The place of the last token that begins at or before a position."""
    from bisect import bisect_right

    return max(0, bisect_right(starts, position) - 1)
