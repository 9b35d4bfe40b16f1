"""“Most”, “a third”, “seven in ten” of a whole whose numbers stand in a table, a list or a sentence before.

A sentence without the two numbers says them by name. Where it names a label and says something of all ("half of
the arrests took place in Orran"), the label's share of its row is meant; where it names a label and then a part
("in Orran two in five prisoners were ill"), the share of one column in another in that line; with no label, that
of the totals. A sentence that says the one before it again ("in other words, nine in ten were shot") is held
against every pair of numbers there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import sentences_before
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.elsewhere import fits_words, told_share
from probanda.audit.rules.ranks.labelled import alike, stems, stems_at
from probanda.audit.rules.ranks.lexicon import rank_class, rank_words, said_of
from probanda.audit.rules.ranks.naming import all_named, counted, naming
from probanda.audit.rules.ranks.places import near_tallies
from probanda.audit.rules.ranks.tallies import Labelled, Tally, shares_word
from probanda.audit.rules.ranks.told import told_tallies
from probanda.audit.rules.registry import Hit

__all__ = ["Said", "majorities", "shares_by_name"]

_SMALL = re.compile(
    r"[\s,]|in|at|of|the|from|all|for|on|camp|в|во|на|из|у|по|en|de|del|la|el|los|las|à|au|aux|dans|le|les|des|du",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\W*(?:of|out of|del?|des|du|d['’]entre|из|sur|parmi)\s+"
    r"(?P<them>(?:them|whom|which|ell[oa]s|них|eux|elles)(?!\w))?",
    re.IGNORECASE,
)
#: Code points between two labels of one list.
_APART = 12
#: Blocks between a table and a sentence that speaks of it.
_FAR = 12
#: A whole of fewer is hardly spoken of in fractions.
_LEAST = 10


@dataclass(frozen=True, slots=True)
class Said:
    """A part of a whole said in words, and whether the words are a majority or minority."""

    part: Part
    ranked: bool


def majorities(facts: Facts, start: int, end: int) -> list[Part]:
    """The majorities and minorities of a range, as more or less than a half."""
    return [
        Part(
            each.start(),
            each.start() + len(re.sub(r"\s+of\s*\Z", "", each.group(), flags=re.IGNORECASE)),
            Fraction(1, 2),
            "more_than" if each.lastgroup == "majority" else "less_than",
            each.start(),
        )
        for each in rank_class(("majority", "minority"), facts.language).finditer(
            facts.text, start, end
        )
        if not rank_words("quality", facts.language).match(facts.text, each.start())
    ]


def _said(facts: Facts, start: int, end: int) -> list[Said]:
    """The majorities, minorities and fractions of a range; "more than half" is a majority."""
    most = majorities(facts, start, end)
    return [
        *(Said(part, True) for part in most),
        *(
            Said(part, False)
            for part in parts_between(facts, start, end)
            if not any(part.lead < each.end and each.start < part.end for each in most)
        ),
    ]


def shares_by_name(facts: Facts) -> list[tuple[Said, Hit]]:
    """Parts said in words in sentences that don't hold their numbers."""
    return list(_found(facts))


def _found(facts: Facts) -> Iterator[tuple[Said, Hit]]:
    for block in facts.document.prose():
        if not _said(facts, block.start, block.end):
            continue
        rows = facts.of(by_block).get(block.index, ())
        for start, end in facts.document.sentences(block):
            said = _said(facts, start, end)
            if len(said) != 1 or in_speech(facts, said[0].part.start):
                continue
            part, words = said[0].part, facts.text[start:end]
            own = [
                q
                for q in rows
                if q.sentence == (start, end)
                and q.unit in {"count", "percent"}
                and q.value > 1
                and not part.lead <= q.start < part.end
            ]
            if any(said_of(name, facts.language, words) for name in ("rate", "one_of")):
                continue
            hit = None
            if not said_of("nobody", facts.language, words):
                hit = _again(facts, part, (start, end), block, own) or _by_name(
                    facts, part, (start, end), block, own
                )
            if hit is None and all(q.unit == "count" and not q.group.head for q in own):
                hit = told_share(facts, part, (start, end))
            if hit is not None:
                yield said[0], hit


def _again(
    facts: Facts, part: Part, sentence: tuple[int, int], block: Block, counted_here: list[Quantity]
) -> Hit | None:
    """A sentence that says the numbers of the one before it again, in words."""
    opening = facts.text[sentence[0] : min(sentence[1], sentence[0] + 90)]
    if counted_here or not (
        field("glossed", facts.language).match(opening) or said_of("thus", facts.language, opening)
    ):
        return None
    rows = [
        q
        for listed in sentences_before(facts, sentence, block.index)
        for q in listed
        if q.unit == "count" and q.exact and q.value > 1 and not q.spoken
    ]
    nearest = [q.value for q in rows if q.sentence == rows[0].sentence]
    values = {q.value for q in rows} | ({sum(nearest, Decimal(0))} if nearest else set())
    if len(rows) < 2 or any(fits_words(part, a * 100 / b) for a in values for b in values if a < b):
        return None
    words = stems(facts.text[part.end : sentence[1]])
    whole = max(values)
    named = [q for q in rows if q.value < whole and shares_word(words, _beside(facts, q))]
    sums = {a + b for a, b in permutations(values, 2)}
    if len(named) != 1 and any(
        fits_words(part, s * 100 / b) for s in sums for b in values if s < b
    ):
        return None
    own = (
        named[0]
        if len(named) == 1
        else max((q for q in rows if q.value < whole), key=lambda q: q.value)
    )
    return _hit(facts, part, whole, (own,)) if own.value < whole else None


def _beside(facts: Facts, q: Quantity) -> frozenset[str]:
    """The words right behind a number."""
    return stems(
        " ".join(facts.text[q.end : min(q.sentence[1], q.end + 40)].split(",")[0].split()[:3])
    )


def _by_name(
    facts: Facts, part: Part, sentence: tuple[int, int], block: Block, counted_here: list[Quantity]
) -> Hit | None:
    said = facts.text[slice(*sentence)]
    own = {q.value for q in counted_here}
    mark = part.lead - sentence[0]
    lines = [] if own else _across(facts, said, block)
    if lines:
        low, high = sorted(lines, key=lambda line: line[0])
        if fits_words(part, low[0] * 100 / high[0]):
            return None
        return _hit(facts, part, high[0], (low[1], high[1]), low[0])
    near = near_tallies(facts, block, sentence[0])
    told = facts.of(_told_wholes)
    behind = [
        t
        for t in facts.of(told_tallies).get(block.index, ())
        if part.end <= t.entries[0].quantity.start and t.end <= sentence[1]
    ]
    colon = len(behind) == 1 and re.search(
        r"[:;—–]", facts.text[part.end : behind[0].entries[0].quantity.start]
    )
    if colon and own <= {e.quantity.value for e in behind[0].entries}:
        near, own, counted_here = behind, set(), []  # "most were women: 12 women and 30 men"
        first = behind[0].entries[0].quantity.start
        said = re.split(r"[:;—–(]", facts.text[sentence[0] : first])[0]
    candidates = [t for t in reversed(near) if t.sum in told or len(t.entries) == 2]
    words = stems(said)
    for tally in naming(facts, said):
        if tally.unit == "count":
            candidates.append(tally)
    candidates.sort(
        key=lambda t: (
            t.table != -1,
            not shares_word(words, t.specific),
            not t.whole,
            abs(block.index - t.last),
        )
    )
    for tally in candidates:
        found = all_named(tally, said)
        if not found or tally.unit != "count" or tally.sum < _LEAST:
            continue
        if own and not any(q.value == tally.sum and q.end <= part.lead for q in counted_here):
            continue
        found = _joined(said, found)
        if not _of_all(facts, block, said, (mark, mark + part.end - part.lead), found[0][0], tally):
            continue
        value = sum((each[2].quantity.value for each in found), Decimal(0))
        if value < tally.sum and not fits_words(part, value * 100 / tally.sum):
            return _hit(facts, part, tally.sum, tuple(e[2].quantity for e in found))
        return None
    return None


def _joined(said: str, found: list[tuple[int, int, Labelled]]) -> list[tuple[int, int, Labelled]]:
    """The first label with those that follow it in one list."""
    found = sorted(found, key=lambda each: each[0])
    kept = found[:1]
    for each in found[1:]:
        between = said[kept[-1][1] : each[0]].partition(" ")[2]
        if len(between) > _APART or re.search(r"[;:(]", between):
            break
        kept.append(each)
    return kept


def _of_all(
    facts: Facts, block: Block, said: str, span: tuple[int, int], label: int, tally: Tally
) -> bool:
    """Whether the words speak of all of a row, and name the label as that of the part.

    A verb stands between the label and what the fraction is of: "half of the arrests were made in Orran"; "in
    Orran half of the arrests were violent" has the label in the whole.
    """
    mark, end = span
    of = _OF.match(said, end)
    begin = of.end() if of else end
    gap = said[label:mark].partition(" ")[2] if label < mark else said[begin:label]
    labels = frozenset(t for e in tally.entries for t in e.tokens)
    rest = [w for w in re.findall(r"\w+|[—–]", gap) if not _SMALL.fullmatch(w)]
    if label < mark:
        if all(shares_word(stems(w), labels) for w in rest):
            return False
        gap = said[begin:]
    pronoun = of is not None and of["them"] is not None
    direct = of is not None or re.search(r"(?<!\w)(?:of|de|des)\s*\Z", said[mark:end])
    inside = len(rest) == 1 or (direct and not rest)
    if inside and label > mark and tally.table != -1 and not pronoun:
        return False
    nouns = [] if pronoun else [stem for stem, _ in stems_at(gap)[:2]]
    if any(alike(a, b) for a in nouns for b in tally.specific | tally.context):
        return True
    if tally.table == -1:
        return not nouns or len(tally.entries) == 2
    if nouns and of is not None:
        return False  # a whole of something else
    near = min(abs(block.index - tally.block), abs(block.index - tally.last)) <= _FAR
    told = {q.value for i in (block.index - 1, block.index) for q in facts.of(by_block).get(i, ())}
    return tally.sum in told or (near and not nouns)


def _across(facts: Facts, said: str, block: Block) -> list[tuple[Decimal, Quantity]]:
    """The two columns that words name, in the line that they name, else their totals; empty where that is open."""
    words = stems(said)
    for number in {t.table for t in naming(facts, said)} | _beside_tables(facts, block):
        columns = [t for t in facts.of(counted) if t.table == number and not t.along]
        heads = [t for t in columns if shares_word(words, t.specific) and t.unit == "count"]
        if len(heads) != 2 or heads[0].specific & heads[1].specific:
            continue
        if min(abs(block.index - heads[0].block), abs(block.index - heads[0].last)) > _FAR:
            continue
        named = [all_named(t, said) for t in heads]
        if all(len(each) == 1 for each in named):
            lines = [(each[0][2].quantity.value, each[0][2].quantity) for each in named]
        elif not any(named):
            lines = [(t.sum, t.entries[-1].quantity) for t in heads]
        else:
            continue
        if (
            min(v for v, _ in lines) > 0
            and max(v for v, _ in lines) >= _LEAST
            and lines[0][0] != lines[1][0]
        ):
            return lines
    return []


def _beside_tables(facts: Facts, block: Block) -> set[int]:
    """Tables near a block."""
    return {
        t.table
        for t in facts.of(counted)
        if t.table >= 0 and min(abs(block.index - t.block), abs(block.index - t.last)) <= _FAR
    }


def _told_wholes(facts: Facts) -> frozenset[Decimal]:
    return frozenset(q.value for q in facts.of(quantities) if q.unit == "count")


def _hit(
    facts: Facts,
    part: Part,
    whole: Decimal,
    where: tuple[Quantity, ...],
    value: Decimal | None = None,
) -> Hit:
    value = value if value is not None else sum((q.value for q in where), Decimal(0))
    return Hit(
        part.lead,
        part.end,
        f"“{facts.quote(part.lead, part.end)}” is said of {value.normalize():,f} of {whole.normalize():,f}, which "
        f"is {value * 100 / whole:.0f}%.",
        "Correct the words or the numbers.",
        tuple((q.start, q.end) for q in where[:6]),
        "warning",
    )
