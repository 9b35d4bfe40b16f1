"""Which tally words speak of, and which of its labels they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
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
from probanda.audit.rules.ranks.told import bullets

__all__ = [
    "BESIDE",
    "REFERS",
    "all_named",
    "counted",
    "fits",
    "fitting",
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
_QUARTERS = frozenset({"q1", "q2", "q3", "q4"})
#: Two forms of one word agree in so many letters.
_BEGIN = 4
#: Blocks between a sentence and a table that speaks of the same without a word in common.
BESIDE = 4


def counted(facts: Facts) -> tuple[Tally, ...]:
    """The tallies of tables, charts and lists of items."""
    return (*facts.of(tallies), *facts.of(bullets))


def _by_word(facts: Facts) -> dict[str, list[int]]:
    """Beginnings of the words of labels → places of the tallies that have them."""
    index: dict[str, list[int]] = defaultdict(list)
    for place, tally in enumerate(facts.of(counted)):
        begun = {token[:_BEGIN] for entry in tally.entries for token in entry.tokens}
        for begin in begun:
            index[begin].append(place)
    return index


def naming(facts: Facts, said: str) -> list[Tally]:
    """The tallies of tables that have a label of which a word stands in a text, in their order."""
    index, known = facts.of(_by_word), facts.of(counted)
    places = {place for token, _ in tokens_at(said) for place in index.get(token[:_BEGIN], ())}
    return [known[place] for place in sorted(places)]


def fitting(facts: Facts, said: str, block: Block, names: Callable[[Tally], int]) -> Tally | None:
    """The tally of a table that words speak of: the nearest that shares a word with them; None where that is open.

    Args:
        facts: the document.
        said: the words.
        block: where they stand.
        names: whether the words name labels of a tally: 0 for no; the higher the surer.
    """
    known = naming(facts, said)
    words = stems(said)
    refers = {found[1] for found in REFERS.finditer(facts.text, block.start, block.end)}
    at = facts.text.find(said, block.start, block.end)
    subjects = topics_of(facts, at, at + len(said)) if known and at >= 0 else frozenset()
    best: tuple[tuple[int, int, int, int], Tally] | None = None
    for tally in known:
        sure = names(tally) if fits(facts, tally, said, words, block, refers) else 0
        if not sure:
            continue
        far = min(abs(block.index - tally.block), abs(block.index - tally.last))
        near = 2 if tally.caption and tally.caption in refers else int(far <= BESIDE)
        own = sum(any(alike(a, b) for b in words) for a in tally.specific)
        own += 2 * len(tally.topics & subjects)
        rank = (near, sure, own or int(tally.whole), -far)
        if best is None or rank > best[0]:
            best = rank, tally
    if best is None:
        return None
    (_, sure, own, _), tally = best
    beside = {each.specific for each in facts.of(counted) if each.table == tally.table}
    return tally if tally.whole or own or sure > 1 or len(beside) == 1 else None


def fits(
    facts: Facts, tally: Tally, said: str, words: frozenset[str], block: Block, refers: set[str]
) -> bool:
    """Whether a tally speaks of what the words speak of."""
    labels = {stem for entry in tally.entries for stem in entry.tokens}
    plain = rank_words("share_of", facts.language).sub(" ", said)
    if tally.unit == "count" and said_of("rate", facts.language, plain):
        return False
    if tally.unit == "rate":
        return False
    years = set(YEAR.findall(said)) - labels
    if years and not years & (tally.context | tally.specific):
        return False
    if all(YEAR.fullmatch(token) for token in labels) and _TIME_UNIT.search(said):
        return False
    if tally.caption and tally.caption in refers:
        return True
    known = tally.context | tally.specific
    far = min(abs(block.index - tally.block), abs(block.index - tally.last))
    if far <= 2 or shares_word(words - labels, known):
        return True
    long = any(len(each[2].tokens) > 1 for each in all_named(tally, said))
    return long and shares_word(stems(facts.text[block.start : block.end]) - labels, known)


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
        if token.isdigit() and len(token) < 3:
            near = [p for own, p in at if any(alike(own, c) for c in common)]
            hits = [p for p in hits if any(0 < p - n < 24 for n in near)] if common else hits
            if not hits:
                return []
        places.append(min(hits))
    return sorted(places)
