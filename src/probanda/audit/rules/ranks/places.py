"""“Belmek had the most”, “comes third”, “followed by Orran” against tables, charts, lists and sentences.

The label that a claim names is looked up in the sentences right before, then in the tables that speak of the same
thing: the nearest whose caption, head or section shares a word with the sentence. Within a table the column of the
sentence's own words is taken, else the totals, else what holds against the words in every column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.claims import Claim, all_claims, shown
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.naming import (
    BESIDE,
    all_named,
    asked_of,
    counted,
    held_against,
    loosely,
    tokens_at,
)
from probanda.audit.rules.ranks.slots import NUMBER_OF
from probanda.audit.rules.ranks.tallies import Labelled, Tally, shares_word
from probanda.audit.rules.ranks.told import told_tallies
from probanda.audit.rules.registry import Hit

__all__ = ["near_tallies", "places"]

#: Superlatives that say nothing by themselves of a number.
_BARE = re.compile(
    r"highest|largest|greatest|biggest|worst|lowest|smallest|peak(?:s|ed)?|наибольш\w+|наименьш\w+|максим\w+|миним\w+"
    r"|сам\w+\s+\w+|le plus (?:grand|élevé|petit|faible|bas)|(?:el|la|los|las) m(?:ay|en)or(?:es)?|más grandes?"
    r"|(?:el|la) (?:primer|últim)[oa]",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\s*(?:[.;:)—–]|(?:in|at|was|were|among|during|for|came|with|belonged|occurred|в|во|на|был\w*|среди|приш\w+"
    r"|отмеч\w+|en|fue|es|entre|corresponde\w*|y|dans|à|parmi)(?!\w))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!\w)(?:numbers?|counts?|totals?|figures?|tolls?|cases|years?|months?|districts?|groups?|regions?|quarters?"
    r"|categor\w+|kinds?|classes|causes?|reasons?|forms?|methods?|places?|types?"
    r"|числ\w+|количеств\w+|групп\w+|год\w*|район\w*|област\w+|número|cantidad|cifra|año|grupo|nombre|chiffre"
    r"|année)(?!\w)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[\s,]*(?:and|и|y|e|et|with|in|at|в|en|à)?[\s\w.]{0,12}", re.IGNORECASE)
_UNITS = frozenset({"count", "percent", "money", "rate"})
#: A sentence that begins so near to the beginning of its paragraph may speak of the one before.
_OPENING = 200
#: How surely words must speak of a table for a warning.
_SURE = 3
#: Code points behind "average" in which its number stands.
_MEAN = 24
#: A number by which an entry is known is no smaller.
_RARE = 20
#: Words of a clause in which "mainly" may speak of the sentence before it.
_CHIEFLY = 14


def places(facts: Facts) -> Iterator[Hit]:
    """Hold every claim of rank that names a label against the tally that speaks of the same."""
    told = facts.of(told_tallies)
    if not facts.of(counted) and not told:
        return
    for block, claim in facts.of(all_claims):
        near = near_tallies(facts, block, claim.start)
        hit = _told(facts, claim, near)
        if hit is None:
            hit = _tabled(facts, claim, block)
        if hit is not None:
            yield hit


def near_tallies(facts: Facts, block: Block, start: int) -> list[Tally]:
    """The tallies told right before a place of a block, the nearest last."""
    told = facts.of(told_tallies)
    near = list(told.get(block.index - 1, ())) if start - block.start < _OPENING else []
    own = told.get(block.index, ())
    return near + [
        t for t in own if t.end <= start or (t.run and t.entries[0].quantity.end <= start)
    ]


def _tabled(facts: Facts, claim: Claim, block: Block) -> Hit | None:
    """Against tables, charts and lists of the whole document: every column that may be meant must contradict."""
    followed = claim.kind == "followed"
    said = f"{claim.before} {claim.found.group()} {claim.said}" if followed else claim.said
    asked = asked_of(
        facts, block, claim.sentence, said.rpartition(";")[2], (q.value for q in _own(facts, claim))
    )
    loose = any(said_of(n, facts.language, claim.found.group()) for n in ("chiefly", "limit"))

    def names(each: Tally) -> bool:
        far = min(abs(block.index - each.block), abs(block.index - each.last)) > BESIDE
        told = each.table == -1 and 0 <= block.index - each.last <= 1  # as `_told` reads them
        return not (told or (loose and far)) and _speaks_of(facts, claim, each)

    score, columns = held_against(facts, asked, names)
    judged = [_judged(facts, claim, each, _named(facts, each, claim)) for each in columns]
    hits = [hit for hit in judged if hit is not None]
    if not hits or len(hits) < len(columns):
        return None
    size = _of_size(facts, claim, columns[0])
    sure = score >= _SURE and columns[0].table != -1 and not size
    return hits[0] if sure else replace(hits[0], severity="note")


def _told(facts: Facts, claim: Claim, near: list[Tally]) -> Hit | None:
    """Against the sentences right before it."""
    if said_of("chiefly", facts.language, claim.found[0]) and len(claim.said.split()) > _CHIEFLY:
        return None
    for tally in reversed(near):
        if tally.unit == "count" and said_of("rate", facts.language, claim.said):
            continue
        if claim.kind == "followed":
            hit = _judged(facts, claim, tally, ())
        else:
            said = claim.bare
            if claim.kind == "placed":
                said = said[: claim.found.start() - claim.start] or said
            inside = [e for e in tally.entries if claim.start <= e.quantity.start < claim.end]
            named = inside[0] if len(inside) == 1 else loosely(tally, said)
            if named is None or not _ranks_that(facts.text, claim, tally):
                continue
            return _judged(facts, claim, tally, (named,))
        if hit is not None:
            return hit
    return None


def _held(entry: Labelled, said: str) -> bool:
    """Whether words hold most of a label."""
    words = [word for word, _ in tokens_at(said)]
    return sum(any(alike(w, t) for w in words) for t in entry.tokens) * 3 >= len(entry.tokens) * 2


def _own(facts: Facts, claim: Claim) -> list[Quantity]:
    """The numbers of a clause."""
    rows = facts.of(by_block).get(_block(facts, claim), ())
    return [q for q in rows if q.unit in _UNITS and claim.start <= q.start < claim.end]


def _block(facts: Facts, claim: Claim) -> int:
    block = facts.document.block_of(claim.start)
    return block.index if block is not None else -1


def _speaks_of(facts: Facts, claim: Claim, tally: Tally) -> bool:
    """Whether a claim names labels of a tally and ranks what it counts."""
    if claim.kind == "followed":
        return bool(all_named(tally, claim.before) and all_named(tally, claim.said))
    return bool(_named(facts, tally, claim)) and _ranks_that(facts.text, claim, tally)


def _ranks_that(text: str, claim: Claim, tally: Tally) -> bool:
    """Whether what is largest is a number of the tally: "the largest number", not "the largest publishers"."""
    if tally.rate:
        return True
    of_what = NUMBER_OF.match(text, claim.found.end(), claim.end)
    if of_what is not None and tally.table != -1:
        own = stems(of_what["what"])
        labels = {token for entry in tally.entries for token in entry.tokens}
        return not own or shares_word(own, tally.context | tally.specific | labels)
    if not _BARE.fullmatch(claim.found.group()):
        return True
    behind = text[claim.found.end() : min(claim.end, claim.found.end() + 60)]
    if behind.lstrip().startswith(","):
        return False  # "Grave E, the smallest, contained 14"
    if _PREDICATE.match(behind) or not behind.strip(" .;:"):
        return True
    phrase = " ".join(behind.split()[:4])
    return bool(_NUMBER.search(phrase)) or shares_word(
        stems(phrase), tally.context | tally.specific
    )


def _of_size(facts: Facts, claim: Claim, tally: Tally) -> bool:
    """Whether it may be a thing that is large: "the largest prison" of a table of prisons."""
    behind = " ".join(facts.text[claim.found.end() : claim.end].split()[:1])
    plain = _BARE.fullmatch(claim.found.group()) and not _NUMBER.fullmatch(behind.strip(" .;:"))
    return bool(plain) and shares_word(stems(behind), tally.context - tally.specific)


def _named(facts: Facts, tally: Tally, claim: Claim) -> tuple[Labelled, ...]:
    """The label that a clause names, or several joined by "and"; of others the first behind the rank word."""
    if tally.table == -1:
        own = loosely(tally, claim.bare)
        return (own,) if own is not None and _held(own, claim.bare) else ()
    found = sorted(all_named(tally, claim.bare), key=lambda each: each[0])
    told = {q.value for q in _own(facts, claim) if q.value >= _RARE}
    known = tuple(entry for entry in tally.entries if entry.quantity.value in told)
    mark = claim.found.start() - claim.start
    nearest = next((entry for at, _, entry in found if at >= mark), None)
    first = nearest is None or nearest in known  # not "peaked in 2022 and fell to 24 in 2025"
    if len(known) == 1 and first and claim.kind != "followed" and not tally.along:
        return known
    if len(found) == 1:
        return (found[0][2],)
    behind = [each for each in found if each[0] > mark]
    before = [each for each in found if each[1] < mark]
    if rank_words("behind_only", facts.language).fullmatch(claim.found[0]):
        behind = []  # "Orran is second only to Veldt"
    if len(behind) == 1 or (not behind and len(before) == 1):
        return ((behind or before)[0][2],)
    group = behind or before
    joined = all(
        _JOINT.fullmatch(claim.said[a[1] : b[0]].partition(" ")[2]) for a, b in pairwise(group)
    )
    return tuple(each[2] for each in group) if group and joined and claim.place == 1 else ()


def _judged(facts: Facts, claim: Claim, tally: Tally, named: tuple[Labelled, ...]) -> Hit | None:
    sign = 1 if claim.high else -1
    rest = [
        e for e in tally.entries if e in named or not said_of("others", facts.language, e.words)
    ]
    labels = {token for entry in tally.entries for token in entry.tokens}
    told = {
        q.value
        for q in _own(facts, claim)
        if f"{q.value:f}" not in labels
        and not said_of(
            "rate", facts.language, facts.text[max(claim.start, q.start - _MEAN) : q.start]
        )
    }
    if claim.kind == "followed":
        foreign = told and not told & {e.quantity.value for e in tally.entries}
        return None if foreign else _order(facts, claim, tally, rest)
    if not named or any(said_of("others", facts.language, e.words) for e in named):
        return None
    ranked = sorted(rest, key=lambda e: sign * e.quantity.value, reverse=True)
    if claim.place > 1 and len(ranked) < 3:
        return None
    best = ranked[min(claim.place, len(ranked)) - 1]
    if any(entry.quantity.value == best.quantity.value for entry in named):
        return None
    if told and not told & {*(e.quantity.value for e in named), best.quantity.value}:
        return None  # the clause has a number of its own, which is not the table's
    word = "in that place" if claim.place > 1 else "more" if claim.high else "less"
    hit = _hit(claim.found, tally, named[0], best, word)
    return replace(hit, severity=None) if _sure(facts, claim, tally, named) else hit


def _sure(facts: Facts, claim: Claim, tally: Tally, named: tuple[Labelled, ...]) -> bool:
    """Whether a reader sees at once which column is meant: right behind its table, by name or the only one."""
    columns = {each.specific for each in facts.of(counted) if each.table == tally.table}
    return (
        tally.table >= 0
        and not tally.along
        and len(tally.entries) >= 3
        and len(named) == claim.place == 1
        and 0 <= _block(facts, claim) - tally.last <= 3
        and (len(columns) == 1 or shares_word(stems(claim.said), tally.specific))
    )


def _order(facts: Facts, claim: Claim, tally: Tally, rest: list[Labelled]) -> Hit | None:
    """Against “followed by”: each label behind it is the next one in the row."""
    ahead = sorted(all_named(tally, claim.before), key=lambda each: each[1])
    behind = sorted(all_named(tally, claim.said), key=lambda each: each[0])
    behind = behind or [
        (0, 0, each)
        for each in [loosely(tally, claim.said)]
        if each is not None and tally.table == -1
    ]
    if not ahead or not behind or any(b[2] is ahead[-1][2] for b in behind):
        return None
    loose = said_of("ahead", facts.language, claim.found.group())
    next_only = not loose or said_of("first", facts.language, claim.before)
    sign = 1 if claim.high else -1
    before = ahead[-1][2]
    seen = [before, *(each[2] for each in ahead)]
    for _, _, entry in behind:
        own, limit = sign * entry.quantity.value, sign * before.quantity.value
        if own > limit:
            return _hit(claim.found, tally, before, entry, "more" if claim.high else "less")
        between = [e for e in rest if e not in seen and own < sign * e.quantity.value <= limit]
        if next_only and between:
            best = max(between, key=lambda e: sign * e.quantity.value)
            return _hit(claim.found, tally, entry, best, "nearer")
        seen.append(entry)
        before = entry
    return None


def _hit(found: re.Match[str], tally: Tally, own: Labelled, best: Labelled, word: str) -> Hit:
    return Hit(
        *found.span(),
        f"“{' '.join(found.group().split())}” is said of “{shown(own.words)}” ({own.quantity.shown}), but "
        f"{'in the table ' if tally.table >= 0 else ''}“{shown(best.words)}” has {best.quantity.shown}, which is "
        f"{word}.",
        "Correct the words or the numbers.",
        (
            (own.quantity.start, own.quantity.end),
            (best.quantity.start, best.quantity.end),
        ),
        "warning",
    )
