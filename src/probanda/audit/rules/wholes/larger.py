"""Parts larger than a whole that is named without its noun, or stands in an earlier paragraph.

"Four doctors, of whom five were on leave"; "The list has 27 names. Among them are 30 women"; "280 prisoners were
held in Block D. … Of the prisoners held in Block D, 312 were moved"; "£85.6 million of its £66.5 million".
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quantities.related import list_closed
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit

__all__ = ["larger_parts"]

_OF_WHOM = re.compile(
    r"(?:[,(;]|\s—|\s–)?\s*(?:(?:and|и|y|et)\s+)?(?:of (?:whom|which)|из (?:которых|них)|среди (?:которых|них)"
    r"|в том числе"
    r"|de (?:l[oa]s cuales|ell[oa]s)|entre (?:l[oa]s cuales|ell[oa]s)|dont|parmi (?:lesquel\w+|eux|elles)"
    r"|including|among (?:whom|them)|incluid[oa]s|y compris)(?!\w)(?P<words>[^.;:\d]{0,60})\Z",
    re.IGNORECASE,
)
_AMONG_THEM = re.compile(
    r"\W*(?:[^\W\d]+\s+)?(?:among them|of (?:these|those|them)|среди них|из них|в их числе|entre ell[oa]s"
    r"|de (?:ell[oa]s"
    r"|est[oa]s)|parmi (?:eux|elles)|d'entre (?:eux|elles))(?:\s+[^\W\d]+){0,4}[\s,—–-]*\Z",
    re.IGNORECASE,
)
_MONEY_OF = re.compile(
    r"\s+(?:of|из|de|sur)\s+(?:(?:the|its|their|his|her|los|las|sus?|les|ses"
    r"|leurs?)\s+)?(?:[^\W\d]+['’]s?\s+)?[$€£]?\s*\Z",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    r"(?:\A|[.;:]\s)\W*(?:of|among|out of|из|среди|de|entre|parmi)\s+(?P<all>(?:all\s+)?(?:the|those|these|all"
    r"|los|las|les"
    r"|ces|estos|estas|тех|этих|всех)?\s*[^.;:\d]{4,120}?),?\s*\Z",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"\s+(?:of (?:them|these|those)|из (?:них|этих)|de (?:ell[oa]s|est[oa]s)|d'entre (?:eux|elles))(?!\w)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?<!\w)(?:another|other|further|more|also|additional|ещё|еще|другие|других|также|otr[oa]s|además|autres"
    r"|aussi)(?!\w)",
    re.IGNORECASE,
)
#: Paragraphs between a whole and a part of it that names it again.
_FAR = 12


def larger_parts(facts: Facts) -> Iterator[Hit]:
    """Every such part."""
    told: list[Quantity] = []
    for index, rows in facts.of(by_block).items():
        kind = facts.document.blocks[index].kind
        if kind == "cell":
            continue
        own = [q for q in rows if q.unit in {"count", "money"} and not q.spoken and not q.each]
        for before, q in itertools.pairwise(own):
            if _money_of(facts.text, before, q):
                yield _hit(before, q)
            whole = _whole(facts, before, q, own)
            if whole is not None:
                yield _hit(q, whole)
        for q in own:
            whole = _named_again(facts, q, told) or _of_those(facts, q, own)
            if whole is not None:
                yield _hit(q, whole)
        told.extend(q for q in own if q.unit == "count")
        told = [q for q in told if index - q.block <= _FAR]


def _money_of(text: str, part: Quantity, whole: Quantity) -> bool:
    """Whether a sum of money is told of a smaller one: "£85.6 million of its £66.5 million"."""
    return (
        part.unit == whole.unit == "money"
        and part.value > whole.value
        and part.exact
        and whole.exact
        and part.sentence == whole.sentence
        and bool(_MONEY_OF.fullmatch(text[part.end : whole.start]))
    )


def _whole(facts: Facts, before: Quantity, q: Quantity, own: list[Quantity]) -> Quantity | None:
    if (
        not before.value < q.value <= before.value * 3
        or q.unit != before.unit
        or not before.exact
        or q.bound in {"up_to", "less_than"}
        or q.delta
        or before.delta
        or before.value < 2
    ):
        return None
    text = facts.text
    link = text[before.end : q.start]
    if before.sentence == q.sentence:
        behind = (
            text[max(before.end, before.group.end) : q.start]
            if before.group.start >= before.end
            else link
        )
        found = _OF_WHOM.match(behind)
        if found is None or _MORE.search(behind):
            return None
        if list_closed(found["words"], language_tables(facts.language)):
            return None  # "killing 4, including women, and injured 9"
        larger = [
            o
            for o in own
            if o.sentence == q.sentence and o.start < before.start and o.value >= q.value
        ]
        return before if not larger or before.group.text else None
    alone = [o for o in own if o.sentence == before.sentence]
    if (
        len(alone) == 1
        and _AMONG_THEM.match(text[q.sentence[0] : q.start])
        and not _MORE.search(link)
    ):
        first = next(o for o in own if o.sentence == q.sentence)
        return before if first is q else None
    return None


def _named_again(facts: Facts, q: Quantity, told: list[Quantity]) -> Quantity | None:
    """The whole of "of the prisoners held in Block D, 312": a count of prisoners with these words, told before."""
    found = _OF_THE.search(facts.text[q.sentence[0] : q.start])
    if found is None or not q.exact or q.of is not None or q.value < 3:
        return None
    named = stems(found["all"])
    heads: dict[bool, list[Quantity]] = defaultdict(list)
    for other in told:
        if not other.exact or other.block == q.block or other.of is not None:
            continue
        head = stems(other.group.text)
        if not any(alike(a, b) for a in head for b in named):
            continue
        around = stems(facts.text[slice(*other.sentence)]) - head
        shared = [a for a in named - head for b in around if alike(a, b)]
        heads[other.value >= q.value].append(other)
        if shared and other.value < q.value:
            heads[False].insert(0, other)
    small = heads[False]
    if not small or heads[True]:
        return None
    around = stems(facts.text[slice(*small[0].sentence)])
    shared = [a for a in named for b in around if alike(a, b)]
    return small[0] if len(shared) >= 2 else None


def _of_those(facts: Facts, q: Quantity, own: list[Quantity]) -> Quantity | None:
    """The whole of "twenty-three obtained a conviction; 29 of them were paid": the count of the clause before."""
    text = facts.text
    if not _OF_THEM.match(text, q.end) or not q.exact or q.of is not None or q.unit != "count":
        return None
    before = [o for o in own if o.end <= q.start and o.start > q.start - 300 and o.unit == "count"]
    if not before or not re.search(r"[;.]\s", text[before[-1].end : q.start]):
        return None
    if len(before) > 1 and not re.search(r"[;.]\s", text[before[-2].end : before[-1].start]):
        return None  # two numbers there: either may be meant
    whole = before[-1]
    return whole if whole.exact and whole.value < q.value <= whole.value * 3 else None


def _hit(part: Quantity, whole: Quantity) -> Hit:
    return Hit(
        part.start,
        part.end,
        f"A part is larger than its whole: {part.shown} of {whole.shown}.",
        "Correct the number that is wrong.",
        ((whole.start, whole.end),),
        "warning",
    )
