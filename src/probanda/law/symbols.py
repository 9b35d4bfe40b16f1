"""Symbols of United Nations documents: read, checked, and cited in the style of the Editorial Manual.

A document is cited by symbol and paragraph, not page; the symbols of resolutions are not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from probanda.law.states import name_of
from probanda.problems import ProbandaError, Problem

__all__ = ["Symbol", "find_malformed", "find_symbols", "parse_symbol", "read_symbol"]

# What starts like a symbol of a treaty body or the main organs and goes on with a slash.
_LIKELY = re.compile(
    r"(?<![\w/.:@-])(?:(?:CAT|CCPR|CEDAW|CED|CERD|CMW|CRC|CRPD)/(?:C|OP|CO)?|E/C\.\d+|E/CN\.4|A/RES|S/RES|A/HRC|HRI"
    r"|HR/PUB|HR/P/PT)/[A-Za-z0-9][A-Za-z0-9./\-]*(?:\s?\([IVXL\d]+\))?"
)
_MEANINGS = {
    "concluding-observations-old": "concluding observations",
    "cescr-old": "concluding observations",
    "decision": "decision or Views on a complaint",
    "decision-cescr": "decision or Views on a complaint",
    "summary-record": "summary record of a meeting",
    "general-comment": "general comment",
    "sessional": "document of a session",
    "sequential": "document of the body",
    "spt": "document of the Subcommittee on Prevention of Torture",
    "human-rights-instruments": "document on human rights instruments",
    "ga-resolution": "General Assembly resolution",
    "ga-resolution-old": "General Assembly resolution",
    "sc-resolution": "Security Council resolution",
    "hrc-resolution": "Human Rights Council resolution",
    "human-rights-council": "document of the Human Rights Council",
    "ga-document": "document of the General Assembly",
    "sc-document": "document of the Security Council",
    "commission-on-human-rights": "document of the Commission on Human Rights",
    "human-rights-publication": "publication of the Office of the High Commissioner",
}
_RESOLUTIONS = {
    "ga": "General Assembly resolution",
    "sc": "Security Council resolution",
    "hrc": "Human Rights Council resolution",
}
_RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)")


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
    def state_name(self) -> str:
        """The State's name where the code is known (regions: that of the State), or ""."""
        return name_of(self.state.split("-", maxsplit=1)[0]) if self.state else ""

    @property
    def body(self) -> str:
        """The body's abbreviation in the symbol, or ""."""
        if self.text.startswith("E/C.12"):
            return "CESCR"
        if self.text.startswith("CAT/OP"):
            return "SPT"
        return self.parts.get("body", "CCPR" if self.text.startswith("CCPR/CO/") else "")

    @property
    def kind(self) -> str:
        """What kind of document it is, in words, where the symbol says so."""
        if self.name != "state-document":
            return ""
        return str(_table()["kinds"].get(self.parts.get("kind", ""), ""))

    @property
    def meaning(self) -> str:
        """What it is, in words."""
        return self.kind or _MEANINGS.get(self.name, "")

    def cite(self, paragraphs: Sequence[str] | str = ()) -> str:
        """The footnote: symbol (or resolution) and paragraphs.

        >>> parse_symbol("CAT/C/XYZ/CO/5").cite("12")
        'CAT/C/XYZ/CO/5, para. 12.'
        >>> parse_symbol("CAT/C/XYZ/CO/5").cite(["12", "14-16"])
        'CAT/C/XYZ/CO/5, paras. 12 and 14–16.'
        >>> parse_symbol("A/RES/68/268").cite("4")
        'General Assembly resolution 68/268, para. 4.'
        """
        head = f"{_RESOLUTIONS[self.resolution]} {self.printed}" if self.resolution else self.text
        given = [paragraphs] if isinstance(paragraphs, str) else list(paragraphs)
        items = [
            _RANGE.sub(r"\1–\2", item.strip())
            for each in given
            for item in re.split(r",|\band\b", each)
            if item.strip()
        ]
        if not items:
            return f"{head}."
        several = len(items) > 1 or "–" in items[0]
        listed = items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
        return f"{head}, {'paras.' if several else 'para.'} {listed}."

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "symbol": self.text,
            "valid": True,
            "name": self.name,
            "meaning": self.meaning,
            "body": self.body,
            "state": self.state,
            "state_name": self.state_name,
            "kind": self.kind,
            "parts": dict(self.parts),
            "resolution": self.resolution,
            "printed": self.printed or self.text,
        }


@cache
def _table() -> Any:
    text = (files("probanda.law") / "data" / "symbols.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], str, str], ...]:
    table = _table()
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


def read_symbol(text: str) -> Symbol:
    """The symbol that a text is.

    Raises:
        ProbandaError: ``symbol-malformed``, with a symbol near to it when a small change makes one.
    """
    found = parse_symbol(text)
    if found is None:
        near = _repaired(text)
        raise ProbandaError(
            Problem(
                "symbol-malformed",
                "This is no symbol of a United Nations document.",
                found=text.strip()[:120],
                expected=near or "such as CAT/C/XYZ/CO/5, CCPR/C/135/D/3624/2019, A/RES/68/268",
                remedy=f"Did you mean {near}?"
                if near
                else "Copy it from the document's first page.",
            )
        )
    return found


def _repaired(text: str) -> str:
    """A symbol that differs by case, stray marks, a missing ``C`` or a hyphen for a slash, or ""."""
    plain = text.strip().strip(".,;:").replace(" ", "")
    tries = [plain, plain.upper(), re.sub(r"(?<=\d)-(?=\d+$)", "/", plain.upper())]
    tries += [
        re.sub(r"^(CAT|CCPR|CEDAW|CED|CERD|CMW|CRC|CRPD)/(?!C/|OP/)", r"\1/C/", each)
        for each in tries
    ]
    return next((each for each in tries if parse_symbol(each) is not None and each != text), "")


def find_symbols(text: str) -> Iterator[tuple[int, int, Symbol | None]]:
    """Everything in a text that begins like a symbol: its place, and the symbol, ``None`` when it is none.

    >>> [(s.text if s else None) for _, _, s in find_symbols("See CAT/C/XYZ/CO/5, para. 3, and CAT/C/xyz/1.")]
    ['CAT/C/XYZ/CO/5', None]
    """
    for found in _LIKELY.finditer(text):
        words = found.group().rstrip("./-")
        yield found.start(), found.start() + len(words), parse_symbol(words)


def find_malformed(text: str) -> Iterator[tuple[int, str]]:
    """Offsets and words in a text that begin like a symbol and are none.

    >>> list(find_malformed("See CAT/C/arm/CO/5 and CAT/C/ARM/CO/5."))
    [(4, 'CAT/C/arm/CO/5')]
    """
    for start, end, symbol in find_symbols(text):
        if symbol is None:
            yield start, text[start:end]
