"""“Most of the victims were women: 12 women and 30 men”: a share said in words of a label of a tally.

The sentence holds no number of its own, names a label of a row, and says something of all that the row counts:
"half of the arrests took place in Orran"; or it names a line and two columns: "in Orran half of the prisoners were
ill". The row stands in a table, a list, the sentences before, or behind a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.moves import turn_of
from probanda.audit.rules.percentages.shares import shares
from probanda.audit.rules.percentages.worded import Part
from probanda.audit.rules.ranks.elsewhere import told_share
from probanda.audit.rules.ranks.labelled import alike, stems, stems_at
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.rules.ranks.majorities import Said, said_between
from probanda.audit.rules.ranks.naming import all_named, counted, naming
from probanda.audit.rules.ranks.places import near_tallies
from probanda.audit.rules.ranks.tallies import Labelled, Tally, shares_word
from probanda.audit.rules.ranks.told import told_tallies
from probanda.audit.rules.ranks.verdict import bears_out, not_borne_out
from probanda.audit.rules.registry import Hit

__all__ = ["shares_by_name"]

#: Short words between a label and a share.
_SMALL = re.compile(r"[\s,]|\w{1,3}|from|camp|dans", re.IGNORECASE)
_OF = re.compile(
    r"\W*(?:of|out of|del?|des|du|d['’]entre|из|sur|parmi)\s+"
    r"(?P<them>(?:them|whom|which|ell[oa]s|них|eux|elles)(?!\w))?",
    re.IGNORECASE,
)
_DIRECT = re.compile(r"(?<!\w)(?:of|de|des)\s*\Z")
_OPENED = re.compile(r"[:;—–(]")
_CUT = re.compile(r"[;:(]")
_WORD = re.compile(r"\w+|[—–]")
#: Code points between two labels of one list; blocks between a table and a sentence that speaks of it.
_APART, _FAR = 12, 12
#: A whole of fewer is hardly spoken of in fractions.
_LEAST = 10


def shares_by_name(facts: Facts) -> list[tuple[Said, Hit]]:
    """Parts said in words in sentences that don't hold their numbers."""
    return list(_found(facts))


def _found(facts: Facts) -> Iterator[tuple[Said, Hit]]:
    for block in facts.document.prose():
        rows = facts.of(by_block).get(block.index, ())
        alone = _alone(facts, rows)
        if not alone and not said_between(facts, block.start, block.end):
            continue
        for start, end in facts.document.sentences(block):
            said = [
                *said_between(facts, start, end),
                *(s for s in alone if start <= s.part.start < end),
            ]
            if len(said) != 1 or in_speech(facts, said[0].part.start):
                continue
            part, words = said[0].part, facts.text[start:end]
            if any(said_of(name, facts.language, words) for name in ("rate", "one_of")):
                continue
            own = [
                q
                for q in rows
                if q.sentence == (start, end)
                and q.unit in {"count", "percent"}
                and q.value > 1
                and not part.lead <= q.start < part.end
            ]
            hit = None
            if not said_of("nobody", facts.language, words):
                hit = _by_name(facts, part, (start, end), block, own)
            if hit is None and all(q.unit == "count" and not q.group.head for q in own):
                hit = told_share(facts, part, (start, end))
            if hit is not None:
                yield said[0], hit


def _alone(facts: Facts, rows: Sequence[Quantity]) -> list[Said]:
    """The percentages beside which no number stands."""
    return [
        Said(Part(q.start, q.end, Fraction(q.value) / 100, q.bound, q.start, q), False)
        for q in rows
        if q.unit == "percent"
        and 0 < q.value < 100
        and not (q.spoken or q.delta or q.index in facts.of(_paired))
        and turn_of(facts, q, q.sentence[0]) is None
    ]


def _paired(facts: Facts) -> frozenset[int]:
    return frozenset(share.percent.index for share in facts.of(shares))


def _by_name(
    facts: Facts, part: Part, sentence: tuple[int, int], block: Block, own: list[Quantity]
) -> Hit | None:
    said, mark = facts.text[slice(*sentence)], part.lead - sentence[0]
    lines = [] if own else _across(facts, said, block)
    if lines:
        low, high = sorted(lines, key=lambda line: line[0])
        if bears_out(part, low[0] * 100 / high[0]):
            return None
        return not_borne_out(facts, part, (low[1], high[1]), (low[0], high[0]))
    near = near_tallies(facts, block, sentence[0])
    behind = _behind_colon(facts, part, sentence, block)
    if behind is not None and {q.value for q in own} <= {e.quantity.value for e in behind.entries}:
        near, own = [behind], []  # "most were women: 12 women and 30 men"
        said = _OPENED.split(facts.text[sentence[0] : behind.entries[0].quantity.start])[0]
    words, wholes = stems(said), facts.of(_told_wholes)
    candidates = [t for t in reversed(near) if t.sum in wholes or len(t.entries) == 2]
    candidates += naming(facts, said)
    candidates.sort(
        key=lambda t: (
            t.table != -1,
            not shares_word(words, t.specific),
            not t.whole,
            abs(block.index - t.last),
        )
    )
    for tally in candidates:
        found = all_named(tally, said) if tally.unit == "count" and tally.sum >= _LEAST else []
        if not found or (own and not any(q.value == tally.sum and q.end <= part.lead for q in own)):
            continue
        found = _joined(said, found)
        if not _of_all(facts, block, said, (mark, mark + part.end - part.lead), found[0][0], tally):
            continue
        value = sum((each[2].quantity.value for each in found), Decimal(0))
        if value < tally.sum and not bears_out(part, value * 100 / tally.sum):
            named = [each[2].quantity for each in found]
            return not_borne_out(facts, part, named, (value, tally.sum))
        return None
    return None


def _behind_colon(
    facts: Facts, part: Part, sentence: tuple[int, int], block: Block
) -> Tally | None:
    """The one tally of the sentence behind the words and a colon."""
    behind = [
        t
        for t in facts.of(told_tallies).get(block.index, ())
        if part.end <= t.entries[0].quantity.start and t.end <= sentence[1]
    ]
    opened = behind and _OPENED.search(facts.text, part.end, behind[0].entries[0].quantity.start)
    return behind[0] if opened and opened[0] != "(" and len(behind) == 1 else None


def _joined(said: str, found: list[tuple[int, int, Labelled]]) -> list[tuple[int, int, Labelled]]:
    """The first label with those that follow it in one list."""
    found = sorted(found, key=lambda each: each[0])
    kept = found[:1]
    for each in found[1:]:
        between = said[kept[-1][1] : each[0]].partition(" ")[2]
        if len(between) > _APART or _CUT.search(between):
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
    rest = [w for w in _WORD.findall(gap) if not _SMALL.fullmatch(w)]
    if label < mark:
        if all(shares_word(stems(w), labels) for w in rest):
            return False
        gap = said[begin:]
    pronoun = of is not None and of["them"] is not None
    direct = of is not None or _DIRECT.search(said[mark:end])
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
