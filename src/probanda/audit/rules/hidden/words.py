"""Initials, codes and the words by which a text says that it leaves a name out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from probanda.audit.extract.names_in_text import small_words
from probanda.audit.extract.persons import NOT_PERSON, RU_SURNAME, PersonMention, is_given
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.named import BODY_OR_PLACE, place_names
from probanda.audit.rules.registry import Hit
from probanda.audit.wordfields import Mark, marks

__all__ = [
    "INITIALS",
    "LETTER",
    "SHORTENED",
    "Span",
    "behind_a_surname",
    "codes",
    "fits",
    "hidings",
    "hidings_in",
    "letters_of",
    "may_be_a_person",
    "printed",
    "said_to_be_withheld",
]


class Span(NamedTuple):
    """A range of the text."""

    start: int
    end: int


class Code(NamedTuple):
    """A code for somebody: the range with the word before it, and the code itself."""

    start: int
    end: int
    code: str


#: "D.A.", "Р. С.": nobody's initials stand before a surname.
INITIALS = re.compile(
    r"(?<![\w.])(?P<a>[A-ZА-ЯƏ])\.\s?(?:(?P<m>[A-ZА-ЯƏ])\.\s?)?(?P<b>[A-ZА-ЯƏ])\."
    r"(?!\s?[A-ZА-Я][a-zа-я]{2,}(?:[a-zа-я]|\s|,|\.))(?![A-Za-zА-Яа-я])"
)
#: "Davit A.": the surname is withheld.
SHORTENED = re.compile(
    r"(?<![\w.])(?P<given>[A-ZА-ЯЁƏ][^\W\d_]{2,}) (?P<b>[A-ZА-ЯЁƏ])\.(?=\s*[,;:)(a-zа-яё]|\s*\Z)",
    re.MULTILINE,
)
#: One letter for somebody: "K., a baker", "Ms R. said", "А., студентка".
LETTER = re.compile(
    r"(?<![\w.№])(?<![A-ZА-Я][a-zа-я] )(?P<a>[A-ZА-ЯƏ])\.(?=,|\s+\(|\s+[a-zа-яёñáéíóú])(?!\s?[A-ZА-Я])"
)
_FEW = r"(?:[\w'’-]+,?\s+)"
_NOT = r"(?<!\w)(?:not|never|without|не|без|no|sin|nunca|ne|pas|sans|jamais)|n['’]t|n['’]"
#: Between what identifies and a verb of hiding, in either order; and around "not" for verbs of showing.
_HIDDEN_BEHIND = re.compile(rf"\s+{_FEW}{{0,5}}")
_HIDDEN_BEFORE = re.compile(rf"\s+{_FEW}{{0,3}}")
_NOT_SHOWN = re.compile(rf"\s+{_FEW}{{0,5}}?(?:{_NOT})\s+{_FEW}{{0,3}}")
_NOT_BEFORE = re.compile(rf"(?:{_NOT})\s*{_FEW}{{0,3}}\Z")
_BARS = re.compile(r"\[(?:name )?(?:redacted|withheld)\]|█+|■{2,}", re.IGNORECASE)
#: So far apart what identifies and its verb may stand.
_APART = 90


def hidings(facts: Facts) -> tuple[Span, ...]:
    """Words by which a name is said to be left out: what identifies beside a verb of hiding, or not shown; bars.

    The word fields `identity`, `hiding`, `showing` and `nameless`, in one clause and in either order.
    """
    text, end = facts.text, len(facts.text)
    found = [Span(*mark) for mark in marks(facts, "nameless", 0, end)]
    found += [Span(*bar.span()) for bar in _BARS.finditer(text)]
    for name in marks(facts, "identity", 0, end):
        low, high = max(0, name.start - _APART), name.end + _APART
        for verb in marks(facts, "hiding", low, high):
            if _HIDDEN_BEHIND.fullmatch(text, name.end, verb.start) or _HIDDEN_BEFORE.fullmatch(
                text, verb.end, name.start
            ):
                found.append(_both(name, verb))
        for verb in marks(facts, "showing", low, high):
            refused = _NOT_BEFORE.search(text, max(0, verb.start - 60), verb.start)
            if _NOT_SHOWN.fullmatch(text, name.end, verb.start):
                found.append(_both(name, verb))
            elif refused and _HIDDEN_BEFORE.fullmatch(text, verb.end, name.start):
                found.append(Span(refused.start(), name.end))
    return tuple(_apart(sorted(found)))


def _both(one: Mark, other: Mark) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Spans without those that begin inside another."""
    reached = 0
    for span in spans:
        if span.start >= reached:
            reached = span.end
            yield span


def hidings_in(facts: Facts, start: int, end: int) -> tuple[Span, ...]:
    """The words of hiding inside a range."""
    known = facts.of(hidings)
    inside = known[bisect_left(known, (start, 0)) : bisect_left(known, (end, 0))]
    return tuple(span for span in inside if span.end <= end)


_CODE = composed(r"\s+<code>?(?P<code>(?-i:[A-ZА-Я]{0,3}[-‑]?\d{1,3}|[A-ZА-Я]))(?![\w%.])")


def codes(facts: Facts) -> tuple[Code, ...]:
    """Codes for somebody, with the word before: "Witness W-7", "свидетель № 12", "detainee C"."""
    coded = marks(facts, "coded", 0, len(facts.text))
    found = ((mark, _CODE.match(facts.text, mark.end)) for mark in coded)
    return tuple(Code(mark.start, code.end(), code["code"]) for mark, code in found if code)


def may_be_a_person(facts: Facts, shown: str) -> bool:
    """Whether capitals may be a name: no figures, no body or place, no word that the text also writes small."""
    if (
        shown in facts.of(place_names)
        or re.search(r"\d", shown)
        or BODY_OR_PLACE.search(shown)
        or NOT_PERSON.search(shown)
    ):
        return False
    small = facts.of(small_words)
    return all(
        is_given(word) or len(word) < 4 or word.lower() not in small
        for word in re.findall(r"[^\W\d_]+", shown)
    )


def behind_a_surname(facts: Facts, start: int) -> bool:
    """Whether initials stand behind a surname, "Morelev T.A.": they withhold nothing."""
    before = re.search(r"([A-ZА-ЯЁ][^\W\d_]{2,})\s\Z", facts.text[max(0, start - 30) : start])
    if before is None or before[1].lower() in facts.of(small_words):
        return False
    opens = start - len(before.group()) <= facts.document.sentence_of(start)[0]
    return not opens or RU_SURNAME.fullmatch(before[1].lower()) is not None


def letters_of(found: re.Match[str]) -> tuple[str, ...]:
    """The letters, or the given name and the letter, of a match of `INITIALS`, `LETTER` or `SHORTENED`."""
    return tuple(letter for letter in found.groups() if letter)


def said_to_be_withheld(facts: Facts, start: int, end: int) -> bool:
    """Whether the words around a range say that the name behind it is left out."""
    first, last = facts.document.sentence_of(start)
    near = max(first, start - 80), min(max(last, end) + 60, end + 100, len(facts.text))
    return bool(hidings_in(facts, *near))


def printed(mention: PersonMention, words: str, span: tuple[int, int], sure: bool) -> Hit:
    """The finding at a printed name, with the words that hide it elsewhere; an error only where that is sure."""
    return Hit(
        mention.start,
        mention.end,
        f"“{mention.text}” is printed here beside the facts of somebody whose name is withheld (“{words}”).",
        "Withhold it in all places.",
        (span,),
        None if sure else "warning",
    )


def fits(letters: tuple[str, ...], name: str) -> bool:
    """Whether initials, or beginnings, are those of a name: in either order, with or without a middle one."""
    parts = [w for w in re.split(r"[\s.-]+", name) if w and w[0].isupper()]
    if len(letters) == 1:
        return any(part.startswith(letters) for part in parts)
    orders = [parts, parts[::-1]]
    if len(letters) == 2 and len(parts) == 3:
        orders = [parts[:2], parts[1::-1], parts[::2], parts[1:]]
    return any(
        len(order) == len(letters)
        and all(part.startswith(letter) for part, letter in zip(order, letters, strict=True))
        for order in orders
    )
