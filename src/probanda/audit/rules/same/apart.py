"""The words of `apart.yaml`, compiled for the language of a document."""

from __future__ import annotations

import re
from functools import cache

from probanda.audit.extract.language import phrases
from probanda.audit.tables import table

__all__ = ["apart"]


@cache
def apart(name: str, code: str) -> re.Pattern[str]:
    """A class of words in a language, as whole words; English for a language that has none."""
    words: dict[str, str] = table("rules/same/apart.yaml")[name]
    return phrases(words.get(code, words["en"]))
