"""“Belmek had the most”, “they peaked in 2020”, “above all shepherds” against tables, charts and lists.

Words put a label first, last or second. The label is looked up in the sentences right before, then in the tables
that speak of the same thing: the nearest whose caption, head or section shares a word with the sentence. Within
a table the column of that sentence's own words is taken, else the totals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words
from probanda.audit.rules.ranks.naming import (
    BESIDE,
    REFERS,
    all_named,
    fits,
    fitting,
    naming,
    tokens_at,
)
from probanda.audit.rules.ranks.superlatives import BARE, NUMBER, PREDICATE
from probanda.audit.rules.ranks.tallies import (
    Labelled,
    Tally,
    label_tokens,
    shares_word,
    tallies,
    told_tallies,
)
from probanda.audit.rules.ranks.words import RATE
from probanda.audit.rules.registry import Hit

__all__ = ["firsts"]

_CLAUSE = re.compile(
    r";|,?\s(?:while|whereas|although|though|despite|but|тогда как|хотя|несмотря|но|а|mientras|aunque|pese|pero"
    r"|alors que|malgré|mais)\s"
    r"|,\s(?:where|when|which|who|где|когда|котор\w+|donde|cuando|où|quand|after|before|после|перед|tras)\s",
    re.IGNORECASE,
)
_ONE_OF = re.compile(
    r"(?<!\w)(?:one of|since|so far|almost|nearly|not the|no longer|if|would|outside|except|besides|earlier"
    r"|previous\w*|formerly"
    r"|один из|одн[ао] из|одни из|одной из|одним из|едва ли не|не сам\w+|кроме|помимо|ранее|раньше|прежде"
    r"|uno de|una de|unos de"
    r"|desde|casi|no (?:es|fue)|salvo|excepto|antes|anterior\w*|un des|une des|l'un\w*|depuis|presque"
    r"|sauf|hors)(?!\w)",
    re.IGNORECASE,
)
#: "The most serious case": said of a quality.
_NO_NUMBER = re.compile(
    r"(?:the\s+)?most\s+(?:recent|serious|likely|important|severe|famous|(?!commonly|frequently|widely|badly"
    r"|heavily)"
    r"\w+ly)(?!\w)",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"(?<!\w)(?:among(?:st)?|entre|parmi|среди|в числе)\s+(?:the|l[oae]s?|их)?\s*\Z", re.IGNORECASE
)
_NEGATED = re.compile(
    r"(?<!\w)(?:not|never|no|не|нет|ни|no|nunca|ni|pas|jamais|n'\w+)\s*(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
#: "The largest number of cartridge cases": what is counted.
_NUMBER_OF = re.compile(
    r"\s*(?:(?:numbers?|counts?|shares?|cases|part|proportion|количеств\w+|числ\w+|дол\w+|количеств\w+)(?:\s+of)?"
    r"|(?:número|cantidad|parte|cifra)?\s*(?<!\w)de(?!\w)|nombre\s+d[e'])\s*(?:the |these |l[oa]s |les )?"
    r"(?P<what>[^\W\d]+(?:\s+[^\W\d]+)?)",
    re.IGNORECASE,
)
#: A sentence that begins so near to the beginning of its paragraph may speak of the one before.
_OPENING = 200


@dataclass(frozen=True, slots=True)
class _Claim:
    """Words that put a label somewhere: the match, its clause, the class, and the counts told in the clause."""

    found: re.Match[str]
    start: int
    end: int
    said: str
    kind: str
    told: tuple[Quantity, ...]


def firsts(facts: Facts) -> Iterator[Hit]:
    """Hold every word of rank that names a label against the tally that speaks of the same."""
    known = facts.of(tallies)
    told: dict[int, list[Tally]] = defaultdict(list)
    for tally in facts.of(told_tallies):
        told[tally.block].append(tally)
    if not known and not told:
        return
    rows = facts.of(by_block)
    for block in facts.document.prose():
        if block.kind == "quote":
            continue
        counts = [q for q in rows.get(block.index, ()) if q.unit in {"count", "percent"}]
        for claim in _claims(facts, block, counts):
            near = told[block.index - 1][:] if claim.start - block.start < _OPENING else []
            near += [t for t in told[block.index] if t.end <= claim.start]
            hit = _told(facts, claim, near)
            if hit is None and not any(_same_labels(t, known) for t in near):
                hit = _held(facts, claim, block)
            if hit is not None:
                yield hit


def _claims(facts: Facts, block: Block, counts: list[Quantity]) -> Iterator[_Claim]:
    text = facts.text
    for start, end in facts.document.sentences(block):
        kinds: list[tuple[str, re.Match[str]]] = []
        for kind in ("second", "last", "first"):
            found = rank_words(kind, facts.language).search(text, start, end)
            inside = found is not None and any(
                other.start() <= found.start() < other.end() for _, other in kinds
            )
            if found is not None and not inside:
                kinds.append((kind, found))
        for kind, found in kinds:
            if in_speech(facts, found.start()) or _NO_NUMBER.match(text, found.start()):
                continue
            first, last = _clause(text, found, (start, end))
            follow = rank_words("followed", facts.language).search(text, found.end(), last)
            if follow is not None:
                last = follow.start()
            if kind == "second" or (kind == "last" and len(kinds) > 1):
                first = max(first, text.rfind(",", first, found.start()) + 1)
            for _, other in kinds:
                if other.start() > found.end():
                    comma = text.rfind(",", found.end(), other.start())
                    last = min(last, comma if comma > 0 else other.start())
            said = text[first:last]
            if _ONE_OF.search(said) or _AMONG.search(text[first : found.start()]):
                continue
            if _NEGATED.search(text[first : found.start()]):
                continue
            if kind == "first" and re.search(
                r"(?<!\w)(?:third|fourth|трет\w+|tercer\w*|troisième|next|at)\s+\Z",
                text[first : found.start()],
                re.IGNORECASE,
            ):
                continue
            told = tuple(q for q in counts if first <= q.start < last)
            yield _Claim(found, first, last, said, kind, told)


def _clause(text: str, found: re.Match[str], sentence: tuple[int, int]) -> tuple[int, int]:
    start, end = sentence
    for cut in _CLAUSE.finditer(text, *sentence):
        if cut.end() <= found.start():
            start = cut.end()
        elif cut.start() >= found.end():
            end = cut.start()
            break
    return start, end


def _held(facts: Facts, claim: _Claim, block: Block) -> Hit | None:
    told = {q.value for q in claim.told}

    def names(each: Tally) -> int:
        named = _named(each, claim)
        if named is None or not _ranks_that(facts.text, claim, each):
            return 0
        return 2 if told & {entry.quantity.value for entry in each.entries} else 1

    tally = fitting(facts, claim.said, block, names)
    if tally is None:
        return _in_every_column(facts, claim, block, names)
    named = _named(tally, claim)
    return _judged(claim, tally, named) if tally is not None and named is not None else None


def _in_every_column(
    facts: Facts, claim: _Claim, block: Block, names: Callable[[Tally], int]
) -> Hit | None:
    """Where words don't say which column they mean: what holds against them in each column of a near table."""
    words = stems(claim.said)
    refers = {found[1] for found in REFERS.finditer(facts.text, block.start, block.end)}
    by_table: dict[int, list[Tally]] = defaultdict(list)
    for tally in naming(facts, claim.said):
        near = min(abs(block.index - tally.block), abs(block.index - tally.last)) <= BESIDE
        if near and not tally.along and fits(tally, claim.said, words, block, refers):
            by_table[tally.table].append(tally)
    for columns in by_table.values():
        judged = [
            _judged(claim, tally, named)
            for tally in columns
            for named in [_named(tally, claim)]
            if named is not None and names(tally)
        ]
        if len(judged) > 1 and len(judged) == len(columns) and all(judged):
            return judged[0]
    return None


def _told(facts: Facts, claim: _Claim, near: list[Tally]) -> Hit | None:
    """Against the sentences right before it."""
    for tally in reversed(near):
        if RATE.search(claim.said) and tally.unit == "count":
            continue
        named = _loosely(tally, claim)
        if named is not None and _ranks_that(facts.text, claim, tally):
            return _judged(claim, tally, named)
    return None


def _ranks_that(text: str, claim: _Claim, tally: Tally) -> bool:
    """Whether what is largest is a number of the tally: "the largest number", not "the largest publishers"."""
    counted = _NUMBER_OF.match(text, claim.found.end(), claim.end)
    if counted is not None and tally.table >= 0:
        own = stems(counted["what"])
        labels = {token for entry in tally.entries for token in entry.tokens}
        return not own or shares_word(own, tally.context | tally.specific | labels)
    if not BARE.fullmatch(claim.found.group()):
        return True
    behind = text[claim.found.end() : min(claim.end, claim.found.end() + 60)]
    if re.match(r"\s*,", behind):
        return False  # "Grave E, the smallest, contained 14"
    if PREDICATE.match(behind) or not behind.strip(" .;:"):
        return True
    phrase = " ".join(behind.split()[:4])
    return bool(NUMBER.search(phrase)) or shares_word(stems(phrase), tally.context | tally.specific)


def _loosely(tally: Tally, claim: _Claim) -> Labelled | None:
    """The one entry of a told tally of whose own words the clause holds the most."""
    said = claim.said
    if claim.kind == "second":
        said = said[: claim.found.start() - claim.start] or said
    at = tokens_at(said)
    named = [_names_of(entry) for entry in tally.entries]
    own = named if all(named) else [entry.tokens for entry in tally.entries]
    scores = [
        sum(any(word == t or (len(t) > 3 and alike(word, t)) for word, _ in at) for t in tokens)
        for tokens in own
    ]
    best = max(scores)
    if not best or scores.count(best) > 1 or sum(scores) > best:
        return None
    place = scores.index(best)
    if best * 2 < len(own[place]) and best < 2:
        return None  # one word of a long label
    return tally.entries[place]


def _names_of(entry: Labelled) -> frozenset[str]:
    """The tokens of a label that are names or years."""
    names = re.findall(
        r"(?<!\A)(?<!\w)[A-ZА-ЯЁÁÉÍÓÚÑ]\w{2,}|(?<!\d)(?:19|20)\d\d(?!\d)", entry.words
    )
    return entry.tokens & frozenset(token for name in names for token in label_tokens(name))


def _same_labels(told: Tally, known: tuple[Tally, ...]) -> bool:
    """Whether a sentence told numbers under labels of a table, so that words behind it speak of these."""
    own = {token for entry in told.entries for token in entry.tokens}
    return any(sum(bool(e.tokens & own) for e in tally.entries) >= 2 for tally in known)


def _judged(claim: _Claim, tally: Tally, named: Labelled) -> Hit | None:
    ranked = sorted(tally.entries, key=lambda e: e.quantity.value, reverse=claim.kind != "last")
    place = 1 if claim.kind == "second" and len(ranked) > 2 else 0
    best = ranked[place]
    own = named.quantity.value
    if own == best.quantity.value:
        return None
    told = {q.value for q in claim.told}
    if told and own not in told and best.quantity.value not in told:
        return None  # the clause has a number of its own, which is not the table's
    word = "second" if claim.kind == "second" else "less" if claim.kind == "last" else "more"
    return Hit(
        claim.found.start(),
        claim.found.end(),
        f"“{' '.join(claim.found.group().split())}” is said of “{_short(named.words)}” "
        f"({named.quantity.shown}), but {'in the table ' if tally.table >= 0 else ''}“{_short(best.words)}” has "
        f"{best.quantity.shown}, which is {word}.",
        "Correct the words or the numbers.",
        ((named.quantity.start, named.quantity.end), (best.quantity.start, best.quantity.end)),
        "warning",
    )


def _named(tally: Tally, claim: _Claim) -> Labelled | None:
    """The one label of a tally that a clause names; of several the first behind the rank word."""
    found = all_named(tally, claim.said)
    if len(found) == 1:
        return found[0][2]
    mark = claim.found.start() - claim.start
    behind = sorted((each for each in found if each[0] > mark), key=lambda each: each[0])
    if len(behind) == 1:
        return behind[0][2]
    before = [each for each in found if each[1] < mark]
    return before[0][2] if not behind and len(before) == 1 else None


def _short(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:—–-()")[:40]
