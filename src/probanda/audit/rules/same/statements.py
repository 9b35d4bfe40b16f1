"""Every number of the prose as a slot in its sentence, and how much each word of the document tells.

A statement is a number with the words of its sentence in order, as stems, and the other numbers of the sentence
by their values. Words that stand in many sentences of this document tell little ("detainees" in a report on
detention), words that stand in few tell much: the weight is reckoned from the document itself.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.dates import dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.phrases import Word, words
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts

__all__ = ["TITLED", "Statement", "content", "rarity", "statements", "to_number"]

#: What a list or a table is called, not what a sentence says: in quotation marks, three words, a capital first.
TITLED = re.compile(r"[“«„\"](?=[^\W\d_a-zа-яё])[^“”«»„\"\s]+(?:\s+[^“”«»„\"\s]+){2,14}[”»“\"]")

#: Letters of a stem that are compared: "evacuated", "evacuation". Crude: only words of one document are compared.
_LETTERS = 6
#: Content words looked at on either side of a number.
_BEHIND, _BEFORE = 9, 7
#: More than this no single word counts, however long the document.
_MOST = 6.0


#: Rarity is reckoned as if a text had so many sentences at least.
_SENTENCES = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in its sentence.

    Attributes:
        quantity: the number.
        behind: content words behind it, nearest first, and numbers as "#12"; up to nine.
        before: content words before it, nearest first.
        said: every content word of the sentence, without numbers.
        numbers: values of the other numbers of the sentence.
        fellows: the other numbers of the sentence with their nouns.
        dates: the dates of the sentence.
    """

    quantity: Quantity
    behind: tuple[str, ...]
    before: tuple[str, ...]
    said: frozenset[str]
    numbers: frozenset[Decimal]
    fellows: frozenset[tuple[str, Decimal]]
    dates: frozenset[str]


def statements(facts: Facts) -> tuple[Statement, ...]:
    """Every number of the prose with its sentence, in order of the text."""
    language = language_tables(facts.language)
    told: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    found: list[Statement] = []
    for q in facts.of(quantities):
        if q.cell is None:
            told[q.sentence].append(q)
    starts = [each.start for each in facts.of(dates)]
    for (start, end), listed in told.items():
        when = facts.of(dates)[bisect_left(starts, start) : bisect_left(starts, end)]
        days = frozenset(each.edtf or each.words for each in when)
        line = _line(facts, start, end, listed, language)
        said = frozenset(word for word, _ in line if word[0] != "#")
        places = [place for _, place in line]
        for q in listed:
            cut = bisect_left(places, q.start)
            behind = [word for word, place in line[cut:] if place >= q.end]
            before = [word for word, _ in reversed(line[:cut])]
            others = [other for other in listed if other.index != q.index]
            found.append(
                Statement(
                    q,
                    tuple(behind[:_BEHIND]),
                    tuple(before[:_BEFORE]),
                    said,
                    frozenset(other.value for other in others),
                    frozenset(
                        (other.group.head, other.value) for other in others if other.group.head
                    ),
                    days,
                )
            )
    return tuple(sorted(found, key=lambda each: each.quantity.start))


def _line(
    facts: Facts, start: int, end: int, listed: list[Quantity], language: Language
) -> list[tuple[str, int]]:
    """Content words and numbers of a sentence with their places, without what is quoted as a name."""
    numbers = {q.start: q for q in listed}
    names = [found.span() for found in TITLED.finditer(facts.text, start, end)]
    until, line = start, []
    for token in _tokens(facts, start, end):
        if token.start in numbers:
            q = numbers[token.start]
            line.append((f"#{q.value.normalize():f}", q.start))
            until = q.end
        elif (
            token.start >= until
            and (key := content(token.low, language))
            and not any(first < token.start < last for first, last in names)
        ):
            line.append((key, token.start))
    return line


def _tokens(facts: Facts, start: int, end: int) -> list[Word]:
    """The words of a sentence, which is read once."""
    known = facts.of(_parted)
    if (start, end) not in known:
        known[start, end] = words(facts.text, start, end)
    return known[start, end]


def _parted(_: Facts) -> dict[tuple[int, int], list[Word]]:
    return {}


def content(low: str, language: Language) -> str:
    """The form by which a word is compared; "" for words of the closed classes and signs."""
    if low in language.closed or len(low) < 3 or not low[0].isalpha():
        return low if low.isdecimal() and len(low) == 4 else ""
    return language.stem(low)[:_LETTERS]


def rarity(facts: Facts) -> Mapping[str, float]:
    """What each word tells: the logarithm of how few of the document's sentences have it."""
    language = language_tables(facts.language)
    seen: Counter[str] = Counter()
    total = 0
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            total += 1
            seen.update({content(word.low, language) for word in _tokens(facts, start, end)})
    seen.pop("", None)
    total = max(total, _SENTENCES)  # in a short text every word is rare
    return {word: min(_MOST, math.log((total + 1) / count)) for word, count in seen.items()}


def to_number(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words up to the next number: the men of "84 killed, 47 of them men" are no part of the 84."""
    return words[: next((at for at, word in enumerate(words) if word[0] == "#"), len(words))]
