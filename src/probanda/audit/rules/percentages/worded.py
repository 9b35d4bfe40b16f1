"""Fractions in words: "almost two thirds", "nine out of ten", "каждый пятый", "una de cada tres"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import valued, words

__all__ = ["Part", "bound_before", "parts_between"]

#: Second numbers of "nine in ten" that are said of a whole population, and not counted.
_OUT_OF = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100})


@dataclass(frozen=True, slots=True)
class Part:
    """A fraction said in words.

    Attributes:
        start: first code point, without "almost".
        end: one past the last.
        share: the fraction.
        bound: "exact", "about", "more_than", "less_than", "at_least", "up_to".
        lead: where "almost" begins, else `start`.
        told: the percentage, where the part is told in figures.
    """

    start: int
    end: int
    share: Fraction
    bound: str
    lead: int
    told: Quantity | None = None

    @property
    def percent(self) -> Decimal:
        """The fraction in per cent."""
        return Decimal(self.share.numerator) * 100 / self.share.denominator


@cache
def _pattern(code: str) -> re.Pattern[str]:
    language = language_tables(code)
    number = "|".join(sorted(map(re.escape, language.numbers), key=len, reverse=True)) or r"(?!)"
    under = "|".join(pattern for pattern, _ in valued("denominator", code)) or r"(?!)"
    ordinal = "|".join(pattern for pattern, _ in valued("ordinal", code)) or r"(?!)"
    every, out_of = words("every", code) or r"(?!)", words("out_of", code) or r"(?!)"
    article = {"en": r"(?:an?|the)", "es": r"(?:la|una?|las|los)", "fr": r"(?:la|une?|le|les)"}.get(
        code, r"(?!)"
    )
    return re.compile(
        rf"(?<![\w-])(?:(?:(?:{article})\s+)?(?:(?P<over>{number})[\s-]+)?(?P<under>{under})"
        rf"|(?P<top>{number}|\d{{1,2}})\s+(?:{out_of})\s+(?P<base>{number}|\d{{1,3}})"
        rf"|(?:{every})\s+(?P<nth>{ordinal}))(?![\w-])",
        re.IGNORECASE,
    )


def _bounds(language: Language) -> re.Pattern[str]:
    known = language.patterns.get("before-a-fraction")
    if known is None:
        named = "|".join(
            f"(?P<{name}>{'|'.join(re.escape(w.strip()) for w in str(listed).split('|'))})"
            for name, listed in language.raw["modifiers"].items()
        )
        extra = {
            "en": "(?:just|slightly|well|a little|far)",
            "ru": "(?:чуть|несколько|значительно|немного)",
            "es": "(?:poco|algo|bastante|mucho)",
            "fr": "(?:un peu|bien|légèrement)",
        }.get(language.code, "(?!)")
        known = re.compile(
            rf"(?<!\w)(?:{extra}\s+)?(?:{named})\s+(?:(?:an?|the|el|las?|los|les?|in|en|в|во|у|с)\s+){{0,2}}\Z",
            re.IGNORECASE,
        )
        language.patterns["before-a-fraction"] = known
    return known


def parts_between(facts: Facts, start: int, end: int) -> list[Part]:
    """The fractions in words of a range, in order."""
    parts, starts = facts.of(_all)
    return parts[bisect_left(starts, start) : bisect_left(starts, end)]


def _all(facts: Facts) -> tuple[list[Part], list[int]]:
    """Every fraction in words of the prose, and where each begins."""
    found: list[Part] = []
    language = language_tables(facts.language)
    for block in facts.document.prose():
        for each in _pattern(language.code).finditer(facts.text, block.start, block.end):
            share = _share(each, language)
            if share is None or not 0 < share < 1 or _TIME.match(facts.text, each.end()):
                continue
            start = max(block.start, each.start() - 40)
            lead = _bounds(language).search(facts.text, start, each.start())
            bound = (lead.lastgroup if lead else None) or "exact"
            found.append(
                Part(
                    each.start(),
                    each.end(),
                    share,
                    "exact" if bound == "exactly" else bound,
                    lead.start() if lead else each.start(),
                )
            )
    return found, [part.start for part in found]


def bound_before(facts: Facts, start: int, position: int) -> str:
    """The bound that stands right before a place: "about", "more_than"; "exact" when none."""
    found = _bounds(language_tables(facts.language)).search(
        facts.text, max(start, position - 40), position
    )
    return (found.lastgroup if found else None) or "exact"


#: "Half an hour", "a quarter of a century", "the first half of 2022".
_TIME = re.compile(
    r"\s+(?:an?\s+|of\s+(?:an?\s+|the\s+)?|del?\s+|d['’]une?\s+)?(?:hours?|centur\w+|year\w*|month\w*|day\w*|metres?|meters?|miles?|dozen|"
    r"million|19\d\d|20\d\d|"
    r"час\w*|века|года|месяца|километра|hora\w*|siglo|año\w*|mes|día|heure|siècle|année|mois)(?!\w)",
    re.IGNORECASE,
)


def _number(word: str, language: Language) -> int:
    return int(word) if word.isdecimal() else int(language.numbers.get(word.lower(), 0))


def _value(word: str, name: str, language: Language) -> int:
    return next(
        (
            int(value)
            for pattern, value in valued(name, language.code)
            if re.fullmatch(pattern, word, re.IGNORECASE)
        ),
        0,
    )


#: Fractions of Spanish and French that are places in a row unless "of" stands behind them.
_ORDINAL = re.compile(
    r"(?:terceras?|cuart[oa]s?|quint[oa]s?|sext[oa]s?|séptimas?|octavas?|novenas?|décim[oa]s?|\w+ièmes?)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:d['’]|del?\s|des\s|du\s)", re.IGNORECASE)


def _share(found: re.Match[str], language: Language) -> Fraction | None:
    if found["top"]:
        top, base = _number(found["top"], language), _number(found["base"], language)
        return Fraction(top, base) if base in _OUT_OF and 0 < top < base else None
    if found["nth"]:
        nth = _value(found["nth"], "ordinal", language)
        return Fraction(1, nth) if nth else None
    under = _value(found["under"], "denominator", language)
    over = _number(found["over"], language) if found["over"] else 1
    if not under or over >= under:
        return None
    if _ORDINAL.fullmatch(found["under"]) and not found["over"]:
        behind = found.string[found.end() : found.end() + 6]
        if not re.match(r"une?\s", found.group(), re.IGNORECASE) or not _OF.match(behind):
            return None  # "el cuarto estado", "una tercera prueba": a place in a row
    plain = re.fullmatch(r"\w+", found.group()) and not found["over"]
    if plain and under > 4 and language.code in {"en", "ru", "es"}:
        return None  # "fifth", "tenth" alone: a place in a row
    if plain and language.code == "en" and under in {3, 4, 12, 20}:
        return None  # "third", "the quarter of 2023"
    if found.group().lower().startswith("the ") and under > 2:
        return None
    return Fraction(over, under)
