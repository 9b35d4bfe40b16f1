"""Which tally words speak of, and which of its labels they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from probanda.audit.document import Block
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.labelled import YEAR, alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.tallies import (
    Labelled,
    Tally,
    label_tokens,
    shares_word,
    tallies,
    topics_of,
)
from probanda.audit.rules.ranks.told import bullets, told_tallies

__all__ = [
    "BESIDE",
    "Asked",
    "all_named",
    "asked_of",
    "counted",
    "held_against",
    "loosely",
    "naming",
    "tokens_at",
]

REFERS = re.compile(
    r"(?:table|figure|chart|annex|таблиц\w*|рис\w*\.?|график\w*|диаграмм\w*|cuadro|tabla|gráfico|figura|anexo"
    r"|tableau"
    r"|graphique|cədvəl\w*)\s*(?:№\s*)?(\d+)",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(
    r"(?<!\w)(?:months?|days?|weeks?|hours?|месяц\w*|день|дн[яи]|недел\w+|mes(?:es)?|días?|semanas?|mois"
    r"|jours?)(?!\w)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+")
_NAMES = re.compile(r"(?<!\A)(?<!\w)[A-ZА-ЯЁÁÉÍÓÚÑ]\w{2,}|(?<!\d)(?:19|20)\d\d(?!\d)")
_QUARTERS = frozenset({"q1", "q2", "q3", "q4"})
#: Two forms of one word agree in so many letters.
_BEGIN = 4
#: Blocks between a sentence and a table that speaks of the same without a word in common.
BESIDE, _NEXT = 4, 2
#: Labels of a sentence of which words far from it may speak, and the most words of one.
_TOLD, _SHORT = 3, 4
#: A smaller number is shared by chance.
_RARE = 20
#: So many tallies that bear a label of a clause are looked at.
_MANY = 200
#: Code points in which a sentence takes up the one before.
_OPENING = 40


def counted(facts: Facts) -> tuple[Tally, ...]:
    """The tallies of tables, charts and lists of items."""
    return (*facts.of(tallies), *facts.of(bullets))


def _rows(facts: Facts) -> tuple[Tally, ...]:
    """The tallies of tables; behind them those that sentences tell of three short labels or more."""
    told = (each for listed in facts.of(told_tallies).values() for each in listed)
    plain = (
        each
        for each in told
        if len(each.entries) >= _TOLD and all(len(e.tokens) <= _SHORT for e in each.entries)
    )
    return (*facts.of(counted), *plain)


def _by_word(facts: Facts) -> dict[str, list[int]]:
    """Beginnings of the words of labels → places of the tallies that have them."""
    index: dict[str, list[int]] = defaultdict(list)
    for place, tally in enumerate(facts.of(_rows)):
        begun = {token[:_BEGIN] for entry in tally.entries for token in entry.tokens}
        for begin in begun | {f"={entry.quantity.value:f}" for entry in tally.entries}:
            index[begin].append(place)
    return index


def naming(
    facts: Facts, said: str, told: Iterable[Decimal] = (), *, far: bool = False
) -> list[Tally]:
    """The tallies that have a label of which a word stands in a text, or one of the numbers told, in their order.

    Those that sentences tell only where `far` asks for them.
    """
    index, known = facts.of(_by_word), facts.of(_rows)
    keys = {token[:_BEGIN] for token, _ in tokens_at(said)} | {f"={value:f}" for value in told}
    places = {place for key in keys for place in index.get(key, ())}
    return [known[place] for place in sorted(places) if known[place].table != -1 or far]


def _nearest(tallies: list[Tally], block: int) -> list[Tally]:
    """Of more tallies than a report has, those next to a block: reading time grows with length, no faster."""
    if len(tallies) <= _MANY:
        return tallies
    near = sorted(tallies, key=lambda each: abs(each.block - block))[:_MANY]
    return sorted(near, key=lambda each: (each.block, each.end))


@dataclass(frozen=True, slots=True)
class Asked:
    """What words ask of a row of numbers.

    Attributes:
        said: the clause in which labels are named.
        words: its stems; those of the sentence before too, where it only takes this up ("It was highest in …").
        years: the years that it names.
        topics: the subjects that it names.
        told: the numbers that it tells, large ones, by which an entry may be known.
        rate: whether it ranks a share or a rate, no number of things.
        refers: the numbers of the tables that its block names.
        block: where it stands.
    """

    said: str
    words: frozenset[str]
    years: frozenset[str]
    topics: frozenset[str]
    told: frozenset[Decimal]
    rate: bool
    refers: frozenset[str]
    block: int


def asked_of(
    facts: Facts, block: Block, sentence: tuple[int, int], said: str, told: Iterable[Decimal] = ()
) -> Asked:
    """What a clause of a sentence asks, with the numbers that it tells."""
    around, at = said, facts.text.find(said, block.start, block.end)
    opening = facts.text[sentence[0] : min(sentence[1], sentence[0] + _OPENING)]
    if rank_words("bare_subject", facts.language).match(opening):
        before = [s for s in facts.document.sentences(block) if s[1] <= sentence[0]][-1:]
        around = " ".join([facts.text[slice(*each)] for each in before] + [said])
    plain = rank_words("share_of", facts.language).sub(" ", around)
    refers = {found[1] for found in REFERS.finditer(facts.text, block.start, block.end)}
    return Asked(
        said,
        stems(around),
        frozenset(YEAR.findall(said)),
        topics_of(facts, at, at + len(said)) if at >= 0 else frozenset(),
        frozenset(value for value in told if value >= _RARE),
        said_of("rate", facts.language, plain),
        frozenset(refers),
        block.index,
    )


def held_against(
    facts: Facts, asked: Asked, names: Callable[[Tally], bool]
) -> tuple[int, list[Tally]]:
    """The tallies that words speak of, and how surely: the columns of one table, all that may be meant.

    Args:
        facts: the document.
        asked: the words.
        names: whether the words name labels of a tally.
    """
    tables: dict[tuple[int, bool, int], list[Tally]] = defaultdict(list)
    for tally in _nearest(naming(facts, asked.said, asked.told, far=True), asked.block):
        if _may(facts, asked, tally) and names(tally):
            tables[tally.table, tally.along, tally.end].append(tally)
    scored = [(_score(asked, each), each) for each in tables.values()]
    best = max((score for score, _ in scored), default=0)
    return best, [
        tally for score, each in scored if score == best for tally in _columns(asked, each)
    ]


def _may(facts: Facts, asked: Asked, tally: Tally) -> bool:
    """Whether a tally may be meant, as far as years, times, rates and narrower wholes ("among women") tell."""
    labels = {stem for entry in tally.entries for stem in entry.tokens}
    if asked.rate != tally.rate and tally.unit != "percent":
        return False
    known = _around(asked, tally) | tally.specific
    years = asked.years - labels
    if years and not years & known:
        return False
    within = rank_words("within", facts.language).search(asked.said)
    if within is not None and not shares_word(stems(within[0]), known | labels):
        return False
    return not (all(YEAR.fullmatch(each) for each in labels) and _TIME_UNIT.search(asked.said))


def _around(asked: Asked, tally: Tally) -> frozenset[str]:
    """The words around a table, without those of the line above it where that line asks."""
    return tally.context - asked.words if asked.block == tally.block - 1 else tally.context


def _score(asked: Asked, columns: list[Tally]) -> int:
    """How surely words speak of a table: 0 where they have nothing but a label in common with it."""
    first = columns[0]
    labels = {stem for tally in columns for entry in tally.entries for stem in entry.tokens}
    words = frozenset(w for w in asked.words if not any(alike(w, label) for label in labels))
    own = any(_in_common(asked, each) or (asked.rate and each.rate) for each in columns)
    far = min(abs(asked.block - first.block), abs(asked.block - first.last))
    return (
        4 * (first.caption != "" and first.caption in asked.refers)
        + 2 * own
        + 2 * any(_tells(asked, tally) for tally in columns)
        + (not first.along)
        + shares_word(words, _around(asked, first))
        + (far <= BESIDE)
        + (far <= _NEXT)
    )


def _in_common(asked: Asked, tally: Tally) -> int:
    """How many words of its own head a tally shares with a clause, and subjects."""
    labels = {stem for entry in tally.entries for stem in entry.tokens}
    own = sum(any(alike(a, b) for b in asked.words) for a in tally.specific - labels)
    return own + 2 * len(tally.topics & asked.topics)


def _tells(asked: Asked, tally: Tally) -> bool:
    return any(entry.quantity.value in asked.told for entry in tally.entries)


def _columns(asked: Asked, columns: list[Tally]) -> list[Tally]:
    """The columns of a table that may be meant: by their heads, the totals, the last year, numbers, else all."""
    columns = [each for each in columns if _tells(asked, each)] or columns
    common = {id(each): _in_common(asked, each) for each in columns}
    best = max(common.values())
    if best:
        return [each for each in columns if common[id(each)] == best]
    years = [max(map(int, YEAR.findall(" ".join(each.specific))), default=0) for each in columns]
    for kept in (
        [each for each in columns if each.whole],
        [
            each
            for each, year in zip(columns, years, strict=True)
            if all(years) and year == max(years)
        ],
        [each for each in columns if each.unit == "count"],
    ):
        if len(kept) == 1 or (kept and kept[0].whole):
            return kept
    return columns


def all_named(tally: Tally, said: str) -> list[tuple[int, int, Labelled]]:
    """Every label that words name, with where its first and last word stand."""
    at = tokens_at(said)
    common = frozenset.intersection(*(entry.tokens for entry in tally.entries))
    found: list[tuple[int, int, Labelled]] = []
    for entry in tally.entries:
        places = _places(entry.tokens, at, common)
        if places:
            found.append((places[0], places[-1], entry))
    return [  # "Costa Sur" is named, not "Costa"
        each
        for each in found
        if not any(other is not each and each[2].tokens < other[2].tokens for other in found)
    ]


@lru_cache(maxsize=64)
def tokens_at(said: str) -> list[tuple[str, int]]:
    """The tokens of a text, each with where its word stands; "as figure 3 shows" names no label "3"."""
    said = REFERS.sub(lambda each: " " * len(each[0]), said)
    found: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(said):
        found.extend((token, match.start()) for token in label_tokens(match.group()))
    whole = label_tokens(said)
    found.extend((token, said.lower().find("quart")) for token in whole if token in _QUARTERS)
    return found


def _places(tokens: frozenset[str], at: list[tuple[str, int]], common: frozenset[str]) -> list[int]:
    """Where the words of a label stand, in order; empty when one of those that tell it apart is missing."""
    places = []
    for token in tokens - common or tokens:
        hits = [
            place for own, place in at if own == token or (len(token) > 3 and alike(own, token))
        ]
        if not hits:
            return []
        if token.isdecimal() and len(token) < 3:
            near = [p for own, p in at if any(alike(own, c) for c in common)]
            if common:  # "wing 3", "4 May"
                hits = [p for p in hits if any(0 < p - n < 24 or 0 < n - p < 4 for n in near)]
            if not hits:
                return []
        places.append(min(hits))
    return sorted(places)


def loosely(tally: Tally, said: str) -> Labelled | None:
    """The one entry of a told tally of whose own words a clause holds the most."""
    at = tokens_at(said)
    named = [_names_of(entry) for entry in tally.entries]
    own = named if all(named) else [entry.tokens for entry in tally.entries]
    scores = [
        sum(any(word == t or (len(t) > 3 and alike(word, t)) for word, _ in at) for t in tokens)
        for tokens in own
    ]
    best = max(scores)
    if not best or scores.count(best) > 1:
        keyed = [e for e in tally.entries if any(alike(w, key) for w, _ in at for key in e.keys)]
        return keyed[0] if len(keyed) == 1 else None
    place = scores.index(best)
    if sum(scores) > best and (best < 2 or best < len(own[place]) or sorted(scores)[-2] > 1):
        return None
    entry = tally.entries[place]
    if best < 2 <= len(own[place]) and not any(alike(w, key) for w, _ in at for key in entry.keys):
        return None  # one word of a long label
    return entry


def _names_of(entry: Labelled) -> frozenset[str]:
    """The tokens of a label that are names or years."""
    names = _NAMES.findall(entry.words)
    return entry.tokens & frozenset(token for name in names for token in label_tokens(name))
