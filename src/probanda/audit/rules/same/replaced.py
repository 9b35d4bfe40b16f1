"""What stands in the place of what in two sentences of one form: another name, another word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence

__all__ = ["designated_apart", "replaced"]

_WORD = re.compile(r"[^\W\d_]+")
_DESIGNATION = re.compile(
    r"([^\W\d_]{3,})[\s\u00a0]+(?:[^\w\s(]\s?|[Nn][.o]{0,2}º?\s?)?(\d+)(?![\d.,]*\d)"
)


def replaced(facts: Facts, x: Quantity, y: Quantity) -> dict[str, float]:
    """What stands in the place of what in sentences of one form: Garven prison here, Tamsel prison there."""
    one, other = (_WORD.findall(facts.text[slice(*q.sentence)])[:60] for q in (x, y))
    opening = {_opening(facts, q) for q in (x, y)}
    low_one, low_other = [w.lower() for w in one], [w.lower() for w in other]
    names = words_ = 0
    matcher = SequenceMatcher(None, low_one, low_other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "replace" or b - a != d - c or b - a > 3:
            continue
        for left, right in zip(one[a:b], other[c:d], strict=True):
            if left.lower() in low_other or right.lower() in low_one or left[:5] == right[:5]:
                continue
            if (
                opening.isdisjoint({left, right})
                and _is_name(facts, left)
                and _is_name(facts, right)
            ):
                names += 1
            elif len(left) > 3 and len(right) > 3:
                words_ += 1
    return {
        "name_replaced": float(names > 0),
        "word_replaced": min(3.0, words_) * matcher.ratio(),
    }


def designated_apart(facts: Facts, x: Quantity, y: Quantity) -> bool:
    """Whether one word goes before two numbers that count nothing: "prison No. 3" here, "prison No. 8" there."""
    one, other = (_designations(facts, q) for q in (x, y))
    return any(other.get(word, numbers) != numbers for word, numbers in one.items())


def _designations(facts: Facts, q: Quantity) -> dict[str, str]:
    """Words with the number behind them that is no quantity: "Article 12", "блок № 3"."""
    known = facts.of(_designated)
    if q.sentence not in known:
        counted = {each.start for each in facts.of(_told).get(q.sentence, ())}
        known[q.sentence] = {
            found[1][:6].lower(): found[2]
            for found in _DESIGNATION.finditer(facts.text, *q.sentence)
            if found.start(2) not in counted
        }
    return known[q.sentence]


def _designated(_: Facts) -> dict[tuple[int, int], dict[str, str]]:
    return {}


def _told(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    return {listed[0].sentence: listed for listed in facts.of(by_sentence)}


def _opening(facts: Facts, q: Quantity) -> str:
    """The word before the first comma of a sentence when it stands alone there: "Separately, …" is no name."""
    found = re.match(r"\W*([^\W\d_]+),", facts.text[slice(*q.sentence)])
    return found[1] if found else ""


def _is_name(facts: Facts, word: str) -> bool:
    """Whether a word is never written small in this document, and is none that the language knows."""
    low = word.lower()
    if not word[0].isupper() or low in facts.of(_small):
        return False
    language = language_tables(facts.language)
    known = language.participle.match(low) or language.action(low) or low in language.numbers
    return not known and language.stem(low) not in language.persons


def _small(facts: Facts) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(facts.text) if word[0].islower())
