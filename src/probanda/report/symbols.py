"""Symbols of United Nations documents: read them, and find those in a text that look like one but are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from probanda.report.datafiles import load

__all__ = ["Symbol", "find_malformed", "parse_symbol"]

# What starts like a symbol of a treaty body or the main organs and goes on with a slash.
_LIKELY = re.compile(
    r"(?<![\w/.:@-])(?:(?:CAT|CCPR|CEDAW|CED|CERD|CMW|CRC|CRPD)/C?|E/C\.\d+|A/RES|S/RES|A/HRC|HRI)/"
    r"[A-Za-z0-9][A-Za-z0-9./\-]*(?:\s?\([IVXL\d]+\))?"
)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol taken apart. ``resolution`` is "ga", "sc" or "hrc" for resolutions, whose symbol is not printed."""

    text: str
    name: str
    parts: Mapping[str, str]
    resolution: str = ""
    printed: str = ""

    @property
    def state(self) -> str:
        """The State's code, or ""."""
        return self.parts.get("state", "")

    @property
    def kind(self) -> str:
        """What kind of document it is, in words, where the symbol says so."""
        if self.name != "state-document":
            return ""
        return str(load("symbols.yaml")["kinds"].get(self.parts.get("kind", ""), ""))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    table = load("symbols.yaml")
    return tuple(
        (
            row["name"],
            re.compile(
                row["regex"].replace("{bodies}", table["bodies"]).replace("{tail}", table["tail"])
            ),
            row.get("resolution", ""),
            row.get("printed", ""),
        )
        for row in table["patterns"]
    )


def parse_symbol(text: str) -> Symbol | None:
    """The symbol that a text is, or ``None``.

    >>> parse_symbol("CAT/C/XYZ/CO/5").kind, parse_symbol("CAT/C/XYZ/CO/5").state
    ('concluding observations', 'XYZ')
    >>> parse_symbol("S/RES/1325 (2000)").printed
    '1325 (2000)'
    >>> parse_symbol("CAT/XYZ/CO/5") is None
    True
    """
    text = text.strip()
    for name, pattern, resolution, printed in _patterns():
        if found := pattern.fullmatch(text):
            parts = {key: value for key, value in found.groupdict().items() if value}
            return Symbol(text, name, parts, resolution, printed.format(**parts))
    return None


def find_malformed(text: str) -> Iterator[tuple[int, str]]:
    """Offsets and words in a text that begin like a symbol and are none.

    >>> list(find_malformed("See CAT/C/arm/CO/5 and CAT/C/ARM/CO/5."))
    [(4, 'CAT/C/arm/CO/5')]
    """
    for found in _LIKELY.finditer(text):
        words = found.group().rstrip("./-")
        if parse_symbol(words) is None:
            yield found.start(), words
