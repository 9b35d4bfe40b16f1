"""Classes of words that several rules ask for: `data/lexicon.yaml`, compiled by class and language.

What joins numbers ("that is", "rose", "apiece") has a file of its own, `data/figures.yaml`; so have the words by
which extractors read (`data/extract.yaml`), and those of covers (`data/cover.yaml`) and of time
(`data/chronology.yaml`).

A class is a whole field of a language ("verbs of violence, told as done"), so that a rule says what it looks for
and a new word is added once for all rules.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from probanda.audit.any_case import any_case
from probanda.audit.tables import table

__all__ = ["composed", "field", "tagged", "valued", "words"]


@cache
def _table() -> dict[str, dict[str, str]]:
    files = ("lexicon", "figures", "extract", "cover", "persons", "chronology")
    return {name: own for file in files for name, own in table(f"data/{file}.yaml").items()}


@cache
def words(name: str, language: str = "") -> str:
    """The alternatives of a class, without a group around them; of all languages when none is given."""
    by_language = _table()[name]
    chosen = by_language.values() if not language else [by_language.get(language, "")]
    entries = [
        entry
        for text in chosen
        for entry in re.sub(r"\s*\n\s*", " ", text).replace(" |", "|").split()
    ]
    return "|".join(entry.replace("~", r"\w*").replace("_", r"\s+") for entry in entries)


@cache
def field(name: str, language: str = "") -> re.Pattern[str]:
    """A pattern of a class, as whole words in any case; none matches in a language that lacks the class."""
    return any_case(rf"(?<![\w-])(?:{words(name, language) or '(?!)'})(?![\w-])")


@cache
def composed(form: str) -> re.Pattern[str]:
    """A pattern in which ``<class>`` stands for the words of a class in all languages, in any case."""
    return any_case(re.sub(r"(?<!P)<(\w+)>", lambda m: f"(?:{words(m[1])})", form))


@cache
def tagged(name: str, language: str) -> tuple[tuple[str, str], ...]:
    """The entries of a class that carry tags, "thirds?=3", "women=sex.2", as patterns with their tags."""
    entries = re.sub(r"\s*\n\s*", " ", _table()[name].get(language, "")).split()
    parts = (entry.rpartition("=") for entry in entries)
    return tuple(
        (pattern.replace("~", r"\w*").replace("_", r"\s+"), tag) for pattern, _, tag in parts
    )


@cache
def valued(name: str, language: str) -> tuple[tuple[str, Fraction], ...]:
    """The same where the tags are numbers."""
    return tuple((pattern, Fraction(tag)) for pattern, tag in tagged(name, language))
