"""What is told twice of one named person: the term of a sentence, the age on one day.

"Sentenced to 12 years" and "his 14-year sentence" are of one sentence when one person alone is named beside each
and nothing says that it was asked for, served or changed. Ages are compared only when both stand beside one date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.persons import persons
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.apart import apart

__all__ = ["person_figures"]

_HYPHENED = re.compile(r"(?<![\w-])(\d{1,2}|[^\W\d_]+(?:-[^\W\d_]+)?)-year(?=\s)")
_NAME = re.compile(r"[^\W\d_a-zа-яё][^\W\d_]{3,}")
#: Characters between a term and the word that makes it a sentence's.
_NEAR = 45


def person_figures(facts: Facts) -> Iterator[Hit]:
    """Hold the terms and the ages of every named person against each other."""
    terms: dict[str, list[Quantity]] = defaultdict(list)
    ages: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for q in (*facts.of(quantities), *_hyphened(facts)):
        if q.spoken or q.cell is not None or not q.exact or q.unit not in {"duration", "age"}:
            continue
        name = _alone(facts, q.sentence)
        if name is None:
            continue
        if q.unit == "duration":
            if _is_term(facts, q):
                terms[name].append(q)
            continue
        days = {d.edtf for d in dates_between(facts, *q.sentence) if d.known and d.edtf}
        if len(days) == 1:
            ages[name, days.pop()].append(q)
    for (name, _), listed in ages.items():
        yield from _two_values(facts, name, listed)
    for name, listed in terms.items():
        yield from _two_values(facts, name, listed)


def _hyphened(facts: Facts) -> Iterator[Quantity]:
    """Terms told as an adjective, which the figure table leaves out: "a 14-year sentence"."""
    numbers = language_tables(facts.language).numbers
    for found in _HYPHENED.finditer(facts.text):
        block = facts.document.block_of(found.start())
        value = int(found[1]) if found[1].isdecimal() else numbers.get(found[1].lower())
        if value and block and block.kind != "cell":
            yield Quantity(
                found.start(),
                found.end(),
                Decimal(value),
                unit="duration",
                unit_word="years",
                sentence=facts.document.sentence_of(found.start()),
                block=block.index,
                spoken=in_speech(facts, found.start()),
            )


def _alone(facts: Facts, sentence: tuple[int, int]) -> str | None:
    """The one person whom a sentence names, by the surname at least; None when it names none or several."""
    known = facts.of(_surnames)
    found = (_stem(word) for word in _NAME.findall(facts.text, *sentence))
    names = {known[stem] for stem in found if stem in known}
    return names.pop() if len(names) == 1 else None


def _surnames(facts: Facts) -> dict[str, str]:
    """Surnames of those named in full, without their endings, with the name; none that two persons bear."""
    names: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for person in facts.of(persons):
        words = _NAME.findall(person.name)
        if person.full and len(words) > 1:
            key = " ".join(map(_stem, words))
            names[_stem(words[-1])].add(key)
            shown.setdefault(key, person.name)
    return {stem: shown[min(keys)] for stem, keys in names.items() if len(keys) == 1}


def _stem(word: str) -> str:
    """A name without its endings: "Толна", "Толн"."""
    return word.lower()[: max(4, len(word) - 3)]


def _is_term(facts: Facts, q: Quantity) -> bool:
    """Whether a duration is the term to which somebody was sentenced, and no other is told beside it."""
    first, last = max(q.sentence[0], q.start - _NEAR), min(q.sentence[1], q.end + _NEAR)
    return bool(apart("sentenced", facts.language).search(facts.text, first, last)) and not any(
        apart(name, facts.language).search(facts.text, *q.sentence)
        for name in ("changed", "not_sentenced")
    )


def _two_values(facts: Facts, name: str, listed: list[Quantity]) -> Iterator[Hit]:
    """The later of two values in two sentences; more than two are told of several sentences or years."""
    values = {q.value: q for q in reversed(listed)}
    if len(values) != 2 or len({q.sentence for q in values.values()}) != 2:
        return
    first, second = sorted(values.values(), key=lambda q: q.start)
    if first.unit_word[:2].lower() != second.unit_word[:2].lower():
        return
    yield Hit(
        second.start,
        second.end,
        f"{name}: {_told(facts, second)} here, {_told(facts, first)} elsewhere.",
        "Use one number in both places, or say what changed.",
        ((first.start, first.end),),
        "warning",
    )


def _told(facts: Facts, q: Quantity) -> str:
    """The number as written, with its unit where that stands behind it."""
    text = facts.quote(q.start, q.end)
    return text if "-" in text else f"{text} {q.unit_word}"
