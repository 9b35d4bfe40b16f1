"""One name written in several ways, each of them often: Karmin and Qarmin, al-Dasir and Al-Daseer.

Who transliterates chooses letters; a report that chooses twice makes two places. Names are grouped by what all
ways of writing share, and each group is told once with its forms. So are marks of weapons and files that differ in
the case or the order of their letters: RVN-500 and RNV-500.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import small_words
from probanda.audit.extract.persons import is_given, persons
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.sounds import RU_ENDING, unaccented

__all__ = ["forms_of_one_name", "marks_of_one_thing"]

Span = tuple[int, int]
_ARTICLE = r"(?:[AaEe][lnrstdz]|[Aa]sh|[Аа][лншстдр]ь?|[Ээ]ль)[-‑]"
_NAME = re.compile(
    rf"(?<![\w@/.‑-])(?P<the>{_ARTICLE})?(?P<base>[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ](?:[^\W\d_]|['’‘ʿʼ`](?=[^\W\d_])){{3,}})(?![\w@/]|\.\w)"
)
_APOSTROPHE = re.compile("['’‘ʿʼ`]")
_POSSESSIVE = re.compile(r"['’]s\Z|s['’]\Z")
_BEFORE = re.compile(
    r"(?<!\w)(?:in|at|near|from|to|towards|over|в|на|из|под|над|у|до|en|desde|hacia|cerca de|à|vers)\s+\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s+(?:mosque|church|street|hospital|clinic|market|school|district|camp|prison|square|neighbou?rhood|bridge)(?!\w)",
    re.IGNORECASE,
)
#: Letters of one sound, the longer first.
_LETTERS = tuple(
    (pair.partition("=")[0], pair.partition("=")[2])
    for pair in (
        *(
            "kh=h",
            "gh=g",
            "dh=d",
            "th=t",
            "ph=f",
            "dj=j",
            "sch=sh",
            "tch=ch",
            "qu=k",
            "ck=k",
            "q=k",
        ),
        *(
            "ou=u",
            "oo=u",
            "w=v",
            "x=h",
            "y=i",
            "e=i",
            "o=u",
            "ё=е",
            "э=е",
            "й=и",
            "ы=и",
            "ь=",
            "ъ=",
        ),
    )
)


def forms_of_one_name(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names of places in two ways of writing or more, once for all; ``told``: words reported already."""
    small = facts.of(small_words)
    people = {word.lower() for person in facts.of(persons) for word in person.name.split()}
    groups: dict[str, dict[str, list[re.Match[str]]]] = defaultdict(lambda: defaultdict(list))
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        for found in _NAME.finditer(facts.text, block.start, block.end):
            low = found["base"].lower()
            if (
                len(low) < 5
                or _POSSESSIVE.search(low)
                or low in small
                or low in people
                or is_given(low)
            ):
                continue
            groups[_sound(low)][_written(found)].append(found)
    for forms in groups.values():
        if len(forms) < 2 or not _two_ways(forms):
            continue
        places = [place for own in forms.values() for place in own]
        placed = [own for own in forms.values() if any(_is_place(facts, each) for each in own)]
        if len(places) < 3 or len(placed) < 2:
            continue
        if {each["base"] for each in places} & told or _side_by_side(facts, forms.values()):
            continue
        told |= {each["base"] for each in places}
        ranked = sorted(forms.values(), key=len)
        shown = ", ".join(f"“{own[0].group()}” ({len(own)})" for own in reversed(ranked))
        yield Hit(
            *ranked[0][0].span(),
            f"{shown}: ways of writing what may be one place.",
            "Use one spelling, or say that they are two places.",
            tuple(own[0].span() for own in ranked[1:4]),
        )


@lru_cache(maxsize=4096)
def _sound(low: str) -> str:
    """What all ways of writing a name share."""
    key = _APOSTROPHE.sub("", unaccented(low))
    if "а" <= key[:1] <= "ё":
        key = RU_ENDING.sub("", key)
    for old, new in _LETTERS:
        key = key.replace(old, new)
    key = re.sub(r"(.)\1+", r"\1", key)
    return re.sub(r"(?<=[ai])h\Z", "", re.sub(r"i[ai]?\Z|ih\Z", "a", key) if len(key) > 5 else key)


def _written(found: re.Match[str]) -> str:
    """A form apart from case, accents and the make of its apostrophes."""
    low = unaccented(found["base"].lower())
    if "а" <= low[:1] <= "ё":
        low = RU_ENDING.sub("", low).replace("ё", "е")
    article = (found["the"] or "").lower().replace("‑", "-")
    return f"{article[:1]}|{_APOSTROPHE.sub(chr(39), low)}"


def _two_ways(forms: dict[str, list[re.Match[str]]]) -> bool:
    """Whether the bases differ, or two articles stand before one base."""
    bases = {form.partition("|")[2] for form in forms}
    articles = {form.partition("|")[0] for form in forms} - {""}
    if len(bases) == 1:
        return len(articles) > 1
    shortest = min(bases, key=len)
    return not all(base.startswith(shortest) and len(base) - len(shortest) <= 2 for base in bases)


def _is_place(facts: Facts, found: re.Match[str]) -> bool:
    """Whether a word of place stands before a name, or the kind of place behind it."""
    kinds = language_tables(facts.language).pattern("place_kinds")
    start, end = found.span()
    return bool(
        _BEFORE.search(facts.text, max(0, start - 14), start)
        or _BEHIND.match(facts.text, end)
        or kinds.match(facts.text, end + 1, end + 26)
    )


def _side_by_side(facts: Facts, forms: Iterable[list[re.Match[str]]]) -> bool:
    """Whether one sentence has two of the forms: it tells of both, or explains one by the other."""
    seen: set[tuple[int, int]] = set()
    for own in forms:
        sentences = {facts.document.sentence_of(each.start()) for each in own[:60]}
        if sentences & seen:
            return True
        seen |= sentences
    return False


_MARK = re.compile(
    r"(?<![\w/.@-])(?P<letters>[^\W\d_]{2,6})[-‑ ]?"
    r"(?P<number>\d{1,4}[A-Za-zА-Яа-я]{0,2}(?:-\d{1,4})?)(?![\w@/]|[.,]\d)"
)


def marks_of_one_thing(facts: Facts) -> Iterator[Hit]:
    """Marks of one number whose letters differ in case or order: one of them used once, the other more often."""
    groups: dict[tuple[str, str], dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for found in _MARK.finditer(facts.text):
        letters = found["letters"]
        if sum(c.isupper() for c in letters) > 1:
            key = "".join(sorted(letters.lower())), found["number"].lower()
            groups[key][letters].append(found.span())
    for forms in groups.values():
        usual = max(forms, key=lambda each: len(forms[each]))
        for odd, places in forms.items():
            if odd == usual or len(places) > 1 or len(forms[usual]) < 2 or not _near(odd, usual):
                continue
            yield Hit(
                *places[0],
                f"“{facts.quote(*places[0])}” (1 time) may be “{facts.quote(*forms[usual][0])}” "
                f"({len(forms[usual])}).",
                "Write the mark in one way.",
                tuple(forms[usual][:3]),
            )


def _near(odd: str, usual: str) -> bool:
    """Whether letters differ in case inside, or in the order of two neighbours."""
    if odd.lower() == usual.lower():
        return not (odd.isupper() and usual.isupper())
    apart = [i for i, (a, b) in enumerate(zip(odd.lower(), usual.lower(), strict=True)) if a != b]
    return len(apart) == 2 and apart[1] - apart[0] == 1
