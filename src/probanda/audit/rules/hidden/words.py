"""Initials, codes and the words by which a text says that it leaves a name out."""

from __future__ import annotations

import re
from functools import cache

from probanda.audit.extract.names_in_text import small_words
from probanda.audit.extract.persons import NOT_PERSON, RU_SURNAME, PersonMention, is_given
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words
from probanda.audit.rules.persons.named import BODY_OR_PLACE
from probanda.audit.rules.registry import Hit

__all__ = [
    "INITIALS",
    "LETTER",
    "SHORTENED",
    "behind_a_surname",
    "code",
    "fits",
    "letters_of",
    "may_be_a_person",
    "printed",
    "said_to_be_withheld",
    "withheld",
]

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
_NOT = r"(?:not|n['’]t|never|without|не|без|no|sin|nunca|ne|n['’]|pas|sans|jamais)"


@cache
def withheld() -> re.Pattern[str]:
    """Words by which a name is said to be left out: what identifies beside a verb of hiding, or not shown; bars.

    The classes `identity`, `hiding`, `showing` and `apart` of the lexicon, in one clause and in either order.
    """
    name, hide, show, apart = (words(each) for each in ("identity", "hiding", "showing", "apart"))
    return re.compile(
        rf"(?<!\w)(?:(?:{name})\s+{_FEW}{{0,5}}?(?:{hide})(?!\w)"
        rf"|(?:{hide})\s+{_FEW}{{0,3}}?(?:{name})(?!\w)"
        rf"|(?:{name})\s+{_FEW}{{0,5}}?{_NOT}\s+{_FEW}{{0,3}}?(?:{show})(?!\w)"
        rf"|{_NOT}\s*{_FEW}{{0,3}}?(?:{show})\s+{_FEW}{{0,3}}?(?:{name})(?!\w)"
        rf"|(?:{apart})(?!\w))|\[(?:name )?(?:redacted|withheld)\]|█+|■{{2,}}",
        re.IGNORECASE,
    )


@cache
def code() -> re.Pattern[str]:
    """A code for somebody: "Witness W-7", "свидетель № 12", "detainee C"."""
    return re.compile(
        rf"(?<!\w)(?:{words('coded')})\s+(?:no\.?\s*|№\s*|n\.?º\s*|nº\s*|#\s*)?"
        r"(?P<code>(?-i:[A-ZА-Я]{0,3}[-‑]?\d{1,3}|[A-ZА-Я]))(?![\w%.])",
        re.IGNORECASE,
    )


def may_be_a_person(facts: Facts, shown: str) -> bool:
    """Whether capitals may be a name: no figures, no body or place, no word that the text also writes small."""
    if re.search(r"\d", shown) or BODY_OR_PLACE.search(shown) or NOT_PERSON.search(shown):
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
    return bool(withheld().search(facts.text, *near))


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
