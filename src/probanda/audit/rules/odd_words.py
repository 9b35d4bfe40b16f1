"""A name that stands often in a text, and once with one letter moved, left out, put in or changed.

Persons and places are compared elsewhere with all that is known of them; here any capitalised word counts that the
text never writes small: courts, bodies, names in headlines of capitals and in lists of sources are seen too. Each
is looked up by what is left of it without one letter, so that a long text costs no more than its words. How often
either stands is one witness, the name beside both ("Velmirod North", "Velmirdo North") another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from probanda.audit.extract.names_in_text import runs, small_words
from probanda.audit.extract.persons import is_given
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.sounds import ADJECTIVE, RU_ENDING, ill_formed, slip, unaccented

__all__ = ["odd_words"]

Span = tuple[int, int]
_WORD = re.compile(r"(?<![\w@/.])[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]{4,}(?![\w@/]|\.\w)")
_BESIDE = re.compile(r"[ \u00a0‑-]{1,2}[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]{2,}")
_BEFORE = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]{2,}[ \u00a0‑-]{1,2}\Z")
#: So often the usual form stands, and so many times as often as the odd one.
_OFTEN, _TIMES = 3, 3
#: A surname so long with a letter put in or left out is a slip, however often either stands.
_LONG = 8
#: Words shorter than this are one another's neighbours by chance.
_SHORT = 6


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands; ``bare`` where its capital says nothing: opening a sentence, or among capitals."""

    start: int
    end: int
    bare: bool


_Places = dict[str, list[_Place]]


def odd_words(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names used once or twice that are a letter apart from another; ``told``: words reported already."""
    places = facts.of(_places)
    small = facts.of(_small)
    surnames = {_stem(run.text.split()[-1]) for run in facts.of(runs) if " " in run.text}
    by_rest: dict[str, set[str]] = defaultdict(set)
    for stem in places:
        for rest in _without_a_letter(stem):
            by_rest[rest].add(stem)
    done: set[str] = set()
    for stem, own in places.items():
        if len(own) > 2 or stem in done or _written_small(facts, own, small):
            continue
        near = {usual for rest in _without_a_letter(stem) for usual in by_rest[rest]} - {stem}
        near = {u for u in near if _may_be(facts, (stem, own), (u, places[u]), surnames)}
        if not near:
            continue
        name = max(near, key=lambda u: len(places[u]))
        usual = places[name]
        odd, other = (
            facts.quote(own[0].start, own[0].end),
            facts.quote(usual[0].start, usual[0].end),
        )
        if {odd, other} & told:
            continue
        done |= {stem, name}
        yield Hit(
            own[0].start,
            own[0].end,
            f"“{odd}” ({len(own)} time{'s' if len(own) > 1 else ''}) may be “{other}” ({len(usual)}).",
            "Use one spelling, or say that they are two.",
            tuple((each.start, each.end) for each in usual[:3]),
        )


def _may_be(
    facts: Facts, one: tuple[str, list[_Place]], two: tuple[str, list[_Place]], surnames: set[str]
) -> bool:
    """Whether the first may be the second misspelt: by letters, by how often each stands, by neighbours."""
    (stem, own), (name, usual) = one, two
    how = slip(stem, name)
    if not how or len(own) > len(usual) or not _one_class(facts, own, usual):
        return False
    often = len(usual) >= max(_OFTEN, _TIMES * len(own))
    common = _written_small(facts, usual, facts.of(_small))
    size = max(own[0].end - own[0].start, usual[0].end - usual[0].start)
    bare = all(each.bare for each in own)
    plain = how == "changed"
    lengths = len(name) != len(stem) >= _LONG and stem in surnames and name not in surnames
    if common and not (_shared_neighbour(facts, own, usual) and (how == "moved" or often)):
        return False
    told_apart = size < _SHORT or (plain and len(stem) < _SHORT)
    likely = (
        lengths
        or (not plain and size > _SHORT and _sure_names(own, usual))
        or (often and not told_apart and (not bare or (not plain and size > _SHORT)))
        or (size >= _SHORT and (often or not plain) and _shared_neighbour(facts, own, usual))
    )
    return bool(likely) and (
        not _in_one_sentence(facts, own, usual) or (not plain and _of_kin(facts.text, own[0].start))
    )


def _of_kin(text: str, start: int) -> bool:
    """Whether "her son" stands before a name: a family has one surname, also in one sentence."""
    return composed(r"(?<!\w)<kin>\s+\Z").search(text[max(0, start - 24) : start]) is not None


def _sure_names(own: list[_Place], usual: list[_Place]) -> bool:
    """Whether capitals in mid-sentence tell that both are names, or twice that the usual one is."""
    sure = sum(not each.bare for each in usual)
    return sure > 1 or (sure > 0 and not all(each.bare for each in own))


def _one_class(facts: Facts, own: list[_Place], usual: list[_Place]) -> bool:
    """Whether neither a given name nor a people's name stands against a name of another class."""
    odd, other = (facts.quote(each[0].start, each[0].end) for each in (own, usual))
    if is_given(odd):
        return False
    return bool(ADJECTIVE.search(odd.lower())) == bool(ADJECTIVE.search(other.lower()))


def _places(facts: Facts) -> _Places:
    """Where each name stands, by its form without accents and the ending of a case."""
    found: _Places = defaultdict(list)
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        for word in _WORD.finditer(facts.text, block.start, block.end):
            stem = _stem(word.group())
            shouted = word.group()[1:].isupper()
            if len(stem) < 4 or (shouted and not _in_capitals(facts, word)):
                continue
            bare = shouted or (
                _opens(facts, word.start()) and not _BESIDE.match(facts.text, word.end())
            )
            found[stem].append(_Place(*word.span(), bare))
    return found


_SURNAME = re.compile(r"(?P<stem>.{2,}(?:[ое]в|[иы]н))(?:а|у|ым|ом|е|ой|ых|ы|ыми)?")


def _small(facts: Facts) -> frozenset[str]:
    return frozenset(unaccented(word) for word in facts.of(small_words))


def _written_small(facts: Facts, places: list[_Place], small: frozenset[str]) -> bool:
    """Whether the text also writes a word small: its capital makes no name of it."""
    return any(
        unaccented(facts.text[each.start : each.end].lower()) in small for each in places[:9]
    )


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    low = word.lower()
    if not "а" <= low[0] <= "ё":
        return unaccented(low)
    low = low.replace("ё", "е")
    if ill_formed(low):
        return low
    surname = _SURNAME.fullmatch(low)
    return surname["stem"] if surname else RU_ENDING.sub("", low)


def _in_capitals(facts: Facts, word: re.Match[str]) -> bool:
    """Whether a word of capitals stands among others, as in a headline: alone it is an abbreviation."""
    start, end = facts.document.sentence_of(word.start())
    around = facts.text[max(start, word.start() - 60) : min(end, word.end() + 60)]
    return len(re.findall(r"(?<!\w)[^\W\d_a-zа-яёß-öø-ÿ]{4,}(?!\w)", around)) > 2 or (
        around.isupper() and len(around.split()) > 1
    )


def _without_a_letter(stem: str) -> Iterator[str]:
    yield stem
    for at in range(1, len(stem)):
        yield stem[:at] + stem[at + 1 :]


def _opens(facts: Facts, start: int) -> bool:
    """Whether a word opens its sentence, or what is quoted: its capital says nothing."""
    return re.search(r"\w", facts.text[facts.document.sentence_of(start)[0] : start]) is None


def _shared_neighbour(facts: Facts, own: list[_Place], usual: list[_Place]) -> bool:
    """Whether the same capitalised word stands on the same side of both, none of them a given name alone."""
    mine = {each for place in own for each in _neighbours(facts.text, place)}
    return any(mine & _neighbours(facts.text, place) for place in usual[:40])


def _neighbours(text: str, place: _Place) -> set[tuple[int, str]]:
    behind = _BESIDE.match(text, place.end)
    before = _BEFORE.search(text, max(0, place.start - 24), place.start)
    found = {(1, _stem(behind.group().strip("‑- \u00a0")))} if behind else set()
    return found | ({(0, _stem(before.group().strip("‑- \u00a0")))} if before else set())


def _in_one_sentence(facts: Facts, one: list[_Place], other: list[_Place]) -> bool:
    sentences = {facts.document.sentence_of(each.start) for each in one}
    return any(facts.document.sentence_of(each.start) in sentences for each in other)
