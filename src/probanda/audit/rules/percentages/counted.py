"""What a share is a share of: the noun said with the percentage, else its number's own; its period and place."""

from __future__ import annotations

import re
from datetime import date

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.phrases import NOTHING, Group, group_after, words
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.told_periods import reported
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.reckoning import alike

__all__ = [
    "Time",
    "base_noun",
    "counts",
    "of_a_year",
    "place_words",
    "same_place",
    "same_time",
    "shorter",
    "time_of",
]

#: First and last day of a period, words for one that has none, None where none is said.
Time = tuple[date, date] | str | None
#: Code points behind a percentage within which its noun stands: "of the total number of victims".
_BEHIND = 80
#: Shorter times are those of an event; a whole is told for a month or more.
_MONTH = 27
#: Days of a year, some left out.
_YEAR = 330


def base_noun(facts: Facts, percent: Quantity) -> Group:
    """What a percentage is said to be of, "of all arrests"; nothing where it says only "of the total"."""
    language = language_tables(facts.language)
    end = min(percent.sentence[1], percent.end + _BEHIND)
    tokens = words(facts.text, percent.end, end)
    place = 0
    if not tokens or tokens[0].low not in _of(language):
        return NOTHING
    total, number = language.pattern("total"), language.pattern("number_of")
    while place < len(tokens) and tokens[place].is_word:
        word = tokens[place]
        if (
            word.low in language.closed
            or total.fullmatch(word.low)
            or field("whole_of", language.code).fullmatch(word.low)
            or number.match(facts.text, word.start)
            or number.match(f"{word.low} {_of(language)[0]}")
        ):
            place += 1
            continue
        return group_after(tokens, place, language)
    return NOTHING


def _of(language: Language) -> tuple[str, ...]:
    return {
        "en": ("of", "among"),
        "ru": ("от", "из", "всех", "среди"),
        "es": ("de", "del", "entre"),
        "fr": ("de", "des", "du", "parmi"),
    }.get(language.code, ("of",))


def counts(q: Quantity, noun: Group, language: Language) -> bool:
    """Whether a number counts what a noun names: the same word, persons both, or those it was done to."""
    if q.unit != "count" or not noun.head:
        return True
    head = q.group.head
    if not head:
        return False
    if any(alike(noun.head, own) for own in (head, *q.group.labels) if own):
        return True
    if head in language.persons and field("populace", language.code).fullmatch(noun.text.lower()):
        return True
    if head in language.persons:
        acts = noun.actions
        return noun.head in language.persons or bool(acts & (q.group.actions | q.around.actions))
    if noun.head in language.persons:
        return bool(q.group.actions & noun.actions)
    return False


def time_of(q: Quantity) -> Time:
    """The period of a number: its days, words for one that has none, None where none is said."""
    told = q.around.period
    if told is None or q.around.period_from not in {"sentence", "paragraph"}:
        return None
    if told.first is None or told.last is None:
        return told.words if q.around.period_from == "sentence" else None
    return (told.first, told.last) if (told.last - told.first).days >= _MONTH else None


def same_time(facts: Facts, part: Quantity, whole: Quantity) -> int:
    """2 when both are of one period by their own words, 1 when they may be, 0 when not.

    A number without a period is of the one reported, or of one that it shares most of its days with. A part may be
    of a longer period's whole, not of a shorter's.
    """
    if part.sentence == whole.sentence and part.around.period == whole.around.period:
        return 1
    main = facts.of(reported)
    a, b = time_of(part), time_of(whole)
    if a is None and b is None:
        return 1
    if isinstance(a, str) or isinstance(b, str):
        return 2 if a == b else 1 if main is None and (a is None or b is None) else 0
    own = a or main
    other = b or main
    if own is None or other is None:
        return 1
    if own == other:
        return 2 if a and b else 1
    if other[0] <= own[0] and own[1] <= other[1]:
        return 1
    return int(a is None and _days(max(own[0], other[0]), min(own[1], other[1])) * 2 > _days(*own))


def _days(first: date, last: date) -> int:
    return max(0, (last - first).days + 1)


def of_a_year(facts: Facts, percent: Quantity) -> bool:
    """Whether a percentage says that it is of a year's number: "of all arrests in the year"."""
    end = min(percent.sentence[1], percent.end + _BEHIND)
    return field("of_the_year", facts.language).search(facts.text, percent.end, end) is not None


def shorter(facts: Facts, q: Quantity) -> bool:
    """Whether a number is told for less than a year."""
    told = time_of(q)
    return isinstance(told, tuple) and _days(*told) < _YEAR


def place_words(facts: Facts, part: Quantity) -> tuple[str, ...]:
    """The words in which a part may say where it was counted: its sentence and the headings over it."""
    headings = [s.title for s in facts.document.sections if s.start <= part.start < s.end]
    said = " ".join((facts.text[slice(*part.sentence)], *headings)).lower()
    return tuple(set(_WORD.findall(said)))


def same_place(facts: Facts, whole: Quantity, said: tuple[str, ...]) -> bool:
    """Whether a whole is told of no place, or of one that the part names too."""
    language = language_tables(facts.language)
    names = {word for place in whole.around.places for word in _WORD.findall(place.lower())}
    if not names:
        return True
    stems = {language.stem(word) for word in said}
    return any(alike(language.stem(name), stem) for name in names for stem in stems)


_WORD = re.compile(r"[^\W\d_]{4,}")
