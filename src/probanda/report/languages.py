"""The words that footnotes, figures and redaction marks need in the document's language.

The table is ``data/languages.yaml``; what rendering prints ("Table", "Contents") is in ``labels``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from probanda.report.datafiles import load

__all__ = ["Language", "language_for"]


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language. ``known`` is false when English stands in for a language we have not."""

    code: str
    table: Mapping[str, Any] = field(repr=False)
    known: bool = True

    def mark(self, name: str, /, **values: object) -> str:
        """A redaction mark or placeholder: ``name``, ``location``, ``source``, ``figure`` …"""
        return str(self.table["marks"][name]).format(**values)

    def cite(self, name: str, /, **values: object) -> str:
        """A phrase of a footnote with its places filled."""
        return str(self.table["citation"][name]).format(**values)

    def locator(self, name: str, several: bool) -> str:
        """The word for a kind of locator: "para." or "paras."."""
        return str(self.table["locator"][name][int(several)])

    @property
    def group_mark(self) -> str:
        """What parts groups of three digits."""
        return str(self.table["number"]["group"])

    @property
    def decimal_mark(self) -> str:
        """What parts the decimals."""
        return str(self.table["number"]["decimal"])

    @property
    def number_words(self) -> list[list[str]]:
        """All forms of the words for 0, 1, 2 …; the first of each is the one to print."""
        words: list[list[str]] = self.table["number-words"]
        return words

    @property
    def quotes(self) -> tuple[str, str]:
        """Opening and closing quotation mark."""
        opening, closing = self.table["quotes"]
        return opening, closing

    @property
    def mark_before_punctuation(self) -> bool:
        """Whether a note's mark stands before the full stop (French, Spanish, Russian) or after it."""
        return bool(self.table["note-mark"] == "before")


@cache
def language_for(tag: str) -> Language:
    """The words for a BCP 47 language tag.

    >>> language_for("fr-CH").mark("name")
    '[nom non communiqué]'
    >>> language_for("de").known
    False
    """
    base = tag.replace("_", "-").split("-")[0].lower()
    tables = load("languages.yaml")
    if base in tables:
        return Language(base, tables[base])
    return Language(base, tables["en"], known=False)
