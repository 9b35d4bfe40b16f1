"""The tables of words of one language, compiled once: what `data/*.yaml` says, ready to be asked.

A phrase list is parted by "|"; "*" at the end of a word stands for any ending. `stem` brings forms of a word
together, crudely: it is used to compare words of one document, never to understand them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.tables import table

__all__ = ["LANGUAGES", "Language", "language_tables", "phrases", "words_of"]

LANGUAGES = ("en", "ru", "es", "fr", "az")

_SHORTEST = {"ru": 3, "es": 4, "fr": 4, "az": 3}


@lru_cache(maxsize=8)
def _endings(code: str) -> tuple[str, ...]:
    """Endings of a language, the longest first."""
    listed = str(table("data/extract.yaml")["endings"].get(code, "")).split()
    return tuple(sorted(listed, key=len, reverse=True))


def words_of(text: str) -> tuple[str, ...]:
    """The phrases of a "|" list, lower case."""
    return tuple(part.strip().lower() for part in (text or "").split("|") if part.strip())


def phrases(text: str) -> re.Pattern[str]:
    """A pattern that finds any phrase of a "|" list as whole words; nothing when the list is empty."""
    parts = [_phrase(part) for part in sorted(words_of(text), key=len, reverse=True)]
    return any_case(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")


def _phrase(phrase: str) -> str:
    return r"\s+".join(
        re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)
        for word in phrase.split()
    )


def _matcher(text: str) -> re.Pattern[str]:
    """Like `phrases`, for a whole word given alone."""
    parts = [_phrase(part) for part in words_of(text) if " " not in part]
    return re.compile(rf"(?:{'|'.join(parts)})\Z" if parts else r"(?!)")


@dataclass(frozen=True)
class Language:
    """One language's tables.

    Attributes:
        code: "en", "ru", "es", "fr", "az".
        raw: the file as it stands, for extractors with tables of their own.
        numbers: number words below a scale word, with their values.
        scales: "hundred", "thousand", with their values.
        months: month names with 1 to 12.
        persons: stems of nouns for persons, so that parts of a number of persons are known as such.
        verbs: forms that are verbs where a noun might stand: "twelve bore ligatures".
        pronouns: words that take up a noun said before: "39 of them".
        numbered_alone: nouns that a number names unless it counts something: "cell 4", but "in the cell 12 men".
        closed: words that end a group of words around a noun.
        light: words beside a quantity that don't tell it from another one.
        nouns: stem → class of what is counted ("grave", "detainee"), from `data/nouns.yaml`.
    """

    code: str
    raw: dict[str, Any]
    numbers: dict[str, int]
    scales: dict[str, int]
    months: dict[str, int]
    fractions: dict[str, Fraction]
    irregular: dict[str, str]
    closed: frozenset[str]
    durations: dict[str, float]
    numbered: frozenset[str]
    delta: frozenset[str]
    each: frozenset[str]
    generic: frozenset[str]
    light: frozenset[str]
    persons: frozenset[str]
    verbs: frozenset[str]
    pronouns: frozenset[str]
    numbered_alone: frozenset[str]
    nouns: dict[str, str]
    actions: tuple[tuple[str, re.Pattern[str]], ...]
    kinds: dict[str, str]
    participle: re.Pattern[str]
    measure: re.Pattern[str]
    modifiers: tuple[tuple[str, re.Pattern[str]], ...]
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _stems: dict[str, str] = field(default_factory=dict, compare=False)
    _acted: dict[str, str] = field(default_factory=dict, compare=False)

    def stem(self, word: str) -> str:
        """The form that stands for a word's forms."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._stem(word.lower())
        return known

    def _stem(self, word: str) -> str:
        if word in self.irregular:
            return self.irregular[word]
        if self.code == "en":
            return _english(word)
        word = _plain(word, self.code)
        for ending in _endings(self.code):
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST[self.code]:
                return self.irregular.get(word[: -len(ending)], word[: -len(ending)])
        return word

    def action(self, word: str) -> str:
        """The group of what happened that a word belongs to ("killed" → "kill"); "" when none."""
        known = self._acted.get(word)
        if known is None:
            low = word.lower()
            known = next((name for name, pattern in self.actions if pattern.match(low)), "")
            self._acted[word] = known
        return known

    def noun_class(self, stem: str) -> str:
        """The class of nouns that a head belongs to ("burial" → "grave"); "" when none.

        Two words of one class may count the same thing. What the classes hold is `data/nouns.yaml`.
        """
        return self.nouns.get(stem, "")

    def pattern(self, key: str) -> re.Pattern[str]:
        """The compiled phrase list of a key of the file ("total", "speakers.before")."""
        if key not in self.patterns:
            value: Any = self.raw
            for part in key.split("."):
                value = value.get(part, "") if isinstance(value, dict) else ""
            self.patterns[key] = phrases(str(value))
        return self.patterns[key]


#: Letters that one form of a word has and another lacks: "detención, detenciones", «заключённый, заключенный».
_PLAIN = {"es": str.maketrans("áéíóú", "aeiou"), "ru": str.maketrans("ё", "е")}


def _plain(word: str, code: str) -> str:
    """The word as its forms are compared: no accents in Spanish, no ё in Russian, "juez" for "juec(es)"."""
    word = word.translate(_PLAIN.get(code, {}))
    return word[:-3] + "z" if code == "es" and word.endswith("ces") and len(word) > 4 else word


def _english(word: str) -> str:
    """Plural to singular, and nothing else."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def _valued(text: str) -> dict[str, str]:
    pairs = (part.rsplit(None, 1) for part in (text or "").split("|") if part.strip())
    return {word.strip().lower(): value for word, value in pairs}


def _share(text: str) -> float:
    return float(Fraction(text)) if "/" in text else float(text)


@lru_cache(maxsize=8)
def language_tables(code: str) -> Language:
    """The tables of a language; English for one that has none.

    >>> language_tables("en").action("arrested")
    'detain'
    >>> language_tables("ru").stem("задержанных") == language_tables("ru").stem("задержанные")
    True
    """
    code = code if code in LANGUAGES else "en"
    raw: dict[str, Any] = table(f"extract/data/{code}.yaml")
    counted = raw["numbers"]
    numbers: dict[str, int] = {}
    for key in ("units", "tens", "hundreds", "also"):
        numbers |= {word: int(value) for word, value in _valued(counted[key]).items()}
    months: dict[str, int] = {}
    for place, forms in enumerate(raw["months"].split("|"), 1):
        months |= dict.fromkeys(forms.lower().split(), place)
    months |= {word: int(value) for word, value in _valued(raw.get("months_in", "")).items()}
    if raw.get("month_endings"):
        endings = words_of(raw["month_endings"])
        months |= {
            name + ending: place for name, place in list(months.items()) for ending in endings
        }
    kinds = {label: kind for kind, labels in raw["kinds"].items() for label in words_of(labels)}
    pairs = (pair.split("=") for pair in raw["irregular"].split("|"))
    language = Language(
        code=code,
        raw=raw,
        numbers=numbers,
        scales={word: int(value) for word, value in _valued(counted["scale"]).items()},
        months=months,
        fractions={word: Fraction(str(share)) for word, share in raw["fractions"].items()},
        irregular={form.strip(): _plain(stem.strip(), code) for form, stem in pairs},
        closed=frozenset(words_of(raw["closed"])),
        durations={word: _share(value) for word, value in _valued(raw["durations"]).items()},
        numbered=frozenset(words_of(raw["numbered"])),
        delta=frozenset(words_of(raw["delta"])),
        each=frozenset(words_of(raw["each"])),
        generic=frozenset(_plain(word, code) for word in words_of(raw["generic"])),
        light=frozenset(_plain(word, code) for word in words_of(raw["light"])),
        persons=frozenset(_plain(word, code) for word in words_of(raw.get("persons", "")))
        | {"person"}
        | kinds.keys(),
        nouns={},
        verbs=frozenset(words_of(raw.get("verbs", ""))),
        pronouns=frozenset(words_of(raw.get("pronouns", ""))),
        numbered_alone=frozenset(words_of(raw.get("numbered_alone", ""))),
        actions=tuple((name, _matcher(text)) for name, text in raw["actions"].items()),
        kinds=kinds,
        participle=_matcher(raw["participles"]),
        measure=_matcher(raw["measures"]),
        modifiers=tuple((name, phrases(text)) for name, text in raw["modifiers"].items()),
    )
    persons, things = (_classes(kind, language) for kind in ("persons", "things"))
    return replace(language, persons=language.persons | persons.keys(), nouns={**things, **persons})


def _classes(kind: str, language: Language) -> dict[str, str]:
    """Stem → class, for the single words of the table's classes of a kind."""
    return {
        language.stem(word): name
        for name, columns in table("extract/data/nouns.yaml")[kind].items()
        for word in words_of(columns[language.code])
        if " " not in word
    }
