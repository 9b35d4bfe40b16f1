"""One place under several spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import Run, runs, small_words
from probanda.audit.extract.persons import persons
from probanda.audit.extract.places import places
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.sounds import (
    ADJECTIVE,
    ENDINGS,
    RU_ENDING,
    bones,
    level,
    one_case,
    sounds_alike,
    swapped,
)


@rule(
    "place-spellings",
    "One place, several spellings",
    "warning",
    "persons",
    "Two spellings of one village make two villages on a map.",
    bad=(
        "The prison in Kovarsk was closed. Later the prisoners of Kovarks district "
        "were freed.\n\nIn Kovarsk nobody was told.",
    ),
    good=("The prison in Kovarsk was closed. The people of Kovaran were told.",),
)
def place_spellings(facts: Facts) -> Iterator[Hit]:
    """Compare the names of places that may be one."""
    yield from facts.of(_hits)


def placed_twice(facts: Facts) -> frozenset[str]:
    """The words that are told here as spellings of one place."""
    return frozenset(facts.quote(hit.start, hit.end) for hit in facts.of(_hits))


def _hits(facts: Facts) -> tuple[Hit, ...]:
    return tuple(_compared(facts))


def _compared(facts: Facts) -> Iterator[Hit]:
    names: dict[str, list[Run]] = defaultdict(list)
    located = {p.name for p in facts.of(places)}
    people = {w.lower() for p in facts.of(persons) for w in p.name.split()}
    kinds = language_tables(facts.language).pattern("place_kinds")
    for run in facts.of(runs):
        word = re.sub(r"['’]s\Z", "", run.text)
        kind = kinds.match(word)
        if kind and " " in word:
            word = word[kind.end() + 1 :]
            located.add(word)
            names[word].append(Run(word, run.start + kind.end() + 1, run.end))
        if " " not in word and len(word) >= 5 and word.lower() not in people:
            names[word].append(run)
    for run in _opening_words(facts):
        if run.text.lower() not in people and run.text not in names:
            names[run.text].append(run)
            if kinds.match(facts.text, run.end + 1, run.end + 26):
                located.add(run.text)
    for name, listed in names.items():
        lead = facts.text[max(0, listed[0].start - 24) : listed[0].start] if listed else ""
        if _KIND_BEFORE.search(lead):
            located.add(name)
    inside: set[str] = set()
    shared = {w for name in located if " " in name for w in name.split()}
    for run in facts.of(runs):
        parts = run.text.split()
        kind_last = len(parts) == 2 and kinds.fullmatch(parts[1])
        within = 2 <= len(parts) <= 4 and _WITHIN.search(
            facts.text[max(0, run.start - 6) : run.start]
        )
        if within:
            inside.add(run.text)
        if kind_last:
            located.add(run.text)
        placed = within or _PLACED.search(facts.text[max(0, run.start - 12) : run.start])
        known = kind_last or placed or shared & set(parts)
        if within or (placed and len(parts) == 2):
            located.add(run.text)
        if run.text in inside or (
            len(parts) == 2 and known and not {w.lower() for w in parts} & people
        ):
            names[run.text].append(run)
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_key[name[:2].lower()].append(name)
        by_key[bones(name)].append(name)
        by_key[f"-{name[1:].lower()}"].append(name)
    told: set[frozenset[str]] = set()
    for members in by_key.values():
        for place, a in enumerate(members[:120]):
            for b in members[:place]:
                pair = frozenset({a, b})
                if len(pair) < 2 or pair in told or not (a in located or b in located):
                    continue
                told.add(pair)
                if not _one_place(a, b) or not names[a] or not names[b]:
                    continue
                sentences = {facts.document.sentence_of(r.start) for r in names[a]}
                together = any(facts.document.sentence_of(r.start) in sentences for r in names[b])
                explained = [s for s in sentences if _EXPLAINED.search(facts.text, *s)]
                if together and (level(a) != level(b) or explained):
                    continue
                rare, often = (a, b) if len(names[a]) <= len(names[b]) else (b, a)
                # one sound in two alphabets needs no second witness
                tails = _in_their_tails(rare, often)
                alike = level(rare) == level(often) or (bones(rare) == bones(often) and not tails)
                both = rare in located and often in located
                sure = both or alike
                if not sure and (len(names[often]) < 2 or tails):
                    continue
                if (
                    not alike
                    and " " not in rare
                    and _articled(facts, [*names[rare], *names[often]])
                ):
                    continue
                where = names[rare][0]
                yield Hit(
                    where.start,
                    where.end,
                    f"“{rare}” ({len(names[rare])}) and “{often}” ({len(names[often])}) "
                    "may be one place.",
                    "Use one spelling, or say that they are two places.",
                    tuple((r.start, r.end) for r in names[often][:3]),
                )


def _in_their_tails(a: str, b: str) -> bool:
    """Whether two names differ in their endings alone, as an office and its holder do: "Ministry", "Minister"."""
    x, y = a.lower(), b.lower()
    shared = next(
        (i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y))
    )
    return shared >= 5 and max(len(x), len(y)) - shared <= 4 and not swapped(x, y)


def _articled(facts: Facts, places: list[Run]) -> bool:
    """Whether half of the mentions stand behind an article, as names of offices do and names of places don't."""
    if facts.language not in {"en", "es"}:
        return False
    article = re.compile(r"(?<!\w)(?:[Tt]he|an?|[Ee]l|[Ll]as?|[Ll]os|al|del)\s+\Z")
    behind = [bool(article.search(facts.text[max(0, r.start - 6) : r.start])) for r in places]
    return 2 * sum(behind) >= len(behind)


#: The text itself says that there are two spellings.
_EXPLAINED = re.compile(
    r"(?<!\w)(?:also (?:spelled|written|known|called)|formerly|spelled|spelling|known as|(?:old|older"
    r"|other) maps|alias"
    r"|también|antigu[oa]s|mapas|llamad[oa]|conocid[oa]|также|ранее|на картах|прежде|именуем\w+|aussi"
    r"|autrefois)(?!\w)"
    r"|\((?:or|o|или|ou|in [A-Z]\w+:|на \w+:|en \w+:)\s",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?<!\w)(?:in|on|at|near|to|from|of|в|на|из|под|en|de|hacia|à)\s+\Z", re.IGNORECASE
)
_WITHIN = re.compile(r"(?<!\w)(?:[Ii]n|[Oo]n|[Aa]t|[Nn]ear|[Вв]|[Нн]а|[Ии]з|[Пп]од|[Ee]n|à)\s+\Z")
_KIND_BEFORE = re.compile(
    r"(?<!\w)(?:(?:the\s+)?(?:river|lake|mount|village of|town of|city of|port of|island of|district of"
    r"|valley of)"
    r"|(?:to|from|towards|near|hacia|desde|a|de|à|vers|depuis))\s+\Z",
    re.IGNORECASE,
)


def _opening_words(facts: Facts) -> Iterator[Run]:
    """Capitalised words that open a sentence and stand nowhere in small letters: perhaps names of places."""
    small = facts.of(small_words)
    kinds = language_tables(facts.language).pattern("place_kinds")
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "heading", "footnote", "cell"}:
            continue
        for start, _ in facts.document.sentences(block):
            kind = kinds.match(facts.text, start)
            at = kind.end() + 1 if kind else start
            word = _WORD.match(facts.text, at)
            if word and len(word.group()) >= 5 and word.group().lower() not in small:
                yield Run(word.group(), word.start(), word.end(), True)


_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]+")


def _one_place(a: str, b: str) -> bool:
    x, y = a.lower().replace("-", " "), b.lower().replace("-", " ")
    if re.search(r"['’]s(?!\w)|s['’]", a + " " + b):
        return False  # "the State's", "the States'"
    if a[1:] == b[1:] and unicodedata.normalize("NFD", a)[0] == unicodedata.normalize("NFD", b)[0]:
        return False  # "Économie", "Economie": capitals go without accents
    if any(_ROMAN.fullmatch(word) for word in (*x.split(), *y.split())):
        return False
    if (
        re.search(r"_|\.\s", a + b)
        or one_case(a, b)
        or a.strip("'’") in (b, b + "s")
        or b.strip("'’") == a
    ):
        return False
    if x.replace(" ", "") == y.replace(
        " ", ""
    ):  # capitals of a heading are no spelling, nor is a hyphen
        return False
    if abs(len(x) - len(y)) > 2 or min(len(x), len(y)) < 5:
        return False
    if not (a.isupper() or b.isupper()) and sounds_alike(a, b):
        return True
    if bool(ADJECTIVE.search(x)) != bool(ADJECTIVE.search(y)):
        return False
    if _one_letter_short(x, y):
        return True
    if ENDINGS.sub("", x) == ENDINGS.sub("", y) or _begins(x, y):
        return False
    if a.isupper() or b.isupper() or not (a[:1].isupper() and b[:1].isupper()):
        return False
    ratio = max(
        SequenceMatcher(None, x, y).ratio(), SequenceMatcher(None, level(a), level(b)).ratio()
    )
    if sorted(x) == sorted(y) and len(x) >= 6:
        return ratio >= 0.8
    if bones(x) == bones(y):
        return ratio > 0.8
    words_x, words_y = x.split(), y.split()
    if "а" <= x[:1] <= "ё":
        words_x, words_y = (
            [RU_ENDING.sub("", w) for w in words_x],
            [RU_ENDING.sub("", w) for w in words_y],
        )
    if len(words_x) == len(words_y) > 1:
        differing = [(p, q) for p, q in zip(words_x, words_y, strict=True) if p != q]
        return (
            len(differing) == 1
            and min(map(len, differing[0])) >= 3
            and (
                SequenceMatcher(None, *differing[0]).ratio() >= 0.8
                or _one_letter_other(*differing[0])
            )
            and not _PART_OF_NAME.search(" ".join(differing[0]))
        )
    return ratio >= (0.86 if min(len(x), len(y)) >= 7 else 0.89) and x[0] == y[0]


def _begins(x: str, y: str) -> bool:
    """Whether one name begins with the other, accents apart: "Algérie", "Alger"."""
    bare = [re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", word)) for word in (x, y)]
    return bare[0].startswith(bare[1]) or bare[1].startswith(bare[0])


#: Words that tell one of two places of a name from the other.
_PART_OF_NAME = re.compile(
    r"upper|lower|north|south|east|west|old|new|first|second|yukhari|ashaghi|верхн|нижн|нов|стар|север|южн"
    r"|восточн|западн|больш|мал|средн|alto|bajo"
    r"|norte|sur|oriental|occidental|viej|nuev|haut|bas|nord|sud|grand|petit|vieux|neuf"
)


_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)


def _one_letter_other(x: str, y: str) -> bool:
    """Whether two short words differ in one consonant inside: "сула" and "суда"."""
    if len(x) != len(y):
        return False
    apart = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    vowels = not apart or bool(set(apart[0]) & set("aeiouyаеёиоуыэюя"))
    return len(apart) == 1 and x[0] == y[0] and (not vowels or len(x) >= 5)


def _one_letter_short(x: str, y: str) -> bool:
    """Whether one Latin name lacks the other's silent last letter: "tolmere" and "tolmer"."""
    short, long = sorted((x, y), key=len)
    return (
        len(short) >= 6
        and len(long) == len(short) + 1
        and long.startswith(short)
        and long[-1] in "ehdtk"
        and short[-1] not in "aeiou"
    )
