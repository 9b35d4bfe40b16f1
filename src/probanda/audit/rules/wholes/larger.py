"""Parts larger than a whole that is named without its noun, or in the sentence before.

"Four doctors, of whom five were on leave"; "The list has 27 names. Among them are 30 women"; "£85.6 million of its
£66.5 million".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quantities.related import list_closed
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
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
#: Between a sum or a measure and the one that it is of.
_OF_ITS = re.compile(
    r"\s+(?:(?:out )?of|из|de|sur)\s+(?:(?:the|its|their|his|her|a total of|общих|всех|своих|los|las|sus?|les|ses"
    r"|leurs?)\s+)?(?:[^\W\d]+['’]s?\s+)?[$€£]?\s*",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s*(?:de\s+)?([^\W\d]+)")
_MORE = re.compile(
    r"(?<!\w)(?:another|other|further|more|also|additional|ещё|еще|другие|других|также|otr[oa]s|además|autres"
    r"|aussi)(?!\w)",
    re.IGNORECASE,
)
#: A part that is more times its whole is a part of something else.
_FAR = 3


def larger_parts(facts: Facts) -> Iterator[Hit]:
    """Every such part."""
    for index, rows in facts.of(by_block).items():
        if facts.document.blocks[index].kind == "cell":
            continue
        own = [q for q in rows if q.unit in {"count", "money"} and not q.spoken and not q.each]
        for before, q in itertools.pairwise(own):
            whole = _whole(facts, before, q, own)
            if whole is not None:
                yield _hit(q, whole)
        sums = [q for q in rows if q.unit in {"money", "measure"} and q.exact and not q.spoken]
        for part, total in itertools.pairwise(sums):
            if total.value < part.value <= total.value * _FAR and _of_its(facts, part, total):
                yield _hit(part, total)


def _whole(facts: Facts, before: Quantity, q: Quantity, own: list[Quantity]) -> Quantity | None:
    if (
        not before.value < q.value <= before.value * _FAR
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


def _of_its(facts: Facts, part: Quantity, total: Quantity) -> bool:
    """Whether a sum is told of another one in one phrase: "15 kg of its 12 kg"."""
    gap = facts.text[part.end : total.start]
    unit = _UNIT.match(gap)
    if unit is not None and part.unit_word and unit[1].startswith(part.unit_word):
        gap = gap[unit.end() :]  # of "85 millones" the word of the unit stands behind the number
    return part.unit_word == total.unit_word and bool(_OF_ITS.fullmatch(gap))


def _hit(part: Quantity, whole: Quantity) -> Hit:
    return Hit(
        part.start,
        part.end,
        f"A part is larger than its whole: {part.shown} of {whole.shown}.",
        "Correct the number that is wrong.",
        ((whole.start, whole.end),),
        "warning",
    )
