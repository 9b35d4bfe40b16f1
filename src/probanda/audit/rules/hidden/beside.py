"""A full name in apposition to the letter, code or other name under which the text hides somebody.

"Milan Dresk, called M. above", "Lieutenant Joris Haan (W-12)", a row of a table with the code and the name: the
words between the two are looked at, not those around them. That the other name hides somebody is known from
another place: it stands there alone, as somebody's, or beside words of hiding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from probanda.audit.extract.columns import placed
from probanda.audit.extract.names_in_text import Run, names_between
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words
from probanda.audit.rules.hidden.words import (
    INITIALS,
    SHORTENED,
    behind_a_surname,
    codes,
    fits,
    hidings,
    letters_of,
    may_be_a_person,
    printed,
    said_to_be_withheld,
)
from probanda.audit.rules.registry import Hit
from probanda.audit.wordfields import marks

__all__ = ["beside_their_other_name", "no_initials", "pseudonyms", "under_their_first_name"]

_LETTER = re.compile(r"(?<![\w.№])(?P<a>[A-ZА-ЯЁƏ])\.(?=[\s,;:)”»\"]|\Z)(?!\s?[A-ZА-ЯЁ])")
_BARE = re.compile(r"(?<![\w/.-])[A-ZА-Я]{1,3}[-‑]?\d{1,3}(?![\w/%-]|\.\d)")
_OUTSIDE = frozenset({"title", "running", "contents"})
_REACH = 70
_QUOTE = r"[“\"«‘']?"
_WORD = r"[A-ZА-ЯЁ][^\W\d_]{2,}"
_CALLED = re.compile(rf"\s+(?:\w+\s+)?{_QUOTE}({_WORD})(?!\s+[A-ZА-ЯЁ])")
_NO_INITIALS = frozenset(["US", "UK", "UN", "EU", "BC", "AD", "OS", "NS", "AH", "BE"])


@dataclass(frozen=True, slots=True)
class _Other:
    """Another name of somebody: where, which letters it gives away, whether it is letters, a code or a word."""

    start: int
    end: int
    key: str
    letters: tuple[str, ...] = ()
    kind: str = "letters"


def no_initials(shown: str) -> bool:
    """Whether letters with dots are the name of a body or an era."""
    return re.sub(r"[.\s]", "", shown) in _NO_INITIALS


def beside_their_other_name(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names in apposition to a letter, a code or a pseudonym that stands elsewhere for somebody hidden."""
    others = list(_others(facts))
    by_key: dict[str, list[_Other]] = defaultdict(list)
    for other in others:
        by_key[other.key].append(other)
    hidden = {o.key for o in others if said_to_be_withheld(facts, o.start, o.end)}
    coded = any(o.kind == "code" and o.key in hidden for o in others)
    for other in others:
        name = _in_apposition(facts, other) or _in_its_row(facts, other)
        if name is None or name.text in told:
            continue
        here = placed(facts, other.start)
        own = here.row if here else facts.document.sentence_of(min(name.start, other.start))
        apart = [
            o for o in by_key[other.key] if not own[0] <= o.start < max(own[1], name.end, other.end)
        ]
        said = [
            o for o in apart if other.key in hidden and said_to_be_withheld(facts, o.start, o.end)
        ]
        if not apart or (
            other.kind == "code" and not said and (coded or not _of_somebody(facts, apart))
        ):
            continue  # a code that only numbers, or one of several of which some alone hide somebody
        if not said and other.start < min(o.start for o in apart):
            continue  # the pair itself says what the letters mean from here on
        told.add(name.text)
        where = (said or apart)[0]
        mention = PersonMention(name.text, name.start, name.end)
        yield printed(
            mention, facts.quote(where.start, where.end), (where.start, where.end), bool(said)
        )


def under_their_first_name(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """A full name that begins with the one word by which the text calls somebody whose name it says it hides."""
    called = facts.of(pseudonyms)
    if called is None:
        return
    hidden: dict[str, tuple[int, int]] = {}
    for mark in called.finditer(facts.text):
        if said_to_be_withheld(facts, *mark.span()):
            hidden.setdefault(mark.group(), mark.span())
    for run in names_between(facts, 0, len(facts.text)) if hidden else ():
        where, name = hidden.get(run.text.split()[0]), _person(facts, run)
        if where and name and name.text not in told and name.start != where[0]:
            told.add(name.text)
            yield printed(
                PersonMention(name.text, name.start, name.end), facts.quote(*where), where, False
            )


def _others(facts: Facts) -> Iterator[_Other]:
    """Letters, initials, shortened names, codes and pseudonyms, in every place of the text."""
    text = facts.text
    called = facts.of(pseudonyms)
    for block in facts.document.blocks:
        if block.kind in _OUTSIDE:
            continue
        span = block.start, block.end
        for pattern in (INITIALS, SHORTENED, _LETTER):
            for found in pattern.finditer(text, *span):
                if not no_initials(found.group()) and not behind_a_surname(facts, found.start()):
                    key = re.sub(r"[\s.]", "", found.group())
                    yield _Other(*found.span(), key, letters_of(found))
        for found in _BARE.finditer(text, *span):
            yield _Other(*found.span(), found.group(), (), "code")
        for found in called.finditer(text, *span) if called else ():
            yield _Other(*found.span(), found.group(), (), "word")
    for coded in facts.of(codes):
        around = facts.document.block_of(coded.start)
        if around and around.kind not in _OUTSIDE and not _BARE.fullmatch(coded.code):
            yield _Other(coded.start, coded.end, coded.code, (), "code")


def pseudonyms(facts: Facts) -> re.Pattern[str] | None:
    """Single words by which the text calls somebody, or in quotation marks beside words of hiding."""
    text = facts.text
    behind = (_CALLED.match(text, mark.end) for mark in marks(facts, "calling", 0, len(text)))
    found = {called[1] for called in behind if called}
    for hidden in facts.of(hidings):
        start, end = facts.document.sentence_of(hidden.start)
        found |= set(re.findall(rf"[“\"«‘]({_WORD})[”\"»’]", text[max(0, start - 20) : end]))
    found = {word for word in found if not word.isupper() and may_be_a_person(facts, word)}
    if not found:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(found)))})(?!\w)")


def _in_apposition(facts: Facts, other: _Other) -> Run | None:
    """The full name that stands beside another name with nothing but words of naming between."""
    near = names_between(facts, max(0, other.start - _REACH), other.end + _REACH)
    before = [run for run in near if run.end <= other.start]
    behind = [run for run in near if run.start >= other.end]
    for run in (*before[-1:], *behind[:1]):
        name = _person(facts, run)
        if name is None:
            continue
        if _joined(facts, name, other):
            return name
    return None


_BREAKS = re.compile(r"[!?;\n\t]|\w\.\s")
_LETTERS = re.compile(r"[^\W\d_]+(?:\.\w\.)?")
_OPENS = re.compile(r"[(\[—–=“\"«:]")
_IS = re.compile(r"(?<!\w)(?:is|alias|es|это|est|was|yəni)(?!\w)")


def _joined(facts: Facts, name: Run, other: _Other) -> bool:
    """Whether what stands between two names makes them one person's."""
    low, high = min(name.end, other.end), max(name.start, other.start)
    gap = facts.text[low:high]
    if _BREAKS.search(gap):
        return False
    between = _LETTERS.findall(gap)
    strange = [word for word in between if not _naming().fullmatch(word)]
    told = [
        m
        for m in marks(facts, "identity", low, high)
        if not _LETTERS.search(facts.text, m.end, high)
    ]
    if len(between) > 6 or len(strange) > bool(told):
        return False
    if _OPENS.search(gap):
        return True
    if between:
        return "," in gap or bool(_IS.search(gap))
    rest = facts.text[max(name.end, other.end) :][:1]
    return "," in gap and (
        fits(other.letters, name.text) if other.letters else rest in {",", ")", "."}
    )


@cache
def _naming() -> re.Pattern[str]:
    return re.compile(words("naming"), re.IGNORECASE)


def _person(facts: Facts, run: Run) -> Run | None:
    """A run that may be somebody's full name: of "Declaración de Teresa Olmedal" the name alone."""
    parts = run.text.split()
    lead = re.match(r"[A-ZÁÉ]\w+ (?:de|del|of|du) (?=\S+ \S+\Z)", run.text)
    if lead and len(parts) == 4:
        run = Run(run.text[lead.end() :], run.start + lead.end(), run.end)
        parts = parts[2:]
    if not 2 <= len(parts) <= 4 or not may_be_a_person(facts, run.text):
        return None
    if any(len(part.strip(".")) < 2 or not part[0].isupper() for part in parts):
        return None
    return run


def _in_its_row(facts: Facts, other: _Other) -> Run | None:
    """The name alone in a cell of the row in which a code is alone in another."""
    cell = placed(facts, other.start)
    if (
        cell is None
        or facts.text[cell.start : cell.end].strip() != facts.text[other.start : other.end]
    ):
        return None
    for run in names_between(facts, *cell.row):
        own = placed(facts, run.start)
        if own and facts.text[own.start : own.end].strip() == run.text and _person(facts, run):
            return run
    return None


def _of_somebody(facts: Facts, places: list[_Other]) -> bool:
    """Whether a code is told of a person: "Witness W-7"."""
    return any(
        not re.search(r"[.;!?]", facts.text[mark.end : o.start])
        for o in places
        for mark in marks(facts, "coded", max(0, o.start - 60), o.end)
    )
