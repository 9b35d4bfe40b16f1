"""Factors in words: "doubled", "three times as many", "в два с половиной раза", "el triple"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.lexicon import valued, words
from probanda.audit.rules.percentages.moves import turns
from probanda.audit.rules.percentages.worded import bound_before

__all__ = ["Factor", "factor_fits", "factors_between"]


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor said in words.

    Attributes:
        start: first code point.
        end: one past the last.
        factor: what the one value is multiplied by to give the other; below 1 where it shrank.
        bound: "exact", "about", "more_than" …
        compares: said of two things side by side ("twice as many"), not of a change.
    """

    start: int
    end: int
    factor: float
    bound: str
    compares: bool


#: Code points between a word of change and a factor: "fell sixfold, raids by half, the mean to a third".
_REACH = 160


@cache
def _pattern(code: str) -> re.Pattern[str]:
    numbers = "|".join(sorted(map(re.escape, language_tables(code).numbers), key=len, reverse=True))
    single = "|".join(pattern for pattern, _ in valued("times", code)) or r"(?!)"
    before, unit = words("times_before", code), words("times_unit", code) or r"(?!)"
    half = words("and_half", code) or r"(?!)"
    lead = rf"(?:{before})\s+" if before else ""
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<word>{single})"
        rf"|{lead}(?P<number>{numbers or '(?!)'}|\d{{1,2}}(?:[.,]\d)?)(?P<half>\s+(?:{half}))?\s+(?:{unit}))"
        r"(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _beside(code: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{words('times_as', code) or '(?!)'})(?!\w)", re.IGNORECASE)


@cache
def _less(code: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:as\s+)?(?:{words('fewer', code) or '(?!)'})(?!\w)", re.IGNORECASE)


def factors_between(facts: Facts, start: int, end: int) -> list[Factor]:
    """The factors of a sentence, in order."""
    found = []
    for each in _pattern(facts.language).finditer(facts.text, start, end):
        factor = _value(each, facts.language)
        near = turns(facts, max(start, each.start() - _REACH), each.start())
        way = [turn.way for turn in near if turn.way]
        compares = _beside(facts.language).match(facts.text, each.end(), end) is not None
        if not factor or factor == 1 or (each["number"] and not (way or compares)):
            continue  # "three times, in May and June": occasions
        if factor > 1 and (
            (way and way[-1] == "down") or _less(facts.language).match(facts.text, each.end(), end)
        ):
            factor = 1 / factor  # "снизилось вдвое", "втрое меньше"
        bound = bound_before(facts, start, each.start())
        found.append(Factor(each.start(), each.end(), factor, bound, compares))
    return found


def _value(found: re.Match[str], code: str) -> float:
    if found["number"]:
        said = found["number"].lower().replace(",", ".")
        number = (
            float(said)
            if said[0].isdecimal()
            else float(language_tables(code).numbers.get(said, 0))
        )
        return number + (0.5 if found["half"] else 0)
    return next((value for word, value in _singles(code) if word.fullmatch(found["word"])), 0)


@cache
def _singles(code: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple((re.compile(word, re.IGNORECASE), float(n)) for word, n in valued("times", code))


def factor_fits(before: Decimal, after: Decimal, factor: float, bound: str) -> bool:
    """Whether one value is, in words, so many times another one.

    >>> factor_fits(Decimal(40), Decimal(81), 2, "exact"), factor_fits(Decimal(40), Decimal(65), 2, "exact")
    (True, False)
    """
    if before <= 0:
        return True
    ratio = float(after / before)
    if bound in {"more_than", "at_least"} and factor < 1:
        return factor * 0.4 <= ratio <= factor
    if bound in {"more_than", "at_least"}:
        return factor <= ratio < factor * 1.75
    if bound == "about":
        return (
            factor * (0.9 if factor < 1 else 0.75)
            <= ratio
            <= factor * (1.3 if factor < 1 else 1.15)
        )
    return factor * 0.88 <= ratio <= factor * 1.15
