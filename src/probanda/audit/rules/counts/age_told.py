"""What is a birth, and whether an age fits it at a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.registry import Hit

__all__ = ["BORN", "check_age", "is_birth"]

BORN = composed(r"(?<!\w)<age_told_born>(?!\w)")
#: A word of birth stands so near before its date.
_NEAR = 16
_BORN_BEHIND = re.compile(r"\s*(?:г\.?\s?р\.|(?:года\s+)?рождения|-?ci\s+il\s+təvəllüd)")


def is_birth(facts: Facts, day: DateMention) -> bool:
    """Whether a date is somebody's birth."""
    start, _ = facts.document.sentence_of(day.start)
    if _BORN_BEHIND.match(facts.text, day.end):
        return True
    born = list(BORN.finditer(facts.text, max(start, day.start - _NEAR), day.start))
    if not born:
        return False
    gap = facts.text[born[-1].end() : day.start]
    if born[-1][0].endswith("р"):  # "г.р." stands behind its year, or before it with a colon
        return bool(re.fullmatch(r"\.?\s*[:—–-]\s*", gap))
    return not re.search(r"\d|[^.]\.|[;()]", gap)


def check_age(facts: Facts, birth: DateMention, age: Quantity, at: DateMention) -> Iterator[Hit]:
    """An age against a birth and the date at which it held."""
    assert birth.first
    assert birth.last
    assert at.first
    assert at.last
    oldest = _years_between(birth.first, at.last)
    youngest = _years_between(birth.last, at.first)
    if not youngest <= age.value <= oldest and age.exact and oldest >= 0:
        years = f"{max(youngest, 0)}" if youngest == oldest else f"{max(youngest, 0)} or {oldest}"
        yield Hit(
            age.start,
            age.end,
            f"Born {facts.quote(birth.start, birth.end)}, the person was {years} "
            f"in {facts.quote(at.start, at.end)}, not {age.shown}.",
            "Correct the age, the birth or the date.",
            ((birth.start, birth.end), (at.start, at.end)),
        )


def _years_between(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
