"""States by name and three-letter code (ISO 3166-1), with the example's invented ones. Names after UN usage."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["code_of", "folded", "name_of"]


def folded(name: str) -> str:
    """A State's name without case, accents, footnote marks and punctuation.

    >>> folded("Côte d’Ivoire 1, 2"), folded("Iran (Islamic Republic of)")
    ('cote d ivoire', 'iran islamic republic of')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W\d_]+", plain))


@cache
def _table() -> tuple[Mapping[str, str], Mapping[str, str]]:
    text = (files("probanda.law") / "data" / "states.csv").read_text(encoding="utf-8")
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        names.setdefault(row["code"], row["name"])
        codes.setdefault(folded(row["name"]), row["code"])
        short = row["name"].split(" (", maxsplit=1)[0]
        codes.setdefault(folded(short), row["code"])
    return codes, names


def code_of(state: str) -> str:
    """The code of a State written by name or code, or "".

    >>> code_of("Sartania"), code_of("srt"), code_of("Nowhere")
    ('SRT', 'SRT', '')
    """
    codes, names = _table()
    word = state.strip()
    if word.upper() in names:
        return word.upper()
    return codes.get(folded(word), "")


def name_of(code: str) -> str:
    """The name of a code, or ""."""
    return _table()[1].get(code.strip().upper(), "")
